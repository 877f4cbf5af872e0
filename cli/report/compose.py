"""A trace as a report: the twenty answers, the courses, and the proofs."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec

from cli.event_page import mark, signed_by
from cli.language import say
from cli.moments import format_moment
from cli.reading_room import Room, word
from cli.report import matrix
from cli.report.document import (
    Cell,
    Course,
    Entry,
    Line,
    Moment,
    Proof,
    Report,
    Section,
    Table,
)
from cli.report.values import Values, field_name
from ledger.merkle.hashing import leaf_hash
from projections.trace.acts import SEGMENTS, ActRow
from projections.trace.answer import Absent, Answer
from projections.trace.findings import Finding
from projections.trace.matter import Matter, Trace
from projections.words.label import Label, RuleRef
from projections.words.references import references_in

DRAWN: Final = 12
"""Matters of which the course is drawn; a session has hundreds."""

COLUMNS: Final = 6
"""Columns that fit on paper; what does not is set beneath the row."""

_SHORT: Final = 40
"""Characters of a value that fits in a column."""


def report_of(room: Room, found: Trace) -> Report:
    """Return a trace as a report, in the language in use."""
    return _Composer(room, found).report()


class _Composer:
    """Puts a trace into words."""

    def __init__(self, room: Room, found: Trace) -> None:
        self._room = room
        self._found = found
        self._values = Values(room)
        self._cited = _cited_events(found)
        self._bad = {
            ref.event
            for answer in found.answers
            for one in answer.findings
            for ref in one.events
        }

    def report(self) -> Report:
        found = self._found
        matters = found.matters[:DRAWN]
        segments = _segments(matters)
        return Report(
            title=say(f"倒查：{self._name()}", f"Trace of {self._name()}"),
            facts=tuple(self._facts()),
            warning=_warning(found),
            lanes=tuple(word(one) for one in segments),
            courses=tuple(self._course(one, segments) for one in matters),
            sections=tuple(map(self._section, found.answers)),
            checkpoint=self._room.log.checkpoint().decode(),
            proofs=tuple(self._proofs()),
            words=_words(),
        )

    def _name(self) -> str:
        found = self._found
        if len(found.matters) == 1:
            known = found.matters[0].application
            return f"{known.name} {known.id}".strip()
        return found.subject

    def _facts(self) -> Iterator[tuple[str, str]]:
        found = self._found
        origin = found.ledger
        yield say("查询对象", "subject"), found.subject
        yield say("台账", "ledger"), origin.origin
        yield say("记录数", "records"), str(origin.size)
        yield say("根", "root"), origin.root
        yield say("计算日", "counted on"), found.on.isoformat()
        if self._room.times.until is not None:
            known = self._room.times.known
            yield (
                say("台账当时所知", "known then"),
                say(f"前 {known} 条记录", f"the first {known} records"),
            )
        if found.event is not None:
            yield say("所查事件", "the event"), self._values.event(found.event.event)
        for matter in found.matters[:DRAWN]:
            yield say("涉及申报", "application"), matter_title(self._room, matter)
        if len(found.applications) > DRAWN:
            more = len(found.applications) - DRAWN
            yield (
                say("涉及申报", "application"),
                say(f"另有 {more} 件，见各项答复", f"{more} more, see the answers"),
            )

    # The answers.

    def _section(self, answer: Answer[Any]) -> Section:
        return Section(
            code=answer.question.code,
            heading=word(answer.question),
            verdict=word(answer.verdict),
            wrong=bool(answer.findings),
            findings=tuple(map(self._finding, answer.findings)),
            tables=tuple(self._tables(answer.rows)),
            absent=tuple(map(self._absent, answer.absent)),
            notes=tuple(map(word, answer.notes)),
        )

    def _finding(self, one: Finding) -> Line:
        text = f"{word(one.kind)}{say('：', ': ')}{word(one.what)}"
        return Line(text, _rule(one.rule), tuple(ref.event for ref in one.events))

    def _absent(self, one: Absent) -> Line:
        about = self._values.text(one.about)
        said = say("没有此类事件记录", "no such event recorded")
        return Line(f"{word(one.type)} {about}{say('：', ': ')}{said}", _rule(one.rule))

    def _tables(self, rows: Sequence[Any]) -> Iterator[Table]:
        """Yield a table for each kind of rows, in the order of their first."""
        if rows and matrix.fits(rows):
            yield from matrix.matrices(rows, self._values)
            return
        for kind in dict.fromkeys(map(type, rows)):
            yield self._table([row for row in rows if type(row) is kind])

    def _table(self, rows: Sequence[Any]) -> Table:
        plain = [self._cells(row) for row in rows]
        fields = [f for f in plain[0] if any(cells[f].lines for cells in plain)]
        short = [f for f in fields if all(_is_short(cells[f]) for cells in plain)]
        columns = short[:COLUMNS]
        beneath = [field for field in fields if field not in columns]
        return Table(
            columns=tuple(map(field_name, columns)),
            entries=tuple(
                Entry(
                    cells=tuple(cells[field] for field in columns),
                    more=tuple(
                        (field_name(field), cells[field])
                        for field in beneath
                        if cells[field].lines
                    ),
                    bad=bool(self._bad & set(_events_in(row))),
                )
                for row, cells in zip(rows, plain, strict=True)
            ),
        )

    def _cells(self, row: Any) -> dict[str, Cell]:
        if isinstance(row, msgspec.Struct):
            fields = row.__struct_fields__
            return {field: self._cell(row, field) for field in fields}
        return {"value": self._values.cell(row)}

    def _cell(self, row: msgspec.Struct, field: str) -> Cell:
        cell = self._values.cell(getattr(row, field))
        if field == "event" and isinstance(row, ActRow) and row.amended is not None:
            return msgspec.structs.replace(cell, lines=(cell.text + mark(row.amended),))
        return cell

    # The courses.

    def _course(self, matter: Matter, segments: Sequence[Label]) -> Course:
        lanes = {one.code: lane for lane, one in enumerate(segments)}
        rows = [row for segment in matter.segments for row in segment.acts]
        rows.sort(key=lambda row: row.event.position)
        people = list(dict.fromkeys(who for row in rows for who in self._who(row)))
        number = {who: place for place, who in enumerate(people)}
        return Course(
            heading=matter_title(self._room, matter),
            moments=tuple(self._moment(row, lanes, number) for row in rows),
            people=tuple(people),
        )

    def _who(self, row: ActRow) -> tuple[str, ...]:
        return tuple(signed_by(self._room, signer) for signer in row.signers)

    def _moment(
        self, row: ActRow, lanes: dict[str, int], people: dict[str, int]
    ) -> Moment:
        day, _, time = format_moment(row.event.received_at).partition(" ")
        return Moment(
            day=day,
            time=time,
            lane=lanes[row.segment.code],
            text=word(row.event.type) + mark(row.amended),
            event=row.event.event,
            signers=tuple(dict.fromkeys(people[who] for who in self._who(row))),
            bad=row.event.event in self._bad,
        )

    # The proofs.

    def _proofs(self) -> Iterator[Proof]:
        log, size = self._room.log, self._found.ledger.size
        for position, event in self._cited:
            hashes = log.prove_inclusion(position, size)
            yield Proof(
                event=event,
                position=position,
                leaf=leaf_hash(log.event_at(position).record).hex(),
                hashes=tuple(b64encode(one).decode() for one in hashes),
            )


def matter_title(room: Room, matter: Matter) -> str:
    """Return what a matter is called."""
    known = matter.application
    case = f"{known.name} " if known.name else ""
    person = room.name(matter.person)
    stage = word(matter.stage)
    title = matter.title_stage
    if title is not None:
        stage += say(f"，职称{title.zh}", f", the title {title.en}")
    return say(
        f"申报 {case}{known.id}，申报人 {person}，现：{stage}",
        f"application {case}{known.id} of {person}, now {stage}",
    )


def _segments(matters: Iterable[Matter]) -> tuple[Label, ...]:
    """Return the segments that the matters have, in their order."""
    known = {s.segment.code: s.segment for m in matters for s in m.segments}
    order = [*SEGMENTS, *(code for code in known if code not in SEGMENTS)]
    return tuple(known[code] for code in order if code in known)


def _warning(found: Trace) -> str:
    if not found.ledger.simulated:
        return ""
    return say(
        "模拟时钟台账：仅供演示、培训和测试",
        "a ledger with a simulated clock: for demonstration, training and tests",
    )


def _is_short(cell: Cell) -> bool:
    return len(cell.lines) <= 1 and len(cell.text) <= _SHORT


def _rule(rule: RuleRef | None) -> str:
    return "" if rule is None else f"{rule.id} {rule.citation}".strip()


def _cited_events(found: Trace) -> list[tuple[int, str]]:
    """Return position and id of every event that the answers point at."""
    return sorted({(ref.position, ref.event) for ref in references_in(found)})


def _events_in(value: Any) -> Iterator[str]:
    for ref in references_in(value):
        yield ref.event


def _words() -> dict[str, str]:
    """Return the headings that whoever lays the report out needs."""
    return {
        "answers": say("二十问", "The twenty questions"),
        "question": say("问题", "question"),
        "verdict": say("结论", "verdict"),
        "found": say("发现", "findings"),
        "findings": say("发现", "Findings"),
        "absent": say("没有记录", "Not on record"),
        "notes": say("未能回答之处", "What could not be answered"),
        "course": say("时间线", "Time line"),
        "graph": say("办理行为与签名人", "Acts and signers"),
        "proofs": say("证明", "Proofs"),
        "proof_note": say(
            "核对方法：用叶哈希、位置和证明路径按 RFC 6962 算出根，与检查点比较；"
            "记录原文由 daocha prove 导出。",
            "To check: compute the root from leaf hash, position and path (RFC 6962) "
            "and compare it with the checkpoint; daocha prove exports the record.",
        ),
        "checkpoint": say("检查点", "Checkpoint"),
        "event": say("事件", "event"),
        "position": say("位置", "position"),
        "leaf": say("叶哈希", "leaf hash"),
        "path": say("证明路径", "path"),
        "none": say("无", "none"),
    }
