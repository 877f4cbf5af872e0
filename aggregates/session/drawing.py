r"""The expert draw: anybody who has the numbers gets the same result.

The seed is SHA-256 over the ledger's origin, the session, the hash of the sealed
list, the unit's own secret (committed to in the plan, before the public value
existed) and the public value (published after the plan was consented to). Neither
side alone can steer it. Every index of the list gets the rank

    rank(i) = SHA-256("daocha-draw.v1\0" ‖ seed ‖ i as 8 bytes, big endian)

and the smallest ranks are drawn: an unbiased sample without replacement, because
every order of the ranks is equally likely.
"""

from collections.abc import Collection
from hashlib import sha256

from ledger.encoding import encode

DOMAIN = b"daocha-draw.v1\0"
DIGITS = frozenset("0123456789")


def secret_commitment(secret: bytes) -> bytes:
    """Commit to the unit's secret; published with the plan."""
    return sha256(DOMAIN + b"secret\0" + secret).digest()


def seed(
    *, log: str, session: str, pool: bytes, secret: bytes, public_value: str
) -> bytes:
    """Derive the seed of a draw."""
    parts = encode([log, session, pool, secret, public_value])
    return sha256(DOMAIN + b"seed\0" + parts).digest()


def has_form(value: str, form: str) -> bool:
    """Tell whether a public value is written as the plan says.

    Each ``#`` stands for one digit, everything else for itself: so the numbers that
    were published can be written in one way only, and nobody has a choice of seeds.

    Example:
        >>> has_form("03 08 + 7", "## ## + #"), has_form("3 8 + 7", "## ## + #")
        (True, False)
    """
    return len(value) == len(form) and all(
        given in DIGITS if wanted == "#" else given == wanted
        for given, wanted in zip(value, form, strict=True)
    )


def draw(
    seed_value: bytes,
    *,
    count: int,
    excluded: Collection[int],
    members: int,
    stand_ins: int,
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Draw members and stand-ins from the indexes 0 … ``count`` - 1.

    Args:
        seed_value: From `seed`.
        count: Length of the sealed list.
        excluded: Indexes that may not be drawn, with their reasons on record.
        members: How many to draw.
        stand_ins: How many more, in the order in which they are called.

    Returns:
        The members and the stand-ins, each in the order of their ranks.

    Raises:
        ValueError: The list is too short.
    """
    eligible = [index for index in range(count) if index not in excluded]
    if len(eligible) < members + stand_ins:
        raise ValueError(
            f"draw: expected at least {members + stand_ins} eligible experts, "
            f"got {len(eligible)}"
        )
    ranked = sorted(eligible, key=lambda index: rank(seed_value, index))
    return tuple(ranked[:members]), tuple(ranked[members : members + stand_ins])


def rank(seed_value: bytes, index: int) -> bytes:
    """Rank one index of the list; the smallest ranks are drawn."""
    return sha256(DOMAIN + seed_value + index.to_bytes(8, "big")).digest()
