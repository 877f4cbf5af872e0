"""The re-check of an answer by the superior body (复查、复核, A15)."""

from collections.abc import Iterator

from aggregates.complaint import events as e
from aggregates.decider import Context
from aggregates.lookup import application_of
from aggregates.rulebook import Reason, listed, reason, rule


@rule("LEDGER-SUBJECT", on=(e.RecheckRequested,))
def asked_by_who_was_answered(context: Context) -> Iterator[Reason]:
    """Who signs as the applicant is the applicant of the case, and is named so."""
    person = application_of(context.states, context.state.application).person
    roles = {signer.role for signer in context.act.by}
    stranger = any(s != person for s in context.subjects("APPLICANT"))
    other = {"APPLICANT": "COMPLAINANT", "COMPLAINANT": "APPLICANT"}
    misnamed = other[context.body.by_whom] in roles
    if stranger or misnamed:
        yield reason(
            expected=("信访人或本案申报人本人", "the complainant or the applicant"),
            found=(
                f"{context.body.by_whom}，签名角色 {'、'.join(sorted(roles))}",
                f"{context.body.by_whom}, signed as {', '.join(sorted(roles))}",
            ),
            remedy=(
                "由本人申请，或由经办人据书面申请代录",
                "ask in person, or on paper",
            ),
        )


@rule("LEDGER-COMPETENCE", on=(e.RecheckDecided,))
def decided_by_another_body(context: Context) -> Iterator[Reason]:
    """A re-check is for another body than the one that decided."""
    decided_by = context.state.decided_by
    if any(signer.org == decided_by for signer in context.act.by):
        yield reason(
            expected=("上级职改部门", "a superior authority"),
            found=(f"{decided_by} 复查自己的结论", f"{decided_by} re-checks itself"),
            remedy=("由上级办理", "let the superior body act"),
        )


@rule("LEDGER-STATE", on=(e.RecheckDecided,))
def upheld_is_unchanged(context: Context) -> Iterator[Reason]:
    """What is upheld is what was decided; what is not upheld differs."""
    body: e.RecheckDecided = context.body
    decided = (context.state.outcome, context.state.violation)
    stated = (body.outcome, body.violation)
    if body.upheld is not (decided == stated):
        yield reason(
            expected=(
                f"维持时为 {'、'.join(decided)}，不维持时另作结论",
                f"{', '.join(decided)} if upheld, and something else if not",
            ),
            found=listed(stated),
            remedy=("据实填写", "state what was decided"),
        )
