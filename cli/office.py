"""The ledger, opened for a command: its log, its clock, its vault, its dispatch.

::

    with reading(desk) as office:
        office.log.events(...)

Reading needs no key. Writing needs the log key's passphrase and seals first what a
process that died has left. Whatever is false *inside* the ledger while it is opened
is a `VerificationError` and nothing more particular: an unknown log key there is not
the caller's key.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cli.desk import Desk
from cli.language import say
from cli.moments import parse_moment
from ledger.directory import Directory
from ledger.errors import ForkError, LedgerError, UnusableKeyError, VerificationError
from ledger.keys import Ed25519Signer
from ledger.layout import KEYS, VAULT
from ledger.log import Log
from ledger.log_reader import LogReader
from ledger.record import Event

if TYPE_CHECKING:
    from aggregates.dispatch import Dispatch
    from ledger.vault import Vault

# The rule book, the vault and key files take longer to import than a question takes to
# answer, so they are imported inside the functions that need them.

LOG_KEYS: Final = "log*"
PUBLIC_SUFFIX: Final = ".pub"


@dataclass(slots=True)
class LedgerClock:
    """The ledger's clock: the machine's, or on a simulated ledger what was given.

    Without a given time a simulated clock stands where the newest record left it.
    """

    given: int | None
    simulated: bool = False
    newest: int = 0

    def __call__(self) -> int:
        """Return the present, in ms."""
        if self.simulated:
            return self.newest if self.given is None else self.given
        return time.time_ns() // 1_000_000

    def follow(self, log: Log) -> None:
        """Take from an opened ledger what kind of clock it has."""
        self.simulated = log.simulated
        self.newest = log.event_at(log.size - 1).received_at
        if self.given is not None and not self.simulated:
            raise click.UsageError(
                say(
                    "--now 只用于模拟时钟的台账，本台账使用真实时间",
                    "--now is for simulated clocks; this ledger has the real time",
                )
            )


@dataclass(slots=True)
class Office:
    """An opened ledger and what is needed to act on it."""

    log: Log
    clock: LedgerClock
    vault: "Vault | None"
    _dispatch: "list[Dispatch]" = field(default_factory=list)

    @property
    def dispatch(self) -> "Dispatch":
        """The loop that drafts and submits."""
        from aggregates.dispatch import Dispatch  # noqa: PLC0415 - see above

        if not self._dispatch:
            self._dispatch.append(
                Dispatch(self.log, vault=self.vault, clock=self.clock)
            )
        return self._dispatch[0]

    @property
    def directory(self) -> Directory:
        """Keys and roles."""
        return self.log.directory

    def close(self) -> None:
        """Close everything."""
        self.log.close()
        if self.vault is not None:
            self.vault.close()


@contextmanager
def reading(
    desk: Desk, *, vault: bool = False, look_up: bool = False
) -> Iterator[Office]:
    """Open the ledger for reading.

    Args:
        desk: Which ledger.
        vault: Whether the vault is needed too.
        look_up: Whether persons are looked up in the vault if it is at hand.

    Raises:
        LedgerError: It cannot be opened.
    """
    office = _open(desk, signers=(), vault=vault)
    if look_up:
        office.vault = vault_at_hand(desk)
    try:
        yield office
    finally:
        office.close()


@contextmanager
def writing(desk: Desk) -> Iterator[Office]:
    """Open the ledger for appending, with its log keys and its vault.

    Raises:
        UnusableKeyError: The log key, or its passphrase, is not at hand.
        LedgerError: The ledger cannot be opened.
    """
    from cli.passphrases import unlock_log_key  # noqa: PLC0415 - see above

    signers = [unlock_log_key(desk, path) for path in log_key_files(desk.directory)]
    office = _open(desk, signers=signers, vault=True)
    try:
        yield office
    finally:
        office.close()


def ledger_document(log: LogReader, today: date) -> dict[str, Any]:
    """Return which ledger is read, and the day of its clock, for a JSON document."""
    return {
        "origin": log.origin,
        "size": log.size,
        "simulated": log.simulated,
        "today": today.isoformat(),
    }


def log_key_files(directory: Path) -> list[Path]:
    """Return the files of the private log keys.

    Raises:
        UnusableKeyError: There is none.
    """
    folder = directory / KEYS
    found = sorted(p for p in folder.glob(LOG_KEYS) if p.suffix != PUBLIC_SUFFIX)
    if not found and directory.is_dir():
        raise UnusableKeyError(f"log key: expected it in {folder}, got none")
    return found


def _open(desk: Desk, *, signers: Sequence[Ed25519Signer], vault: bool) -> Office:
    directory = desk.directory
    given = parse_moment(desk.now_text, "--now") if desk.now_text else None
    clock = LedgerClock(given)
    with _inside():
        log = Log.open(
            directory,
            clock=clock,
            log_signer=list(signers) or None,
            judge=lambda events: _judge(directory, clock, events),
        )
        try:
            clock.follow(log)
            return Office(log, clock, _vault(directory) if vault else None)
        except BaseException:
            log.close()
            raise


def _vault(directory: Path) -> "Vault | None":
    from ledger.vault import Vault  # noqa: PLC0415 - see above

    return Vault.open(directory) if (directory / VAULT).exists() else None


def vault_at_hand(desk: Desk) -> "Vault | None":
    """Open the vault if somebody who may read it asks; else there is none."""
    try:
        return _vault(desk.directory)
    except LedgerError:
        return None


@contextmanager
def _inside() -> Iterator[None]:
    try:
        yield
    except ForkError:
        raise
    except VerificationError as error:
        raise VerificationError(str(error)) from error


def _judge(directory: Path, clock: LedgerClock, events: Sequence[Event]) -> None:
    """Have the rule book judge records beyond the head, on what is sealed."""
    from aggregates.recovery import check_lawful  # noqa: PLC0415 - see above

    with Log.open(directory, clock=clock) as sealed:
        check_lawful(events, sealed)
