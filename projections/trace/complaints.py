"""T11: which complaints there were, what was done about them, and who was confirmed.

Nobody may be confirmed while a complaint is open or after it was substantiated. What
counts is the order of the log: a complaint that came in afterwards is no breach.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from aggregates.decider import Act
from aggregates.text import Text
from aggregates.words import word
from projections.dues.due import Due
from projections.trace.answer import Absent, Reply, absent
from projections.trace.dossier import Dossier
from projections.trace.findings import Finding, finding
from projections.trace.inquiry import Inquiry
from projections.words.label import Label, Named, Words, label, rule_ref
from projections.words.references import EventRef, act_ref

RULES: Final = ("XN12-5.3f", "LZ-6.1d")
"""The rules that keep an open complaint out of the confirmation."""

REPORT_RULES: Final = ("XN12-8.5c", "LZ-8.3a")
PARTS: Final = {
    "time": Text("核查时间", "time"),
    "persons": Text("核查人员", "persons"),
    "method": Text("核查方式", "method"),
    "process": Text("核查过程", "process"),
    "conclusion": Text("结论性意见", "conclusion"),
    "handling": Text("处理意见", "handling"),
}
"""The six parts of a verification report (XN12-8.5c)."""

_STEPS: Final = (
    "complaint.received",
    "complaint.registered",
    "complaint.accepted",
    "complaint.verification-assigned",
    "complaint.verification-report-filed",
    "complaint.decided",
    "complaint.complainant-notified",
)
_SETTLED: Final = ("UNSUBSTANTIATED",)


class ComplaintRow(msgspec.Struct, frozen=True, kw_only=True):
    """One complaint about a matter.

    Attributes:
        application: The matter.
        complaint: Which, with its case number.
        received: When it came in.
        events: Every step on record, in order.
        by: The body that took it on.
        investigators: Who verified it.
        missing_parts: Parts that the verification report does not have.
        outcome: What was decided; empty while nothing was.
        open_at_confirmation: Whether it was before the confirmation and not settled
            by then; None where nobody was confirmed.
        clocks: Its deadlines.
    """

    application: Named
    complaint: Named
    received: EventRef | None
    events: tuple[EventRef, ...]
    by: Named
    investigators: tuple[str, ...]
    missing_parts: tuple[Label, ...]
    outcome: Label
    open_at_confirmation: bool | None
    clocks: tuple[Due, ...]


def ask(inquiry: Inquiry) -> Reply[ComplaintRow]:
    """Return the complaints about the matters, each with its clock and verdict."""
    rows: list[ComplaintRow] = []
    findings: list[Finding] = []
    absences: list[Absent] = []
    for dossier in inquiry.dossiers:
        if not dossier.complaints:
            absences.append(absent("complaint.received", dossier.named))
        for complaint in dossier.complaints:
            row = _row(dossier, complaint)
            rows.append(row)
            findings += _wrong(dossier, row)
            absences += _absences(row)
    return Reply(rows=tuple(rows), findings=tuple(findings), absent=tuple(absences))


def _row(dossier: Dossier, complaint: str) -> ComplaintRow:
    states = dossier.states
    acts = states.acts(complaint)
    state = states.get(complaint)
    refs = tuple(map(act_ref, acts))
    report = _last(acts, "complaint.verification-report-filed")
    return ComplaintRow(
        application=dossier.named,
        complaint=Named(complaint, state.case_no),
        received=next((r for r in refs if r.type.code == "complaint.received"), None),
        events=refs,
        by=states.organisation(state.accepted_by) if state.accepted_by else Named(""),
        investigators=state.investigators,
        missing_parts=_missing_parts(report.body) if report else (),
        outcome=label(state.outcome, word(state.outcome)),
        open_at_confirmation=_was_open(dossier, acts),
        clocks=tuple(due for due in dossier.deadlines if due.id == complaint),
    )


def _last(acts: Sequence[Act], event_type: str) -> Act | None:
    found = [act for act in acts if act.type.name == event_type]
    return found[-1] if found else None


def _missing_parts(body: Any) -> tuple[Label, ...]:
    return tuple(
        label(part, text) for part, text in PARTS.items() if not getattr(body, part)
    )


def _was_open(dossier: Dossier, acts: Sequence[Act]) -> bool | None:
    """Tell whether a complaint stood in the way of the confirmation."""
    confirmed = _confirmation(dossier)
    if confirmed is None:
        return None
    before = [act for act in acts if act.position < confirmed.position]
    if not before:
        return False
    if _last(before, "complaint.not-accepted") is not None:
        return False
    decisions = ("complaint.decided", "complaint.recheck-decided")
    decided = [act for act in before if act.type.name in decisions]
    return not decided or decided[-1].body.outcome not in _SETTLED


def _confirmation(dossier: Dossier) -> Act | None:
    acts = [step.act for step in dossier.stood]
    return _last(acts, "application.confirmed")


def _wrong(dossier: Dossier, row: ComplaintRow) -> Iterator[Finding]:
    known = row.complaint.name or row.complaint.id
    confirmed = _confirmation(dossier)
    if row.open_at_confirmation and confirmed and dossier.law:
        asked = dossier.law.asks(RULES)
        yield finding(
            "CONFIRMED_OVER_COMPLAINT",
            Words(f"信访件 {known}", f"complaint {known}"),
            *row.events[:1],
            act_ref(confirmed),
            rule=rule_ref(asked) if asked else None,
        )
    if row.missing_parts and dossier.law:
        parts = row.missing_parts
        asked = dossier.law.asks(REPORT_RULES)
        yield finding(
            "REPORT_INCOMPLETE",
            Words("、".join(p.zh for p in parts), ", ".join(p.en for p in parts)),
            *(r for r in row.events if r.type.code.endswith("report-filed")),
            rule=rule_ref(asked) if asked else None,
        )


def _absences(row: ComplaintRow) -> Iterator[Absent]:
    """Yield the steps that are not on record."""
    present = {event.type.code for event in row.events}
    if "complaint.not-accepted" in present:
        return
    for step in _STEPS:
        if step not in present:
            yield absent(step, row.complaint)
