"""Persons: found again by a keyed index, never by name; what binds their future."""

from datetime import date
from typing import Annotated, Literal

from aggregates.roles import (
    INTAKE_OFFICER,
    INTEGRITY_OFFICER,
    REGISTRAR,
    SUPERVISOR,
    UNIT_SEALED,
)
from aggregates.schema import Body, Personal, Year, event, names

Tier = Literal["ARCHIVE", "BLACKLIST"]


@event(
    "person.registered",
    "人员登记",
    "register a person",
    signers=[[REGISTRAR], [INTAKE_OFFICER]],
    policy=False,
    opens=True,
)
class Registered(Body, frozen=True, kw_only=True):
    """A person becomes known; name and document number lie in the vault."""

    name: Annotated[Personal, names("姓名", "name")]
    document: Annotated[Personal, names("证件号码", "document number")]
    document_kind: Annotated[
        Literal[
            "RESIDENT_ID",
            "HMT_RESIDENCE_PERMIT",
            "FOREIGN_PERMANENT_RESIDENCE",
            "HM_TRAVEL_PERMIT",
            "TAIWAN_TRAVEL_PERMIT",
            "PASSPORT",
        ],
        names("证件类型", "kind of document"),
    ]


@event(
    "person.application-opened",
    "开立申报",
    "note that an application is open",
    segment="DECLARE",
    follower_of=["application.drafted"],
)
class ApplicationOpened(Body, frozen=True, kw_only=True):
    """An application about this person was begun."""

    application: Annotated[str, names("申报", "application", kind="application")]


@event(
    "person.declared",
    "年度申报登记",
    "note the declaration of the year",
    segment="DECLARE",
    follower_of=["application.submitted"],
)
class Declared(Body, frozen=True, kw_only=True):
    """What this person declared for a review year."""

    application: Annotated[str, names("申报", "application", kind="application")]
    year: Annotated[Year, names("评审年度", "review year")]
    series: Annotated[str, names("职称系列", "series")]
    profession: Annotated[str, names("专业", "profession")]
    level: Annotated[str, names("级别", "level")]


@event(
    "person.barred",
    "记入诚信记录（限制申报）",
    "note an integrity record",
    segment="SUPERVISE",
    follower_of=["integrity.entered"],
)
class Barred(Body, frozen=True, kw_only=True):
    """An integrity record about this person began; the term is stored, not computed."""

    record: Annotated[str, names("诚信记录", "record", kind="integrity")]
    tier: Annotated[Tier, names("名单", "tier")]
    levels: Annotated[tuple[str, ...], names("层级", "levels")]
    from_: Annotated[date, names("起", "first day")]
    until: Annotated[date, names("止（含当日）", "last day")]
    bars: Annotated[bool, names("限制申报", "bars applications")]


@event(
    "person.bar-corrected",
    "更正诚信记录",
    "note that an integrity record was corrected",
    segment="SUPERVISE",
    follower_of=["integrity.corrected"],
)
class BarCorrected(Body, frozen=True, kw_only=True):
    """The record holds at other levels, or for another term, from now on."""

    record: Annotated[str, names("诚信记录", "record", kind="integrity")]
    levels: Annotated[tuple[str, ...], names("层级", "levels")]
    from_: Annotated[date, names("起", "first day")]
    until: Annotated[date, names("止（含当日）", "last day")]


@event(
    "person.unbarred",
    "诚信记录撤销",
    "note that an integrity record was annulled",
    segment="SUPERVISE",
    follower_of=["integrity.annulled", "integrity.repaired"],
)
class Unbarred(Body, frozen=True, kw_only=True):
    """The record was annulled by a new decision, or repaired; history stays."""

    record: Annotated[str, names("诚信记录", "record", kind="integrity")]
    decision: Annotated[str, names("原决定所在对象", "what held the decision")]
    on: Annotated[date, names("撤销日", "annulled on")]


@event(
    "person.self-banned",
    "承诺停止申报",
    "note the ban that the commitment promises",
    segment="SUPERVISE",
    follower_of=["title.revoked", "application.applicant-disqualified"],
)
class SelfBanned(Body, frozen=True, kw_only=True):
    """附件2: who supplied false material stops declaring, on a clock of its own."""

    decision: Annotated[str, names("决定所在对象", "what holds the decision")]
    from_: Annotated[date, names("起", "first day")]
    until: Annotated[date, names("止（含当日）", "last day")]


@event(
    "person.title-conferred",
    "取得职称登记",
    "note a title",
    segment="AUDIT",
    follower_of=["session.results-confirmed"],
)
class TitleConferred(Body, frozen=True, kw_only=True):
    """This person holds a title."""

    title: Annotated[str, names("职称", "title", kind="title")]
    application: Annotated[str, names("申报", "application", kind="application")]
    series: Annotated[str, names("职称系列", "series")]
    profession: Annotated[str, names("专业", "profession")]
    level: Annotated[str, names("级别", "level")]


@event(
    "person.history-collected",
    "历史数据采集登记",
    "note a historical row",
    segment="AUDIT",
    follower_of=["history.batch-collected"],
    opens=True,
)
class HistoryCollected(Body, frozen=True, kw_only=True):
    """A title of this person was collected; by its key it is recognised again."""

    history: Annotated[str, names("历史数据", "row", kind="history")]
    row: Annotated[bytes, names("数据标识", "key of the row")]


@event(
    "person.title-recorded",
    "历史职称补录登记",
    "note a title from history",
    segment="AUDIT",
    follower_of=["history.batch-checked"],
)
class TitleRecorded(Body, frozen=True, kw_only=True):
    """This person holds a title that history tells of."""

    title: Annotated[str, names("职称", "title", kind="title")]
    history: Annotated[str, names("历史数据", "row", kind="history")]


@event(
    "person.title-brought",
    "单位登记职称",
    "note a title that an employer brings",
    segment="AUDIT",
    follower_of=["title.initial-title-determined", "title.outside-title-verified"],
)
class TitleBrought(Body, frozen=True, kw_only=True):
    """This person holds a title that an employer determined or verified."""

    title: Annotated[str, names("职称", "title", kind="title")]


@event(
    "person.title-revoked",
    "撤销职称登记",
    "note the loss of a title",
    segment="SUPERVISE",
    follower_of=[
        "title.revoked",
        "title.certificate-forgery-found",
        "application.voided",
    ],
)
class TitleRevoked(Body, frozen=True, kw_only=True):
    """The title is gone."""

    title: Annotated[str, names("职称", "title", kind="title")]


@event(
    "person.staff-barred",
    "责令不得再从事职称评审工作",
    "bar from review work",
    segment="SUPERVISE",
    signers=[UNIT_SEALED],
)
class StaffBarred(Body, frozen=True, kw_only=True):
    """This person may not take part in review work."""

    from_: Annotated[date, names("起", "from")]
    basis: Annotated[str, names("依据", "basis")]


@event(
    "person.staff-readmitted",
    "恢复从事职称评审工作",
    "readmit to review work",
    segment="SUPERVISE",
    signers=[UNIT_SEALED],
)
class StaffReadmitted(Body, frozen=True, kw_only=True):
    """The bar from review work ends."""

    from_: Annotated[date, names("起", "from")]
    basis: Annotated[str, names("依据", "basis")]


@event(
    "person.expert-disqualified",
    "取消评审专家资格登记",
    "note that an expert is disqualified",
    segment="SUPERVISE",
    follower_of=["committee.expert-disqualified"],
)
class ExpertDisqualified(Body, frozen=True, kw_only=True):
    """This person may not act as an expert; the end is stored, not computed."""

    committee: Annotated[str, names("评委会", "committee", kind="committee")]
    decision_no: Annotated[str, names("决定文号", "number of the decision")]
    from_: Annotated[date, names("起", "first day")]
    until: Annotated[
        date | None, names("止（含当日），空则至恢复为止", "last day, or none")
    ] = None


@event(
    "person.expert-readmitted",
    "恢复评审专家资格",
    "readmit as an expert",
    segment="SUPERVISE",
    signers=[UNIT_SEALED],
)
class ExpertReadmitted(Body, frozen=True, kw_only=True):
    """The disqualification ends; history stays."""

    from_: Annotated[date, names("起", "from")]
    basis: Annotated[str, names("依据", "basis")]


@event(
    "person.erased",
    "个人信息删除",
    "erase personal data",
    signers=[[REGISTRAR, SUPERVISOR], [INTEGRITY_OFFICER, SUPERVISOR]],
    policy=False,
)
class Erased(Body, frozen=True, kw_only=True):
    """The data key of the owner is destroyed; signatures and proofs still verify."""

    of: Annotated[str, names("数据主体", "owner of the data")]
    basis: Annotated[str, names("依据", "basis")]
    gone_by: Annotated[date, names("备份清除日", "gone from backups by")]
