"""The names on the form are applications of that institution (XN12-A1.6, A1.7)."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from aggregates.application.standing import ApplicationState
from aggregates.decider import Context
from aggregates.lookup import application_of, session_of
from aggregates.quota import events as e
from aggregates.quota.figures import is_recommended
from aggregates.quota.rules.form import FORMS
from aggregates.quota.state import Entry, QuotaState
from aggregates.rulebook import Reason, reason, rule
from aggregates.text import is_blank
from aggregates.words import word

MANNERS: Final[dict[str, str]] = {
    "ON_VACANCY": "declared_on_vacancy",
    "OFF_QUOTA": "declared_off_quota",
}


@rule("XN12-A1.6", on=FORMS)
def off_the_quota_with_a_basis(context: Context) -> Iterator[Reason]:
    """按照规定不占岗位申报的，逐人写明依据."""
    body: e.FormBody = context.body
    for one in body.declared:
        if one.manner == "OFF_QUOTA" and is_blank(one.basis):
            yield reason(
                expected=("不占岗位申报的依据", "the basis for being off the quota"),
                found=(f"{one.application} 未写明", f"none for {one.application}"),
                remedy=("写明文件及条款，或按空岗申报", "name document and clause"),
            )


@rule("XN12-A1.7", "LEDGER-SCHEMA", on=FORMS)
def as_many_names_as_counted(context: Context) -> Iterator[Reason]:
    """申报人员姓名：各级别列名人数与空岗申报、不占岗位申报人数相符."""
    body: e.FormBody = context.body
    named = Counter[tuple[str, str]]((one.manner, one.level) for one in body.declared)
    for manner, row in MANNERS.items():
        counted: e.Columns = getattr(body, row)
        for level, number in counted.by_level.items():
            if named[manner, level] != number:
                zh, en = word(level).zh + word(manner).zh, f"{level} {manner}"
                yield reason(
                    expected=(f"{zh} {number} 人", f"{en}: {number} named"),
                    found=(
                        f"列名 {named[manner, level]} 人",
                        f"{named[manner, level]} named",
                    ),
                    remedy=("核对人数与姓名", "let names and numbers agree"),
                )


@rule("XN12-A1.7", "LEDGER-REFS", on=FORMS)
def applications_of_that_employer(context: Context) -> Iterator[Reason]:
    """所列人员均为该单位、该年度、该级别的申报."""
    body: e.FormBody = context.body
    for one in body.declared:
        state = application_of(context.states, one.application)
        year = session_of(context.states, state.session).year
        stated = (body.employer, body.year, one.level)
        if (state.employer, year, state.level) != stated:
            level = word(one.level)
            yield reason(
                expected=(
                    f"{body.employer} {body.year} 年度{level.zh}申报",
                    f"{level.en}, {body.employer}, {body.year}",
                ),
                found=(
                    f"{one.application}：{_told(state, year)}",
                    f"{one.application}: {_told(state, year)}",
                ),
                remedy=("核对申报人员和级别", "check the application and its level"),
            )


def _told(state: ApplicationState, year: int) -> str:
    return f"{state.employer} {year} {state.level}" if state.stage else "–"


@rule("XN12-A1.7", "LEDGER-REFS", on=FORMS)
def nobody_stands_on_it_twice(context: Context) -> Iterator[Reason]:
    """同一人不得列入两个级别，也不得重复列名."""
    persons = Counter(
        application_of(context.states, one.application).person or one.application
        for one in context.body.declared
    )
    for person, times in persons.items():
        if times > 1:
            yield reason(
                expected=(f"{person} 列名一次", f"{person} named once"),
                found=(f"{times} 次", f"{times} times"),
                remedy=("同一人只列一个级别", "name everybody at one level only"),
            )


@rule("LEDGER-STATE", on=(e.Amended,))
def who_is_recommended_stays(context: Context) -> Iterator[Reason]:
    """A recommendation rests on its line of the form; the line stays as it is."""
    state: QuotaState = context.state
    kept = {
        Entry(one.application, one.level, one.manner) for one in context.body.declared
    }
    for entry in state.entries:
        if entry not in kept and is_recommended(context.states, entry.application):
            yield reason(
                expected=(
                    f"保留已推荐的 {entry.application}",
                    f"{entry.application}, recommended, stays",
                ),
                found=("已删除或改动", "left out, or changed"),
                remedy=(
                    "已推荐人员不得从表中删除或改动；先退回申报",
                    "keep the line, or have the application returned first",
                ),
            )
