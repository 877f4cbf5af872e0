"""Entrusted review: a body lets another body's committee review (domain page 3.5).

Both ways: others entrust a committee here (代为评审), or the city entrusts a committee
elsewhere because it has none of its own. The letter says which committee, for whom,
and when that committee closes its acceptance.
"""

from datetime import date
from typing import Annotated, Literal

from aggregates.application.facts import Level
from aggregates.application.opinions import Reason
from aggregates.roles import (
    AUTHORITY_OFFICER,
    CUSTODIAN,
    DEPARTMENT_REVIEWER,
    EMPLOYER_HEAD,
    ENTRUSTING_BODY,
    OFFICE_STAFF,
    SEAL,
)
from aggregates.schema import Body, FileRef, event, names


@event(
    "entrustment.letter-issued",
    "出具授权（委托）函",
    "issue the letter of entrustment",
    segment="RECOMMEND",
    signers=[[ENTRUSTING_BODY, SEAL, CUSTODIAN]],
    opens=True,
)
class LetterIssued(Body, frozen=True, kw_only=True):
    """The entrusting body names committee, scope and persons."""

    letter_kind: Annotated[
        Literal["AUTHORISATION", "ENTRUSTMENT_LETTER"],
        names("函件种类", "kind of letter"),
    ]
    issuer: Annotated[str, names("出具单位", "issued by", kind="organisation")]
    letter_no: Annotated[str, names("函件文号", "number of the letter")]
    issued_on: Annotated[date, names("出具日期", "issued on")]
    letter: Annotated[FileRef, names("函件", "the letter")]
    series: Annotated[str, names("职称系列", "series")]
    levels: Annotated[tuple[Level, ...], names("级别", "levels")]
    persons: Annotated[tuple[str, ...], names("申报人员", "persons", kind="person")]
    session: Annotated[
        str, names("受委托的评审批次", "entrusted session", kind="session")
    ] = ""
    outside_committee: Annotated[
        str, names("受委托的外地评委会", "committee elsewhere")
    ] = ""
    outside_power: Annotated[
        str, names("外地评委会评审权依据", "basis of its power of review")
    ] = ""
    closing_on: Annotated[
        date | None, names("受委托评委会截止接收材料日", "it takes material in until")
    ] = None
    authority_basis: Annotated[
        str, names("出具单位权限依据", "basis of the issuer's power to entrust")
    ] = ""


@event(
    "entrustment.materials-submitted",
    "报送委托评审材料",
    "submit the material for entrusted review",
    segment="RECOMMEND",
    signers=[[EMPLOYER_HEAD], [DEPARTMENT_REVIEWER], [ENTRUSTING_BODY]],
)
class MaterialsSubmitted(Body, frozen=True, kw_only=True):
    """Letter and material go to the office that checks them."""

    to: Annotated[str, names("报送至", "to", kind="organisation")]
    material: Annotated[FileRef, names("材料清单", "list of the material")]


@event(
    "entrustment.checked",
    "审核委托评审材料",
    "check an entrustment",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER], [OFFICE_STAFF]],
)
class Checked(Body, frozen=True, kw_only=True):
    """The office checked letter, procedure and scope."""

    letter_genuine: Annotated[bool, names("函件真实有效", "the letter is genuine")]
    procedure_conforms: Annotated[bool, names("程序相符", "the procedure conforms")]
    in_scope: Annotated[bool, names("属受理范围", "it is in scope")]
    opinion: Annotated[str, names("审核意见", "opinion", multiline=True)]


@event(
    "entrustment.accepted",
    "接受委托评审",
    "accept an entrustment",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER], [OFFICE_STAFF]],
)
class Accepted(Body, frozen=True, kw_only=True):
    """The persons of the letter may be taken in."""


@event(
    "entrustment.returned",
    "退回委托评审",
    "return an entrustment",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER], [OFFICE_STAFF]],
)
class Returned(Body, frozen=True, kw_only=True):
    """It goes back the way it came, with all reasons."""

    reasons: Annotated[tuple[Reason, ...], names("全部原因", "all reasons")]
    to: Annotated[str, names("退回至", "returned to", kind="organisation")]
    responsible: Annotated[
        str, names("逾期责任单位", "body that was late", kind="organisation")
    ] = ""


@event(
    "entrustment.result-publicity-opened",
    "委托机构公示评审结果",
    "open the entrusting body's publicity",
    segment="REVIEW",
    signers=[[ENTRUSTING_BODY]],
)
class ResultPublicityOpened(Body, frozen=True, kw_only=True):
    """The entrusting body publicises the result in its own scope."""

    posted_on: Annotated[date, names("公示日期", "posted on")]
    address: Annotated[str, names("公示地址", "where it is published")]


@event(
    "entrustment.result-publicity-closed",
    "委托机构结果公示结束",
    "close the entrusting body's publicity",
    segment="REVIEW",
    signers=[[ENTRUSTING_BODY]],
)
class ResultPublicityClosed(Body, frozen=True, kw_only=True):
    """It ran its full time."""

    removed_on: Annotated[date, names("撤下日期", "taken down on")]
    objections: Annotated[bool, names("有异议", "there were objections")]
