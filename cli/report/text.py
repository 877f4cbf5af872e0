"""A report on the terminal, or in a text file."""

from collections.abc import Iterator
from typing import Final

import click

from cli.language import say
from cli.report.document import Entry, Line, Report, Section, Table
from cli.tables.plain import width_of

_DIGITS: Final = 12


def print_report(report: Report, *, details: bool) -> None:
    """Print a report, with everything that the rows say or in brief."""
    for line in text_lines(report, details=details):
        click.echo(line)


def text_lines(report: Report, *, details: bool) -> Iterator[str]:
    """Yield the lines of a report.

    Args:
        report: The report.
        details: Whether rows are given whole; else one line each.
    """
    yield report.title
    if report.warning:
        yield f"{_bang()}{report.warning}"
    widest = max(width_of(name) for name, _ in report.facts)
    for name, value in report.facts:
        yield f"{name}{' ' * (widest - width_of(name))}  {value}"
    yield ""
    yield from _overview(report)
    for section in report.sections:
        yield from _section(section, report, details=details)
    yield ""
    yield report.words["checkpoint"]
    yield from (f"  {line}" for line in report.checkpoint.splitlines())


def _overview(report: Report) -> Iterator[str]:
    yield report.words["answers"]
    for one in report.sections:
        number = _bracketed(str(len(one.findings))) if one.findings else ""
        # Two columns in either language, so that the verdicts stand in one.
        mark = _bang() if one.wrong else "  "
        yield f"  {one.code:<4}{mark}{one.verdict}{number}"


def _section(section: Section, report: Report, *, details: bool) -> Iterator[str]:
    yield ""
    yield f"{section.code}  {section.heading}{say('？', '?')}"
    yield f"  {_bang() if section.wrong else ''}{section.verdict}"
    for one in section.findings:
        yield f"  {_bang()}{_line(one)}"
    for table in section.tables:
        yield from _table(table, details=details)
    for one in section.absent:
        yield f"  – {_line(one)}"
    for note in section.notes:
        yield f"  {report.words['notes']}{say('：', ': ')}{note}"


def _line(line: Line) -> str:
    rule = _bracketed(line.rule) if line.rule else ""
    events = " ".join(event[:_DIGITS] for event in line.events)
    return f"{line.text}{rule} {events}".rstrip()


def _table(table: Table, *, details: bool) -> Iterator[str]:
    for number, entry in enumerate(table.entries, start=1):
        yield _head(number, entry, table.columns)
        if details:
            yield from _more(entry)


def _head(number: int, entry: Entry, columns: tuple[str, ...]) -> str:
    head = "  ".join(
        _named(name, cell.text)
        for name, cell in zip(columns, entry.cells, strict=True)
        if cell.lines
    )
    return f"  {number}.{_bang().rstrip() if entry.bad else ''} {head}".rstrip()


def _more(entry: Entry) -> Iterator[str]:
    for name, cell in entry.more:
        for place, line in enumerate(cell.lines):
            yield f"      {name + say('：', ': ') if not place else '  '}{line}"


def _named(name: str, text: str) -> str:
    return f"{name}{say('：', ': ')}{text}"


def _bang() -> str:
    return say("！", "! ")


def _bracketed(text: str) -> str:
    return say(f"（{text}）", f" ({text})")
