import pytest

from aggregates.committee import events as committee
from tests.support import actors as a
from tests.support.builders import (
    ACCEPTED,
    APPLY,
    COMMITTEE,
    FILE,
    FILED,
    JIA,
    NOTICE,
    REGISTRY,
)
from tests.support.cities import LIUZHOU, YUNCHENG, in_city
from tests.support.given import Deed, deed, given, instead, until

CITY = [a.CITY_OFFICER, a.CITY_SEAL]
CHANGE = deed(
    committee.ChangeOccurred,
    COMMITTEE,
    [a.UNIT_OFFICER],
    "2024-04-29T09:00",
    trigger="SCOPE_CHANGED",
    occurred_on="2024-04-28",
    document_no="运编发〔2024〕5号（示例）",
    description="评审范围增加电气专业。",
)
SUSPEND = deed(
    committee.Suspended, COMMITTEE, CITY, "2024-04-29T10:00", basis="程序不完备"
).round_the_rules()
WITHDRAW = deed(
    committee.ReviewAuthorityWithdrawn,
    COMMITTEE,
    CITY,
    "2024-04-29T11:00",
    basis="情节严重",
).round_the_rules()
APPLY_IN_YUNCHENG = APPLY.but(conditions=["工程系列评审条件（示例）"])
IN_YUNCHENG = instead(in_city(YUNCHENG, FILED), APPLY, APPLY_IN_YUNCHENG)
IN_LIUZHOU = in_city(LIUZHOU, FILED)
REAPPLY = APPLY_IN_YUNCHENG.recorded("2024-04-29T11:00")
REFILE = deed(
    committee.Refiled,
    COMMITTEE,
    CITY,
    "2024-04-29T15:00",
    filed_on="2024-04-29",
    valid_to="2027-04-29",
    document_no="运职备〔2024〕9号（示例）",
)


def yuncheng(history: tuple[Deed, ...]) -> tuple[Deed, ...]:
    return instead(in_city(YUNCHENG, history), APPLY, APPLY_IN_YUNCHENG)


@pytest.mark.parametrize("trigger", ["DELEGATED", "REORGANISED", "SCOPE_CHANGED"])
def test_after_a_change_nothing_is_reviewed_before_a_new_filing(trigger: str) -> None:
    """YC12-2b: five triggers, three of them told by the unit."""
    given(*IN_YUNCHENG).when(NOTICE).accepted()
    changed = (*IN_YUNCHENG, CHANGE.but(trigger=trigger))
    given(*changed).when(NOTICE).refused("YC12-2b")
    given(*changed, REAPPLY, REFILE).when(NOTICE).accepted()


def test_a_new_committee_reviews_nothing_before_its_filing() -> None:
    history = until(IN_YUNCHENG, APPLY_IN_YUNCHENG)
    given(*history).when(NOTICE).refused("YC12-2b")


def test_an_expired_filing_is_a_trigger() -> None:
    short = FILE.but(valid_to="2024-04-29")
    history = instead(IN_YUNCHENG, FILE, short)
    given(*history).when(NOTICE).refused("YC12-2b")
    on_the_last_day = NOTICE.recorded("2024-04-29T18:00").but(published_on="2024-04-29")
    given(*history).when(on_the_last_day).accepted()


def test_a_change_does_not_stop_the_review_where_the_notice_does_not_say_so() -> None:
    given(*FILED, CHANGE).when(NOTICE).accepted()


def test_a_change_stops_acceptance_and_admission_too() -> None:
    later = CHANGE.recorded("2024-06-20T08:00")
    before = until(ACCEPTED, JIA.to_office)
    given(*yuncheng((*before, later))).when(JIA.accept).refused("YC12-2b")
    accepted = (*ACCEPTED, CHANGE.recorded("2024-06-20T10:00"))
    given(*yuncheng(accepted)).when(JIA.admit).refused("YC12-2b")
    given(*yuncheng(ACCEPTED)).when(JIA.admit).accepted()


def test_only_a_filed_committee_changes() -> None:
    applied = until(IN_YUNCHENG, APPLY_IN_YUNCHENG)
    given(*applied).when(CHANGE).refused("YC12-2b")
    tomorrow = CHANGE.but(occurred_on="2024-04-30")
    given(*IN_YUNCHENG).when(tomorrow).refused("YC12-2b")


def test_the_unit_itself_tells_the_change() -> None:
    given(*FILED).when(CHANGE.signed(a.OTHER_UNIT_OFFICER)).refused("XN6B-2d")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("committee_name", " "),
        ("series", []),
        ("levels", []),
        ("conditions", []),
        ("rules_documents", []),
    ],
)
def test_a_filing_states_seven_things(field: str, value: object) -> None:
    """YC12-2c: unit, name, series, scope, conditions, rules, office."""
    registry = in_city(YUNCHENG, REGISTRY)
    given(*registry).when(APPLY_IN_YUNCHENG).accepted()
    incomplete = APPLY_IN_YUNCHENG.but(**{field: value})
    given(*registry).when(incomplete).refused("YC12-2c")


def test_a_filing_rests_on_an_application() -> None:
    """YC12-2c."""
    given(*until(IN_YUNCHENG, APPLY_IN_YUNCHENG)).when(FILE).accepted()
    refused = deed(
        committee.FilingRefused,
        COMMITTEE,
        [a.CITY_OFFICER],
        "2024-04-25T15:00",
        reasons=["制度不全"],
    )
    given(*until(IN_YUNCHENG, APPLY_IN_YUNCHENG), refused).when(FILE).refused("YC12-2c")


def test_a_suspended_committee_reviews_nothing() -> None:
    """YC12-4.3b: 暂停其评审工作."""
    given(*IN_YUNCHENG, SUSPEND).when(NOTICE).refused("YC12-4.3b")


def test_a_stopped_committee_reviews_nothing() -> None:
    """LZ-8.2c: 责令停止评审工作."""
    given(*IN_LIUZHOU).when(NOTICE).accepted()
    given(*IN_LIUZHOU, SUSPEND).when(NOTICE).refused("LZ-8.2c")


def test_a_withdrawn_power_is_gone() -> None:
    """YC12-4.3c: 收回其职称评审权; LZ-8.2c: 取消评审资格."""
    given(*IN_YUNCHENG, WITHDRAW).when(NOTICE).refused("YC12-4.3c")
    given(*IN_LIUZHOU, WITHDRAW).when(NOTICE).refused("LZ-8.2c")


def test_xianning_says_it_of_the_filing() -> None:
    given(*FILED, SUSPEND).when(NOTICE).refused("XN12-7.1c")
