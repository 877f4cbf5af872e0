"""Registering a person: whose number is wrong, and who is registered already."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from aggregates.decider import Refused
from aggregates.dispatch import Dispatch
from aggregates.draft import Intent, Signatory
from aggregates.person import events as person
from ledger.vault import Vault
from tests.support import actors as a
from tests.support.given import deed, given
from tests.support.ledgers import REGISTRAR, Ledger, found

# Numbers of nobody: the place 110105 with days of birth of the standard's examples.
RESIDENT = "11010519491231002X"
REGISTER = deed(
    person.Registered,
    "person/new",
    [a.REGISTRAR],
    "2024-04-24T09:00",
    name="王工（示例）",
    document=RESIDENT,
    document_kind="RESIDENT_ID",
)


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("RESIDENT_ID", RESIDENT),
        ("RESIDENT_ID", "１１０１０５　１９４９１２３１　００２x"),
        ("HMT_RESIDENCE_PERMIT", "810000199408230021"),
        ("FOREIGN_PERMANENT_RESIDENCE", "ABC123456789012"),
        ("FOREIGN_PERMANENT_RESIDENCE", "911124198108030024"),
        ("HM_TRAVEL_PERMIT", "H12345678"),
        ("TAIWAN_TRAVEL_PERMIT", "12345678"),
        ("PASSPORT", "E12345678"),
    ],
)
def test_every_kind_of_document_is_registered(kind: str, number: str) -> None:
    given().when(REGISTER.but(document=number, document_kind=kind)).accepted()


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("RESIDENT_ID", "110105194912310020"),
        ("RESIDENT_ID", "110105194913310021"),
        ("RESIDENT_ID", "110105209912310029"),
        ("RESIDENT_ID", "110105491231002"),
        ("RESIDENT_ID", "E12345678"),
        ("HMT_RESIDENCE_PERMIT", RESIDENT),
        ("FOREIGN_PERMANENT_RESIDENCE", "911124198108030025"),
        ("HM_TRAVEL_PERMIT", "X12345678"),
        ("TAIWAN_TRAVEL_PERMIT", "H12345678"),
        ("PASSPORT", "王工"),
    ],
)
def test_a_wrong_number_is_refused_and_not_repeated(kind: str, number: str) -> None:
    """A slip of one digit would register the person a second time next year."""
    verdict = given().when(REGISTER.but(document=number, document_kind=kind))
    verdict.refused("LEDGER-SCHEMA")
    assert all(number not in str(refusal) for refusal in verdict.refusals)


# --- nobody twice


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = found(tmp_path / "ledger")
    with made.log:
        yield made


@pytest.fixture
def vault(ledger: Ledger) -> Iterator[Vault]:
    with Vault.found(ledger.path) as opened:
        yield opened


@pytest.fixture
def dispatch(ledger: Ledger, vault: Vault) -> Dispatch:
    return Dispatch(ledger.log, vault=vault, clock=ledger.clock)


def registration(number: str, kind: str = "RESIDENT_ID") -> Intent:
    return Intent(
        type="person.registered",
        body={"name": "王工", "document": number, "document_kind": kind},
        by=[Signatory(key=REGISTRAR.key_id, role="REGISTRAR")],
    )


@pytest.mark.parametrize("number", [RESIDENT, RESIDENT.lower(), f" {RESIDENT} "])
def test_nobody_is_registered_twice(dispatch: Dispatch, number: str) -> None:
    """Who is two persons has two histories, and a bar on one of them bars nothing."""
    (first, *_) = dispatch.do(registration(RESIDENT), [REGISTRAR])

    with pytest.raises(Refused) as refused:
        dispatch.do(registration(number), [REGISTRAR])

    (refusal,) = refused.value.refusals
    assert refusal.rule == "LEDGER-STATE"
    assert first.id in refusal.found.zh
    assert first.id in refusal.remedy.en
    assert RESIDENT not in str(refusal)
    assert dispatch.log.ids("person") == [first.id]


def test_the_same_digits_on_another_document_are_another_number(
    dispatch: Dispatch,
) -> None:
    dispatch.do(registration("12345678", "TAIWAN_TRAVEL_PERMIT"), [REGISTRAR])
    dispatch.do(registration("12345678", "PASSPORT"), [REGISTRAR])
    assert len(dispatch.log.ids("person")) == 2


def test_a_registration_that_was_interrupted_keeps_nobody_out(
    dispatch: Dispatch, vault: Vault
) -> None:
    """The vault is written first; a number without a record is nobody's yet."""
    vault.index_put("RESIDENT_ID", RESIDENT, "person/never-recorded")
    assert dispatch.do(registration(RESIDENT), [REGISTRAR])
