"""The letter: complete, from a competent body, to a committee with the power."""

from collections.abc import Iterator
from typing import Final

from aggregates.decider import Context
from aggregates.entrustment import events as e
from aggregates.lookup import organisation_of, person_of, session_of
from aggregates.organisation.state import OrganisationState
from aggregates.rulebook import Reason, reason, rule
from aggregates.text import is_blank

AUTHORITY_LEVELS: Final = ("CITY", "PROVINCE", "NATION")
SUPERIOR_LEVELS: Final = ("PROVINCE", "NATION")


@rule("XN12-3.1.4", "LZ-2.3b", "LEDGER-SCHEMA", on=(e.LetterIssued,))
def letter_is_complete(context: Context) -> Iterator[Reason]:
    """授权或委托函须有文号、范围、人员和受委托评委会."""
    body: e.LetterIssued = context.body
    parts = {
        "函件文号": not is_blank(body.letter_no),
        "职称系列": not is_blank(body.series),
        "级别": bool(body.levels),
        "申报人员": bool(body.persons),
        "受委托评委会": bool(body.session) != bool(body.outside_committee),
    }
    missing = [name for name, given in parts.items() if not given]
    if missing:
        yield reason(
            expected=("文号、系列、级别、人员和一个受委托评委会", "a complete letter"),
            found=("缺：" + "、".join(missing), f"{len(missing)} missing"),
            remedy=("补齐后出具", "complete the letter"),
        )


@rule("XN12-3.1.4", "LZ-2.3b", "LEDGER-COMPETENCE", on=(e.LetterIssued,))
def issued_by_a_competent_body(context: Context) -> Iterator[Reason]:
    """由中直、区（省）直单位，省级、市级人社部门或其他有权限的单位出具."""
    body: e.LetterIssued = context.body
    issuer = organisation_of(context.states, body.issuer)
    for org in dict.fromkeys(s.org for s in context.act.by if s.org != body.issuer):
        yield reason(
            expected=(f"出具单位 {body.issuer} 签名盖章", f"{body.issuer} signs"),
            found=(org or "空", org or "nobody"),
            remedy=("由出具单位签名盖章", "the issuing body signs and seals"),
        )
    if not _may_entrust(issuer) and is_blank(body.authority_basis):
        yield reason(
            expected=(
                "中直、省（区）直单位，省市人社部门，或写明权限依据",
                "a body with the power to entrust, or the basis of it",
            ),
            found=(
                f"{issuer.kind or '未登记'} {issuer.level}",
                f"{issuer.kind or 'not registered'} {issuer.level}",
            ),
            remedy=("由有权限的单位出具", "let a competent body issue it"),
        )


def _may_entrust(issuer: OrganisationState) -> bool:
    if issuer.kind == "AUTHORITY":
        return issuer.level in AUTHORITY_LEVELS
    return issuer.level in SUPERIOR_LEVELS


@rule("LEDGER-REFS", on=(e.LetterIssued,))
def names_known_things(context: Context) -> Iterator[Reason]:
    """Persons and session of the letter are on the ledger."""
    body: e.LetterIssued = context.body
    unknown = [
        one for one in body.persons if not person_of(context.states, one).registered
    ]
    if body.session and not session_of(context.states, body.session).stage:
        unknown.append(body.session)
    for name in unknown:
        yield reason(
            expected=("台账中已登记的编号", "an id that the ledger knows"),
            found=(f"{name} 未登记", f"{name} is not registered"),
            remedy=("先登记，再出具", "register it first"),
        )


@rule("LEDGER-SCHEMA", on=(e.LetterIssued,))
def closing_day_of_a_committee_elsewhere(context: Context) -> Iterator[Reason]:
    """The deadline is counted back from the day on which that committee closes."""
    body: e.LetterIssued = context.body
    if body.outside_committee and body.closing_on is None:
        yield reason(
            expected=("截止接收材料日", "the day it takes material in until"),
            found=("空", "nothing"),
            remedy=("按受委托评委会的通知填写", "take it from that committee's notice"),
        )
