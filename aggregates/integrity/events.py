"""Integrity records: archive and blacklist (诚信档案、失信黑名单, domain 3.8)."""

from datetime import date
from typing import Annotated, Literal

from aggregates.person.events import Tier
from aggregates.roles import (
    APPLICANT,
    AUTHORITY_OFFICER,
    AUTHORITY_SEALED,
    CUSTODIAN,
    INTAKE_OFFICER,
    INTEGRITY_OFFICER,
    SEAL,
    UNIT_OFFICER,
)
from aggregates.schema import Body, Personal, event, names

SubjectRole = Literal["APPLICANT", "EXPERT", "STAFF"]


@event(
    "integrity.entry-proposed",
    "拟记入",
    "propose an entry",
    segment="SUPERVISE",
    signers=[[UNIT_OFFICER], [AUTHORITY_OFFICER]],
    opens=True,
)
class EntryProposed(Body, frozen=True, kw_only=True):
    """Somebody competent proposes to enter a person, on a decision."""

    person: Annotated[str, names("当事人", "person", kind="person")]
    role: Annotated[SubjectRole, names("身份", "in which role")]
    decision: Annotated[str, names("决定所在对象", "aggregate that holds the decision")]
    decision_no: Annotated[str, names("决定文号", "number of the decision")]
    behaviour: Annotated[
        Literal["UNTRUE_INFO", "FALSE_MATERIAL", "PLAGIARISM", "DISCIPLINE_BREACH"],
        names("失信行为", "behaviour"),
    ]


@event(
    "integrity.notice-served",
    "告知书送达",
    "serve the notice",
    segment="SUPERVISE",
    signers=[[INTEGRITY_OFFICER]],
)
class NoticeServed(Body, frozen=True, kw_only=True):
    """The person is told facts, basis and intended term, and may answer."""

    served_on: Annotated[date, names("送达日期", "served on")]
    facts: Annotated[Personal, names("事实", "facts", multiline=True)]
    reply_until: Annotated[date, names("陈述申辩期限", "may answer until")]


@event(
    "integrity.subject-statement-recorded",
    "陈述申辩",
    "record the statement of the person",
    segment="SUPERVISE",
    signers=[[INTEGRITY_OFFICER], [INTAKE_OFFICER], [APPLICANT]],
)
class SubjectStatementRecorded(Body, frozen=True, kw_only=True):
    """What the person says to it."""

    statement: Annotated[Personal, names("陈述申辩", "statement", multiline=True)]


@event(
    "integrity.entered",
    "记入",
    "enter",
    segment="SUPERVISE",
    signers=[[INTEGRITY_OFFICER, SEAL, CUSTODIAN]],
)
class Entered(Body, frozen=True, kw_only=True):
    """The entry, with its term stored; no projection computes it again."""

    tier: Annotated[Tier, names("名单", "tier")]
    levels: Annotated[tuple[str, ...], names("层级", "levels")]
    term_start: Annotated[date, names("记录期限起", "first day", filled=True)]
    term_end: Annotated[date, names("记录期限止（含当日）", "last day", filled=True)]


@event(
    "integrity.shared",
    "推送上级",
    "share with a higher level",
    segment="SUPERVISE",
    signers=[[AUTHORITY_OFFICER]],
)
class Shared(Body, frozen=True, kw_only=True):
    """The entry went to one level."""

    level: Annotated[str, names("层级", "level")]
    receipt_no: Annotated[str, names("回执编号", "receipt number")]


@event(
    "integrity.corrected",
    "更正记入",
    "correct the entry",
    segment="SUPERVISE",
    signers=[AUTHORITY_SEALED],
)
class Corrected(Body, frozen=True, kw_only=True):
    """Levels and term as they are by a new decision; the entry itself stays."""

    decision_no: Annotated[str, names("新决定文号", "number of the new decision")]
    corrected_on: Annotated[date, names("更正日期", "corrected on")]
    levels: Annotated[tuple[str, ...], names("层级", "levels")]
    term_start: Annotated[date, names("记录期限起", "first day")]
    term_end: Annotated[date, names("记录期限止（含当日）", "last day")]
    reason: Annotated[str, names("更正原因", "reason", multiline=True)]


@event(
    "integrity.repaired",
    "信用修复",
    "repair the credit",
    segment="SUPERVISE",
    signers=[AUTHORITY_SEALED],
)
class Repaired(Body, frozen=True, kw_only=True):
    """The entry ends early, on a legal basis that the policy states."""

    decision_no: Annotated[str, names("修复决定文号", "number of the decision")]
    repaired_on: Annotated[date, names("修复日期", "repaired on")]
    basis: Annotated[str, names("修复依据（文件及条款）", "document and clause")]


@event(
    "integrity.annulled",
    "撤销记入",
    "annul the entry",
    segment="SUPERVISE",
    signers=[AUTHORITY_SEALED],
)
class Annulled(Body, frozen=True, kw_only=True):
    """The decision behind the entry was overturned; history stays."""

    decision_no: Annotated[str, names("新决定文号", "number of the new decision")]
    annulled_on: Annotated[date, names("撤销日期", "annulled on")]
