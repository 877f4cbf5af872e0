"""What each act changed of a committee: from which day it may do what.

A filing holds from the day that it states, and a change from the day on which it
occurred; a suspension from the day on which it was recorded. What was recalled never
held, and what was corrected holds as corrected; what the ledger knew at another moment
is a question to views of the records up to then.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import msgspec

from aggregates.decider import Act
from aggregates.text import Text
from projections.facts import Fact
from projections.projection import Projection, Table, Writing, each

if TYPE_CHECKING:
    from aggregates.committee.state import CommitteeState

FIELDS: Final[Mapping[str, Text]] = {
    "name": Text("评委会名称", "name"),
    "series": Text("评审系列", "series"),
    "professions": Text("评审专业", "professions"),
    "territory": Text("评审地域", "territory"),
    "levels": Text("评审层级", "levels"),
    "establishing_unit": Text("组建单位", "establishing unit"),
    "office": Text("承办机构", "office"),
    "applied": Text("待核准", "waits to be filed"),
    "filed_on": Text("核准备案日期", "filed on"),
    "valid_to": Text("有效期至", "last valid day"),
    "self_review": Text("自主评审", "self-review"),
    "change": Text("须重新备案的变化", "change that asks for a new filing"),
    "suspended": Text("已暂停评审", "suspended"),
    "withdrawn": Text("评审权已收回", "power of review withdrawn"),
    "unrecognised": Text("不予认可的批次", "sessions not recognised"),
}
"""What a committee may be asked about, as its state has it."""


class Turn(msgspec.Struct, frozen=True):
    """An act that changed what a committee may do.

    Attributes:
        id: The committee.
        position: Of the act.
        day: From which day it holds.
        type: Of the act.
        profile: The policy under which it was done.
        changes: What it changed, as JSON.
    """

    id: str
    position: int
    day: str
    type: str
    profile: str
    changes: str


TURNS: Final = Table("committees_turns", Turn, key=2, by_aggregate=True)


def _apply(fact: Fact, rows: Writing) -> None:
    """Take in one event."""
    act, amended = fact.act, fact.amended
    if act is None:
        return
    if amended is None:
        _put(act, fact.before, fact.after, rows)
    elif fact.recalled is not None:
        rows.remove(TURNS, act.id, fact.recalled)
    elif amended.newest is not None and amended.newest.seq == act.body.seq:
        rows.remove(TURNS, act.id, amended.newest.position)
        _put(amended.newest, amended.before, amended.state, rows)


def _put(
    act: Act, before: "CommitteeState", after: "CommitteeState", rows: Writing
) -> None:
    """Keep what an act changed, if it changed anything."""
    changes = {
        name: _plain(new)
        for name in FIELDS
        if (new := getattr(after, name)) != getattr(before, name)
    }
    if changes:
        text = msgspec.json.encode(changes, order="sorted").decode()
        day = _holds_from(act).isoformat()
        turn = Turn(act.id, act.position, day, act.type.name, act.profile, text)
        rows.put(TURNS, turn)


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def _holds_from(act: Act) -> date:
    """Return the day that an act states, else the day on which it counts."""
    stated = getattr(act.body, "filed_on", None) or getattr(
        act.body, "occurred_on", None
    )
    return act.day if stated is None else min(stated, act.day)


COMMITTEES: Final = Projection(
    name="committees",
    version=1,
    tables=(TURNS,),
    apply=each(_apply),
    kinds=frozenset({"committee"}),
)


def changes_of(turn: Turn) -> dict[str, Any]:
    """Return what an act changed, by the names in `FIELDS`."""
    found: dict[str, Any] = msgspec.json.decode(turn.changes)
    return found


def names_of_committees(turns: Iterable[Turn]) -> dict[str, str]:
    """Return by what each committee is called now."""
    named = ((turn.id, changes_of(turn).get("name", "")) for turn in turns)
    return {committee: name for committee, name in named if name}
