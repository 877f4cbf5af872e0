"""The twelve fields of one row (XN12 附件4), as collected and as corrected.

What lies sealed is judged by the facts that the collecting officer attested, and
again by them when another officer checks the row.
"""

from collections.abc import Iterator
from typing import Final

from aggregates.decider import Context
from aggregates.history import events as e
from aggregates.history.state import HistoryState
from aggregates.history.titles import level_of, series_names, series_of
from aggregates.history.values import RowValues, changed, row_key, values_of
from aggregates.lookup import person_of
from aggregates.person.identity import KIND_NAMES, DocumentKind
from aggregates.rulebook import Reason, reason, rule
from aggregates.text import is_blank
from aggregates.words import word

ROWS = (e.RowCollected, e.RowChecked)
COLLECTED_LEVELS: Final = ("JUNIOR", "INTERMEDIATE")
TEXTS: Final[dict[e.FieldName, tuple[str, str, str]]] = {
    "series": ("XN12-A4.6", "职称系列", "series"),
    "profession": ("XN12-A4.7", "专业名称", "profession"),
    "title_name": ("XN12-A4.8", "职称名称", "name of the title"),
    "review_body": ("XN12-A4.9", "评审组织", "reviewed by"),
    "approving_unit": ("XN12-A4.10", "批准单位", "approved by"),
    "approval_no": ("XN12-A4.11", "批准文号", "number of the approval"),
}
FACTS: Final = {
    "named": ("XN12-A4.1", "姓名已填写", "a name"),
    "sex_agrees": ("XN12-A4.2", "性别与证件号码一致", "sex and number agree"),
    "number_sound": ("XN12-A4.4", "证件号码校验相符", "a number that checks"),
    "birth_agrees": ("XN12-A4.5", "出生日期与证件号码一致", "birth and number agree"),
    "of_age": ("XN12-A4.12", "批准日期时已满16周岁", "16 years old when approved"),
}


def _is_used(context: Context) -> bool:
    """Tell whether the row is to be used; a refused one may be as wrong as it is."""
    return getattr(context.body, "decision", "") != "REFUSE"


def _values(context: Context) -> RowValues:
    if isinstance(context.body, e.RowCollected):
        return values_of(context.body)
    state: HistoryState = context.state
    return changed(state.values, context.body.changes)


@rule("XN12-A4.15", "XN12-7.2d", "LEDGER-SCHEMA", on=ROWS)
def all_fields_are_given(context: Context) -> Iterator[Reason]:
    """每条职称数据包含12项字段信息，均为必填项."""
    if not _is_used(context):
        return
    values = _values(context)
    missing = [
        names for field, names in TEXTS.items() if is_blank(values.text_of(field))
    ]
    if missing:
        yield reason(
            expected=("12项字段齐全", "all twelve fields"),
            found=(
                "缺：" + "、".join(zh for _, zh, _ in missing),
                "missing: " + ", ".join(en for _, _, en in missing),
            ),
            remedy=("补齐后采集", "fill them in"),
        )


@rule(*(known[0] for known in TEXTS.values()), on=ROWS)
def each_field_says_something(context: Context) -> Iterator[Reason]:
    """职称系列、专业名称、职称名称、评审组织、批准单位、批准文号逐项填写."""
    if not _is_used(context):
        return
    values = _values(context)
    for field, (rule_id, zh, en) in TEXTS.items():
        if is_blank(values.text_of(field)):
            yield reason(
                expected=(zh, en),
                found=("空", "nothing"),
                remedy=(f"填写{zh}", f"give the {en}"),
            ).under(rule_id)


@rule(*(known[0] for known in FACTS.values()), on=ROWS)
def identity_is_sound(context: Context) -> Iterator[Reason]:
    """姓名、性别、证件号码、出生日期和批准日期相互一致，由采集人核验."""
    if not _is_used(context):
        return
    collected = isinstance(context.body, e.RowCollected)
    facts = context.body.facts if collected else context.state.facts
    for name, (rule_id, zh, en) in FACTS.items():
        if not getattr(facts, name, False):
            yield reason(
                expected=(zh, en),
                found=("核验不符", "checked, and not so"),
                remedy=("核对证件后重新采集", "compare the document, collect it anew"),
            ).under(rule_id)


@rule("XN12-A4.3", "LEDGER-SCHEMA", on=(e.RowCollected,))
def kind_of_document_is_known(context: Context) -> Iterator[Reason]:
    """证件类型为居民身份证、居住证、通行证、护照、外国人永久居留身份证等."""
    if context.body.id_kind not in tuple(DocumentKind):
        kinds = "、".join(KIND_NAMES[kind].zh for kind in DocumentKind)
        yield reason(
            expected=(kinds, ", ".join(DocumentKind)),
            found=(context.body.id_kind or "空", context.body.id_kind or "nothing"),
            remedy=("按证件填写类型", "name the kind of document"),
        )


@rule("XN12-A4.6", on=ROWS)
def series_is_on_the_list(context: Context) -> Iterator[Reason]:
    """职称系列须在目录内."""
    series = _values(context).series
    if _is_used(context) and not is_blank(series) and series_of(series) is None:
        yield reason(
            expected=("、".join(series_names()), "a series of the list"),
            found=(series, series),
            remedy=("按职称系列目录填写", "name it as the list does"),
        )


@rule("XN12-A4.8", on=ROWS)
def level_follows_from_the_name(context: Context) -> Iterator[Reason]:
    """级别由职称系列和名称确定；名称不在目录的，写明级别依据."""
    values = _values(context)
    if is_blank(values.title_name) or series_of(values.series) is None:
        return
    if not _is_used(context):
        return
    derived = level_of(values.series, values.title_name)
    if derived is None and is_blank(values.level_basis):
        yield reason(
            expected=("目录内的职称名称，或级别依据", "a name on the list, or a basis"),
            found=(f"{values.series} {values.title_name}",) * 2,
            remedy=("核对职称名称，或写明级别依据", "check it, or state the basis"),
        )
    elif derived is not None and derived != values.level:
        yield reason(
            expected=(word(derived).zh, word(derived).en),
            found=(word(values.level).zh, word(values.level).en),
            remedy=("按职称名称确定级别", "let the name decide"),
        )


@rule("XN12-A4.12", on=ROWS)
def not_approved_in_the_future(context: Context) -> Iterator[Reason]:
    """批准日期不得晚于今日."""
    approved_on = _values(context).approved_on
    if _is_used(context) and approved_on > context.act.day:
        yield reason(
            expected=(f"不晚于 {context.act.day}", f"not after {context.act.day}"),
            found=(f"{approved_on}",) * 2,
            remedy=("核对批准日期", "check the date of the approval"),
        )


@rule("XN12-A4.13", on=ROWS)
def within_years_and_levels(context: Context) -> Iterator[Reason]:
    """采集范围为2012年至2021年的中、初级职称，2011年及以前也可纳入."""
    scope = context.policy.history
    if scope is None or not _is_used(context):
        return
    values = _values(context)
    year = values.approved_on.year
    too_early = year < scope.first_year and not scope.earlier_allowed
    if too_early or year > scope.last_year:
        first = "" if scope.earlier_allowed else f"{scope.first_year} "
        yield reason(
            expected=(
                f"{first}至 {scope.last_year} 年",
                f"{first}to {scope.last_year}",
            ),
            found=(f"{year} 年", f"{year}"),
            remedy=("不属采集范围", "outside what is collected"),
        )
    if values.level not in COLLECTED_LEVELS:
        yield reason(
            expected=("中级、初级职称", "intermediate and junior titles"),
            found=(word(values.level).zh, word(values.level).en),
            remedy=("高级职称不属采集范围", "senior titles are not collected"),
        )


@rule("XN12-A4.16", on=(e.RowCollected,))
def photograph_for_a_certificate(context: Context) -> Iterator[Reason]:
    """需要生成电子证书的，采集个人照片."""
    body: e.RowCollected = context.body
    if body.wants_certificate and len(body.photo) != 1:
        yield reason(
            expected=("一张个人照片", "one photograph"),
            found=(f"{len(body.photo)} 张", f"{len(body.photo)}"),
            remedy=("附上照片，或不生成电子证书", "add it, or do without certificate"),
        )
    elif body.photo and not body.wants_certificate:
        yield reason(
            expected=("不采集照片", "no photograph"),
            found=("有照片而不生成电子证书", "a photograph, and no certificate"),
            remedy=("不需要证书的不采集照片", "collect it for a certificate only"),
        )


@rule("XN12-7.2c", "LEDGER-STATE", on=(e.RowCollected,))
def not_collected_before(context: Context) -> Iterator[Reason]:
    """已收集的数据无需重复申报."""
    known = person_of(context.states, context.body.person).history
    before = known.get(row_key(values_of(context.body)), "")
    if before:
        yield reason(
            expected=("未采集过的数据", "a row not collected before"),
            found=(f"已采集：{before}", f"collected as {before}"),
            remedy=("无需重复申报，从表中删除该行", "leave the row out"),
        )


@rule("LEDGER-PERSONAL", on=(e.RowCollected,))
def of_somebody_not_erased(context: Context) -> Iterator[Reason]:
    """Nothing new is collected under a person whose data were erased."""
    if person_of(context.states, context.body.person).erased:
        yield reason(
            expected=("未删除个人信息的人员", "a person who is not erased"),
            found=("个人信息已删除", "erased"),
            remedy=("核对人员", "check the person"),
        )
