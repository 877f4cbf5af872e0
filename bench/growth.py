"""Figure 6: whether an append costs more when the ledger is large."""

from functools import partial
from typing import Final

from bench.append_one import submit_all
from bench.figure import Figure, judged, samples_of
from bench.ledgers import Office
from bench.measure import Run, blocks, in_turn
from bench.workshop import Scale, Workshop

MOST: Final = 1.2


def measure(shop: Workshop) -> list[Figure]:
    """Append to a large ledger and to a small one, in turn."""
    scale = shop.scale
    large, small = shop.office(scale.large), shop.office(scale.small)
    pairs = in_turn(_runs(large, scale), _runs(small, scale))
    return [
        Figure(
            id="growth",
            zh=f"{large.log.size:,} 个事件时的追加耗时",
            en="time of an append to a large ledger",
            unit="ms",
            value=pairs.ours_s / scale.block * 1000,
            peer=f"the same append to a ledger of {small.log.size:,} events",
            peer_value=pairs.peer_s / scale.block * 1000,
            ratio=pairs.slowdown,
            target=f"≤ {MOST} ×",
            verdict=judged(met=pairs.slowdown <= MOST),
            note=_note(large.log.size),
            samples=samples_of(pairs),
        )
    ]


def _runs(office: Office, scale: Scale) -> list[Run]:
    acts = blocks(office.facts((scale.blocks + 1) * scale.block), scale.block)
    dispatch = office.stage.dispatch
    submit_all(dispatch, acts[0])
    return [partial(submit_all, dispatch, block) for block in acts[1:]]


def _note(size: int) -> str:
    text = "one event a commit, as in append-one, on applications all over the ledger"
    return text if size >= 1_000_000 else text + "; --million compares with a million"
