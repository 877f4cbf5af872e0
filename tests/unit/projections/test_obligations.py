"""What is owed on a day, row by row as the fold of the whole history says."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aggregates.amendment import Recalled
from aggregates.decider import Act
from aggregates.inspection import consequences
from aggregates.obligations import all_obligations
from aggregates.schema import EVENT_TYPES
from projections.facts import typed
from projections.obligations.standing import MET, OPEN, Obligation, obligations
from tests.aggregates.test_obligations import ARCHIVE, BARRED, REPORTS, TRACED
from tests.support import actors as a
from tests.support.builders import enrol
from tests.support.builders_session import (
    ANNUL,
    CERTIFIED,
    COMPLAINT,
    ENTERED,
    RECORD,
    REVOKED,
    SHARE,
    SUBSTANTIATED,
    TELL_EMPLOYER,
    TITLE,
    VOID,
)
from tests.support.builders_supervision import (
    APPLY,
    CIRCULATE,
    CLOSE,
    CONCLUDE,
    DISQUALIFY,
    EDUCATE,
    EXPERT,
    FIND,
    INSPECTABLE,
    INSPECTED,
    INSPECTION,
    RECTIFY,
    REMEDY,
    THE_UNIT,
    attribute,
    find,
    inspected_in,
)
from tests.support.cities import LIUZHOU, YUNCHENG, publish
from tests.support.domain import PlayedCase, as_reader, dump, reader, recorded
from tests.support.given import Deed, deed

CROSSED = deed(
    consequences.ThresholdAcknowledged,
    INSPECTION,
    (a.DEPARTMENT_REVIEWER, a.DEPARTMENT_SEAL),
    "2024-08-05T09:00",
    threshold="DEPARTMENT_REVIEW",
    target=a.FACTORY,
    year=2024,
    part=[],
    whole={"count": 10, "sha256": bytes(32)},
).under(LIUZHOU)
OF_THE_EXPERT = attribute(
    TRACED, person=EXPERT, conduct="OMISSION", body=a.UNIT, body_kind="COMMITTEE"
)
BAR = APPLY.but(measure="BAR-EXPERT", rule="XN6A-9b").signed(*THE_UNIT)
HISTORIES: dict[str, tuple[Deed, ...]] = {
    "a year to its record": ENTERED,
    "shared, then annulled": (*ENTERED, SHARE, ANNUL, VOID, TELL_EMPLOYER),
    "a title without a certificate": tuple(
        one for one in REVOKED if one is not CERTIFIED[-1]
    ),
    "an expert": (*BARRED, *REPORTS, *ARCHIVE, CIRCULATE.recorded("2024-09-10T09:00")),
    "a finding rectified": (*INSPECTED, FIND, RECTIFY),
    "a finding remedied": (*INSPECTED, FIND, EDUCATE, REMEDY),
    "a finding explained away": (
        *INSPECTED,
        FIND,
        CLOSE.but(unmeasured=[{"finding": "F1", "reason": "已纠正。"}]),
    ),
    "a threshold": (*INSPECTABLE, publish(LIUZHOU), CROSSED.round_the_rules()),
    "another city": (
        *inspected_in(YUNCHENG),
        find("F1", "EMPLOYER", a.FACTORY, rule="YC12-4.3d"),
        RECTIFY,
    ),
    "a trace with its measure": (*TRACED, attribute(TRACED), APPLY),
    "a trace without one": (
        *TRACED,
        attribute(TRACED),
        CONCLUDE.but(unmeasured=[{"responsibility": "R1", "reason": "已尽审核职责。"}]),
    ),
    "what was done before it was decided": (
        *TRACED,
        enrol(EXPERT),
        DISQUALIFY.recorded("2024-09-18T09:00"),
        OF_THE_EXPERT,
        BAR,
    ),
}


def told(rows: list[object]) -> list[object]:
    return sorted(rows, key=repr)


def slowly(acts: list[Act]) -> list[object]:
    return told(
        [
            (
                *(o.code, o.rule, o.about, o.detail, o.opened.position),
                *(o.opened.on.isoformat(), o.within_wd),
                *((o.met.position, o.met.on.isoformat()) if o.met else (None, "")),
            )
            for o in all_obligations(acts)
        ]
    )


def quickly(views: dict[str, list[object]]) -> list[object]:
    rows: list[object] = [*views[OPEN.name], *views[MET.name]]
    names = [
        "code",
        "rule",
        "about",
        "detail",
        "opened",
        "since",
        "within_wd",
        "met",
        "met_on",
    ]
    return told([tuple(getattr(row, name) for name in names) for row in rows])


@pytest.mark.parametrize("name", HISTORIES)
def test_the_rows_are_those_of_the_fold(tmp_path: Path, name: str) -> None:
    log = recorded(tmp_path / "log", *HISTORIES[name])
    acts = [act for event in log.everything if (act := typed(event))]
    assert quickly(dump(as_reader(log))) == slowly(acts) != []


def test_the_rows_of_the_worked_case_are_those_of_the_fold(
    tmp_path: Path, case: PlayedCase
) -> None:
    with case.copy(tmp_path / "ledger").open() as log:
        acts = [act for event in log.page(0, log.size) if (act := typed(event))]
        rows = quickly(dump(log))
    assert rows == slowly(acts)
    assert len(rows) > 10


def owed(path: Path, day: str, *history: Deed, owner: str = "") -> list[Obligation]:
    at = reader(path / "log", day, *history)
    return [*at.ask(lambda rows: obligations(rows, at.states, at.today, owner=owner))]


def codes(found: list[Obligation]) -> list[str]:
    return [f"{one.code.code} {one.detail.zh}".strip() for one in found]


def test_what_is_owed_says_rule_since_when_and_by_whom(tmp_path: Path) -> None:
    found = owed(tmp_path, "2024-09-02", *REVOKED)
    assert codes(found) == [
        "HANDLE_REVIEWERS",
        "BLACKLIST",
        "TELL_EMPLOYER",
        "VOID_CERTIFICATE",
    ]
    tell = found[2]
    assert (tell.state.code, tell.rule.id, tell.about.id) == ("OPEN", "XN6A-2d", TITLE)
    assert tell.rule.citation
    assert tell.since == date(2024, 9, 2)
    assert tell.organisation.id == a.CITY
    assert tell.opened.type.code == "title.revoked"
    assert [one.code for one in tell.met_by] == ["title.employer-notified"]
    assert tell.met is None


def test_what_is_shared_names_the_level_of_the_archive(tmp_path: Path) -> None:
    found = owed(tmp_path, "2024-09-30", *ENTERED)
    shared = [one.detail.zh for one in found if one.code.code == "SHARE"]
    assert shared == ["全市", "全国", "全省"]


def test_promptness_is_shown_as_a_day(tmp_path: Path) -> None:
    """A26: a reference, and never a breach."""
    blacklist = owed(tmp_path, "2024-09-02", *REVOKED)[1]
    assert blacklist.prompt_by == date(2024, 9, 14)


def test_what_was_met_is_open_the_day_before(tmp_path: Path) -> None:
    at = reader(tmp_path / "log", "2024-12-31", *ENTERED)
    before, after = (
        at.ask(
            lambda rows, day=day: [  # type: ignore[misc]
                (one.state.code, one.met.id if one.met else "")
                for one in obligations(rows, at.states, day, everything=True)
                if one.code.code == "BLACKLIST"
            ]
        )
        for day in (date(2024, 9, 10), date(2024, 9, 11))
    )
    assert before == [("OPEN", "")]
    assert after == [("MET", RECORD)]


def test_nothing_is_owed_before_it_was_opened(tmp_path: Path) -> None:
    assert owed(tmp_path, "2024-05-01", *REVOKED) == []


def test_an_organisation_sees_what_it_owes(tmp_path: Path) -> None:
    found = owed(tmp_path, "2024-09-02", *BARRED, owner=a.UNIT)
    assert codes(found) == [
        "CIRCULATE_EXPERT",
        "REPORT_EXPERT 市级",
        "REPORT_EXPERT 省级",
    ]
    assert owed(tmp_path / "other", "2024-09-02", *BARRED, owner=a.FACTORY) == []


def test_whoever_must_explain_owes_it(tmp_path: Path) -> None:
    history = (*INSPECTABLE, publish(LIUZHOU), CROSSED.round_the_rules())
    by = {
        one.code.code: one.organisation.id
        for one in owed(tmp_path, "2024-08-05", *history)
    }
    assert by == {
        "EXPLAIN": a.FACTORY,
        "PLAN": a.FACTORY,
        "CIRCULATE_THRESHOLD": a.DEPARTMENT,
    }


# --- taken back


def amendment(kind: str, word: str, on: str, deed_: Deed, **fields: Any) -> Deed:
    """Amend the newest act of an aggregate, round the rules."""
    body: Any = EVENT_TYPES[f"{kind}.{word}"].body
    return deed(
        body,
        on,
        deed_.by,
        "2024-12-01T09:00",
        reason="误录（示例）",
        **fields,
    ).round_the_rules()


def seq_of(path: Path, on: str, *history: Deed) -> int:
    return recorded(path / "count", *history).events(on)[-1].seq


def test_a_recall_takes_back_what_the_act_opened(tmp_path: Path) -> None:
    history = (*INSPECTED, FIND)
    recall = amendment(
        "inspection",
        "recalled",
        INSPECTION,
        FIND,
        seq=seq_of(tmp_path, INSPECTION, *history),
    )
    assert issubclass(recall.body, Recalled)
    assert codes(owed(tmp_path / "a", "2024-12-31", *history)) == ["ANSWER_FINDING F1"]
    assert codes(owed(tmp_path / "b", "2024-12-31", *history, recall)) == []


def test_a_recall_lets_what_the_act_met_be_owed_again(tmp_path: Path) -> None:
    history = (*INSPECTED, FIND, RECTIFY)
    recall = amendment(
        "inspection",
        "recalled",
        INSPECTION,
        RECTIFY,
        seq=seq_of(tmp_path, INSPECTION, *history),
    )
    assert codes(owed(tmp_path / "a", "2024-12-31", *history)) == []
    found = owed(tmp_path / "b", "2024-12-31", *history, recall)
    assert codes(found) == ["ANSWER_FINDING F1"]


def test_a_correction_lets_the_act_open_what_it_should_have(tmp_path: Path) -> None:
    """A complaint that was found, corrected to unfounded, obliges to nothing."""
    decided = SUBSTANTIATED[-1]
    correct = amendment(
        "complaint",
        "corrected",
        COMPLAINT,
        decided,
        seq=seq_of(tmp_path, COMPLAINT, *SUBSTANTIATED),
        field="/outcome",
        old="SUBSTANTIATED",
        new="UNSUBSTANTIATED",
    )
    opened = owed(tmp_path / "a", "2024-12-31", *SUBSTANTIATED)
    assert codes(opened) == ["HANDLE_APPLICANT", "HANDLE_REVIEWERS"]
    assert codes(owed(tmp_path / "b", "2024-12-31", *SUBSTANTIATED, correct)) == []


def test_a_correction_that_changes_no_duty_leaves_them(tmp_path: Path) -> None:
    decided = SUBSTANTIATED[-1]
    correct = amendment(
        "complaint",
        "corrected",
        COMPLAINT,
        decided,
        seq=seq_of(tmp_path, COMPLAINT, *SUBSTANTIATED),
        field="/decided_on",
        old="2024-08-30",
        new="2024-08-29",
    )
    found = owed(tmp_path / "b", "2024-12-31", *SUBSTANTIATED, correct)
    assert codes(found) == ["HANDLE_APPLICANT", "HANDLE_REVIEWERS"]
    assert {one.opened.type.code for one in found} == {"complaint.decided"}


def test_an_amendment_of_no_newest_act_changes_nothing(tmp_path: Path) -> None:
    history = (*INSPECTED, FIND)
    recall = amendment("inspection", "recalled", INSPECTION, FIND, seq=1)
    found = owed(tmp_path / "b", "2024-12-31", *history, recall)
    assert codes(found) == ["ANSWER_FINDING F1"]
