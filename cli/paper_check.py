"""``daocha print --check``: whether a paper in somebody's hand is what it says.

Only a copy of the ledger is needed, and no network.
"""

from typing import Any

import click

from cli.desk import Desk
from cli.language import say, tell
from cli.output import print_pairs
from cli.paper.catalogue import paper_named, papers_of
from cli.paper.proof import Code, code_of, parse_code
from cli.paper.source import Source
from cli.reading_room import Room, reading_room
from ledger.errors import VerificationError
from ledger.record import Event
from projections.amendments import amended
from projections.facts import typed
from projections.registry import REGISTRY
from projections.words.label import Label, type_label


class FalsePaperError(VerificationError):
    """What stands on a paper is not what the ledger has."""


def check_code(desk: Desk, text: str) -> None:
    """Check what the QR code of a paper says, and tell what the ledger has.

    Raises:
        FalsePaperError: The ledger has it otherwise.
    """
    said = parse_code(text)
    with reading_room(desk, needs=(REGISTRY,)) as room:
        event = room.event(said.event)
        if event is None:
            raise FalsePaperError("paper: expected an event of this ledger, got none")
        true = _true_code(room, event, said.paper)
        if true != said:
            raise FalsePaperError(_differs(said, true))
        mark = _mark(room, event)
        document = room.document(check=_document(true, event), amended=mark)
        desk.answer(document, lambda: _tell(true, event, mark))


def note_on(room: Room, event: Event) -> str:
    """Return what a paper says of an act entered late, or amended afterwards."""
    mark = _mark(room, event)
    late = "本件所载事项系补录" if event.body.get("late") is not None else ""
    changed = f"本件所载事项{mark.zh}" if mark else ""
    return "；".join(one for one in (late, changed) if one)


def _mark(room: Room, event: Event) -> Label | None:
    return amended(room.states.acts(event.id)).get(event.seq)


def _true_code(room: Room, event: Event, name: str) -> Code | None:
    """Return the code that a paper about an event has, if there is such a paper."""
    paper, act = paper_named(name), typed(event)
    if paper is None or act is None or paper not in papers_of(event.type):
        return None
    number = paper.fill(Source.of(room.log, event, act))["number"]
    return code_of(room.log, event, paper.code, number)


def _differs(said: Code, true: Code | None) -> str:
    if true is None:
        return f"paper: expected one that this event has, got {said.paper!r}"
    wrong = [
        name for name in Code._fields if getattr(said, name) != getattr(true, name)
    ]
    return f"paper: expected what the ledger has, got another {', '.join(wrong)}"


def _document(true: Code, event: Event) -> dict[str, Any]:
    return {**true._asdict(), "id": event.id, "seq": event.seq, "type": event.type}


def _tell(true: Code, event: Event, mark: Label | None) -> None:
    click.echo(say("相符：纸面所载与台账一致", "it is what the ledger has"))
    paper = paper_named(true.paper)
    print_pairs(
        [
            (say("纸件", "paper"), tell(paper.name) if paper else true.paper),
            (say("编号", "number"), true.number or "-"),
            (
                say("事项", "act"),
                say(type_label(event.type).zh, type_label(event.type).en),
            ),
            (say("对象", "about"), f"{event.id}@{event.seq}"),
            (say("位置", "position"), str(true.position)),
            *(((say("注意", "note"), say(mark.zh, mark.en)),) if mark else ()),
        ]
    )
