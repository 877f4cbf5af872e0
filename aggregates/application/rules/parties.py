"""Who of the matter may act: its employer, its office, its unit, its authorities.

Acts that the file's holder does are in `route` and `correction`, those of the channel
in `channel`; these are the others. And nobody officiates in his own matter.
"""

from collections.abc import Iterator
from typing import Final

from aggregates.application import audits, recommending
from aggregates.application import checks as c
from aggregates.application import events as e
from aggregates.application import voiding as v
from aggregates.application.standing import ApplicationState
from aggregates.competence import TERRITORIAL, covers
from aggregates.decider import Context
from aggregates.lookup import committee_of, organisation_of, session_of
from aggregates.rulebook import Reason, reason, rule
from aggregates.schema import Body
from ledger.statement import SignedBy

FOR_HIMSELF: Final = ("APPLICANT", "COMPLAINANT", "SEAL", "CUSTODIAN")
OF_THE_EMPLOYER: Final = ("EMPLOYER_REVIEWER", "EMPLOYER_HEAD")
OFFICIAL: Final[tuple[type[Body], ...]] = (
    e.EligibilityFactAttested,
    e.SharedDataObtained,
    recommending.EmployerReviewerAppointed,
    c.ReviewCommitmentSigned,
    c.PreAssessmentRecorded,
    c.UnitPerformanceAudited,
    e.ExceptionGranted,
    recommending.PublicityObjectionRaised,
    recommending.PublicityObjectionResolved,
    audits.DeemedAbandoned,
    audits.EligibilityDefectFound,
    audits.Admitted,
    audits.Disqualified,
    v.Voided,
    audits.Held,
    audits.Released,
)
JUDGING: Final[tuple[type[Body], ...]] = (
    recommending.EmployerItemReviewed,
    recommending.EmployerReviewFailed,
    recommending.EmployerDeliberated,
    recommending.RecommendationIssued,
    recommending.RecommendationRefused,
    audits.DepartmentAuditPassed,
    audits.AuthorityAuditPassed,
    audits.AuditNotPassed,
    c.DepartmentAuditFailed,
    c.AuthorityAuditFailed,
)


@rule("XN12-5.1g", on=(e.MaterialDeclassified,))
def declassified_by_the_employer(context: Context) -> Iterator[Reason]:
    """由申报人员所在单位进行脱密处理."""
    for signer in context.act.by:
        if signer.role in OF_THE_EMPLOYER and signer.org != context.state.employer:
            yield _other(context.state.employer, signer.org)


@rule("XN12-5.2a", "XN6A-4a", "LEDGER-COMPETENCE", on=OFFICIAL)
def the_employer_of_the_matter(context: Context) -> Iterator[Reason]:
    """用人单位（代理机构）对本单位申报人员负审核主体责任."""
    state: ApplicationState = context.state
    for signer in context.act.by:
        if signer.role in OF_THE_EMPLOYER and signer.org != state.employer:
            yield _other(state.employer, signer.org)
        if signer.role == "AGENCY_OFFICER" and signer.org != state.agency:
            yield _other(state.agency, signer.org)


@rule("XN6B-2d", "LEDGER-COMPETENCE", on=OFFICIAL)
def the_office_and_unit_of_the_matter(context: Context) -> Iterator[Reason]:
    """各评委会及其组建单位对授权的职称评审工作负责具体组织实施."""
    session = session_of(context.states, context.state.session)
    unit = committee_of(context.states, session.committee).establishing_unit
    wanted = {"OFFICE_STAFF": session.office, "UNIT_OFFICER": unit}
    for signer in context.act.by:
        expected = wanted.get(signer.role)
        if expected is not None and signer.org != expected:
            yield _other(expected, signer.org)


@rule("XN12-5.2e", on=(audits.EligibilityDefectFound,))
def a_department_of_the_route(context: Context) -> Iterator[Reason]:
    """主管部门根据职能职责审核：本案报送路线上的主管部门."""
    route = context.state.route
    for signer in context.act.by:
        if signer.role == "DEPARTMENT_REVIEWER" and signer.org not in route:
            yield _other("、".join(route), signer.org)


@rule(*TERRITORIAL, on=OFFICIAL)
def an_authority_of_the_matter(context: Context) -> Iterator[Reason]:
    """由用人单位所在地或评委会所属的职改部门办理；取消资格由评委会所属的办理."""
    session = session_of(context.states, context.state.session)
    places = [committee_of(context.states, session.committee).territory]
    if not isinstance(context.body, audits.Disqualified | v.Voided):
        unit = context.state.employer or context.state.agency
        places.append(organisation_of(context.states, unit).territory)
    for signer in context.act.by:
        if signer.role == "AUTHORITY_OFFICER":
            yield from _elsewhere(context, signer, places)


def _elsewhere(
    context: Context, signer: SignedBy, places: list[str]
) -> Iterator[Reason]:
    authority = organisation_of(context.states, signer.org)
    if not any(covers(authority, place) for place in places):
        rule_id = "XN6B-2b" if authority.level == "COUNTY" else "XN6B-2a"
        where = " / ".join(dict.fromkeys(filter(None, places)))
        yield reason(
            expected=(f"管辖 {where} 的职改部门", f"an authority of {where}"),
            found=(
                f"{signer.org}（{authority.territory}）",
                f"{signer.org} ({authority.territory})",
            ),
            remedy=("由有管辖权的职改部门办理", "let the competent authority act"),
        ).under(rule_id)


def _other(expected: str, found: str) -> Reason:
    return reason(
        expected=(expected or "本案的单位", expected or "a body of the matter"),
        found=(found, found),
        remedy=("由本案的单位办理", "let a body of the matter act"),
    )


@rule("LEDGER-COMPETENCE", on=(e.Drafted, *OFFICIAL, *JUDGING, audits.Accepted))
def nobody_officiates_in_his_own_matter(context: Context) -> Iterator[Reason]:
    """Who applies neither takes in, nor attests, reviews, audits or decides it."""
    body = context.body
    person = body.person if isinstance(body, e.Drafted) else context.state.person
    for signer in context.act.by:
        own = person and context.subject_of(signer) == person
        if own and signer.role not in FOR_HIMSELF:
            yield reason(
                expected=("申报人以外的人员", "somebody else than the applicant"),
                found=("申报人本人", "the applicant"),
                remedy=("由其他人员办理", "let somebody else act"),
            )


@rule("LEDGER-SUBJECT", on=JUDGING)
def intake_officer_does_not_judge(context: Context) -> Iterator[Reason]:
    """Who recorded for the applicant neither reviews, recommends nor audits it."""
    intake = context.state.signers.get("INTAKE_OFFICER", ())
    recorders = {_subject(context, key) for key in intake}
    for signer in context.act.by:
        if context.subject_of(signer) in recorders:
            yield reason(
                expected=("与代录人不是同一人", "somebody other than who recorded it"),
                found=("代录人本人", "the intake officer"),
                remedy=("由其他人员审核、推荐", "somebody else reviews and recommends"),
            )


def _subject(context: Context, key_hex: str) -> str:
    key = context.directory.keys.get(bytes.fromhex(key_hex))
    return str(key.subject) if key else ""
