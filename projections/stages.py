"""What the stages of aggregates are called, and who has a thing in each."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from aggregates.application.rules import stage as application
from aggregates.application.state import ENDS
from aggregates.complaint import rules as complaint
from aggregates.integrity import rules as integrity
from aggregates.session.rules import stage as session
from aggregates.title import rules as title
from projections.label import Label

_OTHERS: Final[Mapping[str, tuple[str, str]]] = {
    "": ("尚未建立", "not begun"),
    "REGISTERED": ("已登记", "registered"),
    "ERASED": ("个人信息已删除", "personal data erased"),
    "APPLIED": ("已申请备案", "filing applied for"),
    "NOT_FILED": ("未备案", "not filed"),
    "FILED": ("已核准备案", "filed"),
    "SUSPENDED": ("评审已暂停", "suspended"),
    "WITHDRAWN": ("评审权已收回", "power of review withdrawn"),
    "PUBLISHED": ("已发布", "published"),
    "ADOPTED": ("已采用", "adopted"),
    "RECORDED": ("已记录", "recorded"),
}
_BY_KIND: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "application": application.NAMES,
    "session": session.NAMES,
    "complaint": complaint.NAMES,
    "integrity": integrity.NAMES,
    "title": title.NAMES,
}
CLOSED: Final[Mapping[str, frozenset[str]]] = {
    "application": ENDS,
    "complaint": frozenset({"NOT_ACCEPTED", "CLOSED"}),
    "integrity": frozenset({"ANNULLED"}),
    "session": frozenset({"ARCHIVED"}),
}
"""Stages after which nothing is owed on an aggregate any more."""


def stage_label(kind: str, stage: str) -> Label:
    """Name a stage."""
    names = _BY_KIND.get(kind, _OTHERS).get(stage) or _OTHERS.get(stage)
    return Label(stage, *(names or (stage, stage)))


def stage_of(kind: str, state: Any) -> str:
    """Return the stage that a state is in."""
    tell = _STAGE_OF.get(kind)
    return "RECORDED" if tell is None else tell(state)


def is_closed(kind: str, stage: str) -> bool:
    """Tell whether nothing is owed any more in a stage."""
    return stage in CLOSED.get(kind, frozenset())


def holder_of(kind: str, state: Any) -> str:
    """Return who has a thing now: an organisation or a person, or nobody."""
    tell = _HOLDER_OF.get(kind)
    return "" if tell is None else tell(state)


def _own_stage(state: Any) -> str:
    return str(state.stage)


def _person(state: Any) -> str:
    if state.erased:
        return "ERASED"
    return "REGISTERED" if state.registered else ""


def _committee(state: Any) -> str:
    if state.withdrawn:
        return "WITHDRAWN"
    if state.suspended:
        return "SUSPENDED"
    if state.applied:
        return "APPLIED"
    return "FILED" if state.filings else "NOT_FILED"


def _application_holder(state: Any) -> str:
    """Name the applicant while it is drafted or to be corrected, else the hop."""
    if state.ended or state.stage == "CONFIRMED":
        return ""
    if state.stage == "DRAFT" or state.correction is not None:
        return str(state.person)
    return str(state.holder)


_STAGE_OF: Final[Mapping[str, Callable[[Any], str]]] = {
    "application": _own_stage,
    "calendar": lambda state: "ADOPTED" if state.version else "",
    "committee": _committee,
    "complaint": _own_stage,
    "integrity": _own_stage,
    "organisation": lambda state: "REGISTERED" if state.known else "",
    "person": _person,
    "policy": lambda state: "PUBLISHED" if state.versions else "",
    "session": _own_stage,
    "title": _own_stage,
}
_HOLDER_OF: Final[Mapping[str, Callable[[Any], str]]] = {
    "application": _application_holder,
    "committee": lambda state: str(state.establishing_unit),
    "complaint": lambda state: str(state.accepted_by),
    "integrity": lambda state: str(state.proposed_by),
    "session": lambda state: str(state.office),
    "title": lambda state: str(state.person),
}
