"""初定: the first title of a graduate (YC12-3.5b, YC12-3.5c)."""

from tests.support import actors as a
from tests.support.builders import REGISTRY
from tests.support.builders_title import DETERMINE, INITIAL
from tests.support.cities import YUNCHENG, in_city
from tests.support.given import given

HERE = in_city(YUNCHENG, REGISTRY)
STRICT = in_city(YUNCHENG, REGISTRY, initial_determination_late="refuse")
LATER = DETERMINE.recorded("2024-12-01T09:00")


def test_employer_and_authority_determine_it_by_the_last_day_of_november() -> None:
    given(*STRICT).when(DETERMINE).accepted()
    given(*STRICT).when(LATER).refused("YC12-3.5c")


def test_whether_a_late_determination_is_refused_is_a_setting() -> None:
    """The document names the day and no consequence; late is then a finding."""
    world = given(*HERE).when(LATER).accepted()
    (due,) = world.acts[-2].body.deadlines
    assert (due.rule, str(due.due), due.met_by) == (
        "YC12-3.5c",
        "2024-11-30",
        "title.initial-title-determined",
    )


def test_it_stands_on_the_person() -> None:
    world = given(*HERE).when(DETERMINE).accepted()
    assert world.get(a.JIA).titles == {INITIAL: True}
    assert world.get(INITIAL).stage == "DETERMINED"


def test_a_graduate_studies_works_and_then_holds_it() -> None:
    before = DETERMINE.but(employed_since="2023-06-01")
    given(*HERE).when(before).refused("YC12-3.5b")
    given(*HERE).when(DETERMINE.but(employed_since="2023-06-30")).accepted()


def test_the_head_of_the_employer_signs_with_its_authority() -> None:
    other_head = DETERMINE.signed(a.SCHOOL_HEAD, a.COUNTY_OFFICER)
    given(*HERE).when(other_head).refused("LEDGER-COMPETENCE")
    other_county = DETERMINE.signed(a.HEAD, a.OTHER_COUNTY_OFFICER)
    given(*HERE).when(other_county).refused("LEDGER-COMPETENCE")
    given(*HERE).when(DETERMINE.signed(a.HEAD)).refused("LEDGER-SIGNERS")


def test_a_title_is_determined_once_for_a_registered_person() -> None:
    again = DETERMINE.upon("title/again")
    given(*HERE, DETERMINE).when(again).refused("LEDGER-STATE")
    given(*HERE).when(DETERMINE.but(person="person/nobody")).refused("LEDGER-STATE")


def test_a_title_is_not_held_before_its_day() -> None:
    given(*HERE).when(DETERMINE.but(since="2024-12-01")).refused("LEDGER-TIME")
