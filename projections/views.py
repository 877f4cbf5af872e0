"""All views of a ledger, in the order in which they are built."""

from typing import Final

from projections.dues.clocks import DEADLINES
from projections.feed.stream import FEED
from projections.holders import HOLDERS
from projections.integrity import INTEGRITY
from projections.involved import INVOLVED
from projections.obligations.standing import OBLIGATIONS
from projections.projection import Projection
from projections.publicity import PUBLICITY
from projections.refold import ORDER
from projections.registry import REGISTRY
from projections.reviewing.committee_turns import COMMITTEES
from projections.reviewing.pools import POOLS
from projections.reviewing.session_rows import STATISTICS
from projections.shares.counts import SHARES
from projections.status import STATUS
from projections.supervised import SUPERVISION

ALL: Final[tuple[Projection, ...]] = (
    REGISTRY,
    STATUS,
    INTEGRITY,
    DEADLINES,
    PUBLICITY,
    OBLIGATIONS,
    COMMITTEES,
    FEED,
    ORDER,
    SHARES,
    STATISTICS,
    POOLS,
    INVOLVED,
    HOLDERS,
    SUPERVISION,
)
