"""Checking what lies beyond the head, as if it were appended now.

A process that died between the commit and the head leaves such records; so does
somebody who writes into the database. Nothing tells them apart but the checks.
"""

from collections.abc import Callable, Sequence

from ledger.admission import check_signed, decode_signed, objections
from ledger.errors import (
    LedgerError,
    MalformedError,
    StoreError,
    TimeError,
    VerificationError,
)
from ledger.objection import check_none
from ledger.past import Past
from ledger.record import Event, SignedStatement, decode_record
from ledger.store.rows import Rows

Judge = Callable[[Sequence[Event]], None]
"""Raises `VerificationError` if the rule book would not have let these events be
recorded, and `MalformedError` if it does not know what they are."""


def readmit(rows: Rows, past: Past, *, origin: str, judge: Judge | None) -> list[Event]:
    """Check every record that ``past`` does not hold yet, and add it there.

    Args:
        rows: The transaction to read through.
        past: What is sealed.
        origin: The ledger's origin.
        judge: The rule book.

    Returns:
        The events that were added, all of them fit to be sealed.

    Raises:
        VerificationError: One must not be sealed.
    """
    events = list(rows.between(past.size, rows.size()))
    for event in events:
        _readmit_one(event, past, origin)
    if judge is None:
        raise VerificationError(
            f"recovery: the records at positions {events[0].position} to "
            f"{events[-1].position} lie beyond the head: expected a rule book to "
            "judge them"
        )
    _judge(judge, events)
    _check_nodes(rows, past)
    return events


def _readmit_one(event: Event, past: Past, origin: str) -> None:
    position = past.size
    try:
        if event.position != position:
            raise VerificationError(f"expected a record, got none before {event.id}")
        record = decode_record(event.record)
        checked = decode_signed(
            SignedStatement(record.payload, record.signatures), origin
        )
        check_signed(checked, past.directory.publics)
        if event.received_at < past.newest_time():
            raise TimeError("received_at: expected it not before its predecessor's")
        check_none(
            objections(
                checked, position=position, received_at=event.received_at, past=past
            )
        )
    except StoreError:
        raise  # the medium failed, and says nothing about the record
    except LedgerError as error:
        raise VerificationError(
            f"recovery: the record at position {position} lies beyond the head and "
            f"must not be sealed: {error}"
        ) from error
    past.add(event)


def _judge(judge: Judge, events: Sequence[Event]) -> None:
    try:
        judge(events)
    except MalformedError as error:
        raise VerificationError(
            f"recovery: the records at positions {events[0].position} to "
            f"{events[-1].position} lie beyond the head and must not be sealed: {error}"
        ) from error


def _check_nodes(rows: Rows, past: Past) -> None:
    for level, index, digest in past.tree.completed:
        if rows.node(level, index) != digest:
            raise VerificationError(
                f"tree_nodes: expected {digest.hex()} at {level}/{index}"
            )
