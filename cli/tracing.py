"""What ``trace`` does: 倒查, on the terminal, as JSON, and as a report to keep."""

from pathlib import Path
from typing import Final

import click

from cli.desk import Desk
from cli.language import say
from cli.reading_room import reading_room
from cli.trace_page import print_trace, write_report
from projections.trace.matter import trace as trace_of

_MATTERS: Final = ("application", "title", "person", "complaint", "integrity")


def trace(
    desk: Desk, /, subject: str, *, report: Path | None, open_names: bool
) -> None:
    """Trace a subject."""
    with reading_room(desk, open_names=open_names) as room:
        asked = room.event(subject) or room.resolve(subject, *_MATTERS)
        found = room.ask(lambda v: trace_of(asked, v, room.states, room.today))
        if not found.matters and found.event is None:
            raise click.UsageError(
                say(
                    f"{subject} 没有可倒查的申报；可倒查申报、职称、人员、信访件、"
                    "诚信记录和事件",
                    f"{subject} leads to no application; trace an application, a "
                    "title, a person, a complaint, an integrity record or an event",
                )
            )
        answers = {one.question.code: one for one in found.answers}
        document = room.document(trace=found, **answers)
        if report is not None:
            write_report(room, found, report)
            document["report"] = str(report)
        desk.answer(document, lambda: print_trace(room, found))
