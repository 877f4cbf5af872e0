"""A review: one annual batch of a committee, as the questions about it see it.

A committee, a session and an organisation are asked about without any application;
an application leads to the one review that it went through.
"""

from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from aggregates.amendment import Amendment, Recalled
from aggregates.catalog import AGGREGATES
from aggregates.committee.state import CommitteeState
from aggregates.decider import Act, Standing
from aggregates.policy.profile import Profile
from aggregates.schema import EVENT_TYPES, Body
from aggregates.session.state import SessionState
from ledger.statement import kind_of
from projections import involved
from projections.facts import evolved, histories, typed
from projections.reviewing.committee_turns import TURNS
from projections.times.asof import AsOf
from projections.trace.law import Law
from projections.words.label import Named
from projections.words.references import EventRef, act_ref

if TYPE_CHECKING:
    from projections.trace.inquiry import Inquiry

PANEL: Final = ("EXPERT", "CHAIR")
"""Roles of those who sit on the panel."""

KEY_DIGITS: Final = 12
_PAGE: Final = 64


class Review:
    """One annual batch.

    Args:
        session: Its id.
        states: The log.
        only: The applications that are asked about; none for all.
        known: Applications of it beside those that it admitted.
    """

    def __init__(
        self,
        session: str,
        states: AsOf,
        only: Sequence[str] = (),
        known: Sequence[str] = (),
    ) -> None:
        self.id = session
        self.states = states
        self._only = tuple(only)
        self._known = tuple(known)
        self._of: dict[tuple[type[Body], ...], tuple[Act, ...]] = {}

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """Its acts that stand, as they were corrected."""
        return acts_that_stand(self.id, self.states)

    @cached_property
    def state(self) -> SessionState:
        """It as it stands."""
        state: SessionState = self.states.get(self.id)
        return state

    @property
    def committee(self) -> str:
        """The committee, or nothing."""
        return self.state.committee

    @cached_property
    def committee_acts(self) -> tuple[Act, ...]:
        """The acts of the committee that stand."""
        return acts_that_stand(self.committee, self.states) if self.committee else ()

    @cached_property
    def law(self) -> Law:
        """The rules that hold."""
        acts = self.states.acts(self.id)
        return Law(tuple(histories("session", self.id, acts)), self.states)

    @property
    def profile(self) -> Profile | None:
        """The policy, if it is on record."""
        return self.law.profile

    @property
    def named(self) -> Named:
        """The session with the number of its notice."""
        return Named(self.id, self.title)

    @cached_property
    def title(self) -> str:
        """The number of its notice or deployment document."""
        numbers = (getattr(act.body, "document_no", "") for act in self.acts)
        return next(filter(None, numbers), "")

    @cached_property
    def applications(self) -> tuple[str, ...]:
        """The applications that are asked about."""
        return self._only or tuple(dict.fromkeys((*self.state.admitted, *self._known)))

    def concerns(self, application: str) -> bool:
        """Tell whether an application is asked about."""
        return not self._only or application in self._only

    def of(self, *bodies: type[Body]) -> tuple[Act, ...]:
        """Return the acts of some types, in their order."""
        if bodies not in self._of:
            found = (act for act in self.acts if isinstance(act.body, bodies))
            self._of[bodies] = tuple(found)
        return self._of[bodies]

    def last(self, *bodies: type[Body]) -> Act | None:
        """Return the newest act of some types."""
        return next(reversed(self.of(*bodies)), None)

    def ref(self, act: Act) -> EventRef:
        """Point at an act."""
        return act_ref(act)

    def maybe(self, act: Act | None) -> EventRef | None:
        """Point at an act, if there is one."""
        return None if act is None else self.ref(act)


def reviews_of(inquiry: "Inquiry") -> tuple[Review, ...]:
    """Return the reviews that a subject leads to, by their ids.

    Whole ones for a session, a committee, or an organisation that holds reviews; of
    others only what concerns the applications that the subject leads to.
    """
    whole = frozenset(_whole(inquiry))
    about: dict[str, list[str]] = {session: [] for session in whole}
    for dossier in inquiry.dossiers:
        if dossier.session:
            about.setdefault(dossier.session, []).append(dossier.id)
    found = (
        Review(
            one,
            inquiry.states,
            only=() if one in whole else about[one],
            known=about[one],
        )
        for one in sorted(about)
    )
    return tuple(review for review in found if review.acts)


def _whole(inquiry: "Inquiry") -> Iterator[str]:
    if inquiry.kind == "session":
        yield inquiry.id
    for of in _committees(inquiry):
        for session in involved.reviews_of_committee(inquiry.rows, of):
            if inquiry.id in _bodies(inquiry.states, session):
                yield session


def _committees(inquiry: "Inquiry") -> Iterator[str]:
    """Yield the committees that the subject is, established, or does the work of."""
    if inquiry.kind == "committee":
        yield inquiry.id
    elif inquiry.kind == "organisation":
        turns = inquiry.rows.where(TURNS, "instr(changes, ?)", f'"{inquiry.id}"')
        yield from dict.fromkeys(turn.id for turn in turns)


def _bodies(states: AsOf, session: str) -> tuple[str, ...]:
    state: SessionState = states.get(session)
    if not state.committee:
        return (state.office,)
    of: CommitteeState = states.get(state.committee)
    return (state.committee, state.office, of.establishing_unit, of.office)


def acts_that_stand(aggregate: str, states: AsOf) -> tuple[Act, ...]:
    """Return the acts of an aggregate as corrected, without what was recalled."""
    kind = kind_of(aggregate)
    standing = Standing(AGGREGATES[kind].initial(aggregate))
    kept: list[Act] = []
    for act in states.acts(aggregate):
        before = standing.newest
        standing = evolved(kind, standing, act)
        if not isinstance(act.body, Amendment):
            kept.append(act)
        elif before is not None and before.seq == act.body.seq:
            kept[-1:] = _amended(act.body, standing)
    return tuple(kept)


def _amended(body: Amendment, standing: Standing) -> list[Act]:
    newest = standing.newest
    return [] if isinstance(body, Recalled) or newest is None else [newest]


def followers_of(act: Act, states: AsOf) -> tuple[Act, ...]:
    """Return what a lead brought with it: the records right behind it that name it."""
    return tuple(_followers(act, states)) if act.type.name in _leads() else ()


@cache
def _leads() -> frozenset[str]:
    """Return the types of acts that bring others with them."""
    return frozenset(one for known in EVENT_TYPES.values() for one in known.follower_of)


def _followers(act: Act, states: AsOf) -> Iterator[Act]:
    start = act.position + 1
    while events := states.log.page(start, _PAGE):
        for event in events:
            unknown = states.known is not None and event.position >= states.known
            if unknown or all(ref.hash != act.hash for ref in event.statement.refs):
                return
            follower = typed(event)
            if follower is not None:
                if act.type.name not in follower.type.follower_of:
                    return
                yield follower
        start += len(events)


def panel_keys(act: Act) -> tuple[bytes, ...]:
    """Return the keys of those of the panel who signed an act."""
    return tuple(signer.key for signer in act.by if signer.role in PANEL)


def digits(key: bytes) -> str:
    """Write the beginning of a key's id, which names nobody."""
    return key.hex()[:KEY_DIGITS]
