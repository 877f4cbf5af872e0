from dataclasses import replace
from datetime import date

import pytest

from aggregates.committee import events as committee
from ledger.errors import MalformedError
from tests.aggregates.test_result import ARCHIVE
from tests.support import actors as a
from tests.support.builders import (
    ADMITTED,
    ANNOUNCED,
    APPLY,
    COMMITTEE,
    FILE,
    JIA,
    NOTICE,
    OTHER_SERIES,
    SERIES,
    YI,
    paper,
)
from tests.support.builders_session import (
    CONCLUDED,
    CONFIRM,
    CONFIRMED,
    DRAW,
    PUBLICISE,
    SUPPLEMENTED,
)
from tests.support.builders_supervision import (
    AUTHORITY,
    FIND_COMMITTEE,
    INSPECTION,
    THE_UNIT,
    find,
    inspected_in,
)
from tests.support.builders_supervision import ORDER_COMMITTEE as ORDER
from tests.support.cities import LIUZHOU, YUNCHENG
from tests.support.given import Deed, deed, given, instant, instead

REPORT = deed(
    committee.RectificationReported,
    COMMITTEE,
    THE_UNIT,
    "2024-10-10T09:00",
    order="令1",
    report="已补正（示例）",
    evidence=[paper("draw record")],
)
ACCEPT = deed(
    committee.RectificationAccepted,
    COMMITTEE,
    (a.CITY_OFFICER,),
    "2024-10-14T09:00",
    order="令1",
    opinion="整改到位。",
)
FAIL = deed(
    committee.RectificationFailed,
    COMMITTEE,
    (a.CITY_OFFICER,),
    "2024-10-17T09:00",
    order="令1",
    opinion="逾期未纠正。",
)
SUSPEND = deed(
    committee.Suspended,
    COMMITTEE,
    AUTHORITY,
    "2024-10-18T09:00",
    inspection=INSPECTION,
    finding="F3",
    basis="评审程序不完备（示例）",
)
RESUME = deed(
    committee.Resumed, COMMITTEE, AUTHORITY, "2024-11-01T09:00", basis="整改合格"
)
WITHDRAW = deed(
    committee.ReviewAuthorityWithdrawn,
    COMMITTEE,
    AUTHORITY,
    "2024-11-04T09:00",
    inspection=INSPECTION,
    finding="F3",
    basis="情节严重（示例）",
)


def found_in(city: str, rule: str, gravity: str = "SERIOUS") -> tuple[Deed, ...]:
    """Find something about the committee under a city's notice."""
    finding = find("F3", "COMMITTEE", COMMITTEE, rule=rule, gravity=gravity)
    return (*inspected_in(city), finding)


IN_XIANNING = (*inspected_in("xianning-2024"), FIND_COMMITTEE)
IN_YUNCHENG = found_in(YUNCHENG, "YC12-4.3b")
IN_LIUZHOU = found_in(LIUZHOU, "LZ-8.2b")
MINOR_IN_YUNCHENG = found_in(YUNCHENG, "YC12-4.3b", "ORDINARY")
MINOR_IN_LIUZHOU = found_in(LIUZHOU, "LZ-8.2b", "ORDINARY")


def test_a_committee_rectifies_because_of_a_finding() -> None:
    """YC12-4.3b: 责令限期整改; the limit stands in the order (D22)."""
    world = given(*IN_YUNCHENG).when(ORDER).accepted()
    (limit,) = world.acts[-2].body.deadlines
    assert (limit.rule, limit.due) == ("YC12-4.3b", date(2024, 10, 16))
    assert limit.met_by == "committee.rectification-reported"
    baseless = ORDER.but(inspection="", finding="")
    given(*IN_YUNCHENG).when(baseless).refused("YC12-4.3b")


def test_in_liuzhou_what_was_found_is_corrected_in_time() -> None:
    """LZ-8.2b: 要求其限期予以纠正."""
    world = given(*IN_LIUZHOU).when(ORDER).accepted()
    assert world.acts[-2].body.deadlines[0].rule == "LZ-8.2b"
    baseless = ORDER.but(inspection="", finding="").under(LIUZHOU)
    given(*IN_LIUZHOU).when(baseless).refused("LZ-8.2b")


def test_an_order_answers_the_finding_of_the_inspection() -> None:
    world = given(*IN_YUNCHENG).when(ORDER).accepted()
    assert world.get(INSPECTION).findings["F3"].measures == ("RECTIFY",)


@pytest.mark.parametrize("finding", ["F9", "F1"])
def test_a_finding_that_is_named_is_about_this_committee(finding: str) -> None:
    history = (*IN_YUNCHENG, find("F1", "EMPLOYER", a.FACTORY, rule="YC12-4.3d"))
    given(*history).when(ORDER.but(finding=finding)).refused("LEDGER-REFS")


def test_the_limit_lies_ahead() -> None:
    given(*IN_YUNCHENG).when(ORDER.but(until="2024-09-16")).refused("YC12-4.3b")
    given(*IN_LIUZHOU).when(ORDER.but(until="2024-09-16")).refused("LZ-8.2b")


def test_an_order_has_a_number_of_its_own() -> None:
    given(*IN_YUNCHENG, ORDER).when(ORDER).refused("LEDGER-STATE")


def test_measures_are_taken_in_the_territory() -> None:
    """XN6B-2b: a county orders no committee of the city."""
    county = ORDER.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*IN_XIANNING).when(county).refused("XN6B-2b")
    other = ORDER.signed(a.OTHER_CITY_OFFICER, a.OTHER_CITY_SEAL)
    given(*IN_XIANNING).when(other).refused("XN6B-2a")
    given(*IN_XIANNING).when(ORDER).accepted()


def test_the_unit_itself_reports() -> None:
    """XN6B-2d."""
    others = REPORT.signed(a.OTHER_UNIT_OFFICER, a.OTHER_UNIT_SEAL)
    given(*IN_XIANNING, ORDER).when(others).refused("XN6B-2d")
    given(*IN_XIANNING, ORDER).when(REPORT).accepted()


def test_a_report_answers_an_open_order() -> None:
    given(*IN_YUNCHENG, ORDER).when(REPORT.but(order="令9")).refused("LEDGER-REFS")
    done = (*IN_YUNCHENG, ORDER, REPORT, ACCEPT)
    again = REPORT.recorded("2024-10-15T09:00")
    given(*done).when(again).refused("LEDGER-REFS")


def test_nothing_is_accepted_without_a_report() -> None:
    given(*IN_YUNCHENG, ORDER).when(ACCEPT).refused("LEDGER-STATE")
    given(*IN_YUNCHENG, ORDER, REPORT).when(ACCEPT).accepted()


def test_a_rectification_fails_after_its_limit() -> None:
    """LZ-8.2c: 不能按期纠正的."""
    on_the_last_day = FAIL.recorded("2024-10-16T17:00").under(LIUZHOU)
    given(*IN_LIUZHOU, ORDER).when(on_the_last_day).refused("LZ-8.2c")
    given(*IN_LIUZHOU, ORDER).when(FAIL).accepted()
    given(*IN_LIUZHOU, ORDER, REPORT).when(on_the_last_day).accepted()


def test_in_yuncheng_a_committee_is_suspended_for_a_finding() -> None:
    """YC12-4.3b: 程序不完备、不规范、不能保证评审质量的."""
    given(*IN_YUNCHENG).when(SUSPEND).accepted()
    baseless = SUSPEND.but(inspection="", finding="").under(YUNCHENG)
    given(*IN_YUNCHENG).when(baseless).refused("YC12-4.3b")


def test_in_liuzhou_a_committee_is_stopped_when_it_did_not_correct() -> None:
    """LZ-8.2c: first to correct, then to stop."""
    given(*IN_LIUZHOU).when(SUSPEND).refused("LZ-8.2c")
    given(*IN_LIUZHOU, ORDER).when(SUSPEND).accepted()
    early = SUSPEND.recorded("2024-10-16T17:00")
    given(*IN_LIUZHOU, ORDER).when(early).refused("LZ-8.2c")
    given(*IN_LIUZHOU, ORDER, FAIL).when(SUSPEND).accepted()


def test_a_committee_that_corrected_is_not_stopped() -> None:
    corrected = (*IN_LIUZHOU, ORDER, REPORT, ACCEPT)
    given(*corrected).when(SUSPEND).refused("LZ-8.2c")


def test_review_goes_on_when_the_rectification_was_accepted() -> None:
    """YC12-4.3b, LZ-8.2c."""
    suspended = (*IN_YUNCHENG, ORDER, SUSPEND)
    given(*suspended).when(RESUME).refused("YC12-4.3b")
    late_report = REPORT.recorded("2024-10-21T09:00")
    late_accept = ACCEPT.recorded("2024-10-22T09:00")
    given(*suspended, late_report, late_accept).when(RESUME).accepted()
    stopped = (*IN_LIUZHOU, ORDER, SUSPEND)
    resume = RESUME.under(LIUZHOU)
    given(*stopped).when(resume).refused("LZ-8.2c")
    given(*stopped, late_report, late_accept).when(resume).accepted()


def test_xianning_withdraws_for_a_serious_breach() -> None:
    """XN6A-7b: 情节严重的，取消职称评审权."""
    given(*IN_XIANNING).when(WITHDRAW).accepted()
    baseless = WITHDRAW.but(inspection="", finding="")
    given(*IN_XIANNING).when(baseless).refused("XN6A-7b")


def test_yuncheng_withdraws_for_a_serious_breach() -> None:
    """YC12-4.3c: 情节严重的，收回其职称评审权."""
    given(*IN_YUNCHENG).when(WITHDRAW).accepted()
    given(*MINOR_IN_YUNCHENG).when(WITHDRAW).refused("YC12-4.3c")
    failed = (*MINOR_IN_YUNCHENG, ORDER, FAIL)
    given(*failed).when(WITHDRAW).accepted()


def test_liuzhou_withdraws_after_a_stop() -> None:
    """LZ-8.2c: 责令停止评审工作，直至取消评审资格."""
    given(*IN_LIUZHOU).when(WITHDRAW).refused("LZ-8.2c")
    given(*MINOR_IN_LIUZHOU, ORDER, FAIL, SUSPEND).when(WITHDRAW).accepted()


# --- acts not recognised (XN6A-7a)

SHORT = FILE.but(valid_to="2024-06-30")
THEREAFTER = instant("2024-07-01T00:00")


def lapsed(history: tuple[Deed, ...]) -> tuple[Deed, ...]:
    """Tell a history whose filing ended on 30 June; the review went on all the same."""
    went_on = tuple(
        one.round_the_rules() if one.at >= THEREAFTER else one for one in history
    )
    return instead(went_on, FILE, SHORT)


def enlarged(**scope: object) -> tuple[Deed, ...]:
    """Tell a history whose notice went beyond the filing."""
    return instead(ANNOUNCED, NOTICE, NOTICE.but(**scope).round_the_rules())


DISOWN = deed(
    committee.ActsNotRecognised,
    COMMITTEE,
    AUTHORITY,
    "2024-09-20T09:00",
    cause="EXPIRED",
    sessions=[a.SESSION],
    document_no="咸职改办〔2024〕63号（示例）",
    decided_on="2024-09-20",
)
NAMELESS = {k: v for k, v in DISOWN.fields.items() if k != "sessions"}
SCOPE = DISOWN.but(cause="SCOPE_ENLARGED")
LEVELS = DISOWN.but(cause="BEYOND_AUTHORITY")


def test_what_a_lapsed_committee_did_is_not_recognised() -> None:
    """XN6A-7a: 有效期届满未重新核准备案."""
    world = given(*lapsed(CONCLUDED)).when(DISOWN).accepted()
    assert world.get(JIA.id).stage == "NOT_CONFIRMED"
    assert world.get(YI.id).stage == "NOT_CONFIRMED"
    assert world.get(COMMITTEE).unrecognised == {a.SESSION}
    given(*CONCLUDED).when(DISOWN).refused("XN6A-7a")


def test_a_session_that_is_not_recognised_goes_no_further() -> None:
    """What is owed in it ends; its papers are still put in order (XN6B-4.3f)."""
    world = given(*lapsed(CONCLUDED)).when(DISOWN).accepted()
    assert world.get(a.SESSION).stage == "NOT_RECOGNISED"
    disowned = (*lapsed(CONCLUDED), DISOWN)
    late = PUBLICISE.recorded("2024-09-23T09:00").but(posted_on="2024-09-23")
    given(*disowned).when(late).refused("XN6A-7a", "LEDGER-STATE")
    given(*disowned).when(ARCHIVE.recorded("2024-09-23T09:00")).accepted()


def test_a_confirmed_result_is_void() -> None:
    history = lapsed(CONFIRMED)
    assert given(*history).world.get(JIA.id).stage == "CONFIRMED"
    world = given(*history).when(DISOWN).accepted()
    assert world.get(JIA.id).stage == "VOIDED"


def test_what_is_not_recognised_is_neither_published_nor_confirmed() -> None:
    """XN6A-7a: also without the decision, when the filing had ended."""
    given(*CONCLUDED).when(PUBLICISE).accepted()
    given(*lapsed(CONCLUDED)).when(PUBLICISE).refused("XN6A-7a")
    given(*SUPPLEMENTED).when(CONFIRM).accepted()
    given(*lapsed(SUPPLEMENTED)).when(CONFIRM).refused("XN6A-7a")


def test_a_decision_stops_the_confirmation_too() -> None:
    early = DISOWN.recorded("2024-07-17T15:00").but(decided_on="2024-07-17")
    decided = (*SUPPLEMENTED, early.round_the_rules())
    verdict = given(*decided).when(CONFIRM)
    assert "XN6A-7a" in {one.rule for one in verdict.refusals}


def test_a_committee_that_was_filed_again_in_time_is_recognised() -> None:
    again = [
        APPLY.recorded("2024-06-26T10:00"),
        deed(
            committee.Refiled,
            COMMITTEE,
            AUTHORITY,
            "2024-06-27T10:00",
            filed_on="2024-06-27",
            valid_to="2027-06-27",
            document_no="咸职改备〔2024〕20号（示例）",
        ),
    ]
    place = list(CONCLUDED).index(DRAW)
    refiled = (*CONCLUDED[:place], *again, *CONCLUDED[place:])
    history = instead(refiled, FILE, SHORT)
    given(*history).when(PUBLICISE).accepted()
    given(*history).when(DISOWN).refused("XN6A-7a")


@pytest.mark.parametrize(
    ("act", "scope"),
    [
        (SCOPE, {"series": [SERIES, OTHER_SERIES]}),
        (LEVELS, {"levels": ["INTERMEDIATE", "JUNIOR", "ASSOCIATE_SENIOR"]}),
    ],
)
def test_what_goes_beyond_the_filing_is_not_recognised(
    act: Deed, scope: dict[str, list[str]]
) -> None:
    """XN6A-7a: 超越职称评审权限、擅自扩大职称评审范围."""
    given(*enlarged(**scope)).when(act).accepted()
    given(*ANNOUNCED).when(act).refused("XN6A-7a")


def test_what_was_admitted_beyond_the_filing_is_not_recognised() -> None:
    """XN6A-7a: the notice kept to the filing, the acceptance did not."""
    narrow = APPLY.but(professions=["电气"])
    beyond = tuple(one.round_the_rules() for one in instead(ADMITTED, APPLY, narrow))
    given(*beyond).when(SCOPE).accepted()
    lower = APPLY.but(levels=["JUNIOR"])
    above = tuple(one.round_the_rules() for one in instead(ADMITTED, APPLY, lower))
    given(*above).when(LEVELS).accepted()


def test_sessions_must_be_named() -> None:
    with pytest.raises(MalformedError, match="sessions"):
        given(*CONCLUDED).when(replace(DISOWN, fields=NAMELESS))


def test_a_committee_that_nobody_filed_has_no_day_on_which_it_was() -> None:
    unfiled = tuple(one.round_the_rules() for one in instead(CONCLUDED, FILE))
    given(*unfiled).when(DISOWN.but(cause="NEVER_FILED")).accepted()


def test_an_unfiled_committee_s_acts_are_not_recognised() -> None:
    """XN6A-7a: 未经核准备案: the filing came after the meeting."""
    late = FILE.recorded("2024-08-01T09:00").but(
        filed_on="2024-08-01", valid_to="2027-08-01"
    )
    unfiled = (*instead(CONCLUDED, FILE), late)
    history = tuple(one.round_the_rules() for one in unfiled)
    never = DISOWN.but(cause="NEVER_FILED")
    given(*history).when(never).accepted()
    given(*lapsed(CONCLUDED)).when(never).refused("XN6A-7a")


def test_everybody_concerned_is_listed() -> None:
    """Who is left out would keep a result that nobody could have given."""
    some = DISOWN.listing(JIA.id)
    given(*lapsed(CONCLUDED)).when(some).refused("XN6A-7a")


def test_only_sessions_of_the_committee_are_concerned() -> None:
    foreign = DISOWN.but(sessions=[a.SESSION, a.OTHER_SESSION])
    given(*lapsed(CONCLUDED)).when(foreign).refused("LEDGER-REFS", "XN6A-7a")
    none = DISOWN.but(sessions=[])
    given(*lapsed(CONCLUDED)).when(none).refused("LEDGER-REFS")


def test_not_recognised_acts_are_a_ground_to_withdraw() -> None:
    history = (*lapsed(CONCLUDED), DISOWN)
    baseless = WITHDRAW.but(inspection="", finding="")
    given(*history).when(baseless).accepted()
