"""T1: who signed each segment, and whether role and key held at that moment."""

from collections.abc import Iterator

from projections.label import Words
from projections.trace.acts import ActRow
from projections.trace.answer import Reply
from projections.trace.findings import Finding, finding
from projections.trace.inquiry import Inquiry


def ask(inquiry: Inquiry) -> Reply[ActRow]:
    """Return every signed act of the matters, by segment, with what did not hold."""
    rows = tuple(
        row
        for dossier in inquiry.dossiers
        for segment in dossier.segments
        for row in segment.acts
    )
    return Reply(rows=rows, findings=tuple(f for row in rows for f in _wrong(row)))


def _wrong(row: ActRow) -> Iterator[Finding]:
    act = row.event.type
    for signer in row.signers:
        who = Words(
            f"{act.zh}：{signer.role.zh} {signer.key}",
            f"{act.en}: {signer.role.en} {signer.key}",
        )
        if not signer.valid:
            yield finding("SIGNER_NOT_VALID", who, row.event)
        if signer.doubtful:
            yield finding("DOUBTFUL_KEY", who, row.event)
