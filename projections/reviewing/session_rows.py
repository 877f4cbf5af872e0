"""What becomes of the applications of a batch, kept for its statistics.

For each application there is one row with its path through the stages, the bodies that
had it, what it was told and the complaints about it; for each batch one row with the
numbers that its meeting states. Everything carries its day, so that the statistics of
any day can be told. There are no names, no experts, and no votes but the tally.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import msgspec

from projections.facts import Fact
from projections.projection import Projection, Table, Writing, each

if TYPE_CHECKING:
    from aggregates.application.standing import ApplicationState
    from aggregates.session.state import SessionState

Dated: TypeAlias = tuple[str, str]
"""Something, and the day since when it is so."""


class Applied(msgspec.Struct, frozen=True):
    """One application; what is dated stands as ``what@day``, by spaces.

    Attributes:
        id: The application.
        session: Its batch.
        series: Its series.
        level: Its level.
        employer: Who employs.
        path: Its stages.
        hops: Who had it; nobody once it was accepted, or is over.
        told: Codes of the reasons that it was told.
        complaints: Complaints about it, each as ``id=outcome``.
    """

    id: str
    session: str
    series: str
    level: str
    employer: str
    path: str = ""
    hops: str = ""
    told: str = ""
    complaints: str = ""


class Meeting(msgspec.Struct, frozen=True):
    """One batch.

    Attributes:
        id: The session.
        committee: Whose it is.
        year: The review year.
        profile: The policy.
        ceiling: The pass rates that plans set, each such as ``9/10@day``.
        stages: Its stages, each as ``stage@day``.
        figures: Its numbers, each as ``name=number@day``.
    """

    id: str
    committee: str
    year: int
    profile: str
    ceiling: str
    stages: str = ""
    figures: str = ""


APPLIED: Final = Table("statistics_applied", Applied, by_aggregate=True)
MEETINGS: Final = Table("statistics_meetings", Meeting, by_aggregate=True)

_WITH_A_BODY: Final = frozenset(
    {
        "SUBMITTED",
        "REVIEWED",
        "DELIBERATED",
        "PUBLICITY",
        "PUBLICITY_CLOSED",
        "RECOMMENDED",
        "FORWARDED",
        "AUDITED",
        "AUDIT_FAILED",
    }
)
"""Stages in which some body has the file, to pass it on."""


def dated(text: str) -> Iterator[Dated]:
    """Yield what a row keeps, each with its day, in the order of recording."""
    for one in text.split():
        what, _, day = one.rpartition("@")
        yield what, day


def newest(text: str, until: str) -> str:
    """Return what was so at the end of a day; empty before there was anything."""
    found = [what for what, day in dated(text) if day <= until]
    return found[-1] if found else ""


def _apply(fact: Fact, rows: Writing) -> None:
    """Take in one event."""
    if fact.kind == "session":
        if _said_of(fact.before) != _said_of(fact.after):
            _meet(fact, rows)
    elif _moves(fact.before, fact.after):
        _move(fact, rows)


def _moves(before: "ApplicationState", after: "ApplicationState") -> bool:
    return (
        before.stage != after.stage
        or before.holder != after.holder
        or before.notices is not after.notices
        or before.complaints is not after.complaints
        or before.session != after.session
        or before.employer != after.employer
    )


def _move(fact: Fact, rows: Writing) -> None:
    before, state, day = fact.before, fact.after, fact.day.isoformat()
    known = rows.get(APPLIED, state.id) or Applied(state.id, "", "", "", "")
    complaints = set(state.complaints.items()) - set(before.complaints.items())
    told = state.notices[len(before.notices) :]
    rows.put(
        APPLIED,
        Applied(
            id=state.id,
            session=state.session,
            series=state.series,
            level=state.level,
            employer=state.employer,
            path=_then(known.path, state.stage, day),
            hops=_hops(known.hops, _holder(state), day, recalls=bool(fact.recalled)),
            told=_more(known.told, (c for one in told for c, _ in one.reasons), day),
            complaints=_more(
                known.complaints, (f"{c}={o}" for c, o in sorted(complaints)), day
            ),
        ),
    )


def _holder(state: "ApplicationState") -> str:
    return state.holder if state.stage in _WITH_A_BODY else ""


def _hops(known: str, holder: str, day: str, *, recalls: bool) -> str:
    """Note who has it; a file that was recalled has never been elsewhere."""
    hops = known.split()
    if recalls and len(hops) > 1 and hops[-2].rpartition("@")[0] == holder:
        return " ".join(hops[:-1])
    return _then(known, holder, day) if known or holder else ""


def _then(known: str, what: str, day: str) -> str:
    """Note that something is so from a day on, unless it was so already."""
    last = known.rpartition(" ")[2].rpartition("@")[0]
    if known and last == what:
        return known
    return f"{known} {what}@{day}".lstrip()


def _more(known: str, new: Iterator[str], day: str) -> str:
    return " ".join([*known.split(), *(f"{one}@{day}" for one in new)])


def _said_of(state: "SessionState") -> tuple[Any, ...]:
    """Return what a batch's row is made of."""
    kept = (state.stage, state.committee, state.year, state.plan)
    return (*kept, *_figures(state))


def _meet(fact: Fact, rows: Writing) -> None:
    state: SessionState = fact.after
    known = rows.get(MEETINGS, state.id) or Meeting(state.id, "", 0, "", "")
    day = fact.day.isoformat()
    ceiling = "/".join(map(str, state.plan.ceiling)) if state.plan else ""
    stages = _then(known.stages, state.stage, day)
    figures = known.figures
    for name, number in _figures(state):
        last = newest_figure(figures, name, "9999")
        if number != last:
            figures = f"{figures} {name}={number}@{day}".lstrip()
    rows.put(
        MEETINGS,
        Meeting(
            id=state.id,
            committee=state.committee,
            year=state.year,
            profile=state.profile,
            ceiling=_then(known.ceiling, ceiling, day) if ceiling else known.ceiling,
            stages=stages,
            figures=figures,
        ),
    )


def newest_figure(figures: str, name: str, until: str) -> int:
    """Return a number of a batch at the end of a day; 0 before it was stated."""
    found = 0
    for what, day in dated(figures):
        key, _, number = what.partition("=")
        if key == name and day <= until:
            found = int(number)
    return found


def _figures(state: Any) -> Iterator[tuple[str, int]]:
    yield "seated", len(state.seated)
    yield "present", len(state.present)
    yield "decided", state.results_count
    yield "passed", state.passed
    yield "published", state.published_count
    yield "confirmed", state.confirmed


STATISTICS: Final = Projection(
    name="statistics",
    version=1,
    tables=(APPLIED, MEETINGS),
    apply=each(_apply),
    kinds=frozenset({"application", "session"}),
)
