"""An act on its way from desk to desk: what a file may hold, and what nobody signs."""

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from aggregates.act_file import (
    ActFile,
    act_with_signatures,
    check_openings,
    decode_act_file,
    encode_act_file,
    sign,
    signed_statements,
)
from aggregates.draft import Signatory
from ledger.commitment import Opening
from ledger.errors import (
    LedgerError,
    MalformedError,
    ProofError,
    UnknownKeyError,
)
from ledger.record import check_signatures
from ledger.statement import SignedBy, encode_statement
from tests.support.actors import JIA
from tests.support.builders import ANNOUNCED, PUBLICISED, Papers
from tests.support.builders import JIA as PAPERS
from tests.support.given import Deed, given
from tests.support.ledgers import key_of
from tests.support.mangling import one_byte_changes, truncations

APPLICANT = key_of("applicant")
HEAD, SEAL = key_of("head"), key_of("seal")
MATERIAL = PAPERS.materials[0].signed(Signatory(key=APPLICANT.key_id, role="APPLICANT"))
RECOMMEND = PAPERS.recommend.signed(
    Signatory(key=HEAD.key_id, role="EMPLOYER_HEAD", org="organisation/factory"),
    Signatory(key=SEAL.key_id, role="SEAL", org="organisation/factory"),
)
DRAFT = Papers("jia").draft.signed(
    Signatory(key=APPLICANT.key_id, role="APPLICANT"),
)


def file_of(deed: Deed, *history: Deed) -> ActFile:
    return given(*(history or (*ANNOUNCED, PAPERS.draft))).world.draft(deed).file


def signed() -> ActFile:
    return sign(file_of(MATERIAL), APPLICANT)


def accepted(data: bytes) -> ActFile | None:
    """Return the act that a ledger would take from a file, if it takes one."""
    try:
        act = decode_act_file(data)
        check_openings(act.openings, act.statements)
        for statement in signed_statements(act):
            check_signatures(statement, {APPLICANT.key_id: APPLICANT.public})
    except LedgerError:
        return None
    return act


# --- the journey


@pytest.mark.parametrize(
    "act",
    [file_of(MATERIAL), signed(), file_of(RECOMMEND, *PUBLICISED)],
    ids=["unsigned", "signed", "sealed"],
)
def test_a_file_comes_back_as_it_was(act: ActFile) -> None:
    assert decode_act_file(encode_act_file(act)) == act


def test_a_lead_travels_with_its_followers() -> None:
    act = file_of(DRAFT, *ANNOUNCED)
    assert [s.type for s in act.statements] == [
        "application.drafted",
        "person.application-opened",
    ]
    both = sign(act, APPLICANT)
    assert [len(one) for one in both.signatures] == [1, 1]
    assert len(signed_statements(both)) == 2


def test_signatures_come_one_after_the_other_in_any_order() -> None:
    act = file_of(RECOMMEND, *PUBLICISED)
    assert [s.role for s in act.missing] == ["EMPLOYER_HEAD", "SEAL"]
    half = sign(act, SEAL)
    assert [s.role for s in half.missing] == ["EMPLOYER_HEAD"]
    with pytest.raises(UnknownKeyError, match="missing EMPLOYER_HEAD"):
        signed_statements(half)
    (statement,) = signed_statements(sign(half, HEAD))
    assert [s.key for s in statement.signatures] == [HEAD.key_id, SEAL.key_id]


def test_who_signs_twice_has_signed_once() -> None:
    assert sign(signed(), APPLICANT) == signed()


def test_nobody_signs_who_is_not_named() -> None:
    with pytest.raises(UnknownKeyError, match="expected one of its 1 signers"):
        sign(file_of(MATERIAL), HEAD)


def test_a_follower_must_be_signed_like_its_lead() -> None:
    """Else a lead could be recorded whose follower somebody else made."""
    act = sign(file_of(DRAFT, *ANNOUNCED), APPLICANT)
    torn = msgspec.structs.replace(act, signatures=(act.signatures[0], ()))
    with pytest.raises(UnknownKeyError, match="every signer on every statement"):
        signed_statements(torn)


# --- nobody signs what he was not shown


def opened_otherwise(act: ActFile, **changes: Any) -> ActFile:
    first, *rest = act.openings
    other = msgspec.structs.replace(first, **changes)
    return msgspec.structs.replace(act, openings=(other, *rest))


@pytest.mark.parametrize(
    "changes",
    [
        {"value": "另一份材料"},
        {"salt": bytes(32)},
        {"path": "/file"},
        {"seq": 3},
        {"log": "simulated.invalid/other"},
        {"id": "application/other"},
        {"value": 1.5},
    ],
)
def test_nobody_signs_a_commitment_to_another_value(changes: dict[str, Any]) -> None:
    """A ready-made commitment would bind the signer to what he never saw."""
    with pytest.raises((ProofError, MalformedError)):
        sign(opened_otherwise(file_of(MATERIAL), **changes), APPLICANT)


def test_nobody_lets_a_value_be_kept_under_another_key() -> None:
    """The owner is not in the commitment; the vault would file it with a stranger."""
    stolen = opened_otherwise(file_of(MATERIAL), owner="person/yi")
    assert file_of(MATERIAL).openings[0].owner == JIA
    with pytest.raises(ProofError, match="owner"):
        sign(stolen, APPLICANT)


def test_every_commitment_is_opened() -> None:
    act = file_of(MATERIAL)
    with pytest.raises(ProofError, match="got none"):
        sign(msgspec.structs.replace(act, openings=act.openings[1:]), APPLICANT)


@pytest.mark.parametrize("changes", [{"path": "/elsewhere"}, {}])
def test_nothing_is_opened_that_is_not_committed_to(changes: dict[str, Any]) -> None:
    """What nobody signs for does not get into the vault with the rest."""
    act = file_of(MATERIAL)
    more = msgspec.structs.replace(act.openings[0], **changes)
    fuller = msgspec.structs.replace(act, openings=(*act.openings, more))
    with pytest.raises(ProofError, match="openings"):
        check_openings(fuller.openings, fuller.statements)


def test_signatures_can_be_made_without_looking() -> None:
    act = act_with_signatures(opened_otherwise(file_of(MATERIAL), value="x"), APPLICANT)
    assert act.missing == ()
    with pytest.raises(ProofError):
        check_openings(act.openings, act.statements)


def test_the_values_of_another_ledger_are_not_kept_here() -> None:
    """A commitment names its ledger; one copied from another ledger would open."""
    act = file_of(MATERIAL)
    (name, *rest) = act.openings
    foreign = msgspec.structs.replace(name, log="simulated.invalid/other")
    (statement,) = act.statements
    body = {**statement.body, "name": foreign.as_field()}
    copied = msgspec.structs.replace(statement, body=body)
    with pytest.raises(ProofError, match=r"ledger simulated\.invalid/rules"):
        check_openings([foreign, *rest], [copied])


def joined(*acts: ActFile) -> ActFile:
    return ActFile(
        payloads=tuple(p for act in acts for p in act.payloads),
        signatures=tuple(s for act in acts for s in act.signatures),
        openings=tuple(o for act in acts for o in act.openings),
    )


def test_two_acts_in_one_file_are_refused() -> None:
    """The sheet shows the first; who agrees to it would sign the second unread."""
    data = encode_act_file(joined(file_of(MATERIAL), file_of(DRAFT, *ANNOUNCED)))
    with pytest.raises(MalformedError, match="expected a follower"):
        decode_act_file(data)


def test_a_follower_with_other_signers_than_its_lead_is_refused() -> None:
    act = file_of(DRAFT, *ANNOUNCED)
    lead, follower = act.statements
    other = msgspec.structs.replace(
        follower, by=(SignedBy(HEAD.key_id, "APPLICANT", "", "DECLARE"),)
    )
    changed = msgspec.structs.replace(
        act, payloads=(act.payloads[0], encode_statement(other))
    )
    assert lead.by != other.by
    with pytest.raises(MalformedError, match="same signers"):
        decode_act_file(encode_act_file(changed))


# --- what is no act file


def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(encode_act_file(signed()))
    return found


def encoded(value: Any) -> bytes:
    return json.dumps(value).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"format": "daocha-act.v2", "statements": [], "openings": []}',
        b'{"format": "daocha-act.v1", "statements": [], "openings": []}',
        b"[" * 100_000,
        b'{"format": "daocha-act.v1", "statements": {}, "openings": []}',
    ],
)
def test_other_bytes_are_no_act_file(data: bytes) -> None:
    with pytest.raises(MalformedError, match="act file"):
        decode_act_file(data)


@pytest.mark.parametrize(
    "field", ["owner", "log", "id", "seq", "path", "salt", "value"]
)
def test_an_opening_has_all_its_fields(field: str) -> None:
    torn = document()
    del torn["openings"][0][field]
    with pytest.raises(MalformedError, match="act file"):
        decode_act_file(encoded(torn))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("owner", 5),
        ("log", None),
        ("id", ["application/jia"]),
        ("seq", "2"),
        ("seq", True),
        ("seq", 2.0),
        ("path", {}),
        ("salt", "AB=="),
        ("value", {"base64": "AB=="}),
        ("value", {"other": "AA=="}),
        ("value", {"base64": "AA==", "more": 1}),
    ],
)
def test_a_field_of_an_opening_has_its_type(field: str, value: Any) -> None:
    torn = document()
    torn["openings"][0][field] = value
    with pytest.raises(MalformedError, match="act file"):
        decode_act_file(encoded(torn))


@pytest.mark.parametrize(
    ("field", "value"), [("keyid", "xyz"), ("keyid", 1), ("suite", 1), ("sig", "A")]
)
def test_a_field_of_a_signature_has_its_type(field: str, value: Any) -> None:
    torn = document()
    torn["statements"][0]["signatures"][0][field] = value
    with pytest.raises(MalformedError, match="act file"):
        decode_act_file(encoded(torn))


@pytest.mark.parametrize(
    "place",
    [
        lambda whole: whole,
        lambda whole: whole["statements"][0],
        lambda whole: whole["statements"][0]["signatures"][0],
        lambda whole: whole["openings"][0],
    ],
)
def test_a_surplus_field_is_malformed(place: Callable[[Any], Any]) -> None:
    torn = document()
    place(torn)["surplus"] = 1
    with pytest.raises(MalformedError, match="act file"):
        decode_act_file(encoded(torn))


# --- mangled on the way


def test_a_mangled_file_is_refused_or_is_the_same_act() -> None:
    """What is signed are the payloads and, through commitments, the values.

    The file around them is JSON and signed by nobody: white space and the case of hex
    digits may change, and nothing else that a ledger would take.
    """
    act = signed()
    data = encode_act_file(act)
    for mangled in one_byte_changes(data, masks=(0x01, 0x20)):
        assert accepted(mangled) in (None, act)


def test_a_truncated_file_is_refused_or_has_lost_its_last_line_feed() -> None:
    act = signed()
    data = encode_act_file(act)
    for shorter in truncations(data):
        expected = act if shorter == data[:-1] else None
        assert accepted(shorter) == expected


def test_an_opening_is_what_the_vault_keeps() -> None:
    (name, *_) = signed().openings
    assert isinstance(name, Opening)
    assert (name.path, name.value) == ("/name", "材料M1")
