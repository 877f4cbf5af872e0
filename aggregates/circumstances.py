"""What the rules look at beside the act: gathered from states, without any rule."""

from functools import lru_cache

from aggregates.calendar.state import REGION, CalendarState
from aggregates.decider import Act, Context, States
from aggregates.policy.profile import Profile
from aggregates.policy.state import PolicyState
from aggregates.policy.workdays import Calendar, WorkingDays
from ledger.directory import Directory

YEARS_AROUND = (-1, 0, 1)


def context_of(
    act: Act,
    states: States,
    directory: Directory,
    *,
    companions: tuple[Act, ...] = (),
    lead: Act | None = None,
) -> Context:
    """Gather everything that the rules may look at."""
    return Context(
        act=act,
        state=states.get(act.id),
        states=states,
        profile=_profile(act, states),
        days=working_days(states, act),
        directory=directory,
        companions=companions,
        lead=lead,
    )


def _profile(act: Act, states: States) -> Profile | None:
    """Return the version that an act cites; what changes a policy goes by its own."""
    if act.type.kind == "policy":
        own: PolicyState = states.get(act.id)
        present = own.in_force_on(act.day)
        return present.profile if present else None
    if not act.law:
        return None
    policy: PolicyState = states.get(f"policy/{act.profile}")
    seq = act.law[0].partition("@")[2]
    versions = [v for v in policy.versions if str(v.seq) == seq]
    return versions[0].profile if versions else None


def working_days(states: States, act: Act) -> WorkingDays:
    """Return the working days by the calendars adopted around the act's years."""
    calendars = map(states.get, _calendars_around(act.day.year))
    return _working_days(tuple(c for c in calendars if c.version))


@lru_cache(maxsize=64)
def _calendars_around(year: int) -> tuple[str, ...]:
    return tuple(f"calendar/{REGION}-{year + near}" for near in YEARS_AROUND)


@lru_cache(maxsize=64)
def _working_days(calendars: tuple[CalendarState, ...]) -> WorkingDays:
    return WorkingDays(
        Calendar(
            id=c.id,
            seq=c.version,
            year=c.year,
            off=frozenset(c.off),
            makeup=frozenset(c.makeup),
        )
        for c in calendars
    )
