"""Figure 4: replaying one aggregate of a thousand events."""

from functools import partial
from typing import Final

from aggregates.catalog import AGGREGATES, fold_event
from aggregates.decider import Standing
from bench.figure import Figure, judged, samples_of
from bench.ledgers import Office
from bench.measure import Pairs, in_turn
from bench.peers import Plain
from bench.workshop import Workshop

LEAST: Final = 100_000
"""Events a second."""

REPLAY: Final = "plain eventsourcing repository.get of as many events of the same size"


def measure(shop: Workshop) -> list[Figure]:
    """Measure the ledger's fold, and the fold into the state that rules judge on."""
    scale = shop.scale
    office = shop.office(scale.small)
    aggregate = office.long_application(scale.replayed)
    size = len(office.log.event_at(office.log.size - 1).record)
    plain = Plain(shop.directory / "replay.db")
    try:
        long = plain.long_aggregate(scale.replayed, plain.text_for(size))
        peer = [partial(plain.replay, long)] * scale.replays
        pairs = in_turn([partial(_count, office, aggregate)] * scale.replays, peer)
        states = in_turn([partial(_state, office, aggregate)] * scale.replays, peer)
    finally:
        plain.close()
    return [_fold(pairs, scale.replayed), _domain(states, scale.replayed)]


def _count(office: Office, aggregate: str) -> int:
    return office.log.fold(aggregate, 0, lambda seen, _: seen + 1)


def _state(office: Office, aggregate: str) -> object:
    blank = Standing(AGGREGATES["application"].initial(aggregate))
    return office.log.fold(aggregate, blank, fold_event)


def _fold(pairs: Pairs, events: int) -> Figure:
    rate = events / pairs.ours_s
    return Figure(
        id="replay",
        zh=f"重放一个有 {events:,} 个事件的聚合（核对列与链）",
        en="replay of one aggregate, columns and chain checked",
        unit="events/s",
        value=rate,
        peer=REPLAY,
        peer_value=events / pairs.peer_s,
        ratio=1 / pairs.slowdown,
        target=f"≥ {LEAST:,}",
        verdict=judged(met=rate >= LEAST),
        note="Log.fold: read, decoded, hashed, compared, chained",
        samples=samples_of(pairs),
    )


def _domain(pairs: Pairs, events: int) -> Figure:
    return Figure(
        id="replay-state",
        zh="同上，并演化为审核所用的状态",
        en="the same into the state that the rules judge on",
        unit="events/s",
        value=events / pairs.ours_s,
        peer=REPLAY,
        peer_value=events / pairs.peer_s,
        ratio=1 / pairs.slowdown,
        note="each body read by its schema and folded by the application's evolve",
        samples=samples_of(pairs),
    )
