"""The name of a ledger: what every statement and every checkpoint begins with.

``[a-z0-9.-]+(/[A-Za-z0-9._-]+)*``, at most 255 bytes (formats section 6). The name
of the log key equals it. Origins of ledgers on a simulated clock, and only these,
start with ``simulated.invalid/``.
"""

import re
from functools import lru_cache
from typing import Final

from ledger.errors import MalformedError

SIMULATED_PREFIX: Final = "simulated.invalid/"
"""How the origin of a ledger on a simulated clock begins."""

_MAX_LENGTH: Final = 255
_SHAPE: Final = re.compile(r"[a-z0-9.-]+(?:/[A-Za-z0-9._-]+)*", re.ASCII)


# Nearly always the one that was checked a moment ago; only good ones are kept.
@lru_cache(maxsize=16)
def check_origin(origin: str) -> None:
    """Check that a text has the shape of an origin.

    Raises:
        MalformedError: It is too long, or holds what an origin may not hold.
    """
    if len(origin) > _MAX_LENGTH or _SHAPE.fullmatch(origin) is None:
        raise MalformedError("origin: expected a lower-case host name and a path")
