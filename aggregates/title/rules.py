"""What is refused about titles, and under which rule id."""

from collections.abc import Iterator

from aggregates.application.rules.ending import verified
from aggregates.decider import Context
from aggregates.lookup import complaint_of, organisation_of
from aggregates.rulebook import Reason, reason, rule
from aggregates.stages import Stages, possible_in
from aggregates.title import events as e
from aggregates.title import state as s
from aggregates.title.state import TitleState

NAMES = {s.CONFERRED: ("有效", "valid"), s.REVOKED: ("已撤销", "revoked")}
STAGES: Stages = {
    e.CertificateIssued: (s.CONFERRED,),
    e.Revoked: (s.CONFERRED,),
    e.CertificateVoided: (s.REVOKED,),
    e.EmployerNotified: (s.REVOKED,),
}
possible_now = possible_in(STAGES, NAMES)


@rule("XN6A-2d", "XN12-5.1i", "XN6A-2c", on=(e.Revoked,))
def falsity_is_verified(context: Context) -> Iterator[Reason]:
    """一经查实，撤销其职称：须有本案查实的结论."""
    body: e.Revoked = context.body
    complaint = complaint_of(context.states, body.complaint)
    yield from verified(complaint, context.state.application, body.violation)


@rule("XN6A-2d", on=(e.Revoked,))
def decided_after_the_verification(context: Context) -> Iterator[Reason]:
    """决定日期不早于核查结论，不晚于今日."""
    body: e.Revoked = context.body
    complaint = complaint_of(context.states, body.complaint)
    today = context.act.day
    earliest = complaint.decided_on
    if earliest is None:
        return
    if not earliest <= body.decided_on <= today:
        yield reason(
            expected=(f"{earliest} 至 {today}", f"{earliest} to {today}"),
            found=(f"{body.decided_on}",) * 2,
            remedy=("填写实际决定日期", "give the day of the decision"),
        )


@rule("LEDGER-COMPETENCE", on=(e.Revoked, e.CertificateIssued, e.CertificateVoided))
def by_an_authority(context: Context) -> Iterator[Reason]:
    """Titles are revoked and certificates issued by an authority."""
    for signer in context.act.by:
        org = organisation_of(context.states, signer.org)
        if org.kind != "AUTHORITY":
            yield reason(
                expected=("人社（职改）部门", "an authority"),
                found=(f"{signer.org}（{org.kind or '未登记'}）", f"{signer.org}"),
                remedy=("由有管理权限的部门办理", "the competent authority acts"),
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
