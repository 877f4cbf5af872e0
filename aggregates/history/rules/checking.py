"""Checking rows year by year (XN12 七（二）): who may, and what a correction needs."""

from collections.abc import Iterable, Iterator

from aggregates.decider import Act, Context
from aggregates.history import events as e
from aggregates.history.state import HistoryState, row_id
from aggregates.history.values import RowValues, readable
from aggregates.lookup import history_of
from aggregates.rulebook import Reason, reason, rule
from aggregates.schema import Body
from aggregates.text import is_blank


@rule("XN12-7.2b", "LEDGER-STATE", on=(e.BatchChecked,))
def rows_of_one_year_of_this_batch(context: Context) -> Iterator[Reason]:
    """各地职改部门按年份逐年甄别：清单为本批该年份批准的数据."""
    rows = _rows(context, e.RowChecked)
    for act in rows:
        year = history_of(context.states, act.id).values.approved_on.year
        if not _is_of(act.id, context) or year != context.body.year:
            yield reason(
                expected=(
                    f"本批 {context.body.year} 年批准的数据",
                    f"a row of this batch approved in {context.body.year}",
                ),
                found=(f"{act.id}（{year}）", f"{act.id} ({year})"),
                remedy=("按批次、按年份分别甄别", "check batch by batch, year by year"),
            )
    if not rows:
        yield _nothing_listed()


@rule("LEDGER-STATE", on=(e.BatchUploaded,))
def rows_of_this_batch(context: Context) -> Iterator[Reason]:
    """What is uploaded are rows of this batch, at least one."""
    rows = _rows(context, e.RowUploaded)
    for act in rows:
        if not _is_of(act.id, context):
            yield reason(
                expected=(f"{context.act.id} 的数据", f"a row of {context.act.id}"),
                found=(act.id, act.id),
                remedy=("按批次上传", "upload batch by batch"),
            )
    if not rows:
        yield _nothing_listed()


def _rows(context: Context, body: type[Body]) -> list[Act]:
    return [act for act in context.companions if isinstance(act.body, body)]


def _is_of(row: str, context: Context) -> bool:
    number = row.rpartition("-")[2]
    in_batch = number.isdecimal() and 1 <= int(number) <= context.state.count
    return in_batch and row == row_id(context.act.id, int(number))


def _nothing_listed() -> Reason:
    return reason(
        expected=("至少一条数据", "one row or more"),
        found=("清单为空", "an empty list"),
        remedy=("列出要办理的数据", "list the rows"),
    )


@rule("XN12-7.2b", "LEDGER-SUBJECT", on=(e.RowChecked,))
def checked_by_somebody_else(context: Context) -> Iterator[Reason]:
    """甄别人不得是采集人本人."""
    state: HistoryState = context.state
    collector = context.directory.keys.get(state.collected_by)
    subjects = {context.subject_of(signer) for signer in context.act.by}
    if collector is not None and collector.subject in subjects:
        yield reason(
            expected=("采集人以外的人员", "somebody other than who collected it"),
            found=("采集人本人", "the collecting officer"),
            remedy=("由其他人员甄别", "let another officer check it"),
        )


@rule("XN12-7.2b", "LEDGER-SCHEMA", on=(e.RowChecked,))
def decision_fits_what_is_changed(context: Context) -> Iterator[Reason]:
    """修正须列明原值和现值；补充、修正、不采用须写明原因."""
    body: e.RowChecked = context.body
    corrects = body.decision == "CORRECT"
    if corrects != bool(body.changes):
        yield reason(
            expected=(
                "列明修正的字段" if corrects else "不列修正的字段",
                "corrections" if corrects else "no corrections",
            ),
            found=(f"{len(body.changes)} 项", f"{len(body.changes)}"),
            remedy=("按甄别结果填写", "list corrections with CORRECT only"),
        )
    if body.decision != "KEEP" and is_blank(body.reason):
        yield reason(
            expected=("补充、修正或不采用的原因", "the reason"),
            found=("空", "nothing"),
            remedy=("写明原因", "say why"),
        )


@rule("XN12-7.2b", "LEDGER-REFS", on=(e.RowChecked,))
def corrections_start_from_what_stands(context: Context) -> Iterator[Reason]:
    """更正不覆盖原数据：原值与现有数据一致，现值有效且不同."""
    yield from unsound_changes(context.state.values, context.body.changes)


def unsound_changes(
    values: RowValues, changes: Iterable[e.FieldChange]
) -> Iterator[Reason]:
    """Yield what is wrong with corrections of values that stand."""
    for change in changes:
        stands = values.text_of(change.field)
        if change.old != stands:
            yield reason(
                expected=(
                    f"{change.field} 原值 {stands}",
                    f"{change.field}: old value {stands}",
                ),
                found=(change.old or "空", change.old or "nothing"),
                remedy=("按现有数据填写原值", "state the value as it stands"),
            )
        if readable(change) is None or change.new == stands:
            yield reason(
                expected=(f"{change.field} 的有效新值", f"a new {change.field}"),
                found=(change.new or "空", change.new or "nothing"),
                remedy=("核对现值", "check the new value"),
            )
