from hashlib import sha256, sha512

import pytest

from ledger.ed25519_points import L, add_points, encode_point, multiply_point
from ledger.errors import SignatureError, UnusableKeyError
from ledger.keys import (
    ED25519,
    SUITES,
    Ed25519Signer,
    Signer,
    check_public_key,
    key_id,
    verify,
)
from tests.support.mangling import one_byte_changes, truncations
from tests.support.weak_keys import (
    BASE,
    MIXED_ORDER,
    NON_CANONICAL,
    SMALL_ORDER,
    TORSION,
)

SEED = bytes(range(32))
SIGNER = Ed25519Signer.from_seed(SEED)


def secret_scalar(seed: bytes) -> int:
    # RFC 8032 section 5.1.5.
    half = int.from_bytes(sha512(seed).digest()[:32], "little")
    return half & ((1 << 254) - 8) | 1 << 254


def challenge(r: bytes, public: bytes, message: bytes) -> int:
    return int.from_bytes(sha512(r + public + message).digest(), "little") % L


def test_a_key_is_named_by_suite_and_public_key() -> None:
    expected = sha256(b"daocha-key.v1\0ed25519\0" + SIGNER.public).digest()
    assert key_id("ed25519", SIGNER.public) == SIGNER.key_id == expected
    assert key_id("sm2-sm3", SIGNER.public) != SIGNER.key_id


def test_the_reserved_suite_is_not_in_use_yet() -> None:
    assert frozenset({"ed25519"}) == SUITES


def test_a_signer_signs_what_verifies() -> None:
    signer: Signer = Ed25519Signer.generate()
    verify(signer.suite, signer.public, b"message", signer.sign(b"message"))


def test_every_new_key_is_another_one() -> None:
    assert Ed25519Signer.generate().key_id != Ed25519Signer.generate().key_id


def test_a_signer_does_not_show_its_secret() -> None:
    """A key in a log line or a traceback would be a key in many hands."""
    shown = f"{SIGNER!r} {SIGNER}"
    assert SEED.hex() not in shown
    assert repr(SEED) not in shown
    assert shown == " ".join([f"Ed25519Signer({SIGNER.key_id.hex()})"] * 2)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_seed_has_32_bytes(length: int) -> None:
    with pytest.raises(UnusableKeyError):
        Ed25519Signer.from_seed(bytes(length))


def test_every_changed_byte_of_a_signature_is_refused() -> None:
    signature = SIGNER.sign(b"message")
    for changed in one_byte_changes(signature):
        with pytest.raises(SignatureError):
            verify(ED25519, SIGNER.public, b"message", changed)


def test_every_truncation_of_a_signature_is_refused() -> None:
    for piece in truncations(SIGNER.sign(b"message")):
        with pytest.raises(SignatureError):
            verify(ED25519, SIGNER.public, b"message", piece)
    with pytest.raises(SignatureError):
        verify(ED25519, SIGNER.public, b"message", SIGNER.sign(b"message") + b"\0")


def test_a_signature_of_another_message_or_key_is_refused() -> None:
    signature = SIGNER.sign(b"message")
    with pytest.raises(SignatureError):
        verify(ED25519, SIGNER.public, b"another", signature)
    with pytest.raises(SignatureError):
        verify(ED25519, Ed25519Signer.generate().public, b"message", signature)


@pytest.mark.parametrize("public", [b"", bytes(31), bytes(33), b"\xff" * 32])
def test_a_key_that_is_none_verifies_nothing(public: bytes) -> None:
    with pytest.raises(SignatureError):
        verify(ED25519, public, b"message", SIGNER.sign(b"message"))


@pytest.mark.parametrize("suite", ["", "Ed25519", "sm2-sm3", "ed25519 "])
def test_an_unknown_suite_verifies_nothing(suite: str) -> None:
    with pytest.raises(SignatureError, match="suite"):
        verify(suite, SIGNER.public, b"message", SIGNER.sign(b"message"))
    with pytest.raises(UnusableKeyError, match="suite"):
        check_public_key(suite, SIGNER.public)


def test_a_signature_cannot_be_varied_by_adding_the_order_to_s() -> None:
    """Else a stranger makes a second valid signature from one he has seen."""
    signature = SIGNER.sign(b"message")
    s = int.from_bytes(signature[32:], "little")
    varied = signature[:32] + (s + L).to_bytes(32, "little")
    with pytest.raises(SignatureError):
        verify(ED25519, SIGNER.public, b"message", varied)


def test_verification_is_cofactorless() -> None:
    """A signature whose R has a small-order part satisfies the equation times 8
    only. If one verifier accepted it and another did not, two auditors would
    disagree about the same record.
    """
    a, public, message = secret_scalar(SEED), SIGNER.public, b"message"
    r = 123_456_789
    sound = encode_point(multiply_point(r, BASE))
    s = (r + challenge(sound, public, message) * a) % L
    verify(ED25519, public, message, sound + s.to_bytes(32, "little"))

    shifted = encode_point(add_points(multiply_point(r, BASE), TORSION))
    s = (r + challenge(shifted, public, message) * a) % L
    with pytest.raises(SignatureError):
        verify(ED25519, public, message, shifted + s.to_bytes(32, "little"))


def test_a_sound_key_may_be_enrolled() -> None:
    check_public_key(ED25519, SIGNER.public)


@pytest.mark.parametrize(
    "public", [*SMALL_ORDER, *MIXED_ORDER, *NON_CANONICAL, b"", SIGNER.public + b"\0"]
)
def test_a_weak_key_may_not_be_enrolled(public: bytes) -> None:
    """Under such a key an owner can deny his acts, or one key has two ids."""
    with pytest.raises(UnusableKeyError, match="public key"):
        check_public_key(ED25519, public)
