"""Reports: what they are laid out from, and that nothing in them becomes markup."""

import inspect
from collections.abc import Iterator
from typing import Any, get_args, get_type_hints
from xml.etree import ElementTree as ET

import msgspec
import pytest

from cli.language import use_language
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
from cli.report.html import html_page
from cli.report.pdf import pdf_report
from cli.report.svg import graph, time_line
from cli.report.text import text_lines
from cli.report.values import field_names
from projections.dues.due import Due
from projections.integrity import Standing
from projections.trace.materials import Seen
from projections.trace.questions import QUESTIONS
from projections.trace.signers import Signer
from projections.words.label import Label, Named, RuleRef, Words
from projections.words.particulars import Detail
from projections.words.references import EventRef
from tests.support.papers import needs_font, text_of

IN_WORDS = (
    *(Due, Standing, Label, Named, RuleRef, Words, Detail, EventRef, Seen, Signer),
)
"""Values that have a form of their own, so that their fields need no names."""

TAG = '<b onclick="x">&'
EVENT = "ab" * 32
COURSE = Course(
    heading=TAG,
    moments=(
        Moment("2024-05-06", "09:00:00", 0, TAG, EVENT, (0,), bad=True),
        Moment("2024-05-06", "10:00:00", 1, "受理", "cd" * 32, (0, 1), bad=False),
    ),
    people=(TAG, "工作人员"),
)
REPORT = Report(
    title=TAG,
    facts=((TAG, TAG),),
    warning=TAG,
    lanes=(TAG, "审核"),
    courses=(COURSE,),
    sections=(
        Section(
            code="T1",
            heading=TAG,
            verdict=TAG,
            wrong=True,
            findings=(Line(TAG, TAG, (EVENT,)),),
            tables=(
                Table(
                    (TAG,),
                    (
                        Entry(
                            (Cell((TAG,), EVENT, TAG),),
                            ((TAG, Cell((TAG, TAG))),),
                            bad=True,
                        ),
                    ),
                ),
            ),
            absent=(Line(TAG),),
            notes=(TAG,),
        ),
    ),
    checkpoint=TAG,
    proofs=(Proof(EVENT, 7, "ef" * 32, ("AAAA",)),),
    words=dict.fromkeys(
        (
            *("answers", "question", "verdict", "found", "findings", "absent"),
            *("notes", "course", "graph", "proofs", "proof_note", "checkpoint"),
            *("event", "position", "leaf", "path", "none"),
        ),
        TAG,
    ),
)


def _rows(kind: Any, seen: set[Any]) -> Iterator[type[msgspec.Struct]]:
    """Yield the structs that rows of a question consist of."""
    for part in get_args(kind):
        yield from _rows(part, seen)
    if not inspect.isclass(kind) or not issubclass(kind, msgspec.Struct):
        return
    if kind in seen or kind in IN_WORDS:
        return
    seen.add(kind)
    yield kind
    for hint in get_type_hints(kind).values():
        yield from _rows(hint, seen)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.code)
def test_every_field_of_an_answer_has_a_name(question: Any) -> None:
    seen: set[Any] = set()
    reply = get_type_hints(question.ask)["return"]
    kinds = [kind for part in get_args(reply) for kind in _rows(part, seen)]
    assert kinds
    fields = {field for kind in kinds for field in kind.__struct_fields__}
    assert fields - set(field_names()) == set()


def test_a_page_shows_marks_as_text() -> None:
    """A name with a tag in it must not become a part of the page."""
    page = html_page(REPORT)
    assert "<b onclick" not in page
    assert page.count("&lt;b onclick=&quot;x&quot;&gt;&amp;") > 10
    assert "<script" not in page


def test_a_drawing_is_well_formed_and_shows_marks_as_text() -> None:
    for drawing in (time_line(COURSE, REPORT.lanes), graph(COURSE)):
        root = ET.fromstring(drawing)
        assert TAG in {element.text for element in root.iter()}
        assert root.find(".//b") is None


def test_every_moment_and_every_signature_is_drawn() -> None:
    line = ET.fromstring(time_line(COURSE, REPORT.lanes))
    assert len(line.findall("circle")) == len(COURSE.moments)
    joined = ET.fromstring(graph(COURSE))
    assert len(joined.findall("path")) == 3


def test_a_cited_event_leads_to_its_proof() -> None:
    page = html_page(REPORT)
    assert f'href="#e-{EVENT}"' in page
    assert f'id="e-{EVENT}"' in page


def test_text_gives_rows_whole_or_in_one_line_each() -> None:
    brief = list(text_lines(REPORT, details=False))
    whole = list(text_lines(REPORT, details=True))
    assert len(whole) == len(brief) + 2
    assert any(line.startswith("  1.！") for line in brief)


@needs_font
def test_english_text_has_no_chinese_marks() -> None:
    use_language("en")
    try:
        lines = "\n".join(text_lines(REPORT, details=True))
    finally:
        use_language("zh")
    assert not set("！（）：？") & set(lines)


def test_a_pdf_is_the_same_to_the_byte_and_shows_marks_as_text() -> None:
    first = pdf_report(REPORT, timestamp=1_724_000_000_000)
    assert pdf_report(REPORT, timestamp=1_724_000_000_000) == first
    assert "".join(TAG.split()) in text_of(first)
    assert "受理" in text_of(first)
