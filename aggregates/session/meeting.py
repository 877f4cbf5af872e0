"""The meeting of a committee: training, closed management, opinions, the ballot."""

from datetime import date
from typing import Annotated

from aggregates.roles import CHAIR, CUSTODIAN, EXPERT, OFFICE_STAFF, SEAL, TELLER
from aggregates.schema import Body, Counted, ListRef, Part, Personal, event, names


@event(
    "session.panel-trained",
    "集中学习培训",
    "train the panel",
    segment="REVIEW",
    signers=[[OFFICE_STAFF, EXPERT.at_least(0), CHAIR.optional()]],
)
class PanelTrained(Body, frozen=True, kw_only=True):
    """The prescribed documents were studied together; who was there, signed."""

    documents: Annotated[tuple[str, ...], names("学习文件", "documents")]
    discipline_statement: Annotated[
        str, names("评审要求和纪律", "statement of discipline", multiline=True)
    ]


@event(
    "session.closed-management-started",
    "封闭管理开始",
    "start closed management",
    segment="REVIEW",
    signers=[[OFFICE_STAFF]],
)
class ClosedManagementStarted(Body, frozen=True, kw_only=True):
    """The meeting is closed off."""

    place: Annotated[str, names("地点", "place")]


@event(
    "session.closed-management-ended",
    "封闭管理结束",
    "end closed management",
    segment="REVIEW",
    signers=[[OFFICE_STAFF]],
)
class ClosedManagementEnded(Body, frozen=True, kw_only=True):
    """The meeting is open again."""


@event(
    "session.opened",
    "评审会议开始",
    "open the meeting",
    segment="REVIEW",
    signers=[[CHAIR, EXPERT.at_least(0)]],
)
class Opened(Body, frozen=True, kw_only=True):
    """The chair opens; every expert present signs his attendance."""

    place: Annotated[str, names("地点", "place")]


@event(
    "session.opinion-signed",
    "评议意见",
    "sign an opinion",
    segment="REVIEW",
    signers=[[EXPERT], [CHAIR]],
)
class OpinionSigned(Body, frozen=True, kw_only=True):
    """A written opinion on one application; its text is sealed."""

    application: Annotated[str, names("申报", "application", kind="application")]
    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]
    standard: Annotated[str, names("量化评分标准版本", "scoring standard")]
    opinion: Annotated[Personal, names("评议意见", "opinion", multiline=True)]


class Ballot(Part, frozen=True, kw_only=True):
    """The count for one application; never who voted how."""

    application: Annotated[str, names("申报", "application", kind="application")]
    agree: Annotated[Counted, names("同意", "agree")]
    against: Annotated[Counted, names("反对", "against")]
    abstain: Annotated[Counted, names("弃权", "abstain")]
    recused: Annotated[Counted, names("回避", "recused")]
    passed: Annotated[bool, names("通过", "passed")]


@event(
    "session.ballot-tallied",
    "表决结果",
    "tally the ballot",
    segment="REVIEW",
    signers=[[CHAIR, TELLER.at_least(2)]],
)
class BallotTallied(Body, frozen=True, kw_only=True):
    """The secret ballot, as counts; one follower for each application."""

    present: Annotated[Counted, names("出席人数", "present", filled=True)]
    results: Annotated[ListRef, names("逐人结果清单", "list of results", filled=True)]
    passed: Annotated[Counted, names("通过人数", "passed", filled=True)]


@event(
    "session.result-signed",
    "评审结果签字（盖章）",
    "sign the result",
    segment="REVIEW",
    signers=[[CHAIR, SEAL, CUSTODIAN]],
)
class ResultSigned(Body, frozen=True, kw_only=True):
    """The chair and the committee's seal stand for the tally."""

    results: Annotated[ListRef, names("逐人结果清单", "list of results", filled=True)]


@event(
    "session.concluded",
    "评审工作结束",
    "conclude the review",
    segment="REVIEW",
    signers=[[CHAIR]],
)
class Concluded(Body, frozen=True, kw_only=True):
    """All admitted applications are decided; two clocks start."""

    ended_on: Annotated[date, names("结束日期", "ended on")]
    reviewed: Annotated[Counted, names("评审人数", "reviewed", filled=True)]
    passed: Annotated[Counted, names("通过人数", "passed", filled=True)]
