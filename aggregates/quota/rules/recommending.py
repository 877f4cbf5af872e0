"""A recommendation of a public institution rests on its form."""

from collections.abc import Iterator

from aggregates.application import recommending
from aggregates.application.standing import ApplicationState
from aggregates.decider import Context, States
from aggregates.lookup import organisation_of, quota_of, session_of
from aggregates.quota import events as e
from aggregates.quota.figures import recommended_share
from aggregates.quota.state import QuotaState
from aggregates.rulebook import Reason, reason, rule
from aggregates.words import word

RECORD_IT = (
    "先登记附件1，经主管部门和事业单位人事管理部门审核",
    "record 附件1 with both opinions first",
)


def form_behind(states: States, state: ApplicationState) -> QuotaState:
    """Return the form of the applicant's employer for the review year."""
    year = session_of(states, state.session).year
    forms = organisation_of(states, state.employer).quota_forms
    return quota_of(states, forms.get(year, ""))


def _declares_on_posts(context: Context) -> bool:
    return organisation_of(context.states, context.state.employer).declares_on_posts


def _needs_the_form(context: Context) -> bool:
    """Tell whether the recommendation needs 附件1, which has no junior column."""
    required = context.policy.quota.form_required
    return required and context.state.level in e.LEVELS and _declares_on_posts(context)


@rule(
    *("XN12-3.1.1c", "XN12-A1.8", "XN12-A1.9", "LEDGER-REFS"),
    on=(recommending.RecommendationIssued,),
)
def institutions_add_the_approved_form(context: Context) -> Iterator[Reason]:
    """实行岗位管理的事业单位推荐时同步提供附件1，两部门均已审核同意."""
    needed = _needs_the_form(context)
    if not needed and not context.body.quota:
        return
    form = form_behind(context.states, context.state)
    if not form.filled or context.body.quota != form.id:
        yield _not_the_form(context.body.quota, form).under("XN12-3.1.1c")
        return
    for unnamed in _not_named(form, context.state):
        yield unnamed.under("XN12-3.1.1c")
    if needed:
        yield from _not_approved(form)


def _not_the_form(named: str, form: QuotaState) -> Reason:
    wanted = f"附件1核定表 {form.id}" if form.filled else "本单位本年度的附件1核定表"
    return reason(
        expected=(wanted, wanted),
        found=(named or "没有提供", named or "none"),
        remedy=RECORD_IT,
    )


def _not_named(form: QuotaState, state: ApplicationState) -> Iterator[Reason]:
    entry = form.entry(state.id)
    if entry is None or entry.level != state.level:
        level = word(state.level)
        yield reason(
            expected=(f"附件1在{level.zh}列有此人", f"{level.en}: named on the form"),
            found=("未列名", "not named"),
            remedy=("调整附件1后重新审核", "amend the form, with both opinions"),
        )


def _not_approved(form: QuotaState) -> Iterator[Reason]:
    opinions = {
        "XN12-A1.8": (form.department_agreed, "主管部门", "the department"),
        "XN12-A1.9": (
            form.personnel_agreed,
            "事业单位人事管理部门",
            "the personnel authority",
        ),
    }
    for rule_id, (agreed, zh, en) in opinions.items():
        if not agreed:
            yield reason(
                expected=(f"{zh}审核同意", f"{en} agrees"),
                found=("没有同意的审核意见", "no opinion that does"),
                remedy=(f"由{zh}审核盖章", f"{en} gives its opinion, with its seal"),
            ).under(rule_id)


@rule("LZ-4.1.1g", on=(recommending.RecommendationIssued,))
def at_most_so_many_for_a_vacancy(context: Context) -> Iterator[Reason]:
    """在核定的岗位结构比例内按照不超过1:3的比例推荐参评人选."""
    ratio = context.policy.quota_ratio
    state: ApplicationState = context.state
    form = form_behind(context.states, state)
    if ratio is None or not form.filled or not _declares_on_posts(context):
        return
    entry = form.entry(state.id)
    if entry is None:
        yield from _not_named(form, state)
    elif entry.manner == "ON_VACANCY":
        yield from _beyond(context, form, ratio)


def _beyond(context: Context, form: QuotaState, ratio: int) -> Iterator[Reason]:
    state: ApplicationState = context.state
    share = recommended_share(context.states, form, state.level, without=state.id)
    if not share.leaves_room(ratio):
        most, number = ratio * share.vacant, share.recommended + 1
        yield reason(
            expected=(
                f"空岗 {share.vacant}，按 1:{ratio} 至多推荐 {most} 人",
                f"{share.vacant} vacant: at most {most} at 1:{ratio}",
            ),
            found=(f"第 {number} 人", f"number {number}"),
            remedy=("不超过比例推荐", "recommend no more than the ratio allows"),
        )
