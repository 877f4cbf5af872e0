"""Titles that an employer brings on record: new ones, of a day that has been."""

from collections.abc import Iterator

from aggregates.decider import Context
from aggregates.lookup import person_of, title_of
from aggregates.rulebook import Reason, reason, rule
from aggregates.title import events as e

BROUGHT = (e.InitialTitleDetermined, e.OutsideTitleVerified)


@rule("LEDGER-STATE", on=BROUGHT)
def on_record_once(context: Context) -> Iterator[Reason]:
    """A title that stands on record is not brought a second time."""
    body: e.EmployersTitle = context.body
    wanted = (body.series, body.profession, body.level, body.since)
    for held, stands in person_of(context.states, body.person).titles.items():
        known = title_of(context.states, held)
        same = (known.series, known.profession, known.level, known.since) == wanted
        if stands and same:
            yield reason(
                expected=("尚未登记的职称", "a title not on record yet"),
                found=(held, held),
                remedy=("使用已登记的职称", "use the title that is on record"),
            )


@rule("LEDGER-TIME", on=BROUGHT)
def obtained_by_now(context: Context) -> Iterator[Reason]:
    """A title is not held before its day."""
    if context.body.since > context.act.day:
        yield reason(
            expected=(f"不晚于 {context.act.day}", f"not after {context.act.day}"),
            found=(f"{context.body.since}",) * 2,
            remedy=("填写实际取得日期", "give the day on which it was obtained"),
        )
