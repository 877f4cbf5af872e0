"""What the stages of aggregates are called, and who has a thing in each."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Final

from aggregates.application.standing import ENDS
from aggregates.stages import Stages
from projections.words.label import Label

_STAGED: Final = frozenset(
    {
        "application",
        "circular",
        "complaint",
        "entrustment",
        "history",
        "inspection",
        "integrity",
        "quota",
        "session",
        "title",
        "trace",
    }
)
"""Kinds whose package says what their stages are called and which acts they allow."""

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
CLOSED: Final[Mapping[str, frozenset[str]]] = {
    "application": ENDS,
    "inspection": frozenset({"CLOSED"}),
    "trace": frozenset({"CONCLUDED"}),
    "complaint": frozenset({"NOT_ACCEPTED", "CLOSED"}),
    "integrity": frozenset({"ANNULLED", "REPAIRED"}),
    "session": frozenset({"ARCHIVED", "NOT_RECOGNISED"}),
}
"""Stages after which nothing is owed on an aggregate any more."""


def stage_label(kind: str, stage: str) -> Label:
    """Name a stage."""
    known = _stages(kind)
    named = {} if known is None else known.NAMES
    names = named.get(stage) or _OTHERS.get(stage)
    return Label(stage, *(names or (stage, stage)))


def stages_of_acts(kind: str) -> Stages:
    """Return in which stages the rules let an act be done, for a kind of aggregate."""
    known = _stages(kind)
    return {} if known is None else known.STAGES


def _stages(kind: str) -> Any:
    """Load what a kind says of its stages: few questions are about every kind."""
    return import_module(f"aggregates.{kind}.stage") if kind in _STAGED else None


def stage_of(kind: str, state: Any) -> str:
    """Return the stage that a state is in."""
    tell = _STAGE_OF.get(kind, _own_stage)
    return tell(state)


def is_closed(kind: str, stage: str) -> bool:
    """Tell whether nothing is owed any more in a stage."""
    return stage in CLOSED.get(kind, frozenset())


def holder_of(kind: str, state: Any) -> str:
    """Return who has a thing now: an organisation or a person, or nobody."""
    tell = _HOLDER_OF.get(kind)
    return "" if tell is None else tell(state)


def _own_stage(state: Any) -> str:
    return str(getattr(state, "stage", ""))


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
    **dict.fromkeys(("key", "ledger", "heads"), lambda _state: "RECORDED"),
    "calendar": lambda state: "ADOPTED" if state.version else "",
    "committee": _committee,
    "organisation": lambda state: "REGISTERED" if state.known else "",
    "person": _person,
    "policy": lambda state: "PUBLISHED" if state.versions else "",
}
_HOLDER_OF: Final[Mapping[str, Callable[[Any], str]]] = {
    "application": _application_holder,
    "committee": lambda state: str(state.establishing_unit),
    "complaint": lambda state: str(state.accepted_by),
    "integrity": lambda state: str(state.proposed_by),
    "session": lambda state: str(state.office),
    "title": lambda state: str(state.person),
}
