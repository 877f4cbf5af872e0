"""What each inspection, trace and circular is about, by the view."""

from pathlib import Path

from projections.supervised import SUPERVISED, matters_about
from tests.support import actors as a
from tests.support.builders import COMMITTEE, JIA
from tests.support.builders_session import COMPLAINT
from tests.support.builders_supervision import (
    CIRCULAR,
    CIRCULATE,
    EXPERT,
    FOUND,
    INSPECTION,
    OPEN_TRACE,
    PLAN,
    SCOPE,
    TRACE,
)
from tests.support.domain import Reader, dump, reader

MORE = tuple(one.round_the_rules() for one in (OPEN_TRACE, SCOPE, CIRCULATE))


def at(path: Path) -> Reader:
    return reader(path / "log", "2024-10-01", *FOUND, *MORE)


def test_each_matter_names_whom_it_is_about(tmp_path: Path) -> None:
    rows = dump(at(tmp_path).log)[SUPERVISED.name]
    assert {row.id: set(row.about.split()) for row in rows} == {
        INSPECTION: {JIA.id, a.FACTORY, COMMITTEE, a.UNIT},
        TRACE: {COMPLAINT, JIA.id, a.SESSION},
        CIRCULAR: {EXPERT},
    }


def test_whoever_is_named_leads_to_the_matters(tmp_path: Path) -> None:
    found = at(tmp_path)
    assert found.ask(lambda rows: matters_about(rows, {JIA.id})) == [INSPECTION, TRACE]
    assert found.ask(lambda rows: matters_about(rows, {EXPERT, a.UNIT})) == [
        CIRCULAR,
        INSPECTION,
    ]
    assert found.ask(lambda rows: matters_about(rows, {a.COUNTY})) == []


def test_who_could_have_been_drawn_is_not_who_is_inspected(tmp_path: Path) -> None:
    assert a.SCHOOL in PLAN.fields["frame"]
    found = at(tmp_path)
    assert found.ask(lambda rows: matters_about(rows, {a.SCHOOL})) == []
