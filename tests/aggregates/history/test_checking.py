"""逐年甄别, 分批上传, 更正: what happens to a row after it was collected."""

from datetime import date
from typing import Any

import pytest

from aggregates.history import events as history
from aggregates.history.state import HistoryState
from aggregates.title.state import TitleState
from ledger.errors import MalformedError
from tests.support import actors as a
from tests.support.builders import REGISTRY
from tests.support.builders_history import (
    CHECK_2015,
    CHECKED,
    COLLECT,
    COLLECTED,
    CORRECT,
    ROW_1,
    ROW_2,
    ROW_3,
    SOUND,
    TITLE,
    UPLOAD,
    UPLOADED,
    row,
)
from tests.support.cities import YUNCHENG, in_city
from tests.support.given import Deed, given

PROFESSION = {"field": "profession", "old": "机械设计", "new": "机械制造"}


def decide(decision: str, **more: Any) -> Deed:
    """Decide about the first row alone."""
    return CHECK_2015.listing({"row": ROW_1, "decision": decision, **more})


# --- checking


def test_every_row_of_the_year_is_kept_unless_said_otherwise() -> None:
    world = given(*COLLECTED).when(CHECK_2015).accepted()
    assert world.get(ROW_1).stage == "CHECKED"
    assert world.get(ROW_2).stage == "CHECKED"
    assert world.get(ROW_3).stage == "COLLECTED"


def test_a_kept_row_is_a_title_on_record() -> None:
    world = given(*COLLECTED).when(CHECK_2015).accepted()
    title: TitleState = world.get(TITLE)
    assert (title.stage, title.level) == ("RECORDED", "INTERMEDIATE")
    assert title.since == date(2015, 12, 1)
    assert world.get("person/zhang").titles == {TITLE: True}


def test_a_refused_row_is_no_title() -> None:
    world = given(*COLLECTED).when(decide("REFUSE", reason="查无此证")).accepted()
    assert world.get(ROW_1).stage == "REFUSED"
    assert world.get(TITLE).stage == ""


def test_a_corrected_row_is_recorded_as_corrected() -> None:
    correct = decide("CORRECT", reason="专业名称有误", changes=[PROFESSION])
    world = given(*COLLECTED).when(correct).accepted()
    assert world.get(TITLE).profession == "机械制造"


def test_the_collected_row_stays_as_it_was() -> None:
    """更正不覆盖 (XN12-7.2b): the old value stands in the correction."""
    correct = decide("CORRECT", reason="专业名称有误", changes=[PROFESSION])
    world = given(*COLLECTED).when(correct).accepted()
    (checked,) = [x for x in world.acts if isinstance(x.body, history.RowChecked)]
    assert checked.body.changes[0].old == "机械设计"


@pytest.mark.parametrize("decision", ["ADD", "REFUSE"])
def test_what_is_not_simply_kept_has_a_reason(decision: str) -> None:
    given(*COLLECTED).when(decide(decision, reason="系统中缺此数据")).accepted()
    given(*COLLECTED).when(decide(decision)).refused("XN12-7.2b")


def test_a_correction_says_what_it_corrects() -> None:
    none = decide("CORRECT", reason="专业名称有误")
    given(*COLLECTED).when(none).refused("XN12-7.2b")
    keeping = decide("KEEP", changes=[PROFESSION])
    given(*COLLECTED).when(keeping).refused("XN12-7.2b")


@pytest.mark.parametrize(
    "change",
    [
        {**PROFESSION, "old": "机械电子"},
        {**PROFESSION, "new": "机械设计"},
        {**PROFESSION, "new": ""},
        {"field": "approved_on", "old": "2015-12-01", "new": "2015年12月2日"},
        {"field": "level", "old": "INTERMEDIATE", "new": "MASTER"},
    ],
)
def test_a_correction_starts_from_what_stands(change: dict[str, str]) -> None:
    correct = decide("CORRECT", reason="有误", changes=[change])
    verdict = given(*COLLECTED).when(correct)
    assert "XN12-7.2b" in {r.rule for r in verdict.refusals}


def test_a_corrected_row_still_has_to_be_right() -> None:
    senior = {"field": "approved_on", "old": "2015-12-01", "new": "2022-05-01"}
    correct = decide("CORRECT", reason="日期有误", changes=[senior])
    given(*COLLECTED).when(correct).refused("XN12-A4.13")


@pytest.mark.parametrize(
    ("fact", "rule"),
    [("number_sound", "XN12-A4.4"), ("sex_agrees", "XN12-A4.2")],
)
def test_a_row_whose_identity_does_not_hold_is_not_kept(fact: str, rule: str) -> None:
    """Entered past the rules, it is caught by whoever checks it."""
    wrong = COLLECT.listing(row(facts={**SOUND, fact: False})).round_the_rules()
    given(*REGISTRY, wrong).when(decide("KEEP")).refused(rule)
    given(*REGISTRY, wrong).when(decide("REFUSE", reason="号码不符")).accepted()


def test_rows_are_checked_year_by_year() -> None:
    other = CHECK_2015.listing({"row": ROW_3})
    given(*COLLECTED).when(other.but(year=2016)).accepted()
    given(*COLLECTED).when(other).refused("XN12-7.2b")


def test_rows_are_checked_batch_by_batch() -> None:
    april = COLLECT.listing(row(approved_on="2015-03-01")).upon("history/april")
    other = CHECK_2015.listing({"row": "history/april-1"})
    given(*COLLECTED, april).when(other).refused("XN12-7.2b")


@pytest.mark.parametrize("number", ["0", "4", "01", "x"])
def test_a_row_that_the_batch_has_not_is_not_checked(number: str) -> None:
    other = CHECK_2015.listing({"row": f"history/march-{number}"})
    given(*COLLECTED).when(other).refused("XN12-7.2b", "LEDGER-STATE")


def test_a_check_lists_something() -> None:
    given(*CHECKED).when(CHECK_2015).refused("XN12-7.2b")


def test_nobody_checks_what_he_collected() -> None:
    given(*COLLECTED).when(CHECK_2015.signed(a.COUNTY_OFFICER)).refused("XN12-7.2b")


def test_a_batch_checked_by_its_collector_is_refused_for_it_once() -> None:
    own = given(*COLLECTED).when(CHECK_2015.signed(a.COUNTY_OFFICER))
    told = [refusal.found.en for refusal in own.refusals]
    assert told.count("the collecting officer") == 1


def test_a_row_is_checked_once() -> None:
    given(*CHECKED).when(decide("KEEP")).refused("LEDGER-STATE")


def test_a_decision_names_a_row() -> None:
    with pytest.raises(MalformedError, match="row: expected an id like history/"):
        given(*COLLECTED).when(CHECK_2015.listing({"row": "march-1"}))


def test_a_decision_has_no_surplus_field() -> None:
    with pytest.raises(MalformedError, match="entry of history"):
        given(*COLLECTED).when(decide("KEEP", verdict="good"))


# --- uploading


def test_checked_rows_are_uploaded() -> None:
    world = given(*CHECKED).when(UPLOAD).accepted()
    assert world.get(ROW_1).stage == "UPLOADED"
    state: HistoryState = world.get(ROW_3)
    assert state.stage == "COLLECTED"


def test_nothing_is_uploaded_before_the_fifteenth_of_may() -> None:
    """D19: the upload is not before 2024-05-15 (XN12-7.2e)."""
    early = UPLOAD.recorded("2024-05-14T09:00").but(uploaded_on="2024-05-14")
    given(*CHECKED).when(UPLOAD).accepted()
    given(*CHECKED).when(early).refused("XN12-7.2e")


def test_an_upload_is_not_dated_before_the_fifteenth_of_may() -> None:
    given(*CHECKED).when(UPLOAD.but(uploaded_on="2024-05-13")).refused("XN12-7.2e")


def test_the_day_is_stored_with_the_batch() -> None:
    world = given(*REGISTRY).when(COLLECT).accepted()
    (act,) = [x for x in world.acts if isinstance(x.body, history.BatchCollected)]
    (deadline,) = act.body.deadlines
    assert (deadline.rule, deadline.kind) == ("XN12-7.2e", "MINIMUM")
    assert deadline.due == date(2024, 5, 14)


def test_the_city_s_office_uploads() -> None:
    county = UPLOAD.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*CHECKED).when(county).refused("XN12-7.2e")
    other = UPLOAD.signed(a.OTHER_CITY_OFFICER, a.OTHER_CITY_SEAL)
    given(*CHECKED).when(other).refused("XN12-7.2e")


def test_rows_are_checked_by_an_office_of_the_city() -> None:
    other = CHECK_2015.signed(a.OTHER_CITY_OFFICER)
    given(*COLLECTED).when(other).refused("XN12-7.2b")


def test_unchecked_rows_are_not_uploaded() -> None:
    given(*CHECKED).when(UPLOAD.listing(ROW_3)).refused("LEDGER-STATE")


def test_rows_are_uploaded_once() -> None:
    again = UPLOAD.listing(ROW_1).recorded("2024-05-16T09:00")
    given(*UPLOADED).when(again).refused("LEDGER-STATE")


def test_an_upload_lists_something() -> None:
    given(*UPLOADED).when(UPLOAD.recorded("2024-05-16T09:00")).refused("LEDGER-STATE")


def test_rows_of_another_batch_are_not_uploaded_with_it() -> None:
    april = COLLECT.listing(row(approved_on="2015-03-01")).upon("history/april")
    check = CHECK_2015.upon("history/april")
    both = UPLOAD.listing(ROW_1, "history/april-1")
    given(*CHECKED, april, check).when(both).refused("LEDGER-STATE")


def test_an_upload_names_rows() -> None:
    with pytest.raises(MalformedError, match="row: expected an id like history/"):
        given(*CHECKED).when(UPLOAD.listing("march-1"))


def test_a_city_that_collects_nothing_has_no_first_day() -> None:
    elsewhere = in_city(YUNCHENG, CHECKED)
    early = UPLOAD.recorded("2024-05-13T09:00").but(uploaded_on="2024-05-13")
    given(*elsewhere).when(early).accepted()


# --- correcting what is on record


def test_a_title_s_data_are_corrected_by_a_new_event() -> None:
    world = given(*UPLOADED).when(CORRECT).accepted()
    assert world.get(TITLE).profession == "机械制造"
    assert world.get(ROW_1).values.profession == "机械设计"


def test_a_correction_of_a_title_starts_from_what_stands() -> None:
    stale = CORRECT.recorded("2024-06-04T09:00")
    given(*UPLOADED, CORRECT).when(stale).refused("XN12-7.2b")


def test_a_correction_of_a_title_says_what_and_why() -> None:
    given(*UPLOADED).when(CORRECT.but(changes=[])).refused("XN12-7.2b")
    given(*UPLOADED).when(CORRECT.but(basis="")).refused("LEDGER-SCHEMA")


def test_name_and_level_are_corrected_together() -> None:
    name = {"field": "title_name", "old": "工程师", "new": "助理工程师"}
    level = {"field": "level", "old": "INTERMEDIATE", "new": "JUNIOR"}
    given(*UPLOADED).when(CORRECT.but(changes=[name, level])).accepted()
    given(*UPLOADED).when(CORRECT.but(changes=[name])).refused("XN12-7.2b")


def test_only_what_is_on_record_is_corrected() -> None:
    given(*COLLECTED).when(CORRECT).refused("LEDGER-STATE")
