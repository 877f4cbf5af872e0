from datetime import date
from typing import Any

import pytest

from aggregates.catalog import AGGREGATES, body_to_map, event_type, read_body
from aggregates.standing import MemoryStates
from ledger.errors import MalformedError
from tests.support.builders import JIA, NOTICE
from tests.support.builders_session import ASSIGN, DRAW, EXTEND, PLAN
from tests.support.given import Deed, given

NAMES = {
    "application.drafted": JIA.draft,
    "session.review-notice-published": NOTICE,
    "session.review-plan-submitted": PLAN,
    "complaint.verification-assigned": ASSIGN,
    "complaint.verification-extended": EXTEND,
}


def read(name: str, **changes: Any) -> Any:
    facts = {**NAMES[name].fields, **changes}
    return read_body(event_type(name), facts)


def test_a_body_round_trips_through_its_map() -> None:
    body = read("session.review-notice-published")
    assert read_body(event_type("session.review-notice-published"), body_to_map(body))


def test_a_surplus_field_is_malformed() -> None:
    with pytest.raises(MalformedError, match="surplus"):
        read("application.drafted", surplus=1)


def test_a_missing_field_is_malformed() -> None:
    facts = dict(JIA.draft.fields)
    del facts["series"]
    with pytest.raises(MalformedError, match="series"):
        read_body(event_type("application.drafted"), facts)


def test_an_unknown_type_is_malformed() -> None:
    with pytest.raises(MalformedError, match="expected a known one"):
        event_type("application.invented")


def test_an_unknown_version_of_a_type_is_malformed() -> None:
    with pytest.raises(MalformedError, match="expected a known one"):
        event_type("application.drafted", 2)


def test_an_id_of_another_kind_is_malformed() -> None:
    """A session named where a person belongs would be asked for a person's facts."""
    with pytest.raises(MalformedError, match="person: expected an id like person/"):
        read("application.drafted", person="session/2024")


def test_text_that_is_no_id_is_malformed() -> None:
    with pytest.raises(MalformedError, match="session: expected an id like session/"):
        read("application.drafted", session="2024")


def test_an_empty_id_is_malformed_where_one_is_needed() -> None:
    with pytest.raises(MalformedError, match="session: expected an id"):
        read("application.drafted", session="")


def test_an_id_that_may_be_left_out_may_be_empty() -> None:
    assert read("application.drafted", agency="").agency == ""


def test_every_id_of_a_list_is_of_its_kind() -> None:
    with pytest.raises(MalformedError, match="investigators: expected an id"):
        read("complaint.verification-assigned", investigators=["person/x", "y"])


@pytest.mark.parametrize("day", ["1899-12-31", "2200-01-01"])
def test_a_day_outside_two_centuries_is_malformed(day: str) -> None:
    """Arithmetic on the year 1 or 9999 would leave the calendar."""
    with pytest.raises(MalformedError, match="opening_on: expected a day of the years"):
        read("session.review-plan-submitted", opening_on=day)


def test_the_ends_of_the_two_centuries_are_days() -> None:
    assert read(
        "session.review-plan-submitted", opening_on="2199-12-31"
    ).opening_on == date(2199, 12, 31)


@pytest.mark.parametrize("limit", [0, -1, 10**9])
def test_a_hop_limit_is_a_number_of_days(limit: int) -> None:
    """A limit without measure would let the count of working days run for hours."""
    with pytest.raises(MalformedError, match="hop_limit"):
        read("session.review-notice-published", hop_limit=limit)


@pytest.mark.parametrize("members", [0, -1, 10**6])
def test_a_panel_has_a_number_of_members(members: int) -> None:
    with pytest.raises(MalformedError, match="members"):
        read("session.review-plan-submitted", members=members)


def test_a_ceiling_is_a_fraction() -> None:
    with pytest.raises(MalformedError, match="denominator"):
        read(
            "session.review-plan-submitted",
            pass_ceiling={"numerator": 1, "denominator": 0},
        )


def test_an_extension_has_a_number_of_days() -> None:
    with pytest.raises(MalformedError, match="days"):
        read("complaint.verification-extended", days=10**9)


def test_a_sealed_list_has_a_length_that_can_be_drawn_from() -> None:
    """A length of nine quadrillion would make the redraw run for ever."""
    too_long: Deed = DRAW.but(pool={"count": 2**53 - 1, "sha256": bytes(32)})
    with pytest.raises(MalformedError, match="count"):
        given().when(too_long)


def test_states_of_an_unknown_kind_are_malformed() -> None:
    with pytest.raises(MalformedError, match="aggregate: expected one of"):
        MemoryStates(AGGREGATES).get("circus/1")
