"""What counts as evidence: obtained in time, certified by whoever may."""

from collections.abc import Iterator

from aggregates.application import audits, recommending
from aggregates.application import events as e
from aggregates.application import facts as f
from aggregates.application.rules.attested import fact_of
from aggregates.application.standing import ApplicationState
from aggregates.decider import Context
from aggregates.lookup import session_of
from aggregates.rulebook import Reason, reason, rule

POLICY_ADVICE = "POLICY_ADVICE"


@rule(
    "YC12-3.2b",
    on=(
        e.Submitted,
        audits.CorrectionSubmitted,
        recommending.EmployerItemReviewed,
        audits.Accepted,
    ),
)
def obtained_before_the_close(context: Context) -> Iterator[Reason]:
    """学历和业绩成果取得时间须为当年申报材料收审截止日之前."""
    state: ApplicationState = context.state
    closes = session_of(context.states, state.session).declare_until
    if context.policy.evidence_cutoff != "acceptance_close" or closes is None:
        return
    for item, material in state.materials.items():
        if material.obtained_on > closes:
            yield reason(
                expected=(f"不晚于 {closes}", f"not after {closes}"),
                found=(
                    f"{item}：{material.obtained_on}",
                    f"{item}: {material.obtained_on}",
                ),
                remedy=("该项不计，撤换后再办", "leave this item out"),
            )


@rule("LZ-7.2a", on=(recommending.EmployerItemReviewed, audits.Accepted))
def policy_advice_has_its_proof(context: Context) -> Iterator[Reason]:
    """以所列两单位的采用告知单或采用证明为依据，其他证明不予认可."""
    state: ApplicationState = context.state
    allowed = context.policy.advice_issuers
    fact = fact_of(state, f.PolicyAdvice)
    issuers = {one.item: one.issuer for one in fact.proofs} if fact else {}
    for item, material in state.materials.items():
        issuer = issuers.get(item, "")
        if material.kind == POLICY_ADVICE and allowed and issuer not in allowed:
            yield reason(
                expected=("、".join(allowed), " or ".join(allowed)),
                found=(
                    f"{item}：{issuer or '没有采用证明'}",
                    f"{item}: {issuer or 'no attestation of its use'}",
                ),
                remedy=("该项不予认可，撤换后再办", "leave this item out"),
            )
