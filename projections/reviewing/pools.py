"""Expert pools: how large, in which series, frozen when, and what changed since.

An expert is a number here. Who is in a pool lies in the vault, and who was drawn is
opened for an authorised reading only; so a change of the pool tells its day and its
series, and a disqualification not even that series, nor its event, which names whom it
is about.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

import msgspec

from aggregates.decider import Act
from aggregates.text import Text
from projections.facts import Fact
from projections.projection import Projection, Table, Writing, each
from projections.reviewing.committee_turns import TURNS, names_of_committees
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.words.label import Label, Named, label
from projections.words.references import EventRef, event_ref

WHAT: Final = {
    "IN": Text("入库", "admitted"),
    "OUT": Text("出库", "removed"),
    "BARRED": Text("取消资格", "disqualified"),
    "FROZEN": Text("年度更新完成", "frozen"),
}
_BY_TYPE: Final[Mapping[str, str]] = {
    "committee.expert-admitted-to-pool": "IN",
    "committee.expert-removed-from-pool": "OUT",
    "committee.expert-disqualified": "BARRED",
    "committee.expert-pool-frozen": "FROZEN",
}


class Entry(msgspec.Struct, frozen=True):
    """One act on a pool.

    Attributes:
        id: The committee.
        position: Of the act.
        day: Its day.
        what: ``IN``, ``OUT``, ``BARRED`` or ``FROZEN``.
        entry: Number of the admission; 0 for somebody who was not in the pool.
        series: Of an admission.
        year: For which a pool was frozen.
        count: How many were in it then.
        sealed: Hash of the sealed list, in hex.
    """

    id: str
    position: int
    day: str
    what: str
    entry: int
    series: str = ""
    year: int = 0
    count: int = 0
    sealed: str = ""


ENTRIES: Final = Table("pools_entries", Entry, key=2, by_aggregate=True)


def _apply(fact: Fact, rows: Writing) -> None:
    """Take in one event."""
    act, amended = fact.act, fact.amended
    if act is None:
        return
    if amended is None:
        _put(act, rows)
    elif fact.recalled is not None:
        rows.remove(ENTRIES, act.id, fact.recalled)
    elif amended.newest is not None and amended.newest.seq == act.body.seq:
        _put(amended.newest, rows)


def _put(act: Act, rows: Writing) -> None:
    what = _BY_TYPE.get(act.type.name)
    if what is None:
        return
    body = act.body
    entry = Entry(
        id=act.id,
        position=act.position,
        day=act.day.isoformat(),
        what=what,
        entry=act.seq if what == "IN" else getattr(body, "entry", 0),
        series=getattr(body, "series", ""),
        year=getattr(body, "year", 0),
    )
    if what == "FROZEN":
        sealed = body.pool.sha256.hex()
        entry = msgspec.structs.replace(entry, count=body.pool.count, sealed=sealed)
    rows.put(ENTRIES, entry)


POOLS: Final = Projection(
    name="pools",
    version=1,
    tables=(ENTRIES,),
    apply=each(_apply),
    kinds=frozenset({"committee"}),
)


class SeriesCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many experts of one series are in a pool.

    Attributes:
        series: The series.
        number: How many.
    """

    series: str
    number: int


class Frozen(msgspec.Struct, frozen=True, kw_only=True):
    """The list from which experts are drawn.

    Attributes:
        year: For which year.
        count: How many are on it.
        sealed: Its hash, in hex; the list itself is sealed.
        event: The act that froze it.
        changes_since: How many came in or went out afterwards.
    """

    year: int
    count: int
    sealed: str
    event: EventRef
    changes_since: int


class PoolChange(msgspec.Struct, frozen=True, kw_only=True):
    """One change of a pool.

    Attributes:
        on: Its day.
        what: ``IN``, ``OUT``, ``BARRED`` or ``FROZEN``.
        series: Of an expert who came in or went out.
        event: The act; none for a disqualification.
    """

    on: date
    what: Label
    series: str
    event: EventRef | None


class Pool(msgspec.Struct, frozen=True, kw_only=True):
    """One committee's pool on a day.

    Attributes:
        committee: The committee.
        on: The day.
        size: How many experts are in it.
        by_series: How many of each series.
        admitted: How many ever came in.
        removed: How many went out.
        barred: How many were disqualified by this committee's unit.
        frozen: The newest list to draw from; none before there was one.
        changes: What changed, oldest first; told for one committee only.
    """

    committee: Named
    on: date
    size: int
    by_series: tuple[SeriesCount, ...]
    admitted: int
    removed: int
    barred: int
    frozen: Frozen | None
    changes: tuple[PoolChange, ...]


def all_pools(rows: Rows, states: AsOf, on: date) -> tuple[Pool, ...]:
    """Return the pool of every committee on a day, by name."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in rows.all(ENTRIES):
        found[entry.id].append(entry)
    names = names_of_committees(rows.all(TURNS))
    told = (
        _pool(Named(one, names.get(one, "")), entries, states, on)
        for one, entries in found.items()
    )
    return tuple(
        sorted(told, key=lambda pool: (pool.committee.name, pool.committee.id))
    )


def pool_of(rows: Rows, states: AsOf, committee: str, on: date) -> Pool:
    """Return one committee's pool on a day, with what changed."""
    names = names_of_committees(rows.where(TURNS, "id = ?", committee))
    entries = rows.where(ENTRIES, "id = ?", committee)
    named = Named(committee, names.get(committee, ""))
    pool = _pool(named, entries, states, on)
    changes = tuple(_changes(_until(entries, on), states))
    return msgspec.structs.replace(pool, changes=changes)


def _until(entries: Iterable[Entry], on: date) -> list[Entry]:
    return [entry for entry in entries if entry.day <= on.isoformat()]


def _pool(named: Named, entries: Iterable[Entry], states: AsOf, on: date) -> Pool:
    counted = _until(entries, on)
    within = {one.entry: one.series for one in counted if one.what == "IN"}
    out = [one.entry for one in counted if one.what in ("OUT", "BARRED")]
    left = {entry for entry in out if entry in within}
    series = Counter(s for entry, s in within.items() if entry not in left)
    return Pool(
        committee=named,
        on=on,
        size=series.total(),
        by_series=tuple(
            SeriesCount(series=one, number=n) for one, n in sorted(series.items())
        ),
        admitted=len(within),
        removed=sum(one.what == "OUT" for one in counted),
        barred=sum(one.what == "BARRED" for one in counted),
        frozen=_frozen(counted, states),
        changes=(),
    )


def _frozen(counted: list[Entry], states: AsOf) -> Frozen | None:
    last = next((one for one in reversed(counted) if one.what == "FROZEN"), None)
    if last is None:
        return None
    return Frozen(
        year=last.year,
        count=last.count,
        sealed=last.sealed,
        event=event_ref(states.log.event_at(last.position)),
        changes_since=sum(
            one.position > last.position and (one.what != "BARRED" or one.entry > 0)
            for one in counted
        ),
    )


def _changes(counted: list[Entry], states: AsOf) -> Iterator[PoolChange]:
    series = {one.entry: one.series for one in counted if one.what == "IN"}
    for one in counted:
        barred = one.what == "BARRED"
        yield PoolChange(
            on=date.fromisoformat(one.day),
            what=label(one.what, WHAT[one.what]),
            series="" if barred else series.get(one.entry, ""),
            event=None if barred else event_ref(states.log.event_at(one.position)),
        )
