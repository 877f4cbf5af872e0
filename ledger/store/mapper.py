"""From stored rows to events and back, without importing what a row names.

The library's own mapper resolves the ``topic`` column by importing the module that
it names, so that a row written into the database runs code. Here the column holds
the event's type, nothing is looked up, and each column is compared with the signed
bytes on every read.
"""

from typing import cast

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent

from ledger.errors import MalformedError, VerificationError
from ledger.record import Event, read_event


class StoredRow(msgspec.Struct, frozen=True, gc=False):
    """A row as the library's notifications show it.

    Attributes:
        id: The rowid, position + 1.
        originator_id: The aggregate, as the column has it.
        originator_version: The event's number, as the column has it.
        topic: The event's type, as the column has it.
        state: The record.
    """

    id: int
    originator_id: str
    originator_version: int
    topic: str
    state: bytes


class RecordMapper(Mapper[str]):
    """Reads records; has no transcoder, no cipher and no compressor."""

    def __init__(self) -> None:
        """Take nothing: the bytes are stored as they are."""

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        """Make the row of an event: its record, and the columns copied from it."""
        event = cast("Event", domain_event)  # the only class that is ever recorded
        return StoredEvent(
            originator_id=event.id,
            originator_version=event.seq,
            topic=event.type,
            state=event.record,
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[str]:
        """Read a row, and compare its columns with the record.

        Raises:
            VerificationError: The record is not readable, or a column differs.
        """
        row = cast("StoredRow", stored_event)  # what our recorder makes
        event = event_of(
            row.id - 1, row.originator_id, row.originator_version, row.topic, row.state
        )
        return cast("DomainEventProtocol[str]", event)  # a struct has no such base


def event_of(
    position: int, originator_id: str, originator_version: int, topic: str, state: bytes
) -> Event:
    """Read one row, and compare its columns with the record.

    Raises:
        VerificationError: The record is not readable, or a column differs.
    """
    try:
        event = read_event(position, state)
    except MalformedError as error:
        raise VerificationError(f"record at position {position}: {error}") from error
    statement = event.statement
    if (
        statement.id != originator_id
        or statement.seq != originator_version
        or statement.type != topic
    ):
        raise VerificationError(
            f"columns at position {position}: expected {statement.id}@{statement.seq} "
            f"{statement.type}, got {originator_id}@{originator_version} {topic}"
        )
    return event
