"""Facts about one application: one person, one review year, one series and level.

Names and signers are those of the domain page, section 3.2.
"""

from datetime import date
from typing import Annotated, Literal

from aggregates.application.facts import Fact, Level
from aggregates.application.opinions import (
    FlagOpinion,
    ItemOpinion,
    MaterialKind,
    PointOpinion,
    Reason,
)
from aggregates.roles import (
    AGENCY_OFFICER,
    APPLICANT,
    AUTHORITY_OFFICER,
    COMPLAINANT,
    CUSTODIAN,
    DEPARTMENT_REVIEWER,
    EMPLOYER_HEAD,
    EMPLOYER_REVIEWER,
    INTAKE_OFFICER,
    OFFICE_STAFF,
    SEAL,
    SERVICE,
    UNIT_OFFICER,
    USING_UNIT_OFFICER,
)
from aggregates.schema import (
    Body,
    Counted,
    Personal,
    PersonalFile,
    Sealed,
    event,
    names,
)

DeclarationKind = Literal["REGULAR", "EXCEPTIONAL", "DIRECT", "CONVERSION"]
ApplicantKind = Literal[
    "EMPLOYED",
    "FREELANCER",
    "DISPATCHED",
    "IRREGULAR",
    "SELF_EMPLOYED",
    "FLEXIBLE_WORKER",
]


@event(
    "application.drafted",
    "填报",
    "draft an application",
    segment="DECLARE",
    signers=[[APPLICANT], [INTAKE_OFFICER]],
    opens=True,
)
class Drafted(Body, frozen=True, kw_only=True):
    """The applicant begins: who, for which session, which series and level."""

    person: Annotated[str, names("申报人", "person", kind="person")]
    session: Annotated[str, names("评审年度批次", "session", kind="session")]
    employer: Annotated[str, names("用人单位", "employer", kind="organisation")] = ""
    applicant_kind: Annotated[ApplicantKind, names("申报人员类别", "kind of applicant")]
    series: Annotated[str, names("职称系列", "series")]
    profession: Annotated[str, names("申报专业", "profession")]
    level: Annotated[Level, names("级别", "level")]
    post_profession: Annotated[str, names("现岗位专业", "profession practised")]
    standard: Annotated[str, names("评审条件版本", "version of the standard")]
    external_no: Annotated[str, names("省系统申报编号", "number in the system")]
    declaration: Annotated[
        DeclarationKind, names("申报类型", "kind of declaration")
    ] = "REGULAR"
    agency: Annotated[
        str, names("人事代理（派遣、兜底）机构", "agency", kind="organisation")
    ] = ""
    own_commitment: Annotated[
        bytes, names("本人签署承诺书 SHA-256", "SHA-256 of the signed paper commitment")
    ] = b""
    entrustment: Annotated[
        str, names("委托（授权）评审", "entrustment", kind="entrustment")
    ] = ""


@event(
    "application.material-attached",
    "上传材料",
    "attach material",
    segment="DECLARE",
    signers=[[APPLICANT], [INTAKE_OFFICER]],
)
class MaterialAttached(Body, frozen=True, kw_only=True):
    """One piece of material; attaching the same item again replaces it."""

    item: Annotated[str, names("材料编号", "item")]
    material: Annotated[MaterialKind, names("材料类别", "kind of material")]
    name: Annotated[Personal, names("材料名称", "name of the material")]
    file: Annotated[PersonalFile, names("文件", "file")]
    obtained_on: Annotated[date, names("取得日期", "obtained on")]
    classified: Annotated[bool, names("涉密", "classified")] = False


@event(
    "application.material-declassified",
    "脱密处理",
    "declassify material",
    segment="RECOMMEND",
    signers=[[EMPLOYER_REVIEWER]],
)
class MaterialDeclassified(Body, frozen=True, kw_only=True):
    """The employer handled a classified item, so that it may be used."""

    item: Annotated[str, names("材料编号", "item")]
    basis: Annotated[str, names("依据", "basis")]
    file: Annotated[PersonalFile, names("脱密后文件", "declassified file")]


@event(
    "application.eligibility-fact-attested",
    "资格事实核验",
    "attest a fact of eligibility",
    segment="RECOMMEND",
    signers=[
        [EMPLOYER_REVIEWER],
        [SERVICE],
        [OFFICE_STAFF],
        [AGENCY_OFFICER],
        [AUTHORITY_OFFICER],
        [UNIT_OFFICER],
    ],
)
class EligibilityFactAttested(Body, frozen=True, kw_only=True):
    """Somebody other than the applicant checked a fact and answers for it."""

    fact: Annotated[Fact, names("事实", "fact")]
    source: Annotated[str, names("核验来源", "source")]
    checked_on: Annotated[date, names("核验日", "checked on")]


@event(
    "application.shared-data-obtained",
    "数据共享核验",
    "obtain shared data",
    segment="AUDIT",
    signers=[[OFFICE_STAFF], [SERVICE]],
)
class SharedDataObtained(Body, frozen=True, kw_only=True):
    """What another system was asked for, and whether it had it (LZ-3.2b, LZ-3.2c)."""

    data: Annotated[
        Literal["EDUCATION", "TITLE", "SOCIAL_INSURANCE", "CONTINUING_EDUCATION"],
        names("共享数据", "data"),
    ]
    obtained: Annotated[bool, names("已获取", "obtained")]
    source: Annotated[str, names("数据来源", "source")]
    obtained_on: Annotated[date, names("核验日", "on")]


ExceptionKind = Literal[
    "LEVEL_TEST_EXEMPT", "ANOTHER_RECOMMENDER", "OUTSIDE_LABOUR_PLACE", "OTHER"
]


@event(
    "application.exception-granted",
    "例外核准",
    "grant an exception",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER, SEAL, CUSTODIAN]],
)
class ExceptionGranted(Body, frozen=True, kw_only=True):
    """The competent authority lets a rule that says 原则上 or 一般 give way."""

    exception: Annotated[ExceptionKind, names("例外种类", "kind of exception")]
    rule: Annotated[str, names("对应规则", "rule")]
    basis: Annotated[str, names("依据文件及条款", "basis: document and clause")]
    reason: Annotated[str, names("理由", "reason", multiline=True)]


@event(
    "application.integrity-commitment-signed",
    "签订诚信承诺书",
    "sign the integrity commitment",
    segment="DECLARE",
    signers=[[APPLICANT], [INTAKE_OFFICER]],
)
class IntegrityCommitmentSigned(Body, frozen=True, kw_only=True):
    """附件2: all material is true, over the manifest as it stands."""

    form: Annotated[str, names("承诺书文本版本", "version of the text")]
    employer: Annotated[str, names("所在单位", "employer", kind="organisation")] = ""
    series: Annotated[str, names("申报系列", "series")]
    profession: Annotated[str, names("申报专业", "profession")]
    level: Annotated[Level, names("申报级别", "level")]
    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]
    signed_on: Annotated[date, names("签署日期", "signed on")]
    checked: Annotated[
        tuple[str, ...], names("已自行核实的内容", "what was checked by oneself")
    ] = ()


@event(
    "application.submitted",
    "推送至用人单位（提交）",
    "submit to the employer",
    segment="DECLARE",
    signers=[[APPLICANT], [INTAKE_OFFICER]],
)
class Submitted(Body, frozen=True, kw_only=True):
    """The declaration itself; from here on it counts for the year."""

    to: Annotated[str, names("推送单位", "pushed to", kind="organisation")]
    sections: Annotated[tuple[str, ...], names("已填部分", "sections filled in")]
    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]


@event(
    "application.employer-reviewer-appointed",
    "明确审核责任人",
    "appoint the reviewer in charge",
    segment="RECOMMEND",
    signers=[[EMPLOYER_HEAD], [AGENCY_OFFICER]],
)
class EmployerReviewerAppointed(Body, frozen=True, kw_only=True):
    """The employer names who answers for the review."""

    reviewer: Annotated[str, names("审核责任人", "reviewer", kind="person")]


@event(
    "application.employer-item-reviewed",
    "单位审核（逐项）",
    "review every item",
    segment="RECOMMEND",
    signers=[
        [EMPLOYER_REVIEWER],
        [AGENCY_OFFICER, USING_UNIT_OFFICER],
        [AGENCY_OFFICER],
        [AUTHORITY_OFFICER],
    ],
)
class EmployerItemReviewed(Body, frozen=True, kw_only=True):
    """Post, career and every item of material were checked."""

    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]
    items: Annotated[tuple[ItemOpinion, ...], names("逐项意见", "items")]
    post_conforms: Annotated[bool, names("岗位相符", "the post conforms")]
    career_conforms: Annotated[bool, names("经历相符", "the career conforms")]
    flags: Annotated[
        tuple[FlagOpinion, ...], names("对风险标记的处理", "decisions on the flags")
    ] = ()


class WithReasons(Body, frozen=True, kw_only=True):
    """A notification: all reasons at once."""

    reasons: Annotated[tuple[Reason, ...], names("全部原因", "all reasons")]


@event(
    "application.employer-review-failed",
    "单位审核不符合",
    "fail the employer's review",
    segment="RECOMMEND",
    signers=[
        [EMPLOYER_REVIEWER],
        [AGENCY_OFFICER, USING_UNIT_OFFICER],
        [AGENCY_OFFICER],
        [AUTHORITY_OFFICER],
    ],
)
class EmployerReviewFailed(WithReasons, frozen=True, kw_only=True):
    """The employer finds the conditions are not met."""


@event(
    "application.employer-deliberated",
    "审议",
    "deliberate",
    segment="RECOMMEND",
    signers=[
        [EMPLOYER_HEAD],
        [AGENCY_OFFICER, USING_UNIT_OFFICER],
        [AGENCY_OFFICER],
        [AUTHORITY_OFFICER],
    ],
)
class EmployerDeliberated(Body, frozen=True, kw_only=True):
    """The employer decided whom to recommend, openly."""

    meeting_on: Annotated[date, names("审议日期", "deliberated on")]
    participants: Annotated[Counted, names("参加人数", "participants")]
    record: Annotated[PersonalFile, names("会议记录", "minutes")]


PUBLICITY_CONTENTS = ("RECOMMENDATION", "ACHIEVEMENTS")
"""What an employer can display; which of it must be, the policy says."""


@event(
    "application.employer-publicity-opened",
    "单位公示开始",
    "open the employer's publicity",
    segment="RECOMMEND",
    signers=[
        [EMPLOYER_REVIEWER],
        [AGENCY_OFFICER, USING_UNIT_OFFICER],
        [AGENCY_OFFICER],
        [AUTHORITY_OFFICER],
    ],
)
class EmployerPublicityOpened(Body, frozen=True, kw_only=True):
    """The recommendation and the achievements are displayed."""

    posted_on: Annotated[date, names("张贴日期", "posted on")]
    place: Annotated[str, names("公示地点", "place")]
    photo: Annotated[PersonalFile, names("公示照片", "photograph")]
    contents: Annotated[tuple[str, ...], names("公示内容", "contents")]
    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]


@event(
    "application.publicity-objection-raised",
    "公示异议",
    "raise an objection",
    segment="SUPERVISE",
    signers=[[COMPLAINANT], [EMPLOYER_REVIEWER], [OFFICE_STAFF]],
)
class PublicityObjectionRaised(Body, frozen=True, kw_only=True):
    """Somebody objects while the publicity runs; who, is sealed."""

    objection: Annotated[str, names("异议编号", "number of the objection")]
    content: Annotated[Sealed, names("异议内容", "content", multiline=True)]


@event(
    "application.publicity-objection-resolved",
    "公示异议处理",
    "resolve an objection",
    segment="RECOMMEND",
    signers=[[EMPLOYER_HEAD], [UNIT_OFFICER]],
)
class PublicityObjectionResolved(Body, frozen=True, kw_only=True):
    """The objection was looked into, and what came of it."""

    objection: Annotated[str, names("异议编号", "number of the objection")]
    substantiated: Annotated[bool, names("属实", "substantiated")]
    findings: Annotated[Sealed, names("核查情况", "findings", multiline=True)]


@event(
    "application.employer-publicity-closed",
    "单位公示结束",
    "close the employer's publicity",
    segment="RECOMMEND",
    signers=[
        [EMPLOYER_REVIEWER],
        [AGENCY_OFFICER, USING_UNIT_OFFICER],
        [AGENCY_OFFICER],
        [AUTHORITY_OFFICER],
    ],
)
class EmployerPublicityClosed(Body, frozen=True, kw_only=True):
    """The publicity ran its full time."""

    removed_on: Annotated[date, names("撤下日期", "taken down on")]
    photo: Annotated[PersonalFile, names("期满照片", "photograph at the end")]


@event(
    "application.recommendation-issued",
    "推荐意见（同意上报）",
    "issue the recommendation",
    segment="RECOMMEND",
    signers=[
        [EMPLOYER_HEAD, SEAL, CUSTODIAN],
        [AGENCY_OFFICER, USING_UNIT_OFFICER, SEAL.at_least(2), CUSTODIAN.at_least(0)],
        [AGENCY_OFFICER, SEAL, CUSTODIAN],
        [AUTHORITY_OFFICER, SEAL, CUSTODIAN],
    ],
)
class RecommendationIssued(Body, frozen=True, kw_only=True):
    """The employer answers for the application in the prescribed words."""

    opinion: Annotated[str, names("推荐意见", "opinion", multiline=True)]
    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]
    quota: Annotated[
        str, names("岗位核定表（附件1）", "post quota form", kind="quota", filled=True)
    ] = ""


@event(
    "application.recommendation-refused",
    "不予推荐",
    "refuse to recommend",
    segment="RECOMMEND",
    signers=[[EMPLOYER_HEAD], [AGENCY_OFFICER], [AUTHORITY_OFFICER]],
)
class RecommendationRefused(WithReasons, frozen=True, kw_only=True):
    """The employer does not recommend."""


@event(
    "application.forwarded",
    "逐级报送",
    "forward to the next body",
    segment="AUDIT",
    signers=[
        [EMPLOYER_REVIEWER],
        [EMPLOYER_HEAD],
        [AGENCY_OFFICER],
        [DEPARTMENT_REVIEWER, SEAL, CUSTODIAN],
        [AUTHORITY_OFFICER],
    ],
)
class Forwarded(Body, frozen=True, kw_only=True):
    """The file goes one hop up the route."""

    to: Annotated[str, names("报送至", "to", kind="organisation")]
    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]


@event(
    "application.department-audit-passed",
    "主管部门审核通过",
    "pass the department's audit",
    segment="AUDIT",
    signers=[[DEPARTMENT_REVIEWER]],
)
class DepartmentAuditPassed(Body, frozen=True, kw_only=True):
    """Procedure, truth and form were checked by the department."""

    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]
    opinion: Annotated[str, names("审核意见", "opinion", multiline=True)]
    points: Annotated[
        tuple[PointOpinion, ...], names("逐点意见", "opinion on each point")
    ] = ()
    flags: Annotated[
        tuple[FlagOpinion, ...], names("对风险标记的处理", "decisions on the flags")
    ] = ()


@event(
    "application.authority-audit-passed",
    "人社（职改）部门审核通过",
    "pass the authority's audit",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER]],
)
class AuthorityAuditPassed(Body, frozen=True, kw_only=True):
    """The authority of this hop checked by its function."""

    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]
    opinion: Annotated[str, names("审核意见", "opinion", multiline=True)]
    flags: Annotated[
        tuple[FlagOpinion, ...], names("对风险标记的处理", "decisions on the flags")
    ] = ()


HOP_REVIEWERS = [
    [EMPLOYER_REVIEWER],
    [AGENCY_OFFICER],
    [DEPARTMENT_REVIEWER],
    [AUTHORITY_OFFICER],
    [OFFICE_STAFF],
    [UNIT_OFFICER],
]


@event(
    "application.correction-requested",
    "一次性告知（补正）",
    "notify all defects at once",
    segment="AUDIT",
    signers=HOP_REVIEWERS,
)
class CorrectionRequested(WithReasons, frozen=True, kw_only=True):
    """Everything to be corrected, told at once, with a last day."""

    until: Annotated[date, names("补正期限", "last day for the correction")]
    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]


@event(
    "application.correction-submitted",
    "补正",
    "submit the correction",
    segment="DECLARE",
    signers=[[APPLICANT], [INTAKE_OFFICER]],
)
class CorrectionSubmitted(Body, frozen=True, kw_only=True):
    """The applicant corrected what was told."""

    answers: Annotated[tuple[str, ...], names("已补正的原因代码", "codes answered")]
    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]


@event(
    "application.returned",
    "退回",
    "return",
    segment="AUDIT",
    signers=HOP_REVIEWERS,
)
class Returned(WithReasons, frozen=True, kw_only=True):
    """The file goes back the way it came, with all reasons."""

    kind: Annotated[
        Literal["CONDITIONS", "PROCEDURE", "OUT_OF_SCOPE", "ENTRUSTMENT"],
        names("退回种类", "kind of return"),
    ]
    to: Annotated[str, names("退回至", "returned to")]
    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]


@event(
    "application.deemed-abandoned",
    "视为自动放弃",
    "deem abandoned",
    segment="AUDIT",
    signers=[[OFFICE_STAFF], [EMPLOYER_REVIEWER], [AGENCY_OFFICER]],
)
class DeemedAbandoned(Body, frozen=True, kw_only=True):
    """The last day passed and nothing came."""

    missed: Annotated[date, names("已过期限", "the day that was missed", filled=True)]


@event(
    "application.withdrawn",
    "撤回申报",
    "withdraw",
    segment="DECLARE",
    signers=[[APPLICANT], [INTAKE_OFFICER]],
)
class Withdrawn(Body, frozen=True, kw_only=True):
    """The applicant takes the application back."""

    reason: Annotated[str, names("原因", "reason")]


DefectKind = Literal[
    "CIVIL_SERVANT",
    "RETIRED",
    "SANCTION",
    "INVESTIGATION",
    "BLACKLISTED",
    "SAME_YEAR",
    "CONDITIONS",
]


@event(
    "application.eligibility-defect-found",
    "发现不得申报情形",
    "find a bar to the declaration",
    segment="AUDIT",
    signers=HOP_REVIEWERS,
)
class EligibilityDefectFound(Body, frozen=True, kw_only=True):
    """Found after the declaration: when it was true, and when it was found."""

    defect: Annotated[DefectKind, names("情形", "kind of defect")]
    arisen_on: Annotated[date, names("发生日", "arisen on")]
    found_on: Annotated[date, names("发现日", "found on")]
    evidence: Annotated[PersonalFile, names("证据", "evidence")]


@event(
    "application.audit-not-passed",
    "审核不予通过",
    "not pass the audit",
    segment="AUDIT",
    signers=[
        [DEPARTMENT_REVIEWER],
        [AUTHORITY_OFFICER],
        [OFFICE_STAFF],
        [UNIT_OFFICER],
    ],
)
class AuditNotPassed(WithReasons, frozen=True, kw_only=True):
    """The reviewer of the hop ends it, with reasons."""


@event(
    "application.accepted",
    "受理",
    "accept",
    segment="AUDIT",
    signers=[[OFFICE_STAFF]],
)
class Accepted(Body, frozen=True, kw_only=True):
    """The committee office takes the application in; the case gets its number."""

    case_no: Annotated[str, names("受理编号", "case number")]
    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]


@event(
    "application.admitted",
    "提交评委会",
    "admit to the session",
    segment="AUDIT",
    signers=[[UNIT_OFFICER], [OFFICE_STAFF]],
)
class Admitted(Body, frozen=True, kw_only=True):
    """The application goes before the committee."""

    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]


@event(
    "application.applicant-disqualified",
    "取消参评资格",
    "disqualify the applicant",
    segment="AUDIT",
    signers=[
        [AUTHORITY_OFFICER, SEAL, CUSTODIAN],
        [UNIT_OFFICER, SEAL, CUSTODIAN],
    ],
)
class Disqualified(Body, frozen=True, kw_only=True):
    """A verified falsity ends the participation."""

    complaint: Annotated[str, names("核查案件", "complaint", kind="complaint")]
    violation: Annotated[
        Literal["UNTRUE_INFO", "FALSE_MATERIAL", "PLAGIARISM"],
        names("违规种类", "violation"),
    ]
    decision_no: Annotated[str, names("决定文号", "number of the decision")]
    decided_on: Annotated[date, names("决定日期", "decided on")]


@event(
    "application.held",
    "暂缓",
    "hold",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER], [UNIT_OFFICER]],
)
class Held(Body, frozen=True, kw_only=True):
    """A question must be answered first."""

    reason: Annotated[str, names("原因", "reason")]


@event(
    "application.released",
    "解除暂缓",
    "release",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER], [UNIT_OFFICER]],
)
class Released(Body, frozen=True, kw_only=True):
    """The question was answered."""

    reason: Annotated[str, names("原因", "reason")]


@event(
    "application.ballot-recorded",
    "表决结果（个人）",
    "record the ballot",
    segment="REVIEW",
    follower_of=["session.ballot-tallied"],
)
class BallotRecorded(Body, frozen=True, kw_only=True):
    """What the tally says of this application: counts, never votes."""

    agree: Annotated[Counted, names("同意", "agree")]
    against: Annotated[Counted, names("反对", "against")]
    abstain: Annotated[Counted, names("弃权", "abstain")]
    recused: Annotated[Counted, names("回避", "recused")]
    passed: Annotated[bool, names("通过", "passed")]


@event(
    "application.result-publicised",
    "评审结果公示（个人）",
    "publicise the result",
    segment="REVIEW",
    follower_of=["session.result-publicity-opened"],
)
class ResultPublicised(Body, frozen=True, kw_only=True):
    """The person stands on the published list."""

    session: Annotated[str, names("评审年度批次", "session", kind="session")]


@event(
    "application.confirmed",
    "确认",
    "confirm",
    segment="AUDIT",
    follower_of=["session.results-confirmed"],
)
class Confirmed(Body, frozen=True, kw_only=True):
    """The result of this person is confirmed by document."""

    document_no: Annotated[str, names("确认文号", "number of the document")]


@event(
    "application.not-confirmed",
    "不予确认",
    "not confirm",
    segment="AUDIT",
    follower_of=["session.result-not-confirmed"],
)
class NotConfirmed(Body, frozen=True, kw_only=True):
    """The result of this person is not confirmed."""

    reason: Annotated[str, names("原因", "reason")]


@event(
    "application.review-not-recognised",
    "评审行为不予认可（个人）",
    "not recognise the review of this person",
    segment="SUPERVISE",
    follower_of=["committee.acts-not-recognised"],
)
class ReviewNotRecognised(Body, frozen=True, kw_only=True):
    """The review of this person counts for nothing (XN6A-7a)."""

    committee: Annotated[str, names("评委会", "committee", kind="committee")]
    cause: Annotated[str, names("情形", "cause")]


@event(
    "application.complaint-opened",
    "涉信访登记",
    "note that a complaint is open",
    segment="SUPERVISE",
    follower_of=["complaint.registered"],
)
class ComplaintOpened(Body, frozen=True, kw_only=True):
    """A complaint concerns this application."""

    complaint: Annotated[str, names("信访件", "complaint", kind="complaint")]


@event(
    "application.complaint-closed",
    "涉信访办结",
    "note that a complaint is decided",
    segment="SUPERVISE",
    follower_of=[
        "complaint.decided",
        "complaint.not-accepted",
        "complaint.recheck-decided",
    ],
)
class ComplaintClosed(Body, frozen=True, kw_only=True):
    """The complaint was decided, and how; or not taken on; or decided otherwise."""

    complaint: Annotated[str, names("信访件", "complaint", kind="complaint")]
    outcome: Annotated[
        Literal["SUBSTANTIATED", "PARTLY", "UNSUBSTANTIATED", "NOT_ACCEPTED"],
        names("结论", "outcome"),
    ]
