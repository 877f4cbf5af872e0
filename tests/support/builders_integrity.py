"""Integrity records that stand already when a history begins."""

from aggregates.person import events as person
from tests.support import actors as a
from tests.support.given import Deed, deed


def listed(start: str, end: str, tier: str = "BLACKLIST", *, bars: bool = True) -> Deed:
    """Let Jia stand on a list by an act that the rules did not see."""
    return deed(
        person.Barred,
        a.JIA,
        [a.CITY_OFFICER],
        "2024-05-07T09:00",
        record="integrity/old",
        tier=tier,
        levels=["CITY"],
        from_=start,
        until=end,
        bars=bars,
    ).round_the_rules()
