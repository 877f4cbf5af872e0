"""T9: experts with a tie to the applicant, and whether they stepped aside.

One row for each pair of an expert's key and an application between which a tie is on
record. Whoever has one and gave an opinion on the application, or was there when it
was voted on without having stepped aside before, is a finding: also when the tie was
found, declared or ordered only afterwards.
"""

from collections.abc import Iterator
from typing import Final

import msgspec

from aggregates.application import outcomes
from aggregates.decider import Act
from aggregates.session import events as e
from aggregates.session import meeting
from aggregates.text import Text
from projections.trace.answer import Reply
from projections.trace.findings import Finding, finding
from projections.trace.inquiry import Inquiry
from projections.trace.relations import Relation, Relations
from projections.trace.review import (
    Review,
    digits,
    followers_of,
    panel_keys,
)
from projections.words.label import Label, Named, RuleRef, Words, label, rule_ref
from projections.words.references import EventRef

OUTCOMES: Final = {
    "STEPPED_ASIDE": Text("已回避", "stepped aside"),
    "GAVE_OPINION": Text("发表了评议意见", "gave an opinion"),
    "COUNTED": Text("计入表决", "counted in the ballot"),
    "BOTH": Text("发表意见并计入表决", "gave an opinion and was counted"),
    "ABSENT": Text("未出席", "was not there"),
    "NOT_YET": Text("尚未表决", "not voted on yet"),
}
SEALED: Final = Text(
    "专家身份封存：同一单位、经办、同一材料等关系须经授权（--open）核对",
    "who the experts are is sealed: other ties are looked for by those who may know",
)
_RULES: Final = ("XN12-8.4b",)


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """One expert and one application with a tie between them.

    Attributes:
        session: In which review.
        application: Which.
        expert: The first digits of the expert's session key.
        person: Who that is; empty unless whoever asks may know.
        relations: The ties.
        declared: The expert's own declaration.
        ordered: The order of the office.
        opinions: Opinions that the expert gave on the application.
        ballot: The count for the application.
        outcome: A code of `OUTCOMES`.
    """

    session: Named
    application: Named
    expert: str
    person: str
    relations: tuple[Relation, ...]
    declared: EventRef | None
    ordered: EventRef | None
    opinions: tuple[EventRef, ...]
    ballot: EventRef | None
    outcome: Label


def ask(inquiry: Inquiry) -> Reply[Pair]:
    """Return the pairs with a tie in the reviews that the subject leads to."""
    panels = [Panel(review, inquiry) for review in inquiry.reviews]
    pairs = [(panel, pair) for panel in panels for pair in panel.pairs]
    sealed = any(panel.sealed for panel in panels)
    return Reply(
        rows=tuple(pair for _, pair in pairs),
        findings=tuple(f for panel, pair in pairs for f in _wrong(pair, panel.rule)),
        notes=(label("SEALED", SEALED),) if sealed else (),
    )


class Panel:
    """The panel of one review, and its ties to the applications.

    Args:
        review: Which.
        inquiry: What may be known.
    """

    def __init__(self, review: Review, inquiry: Inquiry) -> None:
        self._review = review
        self._relations = Relations(review, inquiry)
        self._opened = review.last(meeting.Opened)
        self._tally = review.last(meeting.BallotTallied)
        self._ballots = {
            act.id: act
            for act in (followers_of(self._tally, review.states) if self._tally else ())
            if isinstance(act.body, outcomes.BallotRecorded)
        }

    @property
    def rule(self) -> RuleRef:
        """The rule that asks for a recusal."""
        return rule_ref(self._review.law.asks(_RULES) or "LEDGER-TALLY")

    @property
    def sealed(self) -> bool:
        """Whether anybody of the panel is not known to whoever asks."""
        return self._relations.sealed(frozenset(self._keys()))

    @property
    def pairs(self) -> Iterator[Pair]:
        """The pairs with a tie, by application."""
        keys = sorted(self._keys())
        for application in self._review.applications:
            for key in keys:
                relations = tuple(self._relations.of(key, application))
                if relations:
                    yield self._pair(key, application, relations)

    def _keys(self) -> Iterator[bytes]:
        found: set[bytes] = set()
        for act in self._review.acts:
            match act.body:
                case e.PanelSeated(keys=keys):
                    found |= set(keys)
                case e.StandInCalled(key=key) | e.RecusalOrdered(expert=key):
                    found.add(key)
                case _:
                    found |= set(panel_keys(act))
        yield from found

    def _pair(
        self, key: bytes, application: str, relations: tuple[Relation, ...]
    ) -> Pair:
        review = self._review
        opinions = self._opinions(key, application)
        ballot = self._ballots.get(application)
        by_kind = {one.kind.code: one.shown_by for one in reversed(relations)}
        return Pair(
            session=review.named,
            application=Named(application, review.states.get(application).case_no),
            expert=digits(key),
            person=self._relations.person_of(key),
            relations=relations,
            declared=by_kind.get("DECLARED"),
            ordered=by_kind.get("ORDERED"),
            opinions=tuple(review.ref(act) for act in opinions),
            ballot=review.maybe(ballot),
            outcome=self._outcome(key, relations, opinions, ballot),
        )

    def _opinions(self, key: bytes, application: str) -> tuple[Act, ...]:
        return tuple(
            act
            for act in self._review.of(meeting.OpinionSigned)
            if act.body.application == application and key in panel_keys(act)
        )

    def _outcome(
        self,
        key: bytes,
        relations: tuple[Relation, ...],
        opinions: tuple[Act, ...],
        ballot: Act | None,
    ) -> Label:
        present = self._opened is not None and key in panel_keys(self._opened)
        aside = [o for o in relations if o.kind.code in ("DECLARED", "ORDERED")]
        before = ballot is not None and any(
            one.shown_by.position < ballot.position for one in aside
        )
        counted = ballot is not None and present and not before
        code = _code(opinion=bool(opinions), counted=counted)
        if not code:
            code = "STEPPED_ASIDE" if aside else "ABSENT"
            if not aside and ballot is None:
                code = "NOT_YET"
        return label(code, OUTCOMES[code])


def _code(*, opinion: bool, counted: bool) -> str:
    if opinion and counted:
        return "BOTH"
    return "GAVE_OPINION" if opinion else "COUNTED" if counted else ""


def _wrong(pair: Pair, rule: RuleRef) -> Iterator[Finding]:
    if pair.outcome.code not in ("GAVE_OPINION", "COUNTED", "BOTH"):
        return
    shown = {one.shown_by.position: one.shown_by for one in pair.relations}
    counted = pair.outcome.code != "GAVE_OPINION" and pair.ballot is not None
    acts = (*pair.opinions, *((pair.ballot,) if counted and pair.ballot else ()))
    kinds = list({one.kind.code: one.kind for one in pair.relations}.values())
    zh, en = "、".join(k.zh for k in kinds), ", ".join(k.en for k in kinds)
    yield finding(
        "CONFLICTED",
        Words(
            f"{pair.application.id} 专家 {pair.expert}（{zh}）：{pair.outcome.zh}",
            f"{pair.application.id}, expert {pair.expert} ({en}): {pair.outcome.en}",
        ),
        *shown.values(),
        *acts,
        rule=rule,
    )
