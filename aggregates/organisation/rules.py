"""What is refused about organisations, and under which rule id."""

from collections.abc import Iterator

from aggregates.competence import TERRITORIAL, outside_the_territory
from aggregates.decider import Context
from aggregates.lookup import inspection_of, organisation_of
from aggregates.organisation import events as e
from aggregates.person.identity import find_credit_code_faults
from aggregates.rulebook import Reason, reason, rule
from aggregates.text import is_blank


@rule("LEDGER-STATE", on=(e.Registered,))
def registered_once(context: Context) -> Iterator[Reason]:
    """An organisation is registered once; later changes amend it."""
    if context.state.known:
        yield reason(
            expected=("尚未登记的单位", "an organisation not yet registered"),
            found=("已登记", "registered"),
            remedy=("信息变更用 organisation.amended", "use organisation.amended"),
        )


@rule("LEDGER-SCHEMA", on=(e.Registered, e.Amended))
def particulars_are_sound(context: Context) -> Iterator[Reason]:
    """Name, and if given a unified social credit code that checks."""
    body: e.OrganisationBody = context.body
    if is_blank(body.name):
        yield reason(
            expected=("单位名称", "a name"),
            found=("空", "nothing"),
            remedy=("填写单位名称", "give the name"),
        )
    if body.uscc and find_credit_code_faults(body.uscc):
        yield reason(
            expected=("有效的统一社会信用代码", "a valid unified social credit code"),
            found=("校验不符", "it does not check"),
            remedy=("核对18位代码", "check the 18 characters"),
        )


@rule("LEDGER-REFS", on=(e.Registered, e.Amended))
def superior_is_known(context: Context) -> Iterator[Reason]:
    """The next body of the route is registered, and does not lead back here."""
    superior = context.body.superior
    if not superior:
        return
    known = organisation_of(context.states, superior)
    if not known.known or context.act.id in _route_from(context, superior):
        yield reason(
            expected=("已登记的上一级单位", "a registered body"),
            found=(superior, superior),
            remedy=("先登记上一级单位", "register it first"),
        )


def _route_from(context: Context, first: str) -> tuple[str, ...]:
    """Return the bodies that a file passes from ``first`` on, up to a circle."""
    route: list[str] = []
    body = first
    while body and body not in route:
        route.append(body)
        body = organisation_of(context.states, body).superior
    return tuple(route)


@rule("LZ-4.1.1d", on=(e.RecommendingRightSuspended,))
def suspended_after_its_threshold(context: Context) -> Iterator[Reason]:
    """达到20%的，视情况可暂停该推荐单位次年推荐申报权限：须有确认，且为次年."""
    body: e.RecommendingRightSuspended = context.body
    threshold = inspection_of(context.states, body.inspection).threshold
    concerned = threshold is not None and (
        threshold.kind == "DEPARTMENT_REVIEW"
        and context.act.id in (threshold.target, threshold.explains)
    )
    if threshold is None or not concerned or body.year != threshold.year + 1:
        next_year = threshold.year + 1 if threshold and concerned else "次年"
        yield reason(
            expected=(
                f"关于本单位的比例确认，{next_year}",
                f"its threshold, {next_year}",
            ),
            found=(
                f"{body.inspection or '没有'}，{body.year}",
                f"{body.inspection or 'none'}, {body.year}",
            ),
            remedy=(
                "先确认比例，暂停次年",
                "acknowledge it first, suspend the next year",
            ),
        )


@rule(*TERRITORIAL, on=(e.RecommendingRightSuspended,))
def by_the_authority_of_the_place(context: Context) -> Iterator[Reason]:
    """各级职改办在本地区监督管理：由有管辖权的职改部门暂停."""
    if context.state.known:
        yield from outside_the_territory(context, context.state.territory)
