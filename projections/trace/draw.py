"""T8: how the experts were drawn, and the draw done again.

Everything is by index and by session key; nobody is named. Who sat there without a
seat of the draw was designated or added afterwards, whatever he signed.
"""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from aggregates.committee import events as committee
from aggregates.decider import Act
from aggregates.session import events as e
from aggregates.session import meeting
from aggregates.session.redrawing import NAMES, Redraw, redraw
from projections.trace.answer import Absent, Reply, absent
from projections.trace.findings import Finding, finding
from projections.trace.inquiry import Inquiry
from projections.trace.review import Review, digits, panel_keys
from projections.trace.signers import Signer, signers_of
from projections.words.label import Label, Named, RuleRef, Words, label, rule_ref
from projections.words.references import EventRef

_SAID: Final = {
    "True": Words("是", "yes"),
    "False": Words("否", "no"),
    "()": Words("无", "none"),
}
_HASH: Final = re.compile(r"\b([0-9a-f]{16})[0-9a-f]{48}\b", re.ASCII)
_RULES: Final = ("XN6B-4.3c", "LZ-5.2a")
_WATCHED: Final = ("XN6B-4.3c", "LZ-5.2c")
_AT_THE_MEETING: Final = (
    e.ExpertCommitmentSigned,
    e.RecusalDeclared,
    meeting.PanelTrained,
    meeting.Opened,
    meeting.OpinionSigned,
    meeting.BallotTallied,
    meeting.ResultSigned,
    meeting.Concluded,
)


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """One thing of the draw, as recorded and as it comes out again.

    Attributes:
        what: A code of `aggregates.session.redrawing.NAMES`.
        recorded: What the ledger holds.
        computed: What it should hold.
        equal: Whether nothing differs.
    """

    what: Label
    recorded: Words
    computed: Words
    equal: bool


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """One session key that acted at the meeting.

    Attributes:
        key: The first twelve digits of its id; whose it is, is sealed.
        seated: Whether it has a seat of the draw.
        stand_in: Whether it came for somebody absent.
        events: What it signed there.
    """

    key: str
    seated: bool
    stand_in: bool
    events: tuple[EventRef, ...]


class Draw(msgspec.Struct, frozen=True, kw_only=True):
    """The draw of one review.

    Attributes:
        session: Which.
        frozen: The freezing of the list that was drawn from.
        excluded: The statement of who was left out, before the seed was known.
        drawn: The draw.
        signers: Who drew, and who watched.
        method: Where the public value comes from, as the plan says.
        public_value: It.
        seed: The seed that follows, in hex.
        compared: Record and computation side by side.
        seating: The seating of the panel.
        called: Stand-ins who were called, in order.
        seats: Every key that acted at the meeting.
    """

    session: Named
    frozen: EventRef | None
    excluded: EventRef | None
    drawn: EventRef | None
    signers: tuple[Signer, ...]
    method: str
    public_value: str
    seed: str
    compared: tuple[Compared, ...]
    seating: tuple[EventRef, ...]
    called: tuple[EventRef, ...]
    seats: tuple[Seat, ...]


def ask(inquiry: Inquiry) -> Reply[Draw]:
    """Return the draws of the reviews that the subject leads to, done again."""
    draws = [Drawn(review) for review in inquiry.reviews]
    return Reply(
        rows=tuple(one.row for one in draws if one.draw or one.seats),
        findings=tuple(found for one in draws for found in one.findings()),
        absent=tuple(one for each in draws for one in each.absent()),
    )


class Drawn:
    """The draw of one review, done again.

    Args:
        review: Which.
    """

    def __init__(self, review: Review) -> None:
        self._review = review
        self._draws = review.of(e.ExpertsDrawn)
        self.draw = next(iter(self._draws), None)
        self._redrawn = self._again()
        self.seats = tuple(self._seats())

    @property
    def row(self) -> Draw:
        """The draw as the answer tells it."""
        review, draw = self._review, self.draw
        body: e.ExpertsDrawn | None = draw.body if draw else None
        plan = review.last(e.ReviewPlanSubmitted)
        return Draw(
            session=review.named,
            frozen=review.maybe(self._frozen()),
            excluded=review.maybe(review.last(e.DrawExclusionsStated)),
            drawn=review.maybe(draw),
            signers=signers_of(draw, review.states) if draw else (),
            method=plan.body.seed.source if plan else "",
            public_value=body.public_value if body else "",
            seed=self._redrawn.seed.hex() if self._redrawn else "",
            compared=tuple(self._compared()),
            seating=tuple(review.ref(act) for act in review.of(e.PanelSeated)),
            called=tuple(review.ref(act) for act in review.of(e.StandInCalled)),
            seats=self.seats,
        )

    def findings(self) -> Iterator[Finding]:
        """Yield where the draw differs, and who was never drawn."""
        rule = self._rule
        for again in (*self._draws[1:], *self._review.of(e.PanelSeated)[1:]):
            said = again.type.title
            yield finding(
                "DRAW_DIFFERS",
                Words(f"再次{said.zh}", f"once more: {said.en}"),
                self._review.ref(again),
                rule=rule,
            )
        yield from self._of_the_comparison(rule)
        yield from self._of_the_witness()
        for seat in self.seats:
            if not seat.seated:
                yield finding(
                    "NOT_DRAWN",
                    Words(f"会议密钥 {seat.key}", f"session key {seat.key}"),
                    *seat.events,
                    rule=rule,
                )

    def absent(self) -> Iterator[Absent]:
        """Yield what a meeting has to have before it, and is not on record."""
        review = self._review
        if self.draw is None and self.seats:
            yield absent("session.experts-drawn", review.named, self._rule)
        if self.draw is not None and self._frozen() is None:
            about = Named(review.committee)
            yield absent("committee.expert-pool-frozen", about, self._rule)

    @property
    def _rule(self) -> RuleRef:
        return rule_ref(self._review.law.asks(_RULES) or "LEDGER-DRAW")

    def _again(self) -> Redraw | None:
        review = self._review
        origin = review.states.log.origin
        try:
            return redraw(origin, review.acts, review.committee_acts)
        except ValueError:
            return None

    def _compared(self) -> Iterator[Compared]:
        for one in self._redrawn.comparisons if self._redrawn else ():
            yield Compared(
                what=label(one.code, NAMES[one.code]),
                recorded=_value(one.recorded),
                computed=_value(one.computed),
                equal=one.equal,
            )

    def _frozen(self) -> Act | None:
        """Return the newest freezing before the draw."""
        until = self.draw.position if self.draw else self._review.states.log.size
        found = None
        for act in self._review.committee_acts:
            if isinstance(act.body, committee.ExpertPoolFrozen):
                found = act if act.position < until else found
        return found

    def _seats(self) -> Iterator[Seat]:
        """Yield the keys that acted at the meeting, each judged when it acted."""
        review = self._review
        seated: set[bytes] = set()
        called: set[bytes] = set()
        signed: dict[bytes, list[tuple[Act, bool]]] = {}
        for act in review.acts:
            match act.body:
                case e.PanelSeated(keys=keys):
                    seated |= set(keys)
                case e.StandInCalled(absent=away, key=key):
                    seated = seated - {away} | {key}
                    called.add(key)
                case _ if isinstance(act.body, _AT_THE_MEETING):
                    for key in panel_keys(act):
                        signed.setdefault(key, []).append((act, key in seated))
                case _:
                    pass
        for key, acts in sorted(signed.items()):
            yield Seat(
                key=digits(key),
                seated=all(had_a_seat for _, had_a_seat in acts),
                stand_in=key in called,
                events=tuple(review.ref(act) for act, _ in acts),
            )

    def _of_the_comparison(self, rule: RuleRef) -> Iterator[Finding]:
        if self.draw is None:
            return
        events = tuple(filter(None, (self.row.frozen, self._review.ref(self.draw))))
        if self._redrawn is None:
            said = Words("没有方案，无法重算", "no plan, so it cannot be done again")
            yield finding("DRAW_DIFFERS", said, *events, rule=rule)
        for one in self._compared():
            if not one.equal:
                yield finding(
                    "DRAW_DIFFERS",
                    _told(one),
                    *events,
                    rule=rule,
                )

    def _of_the_witness(self) -> Iterator[Finding]:
        """Yield acts of the draw that nobody but the unit's own officer watched."""
        review = self._review
        rule = rule_ref(review.law.asks(_WATCHED) or "LEDGER-DRAW")
        for act in review.of(e.ExpertsDrawn, e.PanelSeated, e.StandInCalled):
            if not self._who(act, "DRAW_SUPERVISOR") - self._who(act, "UNIT_OFFICER"):
                name = Words(act.type.title.zh, act.type.title.en)
                yield finding("NOT_WATCHED", name, review.ref(act), rule=rule)

    def _who(self, act: Act, role: str) -> set[str]:
        """Return the persons behind the signers in a role, or their keys."""
        keys = self._review.states.log.directory.keys
        signing = [signer.key for signer in act.by if signer.role == role]
        known = ((key, keys.get(key)) for key in signing)
        return {(one.subject if one else "") or digits(key) for key, one in known}


def _value(text: str) -> Words:
    """Return a compared value: what is simply so, or simply nothing, as a word."""
    return _SAID.get(text, Words(text, text))


def _told(one: Compared) -> Words:
    """Tell a difference in one line, hashes by their beginnings."""
    recorded, computed = one.recorded, one.computed
    zh = f"{one.what.zh}：记录 {recorded.zh}，重算 {computed.zh}"
    en = f"{one.what.en}: recorded {recorded.en}, computed {computed.en}"
    return Words(_HASH.sub(r"\1…", zh), _HASH.sub(r"\1…", en))
