"""Which acts are possible in which stage of their aggregate."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from aggregates.decider import Context
from aggregates.rulebook import Reason, reason, rule
from aggregates.schema import Body

Stages = Mapping[type[Body], tuple[str, ...]]
NOTHING_YET = ""


def possible_in(
    home: str, stages: Stages, names: Mapping[str, tuple[str, str]]
) -> Callable[[Context], Iterator[Reason]]:
    """Register the rule that an act is possible in these stages only.

    Args:
        home: The module that asks for it, which is where the rule is to be found.
        stages: For each body type, the stages in which the act is possible.
        names: What each stage is called, in Chinese and English.
    """

    @rule("LEDGER-STATE", on=tuple(stages), home=home)
    def possible_now(context: Context) -> Iterator[Reason]:
        allowed = stages[type(context.body)]
        if context.state.stage in allowed:
            return
        yield reason(
            expected=_list(allowed, names),
            found=_name(context.state.stage, names),
            remedy=(
                "请先用 daocha status 查看当前环节，再办理该环节的事项",
                "look at the present stage with daocha status, and do what is due",
            ),
        )

    return possible_now


def _name(stage: str, names: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    if stage == NOTHING_YET:
        return ("尚未建立", "not begun")
    return names.get(stage, (stage, stage))


def _list(
    stages: tuple[str, ...], names: Mapping[str, tuple[str, str]]
) -> tuple[str, str]:
    pairs: list[Any] = [_name(stage, names) for stage in stages]
    return ("、".join(p[0] for p in pairs), " or ".join(p[1] for p in pairs))
