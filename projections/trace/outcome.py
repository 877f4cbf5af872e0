"""What came of a matter: decisions, records with their terms, obligations met or open.

Which act owes which other is a view (`projections.obligations.standing`). An
obligation is open until the log holds the event that meets it; for an open one the
answer is that no such event is recorded.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from aggregates.complaint.state import ComplaintState
from aggregates.decider import Act
from aggregates.title.state import TitleState
from projections.integrity import Record, Standing, standing
from projections.obligations.standing import Obligation, opened_by
from projections.stages import stage_label
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.words.label import Label, Named
from projections.words.references import EventRef, event_ref


class ComplaintOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """One complaint and its decision.

    Attributes:
        complaint: Which, with its case number.
        received: When it came in.
        report: The verification report.
        decided: The decision.
        outcome: ``SUBSTANTIATED``, ``PARTLY``, ``UNSUBSTANTIATED``, or empty.
        violation: What was found.
        items: Items found false.
    """

    complaint: Named
    received: EventRef | None
    report: EventRef | None
    decided: EventRef | None
    outcome: str
    violation: str
    items: tuple[str, ...]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a matter.

    Attributes:
        complaints: Complaints about it.
        title: The title it led to, with the number of its certificate.
        title_stage: Whether that title stands.
        conferred: The event that conferred it.
        revoked: The event that took it away.
        disqualified: The event that ended the participation.
        records: Integrity records about the person, as they stand on the day.
        obligations: What these acts demand, met or open.
    """

    complaints: tuple[ComplaintOutcome, ...]
    title: Named | None
    title_stage: Label | None
    conferred: EventRef | None
    revoked: EventRef | None
    disqualified: EventRef | None
    records: tuple[Standing, ...]
    obligations: tuple[Obligation, ...]


class Consequences:
    """Reads what came of one application.

    Args:
        rows: The views.
        states: The log.
        application: Its id.
        title: The title it may have led to.
        complaints: Complaints about it.
        records: Integrity records about the person.
    """

    def __init__(
        self,
        rows: Rows,
        states: AsOf,
        *,
        application: str,
        title: str,
        complaints: Sequence[str],
        records: Sequence[Record],
    ) -> None:
        self._rows = rows
        self._states = states
        self._application = application
        self._title = title
        self._complaints = complaints
        self._records = records

    def outcome(self, acts: Iterable[Act], today: date) -> Outcome:
        """Return everything that came of it.

        Args:
            acts: Everything on record in the matter.
            today: The day on which terms are counted.
        """
        title: TitleState = self._states.get(self._title)
        entered = [record for record in self._records if record.entered is not None]
        return Outcome(
            complaints=tuple(self._complaint(one) for one in self._complaints),
            title=Named(title.id, title.certificate_no) if title.stage else None,
            title_stage=stage_label("title", title.stage) if title.stage else None,
            conferred=self._ref(self._title, "title.conferred"),
            revoked=self._ref(self._title, "title.revoked"),
            disqualified=self._ref(
                self._application, "application.applicant-disqualified"
            ),
            records=tuple(standing(one, self._states, today) for one in entered),
            obligations=opened_by(
                self._rows, self._states, today, (act.position for act in acts)
            ),
        )

    def _complaint(self, complaint: str) -> ComplaintOutcome:
        state: ComplaintState = self._states.get(complaint)
        return ComplaintOutcome(
            complaint=Named(complaint, state.case_no),
            received=self._ref(complaint, "complaint.received"),
            report=self._ref(complaint, "complaint.verification-report-filed"),
            decided=self._ref(complaint, "complaint.decided"),
            outcome=state.outcome,
            violation=state.violation if state.outcome else "",
            items=state.items,
        )

    def _act(self, aggregate: str, event_type: str) -> Act | None:
        acts = self._states.acts(aggregate) if aggregate else []
        return next((act for act in acts if act.type.name == event_type), None)

    def _ref(self, aggregate: str, event_type: str) -> EventRef | None:
        act = self._act(aggregate, event_type)
        if act is None:
            return None
        return event_ref(self._states.log.event_at(act.position))
