from dataclasses import replace

import pytest

from aggregates.application import audits
from aggregates.application import events as application
from aggregates.decider import Act
from aggregates.session import events as session
from tests.support import actors as a
from tests.support.builders import (
    ACCEPTED,
    ADMITTED,
    ANNOUNCED,
    DECLARING,
    JIA,
    OTHER_SERIES,
    PROFILE_PLAIN,
    PUBLISH,
    SECTIONS,
    SUBMITTED,
    Papers,
    digest,
    paper,
)
from tests.support.given import deed, given, instead

DRAFTED = (*ANNOUNCED, JIA.draft)
IN_PAPER = Papers("jia", applicant=[a.INTAKE], own_commitment=digest("signed paper"))
WITHDRAW = deed(
    audits.Withdrawn, JIA.id, [a.JIA_SIGNS], "2024-05-12T09:00", reason="个人原因"
)
RETURN = deed(
    audits.Returned,
    JIA.id,
    [a.REVIEWER],
    "2024-05-15T09:00",
    kind="CONDITIONS",
    reasons=[{"code": "EDU-COPY", "item": "M1", "text": "扫描件不清晰"}],
    to=a.JIA,
)
SECRET_PAPER = JIA.material("M3", "ACHIEVEMENT", "2024-05-06T10:00", classified=True)
DECLASSIFY = deed(
    application.MaterialDeclassified,
    JIA.id,
    [a.REVIEWER],
    "2024-05-07T09:00",
    item="M3",
    basis="保密办〔2024〕1号（示例）",
    file=paper("declassified"),
)


# --- who declares


def test_an_applicant_declares_for_himself() -> None:
    given(*ANNOUNCED).when(JIA.draft).accepted()
    given(*ANNOUNCED).when(JIA.draft.signed(a.YI_SIGNS)).refused("LEDGER-SUBJECT")
    given(*DECLARING).when(JIA.submit.signed(a.YI_SIGNS)).refused("LEDGER-SUBJECT")


def test_an_intake_officer_holds_the_signed_commitment() -> None:
    """代录: the paper that the applicant signed stands behind the officer's key."""
    given(*ANNOUNCED).when(IN_PAPER.draft).accepted()
    without = IN_PAPER.draft.but(own_commitment=b"")
    given(*ANNOUNCED).when(without).refused("LEDGER-SUBJECT")
    too_short = IN_PAPER.draft.but(own_commitment=b"x")
    given(*ANNOUNCED).when(too_short).refused("LEDGER-SUBJECT")


def test_an_intake_officer_goes_on_only_with_what_was_taken_in() -> None:
    """Otherwise an officer could withdraw the application of anybody."""
    recorded = (*ANNOUNCED, IN_PAPER.draft)
    given(*recorded).when(WITHDRAW.signed(a.INTAKE)).accepted()
    given(*DRAFTED).when(WITHDRAW.signed(a.INTAKE)).refused("LEDGER-SUBJECT")


def test_nobody_takes_in_his_own_application() -> None:
    himself = a.holds("jia", "INTAKE_OFFICER", a.FACTORY)
    given(*ANNOUNCED).when(IN_PAPER.draft.signed(himself)).refused("LEDGER-COMPETENCE")


def test_a_declaration_names_registered_things() -> None:
    unknown = JIA.draft.but(employer="organisation/unknown")
    given(*ANNOUNCED).when(unknown).refused("LEDGER-REFS")
    agency = JIA.draft.but(agency="organisation/unknown")
    given(*ANNOUNCED).when(agency).refused("LEDGER-REFS")


def test_an_unregistered_person_does_not_declare() -> None:
    nobody = Papers("nobody").draft
    given(*ANNOUNCED).when(nobody).refused("LEDGER-REFS", "LEDGER-STATE")


# --- what is declared


def test_a_declaration_is_made_on_line() -> None:
    given(*ANNOUNCED).when(JIA.draft.but(external_no=" ")).refused("XN12-3.2")


def test_there_is_no_declaration_without_a_notice() -> None:
    given(*ANNOUNCED[:-1]).when(JIA.draft).refused("XN12-4a")


def test_a_declaration_lies_in_the_scope_of_the_notice() -> None:
    given(*ANNOUNCED).when(JIA.draft.but(series=OTHER_SERIES)).refused("XN12-8.2a")
    senior = JIA.draft.but(level="FULL_SENIOR")
    given(*ANNOUNCED).when(senior).refused("XN12-8.2a")


def test_a_submission_needs_the_commitment() -> None:
    given(*DECLARING).when(JIA.submit).accepted()
    given(*instead(DECLARING, JIA.commit)).when(JIA.submit).refused("XN12-5.1c")


def test_the_commitment_has_a_text() -> None:
    before = instead(DECLARING, JIA.commit)
    given(*before).when(JIA.commit).accepted()
    given(*before).when(JIA.commit.but(form=" ")).refused("XN12-5.1c")


def test_the_commitment_covers_all_material() -> None:
    """附件2: 所提交的所有申报评审资料均为真实."""
    later = JIA.material("M2", "PAPER", "2024-05-09T10:00")
    given(*DECLARING, later).when(JIA.submit).refused("XN12-A2.3")
    again = JIA.commit.recorded("2024-05-09T11:00")
    given(*DECLARING, later, again).when(JIA.submit).accepted()


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("employer", a.SOFTWARE, "XN12-A2.1"),
        ("series", OTHER_SERIES, "XN12-A2.2"),
        ("profession", "电气", "XN12-A2.2"),
        ("level", "JUNIOR", "XN12-A2.2"),
        ("signed_on", "2024-05-10", "XN12-A2.6"),
    ],
)
def test_the_commitment_states_what_is_declared(
    field: str, value: str, rule: str
) -> None:
    before = instead(DECLARING, JIA.commit)
    given(*before).when(JIA.commit.but(**{field: value})).refused(rule)


def test_all_sections_are_filled_in() -> None:
    given(*DECLARING).when(JIA.submit.but(sections=SECTIONS[1:])).refused("XN6A-2a")


def test_the_sections_are_those_of_the_policy() -> None:
    """A city that asks for less changes a number, not code."""
    fewer = {
        **PROFILE_PLAIN,
        "application_sections": PROFILE_PLAIN["application_sections"][1:],
    }
    history = instead(DECLARING, PUBLISH, PUBLISH.but(profile=fewer))
    given(*history).when(JIA.submit.but(sections=SECTIONS[1:])).accepted()


def test_a_declaration_is_pushed_to_the_employer() -> None:
    given(*DECLARING).when(JIA.submit.but(to=a.DEPARTMENT)).refused("XN12-5.1d")


def test_an_agency_does_not_stand_in_for_the_employer() -> None:
    """民营、国有企业人员由用人单位履行; an agency is for others."""
    with_agency = instead(DECLARING, JIA.draft, JIA.draft.but(agency=a.HR_AGENCY))
    given(*with_agency).when(JIA.submit).accepted()
    given(*with_agency).when(JIA.submit.but(to=a.HR_AGENCY)).refused("XN12-5.1d")


# --- the window


def test_a_declaration_comes_inside_the_window() -> None:
    given(*DECLARING).when(JIA.submit.recorded("2024-05-31T23:59")).accepted()
    given(*DECLARING).when(JIA.submit.recorded("2024-06-01T00:00")).refused("XN12-5.1e")
    given(*DECLARING).when(JIA.submit.recorded("2024-05-05T09:00")).refused("XN12-5.1e")


def test_an_amended_notice_opens_the_window_again() -> None:
    amended = deed(
        session.NoticeAmended,
        a.SESSION,
        [a.OFFICE_STAFF, a.CITY_OFFICER],
        "2024-05-30T09:00",
        declare_until="2024-06-05",
        audit_until="2024-06-21",
        reason="系统维护",
    )
    late = JIA.submit.recorded("2024-06-03T09:00")
    given(*DECLARING, amended).when(late).accepted()


def test_what_was_returned_may_come_back_until_the_audits_close() -> None:
    """A return after the window must not cost the applicant the year."""
    history = (*SUBMITTED, RETURN.recorded("2024-06-10T09:00"))
    given(*history).when(JIA.submit.recorded("2024-06-21T23:00")).accepted()
    given(*history).when(JIA.submit.recorded("2024-06-22T09:00")).refused("XN12-5.1e")


# --- material


def test_classified_material_is_declassified_first() -> None:
    history = instead(DECLARING, JIA.materials[-1], JIA.materials[-1], SECRET_PAPER)
    given(*history).when(JIA.submit).refused("XN12-5.1g")
    handled = instead(history, SECRET_PAPER, SECRET_PAPER, DECLASSIFY)
    given(*handled).when(JIA.submit).accepted()


def test_the_employer_declassifies() -> None:
    history = (*DRAFTED, SECRET_PAPER)
    given(*history).when(DECLASSIFY).accepted()
    given(*history).when(DECLASSIFY.signed(a.SOFTWARE_REVIEWER)).refused("XN12-5.1g")


def test_material_does_not_change_under_the_reviewers_hands() -> None:
    """A pass is on a version (domain 6.2): what was reviewed is not exchanged."""
    exchanged = JIA.material("M2", "PAPER", "2024-05-13T09:00")
    given(*DECLARING).when(exchanged.recorded("2024-05-09T13:00")).accepted()
    given(*SUBMITTED).when(exchanged).refused("LEDGER-STATE")


def test_a_signature_is_on_the_material_as_it_stands() -> None:
    def old(acts: tuple[Act, ...]) -> tuple[Act, ...]:
        body = acts[0].body
        other = type(body)(
            to=body.to, sections=body.sections, manifest=bytes(32), deadlines=()
        )
        return (replace(acts[0], body=other), *acts[1:])

    given(*DECLARING).when_altered(JIA.submit, old).refused(
        "LEDGER-VERSION", "LEDGER-DEADLINE"
    )
    given(*DECLARING).when(JIA.submit.but(manifest=bytes(32))).refused("LEDGER-VERSION")


# --- the end by the applicant


def test_an_application_is_withdrawn_before_the_committee_has_it() -> None:
    late = WITHDRAW.recorded("2024-06-20T16:00")
    given(*SUBMITTED).when(WITHDRAW).accepted()
    given(*ACCEPTED).when(late).accepted()
    given(*ADMITTED).when(late).refused("LEDGER-STATE")


def test_a_draft_is_begun_once() -> None:
    given(*DRAFTED).when(JIA.draft).refused("LEDGER-STATE")


def test_nothing_goes_on_that_never_began() -> None:
    given(*ANNOUNCED).when(JIA.submit).refused("LEDGER-STATE")
