"""The roles in which somebody signs, with their names (domain page 3.1).

A segment says for which of the four responsibilities the signer answers:
谁申报谁负责 (DECLARE), 谁推荐谁负责 (RECOMMEND), 谁审核谁负责 (AUDIT),
谁评审谁负责 (REVIEW); supervision and administration stand beside them.
"""

from dataclasses import dataclass, replace

from aggregates.text import Text

ANY_NUMBER = 1_000


@dataclass(frozen=True, slots=True)
class Party:
    """One required kind of signer of an act.

    Attributes:
        role: The role code every such signer acts in.
        least: How many of them must sign.
        most: How many may sign.
        segment: The responsibility they answer for, or ``""`` for the act's own.
    """

    role: str
    least: int = 1
    most: int = 1
    segment: str = ""

    def at_least(self, number: int) -> "Party":
        """Ask for ``number`` or more signers in this role."""
        return replace(self, least=number, most=ANY_NUMBER)

    def optional(self) -> "Party":
        """Allow one signer in this role, and do without."""
        return replace(self, least=0)


APPLICANT = Party("APPLICANT", segment="DECLARE")
INTAKE_OFFICER = Party("INTAKE_OFFICER", segment="DECLARE")
EMPLOYER_REVIEWER = Party("EMPLOYER_REVIEWER")
EMPLOYER_HEAD = Party("EMPLOYER_HEAD")
AGENCY_OFFICER = Party("AGENCY_OFFICER")
USING_UNIT_OFFICER = Party("USING_UNIT_OFFICER")
DEPARTMENT_REVIEWER = Party("DEPARTMENT_REVIEWER")
AUTHORITY_OFFICER = Party("AUTHORITY_OFFICER")
PERSONNEL_AUTHORITY = Party("PERSONNEL_AUTHORITY")
HEALTH_DEPARTMENT = Party("HEALTH_DEPARTMENT")
OFFICE_STAFF = Party("OFFICE_STAFF")
UNIT_OFFICER = Party("UNIT_OFFICER")
DRAW_SUPERVISOR = Party("DRAW_SUPERVISOR", segment="SUPERVISE")
EXPERT = Party("EXPERT", segment="REVIEW")
CHAIR = Party("CHAIR", segment="REVIEW")
TELLER = Party("TELLER", segment="REVIEW")
ENTRUSTING_BODY = Party("ENTRUSTING_BODY")
INVESTIGATOR = Party("INVESTIGATOR", segment="SUPERVISE")
INTEGRITY_OFFICER = Party("INTEGRITY_OFFICER", segment="SUPERVISE")
INSPECTOR = Party("INSPECTOR", segment="SUPERVISE")
DISCIPLINE_LIAISON = Party("DISCIPLINE_LIAISON", segment="SUPERVISE")
COMPLAINANT = Party("COMPLAINANT", segment="SUPERVISE")
REGISTRAR = Party("REGISTRAR", segment="ADMIN")
SUPERVISOR = Party("SUPERVISOR", segment="ADMIN")
HOLDER = Party("HOLDER", segment="ADMIN")
SERVICE = Party("SERVICE")
SEALER = Party("SEALER", segment="ADMIN")
SEAL = Party("SEAL")
CUSTODIAN = Party("CUSTODIAN", least=0)

AUTHORITY_SEALED = (AUTHORITY_OFFICER, SEAL, CUSTODIAN)
"""The authority, under its seal (盖章)."""

UNIT_SEALED = (UNIT_OFFICER, SEAL, CUSTODIAN)
"""The establishing unit, under its seal."""

JOINTLY = (
    AUTHORITY_OFFICER,
    DEPARTMENT_REVIEWER,
    SEAL.at_least(2),
    CUSTODIAN.at_least(0),
)
"""The authority and the department of the industry, both under their seals (会同)."""

ROLE_NAMES: dict[str, Text] = {
    "APPLICANT": Text("申报人", "applicant"),
    "INTAKE_OFFICER": Text("代录经办人", "intake officer"),
    "EMPLOYER_REVIEWER": Text("用人单位审核责任人", "employer's reviewer"),
    "EMPLOYER_HEAD": Text("用人单位负责人", "head of the employer"),
    "AGENCY_OFFICER": Text("人事代理（劳务派遣）经办人", "agency officer"),
    "USING_UNIT_OFFICER": Text("用工单位经办人", "using unit's officer"),
    "DEPARTMENT_REVIEWER": Text("主管部门审核人", "department's reviewer"),
    "AUTHORITY_OFFICER": Text("人社（职改）部门经办人", "authority's officer"),
    "PERSONNEL_AUTHORITY": Text("事业单位人事管理部门", "personnel authority"),
    "HEALTH_DEPARTMENT": Text("卫生健康部门", "health department"),
    "OFFICE_STAFF": Text("评委会办公室工作人员", "committee office staff"),
    "UNIT_OFFICER": Text("组建单位经办人", "establishing unit's officer"),
    "DRAW_SUPERVISOR": Text("抽取监督员", "draw supervisor"),
    "EXPERT": Text("评审专家", "expert"),
    "CHAIR": Text("主任委员", "chair"),
    "TELLER": Text("计票（监票）人", "teller"),
    "ENTRUSTING_BODY": Text("委托（授权）机构", "entrusting body"),
    "INVESTIGATOR": Text("信访核查人员", "investigator"),
    "INTEGRITY_OFFICER": Text("诚信档案管理员", "integrity officer"),
    "INSPECTOR": Text("监督检查人员", "inspector"),
    "DISCIPLINE_LIAISON": Text("纪检监察接收人", "discipline liaison"),
    "COMPLAINANT": Text("信访人", "complainant"),
    "REGISTRAR": Text("密钥登记员", "registrar"),
    "SUPERVISOR": Text("授权监督员", "supervisor of grants"),
    "HOLDER": Text("密钥持有人", "key holder"),
    "SERVICE": Text("系统密钥", "service key"),
    "SEALER": Text("日终封存员", "sealer"),
    "SEAL": Text("单位印章", "seal"),
    "CUSTODIAN": Text("印章保管人", "custodian of the seal"),
}

SEGMENT_NAMES: dict[str, Text] = {
    "DECLARE": Text("申报", "declare"),
    "RECOMMEND": Text("推荐", "recommend"),
    "AUDIT": Text("审核", "audit"),
    "REVIEW": Text("评审", "review"),
    "SUPERVISE": Text("监督", "supervise"),
    "ADMIN": Text("管理", "administer"),
}


def role_name(code: str) -> Text:
    """Name a role; an unknown code names itself."""
    return ROLE_NAMES.get(code, Text(code, code))
