"""Batches: who sends them in, and when they may be uploaded (XN12 七（二）)."""

from collections.abc import Iterator
from typing import Final

from aggregates.competence import covers, lies_in
from aggregates.decider import Context
from aggregates.history import events as e
from aggregates.lookup import organisation_of
from aggregates.organisation.state import OrganisationState
from aggregates.rulebook import Reason, reason, rule

EMPLOYERS: Final = (
    "STATE_ENTERPRISE",
    "PUBLIC_INSTITUTION",
    "PRIVATE_ENTERPRISE",
    "SOCIAL_ORGANISATION",
    "INDIVIDUAL_BUSINESS",
    "HR_AGENCY",
    "DISPATCH_AGENCY",
    "OTHER",
)


@rule("XN12-7.2a", "LEDGER-COMPETENCE", on=(e.BatchCollected,))
def through_the_employer_or_the_office(context: Context) -> Iterator[Reason]:
    """可通过用人单位或属地职改部门报送职称证书数据."""
    for signer in context.act.by:
        org = organisation_of(context.states, signer.org)
        office = signer.role == "AUTHORITY_OFFICER" and org.kind == "AUTHORITY"
        employer = signer.role == "EMPLOYER_REVIEWER" and org.kind in EMPLOYERS
        here = lies_in(org.territory, context.policy.territory)
        if not here or not (office or employer):
            yield reason(
                expected=(
                    "本市用人单位或属地职改部门",
                    "an employer or an office of the city",
                ),
                found=_found(org),
                remedy=(
                    "通过用人单位或属地职改部门报送",
                    "send it through one of them",
                ),
            )


def _found(org: OrganisationState) -> tuple[str, str]:
    place = org.territory or "未登记"
    return f"{org.id}（{org.kind} {place}）", f"{org.id} ({org.kind} {place})"


@rule("XN12-7.2b", "LEDGER-COMPETENCE", on=(e.BatchChecked,))
def checked_by_the_local_office(context: Context) -> Iterator[Reason]:
    """各地职改部门甄别本地数据."""
    for signer in context.act.by:
        org = organisation_of(context.states, signer.org)
        here = lies_in(org.territory, context.policy.territory)
        if org.kind != "AUTHORITY" or not here:
            yield reason(
                expected=("本市各地职改部门", "an office of the city"),
                found=_found(org),
                remedy=("由属地职改部门甄别", "let the local office check them"),
            )


@rule("LEDGER-SCHEMA", on=(e.BatchCollected,))
def holds_a_row(context: Context) -> Iterator[Reason]:
    """A batch has at least one row."""
    if context.body.rows.count == 0:
        yield reason(
            expected=("至少一条数据", "one row or more"),
            found=("空表", "none"),
            remedy=("用 daocha history import 导入采集表", "import the table"),
        )


@rule("XN12-7.2e", on=(e.BatchUploaded,), effect="deadline")
def not_uploaded_before_the_day(context: Context) -> Iterator[Reason]:
    """职称数据于2024年5月15日后分批上传."""
    scope = context.policy.history
    if scope is None:
        return
    first = scope.upload_not_before
    if context.act.day < first or context.body.uploaded_on < first:
        yield reason(
            expected=(f"{first} 起", f"from {first}"),
            found=(f"{context.body.uploaded_on}",) * 2,
            remedy=(f"{first} 起上传", f"upload from {first} on"),
        )


@rule("XN12-7.2e", "LEDGER-COMPETENCE", on=(e.BatchUploaded,))
def uploaded_by_the_city_office(context: Context) -> Iterator[Reason]:
    """由市职改办上传."""
    for name in context.act.orgs:
        org = organisation_of(context.states, name)
        if not covers(org, context.policy.territory):
            yield reason(
                expected=("市级以上职改部门", "the city's office, or above"),
                found=_found(org),
                remedy=("报市职改办统一上传", "the city office uploads"),
            )
