"""A trace as one self-contained page: no script, no network, prints well."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from cli.event_page import mark, signed_by
from cli.language import language, say
from cli.moments import format_moment
from cli.reading_room import Room, word
from cli.trace_page import (
    day_line,
    event_line,
    finding_line,
    matter_title,
    missing_lines,
    no_such_event,
    obligation_lines,
    outcome_lines,
    seen_text,
    segment_title,
)
from projections.trace.acts import ActRow, Segment
from projections.trace.matter import Matter, Trace
from projections.trace.signers import Signer

_STYLE: Final = """
body{font:15px/1.6 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;
margin:2rem auto;max-width:76rem;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2.2rem;border-bottom:2px solid #333}
h3{font-size:1.02rem;margin:1.6rem 0 .4rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{border:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top}
th{background:#f0f0f0;font-weight:600}
code{font:.85em ui-monospace,monospace;word-break:break-all}
.bad{color:#a40000;font-weight:600}.note{color:#555}ul{padding-left:1.3rem}
@media print{body{margin:0;max-width:none}tr{page-break-inside:avoid}}
"""


def trace_html(room: Room, found: Trace) -> str:
    """Return a trace as an HTML document."""
    title = say(f"倒查：{found.subject}", f"Trace of {found.subject}")
    body = "\n".join(_body(room, found, title))
    locale = "zh-CN" if language() == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{locale}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _body(room: Room, found: Trace, title: str) -> Iterator[str]:
    yield f"<h1>{escape(title)}</h1>"
    origin = found.ledger
    yield _paragraph(
        say(
            f"台账 {origin.origin}，共 {origin.size} 条记录",
            f"ledger {origin.origin}, {origin.size} records",
        )
    )
    yield f'<p class="note">{escape(say("根", "root"))} <code>{origin.root}</code></p>'
    yield _paragraph(day_line(found))
    if found.event is not None:
        yield f"<h2>{escape(say('所查事件', 'The event'))}</h2>"
        yield _table(room, [found.event])
    for matter in found.matters:
        yield from _matter(room, matter)


def _matter(room: Room, matter: Matter) -> Iterator[str]:
    yield f"<h2>{escape(matter_title(room, matter))}</h2>"
    findings = [finding_line(one) for one in matter.findings]
    yield from _list(say("发现", "Findings"), findings, bad=True)
    for number, segment in enumerate(matter.segments):
        yield from _segment(room, segment, number)
    yield from _list(
        say("处理结果", "What came of it"), outcome_lines(room, matter.outcome)
    )
    owed = obligation_lines(matter.outcome.obligations)
    yield from _list(say("应办事项", "Obligations"), owed)
    missing = say("应有而没有记录的事项", "Steps that are not on record")
    yield from _list(missing, missing_lines(matter))
    late = (event_line(one) for one in matter.late_entries)
    yield from _list(say("补录", "Late entries"), late)


def _segment(room: Room, segment: Segment, number: int) -> Iterator[str]:
    yield f"<h3>{escape(segment_title(segment, number))}</h3>"
    yield _table(room, segment.acts) if segment.acts else _paragraph(no_such_event())


def _table(room: Room, acts: Iterable[ActRow]) -> str:
    heads = (
        say("时间（入账）", "recorded at"),
        say("事项", "act"),
        say("签名人", "signed by"),
        say("所见材料", "material seen"),
        say("依据", "rules"),
        say("事件", "event"),
    )
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    rows = "\n".join(_row(room, act) for act in acts)
    return f"<table>\n<tr>{head}</tr>\n{rows}\n</table>"


def _row(room: Room, act: ActRow) -> str:
    ref = act.event
    facts = "<br>".join(
        escape(f"{word(fact.name)}{say('：', ': ')}{word(fact.value)}")
        for fact in act.facts
    )
    late = say("（补录）", " (entered late)") if ref.late else ""
    late += mark(act.amended)
    what = f"<b>{escape(word(ref.type))}</b>{escape(late)}<br>{facts}"
    signers = "<br>".join(_signer(room, one) for one in act.signers)
    seen = "" if act.seen is None else escape(seen_text(act.seen))
    marked = "" if act.seen is None or act.seen.known else ' class="bad"'
    rules = " ".join(
        f'<span title="{escape(one.citation)}">{escape(one.id)}</span>'
        for one in act.rules
    )
    event = f"<code>{ref.event}</code><br>@{ref.position}"
    when = escape(format_moment(ref.received_at))
    return (
        f"<tr><td>{when}</td><td>{what}</td><td>{signers}</td>"
        f"<td{marked}>{seen}</td><td>{rules}</td><td>{event}</td></tr>"
    )


def _signer(room: Room, one: Signer) -> str:
    who = room.name(one.subject) if one.subject else say("身份封存", "identity sealed")
    acting = say("（代）", " (deputy)") if one.acting_for else ""
    text = escape(f"{signed_by(room, one)}{acting} · {who}")
    key = f"<code>{one.key}</code>"
    if one.valid and not one.doubtful:
        return f"{text} {key}"
    reasons = "; ".join(one.objections) or say("密钥存疑", "key in doubt")
    return f'{text} {key} <span class="bad">{escape(reasons)}</span>'


def _list(title: str, lines: Iterable[str], *, bad: bool = False) -> Iterator[str]:
    yield f"<h3>{escape(title)}</h3>"
    found = [escape(line.strip()) for line in lines]
    if not found:
        yield _paragraph(say("无", "none"))
        return
    mark = ' class="bad"' if bad else ""
    yield "<ul>" + "".join(f"<li{mark}>{line}</li>" for line in found) + "</ul>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"
