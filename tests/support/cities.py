"""The other cities' notices, in the places of the usual histories.

Places, bodies and persons stay those of the tests; only the documents change, and hold
from the year's beginning on, so that the same histories can be told under each.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from aggregates.application import checks
from aggregates.application import events as application
from aggregates.committee import events as committee
from aggregates.policy import events as policy
from aggregates.policy.profile import load_profile, profile_to_dict, with_settings
from tests.support import actors as a
from tests.support.builders import PUBLISH, STANDARD
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
        application.EmployerReviewerAppointed,
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
    if one.body is committee.FilingApplied:
        return one.but(conditions=[STANDARD])
    return one


def _in_liuzhou(one: Deed) -> tuple[Deed, ...]:
    if one.body is application.IntegrityCommitmentSigned:
        return (one.but(checked=SELF_CHECKED),)
    if one.body is application.EmployerItemReviewed:
        return (appoint(one.on), promise(one.on), one)
    if one.body is application.DepartmentAuditPassed:
        return (one.but(points=POINTS),)
    if one.body is application.Accepted:
        return (unit_audit(one.on), one)
    return (one,)
