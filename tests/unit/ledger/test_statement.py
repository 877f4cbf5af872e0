from datetime import datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import msgspec
import pytest

from ledger.encoding import decode, encode
from ledger.errors import MalformedError
from ledger.merkle.hashing import EMPTY_ROOT
from ledger.statement import (
    MAX_PAYLOAD,
    NO_PREVIOUS,
    PAYLOAD_TYPE,
    Ref,
    Seen,
    SignedBy,
    check_id,
    decode_statement,
    encode_statement,
    kind_of,
    pae,
    read_statement,
    statement_hash,
)
from tests.support.mangling import one_byte_changes, truncations
from tests.support.statements import (
    REVIEWER,
    SEAL,
    a_statement,
    digest,
    signed_by,
)

KEYS = [
    *("v", "log", "id", "seq", "prev", "type", "tv"),
    *("at", "by", "seen", "refs", "law", "body"),
]


def as_map() -> dict[str, Any]:
    value: dict[str, Any] = decode(encode_statement(a_statement()))
    return value


def altered(*path: Any, to: Any) -> bytes:
    value = as_map()
    place: Any = value
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return encode(value)


def body_with(value: Any) -> dict[str, Any]:
    return {"facts": [{"inner": value}]}


def test_a_statement_comes_back_as_it_was() -> None:
    payload = encode_statement(a_statement())
    assert decode_statement(payload) == a_statement()
    assert read_statement(payload) == a_statement()


def test_the_payload_is_one_canonical_map_with_exactly_these_keys() -> None:
    assert list(as_map()) == sorted(KEYS)
    assert encode(as_map()) == encode_statement(a_statement())


def test_the_hash_is_over_the_pre_authentication_encoding_of_dsse() -> None:
    payload = encode_statement(a_statement())
    kind, length = PAYLOAD_TYPE.encode(), str(len(payload)).encode()
    expected = b" ".join([b"DSSEv1", b"43", kind, length, payload])
    assert pae(payload) == expected
    assert statement_hash(payload) == sha256(expected).digest()


def test_the_example_of_the_dsse_protocol_has_the_same_shape() -> None:
    # github.com/secure-systems-lab/dsse, protocol.md: PAE("http://example.com/
    # HelloWorld", "hello world"); only the type differs here.
    theirs = b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    ours = theirs.replace(b"29 http://example.com/HelloWorld", b"43 %b")
    assert pae(b"hello world") == ours % PAYLOAD_TYPE.encode()


@pytest.mark.parametrize("key", KEYS)
def test_a_missing_key_is_refused(key: str) -> None:
    value = as_map()
    del value[key]
    with pytest.raises(MalformedError, match=f"required field `{key}`"):
        decode_statement(encode(value))


@pytest.mark.parametrize(
    "changes",
    [
        {"at": 0},
        {"at": 253_402_271_999_999},
        {"seq": 2**53 - 1},
        {"tv": 2**53 - 1},
        {"seen": Seen(1, digest("root"))},
        {"seen": Seen(2**53 - 1, digest("root"))},
        {"type": "application.a"},
        {"type": "application.re-opened-2nd-time"},
        {"id": "application/" + "a" * 64},
        {"law": ("xianning-2024@1",)},
        {"law": ("xianning-2024@1", "0", "a" * 64)},
    ],
)
def test_the_edges_of_every_shape_are_inside(changes: dict[str, Any]) -> None:
    statement = a_statement(**changes)
    assert decode_statement(encode_statement(statement)) == statement


def test_the_last_instant_is_the_end_of_the_year_9999_in_china() -> None:
    china = timezone(timedelta(hours=8))
    end = datetime(9999, 12, 31, 23, 59, 59, tzinfo=china)
    assert int(end.timestamp()) * 1000 + 999 == 253_402_271_999_999


@pytest.mark.parametrize(
    ("canonical", "other"),
    [
        pytest.param(b"\xa1v\x01", b"\xa1v\xcc\x01", id="a number in two bytes"),
        pytest.param(b"\xa2tv\x01", b"\xd9\x02tv\x01", id="a key with a long length"),
        pytest.param(b"\xa4refs\x92", b"\xa4refs\xdc\x00\x02", id="a long array"),
        pytest.param(b"\x8d", b"\xde\x00\x0d", id="a long map"),
        pytest.param(b"\xc4\x20", b"\xc5\x00\x20", id="bytes with a long length"),
        pytest.param(b"\x8d", b"\x8e\xa1v\x01", id="a key twice"),
    ],
)
def test_a_payload_has_one_spelling_only(canonical: bytes, other: bytes) -> None:
    """Else one act has two hashes, and its signer can deny the one that is shown."""
    payload = encode_statement(a_statement())
    assert canonical in payload
    with pytest.raises(MalformedError, match="canonical form"):
        decode_statement(payload.replace(canonical, other, 1))


@pytest.mark.parametrize("where", ["top", "signer", "body"])
def test_the_keys_of_every_map_are_in_order(where: str) -> None:
    value = as_map()
    place = {"top": value, "signer": value["by"][0], "body": value["body"]}[where]
    items = list(place.items())
    place.clear()
    place.update(reversed(items))
    with pytest.raises(MalformedError, match="canonical form"):
        decode_statement(msgspec.msgpack.encode(value))


@pytest.mark.parametrize(
    ("part", "field"),
    [
        (a_statement(), "seq"),
        (a_statement().by[0], "key"),
        (a_statement().seen, "size"),
        (a_statement().refs[0], "hash"),
    ],
)
def test_what_was_stated_cannot_be_changed(part: Any, field: str) -> None:
    with pytest.raises(AttributeError):
        setattr(part, field, getattr(part, field))


def test_a_surplus_key_is_refused() -> None:
    with pytest.raises(MalformedError, match="unknown field"):
        decode_statement(altered("extra", to=1))


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        (["v"], 2, "v"),
        (["v"], True, "v"),
        (["log"], "Bad Origin", "origin"),
        (["log"], "", "origin"),
        (["log"], "a" * 256, "origin"),
        (["log"], "a\n", "origin"),
        (["id"], "application", "opaque part"),
        (["id"], "Application/1", "opaque part"),
        (["id"], "application/", "opaque part"),
        (["id"], "application/" + "a" * 65, "opaque part"),
        (["id"], "application/a\n", "opaque part"),
        (["id"], "application/é", "opaque part"),
        (["id"], "person/1", "same kind"),
        (["seq"], 0, "seq"),
        (["seq"], -1, "seq"),
        (["seq"], True, "seq"),
        (["seq"], "5", "seq"),
        (["seq"], 1, "prev"),
        (["prev"], NO_PREVIOUS, "prev"),
        (["prev"], b"", "prev"),
        (["prev"], bytes(31), "prev"),
        (["prev"], bytes(33), "prev"),
        (["prev"], "a" * 32, "prev"),
        (["type"], "application", "type"),
        (["type"], "application.", "type"),
        (["type"], "application.Reviewed", "type"),
        (["type"], "application.-reviewed", "type"),
        (["type"], "application.re--viewed", "type"),
        (["type"], "application.reviewed-", "type"),
        (["type"], "application.reviewed.twice", "type"),
        (["type"], "person.reviewed", "same kind"),
        (["tv"], 0, "tv"),
        (["at"], -1, "at"),
        (["at"], 253_402_272_000_000, "at"),
        (["at"], None, "at"),
        (["by"], [], "at least one signer"),
        (["by"], {}, "by"),
        (["by", 0, "key"], bytes(31), "signer's key"),
        (["by", 0, "role"], "", "signer's role"),
        (["by", 0, "role"], "reviewer", "signer's role"),
        (["by", 0, "role"], "A" * 33, "signer's role"),
        (["by", 0, "org"], "person/1", "signer's org"),
        (["by", 0, "org"], "organisation/", "signer's org"),
        (["by", 0, "seg"], "OTHER", "signer's seg"),
        (["by", 0, "seg"], "", "signer's seg"),
        (["by", 0, "seg"], ["AUDIT"], "seg"),
        (["by", 0, "extra"], 1, "unknown field"),
        (["by", 0], [bytes(32), "A", "", "AUDIT"], "by"),
        (["seen", "size"], -1, "seen size"),
        (["seen", "size"], True, "size"),
        (["seen", "size"], 0, "seen root"),
        (["seen", "root"], bytes(20), "seen root"),
        (["seen", "extra"], 1, "unknown field"),
        (["refs", 0, 0], "person", "opaque part"),
        (["refs", 0, 0], "application/3fJ8wQz5", "other aggregates"),
        (["refs", 0, 0], "title/1", "sorted"),
        (["refs", 0, 1], 0, "seq of a ref"),
        (["refs", 0, 2], b"", "hash of a ref"),
        (["refs", 0], ["person/1", 1], "refs"),
        (["refs", 0], ["person/1", 1, bytes(32), 0], "refs"),
        (["refs"], [], "policy version among the refs"),
        (["law", 0], "xianning-2024", "profile"),
        (["law", 0], "xianning-2024@01", "profile"),
        (["law", 0], "xianning-2024@0", "profile"),
        (["law", 0], "xianning-2024@2", "among the refs"),
        (["law", 0], "yuncheng-2024@1", "among the refs"),
        (["law", 2], "第五条", "rule ids after"),
        (["law", 1], "", "rule ids after"),
        (["law", 2], "a" * 65, "rule ids after"),
        (["law", 2], "z\n", "rule ids after"),
        (["law", 1], "XN12-5.2c", "sorted"),
        (["law", 1], "XN12-5.2b", "sorted"),
        (["law", 1], 1, "law"),
        (["body"], [], "body"),
        (["body"], None, "body"),
    ],
)
def test_a_value_outside_its_shape_is_refused(
    path: list[Any], value: Any, reason: str
) -> None:
    with pytest.raises(MalformedError, match=reason):
        decode_statement(altered(*path, to=value))


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param({"c": digest("x"), "of": "person/1", "x": 1}, id="third key"),
        pytest.param({"c": digest("x")}, id="no owner"),
        pytest.param({"c": bytes(31), "of": "person/1"}, id="short commitment"),
        pytest.param({"c": "a" * 32, "of": "person/1"}, id="commitment of text"),
        pytest.param({"c": digest("x"), "of": "title/1"}, id="owner of another kind"),
        pytest.param({"c": digest("x"), "of": "person/"}, id="owner without a name"),
        pytest.param({"c": digest("x"), "of": 1}, id="owner that is no text"),
        pytest.param({"c": 3, "d": 4}, id="c in another map"),
        pytest.param([[{"c": 1}]], id="c deep inside"),
    ],
)
def test_the_key_c_belongs_to_commitments_alone(inner: Any) -> None:
    """Else a value in the clear could pass for a commitment, or hide one."""
    with pytest.raises(MalformedError, match="commitment"):
        encode_statement(a_statement(body=body_with(inner)))


@pytest.mark.parametrize("owner", ["person/9aBcD", "sealed/01-x"])
def test_a_commitment_names_a_person_or_a_sealed_owner(owner: str) -> None:
    commitment = {"c": digest("x"), "of": owner}
    encode_statement(a_statement(body=body_with(commitment)))


def test_the_key_of_may_stand_alone() -> None:
    encode_statement(a_statement(body={"of": "person/1", "basis": "第四十七条"}))


def test_no_key_signs_twice() -> None:
    """One official must not stand for two signers by signing in two roles."""
    twice = (signed_by(REVIEWER), signed_by(REVIEWER, "SEAL"))
    with pytest.raises(MalformedError, match="no key twice"):
        encode_statement(a_statement(by=twice))


def test_the_same_event_is_referred_to_once() -> None:
    ref = Ref("person/9aBcD", 3, digest("person"))
    with pytest.raises(MalformedError, match="none twice"):
        encode_statement(a_statement(refs=(ref, ref), law=()))


def test_refs_of_one_aggregate_are_sorted_by_number_not_by_text() -> None:
    refs = (Ref("person/1", 9, digest("9")), Ref("person/1", 10, digest("10")))
    payload = encode_statement(a_statement(refs=refs, law=()))
    assert decode_statement(payload).refs == refs
    with pytest.raises(MalformedError, match="sorted"):
        encode_statement(a_statement(refs=refs[::-1], law=()))


def test_an_act_under_no_rule_has_no_law() -> None:
    statement = a_statement(law=())
    assert decode_statement(encode_statement(statement)).law == ()


def test_the_first_event_has_no_previous_one() -> None:
    statement = a_statement(seq=1, prev=NO_PREVIOUS)
    assert decode_statement(encode_statement(statement)) == statement


def test_an_empty_ledger_was_seen_with_its_own_root() -> None:
    statement = a_statement(seen=Seen(size=0, root=EMPTY_ROOT))
    assert decode_statement(encode_statement(statement)) == statement


def test_a_signer_may_act_for_no_organisation() -> None:
    by = (SignedBy(key=SEAL.key_id, role="APPLICANT", org="", seg="DECLARE"),)
    assert decode_statement(encode_statement(a_statement(by=by))).by == by


def test_the_largest_payload_passes_and_one_byte_more_does_not() -> None:
    room = MAX_PAYLOAD - len(encode_statement(a_statement(body={"text": "a" * 300})))
    largest = a_statement(body={"text": "a" * (300 + room)})
    assert len(encode_statement(largest)) == MAX_PAYLOAD
    with pytest.raises(MalformedError, match="at most 40960 bytes, got 40961"):
        encode_statement(a_statement(body={"text": "a" * (301 + room)}))


@pytest.mark.parametrize(
    "body",
    [
        {"note": "a\u200bb"},
        {"note": "e\u0301"},
        {"list": ["a\tb"]},
        {"deep": [{"map": "\x00"}]},
        {"tuple": ("\ufeff",)},
        {"key\n": 1},
        {"k\u0301ey\u200b": 1},
    ],
)
def test_text_rules_bind_what_is_drafted(body: dict[str, Any]) -> None:
    with pytest.raises(MalformedError, match="text"):
        encode_statement(a_statement(body=body))


def test_text_rules_never_bind_what_is_read() -> None:
    payload = altered("body", to={"note": "e\u0301\u200b\U000e0080"})
    assert decode_statement(payload).body == {"note": "e\u0301\u200b\U000e0080"}


@pytest.mark.parametrize(
    "value", [1.5, 2**53, float("nan"), msgspec.msgpack.Ext(5, b"")]
)
def test_a_body_holds_no_other_types(value: Any) -> None:
    statement = msgspec.msgpack.Decoder().decode(encode_statement(a_statement()))
    statement["body"] = {"a": [value]}
    payload = msgspec.msgpack.Encoder(order="sorted").encode(statement)
    with pytest.raises(MalformedError, match=r"known type|53 bits"):
        decode_statement(payload)


def test_a_body_nests_as_deep_as_the_format_allows() -> None:
    deepest: Any = 1
    for _ in range(14):
        deepest = [deepest]
    encode_statement(a_statement(body={"a": deepest}))
    with pytest.raises(MalformedError, match="nesting"):
        encode_statement(a_statement(body={"a": [deepest]}))


def test_hostile_field_names_stay_printable_in_messages() -> None:
    """A terminal must not obey what a stranger put into a key."""
    with pytest.raises(MalformedError) as caught:
        decode_statement(altered("\x1b[2J" + "x" * 10_000, to=1))
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


def test_every_truncation_is_refused() -> None:
    for piece in truncations(encode_statement(a_statement())):
        with pytest.raises(MalformedError):
            decode_statement(piece)


def test_a_changed_byte_is_refused_or_states_something_else() -> None:
    """A payload has no checksum: its hash and signatures notice what parses."""
    payload = encode_statement(a_statement())
    for changed in one_byte_changes(payload):
        try:
            assert decode_statement(changed) != a_statement()
        except MalformedError:
            continue
        assert statement_hash(changed) != statement_hash(payload)


def test_reading_what_is_no_statement_is_malformed_too() -> None:
    for payload in (b"", b"\xc1", encode([]), encode({"v": 1}), b"\x91" * 5000):
        with pytest.raises(MalformedError):
            read_statement(payload)


@pytest.mark.parametrize("id_", ["person/1", "a/A-z0", "a" * 24 + "/" + "x" * 64])
def test_an_aggregate_id_is_a_kind_and_an_opaque_part(id_: str) -> None:
    check_id(id_)
    assert kind_of(id_) == id_.partition("/")[0]


@pytest.mark.parametrize("id_", ["", "/", "a/", "/a", "a/b/c", "a" * 25 + "/x", "a/b "])
def test_anything_else_is_no_aggregate_id(id_: str) -> None:
    with pytest.raises(MalformedError):
        check_id(id_)
