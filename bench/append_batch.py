"""Figure 2: batches of a hundred acts, signed beforehand, counted in signatures."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from bench.figure import Figure, judged, samples_of
from bench.measure import Pairs, in_turn
from bench.peers import ONE_CORE, Signed, verify_all, with_keys
from bench.workshop import Workshop
from ledger.directory import Directory
from ledger.record import SignedStatement
from ledger.statement import pae

Append = Callable[[list[SignedStatement]], object]

LEAST: Final = 0.8
"""Of the rate at which one core verifies."""


def measure(shop: Workshop) -> list[Figure]:
    """Measure batches, with and without the rule book in front."""
    scale = shop.scale
    office = shop.office(scale.small)
    batches = office.fact_batches(2 * (scale.batches + 1), scale.batch)
    plain, ruled = batches[: len(batches) // 2], batches[len(batches) // 2 :]
    first = _pairs(office.log.append, plain, office.log.directory)
    judged_first = office.stage.dispatch.submit_signed
    second = _pairs(judged_first, ruled, office.log.directory)
    return [_ledger(first, scale.batch), _rules(second, scale.batch)]


def _pairs(
    append: Append, batches: Sequence[list[SignedStatement]], directory: Directory
) -> Pairs:
    """Append batches, in turn with the peer; the first batch warms up."""
    first, *rest = batches
    append(first)
    return in_turn(
        [partial(append, batch) for batch in rest],
        [partial(verify_all, with_keys(_bare(batch, directory))) for batch in rest],
    )


def _bare(batch: Sequence[SignedStatement], directory: Directory) -> list[Signed]:
    return [
        (directory.publics[mark.key], pae(one.payload), mark.signature)
        for one in batch
        for mark in one.signatures
    ]


def _ledger(pairs: Pairs, batch: int) -> Figure:
    ratio = 1 / pairs.slowdown
    return Figure(
        id="append-batch",
        zh=f"{batch} 件一批追加（事先签名，按签名计）",
        en=f"append in batches of {batch}, signed beforehand, in signatures",
        unit="signatures/s",
        value=batch / pairs.ours_s,
        peer=ONE_CORE,
        peer_value=batch / pairs.peer_s,
        ratio=ratio,
        target=f"≥ {LEAST} ×",
        verdict=judged(met=ratio >= LEAST),
        note="Log.append: verified on all cores, directory, chain, tree, references, "
        "times, sealed, synced; one signature an act",
        samples=samples_of(pairs),
    )


def _rules(pairs: Pairs, batch: int) -> Figure:
    return Figure(
        id="append-batch-rules",
        zh="同上，另按规则逐件审核",
        en="the same, each act judged by the rule book first",
        unit="signatures/s",
        value=batch / pairs.ours_s,
        peer=ONE_CORE,
        peer_value=batch / pairs.peer_s,
        ratio=1 / pairs.slowdown,
        note="Dispatch.submit_signed; each act on another application",
        samples=samples_of(pairs),
    )
