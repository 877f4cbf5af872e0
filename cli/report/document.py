"""What a report consists of, before it is text, a page, or a sheet of paper.

Everything in it is in the language of the reader and ready to be shown; whoever lays
it out escapes and places it, and knows nothing of ledgers.
"""

import msgspec


class Cell(msgspec.Struct, frozen=True):
    """A value.

    Attributes:
        lines: Its text; a list has a line each.
        event: The event id it points at, or nothing.
        hint: What stands behind a short form, such as the citation of a rule.
    """

    lines: tuple[str, ...]
    event: str = ""
    hint: str = ""

    @property
    def text(self) -> str:
        """All of it in one line."""
        return "；".join(self.lines)


class Entry(msgspec.Struct, frozen=True):
    """One row: short values in columns, long ones beneath.

    Attributes:
        cells: By column.
        more: What is too long for a column, each with its name.
        bad: Whether a finding is about it.
    """

    cells: tuple[Cell, ...]
    more: tuple[tuple[str, Cell], ...] = ()
    bad: bool = False


class Table(msgspec.Struct, frozen=True):
    """Rows of one kind.

    Attributes:
        columns: Headings.
        entries: The rows.
    """

    columns: tuple[str, ...]
    entries: tuple[Entry, ...]


class Line(msgspec.Struct, frozen=True):
    """A finding or an absence.

    Attributes:
        text: What it says.
        rule: The rule, with its citation, or nothing.
        events: The ids of the events that show it.
    """

    text: str
    rule: str = ""
    events: tuple[str, ...] = ()


class Section(msgspec.Struct, frozen=True):
    """The answer to one question.

    Attributes:
        code: ``T1`` to ``T20``.
        heading: The question.
        verdict: How it was answered.
        wrong: Whether something was found.
        findings: What was found.
        tables: How it was.
        absent: What is not on record.
        notes: What could not be answered.
    """

    code: str
    heading: str
    verdict: str
    wrong: bool
    findings: tuple[Line, ...]
    tables: tuple[Table, ...]
    absent: tuple[Line, ...]
    notes: tuple[str, ...]


class Moment(msgspec.Struct, frozen=True):
    """One act on the time line.

    Attributes:
        day: The local day on which it was recorded.
        time: The time of that day.
        lane: Number of the segment, from 0.
        text: What was done.
        event: Its id.
        signers: Who signed, as numbers of `Report.people`.
        bad: Whether a finding cites it.
    """

    day: str
    time: str
    lane: int
    text: str
    event: str
    signers: tuple[int, ...]
    bad: bool


class Course(msgspec.Struct, frozen=True):
    """The course of one matter, for drawing.

    Attributes:
        heading: What the matter is called.
        moments: Its acts, oldest first.
        people: Who signed them: role and organisation.
    """

    heading: str
    moments: tuple[Moment, ...]
    people: tuple[str, ...]


class Proof(msgspec.Struct, frozen=True):
    """What is needed to prove a cited event against the checkpoint.

    Attributes:
        event: The event id.
        position: Its index in the tree.
        leaf: RFC 6962 leaf hash of its record, in hex.
        hashes: The inclusion proof, each hash in base64.
    """

    event: str
    position: int
    leaf: str
    hashes: tuple[str, ...]


class Report(msgspec.Struct, frozen=True):
    """The whole report.

    Attributes:
        title: What it is about.
        facts: What is to be known about it: ledger, day, size.
        warning: Something that must stand on every page, such as a simulated clock.
        lanes: The segments, in the order of the time lines.
        courses: The matters.
        sections: The twenty answers.
        checkpoint: The signed note that it was read under.
        proofs: For every event that it cites.
        words: Headings that whoever lays it out needs, by name.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    warning: str
    lanes: tuple[str, ...]
    courses: tuple[Course, ...]
    sections: tuple[Section, ...]
    checkpoint: str
    proofs: tuple[Proof, ...]
    words: dict[str, str]
