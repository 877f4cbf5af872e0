"""Values of answers as people read them, in the language in use."""

from datetime import date
from functools import cache, singledispatchmethod
from pathlib import Path
from typing import Any, Final

import msgspec

from aggregates.text import Text
from aggregates.words import word as named
from cli.event_page import signed_by
from cli.language import say, tell
from cli.moments import format_moment
from cli.reading_room import Room, word
from cli.report.document import Cell
from ledger.errors import MalformedError
from ledger.statement import check_id
from projections.dues.due import Due
from projections.integrity import Standing
from projections.trace.materials import Seen
from projections.trace.signers import Signer
from projections.words.label import Label, Named, RuleRef, Words
from projections.words.particulars import Detail
from projections.words.references import EventRef

EVENT_DIGITS: Final = 12


@cache
def field_names() -> dict[str, Text]:
    """Return what the fields of answers are called, by their names."""
    text = Path(__file__).with_name("fields.json").read_text(encoding="utf-8")
    return {field: Text(*names) for field, names in msgspec.json.decode(text).items()}


def field_name(field: str) -> str:
    """Name a field; an unknown one names itself."""
    known = field_names().get(field)
    return field if known is None else say(known.zh, known.en)


class Values:
    """Puts values into words.

    Args:
        room: Where names of persons and bodies are.
    """

    def __init__(self, room: Room) -> None:
        self._room = room

    def cell(self, value: Any) -> Cell:
        """Return a value as a cell."""
        match value:
            case EventRef():
                return Cell((self.event(value),), event=value.event)
            case RuleRef():
                return Cell((value.id,), hint=value.citation)
            case tuple() | list():
                return self._list(value)
            case _:
                text = self.text(value)
                return Cell((text,) if text else ())

    def _list(self, values: Any) -> Cell:
        if all(isinstance(one, str | int | RuleRef) for one in values):
            joined = " ".join(self.text(one) for one in values)
            return Cell((joined,) if joined else ())
        return Cell(tuple(filter(None, (self.text(one) for one in values))))

    def event(self, ref: EventRef) -> str:
        """Return an event in one line."""
        late = say("（补录）", " (entered late)") if ref.late else ""
        when = format_moment(ref.received_at)
        return f"{when} {word(ref.type)}{late} @{ref.position}"

    @singledispatchmethod
    def text(self, value: Any) -> str:
        """Return a value in one line."""
        if isinstance(value, msgspec.Struct):
            return self._struct(value)
        return "" if value is None else str(value)

    @text.register
    def _(self, value: bool) -> str:  # noqa: FBT001 - a value
        return say("是", "yes") if value else say("否", "no")

    @text.register
    def _(self, value: str) -> str:
        try:
            check_id(value)
        except MalformedError:
            return tell(named(value))
        return self._room.name(value)

    @text.register(Label)
    @text.register(Words)
    def _(self, value: Label | Words) -> str:
        return word(value)

    @text.register
    def _(self, value: Named) -> str:
        return value.name or (self._room.name(value.id) if value.id else "")

    @text.register
    def _(self, value: RuleRef) -> str:
        return value.id

    @text.register
    def _(self, value: EventRef) -> str:
        return self.event(value)

    @text.register
    def _(self, value: date) -> str:
        return value.isoformat()

    @text.register
    def _(self, value: Detail) -> str:
        return f"{word(value.name)} {word(value.value)}"

    @text.register
    def _(self, value: Due) -> str:
        who = self._room.name(value.organisation.name or value.person)
        days = say(
            f"{abs(value.working_days)} 个工作日", f"{abs(value.working_days)} w.d."
        )
        return f"{word(value.met_by)} {value.due} {word(value.state)} {days} {who}"

    @text.register
    def _(self, value: Signer) -> str:
        return signer_text(self._room, value)

    @text.register
    def _(self, value: Seen) -> str:
        return seen_text(value)

    @text.register
    def _(self, value: Standing) -> str:
        return record_text(self._room, value)

    @text.register(tuple)
    @text.register(list)
    def _(self, value: Any) -> str:
        return say("、", ", ").join(filter(None, map(self.text, value)))

    @text.register(dict)
    def _(self, value: dict[str, Any]) -> str:
        pairs = ((self.text(k), self.text(v)) for k, v in value.items())
        return say("，", ", ").join(f"{k} {v}" for k, v in pairs)

    def _struct(self, value: msgspec.Struct) -> str:
        """Return a struct as its fields, leaving out what is empty."""
        found = (
            (field, self.text(getattr(value, field)))
            for field in value.__struct_fields__
        )
        parts = (f"{field_name(field)} {text}" for field, text in found if text)
        return say("，", ", ").join(parts)


def signer_text(room: Room, one: Signer) -> str:
    """Return a signer in one line, with the verdict on key and role then."""
    who = room.name(one.subject) if one.subject else say("身份封存", "identity sealed")
    acting = say("（代）", " (deputy)") if one.acting_for else ""
    verdict = say("密钥和授权当时有效", "key and role held")
    if not one.valid:
        reasons = "; ".join(one.objections)
        verdict = say(f"！当时无效：{reasons}", f"! did not hold: {reasons}")
    if one.doubtful:
        verdict += say("；密钥存疑", "; key in doubt")
    if one.revoked is not None:
        verdict += say(
            f"；其后（@{one.revoked}）吊销", f"; revoked afterwards (@{one.revoked})"
        )
    return f"{signed_by(room, one)}{acting} · {who} · {one.key} · {verdict}"


def seen_text(seen: Seen) -> str:
    """Return the material that a signature covers, and what was done with the false."""
    digits = seen.manifest[:EVENT_DIGITS]
    if not seen.known:
        return say(
            f"！清单 {digits} 与当时材料不符",
            f"! manifest {digits} is not that of the material then",
        )
    items = " ".join(seen.items) or say("无", "none")
    text = say(
        f"所见材料 {items}（清单 {digits}）", f"material seen {items} ({digits})"
    )
    for one in seen.false_items:
        text += say(
            f"；不实材料 {one.item}：{one.verdict.zh}",
            f"; false item {one.item}: {one.verdict.en}",
        )
    return text


def record_text(room: Room, record: Standing) -> str:
    """Return an integrity record in one line, with its term."""
    levels = say("、", ", ").join(word(level) for level in record.levels)
    who = room.name(record.person)
    term = f"{record.start} – {record.last_barred_day}"
    return say(
        f"{who} 记入{record.tier.zh}（{levels}）：{term}（含末日），{record.state.zh}，"
        f"{record.decision_no}",
        f"{who} entered in the {record.tier.en} ({levels}): {term} inclusive, "
        f"{record.state.en}, {record.decision_no}",
    )
