"""Crossed thresholds of Liuzhou (LZ-4.1.1c, d, e), acknowledged and answered."""

from datetime import date

import pytest

from aggregates.application import audits, recommending
from aggregates.circular import events as circular
from aggregates.inspection import consequences
from aggregates.organisation import events as organisation
from tests.support import actors as a
from tests.support.builders import (
    ADMITTED,
    AT_THE_COUNTY,
    AT_THE_DEPARTMENT,
    COMMITTEE,
    JIA,
    PUBLICISED,
    YI,
    digest,
    paper,
)
from tests.support.builders_supervision import (
    AUTHORITY,
    CIRCULAR,
    INSPECTION,
    PLANNED,
)
from tests.support.cities import LIUZHOU, publish
from tests.support.given import Deed, deed, given

CROSSED = "inspection/crossed"
BY_THE_DEPARTMENT = (a.DEPARTMENT_REVIEWER, a.DEPARTMENT_SEAL)
BY_THE_OFFICE = (a.OFFICE_STAFF, a.OFFICE_SEAL)

NOT_PASSED = deed(
    audits.AuditNotPassed,
    JIA.id,
    [a.DEPARTMENT_REVIEWER],
    "2024-06-17T09:00",
    reasons=[{"code": "CONDITIONS", "item": "M1", "text": "学历不符合条件"}],
)
DEFECT = deed(
    audits.EligibilityDefectFound,
    JIA.id,
    [a.OFFICE_STAFF],
    "2024-06-25T09:00",
    defect="CONDITIONS",
    arisen_on="2024-06-20",
    found_on="2024-06-25",
    evidence=paper("defect"),
)
FAILED_IN_AUDIT = (*AT_THE_DEPARTMENT, NOT_PASSED, publish(LIUZHOU))
FAILED_IN_REVIEW = (*ADMITTED, DEFECT, publish(LIUZHOU))


def whole(count: int) -> dict[str, object]:
    return {"count": count, "sha256": digest(f"{count} applications")}


AUDIT = deed(
    consequences.ThresholdAcknowledged,
    CROSSED,
    BY_THE_DEPARTMENT,
    "2024-08-05T09:00",
    threshold="EMPLOYER_AUDIT",
    target=a.FACTORY,
    year=2024,
    part=[JIA.id],
    whole=whole(10),
    explain_until="2024-08-15",
).under(LIUZHOU)
REVIEW = (
    AUDIT.but(threshold="DEPARTMENT_REVIEW", target=a.DEPARTMENT, whole=whole(5))
    .but(plan_until="2024-08-20", explains=a.DEPARTMENT)
    .signed(*BY_THE_OFFICE)
)
RECHECK = AUDIT.but(
    threshold="COMMITTEE_RECHECK",
    target=COMMITTEE,
    explain_until=None,
).signed(*AUTHORITY)
EXPLAIN = deed(
    consequences.ExplanationSubmitted,
    CROSSED,
    (a.HEAD, a.SEAL),
    "2024-08-12T09:00",
    explanation="审核把关不严（示例）",
    document=paper("explanation"),
)
SUBMIT_PLAN = deed(
    consequences.RectificationPlanSubmitted,
    CROSSED,
    BY_THE_DEPARTMENT,
    "2024-08-16T09:00",
    measures="逐件复审，两人签字。",
    done_by="2024-12-31",
    document=paper("plan"),
)
CIRCULATE = deed(
    circular.Issued,
    CIRCULAR,
    BY_THE_DEPARTMENT,
    "2024-08-19T09:00",
    document_no="柳机函〔2024〕3号（示例）",
    issued_on="2024-08-19",
    manner="CIRCULAR",
    scope="OWN_SYSTEM",
    subject_kind="EMPLOYER",
    subject=a.FACTORY,
    year=2024,
    rule="LZ-4.1.1c",
    basis="柳州市2024年度通知 四（一）1",
    facts="10件中1件不符合条件（示例）",
    document=paper("circular"),
    inspection=CROSSED,
).under(LIUZHOU)
CIRCULATE_DEPARTMENT = (
    CIRCULATE.but(scope="OWN_FIELD", subject_kind="DEPARTMENT", subject=a.DEPARTMENT)
    .but(rule="LZ-4.1.1d")
    .signed(*BY_THE_OFFICE)
)
CIRCULATE_COMMITTEE = CIRCULATE.but(
    subject_kind="COMMITTEE", subject=COMMITTEE, rule="LZ-4.1.1e", scope="WHOLE_CITY"
).signed(*AUTHORITY)
CLOSE = deed(
    consequences.Closed,
    CROSSED,
    BY_THE_DEPARTMENT,
    "2024-08-30T09:00",
    summary="说明、通报均已完成（示例）",
)
SUSPEND = deed(
    organisation.RecommendingRightSuspended,
    a.DEPARTMENT,
    AUTHORITY,
    "2024-08-21T09:00",
    year=2025,
    basis="柳人社函〔2024〕12号（示例）",
    inspection=CROSSED,
).under(LIUZHOU)


def test_one_in_ten_of_an_employer_is_acknowledged() -> None:
    """G16: ten declared, one not qualified."""
    world = given(*FAILED_IN_AUDIT).when(AUDIT).accepted()
    (limit,) = world.acts[-1].body.deadlines
    assert (limit.rule, limit.due) == ("LZ-4.1.1c", date(2024, 8, 15))
    assert limit.met_by == "inspection.explanation-submitted"


def test_one_in_eleven_is_not() -> None:
    """G16: eleven declared, one not qualified."""
    below = AUDIT.but(whole=whole(11))
    given(*FAILED_IN_AUDIT).when(below).refused("LZ-4.1.1c")


def test_the_part_is_no_greater_than_the_whole() -> None:
    given(*FAILED_IN_AUDIT).when(AUDIT.but(whole=whole(0))).refused("LZ-4.1.1c")


def test_one_in_five_of_a_department_is_acknowledged() -> None:
    world = given(*FAILED_IN_REVIEW).when(REVIEW).accepted()
    dues = [(one.rule, one.due) for one in world.acts[-1].body.deadlines]
    assert dues == [
        ("LZ-4.1.1d", date(2024, 8, 15)),
        ("LZ-4.1.1d", date(2024, 8, 20)),
    ]
    below = REVIEW.but(whole=whole(6))
    given(*FAILED_IN_REVIEW).when(below).refused("LZ-4.1.1d")


def test_one_in_ten_of_a_committee_is_acknowledged() -> None:
    given(*FAILED_IN_REVIEW).when(RECHECK).accepted()
    below = RECHECK.but(whole=whole(11))
    given(*FAILED_IN_REVIEW).when(below).refused("LZ-4.1.1e")


def test_a_city_without_thresholds_acknowledges_none() -> None:
    here = AUDIT.under("xianning-2024")
    given(*FAILED_IN_AUDIT).when(here).refused("LEDGER-STATE")


def test_who_qualified_does_not_count() -> None:
    """Numbers that the ledger does not bear out would put a body to shame."""
    untouched = (*AT_THE_DEPARTMENT, publish(LIUZHOU))
    given(*untouched).when(AUDIT).refused("LEDGER-REFS")


def test_whom_the_employer_did_not_recommend_does_not_count() -> None:
    """基层单位推荐人选: want of a post is no want of qualification."""
    refused = deed(
        recommending.RecommendationRefused,
        JIA.id,
        [a.HEAD],
        "2024-06-14T10:00",
        reasons=[{"code": "QUOTA", "item": "", "text": "岗位已满"}],
    )
    given(*PUBLICISED, refused, publish(LIUZHOU)).when(AUDIT).refused("LEDGER-REFS")


def test_whom_the_department_stopped_does_not_count_against_it() -> None:
    """主管部门审核推荐人选: what it did not pass, it has not recommended."""
    given(*FAILED_IN_AUDIT).when(REVIEW).refused("LEDGER-REFS")
    later = NOT_PASSED.signed(a.COUNTY_OFFICER).recorded("2024-06-18T09:00")
    history = (*AT_THE_COUNTY, later, publish(LIUZHOU))
    given(*history).when(REVIEW).accepted()


@pytest.mark.parametrize(
    "wrong",
    [
        AUDIT.but(year=2023),
        AUDIT.but(part=[JIA.id, YI.id]),
        AUDIT.but(part=["application/none"]),
    ],
)
def test_who_is_of_another_year_or_body_does_not_count(wrong: Deed) -> None:
    given(*FAILED_IN_AUDIT).when(wrong).refused("LEDGER-REFS")


def test_the_body_is_one_of_its_kind() -> None:
    committee = AUDIT.but(target=COMMITTEE, explains="")
    verdict = given(*FAILED_IN_AUDIT).when(committee)
    assert "LEDGER-REFS" in {one.rule for one in verdict.refusals}


def test_the_employer_s_own_department_acknowledges() -> None:
    """LZ-4.1.1c: 主管部门应在本系统内对该单位进行通报."""
    by_the_city = AUDIT.signed(*AUTHORITY)
    given(*FAILED_IN_AUDIT).when(by_the_city).refused("LZ-4.1.1c")


def test_a_committee_concerned_acknowledges() -> None:
    """LZ-4.1.1d: 各级评委会应在本领域范围内予以通报."""
    strangers = REVIEW.signed(a.OTHER_OFFICE_STAFF, a.OTHER_OFFICE_SEAL)
    given(*FAILED_IN_REVIEW).when(strangers).refused("LZ-4.1.1d")


def test_the_authority_of_the_committee_acknowledges() -> None:
    """LZ-4.1.1e: 由各级职改部门予以通报."""
    strangers = RECHECK.signed(a.OTHER_CITY_OFFICER, a.OTHER_CITY_SEAL)
    given(*FAILED_IN_REVIEW).when(strangers).refused("LZ-4.1.1e")
    by_the_unit = RECHECK.signed(a.UNIT_OFFICER, a.UNIT_SEAL)
    given(*FAILED_IN_REVIEW).when(by_the_unit).refused("LZ-4.1.1e")


def test_a_seal_alone_acknowledges_nothing() -> None:
    alone = AUDIT.signed(a.DEPARTMENT_SEAL)
    verdict = given(*FAILED_IN_AUDIT).when(alone)
    found = {one.rule for one in verdict.refusals}
    assert {"LEDGER-SIGNERS", "LEDGER-SEAL", "LZ-4.1.1c"} <= found


def test_what_was_explained_without_a_threshold_changes_nothing() -> None:
    """Somebody went round the rules; the history folds all the same."""
    stray = (EXPLAIN.round_the_rules(), SUBMIT_PLAN.round_the_rules())
    history = (*FAILED_IN_AUDIT, AUDIT, EXPLAIN, *stray)
    assert given(*history).world.get(CROSSED).threshold.planned
    elsewhere = (*PLANNED, EXPLAIN.upon(INSPECTION).round_the_rules())
    plan = SUBMIT_PLAN.upon(INSPECTION)
    given(*elsewhere).when(plan).refused("LEDGER-STATE")
    whole_story = (*elsewhere, plan.round_the_rules())
    assert given(*whole_story).world.get(INSPECTION).threshold is None


def test_it_says_until_when_to_explain() -> None:
    open_ended = AUDIT.but(explain_until=None)
    given(*FAILED_IN_AUDIT).when(open_ended).refused("LZ-4.1.1c")
    today = AUDIT.but(explain_until="2024-08-05")
    given(*FAILED_IN_AUDIT).when(today).refused("LZ-4.1.1c")


def test_a_department_s_plan_has_a_limit_too() -> None:
    without = REVIEW.but(plan_until=None)
    given(*FAILED_IN_REVIEW).when(without).refused("LZ-4.1.1d")


def test_the_employer_explains_its_own() -> None:
    other = AUDIT.but(explains=a.SCHOOL)
    given(*FAILED_IN_AUDIT).when(other).refused("LZ-4.1.1c")


def test_the_decision_says_whether_department_or_employer_explains() -> None:
    """A12b: 「该推荐单位」 may be read either way."""
    given(*FAILED_IN_REVIEW).when(REVIEW.but(explains=a.FACTORY)).accepted()
    other = REVIEW.but(explains=a.SCHOOL)
    given(*FAILED_IN_REVIEW).when(other).refused("LZ-4.1.1d")


def test_it_is_explained_by_who_must() -> None:
    others = EXPLAIN.signed(a.SCHOOL_HEAD, a.SCHOOL_SEAL)
    given(*FAILED_IN_AUDIT, AUDIT).when(others).refused("LEDGER-COMPETENCE")
    given(*FAILED_IN_AUDIT, AUDIT).when(EXPLAIN).accepted()


def test_an_employer_s_threshold_asks_for_no_plan() -> None:
    plan = SUBMIT_PLAN.signed(a.HEAD, a.SEAL)
    given(*FAILED_IN_AUDIT, AUDIT).when(plan).refused("LEDGER-STATE")


def test_an_employer_is_closed_when_explained_and_circulated() -> None:
    acknowledged = (*FAILED_IN_AUDIT, AUDIT)
    given(*acknowledged).when(CLOSE).refused("LZ-4.1.1c")
    given(*acknowledged, EXPLAIN).when(CLOSE).refused("LZ-4.1.1c")
    given(*acknowledged, CIRCULATE).when(CLOSE).refused("LZ-4.1.1c")
    given(*acknowledged, EXPLAIN, CIRCULATE).when(CLOSE).accepted()


def test_a_department_is_closed_after_its_plan_too() -> None:
    by_the_office = CLOSE.signed(*BY_THE_OFFICE)
    done = (
        *FAILED_IN_REVIEW,
        REVIEW,
        EXPLAIN.signed(*BY_THE_DEPARTMENT),
        CIRCULATE_DEPARTMENT,
    )
    given(*done).when(by_the_office).refused("LZ-4.1.1d")
    given(*done, SUBMIT_PLAN).when(by_the_office).accepted()


def test_a_committee_is_closed_when_circulated() -> None:
    by_the_city = CLOSE.signed(*AUTHORITY)
    given(*FAILED_IN_REVIEW, RECHECK).when(by_the_city).refused("LZ-4.1.1e")
    history = (*FAILED_IN_REVIEW, RECHECK, CIRCULATE_COMMITTEE)
    given(*history).when(by_the_city).accepted()


def test_a_circular_needs_its_threshold() -> None:
    """LZ-4.1.1c: no share, no circular."""
    given(*FAILED_IN_AUDIT).when(CIRCULATE.but(inspection="")).refused("LZ-4.1.1c")
    given(*FAILED_IN_AUDIT, AUDIT).when(CIRCULATE).accepted()


def test_a_circular_is_about_the_body_of_the_threshold() -> None:
    other = CIRCULATE.but(subject=a.SCHOOL)
    given(*FAILED_IN_AUDIT, AUDIT).when(other).refused("LZ-4.1.1c")


def test_a_department_circulates_in_its_own_system() -> None:
    wider = CIRCULATE.but(scope="WHOLE_CITY")
    given(*FAILED_IN_AUDIT, AUDIT).when(wider).refused("LZ-4.1.1c")


def test_an_authority_does_not_circulate_in_the_department_s_place() -> None:
    instead = CIRCULATE.signed(*AUTHORITY)
    given(*FAILED_IN_AUDIT, AUDIT).when(instead).refused("LZ-4.1.1c")


def test_the_right_to_recommend_is_suspended_for_the_next_year() -> None:
    """LZ-4.1.1d: 视情况可暂停该推荐单位次年推荐申报权限."""
    acknowledged = (*FAILED_IN_REVIEW, REVIEW)
    given(*acknowledged).when(SUSPEND.but(year=2024)).refused("LZ-4.1.1d")
    given(*acknowledged).when(SUSPEND.but(inspection="")).refused("LZ-4.1.1d")
    world = given(*acknowledged).when(SUSPEND).accepted()
    assert world.get(CROSSED).threshold.measures == ("SUSPEND",)


def test_an_employer_s_threshold_suspends_nobody() -> None:
    of_the_factory = SUSPEND.upon(a.FACTORY)
    given(*FAILED_IN_AUDIT, AUDIT).when(of_the_factory).refused("LZ-4.1.1d")
