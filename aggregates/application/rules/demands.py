"""What nobody may be refused for, since the city does not ask it.

A notification says why by coded reasons; these codes name what is not asked for.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from aggregates.application import facts as f
from aggregates.application.rules.attested import fact_of
from aggregates.application.rules.career import exempt_from_appraisal
from aggregates.application.rules.correction import REFUSING
from aggregates.application.rules.education import recognised
from aggregates.decider import Context
from aggregates.rulebook import Reason, reason, rule


def _exceptional(context: Context) -> bool:
    return bool(context.state.declaration == "EXCEPTIONAL")


def _all_hours_recognised(context: Context) -> bool:
    fact = fact_of(context.state, f.ContinuingEducation)
    return bool(fact and fact.hours) and all(
        recognised(context, one.territory) for one in (fact.hours if fact else ())
    )


NOT_ASKED: Final[Mapping[str, tuple[str, str, Callable[[Context], bool]]]] = {
    "APPRAISAL": ("YC12-3.3e", "年度考核材料", exempt_from_appraisal),
    "EXCEPTIONAL-APPROVAL": ("LZ-4.3e", "单独的破格审批", _exceptional),
    "EDUCATION-PLACE": ("XN12-6.3a", "学时取得地", _all_hours_recognised),
}
"""Code of a reason: the rule that forbids it, what it asks for, and of whom not."""


@rule(
    *(rule_id for rule_id, _, _ in NOT_ASKED.values()),
    on=REFUSING,
)
def not_refused_for_what_is_not_asked(context: Context) -> Iterator[Reason]:
    """可不提供年度考核；无需单独破格审批；沿江省、市学时视同."""
    for told in context.body.reasons:
        rule_id, what, spared = NOT_ASKED.get(told.code, ("", "", _exceptional))
        if rule_id and spared(context):
            yield reason(
                expected=(f"不以{what}为由", f"no reason {told.code}"),
                found=(f"{told.code}（{told.item}）", f"{told.code} ({told.item})"),
                remedy=("删去该项原因", "leave this reason out"),
            ).under(rule_id)
