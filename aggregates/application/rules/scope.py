"""Whom the notice is for (XN12 一): posts, places, documents, what is practised."""

from collections.abc import Iterator

from aggregates.application import facts as f
from aggregates.application.rules.attested import (
    DECLARING,
    excepted,
    fact_of,
    missing,
)
from aggregates.application.rules.channel import FREELANCER, PRIVATE
from aggregates.application.standing import ApplicationState
from aggregates.competence import lies_in
from aggregates.decider import Context
from aggregates.entrustment.coverage import is_entrusted
from aggregates.lookup import organisation_of, person_of
from aggregates.rulebook import Reason, reason, rule

NOT_EMPLOYERS = (
    "",
    "AUTHORITY",
    "COMMITTEE_OFFICE",
    "DEPARTMENT",
    "DISCIPLINE_ORGAN",
)
"""Bodies that are no enterprise, institution or organisation of the scope."""
HMT = "HMT"
FOREIGN = "FOREIGN"
BY_DOCUMENT = {
    "HMT_RESIDENCE_PERMIT": HMT,
    "HM_TRAVEL_PERMIT": HMT,
    "TAIWAN_TRAVEL_PERMIT": HMT,
    "FOREIGN_PERMANENT_RESIDENCE": FOREIGN,
}
"""Documents with which only they are registered."""


@rule("XN12-1.0a", on=DECLARING)
def in_a_professional_post_of_the_city(context: Context) -> Iterator[Reason]:
    """在我市各类企事业单位、社会团体、个体经济组织等专业技术岗位上."""
    state: ApplicationState = context.state
    if state.applicant_kind == FREELANCER:
        return
    fact = fact_of(context.state, f.IdentityNature)
    if fact is not None and fact.post_category != "PROFESSIONAL":
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
            found=(
                f"{employer.kind}（{employer.territory}）",
                f"{employer.kind} ({employer.territory})",
            ),
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
    fact = fact_of(context.state, f.Employment)
    if fact is None:
        yield missing("从业所在地", "place of work")
    elif not lies_in(fact.territory, context.policy.territory):
        yield _elsewhere(context, fact.territory)


@rule("XN12-3.1.2a", on=DECLARING, effect="soft")
def declared_where_the_labour_relation_is(context: Context) -> Iterator[Reason]:
    """民营企业人员一般在劳动关系所在地参加职称评审；经核准的例外除外."""
    state: ApplicationState = context.state
    fact = fact_of(context.state, f.Employment)
    private = organisation_of(context.states, state.employer).kind in PRIVATE
    if not context.policy.labour_relation_place or not private:
        return
    excepted = "OUTSIDE_LABOUR_PLACE" in state.exceptions
    if excepted or fact is None:
        return
    if not lies_in(fact.territory, context.policy.territory):
        yield _elsewhere(context, fact.territory)


def _elsewhere(context: Context, found: str) -> Reason:
    return reason(
        expected=(
            f"{context.policy.city}（{context.policy.territory}）",
            f"{context.policy.city_en} ({context.policy.territory})",
        ),
        found=(found or "空", found or "nothing"),
        remedy=(
            "在所在地申报；确有理由的先经核准例外",
            "declare there, or be excepted",
        ),
    )


def _comes_from(context: Context) -> str:
    """Return whether an applicant is of Hong Kong, Macao, Taiwan, or a foreigner."""
    fact = fact_of(context.state, f.Residence)
    kind = person_of(context.states, context.state.person).document_kind
    return fact.status if fact else BY_DOCUMENT.get(kind, "")


@rule("XN12-1.0c", on=DECLARING)
def employed_in_the_city(context: Context) -> Iterator[Reason]:
    """在我市就业的港澳台专业技术人员."""
    if _comes_from(context) != HMT:
        return
    fact = fact_of(context.state, f.Employment)
    if fact is None:
        yield missing("就业所在地", "place of employment")
    elif not lies_in(fact.territory, context.policy.territory):
        yield _elsewhere(context, fact.territory)


@rule("XN12-1.0d", on=DECLARING)
def foreigners_hold_a_document(context: Context) -> Iterator[Reason]:
    """持有外国人来华工作许可证、永居证或省海外高层次人才居住证的外籍人员."""
    if _comes_from(context) != FOREIGN:
        return
    fact = fact_of(context.state, f.Residence)
    allowed = {one.code: one for one in context.policy.eligibility.foreign_documents}
    if fact is None or fact.document not in allowed or not _valid(context, fact):
        yield reason(
            expected=(
                "在有效期内的：" + "、".join(one.zh for one in allowed.values()),
                "valid: " + ", ".join(one.en for one in allowed.values()),
            ),
            found=(
                f"{fact.document}，至 {fact.valid_until}" if fact else "没有核验记录",
                f"{fact.document} until {fact.valid_until}" if fact else "nothing",
            ),
            remedy=(
                "由用人单位核验有效证件后申报",
                "have a valid document attested, then declare",
            ),
        )


def _valid(context: Context, fact: f.Residence) -> bool:
    day = context.act.day
    if fact.valid_until is None:
        return False
    return (fact.valid_from is None or fact.valid_from <= day) and (
        day <= fact.valid_until
    )


def practised(state: ApplicationState) -> str:
    """Return what is practised: as attested, else as the applicant stated it."""
    fact = fact_of(state, f.CurrentPost)
    return fact.profession if fact else state.post_profession


@rule("XN12-5.1a", "YC12-3.1b", on=DECLARING)
def reviewed_for_what_one_does(context: Context) -> Iterator[Reason]:
    """干什么、评什么：申报专业应与本人所从事专业一致."""
    state: ApplicationState = context.state
    if practised(state) != state.profession:
        yield reason(
            expected=(
                practised(state) or "现岗位专业",
                practised(state) or "the profession practised",
            ),
            found=(state.profession,) * 2,
            remedy=(
                "按实际从事的专业申报",
                "declare the profession that is practised",
            ),
        )


@rule("YC12-3.1b", on=DECLARING)
def what_one_does_is_attested(context: Context) -> Iterator[Reason]:
    """申报专业应与本人所从事专业一致：所从事专业须经核验，不以本人填报为准."""
    if fact_of(context.state, f.CurrentPost) is None:
        yield missing("所从事专业", "the profession practised")


@rule("XN12-6.5d", on=DECLARING, effect="soft")
def tested_in_what_one_does(context: Context) -> Iterator[Reason]:
    """应根据实际从事的专业技术工作，报名参加水平能力测试."""
    state: ApplicationState = context.state
    test = fact_of(state, f.LevelTest)
    needed = state.level in context.policy.level_test_required
    if not needed or test is None or excepted(context, "XN12-6.5d"):
        return
    if test.profession != practised(state):
        yield reason(
            expected=(
                practised(state) or "现岗位专业",
                practised(state) or "the profession practised",
            ),
            found=(f"测试专业 {test.profession}", f"tested in {test.profession}"),
            remedy=(
                "按实际从事的专业报名测试",
                "take the test of the profession that is practised",
            ),
        )
