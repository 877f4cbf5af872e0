from datetime import date

import pytest

from aggregates.person.identity import (
    KIND_NAMES,
    DocumentKind,
    Fault,
    Sex,
    born_on,
    find_credit_code_faults,
    find_faults,
    find_mismatches,
    index_number,
    normalise_number,
    sex_of,
    widen,
)

TODAY = date(2024, 6, 1)
RESIDENT = DocumentKind.RESIDENT_ID
PERMIT = DocumentKind.HMT_RESIDENCE_PERMIT
FOREIGN = DocumentKind.FOREIGN_PERMANENT_RESIDENCE
EXAMPLE = "11010519491231002X"  # the example of GB 11643


def codes(faults: tuple[Fault, ...]) -> list[str]:
    return [fault.code for fault in faults]


def faults(kind: DocumentKind, number: str) -> list[str]:
    return codes(find_faults(kind, number, today=TODAY))


@pytest.mark.parametrize(
    "number",
    [
        EXAMPLE,
        "440524188001010014",  # the standard's second example, born in 1880
        "421202198101010013",  # 咸安区, a county younger than the person
        "422301198101010013",  # 咸宁市, a county that is gone
        "110105199902280042",
    ],
)
def test_a_sound_number_of_a_resident_has_no_fault(number: str) -> None:
    assert faults(RESIDENT, number) == []


@pytest.mark.parametrize("number", ["810000199408230021", "830000199201300022"])
def test_a_sound_residence_permit_of_the_three_regions_has_no_fault(
    number: str,
) -> None:
    assert faults(PERMIT, number) == []


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (FOREIGN, "911124198108030024"),
        (FOREIGN, "USA110181080324"),
        (DocumentKind.HM_TRAVEL_PERMIT, "H12345678"),
        (DocumentKind.HM_TRAVEL_PERMIT, "M1234567801"),
        (DocumentKind.TAIWAN_TRAVEL_PERMIT, "12345678"),
        (DocumentKind.TAIWAN_TRAVEL_PERMIT, "1234567890B"),
        (DocumentKind.PASSPORT, "E12345678"),
        (DocumentKind.PASSPORT, "123456789"),
    ],
)
def test_other_documents_are_judged_by_their_own_form(
    kind: DocumentKind, number: str
) -> None:
    assert faults(kind, number) == []


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        (RESIDENT, "", ["FORM"]),
        (RESIDENT, "1101051949123100", ["FORM"]),
        (RESIDENT, "1101051949123100X2", ["FORM"]),
        (RESIDENT, "01010519491231002X", ["FORM"]),
        (RESIDENT, "٤10105194912310028", ["FORM"]),
        (RESIDENT, "810000199408230021", ["FORM"]),
        (RESIDENT, "911124198108030024", ["FORM"]),
        (RESIDENT, "110105194912310021", ["CHECKSUM"]),
        (RESIDENT, "110105194902290020", ["BIRTH_DATE", "CHECKSUM"]),
        (RESIDENT, "110105209912310029", ["FUTURE"]),
        (RESIDENT, "110105491231002", ["HISTORIC"]),
        (RESIDENT, "110105490229002", ["HISTORIC", "BIRTH_DATE"]),
        (PERMIT, EXAMPLE, ["FORM"]),
        (PERMIT, "810000199408230022", ["CHECKSUM"]),
        (FOREIGN, "911124198108030025", ["CHECKSUM"]),
        (FOREIGN, "USA11018108032", ["FORM"]),
        (DocumentKind.PASSPORT, "PASSPORT", ["FORM"]),
        (DocumentKind.PASSPORT, "E1234567890", ["FORM"]),
        (DocumentKind.HM_TRAVEL_PERMIT, "C12345678", ["FORM"]),
        (DocumentKind.TAIWAN_TRAVEL_PERMIT, "1234567", ["FORM"]),
    ],
)
def test_everything_wrong_with_a_number_is_said_at_once(
    kind: DocumentKind, number: str, expected: list[str]
) -> None:
    assert faults(kind, number) == expected


def test_nobody_is_born_after_the_day_of_the_check() -> None:
    number = "110105202406010013"
    assert codes(find_faults(RESIDENT, number, today=date(2024, 6, 1))) == []
    assert codes(find_faults(RESIDENT, number, today=date(2024, 5, 31))) == ["FUTURE"]


def test_an_old_number_stands_in_historical_data_only() -> None:
    old = "110105491231002"
    assert find_faults(RESIDENT, old, today=TODAY, allow_historic=True) == ()
    assert faults(RESIDENT, old) == ["HISTORIC"]


@pytest.mark.parametrize("position", range(18))
def test_every_slip_of_one_character_is_found(position: int) -> None:
    slips = [
        EXAMPLE[:position] + other + EXAMPLE[position + 1 :]
        for other in "0123456789X"
        if other != EXAMPLE[position]
    ]
    assert all(faults(RESIDENT, slip) for slip in slips)


@pytest.mark.parametrize("position", range(17))
def test_every_exchange_of_two_neighbours_is_found(position: int) -> None:
    slip = list(EXAMPLE)
    slip[position : position + 2] = reversed(slip[position : position + 2])
    assert "".join(slip) == EXAMPLE or faults(RESIDENT, "".join(slip))


def test_a_fault_never_repeats_the_number() -> None:
    """Faults reach screens, log files and exchanged reports; numbers must not."""
    for number in ("110105194912310021", "123456789012345678", "secret"):
        for kind in DocumentKind:
            assert number not in str(find_faults(kind, number, today=TODAY))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("11010519491231002x", EXAMPLE),
        (" 110105 19491231 002X\n", EXAMPLE),
        ("１１０１０５１９４９１２３１００２Ｘ", EXAMPLE),
        ("110105\u300019491231002X", EXAMPLE),
    ],
)
def test_what_is_typed_is_normalised(typed: str, number: str) -> None:
    assert normalise_number(typed) == number


def test_one_person_is_found_under_the_old_and_the_new_number() -> None:
    assert widen("110105491231002") == EXAMPLE
    assert widen(EXAMPLE) == EXAMPLE
    assert index_number(RESIDENT, "110105 491231 002") == EXAMPLE
    assert index_number(RESIDENT, "11010519491231002x") == EXAMPLE


def test_a_passport_of_fifteen_digits_is_not_widened() -> None:
    number = "110105491231002"
    assert index_number(DocumentKind.PASSPORT, number) == number


def test_birth_and_sex_are_read_from_the_number() -> None:
    assert (born_on(EXAMPLE), sex_of(EXAMPLE)) == (date(1949, 12, 31), Sex.FEMALE)
    assert sex_of("440524188001010014") is Sex.MALE
    assert born_on("110105491231002") == date(1949, 12, 31)
    assert sex_of("110105491231002") is Sex.FEMALE
    assert (born_on("E12345678"), sex_of("E12345678")) == (None, None)
    assert (born_on("X" * 18), sex_of("X" * 18)) == (None, None)
    assert born_on("110105" + "١٩٤٩١٢٣١" + "002X") is None


def test_stated_sex_and_birth_must_be_those_of_the_number() -> None:
    """附件4 asks for all three, so that a slip in one of them shows."""
    born = date(1949, 12, 31)
    assert find_mismatches(RESIDENT, EXAMPLE, sex="女", born=born) == ()
    assert codes(
        find_mismatches(RESIDENT, EXAMPLE, sex="男", born=date(1949, 12, 30))
    ) == ["SEX_DIFFERS", "BIRTH_DIFFERS"]


def test_a_number_that_holds_no_facts_contradicts_none() -> None:
    born = date(1981, 8, 3)
    passport = DocumentKind.PASSPORT
    assert find_mismatches(passport, "E12345678", sex="男", born=born) == ()
    assert find_mismatches(FOREIGN, "USA110181080324", sex="男", born=born) == ()
    assert find_mismatches(FOREIGN, "911124198108030024", sex="男", born=born) == ()
    assert codes(
        find_mismatches(FOREIGN, "911124198108030024", born=date(1981, 8, 4))
    ) == ["BIRTH_DIFFERS"]


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91110000600037341L"])
def test_a_sound_credit_code_has_no_fault(code: str) -> None:
    assert find_credit_code_faults(code) == ()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("91350100M000100Y44", ["CHECKSUM"]),
        ("91350100M000100Y4", ["FORM"]),
        ("91350100M000100I43", ["FORM"]),
        ("9135O100M000100Y43", ["FORM"]),
        ("", ["FORM"]),
    ],
)
def test_an_unsound_credit_code_is_said_to_be_so(
    code: str, expected: list[str]
) -> None:
    assert codes(find_credit_code_faults(code)) == expected


def test_every_kind_of_document_has_a_name_in_both_languages() -> None:
    assert set(KIND_NAMES) == set(DocumentKind)
    assert all(name.zh and name.en for name in KIND_NAMES.values())
