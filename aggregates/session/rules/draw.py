"""The draw of experts and the seating of the panel (XN6B-4.3c, LZ-5.2)."""

from collections.abc import Iterator

from aggregates.decider import Context
from aggregates.lookup import committee_of
from aggregates.rulebook import Reason, reason, rule
from aggregates.session import drawing
from aggregates.session import events as e
from aggregates.session.state import SessionState

DRAW = ("XN6B-4.3c", "LZ-5.2a")


@rule("XN6B-4.3d", "YC12-4.6e", on=(e.ExpertsDrawn, e.Opened))
def plan_is_consented(context: Context) -> Iterator[Reason]:
    """方案按规定报相关部门备案同意后组织实施."""
    plan = context.state.plan
    if plan is None or not plan.consented:
        yield reason(
            expected=("评审工作方案已备案同意", "a plan that was consented to"),
            found=(
                "没有方案" if plan is None else "方案未经同意",
                "no plan" if plan is None else "no consent",
            ),
            remedy=("报职改部门备案同意后实施", "get the authority's consent first"),
        )


@rule(*DRAW, on=(e.ExpertsDrawn,))
def drawn_from_the_frozen_pool(context: Context) -> Iterator[Reason]:
    """抽取须以事先封存的专家库名单为准."""
    session: SessionState = context.state
    committee = committee_of(context.states, session.committee)
    pool = context.body.pool
    frozen = (committee.frozen_list, committee.frozen_count)
    if committee.frozen_year != session.year or frozen != (pool.sha256, pool.count):
        yield reason(
            expected=(f"{session.year} 年度封存的名单", f"the list of {session.year}"),
            found=("与封存名单不同", "another list"),
            remedy=("先封存本年度专家库名单，再抽取", "freeze the pool first"),
        )


@rule(*DRAW, on=(e.ExpertsDrawn,))
def drawn_after_the_public_value(context: Context) -> Iterator[Reason]:
    """公开种子公布之前不得抽取；种子承诺须相符."""
    session: SessionState = context.state
    if session.plan is None:
        return
    if context.act.received_at < session.plan.seed_at:
        yield reason(
            expected=("公开值公布时刻之后", "after the public value is published"),
            found=("公布之前", "before it"),
            remedy=("待方案写明的公开值公布后抽取", "wait for the public value"),
        )
    committed = drawing.secret_commitment(context.body.secret)
    if committed != session.plan.seed_commitment:
        yield reason(
            expected=("与方案中承诺相符的种子", "the secret committed to in the plan"),
            found=("另一种子", "another secret"),
            remedy=("使用方案承诺的种子", "use the secret of the plan"),
        )


@rule(*DRAW, on=(e.ExpertsDrawn,))
def drawn_as_the_seed_says(context: Context) -> Iterator[Reason]:
    """任何单位不得以任何形式指定评审专家：结果须与重算一致."""
    session: SessionState = context.state
    body: e.ExpertsDrawn = context.body
    if session.plan is None:
        return
    try:
        expected = redraw(context.directory.origin, session, body)
    except ValueError as error:
        yield reason(
            expected=("名单人数足够", "a list that is long enough"),
            found=(str(error), str(error)),
            remedy=("补充专家库后重新封存", "enlarge the pool and freeze it again"),
        )
        return
    if expected != (body.selected, body.alternates):
        yield reason(
            expected=(f"{expected[0]}，候补 {expected[1]}", f"{expected}"),
            found=(
                f"{body.selected}，候补 {body.alternates}",
                f"{(body.selected, body.alternates)}",
            ),
            remedy=("按种子抽取，不得指定", "take what the seed draws"),
        )


def redraw(
    log: str, session: SessionState, body: e.ExpertsDrawn
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Do the draw again from what is on record.

    Raises:
        ValueError: There is no plan, or the list is too short.
    """
    if session.plan is None:
        raise ValueError("draw: expected a plan, got none")
    value = drawing.seed(
        log=log,
        session=session.id,
        pool=body.pool.sha256,
        secret=body.secret,
        public_value=body.public_value,
    )
    return drawing.draw(
        value,
        count=body.pool.count,
        excluded=body.excluded,
        members=session.plan.members,
        stand_ins=session.plan.stand_ins,
    )


@rule(*DRAW, on=(e.ExpertsDrawn, e.PanelSeated, e.StandInCalled))
def watched_by_somebody_else(context: Context) -> Iterator[Reason]:
    """抽取过程接受监督员全程监督：监督员与组建单位经办人不是同一人."""
    officers = set(context.subjects("UNIT_OFFICER"))
    if officers & set(context.subjects("DRAW_SUPERVISOR")):
        yield reason(
            expected=("经办人与监督员为两人", "two different persons"),
            found=("同一人", "the same person"),
            remedy=("由另一人监督", "let somebody else supervise"),
        )


@rule(*DRAW, on=(e.PanelSeated,))
def as_many_seats_as_drawn(context: Context) -> Iterator[Reason]:
    """席位数等于抽中人数，且只能就位一次；不得增补、指定."""
    session: SessionState = context.state
    keys = context.body.keys
    if session.seated:
        yield reason(
            expected=("就位一次", "seated once"),
            found=("已就位", "seated already"),
            remedy=("缺席按候补递补", "call a stand-in for who is absent"),
        )
    if len(set(keys)) != len(session.selected) or context.body.seats.count != len(keys):
        yield reason(
            expected=(f"{len(session.selected)} 席",) * 2,
            found=(f"{len(set(keys))} 席",) * 2,
            remedy=("只登记抽中的专家", "seat those who were drawn, and no others"),
        )
    for key in keys:
        yield from _session_key(context, key)


@rule(*DRAW, on=(e.StandInCalled,))
def stand_ins_in_their_order(context: Context) -> Iterator[Reason]:
    """候补按抽取次序递补."""
    session: SessionState = context.state
    body: e.StandInCalled = context.body
    if body.absent not in session.seated:
        yield reason(
            expected=("已就位的专家", "a seated expert"),
            found=("不在席位中", "none of the panel"),
            remedy=("核对缺席者的会议密钥", "check the key of who is absent"),
        )
    if not session.alternates or body.called != session.alternates[0]:
        first = session.alternates[0] if session.alternates else None
        yield reason(
            expected=(f"下一候补序号 {first}", f"the next stand-in, {first}"),
            found=(f"{body.called}",) * 2,
            remedy=("按次序递补", "call them in order"),
        )
    yield from _session_key(context, body.key)


def _session_key(context: Context, key_id: bytes) -> Iterator[Reason]:
    key = context.directory.keys.get(key_id)
    if key is None or key.use != "session":
        yield reason(
            expected=("已登记的会议密钥", "an enrolled session key"),
            found=(key_id.hex()[:12],) * 2,
            remedy=("先登记会议密钥", "enrol the session key first"),
        )
