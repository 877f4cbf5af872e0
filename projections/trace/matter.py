"""倒查: who answers for a matter, on which material, in what role, under which rule.

The subject is an application, a title, a person, a complaint, an integrity record, or
one event. The answer is one matter for each application that it leads to: the chain
of the four segments and of the supervision, row by row; what lay before each signer;
which key or role did not hold; what came of it, and what is owed since; what was late,
entered late, or is not on record at all.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from aggregates.application.standing import ApplicationState
from aggregates.decider import Act
from aggregates.followers import title_id
from ledger.checkpoint import parse_checkpoint
from ledger.note import parse_note
from ledger.record import Event
from ledger.statement import kind_of
from projections.asof import AsOf
from projections.deadlines import clocks_of
from projections.due import Due, Reckoning, late_ones
from projections.facts import histories, that_stand, typed
from projections.integrity import RECORDS
from projections.label import Label, Named
from projections.references import EventRef, event_ref
from projections.stages import stage_label
from projections.store.rows import Rows
from projections.trace.acts import (
    ActRow,
    Chain,
    Segment,
    acts_of_the_committee,
    acts_of_the_session,
)
from projections.trace.deviations import departures
from projections.trace.findings import Finding, findings_of
from projections.trace.materials import FalseItem, History, find_false_items
from projections.trace.notices import repeated_notices
from projections.trace.outcome import Consequences, Outcome
from projections.trace.steps import MissingStep, missing_steps


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
        matters: One for each application that the subject leads to.
    """

    subject: str
    on: date
    ledger: Origin
    event: ActRow | None
    matters: tuple[Matter, ...]


def trace(subject: str | Event, rows: Rows, states: AsOf, today: date) -> Trace:
    """Answer who answers for a subject.

    Args:
        subject: The id of an aggregate, or an event.
        rows: The views.
        states: The log.
        today: The day on which terms and overdue deadlines are counted.
    """
    aggregate = subject if isinstance(subject, str) else subject.id
    applications = sorted(set(_applications(aggregate, subject, states)))
    return Trace(
        subject=aggregate if isinstance(subject, str) else subject.hash.hex(),
        on=today,
        ledger=_origin(states),
        event=None if isinstance(subject, str) else _single(subject, states),
        matters=tuple(_matter(one, rows, states, today) for one in applications),
    )


def _origin(states: AsOf) -> Origin:
    log = states.log
    head = parse_checkpoint(parse_note(log.checkpoint()).text)
    return Origin(
        origin=log.origin, size=head.size, root=head.root.hex(), simulated=log.simulated
    )


def _applications(aggregate: str, subject: str | Event, states: AsOf) -> Iterator[str]:
    """Yield the applications that a subject leads to."""
    kind = kind_of(aggregate)
    state = states.get(aggregate)
    match kind:
        case "application":
            yield aggregate
        case "title" | "complaint":
            yield from filter(None, (state.application,))
        case "person":
            yield from state.applications
        case "integrity":
            yield from _applications(state.decision, state.decision, states)
        case "session" if not isinstance(subject, str):
            yield from filter(None, (subject.body.get("application"),))
        case _:
            return


def _single(event: Event, states: AsOf) -> ActRow | None:
    act = typed(event)
    if act is None:
        return None
    applications = list(_applications(event.id, event, states))
    history = _history(applications[0], states) if applications else ()
    rows = Chain(states, history, ()).rows([act])
    return next(rows, None)


def _history(application: str, states: AsOf) -> History:
    return tuple(histories("application", application, states.acts(application)))


def _matter(application: str, rows: Rows, states: AsOf, today: date) -> Matter:
    history = _history(application, states)
    state: ApplicationState = states.get(application)
    complaints = tuple(state.complaints)
    title = title_id(application)
    records = tuple(rows.where(RECORDS, "person = ?", state.person))
    about = [r for r in records if r.decision in (title, application)]
    acts = _acts(history, complaints, [r.id for r in about], states)
    false = find_false_items(history, _reports(complaints, states))
    segments = Chain(states, history, false).segments(acts)
    outcome = Consequences(
        states,
        application=application,
        title=title,
        complaints=complaints,
        records=about,
    ).outcome(acts, today)
    late = late_ones(_deadlines(history, complaints, states, today))
    stood = that_stand(history)
    missing = missing_steps(stood, acts, states) if history else ()
    return Matter(
        application=Named(application, state.case_no),
        person=state.person,
        session=state.session,
        stage=stage_label("application", state.stage),
        segments=segments,
        materials=tuple(_materials(history, states)),
        false_items=false,
        outcome=outcome,
        late=late,
        late_entries=tuple(_late_entries(acts, states)),
        missing=missing,
        findings=findings_of(
            segments,
            outcome,
            late=late,
            missing=missing,
            repeated=repeated_notices(stood, states),
            departed=departures(stood, states),
        ),
    )


def _acts(
    history: History,
    complaints: Iterable[str],
    records: Iterable[str],
    states: AsOf,
) -> tuple[Act, ...]:
    """Return everything on record in the matter, by position."""
    if not history:
        return ()
    state = history[-1][1]
    committee = states.get(state.session).committee if state.session else ""
    reviewed = tuple(acts_of_the_session(states, state.session, state.id))
    until = max((act.position for act in reviewed), default=states.log.size)
    found = [act for act, *_ in history]
    found += reviewed
    if committee:
        found += acts_of_the_committee(states, committee, until)
    for aggregate in (title_id(state.id), *complaints, *records):
        found += states.acts(aggregate)
    return tuple(sorted(found, key=lambda act: act.position))


def _reports(complaints: Iterable[str], states: AsOf) -> Iterator[tuple[str, Act]]:
    for complaint in complaints:
        for act in states.acts(complaint):
            if act.type.name == "complaint.verification-report-filed":
                yield complaint, act


def _materials(history: History, states: AsOf) -> Iterator[MaterialVersion]:
    attaching = ("application.material-attached", "application.material-declassified")
    for act, *_ in history:
        if act.type.name in attaching:
            yield MaterialVersion(
                item=act.body.item,
                file=act.body.file.c.hex(),
                event=event_ref(states.log.event_at(act.position)),
            )


def _deadlines(
    history: History,
    complaints: Sequence[str],
    states: AsOf,
    today: date,
) -> Iterator[Due]:
    """Yield all deadlines of the application, its session and its complaints."""
    if not history:
        return
    application, session = history[-1][1].id, history[-1][1].session
    reckoning = Reckoning(states, today)
    for clock in clocks_of(history, "application"):
        yield reckoning.due(clock)
    before_the_committee = bool(session) and application in states.get(session).admitted
    for aggregate in (session, *complaints) if before_the_committee else complaints:
        kind = kind_of(aggregate)
        for clock in clocks_of(
            histories(kind, aggregate, states.acts(aggregate)), kind
        ):
            yield reckoning.due(clock)


def _late_entries(acts: Iterable[Act], states: AsOf) -> Iterator[EventRef]:
    for act in acts:
        if act.late:
            yield event_ref(states.log.event_at(act.position))
