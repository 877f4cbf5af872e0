"""What binds a person: declarations by year, titles, records, bans."""

from datetime import date
from pathlib import Path

import msgspec

from aggregates.person import events as person
from projections.persons import PersonAnswer, person_on
from projections.times.asof import AsOf
from tests.support import actors as a
from tests.support.builders import DECLARING, JIA, SUBMITTED, enrol
from tests.support.builders_session import (
    ANNUL,
    CERTIFIED,
    ENTERED,
    RECORD,
    REVOKED,
    TITLE,
)
from tests.support.builders_supervision import (
    CLERK,
    DISQUALIFY,
    EXPERT,
    INSPECTABLE,
    THE_UNIT,
)
from tests.support.domain import PlayedCase, Reader, reader
from tests.support.given import Deed, deed

BARRED_FROM = deed(
    person.StaffBarred,
    CLERK,
    THE_UNIT,
    "2024-09-02T10:00",
    from_="2024-09-03",
    basis="咸工评〔2024〕9号（示例）",
)


def asked(path: Path, day: str, who: str, *history: Deed) -> PersonAnswer:
    at = reader(path / "log", day, *history)
    states = AsOf(at.log, at.today)
    return at.ask(lambda rows: person_on(rows, states, who, at.today))


def test_a_draft_is_no_declaration_yet(tmp_path: Path) -> None:
    found = asked(tmp_path, "2024-05-20", a.JIA, *DECLARING)
    assert [one.id for one in found.drafts] == [JIA.id]
    assert (found.declarations, found.barred) == ((), False)


def test_declarations_are_told_by_year_with_how_they_stand(tmp_path: Path) -> None:
    found = asked(tmp_path, "2024-05-31", a.JIA, *SUBMITTED)
    (one,) = found.declarations
    assert (one.year, one.application.id) == (2024, JIA.id)
    assert (one.series, one.level.code, one.stage.code) == (
        "工程",
        "INTERMEDIATE",
        "SUBMITTED",
    )
    assert (found.drafts, found.registered) == ((), True)


def test_a_title_stands_until_it_is_revoked(tmp_path: Path) -> None:
    before = asked(tmp_path / "a", "2024-09-01", a.JIA, *REVOKED)
    after = asked(tmp_path / "b", "2024-09-02", a.JIA, *REVOKED)
    assert [(one.title.id, one.stands) for one in before.titles] == [(TITLE, True)]
    assert [(one.stage.code, one.stands) for one in after.titles] == [
        ("REVOKED", False)
    ]
    certified = asked(tmp_path / "c", "2024-09-01", a.JIA, *CERTIFIED)
    assert certified.titles[0].title.name


def test_a_record_bars_until_its_last_day(tmp_path: Path) -> None:
    on_last = asked(tmp_path / "a", "2027-09-02", a.JIA, *ENTERED)
    after = asked(tmp_path / "b", "2027-09-03", a.JIA, *ENTERED)
    assert (on_last.barred, after.barred) == (True, False)
    assert [one.id for one in after.records] == [RECORD]
    assert [one.state.code for one in after.records] == ["EXPIRED"]


def test_a_broken_commitment_bars_by_itself(tmp_path: Path) -> None:
    """附件2: a clock of its own, which an annulled record does not stop."""
    found = asked(tmp_path, "2024-12-01", a.JIA, *ENTERED, ANNUL)
    (ban,) = [one for one in found.bans if one.kind.code == "COMMITMENT"]
    state = AsOf(reader(tmp_path / "x", "2024-12-01", *ENTERED, ANNUL).log).get(a.JIA)
    (kept,) = state.self_bans
    assert (ban.start, ban.end) == (kept.start, kept.end)
    assert ban.holds == kept.holds_on(date(2024, 12, 1))
    assert found.barred == ban.holds


def test_barred_staff_are_told_with_the_decision(tmp_path: Path) -> None:
    history = (*INSPECTABLE, enrol(CLERK), BARRED_FROM)
    (ban,) = asked(tmp_path / "a", "2024-09-03", CLERK, *history).bans
    assert (ban.kind.code, ban.holds, ban.end) == ("STAFF", True, None)
    assert (ban.basis, ban.by.id) == ("咸工评〔2024〕9号（示例）", a.UNIT)
    (before,) = asked(tmp_path / "b", "2024-09-02", CLERK, *history).bans
    assert not before.holds


def test_a_disqualified_expert_is_told_with_the_committee(tmp_path: Path) -> None:
    history = (*INSPECTABLE, enrol(EXPERT), DISQUALIFY)
    (ban,) = asked(tmp_path, "2024-09-02", EXPERT, *history).bans
    assert (ban.kind.code, ban.start, ban.holds) == ("EXPERT", date(2024, 9, 2), True)
    assert ban.by.name


def test_everything_agrees_with_the_states_of_the_worked_case(
    tmp_path: Path, case: PlayedCase
) -> None:
    with case.copy(tmp_path / "ledger").open() as log:
        for day in (date(2024, 6, 1), date(2024, 12, 31), date(2027, 9, 2)):
            at, states = Reader(log, day), AsOf(log, day)
            for who in log.ids("person"):
                state = states.get(who)
                found = at.ask(
                    lambda rows, states=states, who=who, day=day: (  # type: ignore[misc]
                        person_on(rows, states, who, day)
                    )
                )
                declared = [(d.year, d.application) for d in state.declarations]
                told = [(d.year, d.application.id) for d in found.declarations]
                assert told == sorted(declared, key=lambda one: one[0])
                assert {t.title.id: t.stands for t in found.titles} == dict(
                    state.titles
                )
                bound = any(ban.holds_on(day) for ban in state.self_bans)
                barred = any(bar.holds_on(day) for bar in state.bars)
                assert found.barred == (bound or barred), (who, day)


def test_no_personal_value_is_told(tmp_path: Path) -> None:
    found = asked(tmp_path, "2024-12-31", a.JIA, *ENTERED)
    plain = msgspec.json.encode(found).decode()
    state = AsOf(reader(tmp_path / "x", "2024-12-31", *ENTERED).log).get(a.JIA)
    assert state.document_kind
    assert state.document_kind not in plain
