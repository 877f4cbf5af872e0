"""Facts of one supervision: the plan, what was done, and what was found (domain 3.9).

What follows on a finding is declared in `consequences`.
"""

from datetime import date
from typing import Annotated, Literal

from aggregates.roles import (
    AGENCY_OFFICER,
    APPLICANT,
    AUTHORITY_SEALED,
    CUSTODIAN,
    DEPARTMENT_REVIEWER,
    EMPLOYER_HEAD,
    EMPLOYER_REVIEWER,
    INSPECTOR,
    JOINTLY,
    OFFICE_STAFF,
    SEAL,
    UNIT_OFFICER,
)
from aggregates.schema import Body, Personal, PersonalFile, event, names

TargetKind = Literal[
    "APPLICANT", "EMPLOYER", "DEPARTMENT", "COMMITTEE", "ESTABLISHING_UNIT"
]
"""Who is supervised (XN6B-3)."""

Form = Literal["QUESTIONING", "INTERVIEW", "ON_SITE_OBSERVATION", "DOCUMENT_REVIEW"]
"""质询、约谈、现场观摩、查阅资料 (XN12-8.6c, XN6B-8a)."""

Item = Literal[
    "S01",
    "S02",
    "S03",
    "S04",
    "S05",
    "S06",
    "S07",
    "S08",
    "S09",
    "S10",
    "S11",
    "S12",
    "S13",
    "S14",
    "OTHER",
]
"""Items of the checklist of XN6B 第四条; ``OTHER`` is what superior rules add."""

Gravity = Literal["ORDINARY", "SERIOUS"]


class JointnessException(Body, frozen=True, kw_only=True):
    """A rule that says 会同 gives way, on a basis and for a reason."""

    rule: Annotated[str, names("对应规则", "rule")]
    basis: Annotated[str, names("依据文件及条款", "basis: document and clause")]
    reason: Annotated[str, names("理由", "reason", multiline=True)]


@event(
    "inspection.exception-granted",
    "例外核准（单独组织检查）",
    "grant an exception",
    segment="SUPERVISE",
    signers=[AUTHORITY_SEALED],
    opens=True,
)
class ExceptionGranted(JointnessException, frozen=True, kw_only=True):
    """An authority may inspect without the department of the industry."""


@event(
    "inspection.planned",
    "抽查（巡查）计划",
    "plan an inspection",
    segment="SUPERVISE",
    signers=[JOINTLY, AUTHORITY_SEALED],
    opens=True,
)
class Planned(Body, frozen=True, kw_only=True):
    """Whom to inspect, how they were chosen, by which forms and on which items."""

    kind: Annotated[
        Literal["SPOT_CHECK", "PATROL", "RE_CHECK", "SPECIAL"],
        names("检查方式（抽查、巡查、复查、专项）", "kind of inspection"),
    ]
    applications: Annotated[
        tuple[str, ...], names("被检查申报", "applications", kind="application")
    ] = ()
    employers: Annotated[
        tuple[str, ...], names("被检查推荐单位", "employers", kind="organisation")
    ] = ()
    departments: Annotated[
        tuple[str, ...], names("被检查主管单位", "departments", kind="organisation")
    ] = ()
    committees: Annotated[
        tuple[str, ...], names("被检查评委会", "committees", kind="committee")
    ] = ()
    units: Annotated[
        tuple[str, ...],
        names("被检查组建单位", "establishing units", kind="organisation"),
    ] = ()
    frame: Annotated[
        tuple[str, ...], names("抽取范围（对象编号）", "ids that could be drawn")
    ] = ()
    method: Annotated[str, names("抽取办法", "how they were chosen", multiline=True)]
    forms: Annotated[tuple[Form, ...], names("检查形式", "forms")]
    items: Annotated[tuple[Item, ...], names("检查项目", "items of the checklist")]
    starts_on: Annotated[date, names("检查起", "begins on")]
    ends_on: Annotated[date, names("检查止", "ends on")]
    clue: Annotated[str, names("线索（信访件、检查、通报等）", "clue")] = ""
    letters: Annotated[tuple[PersonalFile, ...], names("来函", "letters")] = ()
    programme: Annotated[str, names("专项整改名称", "programme")] = ""

    @property
    def targets(self) -> tuple[tuple[TargetKind, str], ...]:
        """Everybody who is to be inspected, with the kind of each."""
        kinds: tuple[tuple[TargetKind, tuple[str, ...]], ...] = (
            ("APPLICANT", self.applications),
            ("EMPLOYER", self.employers),
            ("DEPARTMENT", self.departments),
            ("COMMITTEE", self.committees),
            ("ESTABLISHING_UNIT", self.units),
        )
        return tuple((kind, one) for kind, found in kinds for one in found)


@event(
    "inspection.notice-served",
    "检查通知",
    "serve the notice of inspection",
    segment="SUPERVISE",
    signers=[[INSPECTOR.at_least(1), SEAL, CUSTODIAN]],
)
class NoticeServed(Body, frozen=True, kw_only=True):
    """The inspected body is told, and what it has to provide until when."""

    document_no: Annotated[str, names("通知文号", "number of the notice")]
    target: Annotated[str, names("被检查对象", "inspected")]
    served_on: Annotated[date, names("送达日期", "served on")]
    materials: Annotated[tuple[str, ...], names("须提供的资料", "material to provide")]
    until: Annotated[date, names("提供资料期限", "provided until")]


@event(
    "inspection.evidence-requested",
    "要求提供资料",
    "request evidence",
    segment="SUPERVISE",
    signers=[[INSPECTOR.at_least(1)]],
)
class EvidenceRequested(Body, frozen=True, kw_only=True):
    """More material is asked for, with a last day."""

    request: Annotated[str, names("要求编号", "number of the request")]
    target: Annotated[str, names("被检查对象", "inspected")]
    materials: Annotated[tuple[str, ...], names("须提供的资料", "material to provide")]
    until: Annotated[date, names("提供资料期限", "provided until")]


@event(
    "inspection.evidence-provided",
    "提供资料",
    "provide evidence",
    segment="SUPERVISE",
    signers=[
        [EMPLOYER_HEAD],
        [EMPLOYER_REVIEWER],
        [AGENCY_OFFICER],
        [DEPARTMENT_REVIEWER],
        [OFFICE_STAFF],
        [UNIT_OFFICER],
        [APPLICANT],
    ],
)
class EvidenceProvided(Body, frozen=True, kw_only=True):
    """The inspected body answers a request, truthfully (XN6B-7b)."""

    request: Annotated[str, names("要求编号（通知文号）", "number of the request")]
    statement: Annotated[Personal, names("说明", "statement", multiline=True)]
    materials: Annotated[tuple[PersonalFile, ...], names("资料", "material")]


@event(
    "inspection.refused",
    "拒绝检查、谎报、瞒报",
    "note a refusal, a false report or a concealment",
    segment="SUPERVISE",
    signers=[[INSPECTOR.at_least(1)]],
)
class Refused(Body, frozen=True, kw_only=True):
    """The inspected body refuses, tells an untruth, or conceals."""

    target: Annotated[str, names("被检查对象", "inspected")]
    manner: Annotated[
        Literal["REFUSED", "FALSE_REPORT", "CONCEALED"],
        names("情形（拒绝、谎报、瞒报）", "manner"),
    ]
    request: Annotated[str, names("要求编号（通知文号）", "number of the request")]
    persons: Annotated[
        tuple[str, ...], names("相关人员", "persons", kind="person")
    ] = ()
    circumstances: Annotated[Personal, names("经过", "circumstances", multiline=True)]
    evidence: Annotated[tuple[PersonalFile, ...], names("证据", "evidence")]


@event(
    "inspection.step-recorded",
    "检查过程（质询、约谈、现场观摩、查阅资料）",
    "record a step of the inspection",
    segment="SUPERVISE",
    signers=[
        [
            INSPECTOR.at_least(1),
            EMPLOYER_HEAD.optional(),
            EMPLOYER_REVIEWER.optional(),
            AGENCY_OFFICER.optional(),
            DEPARTMENT_REVIEWER.optional(),
            OFFICE_STAFF.optional(),
            UNIT_OFFICER.optional(),
            APPLICANT.optional(),
        ]
    ],
)
class StepRecorded(Body, frozen=True, kw_only=True):
    """What was done, in which form; who was questioned may sign it too."""

    form: Annotated[Form, names("检查形式", "form")]
    target: Annotated[str, names("被检查对象", "inspected")]
    on: Annotated[date, names("日期", "on")]
    place: Annotated[str, names("地点", "place")]
    items: Annotated[tuple[Item, ...], names("检查项目", "items of the checklist")]
    questioned: Annotated[
        tuple[str, ...], names("被质询（约谈）人员", "questioned", kind="person")
    ] = ()
    record: Annotated[PersonalFile, names("记录", "record")]


@event(
    "inspection.finding-issued",
    "检查发现",
    "issue a finding",
    segment="SUPERVISE",
    signers=[[INSPECTOR.at_least(1)]],
)
class FindingIssued(Body, frozen=True, kw_only=True):
    """A rule was not kept: which, by whom, on which evidence."""

    finding: Annotated[str, names("发现编号", "number of the finding")]
    rule: Annotated[str, names("违反的规则", "rule that was not kept")]
    item: Annotated[Item, names("检查项目", "item of the checklist")] = "OTHER"
    target_kind: Annotated[TargetKind, names("对象种类", "kind of subject")]
    target: Annotated[str, names("对象", "subject")]
    persons: Annotated[
        tuple[str, ...], names("相关人员", "persons", kind="person")
    ] = ()
    gravity: Annotated[Gravity, names("情节（一般、严重）", "gravity")]
    facts: Annotated[Personal, names("事实", "facts", multiline=True)]
    evidence: Annotated[tuple[PersonalFile, ...], names("证据", "evidence")]
