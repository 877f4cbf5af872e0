import resource
import tracemalloc
from datetime import UTC, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any

import msgpack
import pytest

from ledger.encoding import (
    MAX_DEPTH,
    MAX_ENCODED,
    decode,
    encode,
    format_base64,
    parse_base64,
    parse_decimal,
)
from ledger.errors import MalformedError


class Colour(StrEnum):
    RED = "red"


class Level(IntEnum):
    ONE = 1


def nested(depth: int) -> Any:
    value: Any = {}
    for _ in range(depth - 1):
        value = {"a": value}
    return value


def test_maps_are_sorted_by_the_bytes_of_their_keys() -> None:
    value = {"𠮷": 4, "\uffff": 3, "é": 2, "z": 1, "": 0}
    assert list(decode(encode(value))) == ["", "z", "é", "\uffff", "𠮷"]


def test_maps_within_maps_and_arrays_are_sorted_too() -> None:
    assert encode([{"b": {"d": 1, "c": 2}, "a": 3}]) == encode(
        [{"a": 3, "b": {"c": 2, "d": 1}}]
    )


def test_a_tuple_is_written_as_an_array() -> None:
    assert encode((1, (2,))) == encode([1, [2]])


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(1.0, id="float"),
        pytest.param(float("nan"), id="nan"),
        pytest.param(2**53, id="integer of 54 bits"),
        pytest.param(-(2**53), id="negative integer of 54 bits"),
        pytest.param(2**70, id="integer of 71 bits"),
        pytest.param(datetime.now(UTC), id="timestamp"),
        pytest.param(msgpack.ExtType(5, b"x"), id="extension type"),
        pytest.param(bytearray(b"x"), id="bytearray"),
        pytest.param({"a", "b"}, id="set"),
        pytest.param(Decimal(1), id="decimal"),
        pytest.param(Colour.RED, id="text of a subclass"),
        pytest.param(Level.ONE, id="integer of a subclass"),
        pytest.param({1: 1}, id="integer key"),
        pytest.param({b"a": 1}, id="bytes key"),
        pytest.param({None: 1}, id="nil key"),
        pytest.param({Colour.RED: 1}, id="key of a subclass"),
        pytest.param("\ud800", id="lone surrogate"),
        pytest.param({"\ud800": 1}, id="lone surrogate in a key"),
        pytest.param(nested(MAX_DEPTH + 1), id="seventeen levels"),
        pytest.param(object(), id="object"),
    ],
)
def test_what_the_format_does_not_know_is_not_encoded(value: Any) -> None:
    with pytest.raises(MalformedError):
        encode(value)
    with pytest.raises(MalformedError):
        encode({"deep": [value]})


def test_a_value_that_holds_itself_is_refused() -> None:
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(MalformedError):
        encode(loop)


def test_sixteen_levels_are_allowed() -> None:
    assert decode(encode(nested(MAX_DEPTH))) == nested(MAX_DEPTH)
    arrays: list[Any] = []
    for _ in range(15):
        arrays = [arrays]
    assert decode(encode(arrays)) == arrays
    with pytest.raises(MalformedError, match="nesting"):
        encode([arrays])


@pytest.mark.parametrize("number", [0, 1, -1, 127, 128, 2**53 - 1, 1 - 2**53])
def test_an_integer_comes_back(number: int) -> None:
    assert decode(encode(number)) == number


def test_true_is_not_one() -> None:
    assert encode([True]) != encode([1])
    assert [type(value) for value in decode(encode([True, 1]))] == [bool, int]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param("", "MessagePack", id="nothing"),
        pytest.param("c1", "MessagePack", id="the byte that means nothing"),
        pytest.param("0101", "MessagePack", id="a second value behind the first"),
        pytest.param("cc05", "canonical", id="5 in two bytes"),
        pytest.param("cd0005", "canonical", id="5 in three bytes"),
        pytest.param("d005", "canonical", id="5 as a signed number"),
        pytest.param("d90161", "canonical", id="text with a long length"),
        pytest.param("c5000161", "canonical", id="bytes with a long length"),
        pytest.param("dc000101", "canonical", id="array with a long length"),
        pytest.param("de0001a16101", "canonical", id="map with a long length"),
        pytest.param("82a16201a16102", "canonical", id="keys out of order"),
        pytest.param("82a16101a16102", "canonical", id="a key twice"),
        pytest.param("82a16101a16101", "canonical", id="a key twice with one value"),
        pytest.param("ca3f800000", "known type", id="float of 4 bytes"),
        pytest.param("cb3ff0000000000000", "known type", id="float of 8 bytes"),
        pytest.param("cb7ff8000000000000", "known type", id="nan"),
        pytest.param("d6ff00000001", "known type", id="timestamp"),
        pytest.param("d7ffffffffffffffffff", "MessagePack", id="impossible timestamp"),
        pytest.param("d40500", "known type", id="extension type"),
        pytest.param("81c4016101", "map key", id="bytes key"),
        pytest.param("810101", "map key", id="integer key"),
        pytest.param("81c001", "map key", id="nil key"),
        pytest.param("81910101", "map key", id="array key"),
        pytest.param("8181010101", "MessagePack", id="map key that is a map"),
        pytest.param("cf0020000000000000", "53 bits", id="2**53"),
        pytest.param("d3ffe0000000000000", "53 bits", id="-2**53"),
        pytest.param("cfffffffffffffffff", "53 bits", id="2**64 - 1"),
        pytest.param("91cf0020000000000000", "53 bits", id="2**53 in an array"),
        pytest.param("a2fffe", "MessagePack", id="text that is not UTF-8"),
        pytest.param("a3eda080", "MessagePack", id="text with a surrogate"),
        pytest.param("a2c080", "MessagePack", id="text with an overlong zero"),
        pytest.param("81a2c08001", "MessagePack", id="key that is not UTF-8"),
        pytest.param("91" * 17, "MessagePack", id="array without its content"),
        pytest.param("91" * 16 + "90", "nesting", id="seventeen levels"),
        pytest.param(
            "91" * 100_000 + "01", "MessagePack", id="a hundred thousand levels"
        ),
        pytest.param("ddffffffff", "MessagePack", id="array of four billion"),
        pytest.param("dfffffffff", "MessagePack", id="map of four billion"),
        pytest.param("dbffffffff", "MessagePack", id="text of four billion bytes"),
        pytest.param("c6ffffffff", "MessagePack", id="four billion bytes"),
    ],
)
def test_hostile_bytes_are_malformed(data: str, reason: str) -> None:
    with pytest.raises(MalformedError, match=reason):
        decode(bytes.fromhex(data))


def test_lengths_that_are_only_claimed_set_no_memory_aside() -> None:
    """Arrays in arrays, each claiming all that follows, ask for gigabytes."""
    hostile = (b"\xdd" + (900_000).to_bytes(4, "big")) * 500 + bytes(1_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    with pytest.raises(MalformedError):
        decode(hostile)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000
    grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kib < 50_000


def test_input_beyond_the_limit_is_not_looked_at() -> None:
    longest = encode(bytes(MAX_ENCODED - 5))
    assert len(longest) == MAX_ENCODED == 16_777_216
    assert len(decode(longest)) == MAX_ENCODED - 5
    with pytest.raises(MalformedError, match="at most"):
        decode(longest + b"\0")


def test_messages_do_not_quote_the_data() -> None:
    with pytest.raises(MalformedError) as caught:
        decode(b"\xa8secret\xff\xfe")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("text", ["0", "1", "10", "1234067", str(2**53 - 1)])
def test_a_decimal_is_a_number(text: str) -> None:
    assert str(parse_decimal(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "-1", "+42", "4_2", " 42", "42\n", "٤٢", "007", "00", "1.0", "1e3", "0x1",
        "４２", str(2**53), "9" * 17, "9" * 100_000,
    ],
)  # fmt: skip
def test_any_other_spelling_of_a_number_is_refused(text: str) -> None:
    with pytest.raises(MalformedError):
        parse_decimal(text)


@pytest.mark.parametrize("data", [b"", b"a", b"ab", b"abc", bytes(range(256))])
def test_base64_comes_back(data: bytes) -> None:
    assert parse_base64(format_base64(data)) == data


@pytest.mark.parametrize(
    "text",
    ["AB==", "A", "AA", "AA=", "AA===", "AA==\n", " AA==", "AA==AA==", "_-==", "ＡA=="],
)
def test_any_other_spelling_of_base64_is_refused(text: str) -> None:
    with pytest.raises(MalformedError):
        parse_base64(text)
