"""Publicity, report, confirmation: the same list all the way (XN12-5.3)."""

from typing import Any

import pytest

from aggregates.application import audits
from aggregates.decider import Act
from aggregates.session import results
from tests.support import actors as a
from tests.support.builders import JIA, PROFILE_PLAIN, PUBLISH, YI, digest
from tests.support.builders_session import (
    ASSIGN,
    CLOSE_PUBLICITY,
    CONCLUDE,
    CONCLUDED,
    CONFIRM,
    CONFIRMED,
    DECIDE,
    OPENED,
    PUBLICISE,
    RECEIVE,
    REGISTER,
    REPORT,
    REPORTED,
    RESULT_PUBLICISED,
    RESULT_PUBLICITY,
    RESULT_SIGNED,
    SIGN,
    STEP,
    SUPPLEMENT,
    SUPPLEMENTED,
    TAKE_ON,
    TALLY,
    VERIFIED,
    ballot,
)
from tests.support.given import Deed, deed, given, instead

PAPER = {"reason": "系统维护期间纸质办理", "paper": digest("paper")}
BOTH = CONFIRM.listing(JIA.id, YI.id)
ONLY_JIA = CONFIRM.listing(JIA.id)
ONLY_YI = CONFIRM.listing(YI.id)
RECHECK = deed(
    results.ResultRechecked,
    a.SESSION,
    [a.UNIT_OFFICER],
    "2024-07-05T17:00",
    problems=0,
)
NOT_CONFIRM = deed(
    results.ResultNotConfirmed,
    a.SESSION,
    [a.CITY_OFFICER],
    "2024-07-17T10:00",
    application=JIA.id,
    reason="申报后发现处分",
)
ARCHIVE = deed(
    results.Archived, a.SESSION, [a.OFFICE_STAFF], "2024-07-30T09:00", items=[]
)
HOLD = deed(audits.Held, JIA.id, [a.UNIT_OFFICER], "2024-07-17T12:00", reason="待核实")


def moved(act: Deed, day: str) -> Deed:
    """Let an act of the complaint happen earlier than usual."""
    return act.recorded(f"{day}T09:00")


def complaint(outcome: str, violation: str = "NONE") -> tuple[Deed, ...]:
    """Verify a complaint about Jia while the result is publicised."""
    decided = moved(DECIDE, "2024-07-17").but(
        outcome=outcome, violation=violation, decided_on="2024-07-17"
    )
    return (
        moved(RECEIVE, "2024-07-09").but(received_on="2024-07-09"),
        moved(REGISTER, "2024-07-09"),
        moved(TAKE_ON, "2024-07-10"),
        moved(ASSIGN, "2024-07-10"),
        moved(STEP, "2024-07-11").but(on="2024-07-11"),
        moved(VERIFIED, "2024-07-16"),
        decided,
    )


# --- re-check


def test_the_unit_rechecks_the_tally() -> None:
    given(*CONCLUDED).when(RECHECK).accepted()
    other = RECHECK.but(results={"count": 2, "sha256": bytes(32)})
    given(*CONCLUDED).when(other).refused("XN6A-8")
    given(*CONCLUDED).when(RECHECK.signed(a.OTHER_UNIT_OFFICER)).refused("XN6B-2d")


# --- publicity


def test_all_who_passed_are_published_and_no_others() -> None:
    given(*CONCLUDED).when(PUBLICISE).accepted()
    given(*CONCLUDED).when(PUBLICISE.listing(JIA.id)).refused("XN12-5.3c")
    failed = TALLY.listing(ballot(JIA.id, 3, 2, passed=False), ballot(YI.id, 4, 0, 1))
    history = (*OPENED, failed, SIGN, CONCLUDE)
    given(*history).when(PUBLICISE).accepted()
    both = PUBLICISE.listing(JIA.id, YI.id)
    given(*history).when(both).refused("XN12-5.3c", "LEDGER-STATE")


def test_the_office_or_the_unit_publishes() -> None:
    given(*CONCLUDED).when(PUBLICISE.signed(a.UNIT_OFFICER)).accepted()
    given(*CONCLUDED).when(PUBLICISE.signed(a.OTHER_OFFICE_STAFF)).refused("XN6B-2d")


def test_a_result_is_published_on_the_day_it_is_recorded() -> None:
    earlier = PUBLICISE.but(posted_on="2024-07-05")
    given(*CONCLUDED).when(earlier).refused("LEDGER-TIME")
    overnight = PUBLICISE.recorded("2024-07-09T08:00", done="2024-07-08T17:00")
    given(*CONCLUDED).when(overnight).refused("LEDGER-TIME")


def closing(posted: str, closed: str) -> Any:
    opened = PUBLICISE.recorded(f"{posted}T09:00").but(posted_on=posted)
    close = CLOSE_PUBLICITY.recorded(closed).but(removed_on=closed[:10])
    return given(*CONCLUDED, opened).when(close)


def test_the_publicity_of_a_result_lasts_five_full_working_days() -> None:
    """Domain 1.11, A3: posted 2024-07-08, the fifth working day is 07-15."""
    closing("2024-07-08", "2024-07-16T00:00").accepted()
    closing("2024-07-08", "2024-07-15T23:59").refused("XN12-5.3d")


def test_a_result_that_was_taken_down_early_was_not_published() -> None:
    early = CLOSE_PUBLICITY.but(removed_on="2024-07-12")
    given(*REPORTED).when(early).refused("XN12-5.3d")


def test_a_late_entry_never_ends_what_began_as_a_late_entry() -> None:
    def late(act: Deed, received: str, done: str) -> Deed:
        signed = act.signed(*act.by, a.SUPERVISOR)
        return signed.recorded(received, done=done).but(late=PAPER)

    opened = late(PUBLICISE, "2024-07-20T08:00", "2024-07-08T09:00")
    given(*CONCLUDED).when(opened).accepted()
    closed = late(CLOSE_PUBLICITY, "2024-07-20T09:00", "2024-07-16T09:00")
    given(*CONCLUDED, opened).when(closed).refused("XN12-5.3d")
    in_time = (*CONCLUDED, PUBLICISE)
    given(*in_time).when(closed).accepted()


# --- report


@pytest.mark.parametrize("part", ["review", "publicity", "petitions"])
def test_a_report_has_three_parts(part: str) -> None:
    given(*RESULT_PUBLICITY).when(REPORT).accepted()
    given(*RESULT_PUBLICITY).when(REPORT.but(**{part: "  "})).refused("XN12-5.3e")


def test_a_report_says_how_the_publicity_stands() -> None:
    complete = REPORT.but(publicity_state="COMPLETE")
    given(*RESULT_PUBLICITY).when(complete).refused("XN12-5.3e")
    after = complete.recorded("2024-07-16T10:00")
    history = (*RESULT_PUBLICITY, CLOSE_PUBLICITY)
    given(*history).when(after).accepted()
    given(*history).when(after.but(publicity_state="ONGOING")).refused("XN12-5.3e")


def test_a_report_of_an_ongoing_publicity_is_a_setting() -> None:
    """A3: day five comes before the publicity can be over."""
    strict = PUBLISH.but(
        profile={**PROFILE_PLAIN, "supplementary_report": "complete_only"}
    )
    history = instead(RESULT_PUBLICITY, PUBLISH, strict)
    given(*history).when(REPORT).refused("XN12-5.3e")


def test_the_comprehensive_report_is_filed_once() -> None:
    given(*REPORTED).when(REPORT).refused("LEDGER-STATE")


def test_a_supplement_presupposes_a_report() -> None:
    unreported = (*RESULT_PUBLICITY, CLOSE_PUBLICITY)
    given(*RESULT_PUBLICISED).when(SUPPLEMENT).accepted()
    given(*unreported).when(SUPPLEMENT).refused("LEDGER-STATE")


def test_the_office_of_the_session_reports() -> None:
    other = REPORT.signed(a.OTHER_OFFICE_STAFF, a.OTHER_OFFICE_SEAL)
    given(*RESULT_PUBLICITY).when(other).refused("XN6B-2d")


def test_the_report_is_due_five_working_days_after_the_end() -> None:
    """Domain 1.11: ended 2024-09-27, publicity due 10-08, report due 10-10."""
    ended = CONCLUDE.recorded("2024-09-27T16:00").but(ended_on="2024-09-27")
    acts = given(*RESULT_SIGNED).when(ended).acts
    due = {d.rule: str(d.due) for d in acts[0].body.deadlines}
    assert due == {"XN12-5.3c": "2024-10-08", "XN12-5.3e": "2024-10-10"}


@pytest.mark.parametrize(
    ("posted", "complete"),
    [
        ("2024-06-14", "2024-06-21"),
        ("2024-06-17", "2024-06-24"),
        ("2024-06-18", "2024-06-25"),
        ("2024-06-19", "2024-06-26"),
    ],
)
def test_the_contradiction_of_the_notice_in_dates(posted: str, complete: str) -> None:
    """A3: ended 2024-06-14; only what is posted that very day is over by the report."""
    publicised = PUBLICISE.recorded(f"{posted}T17:00").but(posted_on=posted)
    acts = given(*CONCLUDED).when(publicised).acts
    assert [str(d.due) for d in acts[0].body.deadlines] == [complete]


# --- confirmation


def test_nothing_is_confirmed_without_the_full_report() -> None:
    given(*SUPPLEMENTED).when(CONFIRM).accepted()
    unsupplemented = CONFIRM.recorded("2024-07-18T08:00")
    given(*RESULT_PUBLICISED).when(unsupplemented).refused("XN12-5.3e")
    unreported = (*RESULT_PUBLICITY, CLOSE_PUBLICITY)
    given(*unreported).when(CONFIRM).refused("XN12-5.3e")


def test_a_complete_report_needs_no_supplement() -> None:
    complete = REPORT.recorded("2024-07-16T10:00").but(publicity_state="COMPLETE")
    history = (*RESULT_PUBLICITY, CLOSE_PUBLICITY, complete)
    given(*history).when(CONFIRM).accepted()


def test_nothing_is_confirmed_during_the_publicity() -> None:
    given(*REPORTED).when(BOTH.recorded("2024-07-15T09:00")).refused(
        "LEDGER-STATE", "XN12-5.3e", "LEDGER-TIME"
    )


def test_the_authority_of_the_committee_confirms() -> None:
    county = CONFIRM.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*SUPPLEMENTED).when(county).refused("XN6B-2b")
    other = CONFIRM.signed(a.OTHER_CITY_OFFICER, a.OTHER_CITY_SEAL)
    given(*SUPPLEMENTED).when(other).refused("XN6B-2a")


def test_batches_are_numbered() -> None:
    given(*SUPPLEMENTED).when(CONFIRM.but(batch=2)).refused("LEDGER-STATE")
    second = ONLY_YI.but(batch=2, document_no="咸职改办〔2024〕51号（示例）")
    given(*SUPPLEMENTED, ONLY_JIA).when(second).accepted()


def test_a_batch_confirms_somebody() -> None:
    history = (*SUPPLEMENTED, CONFIRM)
    nobody = CONFIRM.but(batch=2)
    given(*history).when(nobody).refused("LEDGER-STATE")


def test_a_document_is_not_dated_ahead() -> None:
    ahead = CONFIRM.but(document_on="2024-07-19")
    given(*SUPPLEMENTED).when(ahead).refused("LEDGER-TIME")


def test_an_old_document_is_entered_late() -> None:
    """发文后三日内记账；更早的按补录办理，说明原因并由第二人签名."""
    history = (*SUPPLEMENTED,)
    for day in ("2024-07-20", "2024-07-21"):
        given(*history).when(CONFIRM.recorded(f"{day}T08:00")).accepted()
    forty = CONFIRM.recorded("2024-08-27T09:00")
    given(*history).when(forty).refused("LEDGER-LATE")
    late = CONFIRM.recorded("2024-08-27T09:00", done="2024-07-18T09:00").but(
        late={"reason": "系统停用", "paper": digest("document")}
    )
    both = late.signed(a.CITY_OFFICER, a.CITY_SEAL, a.SUPERVISOR)
    given(*history).when(both).accepted()


def test_nobody_is_confirmed_twice() -> None:
    again = ONLY_JIA.but(batch=2)
    given(*CONFIRMED).when(again).refused("XN12-5.3f")


def test_only_those_of_the_session_are_confirmed() -> None:
    stranger = CONFIRM.listing(JIA.id, "application/stranger")
    given(*SUPPLEMENTED).when(stranger).refused("LEDGER-REFS", "LEDGER-STATE")


def test_who_has_an_open_complaint_is_left_out_of_the_batch() -> None:
    """G14: that person is refused, the others are confirmed."""
    history = (*SUPPLEMENTED, *complaint("UNSUBSTANTIATED")[:2])
    given(*history).when(ONLY_JIA).refused("XN12-5.3f")
    given(*history).when(ONLY_YI).accepted()
    given(*history).when(CONFIRM).accepted()


def test_who_was_found_out_is_not_confirmed() -> None:
    history = (*RESULT_PUBLICISED, *complaint("SUBSTANTIATED", "PLAGIARISM"))
    supplement = SUPPLEMENT.recorded("2024-07-17T12:00")
    given(*history, supplement).when(ONLY_JIA).refused("XN12-5.3f")


def test_who_was_cleared_is_confirmed_after_a_supplement() -> None:
    """A3: the report tells what the verification came to before he is confirmed."""
    history = (*RESULT_PUBLICISED, SUPPLEMENT, *complaint("UNSUBSTANTIATED"))
    given(*history).when(ONLY_JIA).refused("XN12-5.3e")
    given(*history).when(ONLY_YI).accepted()
    told = SUPPLEMENT.recorded("2024-07-17T12:00").but(petitions="信访件不属实")
    given(*history, told).when(ONLY_JIA).accepted()


def test_what_is_on_hold_waits_for_the_next_batch() -> None:
    given(*SUPPLEMENTED, HOLD).when(ONLY_JIA).refused("LEDGER-STATE")
    given(*SUPPLEMENTED, HOLD).when(ONLY_YI).accepted()


def test_a_result_is_not_confirmed_with_a_reason() -> None:
    given(*SUPPLEMENTED).when(NOT_CONFIRM).accepted()
    given(*SUPPLEMENTED).when(NOT_CONFIRM.but(reason="")).refused("LEDGER-SCHEMA")
    given(*SUPPLEMENTED, NOT_CONFIRM).when(ONLY_JIA).refused("XN12-5.3f")
    county = NOT_CONFIRM.signed(a.COUNTY_OFFICER)
    given(*SUPPLEMENTED).when(county).refused("XN6B-2b")


def test_only_a_published_result_is_not_confirmed() -> None:
    """An application of another session, or a draft, is out of reach."""
    stranger = NOT_CONFIRM.but(application="application/stranger")
    given(*SUPPLEMENTED).when(stranger).refused("LEDGER-STATE", "LEDGER-REFS")
    given(*CONFIRMED).when(NOT_CONFIRM.recorded("2024-07-19T09:00")).refused(
        "LEDGER-STATE"
    )


def test_a_title_begins_with_its_document() -> None:
    world = given(*SUPPLEMENTED).when(CONFIRM).accepted()
    title = next(s for i, s in world.states.items() if i.startswith("title/"))
    assert (str(title.since), title.level, title.stage) == (
        "2024-07-18",
        "INTERMEDIATE",
        "CONFERRED",
    )
    assert list(world.get(a.JIA).titles.values()) == [True]


def test_the_office_archives_after_the_publicity() -> None:
    given(*CONFIRMED).when(ARCHIVE).accepted()
    given(*REPORTED).when(ARCHIVE).refused("LEDGER-STATE")
    given(*CONFIRMED).when(ARCHIVE.signed(a.OTHER_OFFICE_STAFF)).refused("XN6B-2d")


def test_the_four_lists_are_the_same() -> None:
    """T10: tally, signature, publicity and confirmation."""

    def swap(acts: tuple[Act, ...]) -> tuple[Act, ...]:
        return (acts[0], *reversed(acts[1:]))

    given(*CONCLUDED).when_altered(PUBLICISE, swap).refused("LEDGER-FOLLOWERS")
