"""Checkpoint, keys and tiles: enough for a stranger to check what he kept."""

from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.checkpoint import Checkpoint, open_checkpoint
from ledger.merkle.hashing import node_hash
from ledger.merkle.tiles import TILE_WIDTH, Tile, parse_tile_path, tiles_for_size
from ledger.merkle.tree import root_of
from ledger.note import NoteVerifier


def checkpoint(client: httpx.Client, path: str = "/checkpoint") -> Checkpoint:
    card = client.get("/v1/ledger").json()
    note = client.get(path)
    assert note.headers["content-type"] == "text/plain; charset=utf-8"
    verifiers = [NoteVerifier.from_vkey(one) for one in card["vkeys"]]
    return open_checkpoint(note.content, card["origin"], verifiers)


class Tiles:
    """A tree that is read from published tiles alone."""

    def __init__(self, client: httpx.Client, size: int) -> None:
        self.tiles: dict[tuple[int, int], bytes] = {}
        for tile in tiles_for_size(size):
            answer = client.get(f"/{tile.path}")
            assert answer.status_code == 200
            assert len(answer.content) == 32 * tile.width
            assert "immutable" in answer.headers["cache-control"]
            self.tiles[tile.level, tile.index] = answer.content

    def node(self, level: int, index: int) -> bytes:
        if level % 8:
            children = [self.node(level - 1, 2 * index + side) for side in (0, 1)]
            return node_hash(*children)
        tile = self.tiles[level // 8, index // TILE_WIDTH]
        place = index % TILE_WIDTH * 32
        return tile[place : place + 32]


@pytest.mark.parametrize("path", ["/checkpoint", "/v1/checkpoint"])
def test_the_checkpoint_is_signed_by_the_keys_that_are_told(
    client: httpx.Client, path: str
) -> None:
    card = client.get("/v1/ledger").json()
    found = checkpoint(client, path)
    assert (found.size, found.root.hex()) == (card["size"], card["root"])


def test_the_tiles_have_the_root_of_the_checkpoint(client: httpx.Client) -> None:
    found = checkpoint(client)
    assert root_of(Tiles(client, found.size), found.size) == found.root


def beyond(size: int) -> Iterator[Tile]:
    yield Tile(0, size // TILE_WIDTH, size % TILE_WIDTH + 1)
    yield Tile(0, size // TILE_WIDTH, TILE_WIDTH)
    yield Tile(0, 2**53 - 1, TILE_WIDTH)
    yield Tile(2, 0, 1)
    yield Tile(63, 0, 1)


def test_a_tile_that_the_tree_does_not_have_yet_is_not_there(
    client: httpx.Client,
) -> None:
    for tile in beyond(checkpoint(client).size):
        assert client.get(f"/{tile.path}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/0",
        "tile/00/000",
        "tile/64/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/x000/000",
        "tile/0/000/",
        "tile/0/%2e%2e/%2e%2e/head",
        "tile//000",
        "tile/",
        "tile/x",
    ],
)
def test_a_path_that_is_no_tile_is_not_there(client: httpx.Client, path: str) -> None:
    answer = client.get(f"/{path}")
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"


@given(st.text(max_size=40))
def test_no_path_below_tiles_is_a_bug(client: httpx.Client, text: str) -> None:
    answer = client.get(f"/tile/{quote(text.encode('utf-8', 'replace'))}")
    if answer.status_code == 200:
        parse_tile_path(f"tile/{text}")
    else:
        assert answer.status_code in {403, 404}


@pytest.mark.parametrize("path", ["tile/entries/000", "tile/entries/000.p/3"])
def test_the_records_themselves_are_not_published(
    client: httpx.Client, path: str
) -> None:
    """Somebody who may read the tree asks for the acts in it."""
    answer = client.get(f"/{path}")
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "not_published"
