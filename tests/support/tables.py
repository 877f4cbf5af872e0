"""Tables of 附件4 as values: a heading, rows, and numbers that check."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from aggregates.history.cells import Cell
from aggregates.history.columns import COLUMNS
from aggregates.person.identity import check_character

HEADING: tuple[Cell, ...] = tuple(column.zh for column in COLUMNS)
GOOD: dict[str, Cell] = {
    "name": "张某",
    "sex": "男",
    "id_kind": "居民身份证",
    "id_number": "",
    "birth_date": "1981-08-03",
    "series": "工程技术",
    "profession": "机械设计",
    "title_name": "工程师",
    "review_body": "咸宁市工程系列中级评委会",
    "approving_unit": "咸宁市职改办",
    "approval_no": "咸职改办〔2015〕3号",
    "approved_on": "2015-12-01",
}


def resident(born: date, order: int = 1) -> str:
    """Return an example of a resident's number that checks; odd orders are men's."""
    digits = f"421202{born:%Y%m%d}{order:03}"
    return digits + check_character(digits)


GOOD["id_number"] = resident(date(1981, 8, 3))


def row(**changes: Cell) -> tuple[Cell, ...]:
    """Return a row without fault, with some cells changed."""
    return tuple({**GOOD, **changes}.values())


def many(count: int) -> list[tuple[Cell, ...]]:
    """Return that many rows about as many persons."""
    first = date(1960, 1, 1)
    found = []
    for number in range(count):
        born = first + timedelta(days=number)
        order = number % 500 * 2 + 1
        found.append(
            row(
                name=f"张{number}",
                id_number=resident(born, order),
                birth_date=born.isoformat(),
            )
        )
    return found


def as_csv(rows: Sequence[Sequence[Any]]) -> str:
    """Return rows as the text of a CSV file."""
    lines = (",".join("" if cell is None else str(cell) for cell in r) for r in rows)
    return "\r\n".join(lines) + "\r\n"
