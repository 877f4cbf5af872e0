"""Handing a complaint down, level by level (逐级核查到位)."""

from collections.abc import Iterator

from aggregates.competence import DIGITS, covers, session_of_matter
from aggregates.complaint import events as e
from aggregates.decider import Context
from aggregates.lookup import committee_of, organisation_of
from aggregates.organisation.state import OrganisationState
from aggregates.rulebook import Reason, reason, rule


@rule("XN12-8.5b", "LEDGER-COMPETENCE", on=(e.Transferred,))
def to_the_next_body_below(context: Context) -> Iterator[Reason]:
    """逐级核查到位：交本案评委会的组建单位，或其所在地的下一级职改部门."""
    committee = committee_of(context.states, session_of_matter(context).committee)
    to = organisation_of(context.states, context.body.to)
    if context.body.to == committee.establishing_unit:
        return
    givers = [organisation_of(context.states, s.org) for s in context.act.by]
    if not (
        covers(to, committee.territory)
        and all(_directly_below(to, giver) for giver in givers)
    ):
        yield reason(
            expected=(
                f"组建单位 {committee.establishing_unit} 或下一级职改部门",
                f"{committee.establishing_unit}, or the authority one level below",
            ),
            found=(context.body.to,) * 2,
            remedy=("逐级转送交办", "hand it down level by level"),
        )


def _directly_below(lower: OrganisationState, upper: OrganisationState) -> bool:
    levels = tuple(DIGITS)
    if upper.level not in levels or lower.level not in levels:
        return False
    return levels.index(lower.level) == levels.index(upper.level) + 1


@rule("XN12-8.5b", "LEDGER-COMPETENCE", on=(e.Accepted, e.NotAccepted))
def taken_on_by_whom_it_was_handed_to(context: Context) -> Iterator[Reason]:
    """转送交办后，由交办单位受理."""
    to = context.state.transferred_to
    for org in sorted({signer.org for signer in context.act.by} - {to}):
        if to:
            yield reason(
                expected=(to, to),
                found=(org, org),
                remedy=("由交办单位办理", "let the body act that it was handed to"),
            )
