"""``daocha serve``: the ledger's public answers to other programs, over HTTP.

It only reads, and listens on this machine alone unless told otherwise: what is served
is for everybody, and still whoever opens it to a network should have meant to.
"""

import ipaddress
import signal
import socket
from contextlib import closing
from typing import Any, Final

import click

from cli.commands import Command
from cli.desk import Desk, print_json
from cli.language import say
from cli.office import reading
from cli.wording import reason_of
from service.application import LOOPBACK, Settings, served
from service.server import Server, listening

PORT: Final = 8710


def command() -> click.Command:
    """Make the command."""
    return Command(
        "serve",
        callback=click.pass_obj(_serve),
        params=[
            click.Option(
                ["--host"],
                default="127.0.0.1",
                metavar="ADDRESS",
                help=say("监听地址；默认仅本机", "where to listen; this machine alone"),
            ),
            click.Option(
                ["--port"],
                type=click.IntRange(0, 65535),
                default=PORT,
                metavar="PORT",
                help=say(
                    f"端口，默认 {PORT}；0 为任一空闲端口",
                    f"the port, {PORT} by default; 0 for any that is free",
                ),
            ),
            click.Option(
                ["--name", "names"],
                multiple=True,
                metavar="HOST",
                help=say(
                    "对外的主机名（经反向代理时），可多次给出",
                    "a host name under which it is asked, behind a proxy; repeatable",
                ),
            ),
            click.Option(
                ["--allow-origin", "origins"],
                multiple=True,
                metavar="ORIGIN",
                help=say(
                    "允许读取答复的网页来源，如 https://a.example，可多次给出",
                    "web pages of this origin may read answers; repeatable",
                ),
            ),
        ],
        help=say(
            "向其他程序提供公开查询和订阅（只读）：/v1/feed、/v1/feed/stream、"
            "/v1/status 等；全部地址见 /openapi.json。Ctrl-C 结束。",
            "Serve public answers and subscriptions to other programs; it only reads: "
            "/v1/feed, /v1/feed/stream, /v1/status and more, all of them in "
            "/openapi.json. Ctrl-C ends it.",
        ),
    )


def _serve(desk: Desk, /, host: str, port: int, **options: Any) -> None:
    with reading(desk) as office:
        origin, given = office.log.origin, office.clock.given
    with closing(_listening(host, port)) as listener:
        settings = Settings(
            directory=desk.directory,
            given=given,
            hosts=_hosts(listener, options["names"]),
            origins=frozenset(options["origins"]),
        )
        server = Server(*served(settings), lambda: _tell(desk, listener, origin))
        server.run([listener])
    if server.ended_by is signal.SIGINT:
        raise KeyboardInterrupt


def _listening(host: str, port: int) -> socket.socket:
    """Take the port, before anything else takes time.

    Raises:
        UsageError: The address is not to be had.
    """
    try:
        return listening(host, port)
    except OSError as error:
        reason = reason_of(error)
        raise click.UsageError(
            say(
                f"无法在 {host} 端口 {port} 上提供服务：{reason}；请用 --port 换端口",
                f"cannot serve on {host}, port {port}: {reason}; "
                "take another with --port",
            )
        ) from error


def _hosts(listener: socket.socket, names: tuple[str, ...]) -> frozenset[str]:
    """Return the names under which it is asked: on this machine alone only its own."""
    if names or _is_here_alone(listener):
        return LOOPBACK | {name.lower() for name in names}
    return frozenset()


def _tell(desk: Desk, listener: socket.socket, origin: str) -> None:
    """Say where it is, and whether others can come."""
    if not _is_here_alone(listener):
        desk.talk(
            say(
                "注意：本服务可从其他机器访问，不加密、不辨认来访者；"
                "请置于单位的反向代理之后",
                "warning: other machines can reach this service; it neither encrypts "
                "nor asks who they are: keep it behind your own proxy",
            )
        )
    address, port = listener.getsockname()[:2]
    url = f"http://[{address}]:{port}" if ":" in address else f"http://{address}:{port}"
    if desk.as_json:
        print_json({"serving": {"origin": origin, "url": url}})
    else:
        click.echo(url)


def _is_here_alone(listener: socket.socket) -> bool:
    return ipaddress.ip_address(listener.getsockname()[0]).is_loopback
