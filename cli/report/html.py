"""A report as one self-contained page: no script, no network, prints well."""

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from cli.language import language
from cli.report.document import Cell, Course, Entry, Line, Proof, Report, Section, Table
from cli.report.svg import graph, time_line


def html_page(report: Report) -> str:
    """Return a report as an HTML document."""
    style = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    body = "\n".join(_body(report))
    locale = "zh-CN" if language() == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{locale}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(report.title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _body(report: Report) -> Iterator[str]:
    yield f"<h1>{escape(report.title)}</h1>"
    if report.warning:
        yield f'<p class="warning">{escape(report.warning)}</p>'
    yield _pairs(report.facts)
    yield from _overview(report)
    for course in report.courses:
        yield from _course(course, report)
    for section in report.sections:
        yield from _section(section, report)
    yield from _proofs(report)


def _pairs(facts: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>"
        for name, value in facts
    )
    return f'<table class="facts">{rows}</table>'


def _overview(report: Report) -> Iterator[str]:
    words = report.words
    yield f"<h2>{escape(words['answers'])}</h2>"
    yield '<table class="overview">'
    heads = ("", words["question"], words["verdict"], words["found"])
    yield _head(heads)
    for one in report.sections:
        number = str(len(one.findings)) if one.findings else ""
        yield (
            f'<tr{_bad(one.wrong)}><td><a href="#{one.code}">{one.code}</a></td>'
            f"<td>{escape(one.heading)}</td><td>{escape(one.verdict)}</td>"
            f"<td>{number}</td></tr>"
        )
    yield "</table>"


def _course(course: Course, report: Report) -> Iterator[str]:
    yield f"<h2>{escape(course.heading)}</h2>"
    yield f"<h3>{escape(report.words['course'])}</h3>"
    yield f'<div class="drawing">{time_line(course, report.lanes)}</div>'
    yield f"<h3>{escape(report.words['graph'])}</h3>"
    yield f'<div class="drawing">{graph(course)}</div>'


def _section(section: Section, report: Report) -> Iterator[str]:
    yield (
        f'<h2 id="{section.code}"><span class="code">{section.code}</span> '
        f"{escape(section.heading)}</h2>"
    )
    yield f"<p><b{_bad(section.wrong)}>{escape(section.verdict)}</b></p>"
    yield from _lines(section.findings, report.words["findings"], "bad")
    for table in section.tables:
        yield from _table(table)
    yield from _lines(section.absent, report.words["absent"], "absent")
    for note in section.notes:
        yield f'<p class="note">{escape(note)}</p>'


def _lines(lines: Iterable[Line], title: str, kind: str) -> Iterator[str]:
    items = "".join(f"<li>{_line(one)}</li>" for one in lines)
    if items:
        yield f'<div class="{kind}"><h3>{escape(title)}</h3><ul>{items}</ul></div>'


def _line(line: Line) -> str:
    rule = f' <span class="rule">{escape(line.rule)}</span>' if line.rule else ""
    events = " ".join(_event(event) for event in line.events)
    return f"{escape(line.text)}{rule} {events}"


def _event(event: str) -> str:
    return f'<a class="event" href="#e-{event}"><code>{event[:12]}</code></a>'


def _table(table: Table) -> Iterator[str]:
    yield '<table class="rows">'
    yield _head(("#", *table.columns))
    for number, entry in enumerate(table.entries, start=1):
        yield from _entry(number, entry, len(table.columns))
    yield "</table>"


def _entry(number: int, entry: Entry, columns: int) -> Iterator[str]:
    cells = "".join(f"<td>{_cell(cell)}</td>" for cell in entry.cells)
    span = 2 if entry.more else 1
    yield f'<tr{_bad(entry.bad)}><td rowspan="{span}">{number}</td>{cells}</tr>'
    if entry.more:
        more = "".join(
            f"<div><b>{escape(name)}</b> {_cell(cell)}</div>"
            for name, cell in entry.more
        )
        yield f'<tr class="more"><td colspan="{max(1, columns)}">{more}</td></tr>'


def _cell(cell: Cell) -> str:
    text = "<br>".join(map(escape, cell.lines))
    if cell.hint:
        text = f'<span title="{escape(cell.hint)}">{text}</span>'
    return f'<a href="#e-{cell.event}">{text}</a>' if cell.event else text


def _head(names: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<th>{escape(one)}</th>" for one in names) + "</tr>"


def _bad(bad: bool) -> str:  # noqa: FBT001 - a value
    return ' class="bad"' if bad else ""


def _proofs(report: Report) -> Iterator[str]:
    words = report.words
    yield f"<h2>{escape(words['proofs'])}</h2>"
    yield f"<p>{escape(words['proof_note'])}</p>"
    yield f"<h3>{escape(words['checkpoint'])}</h3>"
    yield f"<pre>{escape(report.checkpoint)}</pre>"
    yield '<table class="proofs">'
    heads = (words["position"], words["event"], words["leaf"], words["path"])
    yield _head(heads)
    for one in report.proofs:
        yield _proof(one)
    yield "</table>"


def _proof(one: Proof) -> str:
    path = "<br>".join(map(escape, one.hashes))
    return (
        f'<tr id="e-{one.event}"><td>{one.position}</td><td><code>{one.event}</code>'
        f"</td><td><code>{one.leaf}</code></td><td><code>{path}</code></td></tr>"
    )
