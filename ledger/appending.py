"""What an append decides about a batch, inside the write transaction.

Whether it is recorded already, whether anybody came first, and whether each record
may stand where it would stand. Nothing here writes; a record that may stand counts in
the `Past` for those after it.
"""

from collections.abc import Iterator, Mapping, Sequence

from ledger.admission import MAX_SKEW_MS, Checked, Place, objections
from ledger.errors import ConflictError, TimeError
from ledger.objection import Objection, check_none
from ledger.past import Past
from ledger.record import Event, Record, encode_record


def find_recorded(checked: Sequence[Checked], past: Past) -> list[Place] | None:
    """Find where a batch is recorded already (formats section 2).

    Returns:
        The first places, or nothing if none of it is recorded.

    Raises:
        ConflictError: Another act stands under one of the numbers, or only a part of
            the batch is recorded.
    """
    places = [past.find(item.statement.id, item.statement.seq) for item in checked]
    recorded = [place for place in places if place is not None]
    if not recorded:
        return None
    partly = len(recorded) < len(checked)
    for item, place in zip(checked, places, strict=True):
        if place is not None and (partly or place.hash != item.hash):
            statement = item.statement
            last = past.last(statement.id)
            raise ConflictError(statement.id, statement.seq - 1, last.seq)
    return recorded


def check_versions(
    checked: Sequence[Checked], reads: Mapping[str, int], past: Past
) -> None:
    """Check that every aggregate stands where the decision found it.

    Args:
        checked: The batch; each act must follow the newest event of its aggregate.
        reads: The version of every aggregate that was read.
        past: What is recorded.

    Raises:
        ConflictError: One has moved.
    """
    for aggregate, expected in reads.items():
        found = past.last(aggregate).seq
        if found != expected:
            raise ConflictError(aggregate, expected, found)
    seqs: dict[str, int] = {}
    for item in checked:
        statement = item.statement
        last = seqs.get(statement.id)
        if last is None:
            last = past.last(statement.id).seq
        if statement.seq != last + 1:
            raise ConflictError(statement.id, statement.seq - 1, last)
        seqs[statement.id] = statement.seq


def admit(checked: Sequence[Checked], past: Past, *, now: int) -> list[Event]:
    """Check a batch record by record, and make the events that it becomes.

    Args:
        checked: The batch.
        past: What is recorded; each record is added to it.
        now: The ledger's clock.

    Raises:
        MalformedError: An event of the directory is not of its type.
        TimeError: The clock, or a claimed time, is out of bounds.
        VerificationError: A record may not stand where it would stand.
    """
    received_at = _received_at(now, past.newest_time())
    events = []
    for item in checked:
        check_none(_batch_objections(item, checked))
        check_none(
            objections(item, position=past.size, received_at=received_at, past=past)
        )
        events.append(_event(item, past.size, received_at))
        past.add(events[-1])
    return events


def _received_at(now: int, newest: int) -> int:
    if now < newest - MAX_SKEW_MS:
        raise TimeError(
            f"the ledger's clock: expected at least {newest - MAX_SKEW_MS}, "
            f"got {now}; set it right before going on"
        )
    return max(now, newest)


def _batch_objections(item: Checked, batch: Sequence[Checked]) -> Iterator[Objection]:
    # The checkpoint that covers a retirement is the last that the old key signs, so
    # there must be one of exactly that size.
    statement = item.statement
    if statement.type.startswith("ledger.log-key-") and item is not batch[-1]:
        what = f"{statement.id}@{statement.seq}"
        yield Objection("batch", what, "a log-key event last in its batch", "more")


def _event(item: Checked, position: int, received_at: int) -> Event:
    signed = item.signed
    record = Record(signed.payload, signed.signatures, received_at)
    return Event(
        position=position,
        received_at=received_at,
        statement=item.statement,
        hash=item.hash,
        signatures=signed.signatures,
        record=encode_record(record),
    )
