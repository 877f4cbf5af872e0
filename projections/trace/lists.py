"""One list all the way: tally, signature, re-check, publicity, request, confirmation.

The same persons have to be on the list of the tally, the published list and the
confirmed list. Who is left out with a reason on record (withdrawn, disqualified, not
confirmed) is no finding; whoever is added, or left out without a reason, is one.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec

from aggregates.application import audits, outcomes
from aggregates.application.standing import ENDS
from aggregates.decider import Act
from aggregates.followers import LEADS, list_ref
from aggregates.schema import Body
from aggregates.session import meeting, papers, results
from aggregates.text import Text
from projections.facts import histories
from projections.trace.findings import Finding, finding
from projections.trace.review import Review, followers_of
from projections.trace.signers import Signer, signers_of
from projections.words.label import Label, Named, RuleRef, Words, label, rule_ref
from projections.words.references import EventRef, event_ref

LISTS: Final = {
    "TALLY": Text("计票", "tally"),
    "SIGNED": Text("签字盖章", "signed"),
    "RECHECKED": Text("复核", "re-checked"),
    "PUBLISHED": Text("公示", "published"),
    "REQUESTED": Text("报请确认", "confirmation requested"),
    "CONFIRMED": Text("确认", "confirmed"),
}
CHANGES: Final = {
    "ADDED": Text("增加", "added"),
    "LEFT_OUT": Text("未列入", "left out"),
    "PENDING": Text("尚未确认", "not confirmed yet"),
}
_OF: Final[Mapping[type[Body], str]] = {
    meeting.BallotTallied: "TALLY",
    meeting.ResultSigned: "SIGNED",
    results.ResultRechecked: "RECHECKED",
    results.ResultPublicityOpened: "PUBLISHED",
    papers.ConfirmationRequested: "REQUESTED",
    results.ResultsConfirmed: "CONFIRMED",
}
_FIELD: Final = {
    "TALLY": "results",
    "SIGNED": "results",
    "RECHECKED": "results",
    "PUBLISHED": "published",
    "REQUESTED": "published",
    "CONFIRMED": "confirmed",
}
"""In which field an act commits to its list."""

_SAME_AS: Final = {"SIGNED": "TALLY", "RECHECKED": "TALLY", "REQUESTED": "PUBLISHED"}
"""Acts that name a list again, and whose it has to be."""

_RULES: Final = ("XN6A-8", "LZ-6.1a")
_REASONS: Final = (
    outcomes.NotConfirmed,
    outcomes.ReviewNotRecognised,
    outcomes.ComplaintOpened,
    audits.Held,
    audits.EligibilityDefectFound,
)
"""Why somebody who passed may be left out of a later list, beside an end."""


class NameList(msgspec.Struct, frozen=True, kw_only=True):
    """One of the lists, as an act committed to it.

    Attributes:
        list: A code of `LISTS`.
        event: The act.
        signers: Who answers for it.
        count: How many entries it has.
        digest: SHA-256 of the list, in hex.
        passed: The applications on it that passed; none where the act lists nobody.
        problems: With how many persons the re-check found problems.
    """

    list: Label
    event: EventRef
    signers: tuple[Signer, ...]
    count: int
    digest: str
    passed: tuple[str, ...]
    problems: int | None


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One application on which two lists differ.

    Attributes:
        application: Which.
        change: A code of `CHANGES`.
        earlier: The list before.
        later: The list after; none for who is not confirmed yet.
        signers: Who answers for the later list.
        why: The act that explains it, if one is on record.
    """

    application: Named
    change: Label
    earlier: EventRef
    later: EventRef | None
    signers: tuple[Signer, ...]
    why: EventRef | None


class Listed(msgspec.Struct, frozen=True):
    """One act that lists results.

    Attributes:
        code: A code of `LISTS`.
        act: The act.
        followers: What it brought with it.
        passed: The applications that passed, by the followers.
    """

    code: str
    act: Act
    followers: tuple[Act, ...]
    passed: tuple[str, ...]

    @property
    def digest(self) -> bytes:
        """SHA-256 of the list that the act commits to."""
        found: bytes = getattr(self.act.body, _FIELD[self.code]).sha256
        return found

    @property
    def count(self) -> int:
        """How many entries it has."""
        found: int = getattr(self.act.body, _FIELD[self.code]).count
        return found


class Lists:
    """The lists of one review, in their order.

    Args:
        review: Which.
    """

    def __init__(self, review: Review) -> None:
        self._review = review
        self.all = tuple(self._lists())
        self.differences = tuple(self._compared())

    @property
    def rows(self) -> tuple[NameList, ...]:
        """The lists as an answer tells them."""
        return tuple(self._name_list(one) for one in self.all)

    def of(self, code: str) -> tuple[Listed, ...]:
        """Return the lists with a code of `LISTS`."""
        return tuple(one for one in self.all if one.code == code)

    def findings(self) -> Iterator[Finding]:
        """Yield where a list is another one, and nothing on record says why."""
        yield from self._of_the_digests()
        for one in self.all:
            if one.code not in _SAME_AS and not _is_its_own(one):
                yield self._of_a_digest(one, one, "清单摘要", "the digest")
        for difference in self.differences:
            if difference.change.code != "PENDING" and difference.why is None:
                yield self._of_difference(difference)

    @property
    def _rule(self) -> RuleRef:
        return rule_ref(self._review.law.asks(_RULES) or "LEDGER-TALLY")

    def _lists(self) -> Iterator[Listed]:
        for act in self._review.of(*_OF):
            followers = followers_of(act, self._review.states)
            passed = tuple(_passed(followers))
            yield Listed(_OF[type(act.body)], act, followers, passed)

    def _name_list(self, one: Listed) -> NameList:
        return NameList(
            list=label(one.code, LISTS[one.code]),
            event=self._review.ref(one.act),
            signers=signers_of(one.act, self._review.states),
            count=one.count,
            digest=one.digest.hex(),
            passed=one.passed,
            problems=getattr(one.act.body, "problems", None),
        )

    def _compared(self) -> Iterator[Difference]:
        """Compare each list of persons with the one before; confirmations add up."""
        before: Listed | None = None
        confirmed: dict[str, None] = {}
        for one in self.all:
            if one.code in _SAME_AS:
                continue
            if one.code == "CONFIRMED":
                yield from self._added(before, one)
                confirmed.update(dict.fromkeys(one.passed))
                continue
            if before is not None:
                yield from self._added(before, one)
                yield from self._left_out(before, one)
            before = one
        if before is not None and confirmed:
            yield from self._not_confirmed(before, confirmed)

    def _added(self, before: Listed | None, one: Listed) -> Iterator[Difference]:
        for application in one.passed:
            if before is not None and application not in before.passed:
                yield self._difference("ADDED", application, before, one)

    def _left_out(self, before: Listed, one: Listed) -> Iterator[Difference]:
        for application in before.passed:
            if application not in one.passed:
                yield self._difference("LEFT_OUT", application, before, one)

    def _not_confirmed(
        self, before: Listed, confirmed: Iterable[str]
    ) -> Iterator[Difference]:
        for application in before.passed:
            if application not in confirmed:
                yield self._difference("PENDING", application, before, None)

    def _difference(
        self, change: str, application: str, before: Listed, later: Listed | None
    ) -> Difference:
        states = self._review.states
        why = None if change == "ADDED" else self._why(application, before, later)
        return Difference(
            application=Named(application, states.get(application).case_no),
            change=label(change, CHANGES[change]),
            earlier=self._review.ref(before.act),
            later=self._review.ref(later.act) if later else None,
            signers=signers_of(later.act, states) if later else (),
            why=self._review.maybe(why),
        )

    def _why(
        self, application: str, before: Listed, later: Listed | None
    ) -> Act | None:
        """Return what happened to an application between two lists."""
        acts = self._review.states.acts(application)
        end = later.act.position if later else acts[-1].position + 1
        found = None
        for act, state, _ in histories("application", application, acts):
            ended = state.stage in ENDS and not isinstance(
                act.body, outcomes.BallotRecorded
            )
            between = before.act.position < act.position < end
            if between and (ended or isinstance(act.body, _REASONS)):
                found = act
        return found

    def _of_the_digests(self) -> Iterator[Finding]:
        newest: dict[str, Listed] = {}
        for one in self.all:
            newest[one.code] = one
            wanted = newest.get(_SAME_AS.get(one.code, ""))
            if wanted is not None and wanted.digest != one.digest:
                of = LISTS[wanted.code]
                yield self._of_a_digest(wanted, one, f"{of.zh}清单", of.en)

    def _of_a_digest(self, first: Listed, one: Listed, zh: str, en: str) -> Finding:
        name, by = LISTS[one.code], told(signers_of(one.act, self._review.states))
        acts = dict.fromkeys((first.act.position, one.act.position))
        log = self._review.states.log
        return finding(
            "LISTS_DIFFER",
            Words(
                f"{name.zh}与{zh}不符，签名：{by.zh}",
                f"{name.en}: not {en}, signed by {by.en}",
            ),
            *(event_ref(log.event_at(at)) for at in acts),
            rule=self._rule,
        )

    def _of_difference(self, one: Difference) -> Finding:
        events = (one.earlier, one.later) if one.later else (one.earlier,)
        by, change = told(one.signers), one.change
        about = one.application.name or one.application.id
        later = one.later.type if one.later else change
        return finding(
            "LISTS_DIFFER",
            Words(
                f"{later.zh}：{about} {change.zh}，签名：{by.zh}",
                f"{later.en}: {about} {change.en}, signed by {by.en}",
            ),
            *events,
            rule=self._rule,
        )


def _passed(followers: Iterable[Act]) -> Iterator[str]:
    for act in followers:
        match act.body:
            case outcomes.BallotRecorded(passed=passed):
                if passed:
                    yield act.id
            case outcomes.ResultPublicised() | outcomes.Confirmed():
                yield act.id
            case _:
                pass


def _is_its_own(one: Listed) -> bool:
    """Tell whether a list is that of the records that came with it."""
    own = list_ref(LEADS[type(one.act.body)].entries(one.followers))
    return (own.sha256, own.count) == (one.digest, one.count)


def told(signers: Iterable[Signer]) -> Words:
    """Name signers by role and key, which names nobody."""
    both = [(f"{s.role.zh} {s.key}", f"{s.role.en} {s.key}") for s in signers]
    return Words("、".join(zh for zh, _ in both), ", ".join(en for _, en in both))
