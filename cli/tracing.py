"""What ``trace`` does: 倒查, on the terminal, as JSON, and as a report to keep."""

import re
from functools import partial
from pathlib import Path
from typing import Any, Final

import click
from msgspec.structs import replace

from cli.desk import Desk
from cli.language import say
from cli.last_verify import read_verify
from cli.reading_room import PERSON, Room, reading_room
from cli.report.compose import report_of
from cli.report.files import write_report
from cli.report.text import print_report
from cli.times import When
from ledger.record import Event
from ledger.statement import kind_of
from projections.store.rows import Rows
from projections.trace.evidence import Evidence, LastVerify
from projections.trace.matter import Trace
from projections.trace.matter import trace as trace_of
from projections.trace.subject import FILE, KINDS, MATERIAL, Leads

_SUM: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def trace(
    desk: Desk,
    /,
    subject: str,
    *,
    report: Path | None,
    open_names: bool,
    details: bool,
    full: bool,
    when: When,
) -> None:
    """Trace a subject."""
    last = _verify_all(desk) if full else read_verify(desk.directory)
    with reading_room(desk, open_names=open_names, when=when) as room:
        asked = subject_of(room, subject)
        if isinstance(asked, Event):
            room.check_recorded(subject, filter(room.states.counts, [asked]))
        found = room.ask(
            lambda views: trace_of(
                asked,
                views,
                room.states,
                room.today,
                vault=room.vault,
                evidence=Evidence(room.log, last),
                named=open_names,
            )
        )
        if not _leads_somewhere(found):
            raise _nowhere(subject)
        document = room.document(**_document(found))
        page = report_of(room, found)
        if report is not None:
            newest = room.states.log.event_at(room.times.known - 1).received_at
            write_report(page, report, timestamp=newest)
            document["report"] = str(report)
        desk.answer(document, lambda: print_report(page, details=details))


def _verify_all(desk: Desk) -> LastVerify:
    """Verify the whole ledger; what does it is imported only for that."""
    from cli.verify import full_verify  # noqa: PLC0415 - see above

    return replace(full_verify(desk.directory), now=True)


def subject_of(room: Room, text: str) -> str | Event:
    """Return what is to be traced: an event, a thing, a key, or a file by its sum.

    Raises:
        UsageError: It leads to nothing, to several things, or to what has no trace.
    """
    event = room.event(text)
    if event is not None:
        return event
    if not room.find(text):
        if _SUM.fullmatch(text.lower()):
            return _of_file(room, text.lower())
        if text.startswith(f"{PERSON}/") and room.ask(partial(_follow, room, text)):
            return text  # An expert need not be registered; the vault knows the key.
    found = room.resolve(text, *KINDS)
    if kind_of(found) not in KINDS:
        raise _nowhere(text)
    return found


def _of_file(room: Room, digits: str) -> str:
    """Return a commitment in the log, or else a file that the vault knows."""
    for kind in (MATERIAL, FILE):
        subject = f"{kind}/{digits}"
        if room.ask(partial(_follow, room, subject)):
            return subject
    if room.vault is None:
        raise click.UsageError(
            say(
                f"没有找到 {digits}；文件按 SHA-256 查找需要保密库",
                f"nothing is known as {digits}; to find a file by its SHA-256 the "
                "vault is needed",
            )
        )
    raise room.unknown(digits)


def _follow(room: Room, subject: str, views: Rows) -> list[str]:
    leads = Leads(views, room.states, room.vault, named=room.open_names)
    return list(leads.applications(subject))


def _leads_somewhere(found: Trace) -> bool:
    return bool(
        found.applications
        or found.event is not None
        or any(one.rows or one.findings for one in found.answers)
    )


def _nowhere(subject: str) -> click.UsageError:
    return click.UsageError(
        say(
            f"{subject} 没有可倒查的内容；可倒查申报、职称、人员、密钥、单位、评委会、"
            "年度批次、信访件、诚信记录、监督检查、倒查、通报、文件和事件",
            f"{subject} leads to nothing that can be traced; trace an application, a "
            "title, a person, a key, an organisation, a committee, a session, a "
            "complaint, an integrity record, an inspection, a trace, a circular, a "
            "file or an event",
        )
    )


def _document(found: Trace) -> dict[str, Any]:
    """Return a trace for JSON: ``T1`` to ``T20`` beside what they were asked of."""
    asked = {name: getattr(found, name) for name in ("subject", "on", "ledger")}
    about = {
        **asked,
        "event": found.event,
        "applications": found.applications,
        "matters": found.matters,
    }
    return {"trace": about} | {one.question.code: one for one in found.answers}
