"""The ledger or its views are damaged, removed or replaced under a running server."""

import asyncio
import shutil
from pathlib import Path
from typing import Any

import httpx
import pytest

from ledger.layout import DATABASE, HEAD, VIEWS
from service.application import Settings, Staff
from service.problem import Problem
from tests.support.bureau import Bureau, founded
from tests.support.domain import PlayedCase
from tests.support.serving import serving

ASKED = ["/v1/due", "/v1/feed", "/checkpoint", "/v1/ledger", "/v1/titles?known_at=9"]


def told(client: httpx.Client, path: str) -> tuple[int, Any]:
    answer = client.get(path)
    return answer.status_code, answer.json()


def check_unavailable(client: httpx.Client) -> None:
    for path in ASKED:
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert answer.headers["retry-after"].isdecimal()
        assert answer.json()["error"]["code"] in {"storage", "verification"}
        assert "/" not in answer.json()["error"]["message_en"]


def test_a_removed_ledger_is_unavailable_until_it_is_back(
    case: PlayedCase, tmp_path: Path
) -> None:
    mine = case.copy(tmp_path / "ledger").path
    with serving(mine) as client:
        before = [client.get(path).content for path in ASKED]
        mine.rename(tmp_path / "away")
        check_unavailable(client)
        (tmp_path / "away").rename(mine)
        assert [client.get(path).content for path in ASKED] == before


def test_a_server_goes_on_with_no_other_ledger(bureau: Bureau, tmp_path: Path) -> None:
    """Somebody puts another ledger in the place of the one that is served."""
    other = founded(tmp_path / "other")
    with serving(bureau.ledger) as client:
        for path in ASKED:
            assert client.get(path).status_code == 200
        shutil.rmtree(bureau.ledger)
        shutil.copytree(other.ledger, bureau.ledger)
        check_unavailable(client)


def test_a_server_goes_on_with_no_shorter_history(
    bureau: Bureau, tmp_path: Path
) -> None:
    """Somebody puts back the whole directory of last week under the server."""
    shutil.copytree(bureau.ledger, tmp_path / "last-week")
    bureau.organisation("市二院", "PUBLIC_INSTITUTION")
    with serving(bureau.ledger) as client:
        newest = [client.get(path).content for path in ASKED]
        shutil.move(bureau.ledger, tmp_path / "this-week")
        shutil.copytree(tmp_path / "last-week", bureau.ledger)
        check_unavailable(client)
        shutil.rmtree(bureau.ledger)
        shutil.move(tmp_path / "this-week", bureau.ledger)
        assert [client.get(path).content for path in ASKED] == newest


def test_a_damaged_ledger_is_never_served(case: PlayedCase, tmp_path: Path) -> None:
    mine = case.copy(tmp_path / "ledger").path
    (mine / HEAD).write_bytes((mine / HEAD).read_bytes().replace(b"\n", b"\n\n", 1))
    with serving(mine) as client:
        check_unavailable(client)


def test_a_ledger_that_is_no_database_is_never_served(
    case: PlayedCase, tmp_path: Path
) -> None:
    mine = case.copy(tmp_path / "ledger").path
    (mine / DATABASE).write_bytes(b"SQLite format 3\0" + bytes(5_000))
    with serving(mine) as client:
        check_unavailable(client)


@pytest.mark.parametrize("place", [0, 0.3, 0.6, 0.9])
def test_damaged_views_are_built_anew_and_never_believed(
    case: PlayedCase, tmp_path: Path, place: float
) -> None:
    mine = case.copy(tmp_path / "ledger").path
    views = mine / VIEWS
    with serving(mine) as client:
        before = [client.get(path).content for path in ASKED]
        size = views.stat().st_size
        with views.open("r+b") as file:
            file.seek(int(size * place) // 4_096 * 4_096)
            file.write(b"\xa5" * 8_192)
        assert [client.get(path).content for path in ASKED] == before


def test_views_removed_under_the_server_do_not_matter(
    case: PlayedCase, tmp_path: Path
) -> None:
    mine = case.copy(tmp_path / "ledger").path
    with serving(mine) as client:
        before = [client.get(path).content for path in ASKED]
        for path in mine.glob(f"{VIEWS}*"):
            path.unlink()
        assert [client.get(path).content for path in ASKED] == before
    with serving(mine) as client:
        assert [client.get(path).content for path in ASKED] == before


def test_a_bug_of_ours_tells_nothing(
    client: httpx.Client,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("service.asking.times_of", fail)
    status, document = told(client, "/v1/due")
    assert (status, document["error"]["code"]) == (500, "bug")
    assert "secret" not in str(document)
    assert "secret" in capsys.readouterr().err


def test_no_views_are_built_while_the_server_ends(
    case: PlayedCase, tmp_path: Path
) -> None:
    """They may take a minute, and whoever asked for the end would wait."""
    mine = case.copy(tmp_path / "ledger").path
    for path in mine.glob(f"{VIEWS}*"):
        path.unlink()
    staff = Staff(Settings(directory=mine))
    staff.leave()
    with pytest.raises(Problem):
        asyncio.run(staff.present.ask(lambda window: window.ask(lambda _: None)))
    staff.present.close()
    staff.past.close()
