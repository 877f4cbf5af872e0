r"""Personal values in the log: a commitment in the body, the opening elsewhere.

::

    c = SHA-256("daocha-commit.v1\0" ‖ canonical msgpack
                [salt, log, id, seq, path, value])

The salt has 32 random bytes; ``path`` is the RFC 6901 pointer from the body to the
commitment, and the body carries ``{"c": c, "of": owner}`` there (formats §5). Who
holds the opening can prove the value; who holds the log alone cannot guess it. The
signer's own program computes ``c`` from the values it has shown.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final

import msgspec

from ledger.encoding import encode
from ledger.errors import ProofError

DOMAIN: Final = b"daocha-commit.v1\0"
SALT_SIZE: Final = 32


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """What proves a commitment: to be kept in the vault, or given to the subject.

    Attributes:
        owner: Whose data key protects it, ``person/…`` or ``sealed/…``.
        log: Origin of the ledger.
        id: Aggregate of the event.
        seq: The event's number there.
        path: RFC 6901 pointer from the body to the commitment.
        salt: 32 random bytes.
        value: The personal value.
    """

    owner: str
    log: str
    id: str
    seq: int
    path: str
    salt: bytes
    value: Any

    @property
    def commitment(self) -> bytes:
        """The commitment that this opens."""
        parts = [self.salt, self.log, self.id, self.seq, self.path, self.value]
        return sha256(DOMAIN + encode(parts)).digest()

    def as_field(self) -> dict[str, Any]:
        """Return what the body carries in place of the value."""
        return {"c": self.commitment, "of": self.owner}


def commitments_in(body: Any, path: str = "") -> Iterator[tuple[str, bytes, str]]:
    """Yield (path, commitment, owner) of every commitment in a body."""
    if isinstance(body, dict):
        if "c" in body:
            yield path, body["c"], body["of"]
            return
        for key, value in body.items():
            yield from commitments_in(value, f"{path}/{_escape(key)}")
    elif isinstance(body, list | tuple):
        for index, value in enumerate(body):
            yield from commitments_in(value, f"{path}/{index}")


def check_opening(opening: Opening, commitment: bytes) -> None:
    """Check that an opening opens a commitment.

    Raises:
        ProofError: It opens another one.
    """
    if opening.commitment != commitment:
        raise ProofError(
            f"commitment {opening.id}@{opening.seq}{opening.path}: "
            "expected one that this value and salt open"
        )


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
