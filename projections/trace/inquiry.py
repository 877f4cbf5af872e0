"""An inquiry: the subject of a trace, and the applications that it leads to.

Every question is asked of an inquiry. What concerns single applications is in their
dossiers; what concerns the subject itself, a body, a person, a committee, is read
from the log (`states`) and the views (`rows`).
"""

from datetime import date
from functools import cached_property
from typing import Final

from aggregates.catalog import AGGREGATES
from aggregates.decider import Act
from ledger.record import Event
from ledger.statement import kind_of
from projections.find import Vault
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.trace.dossier import Dossier
from projections.trace.evidence import Evidence
from projections.trace.review import Review, reviews_of
from projections.trace.subject import Leads

MANY: Final = 20
"""Applications beyond which an answer tells only what is wrong."""


class Inquiry:
    """One inquiry.

    Args:
        subject: The id of an aggregate, or an event.
        rows: The views.
        states: The log, up to the day and to the knowledge that are asked for.
        today: The day on which terms and overdue deadlines are counted.
        vault: The vault, when it is at hand.
        evidence: What checks records; none where only their content is asked about.
        named: Whether whoever asks may know who is behind a sealed key.
    """

    def __init__(
        self,
        subject: str | Event,
        rows: Rows,
        states: AsOf,
        today: date,
        *,
        vault: Vault | None = None,
        evidence: Evidence | None = None,
        named: bool = False,
    ) -> None:
        self.event = subject if isinstance(subject, Event) else None
        self.id = subject if isinstance(subject, str) else subject.id
        self.rows = rows
        self.states = states
        self.today = today
        self.vault = vault
        self.evidence = evidence
        self.named = named

    @property
    def kind(self) -> str:
        """What the subject is, such as ``application``."""
        return kind_of(self.id)

    @cached_property
    def leads(self) -> Leads:
        """What follows a subject to applications."""
        return Leads(self.rows, self.states, self.vault, named=self.named)

    @cached_property
    def dossiers(self) -> tuple[Dossier, ...]:
        """The applications that the subject leads to, by their ids."""
        found = (
            self.leads.applications(self.id)
            if self.event is None
            else self.leads.of_event(self.event)
        )
        return tuple(
            Dossier(one, self.rows, self.states, self.today)
            for one in sorted(set(found))
        )

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """The reviews that the subject leads to, by their ids."""
        return reviews_of(self)

    @property
    def wide(self) -> bool:
        """Whether it leads to so many applications that not every row can be told."""
        return len(self.dossiers) > MANY

    @cached_property
    def own_acts(self) -> tuple[Act, ...]:
        """The acts of the subject itself, where it is more than an application."""
        if self.kind == "application" or self.kind not in AGGREGATES:
            return ()
        return tuple(self.states.acts(self.id))
