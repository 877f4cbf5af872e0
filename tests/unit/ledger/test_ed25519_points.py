from hashlib import sha256

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from ledger.ed25519_points import (
    IDENTITY,
    L,
    P,
    add_points,
    decode_point,
    encode_point,
    is_identity,
    multiply_point,
    weakness_of,
)
from tests.support.weak_keys import (
    BASE,
    MIXED_ORDER,
    NEUTRAL,
    NON_CANONICAL,
    SMALL_ORDER,
    TORSION,
)

# From "Taming the many EdDSAs", table 1: the points of small order in their
# canonical encodings, so that the derivation in `weak_keys` is not its own judge.
PUBLISHED_SMALL_ORDER = {
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
}


def test_the_base_point_has_the_prime_order() -> None:
    assert is_identity(multiply_point(L, BASE))
    assert not is_identity(multiply_point(L - 1, BASE))
    assert encode_point(BASE).hex() == "58" + "66" * 31


def test_addition_agrees_with_multiplication() -> None:
    fivefold = IDENTITY
    for _ in range(5):
        fivefold = add_points(fivefold, BASE)
    assert encode_point(fivefold) == encode_point(multiply_point(5, BASE))


@pytest.mark.parametrize("seed", range(8))
def test_public_keys_of_the_library_are_sound_points(seed: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    public = key.public_key().public_bytes_raw()
    point = decode_point(public)
    assert point is not None
    assert encode_point(point) == public
    assert weakness_of(public) is None


def test_the_eight_points_of_small_order_are_the_published_ones() -> None:
    assert {public.hex() for public in SMALL_ORDER} == PUBLISHED_SMALL_ORDER


@pytest.mark.parametrize("public", SMALL_ORDER, ids=bytes.hex)
def test_a_point_of_small_order_is_weak(public: bytes) -> None:
    assert weakness_of(public) == "a point of small order"


@pytest.mark.parametrize("public", MIXED_ORDER, ids=bytes.hex)
def test_a_small_order_component_is_weak(public: bytes) -> None:
    assert weakness_of(public) == "a point with a small-order component"


@pytest.mark.parametrize("factor", [1, 2, 7, 8, L - 1, 2**251 + 11])
@pytest.mark.parametrize("part", range(8))
def test_the_quick_test_for_a_small_order_component_agrees_with_multiplying_by_l(
    factor: int, part: int
) -> None:
    """The quick test asks OpenSSL's X25519; this one only uses the order itself."""
    small = multiply_point(part, TORSION)
    point = add_points(multiply_point(factor, BASE), small)
    expected = is_identity(multiply_point(L, point))
    assert (weakness_of(encode_point(point)) is None) is expected


@pytest.mark.parametrize("public", NON_CANONICAL, ids=bytes.hex)
def test_a_second_spelling_is_weak(public: bytes) -> None:
    assert weakness_of(public) == "not the canonical encoding of a point on the curve"


@pytest.mark.parametrize("y", [2, 7, 8, 11, 12, 17])
def test_a_y_without_an_x_is_no_point(y: int) -> None:
    assert decode_point(y.to_bytes(32, "little")) is None


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_another_length_is_no_point(length: int) -> None:
    assert weakness_of(bytes(length)) is not None


def test_the_order_of_the_field_is_no_y() -> None:
    assert decode_point(P.to_bytes(32, "little")) is None


@pytest.mark.parametrize("message", [b"approve", b"refuse"])
def test_the_library_lets_one_signature_under_a_weak_key_sign_every_message(
    message: bytes,
) -> None:
    """Why enrolment looks: with the neutral element as key, S = 0 and R = neutral
    satisfy the equation whatever was signed, and the owner can deny any act.
    """
    key = Ed25519PublicKey.from_public_bytes(NEUTRAL)
    key.verify(NEUTRAL + bytes(32), message)
    with pytest.raises(InvalidSignature):
        key.verify(NEUTRAL + bytes([1]) + bytes(31), message)


def test_the_torsion_point_fills_the_small_subgroup() -> None:
    assert is_identity(multiply_point(8, TORSION))
    assert not is_identity(multiply_point(4, TORSION))


@pytest.mark.parametrize("number", range(60))
def test_what_is_on_no_curve_is_told_without_looking_for_its_x(number: int) -> None:
    """The quick test looks at u alone; half of all y have none but on the twist."""
    public = sha256(b"y %d" % number).digest()
    point = decode_point(public)
    sound = point is not None and is_identity(multiply_point(L, point))
    assert (weakness_of(public) is None) is sound
