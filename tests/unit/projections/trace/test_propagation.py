"""T12: where else the false item is, and what was passed alike."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from aggregates.application import checks
from ledger.commitment import Opening
from ledger.record import Event
from projections.trace import propagation
from projections.trace.answer import Reply
from projections.trace.inquiry import Inquiry
from tests.support import actors as a
from tests.support.asking import asked, kinds
from tests.support.builders import FACTS, FILE, JIA, SUBMITTED, YI
from tests.support.builders_session import (
    CERTIFIED,
    ENTERED,
    OPINION,
    VERIFICATION_REPORTED,
)
from tests.support.cities import liuzhou, yuncheng
from tests.support.domain import Reader, reader
from tests.support.given import Deed, deed, instead

Tell = Callable[[Sequence[Deed]], tuple[Deed, ...]]
SHA = bytes(range(32))


def _reported(item: str = "M2") -> tuple[Deed, ...]:
    *steps, report = VERIFICATION_REPORTED[len(CERTIFIED) :]
    said = report.but(items=[item])
    return tuple(one.round_the_rules() for one in (*steps, said))


def _links(reply: Reply[propagation.Affected]) -> list[tuple[str, str]]:
    return [(row.link.code, row.segment.code) for row in reply.rows]


class Shelf:
    """A vault in which some commitments open to the same file."""

    def __init__(self, *events: Event, indexed: bool = True) -> None:
        self._files = {e.body["file"]["c"]: e.body["file"]["of"] for e in events}
        self._indexed = indexed

    def index_find(self, kind: str, number: str) -> list[str]:
        known = self._indexed and (kind, number) == ("FILE", SHA.hex())
        return sorted(set(self._files.values())) if known else []

    def open_commitment(self, commitment: bytes, owner: str) -> Opening | None:
        if self._files.get(commitment) != owner:
            return None
        return Opening(
            owner=owner,
            log="log",
            id="application/1",
            seq=1,
            path="/file",
            salt=bytes(32),
            value=[SHA, 9],
        )


def _attached(at: Reader, application: str, item: str) -> Event:
    events = at.log.events(application)
    return next(e for e in events if e.body.get("item") == item)


def _with_vault(at: Reader, vault: Shelf | None, subject: str = JIA.id) -> Reply[Any]:
    return at.ask(
        lambda rows: propagation.ask(
            Inquiry(subject, rows, at.states, at.today, vault=vault)
        )
    )


def test_where_nothing_was_false_nothing_is_affected(tmp_path: Path) -> None:
    found = asked(tmp_path, propagation.ask, *CERTIFIED)
    assert (found.rows, found.findings, found.notes) == ((), (), ())


def test_the_same_false_file_in_another_application_is_found(tmp_path: Path) -> None:
    """Two commitments to one file differ; only the vault knows that they are one."""
    at = reader(tmp_path / "log", "2024-10-01", *ENTERED)
    here, there = _attached(at, JIA.id, "M2"), _attached(at, YI.id, "M2")
    found = _with_vault(at, Shelf(here, there))
    first = found.rows[0]
    assert (first.link.code, first.application.id) == ("SAME_FILE", YI.id)
    assert (first.here.event, first.there.event) == (here.hash.hex(), there.hash.hex())
    assert first.title.startswith("title/")
    assert kinds(found) == ["SAME_FALSE_FILE"]
    assert [ref.event for ref in found.findings[0].events] == [
        here.hash.hex(),
        there.hash.hex(),
    ]
    assert found.notes == ()


def test_without_the_vault_a_note_says_that_files_cannot_be_compared(
    tmp_path: Path,
) -> None:
    at = reader(tmp_path / "log", "2024-10-01", *ENTERED)
    assert [one.code for one in _with_vault(at, None).notes] == ["NO_VAULT"]
    unknown = Shelf(_attached(at, JIA.id, "M2"), indexed=False)
    found = _with_vault(at, unknown)
    assert [one.code for one in found.notes] == ["NOT_INDEXED"]
    assert kinds(found) == []


@pytest.mark.parametrize("tell", [tuple, liuzhou, yuncheng])
def test_what_the_same_keys_passed_in_the_year_is_told_by_segment(
    tmp_path: Path, tell: Tell
) -> None:
    history = [d if d in SUBMITTED else d.round_the_rules() for d in CERTIFIED]
    found = asked(tmp_path, propagation.ask, *tell(history), *_reported())
    passed = [row for row in found.rows if row.link.code == "SAME_REVIEWER"]
    assert {row.application.id for row in passed} == {YI.id}
    assert {row.segment.code for row in passed} == {"RECOMMEND", "AUDIT"}
    assert {row.there.id for row in passed} == {YI.id}
    assert kinds(found) == []


def test_of_each_connection_the_closest_comes_first(tmp_path: Path) -> None:
    at = reader(tmp_path / "log", "2024-10-01", *ENTERED)
    here, there = _attached(at, JIA.id, "M2"), _attached(at, YI.id, "M2")
    found = _with_vault(at, Shelf(here, there))
    assert _links(found)[0] == ("SAME_FILE", "DECLARE")
    segments = [code for _, code in _links(found)]
    order = ["DECLARE", "RECOMMEND", "AUDIT", "REVIEW"]
    assert segments == sorted(segments, key=order.index)


def test_what_was_passed_in_another_year_is_not_told(tmp_path: Path) -> None:
    later = [one.round_the_rules() for one in YI.whole]
    moved = [
        one.recorded(f"2025-03-0{1 + number % 9}T09:00")
        for number, one in enumerate(later)
    ]
    history = (*(d for d in CERTIFIED if d not in YI.whole), *_reported(), *moved)
    bare = [d if d in SUBMITTED else d.round_the_rules() for d in history]
    found = asked(tmp_path, propagation.ask, *bare, day="2025-10-01")
    assert [row for row in found.rows if row.link.code == "SAME_REVIEWER"] == []


def test_what_the_same_expert_gave_an_opinion_on_is_told(tmp_path: Path) -> None:
    about_yi = OPINION.but(application=YI.id)
    history = instead(ENTERED, OPINION, OPINION, about_yi)
    found = asked(tmp_path, propagation.ask, *history)
    told = [row for row in found.rows if row.link.code == "SAME_EXPERT"]
    assert [row.application.id for row in told] == [YI.id]
    assert a.EXPERTS[1].key.hex()[:12] == told[0].by


def test_what_was_flagged_against_the_same_database_is_told(tmp_path: Path) -> None:
    flags = [
        deed(
            checks.RiskFlagRaised,
            papers.id,
            [a.DATA_SOURCE],
            "2024-08-25T09:00",
            flag="F1",
            item="M2",
            database="非法刊物库（示例）",
        ).round_the_rules()
        for papers in (JIA, YI)
    ]
    found = asked(tmp_path, propagation.ask, *ENTERED, *flags)
    told = [row for row in found.rows if row.link.code == "SAME_DATABASE"]
    assert [(row.application.id, row.by) for row in told] == [
        (YI.id, "非法刊物库（示例）")
    ]


def test_a_false_certificate_leads_to_who_relied_on_the_same(tmp_path: Path) -> None:
    examined = JIA.material("M3", "EXAMINATION", "2024-05-07T10:00").round_the_rules()
    start = CERTIFIED.index(JIA.commit)
    history = (
        *CERTIFIED[:start],
        examined,
        *(one.round_the_rules() for one in CERTIFIED[start:]),
        *_reported("M3"),
    )
    found = asked(tmp_path, propagation.ask, *history)
    told = {row.link.code: row for row in found.rows}
    assert told["SAME_CERTIFICATE"].by == FACTS["LEVEL_TEST"]["certificate_no"]
    assert told["SAME_CERTIFICATE"].application.id == YI.id
    assert told["SAME_SOURCE"].there.type.code.endswith("fact-attested")


def test_what_comes_of_the_same_invalid_time_is_told(tmp_path: Path) -> None:
    """The filing had run out before the meeting; nothing need be false."""
    short = instead(CERTIFIED, FILE, FILE.but(valid_to="2024-06-30"))
    history = [one.round_the_rules() for one in short]
    found = asked(tmp_path, propagation.ask, *history)
    (row,) = found.rows
    assert (row.link.code, row.application.id) == ("INVALID_PERIOD", YI.id)
    assert (row.item, row.title_stage is not None) == ("", True)


def test_more_than_can_be_told_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(propagation, "MOST", 1)
    found = asked(tmp_path, propagation.ask, *ENTERED)
    assert len(found.rows) == 1
    assert "另有 1 条未列出" in [one.zh for one in found.notes]


def test_nobody_is_named(tmp_path: Path) -> None:
    found = asked(tmp_path, propagation.ask, *ENTERED)
    assert b"person/" not in msgspec.json.encode(found)
