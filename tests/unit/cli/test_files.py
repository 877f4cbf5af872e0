"""Files for people to keep: whole or not there, and never somebody else's."""

import errno
import os
from pathlib import Path
from typing import Any

import click
import pytest

from cli.exit_codes import Exit, outcome_of
from cli.file_failures import file_failure
from cli.files import write_file
from ledger.errors import StoreError


def test_a_file_is_written_for_its_owner_alone(tmp_path: Path) -> None:
    write_file(tmp_path / "a", b"one", force=False)
    assert (tmp_path / "a").read_bytes() == b"one"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


def test_a_file_that_is_there_stays_unless_it_is_to_go(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"mine")
    with pytest.raises(click.UsageError) as caught:
        write_file(tmp_path / "a", b"one", force=False)
    assert "--force" in caught.value.message
    assert (tmp_path / "a").read_bytes() == b"mine"
    write_file(tmp_path / "a", b"one", force=True)
    assert (tmp_path / "a").read_bytes() == b"one"


def test_a_link_that_somebody_laid_is_not_followed(tmp_path: Path) -> None:
    """Somebody lays a link where a paper will go, to have another file replaced."""
    (tmp_path / "other").write_bytes(b"theirs")
    (tmp_path / "a").symlink_to(tmp_path / "other")
    with pytest.raises(click.UsageError):
        write_file(tmp_path / "a", b"one", force=False)
    write_file(tmp_path / "a", b"one", force=True)
    assert (tmp_path / "other").read_bytes() == b"theirs"


@pytest.mark.parametrize("force", [True, False])
def test_a_full_medium_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, force: bool
) -> None:
    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if force:
        (tmp_path / "a").write_bytes(b"mine")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match=f"{tmp_path / 'a'}：") as caught:
        write_file(tmp_path / "a", b"one", force=force)
    assert outcome_of(caught.value).exit is Exit.STORAGE
    left = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    assert left == ({"a": b"mine"} if force else {})


def test_a_medium_without_links_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_given: Any, **_more: Any) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", no_links)
    write_file(tmp_path / "a", b"one", force=False)
    assert (tmp_path / "a").read_bytes() == b"one"


@pytest.mark.parametrize(
    ("code", "exit_code"),
    [
        (errno.ENOSPC, Exit.STORAGE),
        (errno.EDQUOT, Exit.STORAGE),
        (errno.EIO, Exit.STORAGE),
        (errno.EACCES, Exit.USAGE),
        (errno.ENOENT, Exit.USAGE),
        (errno.EROFS, Exit.USAGE),
    ],
)
def test_a_failing_medium_is_no_wrong_name(code: int, exit_code: Exit) -> None:
    found = file_failure("a", OSError(code, os.strerror(code)))
    assert outcome_of(found).exit is exit_code
