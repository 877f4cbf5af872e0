"""Facts of eligibility that somebody other than the applicant attests.

Each is one struct, told apart by its ``fact``; what a rule needs to know of a person
and the ledger does not have in its own history is one of these.
"""

from datetime import date
from typing import Annotated, Literal

from aggregates.schema import Part, names

Level = Literal["JUNIOR", "INTERMEDIATE", "ASSOCIATE_SENIOR", "FULL_SENIOR"]


class IdentityNature(
    Part, frozen=True, kw_only=True, tag="IDENTITY_NATURE", tag_field="fact"
):
    """身份性质: what the person is employed as."""

    civil_servant: Annotated[bool, names("公务员或参公人员", "civil servant")]
    post_category: Annotated[
        Literal["PROFESSIONAL", "MANAGEMENT", "WORKER"],
        names("岗位类别", "category of the post"),
    ]


class Retirement(Part, frozen=True, kw_only=True, tag="RETIREMENT", tag_field="fact"):
    """退休: the statutory day, and whether the person has retired."""

    retired: Annotated[bool, names("已办理退休", "retired")]
    statutory_on: Annotated[date, names("法定退休日", "statutory retirement day")]
    deferred_until: Annotated[date | None, names("延迟退休至", "deferred until")] = None
    deferral_document: Annotated[str, names("延迟退休文号", "deferral document")] = ""


class Sanctions(Part, frozen=True, kw_only=True, tag="SANCTIONS", tag_field="fact"):
    """处分: the last day on which any sanction still has effect, if there is one."""

    until: Annotated[date | None, names("处分（影响）期止", "in effect until")] = None
    kind: Annotated[str, names("处分种类", "kind of sanction")] = ""


class Investigation(
    Part, frozen=True, kw_only=True, tag="INVESTIGATION", tag_field="fact"
):
    """立案审查、留置或司法立案: whether a case is open."""

    open: Annotated[bool, names("在办", "a case is open")]
    authority: Annotated[str, names("办案机关", "authority")] = ""


class LevelTest(Part, frozen=True, kw_only=True, tag="LEVEL_TEST", tag_field="fact"):
    """水平能力测试: profession, level and result."""

    passed: Annotated[bool, names("合格", "passed")]
    profession: Annotated[str, names("测试专业", "profession tested")]
    level: Annotated[Level, names("测试级别", "level tested")]
    certificate_no: Annotated[str, names("成绩单编号", "number of the result")]


class Employment(Part, frozen=True, kw_only=True, tag="EMPLOYMENT", tag_field="fact"):
    """劳动关系: with whom, and where."""

    organisation: Annotated[str, names("劳动关系单位", "labour relation with")]
    territory: Annotated[str, names("劳动关系所在地", "territory")]


Fact = IdentityNature | Retirement | Sanctions | Investigation | LevelTest | Employment
