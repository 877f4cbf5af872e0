"""What is refused about persons, and under which rule id."""

from collections.abc import Iterator

from aggregates.decider import Context
from aggregates.person import events as e
from aggregates.rulebook import Reason, reason, rule


@rule("LEDGER-STATE", on=(e.Registered,))
def registered_once(context: Context) -> Iterator[Reason]:
    """A person is registered once."""
    if context.state.registered:
        yield reason(
            expected=("尚未登记的人员", "a person not yet registered"),
            found=("已登记", "registered"),
            remedy=("使用已有编号", "use the id that exists"),
        )


@rule("LEDGER-STATE", on=(e.StaffBarred, e.StaffReadmitted, e.Erased))
def not_erased(context: Context) -> Iterator[Reason]:
    """Who is erased is neither barred, nor readmitted, nor erased again."""
    if context.state.erased:
        yield reason(
            expected=("未删除的人员", "a person whose data stand"),
            found=("已删除", "erased"),
            remedy=("核对人员编号", "check the id"),
        )


@rule("LEDGER-PERSONAL", on=(e.Erased,))
def own_data_are_erased(context: Context) -> Iterator[Reason]:
    """What is erased is the data of the person on whose record it stands."""
    if context.body.of != context.act.id:
        yield reason(
            expected=(context.act.id, context.act.id),
            found=(context.body.of, context.body.of),
            remedy=("记在本人名下", "record it on that person"),
        )


@rule("XN6A-9c", on=(e.StaffReadmitted,))
def barred_before(context: Context) -> Iterator[Reason]:
    """责令不得再从事职称评审工作的，须先有责令."""
    if context.state.staff_barred_from is None:
        yield reason(
            expected=("已责令不得从事", "an order that bars"),
            found=("没有", "none"),
            remedy=("无需恢复", "nothing to lift"),
        )
