"""T4: barred on the day, as known now and as known then."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from aggregates.application import audits
from aggregates.person import events as person
from projections.trace import barred
from tests.support import actors as a
from tests.support.asking import asked, kinds, rules
from tests.support.builders import (
    ADMITTED,
    ANNOUNCED,
    JIA,
    SUBMITTED,
    paper,
)
from tests.support.builders_integrity import listed
from tests.support.builders_session import CERTIFIED, ENTERED
from tests.support.cities import liuzhou, yuncheng
from tests.support.given import Deed, deed

Tell = Callable[[Sequence[Deed]], tuple[Deed, ...]]
CITIES: list[tuple[Tell, str]] = [(tuple, "XN12"), (liuzhou, "LZ"), (yuncheng, "YC12")]
LATER = "2024-09-05T09:00"


def _of(found: Any, event_type: str) -> list[barred.Barred]:
    return [row for row in found.rows if row.act.type.code == event_type]


def test_who_was_never_barred_is_clear_at_every_step(tmp_path: Path) -> None:
    found = asked(tmp_path, barred.ask, *CERTIFIED)
    assert (found.findings, found.absent) == ((), ())
    assert [(row.act.type.code, row.standing.code) for row in found.rows] == [
        ("application.submitted", "NOT_BARRED"),
        ("application.employer-item-reviewed", "NOT_BARRED"),
        ("application.accepted", "NOT_BARRED"),
        ("application.ballot-recorded", "NOT_BARRED"),
        ("application.confirmed", "NOT_BARRED"),
    ]


def test_the_record_that_came_of_the_matter_bars_nothing_before_it(
    tmp_path: Path,
) -> None:
    assert kinds(asked(tmp_path, barred.ask, *ENTERED)) == []


@pytest.mark.parametrize(
    ("tell", "rule"),
    [(tuple, "XN12-1.4"), (liuzhou, "LZ-1.5"), (yuncheng, "YC12-4.3a")],
)
def test_a_record_known_at_the_submission_is_a_finding_against_who_passed_it(
    tmp_path: Path, tell: Tell, rule: str
) -> None:
    history = (*tell(ANNOUNCED), listed("2022-06-15", "2025-06-15"))
    late = (*JIA.declaring, JIA.submit)
    found = asked(
        tmp_path, barred.ask, *history, *(one.round_the_rules() for one in late)
    )
    (row,) = _of(found, "application.submitted")
    assert (row.true_then, row.known_then) == (True, True)
    assert (kinds(found), rules(found)) == (["BARRED_KNOWN"], {rule})
    assert [ref.type.code for ref in row.shown_by] == ["person.barred"]
    assert len(found.findings[0].events) == 2


@pytest.mark.parametrize(
    ("tell", "rule"),
    [(tuple, "XN12-1.4"), (liuzhou, "LZ-1.5"), (yuncheng, "YC12-4.3a")],
)
def test_a_record_entered_afterwards_could_not_be_known_then(
    tmp_path: Path, tell: Tell, rule: str
) -> None:
    entered = listed("2022-06-15", "2025-06-15").recorded(LATER)
    found = asked(tmp_path, barred.ask, *tell(SUBMITTED), entered)
    (row,) = _of(found, "application.submitted")
    assert (row.true_then, row.known_then) == (True, False)
    assert (kinds(found), rules(found)) == (["BARRED_FOUND_LATER"], {rule})


@pytest.mark.parametrize(
    ("end", "found"), [("2024-05-09", []), ("2024-05-10", ["BARRED_FOUND_LATER"])]
)
def test_the_last_day_of_the_term_bars(
    tmp_path: Path, end: str, found: list[str]
) -> None:
    """Jia submitted on 2024-05-10."""
    entered = listed("2022-06-15", end).recorded(LATER)
    assert kinds(asked(tmp_path, barred.ask, *SUBMITTED, entered)) == found


@pytest.mark.parametrize(
    ("fact", "changes", "cited"),
    [
        ("IDENTITY_NATURE", {"civil_servant": True}, ("XN12-1.1", "LZ-1.1a", "")),
        ("RETIREMENT", {"statutory_on": "2024-05-01"}, ("XN12-1.2", "LZ-1.2", "")),
        (
            "SANCTIONS",
            {"kind": "记过", "until": "2024-12-31", "since": "2024-01-05"},
            ("XN12-1.3a", "LZ-1.4b", ""),
        ),
        (
            "INVESTIGATION",
            {"open": True, "since": "2024-04-01"},
            ("XN12-1.3b", "LZ-1.4a", ""),
        ),
    ],
)
def test_a_fact_attested_afterwards_is_found_later(
    tmp_path: Path, fact: str, changes: dict[str, Any], cited: tuple[str, ...]
) -> None:
    attested = JIA.fact(fact, **changes).recorded("2024-05-12T09:00")
    for (tell, city), rule in zip(CITIES, cited, strict=True):
        history = (*tell(SUBMITTED), attested.round_the_rules())
        found = asked(tmp_path / city, barred.ask, *history)
        assert rules(found) == ({rule} if rule else set())
        assert kinds(found) == ["BARRED_FOUND_LATER"] * bool(rule)
        (row,) = _of(found, "application.submitted")
        assert [ref.received_at > row.act.received_at for ref in row.shown_by] == (
            [True] if rule else []
        )


def test_what_was_attested_before_the_review_was_known_to_the_reviewer(
    tmp_path: Path,
) -> None:
    attested = JIA.fact("INVESTIGATION", open=True, since="2024-05-11")
    history = (
        *SUBMITTED,
        attested.recorded("2024-05-12T09:00").round_the_rules(),
        JIA.review.round_the_rules(),
    )
    found = asked(tmp_path, barred.ask, *history)
    assert [row.standing.code for row in found.rows] == ["NOT_BARRED", "BARRED_KNOWN"]


def test_a_bar_that_was_lifted_since_was_known_all_the_same(tmp_path: Path) -> None:
    """A later entry does not excuse who passed what was on record then."""
    case = JIA.fact("INVESTIGATION", open=True, since="2024-05-11")
    closed = JIA.fact("INVESTIGATION", open=False)
    history = (
        *SUBMITTED,
        case.recorded("2024-05-12T09:00").round_the_rules(),
        JIA.review.round_the_rules(),
        closed.recorded("2024-05-20T09:00").round_the_rules(),
    )
    found = asked(tmp_path, barred.ask, *history)
    (row,) = _of(found, "application.employer-item-reviewed")
    assert (row.true_then, row.known_then) == (False, True)
    assert len(row.shown_by) == 1
    assert kinds(found) == ["BARRED_KNOWN"]


@pytest.mark.parametrize(
    ("tell", "cited"), [(tuple, {"XN12-1.6"}), (liuzhou, {"LZ-1.2"}), (yuncheng, set())]
)
def test_a_defect_counts_from_the_day_on_which_it_arose(
    tmp_path: Path, tell: Tell, cited: set[str]
) -> None:
    defect = deed(
        audits.EligibilityDefectFound,
        JIA.id,
        [a.OFFICE_STAFF],
        "2024-06-21T09:00",
        defect="RETIRED",
        arisen_on="2024-05-15",
        found_on="2024-06-21",
        evidence=paper("evidence"),
    ).round_the_rules()
    found = asked(tmp_path, barred.ask, *tell(ADMITTED), defect)
    assert rules(found) == cited
    assert [row.standing.code for row in found.rows][:1] == ["NOT_BARRED"]
    assert set(kinds(found)) == ({"BARRED_FOUND_LATER"} if cited else set())


def test_a_promised_ban_bars_where_the_commitment_says_so(tmp_path: Path) -> None:
    ban = deed(
        person.SelfBanned,
        a.JIA,
        [a.CITY_OFFICER],
        LATER,
        decision="title/old",
        from_="2023-01-01",
        until="2025-12-31",
    ).round_the_rules()
    for number, (tell, document) in enumerate(CITIES):
        found = asked(tmp_path / str(number), barred.ask, *tell(SUBMITTED), ban)
        assert rules(found) == ({"XN12-A2.4"} if document == "XN12" else set())


def test_a_fact_that_nobody_attested_is_said_to_be_absent(tmp_path: Path) -> None:
    rest = [one for kind, one in JIA.facts.items() if kind != "RETIREMENT"]
    declared = (JIA.draft, *JIA.materials, *rest, JIA.commit, JIA.submit)
    history = (*ANNOUNCED, *(one.round_the_rules() for one in declared))
    found = asked(tmp_path, barred.ask, *history)
    assert [one.rule.id for one in found.absent if one.rule] == ["XN12-1.2"]
