"""Which material lay before a signer, and what he did with what was false (T2).

A signature covers the manifest that it names. Which items that was follows from the
log: the items attached before it, by the hashes that they had then. For an item that
a verification later found false, each such act either passed it, only saw it, raised
it, saw another file under the same item, or came before it was added.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from aggregates.application import audits, recommending
from aggregates.application import checks as c
from aggregates.application import events as e
from aggregates.application.standing import ApplicationState, Material
from aggregates.decider import Act
from aggregates.text import Text
from projections.facts import Step
from projections.words.label import Label, label

VERDICTS: Final = {
    "DECLARED": Text("申报时提交", "declared it"),
    "PASSED": Text("审核通过", "passed it"),
    "PASSED_UNSEEN": Text("未核原件即通过", "passed it without the original"),
    "RAISED": Text("已提出问题", "raised it"),
    "SAW": Text("已见", "saw it"),
    "OTHER_FILE": Text("当时为另一文件", "saw another file"),
    "ADDED_LATER": Text("其后才补入", "added later"),
    "NOT_KNOWN": Text("所签清单与记录不符，无从认定", "signed another manifest"),
}
PASSED: Final = frozenset({"PASSED", "PASSED_UNSEEN"})
"""Verdicts under which a signer answers for what was false."""

PASSING: Final = (
    recommending.EmployerItemReviewed,
    recommending.RecommendationIssued,
    audits.Forwarded,
    audits.DepartmentAuditPassed,
    audits.AuthorityAuditPassed,
    audits.Accepted,
    audits.Admitted,
)
"""Acts by which a signer lets material pass."""

_DECLARING: Final = (
    e.IntegrityCommitmentSigned,
    e.Submitted,
    audits.CorrectionSubmitted,
)

History = Sequence[Step]


class FalseItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item that a verification found false.

    Attributes:
        item: Its number.
        file: The commitment to the file that was found false, in hex.
        complaint: The complaint in which it was found.
    """

    item: str
    file: str
    complaint: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What one act did with one false item.

    Attributes:
        item: Its number.
        verdict: A code of `VERDICTS`.
    """

    item: str
    verdict: Label


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """The material that an act's signature covers.

    Attributes:
        manifest: The hash that was signed, in hex.
        items: The items that it stands for; empty when it fits none the log knows.
        known: Whether it is the manifest of the material as it stood.
        false_items: What the act did with items later found false.
    """

    manifest: str
    items: tuple[str, ...]
    known: bool
    false_items: tuple[Verdict, ...]


def state_before(history: History, position: int) -> ApplicationState | None:
    """Return the application as it stood before a position."""
    positions = [act.position for act, *_ in history]
    index = bisect_left(positions, position)
    return history[index - 1][1] if index else None


def find_false_items(
    history: History, reports: Iterable[tuple[str, Act]]
) -> tuple[FalseItem, ...]:
    """Return the items found false, with the files that they were then.

    Args:
        history: Of the application.
        reports: Complaints with their verification reports.
    """
    found = []
    for complaint, report in reports:
        state = state_before(history, report.position)
        for item in report.body.items:
            material = state.materials.get(item) if state else None
            file = material.file.hex() if material else ""
            found.append(FalseItem(item=item, file=file, complaint=complaint))
    return tuple(found)


def seen_by(act: Act, history: History, false: Sequence[FalseItem]) -> Seen | None:
    """Return the material that an act's signature covers; None if it covers none."""
    manifest: bytes | None = getattr(act.body, "manifest", None)
    if manifest is None:
        return None
    state = state_before(history, act.position)
    known = state is not None and state.manifest == manifest
    materials: Mapping[str, Material] = state.materials if state and known else {}
    return Seen(
        manifest=manifest.hex(),
        items=tuple(sorted(materials)),
        known=known,
        false_items=tuple(
            Verdict(
                item=one.item, verdict=verdict_on(act, one.item, one.file, materials)
            )
            for one in false
        )
        if known
        else (),
    )


def verdict_on(
    act: Act, item: str, file: str, materials: Mapping[str, Material]
) -> Label:
    """Return what an act did with one file of one item.

    Args:
        act: It signs a manifest.
        item: The number of the item.
        file: The commitment to the file, in hex.
        materials: The material that lay before its signers.
    """
    material = materials.get(item)
    code = "ADDED_LATER"
    if material is not None:
        code = _deed(act.body, item) if material.file.hex() == file else "OTHER_FILE"
    return label(code, VERDICTS[code])


def _deed(body: Any, item: str) -> str:
    match body:
        case recommending.EmployerItemReviewed(items=opinions):
            opinion = next((o for o in opinions if o.item == item), None)
            if opinion is None or not opinion.genuine:
                return "RAISED" if opinion else "SAW"
            return "PASSED" if opinion.original_seen else "PASSED_UNSEEN"
        case (
            audits.CorrectionRequested(reasons=reasons)
            | audits.Returned(reasons=reasons)
            | c.DepartmentAuditFailed(reasons=reasons)
            | c.AuthorityAuditFailed(reasons=reasons)
        ):
            return "RAISED" if any(r.item == item for r in reasons) else "SAW"
        case _ if isinstance(body, _DECLARING):
            return "DECLARED"
        case _ if isinstance(body, PASSING):
            return "PASSED"
        case _:
            return "SAW"
