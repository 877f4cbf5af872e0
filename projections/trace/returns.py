"""T17: which returns were made, whether all was told at once, and by which way."""

from collections.abc import Iterator
from typing import Final

import msgspec

from aggregates.words import word
from projections.trace.answer import Absent, Reply, absent
from projections.trace.dossier import Dossier
from projections.trace.findings import Finding, finding
from projections.trace.inquiry import Inquiry
from projections.trace.materials import state_before
from projections.trace.notices import Repeated, repeated_notices
from projections.words.label import Label, Named, RuleRef, Words, label, rule_ref
from projections.words.references import EventRef, act_ref

ROUTE_RULES: Final = ("XN12-5.2g",)


class ReasonTold(msgspec.Struct, frozen=True, kw_only=True):
    """One reason of a notification.

    Attributes:
        code: The reason.
        item: The material it is about, or nothing.
    """

    code: Label
    item: str


class ReturnRow(msgspec.Struct, frozen=True, kw_only=True):
    """One notification of reasons: a return, a request to correct, a failed audit.

    Attributes:
        application: The matter.
        event: The act.
        organisation: The body that gave it.
        reasons: Everything it told.
        to: Where the file went back to; nothing where it stayed.
        by_the_way_it_came: Whether that is the hop before; None where it stayed.
    """

    application: Named
    event: EventRef
    organisation: Named
    reasons: tuple[ReasonTold, ...]
    to: str
    by_the_way_it_came: bool | None


def ask(inquiry: Inquiry) -> Reply[ReturnRow]:
    """Return every notification of the matters, with what it should have told."""
    rows: list[ReturnRow] = []
    findings: list[Finding] = []
    absences: list[Absent] = []
    for dossier in inquiry.dossiers:
        mine = tuple(_rows(dossier))
        rows += mine
        findings += (
            _told_late(r) for r in repeated_notices(dossier.stood, dossier.states)
        )
        findings += (_off_the_way(r, dossier) for r in mine if _is_off(r, dossier))
        if not mine:
            absences.append(absent("application.returned", dossier.named))
    return Reply(rows=tuple(rows), findings=tuple(findings), absent=tuple(absences))


def _rows(dossier: Dossier) -> Iterator[ReturnRow]:
    for step in dossier.history:
        reasons = getattr(step.act.body, "reasons", None)
        if not isinstance(reasons, tuple):
            continue
        act = step.act
        to = getattr(act.body, "to", "")
        yield ReturnRow(
            application=dossier.named,
            event=act_ref(act),
            organisation=dossier.states.organisation(act.by[0].org),
            reasons=tuple(
                ReasonTold(code=label(r.code, word(r.code)), item=r.item)
                for r in reasons
            ),
            to=to,
            by_the_way_it_came=to == _hop_before(dossier, act.position) if to else None,
        )


def _hop_before(dossier: Dossier, position: int) -> str:
    state = state_before(dossier.history, position)
    if state is None:
        return ""
    return next(reversed(state.route[:-1]), state.person)


def _is_off(row: ReturnRow, dossier: Dossier) -> bool:
    """Tell whether a file went back otherwise than it came, where that matters."""
    if row.by_the_way_it_came is not False or dossier.law is None:
        return False
    act = dossier.states.acts(dossier.id)[row.event.seq - 1]
    procedural = getattr(act.body, "kind", "CONDITIONS") != "CONDITIONS"
    return procedural and bool(dossier.law.asks(ROUTE_RULES))


def _off_the_way(row: ReturnRow, dossier: Dossier) -> Finding:
    asked = dossier.law.asks(ROUTE_RULES) if dossier.law else ""
    return finding(
        "RETURNED_ANOTHER_WAY",
        Words(f"退回至 {row.to}", f"returned to {row.to}"),
        row.event,
        rule=rule_ref(asked) if asked else None,
    )


def _told_late(one: Repeated) -> Finding:
    said = f"{one.code} {one.item}".strip()
    who = one.organisation.name or one.organisation.id
    rule: RuleRef = one.rule
    text = Words(f"{said} {who}", f"{said} {who}")
    return finding("TOLD_LATE", text, one.told, one.repeated, rule=rule)
