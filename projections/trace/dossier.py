"""卷宗: one application with everything on record that belongs to it.

That is its session as far as it concerns this application, the filing of the
committee, the complaints about it, the title it led to, and the integrity records that
rest on it. Everything is read when it is first asked for, and kept.
"""

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from aggregates.application.standing import ApplicationState
from aggregates.decider import Act
from aggregates.followers import title_id
from aggregates.title.state import TitleState
from ledger.statement import kind_of
from projections.dues.clocks import clocks_of
from projections.dues.due import Due, Reckoning
from projections.facts import Step, histories, that_stand
from projections.integrity import RECORDS, Record, standing
from projections.obligations.standing import opened_by
from projections.stages import stage_label
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.trace.acts import (
    Chain,
    Segment,
    acts_of_the_committee,
    acts_of_the_session,
)
from projections.trace.law import Law
from projections.trace.materials import FalseItem, History, find_false_items
from projections.trace.outcome import Outcome
from projections.trace.steps import MissingStep, missing_steps
from projections.words.label import Label, Named


class Dossier:
    """One application with its belongings.

    Args:
        application: Its id.
        rows: The views.
        states: The log.
        today: The day on which terms and overdue deadlines are counted.
    """

    def __init__(self, application: str, rows: Rows, states: AsOf, today: date) -> None:
        self.id = application
        self.rows = rows
        self.states = states
        self.today = today

    @cached_property
    def history(self) -> History:
        """The acts of the application, each with the state after it."""
        acts = self.states.acts(self.id)
        return tuple(histories("application", self.id, acts))

    @cached_property
    def stood(self) -> tuple[Step, ...]:
        """The same without what was recalled."""
        return that_stand(self.history)

    @cached_property
    def state(self) -> ApplicationState:
        """The application as it stands."""
        state: ApplicationState = self.states.get(self.id)
        return state

    @cached_property
    def law(self) -> Law | None:
        """The rules that hold; None while nothing is on record."""
        return Law(self.history, self.states) if self.history else None

    @property
    def named(self) -> Named:
        """The application with its case number."""
        return Named(self.id, self.state.case_no)

    @property
    def stage(self) -> Label:
        """How far it came."""
        return stage_label("application", self.state.stage)

    @property
    def person(self) -> str:
        """The applicant."""
        return self.state.person

    @property
    def session(self) -> str:
        """The annual batch, or nothing."""
        return self.state.session

    @cached_property
    def committee(self) -> str:
        """The committee that reviews, or nothing."""
        found = self.states.get(self.session).committee if self.session else ""
        return str(found)

    @property
    def title(self) -> str:
        """The id of the title that it leads to, whether or not there is one."""
        return title_id(self.id)

    @cached_property
    def complaints(self) -> tuple[str, ...]:
        """The complaints about it."""
        return tuple(self.state.complaints)

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """The integrity records that rest on it."""
        about = self.rows.where(RECORDS, "person = ?", self.person)
        return tuple(r for r in about if r.decision in (self.title, self.id))

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """Everything on record in the matter, by position."""
        return tuple(sorted(self._acts(), key=lambda act: act.position))

    @cached_property
    def false_items(self) -> tuple[FalseItem, ...]:
        """What a verification found false."""
        return find_false_items(self.history, self._reports())

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """All acts by responsibility."""
        chain = Chain(self.states, self.history, self.false_items)
        return chain.segments(self.acts)

    @cached_property
    def outcome(self) -> Outcome:
        """What came of it."""
        title: TitleState = self.states.get(self.title)
        entered = [record for record in self.records if record.entered is not None]
        return Outcome(
            title=Named(title.id, title.certificate_no) if title.stage else None,
            title_stage=stage_label("title", title.stage) if title.stage else None,
            records=tuple(standing(one, self.states, self.today) for one in entered),
            obligations=opened_by(
                self.rows, self.states, self.today, (act.position for act in self.acts)
            ),
        )

    @cached_property
    def deadlines(self) -> tuple[Due, ...]:
        """All deadlines of the application, its session and its complaints."""
        return tuple(self._deadlines()) if self.history else ()

    @cached_property
    def missing(self) -> tuple[MissingStep, ...]:
        """Steps that should be on record and are not."""
        if not self.history:
            return ()
        return missing_steps(self.stood, self.acts, self.states)

    def _acts(self) -> Iterator[Act]:
        if not self.history:
            return
        yield from (act for act, *_ in self.history)
        reviewed = tuple(acts_of_the_session(self.states, self.session, self.id))
        yield from reviewed
        until = max((act.position for act in reviewed), default=self.states.log.size)
        if self.committee:
            yield from acts_of_the_committee(self.states, self.committee, until)
        records = (record.id for record in self.records)
        for aggregate in (self.title, *self.complaints, *records):
            yield from self.states.acts(aggregate)

    def _reports(self) -> Iterator[tuple[str, Act]]:
        for complaint in self.complaints:
            for act in self.states.acts(complaint):
                if act.type.name == "complaint.verification-report-filed":
                    yield complaint, act

    def _deadlines(self) -> Iterator[Due]:
        reckoning = Reckoning(self.states, self.today)
        for clock in clocks_of(self.history, "application"):
            yield reckoning.due(clock)
        reviewed = self.session and self.id in self.states.get(self.session).admitted
        for aggregate in (
            (self.session, *self.complaints) if reviewed else self.complaints
        ):
            kind = kind_of(aggregate)
            steps = histories(kind, aggregate, self.states.acts(aggregate))
            for clock in clocks_of(steps, kind):
                yield reckoning.due(clock)
