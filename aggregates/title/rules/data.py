"""Data of a title from history: corrected field by field, from what stands."""

from collections.abc import Iterator

from aggregates.decider import Context
from aggregates.history.rules.checking import unsound_changes
from aggregates.history.titles import level_of
from aggregates.history.values import changed
from aggregates.rulebook import Reason, reason, rule
from aggregates.title import events as e
from aggregates.title.state import TitleState


@rule("XN12-7.2b", "LEDGER-REFS", on=(e.DataCorrected,))
def corrected_from_what_stands(context: Context) -> Iterator[Reason]:
    """修正有关职称数据：原值与现有数据一致，现值有效，级别与名称相符."""
    body: e.DataCorrected = context.body
    state: TitleState = context.state
    yield from unsound_changes(state.recorded, body.changes)
    values = changed(state.recorded, body.changes)
    derived = level_of(values.series, values.title_name)
    if derived is not None and derived != values.level:
        yield reason(
            expected=(
                f"{values.title_name} 为 {derived}",
                f"{values.title_name} is {derived}",
            ),
            found=(values.level, values.level),
            remedy=("职称名称和级别一并更正", "let name and level agree"),
        )


@rule("XN12-7.2b", "LEDGER-SCHEMA", on=(e.DataCorrected,))
def corrects_something(context: Context) -> Iterator[Reason]:
    """更正须列明字段、原值和现值."""
    if not context.body.changes:
        yield reason(
            expected=("更正的字段", "what is corrected"),
            found=("空", "nothing"),
            remedy=("列明字段、原值和现值", "list field, old value and new value"),
        )
