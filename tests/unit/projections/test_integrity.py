"""Who is barred on which day: arithmetic on the stored term, without any event."""

from datetime import date
from pathlib import Path

import pytest

from projections.integrity import Check, Standing, check_person, standing_records
from projections.times.asof import AsOf
from tests.aggregates.integrity.test_changed import (
    CORRECT_ENTRY,
    REPAIR,
    REPAIRABLE,
)
from tests.support import actors as a
from tests.support.builders_session import (
    ANNUL,
    DECIDE,
    ENTER,
    ENTERED,
    PROPOSE,
    PROPOSED,
    RECORD,
    REVOKE,
    SERVE,
    SERVED,
    SHARE,
    VERIFICATION_REPORTED,
)
from tests.support.domain import Reader, as_reader, dump, reader, recorded


def on(at: Reader, day: str) -> Standing:
    when = date.fromisoformat(day)
    found = at.ask(lambda rows: standing_records(rows, at.states, when))
    assert len(found) == 1
    return found[0]


def check(at: Reader, day: str, person: str = a.JIA) -> Check:
    when = date.fromisoformat(day)
    return at.ask(lambda rows: check_person(rows, at.states, person, when))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2024-09-01", "NOT_YET"),
        ("2024-09-02", "ACTIVE"),
        ("2027-09-02", "ACTIVE"),
        ("2027-09-03", "EXPIRED"),
    ],
)
def test_a_record_holds_from_its_first_day_to_its_last(
    tmp_path: Path, day: str, state: str
) -> None:
    at = reader(tmp_path / "log", "2024-09-30", *ENTERED)
    assert on(at, day).state.code == state
    assert on(at, day).bars is (state == "ACTIVE")
    assert check(at, day).barred is (state == "ACTIVE")


def test_a_term_from_a_leap_day_ends_on_the_28th(tmp_path: Path) -> None:
    """民法典 第二百零二条: where the month has no such day, its last day ends it."""
    history = (
        *VERIFICATION_REPORTED,
        DECIDE.but(decided_on="2028-02-29").recorded("2028-02-29T09:00"),
        REVOKE.but(decided_on="2028-02-29").recorded("2028-02-29T10:00"),
        PROPOSE.recorded("2028-03-01T09:00"),
        SERVE.but(served_on="2028-03-01", reply_until="2028-03-08").recorded(
            "2028-03-01T10:00"
        ),
        ENTER.recorded("2028-03-09T09:00"),
    )
    at = reader(tmp_path / "log", "2028-04-01", *history)
    assert on(at, "2028-02-29").state.code == "ACTIVE"
    assert on(at, "2031-02-28").state.code == "ACTIVE"
    assert on(at, "2031-03-01").state.code == "EXPIRED"
    assert on(at, "2031-02-28").last_barred_day == date(2031, 2, 28)


def test_an_annulled_record_holds_until_the_day_before(tmp_path: Path) -> None:
    at = reader(tmp_path / "log", "2024-11-01", *ENTERED, ANNUL)
    assert on(at, "2024-10-14").state.code == "ACTIVE"
    assert on(at, "2024-10-15").state.code == "ANNULLED"
    assert check(at, "2024-10-14").barred
    assert not check(at, "2024-10-15").barred
    assert on(at, "2030-01-01").state.code == "ANNULLED"
    assert on(at, "2024-10-15").annulled is not None


def test_a_proposal_bars_nobody(tmp_path: Path) -> None:
    at = reader(tmp_path / "log", "2024-09-05", *SERVED)
    assert at.ask(lambda r: standing_records(r, at.states, at.today)) == ()
    assert check(at, "2024-09-05") == Check(
        person=a.JIA, on=date(2024, 9, 5), barred=False, records=()
    )


def test_nobody_else_is_barred(tmp_path: Path) -> None:
    at = reader(tmp_path / "log", "2024-09-30", *ENTERED)
    assert not check(at, "2024-10-01", a.YI).barred
    assert check(at, "2024-10-01", "person/nobody").records == ()


def test_an_archive_record_that_does_not_bar_says_so(tmp_path: Path) -> None:
    archived = ENTER.but(tier="ARCHIVE", levels=["CITY"]).round_the_rules()
    at = reader(tmp_path / "log", "2024-09-30", *SERVED, archived)
    found = on(at, "2024-10-01")
    assert (found.tier.code, found.state.code) == ("ARCHIVE", "ACTIVE")
    assert [level.code for level in found.levels] == ["CITY"]


def test_a_record_tells_tier_levels_basis_and_what_is_not_shared(
    tmp_path: Path,
) -> None:
    at = reader(tmp_path / "log", "2024-09-30", *ENTERED, SHARE)
    found = on(at, "2024-09-30")
    assert found.id == RECORD
    assert found.person == a.JIA
    assert found.tier.zh == "失信黑名单"
    assert [level.code for level in found.levels] == ["NATION", "PROVINCE", "CITY"]
    assert [level.code for level in found.not_shared] == ["PROVINCE", "CITY"]
    assert "XN6A-2e" in {rule.id for rule in found.basis}
    assert all(rule.citation for rule in found.basis)
    assert found.decision_no == "咸职改办〔2024〕61号（示例）"
    assert found.start == date(2024, 9, 2)
    assert found.entered.type.code == "integrity.entered"
    assert found.known_since == date(2024, 9, 11)


def test_the_view_counts_days_as_the_rules_do(tmp_path: Path) -> None:
    at = reader(tmp_path / "log", "2024-09-30", *ENTERED, ANNUL)
    bars = at.states.get(a.JIA).bars
    days = [date(2024, 9, 1), date(2024, 9, 2), date(2024, 10, 14), date(2024, 10, 15)]
    assert [check(at, day.isoformat()).barred for day in days] == [
        any(bar.holds_on(day) for bar in bars) for day in days
    ]


def test_the_answer_of_a_day_does_not_change_with_what_came_later(
    tmp_path: Path,
) -> None:
    before = reader(tmp_path / "before", "2024-09-30", *ENTERED)
    after = reader(tmp_path / "after", "2024-09-30", *ENTERED, SHARE, ANNUL)
    assert check(before, "2024-09-20").barred
    assert check(after, "2024-09-20").barred


def test_an_entry_without_its_proposal_is_still_shown(tmp_path: Path) -> None:
    """History is never refused: what slipped in is answered from all the same."""
    entered = ENTER.round_the_rules()
    log = recorded(tmp_path / "log", *PROPOSED, entered)
    assert AsOf(as_reader(log)).get(RECORD).stage == "ENTERED"
    assert len(dump(as_reader(log))["integrity_records"]) == 1


def test_a_corrected_record_holds_for_its_new_term(tmp_path: Path) -> None:
    at = reader(tmp_path / "log", "2024-11-01", *ENTERED, CORRECT_ENTRY)
    assert on(at, "2027-08-30").state.code == "ACTIVE"
    assert on(at, "2027-08-31").state.code == "EXPIRED"


def test_a_repaired_record_holds_until_the_day_before(tmp_path: Path) -> None:
    at = reader(tmp_path / "log", "2026-03-10", *REPAIRABLE, REPAIR)
    assert on(at, "2026-03-01").state.code == "ACTIVE"
    assert on(at, "2026-03-02").state.code == "REPAIRED"
    assert on(at, "2026-03-02").annulled is not None
