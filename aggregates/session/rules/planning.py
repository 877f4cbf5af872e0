"""Notice and plan: who may announce, what the plan must hold, who consents."""

from collections.abc import Iterator

from aggregates.application.rules.route import unfiled
from aggregates.decider import Context
from aggregates.lookup import committee_of, organisation_of
from aggregates.rulebook import Reason, reason, rule
from aggregates.session import events as e
from aggregates.session.state import SessionState


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


@rule("XN6B-2d", "XN12-8.2a", on=(e.ReviewNoticePublished,))
def announced_by_its_office(context: Context) -> Iterator[Reason]:
    """各评委会及其组建单位负责授权的评审工作：由该评委会办公室发布，范围不超出备案."""
    body: e.ReviewNoticePublished = context.body
    committee = committee_of(context.states, body.committee)
    for signer in context.act.by:
        if committee.office and signer.org != committee.office:
            yield reason(
                expected=(committee.office,) * 2,
                found=(signer.org,) * 2,
                remedy=("由承办机构发布", "the committee's office publishes it"),
            )
    wider = [x for x in body.series if x not in committee.series]
    wider += [x for x in body.levels if x not in committee.levels]
    if wider:
        yield reason(
            expected=(
                "、".join([*committee.series, *committee.levels]),
                ", ".join([*committee.series, *committee.levels]),
            ),
            found=("、".join(wider), ", ".join(wider)),
            remedy=("不得擅自扩大评审范围", "do not widen the scope"),
        )


@rule("XN12-4a", on=(e.ReviewNoticePublished,))
def windows_are_exact(context: Context) -> Iterator[Reason]:
    """明确网上申报和审核具体时间，公开发布."""
    body: e.ReviewNoticePublished = context.body
    in_order = body.declare_from <= body.declare_until <= body.audit_until
    if not in_order or not body.address:
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


@rule("XN12-4c", on=(e.ReviewNoticePublished, e.Opened))
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
            expected=(f"{context.policy.review_year} 年度政策",) * 2,
            found=(f"{year}",) * 2,
            remedy=("发布该年度政策后办理", "publish the policy of that year first"),
        )


@rule("XN12-5.3b", on=(e.ReviewPlanSubmitted,))
def plan_has_all_parts(context: Context) -> Iterator[Reason]:
    """方案包括资格审查、公示、年度评委会组成、会议议程、量化评分标准、通过率设定."""
    given = {part.code for part in context.body.parts if part.text}
    wanted = {part.code: part.zh for part in context.policy.plan_parts or ()}
    missing = [code for code in wanted if code not in given]
    if missing:
        yield reason(
            expected=("、".join(wanted.values()), ", ".join(wanted)),
            found=(
                "缺：" + "、".join(wanted[code] for code in missing),
                "missing: " + ", ".join(missing),
            ),
            remedy=("补齐方案内容", "complete the plan"),
        )


@rule("XN6B-4.3c", on=(e.ReviewPlanSubmitted,))
def draw_is_seeded_ahead(context: Context) -> Iterator[Reason]:
    """按规定抽取评委会专家：方案写明公开种子来源、公布时刻、备用来源和承诺."""
    body: e.ReviewPlanSubmitted = context.body
    incomplete = not body.seed.source or not body.seed.fallback
    if incomplete or len(body.seed_commitment) != 32:  # noqa: PLR2004  # SHA-256
        yield reason(
            expected=("公开来源、备用来源和32字节承诺", "source, fallback, commitment"),
            found=("不全", "incomplete"),
            remedy=("按抽取规程填写", "fill in how the draw is seeded"),
        )
    if body.seed.at <= context.act.received_at:
        yield reason(
            expected=("公布时刻在报备之后", "an instant after the filing"),
            found=("公布时刻已过", "an instant that has passed"),
            remedy=("选定将来公布的公开值", "choose a value yet to be published"),
        )
    if body.members % 2 == 0 and context.policy.committee_members_odd:
        yield reason(
            expected=("评委人数为单数", "an odd number of members"),
            found=(f"{body.members}",) * 2,
            remedy=("调整评委人数", "change the number"),
        )


@rule("LEDGER-STATE", on=(e.ReviewPlanConsented, e.ReviewPlanReturned))
def there_is_a_plan(context: Context) -> Iterator[Reason]:
    """Only a plan that was submitted can be consented to or returned."""
    plan = context.state.plan
    if plan is None or plan.consented:
        yield reason(
            expected=("已报备、待同意的方案", "a plan that waits for consent"),
            found=(
                "没有" if plan is None else "已同意",
                "none" if plan is None else "done",
            ),
            remedy=("先报备方案", "submit the plan first"),
        )


@rule("XN6B-2a", "XN6B-2b", on=(e.ReviewPlanConsented, e.ReviewPlanReturned))
def consented_by_an_authority(context: Context) -> Iterator[Reason]:
    """方案报人社（职改）部门备案：由职改部门同意，组建单位不得自批."""
    session: SessionState = context.state
    committee = committee_of(context.states, session.committee)
    for signer in context.act.by:
        org = organisation_of(context.states, signer.org)
        own = signer.org in (committee.establishing_unit, committee.office)
        if org.kind != "AUTHORITY" or own:
            yield reason(
                expected=(
                    "人社（职改）部门，且非组建单位自身",
                    "an authority, not the unit",
                ),
                found=(f"{signer.org}（{org.kind or '未登记'}）", f"{signer.org}"),
                remedy=("由备案的职改部门办理", "the authority of the filing acts"),
            )


@rule("XN12-7.1c", on=(e.ReviewPlanSubmitted, e.ExpertsDrawn, e.Opened))
def filing_still_holds(context: Context) -> Iterator[Reason]:
    """受理、抽取、开会之日核准备案均须有效."""
    yield from unfiled(context, context.state.id)
