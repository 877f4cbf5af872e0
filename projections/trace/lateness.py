"""T13: which deadlines were missed, by which body and person, and what it led to."""

from collections.abc import Iterator
from typing import Final

import msgspec

from projections.dues.due import Due, late_ones
from projections.trace.answer import Reply
from projections.trace.dossier import Dossier
from projections.trace.findings import Finding, finding
from projections.trace.inquiry import Inquiry
from projections.words.label import Named, RuleRef, Words, rule_ref
from projections.words.references import EventRef, act_ref

RULES: Final = ("XN12-8.3b",)
"""Delay that has consequences is traced back (XN12-8.3b)."""

_ENDING: Final = frozenset(
    {
        "application.deemed-abandoned",
        "application.audit-not-passed",
        "application.recommendation-refused",
        "application.returned",
        "application.withdrawn",
    }
)


class LateRow(msgspec.Struct, frozen=True, kw_only=True):
    """One deadline that was missed.

    Attributes:
        application: The matter.
        due: The deadline, with body, person and the days late.
        fate: The act after the last day that ended or sent back the declaration;
            None when the delay changed nothing.
    """

    application: Named
    due: Due
    fate: EventRef | None


def ask(inquiry: Inquiry) -> Reply[LateRow]:
    """Return the missed deadlines along the files, with what came of the delay."""
    rows = tuple(row for dossier in inquiry.dossiers for row in _rows(dossier))
    laws = {dossier.id: dossier.law for dossier in inquiry.dossiers}
    findings: list[Finding] = []
    for row in rows:
        findings.append(_late(row.due))
        law = laws[row.application.id]
        asked = law.asks(RULES) if law and row.fate else ""
        if asked and row.due.person != row.application.id:
            findings.append(_fateful(row, rule_ref(asked)))
    return Reply(rows=rows, findings=tuple(findings))


def _rows(dossier: Dossier) -> Iterator[LateRow]:
    for due in late_ones(dossier.deadlines):
        yield LateRow(application=dossier.named, due=due, fate=_fate(dossier, due))


def _fate(dossier: Dossier, due: Due) -> EventRef | None:
    """Return what ended the declaration after a day on its own path was missed."""
    if due.id not in (dossier.id, dossier.session) or due.person == dossier.person:
        return None
    found = (
        step.act
        for step in dossier.stood
        if step.act.type.name in _ENDING and step.act.day > due.due
    )
    return next(map(act_ref, found), None)


def _late(due: Due) -> Finding:
    who = due.organisation.name or due.person
    days, working, state = abs(due.days), abs(due.working_days), due.state
    zh = f"{due.met_by.zh}：应于 {due.due} 前，{state.zh} {days} 天"
    en = f"{due.met_by.en}: due {due.due}, {state.en}, {days} days"
    return finding(
        "DEADLINE_MISSED",
        Words(
            f"{zh}（{working} 个工作日） {who}".strip(),
            f"{en} ({working} working days) {who}".strip(),
        ),
        *((due.started,) if due.met is None else (due.started, due.met)),
        rule=due.rule,
    )


def _fateful(row: LateRow, rule: RuleRef) -> Finding:
    fate = row.fate
    events = (row.due.started,) if fate is None else (row.due.started, fate)
    name = fate.type if fate else row.due.met_by
    return finding("DELAY_CHANGED_FATE", Words(name.zh, name.en), *events, rule=rule)
