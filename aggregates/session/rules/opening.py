"""What must be on file before the opening, and in which year it may be."""

from collections.abc import Iterator

from aggregates.committee.state import CommitteeState
from aggregates.competence import lies_in
from aggregates.decider import Context
from aggregates.lookup import committee_of, organisation_of
from aggregates.policy.catalogue import load_catalogue
from aggregates.rulebook import Reason, reason, rule
from aggregates.session import events as e
from aggregates.session import meeting, papers
from aggregates.session.plans import OpeningForm
from aggregates.session.state import SessionState

FORM = "OPENING_FORM"
ACROSS_YEARS = "YC12-4.6c"


def _committee(context: Context) -> CommitteeState:
    return committee_of(context.states, context.state.committee)


@rule("LZ-5.1d", "LZ-6.2a", on=(meeting.Opened,))
def opening_form_is_uploaded(context: Context) -> Iterator[Reason]:
    """开评前上传开展评审工作备案表；自主评审的，连同工作方案、评审标准条件备案."""
    form: OpeningForm | None = context.state.opening_form
    names = {one.code: one for one in context.policy.opening_documents or ()}
    filed = form.documents if form else ()
    missing = [code for code in names if code not in filed]
    if FORM in missing:
        yield _not_on_file(names[FORM].zh, names[FORM].en).under("LZ-5.1d")
    elif form is not None and form.opening_on != context.act.day:
        yield reason(
            expected=(f"备案表载明的 {form.opening_on}", f"{form.opening_on}"),
            found=(f"{context.act.day}",) * 2,
            remedy=("按备案日期开评，或重新上传", "keep the day, or upload it again"),
        ).under("LZ-5.1d")
    if missing and _committee(context).self_review != "NONE":
        zh = "、".join(names[code].zh for code in missing)
        yield _not_on_file(zh, ", ".join(missing)).under("LZ-6.2a")


def _not_on_file(zh: str, en: str) -> Reason:
    return reason(
        expected=(f"{zh}已备案", f"{en} on file"),
        found=("没有", "none"),
        remedy=("备案后开评", "file it before the opening"),
    )


@rule("XN12-6.4a", on=(e.ReviewPlanSubmitted,))
def health_department_first(context: Context) -> Iterator[Reason]:
    """自主评审医疗机构的方案，经属地卫生健康部门审核后备案."""
    session: SessionState = context.state
    hospital = _committee(context).self_review == "HOSPITAL"
    approved = context.body.document.sha256 in session.health_approved
    if hospital and context.policy.health_review_first and not approved:
        yield reason(
            expected=("卫生健康部门审核通过的本方案", "this plan, approved by it"),
            found=("未经审核通过", "not approved"),
            remedy=("先报属地卫生健康部门审核", "let the health department review it"),
        )


@rule("XN12-6.4a", "LEDGER-COMPETENCE", on=(papers.HealthDepartmentReviewed,))
def health_department_of_the_place(context: Context) -> Iterator[Reason]:
    """经属地卫生健康部门审核."""
    place = _committee(context).territory
    for signer in context.act.by:
        own = organisation_of(context.states, signer.org).territory
        if signer.role == "HEALTH_DEPARTMENT" and not lies_in(place, own):
            yield reason(
                expected=(
                    f"{place} 的卫生健康部门",
                    f"the health department of {place}",
                ),
                found=(f"{signer.org}（{own}）", f"{signer.org} ({own})"),
                remedy=("由属地卫生健康部门审核", "let that of the place review it"),
            )


@rule("XN12-4d", on=(e.ReviewPlanSubmitted,))
def self_review_inside_the_window(context: Context) -> Iterator[Reason]:
    """自主评审单位在通知规定时间内自主确定评审时间."""
    done = context.policy.review_done_due
    opening = context.body.opening_on
    own = _committee(context).self_review != "NONE"
    if own and done is not None and opening > done.lenient:
        yield reason(
            expected=(f"{done.lenient} 及以前", f"by {done.lenient}"),
            found=(f"{opening}",) * 2,
            remedy=("在通知规定时间内安排", "choose a day inside the window"),
        )


@rule("XN12-4d", on=(meeting.Opened,))
def self_review_by_a_filed_plan(context: Context) -> Iterator[Reason]:
    """自主评审单位向备案部门报送评审方案后开评."""
    if _committee(context).self_review != "NONE" and context.state.plan is None:
        yield _not_on_file("评审方案", "the plan")


@rule(ACROSS_YEARS, on=(meeting.Opened, meeting.Concluded))
def as_a_rule_not_across_years(context: Context) -> Iterator[Reason]:
    """评审工作一般不得跨年度；确需跨年度的，须经同意."""
    session: SessionState = context.state
    today = context.act.day
    excepted = ACROSS_YEARS in session.exceptions
    as_a_rule = context.policy.cross_year == "exceptional"
    if as_a_rule and not excepted and today.year != session.year:
        yield reason(
            expected=(f"{session.year} 年内，或经同意的例外", f"in {session.year}"),
            found=(f"{today}",) * 2,
            remedy=("报职改部门同意例外", "have the authority grant an exception"),
        )


@rule("LEDGER-REFS", on=(papers.ExceptionGranted,))
def gives_way_to_a_soft_rule(context: Context) -> Iterator[Reason]:
    """An exception is one from a rule that says 一般 or 原则上."""
    body: papers.ExceptionGranted = context.body
    known = load_catalogue().get(body.rule)
    if known is None or "H-soft" not in known.classes:
        yield reason(
            expected=("原则性规则", "a rule that says 一般 or 原则上"),
            found=(body.rule or "空", body.rule or "nothing"),
            remedy=("写明允许例外的规则编号", "name the rule that allows it"),
        )
