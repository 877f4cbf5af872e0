import pytest

from ledger.encoding import MAX_INT
from ledger.errors import MalformedError
from ledger.merkle.hashing import leaf_hash
from ledger.merkle.tiles import (
    MAX_ENTRY,
    Tile,
    bundles_for_size,
    decode_entries,
    encode_entries,
    entries_path,
    parse_entries_path,
    parse_tile_path,
    tile_hashes,
    tile_path,
    tiles_for_size,
)
from ledger.merkle.tree import MemoryTree
from tests.support.mangling import truncations

PATHS = [
    ("tile/0/000", Tile(0, 0, 256)),
    ("tile/0/999", Tile(0, 999, 256)),
    ("tile/0/x001/000", Tile(0, 1000, 256)),
    ("tile/0/x001/x234/067", Tile(0, 1234067, 256)),
    ("tile/3/000.p/1", Tile(3, 0, 1)),
    ("tile/3/x001/x234/067.p/255", Tile(3, 1234067, 255)),
    ("tile/63/000", Tile(63, 0, 256)),
    ("tile/0/x009/x007/x199/x254/x740/991", Tile(0, MAX_INT, 256)),
]


@pytest.mark.parametrize(("path", "tile"), PATHS)
def test_a_tile_has_one_path(path: str, tile: Tile) -> None:
    assert tile_path(tile.level, tile.index, tile.width) == tile.path == path
    assert parse_tile_path(path) == tile


@pytest.mark.parametrize(("path", "tile"), PATHS)
def test_bundles_lie_beside_the_tiles(path: str, tile: Tile) -> None:
    place = path.split("/", 2)[2]
    assert entries_path(tile.index, tile.width) == f"tile/entries/{place}"
    assert parse_entries_path(f"tile/entries/{place}") == (tile.index, tile.width)


@pytest.mark.parametrize(
    "place",
    [
        "", "0", "00", "0000", "1234067", "x000/000", "x001", "001/000", "x001/x000",
        "x001/00", "x001//000", "X001/000", "000.p/0", "000.p/256", "000.p/01",
        "000.p/", "000.p", "000.p/1/", "000/", "/000", "000\n", "٠٠٠", "000.p/٣",
        "../000", "-01", "+01", "x009/x007/x199/x254/x740/992", "x001/" * 6 + "000",
    ],
)  # fmt: skip
def test_any_other_spelling_is_refused(place: str) -> None:
    """A path comes from a stranger: it must name one file, and none outside."""
    with pytest.raises(MalformedError):
        parse_tile_path(f"tile/0/{place}")
    with pytest.raises(MalformedError):
        parse_entries_path(f"tile/entries/{place}")


@pytest.mark.parametrize("level", ["", "00", "01", "64", "-1", "x", "entries", "100"])
def test_a_level_is_a_number_up_to_63(level: str) -> None:
    with pytest.raises(MalformedError):
        parse_tile_path(f"tile/{level}/000")


@pytest.mark.parametrize(
    ("level", "index", "width"),
    [(-1, 0, 1), (64, 0, 1), (0, -1, 1), (0, MAX_INT + 1, 1), (0, 0, 0), (0, 0, 257)],
)
def test_a_tile_that_cannot_exist_has_no_path(
    level: int, index: int, width: int
) -> None:
    with pytest.raises(ValueError, match="tile"):
        tile_path(level, index, width)


def test_the_example_of_the_specification() -> None:
    tiles = list(tiles_for_size(70_000))
    of_level = [[tile for tile in tiles if tile.level == level] for level in range(4)]
    assert [len(level) for level in of_level] == [274, 2, 1, 0]
    assert [level[-1].width for level in of_level[:3]] == [112, 17, 1]


@pytest.mark.parametrize(
    ("size", "paths"),
    [
        (0, []),
        (1, ["tile/0/000.p/1"]),
        (255, ["tile/0/000.p/255"]),
        (256, ["tile/0/000", "tile/1/000.p/1"]),
        (512, ["tile/0/000", "tile/0/001", "tile/1/000.p/2"]),
    ],
)
def test_a_tree_has_these_tiles(size: int, paths: list[str]) -> None:
    assert [tile.path for tile in tiles_for_size(size)] == paths


SIZES = [0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 70_000]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("since", SIZES)
def test_what_is_new_is_what_the_earlier_tree_did_not_have(
    size: int, since: int
) -> None:
    if since <= size:
        before = set(tiles_for_size(since))
        new = [tile for tile in tiles_for_size(size) if tile not in before]
        assert list(tiles_for_size(size, since=since)) == new
        bundles = [(tile.index, tile.width) for tile in new if tile.level == 0]
        assert list(bundles_for_size(size, since=since)) == bundles


def test_all_bundles_of_a_tree_are_listed_from_the_first_record_on() -> None:
    assert list(bundles_for_size(1)) == [(0, 1)]
    assert list(bundles_for_size(257)) == [(0, 256), (1, 1)]
    assert list(bundles_for_size(0)) == []


def test_a_tile_holds_the_hashes_of_its_level() -> None:
    tree = MemoryTree(leaf_hash(n.to_bytes(2, "big")) for n in range(600))
    assert tile_hashes(tree, Tile(0, 1, 256))[:32] == leaf_hash(
        (256).to_bytes(2, "big")
    )
    assert tile_hashes(tree, Tile(1, 0, 2)) == tree.node(8, 0) + tree.node(8, 1)
    assert len(tile_hashes(tree, Tile(0, 2, 88))) == 88 * 32
    with pytest.raises(IndexError):
        tile_hashes(tree, Tile(0, 2, 89))


@pytest.mark.parametrize(
    "records", [[b""], [b"a"], [b"", b"bc", b"d" * MAX_ENTRY], [b"x"] * 256]
)
def test_a_bundle_comes_back(records: list[bytes]) -> None:
    assert decode_entries(encode_entries(records)) == records


def test_a_bundle_is_lengths_and_records() -> None:
    assert encode_entries([b"a", b"bc"]) == b"\x00\x01a\x00\x02bc"


@pytest.mark.parametrize("records", [[], [b"x"] * 257, [b"x" * (MAX_ENTRY + 1)]])
def test_what_cannot_be_a_bundle_is_not_encoded(records: list[bytes]) -> None:
    with pytest.raises(ValueError, match="bundle"):
        encode_entries(records)


def test_a_bundle_cut_within_a_record_is_malformed() -> None:
    whole = encode_entries([b"abc", b"defg"])
    boundaries = {len(encode_entries([b"abc"]))}
    for piece in truncations(whole):
        if len(piece) not in boundaries:
            with pytest.raises(MalformedError):
                decode_entries(piece)


def test_a_bundle_of_more_than_a_tile_is_malformed() -> None:
    with pytest.raises(MalformedError, match="1 to 256"):
        decode_entries(b"\x00\x01a" * 257)
