"""The figures of the form: who fills it in, sums, vacancies (XN12 附件1)."""

from collections.abc import Iterator
from typing import Final

from aggregates.decider import Context
from aggregates.lookup import organisation_of
from aggregates.quota import events as e
from aggregates.quota.state import QuotaState
from aggregates.rulebook import Reason, reason, rule
from aggregates.text import is_blank
from aggregates.words import word

FORMS = (e.FormFilled, e.Amended)
ROWS: Final = {
    "posts_set": ("XN12-A1.1", "设岗情况", "posts set"),
    "posts_filled": ("XN12-A1.2", "已聘情况", "posts filled"),
    "awaiting_appointment": ("XN12-A1.3", "待聘情况", "awaiting appointment"),
    "posts_vacant": ("XN12-A1.4", "空岗情况", "posts vacant"),
    "declared_on_vacancy": ("XN12-A1.5", "空岗申报", "declared on a vacancy"),
    "declared_off_quota": ("XN12-A1.6", "不占岗位申报", "declared off the quota"),
}
"""Every row that holds numbers: its rule, and its names."""


@rule(*(known[0] for known in ROWS.values()), "LEDGER-SCHEMA", on=FORMS)
def totals_are_sums(context: Context) -> Iterator[Reason]:
    """各栏合计等于中级、副高、正高之和."""
    for name, (rule_id, zh, en) in ROWS.items():
        row: e.Columns = getattr(context.body, name)
        expected = sum(row.by_level.values())
        if row.total != expected:
            yield reason(
                expected=(f"{zh}合计 {expected}", f"{en}: total {expected}"),
                found=(f"{row.total}", f"{row.total}"),
                remedy=("核对该栏数字", "check the row"),
            ).under(rule_id)


@rule("XN12-A1.4", on=FORMS)
def vacancies_follow_from_the_posts(context: Context) -> Iterator[Reason]:
    """空岗等于设岗减已聘；填报数不同的须说明原因（设定为推算时须相等）."""
    body: e.FormBody = context.body
    derived_only = context.policy.quota.vacancies_from == "derived"
    if not derived_only and not is_blank(body.vacancy_reason):
        return
    filled, stated = body.posts_filled.by_level, body.posts_vacant.by_level
    for level, posts in body.posts_set.by_level.items():
        expected = max(0, posts - filled[level])
        if stated[level] != expected:
            name = word(level)
            yield reason(
                expected=(f"{name.zh}空岗 {expected}", f"{name.en}: {expected} vacant"),
                found=(f"{stated[level]}，未说明原因", f"{stated[level]}, no reason"),
                remedy=(
                    "核对岗位数；确有不同的说明原因",
                    "check the numbers, or say why they differ",
                ),
            )


@rule("XN12-3.1.1b", "XN12-A1.5", on=FORMS)
def declared_within_the_vacancies(context: Context) -> Iterator[Reason]:
    """一般应在岗位结构比例内按岗申报：空岗申报不超过空岗，经核准例外的除外."""
    if not context.policy.quota.within_vacancies:
        return
    body: e.FormBody = context.body
    state: QuotaState = context.state
    vacant = body.posts_vacant.by_level
    for level, declared in body.declared_on_vacancy.by_level.items():
        granted = state.excepted.get(level, 0)
        if declared > vacant[level] + granted:
            yield _above(level, vacant[level], granted, declared)


def _above(level: str, vacant: int, granted: int, declared: int) -> Reason:
    name = word(level)
    return reason(
        expected=(
            f"{name.zh}空岗申报不超过空岗 {vacant}，例外核准 {granted}",
            f"{name.en}: at most {vacant} vacancies and {granted} granted",
        ),
        found=(f"{declared} 人", f"{declared}"),
        remedy=(
            "减少空岗申报，或按规定不占岗位申报，或由职改部门核准例外",
            "declare fewer, or off the quota with a basis, or have it excepted",
        ),
    )


@rule("XN12-A1.10", "LEDGER-COMPETENCE", on=FORMS)
def filled_in_by_the_institution(context: Context) -> Iterator[Reason]:
    """此表由用人单位填报，并加盖公章."""
    employer = context.body.employer
    if organisation_of(context.states, employer).kind != "PUBLIC_INSTITUTION":
        yield reason(
            expected=("事业单位", "a public institution"),
            found=(employer, employer),
            remedy=("由事业单位填报", "a public institution fills it in"),
        )
    for org in dict.fromkeys(s.org for s in context.act.by if s.org != employer):
        yield reason(
            expected=(f"填报单位 {employer} 签名盖章", f"{employer} signs and seals"),
            found=(org or "空", org or "nobody"),
            remedy=("由填报单位负责人签名并加盖公章", "its head signs, with its seal"),
        )


@rule("LEDGER-STATE", on=(e.FormFilled,))
def one_form_a_year(context: Context) -> Iterator[Reason]:
    """An institution has one form a year, so that a vacancy is not used twice."""
    body: e.FormFilled = context.body
    employer = organisation_of(context.states, body.employer)
    other = employer.quota_forms.get(body.year, "")
    if other and other != context.act.id:
        yield reason(
            expected=(f"{body.year} 年度尚未填报", f"no form for {body.year} yet"),
            found=(other, other),
            remedy=("用 quota.amended 调整原表", "amend the form that there is"),
        )


@rule("LEDGER-STATE", on=(*FORMS, e.ExceptionGranted))
def of_the_same_institution_and_year(context: Context) -> Iterator[Reason]:
    """What stands on one form concerns one institution and one year."""
    state: QuotaState = context.state
    body = context.body
    if state.employer and (body.employer, body.year) != (state.employer, state.year):
        yield reason(
            expected=(
                f"{state.employer}，{state.year} 年度",
                f"{state.employer}, {state.year}",
            ),
            found=(
                f"{body.employer}，{body.year} 年度",
                f"{body.employer}, {body.year}",
            ),
            remedy=("另立一表", "begin another form"),
        )
