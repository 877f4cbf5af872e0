"""One-time notification: what a body should have said before (XN12-5.2f).

Whoever sends material back tells all reasons at once. A later notification of the same
body that gives a reason which was there already is a finding, never a refusal: the
applicant must not wait for it, and an inspector must see it. It was there already if

* the body has told the same reason about the same item, and the item's file is still
  the same (``REPEATED``), or
* the body told other reasons while the item had the very file that it has now
  (``OVERLOOKED``): then was the time to say it.

A reason about no item in particular is only ever repeated: whether it existed before,
nobody can tell from the files.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from aggregates.application.standing import ApplicationState, Notice

RULES = ("XN12-5.2f", "LZ-4.3c")
"""What such a repetition is a finding under, by the city's document."""


class Repetition(msgspec.Struct, frozen=True, kw_only=True):
    """A reason that a body gave later than it could have.

    Attributes:
        kind: ``REPEATED`` or ``OVERLOOKED``.
        org: The body.
        code: The reason.
        item: The material it is about, or ``""``.
        told_at: Number of the first notification that told it, or could have.
        repeated_at: Number of the later notification.
    """

    kind: Literal["REPEATED", "OVERLOOKED"]
    org: str
    code: str
    item: str
    told_at: int
    repeated_at: int


def repetitions(state: ApplicationState) -> tuple[Repetition, ...]:
    """Return every reason of an application that came later than it could have."""
    return tuple(
        found
        for number, later in enumerate(state.notices)
        for found in _in_notice(later, state.notices[:number])
    )


def repeated_by(
    state: ApplicationState, org: str, reasons: Iterable[tuple[str, str]]
) -> tuple[Repetition, ...]:
    """Return what a notification that is still to be made would repeat."""
    files = {item: material.file for item, material in state.materials.items()}
    coming = Notice(org=org, seq=0, reasons=tuple(reasons), files=files)
    return tuple(_in_notice(coming, state.notices))


def _in_notice(later: Notice, before: tuple[Notice, ...]) -> Iterator[Repetition]:
    earlier = [notice for notice in before if notice.org == later.org]
    for code, item in dict.fromkeys(later.reasons):
        same = [one for one in earlier if _same_file(one, later, item)]
        told = [one for one in same if (code, item) in one.reasons]
        if told:
            yield _repetition("REPEATED", told[0], later, code, item)
        elif same and item in later.files:
            yield _repetition("OVERLOOKED", same[0], later, code, item)


def _same_file(earlier: Notice, later: Notice, item: str) -> bool:
    return earlier.files.get(item) == later.files.get(item)


def _repetition(
    kind: Literal["REPEATED", "OVERLOOKED"],
    first: Notice,
    later: Notice,
    code: str,
    item: str,
) -> Repetition:
    return Repetition(
        kind=kind,
        org=later.org,
        code=code,
        item=item,
        told_at=first.seq,
        repeated_at=later.seq,
    )
