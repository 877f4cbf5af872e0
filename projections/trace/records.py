"""T16: entered late, dated back, amended, missing; and whether the records verify.

The records of the matter are checked one by one: signatures, the chain of each
aggregate, and that the newest checkpoint holds them. For the rest of the ledger the
answer quotes the last full audit as this machine remembers it, or does one.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
from msgspec.structs import replace

from aggregates.decider import Act
from aggregates.text import Text
from ledger.statement import kind_of
from projections.amendments import amended
from projections.trace.answer import Absent, Reply, only_wrong
from projections.trace.dossier import Dossier
from projections.trace.evidence import CHAIN, INCLUSION, SIGNATURE, Evidence, LastVerify
from projections.trace.findings import Finding, finding
from projections.trace.inquiry import MANY, Inquiry
from projections.words.label import Label, Named, Words, label
from projections.words.references import EventRef, act_ref, event_ref

FAULTS: Final = {
    SIGNATURE: Text("签名不成立", "a signature does not verify"),
    CHAIN: Text("与前一事项不相接", "it does not follow the event before"),
    INCLUSION: Text("不在最新检查点之内", "the newest checkpoint does not hold it"),
}
ODD: Final = {
    "LATE_ENTRY": Text("补录", "entered late"),
    "BACKDATED": Text("倒签时间", "dated back"),
    "CORRECTED": Text("其后更正", "corrected afterwards"),
    "RECALLED": Text("其后撤回", "recalled afterwards"),
}
_DAY_MS: Final = 86_400_000
_NOT_CHECKED: Final = label(
    "NOT_CHECKED", Text("未核验签名和证明", "signatures and proofs were not checked")
)
_NEVER: Final = label(
    "NEVER_VERIFIED",
    Text(
        "本机没有全面核验的记载，请用 daocha verify 或 --full",
        "this machine remembers no full verify; use daocha verify, or --full",
    ),
)
_SOME: Final = label(
    "CHECKED_SOME",
    Text(
        f"涉及申报较多，只核验前 {MANY} 件的签名和证明，请用 --full",
        f"many applications: records of the first {MANY} were checked; use --full",
    ),
)


class Odd(msgspec.Struct, frozen=True, kw_only=True):
    """One event that is not as usual.

    Attributes:
        code: A code of `ODD`.
        event: Which.
        days: How many days after it was done it was recorded.
    """

    code: Label
    event: EventRef
    days: int


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """What does not verify: the event, and a code of `FAULTS`."""

    code: Label
    event: EventRef


class Records(msgspec.Struct, frozen=True, kw_only=True, tag="records"):
    """The records of one aggregate, as far as they belong to the matter.

    Attributes:
        about: The aggregate.
        records: How many records belong to the matter.
        checked: Whether signatures, chain and inclusion were checked.
        faults: What does not verify.
        odd: What was entered late, dated back, corrected or recalled.
        first: The first of the records.
        last: The last of them.
    """

    about: Named
    records: int
    checked: bool
    faults: tuple[Fault, ...]
    odd: tuple[Odd, ...]
    first: EventRef
    last: EventRef


def ask(inquiry: Inquiry) -> Reply[Records | LastVerify]:
    """Return how the records of the matters stand, with what is odd or missing."""
    reply = _reply(inquiry)
    reply = only_wrong(reply) if inquiry.wide else reply
    last = inquiry.evidence.last if inquiry.evidence else None
    return replace(
        reply,
        rows=reply.rows if last is None else (*reply.rows, last),
        findings=(*reply.findings, *_audited(last)),
        notes=(*reply.notes, *_notes(inquiry)),
    )


def _reply(inquiry: Inquiry) -> Reply[Records | LastVerify]:
    rows = tuple(_rows(inquiry))
    missing = [one for each in inquiry.dossiers for one in _missing(each)]
    return Reply(
        rows=rows,
        findings=(
            *(found for row in rows for found in _findings(row)),
            *(_step_missing(one) for one in missing),
        ),
        absent=tuple(missing),
    )


def _rows(inquiry: Inquiry) -> Iterator[Records]:
    told: set[str] = set()
    for number, dossier in enumerate(inquiry.dossiers):
        yield from _of_acts(inquiry, dossier.acts, told, checked=number < MANY)
    yield from _of_acts(inquiry, inquiry.own_acts, told, checked=True)


def _of_acts(
    inquiry: Inquiry, acts: Iterable[Act], told: set[str], *, checked: bool
) -> Iterator[Records]:
    """Yield a row for each aggregate that was not told yet."""
    by_aggregate: dict[str, list[Act]] = {}
    for act in acts:
        by_aggregate.setdefault(act.id, []).append(act)
    for aggregate, own in by_aggregate.items():
        if aggregate not in told:
            told.add(aggregate)
            yield _records(inquiry, aggregate, own, checked=checked)


def _records(
    inquiry: Inquiry, aggregate: str, acts: list[Act], *, checked: bool
) -> Records:
    evidence = inquiry.evidence if checked else None
    return Records(
        about=Named(aggregate),
        records=len(acts),
        checked=evidence is not None,
        faults=tuple(_faults(inquiry, evidence, aggregate, acts)) if evidence else (),
        odd=tuple(_odd(inquiry, aggregate, acts)),
        first=act_ref(acts[0]),
        last=act_ref(acts[-1]),
    )


def _faults(
    inquiry: Inquiry, evidence: Evidence, aggregate: str, acts: list[Act]
) -> Iterator[Fault]:
    """Check a whole aggregate, or of a shared one what belongs to the matter."""
    events = inquiry.states.events(aggregate)
    if kind_of(aggregate) in ("session", "committee"):
        wanted = {act.position for act in acts}
        found = (
            (event, code)
            for event in events
            if event.position in wanted
            for code in evidence.faults_of(event)
        )
    else:
        found = ((event, code) for event, code in evidence.faults(events))
    for event, code in found:
        yield Fault(code=label(code, FAULTS[code]), event=event_ref(event))


def _odd(inquiry: Inquiry, aggregate: str, acts: list[Act]) -> Iterator[Odd]:
    marks = amended(inquiry.states.acts(aggregate))
    for act in acts:
        for code in _oddities(inquiry, act):
            yield _one_odd(act, label(code, ODD[code]))
        if act.seq in marks:
            code = marks[act.seq].code
            yield _one_odd(act, label(code, ODD[code]))


def _one_odd(act: Act, code: Label) -> Odd:
    days = (act.received_at - act.at) // _DAY_MS
    return Odd(code=code, event=act_ref(act), days=days)


def _oddities(inquiry: Inquiry, act: Act) -> Iterator[str]:
    if act.late:
        yield "LATE_ENTRY"
        return
    profile = inquiry.states.profile(act.profile, act.day) if act.profile else None
    allowed = profile.late_after_ms if profile else None
    if allowed is not None and act.received_at - act.at > allowed:
        yield "BACKDATED"


def _findings(row: Records) -> Iterator[Finding]:
    for fault in row.faults:
        what = Words(fault.code.zh, fault.code.en)
        yield finding("RECORD_FALSE", what, fault.event)
    for odd in row.odd:
        if odd.code.code in ("LATE_ENTRY", "BACKDATED"):
            what = Words(
                f"{odd.event.type.zh}，{odd.days} 天后记账",
                f"{odd.event.type.en}, recorded {odd.days} days later",
            )
            yield finding(odd.code.code, what, odd.event)


def _missing(dossier: Dossier) -> Iterator[Absent]:
    for step in dossier.missing:
        who = step.organisation
        about = who if who.id else dossier.named
        yield Absent(type=step.type, about=about, rule=step.rule)


def _step_missing(one: Absent) -> Finding:
    what = Words(
        f"{one.type.zh} {one.about.name}".strip(),
        f"{one.type.en} {one.about.name}".strip(),
    )
    return finding("STEP_MISSING", what, rule=one.rule)


def _audited(last: LastVerify | None) -> Iterator[Finding]:
    """Yield that the last full audit found something, whatever it was."""
    if last is not None and last.findings:
        what = Words(
            f"{last.at} 核验发现 {last.findings} 项",
            f"{last.findings} found on {last.at}",
        )
        yield finding("AUDIT_FOUND", what)


def _notes(inquiry: Inquiry) -> Iterator[Label]:
    if inquiry.evidence is None:
        yield _NOT_CHECKED
        return
    if inquiry.wide:
        yield _SOME
    if inquiry.evidence.last is None:
        yield _NEVER
