"""A typical review year as histories: registry, committee, declaration, recommendation.

A `Papers` holds the deeds of one application in their order; the histories below are
tuples of deeds, each beginning with the one before.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from aggregates.application import audits, recommending
from aggregates.application import events as application
from aggregates.calendar import events as calendar
from aggregates.calendar.packaged import load_calendars
from aggregates.committee import events as committee
from aggregates.draft import Signatory
from aggregates.organisation import events as organisation
from aggregates.person import events as person
from aggregates.policy import events as policy
from aggregates.policy.profile import load_profile, profile_to_dict
from aggregates.session import events as session
from cli.case.cast import example_passport
from tests.support import actors as a
from tests.support.given import Deed, deed

PROFILE = "xianning-2024"
PROFILE_PLAIN = profile_to_dict(load_profile(PROFILE))
PRESCRIBED = load_profile(PROFILE).recommendation_text
COMMITTEE = "committee/engineering"
OTHER_COMMITTEE = "committee/economics"
SERIES = "工程"
OTHER_SERIES = "经济"
PROFESSION = "机械设计"
LEVEL = "INTERMEDIATE"
STANDARD = "工程中级评分标准2024版"
NO_HASH = bytes(32)


def digest(text: str) -> bytes:
    """Return the SHA-256 of a text."""
    return sha256(text.encode()).digest()


def paper(name: str) -> list[Any]:
    """Return a file with personal content, as [sha256, size]."""
    return [digest(name), len(name)]


def public(name: str) -> dict[str, Any]:
    """Return a file without personal content."""
    return {"sha256": digest(name), "size": len(name), "media": "application/pdf"}


def register(
    org: str, kind: str, level: str, territory: str, superior: str = ""
) -> Deed:
    """Register an organisation."""
    return deed(
        organisation.Registered,
        org,
        [a.REGISTRAR, a.SUPERVISOR],
        "2024-04-23T09:00",
        name=f"{org.partition('/')[2]}（示例）",
        org_kind=kind,
        level=level,
        territory=territory,
        superior=superior,
    )


def enrol(who: str) -> Deed:
    """Register a person."""
    return deed(
        person.Registered,
        who,
        [a.REGISTRAR],
        "2024-04-23T09:30",
        name=who,
        document=example_passport(who),
        document_kind="PASSPORT",
    )


def adopt(year: int) -> Deed:
    """Adopt the working calendar of a year."""
    shipped = next(one for one in load_calendars() if one.year == year)
    return deed(
        calendar.Adopted,
        shipped.id,
        [a.CITY_OFFICER, a.CITY_SEAL],
        "2024-04-23T10:00",
        region=shipped.region,
        year=shipped.year,
        off=shipped.off,
        makeup=shipped.makeup,
        notice=shipped.notice,
    )


REGISTER_CITY = register(a.CITY, "AUTHORITY", "CITY", "421200")
REGISTER_COUNTY = register(a.COUNTY, "AUTHORITY", "COUNTY", "421299", a.CITY)
REGISTER_FACTORY = register(
    a.FACTORY, "STATE_ENTERPRISE", "NONE", "421299", a.DEPARTMENT
)
REGISTER_JIA = enrol(a.JIA)
ADOPT_2024 = adopt(2024)
PUBLISH = deed(
    policy.Published,
    f"policy/{PROFILE}",
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-04-23T11:00",
    profile=PROFILE_PLAIN,
    effective_from="2024-01-15",
)
ORGANISATIONS = (
    REGISTER_CITY,
    REGISTER_COUNTY,
    register(a.OTHER_COUNTY, "AUTHORITY", "COUNTY", "421288", a.CITY),
    register(a.OTHER_CITY, "AUTHORITY", "CITY", "421000"),
    register(a.DEPARTMENT, "DEPARTMENT", "COUNTY", "421299", a.COUNTY),
    REGISTER_FACTORY,
    register(a.SOFTWARE, "PRIVATE_ENTERPRISE", "NONE", "421299", a.COUNTY),
    register(a.SCHOOL, "PUBLIC_INSTITUTION", "NONE", "421299", a.COUNTY),
    register(a.DISPATCH, "DISPATCH_AGENCY", "NONE", "421299", a.COUNTY),
    register(a.HR_AGENCY, "HR_AGENCY", "NONE", "421299", a.COUNTY),
    register(a.UNIT, "DEPARTMENT", "CITY", "421200"),
    register(a.OFFICE, "COMMITTEE_OFFICE", "CITY", "421200"),
    register(a.PANEL, "OTHER", "CITY", "421200"),
    register(a.OTHER_UNIT, "DEPARTMENT", "CITY", "421200"),
    register(a.OTHER_OFFICE, "COMMITTEE_OFFICE", "CITY", "421200"),
    register(a.DISCIPLINE, "DISCIPLINE_ORGAN", "CITY", "421200"),
)
REGISTRY = (
    *ORGANISATIONS,
    REGISTER_JIA,
    enrol(a.YI),
    *(enrol(f"person/investigator-{number}") for number in (1, 2)),
    *(adopt(year) for year in (2023, 2025, 2026)),
    ADOPT_2024,
    PUBLISH,
)
"""Organisations, persons, calendars and the policy: what everything stands on."""


def apply_for_filing(on: str, unit: str, office: str, series: str) -> Deed:
    """Apply for the filing of a committee."""
    officer = a.UNIT_OFFICER if unit == a.UNIT else a.OTHER_UNIT_OFFICER
    return deed(
        committee.FilingApplied,
        on,
        [officer, a.seal_of(unit)],
        "2024-04-25T09:00",
        committee_name="panel（示例）",
        series=[series],
        professions=[],
        territory="421200",
        levels=["INTERMEDIATE", "JUNIOR"],
        establishing_unit=unit,
        undertaking_agency=office,
        address="咸宁市（示例地址）",
        phone="0000-0000000",
        agency_head="承办机构负责人（示例）",
        agency_head_post="主任",
        expert_pool_size=8,
        has_review_rules=True,
        rules_documents=["评审工作规则"],
        last3=[{"year": y, "reviewed": 10, "passed": 7} for y in (2021, 2022, 2023)],
        practices="集体评议，无记名投票。",
    )


def file_committee(on: str) -> Deed:
    """File a committee for three years."""
    return deed(
        committee.Filed,
        on,
        [a.CITY_OFFICER, a.CITY_SEAL],
        "2024-04-26T09:00",
        filed_on="2024-04-26",
        valid_to="2027-04-26",
        document_no="咸职改备〔2024〕8号（示例）",
    )


def notice_of(on: str, of: str, staff: Signatory, series: str) -> Deed:
    """Publish the notice of a session."""
    return deed(
        session.ReviewNoticePublished,
        on,
        [staff],
        "2024-04-30T09:00",
        committee=of,
        year=2024,
        document_no="咸工评办〔2024〕1号（示例）",
        published_on="2024-04-30",
        address="https://example.invalid/notice",
        declare_from="2024-05-06",
        declare_until="2024-05-31",
        audit_until="2024-06-21",
        hop_limit=10,
        series=[series],
        levels=["INTERMEDIATE", "JUNIOR"],
    )


APPLY = apply_for_filing(COMMITTEE, a.UNIT, a.OFFICE, SERIES)
FILE = file_committee(COMMITTEE)
POOL = tuple(
    deed(
        committee.ExpertAdmittedToPool,
        COMMITTEE,
        [a.UNIT_OFFICER],
        f"2024-04-28T09:0{n}",
        expert=f"入库专家{n}（示例）",
        employer=f"专家单位{n}（示例）",
        series=SERIES,
    )
    for n in range(8)
)
NOTICE = notice_of(a.SESSION, COMMITTEE, a.OFFICE_STAFF, SERIES)
OTHER_NOTICE = notice_of(
    a.OTHER_SESSION, OTHER_COMMITTEE, a.OTHER_OFFICE_STAFF, OTHER_SERIES
)

APPLIED_FOR_FILING = (*REGISTRY, APPLY)
FILED = (*APPLIED_FOR_FILING, FILE, *POOL)
ANNOUNCED = (*FILED, NOTICE)
WITH_ANOTHER_SESSION = (
    *ANNOUNCED,
    apply_for_filing(OTHER_COMMITTEE, a.OTHER_UNIT, a.OTHER_OFFICE, OTHER_SERIES),
    file_committee(OTHER_COMMITTEE),
    OTHER_NOTICE,
)

FACTS: dict[str, dict[str, Any]] = {
    "IDENTITY_NATURE": {"civil_servant": False, "post_category": "PROFESSIONAL"},
    "RETIREMENT": {"retired": False, "statutory_on": "2045-03-01"},
    "SANCTIONS": {},
    "INVESTIGATION": {"open": False},
    "EMPLOYMENT": {
        "organisation": a.FACTORY,
        "territory": "421299",
        "on_post": True,
    },
    "LEVEL_TEST": {
        "passed": True,
        "profession": PROFESSION,
        "level": LEVEL,
        "certificate_no": "SP2024",
    },
    "CURRENT_POST": {"profession": PROFESSION, "since": "2018-07-01"},
    "TITLES": {
        "held": [
            {
                "series": SERIES,
                "profession": PROFESSION,
                "level": "JUNIOR",
                "since": "2018-07-01",
            }
        ]
    },
    "APPRAISALS": {
        "grades": [{"year": year, "grade": "QUALIFIED"} for year in range(2018, 2024)]
    },
    "SENIORITY": {
        "work_since": "2016-07-01",
        "work_years": 8,
        "work_required": 5,
        "tenure_years": 6,
        "tenure_required": 4,
        "clause": "工程系列中级条件第七条（示例）",
    },
    "CONTINUING_EDUCATION": {
        "completed": True,
        "public_subject_year": 2024,
        "public_subject_on": "2024-03-20",
    },
    "SOCIAL_INSURANCE": {
        "method": "SHARED_DATA",
        "verdict": "CONSISTENT",
    },
}
HALF_A_YEAR = ("2023-11", "2023-12", "2024-01", "2024-02", "2024-03", "2024-04")
"""The six months before the one in which the applications are declared."""
ATTESTED_BY = {"SOCIAL_INSURANCE": a.DATA_SOURCE}
"""Who attests what the employer does not."""
SECTIONS = ["BASIC_INFORMATION", "TRAINING", "CAREER", "ACHIEVEMENTS", "DUTIES"]


class Papers:
    """The deeds of one application, from its first line to the committee.

    Args:
        name: The applicant's name, which is part of every id.
        body: Whoever reviews and publicises: the employer, or who acts for it.
        heads: Whoever deliberates.
        sealing: Whoever issues the recommendation.
        more: Other facts of the draft than the usual ones.
    """

    def __init__(
        self,
        name: str,
        *,
        applicant: Sequence[Signatory] = (),
        body: Sequence[Signatory] = (a.REVIEWER,),
        heads: Sequence[Signatory] = (a.HEAD,),
        sealing: Sequence[Signatory] = (a.HEAD, a.SEAL),
        to: str = a.FACTORY,
        superior: str = a.DEPARTMENT,
        **more: Any,
    ) -> None:
        self.id = f"application/{name}"
        self.by = tuple(applicant) or (a.himself(name),)
        self._body, self._heads, self._sealing = body, heads, sealing
        self._to = to
        self._superior = superior
        draft: dict[str, Any] = {
            "person": f"person/{name}",
            "session": a.SESSION,
            "employer": a.FACTORY,
            "applicant_kind": "EMPLOYED",
            "series": SERIES,
            "profession": PROFESSION,
            "level": LEVEL,
            "post_profession": PROFESSION,
            "standard": "工程系列中级条件（示例）",
            "external_no": f"HB2024-{name}",
        }
        self._draft = {**draft, **more}
        self._declare()
        self._recommend()
        self._forward()

    def _deed(self, body: Any, by: Sequence[Signatory], at: str, **fields: Any) -> Deed:
        return deed(body, self.id, by, at, **fields)

    def fact(self, kind: str, /, **changes: Any) -> Deed:
        """Attest a fact about the applicant."""
        return self._deed(
            application.EligibilityFactAttested,
            [ATTESTED_BY.get(kind, a.REVIEWER)],
            "2024-05-08T09:00",
            fact={"fact": kind, **self._usual(kind), **changes},
            source="人事档案（示例）",
            checked_on="2024-05-08",
        )

    def _usual(self, kind: str) -> dict[str, Any]:
        """Return what is attested unless a test says otherwise."""
        alone = self._draft["applicant_kind"] == "FREELANCER"
        if kind == "EMPLOYMENT" and alone:
            return {**FACTS[kind], "organisation": "", "on_post": None}
        if kind != "SOCIAL_INSURANCE":
            return FACTS.get(kind, {})
        payer = "" if alone else self._draft["employer"]
        paid = [{"month": f"{month}-01", "payer": payer} for month in HALF_A_YEAR]
        return {**FACTS[kind], "paid": paid}

    def material(self, item: str, kind: str, at: str, **changes: Any) -> Deed:
        """Attach a piece of material."""
        usual: dict[str, Any] = {
            "item": item,
            "material": kind,
            "name": f"材料{item}",
            "file": paper(f"{self.id} {item} {at}"),
            "obtained_on": "2022-06-30",
        }
        return self._deed(
            application.MaterialAttached, self.by, at, **{**usual, **changes}
        )

    def _declare(self) -> None:
        self.draft = self._deed(
            application.Drafted, self.by, "2024-05-06T09:00", **self._draft
        )
        self.materials = tuple(
            self.material(item, kind, "2024-05-06T10:00")
            for item, kind in (("M1", "EDUCATION"), ("M2", "PAPER"))
        )
        self.facts = {kind: self.fact(kind) for kind in FACTS}
        self.commit = self._deed(
            application.IntegrityCommitmentSigned,
            self.by,
            "2024-05-09T09:00",
            form="XN12-附件2",
            employer=self._draft["employer"],
            series=self._draft["series"],
            profession=self._draft["profession"],
            level=self._draft["level"],
            signed_on="2024-05-09",
        )
        self.submit = self._deed(
            application.Submitted,
            self.by,
            "2024-05-10T09:00",
            to=self._to,
            sections=SECTIONS,
        )
        self.declaring = (
            self.draft,
            *self.materials,
            *self.facts.values(),
            self.commit,
        )

    def _recommend(self) -> None:
        self.review = self._deed(
            recommending.EmployerItemReviewed,
            self._body,
            "2024-05-16T09:00",
            items=[
                {"item": item, "original_seen": True, "genuine": True}
                for item in ("M1", "M2")
            ],
            post_conforms=True,
            career_conforms=True,
        )
        self.deliberate = self._deed(
            recommending.EmployerDeliberated,
            self._heads,
            "2024-06-03T09:00",
            meeting_on="2024-06-03",
            participants=5,
            record=paper("minutes"),
        )
        self.open = self._deed(
            recommending.EmployerPublicityOpened,
            self._body,
            "2024-06-05T10:00",
            posted_on="2024-06-05",
            place="单位公告栏",
            photo=paper("photo"),
            contents=["RECOMMENDATION", "ACHIEVEMENTS"],
        )
        self.close = self._deed(
            recommending.EmployerPublicityClosed,
            self._body,
            "2024-06-14T09:00",
            removed_on="2024-06-14",
            photo=paper("photo at the end"),
        )
        self.recommend = self._deed(
            recommending.RecommendationIssued,
            self._sealing,
            "2024-06-14T10:00",
            opinion=PRESCRIBED,
        )
        self.recommending = (
            self.review,
            self.deliberate,
            self.open,
            self.close,
            self.recommend,
        )

    def _forward(self) -> None:
        def forward(by: Sequence[Signatory], at: str, to: str) -> Deed:
            return self._deed(audits.Forwarded, by, at, to=to)

        sender = [s for s in self._sealing if s.role != "SEAL"][:1]
        self.to_department = forward(sender, "2024-06-14T15:00", self._superior)
        self.pass_department = self._deed(
            audits.DepartmentAuditPassed,
            [a.DEPARTMENT_REVIEWER],
            "2024-06-17T09:00",
            opinion="审核通过",
        )
        self.to_county = forward(
            [a.DEPARTMENT_REVIEWER, a.DEPARTMENT_SEAL], "2024-06-17T10:00", a.COUNTY
        )
        self.pass_county = self._deed(
            audits.AuthorityAuditPassed,
            [a.COUNTY_OFFICER],
            "2024-06-18T09:00",
            opinion="审核通过",
        )
        self.to_city = forward([a.COUNTY_OFFICER], "2024-06-18T10:00", a.CITY)
        self.pass_city = self._deed(
            audits.AuthorityAuditPassed,
            [a.CITY_OFFICER],
            "2024-06-19T09:00",
            opinion="审核通过",
        )
        self.to_office = forward([a.CITY_OFFICER], "2024-06-19T10:00", a.OFFICE)
        self.accept = self._deed(
            audits.Accepted,
            [a.OFFICE_STAFF],
            "2024-06-20T09:00",
            case_no=f"咸职申2024-{self.id.partition('/')[2]}",
        )
        self.admit = self._deed(audits.Admitted, [a.OFFICE_STAFF], "2024-06-20T14:00")
        through_the_department = (
            (self.to_department, self.pass_department, self.to_county)
            if self._superior == a.DEPARTMENT
            else (self.to_department,)
        )
        self.forwarding = (
            *through_the_department,
            self.pass_county,
            self.to_city,
            self.pass_city,
            self.to_office,
        )
        self.whole = (
            *self.declaring,
            self.submit,
            *self.recommending,
            *self.forwarding,
            self.accept,
            self.admit,
        )


JIA = Papers("jia")
YI = Papers("yi")

DECLARING = (*ANNOUNCED, *JIA.declaring)
"""Jia has signed the commitment and not submitted yet."""
SUBMITTED = (*DECLARING, JIA.submit)
REVIEWED = (*SUBMITTED, JIA.review)
DELIBERATED = (*REVIEWED, JIA.deliberate)
IN_PUBLICITY = (*DELIBERATED, JIA.open)
PUBLICISED = (*IN_PUBLICITY, JIA.close)
RECOMMENDED = (*PUBLICISED, JIA.recommend)
AT_THE_DEPARTMENT = (*RECOMMENDED, JIA.to_department)
AT_THE_COUNTY = (*AT_THE_DEPARTMENT, JIA.pass_department, JIA.to_county)
AT_THE_CITY = (*AT_THE_COUNTY, JIA.pass_county, JIA.to_city)
AT_THE_OFFICE = (*AT_THE_CITY, JIA.pass_city, JIA.to_office)
ACCEPTED = (*AT_THE_OFFICE, JIA.accept)
ADMITTED = (*ACCEPTED, JIA.admit)
BOTH_ADMITTED = (*ADMITTED, *YI.whole)
"""Jia and Yi are before the committee."""
