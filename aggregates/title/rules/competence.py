"""Which authority, and which employer, acts about a title."""

from collections.abc import Iterator

from aggregates.competence import TERRITORIAL, outside_the_territory
from aggregates.decider import Context
from aggregates.lookup import committee_of, organisation_of, session_of
from aggregates.rulebook import Reason, reason, rule
from aggregates.title import events as e


@rule(
    *TERRITORIAL,
    on=(
        e.InitialTitleDetermined,
        e.Recognised,
        e.Reconfirmed,
        e.CertificateDataReported,
        e.CertificateIssued,
        e.CertificateForgeryFound,
        e.CertificateVoided,
        e.EmployerNotified,
        e.DataCorrected,
    ),
)
def by_the_competent_authority(context: Context) -> Iterator[Reason]:
    """由有管理权限的职改部门办理：评审的按评委会，其余按用人单位所在地."""
    yield from outside_the_territory(context, _territory(context))


@rule("YC12-4.3e", *TERRITORIAL, on=(e.Revoked,))
def revoked_by_the_competent_authority(context: Context) -> Iterator[Reason]:
    """已取得职称的，按照职称评审管理权限撤销职称."""
    yield from outside_the_territory(context, _territory(context))


def _territory(context: Context) -> str:
    session = session_of(context.states, context.state.session)
    if session.committee:
        return committee_of(context.states, session.committee).territory
    named: str = getattr(context.body, "employer", "")
    employer = organisation_of(context.states, context.state.employer or named)
    return employer.territory or context.policy.territory


@rule(
    "LEDGER-COMPETENCE",
    on=(e.InitialTitleDetermined, e.OutsideTitleVerified, e.EmployerAssessed),
)
def by_the_employer_that_is_named(context: Context) -> Iterator[Reason]:
    """The head who signs is that of the employer in the act."""
    employer = context.body.employer
    for signer in context.act.by:
        if signer.role == "EMPLOYER_HEAD" and signer.org != employer:
            yield reason(
                expected=(employer, employer),
                found=(signer.org or "空", signer.org or "nothing"),
                remedy=("由该用人单位负责人签名", "let the head of that employer sign"),
            )
