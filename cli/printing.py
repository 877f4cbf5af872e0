"""``daocha print``: the paper that an act needs, as a Chinese PDF."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

import click

from aggregates.decider import Act
from cli.commands import Command
from cli.desk import Desk
from cli.files import write_file
from cli.language import say, tell
from cli.paper.catalogue import (
    PAPERS,
    Paper,
    paper_named,
    papers_of,
    papers_of_kinds,
)
from cli.paper.fonts import VARIABLE, font_folders
from cli.paper.proof import Code, code_of, foot
from cli.paper.source import Source
from cli.paper.typeset import render_pdf, template
from cli.paper_check import check_code, note_on
from cli.reading_room import Room, reading_room
from ledger.errors import MalformedError
from ledger.record import Event
from ledger.statement import kind_of
from projections.facts import typed
from projections.registry import REGISTRY


class Chosen(NamedTuple):
    """An act, and the paper of it that is wanted."""

    event: Event
    act: Act
    paper: Paper


def command() -> click.Command:
    """Make the command."""
    return Command(
        "print",
        callback=click.pass_obj(_print),
        params=[
            click.Argument(["thing"], metavar="EVENT|ID", required=False),
            click.Option(
                ["--as", "name"],
                metavar=say("纸件", "PAPER"),
                help=say("哪一种纸件：", "which paper: ") + _names(PAPERS),
            ),
            click.Option(
                ["-o", "--out"],
                type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
                metavar="FILE.pdf",
                help=say("写入文件；- 为标准输出", "file to write; - is stdout"),
            ),
            click.Option(
                ["--force"],
                is_flag=True,
                help=say("覆盖已有文件", "replace a file that exists"),
            ),
            click.Option(
                ["--open", "open_names"],
                is_flag=True,
                help=say(
                    "用保险库填入个人信息；不加则留空",
                    "fill in personal values from the vault; blank without it",
                ),
            ),
            click.Option(
                ["--font-path"],
                multiple=True,
                type=click.Path(path_type=Path, file_okay=False, exists=True),
                metavar="DIR",
                help=say(
                    f"中文字体所在目录（或环境变量 {VARIABLE}）",
                    f"folder of a Chinese font (or {VARIABLE})",
                ),
            ),
            click.Option(
                ["--check", "check"],
                metavar=say("二维码内容", "CODE"),
                help=say(
                    "核对纸面二维码内容与台账是否相符（不联网）",
                    "check what a paper's QR code says against the ledger, offline",
                ),
            ),
        ],
        help=say(
            "打印一项办理所需的纸件（PDF）：附件1至3、公示、一次性告知书、推荐意见、"
            "受理回执、综合报告、核查报告、记入告知书、通报。每页有台账、事件编号、"
            "检查点和二维码，留有签名盖章处。同一事件重复打印，内容逐字节相同。",
            "Print the paper that an act needs, as PDF: annexes 1 to 3, publicities, "
            "notifications, recommendation, receipt, reports, notice and circular. "
            "Each page has ledger, event id, checkpoint and a QR code; there is room "
            "for signature and seal. The same event gives the same bytes.",
        ),
    )


def _print(
    desk: Desk,
    /,
    thing: str | None,
    *,
    name: str | None,
    out: Path | None,
    force: bool,
    open_names: bool,
    font_path: tuple[Path, ...],
    check: str | None,
) -> None:
    if check is not None:
        check_code(desk, check)
        return
    if not thing:
        raise click.UsageError(
            say("请给出事件或对象", "name an event, or what it is about")
        )
    wanted = _wanted(name)
    _check_out(desk, out)
    with reading_room(desk, open_names=open_names, needs=(REGISTRY,)) as room:
        chosen = _chosen(room, thing, wanted)
        code, pdf = _set(room, chosen, font_folders(font_path))
        _deliver(room, chosen, code, pdf, out, force=force)


def _wanted(name: str | None) -> Paper | None:
    paper = paper_named(name) if name else None
    if name and paper is None:
        raise click.UsageError(
            say(
                f"没有纸件 {name!r}；有：{_names(PAPERS)}",
                f"no paper {name!r}; there are {_names(PAPERS)}",
            )
        )
    return paper


def _check_out(desk: Desk, out: Path | None) -> None:
    """Check that a PDF can go where it is to go.

    Raises:
        UsageError: It would go to a screen, or into a JSON document.
    """
    to_stdout = out is None or str(out) == "-"
    if to_stdout and (desk.as_json or sys.stdout.isatty()):
        raise click.UsageError(
            say(
                "PDF 不能输出到终端或 JSON；请用 -o FILE.pdf",
                "a PDF goes neither to a terminal nor into JSON; give -o FILE.pdf",
            )
        )


# Which act, and which of its papers.


def _chosen(room: Room, thing: str, wanted: Paper | None) -> Chosen:
    event = room.event(thing)
    events = [event] if event else room.states.events(room.resolve(thing, *_KINDS))
    for one in reversed(events):
        found = [p for p in papers_of(one.type) if wanted in (None, p)]
        act = typed(one)
        if found and act is not None:
            return Chosen(one, act, found[0])
    raise click.UsageError(_none(events, wanted))


_KINDS: Final = tuple(dict.fromkeys(kind for p in PAPERS for kind in p.kinds))


def _none(events: Iterable[Event], wanted: Paper | None) -> str:
    """Say that there is no such paper here, and which there are."""
    there = [*events]
    kinds = {kind_of(one.id) for one in there}
    known = _names(papers_of_kinds(kinds) or PAPERS)
    what = there[-1].type if len(there) == 1 else "、".join(sorted(kinds))
    if wanted is not None:
        return say(
            f"{what}：没有可打印为{wanted.name.zh}的事项；该类对象有：{known}",
            f"{what}: nothing to be printed as {wanted.name.en}; there are {known}",
        )
    return say(
        f"{what}：没有对应的纸件；有：{known}",
        f"{what}: has no paper; there are {known}",
    )


def _names(papers: Iterable[Paper]) -> str:
    colon = say("、", ", ")
    return colon.join(say(f"{p.code}（{p.name.zh}）", p.code) for p in papers)


# Setting and delivering it.


def _set(room: Room, chosen: Chosen, folders: tuple[Path, ...]) -> tuple[Code, bytes]:
    vault = room.vault if room.open_names else None
    if room.open_names and vault is None:
        raise MalformedError("vault: expected it beside the ledger, got none")
    event, act, paper = chosen
    data = paper.fill(Source.of(room.log, event, act, vault))
    code = code_of(room.log, event, paper.code, data["number"])
    note = note_on(room, event)
    document = {**data, "proof": foot(room.log, event, code, note)}
    pdf = render_pdf(
        template(paper.code),
        document,
        font_paths=folders,
        timestamp=event.received_at,
    )
    return code, pdf


def _deliver(
    room: Room,
    chosen: Chosen,
    code: Code,
    pdf: bytes,
    out: Path | None,
    *,
    force: bool,
) -> None:
    if out is None or str(out) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(pdf)
        return
    write_file(out, pdf, force=force)
    document = room.document(
        file=str(out),
        paper=chosen.paper.code,
        number=code.number,
        event=code.event,
        position=code.position,
        code=str(code),
    )
    room.desk.answer(document, lambda: click.echo(f"{tell(chosen.paper.name)}  {out}"))
