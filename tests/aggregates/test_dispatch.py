"""Dispatch keeps nothing of what is refused, and lets go of what was erased."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from aggregates.act_file import ActFile, act_with_signatures, signed_statements
from aggregates.decider import Refused
from aggregates.dispatch import Dispatch
from aggregates.draft import Intent, Signatory
from ledger.errors import (
    ConflictError,
    MalformedError,
    ProofError,
    SignatureError,
    TimeError,
    VerificationError,
)
from ledger.keys import Ed25519Signer
from ledger.vault import Vault
from tests.support.ledgers import REGISTRAR, SUPERVISOR, Ledger, found

NUMBER = "E1234567"
MINUTE = 60_000


def registration(number: str = NUMBER, **changes: Any) -> Intent:
    return Intent(
        type="person.registered",
        body={"name": "王工", "document": number, "document_kind": "PASSPORT"},
        by=[Signatory(key=REGISTRAR.key_id, role="REGISTRAR")],
        **changes,
    )


@dataclass
class Office:
    """A founded ledger with a vault, and the loop over both."""

    ledger: Ledger
    vault: Vault
    dispatch: Dispatch

    def draft(self, number: str = NUMBER, **changes: Any) -> ActFile:
        return self.dispatch.draft(registration(number, **changes)).file

    def signed(self, number: str = NUMBER, **changes: Any) -> ActFile:
        return act_with_signatures(self.draft(number, **changes), REGISTRAR)

    def erasure(self, person: str) -> ActFile:
        intent = Intent(
            type="person.erased",
            id=person,
            body={"of": person, "basis": "本人申请", "gone_by": "2024-06-01"},
            by=[
                Signatory(key=REGISTRAR.key_id, role="REGISTRAR"),
                Signatory(key=SUPERVISOR.key_id, role="SUPERVISOR"),
            ],
        )
        act = self.dispatch.draft(intent).file
        for signer in (REGISTRAR, SUPERVISOR):
            act = act_with_signatures(act, signer)
        return act

    def known(self, number: str = NUMBER) -> list[str]:
        return self.vault.index_find("PASSPORT", number)

    def keeps_nothing_of(self, act: ActFile) -> bool:
        owner = act.openings[0].owner
        return not self.vault.keeps(owner) and not self.known()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    ledger = found(tmp_path / "ledger")
    with ledger.log, Vault.found(ledger.path) as vault:
        dispatch = Dispatch(ledger.log, vault=vault, clock=ledger.clock)
        yield Office(ledger, vault, dispatch)


def forged(act: ActFile, signer: Ed25519Signer) -> ActFile:
    """Sign with another key in the name of the one that is asked for."""
    named = act.lead.by[0].key
    made = signer.sign(act.payloads[0])
    ((mark,),) = act.signatures
    assert mark.key == named
    false = msgspec.structs.replace(mark, signature=made)
    return msgspec.structs.replace(act, signatures=((false,),))


def test_what_is_recorded_is_kept_and_found_again(office: Office) -> None:
    act = office.signed()
    (receipt,) = office.dispatch.submit(act)
    assert office.known() == [receipt.id]
    opening = act.openings[0]
    assert office.vault.open_commitment(opening.commitment, opening.owner) == opening


def test_nothing_is_kept_of_an_act_with_a_false_signature(office: Office) -> None:
    """Anybody could fill the vault and its index with what nobody signed."""
    act = forged(office.signed(), SUPERVISOR)
    with pytest.raises(SignatureError):
        office.dispatch.submit(act)
    assert office.keeps_nothing_of(act)


def test_nothing_is_kept_of_an_act_that_the_ledger_refuses(office: Office) -> None:
    act = office.signed()
    office.ledger.clock.move(-10 * MINUTE)
    with pytest.raises(TimeError):
        office.dispatch.submit(act)
    assert office.keeps_nothing_of(act)


def test_nothing_is_kept_of_an_act_that_came_too_late(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (
        office.signed(number, id="person/x") for number in ("E1111", "E2222")
    )
    signed = signed_statements(first)

    def judged_while_another_appends(*_: object) -> tuple[()]:
        office.ledger.log.append(signed)
        return ()

    monkeypatch.setattr("aggregates.dispatch.judge", judged_while_another_appends)
    with pytest.raises(ConflictError):
        office.dispatch.submit(second)
    assert not office.vault.keeps("person/x")
    assert office.known("E2222") == []


def test_of_two_who_register_one_number_at_once_the_second_is_refused(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both asked the vault before either was recorded."""
    first, second = office.signed(), office.signed()
    other = Dispatch(office.ledger.log, vault=office.vault, clock=office.ledger.clock)

    def judged_while_another_registers(*_: object) -> tuple[()]:
        monkeypatch.undo()
        other.submit(first)
        return ()

    monkeypatch.setattr("aggregates.dispatch.judge", judged_while_another_registers)
    with pytest.raises(Refused) as refused:
        office.dispatch.submit(second)

    assert [one.rule for one in refused.value.refusals] == ["LEDGER-STATE"]
    assert office.known() == [first.lead.id]
    assert not office.vault.keeps(second.lead.id)


def test_a_number_that_is_known_is_told_when_it_is_drafted(office: Office) -> None:
    (receipt,) = office.dispatch.submit(office.signed())

    for refusals in (
        office.dispatch.draft(registration()).refusals,
        office.dispatch.refusals(office.signed()),
    ):
        assert [one.rule for one in refusals] == ["LEDGER-STATE"]
        assert receipt.id in refusals[0].found.zh


def test_nothing_is_recorded_whose_values_cannot_be_kept(office: Office) -> None:
    act, size = office.signed(), office.ledger.log.size
    office.vault.erase(act.openings[0].owner)
    with pytest.raises(VerificationError, match="was erased"):
        office.dispatch.submit(act)
    assert office.ledger.log.size == size
    assert office.dispatch.submit(office.signed("E7777"))


def test_what_cannot_be_kept_anywhere_is_not_recorded(office: Office) -> None:
    blind = Dispatch(office.ledger.log, vault=None, clock=office.ledger.clock)
    with pytest.raises(MalformedError, match="vault"):
        blind.submit(office.signed())


@pytest.mark.parametrize("missing", [0, 1])
def test_signed_statements_come_with_exactly_their_openings(
    office: Office, missing: int
) -> None:
    """What is committed to and not kept could never be shown again."""
    act = office.signed()
    openings = [o for place, o in enumerate(act.openings) if place != missing]
    with pytest.raises(ProofError, match="got none"):
        office.dispatch.submit_signed(signed_statements(act), openings)
    more = [*act.openings, act.openings[0]]
    with pytest.raises(ProofError, match="openings"):
        office.dispatch.submit_signed(signed_statements(act), more)
    assert office.keeps_nothing_of(act)


def test_what_was_erased_is_gone_when_it_is_recorded(office: Office) -> None:
    (receipt,) = office.dispatch.submit(office.signed())
    office.dispatch.submit(office.erasure(receipt.id))
    assert office.vault.is_erased(receipt.id)
    assert not office.vault.keeps(receipt.id)
    assert office.known() == []


def test_an_erasure_that_was_interrupted_is_made_up_for(office: Office) -> None:
    (receipt,) = office.dispatch.submit(office.signed())
    act = office.erasure(receipt.id)
    office.ledger.log.append(signed_statements(act))
    assert office.vault.keeps(receipt.id)
    office.dispatch.submit(act)
    assert not office.vault.keeps(receipt.id)
