"""The acts of one matter, row by row: what was done, by whom, on which material.

A matter is an application with everything that belongs to it: its session as far as
it concerns this application, the filing of the committee, complaints about it, the
title it led to, and integrity records that rest on it. Followers stand in the row of
the lead that brought them, since the same persons signed both in one confirmation.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from aggregates.catalog import field_label
from aggregates.committee import events as committee
from aggregates.decider import Act
from aggregates.roles import SEGMENT_NAMES
from aggregates.session import events as session
from projections.amendments import amended
from projections.times.asof import AsOf
from projections.trace.materials import FalseItem, History, Seen, seen_by
from projections.trace.signers import Signer, signers_of
from projections.words.label import Label, RuleRef, rule_ref, segment_label
from projections.words.particulars import Detail, detail
from projections.words.references import EventRef, act_ref

_NOTICES: Final = (session.ReviewNoticePublished, session.NoticeAmended)

SEGMENTS: Final = ("DECLARE", "RECOMMEND", "AUDIT", "REVIEW", "SUPERVISE")
"""The segments of responsibility, in the order of the matter."""


class ActRow(msgspec.Struct, frozen=True, kw_only=True):
    """One act.

    Attributes:
        event: Which.
        segment: The responsibility that its first signer answers for.
        signers: Everybody who signed.
        policy: The policy version it was judged by, ``name@seq``.
        rules: The rules it names.
        seen: The material that the signature covers.
        facts: What it states, as far as it is public.
        with_it: Followers of the same confirmation on this matter.
        amended: Whether it was corrected or recalled afterwards.
    """

    event: EventRef
    segment: Label
    signers: tuple[Signer, ...]
    policy: str
    rules: tuple[RuleRef, ...]
    seen: Seen | None
    facts: tuple[Detail, ...]
    with_it: tuple[EventRef, ...]
    amended: Label | None


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """All acts of one responsibility, oldest first."""

    segment: Label
    acts: tuple[ActRow, ...]


class Chain:
    """Makes the rows of one matter.

    Args:
        states: The log.
        history: The acts of the application, each with the state after it.
        false: Items later found false.
    """

    def __init__(
        self, states: AsOf, history: History, false: Sequence[FalseItem]
    ) -> None:
        self._states = states
        self._history = history
        self._false = false
        self._amended: dict[str, Mapping[int, Label]] = {}

    def segments(self, acts: Iterable[Act]) -> tuple[Segment, ...]:
        """Return the rows by segment, in the order of the matter."""
        rows = tuple(self.rows(acts))
        known = [*SEGMENTS, *(s for s in SEGMENT_NAMES if s not in SEGMENTS)]
        return tuple(
            Segment(
                segment=segment_label(code),
                acts=tuple(row for row in rows if row.segment.code == code),
            )
            for code in known
            if code in SEGMENTS or any(row.segment.code == code for row in rows)
        )

    def rows(self, acts: Iterable[Act]) -> Iterator[ActRow]:
        """Yield a row for each act that is no follower of another among them."""
        ordered = sorted(acts, key=lambda act: act.position)
        leads = {act.hash for act in ordered if not act.type.follower_of}
        for act in ordered:
            if not _follows(act, leads):
                yield self._row(act, [a for a in ordered if _follows(a, {act.hash})])

    def _row(self, act: Act, followers: Sequence[Act]) -> ActRow:
        return ActRow(
            event=act_ref(act),
            segment=segment_label(act.by[0].seg),
            signers=signers_of(act, self._states),
            policy=act.law[0] if act.law else "",
            rules=tuple(rule_ref(one) for one in act.law[1:]),
            seen=seen_by(act, self._history, self._false),
            facts=tuple(
                fact for one in (act, *followers) for fact in _facts(one, self._states)
            ),
            with_it=tuple(map(act_ref, followers)),
            amended=self._marks(act.id).get(act.seq),
        )

    def _marks(self, aggregate: str) -> Mapping[int, Label]:
        if aggregate not in self._amended:
            self._amended[aggregate] = amended(self._states.acts(aggregate))
        return self._amended[aggregate]


def _follows(act: Act, leads: set[bytes]) -> bool:
    if not act.type.follower_of:
        return False
    return any(ref.hash in leads for ref in act.refs)


def acts_of_the_session(states: AsOf, session_id: str, about: str) -> Iterator[Act]:
    """Yield the acts of a session that concern an application.

    One that never came before the committee is concerned by the notice alone, and one
    that names no session by none.
    """
    if not session_id:
        return
    admitted = about in states.get(session_id).admitted
    for act in states.acts(session_id):
        if not admitted and not isinstance(act.body, _NOTICES):
            continue
        named = getattr(act.body, "application", about)
        if named == about and not isinstance(act.body, session.ApplicantAdmitted):
            yield act


def acts_of_the_committee(states: AsOf, committee_id: str, until: int) -> Iterator[Act]:
    """Yield the acts by which a committee was in power up to a position."""
    wanted = (
        committee.Filed,
        committee.Refiled,
        committee.ExpertPoolFrozen,
        committee.Suspended,
        committee.Resumed,
        committee.ReviewAuthorityWithdrawn,
    )
    for act in states.acts(committee_id):
        if isinstance(act.body, wanted) and act.position <= until:
            yield act


# What a row says of an act: the fields that a reader asks for, by type.
_SHOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "application.submitted": ("to",),
    "application.forwarded": ("to",),
    "application.material-attached": ("item", "material", "obtained_on"),
    "application.eligibility-fact-attested": ("source", "checked_on"),
    "application.employer-publicity-opened": ("posted_on", "place", "contents"),
    "application.employer-publicity-closed": ("removed_on",),
    "application.recommendation-issued": ("opinion",),
    "application.correction-requested": ("until",),
    "application.returned": ("kind", "to"),
    "application.deemed-abandoned": ("missed",),
    "application.accepted": ("case_no",),
    "application.ballot-recorded": ("agree", "against", "abstain", "recused", "passed"),
    "application.applicant-disqualified": ("violation", "decision_no", "decided_on"),
    "application.held": ("reason",),
    "application.pre-assessment-recorded": ("form", "held_on", "panel"),
    "application.risk-flag-raised": ("flag", "item", "database"),
    "application.risk-flag-answered": ("flag",),
    "application.review-commitment-signed": ("form",),
    "application.unit-performance-audited": ("opinion",),
    "application.released": ("reason",),
    "session.review-notice-published": ("document_no", "published_on"),
    "session.review-plan-submitted": ("opening_on", "members"),
    "session.experts-drawn": ("public_value",),
    "session.opened": ("place",),
    "session.ballot-tallied": ("present", "passed"),
    "session.concluded": ("ended_on", "reviewed", "passed"),
    "session.result-publicity-opened": ("posted_on", "channel"),
    "session.result-publicity-closed": ("removed_on",),
    "session.comprehensive-report-filed": ("publicity_state",),
    "session.results-confirmed": ("document_no", "document_on", "batch"),
    "session.result-not-confirmed": ("reason",),
    "committee.filed": ("document_no", "filed_on", "valid_to"),
    "committee.refiled": ("document_no", "filed_on", "valid_to"),
    "complaint.received": ("channel", "received_on"),
    "complaint.registered": ("case_no",),
    "complaint.verification-step-recorded": ("on", "method"),
    "complaint.verification-report-filed": ("time", "items"),
    "complaint.decided": ("outcome", "violation", "decided_on"),
    "complaint.complainant-notified": ("notified_on",),
    "title.certificate-data-reported": ("receipt_no",),
    "title.certificate-issued": ("certificate_no", "issued_on"),
    "title.outside-title-verified": ("issued_in", "method", "checked_on"),
    "title.recognised": ("ground",),
    "title.reconfirmed": ("document_no", "document_on", "basis"),
    "title.certificate-forgery-found": ("document_no", "referred_to", "found_on"),
    "title.revoked": ("violation", "decision_no", "decided_on"),
    "title.certificate-voided": ("certificate_no", "voided_on"),
    "title.employer-notified": ("employer", "notified_on"),
    "integrity.entry-proposed": ("decision_no", "behaviour"),
    "integrity.notice-served": ("served_on", "reply_until"),
    "integrity.entered": ("tier", "levels", "term_start", "term_end"),
    "integrity.shared": ("level", "receipt_no"),
    "application.corrected": ("seq", "field", "old", "new", "reason"),
    "application.recalled": ("seq", "reason"),
    "integrity.corrected": ("decision_no", "levels", "term_start", "term_end"),
    "integrity.annulled": ("decision_no", "annulled_on"),
    "integrity.repaired": ("decision_no", "basis", "repaired_on"),
}


def _facts(act: Act, states: AsOf) -> Iterator[Detail]:
    for name in _SHOWN.get(act.type.name, ()):
        text = field_label(act.type, name)
        value = getattr(act.body, name)
        aggregate = ""
        if isinstance(value, str) and value.startswith("organisation/"):
            aggregate, value = value, states.organisation(value).name or value
        shown = detail(name, text.zh, text.en, value, aggregate)
        if shown.value.zh:
            yield shown
