from typing import Any

import msgpack
import msgspec
from hypothesis import given
from hypothesis import strategies as st

from ledger.encoding import (
    check_text,
    decode,
    encode,
    format_base64,
    normalise_text,
    parse_base64,
    parse_decimal,
)
from ledger.errors import MalformedError
from tests.support.strategies import ANY_TEXT, CANONICAL_VALUES, DRAFTABLE_TEXT


def shuffled(value: Any, random: Any) -> Any:
    """Return an equal value whose maps were built in another order."""
    if isinstance(value, dict):
        items = [(key, shuffled(item, random)) for key, item in value.items()]
        random.shuffle(items)
        return dict(items)
    if isinstance(value, list):
        return [shuffled(item, random) for item in value]
    return value


@given(CANONICAL_VALUES)
def test_decoding_gives_back_what_was_encoded(value: Any) -> None:
    assert decode(encode(value)) == value


@given(CANONICAL_VALUES, st.randoms(use_true_random=False))
def test_equal_values_have_equal_encodings(value: Any, random: Any) -> None:
    assert encode(shuffled(value, random)) == encode(value)


@given(CANONICAL_VALUES)
def test_both_libraries_write_the_same_bytes(value: Any) -> None:
    """One writes, the other compares: a disagreement would refuse good records."""
    assert msgspec.msgpack.Encoder(order="sorted").encode(value) == encode(value)


@given(st.binary(max_size=200) | CANONICAL_VALUES.map(msgpack.packb))
def test_what_decodes_encodes_to_the_same_bytes(data: bytes) -> None:
    """And nothing but `MalformedError` comes out of hostile bytes."""
    try:
        value = decode(data)
    except MalformedError:
        return
    assert encode(value) == data


@given(CANONICAL_VALUES, st.data())
def test_a_changed_byte_never_means_the_same(value: Any, data: st.DataObject) -> None:
    encoded = bytearray(encode(value))
    place = data.draw(st.integers(0, len(encoded) - 1))
    encoded[place] ^= data.draw(st.integers(1, 255))
    try:
        decoded = decode(bytes(encoded))
    except MalformedError:
        return
    assert encode(decoded) != encode(value)


@given(ANY_TEXT)
def test_a_text_is_a_number_in_one_spelling_only(text: str) -> None:
    try:
        assert str(parse_decimal(text)) == text
    except MalformedError:
        return


@given(st.binary(max_size=100))
def test_base64_comes_back(data: bytes) -> None:
    assert parse_base64(format_base64(data)) == data


@given(st.text("AB+/=x \n", max_size=12))
def test_base64_has_one_spelling_only(text: str) -> None:
    try:
        assert format_base64(parse_base64(text)) == text
    except MalformedError:
        return


@given(DRAFTABLE_TEXT)
def test_letters_in_nfc_pass_the_text_rules(text: str) -> None:
    check_text(text)
    assert normalise_text(text) == text


@given(ANY_TEXT)
def test_normalising_is_done_once(text: str) -> None:
    assert normalise_text(normalise_text(text)) == normalise_text(text)
