"""An expert who was disqualified enters the archive (XN6A-9b)."""

from datetime import date

from aggregates.integrity import events as integrity
from tests.support import actors as a
from tests.support.builders import enrol
from tests.support.builders_supervision import DISQUALIFY, EXPERT, INSPECTABLE
from tests.support.cities import in_city
from tests.support.given import deed, given

RECORD = "integrity/expert"
PROPOSE = deed(
    integrity.EntryProposed,
    RECORD,
    [a.UNIT_OFFICER],
    "2024-09-04T09:00",
    person=EXPERT,
    role="EXPERT",
    decision=EXPERT,
    decision_no="咸工评〔2024〕7号（示例）",
    behaviour="DISCIPLINE_BREACH",
)
SERVE = deed(
    integrity.NoticeServed,
    RECORD,
    [a.INTEGRITY_OFFICER],
    "2024-09-04T14:00",
    served_on="2024-09-04",
    facts="泄露评审情况（示例）",
    reply_until="2024-09-06",
)
ENTER = deed(
    integrity.Entered,
    RECORD,
    [a.INTEGRITY_OFFICER, a.CITY_SEAL, a.CITY_CUSTODIAN],
    "2024-09-09T09:00",
    tier="ARCHIVE",
    levels=["CITY"],
)
KNOWN = (*INSPECTABLE, enrol(EXPERT))
DISQUALIFIED = (*KNOWN, DISQUALIFY)


def test_an_expert_is_entered_on_the_disqualification() -> None:
    ids = ("XN12-5.1i", "XN6A-2e", "XN6B-2d")
    given(*KNOWN).when(PROPOSE).refused(*ids)
    given(*DISQUALIFIED).when(PROPOSE).accepted()


def test_an_expert_is_entered_as_an_expert() -> None:
    as_applicant = PROPOSE.but(role="APPLICANT")
    given(*DISQUALIFIED).when(as_applicant).refused("XN12-5.1i", "XN6A-2e")


def test_the_unit_that_disqualified_proposes() -> None:
    other = PROPOSE.signed(a.OTHER_UNIT_OFFICER)
    given(*DISQUALIFIED).when(other).refused("XN6B-2d")


def test_an_expert_s_term_is_that_of_the_profile() -> None:
    """A8: three years from the decision."""
    world = given(*DISQUALIFIED, PROPOSE, SERVE).when(ENTER).accepted()
    record = world.get(RECORD)
    assert (record.term_start, record.term_end) == (date(2024, 9, 2), date(2027, 9, 2))


def test_where_no_years_are_stated_the_entry_states_its_own() -> None:
    nobody = {"blacklist.expert_years": None, "national": None}
    history = in_city("xianning-2024", DISQUALIFIED, **nobody)
    stated = ENTER.but(term_start="2024-09-02", term_end="2026-09-02")
    given(*history, PROPOSE, SERVE).when(stated).accepted()
    given(*DISQUALIFIED, PROPOSE, SERVE).when(stated).refused("XN6A-2e")
