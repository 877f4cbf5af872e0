"""What the rules must remember of a post quota form."""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from aggregates.decider import Act, Handlers, fold
from aggregates.quota import events as e

EXCEPTED = "EXCEPTED"
FILLED = "FILLED"
DEPARTMENT_AGREED = "DEPARTMENT_AGREED"
APPROVED = "APPROVED"
DISAGREED = "DISAGREED"
PLAN_REQUESTED = "PLAN_REQUESTED"
PLAN_DELIVERED = "PLAN_DELIVERED"


class Entry(msgspec.Struct, frozen=True):
    """One application on the form: at which level, and in which manner."""

    application: str
    level: str
    manner: str


class QuotaState(msgspec.Struct, frozen=True):
    """One form of one institution and year, or one plan that was asked for."""

    id: str
    stage: str = ""
    profile: str = ""
    employer: str = ""
    year: int = 0
    vacant: Mapping[str, int] = {}
    entries: tuple[Entry, ...] = ()
    excepted: Mapping[str, int] = {}
    department_agreed: bool = False
    personnel_agreed: bool = False

    @property
    def filled(self) -> bool:
        """Whether there is a form."""
        return bool(self.vacant)

    def entry(self, application: str) -> Entry | None:
        """Return the line of an application, if the form has one."""
        found = (one for one in self.entries if one.application == application)
        return next(found, None)


def initial(aggregate_id: str) -> QuotaState:
    """Return the state of a form that does not exist yet."""
    return QuotaState(id=aggregate_id)


def evolve(state: QuotaState, act: Act) -> QuotaState:
    """Fold one act into the state."""
    return fold(HANDLERS, state, act)


def _form(state: QuotaState, body: e.FormBody, act: Act) -> QuotaState:
    """Take the form in; opinions on another version count no more."""
    return replace(
        state,
        stage=FILLED,
        profile=state.profile or act.profile,
        employer=body.employer,
        year=body.year,
        vacant=body.posts_vacant.by_level,
        entries=tuple(
            Entry(one.application, one.level, one.manner) for one in body.declared
        ),
        department_agreed=False,
        personnel_agreed=False,
    )


def _department(state: QuotaState, body: e.OpinionBody, act: Act) -> QuotaState:
    stage = DEPARTMENT_AGREED if body.agrees else DISAGREED
    return replace(state, stage=stage, department_agreed=body.agrees)


def _personnel(state: QuotaState, body: e.OpinionBody, act: Act) -> QuotaState:
    stage = APPROVED if body.agrees else DISAGREED
    return replace(state, stage=stage, personnel_agreed=body.agrees)


def _excepted(state: QuotaState, body: e.ExceptionGranted, act: Act) -> QuotaState:
    places = state.excepted.get(body.level, 0) + body.places
    return replace(
        state,
        stage=state.stage or EXCEPTED,
        profile=state.profile or act.profile,
        employer=state.employer or body.employer,
        year=state.year or body.year,
        excepted={**state.excepted, body.level: places},
    )


def _requested(state: QuotaState, body: e.PlanRequested, act: Act) -> QuotaState:
    return replace(
        state,
        stage=PLAN_REQUESTED,
        profile=act.profile,
        employer=body.of,
        year=body.year,
    )


HANDLERS: Handlers[QuotaState] = {
    e.FormFilled: _form,
    e.Amended: _form,
    e.DepartmentOpinionGiven: _department,
    e.PersonnelOpinionGiven: _personnel,
    e.ExceptionGranted: _excepted,
    e.PlanRequested: _requested,
    e.PlanDelivered: lambda s, _b, _a: replace(s, stage=PLAN_DELIVERED),
}
