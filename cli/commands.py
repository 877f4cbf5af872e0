"""Commands and groups that load what they do only when it is done.

A group knows its commands by name, one line of help, and a target. For help and
completion a stub of that much is enough; the target is imported when the command
runs. That keeps ``daocha --help`` and ``daocha sign`` quick.

A target is written ``module:attribute`` or ``module:attribute:argument``. The
attribute is a click command, or a function that makes one in the language in use
(from the argument, where there is one).
"""

import difflib
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, Final, NamedTuple

import click

from aggregates.text import Text
from cli.language import say, tell
from cli.shared_options import shared_options

MAX_WIDTH: Final = 100
_NO_PANELS: Final[tuple[Any, ...]] = ()
"""What rich_click looks for in a command when help is asked for."""


class Entry(NamedTuple):
    """One command of a group.

    Attributes:
        name: What is typed.
        target: Where it is, ``module:attribute[:argument]``; see the module.
        help: One line.
        panel: The heading under which help lists it.
        aliases: Other words for it, not listed.
    """

    name: str
    target: str
    help: Text
    panel: Text = Text("命令", "Commands")
    aliases: tuple[str, ...] = ()


class Command(click.Command):
    """A command, with the help of this house and the options that all have.

    Args:
        panel: The heading under which the help of its group lists it.
    """

    panels = _NO_PANELS

    def __init__(self, *args: Any, panel: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **_with_our_help(kwargs))
        self.panel = panel

    def get_help(self, ctx: click.Context) -> str:
        """Return its help."""
        return _help_of(self, ctx)


class Group(click.Group):
    """A group whose commands are loaded when they run.

    Args:
        entries: Its commands, in the order in which help lists them.
    """

    panels = _NO_PANELS

    def __init__(
        self, *args: Any, entries: Iterable[Entry] = (), **kwargs: Any
    ) -> None:
        metavar = say("命令 [参数]…", "COMMAND [ARGS]…")
        kwargs.setdefault("subcommand_metavar", metavar)
        super().__init__(*args, **_with_our_help(kwargs))
        self.entries = {entry.name: entry for entry in entries}
        self._aliases = {
            alias: entry for entry in self.entries.values() for alias in entry.aliases
        }

    def get_help(self, ctx: click.Context) -> str:
        """Return its help."""
        return _help_of(self, ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order of the entries."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return as much of a command as help needs; nothing is imported."""
        entry = self.find(cmd_name)
        return None if entry is None else _stub(entry)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find and load the command that is to run.

        Raises:
            NoSuchCommand: There is none; those that look like it are suggested.
        """
        entry = self.find(args[0])
        if entry is not None:
            return entry.name, load(entry), args[1:]
        if not ctx.resilient_parsing:
            if args[0].startswith("-"):
                self.parse_args(ctx, args)
            raise self.unknown(args[0], ctx)
        return None, None, args[1:]

    def find(self, name: str) -> Entry | None:
        """Return the entry of a name or an alias."""
        return self.entries.get(name) or self._aliases.get(name)

    def unknown(self, name: str, ctx: click.Context) -> click.UsageError:
        """Make the error for a name that is not here."""
        known = [*self.entries, *self._aliases]
        return click.exceptions.NoSuchCommand(name, possibilities=known, ctx=ctx)


def load(entry: Entry) -> click.Command:
    """Import a command, and give it the options that all commands have."""
    module, _, rest = entry.target.partition(":")
    attribute, _, argument = rest.partition(":")
    target = getattr(import_module(module), attribute)
    found = target if isinstance(target, click.Command) else _make(target, argument)
    if not isinstance(found, click.Group):
        have = {name for param in found.params for name in param.opts}
        found.params += [p for p in shared_options() if not have & set(p.opts)]
    return found


def _make(factory: Callable[..., click.Command], argument: str) -> click.Command:
    return factory(argument) if argument else factory()


def _help_of(command: click.Command, ctx: click.Context) -> str:
    # rich is slow to import, and few who start a command ask for its help.
    from cli.help_page import help_page  # noqa: PLC0415

    return help_page(command, ctx)


def _with_our_help(settings: dict[str, Any]) -> dict[str, Any]:
    return {
        "options_metavar": say("[选项]", "[OPTIONS]"),
        **settings,
        "context_settings": {
            "help_option_names": ["-h", "--help"],
            "max_content_width": MAX_WIDTH,
        },
    }


def closest(name: str, known: Iterable[str]) -> str:
    """Name those of ``known`` that look like ``name``, or nothing."""
    return "、".join(difflib.get_close_matches(name, list(known), n=3))


def _stub(entry: Entry) -> click.Command:
    stub = Command(entry.name, help=tell(entry.help), panel=tell(entry.panel))
    stub.short_help = tell(entry.help)
    return stub
