"""Laws of identity numbers: what is right passes, what is one slip away does not."""

from datetime import date

from hypothesis import assume, given

from aggregates.person.identity import (
    DocumentKind,
    Sex,
    born_on,
    check_character,
    find_credit_code_faults,
    find_faults,
    index_number,
    sex_of,
)
from tests.support.strategies import (
    ANY_TEXT,
    CHECK_CHARACTERS,
    CREDIT_CHARACTERS,
    DOCUMENT_KINDS,
    PLACES_OF_18,
    resident_digits,
)

TODAY = date(2024, 6, 1)
RESIDENT = DocumentKind.RESIDENT_ID
CREDIT_CODE = "91350100M000100Y43"


@given(digits=resident_digits())
def test_a_number_with_its_check_character_has_no_fault(digits: str) -> None:
    number = digits + check_character(digits)
    assert find_faults(RESIDENT, number, today=TODAY) == ()
    assert f"{born_on(number):%Y%m%d}" == digits[6:14]
    assert (sex_of(number) is Sex.MALE) is (int(digits[16]) % 2 == 1)


@given(
    digits=resident_digits(),
    place=PLACES_OF_18,
    other=CHECK_CHARACTERS,
)
def test_a_number_with_one_slip_has_a_fault(
    digits: str, place: int, other: str
) -> None:
    number = digits + check_character(digits)
    assume(number[place] != other)
    slip = number[:place] + other + number[place + 1 :]
    assert find_faults(RESIDENT, slip, today=TODAY)


@given(digits=resident_digits())
def test_the_old_number_finds_the_same_person(digits: str) -> None:
    assume(digits[6:8] == "19")
    old = digits[:6] + digits[8:]
    assert index_number(RESIDENT, old) == digits + check_character(digits)


@given(text=ANY_TEXT, kind=DOCUMENT_KINDS)
def test_no_input_breaks_the_check(text: str, kind: DocumentKind) -> None:
    faults = find_faults(kind, text, today=TODAY, allow_historic=True)
    assert all(fault.text.zh and fault.text.en for fault in faults)
    assert isinstance(find_credit_code_faults(text), tuple)


@given(place=PLACES_OF_18, other=CREDIT_CHARACTERS)
def test_a_credit_code_with_one_slip_has_a_fault(place: int, other: str) -> None:
    assume(CREDIT_CODE[place] != other)
    slip = CREDIT_CODE[:place] + other + CREDIT_CODE[place + 1 :]
    assert find_credit_code_faults(slip)
