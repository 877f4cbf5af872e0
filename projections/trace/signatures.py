"""T1: who signed each segment, and whether role and key held at that moment.

Beside the matters, the acts on the subject itself are told, so that a title without an
application has its signers too. Where a subject leads to many applications, only acts
with a signer whose key or role did not hold are listed; a note says so.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from ledger.directory_state import KEY_PREFIX
from projections.trace.acts import ActRow, Chain
from projections.trace.answer import Reply, only_wrong
from projections.trace.findings import Finding, finding
from projections.trace.inquiry import Inquiry
from projections.trace.signers import Signer
from projections.trace.subject import subject_of
from projections.words.label import Words


def ask(inquiry: Inquiry) -> Reply[ActRow]:
    """Return every signed act of the matters, by segment, with what did not hold."""
    rows = tuple(_named(row, inquiry) for row in _rows(inquiry))
    findings = tuple(f for row in rows for f in _wrong(row))
    reply = Reply(rows=rows, findings=findings)
    return only_wrong(reply) if inquiry.wide else reply


def _rows(inquiry: Inquiry) -> Iterator[ActRow]:
    told: set[int] = set()
    for dossier in inquiry.dossiers:
        for segment in dossier.segments:
            for row in segment.acts:
                again = row.event.position in told and not (row.with_it or row.seen)
                told |= {row.event.position, *(ref.position for ref in row.with_it)}
                if not again:
                    yield row
    rest = [act for act in inquiry.own_acts if act.position not in told]
    yield from Chain(inquiry.states, (), ()).rows(rest)


def _named(row: ActRow, inquiry: Inquiry) -> ActRow:
    """Name who is behind sealed keys, for those who may know."""
    if not inquiry.named or all(one.subject for one in row.signers):
        return row
    return replace(row, signers=tuple(_opened(row, inquiry)))


def _opened(row: ActRow, inquiry: Inquiry) -> Iterator[Signer]:
    by = inquiry.states.log.event_at(row.event.position).statement.by
    for signer, entry in zip(row.signers, by, strict=True):
        yield signer if signer.subject else _unsealed(signer, entry.key, inquiry)


def _unsealed(signer: Signer, key: bytes, inquiry: Inquiry) -> Signer:
    if inquiry.vault is None:
        return signer
    key_id = KEY_PREFIX + key.hex()
    return replace(signer, subject=subject_of(key_id, inquiry.states, inquiry.vault))


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
