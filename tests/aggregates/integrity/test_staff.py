"""In 运城 applicants, experts and staff enter the archive for three years."""

from datetime import date

from aggregates.integrity import events as integrity
from aggregates.person import events as person
from tests.support import actors as a
from tests.support.builders import REGISTRY, enrol
from tests.support.builders_session import ENTER as ENTER_APPLICANT
from tests.support.builders_session import SERVED
from tests.support.cities import yuncheng
from tests.support.given import deed, given

CLERK = "person/clerk"
RECORD = "integrity/clerk"
BASIS = "运工评〔2024〕3号（示例）"
BAR = deed(
    person.StaffBarred,
    CLERK,
    [a.UNIT_OFFICER, a.UNIT_SEAL],
    "2024-09-02T09:00",
    from_="2024-09-02",
    basis=BASIS,
)
PROPOSE = deed(
    integrity.EntryProposed,
    RECORD,
    [a.UNIT_OFFICER],
    "2024-09-04T09:00",
    person=CLERK,
    role="STAFF",
    decision=CLERK,
    decision_no=BASIS,
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
    levels=[],
)
KNOWN = (*REGISTRY, enrol(CLERK), BAR)
IN_YUNCHENG = yuncheng(KNOWN)
WAITING = (*IN_YUNCHENG, PROPOSE, SERVE)


def test_barred_staff_enter_the_archive() -> None:
    given(*IN_YUNCHENG).when(PROPOSE).accepted()
    given(*yuncheng((*REGISTRY, enrol(CLERK)))).when(PROPOSE).refused("YC12-4.4b")


def test_whom_no_document_names_does_not_enter() -> None:
    """In 咸宁 the documents name applicants and experts."""
    given(*KNOWN).when(PROPOSE).refused("XN6A-2e")


def test_the_unit_that_barred_proposes() -> None:
    authority = PROPOSE.signed(a.CITY_OFFICER)
    given(*IN_YUNCHENG).when(authority).accepted()
    elsewhere = PROPOSE.signed(a.OTHER_COUNTY_OFFICER)
    given(*IN_YUNCHENG).when(elsewhere).refused("LEDGER-COMPETENCE")


def test_a_term_is_three_years() -> None:
    world = given(*WAITING).when(ENTER).accepted()
    record = world.get(RECORD)
    assert (record.term_start, record.term_end) == (date(2024, 9, 2), date(2027, 9, 2))
    shorter = ENTER.but(term_start="2024-09-02", term_end="2026-09-02")
    given(*WAITING).when(shorter).refused("YC12-4.4b")


def test_an_archive_entry_of_staff_bars_no_application() -> None:
    """A6: the text states no bar."""
    (bar,) = given(*WAITING).when(ENTER).accepted().get(CLERK).bars
    assert not bar.bars


def test_an_applicant_s_term_is_three_years_too() -> None:
    history = yuncheng(SERVED)
    entered = ENTER_APPLICANT.but(tier="ARCHIVE", levels=[])
    given(*history).when(entered).accepted()
    longer = entered.but(term_start="2024-09-02", term_end="2028-09-02")
    given(*history).when(longer).refused("YC12-4.4b")


def test_where_there_is_only_an_archive_nobody_enters_a_blacklist() -> None:
    """YC12-4.4b: 记入职称评审诚信档案库."""
    blacklist = ENTER.but(tier="BLACKLIST")
    given(*WAITING).when(blacklist).refused("YC12-4.4b")
    applicant = ENTER_APPLICANT.but(tier="BLACKLIST", levels=[])
    given(*yuncheng(SERVED)).when(applicant).refused("YC12-4.4b")
