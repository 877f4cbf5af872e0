"""What is refused about titles, and under which rule id."""

from collections.abc import Iterator

from aggregates.application.rules.ending import (
    decided_before_it_was_verified,
    verified,
)
from aggregates.competence import TERRITORIAL, outside_the_territory
from aggregates.decider import Context
from aggregates.history.rules.checking import unsound_changes
from aggregates.history.titles import level_of
from aggregates.history.values import changed
from aggregates.lookup import (
    application_of,
    committee_of,
    complaint_of,
    session_of,
)
from aggregates.rulebook import Reason, reason, rule
from aggregates.stages import possible_in
from aggregates.title import events as e
from aggregates.title.stage import NAMES, STAGES
from aggregates.title.state import RECORDED, TitleState

possible_now = possible_in(STAGES, NAMES)


@rule("XN6A-2d", "XN12-5.1i", "XN6A-2c", on=(e.Revoked,))
def falsity_is_verified(context: Context) -> Iterator[Reason]:
    """一经查实，撤销其职称：须有本案查实的结论."""
    body: e.Revoked = context.body
    complaint = complaint_of(context.states, body.complaint)
    yield from verified(complaint, context.state.application, body.violation)


@rule("XN6A-2d", on=(e.Revoked,))
def decided_after_the_verification(context: Context) -> Iterator[Reason]:
    """一经查实方可撤销：决定日期不早于核查结论."""
    body: e.Revoked = context.body
    complaint = complaint_of(context.states, body.complaint)
    yield from decided_before_it_was_verified(complaint, body.decided_on)


@rule(
    *TERRITORIAL,
    on=(
        e.Revoked,
        e.CertificateIssued,
        e.CertificateVoided,
        e.EmployerNotified,
        e.DataCorrected,
    ),
)
def by_the_authority_of_the_committee(context: Context) -> Iterator[Reason]:
    """由有管理权限的职改部门撤销职称、发放和作废证书、通知用人单位."""
    session = session_of(context.states, context.state.session)
    territory = committee_of(context.states, session.committee).territory
    if context.state.stage == RECORDED:
        territory = context.policy.territory
    yield from outside_the_territory(context, territory)


@rule("LEDGER-REFS", on=(e.EmployerNotified,))
def the_employer_of_the_title(context: Context) -> Iterator[Reason]:
    """Who is told is the employer that the person applied from."""
    employer = application_of(context.states, context.state.application).employer
    if context.body.employer != employer:
        yield reason(
            expected=(employer or "用人单位", employer or "the employer"),
            found=(context.body.employer,) * 2,
            remedy=("通知申报时的用人单位", "tell the employer of the application"),
        )


@rule("LEDGER-STATE", on=(e.CertificateIssued,))
def one_certificate(context: Context) -> Iterator[Reason]:
    """A title has one certificate."""
    if context.state.certificate_no:
        yield reason(
            expected=("尚未发证", "no certificate yet"),
            found=(context.state.certificate_no,) * 2,
            remedy=("核对证书编号", "check the number"),
        )


@rule("LEDGER-REFS", on=(e.CertificateVoided,))
def the_certificate_of_this_title(context: Context) -> Iterator[Reason]:
    """The certificate that is voided is the one that was issued."""
    state: TitleState = context.state
    if context.body.certificate_no != state.certificate_no:
        yield reason(
            expected=(state.certificate_no or "未发证",) * 2,
            found=(context.body.certificate_no,) * 2,
            remedy=("核对证书编号", "check the number"),
        )


@rule("XN12-7.2b", "LEDGER-REFS", on=(e.DataCorrected,))
def corrected_from_what_stands(context: Context) -> Iterator[Reason]:
    """修正有关职称数据：原值与现有数据一致，现值有效，级别与名称相符."""
    body: e.DataCorrected = context.body
    state: TitleState = context.state
    yield from unsound_changes(state.recorded, body.changes)
    values = changed(state.recorded, body.changes)
    derived = level_of(values.series, values.title_name)
    if derived is not None and derived != values.level:
        yield reason(
            expected=(f"{values.title_name} 为 {derived}",) * 2,
            found=(values.level, values.level),
            remedy=("职称名称和级别一并更正", "let name and level agree"),
        )


@rule("XN12-7.2b", "LEDGER-SCHEMA", on=(e.DataCorrected,))
def corrects_something(context: Context) -> Iterator[Reason]:
    """更正须列明字段、原值和现值."""
    if not context.body.changes:
        yield reason(
            expected=("更正的字段", "what is corrected"),
            found=("空", "nothing"),
            remedy=("列明字段、原值和现值", "list field, old value and new value"),
        )
