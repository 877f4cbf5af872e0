"""Certificates: one for a title, its data reported first, and what happens to it."""

from collections.abc import Iterator

from aggregates.decider import Context
from aggregates.lookup import organisation_of
from aggregates.rulebook import Reason, reason, rule
from aggregates.title import events as e
from aggregates.title.state import RECORDED, TitleState


@rule("LZ-6.3b", on=(e.CertificateIssued,))
def its_data_was_reported(context: Context) -> Iterator[Reason]:
    """确认文件下发后先报送电子证书数据，再发放职称电子证书."""
    asked = context.policy.certificate_data_due_wd is not None
    if asked and not context.state.data_reported:
        yield reason(
            expected=("已报送电子证书数据", "certificate data reported"),
            found=("尚未报送", "not reported"),
            remedy=("先报送数据", "report the data first"),
        )


@rule("LEDGER-STATE", on=(e.CertificateDataReported,))
def reported_once(context: Context) -> Iterator[Reason]:
    """The data of a certificate are reported once."""
    if context.state.data_reported:
        yield reason(
            expected=("尚未报送", "not reported yet"),
            found=("已报送", "reported"),
            remedy=("无需再次报送", "nothing more is due"),
        )


@rule("LEDGER-REFS", on=(e.CertificateForgeryFound,))
def handed_over_to_discipline(context: Context) -> Iterator[Reason]:
    """A forgery is referred to a body of discipline inspection."""
    org = context.body.referred_to
    kind = organisation_of(context.states, org).kind
    if kind != "DISCIPLINE_ORGAN":
        yield reason(
            expected=("纪检监察机关", "a body of discipline inspection"),
            found=(f"{org}（{kind or '未登记'}）", f"{org} ({kind or 'unknown'})"),
            remedy=("移交纪检监察机关", "refer it to discipline inspection"),
        )


@rule("LEDGER-COMPETENCE", on=(e.ReferralAcknowledged,))
def acknowledged_by_whom_it_went_to(context: Context) -> Iterator[Reason]:
    """The body that acknowledges is the one that the matter was referred to."""
    wanted = context.state.referred_to
    for signer in context.act.by:
        if signer.org != wanted:
            yield reason(
                expected=(wanted, wanted),
                found=(signer.org, signer.org),
                remedy=("由接收单位签收", "let the body acknowledge that has it"),
            )


@rule("LEDGER-STATE", on=(e.ReferralAcknowledged,))
def acknowledged_once(context: Context) -> Iterator[Reason]:
    """A referral arrives once."""
    if context.state.referral_acknowledged:
        yield reason(
            expected=("尚未签收", "not acknowledged yet"),
            found=("已签收", "acknowledged"),
            remedy=("无需再次签收", "nothing more is due"),
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


@rule("LEDGER-REFS", on=(e.CertificateVoided, e.CertificateForgeryFound))
def the_certificate_of_this_title(context: Context) -> Iterator[Reason]:
    """The certificate that is voided, or found forged, is the one on record."""
    state: TitleState = context.state
    if state.stage == RECORDED and not state.certificate_no:
        return  # history need not tell the number
    if context.body.certificate_no != state.certificate_no:
        yield reason(
            expected=(
                state.certificate_no or "未发证",
                state.certificate_no or "no certificate",
            ),
            found=(context.body.certificate_no,) * 2,
            remedy=("核对证书编号", "check the number"),
        )
