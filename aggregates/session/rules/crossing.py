"""Cross review: teachers of one county are reviewed in another (LZ-5.3b)."""

from collections.abc import Iterator

from aggregates.application import audits
from aggregates.application.standing import ApplicationState
from aggregates.decider import Context
from aggregates.lookup import committee_of, organisation_of, session_of
from aggregates.policy.profile import Profile
from aggregates.rulebook import Reason, reason, rule
from aggregates.session import papers

LEVELS = ("JUNIOR", "INTERMEDIATE")
ARRANGING = ("CITY", "PROVINCE", "NATION")


def _is_crossed(policy: Profile, series: str) -> bool:
    return series in (policy.cross_review_series or ())


@rule("LZ-5.3b", on=(audits.Accepted,))
def reviewed_in_another_county(context: Context) -> Iterator[Reason]:
    """中小学教师系列实行交叉评审：按市职改办安排，不由本县区评审."""
    state: ApplicationState = context.state
    if not _is_crossed(context.policy, state.series) or state.level not in LEVELS:
        return
    session = session_of(context.states, state.session)
    county = organisation_of(context.states, state.employer).territory
    own = committee_of(context.states, session.committee).territory
    if county == own or county not in session.crossed:
        yield reason(
            expected=(
                f"市职改办安排评审 {county} 的其他县区评委会",
                f"another county's committee, arranged for {county}",
            ),
            found=(
                f"{own} 的评委会，安排 {sorted(session.crossed)}",
                f"the committee of {own}, arranged: {sorted(session.crossed)}",
            ),
            remedy=("由市职改办统筹安排后受理", "let the city's office arrange it"),
        )


@rule("LZ-5.3b", "LEDGER-COMPETENCE", on=(papers.AssignedCrossReview,))
def arranged_by_the_city(context: Context) -> Iterator[Reason]:
    """由市职改办统筹安排."""
    for signer in context.act.by:
        level = organisation_of(context.states, signer.org).level
        if level not in ARRANGING:
            yield reason(
                expected=("市职改办", "the city's office"),
                found=(f"{signer.org}（{level}）", f"{signer.org} ({level})"),
                remedy=("由市职改办安排", "let the city's office arrange it"),
            )
