"""The rest of the typical year: plan, draw, meeting, title, complaint, record."""

from aggregates.committee import events as committee
from aggregates.complaint import events as complaint
from aggregates.followers import title_id
from aggregates.integrity import events as integrity
from aggregates.session import events as session
from aggregates.session import meeting, results
from aggregates.session.drawing import secret_commitment
from aggregates.title import events as title
from tests.support import actors as a
from tests.support.builders import (
    BOTH_ADMITTED,
    COMMITTEE,
    JIA,
    STANDARD,
    YI,
    digest,
    paper,
    public,
)
from tests.support.given import deed, instant

SECRET = digest("the unit's own secret")
POOL_LIST = {"count": 8, "sha256": digest("the sealed list of 2024")}
TITLE = title_id(JIA.id)
COMPLAINT = "complaint/plagiarism"
RECORD = "integrity/jia"

PLAN = deed(
    session.ReviewPlanSubmitted,
    a.SESSION,
    [a.OFFICE_STAFF],
    "2024-06-24T09:00",
    parts=[
        {"code": code, "text": "见方案"}
        for code in (
            "QUALIFICATION_CHECK",
            "PUBLICITY",
            "COMMITTEE_COMPOSITION",
            "AGENDA",
            "SCORING_STANDARD",
            "PASS_RATE",
        )
    ],
    opening_on="2024-07-04",
    members=5,
    stand_ins=2,
    pass_ceiling={"numerator": 1, "denominator": 1},
    scoring_standard=STANDARD,
    seed={
        "source": "公开发布的开奖号码（示例）",
        "at": instant("2024-06-28T21:30"),
        "fallback": "次日开奖号码（示例）",
        "form": "## ## ## ## ## ## + ##",
    },
    seed_commitment=secret_commitment(SECRET),
    document=public("plan"),
)
CLOSE_ACCEPTANCE = deed(
    session.AcceptanceClosed, a.SESSION, [a.OFFICE_STAFF], "2024-06-21T17:30"
)
CONSENT = deed(
    session.ReviewPlanConsented,
    a.SESSION,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-06-25T15:00",
    opinion="同意备案",
)
FREEZE = deed(
    committee.ExpertPoolFrozen,
    COMMITTEE,
    [a.UNIT_OFFICER],
    "2024-06-26T09:00",
    year=2024,
    pool=POOL_LIST,
)
DRAW = deed(
    session.ExpertsDrawn,
    a.SESSION,
    [a.UNIT_OFFICER, a.DRAW_SUPERVISOR],
    "2024-07-01T10:00",
    pool=POOL_LIST,
    excluded=[],
    public_value="03 08 14 19 25 31 + 07",
    public_proof=public("lottery"),
    secret=SECRET,
)
SEATED = (a.CHAIR, *a.EXPERTS)
SEAT = deed(
    session.PanelSeated,
    a.SESSION,
    [a.UNIT_OFFICER, a.DRAW_SUPERVISOR],
    "2024-07-01T15:00",
    keys=[expert.key for expert in SEATED],
    seats={"count": 5, "sha256": digest("seats")},
)
COMMITMENTS = tuple(
    deed(
        session.ExpertCommitmentSigned,
        a.SESSION,
        [expert],
        "2024-07-04T08:00",
        disciplines=["SECRECY", "WORK", "RECUSAL", "INTEGRITY"],
    )
    for expert in SEATED
)
CLOSE_DOORS = deed(
    meeting.ClosedManagementStarted,
    a.SESSION,
    [a.OFFICE_STAFF],
    "2024-07-04T08:20",
    place="会议中心（示例）",
)
TRAIN = deed(
    meeting.PanelTrained,
    a.SESSION,
    [a.OFFICE_STAFF, *SEATED],
    "2024-07-04T08:30",
    documents=[
        "《职称评审管理暂行规定》（人社部令第40号）",
        "《湖北省评委会管理暂行办法》（鄂人社规〔2021〕4号）",
        "年度评审工作方案",
        "评审量化评分标准",
    ],
    discipline_statement="坚持评价标准，严格回避和保密制度。",
)
RECUSE = deed(
    session.RecusalDeclared,
    a.SESSION,
    [a.EXPERTS[0]],
    "2024-07-04T08:40",
    application=YI.id,
    relation="同一单位（示例）",
)
OPEN = deed(
    meeting.Opened, a.SESSION, SEATED, "2024-07-04T09:00", place="会议中心（示例）"
)
OPINION = deed(
    meeting.OpinionSigned,
    a.SESSION,
    [a.EXPERTS[1]],
    "2024-07-04T10:00",
    application=JIA.id,
    standard=STANDARD,
    opinion="业绩突出（示例）",
)


def ballot(
    application: str, agree: int, against: int, recused: int = 0, *, passed: bool = True
) -> dict[str, object]:
    """Make one entry of a tally."""
    return {
        "application": application,
        "agree": agree,
        "against": against,
        "abstain": 0,
        "recused": recused,
        "passed": passed,
    }


TALLY = deed(
    meeting.BallotTallied,
    a.SESSION,
    [a.CHAIR, *a.TELLERS],
    "2024-07-04T15:00",
    entries=[ballot(JIA.id, 5, 0), ballot(YI.id, 4, 0, 1)],
)
SIGN = deed(
    meeting.ResultSigned,
    a.SESSION,
    [a.CHAIR, a.PANEL_SEAL, a.PANEL_CUSTODIAN],
    "2024-07-04T16:00",
)
CONCLUDE = deed(
    meeting.Concluded,
    a.SESSION,
    [a.CHAIR],
    "2024-07-05T16:00",
    ended_on="2024-07-05",
)
PUBLICISE = deed(
    results.ResultPublicityOpened,
    a.SESSION,
    [a.OFFICE_STAFF],
    "2024-07-08T09:00",
    posted_on="2024-07-08",
    channel="网站（示例）",
    evidence=paper("page"),
)
REPORT = deed(
    results.ComprehensiveReportFiled,
    a.SESSION,
    [a.OFFICE_STAFF, a.OFFICE_SEAL],
    "2024-07-12T15:00",
    review="评审2人，通过2人",
    publicity="公示进行中",
    petitions="未收到信访件",
    publicity_state="ONGOING",
    document=public("report"),
)
CLOSE_PUBLICITY = deed(
    results.ResultPublicityClosed,
    a.SESSION,
    [a.OFFICE_STAFF],
    "2024-07-16T09:00",
    removed_on="2024-07-16",
)
SUPPLEMENT = deed(
    results.SupplementaryReportFiled,
    a.SESSION,
    [a.OFFICE_STAFF, a.OFFICE_SEAL],
    "2024-07-17T09:00",
    review="评审2人，通过2人",
    publicity="公示期满，无异议",
    petitions="未收到信访件",
    publicity_state="COMPLETE",
    document=public("supplement"),
)
CONFIRM = deed(
    results.ResultsConfirmed,
    a.SESSION,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-07-18T09:00",
    document_no="咸职改办〔2024〕50号（示例）",
    document_on="2024-07-18",
    batch=1,
)

ACCEPTANCE_CLOSED = (*BOTH_ADMITTED, CLOSE_ACCEPTANCE)
PLANNED = (*ACCEPTANCE_CLOSED, PLAN)
CONSENTED = (*PLANNED, CONSENT)
FROZEN = (*CONSENTED, FREEZE)
DRAWN = (*FROZEN, DRAW)
SEATED_PANEL = (*DRAWN, SEAT)
READY_TO_OPEN = (*SEATED_PANEL, *COMMITMENTS, CLOSE_DOORS, TRAIN, RECUSE)
OPENED = (*READY_TO_OPEN, OPEN)
TALLIED = (*OPENED, OPINION, TALLY)
RESULT_SIGNED = (*TALLIED, SIGN)
CONCLUDED = (*RESULT_SIGNED, CONCLUDE)
RESULT_PUBLICITY = (*CONCLUDED, PUBLICISE)
REPORTED = (*RESULT_PUBLICITY, REPORT)
RESULT_PUBLICISED = (*REPORTED, CLOSE_PUBLICITY)
SUPPLEMENTED = (*RESULT_PUBLICISED, SUPPLEMENT)
CONFIRMED = (*SUPPLEMENTED, CONFIRM)

CERTIFY = deed(
    title.CertificateIssued,
    TITLE,
    [a.CITY_OFFICER],
    "2024-07-22T09:00",
    certificate_no="ZS2024-jia",
    issued_on="2024-07-22",
)
CERTIFIED = (*CONFIRMED, CERTIFY)

RECEIVE = deed(
    complaint.Received,
    COMPLAINT,
    [a.OFFICE_STAFF],
    "2024-08-01T09:00",
    channel="LETTER",
    received_on="2024-08-01",
    complainant="实名信访人（示例）",
    content="反映论文系剽窃（示例）",
)
REGISTER = deed(
    complaint.Registered,
    COMPLAINT,
    [a.OFFICE_STAFF],
    "2024-08-01T14:00",
    case_no="咸职信2024-001",
    application=JIA.id,
)
TAKE_ON = deed(complaint.Accepted, COMPLAINT, [a.UNIT_OFFICER], "2024-08-05T09:00")
ASSIGN = deed(
    complaint.VerificationAssigned,
    COMPLAINT,
    [a.UNIT_OFFICER],
    "2024-08-06T09:00",
    investigators=["person/investigator-1", "person/investigator-2"],
)
STEP = deed(
    complaint.VerificationStepRecorded,
    COMPLAINT,
    a.INVESTIGATORS,
    "2024-08-12T09:00",
    on="2024-08-12",
    method="EXPERT_OPINION",
    record=paper("comparison"),
)
EXTEND = deed(
    complaint.VerificationExtended,
    COMPLAINT,
    [a.UNIT_OFFICER, a.UNIT_SEAL],
    "2024-08-13T09:00",
    days=30,
    reason="需外地取证",
)
VERIFIED = deed(
    complaint.VerificationReportFiled,
    COMPLAINT,
    [*a.INVESTIGATORS, a.UNIT_OFFICER, a.UNIT_SEAL],
    "2024-08-23T09:00",
    time="2024年8月6日至23日",
    method="专家比对、约谈",
    process="见附件（示例）",
    conclusion="论文属剽窃（示例）",
    handling={"applicant": "撤销职称", "reviewers": "批评教育"},
    evidence=[paper("comparison")],
    items=["M2"],
)
DECIDE = deed(
    complaint.Decided,
    COMPLAINT,
    [a.UNIT_OFFICER, a.UNIT_SEAL],
    "2024-08-30T09:00",
    outcome="SUBSTANTIATED",
    violation="PLAGIARISM",
    decided_on="2024-08-30",
)
REVOKE = deed(
    title.Revoked,
    TITLE,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-09-02T09:00",
    complaint=COMPLAINT,
    violation="PLAGIARISM",
    decision_no="咸职改办〔2024〕61号（示例）",
    decided_on="2024-09-02",
    hearing=paper("hearing"),
)
VOID = deed(
    title.CertificateVoided,
    TITLE,
    [a.CITY_OFFICER],
    "2024-09-02T10:00",
    certificate_no="ZS2024-jia",
    voided_on="2024-09-02",
)
TELL_EMPLOYER = deed(
    title.EmployerNotified,
    TITLE,
    [a.CITY_OFFICER],
    "2024-09-02T11:00",
    employer=a.FACTORY,
    notified_on="2024-09-02",
)
PROPOSE = deed(
    integrity.EntryProposed,
    RECORD,
    [a.CITY_OFFICER],
    "2024-09-03T09:00",
    person=a.JIA,
    role="APPLICANT",
    decision=TITLE,
    decision_no="咸职改办〔2024〕61号（示例）",
    behaviour="PLAGIARISM",
)
SERVE = deed(
    integrity.NoticeServed,
    RECORD,
    [a.INTEGRITY_OFFICER],
    "2024-09-03T14:00",
    served_on="2024-09-03",
    facts="论文剽窃（示例）",
    reply_until="2024-09-10",
)
ENTER = deed(
    integrity.Entered,
    RECORD,
    [a.INTEGRITY_OFFICER, a.CITY_SEAL, a.CITY_CUSTODIAN],
    "2024-09-11T09:00",
    tier="BLACKLIST",
    levels=["NATION", "PROVINCE", "CITY"],
)
SHARE = deed(
    integrity.Shared,
    RECORD,
    [a.CITY_OFFICER],
    "2024-09-12T09:00",
    level="NATION",
    receipt_no="回执-1",
)
ANNUL = deed(
    integrity.Annulled,
    RECORD,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-10-15T09:00",
    decision_no="咸职改办〔2024〕70号（示例）",
    annulled_on="2024-10-15",
)
NOTIFY = deed(
    complaint.ComplainantNotified,
    COMPLAINT,
    [a.UNIT_OFFICER],
    "2024-09-12T10:00",
    notified_on="2024-09-12",
    means="书面（示例）",
)
CLOSE_CASE = deed(complaint.Closed, COMPLAINT, [a.UNIT_OFFICER], "2024-09-13T09:00")

COMPLAINED = (*CERTIFIED, RECEIVE, REGISTER)
TAKEN_ON = (*COMPLAINED, TAKE_ON)
VERIFYING = (*TAKEN_ON, ASSIGN, STEP)
VERIFICATION_REPORTED = (*VERIFYING, VERIFIED)
SUBSTANTIATED = (*VERIFICATION_REPORTED, DECIDE)
REVOKED = (*SUBSTANTIATED, REVOKE)
PROPOSED = (*REVOKED, PROPOSE)
SERVED = (*PROPOSED, SERVE)
ENTERED = (*SERVED, ENTER)
