"""柳州 三（一）、（二）: what may be demanded, what is shared, what is uploaded."""

from typing import Any

from aggregates.application import audits
from aggregates.application import events as application
from tests.support import actors as a
from tests.support.builders import DECLARING, JIA, SUBMITTED
from tests.support.cities import appoint, in_city, liuzhou, promise
from tests.support.given import Deed, deed, given

EXCEPT = deed(
    application.ExceptionGranted,
    JIA.id,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-05-12T09:00",
    exception="OTHER",
    rule="LZ-3.1b",
    basis="柳职改办〔2024〕15号（示例）",
    reason="刊物来源须进一步证明",
)


def demand(kind: str | None) -> Deed:
    return deed(
        audits.CorrectionRequested,
        JIA.id,
        [a.REVIEWER],
        "2024-05-13T09:00",
        reasons=[{"code": "MORE", "item": "", "text": "请补充", "demands": kind}],
        until="2024-05-20",
    )


def shared(data: str, *, obtained: bool) -> Deed:
    return deed(
        application.SharedDataObtained,
        JIA.id,
        [a.OFFICE_STAFF],
        "2024-05-09T08:00",
        data=data,
        obtained=obtained,
        source="教育部学历数据（示例）",
        obtained_on="2024-05-09",
    )


HERE = liuzhou(SUBMITTED)


def sharing(data: str, *, obtained: bool) -> tuple[Deed, ...]:
    return (*liuzhou(DECLARING), shared(data, obtained=obtained), JIA.submit)


# --- the list


def test_nothing_outside_the_list_is_demanded() -> None:
    """The deployment document lists education, papers and achievements."""
    given(*HERE).when(demand("ACHIEVEMENT")).accepted()
    given(*HERE).when(demand("AWARD")).refused("LZ-3.1b")
    given(*HERE).when(demand(None)).accepted()


def test_the_authority_may_let_more_be_demanded() -> None:
    """原则上."""
    given(*HERE, EXCEPT).when(demand("AWARD")).accepted()
    other = EXCEPT.but(rule="LZ-3.2b")
    given(*HERE, other).when(demand("AWARD")).refused("LZ-3.1b")


def test_a_return_demands_no_more_than_a_correction() -> None:
    back: dict[str, Any] = {"kind": "CONDITIONS", "to": a.JIA}
    ask = demand("AWARD")
    returned = deed(
        audits.Returned,
        JIA.id,
        [a.REVIEWER],
        "2024-05-13T09:00",
        reasons=ask.fields["reasons"],
        **back,
    )
    given(*HERE).when(returned).refused("LZ-3.1b")


def test_a_city_without_a_list_binds_nobody_to_one() -> None:
    given(*SUBMITTED).when(demand("AWARD")).accepted()


# --- what is shared


def test_what_is_shared_is_not_demanded_again() -> None:
    known = sharing("EDUCATION", obtained=True)
    given(*known).when(demand("EDUCATION")).refused("LZ-3.2b")
    given(*HERE).when(demand("EDUCATION")).accepted()


def test_the_authority_may_let_shared_data_be_demanded() -> None:
    known = sharing("EDUCATION", obtained=True)
    granted = EXCEPT.but(rule="LZ-3.2b")
    given(*known, granted).when(demand("EDUCATION")).accepted()


def test_what_could_not_be_shared_may_be_demanded() -> None:
    missing = (
        *HERE,
        shared("SOCIAL_INSURANCE", obtained=False).recorded("2024-05-12T08:00"),
    )
    given(*missing).when(demand("SOCIAL_INSURANCE")).accepted()
    given(*HERE).when(demand("SOCIAL_INSURANCE")).refused("LZ-3.1b")


def test_what_could_not_be_shared_is_uploaded() -> None:
    missing = (*liuzhou(DECLARING), shared("TITLE", obtained=False))
    given(*missing).when(JIA.submit).refused("LZ-3.2c")
    later = shared("TITLE", obtained=True)
    given(*missing, later).when(JIA.submit).accepted()
    uploaded = (*liuzhou(DECLARING), shared("EDUCATION", obtained=False))
    given(*uploaded).when(JIA.submit).accepted()


def test_the_employer_passes_nothing_that_is_neither_shared_nor_uploaded() -> None:
    ready = (*HERE, appoint(JIA.id), promise(JIA.id))
    missing = shared("TITLE", obtained=False).recorded("2024-05-15T11:00")
    given(*ready, missing).when(JIA.review).refused("LZ-3.2c")


def test_shared_data_stand_for_an_original() -> None:
    """LZ-4.1.2c: M1 is a certificate of education."""
    unseen = [
        {"item": "M1", "original_seen": False, "genuine": True},
        {"item": "M2", "original_seen": True, "genuine": True},
    ]
    review = JIA.review.but(items=unseen)
    appointed = (appoint(JIA.id), promise(JIA.id))
    known = sharing("EDUCATION", obtained=True)
    given(*known, *appointed).when(review).accepted()
    given(*HERE, *appointed).when(review).refused("LZ-4.1.2c")


# --- told once


def test_a_city_may_refuse_what_should_have_been_told_before() -> None:
    """The setting makes a refusal of the finding: the first answer was the last."""
    answered = deed(
        audits.CorrectionSubmitted,
        JIA.id,
        [a.JIA_SIGNS],
        "2024-05-14T09:00",
        answers=["MORE"],
    )
    again = demand(None).recorded("2024-05-15T09:00")
    strict = {"correction.old_reason_again": "refuse"}
    there = (*liuzhou(SUBMITTED, **strict), demand(None), answered)
    given(*there).when(again).refused("LZ-4.3c")
    given(*HERE, demand(None), answered).when(again).accepted()
    here = in_city("xianning-2024", SUBMITTED, **strict)
    given(*here, demand(None), answered).when(again).refused("XN12-5.2f")
