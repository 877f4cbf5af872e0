"""Doing a draw again from the ledger alone, and comparing what was recorded.

Nothing here asks the rules: whoever doubts a draw reads what is on record, computes
the ranks himself, and sees where record and computation part (XN6B-4.3c, LZ-5.2a).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from aggregates.committee import state as committee
from aggregates.committee.state import CommitteeState
from aggregates.decider import Act
from aggregates.session import drawing
from aggregates.session import events as e
from aggregates.session import state as session
from aggregates.session.plans import Plan
from aggregates.session.state import SessionState
from aggregates.text import Text

NAMES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "PLAN": Text("方案先于公开值报备", "plan filed before the public value"),
        "POOL": Text("名单为事先封存的名单", "the list that was frozen"),
        "POOL_TIME": Text("名单先于公开值封存", "frozen before the public value"),
        "COMMITMENT": Text("种子与方案的承诺相符", "secret as the plan commits to"),
        "FORM": Text("公开值格式与方案一致", "public value as the plan writes it"),
        "TIME": Text("公开值公布之后抽取", "drawn after the public value"),
        "EXCLUDED": Text("剔除与事先说明一致", "left out as stated beforehand"),
        "SELECTED": Text("抽中序号", "selected"),
        "ALTERNATES": Text("候补序号", "stand-ins"),
        "SEATS": Text("席位数等于抽中人数", "as many seats as were drawn"),
        "CALLED": Text("候补按次序递补", "stand-ins called in their order"),
    }
)
"""What is compared, in the order in which it is told."""

Pair = tuple[object, object]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing, as it is recorded and as it comes out again.

    Attributes:
        code: A code of `NAMES`.
        recorded: What the ledger holds.
        computed: What it should hold.
    """

    code: str
    recorded: str
    computed: str

    @property
    def equal(self) -> bool:
        """Whether nothing differs."""
        return self.recorded == self.computed


@dataclass(frozen=True, slots=True)
class Redraw:
    """A draw that was done again.

    Attributes:
        draw: The act that recorded it.
        seed: The seed, from what is on record.
        comparisons: Everything that was compared.
    """

    draw: Act
    seed: bytes
    comparisons: tuple[Comparison, ...]

    @property
    def equal(self) -> bool:
        """Whether everything is as it was recorded."""
        return all(one.equal for one in self.comparisons)


def redraw(log: str, of_session: Sequence[Act], of_committee: Sequence[Act]) -> Redraw:
    """Do the draw of a session again.

    Args:
        log: Origin of the ledger.
        of_session: The acts of the session, in order.
        of_committee: The acts of its committee, in order.

    Raises:
        ValueError: No draw is recorded, or none by a plan.
    """
    draw = next((a for a in of_session if isinstance(a.body, e.ExpertsDrawn)), None)
    if draw is None:
        raise ValueError("draw: expected one on record, got none")
    before = _session([act for act in of_session if act.seq < draw.seq], draw.id)
    if before.plan is None:
        raise ValueError("draw: expected a plan on record, got none")
    frozen = _committee(
        [act for act in of_committee if act.position < draw.position],
        before.committee,
    )
    seed = _seed(log, draw)
    pairs = {
        **_agreed_beforehand(before.plan, of_session, draw),
        **_of_the_list(before, before.plan, frozen, draw),
        **_of_the_ranks(seed, before.plan, draw),
        **_of_the_panel(of_session, draw),
    }
    return Redraw(
        draw=draw,
        seed=seed,
        comparisons=tuple(
            Comparison(code, *map(str, pairs[code])) for code in NAMES if code in pairs
        ),
    )


def committee_of_draw(of_session: Sequence[Act]) -> str:
    """Return the committee whose experts a session draws."""
    return _session(of_session, "").committee


def _seed(log: str, draw: Act) -> bytes:
    body: e.ExpertsDrawn = draw.body
    return drawing.seed(
        log=log,
        session=draw.id,
        pool=body.pool.sha256,
        secret=body.secret,
        public_value=body.public_value,
    )


def _agreed_beforehand(
    plan: Plan, of_session: Sequence[Act], draw: Act
) -> dict[str, Pair]:
    body: e.ExpertsDrawn = draw.body
    filed = [
        act.received_at
        for act in of_session
        if isinstance(act.body, e.ReviewPlanSubmitted) and act.seq < draw.seq
        if act.body.seed_commitment == plan.seed_commitment
        and act.body.seed.at == plan.seed_at
    ]
    commitment = drawing.secret_commitment(body.secret)
    return {
        "PLAN": (min(filed) < plan.seed_at, True),
        "COMMITMENT": (plan.seed_commitment.hex(), commitment.hex()),
        "FORM": (drawing.has_form(body.public_value, plan.seed_form), True),
        "TIME": (min(draw.at, draw.received_at) >= plan.seed_at, True),
    }


def _of_the_list(
    before: SessionState, plan: Plan, frozen: CommitteeState, draw: Act
) -> dict[str, Pair]:
    body: e.ExpertsDrawn = draw.body
    used = (before.year, body.pool.count, body.pool.sha256.hex())
    sealed = (frozen.frozen_year, frozen.frozen_count, frozen.frozen_list.hex())
    return {
        "POOL": (used, sealed),
        "POOL_TIME": (frozen.frozen_at < plan.seed_at, True),
        "EXCLUDED": (body.excluded, before.excluded),
    }


def _of_the_ranks(seed: bytes, plan: Plan, draw: Act) -> dict[str, Pair]:
    body: e.ExpertsDrawn = draw.body
    try:
        members, stand_ins = drawing.draw(
            seed,
            count=body.pool.count,
            excluded=body.excluded,
            members=plan.members,
            stand_ins=plan.stand_ins,
        )
    except ValueError as error:
        return {"SELECTED": (body.selected, error), "ALTERNATES": (body.alternates, ())}
    return {
        "SELECTED": (body.selected, members),
        "ALTERNATES": (body.alternates, stand_ins),
    }


def _of_the_panel(of_session: Sequence[Act], draw: Act) -> dict[str, Pair]:
    """Compare seats and stand-ins, which come after the draw, if they have come."""
    body: e.ExpertsDrawn = draw.body
    later = [act.body for act in of_session if act.seq > draw.seq]
    seats = [one.keys for one in later if isinstance(one, e.PanelSeated)]
    called = tuple(one.called for one in later if isinstance(one, e.StandInCalled))
    found: dict[str, Pair] = {}
    if seats:
        found["SEATS"] = ([len(set(keys)) for keys in seats], [len(body.selected)])
    if called:
        found["CALLED"] = (called, body.alternates[: len(called)])
    return found


def _session(acts: Sequence[Act], aggregate_id: str) -> SessionState:
    state = session.initial(aggregate_id)
    for act in acts:
        state = session.evolve(state, act)
    return state


def _committee(acts: Sequence[Act], aggregate_id: str) -> CommitteeState:
    state = committee.initial(aggregate_id)
    for act in acts:
        state = committee.evolve(state, act)
    return state
