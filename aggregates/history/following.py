"""What a batch of historical data brings with it: its rows, and titles from them."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from aggregates.decider import Act, Context
from aggregates.history import events as e
from aggregates.history import state as s
from aggregates.history.values import changed, row_key, values_of
from aggregates.lead import Entries, Follower, Lead, SealedEntries, title_id
from aggregates.lookup import history_of
from aggregates.person import events as person
from aggregates.shape import is_id
from aggregates.title import events as title
from ledger.errors import MalformedError


def _rows_collected(context: Context, entries: Entries) -> Iterator[Follower]:
    for number, row in enumerate(entries, start=1):
        row_id = s.row_id(context.act.id, number)
        yield Follower(row_id, row)
        noted = person.HistoryCollected(history=row_id, row=row_key(values_of(row)))
        yield Follower(row.person, noted)


def _collected(acts: Iterable[Act]) -> Entries:
    return [
        msgspec.structs.replace(act.body, late=None)
        for act in acts
        if isinstance(act.body, e.RowCollected)
    ]


def _rows_checked(context: Context, entries: Entries) -> Iterator[Follower]:
    for entry in entries:
        checked = e.RowChecked(
            decision=entry.decision, reason=entry.reason, changes=entry.changes
        )
        yield Follower(entry.row, checked)
        if entry.decision != "REFUSE":
            yield from _title_recorded(context, entry)


def _title_recorded(context: Context, entry: e.RowDecision) -> Iterator[Follower]:
    state = history_of(context.states, entry.row)
    if not state.person:
        return
    values = changed(state.values, entry.changes)
    recorded = title.Recorded(
        person=state.person,
        history=entry.row,
        series=values.series,
        profession=values.profession,
        title_name=values.title_name,
        level=values.level,
        review_body=values.review_body,
        approving_unit=values.approving_unit,
        approval_no=values.approval_no,
        approved_on=values.approved_on,
    )
    yield Follower(title_id(entry.row), recorded)
    noted = person.TitleRecorded(title=title_id(entry.row), history=entry.row)
    yield Follower(state.person, noted)


def _checked(acts: Iterable[Act]) -> Entries:
    return [
        e.RowDecision(
            row=act.id,
            decision=act.body.decision,
            reason=act.body.reason,
            changes=act.body.changes,
        )
        for act in acts
        if isinstance(act.body, e.RowChecked)
    ]


def _all_of_the_year(context: Context) -> Entries:
    """Keep every row of the batch and the year that nobody has checked yet."""
    return [
        e.RowDecision(row=state.id)
        for state in _rows_in(context, s.COLLECTED)
        if str(state.values.approved_on.year) == str(getattr(context.body, "year", ""))
    ]


def _rows_uploaded(context: Context, entries: Entries) -> Iterator[Follower]:
    for row in entries:
        yield Follower(row, e.RowUploaded(receipt_no=context.body.receipt_no))


def _uploaded(acts: Iterable[Act]) -> Entries:
    return [act.id for act in acts if isinstance(act.body, e.RowUploaded)]


def _all_checked(context: Context) -> Entries:
    return [state.id for state in _rows_in(context, s.CHECKED)]


def _rows_in(context: Context, stage: str) -> Iterator[s.HistoryState]:
    for number in range(1, context.state.count + 1):
        state = history_of(context.states, s.row_id(context.act.id, number))
        if state.stage == stage:
            yield state


def _read_decision(given: Any) -> e.RowDecision:
    """Read one decision.

    Raises:
        MalformedError: A field is missing, surplus, or of another type.
    """
    try:
        decision = msgspec.convert(given, e.RowDecision)
    except msgspec.ValidationError as error:
        raise MalformedError(f"entry of history.batch-checked: {error}") from error
    _check_row(decision.row)
    return decision


def _read_row_id(given: Any) -> str:
    """Read the id of one row.

    Raises:
        MalformedError: It is none.
    """
    row = str(given)
    _check_row(row)
    return row


def _check_row(row: str) -> None:
    if not is_id(row, "history"):
        raise MalformedError(f"row: expected an id like history/…, got {row[:64]!r}")


LEADS: dict[type[msgspec.Struct], Lead] = {
    e.BatchCollected: Lead(
        derive=_rows_collected,
        entries=_collected,
        list_field="rows",
        sealed=SealedEntries(body=e.RowCollected, id=s.row_id),
    ),
    e.BatchChecked: Lead(
        derive=_rows_checked,
        entries=_checked,
        default=_all_of_the_year,
        list_field="decisions",
        read_entry=_read_decision,
    ),
    e.BatchUploaded: Lead(
        derive=_rows_uploaded,
        entries=_uploaded,
        default=_all_checked,
        list_field="rows",
        read_entry=_read_row_id,
    ),
}
