"""Figure 7, for information: how fast the views and the rule book read a ledger."""

from typing import Final

from aggregates.lawfulness import LawfulnessAudit
from bench.figure import Figure
from bench.ledgers import Office
from bench.measure import timed
from bench.workshop import Workshop
from projections.runner import Views
from projections.views import ALL

_PAGE: Final = 1_000


def measure(shop: Workshop) -> list[Figure]:
    """Take a whole ledger into the views, and judge it again from its beginning."""
    office = shop.office(shop.scale.small)
    size = office.log.size
    with Views(office.log, ALL) as views:
        built_s = timed(views.rebuild)
    judged_s = timed(lambda: _judge(office))
    return [
        Figure(
            id="views",
            zh=f"重建全部视图（{size:,} 个事件）",
            en=f"building all {len(ALL)} views anew",
            unit="events/s",
            value=size / built_s,
            note="pages of four thousand events, all views in one transaction each",
        ),
        Figure(
            id="lawfulness",
            zh="合规核验（全部规则重判）",
            en="lawfulness audit: every act judged again",
            unit="events/s",
            value=size / judged_s,
            note="one process; Log.page and the rule book",
        ),
    ]


def _judge(office: Office) -> None:
    log = office.log
    events = (e for start in range(0, log.size, _PAGE) for e in log.page(start, _PAGE))
    findings = list(LawfulnessAudit().findings(events))
    if findings:
        raise ValueError(f"ledger: expected lawful acts only, got {findings[0]}")
