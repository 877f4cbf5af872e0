"""The plain values of a row: as collected, and as corrected."""

import re
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Final

import msgspec
from msgspec.structs import asdict, replace

from aggregates.application.facts import Level
from aggregates.history import events as e
from aggregates.history.titles import LEVELS, plain
from aggregates.text import is_blank
from ledger.encoding import encode

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class RowValues(msgspec.Struct, frozen=True, kw_only=True):
    """What a row says of a title; nothing in it tells whose it is."""

    series: str = ""
    profession: str = ""
    title_name: str = ""
    level: Level = "JUNIOR"
    review_body: str = ""
    approving_unit: str = ""
    approval_no: str = ""
    approved_on: date = date.min
    level_basis: str = ""

    def text_of(self, field: e.FieldName) -> str:
        """Return one value as a correction writes it."""
        return str(asdict(self)[field])


def values_of(body: e.RowCollected) -> RowValues:
    """Return the plain values of a collected row."""
    return RowValues(
        series=body.series,
        profession=body.profession,
        title_name=body.title_name,
        level=body.level,
        review_body=body.review_body,
        approving_unit=body.approving_unit,
        approval_no=body.approval_no,
        approved_on=body.approved_on,
        level_basis=body.level_basis,
    )


def changed(values: RowValues, changes: Iterable[e.FieldChange]) -> RowValues:
    """Return the values after corrections; one that cannot be read changes nothing."""
    for change in changes:
        new = readable(change)
        if new is not None:
            values = replace(values, **{change.field: new})
    return values


def readable(change: e.FieldChange) -> str | date | None:
    """Return the new value of a correction, or None where it is none for its field."""
    if change.field == "level":
        return change.new if change.new in LEVELS else None
    if change.field == "approved_on":
        return parse_day(change.new)
    return None if is_blank(change.new) else change.new


def parse_day(text: str) -> date | None:
    """Return the day that ``2015-12-01`` names, or None for any other text."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def row_key(values: RowValues) -> bytes:
    """Return by what a person's row is recognised when it is collected again.

    Series, profession, name of the title, approval number and date; not whose it is,
    which is why it may stand in the log (ADR 0016).
    """
    texts = (values.series, values.profession, values.title_name, values.approval_no)
    parts = [plain(text) for text in texts] + [values.approved_on.isoformat()]
    return sha256(b"daocha-history-row.v1\0" + encode(parts)).digest()
