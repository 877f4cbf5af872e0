"""倒查: who answers for a matter, on which material, in what role, under which rule.

The subject is anything that leads to applications (`projections.trace.subject`). The
answer is one matter for each application that it leads to: the chain
of the four segments and of the supervision, row by row; what lay before each signer;
which key or role did not hold; what came of it, and what is owed since; what was late,
entered late, or is not on record at all.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from aggregates.decider import Act
from ledger.checkpoint import parse_checkpoint
from ledger.note import parse_note
from ledger.record import Event
from projections.asof import AsOf
from projections.due import Due, late_ones
from projections.facts import typed
from projections.find import Vault
from projections.label import Label, Named
from projections.references import EventRef, event_ref
from projections.store.rows import Rows
from projections.trace.acts import ActRow, Chain, Segment
from projections.trace.answer import Answer
from projections.trace.deviations import departures
from projections.trace.dossier import Dossier
from projections.trace.evidence import Evidence
from projections.trace.findings import Finding, findings_of
from projections.trace.inquiry import MANY, Inquiry
from projections.trace.materials import FalseItem, History
from projections.trace.notices import repeated_notices
from projections.trace.outcome import Outcome
from projections.trace.questions import QUESTIONS
from projections.trace.steps import MissingStep


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


class MaterialVersion(msgspec.Struct, frozen=True, kw_only=True):
    """One item of material as it was attached or handled.

    Attributes:
        item: Its number.
        file: The commitment to the file, in hex.
        event: The act.
    """

    item: str
    file: str
    event: EventRef


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """One application with everything that belongs to it.

    Attributes:
        application: Its id, with the case number.
        person: The applicant.
        session: The annual batch.
        stage: How far it came.
        segments: All acts by responsibility.
        materials: Everything that was attached, in order.
        false_items: What a verification found false.
        outcome: What came of it.
        late: Deadlines that were missed, as findings.
        late_entries: Acts entered long after they happened (补录).
        missing: Steps that should be on record and are not.
        findings: All of that in short, each with its events.
    """

    application: Named
    person: str
    session: str
    stage: Label
    segments: tuple[Segment, ...]
    materials: tuple[MaterialVersion, ...]
    false_items: tuple[FalseItem, ...]
    outcome: Outcome
    late: tuple[Due, ...]
    late_entries: tuple[EventRef, ...]
    missing: tuple[MissingStep, ...]
    findings: tuple[Finding, ...]


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
    stood, states = dossier.stood, dossier.states
    late = late_ones(dossier.deadlines)
    return Matter(
        application=dossier.named,
        person=dossier.person,
        session=dossier.session,
        stage=dossier.stage,
        segments=dossier.segments,
        materials=tuple(_materials(dossier.history, states)),
        false_items=dossier.false_items,
        outcome=dossier.outcome,
        late=late,
        late_entries=tuple(_late_entries(dossier.acts, states)),
        missing=dossier.missing,
        findings=findings_of(
            dossier.segments,
            dossier.outcome,
            late=late,
            missing=dossier.missing,
            repeated=repeated_notices(stood, states),
            departed=departures(stood, states),
        ),
    )


def _materials(history: History, states: AsOf) -> Iterator[MaterialVersion]:
    attaching = ("application.material-attached", "application.material-declassified")
    for act, *_ in history:
        if act.type.name in attaching:
            yield MaterialVersion(
                item=act.body.item,
                file=act.body.file.c.hex(),
                event=event_ref(states.log.event_at(act.position)),
            )


def _late_entries(acts: Iterable[Act], states: AsOf) -> Iterator[EventRef]:
    for act in acts:
        if act.late:
            yield event_ref(states.log.event_at(act.position))
