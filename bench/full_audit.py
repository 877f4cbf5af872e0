"""Figure 3: the full audit, its memory, and what going on from a checkpoint costs."""

import statistics
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from bench.audited import Audited, audit_aside
from bench.figure import Figure, judged, samples_of
from bench.ledgers import Office
from bench.measure import Pairs, in_turn, told
from bench.peers import ALL_CORES, Signed, Verifiers
from bench.workshop import Workshop
from ledger.audit.report import CHECKS
from ledger.record import read_record
from ledger.statement import pae

MOST: Final = 1.4
"""Times the bare signature checks."""

MOST_MB: Final = 300
"""Memory for a million events."""

NEW: Final = 0.01
"""Part of a ledger that is new since the kept checkpoint."""

_MILLION: Final = 1_000_000
_PORTION: Final = 20_000
_LOG_ALONE: Final = tuple(check for check in CHECKS if check != "vault")


def measure(shop: Workshop) -> list[Figure]:
    """Audit a ledger in processes of its own, in turn with bare verification."""
    office = shop.office(shop.scale.events)
    audits: list[Audited] = []
    verifiers = Verifiers()
    try:
        pairs = in_turn(
            [partial(_audit, shop, office, audits)] * shop.scale.audits,
            [lambda: verifiers.seconds_for(_portions(office))] * shop.scale.audits,
            told,
        )
    finally:
        verifiers.close()
    return [
        _time(pairs, office),
        _memory(shop, audits),
        _since(shop, office, pairs.ours_s),
        _with_vault(shop, office, pairs),
    ]


def _audit(
    shop: Workshop,
    office: Office,
    audits: list[Audited],
    checks: Sequence[str] = _LOG_ALONE,
    since: Path | None = None,
) -> float:
    done = audit_aside(office.path, checks, shop.env, since)
    if done.findings:
        raise ValueError(
            f"audit: expected a sound ledger, got {done.findings} findings"
        )
    audits.append(done)
    return done.seconds


def _portions(office: Office) -> Iterator[list[Signed]]:
    """Yield all signatures of a ledger, so many records at a time."""
    publics = office.log.directory.publics
    for start in range(0, office.log.size, _PORTION):
        records = (read_record(e.record) for e in office.log.page(start, _PORTION))
        yield [
            (publics[mark.key], pae(record.payload), mark.signature)
            for record in records
            for mark in record.signatures
        ]


def _time(pairs: Pairs, office: Office) -> Figure:
    return Figure(
        id="audit",
        zh=f"全面核验（{office.log.size:,} 个事件）",
        en="full audit: signatures, directory, chains, tree, columns and the rest",
        unit="s",
        value=pairs.ours_s,
        peer=ALL_CORES,
        peer_value=pairs.peer_s,
        ratio=pairs.slowdown,
        target=f"≤ {MOST} ×",
        verdict=judged(met=pairs.slowdown <= MOST),
        note="every check but the vault; starting the workers is part of it, and "
        "weighs more in a smaller ledger",
        samples=samples_of(pairs),
    )


def _memory(shop: Workshop, audits: Sequence[Audited]) -> Figure:
    """Give the peak at a million events, measured or drawn out from two sizes."""
    last = max(audits, key=lambda audited: audited.peak_mb)
    note = f"sum of the peaks of all processes, measured at {last.size:,} events"
    peak = last.peak_mb
    if last.size < _MILLION:
        found: list[Audited] = []
        _audit(shop, shop.office(shop.scale.small), found)
        first = found[0]
        slope = (last.peak_mb - first.peak_mb) / (last.size - first.size)
        peak = last.peak_mb + max(0.0, slope) * (_MILLION - last.size)
        note = (
            f"NOT measured at a million: drawn out from {first.peak_mb:.0f} MB at "
            f"{first.size:,} and {last.peak_mb:.0f} MB at {last.size:,} "
            "events (sums of the peaks of all processes); --million measures it"
        )
    return Figure(
        id="audit-memory",
        zh="核验一百万个事件的内存峰值",
        en="peak memory of an audit of a million events",
        unit="MB",
        value=peak,
        target=f"< {MOST_MB}",
        verdict=judged(met=peak < MOST_MB),
        note=note,
    )


def _since(shop: Workshop, office: Office, full_s: float) -> Figure:
    """Compare going on from a kept checkpoint with walking over everything."""
    size = office.log.size
    new = max(1, int(size * NEW))
    times = {}
    for fresh in (new, 0):
        kept = shop.directory / f"kept-{fresh}"
        kept.write_bytes(office.checkpoint_at(size - fresh))
        runs = [_audit(shop, office, [], since=kept) for _ in range(shop.scale.audits)]
        times[fresh] = statistics.median(runs)
    part = (times[new] - times[0]) / full_s
    return Figure(
        id="audit-since",
        zh=f"自留存检查点起核验最新 {NEW:.0%}",
        en=f"audit of the newest {NEW:.0%}, since a kept checkpoint",
        unit="s",
        value=times[new],
        peer="the full audit of the same ledger",
        peer_value=full_s,
        ratio=times[new] / full_s,
        target="only the new part",
        verdict=judged(met=part <= MOST * NEW),
        note=f"{new:,} new events take {times[new] - times[0]:.2f} s above the "
        f"{times[0]:.2f} s of an audit with nothing new",
    )


def _with_vault(shop: Workshop, office: Office, pairs: Pairs) -> Figure:
    seconds = _audit(shop, office, [], CHECKS)
    return Figure(
        id="audit-vault",
        zh="同上，另核对保密库中的全部个人信息",
        en="the same, every commitment opened from the vault too",
        unit="s",
        value=seconds,
        peer=ALL_CORES,
        peer_value=pairs.peer_s,
        ratio=seconds / pairs.peer_s,
        note="run once",
    )
