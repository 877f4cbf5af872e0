"""The other cities' notices, in the places of the usual histories.

Places, bodies and persons stay those of the tests; only the documents change, and hold
from the year's beginning on, so that the same histories can be told under each.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from aggregates.application import audits, checks, recommending
from aggregates.application import events as application
from aggregates.committee import events as committee
from aggregates.policy import events as policy
from aggregates.policy.profile import load_profile, profile_to_dict, with_settings
from aggregates.schema import Body
from aggregates.session import events as session
from aggregates.session import meeting, papers, results
from tests.support import actors as a
from tests.support.builders import COMMITTEE, PUBLISH, SERIES, STANDARD, public
from tests.support.given import Deed, deed, instead

YUNCHENG = "yuncheng-2024"
LIUZHOU = "liuzhou-2024"
FIRST_DAY = date(2024, 1, 15)


def publish(name: str, **changes: Any) -> Deed:
    """Publish a city's profile here, in force since January.

    ``changes`` are settings by their dotted path.
    """
    shipped = with_settings(load_profile(name), changes)
    documents = tuple(
        msgspec.structs.replace(one, effective_from=FIRST_DAY)
        for one in shipped.documents
    )
    here = msgspec.structs.replace(
        shipped,
        territory="421200",
        documents=documents,
        effective_from=FIRST_DAY,
    )
    return deed(
        policy.Published,
        f"policy/{name}",
        [a.CITY_OFFICER, a.CITY_SEAL],
        "2024-04-23T11:00",
        profile=profile_to_dict(here),
        effective_from="2024-01-15",
    )


DEPLOY = deed(
    papers.DeploymentDocumentFiled,
    a.SESSION,
    [a.OFFICE_STAFF],
    "2024-04-29T08:00",
    committee=COMMITTEE,
    year=2024,
    series=[SERIES],
    document_no="柳工评办〔2024〕1号（示例）",
    published_on="2024-04-29",
    address="https://example.invalid/deployment",
    materials=["EDUCATION", "PAPER", "ACHIEVEMENT"],
    education_from="毕业证书签发之日",
    seniority_from="职称证书签发之日",
    conditions=[STANDARD],
    document=public("deployment"),
)
UPLOAD = deed(
    papers.OpeningFormUploaded,
    a.SESSION,
    [a.OFFICE_STAFF],
    "2024-06-26T16:00",
    opening_on="2024-07-04",
    documents=[{"code": "OPENING_FORM", "file": public("opening form")}],
)
UPLOAD_ALL = UPLOAD.but(
    documents=[
        {"code": code, "file": public(code)}
        for code in ("OPENING_FORM", "WORK_PLAN", "STANDARDS")
    ]
)
"""What a self-review body files."""
RECHECK = deed(
    results.ResultRechecked,
    a.SESSION,
    [a.UNIT_OFFICER],
    "2024-07-05T17:00",
    problems=0,
)
REQUEST = deed(
    papers.ConfirmationRequested,
    a.SESSION,
    [a.UNIT_OFFICER, a.UNIT_SEAL],
    "2024-07-17T15:00",
    document=public("request"),
)
BEFORE: dict[type[Body], Deed] = {
    session.ReviewNoticePublished: DEPLOY,
    session.ExpertsDrawn: UPLOAD,
    results.ResultPublicityOpened: RECHECK,
    results.ResultsConfirmed: REQUEST,
}
"""What 柳州 asks beside the usual course, before which act."""
COURSE = "《高级职称评审专家培训课程》"
PARTS = ("SCHEDULE", "STANDARDS", "RECOMMENDATION_PROCEDURE", "DISCIPLINE")
"""What a plan of 运城 is made of."""


def in_city(name: str, history: Sequence[Deed], **changes: Any) -> tuple[Deed, ...]:
    """Tell a history under another city's notice."""
    return instead(history, PUBLISH, publish(name, **changes))


POINTS = [
    {"point": item.code, "conforms": True}
    for item in load_profile(LIUZHOU).department_points
]
BANS = [
    {"ban": item.code, "found": False} for item in load_profile(LIUZHOU).admission_bans
]
SELF_CHECKED = [item.code for item in load_profile(LIUZHOU).self_check_groups]
IN_CHARGE = "person/factory-reviewer"


def appoint(application_id: str) -> Deed:
    """Name the reviewer in charge (LZ-4.1.1a)."""
    return deed(
        recommending.EmployerReviewerAppointed,
        application_id,
        [a.HEAD],
        "2024-05-15T09:00",
        reviewer=IN_CHARGE,
    )


def promise(application_id: str) -> Deed:
    """Let the reviewer in charge sign the commitment (LZ-4.1.1a)."""
    return deed(
        checks.ReviewCommitmentSigned,
        application_id,
        [a.REVIEWER],
        "2024-05-15T10:00",
        reviewer=IN_CHARGE,
        form="审核责任人承诺书（示例）",
    )


def unit_audit(application_id: str) -> Deed:
    """Let the establishing unit audit how the others did their part (LZ-4.3a)."""
    return deed(
        checks.UnitPerformanceAudited,
        application_id,
        [a.UNIT_OFFICER],
        "2024-06-19T16:00",
        points=POINTS,
        bans=BANS,
        opinion="申报单位、主管部门履职到位（示例）",
    )


def liuzhou(history: Sequence[Deed], **changes: Any) -> tuple[Deed, ...]:
    """Tell a history as Liuzhou asks: with what only its notice wants."""
    return in_city(
        LIUZHOU, [more for one in history for more in _in_liuzhou(one)], **changes
    )


def yuncheng(history: Sequence[Deed], **changes: Any) -> tuple[Deed, ...]:
    """Tell a history as Yuncheng asks: with what only its notice wants."""
    return in_city(YUNCHENG, [_in_yuncheng(one) for one in history], **changes)


def _in_yuncheng(one: Deed) -> Deed:
    return one.but(**YUNCHENG_STATES[one.body]) if one.body in YUNCHENG_STATES else one


def _in_liuzhou(one: Deed) -> tuple[Deed, ...]:
    if one.body in LIUZHOU_STATES:
        return (one.but(**LIUZHOU_STATES[one.body]),)
    if one.body is recommending.EmployerItemReviewed:
        return (appoint(one.on), promise(one.on), one)
    if one.body is audits.Accepted:
        return (unit_audit(one.on), one)
    if one.on == a.SESSION and one.body in BEFORE:
        return (BEFORE[one.body], one)
    return (one,)


Stated = Mapping[type[Body], dict[str, Any]]
YUNCHENG_STATES: Stated = {
    committee.FilingApplied: {"conditions": [STANDARD]},
    session.ReviewPlanSubmitted: {
        "parts": [{"code": code, "text": "见方案"} for code in PARTS]
    },
}
LIUZHOU_STATES: Stated = {
    application.IntegrityCommitmentSigned: {"checked": SELF_CHECKED},
    audits.DepartmentAuditPassed: {"points": POINTS},
    meeting.PanelTrained: {"documents": [COURSE]},
}
"""What an act states otherwise than in 咸宁."""
