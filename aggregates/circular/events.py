"""Circulars: who is told what about whom (通报, domain page 3.9)."""

from datetime import date
from typing import Annotated, Literal

from aggregates.roles import (
    AUTHORITY_SEALED,
    CUSTODIAN,
    DEPARTMENT_REVIEWER,
    OFFICE_STAFF,
    SEAL,
    UNIT_SEALED,
)
from aggregates.schema import Body, Personal, PersonalFile, Year, event, names

SubjectKind = Literal[
    "APPLICANT",
    "EMPLOYER",
    "DEPARTMENT",
    "COMMITTEE",
    "ESTABLISHING_UNIT",
    "EXPERT",
    "STAFF",
]
Scope = Literal["OWN_SYSTEM", "OWN_FIELD", "WORKPLACE", "WHOLE_CITY", "WHOLE_REGION"]


@event(
    "circular.issued",
    "通报（批评）",
    "issue a circular",
    segment="SUPERVISE",
    signers=[
        AUTHORITY_SEALED,
        [DEPARTMENT_REVIEWER, SEAL, CUSTODIAN],
        UNIT_SEALED,
        [OFFICE_STAFF, SEAL, CUSTODIAN],
    ],
    opens=True,
)
class Issued(Body, frozen=True, kw_only=True):
    """A body that is competent tells others what somebody did, and on which ground."""

    document_no: Annotated[str, names("通报文号", "number of the circular")]
    issued_on: Annotated[date, names("印发日期", "issued on")]
    manner: Annotated[
        Literal["CIRCULAR", "CRITICISM", "WORK_REPORT"],
        names("种类（通报、通报批评、工作检查通报）", "manner"),
    ]
    scope: Annotated[
        Scope,
        names("范围（本系统、本领域、所在单位、全市、全区）", "who is told"),
    ]
    addressees: Annotated[
        tuple[str, ...], names("发送单位", "addressees", kind="organisation")
    ] = ()
    subject_kind: Annotated[SubjectKind, names("通报对象种类", "kind of subject")]
    subject: Annotated[str, names("通报对象", "subject")]
    year: Annotated[Year, names("计入年度", "year it counts in")]
    rule: Annotated[str, names("依据的规则", "rule it rests on")]
    basis: Annotated[str, names("依据文件", "basis: document and clause")]
    facts: Annotated[Personal, names("事实", "facts", multiline=True)]
    document: Annotated[PersonalFile, names("通报正文", "document")]
    inspection: Annotated[str, names("检查", "inspection", kind="inspection")] = ""
    finding: Annotated[str, names("发现编号", "number of the finding")] = ""
