"""Notice and plan: who may announce, what the plan must hold, who consents."""

from collections.abc import Iterator

from aggregates.application.rules.route import unfiled
from aggregates.decider import Context
from aggregates.lookup import committee_of
from aggregates.rulebook import Reason, listed, reason, rule
from aggregates.session import events as e
from aggregates.session import meeting
from aggregates.session.plans import Plan
from aggregates.text import is_blank

DRAW = ("XN6B-4.3c", "LZ-5.2a", "LEDGER-DRAW")
HASH_SIZE = 32
SENIOR = frozenset({"ASSOCIATE_SENIOR", "FULL_SENIOR"})


@rule("XN12-7.1c", on=(e.ReviewNoticePublished,))
def committee_is_filed(context: Context) -> Iterator[Reason]:
    """核准备案完成前不得擅自开展职称评审工作."""
    committee = committee_of(context.states, context.body.committee)
    today = context.act.day
    if not committee.active_on(today):
        yield reason(
            expected=(f"{today} 核准备案有效", f"a filing that holds on {today}"),
            found=(
                f"有效期至 {committee.valid_to}" if committee.valid_to else "未备案",
                f"valid to {committee.valid_to}" if committee.valid_to else "none",
            ),
            remedy=("先完成核准备案（附件3）", "file the committee first (附件3)"),
        )


@rule("XN12-4a", on=(e.NoticeAmended,))
def amended_windows_are_exact(context: Context) -> Iterator[Reason]:
    """明确网上申报和审核具体时间：调整后的时间先后有序."""
    body: e.NoticeAmended = context.body
    opens = context.state.declare_from or body.declare_until
    if not opens <= body.declare_until <= body.audit_until:
        yield reason(
            expected=("申报起止、审核截止先后有序", "ordered windows"),
            found=(f"{opens} / {body.declare_until} / {body.audit_until}",) * 2,
            remedy=("写明各项时间", "give the windows"),
        )


@rule("XN6B-2d", "LEDGER-COMPETENCE", on=(e.ReviewNoticePublished,))
def announced_by_its_office(context: Context) -> Iterator[Reason]:
    """各评委会及其组建单位负责授权的评审工作：由该评委会办公室发布."""
    committee = committee_of(context.states, context.body.committee)
    for signer in context.act.by:
        if committee.office and signer.org != committee.office:
            yield reason(
                expected=(committee.office,) * 2,
                found=(signer.org,) * 2,
                remedy=("由承办机构发布", "the committee's office publishes it"),
            )


@rule("XN12-8.2a", "LZ-5.1b", "LEDGER-COMPETENCE", on=(e.ReviewNoticePublished,))
def announced_as_it_was_filed(context: Context) -> Iterator[Reason]:
    """不得擅自扩大评审范围，不得自行设定资格名称：系列、级别以核准备案为准."""
    body: e.ReviewNoticePublished = context.body
    committee = committee_of(context.states, body.committee)
    wider = [x for x in body.series if x not in committee.series]
    wider += [x for x in body.levels if x not in committee.levels]
    if wider:
        yield reason(
            expected=(
                "、".join([*committee.series, *committee.levels]),
                ", ".join([*committee.series, *committee.levels]),
            ),
            found=listed(wider),
            remedy=("按核准备案的系列、级别评审", "review what the filing names"),
        )


@rule("XN12-4a", on=(e.ReviewNoticePublished,))
def windows_are_exact(context: Context) -> Iterator[Reason]:
    """明确网上申报和审核具体时间，公开发布."""
    body: e.ReviewNoticePublished = context.body
    in_order = body.declare_from <= body.declare_until <= body.audit_until
    if not in_order or is_blank(body.address):
        yield reason(
            expected=("申报起止、审核截止先后有序，并有发布地址", "ordered windows"),
            found=(f"{body.declare_from} / {body.declare_until} / {body.audit_until}",)
            * 2,
            remedy=("写明各项时间和发布地址", "give the windows and the address"),
        )


@rule("XN12-8.2a", on=(e.AcceptanceClosed,))
def acceptance_lasts_as_announced(context: Context) -> Iterator[Reason]:
    """不得擅自调整受理申报时间：不得提前截止受理."""
    until = context.state.audit_until
    if until is not None and context.act.day < until:
        yield reason(
            expected=(f"{until} 当日或以后", f"on {until} or later"),
            found=(f"{context.act.day}",) * 2,
            remedy=(
                "按通知时间截止；调整须经人社（职改）部门同意",
                "close it on the announced day, or have the notice amended",
            ),
        )


@rule("XN12-4c", on=(e.ReviewNoticePublished, meeting.Opened, meeting.Concluded))
def not_across_years(context: Context) -> Iterator[Reason]:
    """不得跨年度评审."""
    body = context.body
    year = (
        body.year if isinstance(body, e.ReviewNoticePublished) else context.state.year
    )
    today = context.act.day
    if context.policy.cross_year == "forbidden" and today.year != year:
        yield reason(
            expected=(f"{year} 年内", f"within {year}"),
            found=(f"{today}",) * 2,
            remedy=("在评审年度内进行", "review within the review year"),
        )
    if year != context.policy.review_year:
        yield reason(
            expected=(
                f"{context.policy.review_year} 年度政策",
                f"the policy of {context.policy.review_year}",
            ),
            found=(f"{year}",) * 2,
            remedy=("发布该年度政策后办理", "publish the policy of that year first"),
        )


@rule("XN12-5.3b", "YC12-4.6d", on=(e.ReviewPlanSubmitted,))
def plan_has_all_parts(context: Context) -> Iterator[Reason]:
    """方案须有本市规定的各项内容：咸宁六项（5.3b），运城四项（4.6d）."""
    given = {part.code for part in context.body.parts if not is_blank(part.text)}
    wanted = context.policy.plan_parts or ()
    missing = [part for part in wanted if part.code not in given]
    if missing:
        yield reason(
            expected=(
                "、".join(part.zh for part in wanted),
                ", ".join(part.en for part in wanted),
            ),
            found=(
                "缺：" + "、".join(part.zh for part in missing),
                "missing: " + ", ".join(part.en for part in missing),
            ),
            remedy=("补齐方案内容", "complete the plan"),
        )


@rule(*DRAW, on=(e.ReviewPlanSubmitted,))
def draw_is_described(context: Context) -> Iterator[Reason]:
    """按规定抽取评委会专家：方案写明公开来源、公布时刻、备用来源、公开值格式和承诺."""
    body: e.ReviewPlanSubmitted = context.body
    said = (body.seed.source, body.seed.fallback, body.seed.form)
    if any(map(is_blank, said)) or len(body.seed_commitment) != HASH_SIZE:
        yield reason(
            expected=(
                "公开来源、备用来源、公开值格式和32字节承诺",
                "source, fallback, form of the value, commitment",
            ),
            found=("不全", "incomplete"),
            remedy=("按抽取规程填写", "say how the draw is seeded"),
        )


@rule(*DRAW, on=(e.ReviewPlanSubmitted,))
def draw_is_seeded_ahead(context: Context) -> Iterator[Reason]:
    """公开值在报备之后才公布；公布以后不得为重新抽取而改换种子."""
    body: e.ReviewPlanSubmitted = context.body
    before: Plan | None = context.state.plan
    now = context.act.received_at
    open_yet = context.policy.plan_consent_required and before and not before.settled
    if before is not None and not open_yet and before.seed_at <= now:
        if _draw_of(body) != before.draw:
            yield _seed("与已同意方案相同的种子和人数", "the same seed and numbers")
    elif body.seed.at <= now:
        yield _seed("公布时刻在报备之后", "an instant after the filing")


@rule(*DRAW, on=(e.ReviewPlanConsented,))
def consented_before_the_value(context: Context) -> Iterator[Reason]:
    """公布以后不得再同意：否则可先看结果，再决定是否报请同意."""
    plan: Plan | None = context.state.plan
    known = plan is not None and plan.seed_at <= context.act.received_at
    if plan is not None and known and not plan.settled:
        yield reason(
            expected=("公开值公布之前同意", "consent before the public value"),
            found=("公开值已经公布", "the public value is out"),
            remedy=("退回方案，另定公开值", "return it, and choose another value"),
        )


def _draw_of(body: e.ReviewPlanSubmitted) -> tuple[object, ...]:
    seed = body.seed
    sources = (seed.source, seed.fallback)
    values = (seed.at, body.seed_commitment, seed.form, sources)
    return (body.members, body.stand_ins, *values)


def _seed(zh: str, en: str) -> Reason:
    return reason(
        expected=(zh, en),
        found=("公开值已经公布", "the public value is out"),
        remedy=(
            "保留原种子；确须更换的，由职改部门先退回方案",
            "keep the seed, or have the authority return the plan first",
        ),
    )


@rule("XN6A-8", on=(e.ReviewPlanSubmitted,))
def an_odd_number_of_members(context: Context) -> Iterator[Reason]:
    """按评审程序组成评委会：评委人数为单数."""
    members = context.body.members
    if members % 2 == 0 and context.policy.committee_members_odd:
        yield reason(
            expected=("评委人数为单数", "an odd number of members"),
            found=(f"{members}",) * 2,
            remedy=("调整评委人数", "change the number"),
        )


@rule("XN6A-8", on=(e.ReviewPlanSubmitted,))
def enough_members_for_the_senior_levels(context: Context) -> Iterator[Reason]:
    """按评审程序组成评委会：评审高级职称的，按系列、按专业组建的各有最低人数."""
    committee = committee_of(context.states, context.state.committee)
    policy = context.policy
    least = (
        policy.committee_senior_profession_min
        if committee.professions
        else policy.committee_senior_series_min
    )
    senior = not SENIOR.isdisjoint(context.state.levels)
    if senior and least is not None and context.body.members < least:
        yield reason(
            expected=(f"高级评委会不少于 {least} 人", f"{least} members or more"),
            found=(f"{context.body.members} 人", f"{context.body.members}"),
            remedy=("增加评委人数", "draw more members"),
        )


@rule("LEDGER-STATE", on=(e.ReviewPlanConsented, e.ReviewPlanReturned))
def there_is_a_plan(context: Context) -> Iterator[Reason]:
    """A plan is consented to once; until the draw it may still be returned."""
    plan: Plan | None = context.state.plan
    consenting = isinstance(context.body, e.ReviewPlanConsented)
    if plan is None or (plan.consented and consenting):
        yield reason(
            expected=("已报备、待同意的方案", "a plan that waits for consent"),
            found=(
                "没有" if plan is None else "已同意",
                "none" if plan is None else "done",
            ),
            remedy=("先报备方案", "submit the plan first"),
        )


@rule(
    "XN12-7.1c",
    on=(e.ReviewPlanSubmitted, e.ExpertsDrawn, meeting.Opened, meeting.BallotTallied),
)
def filing_still_holds(context: Context) -> Iterator[Reason]:
    """报备、抽取、开会、表决之日核准备案均须有效."""
    yield from unfiled(context, context.state.id)
