"""Inspections, circulars and traces as histories, over the typical year."""

from aggregates.circular import events as circular
from aggregates.committee import events as committee
from aggregates.inspection import consequences
from aggregates.inspection import events as inspection
from aggregates.trace import events as trace
from tests.support import actors as a
from tests.support.actors import holds
from tests.support.builders import ADMITTED, COMMITTEE, JIA, PROFILE, paper
from tests.support.builders_session import COMPLAINT
from tests.support.cities import publish
from tests.support.given import Deed, deed, world_after

INSPECTION = "inspection/autumn"
TRACE = "trace/plagiarism"
CIRCULAR = "circular/first"
EXPERT = "person/expert-2"
CLERK = "person/office-clerk"

INSPECTORS = (
    holds("inspector-1", "INSPECTOR", a.CITY),
    holds("inspector-2", "INSPECTOR", a.DEPARTMENT),
)
CITY_INSPECTOR = holds("inspector-3", "INSPECTOR", a.CITY)
STRANGE_INSPECTOR = holds("inspector-4", "INSPECTOR", a.OTHER_COUNTY)
AUTHORITY = (a.CITY_OFFICER, a.CITY_SEAL)
JOINTLY = (*AUTHORITY, a.DEPARTMENT_REVIEWER, a.DEPARTMENT_SEAL)
THE_UNIT = (a.UNIT_OFFICER, a.UNIT_SEAL)
THE_EMPLOYER = (a.HEAD, a.SEAL)

EXCEPT = deed(
    inspection.ExceptionGranted,
    INSPECTION,
    AUTHORITY,
    "2024-08-30T09:00",
    rule="XN6B-7a",
    basis="咸职改办〔2024〕9号（示例）第三条",
    reason="被检查单位无行业主管部门。",
)
PLAN = deed(
    inspection.Planned,
    INSPECTION,
    JOINTLY,
    "2024-09-02T09:00",
    kind="SPOT_CHECK",
    applications=[JIA.id],
    employers=[a.FACTORY],
    departments=[],
    committees=[COMMITTEE],
    units=[a.UNIT],
    frame=[JIA.id, a.FACTORY, a.SCHOOL, a.SOFTWARE, COMMITTEE, a.UNIT],
    method="由监督员在名单中摇号抽取（示例）",
    forms=["INTERVIEW", "DOCUMENT_REVIEW"],
    items=["S01", "S02", "S03", "S06", "S07"],
    starts_on="2024-09-03",
    ends_on="2024-09-30",
)
NOTICE = deed(
    inspection.NoticeServed,
    INSPECTION,
    (INSPECTORS[0], a.CITY_SEAL, a.CITY_CUSTODIAN),
    "2024-09-03T09:00",
    document_no="咸职改检〔2024〕1号（示例）",
    target=a.FACTORY,
    served_on="2024-09-03",
    materials=["公示照片", "审议记录"],
    until="2024-09-10",
)
REQUEST = deed(
    inspection.EvidenceRequested,
    INSPECTION,
    (INSPECTORS[0],),
    "2024-09-04T09:00",
    request="补1",
    target=a.FACTORY,
    materials=["考勤记录"],
    until="2024-09-11",
)
PROVIDE = deed(
    inspection.EvidenceProvided,
    INSPECTION,
    (a.REVIEWER,),
    "2024-09-09T09:00",
    request="咸职改检〔2024〕1号（示例）",
    statement="按要求提供（示例）",
    materials=[paper("photo"), paper("minutes")],
)
REFUSE = deed(
    inspection.Refused,
    INSPECTION,
    (INSPECTORS[0],),
    "2024-09-12T09:00",
    target=a.FACTORY,
    manner="REFUSED",
    request="补1",
    circumstances="到期未提供（示例）",
    evidence=[paper("receipt")],
)
STEP = deed(
    inspection.StepRecorded,
    INSPECTION,
    (*INSPECTORS, a.HEAD),
    "2024-09-10T15:00",
    form="INTERVIEW",
    target=a.FACTORY,
    on="2024-09-10",
    place="机械厂会议室（示例）",
    items=["S02", "S03"],
    record=paper("interview"),
)


def find(number: str, kind: str, target: str, **changes: object) -> Deed:
    """Issue a finding about somebody in the plan."""
    usual = deed(
        inspection.FindingIssued,
        INSPECTION,
        INSPECTORS,
        "2024-09-13T09:00",
        finding=number,
        rule="XN12-5.2b",
        item="OTHER",
        target_kind=kind,
        target=target,
        persons=["person/factory-reviewer"],
        gravity="ORDINARY",
        facts="公示不足五个工作日（示例）",
        evidence=[paper("photo")],
    )
    return usual.but(**changes)


FIND = find("F1", "EMPLOYER", a.FACTORY, item="S03")
FIND_UNIT = find("F2", "ESTABLISHING_UNIT", a.UNIT, rule="XN6A-6c", item="S07")
FIND_COMMITTEE = find(
    "F3", "COMMITTEE", COMMITTEE, rule="XN6A-8", item="S06", gravity="SERIOUS"
)
ORDER_COMMITTEE = deed(
    committee.RectificationOrdered,
    COMMITTEE,
    AUTHORITY,
    "2024-09-16T09:00",
    inspection=INSPECTION,
    finding="F3",
    order="令1",
    requirement="补正抽取记录。",
    until="2024-10-16",
)
EDUCATE = deed(
    consequences.PersonsEducated,
    INSPECTION,
    AUTHORITY,
    "2024-09-18T09:00",
    finding="F1",
    direct_heads=["person/factory-head"],
    others=["person/factory-reviewer"],
    on="2024-09-18",
    record=paper("talk"),
)
REMEDY = deed(
    consequences.RemedyOrdered,
    INSPECTION,
    AUTHORITY,
    "2024-09-18T10:00",
    order="补救1",
    finding="F1",
    remedy="重新公示五个工作日。",
    until="2024-09-30",
)
REPORT_REMEDY = deed(
    consequences.RemedyReported,
    INSPECTION,
    THE_EMPLOYER,
    "2024-09-27T09:00",
    order="补救1",
    report="已重新公示（示例）",
    evidence=[paper("photo again")],
)
RECTIFY = deed(
    consequences.RectificationOrdered,
    INSPECTION,
    AUTHORITY,
    "2024-09-18T11:00",
    order="整改1",
    finding="F1",
    requirement="完善公示制度。",
    until="2024-09-30",
)
REPORT_RECTIFIED = deed(
    consequences.RectificationReported,
    INSPECTION,
    THE_EMPLOYER,
    "2024-09-27T10:00",
    order="整改1",
    report="已制定公示办法（示例）",
    evidence=[paper("rules")],
)
ACCEPT = deed(
    consequences.RectificationAccepted,
    INSPECTION,
    (a.CITY_OFFICER,),
    "2024-09-29T09:00",
    order="整改1",
    opinion="整改到位。",
)
FAIL = deed(
    consequences.RectificationFailed,
    INSPECTION,
    (a.CITY_OFFICER,),
    "2024-10-08T09:00",
    order="整改1",
    opinion="逾期未整改。",
)
CLOSE = deed(
    consequences.Closed,
    INSPECTION,
    AUTHORITY,
    "2024-10-09T09:00",
    summary="抽查完毕（示例）",
)

INSPECTABLE = ADMITTED
"""Jia is before the committee; there is somebody to inspect."""
PLANNED = (*INSPECTABLE, PLAN)
NOTIFIED = (*PLANNED, NOTICE)
INSPECTED = (*NOTIFIED, PROVIDE, STEP)
FOUND = (*INSPECTED, FIND, FIND_UNIT, FIND_COMMITTEE)
ORDERED = (*FOUND, RECTIFY)


def inspected_in(city: str) -> tuple[Deed, ...]:
    """Inspect under a city's notice; the review itself went by the usual one."""
    published = () if city == PROFILE else (publish(city),)
    return (*INSPECTABLE, *published, PLAN.under(city), NOTICE, PROVIDE, STEP)


DISQUALIFY = deed(
    committee.ExpertDisqualified,
    COMMITTEE,
    THE_UNIT,
    "2024-09-02T09:00",
    expert=EXPERT,
    entry=0,
    discipline="SECRECY",
    decision_no="咸工评〔2024〕7号（示例）",
    decided_on="2024-09-02",
    facts="泄露评审情况（示例）",
    evidence=[paper("chat")],
)
CIRCULATE = deed(
    circular.Issued,
    CIRCULAR,
    THE_UNIT,
    "2024-09-05T09:00",
    document_no="咸工评〔2024〕8号（示例）",
    issued_on="2024-09-05",
    manner="CRITICISM",
    scope="WHOLE_CITY",
    subject_kind="EXPERT",
    subject=EXPERT,
    year=2024,
    rule="XN6A-9b",
    basis="咸职改办〔2024〕6号 责任制度 第九条",
    facts="违反保密纪律（示例）",
    document=paper("circular"),
)

OPEN_TRACE = deed(
    trace.Opened,
    TRACE,
    JOINTLY,
    "2024-09-16T09:00",
    clue_kind="COMPLAINT",
    clue=COMPLAINT,
    facts="论文剽窃，审核未发现（示例）",
)
SCOPE = deed(
    trace.ScopeSet,
    TRACE,
    INSPECTORS,
    "2024-09-17T09:00",
    applications=[JIA.id],
    sessions=[a.SESSION],
    persons=[],
    starts_on="2024-05-06",
    ends_on="2024-09-02",
)


def cited(history: tuple[Deed, ...], event: Deed) -> dict[str, object]:
    """Cite an event of a history by its place and id."""
    for act in world_after(history).acts:
        if isinstance(act.body, event.body) and act.id == event.on:
            return {"id": act.id, "seq": act.seq, "hash": act.hash}
    raise AssertionError("no such event in the history")


def attribute(history: tuple[Deed, ...], **changes: object) -> Deed:
    """Attribute the employer's item review of Jia's application."""
    usual = deed(
        trace.ResponsibilityAttributed,
        TRACE,
        (*INSPECTORS, a.CITY_OFFICER),
        "2024-09-20T09:00",
        responsibility="R1",
        segment="RECOMMEND",
        person="person/factory-reviewer",
        body=a.FACTORY,
        body_kind="EMPLOYER",
        act=cited(history, JIA.review),
        conduct="ACT",
        rule="XN12-5.2a",
        kind="OTHER_DIRECT",
        gravity="ORDINARY",
        reasoning="未核原件即签署（示例）",
    )
    return usual.but(**changes)


PROPOSE = deed(
    trace.SanctionProposed,
    TRACE,
    (a.CITY_OFFICER,),
    "2024-09-23T09:00",
    responsibility="R1",
    measure="EDUCATE",
    rule="XN6A-6a",
    competent=a.CITY,
    reason="首审失职。",
)
APPLY = deed(
    trace.SanctionApplied,
    TRACE,
    AUTHORITY,
    "2024-09-25T09:00",
    responsibility="R1",
    measure="EDUCATE",
    rule="XN6A-6a",
    decision_no="咸职改办〔2024〕66号（示例）",
    decided_on="2024-09-25",
)
CONCLUDE = deed(
    trace.Concluded,
    TRACE,
    AUTHORITY,
    "2024-09-30T09:00",
    conclusion="责任已认定并处理（示例）",
)
