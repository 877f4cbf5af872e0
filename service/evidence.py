"""Evidence for others: checkpoint, log keys, and the tree as tiles (C2SP tlog-tiles).

A tile never changes once it is there. Tiles of hashes say nothing of the records; the
bundles of records do, and are not published here.
"""

from typing import Final

import msgspec

from aggregates.text import Text
from ledger.errors import MalformedError
from ledger.log_reader import LogReader
from ledger.merkle.tiles import Tile, parse_tile_path
from projections.runner import Views
from service.problem import Problem, not_found, not_published
from service.window import Window

NOTE: Final = "text/plain; charset=utf-8"
TILE: Final = "application/octet-stream"

_ENTRIES: Final = "tile/entries/"


class LedgerCard(msgspec.Struct, frozen=True, kw_only=True):
    """What a subscriber should know of the ledger before believing it.

    Attributes:
        origin: Its name.
        simulated: Whether it runs on a simulated clock, and is no real one.
        size: How many records are sealed.
        root: Root of the tree over them, hex.
        vkeys: The public log keys, as verifiers of signed notes take them.
        today: The day that counts as today.
    """

    origin: str
    simulated: bool
    size: int
    root: str
    vkeys: tuple[str, ...]
    today: str


def card(window: Window) -> bytes:
    """Return what the ledger is, as JSON.

    Raises:
        LedgerError: The ledger cannot be read or believed.
    """

    def work(log: LogReader, _views: Views) -> bytes:
        size = log.size
        return msgspec.json.encode(
            LedgerCard(
                origin=log.origin,
                simulated=log.simulated,
                size=size,
                root=log.root_at(size).hex(),
                vkeys=tuple(log.vkeys()),
                today=window.today(log).isoformat(),
            )
        )

    return window.use(work)


def checkpoint(window: Window) -> bytes:
    """Return the newest signed checkpoint.

    Raises:
        LedgerError: The ledger cannot be read or believed.
    """
    return window.use(lambda log, _views: log.checkpoint())


def tile(window: Window, wanted: Tile) -> bytes:
    """Return the hashes of a tile.

    Raises:
        Problem: The tree does not have it, or not yet.
        LedgerError: The ledger cannot be read or believed.
    """

    def work(log: LogReader, _views: Views) -> bytes:
        try:
            return log.tile(wanted)
        except MalformedError:
            raise _no_tile() from None

    return window.use(work)


def parse_path(path: str) -> Tile:
    """Read the path of a tile.

    Raises:
        Problem: It is none, or that of records, which are not published.
    """
    if path.startswith(_ENTRIES):
        raise not_published(
            Text(
                "记录原文不对外公布；哈希、检查点和证明可供核验",
                "records are not published here; hashes and checkpoints are",
            )
        )
    try:
        return parse_tile_path(path)
    except MalformedError:
        raise _no_tile() from None


def _no_tile() -> Problem:
    return not_found(Text("没有这个 tile（或尚未形成）", "no such tile, or not yet"))
