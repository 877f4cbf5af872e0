"""What is refused when a working calendar is adopted."""

from collections.abc import Iterator

from aggregates.calendar import events as e
from aggregates.decider import Context
from aggregates.rulebook import Reason, listed, reason, rule
from aggregates.text import is_blank

SATURDAY = 5


@rule("LEDGER-CALENDAR", on=(e.Adopted,))
def days_of_that_year(context: Context) -> Iterator[Reason]:
    """All days lie in the year; make-up days are weekend days; none is both."""
    body: e.Adopted = context.body
    days = [*body.off, *body.makeup]
    foreign = [d for d in days if d.year != body.year]
    weekdays = [d for d in body.makeup if d.weekday() < SATURDAY]
    both = set(body.off) & set(body.makeup)
    unordered = any(
        list(listed) != sorted(set(listed)) for listed in (body.off, body.makeup)
    )
    if foreign or weekdays or both or unordered:
        wrong = [str(d) for d in (*foreign, *weekdays, *both)] or ["次序 / order"]
        yield reason(
            expected=(
                f"{body.year} 年的放假日和周末调休日，按日期排列",
                f"days off and weekends worked of {body.year}, in order",
            ),
            found=listed(wrong),
            remedy=("按国务院办公厅通知核对", "check it against the notice"),
        )
    if context.act.id != f"calendar/{body.region.lower()}-{body.year}":
        yield reason(
            expected=(f"calendar/{body.region.lower()}-{body.year}",) * 2,
            found=(context.act.id, context.act.id),
            remedy=("编号与地区、年份一致", "the id names region and year"),
        )
    if is_blank(body.notice):
        yield reason(
            expected=("放假通知", "the notice"),
            found=("空", "nothing"),
            remedy=("写明依据的通知", "name the notice it rests on"),
        )
