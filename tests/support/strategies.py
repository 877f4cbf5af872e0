"""Every hypothesis strategy of the tests, so that data is made in one place."""

import unicodedata
from datetime import date
from typing import Any

from hypothesis import strategies as st

from aggregates.person.identity import CREDIT_CODE_ALPHABET, DocumentKind
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
