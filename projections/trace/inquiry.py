"""An inquiry: the subject of a trace, and the applications that it leads to.

Every question is asked of an inquiry. What concerns single applications is in their
dossiers; what concerns the subject itself, a body, a person, a committee, is read
from the log (`states`) and the views (`rows`).
"""

from datetime import date
from functools import cached_property

from ledger.record import Event
from ledger.statement import kind_of
from projections.asof import AsOf
from projections.store.rows import Rows
from projections.trace.dossier import Dossier
from projections.trace.subject import applications_of


class Inquiry:
    """One inquiry.

    Args:
        subject: The id of an aggregate, or an event.
        rows: The views.
        states: The log, up to the day and to the knowledge that are asked for.
        today: The day on which terms and overdue deadlines are counted.
    """

    def __init__(
        self, subject: str | Event, rows: Rows, states: AsOf, today: date
    ) -> None:
        self.event = subject if isinstance(subject, Event) else None
        self.id = subject if isinstance(subject, str) else subject.id
        self.rows = rows
        self.states = states
        self.today = today

    @property
    def kind(self) -> str:
        """What the subject is, such as ``application``."""
        return kind_of(self.id)

    @cached_property
    def dossiers(self) -> tuple[Dossier, ...]:
        """The applications that the subject leads to, by their ids."""
        found = applications_of(self.id, self.event, self.rows, self.states)
        return tuple(
            Dossier(one, self.rows, self.states, self.today)
            for one in sorted(set(found))
        )
