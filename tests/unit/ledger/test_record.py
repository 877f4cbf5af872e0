from hashlib import sha256
from typing import Any

import msgspec
import pytest

from ledger.encoding import decode, encode
from ledger.errors import MalformedError, SignatureError, UnknownKeyError
from ledger.keys import Ed25519Signer
from ledger.merkle.tiles import encode_entries
from ledger.record import (
    Record,
    Signature,
    SignedStatement,
    check_signatures,
    decode_event,
    decode_record,
    encode_record,
    leaf_hash,
    read_event,
    read_record,
)
from ledger.statement import (
    MAX_PAYLOAD,
    decode_statement,
    encode_statement,
    statement_hash,
)
from tests.support.mangling import one_byte_changes, truncations
from tests.support.statements import (
    RECEIVED_AT,
    REVIEWER,
    SEAL,
    a_record,
    a_signed_statement,
    a_statement,
    sign,
)

KEYS = {REVIEWER.key_id: REVIEWER.public, SEAL.key_id: SEAL.public}
STRANGER = Ed25519Signer.from_seed(bytes(32))


def altered(index: Any, value: Any) -> bytes:
    stored = decode(encode_record(a_record()))
    stored[index] = value
    return encode(stored)


def with_signatures(*signatures: Signature) -> SignedStatement:
    return SignedStatement(a_signed_statement().payload, signatures)


def test_a_record_comes_back_as_it_was() -> None:
    data = encode_record(a_record())
    assert decode_record(data) == a_record()
    assert read_record(data) == a_record()


def test_a_record_is_an_array_of_four() -> None:
    record = a_record()
    assert decode(encode_record(record)) == [
        1,
        record.payload,
        [[s.key, s.suite, s.signature] for s in record.signatures],
        RECEIVED_AT,
    ]


def test_the_leaf_covers_signatures_and_time() -> None:
    data = encode_record(a_record())
    assert leaf_hash(data) == sha256(b"\0" + data).digest()


def test_an_event_is_the_record_as_readers_see_it() -> None:
    record = a_record()
    data = encode_record(record)
    event = read_event(7, data)
    assert event == decode_event(7, data)
    assert event.position == 7
    assert event.received_at == RECEIVED_AT
    assert event.statement == a_statement()
    assert event.hash == statement_hash(record.payload)
    assert event.signatures == record.signatures
    assert event.record == data
    assert (event.id, event.seq) == (event.originator_id, event.originator_version)
    assert (event.id, event.seq) == ("application/3fJ8wQz5", 5)
    assert event.type == "application.employer-reviewed"
    assert event.body == a_statement().body


@pytest.mark.parametrize(
    ("index", "value", "reason"),
    [
        (0, 2, "record"),
        (0, True, "record"),
        (1, b"", "payload"),
        (1, "text", "record"),
        (1, bytes(MAX_PAYLOAD + 1), "payload"),
        (2, [], "signatures"),
        (2, {}, "record"),
        (2, [[bytes(32), "ed25519"]], "record"),
        (2, [[bytes(32), "ed25519", bytes(64), 1]], "record"),
        (2, [[bytes(31), "ed25519", bytes(64)]], "key id"),
        (2, [[bytes(32), "", bytes(64)]], "suite"),
        (2, [[bytes(32), "Ed25519", bytes(64)]], "suite"),
        (2, [[bytes(32), "ed25519\n", bytes(64)]], "suite"),
        (2, [[bytes(32), "ed25519", b""]], "signature"),
        (2, [[bytes(32), "ed25519", bytes(8193)]], "signature"),
        (3, -1, "received_at"),
        (3, 253_402_272_000_000, "received_at"),
        (3, None, "record"),
    ],
)
def test_a_value_outside_its_shape_is_refused(
    index: int, value: Any, reason: str
) -> None:
    with pytest.raises(MalformedError, match=reason):
        decode_record(altered(index, value))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("payload", "text"),
        ("payload", b""),
        ("payload", {1}),
        ("signatures", ()),
        ("signatures", (Signature(b"", "ed25519", b"x"),)),
        ("signatures", (Signature(bytes(32), "\ud800", b"x"),)),
        ("received_at", 1.5),
        ("received_at", True),
        ("received_at", None),
        ("received_at", -1),
        ("received_at", 2**70),
    ],
)
def test_what_is_outside_the_format_is_never_encoded(field: str, value: Any) -> None:
    record = msgspec.structs.replace(a_record(), **{field: value})
    with pytest.raises(MalformedError):
        encode_record(record)


@pytest.mark.parametrize(
    ("index", "value"),
    [
        (1, b"x"),
        (1, bytes(MAX_PAYLOAD)),
        (2, [[bytes(32), "a" * 32, b"x"]]),
        (2, [[bytes(32), "sm2-sm3", bytes(8192)]]),
        (3, 0),
        (3, 253_402_271_999_999),
    ],
)
def test_the_edges_of_every_shape_are_inside(index: int, value: Any) -> None:
    assert encode_record(decode_record(altered(index, value))) == altered(index, value)


def test_the_longest_record_passes_and_one_byte_more_does_not() -> None:
    many = tuple(Signature(bytes([n]) * 32, "ed25519", bytes(8000)) for n in range(8))
    room = 65_535 - len(encode_record(Record(bytes(300), many, RECEIVED_AT)))
    longest = encode_record(Record(bytes(300 + room), many, RECEIVED_AT))
    assert len(longest) == 65_535
    assert encode_entries([longest])
    with pytest.raises(MalformedError, match="at most 65535 bytes, got 65536"):
        encode_record(Record(bytes(301 + room), many, RECEIVED_AT))


@pytest.mark.parametrize(
    ("canonical", "other"),
    [
        pytest.param(b"\x94\x01", b"\x94\xcc\x01", id="a number in two bytes"),
        pytest.param(b"\x94\x01", b"\xdc\x00\x04\x01", id="a long array"),
        pytest.param(b"\xa7ed25519", b"\xd9\x07ed25519", id="a long text"),
    ],
)
def test_a_record_has_one_spelling_only(canonical: bytes, other: bytes) -> None:
    """Else one act could be recorded under two leaves."""
    data = encode_record(a_record())
    assert canonical in data
    with pytest.raises(MalformedError, match="canonical form"):
        decode_record(data.replace(canonical, other, 1))


@pytest.mark.parametrize(
    ("part", "field"),
    [
        (a_record(), "received_at"),
        (a_record().signatures[0], "key"),
        (a_signed_statement(), "payload"),
        (read_event(0, encode_record(a_record())), "position"),
    ],
)
def test_what_was_recorded_cannot_be_changed(part: Any, field: str) -> None:
    with pytest.raises(AttributeError):
        setattr(part, field, getattr(part, field))


def test_a_record_has_no_fifth_part() -> None:
    stored = decode(encode_record(a_record()))
    for wrong in (stored[:3], [*stored, 1], [*stored, None]):
        with pytest.raises(MalformedError):
            decode_record(encode(wrong))


def test_every_truncation_is_refused() -> None:
    for piece in truncations(encode_record(a_record())):
        with pytest.raises(MalformedError):
            decode_record(piece)


def test_every_changed_byte_is_refused_or_another_leaf_with_a_false_signature() -> None:
    """The order: it does not parse, or a signature fails, or only the time moved.

    The time is the ledger's own word and under no signature of an official, so
    nothing but the tree protects it; the leaf is another in every case.
    """
    data = encode_record(a_record())
    for changed in one_byte_changes(data):
        assert leaf_hash(changed) != leaf_hash(data)
        try:
            event = decode_event(0, changed)
            check_signatures(read_record(changed), KEYS, statement=event.statement)
        except (MalformedError, SignatureError, UnknownKeyError):
            continue
        assert event.received_at != RECEIVED_AT
        assert event.statement == a_statement()


def test_reading_what_is_no_record_is_malformed_too() -> None:
    for data in (b"", b"\xc1", encode([]), encode({}), b"\x91" * 5000):
        with pytest.raises(MalformedError):
            read_record(data)
        with pytest.raises(MalformedError):
            read_event(0, data)


def test_an_event_of_a_foreign_payload_is_malformed() -> None:
    with pytest.raises(MalformedError):
        decode_event(0, altered(1, b"no statement"))
    with pytest.raises(MalformedError):
        read_event(0, altered(1, b"no statement"))


def test_signatures_of_all_signers_pass() -> None:
    signed = a_signed_statement()
    check_signatures(signed, KEYS)
    check_signatures(signed, KEYS, statement=decode_statement(signed.payload))
    check_signatures(a_record(), KEYS)


def test_a_signature_of_another_message_is_refused() -> None:
    other = sign(encode_statement(a_statement(seq=6)), REVIEWER, SEAL)
    with pytest.raises(SignatureError):
        check_signatures(with_signatures(*other.signatures), KEYS)


def test_a_signature_over_the_bare_payload_is_refused() -> None:
    """Without the type inside, a signature for another protocol could be reused."""
    payload = a_signed_statement().payload
    bare = [Signature(s.key_id, s.suite, s.sign(payload)) for s in (REVIEWER, SEAL)]
    with pytest.raises(SignatureError):
        check_signatures(with_signatures(*bare), KEYS)


def test_a_missing_signature_is_refused() -> None:
    first, second = a_signed_statement().signatures
    for signatures in [(), (first,), (second,)]:
        with pytest.raises(SignatureError, match="expected 2"):
            check_signatures(with_signatures(*signatures), KEYS)


def test_a_surplus_signature_is_refused() -> None:
    first, second = a_signed_statement().signatures
    with pytest.raises(SignatureError, match="expected 2"):
        check_signatures(with_signatures(first, second, second), KEYS)


def test_signatures_stand_in_the_order_of_the_signers() -> None:
    first, second = a_signed_statement().signatures
    with pytest.raises(SignatureError, match="signature 0"):
        check_signatures(with_signatures(second, first), KEYS)


def test_a_stranger_cannot_sign_in_a_signers_place() -> None:
    first, second = a_signed_statement().signatures
    forged = sign(a_signed_statement().payload, STRANGER).signatures[0]
    in_the_name_of_second = Signature(second.key, "ed25519", forged.signature)
    with pytest.raises(SignatureError):
        check_signatures(with_signatures(first, in_the_name_of_second), KEYS)


def test_an_unknown_signer_is_told_apart() -> None:
    with pytest.raises(UnknownKeyError):
        check_signatures(a_signed_statement(), {REVIEWER.key_id: REVIEWER.public})


@pytest.mark.parametrize("suite", ["sm2-sm3", "ed25519ph", "\ud800", ""])
def test_a_signature_under_another_suite_than_the_keys_is_refused(suite: str) -> None:
    """One key must not be usable under a weaker suite than it was enrolled for."""
    first, second = a_signed_statement().signatures
    moved = Signature(second.key, suite, second.signature)
    with pytest.raises(SignatureError, match="suite"):
        check_signatures(with_signatures(first, moved), KEYS)


def test_a_directory_that_maps_an_id_to_another_key_is_not_believed() -> None:
    """The id commits to the key: a swapped directory entry must not verify."""
    swapped = {REVIEWER.key_id: STRANGER.public, SEAL.key_id: SEAL.public}
    with pytest.raises(SignatureError, match="suite of the signer's key"):
        check_signatures(a_signed_statement(), swapped)
