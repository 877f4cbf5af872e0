"""A person's titles and years: what others attested, and what the ledger knows itself.

Years are counted to the day that the policy sets (YC12-3.2a), without the years whose
appraisal excludes them (YC12-3.3b), from the first title of the same level
(YC12-3.4b).
"""

from collections.abc import Collection
from datetime import date
from typing import Final, cast

from aggregates.application import facts as f
from aggregates.application.rules.attested import fact_of
from aggregates.application.standing import ApplicationState
from aggregates.decider import Context
from aggregates.lookup import organisation_of, person_of, session_of, title_of

LADDER: Final = ("JUNIOR", "INTERMEDIATE", "ASSOCIATE_SENIOR", "FULL_SENIOR")
NO_TITLE: Final = -1
GOOD: Final = ("EXCELLENT", "QUALIFIED")
EXEMPT_EMPLOYERS: Final = {
    "PRIVATE_ENTERPRISE": "NON_PUBLIC",
    "INDIVIDUAL_BUSINESS": "SELF_EMPLOYED",
}


def titles_held(context: Context) -> tuple[f.HeldTitle, ...]:
    """Return the valid titles of the applicant: attested ones, and the ledger's."""
    fact = fact_of(context.state, f.TitlesHeld)
    person = person_of(context.states, context.state.person)
    known = (
        title_of(context.states, one) for one, valid in person.titles.items() if valid
    )
    own = tuple(
        f.HeldTitle(
            series=one.series,
            profession=one.profession,
            level=cast("f.Level", one.level),
            since=one.since,
        )
        for one in known
        if one.since is not None
    )
    return (*(fact.held if fact else ()), *own)


def step_of(level: str) -> int:
    """Return the place of a level on the ladder; `NO_TITLE` for none."""
    return LADDER.index(level) if level in LADDER else NO_TITLE


def highest(titles: Collection[f.HeldTitle]) -> int:
    """Return the highest step that is held."""
    return max((step_of(title.level) for title in titles), default=NO_TITLE)


def starts_of_tenure(titles: Collection[f.HeldTitle]) -> tuple[date, ...]:
    """Return since when titles of the highest level are held, the first one first."""
    top = highest(titles)
    return tuple(sorted(t.since for t in titles if step_of(t.level) == top))


def counted_to(context: Context) -> date:
    """Return the day to which years are counted."""
    cutoff = context.policy.tenure.cutoff
    return cutoff or context.state.declared_on or context.act.day


def years_between(context: Context, start: date) -> int:
    """Return the years from a day to the day of counting, as the policy counts them."""
    end = counted_to(context)
    years = end.year - start.year
    if context.policy.tenure.mode == "full_years":
        years -= (end.month, end.day) < (start.month, start.day)
    return max(years, 0)


def excluded_years(context: Context, start: date) -> int:
    """Return how many years since a day do not count for their appraisal."""
    fact = fact_of(context.state, f.Appraisals)
    if fact is None or exempt_from_appraisal(context):
        return 0
    end = counted_to(context)
    excluded = context.policy.tenure.excluded_grades
    return len(
        {
            one.year
            for one in fact.grades
            if one.grade in excluded and start.year <= one.year <= end.year
        }
    )


def exempt_from_appraisal(context: Context) -> bool:
    """Tell whether an applicant need not provide appraisals (YC12-3.3e)."""
    state: ApplicationState = context.state
    employer = organisation_of(context.states, state.employer).kind
    kinds = {state.applicant_kind, EXEMPT_EMPLOYERS.get(employer, "")}
    return not kinds.isdisjoint(context.policy.tenure.appraisal_exempt)


def grades_of(context: Context, years: Collection[int]) -> frozenset[str]:
    """Return the grades that were attested for some years."""
    fact = fact_of(context.state, f.Appraisals)
    return (
        frozenset(g.grade for g in fact.grades if g.year in years)
        if fact
        else frozenset()
    )


def review_year(context: Context) -> int:
    """Return the review year, which is the session's and not the clock's (A9)."""
    return session_of(context.states, context.state.session).year
