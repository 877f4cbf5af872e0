"""Who may not declare (XN12 一): judged on facts that somebody else attested."""

from collections.abc import Iterator
from datetime import date

from aggregates.application import events as e
from aggregates.application import facts as f
from aggregates.application.rules.channel import FREELANCER, PRIVATE
from aggregates.application.state import ABANDONED, WITHDRAWN, ApplicationState
from aggregates.competence import lies_in
from aggregates.decider import Context
from aggregates.entrustment.coverage import is_entrusted
from aggregates.lookup import (
    application_of,
    organisation_of,
    person_of,
    session_of,
)
from aggregates.person.state import Declaration
from aggregates.rulebook import Reason, reason, rule

DECLARING = (e.Submitted, e.Accepted)
NOT_EMPLOYERS = (
    "",
    "AUTHORITY",
    "COMMITTEE_OFFICE",
    "DEPARTMENT",
    "DISCIPLINE_ORGAN",
)
"""Bodies that are no enterprise, institution or organisation of the scope."""
ASK_THE_EMPLOYER = (
    "请用人单位审核责任人先作资格事实核验",
    "have the employer's reviewer attest the fact first",
)


def _day(context: Context) -> date:
    return context.act.day


def _missing(zh: str, en: str) -> Reason:
    return reason(
        expected=(f"{zh}已经核验", f"{en}: attested"),
        found=("没有核验记录", "no attestation recorded"),
        remedy=ASK_THE_EMPLOYER,
    )


def _fact(context: Context, kind: str) -> object | None:
    attested = context.state.facts.get(kind)
    return attested.fact if attested else None


@rule("XN12-1.1", on=DECLARING)
def not_a_civil_servant(context: Context) -> Iterator[Reason]:
    """公务员（含参照公务员法管理工作人员）不得申报."""
    fact = _fact(context, "IDENTITY_NATURE")
    if not isinstance(fact, f.IdentityNature):
        yield _missing("身份性质", "nature of the employment")
    elif fact.civil_servant:
        yield reason(
            expected=("非公务员、非参公管理人员", "not a civil servant"),
            found=("公务员或参公管理人员", "a civil servant, or managed like one"),
            remedy=("不得申报", "no declaration is possible"),
        )


@rule("XN12-1.0a", on=DECLARING)
def in_a_professional_post_of_the_city(context: Context) -> Iterator[Reason]:
    """在我市各类企事业单位、社会团体、个体经济组织等专业技术岗位上."""
    state: ApplicationState = context.state
    if state.applicant_kind == FREELANCER:
        return
    fact = _fact(context, "IDENTITY_NATURE")
    if isinstance(fact, f.IdentityNature) and fact.post_category != "PROFESSIONAL":
        yield reason(
            expected=("专业技术岗位", "a professional-technical post"),
            found=(f"岗位类别 {fact.post_category}", f"post {fact.post_category}"),
            remedy=("不属申报范围", "outside the scope of declaration"),
        )
    employer = organisation_of(context.states, state.employer)
    in_the_city = lies_in(employer.territory, context.policy.territory)
    in_the_city = in_the_city or is_entrusted(context.states, state)
    if employer.kind in NOT_EMPLOYERS or not in_the_city:
        yield reason(
            expected=(
                f"{context.policy.city}的企事业单位、社会团体、个体经济组织",
                f"an enterprise or institution of {context.policy.city_en}",
            ),
            found=(f"{employer.kind}（{employer.territory}）",) * 2,
            remedy=(
                "不属申报范围；委托评审的按委托程序",
                "outside the scope, unless the review is entrusted",
            ),
        )


@rule("XN12-1.0b", on=DECLARING)
def freelancers_work_in_the_city(context: Context) -> Iterator[Reason]:
    """在我市从事专业技术工作的自由职业者."""
    if context.state.applicant_kind != FREELANCER:
        return
    fact = _fact(context, "EMPLOYMENT")
    if not isinstance(fact, f.Employment):
        yield _missing("从业所在地", "place of work")
    elif not lies_in(fact.territory, context.policy.territory):
        yield _elsewhere(context, fact.territory)


@rule("XN12-3.1.2a", on=DECLARING, effect="soft")
def declared_where_the_labour_relation_is(context: Context) -> Iterator[Reason]:
    """民营企业人员一般在劳动关系所在地参加职称评审；经核准的例外除外."""
    state: ApplicationState = context.state
    fact = _fact(context, "EMPLOYMENT")
    private = organisation_of(context.states, state.employer).kind in PRIVATE
    if not context.policy.labour_relation_place or not private:
        return
    excepted = "OUTSIDE_LABOUR_PLACE" in state.exceptions
    if excepted or not isinstance(fact, f.Employment):
        return
    if not lies_in(fact.territory, context.policy.territory):
        yield _elsewhere(context, fact.territory)


def _elsewhere(context: Context, found: str) -> Reason:
    return reason(
        expected=(f"{context.policy.city}（{context.policy.territory}）",) * 2,
        found=(found or "空", found or "nothing"),
        remedy=(
            "在所在地申报；确有理由的先经核准例外",
            "declare there, or be excepted",
        ),
    )


@rule("XN12-1.2", on=DECLARING)
def not_retired(context: Context) -> Iterator[Reason]:
    """除延迟退休外，已退休和达到退休年龄人员不得申报."""
    fact = _fact(context, "RETIREMENT")
    if not isinstance(fact, f.Retirement):
        yield _missing("退休情况", "retirement")
        return
    deferred = fact.deferred_until if fact.deferral_document else None
    limit = max(fact.statutory_on, deferred or fact.statutory_on)
    if fact.retired or _day(context) >= limit:
        yield reason(
            expected=(f"未退休，且未到 {limit}", f"not retired, and before {limit}"),
            found=(
                "已退休" if fact.retired else f"{_day(context)} 已达退休年龄",
                "retired" if fact.retired else f"age reached on {_day(context)}",
            ),
            remedy=(
                "如经批准延迟退休，请核验延迟退休文号和期限",
                "if retirement was deferred, have the document attested",
            ),
        )


@rule("XN12-1.3a", on=DECLARING)
def no_running_sanction(context: Context) -> Iterator[Reason]:
    """刑期或处分期（含影响期）未了的不得申报."""
    fact = _fact(context, "SANCTIONS")
    if not isinstance(fact, f.Sanctions):
        yield _missing("处分情况", "sanctions")
    elif fact.until is not None and _day(context) <= fact.until:
        yield reason(
            expected=("没有未了的处分", "no sanction in effect"),
            found=(f"影响期至 {fact.until}", f"in effect until {fact.until}"),
            remedy=("影响期满后申报", "declare after it has ended"),
        )


@rule("XN12-1.3b", on=DECLARING)
def not_under_investigation(context: Context) -> Iterator[Reason]:
    """立案审查、留置或司法立案调查期间不得申报."""
    fact = _fact(context, "INVESTIGATION")
    if not isinstance(fact, f.Investigation):
        yield _missing("立案情况", "investigations")
    elif fact.open:
        yield reason(
            expected=("没有在办案件", "no open case"),
            found=("立案审查调查中", "under investigation"),
            remedy=("结案后申报", "declare after the case is closed"),
        )


@rule("XN12-1.4", on=DECLARING)
def not_blacklisted(context: Context) -> Iterator[Reason]:
    """记入职称失信黑名单且仍在记录期限的不得申报；期限末日仍受限."""
    person = person_of(context.states, context.state.person)
    day = _day(context)
    for bar in person.bars:
        if bar.holds_on(day):
            yield reason(
                expected=(
                    f"{day} 不在失信记录期限内",
                    f"no integrity record in its term on {day}",
                ),
                found=(
                    f"记录期限 {bar.start} 至 {bar.end}（含当日），{bar.record}",
                    f"record from {bar.start} to {bar.end} inclusive, {bar.record}",
                ),
                remedy=(
                    "期限届满次日起可以申报",
                    "a declaration is possible from the day after the term",
                ),
            )


@rule("XN12-A2.4", on=DECLARING)
def keeps_the_promise_of_the_commitment(context: Context) -> Iterator[Reason]:
    """如提供虚假的申报资料，本人自愿三年内停止申报：与黑名单分别计算."""
    person = person_of(context.states, context.state.person)
    for ban in person.self_bans:
        if ban.holds_on(context.act.day):
            yield reason(
                expected=(
                    f"{context.act.day} 不在承诺停止申报的期限内",
                    f"no promised ban on {context.act.day}",
                ),
                found=(
                    f"承诺停止申报 {ban.start} 至 {ban.end}（含当日）",
                    f"from {ban.start} to {ban.end} inclusive",
                ),
                remedy=(
                    "期限届满次日起可以申报",
                    "a declaration is possible from the day after the term",
                ),
            )


def _others(context: Context) -> Iterator[Declaration]:
    """Yield the other declarations of the year that still count."""
    state: ApplicationState = context.state
    session = session_of(context.states, state.session)
    person = person_of(context.states, state.person)
    for declared in person.declarations:
        if declared.application == state.id or declared.year != session.year:
            continue
        yield declared


def _counts(context: Context, declared: Declaration) -> bool:
    """Tell whether it counts: withdrawn or abandoned before acceptance does not."""
    other = application_of(context.states, declared.application)
    gone = other.stage in (ABANDONED, WITHDRAWN) and not other.case_no
    return context.policy.withdrawn_counts or not gone


@rule("XN12-1.5a", on=(e.Submitted,))
def one_series_a_year(context: Context) -> Iterator[Reason]:
    """同一年度不得申报参加两个及以上系列（专业）职称评审."""
    mine: ApplicationState = context.state
    for declared in _others(context):
        same = (declared.series, declared.profession) == (mine.series, mine.profession)
        if not same and _counts(context, declared):
            yield reason(
                expected=(
                    f"{declared.year} 年度只申报一个系列（专业）",
                    f"one series (profession) in {declared.year}",
                ),
                found=(
                    f"已申报 {declared.series}，{declared.application}",
                    f"already declared {declared.series}, {declared.application}",
                ),
                remedy=(
                    "本年度不得再申报其他系列（专业）",
                    "no other series can be declared this year",
                ),
            )


@rule("XN12-1.5b", on=(e.Submitted,))
def once_a_year_in_a_series(context: Context) -> Iterator[Reason]:
    """当年同一系列（专业）只能申报评审一次."""
    mine: ApplicationState = context.state
    for declared in _others(context):
        same = (declared.series, declared.profession) == (mine.series, mine.profession)
        if same and _counts(context, declared):
            yield reason(
                expected=(
                    f"{declared.year} 年度同一系列（专业）申报一次",
                    f"one declaration in this series in {declared.year}",
                ),
                found=(
                    f"本年度已申报，{declared.application}",
                    f"already declared, {declared.application}",
                ),
                remedy=("下一年度再申报", "declare again next year"),
            )


@rule("XN12-6.5a", on=DECLARING)
def level_test_passed(context: Context) -> Iterator[Reason]:
    """水平能力测试成绩合格是参加高、中级职称评审的必要条件."""
    state: ApplicationState = context.state
    if not _test_required(context, state):
        return
    fact = _fact(context, "LEVEL_TEST")
    if not isinstance(fact, f.LevelTest):
        yield _missing("水平能力测试成绩", "level test")
    elif not fact.passed:
        yield reason(
            expected=("水平能力测试合格", "level test passed"),
            found=("不合格", "not passed"),
            remedy=("测试合格后申报", "declare after passing the test"),
        )


@rule("XN12-6.5b", on=DECLARING)
def level_test_of_the_same_profession(context: Context) -> Iterator[Reason]:
    """测试时的专业、级别应与参加评审的专业、级别一致."""
    state: ApplicationState = context.state
    fact = _fact(context, "LEVEL_TEST")
    if not _test_required(context, state) or not isinstance(fact, f.LevelTest):
        return
    if (fact.profession, fact.level) != (state.profession, state.level):
        yield reason(
            expected=(
                f"测试 {state.profession}·{state.level}",
                f"tested in {state.profession}, {state.level}",
            ),
            found=(
                f"测试 {fact.profession}·{fact.level}",
                f"tested in {fact.profession}, {fact.level}",
            ),
            remedy=(
                "按实际从事专业报考一致的专业、级别",
                "take the test of the profession and level applied for",
            ),
        )


def _test_required(context: Context, state: ApplicationState) -> bool:
    exempt = "LEVEL_TEST_EXEMPT" in state.exceptions
    return state.level in context.policy.level_test_required and not exempt


@rule(
    "XN12-1.6",
    on=(
        e.EmployerItemReviewed,
        e.RecommendationIssued,
        e.Forwarded,
        e.DepartmentAuditPassed,
        e.AuthorityAuditPassed,
        e.Accepted,
        e.Admitted,
        e.Confirmed,
    ),
)
def no_defect_found(context: Context) -> Iterator[Reason]:
    """申报后发现不得申报情形的，审核不予通过；已有结果的，不予确认."""
    for defect in context.state.defects:
        yield reason(
            expected=("没有发现不得申报情形", "no bar to the declaration found"),
            found=(f"已发现：{defect.kind}", f"found: {defect.kind}"),
            remedy=(
                "请作审核不予通过或不予确认",
                "record that the audit or the result is not passed",
            ),
        )
