"""What an answer to one of an inspector's questions is made of.

An answer has rows, which say how it was; findings, which say what is wrong with it;
and absences, which say what is not on record. Absence is an answer like any other: it
is a finding only where a rule asks for the event.
"""

from typing import Final, Generic, TypeVar

import msgspec

from aggregates.text import Text
from projections.trace.findings import Finding
from projections.words.label import Label, Named, RuleRef, label, type_label
from projections.words.references import references_in

R = TypeVar("R")

VERDICTS: Final = {
    "FOUND": Text("发现问题", "something is wrong"),
    "CLEAR": Text("未发现问题", "nothing is wrong"),
    "NO_EVENT": Text("没有记录此类事项", "no such event recorded"),
    "NOT_ANSWERED": Text("未能回答", "could not be answered"),
}
_WRONG_ONLY: Final = Label(
    "WRONG_ONLY",
    "涉及申报较多，全部核对，只列有问题的",
    "many applications: all were looked at, and only what is wrong is told",
)


class Absent(msgspec.Struct, frozen=True, kw_only=True):
    """Something of which the ledger has no record.

    Attributes:
        type: The type of event that was looked for.
        about: On which aggregate, or about which.
        rule: The rule that asks for it; None when no rule demands it here.
    """

    type: Label
    about: Named
    rule: RuleRef | None = None


class Answer(msgspec.Struct, Generic[R], frozen=True, kw_only=True):
    """The answer to one question.

    Attributes:
        question: Its code, ``T1`` to ``T20``, and the question.
        verdict: A code of `VERDICTS`.
        rows: How it was, in the order of events unless the question says otherwise.
        findings: What is wrong, each with the events that show it.
        absent: What was looked for and is not on record.
        notes: Why a part of the question could not be answered; empty otherwise.
    """

    question: Label
    verdict: Label
    rows: tuple[R, ...]
    findings: tuple[Finding, ...]
    absent: tuple[Absent, ...]
    notes: tuple[Label, ...]


class Reply(msgspec.Struct, Generic[R], frozen=True, kw_only=True):
    """What a question's module returns; `answer` makes the answer of it.

    Attributes:
        rows: As in `Answer`.
        findings: As in `Answer`.
        absent: As in `Answer`.
        notes: As in `Answer`.
        looked_at: How many rows there were, where not all of them are told.
    """

    rows: tuple[R, ...] = ()
    findings: tuple[Finding, ...] = ()
    absent: tuple[Absent, ...] = ()
    notes: tuple[Label, ...] = ()
    looked_at: int = 0


def only_wrong(reply: Reply[R]) -> Reply[R]:
    """Keep the rows that a finding cites, where there are too many to tell all."""
    wrong = {ref.event for one in reply.findings for ref in one.events}
    return msgspec.structs.replace(
        reply,
        rows=tuple(
            row
            for row in reply.rows
            if any(ref.event in wrong for ref in references_in(row))
        ),
        notes=(*reply.notes, _WRONG_ONLY),
        looked_at=len(reply.rows),
    )


def answer(code: str, question: Text, reply: Reply[R]) -> Answer[R]:
    """Give a reply its question and its verdict."""
    verdict = _verdict(reply)
    return Answer(
        question=label(code, question),
        verdict=label(verdict, VERDICTS[verdict]),
        rows=reply.rows,
        findings=reply.findings,
        absent=reply.absent,
        notes=reply.notes,
    )


def absent(event_type: str, about: Named, rule: RuleRef | None = None) -> Absent:
    """Say that the ledger has no event of a type about something."""
    return Absent(type=type_label(event_type), about=about, rule=rule)


def _verdict(reply: Reply[R]) -> str:
    if reply.findings:
        return "FOUND"
    if reply.rows or reply.looked_at:
        return "CLEAR"
    return "NOT_ANSWERED" if reply.notes else "NO_EVENT"
