"""Tiles: the tree and its records as files that never change (C2SP tlog-tiles).

::

    tile/<L>/<N>[.p/<W>]         up to 256 hashes, of nodes at tree level 8 * L
    tile/entries/<N>[.p/<W>]     up to 256 records, each as u16be(length) || record

``<N>`` is written in groups of three digits, all but the last with an ``x`` before
them: 1234067 is ``x001/x234/067``. ``.p/<W>`` marks a partial tile, ``W`` being 1 to
255; a tile of width 0 does not exist.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from ledger.encoding import MAX_INT, parse_decimal
from ledger.errors import MalformedError
from ledger.merkle.tree import HashReader

TILE_HEIGHT: Final = 8
"""Levels of the tree that one tile spans."""

TILE_WIDTH: Final = 1 << TILE_HEIGHT
"""Hashes or records in a full tile."""

MAX_ENTRY: Final = 0xFFFF
"""Longest record that an entry bundle can hold, in bytes."""


class Tile(msgspec.Struct, frozen=True):
    """One file of hashes.

    Attributes:
        level: Level among tiles; its hashes stand at tree level 8 * ``level``.
        index: Place in its level, from 0.
        width: Number of hashes, 1 to 256.
    """

    level: int
    index: int
    width: int

    @property
    def path(self) -> str:
        """The file's path below the published prefix."""
        return tile_path(self.level, self.index, self.width)


def tile_path(level: int, index: int, width: int = TILE_WIDTH) -> str:
    """Format the path of a tile of hashes.

    Raises:
        ValueError: There is no such tile.

    Example:
        >>> tile_path(0, 1234067)
        'tile/0/x001/x234/067'
        >>> tile_path(2, 0, 17)
        'tile/2/000.p/17'
    """
    if not 0 <= level <= _MAX_LEVEL:
        raise ValueError(f"tile level: expected 0 to {_MAX_LEVEL}, got {level}")
    return f"tile/{level}/{_format_place(index, width)}"


def entries_path(index: int, width: int = TILE_WIDTH) -> str:
    """Format the path of a bundle of records.

    Raises:
        ValueError: There is no such bundle.

    Example:
        >>> entries_path(0, 1)
        'tile/entries/000.p/1'
    """
    return f"tile/entries/{_format_place(index, width)}"


def parse_tile_path(path: str) -> Tile:
    """Parse the path of a tile of hashes.

    Raises:
        MalformedError: The path is not that of a tile, or not its only spelling.
    """
    match = _TILE(path)
    if match is None:
        raise MalformedError("tile path: expected tile/<L>/<N>[.p/<W>]")
    level = parse_decimal(match["level"])
    if level > _MAX_LEVEL:
        raise MalformedError(f"tile level: expected at most {_MAX_LEVEL}, got {level}")
    index, width = _parse_place(match["index"], match["width"])
    return Tile(level, index, width)


def parse_entries_path(path: str) -> tuple[int, int]:
    """Parse the path of a bundle of records into its index and width.

    Raises:
        MalformedError: The path is not that of a bundle, or not its only spelling.
    """
    match = _ENTRIES(path)
    if match is None:
        raise MalformedError("entries path: expected tile/entries/<N>[.p/<W>]")
    return _parse_place(match["index"], match["width"])


def tiles_for_size(size: int, since: int = 0) -> Iterator[Tile]:
    """List the tiles of hashes of a tree, level by level, left to right.

    Args:
        size: Number of records in the tree.
        since: Size of an earlier tree; its tiles are left out, unless they have
            grown.

    Example:
        >>> [tile.path for tile in tiles_for_size(257)]
        ['tile/0/000', 'tile/0/001.p/1', 'tile/1/000.p/1']
        >>> [tile.path for tile in tiles_for_size(257, since=256)]
        ['tile/0/001.p/1']
    """
    level, count, before = 0, size, since
    while count > 0:
        if count != before:
            yield from _level_tiles(level, count, before)
        level += 1
        count, before = count >> TILE_HEIGHT, before >> TILE_HEIGHT


def bundles_for_size(size: int, since: int = 0) -> Iterator[tuple[int, int]]:
    """List the bundles of records of a tree, as index and width, left to right.

    They lie beside the tiles of level 0, so the arguments are those of
    `tiles_for_size`.
    """
    for tile in _level_tiles(0, size, since):
        yield tile.index, tile.width


def tile_hashes(reader: HashReader, tile: Tile) -> bytes:
    """Return the content of a tile: its hashes one after the other.

    Raises:
        IndexError: The reader's tree does not hold them yet.
    """
    first = tile.index << TILE_HEIGHT
    return b"".join(
        reader.node(tile.level * TILE_HEIGHT, first + place)
        for place in range(tile.width)
    )


def encode_entries(records: Sequence[bytes]) -> bytes:
    """Encode a bundle of records.

    Raises:
        ValueError: There are none or more than 256, or one is too long.
    """
    if not 1 <= len(records) <= TILE_WIDTH:
        raise ValueError(f"bundle: expected 1 to {TILE_WIDTH} records")
    if any(len(record) > MAX_ENTRY for record in records):
        raise ValueError(f"bundle: expected records of at most {MAX_ENTRY} bytes")
    return b"".join(len(record).to_bytes(2, "big") + record for record in records)


def decode_entries(data: bytes) -> list[bytes]:
    """Decode a bundle of records.

    Raises:
        MalformedError: The bytes are cut short, or hold none or more than 256.
    """
    records: list[bytes] = []
    place = 0
    while place < len(data):
        start = place + 2
        place = start + int.from_bytes(data[place:start], "big")
        if start > len(data) or place > len(data):
            raise MalformedError("bundle: expected whole records, got a piece of one")
        records.append(data[start:place])
    if not 1 <= len(records) <= TILE_WIDTH:
        raise MalformedError(f"bundle: expected 1 to {TILE_WIDTH} records")
    return records


_MAX_LEVEL: Final = 63
_PLACE: Final = r"(?P<index>(?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/(?P<width>[0-9]{1,3}))?"
_TILE: Final = re.compile(r"tile/(?P<level>[0-9]{1,2})/" + _PLACE, re.ASCII).fullmatch
_ENTRIES: Final = re.compile(r"tile/entries/" + _PLACE, re.ASCII).fullmatch


def _level_tiles(level: int, count: int, before: int) -> Iterator[Tile]:
    for index in range(before >> TILE_HEIGHT, count >> TILE_HEIGHT):
        yield Tile(level, index, TILE_WIDTH)
    if count % TILE_WIDTH and count != before:
        yield Tile(level, count >> TILE_HEIGHT, count % TILE_WIDTH)


def _format_place(index: int, width: int) -> str:
    if not 0 <= index <= MAX_INT or not 1 <= width <= TILE_WIDTH:
        raise ValueError(f"tile {index} of width {width}: there is none")
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03}")
    partial = f".p/{width}" if width < TILE_WIDTH else ""
    return "/".join(groups) + partial


def _parse_place(index: str, width: str | None) -> tuple[int, int]:
    number = int(index.replace("x", "").replace("/", ""))
    size = TILE_WIDTH if width is None else parse_decimal(width)
    if number > MAX_INT or not 1 <= size <= TILE_WIDTH:
        raise MalformedError("tile path: expected a place and width that can exist")
    partial = "" if width is None else f".p/{width}"
    if _format_place(number, size) != index + partial:
        raise MalformedError("tile path: expected the canonical spelling")
    return number, size
