"""Every hypothesis strategy of the tests, so that data is made in one place."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import msgspec
from hypothesis import strategies as st

from aggregates.person.identity import CREDIT_CODE_ALPHABET, DocumentKind
from aggregates.schema import EventType
from ledger.encoding import MAX_INT
from ledger.merkle.hashing import EMPTY_ROOT
from ledger.statement import (
    MAX_INSTANT,
    NO_PREVIOUS,
    SEGMENTS,
    Ref,
    Seen,
    SignedBy,
    Statement,
)

CALENDAR_DAYS = st.dates(min_value=date(2004, 1, 1), max_value=date(2026, 12, 31))
"""Days of the years for which a working calendar ships."""

ANY_DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 12, 31))
"""Days with and without a calendar."""

SMALL_COUNTS = st.integers(min_value=0, max_value=40)
"""Lengths of periods, in days, months or years."""

INTEGERS = st.integers(min_value=-MAX_INT, max_value=MAX_INT)
"""Every integer the canonical encoding knows."""

ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
"""Text as it may be read, also such as nobody may draft."""

DRAFTABLE_TEXT = st.text(
    st.characters(categories=("L", "N", "P"), max_codepoint=0x2FFFF), max_size=40
).map(lambda text: unicodedata.normalize("NFC", text))
"""Text as it may be drafted: letters, digits and punctuation in NFC."""

HASHES = st.binary(min_size=32, max_size=32)
"""Anything that could be a SHA-256."""

CANONICAL_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | INTEGERS | ANY_TEXT | st.binary(max_size=300),
    lambda inner: (
        st.lists(inner, max_size=20) | st.dictionaries(ANY_TEXT, inner, max_size=20)
    ),
    max_leaves=30,
)
"""Every kind of value that has a canonical encoding."""

_OPAQUE = st.text("0123456789ABCXYZabcxyz-", min_size=1, max_size=64)
_COUNTS = st.integers(min_value=1, max_value=MAX_INT)
_COMMITMENTS = st.fixed_dictionaries(
    {
        "c": HASHES,
        "of": st.builds("{}/{}".format, st.sampled_from(["person", "sealed"]), _OPAQUE),
    }
)
_FACTS = st.recursive(
    st.booleans() | INTEGERS | DRAFTABLE_TEXT | st.binary(max_size=40) | _COMMITMENTS,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(DRAFTABLE_TEXT.filter("c".__ne__), inner, max_size=5)
    ),
    max_leaves=10,
)
_SIGNERS = st.builds(
    SignedBy,
    key=HASHES,
    role=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ_", min_size=1, max_size=32),
    org=st.just("") | st.builds("organisation/{}".format, _OPAQUE),
    seg=st.sampled_from(SEGMENTS),
)
_REFS = st.builds(Ref, st.builds("person/{}".format, _OPAQUE), _COUNTS, HASHES)


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """Draw any statement that may be drafted."""
    seq = draw(_COUNTS)
    size = draw(st.integers(min_value=0, max_value=MAX_INT))
    profile, version = draw(_OPAQUE), draw(_COUNTS)
    has_law = draw(st.booleans())
    rules = draw(st.sets(_OPAQUE.filter(lambda rule: rule[0] != "-"), max_size=4))
    policy = Ref(f"policy/{profile}", version, draw(HASHES))
    unique = {(ref.id, ref.seq): ref for ref in draw(st.lists(_REFS, max_size=4))}
    refs = [*unique.values(), policy] if has_law else [*unique.values()]
    return Statement(
        v=1,
        log=draw(st.sampled_from(["daocha.example", "simulated.invalid/a/B_c"])),
        id=f"application/{draw(_OPAQUE)}",
        seq=seq,
        prev=NO_PREVIOUS if seq == 1 else draw(HASHES.filter(NO_PREVIOUS.__ne__)),
        type=draw(st.sampled_from(["application.opened", "application.re-opened2"])),
        tv=draw(_COUNTS),
        at=draw(st.integers(min_value=0, max_value=MAX_INSTANT)),
        by=tuple(
            draw(st.lists(_SIGNERS, min_size=1, max_size=3, unique_by=lambda s: s.key))
        ),
        seen=Seen(size, draw(HASHES) if size else EMPTY_ROOT),
        refs=tuple(sorted(refs, key=lambda ref: (ref.id, ref.seq))),
        law=(f"{profile}@{version}", *sorted(rules)) if has_law else (),
        body=draw(
            st.dictionaries(DRAFTABLE_TEXT.filter("c".__ne__), _FACTS, max_size=5)
        ),
    )


def resident_digits() -> st.SearchStrategy[str]:
    """Make the first 17 digits of a resident's number: region, birth, order."""
    return st.builds(
        "{:06d}{:%Y%m%d}{:03d}".format,
        st.integers(min_value=110_000, max_value=659_999),
        st.dates(min_value=date(1900, 1, 1), max_value=date(2024, 1, 1)),
        st.integers(min_value=0, max_value=999),
    )


PLACES_OF_18 = st.integers(min_value=0, max_value=17)
"""Places in an identity number or a credit code."""

CHECK_CHARACTERS = st.sampled_from("0123456789X")
"""Characters of a resident's number."""

CREDIT_CHARACTERS = st.sampled_from(CREDIT_CODE_ALPHABET)
"""Characters of a unified social credit code."""

DOCUMENT_KINDS = st.sampled_from(DocumentKind)
"""Every kind of identity document."""


def splits() -> st.SearchStrategy[list[float]]:
    """Return where a history is cut, as parts of its length."""
    return st.lists(st.floats(0, 1, exclude_max=True), max_size=6)


BATCH_SIZES = st.lists(st.integers(1, 280), min_size=1, max_size=3)
"""How many acts are appended at once, again and again; blocks of 256 are crossed."""


# --- acts of the domain -----------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """What the fields of random bodies are filled with.

    Attributes:
        ids: Ids by kind of aggregate, known ones and others.
        words: Texts that mean something somewhere.
        maps: Values of free maps.
        clear: Whether personal values stand in clear, as in a draft, or committed.
    """

    ids: Mapping[str, Sequence[str]]
    words: Sequence[str]
    maps: Sequence[Mapping[str, Any]]
    clear: bool


def bodies(
    body: type[msgspec.Struct], vocabulary: Vocabulary
) -> st.SearchStrategy[dict[str, Any]]:
    """Make any map that the schema of a body allows."""
    info = msgspec.inspect.type_info(body)
    return _struct(cast("msgspec.inspect.StructType", info), vocabulary)


def _struct(
    info: msgspec.inspect.StructType, words: Vocabulary
) -> st.SearchStrategy[dict[str, Any]]:
    fields = [field for field in info.fields if field.name != "deadlines"]
    tag = {info.tag_field: st.just(info.tag)} if info.tag_field else {}
    return st.fixed_dictionaries(
        {f.encode_name: _value(f.type, words) for f in fields if f.required} | tag,
        optional={
            f.encode_name: _value(f.type, words) for f in fields if not f.required
        },
    )


def _value(kind: msgspec.inspect.Type, words: Vocabulary) -> st.SearchStrategy[Any]:
    extra: dict[str, Any] = {}
    while isinstance(kind, msgspec.inspect.Metadata):
        extra, kind = {**(kind.extra or {}), **extra}, kind.type
    if "personal" in extra:
        return _personal(str(extra["personal"]), words)
    if "kind" in extra:
        ids = st.sampled_from(words.ids[extra["kind"]])
        several = isinstance(kind, msgspec.inspect.VarTupleType)
        return st.lists(ids, max_size=4) if several else ids
    return _plain(kind, words)


def _personal(kind: str, words: Vocabulary) -> st.SearchStrategy[Any]:
    if not words.clear:
        owner = st.sampled_from(words.ids["person"])
        return st.fixed_dictionaries({"c": HASHES, "of": owner})
    if kind == "file":
        return st.tuples(HASHES, st.integers(min_value=0, max_value=MAX_INT)).map(list)
    return st.sampled_from(words.words)


def _plain(kind: msgspec.inspect.Type, words: Vocabulary) -> st.SearchStrategy[Any]:
    known = msgspec.inspect
    found: st.SearchStrategy[Any]
    match kind:
        case known.StrType():
            found = st.sampled_from(words.words)
        case known.IntType(ge=least, le=most):
            found = st.integers(least or 0, MAX_INSTANT if most is None else most)
        case known.LiteralType(values=values):
            found = st.sampled_from(values)
        case known.UnionType(types=types):
            found = st.one_of([_value(one, words) for one in types])
        case known.VarTupleType(item_type=item):
            found = st.lists(_value(item, words), max_size=4)
        case known.StructType():
            found = _struct(kind, words)
        case known.DictType():
            found = st.sampled_from(words.maps)
        case _:
            found = _SCALARS[type(kind)]
    return found


_SCALARS: Mapping[type[msgspec.inspect.Type], st.SearchStrategy[Any]] = {
    msgspec.inspect.BoolType: st.booleans(),
    msgspec.inspect.NoneType: st.none(),
    msgspec.inspect.BytesType: HASHES | st.just(b""),
    msgspec.inspect.DateType: st.dates(date(2023, 1, 1), date(2028, 12, 31)).map(str),
}


MOVES = st.lists(
    st.tuples(
        st.sampled_from([*["NEXT"] * 12, "SKIP", "AGAIN", "BEFORE", "OTHERS"]),
        st.integers(min_value=0, max_value=10_000),
    ),
    min_size=10,
    max_size=40,
)
"""How somebody goes through a history: on, past a deed, back, ahead, or as another."""

PLACES = st.integers(min_value=0, max_value=10_000)
"""Places in a history, taken modulo its length."""

SEEDS_OF_DRAWS = st.binary(min_size=32, max_size=32)


@st.composite
def draws(draw: st.DrawFn) -> dict[str, Any]:
    """Make the terms of a draw that the list is long enough for."""
    count = draw(st.integers(min_value=1, max_value=40))
    places = st.integers(min_value=0, max_value=count - 1)
    excluded = draw(st.sets(places, max_size=count - 1))
    left = count - len(excluded)
    members = draw(st.integers(min_value=1, max_value=left))
    stand_ins = draw(st.integers(min_value=0, max_value=left - members))
    return {
        "count": count,
        "excluded": excluded,
        "members": members,
        "stand_ins": stand_ins,
    }


def any_bodies(
    types: Sequence[EventType], vocabulary: Vocabulary
) -> st.SearchStrategy[tuple[EventType, dict[str, Any]]]:
    """Make a body of any of these types."""
    made = {known: bodies(known.body, vocabulary) for known in types}
    return st.sampled_from(types).flatmap(
        lambda known: st.tuples(st.just(known), made[known])
    )
