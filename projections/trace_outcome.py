"""What came of a matter: decisions, records with their terms, obligations met or open.

Some acts demand others (domain page 6.10): a revocation the voiding of the
certificate, word to the employer, an entry, and its sharing with every level; a
substantiated complaint a decision and an answer. An obligation is open until the log
holds the event that meets it; for an open one the answer is that no such event is
recorded.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

import msgspec

from aggregates.complaint.state import ComplaintState
from aggregates.decider import Act
from aggregates.integrity.state import IntegrityState
from aggregates.text import Text
from aggregates.title.state import TitleState
from projections.asof import AsOf
from projections.integrity import LEVELS, Record, Standing, standing
from projections.label import Label, Named, RuleRef, label, rule_ref
from projections.references import EventRef, event_ref
from projections.stages import stage_label

OBLIGATIONS: Final = {
    "DECIDE": Text("对查实案件作出处理决定", "decide on what was substantiated"),
    "ANSWER": Text("答复信访人", "answer the complainant"),
    "CLOSE": Text("办结信访件", "close the complaint"),
    "ACKNOWLEDGE": Text("纪检监察接收移交", "acknowledge the referral"),
    "VOID_CERTIFICATE": Text("证书作废", "void the certificate"),
    "NOTIFY_EMPLOYER": Text("通知用人单位", "notify the employer"),
    "ENTER": Text("记入失信黑名单", "enter in the blacklist"),
    "SHARE": Text("推送", "share with"),
}
_RULES: Final = {
    "DECIDE": "XN12-5.1i",
    "ANSWER": "XN12-8.5a",
    "CLOSE": "XN12-8.5a",
    "ACKNOWLEDGE": "XN12-8.5d",
    "VOID_CERTIFICATE": "XN6A-2d",
    "NOTIFY_EMPLOYER": "XN6A-2d",
    "ENTER": "XN12-5.1i",
    "SHARE": "XN6A-2e",
}
_SUBSTANTIATED: Final = ("SUBSTANTIATED", "PARTLY")


class Obligation(msgspec.Struct, frozen=True, kw_only=True):
    """Something that an act demands.

    Attributes:
        code: What.
        of: On which aggregate it is to be done, or about which.
        level: For sharing, with which level.
        rule: The rule that demands it.
        opened: The event that opened it.
        met: The event that met it; None means that no such event is recorded.
    """

    code: Label
    of: Named
    level: Label | None
    rule: RuleRef
    opened: EventRef
    met: EventRef | None


class ComplaintOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """One complaint and its decision.

    Attributes:
        complaint: Which, with its case number.
        received: When it came in.
        report: The verification report.
        decided: The decision.
        outcome: ``SUBSTANTIATED``, ``PARTLY``, ``UNSUBSTANTIATED``, or empty.
        violation: What was found.
        items: Items found false.
    """

    complaint: Named
    received: EventRef | None
    report: EventRef | None
    decided: EventRef | None
    outcome: str
    violation: str
    items: tuple[str, ...]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a matter.

    Attributes:
        complaints: Complaints about it.
        title: The title it led to, with the number of its certificate.
        title_stage: Whether that title stands.
        conferred: The event that conferred it.
        revoked: The event that took it away.
        disqualified: The event that ended the participation.
        records: Integrity records about the person, as they stand on the day.
        obligations: What these acts demand, met or open.
    """

    complaints: tuple[ComplaintOutcome, ...]
    title: Named | None
    title_stage: Label | None
    conferred: EventRef | None
    revoked: EventRef | None
    disqualified: EventRef | None
    records: tuple[Standing, ...]
    obligations: tuple[Obligation, ...]


class Consequences:
    """Reads what came of one application.

    Args:
        states: The log.
        application: Its id.
        title: The title it may have led to.
        complaints: Complaints about it.
        records: Integrity records about the person.
    """

    def __init__(
        self,
        states: AsOf,
        *,
        application: str,
        title: str,
        complaints: Sequence[str],
        records: Sequence[Record],
    ) -> None:
        self._states = states
        self._application = application
        self._title = title
        self._complaints = complaints
        self._records = records

    def outcome(self, today: date) -> Outcome:
        """Return everything that came of it."""
        title: TitleState = self._states.get(self._title)
        entered = [record for record in self._records if record.entered is not None]
        return Outcome(
            complaints=tuple(self._complaint(one) for one in self._complaints),
            title=Named(title.id, title.certificate_no) if title.stage else None,
            title_stage=stage_label("title", title.stage) if title.stage else None,
            conferred=self._ref(self._title, "title.conferred"),
            revoked=self._ref(self._title, "title.revoked"),
            disqualified=self._ref(self._application, "application.disqualified"),
            records=tuple(standing(one, self._states, today) for one in entered),
            obligations=tuple(self._obligations()),
        )

    def _complaint(self, complaint: str) -> ComplaintOutcome:
        state: ComplaintState = self._states.get(complaint)
        return ComplaintOutcome(
            complaint=Named(complaint, state.case_no),
            received=self._ref(complaint, "complaint.received"),
            report=self._ref(complaint, "complaint.verification-report-filed"),
            decided=self._ref(complaint, "complaint.decided"),
            outcome=state.outcome,
            violation=state.violation if state.outcome else "",
            items=state.items,
        )

    def _obligations(self) -> Iterator[Obligation]:
        for complaint in self._complaints:
            yield from self._of_complaint(complaint)
        yield from self._of_title()
        yield from self._of_decision(self._title, "title.revoked")
        yield from self._of_decision(self._application, "application.disqualified")

    def _of_complaint(self, complaint: str) -> Iterator[Obligation]:
        state: ComplaintState = self._states.get(complaint)
        decided = self._act(complaint, "complaint.decided")
        if decided is not None:
            if state.outcome in _SUBSTANTIATED:
                yield self._owed("DECIDE", complaint, decided, self._decision())
            for code, met_by in (
                ("ANSWER", "complaint.complainant-notified"),
                ("CLOSE", "complaint.closed"),
            ):
                met = self._act(complaint, met_by)
                yield self._owed(code, complaint, decided, met)
        referred = self._act(complaint, "complaint.referred-to-discipline")
        if referred is not None:
            met = self._act(complaint, "complaint.referral-acknowledged")
            yield self._owed("ACKNOWLEDGE", complaint, referred, met)

    def _of_title(self) -> Iterator[Obligation]:
        revoked = self._act(self._title, "title.revoked")
        if revoked is None:
            return
        if self._act(self._title, "title.certificate-issued") is not None:
            met = self._act(self._title, "title.certificate-voided")
            yield self._owed("VOID_CERTIFICATE", self._title, revoked, met)
        told = self._act(self._title, "title.employer-notified")
        yield self._owed("NOTIFY_EMPLOYER", self._title, revoked, told)

    def _of_decision(self, held_by: str, event_type: str) -> Iterator[Obligation]:
        """Yield the entry that a decision demands, and its sharing."""
        decision = self._act(held_by, event_type)
        if decision is None:
            return
        records = [one for one in self._records if one.decision == held_by]
        entries = [self._act(one.id, "integrity.entered") for one in records]
        met = next((one for one in entries if one is not None), None)
        yield self._owed("ENTER", held_by, decision, met)
        for record, entry in zip(records, entries, strict=True):
            if entry is not None:
                yield from self._of_entry(record.id, entry)

    def _of_entry(self, record: str, entry: Act) -> Iterator[Obligation]:
        state: IntegrityState = self._states.get(record)
        for level in state.levels:
            shared = (
                act
                for act in self._states.acts(record)
                if act.type.name == "integrity.shared" and act.body.level == level
            )
            named = label(level, LEVELS.get(level, Text(level, level)))
            yield self._owed("SHARE", record, entry, next(shared, None), named)

    def _decision(self) -> Act | None:
        revoked = self._act(self._title, "title.revoked")
        ended = self._act(self._application, "application.disqualified")
        not_confirmed = self._act(self._application, "application.not-confirmed")
        return revoked or ended or not_confirmed

    def _owed(
        self,
        code: str,
        of: str,
        opened: Act,
        met: Act | None,
        level: Label | None = None,
    ) -> Obligation:
        log = self._states.log
        return Obligation(
            code=label(code, OBLIGATIONS[code]),
            of=Named(of),
            level=level,
            rule=rule_ref(_RULES[code]),
            opened=event_ref(log.event_at(opened.position)),
            met=None if met is None else event_ref(log.event_at(met.position)),
        )

    def _act(self, aggregate: str, event_type: str) -> Act | None:
        acts = self._states.acts(aggregate) if aggregate else []
        return next((act for act in acts if act.type.name == event_type), None)

    def _ref(self, aggregate: str, event_type: str) -> EventRef | None:
        act = self._act(aggregate, event_type)
        if act is None:
            return None
        return event_ref(self._states.log.event_at(act.position))


def open_obligations(found: Iterable[Obligation]) -> tuple[Obligation, ...]:
    """Return those that nothing on record meets."""
    return tuple(one for one in found if one.met is None)
