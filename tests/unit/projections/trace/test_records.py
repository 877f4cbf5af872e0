"""T16: odd times, amendments, gaps, and records that do not verify."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from aggregates.schema import EVENT_TYPES
from ledger.log import Log
from ledger.record import Event
from projections.runner import Views
from projections.times.asof import AsOf
from projections.trace import inquiry as inquiries
from projections.trace import records
from projections.trace.answer import Reply
from projections.trace.evidence import Evidence, LastVerify
from projections.trace.inquiry import Inquiry
from projections.views import ALL
from tests.support import actors as a
from tests.support.asking import asked, kinds, rules
from tests.support.builders import JIA, PUBLICISED, SUBMITTED
from tests.support.builders_session import CERTIFIED
from tests.support.cities import liuzhou, yuncheng
from tests.support.domain import PlayedCase
from tests.support.given import Deed, deed, world_after

Tell = Callable[[Sequence[Deed]], tuple[Deed, ...]]
ROOT = "ab" * 32
LAST = LastVerify(at="2024-10-01 09:00:00", size=9, root=ROOT, findings=0)
LATE = {"reason": "系统停机", "paper": bytes(32)}


def _odd(reply: Reply[Any]) -> list[tuple[str, str]]:
    return [
        (odd.event.type.code, odd.code.code)
        for row in reply.rows
        if isinstance(row, records.Records)
        for odd in row.odd
    ]


def test_a_matter_recorded_as_it_happened_is_clear(tmp_path: Path) -> None:
    found = asked(tmp_path, records.ask, *CERTIFIED)
    assert (found.findings, found.absent, _odd(found)) == ((), (), [])
    assert {row.about.id.partition("/")[0] for row in found.rows} == {
        "application",
        "session",
        "committee",
        "title",
    }
    assert [one.code for one in found.notes] == ["NOT_CHECKED"]


@pytest.mark.parametrize("tell", [tuple, liuzhou, yuncheng])
def test_an_entry_made_late_is_a_finding_with_its_delay(
    tmp_path: Path, tell: Tell
) -> None:
    late = (
        JIA.review.but(late=LATE)
        .signed(a.REVIEWER, a.SUPERVISOR)
        .recorded("2024-05-24T09:00", done="2024-05-16T09:00")
    ).round_the_rules()
    found = asked(tmp_path, records.ask, *tell(SUBMITTED), late)
    assert _odd(found) == [("application.employer-item-reviewed", "LATE_ENTRY")]
    (finding,) = [one for one in found.findings if one.kind.code == "LATE_ENTRY"]
    assert "8 天" in finding.what.zh
    assert len(finding.events) == 1


@pytest.mark.parametrize(("day", "odd"), [("16", ["BACKDATED"]), ("23", [])])
def test_an_act_dated_back_without_saying_so_is_a_finding(
    tmp_path: Path, day: str, odd: list[str]
) -> None:
    """He wrote an earlier day, and nobody signed beside him that it came late."""
    dated = JIA.review.recorded("2024-05-24T09:00", done=f"2024-05-{day}T10:00")
    found = asked(tmp_path, records.ask, *SUBMITTED, dated.round_the_rules())
    assert [code for _, code in _odd(found)] == odd
    assert [code for code in kinds(found) if code == "BACKDATED"] == odd


RECALLED: Any = EVENT_TYPES["application.recalled"].body


def test_what_was_recalled_is_told_and_is_no_finding(tmp_path: Path) -> None:
    recall = deed(
        RECALLED,
        JIA.id,
        JIA.close.by,
        "2024-06-14T09:30",
        seq=world_after(PUBLICISED).version(JIA.id),
        reason="误办（示例）",
    ).round_the_rules()
    found = asked(tmp_path, records.ask, *PUBLICISED, recall)
    assert _odd(found) == [("application.employer-publicity-closed", "RECALLED")]
    assert found.findings == ()


@pytest.mark.parametrize(
    ("tell", "rule"), [(tuple, "XN12-5.2b"), (liuzhou, "LZ-4.1.2a"), (yuncheng, "")]
)
def test_a_step_that_is_not_on_record_is_absent_and_a_finding(
    tmp_path: Path, tell: Tell, rule: str
) -> None:
    kept = [d for d in tell(PUBLICISED) if d is not JIA.close]
    found = asked(tmp_path, records.ask, *kept, JIA.recommend.round_the_rules())
    cited = {one.rule.id for one in found.absent if one.rule}
    assert (rule in cited) == bool(rule)
    assert ("STEP_MISSING" in kinds(found)) == bool(found.absent)
    assert rules(found) == cited


# --- records that verify, or do not ---------------------------------------------------


def _verified(log: Log, subject: str, last: LastVerify | None = None) -> Reply[Any]:
    with Views(log, ALL) as views:
        return views.ask(
            lambda rows: records.ask(
                Inquiry(
                    subject,
                    rows,
                    AsOf(log),
                    date(2027, 9, 3),
                    evidence=Evidence(log, last),
                )
            )
        )


def test_the_records_of_a_real_matter_verify(case: PlayedCase) -> None:
    with case.open() as log:
        found = _verified(log, case.ids["ding"], LAST)
    own = [row for row in found.rows if isinstance(row, records.Records)]
    assert own
    assert all(row.checked and row.faults == () for row in own)
    assert found.rows[-1] == LAST
    assert found.notes == ()
    assert "RECORD_FALSE" not in kinds(found)


def test_it_is_said_when_no_full_verify_is_known(case: PlayedCase) -> None:
    with case.open() as log:
        found = _verified(log, case.ids["ding"])
    assert [one.code for one in found.notes] == ["NEVER_VERIFIED"]


def test_a_full_verify_that_found_something_is_a_finding(case: PlayedCase) -> None:
    bad = msgspec.structs.replace(LAST, findings=3)
    with case.open() as log:
        found = _verified(log, case.ids["ding"], bad)
    assert "AUDIT_FOUND" in kinds(found)


def _faults(log: Log, events: Iterable[Event]) -> list[tuple[int, str]]:
    found = Evidence(log).faults(list(events))
    return [(event.seq, code) for event, code in found]


def test_a_record_that_was_changed_does_not_verify(case: PlayedCase) -> None:
    """Somebody overwrites a signature in the database."""
    with case.open() as log:
        events = log.events(case.ids["ding"])
        assert _faults(log, events) == []
        signature = events[2].signatures[0].signature
        changed = events[2].record.replace(signature, bytes(64))
        edited = msgspec.structs.replace(events[2], record=changed)
        assert _faults(log, [*events[:2], edited, *events[3:]]) == [
            (3, "SIGNATURE"),
            (3, "INCLUSION"),
        ]


def test_an_event_taken_out_of_the_middle_breaks_the_chain(case: PlayedCase) -> None:
    with case.open() as log:
        events = log.events(case.ids["ding"])
        assert (3, "CHAIN") in _faults(log, [events[0], *events[2:]])


def test_of_many_applications_the_records_of_the_first_are_checked(
    case: PlayedCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inquiries, "MANY", 1)
    monkeypatch.setattr(records, "MANY", 1)
    with case.open() as log:
        found = _verified(log, case.ids["session"], LAST)
    assert "CHECKED_SOME" in [one.code for one in found.notes]
    assert found.looked_at > len(found.rows)
    assert found.rows[-1] == LAST
