"""The result of an entrusted review: both publicise, the entrusting body confirms."""

from collections.abc import Iterator

from aggregates.application import outcomes
from aggregates.decider import Context
from aggregates.entrustment import events as e
from aggregates.lookup import entrustment_of
from aggregates.policy.terms import publicity_end
from aggregates.rulebook import Reason, reason, rule

PUBLICITY = (e.ResultPublicityOpened, e.ResultPublicityClosed)


@rule("LZ-6.1c", "LEDGER-COMPETENCE", on=PUBLICITY)
def publicised_by_the_entrusting_body(context: Context) -> Iterator[Reason]:
    """委托机构在自身范围内公示."""
    issuer = context.state.issuer
    for signer in context.act.by:
        if signer.org != issuer:
            yield reason(
                expected=(issuer or "委托机构", issuer or "the entrusting body"),
                found=(signer.org, signer.org),
                remedy=("由委托机构公示", "the entrusting body publicises it"),
            )


@rule("LEDGER-TIME", on=(e.ResultPublicityOpened,))
def publicity_begins_when_recorded(context: Context) -> Iterator[Reason]:
    """A period begins at its recording."""
    today = context.act.day
    if context.body.posted_on != today and context.body.late is None:
        yield reason(
            expected=(f"公示当日记账：{today}", f"recorded on the day: {today}"),
            found=(f"{context.body.posted_on}",) * 2,
            remedy=("当日公示、当日记账", "record it on the day it is posted"),
        )


@rule("LZ-6.1c", on=(e.ResultPublicityClosed,))
def publicised_for_the_minimum(context: Context) -> Iterator[Reason]:
    """评审结果公示期不少于5个工作日."""
    posted_on = context.state.posted_on
    if posted_on is None:
        return
    least = context.policy.result_publicity_min_wd or 0
    due = publicity_end(context.policy, posted_on, least, context.days)
    if context.act.day <= due.date:
        yield reason(
            expected=(f"公示至 {due.date} 终了", f"until the end of {due.date}"),
            found=(f"{context.act.day}",) * 2,
            remedy=(f"{due.date} 24时后办理", f"after the end of {due.date}"),
        )


@rule("LZ-6.1c", on=(outcomes.Confirmed,))
def both_publicise_and_the_entrusting_body_confirms(
    context: Context,
) -> Iterator[Reason]:
    """委托评审结果，双方在各自范围公示，由委托机构按规定权限确认."""
    if not _is_confirmed_there(context):
        return
    entrustment = entrustment_of(context.states, context.state.entrustment)
    if not entrustment.publicised:
        yield reason(
            expected=("委托机构已公示且无异议", "publicised there without objection"),
            found=("没有", "it is not"),
            remedy=("由委托机构公示期满后确认", "confirm after its publicity"),
        )
    signer = context.act.signer("ENTRUSTING_BODY")
    if signer is None or signer.org != entrustment.issuer:
        other = signer.org if signer else ""
        yield reason(
            expected=(
                f"委托机构 {entrustment.issuer} 确认",
                f"confirmed by {entrustment.issuer}, which entrusted it",
            ),
            found=(other or "职改部门", other or "an authority"),
            remedy=("由委托机构确认", "the entrusting body confirms"),
        )


@rule("LEDGER-COMPETENCE", on=(outcomes.Confirmed,))
def confirms_nothing_but_what_it_entrusted(context: Context) -> Iterator[Reason]:
    """A body that entrusts has no power over what others declare."""
    signer = context.act.signer("ENTRUSTING_BODY")
    if signer is not None and not _is_confirmed_there(context):
        yield reason(
            expected=("职改部门确认", "an authority confirms"),
            found=(
                f"{signer.org}（委托机构）",
                f"{signer.org}, which entrusted nobody",
            ),
            remedy=("由有管理权限的职改部门确认", "let the competent authority"),
        )


def _is_confirmed_there(context: Context) -> bool:
    """Tell whether the entrusting body confirms the result, not the city."""
    both = context.policy.entrustment.both_publicise
    return bool(context.state.entrustment) and both
