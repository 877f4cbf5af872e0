"""Head, published checkpoint, log key and kept checkpoint against the tree."""

from collections.abc import Iterator
from pathlib import Path

from ledger.audit.ground import Ground
from ledger.audit.report import Finding
from ledger.checkpoint import Checkpoint
from ledger.directory import Directory
from ledger.errors import LedgerError, VerificationError
from ledger.head import open_head, read_note
from ledger.layout import CHECKPOINT, VKEY
from ledger.note import NoteVerifier


def read_or_find(path: Path) -> tuple[bytes | None, list[Finding]]:
    """Return the note in a file, and what is wrong with it being there.

    Raises:
        StoreError: It is there and cannot be read.
    """
    try:
        return read_note(path, name=path.name), []
    except VerificationError as error:
        return None, [_finding(path.name, "a file", str(error))]


class HeadCheck:
    """Compares signed checkpoints with the tree that was walked.

    Args:
        directory: With the log keys.
        ground: With the tree.
        origin: The ledger's origin.
    """

    def __init__(self, directory: Directory, ground: Ground, origin: str) -> None:
        self._directory = directory
        self._ground = ground
        self._origin = origin

    def newest(self, note: bytes | None, found: list[Finding]) -> Iterator[Finding]:
        """Yield what is wrong with the head: it must cover exactly the records.

        Args:
            note: The head, if there is one.
            found: What was wrong with it when it was read.
        """
        yield from found
        if note is None and not found:
            yield _finding("head", "the newest signed checkpoint", "none")
        if note is None:
            return
        head, found = self._opened("head", note)
        yield from found
        if head is None:
            return
        size = self._ground.size
        if head.size < size:
            yield Finding(
                "head",
                head.size,
                None,
                f"positions {head.size}-{size - 1}",
                f"no record beyond the head of size {head.size}",
                "recorded and not sealed: opening the ledger to append checks them",
            )
        yield from self._compared("head", head)

    def older(self, name: str, note: bytes | None) -> Iterator[Finding]:
        """Yield what is wrong with an earlier checkpoint, published or kept."""
        if note is not None:
            checkpoint, found = self._opened(name, note)
            yield from found
            if checkpoint is not None:
                yield from self._compared(name, checkpoint)

    def files(self, path: Path) -> Iterator[Finding]:
        """Yield what is wrong with the published checkpoint and the log key's file."""
        published, found = read_or_find(path / CHECKPOINT)
        yield from found
        yield from self.older(CHECKPOINT, published)
        expected = {
            NoteVerifier(self._origin, key.public).vkey
            for key in self._directory.log_keys.values()
        }
        shown, found = read_or_find(path / VKEY)
        yield from found
        lines = (shown or b"").decode("utf-8", "replace").split()
        if not found and (not lines or not set(lines) <= expected):
            yield _finding(
                VKEY, "log keys of the ledger", "others" if lines else "none"
            )

    def _opened(
        self, name: str, note: bytes
    ) -> tuple[Checkpoint | None, list[Finding]]:
        log_keys = self._directory.log_keys.values()
        try:
            return open_head(note, self._origin, log_keys), []
        except LedgerError as error:
            expected = "a checkpoint that the log keys signed"
            return None, [_finding(name, expected, str(error))]

    def _compared(self, name: str, checkpoint: Checkpoint) -> Iterator[Finding]:
        size = self._ground.size
        if checkpoint.size > size:
            yield Finding(
                "head",
                size,
                None,
                f"{name}: positions {size}-{checkpoint.size - 1}",
                f"the {checkpoint.size} records that it seals",
                f"{size}: the newest were removed, or an older copy was put back",
            )
            return
        root = self._ground.root_at(checkpoint.size)
        if root != checkpoint.root:
            yield Finding(
                "head",
                None,
                None,
                f"{name}: root at size {checkpoint.size}",
                f"{checkpoint.root.hex()} as it was signed",
                f"{root.hex()}: records below were changed after sealing",
            )


def _finding(what: str, expected: str, found: str) -> Finding:
    return Finding("head", None, None, what, expected, found)
