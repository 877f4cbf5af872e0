"""Ed25519 points that must not be anybody's key, derived here from the curve."""

from ledger.ed25519_points import (
    IDENTITY,
    L,
    P,
    Point,
    add_points,
    decode_point,
    encode_point,
    is_identity,
    multiply_point,
)


def _base() -> Point:
    point = decode_point(bytes([0x58]) + bytes([0x66]) * 31)
    assert point is not None
    return point


BASE = _base()


def _of_order_eight() -> Point:
    # [L] of any point lies in the small subgroup; take one that fills it.
    for y in range(2, 100):
        point = decode_point(y.to_bytes(32, "little"))
        if point is None:
            continue
        small = multiply_point(L, point)
        if not is_identity(multiply_point(4, small)):
            return small
    raise AssertionError("no point of order eight found")


TORSION = _of_order_eight()

SMALL_ORDER = tuple(encode_point(multiply_point(n, TORSION)) for n in range(8))
"""The eight points of small order; the first is the neutral element."""

MIXED_ORDER = tuple(
    encode_point(add_points(multiply_point(5, BASE), multiply_point(n, TORSION)))
    for n in range(1, 8)
)
"""A sound key with each small-order component."""

NON_CANONICAL = (
    *((P + y).to_bytes(32, "little") for y in range(19)),
    *((P + y | 1 << 255).to_bytes(32, "little") for y in range(19)),
    (1 | 1 << 255).to_bytes(32, "little"),
    (P - 1 | 1 << 255).to_bytes(32, "little"),
)
"""Second spellings: y not below the field's order, or a negative zero x."""

NEUTRAL = encode_point(IDENTITY)
