"""The level test (XN12 六（五）): passed, in the same profession and level."""

from collections.abc import Iterator

from aggregates.application import facts as f
from aggregates.application.rules.attested import DECLARING, fact_of, missing
from aggregates.application.standing import ApplicationState
from aggregates.decider import Context
from aggregates.rulebook import Reason, reason, rule


@rule("XN12-6.5a", on=DECLARING)
def level_test_passed(context: Context) -> Iterator[Reason]:
    """水平能力测试成绩合格是参加高、中级职称评审的必要条件."""
    state: ApplicationState = context.state
    if not _test_required(context, state):
        return
    fact = fact_of(context.state, f.LevelTest)
    if fact is None:
        yield missing("水平能力测试成绩", "level test")
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
    fact = fact_of(context.state, f.LevelTest)
    if not _test_required(context, state) or fact is None:
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
