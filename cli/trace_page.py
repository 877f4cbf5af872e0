"""The answer of a trace (倒查) for people: on the terminal, and as a report to keep."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import click

from cli.event_page import mark, signed_by
from cli.language import say
from cli.moments import format_moment
from cli.reading_room import SHORT, Room, word
from cli.wording import reason_of
from projections.codes import in_words
from projections.integrity import Standing
from projections.references import EventRef
from projections.trace.acts import ActRow, Segment
from projections.trace.findings import Finding
from projections.trace.materials import Seen
from projections.trace.matter import Matter, Trace
from projections.trace.outcome import Obligation, Outcome
from projections.trace.signers import Signer

HTML: Final = (".html", ".htm")
_NUMBERS: Final = "一二三四五六七八九"


def print_trace(room: Room, found: Trace) -> None:
    """Print a trace."""
    for line in trace_lines(room, found):
        click.echo(line)


def write_report(room: Room, found: Trace, path: Path) -> None:
    """Save a trace as a page, or as text.

    Raises:
        UsageError: The file cannot be written.
    """
    if path.suffix.lower() in HTML:
        from cli.trace_html import trace_html  # noqa: PLC0415 - only for a report

        text = trace_html(room, found)
    else:
        text = "\n".join(trace_lines(room, found)) + "\n"
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{path}: {reason_of(error)}") from error


def trace_lines(room: Room, found: Trace) -> Iterator[str]:
    """Yield the lines of a trace."""
    origin = found.ledger
    yield say(f"倒查：{found.subject}", f"Trace of {found.subject}")
    yield say(
        f"台账 {origin.origin}，共 {origin.size} 条记录，根 {origin.root}",
        f"ledger {origin.origin}, {origin.size} records, root {origin.root}",
    )
    yield day_line(found)
    if found.event is not None:
        yield from _heading(say("所查事件", "The event"))
        yield from _act_lines(room, found.event)
    for matter in found.matters:
        yield from _matter_lines(room, matter)


def day_line(found: Trace) -> str:
    """Say on which day days are counted."""
    if found.ledger.simulated:
        return say(
            f"模拟时钟台账；今日按 {found.on} 计",
            f"a ledger with a simulated clock; today counts as {found.on}",
        )
    return say(f"今日 {found.on}", f"today {found.on}")


def _matter_lines(room: Room, matter: Matter) -> Iterator[str]:
    yield ""
    yield matter_title(room, matter)
    for number, segment in enumerate(matter.segments):
        yield from _segment_lines(room, segment, number)
    yield from _heading(say("处理结果", "What came of it"))
    yield from outcome_lines(room, matter.outcome)
    yield from _heading(say("应办事项", "Obligations"))
    yield from _or_none(obligation_lines(matter.outcome.obligations))
    yield from _heading(say("应有而没有记录的事项", "Steps that are not on record"))
    yield from _or_none(missing_lines(matter))
    yield from _heading(say("补录", "Late entries"))
    yield from _or_none(event_line(one) for one in matter.late_entries)
    yield from _heading(say("发现", "Findings"))
    yield from _or_none(finding_line(one) for one in matter.findings)


def matter_title(room: Room, matter: Matter) -> str:
    """Return what a matter is called."""
    known = matter.application
    case = f"{known.name} " if known.name else ""
    person = room.name(matter.person)
    stage = word(matter.stage)
    title = matter.outcome.title_stage
    if title is not None:
        stage += say(f"，职称{title.zh}", f", the title {title.en}")
    return say(
        f"申报 {case}{known.id}，申报人 {person}，现：{stage}",
        f"application {case}{known.id} of {person}, now {stage}",
    )


def segment_title(segment: Segment, number: int) -> str:
    """Return the heading of a segment: 一、申报（谁申报谁负责）."""
    name = segment.segment
    if name.code in ("DECLARE", "RECOMMEND", "AUDIT", "REVIEW"):
        return say(
            f"{_NUMBERS[number]}、{name.zh}（谁{name.zh}谁负责）",
            f"{number + 1}. {name.en}",
        )
    return say(f"{_NUMBERS[number]}、{name.zh}", f"{number + 1}. {name.en}")


def _segment_lines(room: Room, segment: Segment, number: int) -> Iterator[str]:
    yield from _heading(segment_title(segment, number))
    if not segment.acts:
        yield "  " + no_such_event()
    for act in segment.acts:
        yield from _act_lines(room, act)


def no_such_event() -> str:
    """Say that nothing is on record."""
    return say("没有此类事件记录", "no such event recorded")


def _act_lines(room: Room, act: ActRow) -> Iterator[str]:
    yield "  " + event_line(act.event) + mark(act.amended)
    for signer in act.signers:
        yield f"      {signer_text(room, signer)}"
    if act.facts:
        facts = say("；", "; ").join(
            f"{word(fact.name)} {word(fact.value)}" for fact in act.facts
        )
        yield f"      {facts}"
    if act.seen is not None:
        yield f"      {seen_text(act.seen)}"
    if act.rules:
        yield "      " + say("依据 ", "under ") + " ".join(r.id for r in act.rules)


def event_line(ref: EventRef) -> str:
    """Return an event in one line: when, what, its id and position."""
    late = say("（补录）", " (entered late)") if ref.late else ""
    claimed = ""
    if ref.at != ref.received_at:
        claimed = say(
            f"（声明办理于 {format_moment(ref.at)}）",
            f" (said to be done {format_moment(ref.at)})",
        )
    return (
        f"{format_moment(ref.received_at)} {word(ref.type)}{late}{claimed} "
        f"{ref.event[:SHORT]} @{ref.position}"
    )


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
    return f"{signed_by(room, one)}{acting} · {who} · {one.key} · {verdict}"


def seen_text(seen: Seen) -> str:
    """Return the material that a signature covers, and what was done with the false."""
    if not seen.known:
        return say(
            f"！清单 {seen.manifest[:SHORT]} 与当时材料不符",
            f"! manifest {seen.manifest[:SHORT]} is not that of the material then",
        )
    items = " ".join(seen.items) or say("无", "none")
    text = say(
        f"所见材料 {items}（清单 {seen.manifest[:SHORT]}）",
        f"material seen {items} (manifest {seen.manifest[:SHORT]})",
    )
    for one in seen.false_items:
        text += say(
            f"；不实材料 {one.item}：{one.verdict.zh}",
            f"; false item {one.item}: {one.verdict.en}",
        )
    return text


def outcome_lines(room: Room, outcome: Outcome) -> Iterator[str]:
    """Yield what came of a matter."""
    if not outcome.complaints:
        yield "  " + say("信访：没有此类事件记录", "complaints: no such event recorded")
    for complaint in outcome.complaints:
        name = complaint.complaint.name or complaint.complaint.id
        verdict = word(in_words(complaint.outcome))
        found = word(in_words(complaint.violation))
        items = " ".join(complaint.items)
        verdict = verdict or say("未作结论", "not decided")
        yield say(
            f"  信访件 {name}：{verdict} {found} {items}",
            f"  complaint {name}: {verdict} {found} {items}",
        ).rstrip()
    for said, ref in (
        (say("取得职称", "title conferred"), outcome.conferred),
        (say("撤销职称", "title revoked"), outcome.revoked),
        (say("取消参评资格", "disqualified"), outcome.disqualified),
    ):
        if ref is not None:
            yield f"  {said}{say('：', ': ')}{event_line(ref)}"
    for record in outcome.records:
        yield f"  {record_text(room, record)}"


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


def obligation_lines(obligations: Iterable[Obligation]) -> Iterator[str]:
    """Yield obligations, each met or open."""
    for one in obligations:
        detail = word(one.detail) if one.detail else ""
        text = f"{word(one.code)} {detail}".rstrip()
        if one.met is None:
            done = say("未办：", "open: ") + no_such_event()
        else:
            done = say("已办：", "met: ") + event_line(one.met)
        owes = say(f"由{one.owes.zh}办理", f"owed by {one.owes.en}")
        yield f"{text}（{one.rule.id}，{owes}） {done}"


def missing_lines(matter: Matter) -> Iterator[str]:
    """Yield the steps that should be on record."""
    for step in matter.missing:
        who = f" {step.organisation.name}" if step.organisation.name else ""
        what = f"{word(step.type)}{who}（{step.rule.id}）"
        yield f"{what}{say('：', ': ')}{no_such_event()}"


def finding_line(one: Finding) -> str:
    """Return a finding in one line, with the events that show it."""
    rule = f"（{one.rule.id}）" if one.rule is not None else ""
    events = " ".join(ref.event[:SHORT] for ref in one.events)
    return f"{word(one.kind)}{say('：', ': ')}{word(one.what)}{rule} {events}".rstrip()


def _heading(text: str) -> Iterator[str]:
    yield ""
    yield text


def _or_none(lines: Iterable[str]) -> Iterator[str]:
    some = False
    for line in lines:
        some = True
        yield f"  {line}"
    if not some:
        yield "  " + say("无", "none")
