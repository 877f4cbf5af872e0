"""A figure: what was measured, beside whom, and whether that is enough."""

from typing import Final, Literal

import msgspec

from bench.measure import Pairs

Verdict = Literal["met", "missed", "info"]

VERDICTS: Final = {
    "met": ("达标", "met"),
    "missed": ("未达标", "MISSED"),
    "info": ("供参考", "for information"),
}


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table, and of the file.

    Attributes:
        id: Short name, stable between versions.
        zh: What was measured.
        en: The same in English.
        unit: Of ``value`` and ``peer_value``.
        value: Ours.
        peer: Name of what it is compared with; empty if there is nothing.
        peer_value: The peer's.
        ratio: Ours to the peer's, as ``target`` has it.
        target: What is asked, in words; empty for information only.
        verdict: Whether it is met.
        note: What a reader must know to understand the number.
        samples: Seconds of all runs, ours and the peer's.
    """

    id: str
    zh: str
    en: str
    unit: str
    value: float
    peer: str = ""
    peer_value: float | None = None
    ratio: float | None = None
    target: str = ""
    verdict: Verdict = "info"
    note: str = ""
    samples: dict[str, tuple[float, ...]] = {}


def judged(*, met: bool) -> Verdict:
    """Say whether a target is met."""
    return "met" if met else "missed"


def samples_of(pairs: Pairs) -> dict[str, tuple[float, ...]]:
    """Return all times of the pairs, for the file."""
    return {"ours_s": pairs.ours, "peer_s": pairs.peer}
