"""What is refused about organisations, and under which rule id."""

from collections.abc import Iterator

from aggregates.decider import Context
from aggregates.lookup import organisation_of
from aggregates.organisation import events as e
from aggregates.person.identity import find_credit_code_faults
from aggregates.rulebook import Reason, reason, rule


@rule("LEDGER-STATE", on=(e.Registered,))
def registered_once(context: Context) -> Iterator[Reason]:
    """An organisation is registered once; later changes amend it."""
    if context.state.known:
        yield reason(
            expected=("尚未登记的单位", "an organisation not yet registered"),
            found=("已登记", "registered"),
            remedy=("信息变更用 organisation.amended", "use organisation.amended"),
        )


@rule("LEDGER-STATE", on=(e.Amended, e.RecommendingRightSuspended))
def known_before(context: Context) -> Iterator[Reason]:
    """Only a registered organisation changes."""
    if not context.state.known:
        yield reason(
            expected=("已登记的单位", "a registered organisation"),
            found=("未登记", "not registered"),
            remedy=("先登记单位", "register it first"),
        )


@rule("LEDGER-SCHEMA", on=(e.Registered, e.Amended))
def particulars_are_sound(context: Context) -> Iterator[Reason]:
    """Name, and if given a unified social credit code that checks."""
    body: e.OrganisationBody = context.body
    if not body.name:
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
    """The next body of the route is registered, and is not the body itself."""
    superior = context.body.superior
    if not superior:
        return
    known = organisation_of(context.states, superior)
    if not known.known or superior == context.act.id:
        yield reason(
            expected=("已登记的上一级单位", "a registered body"),
            found=(superior, superior),
            remedy=("先登记上一级单位", "register it first"),
        )
