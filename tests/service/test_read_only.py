"""A user who may read the ledger and write nothing there gets the same answers."""

from pathlib import Path

import httpx
import pytest

from ledger.layout import VIEWS, VIEWS_LOCK
from tests.support.domain import PlayedCase
from tests.support.serving import serving

ASKED = ["/v1/due", "/v1/feed?limit=1000", "/checkpoint", "/v1/titles"]


def answers(client: httpx.Client) -> list[bytes]:
    return [client.get(path).content for path in ASKED]


@pytest.fixture
def mine(case: PlayedCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger without views, in a directory that takes no files."""

    def refuse(_self: object, _directory: Path) -> None:
        raise PermissionError

    path = case.copy(tmp_path / "ledger").path
    for one in (*path.glob(f"{VIEWS}*"), path / VIEWS_LOCK):
        one.unlink(missing_ok=True)
    monkeypatch.setattr("projections.store.view_file.ViewFile.__init__", refuse)
    return path


def test_a_directory_that_takes_no_files_is_served(
    client: httpx.Client, mine: Path
) -> None:
    expected = answers(client)
    with serving(mine) as reader:
        assert answers(reader) == expected
    assert list(mine.glob(f"{VIEWS}*")) == []


def test_the_feed_is_told_to_its_end_from_views_that_nobody_shares(
    client: httpx.Client, mine: Path
) -> None:
    last = client.get("/v1/feed?limit=1000").json()["newest"]
    mark = f"id: {last}"
    with serving(mine) as reader, reader.stream("GET", "/v1/feed/stream") as stream:
        assert mark in stream.iter_lines()
