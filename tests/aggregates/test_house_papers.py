"""Policy, late entries, references and personal values: what every act must have."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec

from aggregates.application import recommending
from aggregates.decider import Act
from aggregates.policy import events as policy
from tests.support import actors as a
from tests.support.builders import (
    ANNOUNCED,
    DECLARING,
    DELIBERATED,
    IN_PUBLICITY,
    JIA,
    NOTICE,
    PROFILE,
    PROFILE_PLAIN,
    PUBLICISED,
    PUBLISH,
    REGISTRY,
    SUBMITTED,
    digest,
    enrol,
)
from tests.support.builders_session import (
    COMPLAINED,
    OPENED,
    OPINION,
    RECEIVE,
    TAKE_ON,
)
from tests.support.given import deed, given, instead

PAPER = {"reason": "系统维护期间纸质办理", "paper": digest("paper")}
NEXT_YEAR = "xianning-2025"


def altered(change: Callable[[Act], Act]) -> Callable[[tuple[Act, ...]], Any]:
    return lambda acts: tuple(change(act) for act in acts)


def published(name: str, on: str, **changes: Any) -> Any:
    return deed(
        policy.Published,
        f"policy/{name}",
        [a.CITY_OFFICER, a.CITY_SEAL],
        on,
        profile={**PROFILE_PLAIN, "name": name, **changes},
        effective_from="2024-01-15",
    )


AMEND = deed(
    policy.Amended,
    f"policy/{PROFILE}",
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-05-09T12:00",
    profile={**PROFILE_PLAIN, "employer_publicity_min_wd": 7},
    effective_from="2024-05-10",
    document="咸职改办〔2024〕20号（示例）",
)
ANOTHER_POLICY = published(NEXT_YEAR, "2024-05-01T09:00", review_year=2025)


# --- the policy


def test_an_act_names_its_policy() -> None:
    without_law = altered(lambda act: replace(act, law=()))
    given(*SUBMITTED).when(JIA.review).accepted()
    given(*SUBMITTED).when_altered(JIA.review, without_law).refused("LEDGER-POLICY")


def test_an_act_goes_by_the_version_in_force_on_its_day() -> None:
    old = altered(lambda act: replace(act, law=(f"{PROFILE}@1",)))
    history = (*DECLARING, AMEND)
    given(*history).when(JIA.submit).accepted()
    given(*history).when_altered(JIA.submit, old).refused("LEDGER-POLICY")
    the_day_before = JIA.submit.recorded("2024-05-09T23:00")
    given(*history).when_altered(the_day_before, old).accepted()


def test_a_version_is_in_force_from_its_own_first_day() -> None:
    """Published today, effective next month: until then the old one holds (XN12-9b)."""
    early = AMEND.but(effective_from="2024-07-01")
    given(*DECLARING, early).when(JIA.submit).accepted()


def test_a_policy_ends_with_its_last_day() -> None:
    ended = PUBLISH.but(profile={**PROFILE_PLAIN, "effective_until": "2024-04-30"})
    history = instead(ANNOUNCED, PUBLISH, ended)[: list(ANNOUNCED).index(NOTICE)]
    in_time = NOTICE.recorded("2024-04-29T09:00").but(published_on="2024-04-29")
    given(*history).when(in_time).accepted()
    unended = NOTICE.recorded("2024-04-30T09:00").under(PROFILE)
    given(*history).when(unended).refused("LEDGER-POLICY")


def test_a_matter_goes_by_the_policy_of_its_session() -> None:
    """Another year's policy may be softer; a signer does not choose."""
    history = (*ANNOUNCED, ANOTHER_POLICY)
    given(*history).when(JIA.draft).accepted()
    given(*history).when(JIA.draft.under(NEXT_YEAR)).refused("LEDGER-POLICY")


def test_a_complaint_goes_by_the_policy_of_its_application() -> None:
    history = (*COMPLAINED, ANOTHER_POLICY.recorded("2024-08-02T09:00"))
    given(*history).when(TAKE_ON).accepted()
    given(*history).when(TAKE_ON.under(NEXT_YEAR)).refused("LEDGER-POLICY")


def test_the_rules_that_an_act_names_are_in_force() -> None:
    invented = altered(lambda act: replace(act, law=(*act.law[:1], "XN12-99")))
    given(*SUBMITTED).when_altered(JIA.review, invented).refused("LEDGER-POLICY")
    foreign = altered(lambda act: replace(act, law=(*act.law[:1], "LZ-6.1a")))
    given(*SUBMITTED).when_altered(JIA.review, foreign).refused("LEDGER-POLICY")


# --- late entries


def test_what_happened_long_ago_is_entered_as_late() -> None:
    done, received = "2024-05-16T09:00", "2024-05-21T09:00"
    silently = JIA.review.recorded(received, done=done)
    given(*SUBMITTED).when(silently).refused("LEDGER-LATE")
    late = silently.but(late=PAPER).signed(a.REVIEWER, a.SUPERVISOR)
    given(*SUBMITTED).when(late).accepted()


def test_three_days_are_not_long_ago() -> None:
    at_the_limit = JIA.review.recorded("2024-05-19T09:00", done="2024-05-16T09:00")
    given(*SUBMITTED).when(at_the_limit).accepted()


def test_a_late_entry_has_a_second_person() -> None:
    late = JIA.review.recorded("2024-05-21T09:00", done="2024-05-16T09:00")
    given(*SUBMITTED).when(late.but(late=PAPER)).refused("LEDGER-LATE")


def test_a_seal_is_no_second_person() -> None:
    """The head who keeps the seal himself would be his own witness."""
    late = JIA.recommend.recorded("2024-06-19T09:00", done="2024-06-14T10:00")
    given(*PUBLICISED).when(late.but(late=PAPER)).refused("LEDGER-LATE")
    watched = late.but(late=PAPER).signed(a.HEAD, a.SEAL, a.SUPERVISOR)
    given(*PUBLICISED).when(watched).accepted()


def test_a_late_entry_states_its_reason_and_its_paper() -> None:
    late = JIA.review.recorded("2024-05-21T09:00", done="2024-05-16T09:00").signed(
        a.REVIEWER, a.SUPERVISOR
    )
    no_reason = late.but(late={**PAPER, "reason": " "})
    given(*SUBMITTED).when(no_reason).refused("LEDGER-LATE")
    no_paper = late.but(late={**PAPER, "paper": b""})
    given(*SUBMITTED).when(no_paper).refused("LEDGER-LATE")


def test_nobody_calls_an_act_late_that_is_not() -> None:
    """A late entry counts by the time claimed: that would be a gift of three days."""
    claimed = JIA.open.recorded("2024-06-07T10:00", done="2024-06-05T10:00")
    late = claimed.but(late=PAPER).signed(a.REVIEWER, a.SUPERVISOR)
    given(*DELIBERATED).when(late).refused("LEDGER-LATE")


def test_a_late_entry_counts_by_the_time_at_which_it_was_done() -> None:
    """The declaration was handed in on paper on the last day of the window."""
    late = (
        JIA.submit.recorded("2024-06-05T09:00", done="2024-05-31T16:00")
        .but(late=PAPER)
        .signed(a.JIA_SIGNS, a.SUPERVISOR)
    )
    given(*DECLARING).when(late).accepted()
    too_late = late.recorded("2024-06-05T09:00", done="2024-06-01T09:00")
    given(*DECLARING).when(too_late).refused("XN12-5.1e")


def test_the_followers_of_a_late_entry_are_late_with_it() -> None:
    late = (
        JIA.submit.recorded("2024-06-05T09:00", done="2024-05-31T16:00")
        .but(late=PAPER)
        .signed(a.JIA_SIGNS, a.SUPERVISOR)
    )
    acts = given(*DECLARING).when(late).acts
    assert [act.type.name for act in acts] == [
        "application.submitted",
        "person.declared",
    ]
    assert {act.late for act in acts} == {True}


def test_who_signs_beside_a_late_entry_administers() -> None:
    """The supervisor answers for the entry, not for the declaration."""
    late = (
        JIA.submit.recorded("2024-06-05T09:00", done="2024-05-31T16:00")
        .but(late=PAPER)
        .signed(a.JIA_SIGNS, a.SUPERVISOR)
    )
    acts = given(*DECLARING).when(late).acts
    assert [s.seg for s in acts[0].by] == ["DECLARE", "ADMIN"]


def test_an_act_that_the_supervisor_signs_anyway_may_be_late() -> None:
    late = (
        REGISTRY[0]
        .recorded("2024-04-29T09:00", done="2024-04-23T09:00")
        .but(late=PAPER)
    )
    given().when(late).accepted()


# --- what an act relies on, and personal values


def test_an_act_refers_to_what_it_names() -> None:
    """Without the reference nobody sees on which session the signer relied."""
    silent = altered(
        lambda act: replace(act, refs=tuple(r for r in act.refs if r.id != a.SESSION))
    )
    given(*ANNOUNCED).when(JIA.draft).accepted()
    given(*ANNOUNCED).when_altered(JIA.draft, silent).refused("LEDGER-REFS")


def test_a_personal_value_lies_under_the_key_of_the_person_concerned() -> None:
    """Under another's key it would be erased with the other, or never."""

    def steal(act: Act) -> Act:
        name = msgspec.structs.replace(act.body.name, of="person/yi")
        return replace(act, body=msgspec.structs.replace(act.body, name=name))

    given(*ANNOUNCED, JIA.draft).when_altered(JIA.materials[0], altered(steal)).refused(
        "LEDGER-PERSONAL"
    )


def test_a_complainant_is_not_named_by_the_owner_of_a_value() -> None:
    """The owner stands in the log in clear; a person there would be the complainant."""

    def expose(act: Act) -> Act:
        who = msgspec.structs.replace(act.body.complainant, of="person/yi")
        return replace(act, body=msgspec.structs.replace(act.body, complainant=who))

    given(*REGISTRY).when(RECEIVE).accepted()
    given(*REGISTRY).when_altered(RECEIVE, altered(expose)).refused("LEDGER-PERSONAL")


def test_a_person_s_name_lies_under_the_person_s_own_key() -> None:
    def steal(act: Act) -> Act:
        name = msgspec.structs.replace(act.body.name, of="person/yi")
        return replace(act, body=msgspec.structs.replace(act.body, name=name))

    given(*REGISTRY).when(enrol("person/new")).accepted()
    given(*REGISTRY).when_altered(enrol("person/new"), altered(steal)).refused(
        "LEDGER-PERSONAL"
    )


def test_an_objection_is_not_kept_under_the_applicant_s_key() -> None:
    """The applicant is given the values under that key, and could read who objects."""
    objection = deed(
        recommending.PublicityObjectionRaised,
        JIA.id,
        [a.COMPLAINANT],
        "2024-06-06T09:00",
        objection="Y1",
        content="业绩不实（示例）",
    )
    acts = given(*IN_PUBLICITY).when(objection).acts
    assert acts[0].body.content.of == "sealed/jia"
    given(*IN_PUBLICITY).when(objection).accepted()


def test_a_complainant_signs_with_a_key_made_for_the_case() -> None:
    """A lasting key would name the complainant in the record for ever."""
    given(*REGISTRY).when(RECEIVE.signed(a.OFFICE_STAFF, a.COMPLAINANT)).accepted()
    named = RECEIVE.signed(a.OFFICE_STAFF, a.NAMED_COMPLAINANT)
    given(*REGISTRY).when(named).refused("LEDGER-PERSONAL")


def test_an_expert_signs_with_a_key_made_for_the_session() -> None:
    """Experts are secret (XN6B-4.3c): neither the name nor the employer may show."""
    lasting = a.holds("expert-in-clear", "EXPERT", "")
    given(*OPENED).when(OPINION.signed(lasting)).refused(
        "LEDGER-PERSONAL", "XN6B-4.3c", "XN6A-8"
    )
