"""T2: which files lay before each signer, and what he did with what was false.

One row for each file and each act that signs a manifest. Where a subject leads to many
applications only the files that were found false are listed; a note says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from aggregates.application import events as e
from aggregates.decider import Act
from projections.trace.answer import Absent, Reply, absent, only_wrong
from projections.trace.dossier import Dossier
from projections.trace.findings import Finding, finding
from projections.trace.inquiry import Inquiry
from projections.trace.materials import VERDICTS, state_before, verdict_on
from projections.trace.signers import Signer, signers_of
from projections.words.label import Label, Named, RuleRef, Words, label, rule_ref
from projections.words.references import EventRef, act_ref

REVIEW_OF_ITEMS: Final = "application.employer-item-reviewed"
_REVIEWED: Final = ("XN12-5.2a", "LZ-4.1.2c")
_ANSWERING: Final = frozenset({"RECOMMEND", "AUDIT", "REVIEW"})
_SEEING: Final = frozenset({"PASSED", "PASSED_UNSEEN", "RAISED", "SAW"})
_FINDINGS: Final = {
    "PASSED": "FALSE_ITEM_PASSED",
    "PASSED_UNSEEN": "FALSE_ITEM_PASSED_UNSEEN",
}


class Sight(msgspec.Struct, frozen=True, kw_only=True):
    """One file, and one act that signs a list of material.

    Attributes:
        application: Whose material it is.
        item: Its number.
        file: The commitment to the file, in hex.
        false: Whether a verification found this file false.
        attached: The event that attached it.
        act: The act.
        signers: Who signed it.
        manifest: The hash that was signed, in hex.
        verdict: A code of `projections.trace.materials.VERDICTS`.
    """

    application: Named
    item: str
    file: str
    false: bool
    attached: EventRef
    act: EventRef
    signers: tuple[Signer, ...]
    manifest: str
    verdict: Label


class File(msgspec.Struct, frozen=True):
    """One file of one item, as an act attached it."""

    item: str
    file: str
    false: bool
    attached: Act


def ask(inquiry: Inquiry) -> Reply[Sight]:
    """Return the matrix of files and signers, with what was passed and was false."""
    matrices = [_Matrix(one, only_false=inquiry.wide) for one in inquiry.dossiers]
    reply = Reply(
        rows=tuple(row for one in matrices for row in one.rows),
        findings=tuple(f for one in matrices for f in one.findings()),
        absent=tuple(a for one in matrices for a in one.unseen()),
    )
    return only_wrong(reply) if inquiry.wide else reply


class _Matrix:
    """The matrix of one application."""

    def __init__(self, dossier: Dossier, *, only_false: bool) -> None:
        self._dossier = dossier
        files = tuple(_files(dossier))
        signed = tuple(_signed(dossier))
        self._files = [file for file in files if file.false or not only_false]
        self.rows = tuple(
            row for act in signed for row in self._rows_of(act, self._files)
        )
        self._signed = signed

    def _rows_of(self, act: Act, files: Sequence[File]) -> Iterator[Sight]:
        before = state_before(self._dossier.history, act.position)
        known = before is not None and before.manifest == act.body.manifest
        signers = signers_of(act, self._dossier.states) if files else ()
        for file in files:
            verdict = label("NOT_KNOWN", VERDICTS["NOT_KNOWN"])
            if before is not None and known:
                verdict = verdict_on(act, file.item, file.file, before.materials)
            yield Sight(
                application=self._dossier.named,
                item=file.item,
                file=file.file,
                false=file.false,
                attached=act_ref(file.attached),
                act=act_ref(act),
                signers=signers,
                manifest=act.body.manifest.hex(),
                verdict=verdict,
            )

    def findings(self) -> Iterator[Finding]:
        """Yield what was passed and was false, and who signed another list."""
        for row in self.rows:
            kind = _FINDINGS.get(row.verdict.code) if row.false else None
            if kind is not None:
                what = _what(row.act, f" {row.item}")
                yield finding(kind, what, row.act, row.attached, rule=self._rule())
        for act in self._signed:
            before = state_before(self._dossier.history, act.position)
            if before is None or before.manifest != act.body.manifest:
                yield finding("MANIFEST_UNKNOWN", _what(act_ref(act)), act_ref(act))

    def unseen(self) -> Iterator[Absent]:
        """Say of each file that nobody who answers for it ever saw it."""
        seen = {
            (row.item, row.file)
            for row in self.rows
            if row.verdict.code in _SEEING and _answers(row.signers)
        }
        for file in self._files:
            if (file.item, file.file) not in seen:
                about = Named(self._dossier.id, file.item)
                yield absent(REVIEW_OF_ITEMS, about, self._rule())

    def _rule(self) -> RuleRef | None:
        law = self._dossier.law
        asked = law.asks(_REVIEWED) if law else ""
        return rule_ref(asked) if asked else None


def _files(dossier: Dossier) -> Iterator[File]:
    """Yield every file that was ever attached, and still stands in the record."""
    found = {(one.item, one.file) for one in dossier.false_items}
    for act, *_ in dossier.stood:
        if isinstance(act.body, e.MaterialAttached | e.MaterialDeclassified):
            item, file = act.body.item, act.body.file.c.hex()
            yield File(item, file, (item, file) in found, act)


def _signed(dossier: Dossier) -> Iterator[Act]:
    """Yield the acts that sign a manifest, by position."""
    own = [act for act, *_ in dossier.stood]
    reviewed = [act for act in dossier.acts if act.id == dossier.session]
    for act in sorted((*own, *reviewed), key=lambda act: act.position):
        if getattr(act.body, "manifest", None) is not None:
            yield act


def _answers(signers: Iterable[Signer]) -> bool:
    return any(signer.segment.code in _ANSWERING for signer in signers)


def _what(act: EventRef, detail: str = "") -> Words:
    return Words(f"{act.type.zh}{detail}", f"{act.type.en}{detail}")
