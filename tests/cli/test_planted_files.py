"""Files that somebody planted in a ledger's directory, and what they do not do."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.bureau import Bureau

LINKS: tuple[Callable[[Path, Path], None], ...] = (
    lambda place, target: place.symlink_to(target),
    lambda place, target: place.hardlink_to(target),
)


def clear(bureau: Bureau, prefix: str) -> None:
    for path in bureau.ledger.glob(f"{prefix}*"):
        path.unlink()


@pytest.mark.parametrize("link", LINKS, ids=["symbolic", "hard"])
@pytest.mark.parametrize("target", ["ledger.db", "vault.keys"])
def test_views_are_not_made_in_another_database(
    bureau: Bureau, target: str, link: Callable[[Path, Path], None]
) -> None:
    """Asking a question emptied the ledger: views are made anew over what is there."""
    clear(bureau, "views")
    link(bureau.ledger / "views.db", bureau.ledger / target)

    bureau.done("find", "authority")

    assert bureau.json("verify")["clean"]


@pytest.mark.parametrize("link", LINKS, ids=["symbolic", "hard"])
def test_attempts_are_not_noted_in_another_database(
    bureau: Bureau, link: Callable[[Path, Path], None]
) -> None:
    """A refused act put a foreign table into the ledger, which then stopped."""
    clear(bureau, "attempts")
    link(bureau.ledger / "attempts.db", bureau.ledger / "ledger.db")

    refused = bureau.run(
        *("organisation", "registered", "--name", "x", "--org-kind", "AUTHORITY"),
        *("--level", "CITY", "--territory", "421200", "--yes"),
        *bureau.as_("officer", "seal"),
    )

    assert refused.exit_code == 3
    assert bureau.json("verify")["clean"]


def test_a_pipe_for_attempts_is_not_waited_for(bureau: Bureau) -> None:
    clear(bureau, "attempts")
    os.mkfifo(bureau.ledger / "attempts.db")

    assert bureau.run("attempts").exit_code == 7


@pytest.mark.parametrize("link", LINKS, ids=["symbolic", "hard"])
def test_what_is_remembered_of_a_verify_is_not_written_through_a_link(
    bureau: Bureau, link: Callable[[Path, Path], None]
) -> None:
    """A verify that is noted in another file would empty the ledger it has checked."""
    link(bureau.ledger / "verified", bureau.ledger / "ledger.db")

    assert bureau.json("verify")["clean"]
    assert bureau.json("verify")["clean"]


def test_a_pipe_for_what_is_remembered_is_not_waited_for(bureau: Bureau) -> None:
    os.mkfifo(bureau.ledger / "verified")

    assert bureau.run("trace", "nothing at all").exit_code == 2


@pytest.mark.parametrize("name", ["ledger.db", "vault.db"])
@pytest.mark.parametrize("part", ["-wal", "-journal"])
def test_what_is_planted_beside_a_database_is_not_written_through(
    bureau: Bureau, name: str, part: str
) -> None:
    place = bureau.ledger / f"{name}{part}"
    place.unlink(missing_ok=True)
    letter = Path(bureau.write("letter", "precious"))
    place.symlink_to(letter)

    assert bureau.run("verify").exit_code == 6
    assert letter.read_text() == "precious"
