"""What ``trace`` does: 倒查, on the terminal, as JSON, and as a report to keep."""

from pathlib import Path
from typing import Any, Final

import click

from cli.desk import Desk
from cli.language import say
from cli.reading_room import reading_room
from cli.report.compose import report_of
from cli.report.files import write_report
from cli.report.text import print_report
from projections.trace.matter import Trace
from projections.trace.matter import trace as trace_of

_MATTERS: Final = ("application", "title", "person", "complaint", "integrity")


def trace(
    desk: Desk, /, subject: str, *, report: Path | None, open_names: bool, details: bool
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
        document = room.document(**_document(found))
        page = report_of(room, found)
        if report is not None:
            newest = room.log.event_at(room.log.size - 1).received_at
            write_report(page, report, timestamp=newest)
            document["report"] = str(report)
        desk.answer(document, lambda: print_report(page, details=details))


def _document(found: Trace) -> dict[str, Any]:
    """Return a trace for JSON: ``T1`` to ``T20`` beside what they were asked of."""
    asked = {name: getattr(found, name) for name in ("subject", "on", "ledger")}
    about = {**asked, "event": found.event, "matters": found.matters}
    return {"trace": about} | {one.question.code: one for one in found.answers}
