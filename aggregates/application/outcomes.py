"""What the acts of others mean for an application: ballot, confirmation, complaint."""

from typing import Annotated, Literal

from aggregates.schema import Body, Counted, event, names


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
