"""Going through the typical year in disorder: who does what, and where, and when.

What is drawn is plain numbers and bodies, made in `tests.support.strategies`; here they
become deeds, and acts as they might stand in a log that no rule has kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from aggregates.catalog import AGGREGATES, body_to_map, read_body
from aggregates.decider import Act
from aggregates.draft import Signatory
from aggregates.schema import EVENT_TYPES, EventType
from ledger.statement import SignedBy
from tests.support import actors as a
from tests.support.builders import PROFILE, PROFILE_PLAIN
from tests.support.builders_session import ANNUL, CLOSE_CASE, ENTERED, NOTIFY, SHARE
from tests.support.given import Deed, World, world_after
from tests.support.strategies import Vocabulary

YEAR: Final[tuple[Deed, ...]] = (*ENTERED, SHARE, NOTIFY, CLOSE_CASE, ANNUL)
"""The typical year, from the registry to the record that was annulled."""

TYPES: Final[tuple[EventType, ...]] = tuple(
    sorted(
        (known for known in EVENT_TYPES.values() if not known.judged_by_ledger),
        key=lambda known: known.name,
    )
)
SIGNATORIES: Final[tuple[Signatory, ...]] = tuple(
    one for one in vars(a).values() if isinstance(one, Signatory)
)
A_SECOND: Final = 1_000


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list() | tuple():
            for one in value:
                yield from _texts(one)
        case dict():
            for one in value.values():
                yield from _texts(one)
        case _:
            pass


def vocabulary(*, clear: bool) -> Vocabulary:
    """Return everything that is said in the typical year, and a little more."""
    world = world_after(YEAR)
    said = {
        text
        for act in world.acts
        if act.type.name != "policy.published"
        for text in _texts(body_to_map(act.body))
    }
    known: dict[str, list[str]] = {kind: [f"{kind}/unknown"] for kind in AGGREGATES}
    for aggregate_id in sorted(world.states):
        known[aggregate_id.partition("/")[0]].append(aggregate_id)
    return Vocabulary(
        ids=known,
        words=["", "其他", *sorted(said)],
        maps=[PROFILE_PLAIN, {}, {**PROFILE_PLAIN, "name": 5}],
        clear=clear,
    )


def world_at(place: int) -> World:
    """Return the world at some place of the typical year."""
    return world_after(YEAR[: place % (len(YEAR) + 1)])


def signers_of(known: EventType, place: int) -> tuple[Signatory, ...]:
    """Choose signers: mostly such as the type asks for, sometimes anybody."""
    if not known.signers or place % 7 == 0:
        return (SIGNATORIES[place % len(SIGNATORIES)],)
    parties = known.signers[place % len(known.signers)]
    return tuple(_holder(party.role, place) for party in parties)


def _holder(role: str, place: int) -> Signatory:
    able = [one for one in SIGNATORIES if one.role == role] or SIGNATORIES
    return able[place % len(able)]


def deed_of(
    known: EventType, fields: Mapping[str, Any], world: World, place: int
) -> Deed:
    """Make a deed of any type, by some signers, on a known or a new aggregate."""
    last = world.acts[-1].received_at if world.acts else YEAR[0].at
    ids = sorted(i for i in world.states if i.startswith(f"{known.kind}/"))
    ids.append(f"{known.kind}/unknown")
    body: Any = known.body
    return Deed(
        body=body,
        on=ids[place % len(ids)],
        by=signers_of(known, place),
        at=last + (place % 5) * 86_400 * A_SECOND + A_SECOND,
        fields=fields,
    )


def act_of_any(
    known: EventType, fields: Mapping[str, Any], world: World, place: int
) -> Act:
    """Make an act that nobody has judged; it may name a policy that is none."""
    what = deed_of(known, {}, world, place)
    body = read_body(known, dict(fields))
    return Act(
        id=what.on,
        seq=world.version(what.on) + 1,
        type=known,
        body=body,
        by=tuple(SignedBy(s.key, s.role, s.org, known.segment) for s in what.by),
        at=what.at,
        received_at=what.at,
        hash=bytes(32),
        law=((), (f"{PROFILE}@1",), (f"{PROFILE}@9",), ("none@x",))[place % 4],
        position=world.size,
        seen_size=world.size,
    )


def walk(start: int, moves: Sequence[tuple[str, int]]) -> World:
    """Go on from some place of the year, with detours; record what is accepted."""
    world = world_after(YEAR[: start % len(YEAR)])
    for what in _way(start, moves):
        acts, refusals = world.drafted(_now(what, world))
        world = world if refusals else world.after(acts)
    return world


def stray(start: int, moves: Sequence[tuple[str, int]]) -> tuple[World, set[int]]:
    """Go the same way, and record what is refused too; return also where it stands."""
    world = world_after(YEAR[: start % len(YEAR)])
    wrong = set()
    for what in _way(start, moves):
        acts, refusals = world.drafted(_now(what, world))
        if refusals:
            wrong.add(acts[0].position)
        world = world.after(acts)
    return world, wrong


def _way(start: int, moves: Sequence[tuple[str, int]]) -> Iterator[Deed]:
    place = start % len(YEAR)
    for move, number in moves:
        if place < len(YEAR):
            yield _chosen(move, number, place)
        place += move in ("NEXT", "SKIP", "OTHERS")


def _now(what: Deed, world: World) -> Deed:
    last = world.acts[-1].received_at if world.acts else 0
    return replace(what, at=max(what.at, last + A_SECOND))


def _chosen(move: str, number: int, place: int) -> Deed:
    what = YEAR[place]
    match move:
        case "AGAIN":
            return YEAR[number % (place + 1)]
        case "BEFORE":
            return YEAR[place + number % (len(YEAR) - place)]
        case "OTHERS":
            other = SIGNATORIES[number % len(SIGNATORIES)]
            beside = (one for one in what.by[1:] if one.key != other.key)
            return replace(what, by=(other, *beside))
        case "SKIP":
            return YEAR[min(place + 1, len(YEAR) - 1)]
        case _:
            return what
