"""Who owes a deadline: the body that has to do the act which meets it, and a person.

A row says what follows from its own aggregate: who has the file, whose office it is,
whom an order is about. Where the act that meets a deadline is another body's, that one
owes it: the establishing unit asks for confirmation and files upward (LZ-6.1b, LZ-6.2b,
XN12-4d, XN12-6.4b), the authority that filed the committee publishes the results and
reports the data of certificates (YC12-4.6b, LZ-6.3a; 各级职改部门, whoever confirmed),
a complaint that was handed down is the receiving body's, and a re-check that of the
authority above who decided (XN12-8.5b 逐级). A committee is answered for by its
establishing unit.

The person is the one who holds an acting role for that body, when only one does; else
the one who started the deadline for it; else nobody is named. Periods that only have
to run (minimum, term, window) are owed by no person.
"""

from datetime import date
from typing import Final

from msgspec.structs import replace

from aggregates.schema import EVENT_TYPES
from ledger.record import Event
from ledger.statement import kind_of
from projections.dues.clocks import Clock
from projections.holders import holders_of
from projections.store.rows import Rows
from projections.times.asof import AsOf

_OF_THE_UNIT: Final = frozenset(
    {"session.confirmation-requested", "session.results-filed-upward"}
)
_OF_THE_AUTHORITY: Final = frozenset({"YC12-4.6b"})
_OWED_BY_PERSONS: Final = frozenset({"LATEST", "REFERENCE"})
_FILINGS: Final = frozenset({"committee.filed", "committee.refiled"})
_NO_PERSONS: Final = frozenset({"SEAL", "CUSTODIAN"})
_HEADS: Final = frozenset({"EMPLOYER_HEAD"})
"""Who signs for the body, but has not the file on the desk while it is reviewed."""


class Debtors:
    """Names who owes deadlines, on one day.

    Args:
        states: The log.
        today: The day.
        rows: The views; without them a person is named only as the one who started
            the deadline.
    """

    def __init__(self, states: AsOf, today: date, rows: Rows | None = None) -> None:
        self._states = states
        self._today = today
        self._rows = rows
        self._holders: dict[tuple[str, str], frozenset[str]] = {}
        self._events: dict[int, Event] = {}

    def event(self, position: int) -> Event:
        """Return an event, read once."""
        if position not in self._events:
            self._events[position] = self._states.log.event_at(position)
        return self._events[position]

    def named(self, clock: Clock) -> Clock:
        """Return a deadline with the body and the person that owe it."""
        org = self._body(clock)
        person = clock.person
        if org and not person and clock.kind in _OWED_BY_PERSONS:
            person = self._person(org, clock)
        return replace(clock, org=org, person=person)

    # The body.

    def _body(self, clock: Clock) -> str:
        kind = kind_of(clock.id)
        if kind == "session":
            return self._of_a_session(clock)
        if kind == "title" and clock.met_by == "title.certificate-data-reported":
            return self._of_a_title(clock)
        if kind == "complaint":
            return self._of_a_complaint(clock)
        if kind_of(clock.org) == "committee":
            return str(self._states.get(clock.org).establishing_unit)
        return clock.org

    def _of_a_complaint(self, clock: Clock) -> str:
        complaint = self._states.get(clock.id)
        if clock.met_by == "complaint.accepted":
            return complaint.transferred_to or clock.org
        if clock.met_by == "complaint.recheck-decided":
            session = self._states.get(complaint.application).session
            above = self._authority(self._states.get(session).committee)
            return above if above != complaint.decided_by else ""
        return clock.org

    def _of_a_session(self, clock: Clock) -> str:
        committee = self._states.get(clock.id).committee
        if clock.rule in _OF_THE_AUTHORITY:
            return self._authority(committee) or clock.org
        if clock.met_by in _OF_THE_UNIT:
            return self._states.get(committee).establishing_unit or clock.org
        return clock.org

    def _of_a_title(self, clock: Clock) -> str:
        if self._states.get(clock.org).kind == "AUTHORITY":
            return clock.org
        session = self._states.get(clock.id).session
        return self._authority(self._states.get(session).committee) or clock.org

    def _authority(self, committee: str) -> str:
        """Return the authority that filed a committee, the newest filing counting."""
        filings = (
            act
            for act in reversed(self._states.acts(committee))
            if act.type.name in _FILINGS
        )
        return next((act.by[0].org for act in filings), "")

    # The person.

    def _person(self, org: str, clock: Clock) -> str:
        holders = self._acting(org, clock.met_by)
        if len(holders) == 1:
            return next(iter(holders))
        return self._starter(org, clock)

    def _acting(self, org: str, met_by: str) -> frozenset[str]:
        """Return who holds a role for a body in which the act can be done."""
        if self._rows is None or met_by not in EVENT_TYPES:
            return frozenset()
        if (org, met_by) not in self._holders:
            roles = {
                party.role
                for parties in EVENT_TYPES[met_by].signers
                for party in parties
                if party.role not in _NO_PERSONS
            }
            if met_by == "application.forwarded":
                roles -= _HEADS
            found = holders_of(self._rows, org, roles, self._today)
            self._holders[org, met_by] = found
        return self._holders[org, met_by]

    def _starter(self, org: str, clock: Clock) -> str:
        """Return who signed the act that started a deadline, if for the same body."""
        directory = self._states.log.directory
        for signer in self.event(clock.position).statement.by:
            if signer.org == org and signer.role not in _NO_PERSONS:
                key = directory.keys.get(signer.key)
                return key.subject if key is not None else ""
        return ""
