"""Founding a ledger with everything beside it: founders, log key, vault."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ledger.errors import MalformedError, VerificationError
from ledger.founding import check_place
from ledger.keyfile import write_key
from ledger.keys import Ed25519Signer, Signer
from ledger.layout import KEYS, UNFINISHED
from ledger.log import Clock, Log
from ledger.merkle.hashing import EMPTY_ROOT
from ledger.record import Signature, SignedStatement
from ledger.statement import (
    NO_PREVIOUS,
    Seen,
    SignedBy,
    Statement,
    encode_statement,
    pae,
)
from ledger.vault import Vault

LOG_KEY: Final = "log"
FOUNDING_ROLES: Final = ("REGISTRAR", "SUPERVISOR")

Founders = Mapping[str, tuple[Signer, str]]
"""Role to key and subject."""


def found(
    directory: Path,
    *,
    origin: str,
    simulated: bool,
    log_signer: Ed25519Signer,
    founders: Founders,
    clock: Clock,
    passphrase: bytes,
    rounds: int,
    nonce: bytes,
    head_path: Path | None = None,
) -> tuple[Log, Vault]:
    """Write the log key, found the ledger, and make its vault.

    Args:
        directory: Where; it must not exist, or be empty.
        origin: Name of the ledger.
        simulated: Whether its clock is handed in for ever.
        log_signer: The key that signs its checkpoints.
        founders: By role, at least a registrar and a supervisor.
        clock: The ledger's clock, ms.
        passphrase: Protects the log key's file.
        rounds: bcrypt rounds of that file.
        nonce: 32 random bytes.
        head_path: Where the head goes, on another medium.

    Raises:
        LedgerError: The ledger cannot be founded there, or so.
    """
    genesis = founding_statement(
        origin=origin,
        simulated=simulated,
        log_signer=log_signer,
        founders=founders,
        at=clock(),
        nonce=nonce,
    )
    check_place(directory, head_path)
    key_file = _place_for_key(directory)
    # Before the ledger: one that was founded and has no log key can never go on.
    write_key(key_file, log_signer, passphrase, rounds=rounds)
    try:
        log = Log.found(
            directory,
            genesis=genesis,
            log_signer=log_signer,
            clock=clock,
            head_path=head_path,
        )
    except (MalformedError, VerificationError):
        key_file.unlink()
        raise
    return log, Vault.found(directory)


def _place_for_key(directory: Path) -> Path:
    place = directory / KEYS / LOG_KEY
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (directory / UNFINISHED).exists():
        place.unlink(missing_ok=True)  # it is of the founding that was interrupted
    return place


def founding_statement(
    *,
    origin: str,
    simulated: bool,
    log_signer: Signer,
    founders: Founders,
    at: int,
    nonce: bytes,
) -> SignedStatement:
    """Make ``ledger.founded``, signed by all founders (formats §4).

    Raises:
        MalformedError: A founder is missing, or a value is outside the format.
    """
    missing = [role for role in FOUNDING_ROLES if role not in founders]
    if missing:
        raise MalformedError(f"founders: expected {', '.join(missing)}, got none")
    statement = Statement(
        v=1,
        log=origin,
        id="ledger/genesis",
        seq=1,
        prev=NO_PREVIOUS,
        type="ledger.founded",
        tv=1,
        at=at,
        by=tuple(
            SignedBy(signer.key_id, role, "", "ADMIN")
            for role, (signer, _) in founders.items()
        ),
        seen=Seen(0, EMPTY_ROOT),
        refs=(),
        law=(),
        body={
            "clock": "simulated" if simulated else "system",
            "nonce": nonce,
            "log_keys": [{"suite": log_signer.suite, "public": log_signer.public}],
            "founders": [
                {
                    "suite": signer.suite,
                    "public": signer.public,
                    "subject": subject,
                    "role": role,
                }
                for role, (signer, subject) in founders.items()
            ],
        },
    )
    payload = encode_statement(statement)
    signatures = tuple(
        Signature(signer.key_id, signer.suite, signer.sign(pae(payload)))
        for signer, _ in founders.values()
    )
    return SignedStatement(payload, signatures)
