"""The rule catalogue: what the documents say, rule by rule, as product data.

``catalogue.json`` holds the rules of the four notices, each with its clause, its
words and what follows from it; ``house_rules.json`` holds in the same form what the
ledger itself asks of every act. Which rules hold for an act, and with which numbers,
the profile in force says; here stands only what they are.

In a text, 「」 enclose words of the document, with … for what is left out; what stands
outside them is ours.
"""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import msgspec

from aggregates.text import Text

RuleClass = Literal["H", "H-soft", "D", "T", "R", "X"]

RULE_CLASSES: dict[str, Text] = {
    "H": Text("硬性：不符合即拒绝", "hard: the act is refused"),
    "H-soft": Text("原则性：经核准的例外除外", "hard, unless an exception was granted"),
    "D": Text("期限：逾期记为发现", "deadline: late is a finding"),
    "T": Text("比例：达到即产生义务", "threshold: crossing it opens an obligation"),
    "R": Text("记录：须可记载", "record: it can be recorded"),
    "X": Text("仅为文字", "text only"),
}

Status = Literal["enforced", "deadline", "threshold", "recordable", "text-only"]

STATUSES: dict[Status, Text] = {
    "enforced": Text("强制", "enforced"),
    "deadline": Text("期限", "deadline"),
    "threshold": Text("比例", "threshold"),
    "recordable": Text("记载", "recordable"),
    "text-only": Text("文字", "text only"),
}

_STATUS_OF: dict[RuleClass, Status] = {
    "H": "enforced",
    "H-soft": "enforced",
    "D": "deadline",
    "T": "threshold",
    "R": "recordable",
    "X": "text-only",
}
"""The heaviest class first: it decides what a rule of several classes is."""

MEASURES: dict[str, Text] = {
    "REJECT": Text("拒绝", "refused"),
    "RETURN": Text("退回", "returned"),
    "CORRECT": Text("补正", "to be corrected"),
    "ABANDON": Text("视为自动放弃", "deemed abandoned"),
    "NOTPASS": Text("审核不予通过", "audit not passed"),
    "NOTCONFIRM": Text("评审结果不予确认", "result not confirmed"),
    "VOID": Text("评审结果无效", "result void"),
    "DISQUALIFY": Text("取消参评（申报）资格", "disqualified"),
    "REVOKE": Text("撤销职称（任职资格）", "title revoked"),
    "BLACKLIST": Text(
        "记入失信黑名单（诚信档案库）", "entered in blacklist or archive"
    ),
    "EDUCATE": Text("批评教育", "criticised and educated"),
    "REMEDY": Text("责令采取补救措施", "ordered to remedy"),
    "RECTIFY": Text("责令限期整改", "ordered to rectify in a set time"),
    "CIRCULATE": Text("通报（批评）", "circulated"),
    "SUSPEND": Text("暂停", "suspended"),
    "WITHDRAW": Text("收回（取消）评审权", "review power withdrawn"),
    "UNRECOGNISED": Text("不予认可", "not recognised"),
    "BAR-EXPERT": Text("取消评审专家资格", "expert removed"),
    "BAR-STAFF": Text("不得再从事职称评审工作", "barred from review work"),
    "REFER": Text("移交纪检监察（司法）", "referred to discipline or justice"),
    "EXPLAIN": Text("作出说明", "an explanation is due"),
    "FINDING": Text("记为发现", "a finding"),
}

ACTORS: dict[str, Text] = {
    "APPLICANT": Text("申报人", "applicant"),
    "EMPLOYER": Text("用人单位", "employer"),
    "AGENCY": Text("人事代理（劳务派遣）机构", "agency"),
    "USING_UNIT": Text("用工单位", "using unit"),
    "SUBMITTING_BODY": Text("报送单位", "submitting body"),
    "DEPARTMENT": Text("主管部门", "department"),
    "HEALTH_DEPARTMENT": Text("卫生健康部门", "health department"),
    "AUTHORITY": Text("人社（职改）部门", "authority"),
    "CITY_OFFICE": Text("市职改办（市人社局）", "city office"),
    "COUNTY_OFFICE": Text("县（市、区）职改办（人社局）", "county office"),
    "REGIONAL_AUTHORITY": Text("自治区人社厅", "regional authority"),
    "REVIEWER": Text("各级审核人", "reviewer of each level"),
    "COMMITTEE": Text("评委会", "committee"),
    "COMMITTEE_OFFICE": Text("评委会办公室", "committee office"),
    "ESTABLISHING_UNIT": Text("评委会组建单位", "establishing unit"),
    "SELF_REVIEW_UNIT": Text("自主评审单位", "self-review unit"),
    "SERIES_OFFICE": Text("系列（行业、单位）职改办", "series office"),
    "ENTRUSTING_BODY": Text("委托（授权）机构", "entrusting body"),
    "EXPERT": Text("评审专家", "expert"),
    "STAFF": Text("评审工作人员", "review staff"),
    "DRAW_SUPERVISOR": Text("监督员", "draw supervisor"),
    "INSPECTED": Text("被检查单位和人员", "inspected body or person"),
    "RESPONSIBLE_PERSON": Text("相关责任人", "responsible person"),
    "PUBLIC": Text("公众", "the public"),
    "SYSTEM": Text("申报系统", "the system"),
    "EVERYBODY": Text("各方", "everybody"),
    "SIGNER": Text("签名人", "signer"),
    "LEDGER": Text("账本", "the ledger"),
}

_MEASURE = re.compile(r"[A-Z]+(?:-[A-Z]+)?")


class RuleEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule as its document states it.

    Attributes:
        id: ``<document>-<section>.<item>[letter]``, such as ``XN12-5.2b``.
        citation: Document number and clause.
        text: The document's words in 「」, and ours outside them.
        english: The rule in one English sentence.
        classes: What it means for the system; keys of `RULE_CLASSES`.
        actors: Whom it binds; keys of `ACTORS`. Empty where it binds nobody.
        aggregates: Kinds of aggregates it speaks about. Empty for mere text.
        consequence: What follows, with the capital words of `MEASURES`.
    """

    id: str
    citation: str
    text: str
    english: str
    classes: tuple[RuleClass, ...]
    actors: tuple[str, ...]
    aggregates: tuple[str, ...]
    consequence: str

    @property
    def document(self) -> str:
        """Name the document by the first part of the id, such as ``XN12``."""
        return self.id.partition("-")[0]

    @property
    def status(self) -> Status:
        """Return what the ledger does with it, by its heaviest class."""
        return next(_STATUS_OF[one] for one in _STATUS_OF if one in self.classes)

    @property
    def quotations(self) -> tuple[str, ...]:
        """Return the document's words that the text repeats."""
        return tuple(re.findall(r"「([^」]*)」", self.text))

    @property
    def measures(self) -> tuple[str, ...]:
        """Return the measures named in the consequence, in its order."""
        words = _MEASURE.findall(self.consequence)
        return tuple(dict.fromkeys(word for word in words if word in MEASURES))

    @property
    def statement(self) -> Text:
        """Return the rule in both languages."""
        return Text(self.text, self.english)


@cache
def load_catalogue() -> Mapping[str, RuleEntry]:
    """Return the rules of the documents by id, in the order of the documents."""
    return _load("catalogue.json")


@cache
def load_house_rules() -> Mapping[str, RuleEntry]:
    """Return by id what the ledger asks of every act, whatever the city."""
    return _load("house_rules.json")


def _load(name: str) -> Mapping[str, RuleEntry]:
    data = Path(__file__).with_name(name).read_bytes()
    entries = msgspec.json.decode(data, type=tuple[RuleEntry, ...])
    return MappingProxyType({entry.id: entry for entry in entries})


def rule(rule_id: str) -> RuleEntry:
    """Return the rule ``rule_id`` of the documents or of the house.

    Raises:
        KeyError: There is no such rule; the message names those that look like it.
    """
    found = load_catalogue().get(rule_id) or load_house_rules().get(rule_id)
    if found is None:
        raise KeyError(f"rule: expected {_suggestion(rule_id)}, got {rule_id[:64]!r}")
    return found


def citation_of(rule_id: str) -> str:
    """Return document number and clause of ``rule_id``.

    Raises:
        KeyError: As in `rule`.
    """
    return rule(rule_id).citation


def _suggestion(rule_id: str) -> str:
    known = [*load_catalogue(), *load_house_rules()]
    begun = [one for one in known if rule_id and one.startswith(rule_id)]
    close = begun or get_close_matches(rule_id[:64], known, n=3)
    return "one of " + ", ".join(close[:5]) if close else "an id such as XN12-5.2b"
