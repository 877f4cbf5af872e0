"""T10: whether the vote holds, and whether it is one list all the way.

Whoever was there and has not stepped aside votes; who agrees, of those present, has
to be the share that the policy sets. Fractions are exact. The lists are compared in
`lists`.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from aggregates.application import outcomes
from aggregates.decider import Act
from aggregates.policy.profile import Profile
from aggregates.policy.settings.parts import Share
from aggregates.session import events as e
from aggregates.session import meeting
from projections.trace.answer import Absent, Reply, absent
from projections.trace.findings import Finding, finding
from projections.trace.inquiry import Inquiry
from projections.trace.lists import Difference, Listed, Lists, NameList
from projections.trace.review import Review, panel_keys
from projections.words.label import Named, RuleRef, Words, rule_ref
from projections.words.references import EventRef

_RULES: Final = ("XN6A-8", "LZ-5.1a")
_NEEDED: Final = {
    "TALLY": "session.ballot-tallied",
    "SIGNED": "session.result-signed",
}
"""Lists without which nothing can be published."""


class Ballot(msgspec.Struct, frozen=True, kw_only=True):
    """The count for one application, with exact fractions.

    Attributes:
        application: Whose.
        agree: Ballots for it.
        against: Ballots against it.
        abstain: Abstentions.
        recused: How many stepped aside.
        entitled: How many had to vote: those present without the recused.
        share: Those who agreed, of those present.
        needed: The share that passes; empty without a policy on record.
        passed: What was recorded.
        holds: Whether ballots add up, and the result is what they say.
        event: The record.
    """

    application: Named
    agree: int
    against: int
    abstain: int
    recused: int
    entitled: int
    share: str
    needed: str
    passed: bool
    holds: bool
    event: EventRef


class Vote(msgspec.Struct, frozen=True, kw_only=True):
    """The vote of one review.

    Attributes:
        session: Which.
        opened: The opening of the meeting, which everybody present signed.
        members: Seats of the panel.
        present: How many were there.
        quorum: The share that has to be there; empty without a policy on record.
        quorate: Whether enough were there.
        ballots: The counts.
        lists: All lists on record, in their order.
        differences: Where they differ.
    """

    session: Named
    opened: EventRef | None
    members: int
    present: int
    quorum: str
    quorate: bool
    ballots: tuple[Ballot, ...]
    lists: tuple[NameList, ...]
    differences: tuple[Difference, ...]


def ask(inquiry: Inquiry) -> Reply[Vote]:
    """Return votes and lists of the reviews that the subject leads to."""
    counts = [Count(review, wide=inquiry.wide) for review in inquiry.reviews]
    return Reply(
        rows=tuple(count.row for count in counts if count.lists.all or count.opened),
        findings=tuple(found for count in counts for found in count.findings()),
        absent=tuple(one for count in counts for one in count.absent()),
    )


class Count:
    """Counts the vote of one review again.

    Args:
        review: Which.
        wide: Whether to tell only the ballots that do not hold.
    """

    def __init__(self, review: Review, *, wide: bool) -> None:
        self._review = review
        self._wide = wide
        self.opened = review.last(meeting.Opened)
        self._present = (
            frozenset(panel_keys(self.opened)) if self.opened else frozenset()
        )
        self.lists = Lists(review)
        self._ballots = tuple(self._of_ballots())
        self.row = self._row()

    def findings(self) -> Iterator[Finding]:
        """Yield what does not hold."""
        yield from self._of_the_meeting()
        for ballot in self._ballots:
            if not ballot.holds:
                yield finding(
                    "VOTE_NOT_VALID", _told(ballot), ballot.event, rule=self._rule
                )
        yield from self.lists.findings()

    def absent(self) -> Iterator[Absent]:
        """Yield the acts without which there is no valid vote."""
        later = self.lists.of("PUBLISHED") or self.lists.of("CONFIRMED")
        for code, event_type in _NEEDED.items():
            if later and not self.lists.of(code):
                yield absent(event_type, self._review.named, self._rule)

    def _row(self) -> Vote:
        share = self._profile.quorum if self._profile else None
        return Vote(
            session=self._review.named,
            opened=self._review.maybe(self.opened),
            members=self._members,
            present=len(self._present),
            quorum=_fraction(share),
            quorate=self._quorate,
            ballots=tuple(b for b in self._ballots if not (self._wide and b.holds)),
            lists=self.lists.rows,
            differences=self.lists.differences,
        )

    @property
    def _profile(self) -> Profile | None:
        return self._review.profile

    @property
    def _members(self) -> int:
        return len(self._review.state.seated)

    @property
    def _quorate(self) -> bool:
        if self._profile is None or self.opened is None:
            return self.opened is not None
        share = self._profile.quorum
        return len(self._present) * share.denominator >= self._members * share.numerator

    @property
    def _rule(self) -> RuleRef:
        return rule_ref(self._review.law.asks(_RULES) or "LEDGER-TALLY")

    def _of_ballots(self) -> Iterator[Ballot]:
        recusals = self._review.of(e.RecusalDeclared, e.RecusalOrdered)
        for one in self.lists.of("TALLY"):
            before = [act for act in recusals if act.position < one.act.position]
            present: int = one.act.body.present
            for act in one.followers:
                if self._review.concerns(act.id):
                    yield self._ballot(act, present, before)

    def _ballot(self, act: Act, present: int, recusals: Iterable[Act]) -> Ballot:
        body: outcomes.BallotRecorded = act.body
        aside = {k for r in recusals for k in _aside(r, act.id)}
        recused = len(aside & self._present if self._present else aside)
        cast = body.agree + body.against + body.abstain
        share = self._profile.pass_share if self._profile else None
        enough = share is None or (
            (body.agree * share.denominator >= present * share.numerator) == body.passed
        )
        return Ballot(
            application=Named(act.id),
            agree=body.agree,
            against=body.against,
            abstain=body.abstain,
            recused=body.recused,
            entitled=present - recused,
            share=f"{body.agree}/{present}",
            needed=_fraction(share),
            passed=body.passed,
            holds=enough and (cast, body.recused) == (present - recused, recused),
            event=self._review.ref(act),
        )

    def _of_the_meeting(self) -> Iterator[Finding]:
        present = len(self._present)
        if self.opened is not None and not self._quorate:
            said = f"{present}/{self._members}"
            yield finding(
                "VOTE_NOT_VALID",
                Words(f"出席 {said}，不足法定人数", f"present {said}: no quorum"),
                self._review.ref(self.opened),
                rule=self._rule,
            )
        for one in self.lists.of("TALLY"):
            if self.opened is not None and one.act.body.present != present:
                yield self._of_presence(self.opened, one, present)

    def _of_presence(self, opened: Act, one: Listed, present: int) -> Finding:
        stated = one.act.body.present
        return finding(
            "VOTE_NOT_VALID",
            Words(
                f"计票出席 {stated} 人，签到 {present} 人",
                f"counted {stated} present, signed in {present}",
            ),
            self._review.ref(opened),
            self._review.ref(one.act),
            rule=self._rule,
        )


def _aside(recusal: Act, application: str) -> Iterator[bytes]:
    """Yield the key that steps aside for an application by an act."""
    match recusal.body:
        case e.RecusalOrdered(application=about, expert=expert):
            if about == application:
                yield expert
        case e.RecusalDeclared(application=about):
            if about == application:
                yield recusal.by[0].key
        case _:
            pass


def _fraction(share: Share | None) -> str:
    return "" if share is None else f"{share.numerator}/{share.denominator}"


def _told(one: Ballot) -> Words:
    cast = f"{one.agree}/{one.against}/{one.abstain}"
    result = ("通过", "passed") if one.passed else ("不通过", "not passed")
    about = one.application.id
    return Words(
        f"{about}：{cast}，回避 {one.recused}，应投 {one.entitled}，{result[0]}，"
        f"标准 {one.needed}",
        f"{about}: {cast}, recused {one.recused}, entitled {one.entitled}, "
        f"{result[1]}, needed {one.needed}",
    )
