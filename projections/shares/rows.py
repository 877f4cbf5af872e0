"""The rows from which shares are told: who counts in which, and how many.

For each application there is a row of what it counts in, with the day on which it
began to; for each body and batch, a row of numbers, so that all shares of a year can
be told without counting.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import msgspec

from projections.projection import Table

EMPLOYER_AUDIT: Final = "EMPLOYER_AUDIT"
DEPARTMENT_REVIEW: Final = "DEPARTMENT_REVIEW"
COMMITTEE_RECHECK: Final = "COMMITTEE_RECHECK"


class Counted(msgspec.Struct, frozen=True):
    """What one application counts in; each day is empty as long as it does not.

    Attributes:
        id: The application.
        session: Its batch.
        person: Whose it is.
        employer: Who recommends.
        departments: Departments that passed it on, by spaces, each as ``id=day``, or
            ``id=day=day`` with the day since when it counts against them.
        declared: The day of its submission.
        withdrawn: The day of a withdrawal before any audit.
        reviewed: The day of the ballot.
        employer_audit: The day since when it counts against the employer.
        committee_recheck: Against the committee.
    """

    id: str
    session: str = ""
    person: str = ""
    employer: str = ""
    departments: str = ""
    declared: str = ""
    withdrawn: str = ""
    reviewed: str = ""
    employer_audit: str = ""
    committee_recheck: str = ""


class Tally(msgspec.Struct, frozen=True):
    """How many count in one share.

    Attributes:
        body: The organisation; for a committee the batch, which leads to it.
        session: The batch.
        threshold: ``EMPLOYER_AUDIT``, ``DEPARTMENT_REVIEW``, ``COMMITTEE_RECHECK``.
        whole: How many count, with those withdrawn before any audit.
        part: How many of them did not qualify.
        withdrawn: How many of them were withdrawn before any audit.
    """

    body: str
    session: str
    threshold: str
    whole: int = 0
    part: int = 0
    withdrawn: int = 0


class Batch(msgspec.Struct, frozen=True):
    """What shares must know of a batch.

    Attributes:
        id: The session.
        committee: Whose it is.
        year: The review year.
        profile: The policy.
        audits_closed: The day on which no more files were accepted.
        concluded: The day on which the review ended.
        rechecked: The day of the re-check.
    """

    id: str
    committee: str
    year: int
    profile: str
    audits_closed: str = ""
    concluded: str = ""
    rechecked: str = ""


class Acknowledged(msgspec.Struct, frozen=True):
    """One acknowledgement of a crossed threshold.

    Attributes:
        id: The matter in which it stands.
        position: Of the act.
        day: Its day.
        threshold: Which.
        target: The body.
        year: The review year.
        part: The applications stated in the numerator, by spaces.
        whole: The stated denominator.
        strangers: How many of those stated did not count then.
        counted: How many counted in the numerator then.
        of: How many counted in the denominator then.
        withdrawn: How many of them were withdrawn before any audit.
    """

    id: str
    position: int
    day: str
    threshold: str
    target: str
    year: int
    part: str
    whole: int
    strangers: int
    counted: int
    of: int
    withdrawn: int


class Reviews(msgspec.Struct, frozen=True):
    """That a batch is a committee's.

    Attributes:
        committee: The committee.
        session: The batch.
    """

    committee: str
    session: str


class Body(msgspec.Struct, frozen=True):
    """One organisation.

    Attributes:
        id: Its id.
        kind: What it is, which decides whether it is a department.
        name: By what it is called now.
    """

    id: str
    kind: str
    name: str


COUNTED: Final = Table("shares_counted", Counted, by_aggregate=True)
TALLIES: Final = Table("shares_tallies", Tally, key=3)
BATCHES: Final = Table("shares_batches", Batch, by_aggregate=True)
ACKNOWLEDGED: Final = Table("shares_acknowledged", Acknowledged, by_aggregate=True)
REVIEWS: Final = Table("shares_reviews", Reviews, key=2)
BODIES: Final = Table("shares_bodies", Body, by_aggregate=True)


class Place(NamedTuple):
    """One place that an application takes in a share.

    Attributes:
        body: As in `Tally`.
        threshold: Which share.
        part: Whether it counts in the numerator.
        withdrawn: Whether it was withdrawn before any audit.
    """

    body: str
    threshold: str
    part: bool
    withdrawn: bool


def places(row: Counted, until: str = "9999") -> Iterator[Place]:
    """Yield the places that an application takes in shares at the end of a day."""

    def since(day: str) -> bool:
        return bool(day) and day <= until

    if since(row.declared):
        withdrawn = since(row.withdrawn)
        if row.employer:
            bad = since(row.employer_audit) and not withdrawn
            yield Place(row.employer, EMPLOYER_AUDIT, bad, withdrawn)
        for department, day, *found in split_departments(row.departments):
            if since(day):
                bad = any(map(since, found)) and not withdrawn
                yield Place(department, DEPARTMENT_REVIEW, bad, withdrawn)
    if since(row.reviewed):
        bad = since(row.committee_recheck)
        yield Place(row.session, COMMITTEE_RECHECK, bad, withdrawn=False)


def split_departments(departments: str) -> Iterator[list[str]]:
    """Yield each department with the day, or the days, that belong to it."""
    return (one.split("=") for one in departments.split())
