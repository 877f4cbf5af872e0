"""Figure 1: one event a commit, with everything that an append promises."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from aggregates.act_file import ActFile
from aggregates.dispatch import Dispatch
from bench.figure import Figure, judged, samples_of
from bench.ledgers import Office
from bench.measure import Pairs, blocks, in_turn
from bench.peers import LIBRARY, Noted, Plain
from bench.syncs import MOST_SYNCS, Syncs, count_syncs
from bench.workshop import Workshop

LEAST: Final = 0.3
"""Of the plain library's rate."""


def measure(shop: Workshop) -> list[Figure]:
    """Measure single appends, and count how often they sync."""
    scale = shop.scale
    office = shop.office(scale.small)
    amount = (scale.blocks + 1) * scale.block
    plain = Plain(shop.directory / "plain.db")
    try:
        pairs = _pairs(office, office.facts(amount), plain, scale.block)
        personal = _pairs(office, office.materials(amount), plain, scale.block)
    finally:
        plain.close()
    return [
        _append(pairs, scale.block),
        _syncs(count_syncs(shop)),
        _personal(personal, scale.block),
    ]


def submit_all(dispatch: Dispatch, acts: Sequence[ActFile]) -> None:
    """Submit acts one after the other, waiting for each receipt."""
    for act in acts:
        dispatch.submit(act)


def _pairs(office: Office, acts: Sequence[ActFile], plain: Plain, block: int) -> Pairs:
    """Submit acts block by block, in turn with the peer; the first block warms up."""
    first, *rest = blocks(acts, block)
    dispatch = office.stage.dispatch
    submit_all(dispatch, first)
    text = plain.text_for(len(office.log.event_at(office.log.size - 1).record))
    return in_turn(
        [partial(submit_all, dispatch, each) for each in rest],
        [partial(_append_all, plain, plain.aggregates(block), text) for _ in rest],
    )


def _append_all(plain: Plain, aggregates: Sequence[Noted], text: str) -> None:
    for aggregate in aggregates:
        plain.append(aggregate, text)


def _append(pairs: Pairs, block: int) -> Figure:
    ratio = 1 / pairs.slowdown
    return Figure(
        id="append-one",
        zh="逐件追加（验签、按规则审核、封存、落盘）",
        en="append, one event a commit: verified, judged, sealed, synced",
        unit="events/s",
        value=block / pairs.ours_s,
        peer=LIBRARY,
        peer_value=block / pairs.peer_s,
        ratio=ratio,
        target=f"≥ {LEAST} ×",
        verdict=judged(met=ratio >= LEAST),
        note="each act on another application; both sides have the aggregates in "
        "memory, as where one process drafts and submits",
        samples=samples_of(pairs),
    )


def _syncs(syncs: Syncs) -> Figure:
    return Figure(
        id="append-syncs",
        zh="每件追加在答复前的落盘次数",
        en="fsync and fdatasync calls before the answer to an append",
        unit="syncs",
        value=syncs.most,
        target=f"≤ {MOST_SYNCS}",
        verdict=judged(met=syncs.most <= MOST_SYNCS),
        note=f"the most in any of {syncs.appends} appends; {syncs.how}; "
        f"{syncs.aside} more on a thread that no answer waits for",
    )


def _personal(pairs: Pairs, block: int) -> Figure:
    return Figure(
        id="append-personal",
        zh="同上，另有两项个人信息存入保密库",
        en="the same with two personal values, which the vault keeps first",
        unit="events/s",
        value=block / pairs.ours_s,
        peer=LIBRARY,
        peer_value=block / pairs.peer_s,
        ratio=1 / pairs.slowdown,
        note="the vault is a database of its own and syncs once more",
        samples=samples_of(pairs),
    )
