"""Canonical MessagePack, and the few texts that stand for numbers and bytes.

One value has one encoding (formats section 1):

* maps have ``str`` keys only, sorted by their UTF-8 bytes, none twice;
* every length and every integer takes its shortest form;
* types are exact: ``nil``, ``bool``, ``int``, ``str``, ``bin``, array, map; no
  floats, no extension types; ``true`` is not 1; integers lie in
  [-(2**53 - 1), 2**53 - 1];
* containers nest at most 16 deep, the outermost being depth 1.

A decoder reads, encodes again and compares, so two different byte strings never
mean the same value. Python's own parsers are too kind for that: ``int()`` takes
``"+42"`` and ``"٤٢"``, base64 takes ``"AB=="`` beside ``"AA=="``.

Text rules (`check_text`) bind what is drafted and appended, never what is read:
Unicode grows, and a name assigned tomorrow must not break a record of today.
"""

import base64
import binascii
import re
import unicodedata
from typing import Any, Final, TypeAlias, TypeVar

import msgpack
import msgspec

from ledger.errors import MalformedError

MAX_INT: Final = 2**53 - 1
"""Largest integer, in absolute value: what a browser still reads exactly."""

MAX_DEPTH: Final = 16
"""How deep containers nest at most; the outermost is depth 1."""

MAX_ENCODED: Final = 16 * 1024 * 1024
"""Longest input that `decode` looks at, in bytes."""

Value: TypeAlias = Any
"""``None``, ``bool``, ``int``, ``str``, ``bytes``, or lists and maps of these."""

T = TypeVar("T")

_LEAVES: Final = frozenset({str, bytes, bool, type(None)})

# Written by one library, read and compared by another: a byte on which the two
# disagree is refused instead of signed. msgspec reads three times faster.
_skip: Final = msgspec.msgpack.Decoder(msgspec.Raw).decode
_read: Final = msgspec.msgpack.Decoder().decode
_rewrite: Final = msgspec.msgpack.Encoder(order="sorted").encode


def encode(value: Value) -> bytes:
    """Encode a value in its one canonical form.

    Keys are put in order here, so the caller may build maps in any order. Tuples
    are written as arrays and come back as lists.

    Raises:
        MalformedError: The value holds a type, an integer or a depth that the
            format does not know, or a lone surrogate.

    Example:
        >>> encode({"b": [1, True], "a": b"x"}).hex()
        '82a161c40178a1629201c3'
    """
    canonical = _canonical(value, 1)
    try:
        return bytes(msgpack.packb(canonical, use_bin_type=True))
    except UnicodeEncodeError as error:
        raise MalformedError("text: expected Unicode, got a lone surrogate") from error


def pack(value: Value) -> bytes:
    """Encode a value as it is, for a caller that decodes the result strictly.

    Raises:
        MalformedError: The value holds what MessagePack does not know.
    """
    try:
        return bytes(msgpack.packb(value, use_bin_type=True))
    except (TypeError, ValueError, OverflowError) as error:
        # The texts may quote the value, so only the kind is told.
        kind = type(error).__name__
        raise MalformedError(f"value: expected a known type, got {kind}") from error


def decode(data: bytes) -> Value:
    """Decode bytes that must be the canonical encoding of a value.

    Raises:
        MalformedError: The bytes are no MessagePack, hold what the format does
            not know, or encode their value in another than the canonical form.

    Example:
        >>> decode(bytes.fromhex("82a161c40178a1629201c3"))
        {'a': b'x', 'b': [1, True]}
        >>> decode(bytes.fromhex("cc05"))
        Traceback (most recent call last):
        ledger.errors.MalformedError: encoding: expected the canonical form
    """
    check_complete(data)
    try:
        value = _read(data)
    except ValueError as error:
        raise _unreadable(error) from error
    check_value(value)
    check_canonical(value, data)
    return value


def check_complete(data: bytes, *, limit: int = MAX_ENCODED) -> None:
    """Check that the bytes hold one whole MessagePack value and nothing more.

    This sets nothing aside for lengths that the bytes only claim: a decoder that
    runs afterwards needs memory in proportion to the input, not to its headers.

    Raises:
        MalformedError: The bytes are longer than ``limit``, cut short, followed
            by others, or nested beyond all reason.
    """
    if len(data) > limit:
        raise MalformedError(
            f"encoding: expected at most {limit} bytes, got {len(data)}"
        )
    try:
        _skip(data)
    except (ValueError, RecursionError) as error:
        raise _unreadable(error) from error


def check_value(value: Value, depth: int = 1) -> None:
    """Check that a decoded value holds only what the format knows.

    The order of keys is not looked at: comparing the encodings does that.

    Args:
        value: What a MessagePack decoder made of the bytes.
        depth: How deep the value stands in what was decoded.

    Raises:
        MalformedError: A type, an integer or a depth is outside the format.
    """
    if type(value) is dict:
        for key in value:
            if type(key) is not str:
                raise MalformedError(f"map key: expected str, got {type(key).__name__}")
        items: Any = value.values()
    elif type(value) is list:
        items = value
    else:
        _check_leaf(value)
        return
    if depth > MAX_DEPTH:
        raise MalformedError(f"nesting: expected at most {MAX_DEPTH} levels")
    # Nine values in ten are text or bytes; a call for each of them would double
    # the time that decoding takes.
    for item in items:
        kind = type(item)
        if kind is not str and kind is not bytes:
            check_value(item, depth + 1)


def decode_shape(decoder: msgspec.msgpack.Decoder[T], data: bytes, what: str) -> T:
    """Decode bytes into a typed value, without asking whether they are canonical.

    For bytes that were admitted before, and as the first half of a strict decoder
    (`check_canonical` is the other half).

    Args:
        decoder: Decoder of the type that the bytes should hold.
        data: The bytes.
        what: Name of the thing, for the message.

    Raises:
        MalformedError: The bytes are no MessagePack, or hold another shape.
    """
    try:
        return decoder.decode(data)
    except msgspec.ValidationError as error:
        # The text names fields and types; a hostile field name stays printable.
        text = str(error).encode("unicode_escape").decode("ascii")[:200]
        raise MalformedError(f"{what}: {text}") from error
    except (ValueError, RecursionError) as error:
        raise _unreadable(error) from error


def check_canonical(value: object, data: bytes) -> None:
    """Check that the bytes are the canonical encoding of what was read from them.

    Raises:
        MalformedError: They encode the same value in another form.
    """
    if _rewrite(value) != data:
        raise MalformedError("encoding: expected the canonical form")


def _unreadable(error: Exception) -> MalformedError:
    # The texts of both libraries may quote the data, so only the kind is told.
    return MalformedError(f"encoding: expected MessagePack, got {type(error).__name__}")


def _check_leaf(value: Value) -> None:
    kind = type(value)
    if kind is int:
        if not -MAX_INT <= value <= MAX_INT:
            raise MalformedError("integer: expected at most 53 bits")
    elif kind not in _LEAVES:
        raise MalformedError(f"value: expected a known type, got {kind.__name__}")


def _canonical(value: Value, depth: int) -> Value:
    kind = type(value)
    if kind is not dict and kind is not list and kind is not tuple:
        _check_leaf(value)
        return value
    if depth > MAX_DEPTH:
        raise MalformedError(f"nesting: expected at most {MAX_DEPTH} levels")
    if kind is dict:
        return _sorted_map(value, depth)
    return [_canonical(item, depth + 1) for item in value]


def _sorted_map(value: dict[Any, Any], depth: int) -> dict[str, Any]:
    for key in value:
        if type(key) is not str:
            raise MalformedError(f"map key: expected str, got {type(key).__name__}")
    # Code points sort as their UTF-8 bytes do.
    return {key: _canonical(value[key], depth + 1) for key in sorted(value)}


def check_text(text: str, *, multiline: bool = False) -> None:
    r"""Check that a text may be drafted and appended.

    Refused are text that is not in NFC, unassigned code points (except in planes
    2 and 3, where rare Chinese names live before Python knows them),
    noncharacters, surrogates, controls, and invisible or direction-changing
    characters that make two texts look alike.

    Args:
        text: What somebody typed or imported.
        multiline: Whether line feeds are allowed; no other control ever is.

    Raises:
        MalformedError: The text is refused; the message names the code point and
            its place, never the text.

    Example:
        >>> check_text("咸职改办〔2024〕12号")
        >>> check_text("a\u200bb")
        Traceback (most recent call last):
        ledger.errors.MalformedError: text: U+200B at character 1 is not allowed
    """
    # `isprintable` is false for everything refused below but two noncharacters of
    # planes 2 and 3, which are unassigned and so not printable either.
    if not text.isprintable():
        for place, character in enumerate(text):
            if not _is_allowed(character, multiline=multiline):
                raise MalformedError(
                    f"text: U+{ord(character):04X} at character {place} is not allowed"
                )
    if not unicodedata.is_normalized("NFC", text):
        raise MalformedError("text: expected Unicode normalisation form NFC")


def check_texts(value: Value) -> None:
    """Check that every text and every key in a value obeys the text rules.

    Line feeds are allowed in texts; which field may hold them is for the type's
    schema to say.

    Raises:
        MalformedError: One does not.
    """
    # Every part of a normalised text is normalised (UAX 15, section 1.3), and a space
    # combines with nothing: all texts together are right if each of them is.
    together = " ".join(_texts_in(value))
    if together.isprintable() and unicodedata.is_normalized("NFC", together):
        return
    _check_each_text(value)


def normalise_text(text: str) -> str:
    """Return the text in Unicode normalisation form NFC, and change nothing else.

    For entry points, before the review sheet is shown: what is signed is what was
    shown. Nothing is normalised afterwards.
    """
    return unicodedata.normalize("NFC", text)


def _texts_in(value: Value) -> list[str]:
    if type(value) is str:
        return [value]
    texts: list[str] = []
    if type(value) is dict:
        texts += value
        value = value.values()
    elif type(value) is not list and type(value) is not tuple:
        return texts
    for item in value:
        kind = type(item)
        if kind is str:
            texts.append(item)
        elif kind is dict or kind is list or kind is tuple:
            texts += _texts_in(item)
    return texts


def _check_each_text(value: Value) -> None:
    if type(value) is str:
        check_text(value, multiline=True)
    elif type(value) is dict:
        for key, item in value.items():
            check_text(key)
            _check_each_text(item)
    elif type(value) is list or type(value) is tuple:
        for item in value:
            _check_each_text(item)


_INVISIBLE: Final = (
    range(0x200B, 0x2010),
    range(0x2028, 0x202F),
    range(0x2060, 0x206A),
    range(0xFEFF, 0xFF00),
)
_RARE_PLANES: Final = (2, 3)
_LAST_OF_PLANE: Final = (0xFFFE, 0xFFFF)
_DECIMAL: Final = re.compile(r"0|[1-9][0-9]{0,15}", re.ASCII)


def _is_allowed(character: str, *, multiline: bool) -> bool:
    if character == "\n":
        return multiline
    code = ord(character)
    category = unicodedata.category(character)
    if category in {"Cc", "Cs"} or any(code in span for span in _INVISIBLE):
        return False
    if category != "Cn":
        return True
    return code >> 16 in _RARE_PLANES and code & 0xFFFF not in _LAST_OF_PLANE


def parse_decimal(text: str) -> int:
    """Parse a non-negative decimal number without sign, space or leading zero.

    Raises:
        MalformedError: The text is anything else, or the number is above
            `MAX_INT`.

    Example:
        >>> parse_decimal("42")
        42
        >>> parse_decimal("042")
        Traceback (most recent call last):
        ledger.errors.MalformedError: number: expected a decimal without leading zeros
    """
    if _DECIMAL.fullmatch(text) is None:
        raise MalformedError("number: expected a decimal without leading zeros")
    number = int(text)
    if number > MAX_INT:
        raise MalformedError(f"number: expected at most {MAX_INT}, got {number}")
    return number


def parse_base64(text: str) -> bytes:
    """Parse padded standard base64 (RFC 4648 section 4) in its only spelling.

    Raises:
        MalformedError: The text is not base64, or not the one that encodes these
            bytes.
    """
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error) as error:
        raise MalformedError("base64: expected the standard alphabet") from error
    if format_base64(data) != text:
        raise MalformedError("base64: expected the canonical padding")
    return data


def format_base64(data: bytes) -> str:
    """Format bytes as padded standard base64."""
    return base64.b64encode(data).decode("ascii")
