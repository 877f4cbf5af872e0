"""Checking the bytes and signatures of a batch, before the lock and on all cores.

Decoding holds Python's interpreter lock and verifying does not. A thread that wants
the lock back from one that computes waits for up to 5 ms, so the two never run side
by side: all is decoded first, then each thread verifies one run of signatures.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from ledger.admission import Checked, check_signed, decode_signed
from ledger.record import SignedStatement

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

_FEWEST: Final = 8
"""Submissions below which handing work to threads costs more than it saves."""


def check_batch(
    batch: Sequence[SignedStatement],
    origin: str,
    publics: Callable[[Sequence[Checked]], Mapping[bytes, bytes]],
) -> list[Checked]:
    """Decode a batch and check every signature in it.

    Args:
        batch: The submissions.
        origin: The ledger that they must be meant for.
        publics: Gives the public keys of the signers, as far as they are known, by
            key id.

    Raises:
        MalformedError: One is no statement.
        VerificationError: One is meant for another ledger, or its signatures are
            not those of the signers that it names.
    """
    checked = [decode_signed(signed, origin) for signed in batch]
    known = publics(checked)
    parts = 1 if len(checked) < _FEWEST else os.cpu_count() or 1
    runs = [checked[part::parts] for part in range(parts)]
    others = [_threads().submit(_check_run, run, known) for run in runs[1:]]
    try:
        _check_run(runs[0], known)
    finally:
        errors = [other.exception() for other in others]
    for error in errors:
        if error is not None:
            raise error
    return checked


def _check_run(run: Sequence[Checked], publics: Mapping[bytes, bytes]) -> None:
    for checked in run:
        check_signed(checked, publics)


@cache
def _threads() -> "ThreadPoolExecutor":
    # Most processes read, and most that append append one act.
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    return ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="verify")
