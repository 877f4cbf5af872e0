"""T19: interference, refusals to supply documents, leaks; and what followed.

Who interfered, and what happened, is sealed: an answer has the record, who reported it
by role and key, and in whose box of the vault the rest lies.
"""

from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property
from typing import Any, Final

import msgspec

from aggregates.circular import events as circular
from aggregates.committee import events as committee
from aggregates.decider import Act
from aggregates.inspection import consequences
from aggregates.inspection import events as inspection
from aggregates.session import events as session
from aggregates.session import papers
from aggregates.text import Text
from aggregates.trace import events as trace
from ledger.statement import kind_of
from projections.facts import histories
from projections.integrity import RECORDS
from projections.supervised import matters_about
from projections.times.asof import AsOf
from projections.trace.answer import Reply
from projections.trace.findings import Finding, finding
from projections.trace.inquiry import Inquiry
from projections.trace.law import Law
from projections.trace.review import Review, acts_that_stand
from projections.trace.signers import Signer, signers_of
from projections.words.label import Label, Named, RuleRef, Words, label, rule_ref
from projections.words.references import EventRef, act_ref, event_ref

MANNERS: Final = {
    "FAVOUR": Text("说情打招呼", "asked a favour"),
    "CIRCLE": Text("圈子评审", "formed a circle"),
    "ADMINISTRATIVE": Text("行政干预", "gave orders"),
    "REFUSED": Text("拒绝检查或提供资料", "refused"),
    "FALSE_REPORT": Text("谎报", "told an untruth"),
    "CONCEALED": Text("瞒报", "concealed"),
    "NOT_SUPPLIED": Text("逾期未提供资料", "did not supply what was asked for"),
    "SUPPLIED_LATE": Text("逾期才提供资料", "supplied it late"),
    "SECRECY": Text("违反保密纪律", "broke secrecy"),
}
_KINDS: Final = {
    "FAVOUR": "INTERFERENCE",
    "CIRCLE": "INTERFERENCE",
    "ADMINISTRATIVE": "INTERFERENCE",
    "SECRECY": "LEAK",
}
_RULES: Final = {
    "INTERFERENCE": ("LZ-8.3b", "XN6A-9a", "YC12-4.4b"),
    "NOT_SUPPLIED": ("XN6B-7b", "LZ-8.2b"),
    "LEAK": ("XN6A-9b", "LZ-8.3c", "YC12-4.4b"),
}
_ON_A_COMMITTEE: Final = (
    committee.ExpertDisqualified,
    committee.RectificationOrdered,
    committee.Suspended,
    committee.ReviewAuthorityWithdrawn,
)
_IN_AN_INSPECTION: Final = (
    inspection.FindingIssued,
    consequences.PersonsEducated,
    consequences.RectificationOrdered,
    consequences.RemedyOrdered,
    consequences.MeasureNoted,
)


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that should not have happened, and what followed.

    Attributes:
        manner: A code of `MANNERS`.
        on: When.
        about: The session, the body or the committee that it is about.
        event: The record; for what was not supplied, the request.
        reported_by: Who recorded it.
        sealed_with: In whose boxes of the vault the particulars lie.
        followed: What was done about it, in order.
        rule: The rule that forbids it; none where the city has none.
    """

    manner: Label
    on: date
    about: Named
    event: EventRef
    reported_by: tuple[Signer, ...]
    sealed_with: tuple[str, ...]
    followed: tuple[EventRef, ...]
    rule: RuleRef | None


def ask(inquiry: Inquiry) -> Reply[Incident]:
    """Return the incidents around the subject, by the order of their records."""
    found = Incidents(inquiry).all
    rows = tuple(sorted(found, key=lambda one: one.event.position))
    return Reply(rows=rows, findings=tuple(f for one in rows for f in _wrong(one)))


class Incidents:
    """Looks for incidents around the subject of an inquiry.

    Args:
        inquiry: Which.
    """

    def __init__(self, inquiry: Inquiry) -> None:
        self._inquiry = inquiry
        self._states: AsOf = inquiry.states
        self._reviews = inquiry.reviews

    @property
    def all(self) -> Iterator[Incident]:
        """Every incident."""
        for review in self._reviews:
            for act in review.of(papers.InterferenceRecorded):
                followed = self._after_an_interference(act, review)
                yield self._one(act.body.manner, act, review.law, followed)
        for one in dict.fromkeys(self._committees()):
            yield from self._leaks(one)
        for one in self._inspections():
            yield from self._refusals(one)

    @cached_property
    def _bodies(self) -> frozenset[str]:
        """The applications and bodies that an inspection may have been about."""
        found = {self._inquiry.id, *self._committees()}
        for review in self._reviews:
            found |= _of_the_review(review)
        for dossier in self._inquiry.dossiers:
            state = dossier.state
            found |= {dossier.id, state.employer, state.agency, *state.route}
        return frozenset(found - {""})

    def _committees(self) -> Iterator[str]:
        yield from (review.committee for review in self._reviews if review.committee)
        if self._inquiry.kind == "committee":
            yield self._inquiry.id

    def _supervising(self, ids: Collection[str]) -> Iterator[Act]:
        """Yield the acts of supervision that may be about something, by matter."""
        for aggregate in matters_about(self._inquiry.rows, ids):
            yield from acts_that_stand(aggregate, self._states)

    # --- interference

    def _after_an_interference(self, act: Act, review: Review) -> Iterator[Act]:
        bodies = _of_the_review(review)
        own = (
            *review.of(session.RecusalOrdered),
            *(a for a in review.committee_acts if isinstance(a.body, _ON_A_COMMITTEE)),
        )
        yield from (one for one in own if one.position > act.position)
        for one in self._supervising(bodies):
            if one.position > act.position and _is_about(one.body, bodies):
                yield one

    # --- leaks

    def _leaks(self, committee_id: str) -> Iterator[Incident]:
        law = self._law(committee_id)
        since = self._since(committee_id)
        for act in acts_that_stand(committee_id, self._states):
            out = isinstance(act.body, committee.ExpertDisqualified)
            if law is None or not out or act.position < since:
                continue
            if act.body.discipline == "SECRECY":
                yield self._one("SECRECY", act, law, self._after_a_leak(act))

    def _since(self, committee_id: str) -> int:
        """Return where the reviews that are asked about begin."""
        own = (one for one in self._reviews if one.committee == committee_id)
        return min((review.acts[0].position for review in own), default=0)

    def _after_a_leak(self, act: Act) -> Iterator[Act]:
        expert: str = act.body.expert
        for one in acts_that_stand(act.id, self._states):
            told = isinstance(one.body, committee.ExpertDisqualificationReported)
            if told and one.body.expert == expert:
                yield one
        for one in self._supervising((expert,)):
            if isinstance(one.body, circular.Issued) and one.body.subject == expert:
                yield one
        for record in self._inquiry.rows.where(RECORDS, "person = ?", expert):
            for one in acts_that_stand(record.id, self._states):
                if one.type.name == "integrity.entered":
                    yield one

    # --- documents

    def _inspections(self) -> Iterator[str]:
        if self._inquiry.kind == "inspection":
            yield self._inquiry.id
        for one in matters_about(self._inquiry.rows, self._bodies):
            if kind_of(one) == "inspection" and one != self._inquiry.id:
                yield one

    def _refusals(self, inspection_id: str) -> Iterator[Incident]:
        acts = acts_that_stand(inspection_id, self._states)
        law = self._law(inspection_id)
        for act in acts if law else ():
            if self._concerns(act) and law is not None:
                followed = tuple(self._after_a_refusal(act, acts))
                if isinstance(act.body, inspection.Refused):
                    yield self._one(act.body.manner, act, law, iter(followed))
                elif manner := self._not_supplied(act, acts):
                    yield self._one(manner, act, law, iter(followed))

    def _concerns(self, act: Act) -> bool:
        asked = bool(_number(act.body))
        if not asked and not isinstance(act.body, inspection.Refused):
            return False
        whole = act.id == self._inquiry.id
        return whole or act.body.target in self._bodies

    def _not_supplied(self, act: Act, acts: tuple[Act, ...]) -> str:
        """Return how a request was not met in time; nothing if it was."""
        number = _number(act.body)
        if not number:
            return ""
        bodies = [(one, one.body) for one in acts if _answers(one.body) == number]
        if any(isinstance(body, inspection.Refused) for _, body in bodies):
            return ""
        given = [one.day for one, _ in bodies]
        until: date = act.body.until
        if given:
            return "SUPPLIED_LATE" if min(given) > until else ""
        return "NOT_SUPPLIED" if self._inquiry.today > until else ""

    def _after_a_refusal(self, act: Act, acts: tuple[Act, ...]) -> Iterator[Act]:
        number = _number(act.body) or _answers(act.body)
        numbers = {
            one.body.finding
            for one in acts
            if isinstance(one.body, inspection.FindingIssued)
            and one.body.target == act.body.target
        }
        for one in acts:
            body = one.body
            measure = isinstance(body, _IN_AN_INSPECTION) and body.finding in numbers
            given = isinstance(body, inspection.EvidenceProvided)
            given = given and body.request == number
            if one.position > act.position and (measure or given):
                yield one
        for one in self._supervising((act.id,)):
            if one.position > act.position and _rests_on(one.body, act.id):
                yield one

    # --- rows

    def _law(self, aggregate: str) -> Law | None:
        history = tuple(
            histories(kind_of(aggregate), aggregate, self._states.acts(aggregate))
        )
        if history and hasattr(history[-1].after, "profile"):
            return Law(history, self._states)
        reviews = (one.law for one in self._reviews if one.committee == aggregate)
        return next(reviews, None)

    def _named(self, aggregate: str) -> Named:
        """Name what an incident is about, as people know it."""
        for review in self._reviews:
            if aggregate == review.id:
                return review.named
        if kind_of(aggregate) == "committee":
            return Named(aggregate, self._states.get(aggregate).name)
        return self._states.organisation(aggregate)

    def _one(
        self, manner: str, act: Act, law: Law, followed: Iterator[Act]
    ) -> Incident:
        asked = law.asks(_RULES[_kind(manner)])
        log = self._states.log
        positions = sorted({one.position for one in followed})
        about = getattr(act.body, "target", "") or act.id
        return Incident(
            manner=label(manner, MANNERS[manner]),
            on=getattr(act.body, "on", act.day),
            about=self._named(about),
            event=act_ref(act),
            reported_by=signers_of(act, self._states),
            sealed_with=tuple(_owners(act.body)),
            followed=tuple(event_ref(log.event_at(at)) for at in positions),
            rule=rule_ref(asked) if asked else None,
        )


def _of_the_review(review: Review) -> set[str]:
    of = review.states.get(review.committee) if review.committee else None
    bodies = {review.id, review.committee, review.state.office}
    return bodies | ({of.establishing_unit, of.office} if of else set()) - {""}


def _is_about(body: Any, bodies: set[str]) -> bool:
    """Tell whether an act of supervision begins with a review or its bodies."""
    match body:
        case inspection.Planned():
            targets = {one for _, one in body.targets}
            return bool(targets & bodies) or body.clue in bodies
        case trace.ScopeSet(sessions=sessions):
            return bool(set(sessions) & bodies)
        case trace.Opened(clue=clue):
            return clue in bodies
        case circular.Issued(subject=subject):
            return subject in bodies
        case _:
            return False


def _rests_on(body: Any, inspection_id: str) -> bool:
    match body:
        case circular.Issued(inspection=of) | trace.Opened(clue=of):
            return of == inspection_id
        case _:
            return False


def _number(body: Any) -> str:
    """Return the number of a request for documents."""
    match body:
        case inspection.NoticeServed(document_no=number, materials=materials):
            return number if materials else ""
        case inspection.EvidenceRequested(request=number):
            return number
        case _:
            return ""


def _answers(body: Any) -> str:
    """Return the number of the request that an act answers, or refuses."""
    match body:
        case inspection.EvidenceProvided(request=number):
            return number
        case inspection.Refused(request=number):
            return number
        case _:
            return ""


def _owners(body: Any) -> Iterator[str]:
    """Yield in whose boxes the sealed particulars of an act lie, each once."""
    sealed = (getattr(body, name, None) for name in ("who", "facts", "circumstances"))
    yield from dict.fromkeys(one.of for one in sealed if one is not None)


def _kind(manner: str) -> str:
    return _KINDS.get(manner, "NOT_SUPPLIED")


def _wrong(one: Incident) -> Iterator[Finding]:
    about, how = one.about.name or one.about.id, one.manner
    said = Words(f"{one.on} {about}：{how.zh}", f"{one.on} {about}: {how.en}")
    yield finding(_kind(how.code), said, one.event, *one.followed, rule=one.rule)
    if not one.followed:
        yield finding("NOTHING_FOLLOWED", said, one.event, rule=one.rule)
