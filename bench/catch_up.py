"""Figure 7: how fast the views and the rule book read a ledger."""

import time
from typing import Final

from aggregates.lawfulness import LawfulnessAudit
from bench.figure import Figure, judged
from bench.ledgers import Office
from bench.measure import timed
from bench.plain_views import RUNNER, plain_catch_up
from bench.rebuilt import Rebuilt, rebuild_aside
from bench.workshop import Scale, Workshop, say
from projections.runner import Views
from projections.views import ALL

LEAST: Final = 20_000
"""Events a second, all views."""

MOST_MB: Final = 500
MOST_S: Final = 60
MOST_MS: Final = 25
_MILLION: Final = 1_000_000
_PAGE: Final = 1_000


def measure(shop: Workshop) -> list[Figure]:
    """Take whole ledgers into the views, and judge one again from its beginning."""
    path, size = shop.counties(shop.scale.large)
    rebuilt = rebuild_aside(path, shop.env)
    say("the plain library takes in its events")
    plain = plain_catch_up(shop.directory / "plain.db", shop.scale.plain_views)
    office = shop.office(shop.scale.small)
    judged_s = timed(lambda: _judge(office))
    return [
        _rate(rebuilt, size, shop.scale.plain_views / plain),
        _whole(rebuilt, size),
        _memory(rebuilt, size),
        _one_more(office, shop.scale),
        Figure(
            id="lawfulness",
            zh="合规核验（全部规则重判）",
            en="lawfulness audit: every act judged again",
            unit="events/s",
            value=office.log.size / judged_s,
            note="one process; Log.page and the rule book",
        ),
    ]


def _rate(rebuilt: Rebuilt, size: int, plain: float) -> Figure:
    rate = size / rebuilt.seconds
    return Figure(
        id="views",
        zh=f"重建全部 {len(ALL)} 个视图（{size:,} 个事件）",
        en=f"building all {len(ALL)} views anew",
        unit="events/s",
        value=rate,
        peer=RUNNER,
        peer_value=plain,
        ratio=rate / plain,
        target=f"≥ {LEAST:,}",
        verdict=judged(met=rate >= LEAST),
        note="pages of four thousand events, all views in one transaction each; "
        f"{size / rebuilt.cpu_s:,.0f} events for each second that it had a core",
    )


def _whole(rebuilt: Rebuilt, size: int) -> Figure:
    million = size > _MILLION * 0.9
    return Figure(
        id="views-whole",
        zh="同上，总耗时",
        en="the same, how long it takes",
        unit="s",
        value=rebuilt.seconds,
        target=f"< {MOST_S} s" if million else "",
        verdict=judged(met=rebuilt.seconds < MOST_S) if million else "info",
        note="" if million else "--million asks for less than a minute",
    )


def _memory(rebuilt: Rebuilt, size: int) -> Figure:
    return Figure(
        id="views-memory",
        zh=f"同上，内存峰值（{size:,} 个事件）",
        en="the same, peak of memory",
        unit="MB",
        value=rebuilt.peak_mb,
        target=f"< {MOST_MB} MB",
        verdict=judged(met=rebuilt.peak_mb < MOST_MB),
        note="VmHWM of the process",
    )


def _one_more(office: Office, scale: Scale) -> Figure:
    """Append one act, and take it into all views."""
    acts = office.facts(scale.blocks)
    with Views(office.log, ALL) as views:
        views.catch_up()
        times = []
        for act in acts:
            office.stage.dispatch.submit(act)
            before = time.perf_counter()
            views.catch_up()
            times.append(time.perf_counter() - before)
    middle_ms = sorted(times)[len(times) // 2] * 1_000
    return Figure(
        id="append-to-view",
        zh="追加之后，全部视图可答",
        en="from an append to all views that know it",
        unit="ms",
        value=middle_ms,
        target=f"< {MOST_MS} ms",
        verdict=judged(met=middle_ms < MOST_MS),
        note="median; one event, all views, in the process that appended",
        samples={"ours_s": tuple(times)},
    )


def _judge(office: Office) -> None:
    log = office.log
    events = (e for start in range(0, log.size, _PAGE) for e in log.page(start, _PAGE))
    findings = list(LawfulnessAudit().findings(events))
    if findings:
        raise ValueError(f"ledger: expected lawful acts only, got {findings[0]}")
