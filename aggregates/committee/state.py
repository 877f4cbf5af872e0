"""What the rules must remember of a committee."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from msgspec.structs import replace

from aggregates.committee import events as e
from aggregates.decider import Act, Handlers, fold


class Rectification(msgspec.Struct, frozen=True):
    """An order to rectify, and what became of it."""

    until: date
    reported: bool = False
    verdict: str = ""


class CommitteeState(msgspec.Struct, frozen=True):
    """One committee: what it may review, until when, and its pool."""

    id: str
    name: str = ""
    series: tuple[str, ...] = ()
    professions: tuple[str, ...] = ()
    territory: str = ""
    levels: tuple[str, ...] = ()
    establishing_unit: str = ""
    office: str = ""
    applied: bool = False
    filed_on: date | None = None
    valid_to: date | None = None
    filings: int = 0
    self_review: str = "NONE"
    pool_declared: int = 0
    pool: tuple[int, ...] = ()
    frozen_year: int = 0
    frozen_count: int = 0
    frozen_list: bytes = b""
    frozen_at: int = 0
    suspended: bool = False
    withdrawn: bool = False
    validities: tuple[tuple[date, date], ...] = ()
    change: str = ""
    rectifications: Mapping[str, Rectification] = {}
    unrecognised: frozenset[str] = frozenset()
    disqualified: frozenset[str] = frozenset()
    disqualified_at: tuple[int, ...] = ()
    barred_keys: frozenset[bytes] = frozenset()
    reported: frozenset[tuple[str, str]] = frozenset()

    def active_on(self, day: date) -> bool:
        """Tell whether the filing holds on ``day`` and nothing stops the review."""
        if self.filed_on is None or self.valid_to is None:
            return False
        in_time = self.filed_on <= day <= self.valid_to
        return in_time and not self.suspended and not self.withdrawn

    def was_filed_on(self, day: date) -> bool:
        """Tell whether any filing, present or past, held on ``day``."""
        return any(first <= day <= last for first, last in self.validities)


def initial(aggregate_id: str) -> CommitteeState:
    """Return the state of a committee that does not exist yet."""
    return CommitteeState(id=aggregate_id)


def evolve(state: CommitteeState, act: Act) -> CommitteeState:
    """Fold one act into the state."""
    return fold(HANDLERS, state, act)


def _applied(state: CommitteeState, body: e.FilingApplied, act: Act) -> CommitteeState:
    return replace(
        state,
        name=body.committee_name,
        series=body.series,
        professions=body.professions,
        territory=body.territory,
        levels=tuple(body.levels),
        establishing_unit=body.establishing_unit,
        office=body.undertaking_agency,
        applied=True,
        pool_declared=body.expert_pool_size,
    )


def _filed(state: CommitteeState, body: e.Validity, act: Act) -> CommitteeState:
    return replace(
        state,
        applied=False,
        filed_on=body.filed_on,
        valid_to=body.valid_to,
        filings=state.filings + 1,
        self_review=body.self_review,
        validities=(*state.validities, (body.filed_on, body.valid_to)),
        change="",
    )


def _refused(state: CommitteeState, body: Any, act: Act) -> CommitteeState:
    return replace(state, applied=False)


def _expert_in(state: CommitteeState, body: Any, act: Act) -> CommitteeState:
    return replace(state, pool=(*state.pool, act.seq))


def _expert_out(
    state: CommitteeState, body: e.ExpertRemovedFromPool, act: Act
) -> CommitteeState:
    return replace(state, pool=tuple(n for n in state.pool if n != body.entry))


def _frozen(
    state: CommitteeState, body: e.ExpertPoolFrozen, act: Act
) -> CommitteeState:
    return replace(
        state,
        frozen_year=body.year,
        frozen_count=body.pool.count,
        frozen_list=body.pool.sha256,
        frozen_at=act.received_at,
        disqualified_at=(),
    )


def _changed(state: CommitteeState, body: e.ChangeOccurred, act: Act) -> CommitteeState:
    return replace(state, change=body.trigger)


def _disqualified(
    state: CommitteeState, body: e.ExpertDisqualified, act: Act
) -> CommitteeState:
    return replace(
        state,
        pool=tuple(n for n in state.pool if n != body.entry),
        disqualified=state.disqualified | {body.expert},
        disqualified_at=(*state.disqualified_at, act.received_at),
        barred_keys=state.barred_keys | set(body.keys),
    )


def _told_upward(
    state: CommitteeState, body: e.ExpertDisqualificationReported, act: Act
) -> CommitteeState:
    return replace(state, reported=state.reported | {(body.expert, body.level)})


def _rectification(
    state: CommitteeState, body: e.RectificationOrdered, act: Act
) -> CommitteeState:
    orders = {**state.rectifications, body.order: Rectification(body.until)}
    return replace(state, rectifications=orders)


def _rectified(
    state: CommitteeState, body: e.RectificationReported, act: Act
) -> CommitteeState:
    return _on_order(state, body.order, reported=True)


def _verdict(state: CommitteeState, body: e.Verdict, act: Act) -> CommitteeState:
    accepted = isinstance(body, e.RectificationAccepted)
    return _on_order(state, body.order, verdict="ACCEPTED" if accepted else "FAILED")


def _on_order(state: CommitteeState, number: str, **changes: object) -> CommitteeState:
    order = state.rectifications.get(number)
    if order is None:
        return state
    orders = {**state.rectifications, number: replace(order, **changes)}
    return replace(state, rectifications=orders)


def _not_recognised(
    state: CommitteeState, body: e.ActsNotRecognised, act: Act
) -> CommitteeState:
    return replace(state, unrecognised=state.unrecognised | set(body.sessions))


HANDLERS: Handlers[CommitteeState] = {
    e.FilingApplied: _applied,
    e.Filed: _filed,
    e.Refiled: _filed,
    e.FilingRefused: _refused,
    e.ExpertAdmittedToPool: _expert_in,
    e.ExpertRemovedFromPool: _expert_out,
    e.ExpertPoolFrozen: _frozen,
    e.Suspended: lambda state, _body, _act: replace(state, suspended=True),
    e.Resumed: lambda state, _body, _act: replace(state, suspended=False),
    e.ReviewAuthorityWithdrawn: lambda s, _body, _act: replace(s, withdrawn=True),
    e.ChangeOccurred: _changed,
    e.ExpertDisqualified: _disqualified,
    e.ExpertDisqualificationReported: _told_upward,
    e.RectificationOrdered: _rectification,
    e.RectificationReported: _rectified,
    e.RectificationAccepted: _verdict,
    e.RectificationFailed: _verdict,
    e.ActsNotRecognised: _not_recognised,
}
