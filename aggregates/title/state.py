"""What the rules must remember of a title."""

from datetime import date

import msgspec
from msgspec.structs import replace

from aggregates.decider import Act, Handlers, fold
from aggregates.history.values import RowValues, changed
from aggregates.title import events as e

CONFERRED = "CONFERRED"
RECORDED = "RECORDED"
DETERMINED = "DETERMINED"
VERIFIED = "VERIFIED"
RECOGNISED = "RECOGNISED"
RECONFIRMED = "RECONFIRMED"
CONVERTED = "CONVERTED"
REVOKED = "REVOKED"
VOIDED = "VOIDED"
FORGED = "FORGED"

ABROAD = (VERIFIED, RECOGNISED, RECONFIRMED)
"""Stages of a title from elsewhere that nobody converted."""


class TitleState(msgspec.Struct, frozen=True):
    """One title, its certificate, and whether it still stands."""

    id: str
    stage: str = ""
    person: str = ""
    application: str = ""
    session: str = ""
    profile: str = ""
    series: str = ""
    profession: str = ""
    level: str = ""
    since: date | None = None
    document_no: str = ""
    recorded: RowValues = RowValues()
    history: str = ""
    scope: str = "NORMAL"
    employer: str = ""
    issued_in: str = ""
    issuer: str = ""
    dispatch: e.Dispatch | None = None
    data_reported: bool = False
    referred_to: str = ""
    referral_acknowledged: bool = False
    certificate_no: str = ""
    certificate_voided: bool = False
    employer_notified: bool = False
    decision_no: str = ""
    revoked_on: date | None = None
    violation: str = ""
    complaint: str = ""


def initial(aggregate_id: str) -> TitleState:
    """Return the state of a title that does not exist yet."""
    return TitleState(id=aggregate_id)


def evolve(state: TitleState, act: Act) -> TitleState:
    """Fold one act into the state."""
    return fold(HANDLERS, state, act)


def _conferred(state: TitleState, body: e.Conferred, act: Act) -> TitleState:
    return replace(
        state,
        stage=CONFERRED,
        person=body.person,
        application=body.application,
        session=body.session,
        profile=act.profile,
        series=body.series,
        profession=body.profession,
        level=body.level,
        since=body.since,
        document_no=body.document_no,
        scope=body.scope,
    )


def _brought(state: TitleState, body: e.EmployersTitle, act: Act) -> TitleState:
    return replace(
        state,
        person=body.person,
        profile=act.profile,
        employer=body.employer,
        series=body.series,
        profession=body.profession,
        level=body.level,
        since=body.since,
    )


def _determined(
    state: TitleState, body: e.InitialTitleDetermined, act: Act
) -> TitleState:
    return replace(_brought(state, body, act), stage=DETERMINED)


def _verified(state: TitleState, body: e.OutsideTitleVerified, act: Act) -> TitleState:
    return replace(
        _brought(state, body, act),
        stage=VERIFIED,
        issued_in=body.issued_in,
        issuer=body.issuer,
        certificate_no=body.certificate_no,
        dispatch=body.dispatch,
    )


def _forged(
    state: TitleState, body: e.CertificateForgeryFound, _act: Act
) -> TitleState:
    return replace(state, stage=FORGED, referred_to=body.referred_to)


def _recorded(state: TitleState, body: e.Recorded, act: Act) -> TitleState:
    values = RowValues(
        series=body.series,
        profession=body.profession,
        title_name=body.title_name,
        level=body.level,
        review_body=body.review_body,
        approving_unit=body.approving_unit,
        approval_no=body.approval_no,
        approved_on=body.approved_on,
    )
    start = replace(
        state,
        stage=RECORDED,
        person=body.person,
        profile=act.profile,
        history=body.history,
    )
    return _with_values(start, values)


def _with_values(state: TitleState, values: RowValues) -> TitleState:
    return replace(
        state,
        recorded=values,
        series=values.series,
        profession=values.profession,
        level=values.level,
        since=values.approved_on,
        document_no=values.approval_no,
    )


def _corrected(state: TitleState, body: e.DataCorrected, act: Act) -> TitleState:
    return _with_values(state, changed(state.recorded, body.changes))


def _certificate(state: TitleState, body: e.CertificateIssued, act: Act) -> TitleState:
    return replace(state, certificate_no=body.certificate_no)


def _revoked(state: TitleState, body: e.Revoked, act: Act) -> TitleState:
    return replace(
        state,
        stage=REVOKED,
        decision_no=body.decision_no,
        revoked_on=body.decided_on,
        violation=body.violation,
        complaint=body.complaint,
    )


HANDLERS: Handlers[TitleState] = {
    e.Conferred: _conferred,
    e.Recorded: _recorded,
    e.InitialTitleDetermined: _determined,
    e.OutsideTitleVerified: _verified,
    e.Recognised: lambda s, _b, _a: replace(s, stage=RECOGNISED),
    e.Reconfirmed: lambda s, _b, _a: replace(s, stage=RECONFIRMED),
    e.Converted: lambda s, _b, _a: replace(s, stage=CONVERTED),
    e.CertificateDataReported: lambda s, _b, _a: replace(s, data_reported=True),
    e.CertificateForgeryFound: _forged,
    e.ReferralAcknowledged: lambda s, _b, _a: replace(s, referral_acknowledged=True),
    e.DataCorrected: _corrected,
    e.CertificateIssued: _certificate,
    e.Revoked: _revoked,
    e.Voided: lambda s, body, _a: replace(
        s, stage=VOIDED, decision_no=body.decision_no
    ),
    e.CertificateVoided: lambda s, _b, _a: replace(s, certificate_voided=True),
    e.EmployerNotified: lambda s, _b, _a: replace(s, employer_notified=True),
}
