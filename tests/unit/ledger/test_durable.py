"""Replacing files, and the lock."""

import os
import threading
from pathlib import Path

import pytest

from ledger.durable import Disk, read_file, replace_file, sync_directory
from ledger.errors import StoreError
from ledger.head import HeadFile
from ledger.lock import DirectoryLock
from tests.support.media import Failing

HANDLES = Path("/proc/self/fd")


def put(path: Path, data: bytes = b"new") -> None:
    replace_file(path, data, name="thing", medium=Disk())


def test_a_file_is_made(tmp_path: Path) -> None:
    put(tmp_path / "thing")
    assert (tmp_path / "thing").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["thing"]


def test_a_file_is_replaced_and_the_old_one_stays_readable(tmp_path: Path) -> None:
    (tmp_path / "thing").write_bytes(b"old")
    with (tmp_path / "thing").open("rb") as old:
        put(tmp_path / "thing")
        assert old.read() == b"old"
    assert (tmp_path / "thing").read_bytes() == b"new"


def test_a_link_stays_and_the_file_behind_it_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "medium").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "medium" / "thing")
    put(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "medium" / "thing").read_bytes() == b"new"


def test_what_a_crash_left_beside_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "thing.new").write_bytes(b"a longer leftover of a crash")
    put(tmp_path / "thing")
    assert (tmp_path / "thing").read_bytes() == b"new"


def test_a_link_planted_beside_is_not_followed(tmp_path: Path) -> None:
    """Somebody lets the ledger overwrite a file of its operator."""
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / "thing.new").symlink_to(tmp_path / "precious")
    with pytest.raises(StoreError, match="thing"):
        put(tmp_path / "thing")
    assert (tmp_path / "precious").read_bytes() == b"precious"


@pytest.mark.parametrize("name", ["thing.write", "thing.sync"])
def test_a_failed_replacement_leaves_the_old_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "thing").write_bytes(b"old")
    with pytest.raises(StoreError, match="input/output error"):
        replace_file(
            tmp_path / "thing", b"new", name="thing", medium=Failing(name, kept=False)
        )
    assert (tmp_path / "thing").read_bytes() == b"old"


@pytest.mark.parametrize("name", ["thing", "thing.new"])
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, name: str
) -> None:
    """The writer held the lock while it waited for somebody to open the other end."""
    os.mkfifo(tmp_path / name)
    if name == "thing":
        put(tmp_path / "thing")
        assert (tmp_path / "thing").is_file()
    else:
        with pytest.raises(StoreError):
            put(tmp_path / "thing")


def test_a_file_is_read_up_to_a_limit(tmp_path: Path) -> None:
    (tmp_path / "thing").write_bytes(b"12345")
    assert read_file(tmp_path / "thing", 3, name="thing") == b"123"
    assert read_file(tmp_path / "none", 3, name="thing") is None


def test_a_place_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such file"):
        put(tmp_path / "nowhere" / "thing")
    with pytest.raises(StoreError, match="no such file"):
        sync_directory(tmp_path / "nowhere", name="directory", medium=Disk())
    with pytest.raises(StoreError, match="lock"):
        DirectoryLock(tmp_path / "nowhere")


def test_replaced_heads_are_freed_when_nobody_waits(tmp_path: Path) -> None:
    (tmp_path / "head").write_bytes(b"0")
    head = HeadFile(tmp_path / "head", Disk())
    for number in range(70):
        head.replace(b"%d" % number)
    assert head.needs_tidying()
    kept = len(list(HANDLES.iterdir()))
    head.tidy()
    assert len(list(HANDLES.iterdir())) == kept - 70
    assert (head.read(), head.needs_tidying()) == (b"69", False)


def test_one_thread_holds_the_lock(tmp_path: Path) -> None:
    one, two = DirectoryLock(tmp_path), DirectoryLock(tmp_path)
    order: list[str] = []

    def wait(lock: DirectoryLock) -> None:
        with lock.exclusive():
            order.append("second")

    with one.exclusive():
        others = [threading.Thread(target=wait, args=(lock,)) for lock in (one, two)]
        for other in others:
            other.start()
        order.append("first")
    for other in others:
        other.join()
    assert order == ["first", "second", "second"]
    one.close()
    two.close()


def test_readers_share_the_lock(tmp_path: Path) -> None:
    one, two = DirectoryLock(tmp_path), DirectoryLock(tmp_path)
    with one.shared(), two.shared():
        pass
    for lock in (one, two, one):
        lock.close()


def test_a_closed_lock_is_not_held(tmp_path: Path) -> None:
    lock = DirectoryLock(tmp_path)
    lock.close()
    with pytest.raises(StoreError, match="it was closed"), lock.exclusive():
        pytest.fail("it was held")
