"""倒查: who answers for a matter, on which material, in what role, under which rule.

The subject is anything that leads to applications (`projections.trace.subject`). The
answer is one matter for each application that it leads to: the chain
of the four segments and of the supervision, row by row; what lay before each signer;
which key or role did not hold; what came of it, and what is owed since; what was late,
entered late, or is not on record at all.
"""

from datetime import date
from typing import Any

import msgspec

from ledger.checkpoint import parse_checkpoint
from ledger.note import parse_note
from ledger.record import Event
from projections.facts import typed
from projections.find import Vault
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.trace.acts import ActRow, Chain, Segment
from projections.trace.answer import Answer
from projections.trace.dossier import Dossier
from projections.trace.evidence import Evidence
from projections.trace.inquiry import MANY, Inquiry
from projections.trace.questions import QUESTIONS
from projections.words.label import Label, Named


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Which log an answer was read from.

    Attributes:
        origin: Name of the ledger.
        size: How many records were sealed.
        root: Root of the tree over them, in hex.
        simulated: Whether the ledger runs on a simulated clock.
    """

    origin: str
    size: int
    root: str
    simulated: bool


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """One application, as far as it came, and all acts about it.

    Attributes:
        application: Its id, with the case number.
        person: The applicant.
        session: The annual batch.
        stage: How far it came.
        title: The title that it led to, with the number of its certificate.
        title_stage: Whether that title stands.
        segments: All acts by responsibility.
    """

    application: Named
    person: str
    session: str
    stage: Label
    title: Named | None
    title_stage: Label | None
    segments: tuple[Segment, ...]


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """The answer.

    Attributes:
        subject: What was asked about.
        on: The day on which days are counted.
        ledger: The log it was read from.
        event: The row of the event, when one was asked about.
        applications: Those that the subject leads to.
        matters: One for each of them; of many, only for the first.
        answers: The answers to T1 to T20, in their order.
    """

    subject: str
    on: date
    ledger: Origin
    event: ActRow | None
    applications: tuple[str, ...]
    matters: tuple[Matter, ...]
    answers: tuple[Answer[Any], ...]


def trace(
    subject: str | Event,
    rows: Rows,
    states: AsOf,
    today: date,
    *,
    vault: Vault | None = None,
    evidence: Evidence | None = None,
    named: bool = False,
) -> Trace:
    """Answer who answers for a subject.

    Args:
        subject: The id of an aggregate, or an event.
        rows: The views.
        states: The log.
        today: The day on which terms and overdue deadlines are counted.
        vault: The vault, when it is at hand.
        evidence: What checks records; none where only their content is asked about.
        named: Whether whoever asks may know who is behind a sealed key.
    """
    inquiry = Inquiry(
        subject, rows, states, today, vault=vault, evidence=evidence, named=named
    )
    return Trace(
        subject=subject if isinstance(subject, str) else subject.hash.hex(),
        on=today,
        ledger=_origin(states),
        event=None if isinstance(subject, str) else _single(subject, inquiry),
        applications=tuple(one.id for one in inquiry.dossiers),
        matters=tuple(map(_matter, inquiry.dossiers[:MANY])),
        answers=tuple(one.answer(inquiry) for one in QUESTIONS),
    )


def _origin(states: AsOf) -> Origin:
    log = states.log
    head = parse_checkpoint(parse_note(log.checkpoint()).text)
    return Origin(
        origin=log.origin, size=head.size, root=head.root.hex(), simulated=log.simulated
    )


def _single(event: Event, inquiry: Inquiry) -> ActRow | None:
    act = typed(event)
    if act is None:
        return None
    dossier = next(iter(inquiry.dossiers), None)
    history = dossier.history if dossier else ()
    return next(Chain(inquiry.states, history, ()).rows([act]), None)


def _matter(dossier: Dossier) -> Matter:
    outcome = dossier.outcome
    return Matter(
        application=dossier.named,
        person=dossier.person,
        session=dossier.session,
        stage=dossier.stage,
        title=outcome.title,
        title_stage=outcome.title_stage,
        segments=dossier.segments,
    )
