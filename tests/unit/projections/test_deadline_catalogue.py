"""Every row of the deadline catalogue is in the due list (domain page 3.11, D1 to D23).

Each with who owes it, body and person, where the documents say so.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from msgspec.structs import replace

from aggregates.application import checks
from ledger.directory import Directory
from projections.dues.due import Due, due_list
from projections.holders import HOLDINGS, Holding
from projections.runner import Views
from projections.times.asof import AsOf
from projections.views import ALL
from tests.aggregates.test_deadlines import NOTIFIED as TOLD_TO_CORRECT
from tests.aggregates.test_recheck import ANSWERED, ASKED, HAND_DOWN
from tests.support import actors as a
from tests.support.builders import (
    ANNOUNCED,
    AT_THE_DEPARTMENT,
    FILE,
    FILED,
    IN_PUBLICITY,
    JIA,
    SUBMITTED,
)
from tests.support.builders_entrustment import ISSUED
from tests.support.builders_history import COLLECTED
from tests.support.builders_quota import REQUEST_PLAN
from tests.support.builders_session import (
    CLOSE_PUBLICITY,
    COMPLAINED,
    CONCLUDED,
    CONFIRM,
    CONFIRMED,
    CONSENTED,
    ENTERED,
    FREEZE,
    PLANNED,
    PUBLICISE,
    REPORTED,
    RESULT_PUBLICITY,
    SUPPLEMENTED,
    TAKEN_ON,
)
from tests.support.builders_supervision import (
    DISQUALIFY,
    FOUND,
    NOTIFIED,
    ORDER_COMMITTEE,
    ORDERED,
    REMEDY,
)
from tests.support.builders_title import DETERMINE
from tests.support.cities import (
    DEPLOY,
    RECHECK,
    UPLOAD,
    UPLOAD_ALL,
    liuzhou,
    yuncheng,
)
from tests.support.domain import PlayedCase, reader
from tests.support.given import Deed, deed, instead


def loose(history: Sequence[Deed]) -> tuple[Deed, ...]:
    """Tell a history that another city's rules would refuse."""
    return tuple(one.round_the_rules() for one in history)


FAILED_AUDIT = deed(
    checks.DepartmentAuditFailed,
    JIA.id,
    [a.DEPARTMENT_REVIEWER],
    "2024-06-18T09:00",
    reasons=[{"code": "EDU-COPY", "item": "M1", "text": "请补正"}],
)
OWN_RESULTS = instead(
    instead((*liuzhou(CONCLUDED), RECHECK), UPLOAD, UPLOAD_ALL),
    FILE,
    FILE.but(self_review="UNIT"),
)


class Row(NamedTuple):
    """A row of the catalogue as one act of one history shows it."""

    number: str
    rule: str
    history: Sequence[Deed]
    kind: str
    due: str
    met_by: str
    body: str = ""
    person: str = ""


CATALOGUE: Final = (
    Row(
        "D1",
        "XN12-4a",
        ANNOUNCED,
        "LATEST",
        "2024-05-20",
        "session.review-notice-published",
        a.OFFICE,
        "person/office-staff",
    ),
    Row(
        "D2",
        "XN12-5.1e",
        ANNOUNCED,
        "WINDOW",
        "2024-05-31",
        "session.acceptance-closed",
        "",
        "",
    ),
    Row(
        "D2",
        "LZ-3.2a",
        liuzhou(ANNOUNCED),
        "WINDOW",
        "2024-05-31",
        "session.acceptance-closed",
        "",
        "",
    ),
    Row(
        "D3",
        "XN12-8.3a",
        SUBMITTED,
        "LATEST",
        "2024-05-23",
        "application.forwarded",
        a.FACTORY,
        "",
    ),
    Row(
        "D3",
        "XN12-8.3a",
        AT_THE_DEPARTMENT,
        "LATEST",
        "2024-06-28",
        "application.forwarded",
        a.DEPARTMENT,
        "",
    ),
    Row(
        "D4",
        "XN6A-3",
        (*SUBMITTED, TOLD_TO_CORRECT),
        "LATEST",
        "2024-05-24",
        "application.correction-submitted",
        "",
        a.JIA,
    ),
    Row(
        "D5",
        "XN12-5.2b",
        IN_PUBLICITY,
        "MINIMUM",
        "2024-06-13",
        "application.employer-publicity-closed",
        a.FACTORY,
        "",
    ),
    Row(
        "D6",
        "XN12-5.3a",
        PLANNED,
        "LATEST",
        "2024-07-03",
        "session.review-plan-submitted",
        a.OFFICE,
        "person/office-staff",
    ),
    Row(
        "D6",
        "LZ-5.1d",
        liuzhou((*CONSENTED, UPLOAD)),
        "LATEST",
        "2024-06-27",
        "session.opening-form-uploaded",
        a.OFFICE,
        "person/office-staff",
    ),
    Row(
        "D6",
        "LZ-6.2a",
        loose(OWN_RESULTS),
        "LATEST",
        "2024-06-27",
        "session.opening-form-uploaded",
        a.OFFICE,
        "person/office-staff",
    ),
    Row(
        "D7",
        "XN12-5.3c",
        CONCLUDED,
        "LATEST",
        "2024-07-10",
        "session.result-publicity-opened",
        a.OFFICE,
        "",
    ),
    Row(
        "D8",
        "XN12-5.3d",
        RESULT_PUBLICITY,
        "MINIMUM",
        "2024-07-15",
        "session.result-publicity-closed",
        a.OFFICE,
        "",
    ),
    Row(
        "D8",
        "LZ-6.1a",
        liuzhou(RESULT_PUBLICITY),
        "MINIMUM",
        "2024-07-15",
        "session.result-publicity-closed",
        a.OFFICE,
        "",
    ),
    Row(
        "D9",
        "XN12-5.3e",
        CONCLUDED,
        "LATEST",
        "2024-07-12",
        "session.comprehensive-report-filed",
        a.OFFICE,
        "",
    ),
    Row(
        "D10",
        "LZ-6.1b",
        liuzhou((*REPORTED, CLOSE_PUBLICITY)),
        "LATEST",
        "2024-07-23",
        "session.confirmation-requested",
        a.UNIT,
        "",
    ),
    Row(
        "D11",
        "LZ-6.2b",
        (*loose(OWN_RESULTS), PUBLICISE.round_the_rules()),
        "LATEST",
        "2024-08-08",
        "session.results-filed-upward",
        a.UNIT,
        "",
    ),
    Row(
        "D12",
        "LZ-6.3a",
        liuzhou(CONFIRMED),
        "LATEST",
        "2024-07-25",
        "title.certificate-data-reported",
        a.CITY,
        "person/city-officer",
    ),
    Row(
        "D13",
        "XN12-4b",
        ANNOUNCED,
        "LATEST",
        "2024-09-30",
        "session.concluded",
        a.OFFICE,
        "person/office-staff",
    ),
    Row(
        "D13",
        "YC12-4.6a",
        yuncheng(ANNOUNCED),
        "LATEST",
        "2024-11-30",
        "session.concluded",
        a.OFFICE,
        "person/office-staff",
    ),
    Row(
        "D13",
        "LZ-5.4b",
        liuzhou(ANNOUNCED),
        "LATEST",
        "2024-11-10",
        "session.concluded",
        a.OFFICE,
        "person/office-staff",
    ),
    Row(
        "D14",
        "YC12-4.6b",
        yuncheng(ANNOUNCED),
        "LATEST",
        "2024-12-31",
        "session.results-confirmed",
        a.CITY,
        "",
    ),
    Row(
        "D15", "XN12-7.1a", FILED, "TERM", "2027-04-26", "committee.refiled", a.UNIT, ""
    ),
    Row(
        "D15", "XN12-7.1b", FILED, "LATEST", "2024-04-30", "committee.filed", a.UNIT, ""
    ),
    Row(
        "D16",
        "LZ-5.4a",
        liuzhou((*FILED, DEPLOY)),
        "LATEST",
        "2024-07-10",
        "session.deployment-document-filed",
        a.OFFICE,
        "person/office-staff",
    ),
    Row(
        "D16",
        "LZ-5.2b",
        liuzhou((*CONSENTED, FREEZE)),
        "LATEST",
        "2024-07-31",
        "committee.expert-pool-frozen",
        a.UNIT,
        "person/unit-officer",
    ),
    Row(
        "D16",
        "LZ-4.1.1h",
        (*liuzhou(FILED), REQUEST_PLAN),
        "LATEST",
        "2024-08-20",
        "quota.plan-delivered",
        a.COUNTY,
        "",
    ),
    Row(
        "D17",
        "LZ-2.4b",
        liuzhou(ISSUED),
        "LATEST",
        "2024-06-19",
        "entrustment.materials-submitted",
        a.FACTORY,
        "person/factory-head",
    ),
    Row(
        "D18",
        "YC12-3.5c",
        (*yuncheng(FILED), DETERMINE),
        "LATEST",
        "2024-11-30",
        "title.initial-title-determined",
        a.FACTORY,
        "person/factory-head",
    ),
    Row(
        "D19",
        "XN12-7.2e",
        COLLECTED,
        "MINIMUM",
        "2024-05-14",
        "history.batch-uploaded",
        a.COUNTY,
        "",
    ),
    Row(
        "D20",
        "XN12-8.5b",
        COMPLAINED,
        "LATEST",
        "2024-08-16",
        "complaint.accepted",
        a.OFFICE,
        "person/office-staff",
    ),
    Row(
        "D20",
        "XN12-8.5b",
        TAKEN_ON,
        "LATEST",
        "2024-10-04",
        "complaint.verification-report-filed",
        a.UNIT,
        "person/unit-officer",
    ),
    Row(
        "D20",
        "XN12-8.5b",
        (*COMPLAINED, HAND_DOWN),
        "LATEST",
        "2024-08-16",
        "complaint.accepted",
        a.UNIT,
        "",
    ),
    Row(
        "D20",
        "XN12-8.5b",
        ANSWERED,
        "WINDOW",
        "2024-10-12",
        "complaint.recheck-requested",
        "",
        "",
    ),
    Row(
        "D20",
        "XN12-8.5b",
        ASKED,
        "LATEST",
        "2024-10-20",
        "complaint.recheck-decided",
        a.CITY,
        "",
    ),
    Row("D21", "XN6A-2e", ENTERED, "TERM", "2027-09-02", "", "", a.JIA),
    Row(
        "D22",
        "XN6B-7b",
        NOTIFIED,
        "LATEST",
        "2024-09-10",
        "inspection.evidence-provided",
        a.FACTORY,
        "",
    ),
    Row(
        "D22",
        "XN6A-6a",
        (*FOUND, REMEDY),
        "LATEST",
        "2024-09-30",
        "inspection.remedy-reported",
        a.FACTORY,
        "",
    ),
    Row(
        "D22",
        "YC12-4.3d",
        loose(yuncheng(ORDERED)),
        "LATEST",
        "2024-09-30",
        "inspection.rectification-reported",
        a.FACTORY,
        "",
    ),
    Row(
        "D22",
        "YC12-4.3b",
        loose(yuncheng((*FOUND, ORDER_COMMITTEE))),
        "LATEST",
        "2024-10-16",
        "committee.rectification-reported",
        a.UNIT,
        "",
    ),
    Row(
        "D22",
        "LZ-8.2b",
        loose(liuzhou((*FOUND, ORDER_COMMITTEE))),
        "LATEST",
        "2024-10-16",
        "committee.rectification-reported",
        a.UNIT,
        "",
    ),
    Row(
        "D22",
        "LZ-8.2b",
        liuzhou(NOTIFIED),
        "LATEST",
        "2024-09-10",
        "inspection.evidence-provided",
        a.FACTORY,
        "",
    ),
    Row(
        "D23",
        "XN12-5.2f",
        (*AT_THE_DEPARTMENT, FAILED_AUDIT),
        "REFERENCE",
        "2024-06-21",
        "application.returned",
        a.DEPARTMENT,
        "person/department-reviewer",
    ),
    Row(
        "D23",
        "XN6B-4.3f",
        (*SUPPLEMENTED, CONFIRM),
        "REFERENCE",
        "2024-08-29",
        "session.archived",
        a.OFFICE,
        "",
    ),
    Row(
        "D23",
        "YC12-4.5a",
        yuncheng((*SUPPLEMENTED, CONFIRM)),
        "REFERENCE",
        "2024-08-29",
        "session.data-reported",
        a.OFFICE,
        "",
    ),
    Row(
        "D23",
        "XN12-8.4c",
        (*CONSENTED, DISQUALIFY.round_the_rules()),
        "REFERENCE",
        "2024-09-14",
        "committee.expert-disqualification-reported",
        a.UNIT,
        "person/unit-officer",
    ),
)


def listed(path: Path, row: Row, day: str) -> Due:
    """Return the newest deadline of a row, as it stands on a day."""
    at = reader(path / "log", day, *row.history)
    found = at.ask(lambda r: due_list(r, at.states, at.today, everything=True))
    mine = [d for d in found if (d.rule.id, d.met_by.code) == (row.rule, row.met_by)]
    return max(mine, key=lambda one: one.started.position)


@pytest.mark.parametrize("row", CATALOGUE, ids=lambda row: f"{row.number} {row.rule}")
def test_a_row_of_the_catalogue_is_owed_by_whom_the_documents_name(
    tmp_path: Path, row: Row
) -> None:
    found = listed(tmp_path, row, "2024-05-01")
    assert (found.kind.code, found.due) == (row.kind, date.fromisoformat(row.due))
    assert (found.organisation.id, found.person) == (row.body, row.person)
    assert found.rule.citation
    assert not found.provisional


@pytest.mark.parametrize("row", CATALOGUE, ids=lambda row: f"{row.number} {row.rule}")
def test_only_what_was_due_is_ever_late(tmp_path: Path, row: Row) -> None:
    """Years later a latest day that nothing met is a finding, and nothing else is."""
    found = listed(tmp_path, row, "2029-01-01")
    unmet = found.kind.code == "LATEST" and found.met is None
    assert found.finding is unmet
    assert (found.days < 0) is (found.met is None or found.days < 0)


def test_every_row_of_the_catalogue_is_here() -> None:
    numbers = {row.number for row in CATALOGUE}
    assert numbers == {f"D{n}" for n in range(1, 24)}


def test_who_alone_holds_the_role_for_a_body_owes_what_it_owes(
    case: PlayedCase, tmp_path: Path
) -> None:
    """By the grants on record; a body with several clerks owes it as a body."""
    with case.copy(tmp_path / "case").open() as log, Views(log, ALL) as views:
        states = AsOf(log)
        day = date(2024, 6, 30)
        found = views.ask(lambda r: due_list(r, states, day, everything=True))
    hops = {
        (one.organisation.id, one.person) for one in found if one.rule.id == "XN12-8.3a"
    }
    department = case.ids["department"], case.ids["dept-reviewer.person"]
    assert department in hops
    assert (case.ids["office"], "") in hops


def test_holders_are_those_that_the_directory_knows(
    case: PlayedCase, tmp_path: Path
) -> None:
    with case.copy(tmp_path / "case").open() as log, Views(log, ALL) as views:
        rows = views.ask(lambda r: r.all(HOLDINGS))
        for day in (date(2024, 5, 1), date(2024, 8, 1), date(2027, 9, 3)):
            local = day.toordinal() - date(1970, 1, 1).toordinal()
            known = {
                (grant.org, grant.role, key.subject)
                for key in log.directory.keys.values()
                for grant in log.directory.roles(key.key_id, log.size, local)
                if grant.org
            }
            now = {
                (one.org, one.role, one.subject)
                for one in rows
                if one.holds_on(day.isoformat()) and one.holds_on("2027-09-03")
            }
            assert now == {
                one for one in known if one in _still(log.directory, log.size)
            }


def _still(directory: Directory, size: int) -> set[tuple[str, str, str]]:
    """Return what holds on the last day of the case too."""
    last = date(2027, 9, 3).toordinal() - date(1970, 1, 1).toordinal()
    return {
        (grant.org, grant.role, key.subject)
        for key in directory.keys.values()
        for grant in directory.roles(key.key_id, size, last)
    }


def test_a_role_that_ended_makes_nobody_owe() -> None:
    holding = Holding(
        org=a.OFFICE,
        key="key/1",
        role="OFFICE_STAFF",
        granted=1,
        subject="person/clerk",
        since="2024-01-01",
        until="2024-07-01",
        ended_on="2024-06-01",
    )
    days = ("2023-12-31", "2024-01-01", "2024-05-31", "2024-06-01")
    assert [holding.holds_on(day) for day in days] == [False, True, True, False]
    kept = replace(holding, ended_on="")
    assert [kept.holds_on(day) for day in ("2024-06-30", "2024-07-01")] == [True, False]
