"""Terms and minimum periods as a profile has settled their ambiguities."""

from datetime import date, timedelta

import msgspec

from aggregates.policy.dates import FuzzyDate, add_years_last_day
from aggregates.policy.profile import Profile
from aggregates.policy.settings.records import Blacklist
from aggregates.policy.workdays import Due, WorkingDays


class Term(msgspec.Struct, frozen=True):
    """A term of an integrity record.

    Attributes:
        first: The first day in it.
        last: The last day still in it.
    """

    first: date
    last: date


def record_term(
    blacklist: Blacklist,
    years: int,
    *,
    verified_on: date,
    decided_on: date,
    entered_on: date,
) -> Term:
    """Return the term of an integrity record of ``years`` years.

    No document says where 「记录期限3年」 begins, so the profile does
    (``blacklist.term_start``), and which day is its last
    (``blacklist.term_last_day``). The result is stored in the entry and never
    computed again.

    Args:
        blacklist: The profile's settings of the list.
        years: How long, at least 1.
        verified_on: The day on which the fact was verified (查实之日).
        decided_on: The day of the decision.
        entered_on: The day of the entry.
    """
    first = {
        "verified_date": verified_on,
        "decision_date": decided_on,
        "entry_date": entered_on,
        "next_year": date(decided_on.year + 1, 1, 1),
    }[blacklist.term_start]
    return Term(first, last_day_of_record(blacklist, first, years))


def last_day_of_record(blacklist: Blacklist, first: date, years: int) -> date:
    """Return the last day of a term of ``years`` years from its first day."""
    last = add_years_last_day(first, years)
    if blacklist.term_start == "next_year" or blacklist.term_last_day == "day_before":
        last -= timedelta(days=1)
    return last


def publicity_end(
    profile: Profile, posted_on: date, n: int, working: WorkingDays
) -> Due:
    """Return the last day of a publicity of at least ``n`` working days.

    Whether the day of posting counts is the profile's decision; closing is allowed
    once the returned day has ended.
    """
    included = profile.publicity_start_day == "included"
    return working.add(posted_on, n, count_start=included)


def is_overdue(profile: Profile, due: FuzzyDate, day: date) -> bool:
    """Tell whether what is done on ``day`` is late for a loosely stated date."""
    return due.is_overdue(day, strictly=profile.overdue_after == "strict")
