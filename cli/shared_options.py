"""The options that every command takes, before its name or after it.

What is given lands on the `Desk`, which travels as the context's object. Only the
ones before the name read the environment, so that nothing counts twice.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from cli.desk import Desk
from cli.language import LANGUAGES, OPTION, VARIABLE, say

PREFIX: Final = "DAOCHA_"


def shared_options(*, at_the_front: bool = False) -> list[click.Parameter]:
    """Make them.

    Args:
        at_the_front: For the group itself: shown in help, read from the environment.
    """
    made = [
        _option(
            ["--ledger"],
            _set("ledger"),
            say("台账所在目录", "directory of the ledger"),
            metavar="DIR|URL",
        ),
        _option(
            ["--as"],
            _add("keys"),
            say("签名用的密钥文件，可多次给出", "key file to sign with; repeatable"),
            type=click.Path(path_type=Path),
            multiple=True,
            metavar="KEY",
        ),
        _option(
            ["--passphrase-file"],
            _add("passphrase_files"),
            say(
                "口令文件（一行，仅本人可读）；一个用于全部密钥，或与 --as 逐一对应",
                "file with the passphrase (one line, readable by you alone); one for "
                "all keys, or one for each --as in order",
            ),
            type=click.Path(path_type=Path),
            multiple=True,
            metavar="FILE",
        ),
        _option(
            ["--log-passphrase-file"],
            _set("log_passphrase_file"),
            say("台账密钥的口令文件", "file with the passphrase of the log key"),
            type=click.Path(path_type=Path),
            metavar="FILE",
        ),
        _option(
            ["--now"],
            _set("now_text"),
            say(
                "模拟时钟台账的当前时间，如 2024-05-20T09:00",
                "the time on a ledger with a simulated clock, as 2024-05-20T09:00",
            ),
            metavar=say("时间", "TIME"),
        ),
        _option(
            [OPTION],
            None,
            say("语言", "language"),
            type=click.Choice(LANGUAGES),
            variable=VARIABLE,
        ),
        _option(
            ["--json"],
            _switch("as_json"),
            say("以 JSON 输出，包括错误", "print JSON, errors too"),
            is_flag=True,
        ),
    ]
    for option in made:
        option.hidden = not at_the_front
        if not at_the_front:
            option.envvar = None
    return list[click.Parameter](made)


Callback = Callable[[click.Context, click.Parameter, Any], Any]


def _option(
    names: list[str],
    callback: Callback | None,
    text: str,
    *,
    variable: str = "",
    **more: Any,
) -> click.Option:
    name = names[0].removeprefix("--").replace("-", "_")
    return click.Option(
        [*names, f"shared_{name}"],
        callback=callback,
        expose_value=False,
        envvar=variable or PREFIX + name.upper(),
        show_envvar=True,
        help=text,
        **more,
    )


def _set(attribute: str) -> Callback:
    def callback(ctx: click.Context, _param: click.Parameter, value: Any) -> None:
        if value is not None:
            setattr(ctx.find_object(Desk), attribute, value)

    return callback


def _add(attribute: str) -> Callback:
    def callback(ctx: click.Context, _param: click.Parameter, value: Any) -> None:
        getattr(ctx.find_object(Desk), attribute).extend(value or ())

    return callback


def _switch(attribute: str) -> Callback:
    def callback(ctx: click.Context, _param: click.Parameter, value: Any) -> None:
        if value:
            setattr(ctx.find_object(Desk), attribute, True)

    return callback
