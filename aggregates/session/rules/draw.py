"""The draw of experts and the seating of the panel (XN6B-4.3c, LZ-5.2)."""

from collections.abc import Iterator

from aggregates.decider import Context
from aggregates.lookup import committee_of
from aggregates.rulebook import Reason, reason, rule
from aggregates.session import drawing, meeting
from aggregates.session import events as e
from aggregates.session.plans import Plan
from aggregates.session.rules.planning import DRAW
from aggregates.session.state import SessionState


@rule("XN12-5.3a", "XN6B-4.3d", "YC12-4.6e", on=(e.ExpertsDrawn, meeting.Opened))
def plan_is_consented(context: Context) -> Iterator[Reason]:
    """方案按规定报相关部门备案（XN12-5.3a）同意后（XN6B-4.3d）组织实施."""
    plan = context.state.plan
    needed = context.policy.plan_consent_required
    if plan is None or (needed and not plan.consented):
        yield reason(
            expected=("评审工作方案已备案同意", "a plan that was consented to"),
            found=(
                "没有方案" if plan is None else "方案未经同意",
                "no plan" if plan is None else "no consent",
            ),
            remedy=("报职改部门备案同意后实施", "get the authority's consent first"),
        ).under("XN12-5.3a" if plan is None else "XN6B-4.3d")


@rule("LZ-5.2a", on=(e.ExpertsDrawn,))
def drawn_by_a_plan(context: Context) -> Iterator[Reason]:
    """禁止以任何形式指定评审专家：抽取办法、种子来源须先有方案写明.

    Elsewhere a plan is asked for by name (`plan_is_consented`).
    """
    if context.state.plan is None:
        yield reason(
            expected=("写明抽取种子的方案", "a plan that says how the draw is seeded"),
            found=("没有方案", "no plan"),
            remedy=("先报备方案", "submit the plan first"),
        )


@rule(*DRAW, on=(e.ExpertsDrawn, e.DrawExclusionsStated))
def from_the_frozen_pool(context: Context) -> Iterator[Reason]:
    """抽取、剔除均以公开值公布之前封存的专家库名单为准."""
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
    elif session.plan is not None and committee.frozen_at >= session.plan.seed_at:
        yield reason(
            expected=("公开值公布之前封存", "a list frozen before the public value"),
            found=("公布之后封存", "frozen after it"),
            remedy=(
                "名单须先于公开值封存；由职改部门退回方案后另定公开值",
                "choose another public value, after the authority returned the plan",
            ),
        )


@rule(*DRAW, on=(e.ExpertsDrawn,))
def drawn_after_the_public_value(context: Context) -> Iterator[Reason]:
    """公开种子公布之前不得抽取，也不得称在此之前抽取."""
    plan = context.state.plan
    if plan is not None and _earliest(context) < plan.seed_at:
        yield reason(
            expected=("公开值公布时刻之后", "after the public value is published"),
            found=("公布之前", "before it"),
            remedy=("待方案写明的公开值公布后抽取", "wait for the public value"),
        )


def _earliest(context: Context) -> int:
    return min(context.act.at, context.act.received_at)


@rule(*DRAW, on=(e.ExpertsDrawn,))
def seeded_as_the_plan_says(context: Context) -> Iterator[Reason]:
    """种子与方案承诺相符，公开值与方案写明的格式一致."""
    plan: Plan | None = context.state.plan
    body: e.ExpertsDrawn = context.body
    if plan is None:
        return
    if drawing.secret_commitment(body.secret) != plan.seed_commitment:
        yield reason(
            expected=("与方案中承诺相符的种子", "the secret committed to in the plan"),
            found=("另一种子", "another secret"),
            remedy=("使用方案承诺的种子", "use the secret of the plan"),
        )
    if not drawing.has_form(body.public_value, plan.seed_form):
        yield reason(
            expected=(plan.seed_form, plan.seed_form),
            found=(body.public_value or "空", body.public_value or "nothing"),
            remedy=("按方案格式填写公布的数字", "write the value as the plan says"),
        )


@rule(*DRAW, on=(e.DrawExclusionsStated,))
def stated_before_the_public_value(context: Context) -> Iterator[Reason]:
    """剔除须在公开值公布之前说明，逐人有因，序号在名单之内."""
    body: e.DrawExclusionsStated = context.body
    plan: Plan | None = context.state.plan
    if plan is not None and context.act.received_at >= plan.seed_at:
        yield reason(
            expected=("公开值公布之前", "before the public value"),
            found=("公布之后", "after it"),
            remedy=("公布之后不得剔除", "nobody is left out any more"),
        )
    known = range(body.pool.count)
    in_order = list(body.excluded) == sorted(set(body.excluded))
    listed = all(index in known for index in body.excluded)
    if not in_order or not listed or len(body.reasons) != len(body.excluded):
        yield reason(
            expected=(
                "按序、在名单之内、逐人有因",
                "in order, listed, each with a reason",
            ),
            found=(
                f"{body.excluded}，原因 {len(body.reasons)} 条",
                f"{body.excluded}, reasons: {len(body.reasons)}",
            ),
            remedy=("逐人写明序号和原因", "give every index with its reason"),
        )


@rule(*DRAW, on=(e.ExpertsDrawn,))
def leaves_out_whom_was_stated(context: Context) -> Iterator[Reason]:
    """不得在抽取时临时剔除：剔除的即为事先说明的."""
    stated = context.state.excluded
    if context.body.excluded != stated:
        yield reason(
            expected=(f"{stated}",) * 2,
            found=(f"{context.body.excluded}",) * 2,
            remedy=("只剔除事先说明的人员", "leave out those who were stated"),
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


@rule(
    *DRAW,
    on=(e.DrawExclusionsStated, e.ExpertsDrawn, e.PanelSeated, e.StandInCalled),
)
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
            expected=(f"{len(session.selected)} 席", f"seats: {len(session.selected)}"),
            found=(f"{len(set(keys))} 席", f"seats: {len(set(keys))}"),
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
    if body.key in session.seated:
        yield reason(
            expected=("尚未就位的会议密钥", "a key that is not seated"),
            found=("已就位", "seated already"),
            remedy=("为递补者登记会议密钥", "enrol a key for the stand-in"),
        )
    yield from _session_key(context, body.key)


def _session_key(context: Context, key_id: bytes) -> Iterator[Reason]:
    key = context.directory.keys.get(key_id)
    scopes = {grant.scope for grant in context.directory.grants_of(key_id)}
    if key is None or key.use != "session" or scopes != {context.act.id}:
        yield reason(
            expected=("为本次评审登记的会议密钥", "a key made for this session"),
            found=(key_id.hex()[:12],) * 2,
            remedy=(
                "先登记会议密钥并就本次评审授权",
                "enrol a session key and grant it for this session",
            ),
        )
