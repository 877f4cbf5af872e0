"""A review held otherwise than by its plan is a finding (XN12-8.2a, 8.2c, A17)."""

import pytest

from aggregates.session.deviations import NAMES, RULES, deviations
from tests.aggregates.session.test_upward import CHARGE, SCHEDULE
from tests.support import actors as a
from tests.support.builders import ADMITTED, JIA, PROFILE, PUBLISH, YI
from tests.support.builders_session import (
    CONFIRM,
    CONSENT,
    DRAW,
    FROZEN,
    OPEN,
    OPENED,
    OPINION,
    PLAN,
    READY_TO_OPEN,
    SUPPLEMENTED,
    TALLIED,
    TALLY,
    ballot,
)
from tests.support.cities import publish
from tests.support.given import Deed, given, instead


def found(*history: Deed) -> list[tuple[str, str, str]]:
    world = given(*history).world
    profile = world.get(f"policy/{PROFILE}").versions[-1].profile
    acts = [act for act in world.acts if act.id == a.SESSION]
    seen = deviations(
        acts, lambda application: str(world.get(application).level), profile
    )
    return [(one.code, one.planned, one.done) for one in seen]


def ceiling(numerator: int, denominator: int) -> tuple[Deed, ...]:
    fraction = {"numerator": numerator, "denominator": denominator}
    return instead(TALLIED, PLAN, PLAN.but(pass_ceiling=fraction))


def test_what_is_held_as_planned_is_no_finding() -> None:
    failed = TALLY.listing(ballot(JIA.id, 5, 0), ballot(YI.id, 2, 2, 1, passed=False))
    assert found(*instead(TALLIED, TALLY, failed)) == []


def test_the_ceiling_itself_may_be_reached_and_not_exceeded() -> None:
    """A17, exact: two of two is more than nine of ten and no more than one of one."""
    assert found(*ceiling(9, 10)) == [("PASS_RATE", "9/10", "2/2")]
    assert found(*ceiling(1, 1)) == []


UNASKED = tuple(one.round_the_rules() for one in (*READY_TO_OPEN, OPEN))
CONSENTING = READY_TO_OPEN.index(CONSENT)


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        (
            (*READY_TO_OPEN, OPEN.recorded("2024-07-05T09:00").round_the_rules()),
            ("OPENING_DAY", "2024-07-04", "2024-07-05"),
        ),
        (
            (*FROZEN, DRAW.but(alternates=[]).round_the_rules()),
            ("MEMBERS", "(5, 2)", "(5, 0)"),
        ),
        (
            (*OPENED, OPINION.but(standard="自定标准").round_the_rules()),
            ("STANDARD", PLAN.fields["scoring_standard"], "自定标准"),
        ),
        (
            tuple(
                one.round_the_rules()
                for one in instead((*READY_TO_OPEN, OPEN), CONSENT)
            ),
            ("CONSENT", "同意", "–"),
        ),
    ],
)
def test_what_was_done_otherwise_is_found(
    history: tuple[Deed, ...], expected: tuple[str, str, str]
) -> None:
    assert found(*history) == [expected]


def silent(setting: str, value: str) -> Deed:
    return publish(PROFILE, **{setting: value})


def test_a_confirmation_in_the_next_year_is_found_and_not_refused() -> None:
    """A23: 不得跨年度评审 is of the meeting; the city may allow what comes after it."""
    late = CONFIRM.recorded("2025-01-06T09:00").but(document_on="2025-01-06")
    assert found(*SUPPLEMENTED, CONFIRM) == []
    assert found(*SUPPLEMENTED, late) == [("NEXT_YEAR", "2024", "2025-01-06")]
    allowed = silent("confirmation_next_year", "allowed")
    assert found(*instead(SUPPLEMENTED, PUBLISH, allowed), late) == []


def test_a_city_may_refuse_what_passes_its_ceiling() -> None:
    """A17, XN12-8.2c."""
    strict = silent("ceiling_exceeded", "refuse")
    half = {"numerator": 1, "denominator": 2}
    planned = instead((*OPENED, OPINION), PLAN, PLAN.but(pass_ceiling=half))
    given(*planned).when(TALLY).accepted()
    given(*instead(planned, PUBLISH, strict)).when(TALLY).refused("XN12-8.2c")
    one = TALLY.listing(ballot(JIA.id, 5, 0), ballot(YI.id, 2, 2, 1, passed=False))
    given(*instead(planned, PUBLISH, strict)).when(one).accepted()


def test_a_fee_is_that_of_the_level() -> None:
    scheduled = (*ADMITTED, SCHEDULE.recorded("2024-06-20T14:30"))
    assert found(*scheduled, CHARGE) == []
    more = CHARGE.but(fen=20_001)
    assert found(*scheduled, more) == [("FEE", "20000 分", "20001 分")]


def test_every_deviation_has_a_name_and_a_rule() -> None:
    assert set(NAMES) == set(RULES)
