"""The help of a command, laid out by rich_click.

Commands themselves are click's: rich_click and rich are loaded when somebody asks for
help, and not before.
"""

from typing import Any

import click
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich_click.rich_help_configuration import RichHelpConfiguration
from rich_click.rich_help_formatter import RichHelpFormatter
from rich_click.rich_help_rendering import get_rich_epilog, get_rich_help_text
from rich_click.rich_panel import construct_panels

from cli.commands import MAX_WIDTH
from cli.language import say


def help_page(command: Any, ctx: Any) -> str:
    """Return the help of a command.

    Args:
        command: A click command, which may name the ``panel`` that lists it.
        ctx: Its context.
    """
    formatter = RichHelpFormatter(
        width=ctx.terminal_width,
        max_width=ctx.max_content_width,
        config=RichHelpConfiguration.load_from_globals(**_look()),
    )
    formatter.write(_usage(command, ctx))
    get_rich_help_text(command, ctx, formatter)
    for panel in construct_panels(command, ctx, formatter):
        shown = panel.render(command, ctx, formatter)
        if not isinstance(shown.renderable, Table) or shown.renderable.rows:
            formatter.write(shown)
    get_rich_epilog(command, ctx, formatter)
    return formatter.getvalue().rstrip("\n")


def _usage(command: click.Command, ctx: click.Context) -> Padding:
    """Return the line that shows how it is called."""
    pieces = " ".join([ctx.command_path, *command.collect_usage_pieces(ctx)])
    line = Text.assemble((say("用法：", "Usage: "), "bold"), pieces)
    return Padding(line, (0, 1, 1, 1))


def _look() -> dict[str, Any]:
    # No boxes: wide characters break right-hand borders.
    return {
        "theme": "default-nu",
        "max_width": MAX_WIDTH,
        "text_markup": None,
        "show_arguments": True,
        "commands_before_options": True,
        "arguments_panel_title": say("参数", "Arguments"),
        "options_panel_title": say("选项", "Options"),
        "commands_panel_title": say("命令", "Commands"),
        "required_long_string": say("[必填]", "[required]"),
        "default_string": say("[默认：{}]", "[default: {}]"),
        "envvar_string": say("[环境变量：{}]", "[env: {}]"),
    }
