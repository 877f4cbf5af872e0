"""One-time notification, correction, return, abandonment (XN12-5.2f/g, XN6A-3)."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from aggregates.application import audits
from aggregates.application.notices import Repetition, repetitions
from tests.support import actors as a
from tests.support.builders import (
    ANNOUNCED,
    AT_THE_CITY,
    AT_THE_COUNTY,
    AT_THE_OFFICE,
    DECLARING,
    JIA,
    PROFILE,
    PUBLISH,
    REVIEWED,
    SUBMITTED,
)
from tests.support.cities import liuzhou, publish, yuncheng
from tests.support.given import Deed, deed, given, instead


def reason(code: str, item: str = "M1", text: str = "请补正") -> dict[str, str]:
    return {"code": code, "item": item, "text": text}


ASK = deed(
    audits.CorrectionRequested,
    JIA.id,
    [a.REVIEWER],
    "2024-05-13T09:00",
    reasons=[reason("EDU-COPY"), reason("PAPER-INDEX", "M2")],
    until="2024-05-20",
)
CORRECT = deed(
    audits.CorrectionSubmitted,
    JIA.id,
    [a.JIA_SIGNS],
    "2024-05-17T09:00",
    answers=["EDU-COPY", "PAPER-INDEX"],
)
RETURN = deed(
    audits.Returned,
    JIA.id,
    [a.CITY_OFFICER],
    "2024-06-19T09:00",
    kind="PROCEDURE",
    reasons=[reason("NO-SEAL", "")],
    to=a.COUNTY,
)
ABANDON = deed(audits.DeemedAbandoned, JIA.id, [a.REVIEWER], "2024-05-21T09:00")
NEW_M1 = JIA.material("M1", "EDUCATION", "2024-05-16T09:00")
COMMIT_AGAIN = JIA.commit.recorded("2024-05-16T10:00")
ASKED = (*SUBMITTED, ASK)
CORRECTED = (*ASKED, NEW_M1, COMMIT_AGAIN, CORRECT)


# --- told at once


def test_a_notification_states_its_reasons() -> None:
    given(*SUBMITTED).when(ASK).accepted()
    given(*SUBMITTED).when(ASK.but(reasons=[])).refused("XN12-5.2f")


@pytest.mark.parametrize("field", ["code", "text"])
def test_every_reason_is_said_in_words(field: str) -> None:
    vague = {**reason("EDU-COPY"), field: "  "}
    given(*SUBMITTED).when(ASK.but(reasons=[vague])).refused("XN12-5.2f")


def test_who_has_the_file_tells() -> None:
    stranger = ASK.signed(a.COUNTY_OFFICER)
    given(*SUBMITTED).when(stranger).refused("XN12-5.2e")


def test_one_notification_is_open_at_a_time() -> None:
    more = ASK.but(reasons=[reason("CAREER", "")])
    given(*ASKED).when(more).refused("XN12-5.2f")


def test_a_limit_leaves_time() -> None:
    given(*SUBMITTED).when(ASK.but(until="2024-05-14")).accepted()
    given(*SUBMITTED).when(ASK.but(until="2024-05-13")).refused("XN6A-3")


# --- corrected


def test_a_correction_comes_in_time() -> None:
    ready = (*ASKED, NEW_M1, COMMIT_AGAIN)
    given(*ready).when(CORRECT.recorded("2024-05-20T23:59")).accepted()
    given(*ready).when(CORRECT.recorded("2024-05-21T00:00")).refused("XN6A-3")


def test_a_correction_answers_every_defect() -> None:
    ready = (*ASKED, NEW_M1, COMMIT_AGAIN)
    given(*ready).when(CORRECT.but(answers=["EDU-COPY"])).refused("XN12-5.1e")


def test_the_commitment_is_signed_again_over_new_material() -> None:
    given(*ASKED, NEW_M1).when(CORRECT).refused("XN12-A2.3")


def test_nothing_is_corrected_that_was_not_asked() -> None:
    given(*SUBMITTED).when(CORRECT).refused("LEDGER-STATE")


def test_a_correction_of_reviewed_material_goes_back_to_the_employer() -> None:
    """A pass is on a version (domain 6.2): the new one was never reviewed."""
    asked = ASK.recorded("2024-05-17T09:00").but(until="2024-05-24")
    history = (*REVIEWED, asked, NEW_M1, COMMIT_AGAIN)
    corrected = CORRECT.recorded("2024-05-20T09:00")
    state = given(*history).when(corrected).accepted().get(JIA.id)
    assert (state.stage, state.holder) == ("SUBMITTED", a.FACTORY)
    given(*history, corrected).when(JIA.deliberate).refused("LEDGER-STATE")


def test_a_correction_without_new_material_goes_on_where_it_was() -> None:
    asked = ASK.recorded("2024-05-17T09:00").but(until="2024-05-24")
    corrected = CORRECT.recorded("2024-05-20T09:00")
    state = given(*REVIEWED, asked).when(corrected).accepted().get(JIA.id)
    assert state.stage == "REVIEWED"


def test_a_corrected_file_is_looked_at_in_time_again() -> None:
    """XN12-8.3a: asking met the limit of the hop; the answer starts it anew."""
    (hop,) = given(*CORRECTED[:-1]).when(CORRECT).acts[0].body.deadlines
    assert (hop.rule, hop.met_by, str(hop.due)) == (
        "XN12-8.3a",
        "application.forwarded",
        "2024-05-31",
    )


# --- sent back


def test_a_file_is_returned_the_way_it_came() -> None:
    """G30: 按原报送渠道退回, one hop back."""
    given(*AT_THE_CITY).when(RETURN).accepted()
    given(*AT_THE_CITY).when(RETURN.but(to=a.DEPARTMENT)).refused("XN12-5.2g")
    given(*AT_THE_CITY).when(RETURN.but(to=a.FACTORY)).refused("XN12-5.2g")
    given(*AT_THE_CITY).when(RETURN.but(to=a.SOFTWARE)).refused("XN12-5.2g")


def test_unmet_conditions_are_told_to_whoever_sent_it() -> None:
    """XN12-5.2f asks for all reasons, not for the channel; it stays on the route."""
    back = RETURN.but(kind="CONDITIONS", to=a.FACTORY)
    given(*AT_THE_CITY).when(back).accepted()
    given(*AT_THE_CITY).when(back.but(to=a.JIA)).accepted()
    given(*AT_THE_CITY).when(back.but(to=a.SOFTWARE)).refused("XN12-5.2f")


def test_the_employer_returns_to_the_applicant() -> None:
    back = RETURN.signed(a.REVIEWER).recorded("2024-05-15T09:00")
    given(*SUBMITTED).when(back.but(to=a.JIA)).accepted()
    given(*SUBMITTED).when(back.but(to=a.YI)).refused("XN12-5.2g")


def test_what_was_returned_begins_again() -> None:
    back = RETURN.signed(a.REVIEWER).recorded("2024-05-15T09:00").but(to=a.JIA)
    state = given(*REVIEWED[:-1], back).world.get(JIA.id)
    assert (state.stage, state.reviewed, state.publicity) == ("DRAFT", b"", None)
    assert state.correction is None


def test_a_return_ends_an_open_notification() -> None:
    back = RETURN.signed(a.REVIEWER).recorded("2024-05-15T09:00").but(to=a.JIA)
    again = JIA.submit.recorded("2024-05-16T09:00")
    given(*ASKED, back).when(again).accepted()


# --- abandoned


def test_what_is_not_corrected_in_time_is_abandoned() -> None:
    given(*ASKED).when(ABANDON).accepted()
    on_the_last_day = ABANDON.recorded("2024-05-20T18:00")
    given(*ASKED).when(on_the_last_day).refused("XN6A-3")


def test_what_was_corrected_is_not_abandoned() -> None:
    given(*CORRECTED).when(ABANDON).refused("XN6A-3")


def test_an_abandonment_names_the_day_that_was_missed() -> None:
    given(*ASKED).when(ABANDON.but(missed="2024-05-19")).refused("XN6A-3")


def test_what_was_never_submitted_is_abandoned_after_the_window() -> None:
    given(*DECLARING).when(ABANDON.recorded("2024-06-01T09:00")).accepted()
    given(*DECLARING).when(ABANDON.recorded("2024-05-31T09:00")).refused("XN6A-3")


def test_what_was_returned_late_is_not_abandoned_at_once() -> None:
    """The window for declaring is over; that for coming back is not."""
    back = RETURN.signed(a.REVIEWER).recorded("2024-06-10T09:00").but(to=a.JIA)
    history = (*SUBMITTED, back)
    given(*history).when(ABANDON.recorded("2024-06-11T09:00")).refused("XN6A-3")
    given(*history).when(ABANDON.recorded("2024-06-22T09:00")).accepted()


def settled(**changes: str | bool) -> Deed:
    """Publish Xianning's policy with other settings of corrections."""
    named = {f"correction.{name}": value for name, value in changes.items()}
    return publish(PROFILE, **named)


def test_a_late_correction_ends_nothing_where_no_document_says_so() -> None:
    """XN6A-3 is Xianning's: another city takes it, and nobody gave it up."""
    silent = settled(late="not_stated")
    late = CORRECT.recorded("2024-05-21T00:00")
    ready = instead((*ASKED, NEW_M1, COMMIT_AGAIN), PUBLISH, silent)
    given(*ready).when(late).accepted()
    given(*instead(ASKED, PUBLISH, silent)).when(ABANDON).refused("LEDGER-STATE")
    undeclared = instead(DECLARING, PUBLISH, silent)
    given(*undeclared).when(ABANDON.recorded("2024-06-01T09:00")).accepted()


@pytest.mark.parametrize("told_in", [yuncheng, liuzhou])
def test_nothing_is_abandoned_elsewhere_before_its_limit(
    told_in: Callable[[Sequence[Deed]], Sequence[Deed]],
) -> None:
    """Attack: an office ends a declaration that is in time, where XN6A-3 is no law."""
    there = told_in((*ANNOUNCED, JIA.draft))
    given(*there).when(ABANDON.recorded("2024-06-01T09:00")).accepted()
    given(*there).when(ABANDON.recorded("2024-05-31T09:00")).refused("LEDGER-TIME")


def test_a_second_notification_waits_where_all_is_told_at_once() -> None:
    more = ASK.but(reasons=[reason("CAREER", "")])
    freely = instead(ASKED, PUBLISH, settled(all_at_once=False))
    given(*freely).when(more).accepted()
    given(*ASKED).when(more).refused("XN12-5.2f")


def test_a_return_skips_a_hop_where_the_channel_is_not_asked_for() -> None:
    anywhere = instead(AT_THE_CITY, PUBLISH, settled(original_channel=False))
    given(*anywhere).when(RETURN.but(to=a.FACTORY)).accepted()
    given(*anywhere).when(RETURN.but(to=a.SOFTWARE)).refused("XN12-5.2g")


def test_a_body_of_the_matter_declares_it_abandoned() -> None:
    given(*ASKED).when(ABANDON.signed(a.OFFICE_STAFF)).accepted()
    given(*ASKED).when(ABANDON.signed(a.OTHER_OFFICE_STAFF)).refused("XN6B-2d")
    given(*ASKED).when(ABANDON.signed(a.SOFTWARE_REVIEWER)).refused("XN12-5.2a")


# --- one-time notification: what a body should have said before


def found(*history: Deed) -> tuple[Repetition, ...]:
    return repetitions(given(*history).world.get(JIA.id))


def ask(at: str, until: str, *reasons: dict[str, Any], by: Any = a.REVIEWER) -> Deed:
    return ASK.recorded(at).signed(by).but(reasons=list(reasons), until=until)


def corrected(at: str, *codes: str) -> Deed:
    return CORRECT.recorded(at).but(answers=list(codes))


def test_a_first_notification_repeats_nothing() -> None:
    assert found(*ASKED) == ()


def test_the_same_reason_about_the_same_file_is_a_finding() -> None:
    """G30: the applicant answered, the reviewer says it again; the file is the same."""
    answer = corrected("2024-05-17T09:00", "EDU-COPY")
    first = ask("2024-05-13T09:00", "2024-05-20", reason("EDU-COPY"))
    again = ask("2024-05-18T09:00", "2024-05-24", reason("EDU-COPY"))
    (one,) = found(*SUBMITTED, first, answer, again)
    assert (one.kind, one.org, one.code, one.item) == (
        "REPEATED",
        a.FACTORY,
        "EDU-COPY",
        "M1",
    )
    assert (one.told_at, one.repeated_at) == (
        given(*SUBMITTED, first).world.version(JIA.id),
        given(*SUBMITTED, first, answer, again).world.version(JIA.id),
    )


def test_the_same_reason_about_a_new_file_is_none() -> None:
    first = ask("2024-05-13T09:00", "2024-05-20", reason("EDU-COPY"))
    answer = corrected("2024-05-17T09:00", "EDU-COPY")
    again = ask("2024-05-18T09:00", "2024-05-24", reason("EDU-COPY"))
    assert found(*SUBMITTED, first, NEW_M1, COMMIT_AGAIN, answer, again) == ()


def test_a_reason_that_was_there_before_and_not_told_is_a_finding() -> None:
    """M2 is what it was at the first notification; then was the time to say it."""
    first = ask("2024-05-13T09:00", "2024-05-20", reason("EDU-COPY"))
    answer = corrected("2024-05-17T09:00", "EDU-COPY")
    again = ask("2024-05-18T09:00", "2024-05-24", reason("PAPER-INDEX", "M2"))
    (one,) = found(*SUBMITTED, first, NEW_M1, COMMIT_AGAIN, answer, again)
    assert (one.kind, one.code, one.item) == ("OVERLOOKED", "PAPER-INDEX", "M2")


def test_a_reason_about_material_that_came_later_is_none() -> None:
    first = ask("2024-05-13T09:00", "2024-05-20", reason("MORE", ""))
    new = JIA.material("M3", "AWARD", "2024-05-16T09:00")
    answer = corrected("2024-05-17T09:00", "MORE")
    again = ask("2024-05-18T09:00", "2024-05-24", reason("AWARD-COPY", "M3"))
    assert found(*SUBMITTED, first, new, COMMIT_AGAIN, answer, again) == ()


def test_a_general_reason_said_twice_is_a_finding() -> None:
    first = ask("2024-05-13T09:00", "2024-05-20", reason("CAREER", ""))
    answer = corrected("2024-05-17T09:00", "CAREER")
    again = ask("2024-05-18T09:00", "2024-05-24", reason("CAREER", ""))
    (one,) = found(*SUBMITTED, first, answer, again)
    assert (one.kind, one.item) == ("REPEATED", "")


def test_a_new_general_reason_is_none() -> None:
    """About nothing in particular: nobody can tell whether it existed before."""
    first = ask("2024-05-13T09:00", "2024-05-20", reason("EDU-COPY"))
    answer = corrected("2024-05-17T09:00", "EDU-COPY")
    again = ask("2024-05-18T09:00", "2024-05-24", reason("CAREER", ""))
    assert found(*SUBMITTED, first, answer, again) == ()


def test_another_body_may_see_what_the_first_did_not() -> None:
    by_county = ask(
        "2024-06-18T09:00", "2024-06-20", reason("EDU-COPY"), by=a.COUNTY_OFFICER
    )
    history = instead(AT_THE_COUNTY, JIA.submit, JIA.submit, ASK, *CORRECTED[-3:])
    assert found(*history, by_county) == ()


def test_a_return_and_a_failed_audit_count_as_notifications() -> None:
    first = ask("2024-06-19T09:00", "2024-06-20", reason("EDU-COPY"), by=a.CITY_OFFICER)
    answer = corrected("2024-06-19T10:00", "EDU-COPY")
    back = RETURN.recorded("2024-06-19T11:00").but(reasons=[reason("EDU-COPY")])
    assert [one.kind for one in found(*AT_THE_CITY, first, answer, back)] == [
        "REPEATED"
    ]
    failed = deed(
        audits.AuditNotPassed,
        JIA.id,
        [a.CITY_OFFICER],
        "2024-06-19T11:00",
        reasons=[reason("PAPER-INDEX", "M2")],
    )
    assert [one.kind for one in found(*AT_THE_CITY, first, answer, failed)] == [
        "OVERLOOKED"
    ]


def test_every_later_notification_is_compared_with_every_earlier_one() -> None:
    say = [reason("EDU-COPY")]
    first = ask("2024-05-13T09:00", "2024-05-20", *say)
    second = ask("2024-05-15T09:00", "2024-05-20", *say)
    third = ask("2024-05-17T09:00", "2024-05-20", *say)
    history = (
        *SUBMITTED,
        first,
        corrected("2024-05-14T09:00", "EDU-COPY"),
        second,
        corrected("2024-05-16T09:00", "EDU-COPY"),
        third,
    )
    repeated = [(one.told_at, one.repeated_at) for one in found(*history)]
    assert len(repeated) == 2
    assert len({told for told, _ in repeated}) == 1


def test_the_office_tells_like_every_other_body() -> None:
    by_office = ask(
        "2024-06-19T12:00", "2024-06-20", reason("EDU-COPY"), by=a.OFFICE_STAFF
    )
    given(*AT_THE_OFFICE).when(by_office).accepted()
