"""倒查: from a clue to who answers for what, and to the measure (domain page 3.9)."""

from datetime import date
from typing import Annotated, Literal

from aggregates.inspection.events import Gravity, JointnessException
from aggregates.roles import (
    AUTHORITY_OFFICER,
    AUTHORITY_SEALED,
    CUSTODIAN,
    DEPARTMENT_REVIEWER,
    INSPECTOR,
    JOINTLY,
    SEAL,
    UNIT_SEALED,
)
from aggregates.schema import (
    Body,
    EventRef,
    Part,
    Personal,
    PersonalFile,
    Sealed,
    event,
    names,
)

Segment = Literal["DECLARE", "RECOMMEND", "AUDIT", "REVIEW", "ISSUE"]
BodyKind = Literal[
    "APPLICANT",
    "EMPLOYER",
    "DEPARTMENT",
    "AUTHORITY",
    "COMMITTEE",
    "ESTABLISHING_UNIT",
]
Measure = Literal[
    "NOTPASS",
    "NOTCONFIRM",
    "VOID",
    "DISQUALIFY",
    "REVOKE",
    "BLACKLIST",
    "EDUCATE",
    "REMEDY",
    "RECTIFY",
    "CIRCULATE",
    "SUSPEND",
    "WITHDRAW",
    "UNRECOGNISED",
    "BAR-EXPERT",
    "BAR-STAFF",
    "REFER",
    "EXPLAIN",
]
"""The measures of domain page 0.4 that somebody can take."""


@event(
    "trace.exception-granted",
    "例外核准（单独组织倒查）",
    "grant an exception",
    segment="SUPERVISE",
    signers=[AUTHORITY_SEALED],
    opens=True,
)
class ExceptionGranted(JointnessException, frozen=True, kw_only=True):
    """An authority may trace without the department of the industry."""


@event(
    "trace.opened",
    "启动倒查",
    "open a trace",
    segment="SUPERVISE",
    signers=[JOINTLY, AUTHORITY_SEALED],
    opens=True,
)
class Opened(Body, frozen=True, kw_only=True):
    """A clue leads to a trace: complaint, finding, circular, audit or letter."""

    clue_kind: Annotated[
        Literal[
            "COMPLAINT",
            "FINDING",
            "CIRCULAR",
            "LATE_AUDIT",
            "WRONG_AUDIT",
            "EXTERNAL_LETTER",
        ],
        names("线索种类", "kind of clue"),
    ]
    clue: Annotated[str, names("线索（信访件、检查、通报、申报）", "clue")] = ""
    finding: Annotated[str, names("发现编号", "number of the finding")] = ""
    letters: Annotated[tuple[PersonalFile, ...], names("来函", "letters")] = ()
    effect: Annotated[
        str, names("造成的后果或对评审期限的影响", "what it led to", multiline=True)
    ] = ""
    facts: Annotated[Personal, names("问题线索", "what the clue says", multiline=True)]


@event(
    "trace.scope-set",
    "确定倒查范围",
    "set the scope",
    segment="SUPERVISE",
    signers=[[INSPECTOR.at_least(1)]],
)
class ScopeSet(Body, frozen=True, kw_only=True):
    """Which applications, sessions and persons are looked at, and which period."""

    applications: Annotated[
        tuple[str, ...], names("涉及申报", "applications", kind="application")
    ] = ()
    sessions: Annotated[
        tuple[str, ...], names("涉及评审批次", "sessions", kind="session")
    ] = ()
    persons: Annotated[
        tuple[str, ...], names("涉及人员", "persons", kind="person")
    ] = ()
    starts_on: Annotated[date, names("期间起", "period from")]
    ends_on: Annotated[date, names("期间止", "period until")]


@event(
    "trace.responsibility-attributed",
    "责任认定",
    "attribute a responsibility",
    segment="SUPERVISE",
    signers=[[INSPECTOR.at_least(1), AUTHORITY_OFFICER]],
)
class ResponsibilityAttributed(Body, frozen=True, kw_only=True):
    """One person answers for one act: in which segment, against which rule."""

    responsibility: Annotated[str, names("责任编号", "number")]
    segment: Annotated[
        Segment, names("责任环节（申报、推荐、审核、评审、发证）", "segment")
    ]
    person: Annotated[str, names("责任人", "person", kind="person")]
    body: Annotated[str, names("所在单位", "body", kind="organisation")]
    body_kind: Annotated[BodyKind, names("单位种类", "kind of body")]
    act: Annotated[EventRef, names("行为（事件）", "act")]
    conduct: Annotated[
        Literal["ACT", "OMISSION"],
        names("作为或不作为（应办未办，引用起算的事件）", "act or omission"),
    ]
    rule: Annotated[str, names("违反的规则", "rule that was not kept")]
    kind: Annotated[
        Literal["DIRECT_HEAD", "OTHER_DIRECT"],
        names("责任种类（直接负责的主管人员、其他直接责任人员）", "kind"),
    ]
    gravity: Annotated[Gravity, names("情节（一般、严重）", "gravity")]
    reasoning: Annotated[Sealed, names("认定理由", "reasoning", multiline=True)]


@event(
    "trace.sanction-proposed",
    "处理建议",
    "propose a measure",
    segment="SUPERVISE",
    signers=[[AUTHORITY_OFFICER]],
)
class SanctionProposed(Body, frozen=True, kw_only=True):
    """What should be done about a responsibility, and who is competent."""

    responsibility: Annotated[str, names("责任编号", "number")]
    measure: Annotated[Measure, names("措施", "measure")]
    rule: Annotated[str, names("依据的规则", "rule")]
    competent: Annotated[
        str, names("有权作出处理的单位", "competent body", kind="organisation")
    ]
    reason: Annotated[str, names("理由", "reason", multiline=True)]


@event(
    "trace.sanction-applied",
    "处理决定",
    "apply a measure",
    segment="SUPERVISE",
    signers=[
        AUTHORITY_SEALED,
        UNIT_SEALED,
        [DEPARTMENT_REVIEWER, SEAL, CUSTODIAN],
    ],
)
class SanctionApplied(Body, frozen=True, kw_only=True):
    """The competent body takes the measure; where it stands, is named."""

    responsibility: Annotated[str, names("责任编号", "number")]
    measure: Annotated[Measure, names("措施", "measure")]
    rule: Annotated[str, names("依据的规则", "rule")]
    decision_no: Annotated[str, names("决定文号", "number of the decision")]
    decided_on: Annotated[date, names("决定日期", "decided on")]
    carried_out: Annotated[str, names("所在事项（如有）", "where it was done")] = ""


class Unmeasured(Part, frozen=True, kw_only=True):
    """A responsibility that needs no measure, and why."""

    responsibility: Annotated[str, names("责任编号", "number")]
    reason: Annotated[str, names("不予处理的理由", "why there is none", multiline=True)]


@event(
    "trace.concluded",
    "倒查结论",
    "conclude the trace",
    segment="SUPERVISE",
    signers=[AUTHORITY_SEALED],
)
class Concluded(Body, frozen=True, kw_only=True):
    """Every responsibility has a measure, or a reason why it needs none."""

    conclusion: Annotated[Personal, names("结论", "conclusion", multiline=True)]
    unmeasured: Annotated[
        tuple[Unmeasured, ...], names("不予处理的责任", "without a measure")
    ] = ()
