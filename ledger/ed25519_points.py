"""Just enough of the curve edwards25519 to tell a weak public key from a sound one.

A public key is weak when its holder, or anybody, can make one signature verify for
many messages, or when two byte strings name one key. `cryptography` accepts such
keys. Sound are exactly the keys ``A`` whose encoding is canonical and on the curve,
with ``[8]A != 0`` (not of small order) and ``[L]A = 0`` (no small-order part).

Points are extended coordinates ``(X, Y, Z, T)`` with ``x = X/Z``, ``y = Y/Z`` and
``x*y = T/Z`` (RFC 8032 section 5.1.4). The inputs are public, so nothing here needs
to run in constant time, and nothing here may ever touch a secret.

Multiplying by L here takes milliseconds, and an audit does it for every key. OpenSSL
does it in a twentieth of that by X25519, which multiplies by numbers ``8*m`` between
2**254 and 2**255. One of them is ``5*L - 1``. Let ``A = B + T`` with ``[L]B = 0`` and
``[8]T = 0``; then ``[5*L - 1]A = -B``, because 8 divides ``5*L - 1``. X25519 sees a
point up to its sign, so it returns the u of ``A`` exactly if ``B`` is ``A`` or ``-A``.
The first means ``T = 0``. The second means ``[2]B = -T``, so ``B = 0`` and ``A`` is of
small order, which is looked at before.
"""

from typing import Final, TypeAlias

from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)

P: Final = 2**255 - 19
"""Order of the field."""

L: Final = 2**252 + 27742317777372353535851937790883648493
"""Order of the base point, a prime."""

D: Final = -121665 * pow(121666, P - 2, P) % P
"""Coefficient of the curve ``-x^2 + y^2 = 1 + d*x^2*y^2``."""

ENCODED_SIZE: Final = 32
"""Length of an encoded point, in bytes."""

Point: TypeAlias = tuple[int, int, int, int]

IDENTITY: Final[Point] = (0, 1, 1, 0)
"""The neutral element."""

_SQRT_MINUS_ONE: Final = pow(2, (P - 1) // 4, P)

_Y_OF_ORDER_8: Final = (
    0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
)
_Y_OF_SMALL_ORDER: Final = frozenset({0, 1, P - 1, _Y_OF_ORDER_8, P - _Y_OF_ORDER_8})
"""The y of the eight points of small order."""

_MINUS_ONE: Final = X25519PrivateKey.from_private_bytes(
    (5 * L - 1).to_bytes(ENCODED_SIZE, "little")
)
"""No secret: multiplies by -1 what has no small-order part, and removes that."""


def decode_point(data: bytes) -> Point | None:
    """Decode a point; ``None`` if the bytes are not the encoding of one.

    Stricter than RFC 8032 section 5.1.3 asks of an implementation: ``y`` must be
    below ``P``, and ``x = 0`` has no negative sign.
    """
    if len(data) != ENCODED_SIZE:
        return None
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= P:
        return None
    x = _recover_x(y)
    if x is None or (x == 0 and sign == 1):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def encode_point(point: Point) -> bytes:
    """Encode a point as RFC 8032 section 5.1.2 has it."""
    x, y, z, _ = point
    inverse = pow(z, -1, P)
    x, y = x * inverse % P, y * inverse % P
    return (y | (x & 1) << 255).to_bytes(ENCODED_SIZE, "little")


def add_points(p: Point, q: Point) -> Point:
    """Add two points; complete, so also right when they are equal or neutral."""
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply_point(scalar: int, point: Point) -> Point:
    """Multiply a point by a non-negative number, bit by bit."""
    result = IDENTITY
    while scalar > 0:
        if scalar & 1:
            result = add_points(result, point)
        point = add_points(point, point)
        scalar >>= 1
    return result


def is_identity(point: Point) -> bool:
    """Tell whether a point is the neutral element."""
    x, y, z, _ = point
    return x % P == 0 and (y - z) % P == 0


def weakness_of(public: bytes) -> str | None:
    """Name what is wrong with a public key; ``None`` if it is sound."""
    if _is_sound(public):
        return None
    point = decode_point(public)
    if point is None:
        return "not the canonical encoding of a point on the curve"
    if is_identity(multiply_point(8, point)):
        return "a point of small order"
    return "a point with a small-order component"


def _is_sound(public: bytes) -> bool:
    """Tell whether a key is sound, without looking for its x.

    What is on the curve has its u on curve25519, what is not has it on the twist,
    whose order is four times another prime: there ``5*L - 1`` gives back no u but
    those of small order. And where x is 0, the order is small.
    """
    if len(public) != ENCODED_SIZE:
        return False
    y = int.from_bytes(public, "little") & (2**255 - 1)
    if y >= P or y in _Y_OF_SMALL_ORDER:
        return False
    # The same point on curve25519 (RFC 7748 section 4.1): u = (1 + y) / (1 - y).
    u = ((1 + y) * pow(1 - y, -1, P) % P).to_bytes(ENCODED_SIZE, "little")
    return _MINUS_ONE.exchange(X25519PublicKey.from_public_bytes(u)) == u


def _recover_x(y: int) -> int | None:
    # x^2 = u/v with u = y^2 - 1 and v = d*y^2 + 1: the candidate of RFC 8032 section
    # 5.1.3 step 2, which takes one power and no division.
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P) % P, (P - 5) // 8, P) % P
    if (v * x * x - u) % P != 0:
        x = x * _SQRT_MINUS_ONE % P
    if (v * x * x - u) % P != 0:
        return None
    return x
