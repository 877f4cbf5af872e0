from dataclasses import replace

import pytest

from aggregates.answering import SEGMENTS
from aggregates.decider import Act
from aggregates.house.objections import in_both
from aggregates.organisation import events as organisation
from aggregates.person import events as person
from aggregates.rulebook import RULES
from aggregates.schema import EVENT_TYPES
from ledger.statement import SignedBy
from tests.support import actors as a
from tests.support.actors import directory, himself, holds, key_id_of
from tests.support.builders import (
    APPLIED_FOR_FILING,
    AT_THE_DEPARTMENT,
    DECLARING,
    FILE,
    JIA,
    PUBLICISED,
    REGISTER_FACTORY,
    SUBMITTED,
    enrol,
)
from tests.support.builders_session import (
    CONSENT,
    DRAW,
    FROZEN,
    PLANNED,
    REVOKE,
    SUBSTANTIATED,
)
from tests.support.given import deed, given


def resigned(by: SignedBy, acts: tuple[Act, ...]) -> tuple[Act, ...]:
    return tuple(replace(act, by=(by, *act.by[1:])) for act in acts)


def test_who_must_sign_has_signed() -> None:
    given(*FROZEN).when(DRAW).accepted()
    given(*FROZEN).when(DRAW.signed(a.UNIT_OFFICER)).refused("LEDGER-SIGNERS")


def test_nobody_signs_whom_the_act_does_not_ask() -> None:
    both = (a.REVIEWER, a.OFFICE_STAFF)
    given(*SUBMITTED).when(JIA.review.signed(*both)).refused("LEDGER-SIGNERS")


def test_one_person_with_two_keys_is_one_signer() -> None:
    """Two keys of one person would make a draw that nobody watched."""
    second = holds("unit-officer-second-key", "DRAW_SUPERVISOR", a.CITY)
    key = directory().keys[second.key]
    key.subject = "person/unit-officer"
    alone = DRAW.signed(a.UNIT_OFFICER, second)
    given(*FROZEN).when(alone).refused("LEDGER-SIGNERS", "XN6B-4.3c")


def test_everybody_answers_for_the_segment_of_the_type() -> None:
    """An employer's reviewer who signs for 评审 would stand in another's place."""

    def alter(acts: tuple[Act, ...]) -> tuple[Act, ...]:
        by = acts[0].by[0]
        return resigned(SignedBy(by.key, by.role, by.org, "REVIEW"), acts)

    given(*SUBMITTED).when_altered(JIA.review, alter).refused("LEDGER-SIGNERS")


def test_a_key_must_be_enrolled() -> None:
    def alter(acts: tuple[Act, ...]) -> tuple[Act, ...]:
        by = acts[0].by[0]
        stranger = key_id_of("somebody whom nobody enrolled")
        return resigned(SignedBy(stranger, by.role, by.org, by.seg), acts)

    given(*SUBMITTED).when_altered(JIA.review, alter).refused("LEDGER-KEY")


def test_a_revoked_key_no_longer_signs() -> None:
    signatory = holds("reviewer-who-stays", "EMPLOYER_REVIEWER", a.FACTORY)
    given(*SUBMITTED).when(JIA.review.signed(signatory)).accepted()
    former = holds("reviewer-who-left", "EMPLOYER_REVIEWER", a.FACTORY)
    directory().keys[former.key].revoked = 500
    given(*SUBMITTED).when(JIA.review.signed(former)).refused("LEDGER-KEY")


def test_a_role_must_be_granted() -> None:
    somebody = replace(himself("passer-by"), role="EMPLOYER_REVIEWER", org=a.FACTORY)
    given(*SUBMITTED).when(JIA.review.signed(somebody)).refused("LEDGER-ROLE")


def test_a_seal_signs_beside_its_custodian() -> None:
    """A stolen seal alone, or in other hands, is worth nothing."""
    deputy = holds("factory-deputy", "EMPLOYER_HEAD", a.FACTORY)
    given(*PUBLICISED).when(JIA.recommend).accepted()
    other_hands = JIA.recommend.signed(deputy, a.SEAL)
    given(*PUBLICISED).when(other_hands).refused("LEDGER-SEAL")


def test_a_seal_is_that_of_the_officer_s_organisation() -> None:
    """The seal of one body under the signature of another stands for neither."""
    keeper = holds("software-head", "CUSTODIAN", a.SOFTWARE)
    foreign = JIA.recommend.signed(a.HEAD, a.SOFTWARE_SEAL, keeper)
    given(*PUBLICISED).when(foreign).refused("LEDGER-SEAL")


def test_a_custodian_signs_beside_a_seal_of_his() -> None:
    keeper = holds("office-staff", "CUSTODIAN", a.OFFICE)
    given(*PUBLICISED).when(JIA.recommend.signed(a.HEAD, a.SEAL, keeper)).refused(
        "LEDGER-SEAL"
    )


def test_an_authority_s_officer_acts_for_an_authority() -> None:
    """A grant alone does not make a department an authority."""
    given(*APPLIED_FOR_FILING).when(FILE).accepted()
    itself = FILE.signed(a.UNIT_AS_AUTHORITY, a.UNIT_SEAL)
    given(*APPLIED_FOR_FILING).when(itself).refused("LEDGER-COMPETENCE", "XN6B-2a")


def test_a_department_s_reviewer_acts_for_a_department() -> None:
    """Reorganised into an institution, it audits no longer, whatever grants stand."""
    reorganised = deed(
        organisation.Amended,
        a.DEPARTMENT,
        [a.REGISTRAR, a.SUPERVISOR],
        "2024-06-16T09:00",
        name="department（示例）",
        org_kind="PUBLIC_INSTITUTION",
        level="COUNTY",
        territory="421299",
        superior=a.COUNTY,
    )
    given(*AT_THE_DEPARTMENT).when(JIA.pass_department).accepted()
    given(*AT_THE_DEPARTMENT, reorganised).when(JIA.pass_department).refused(
        "LEDGER-COMPETENCE", "XN12-5.2e"
    )


def test_an_applicant_acts_without_a_grant_and_for_no_organisation() -> None:
    signing = replace(a.JIA_SIGNS, org=a.FACTORY)
    given(*DECLARING).when(JIA.submit.signed(signing)).refused("LEDGER-ROLE")


def test_organisations_are_registered_by_registrar_and_supervisor() -> None:
    given().when(REGISTER_FACTORY.but(superior="")).accepted()
    alone = REGISTER_FACTORY.but(superior="").signed(a.REGISTRAR)
    given().when(alone).refused("LEDGER-SIGNERS")


def test_consent_and_revocation_need_the_seal() -> None:
    given(*PLANNED).when(CONSENT.signed(a.CITY_OFFICER)).refused("LEDGER-SIGNERS")
    given(*SUBSTANTIATED).when(REVOKE).accepted()
    given(*SUBSTANTIATED).when(REVOKE.signed(a.CITY_OFFICER)).refused("LEDGER-SIGNERS")


def test_a_barred_member_of_staff_does_not_audit() -> None:
    """责令不得再从事职称评审工作 (XN6A-9c): also not with a grant that still holds."""
    barred = deed(
        person.StaffBarred,
        "person/department-reviewer",
        [a.UNIT_OFFICER, a.UNIT_SEAL],
        "2024-06-16T09:00",
        from_="2024-06-17",
        basis="咸工评〔2024〕3号（示例）",
    )
    history = (*AT_THE_DEPARTMENT, enrol("person/department-reviewer"), barred)
    given(*history).when(JIA.pass_department).refused("XN6A-9c")
    earlier = JIA.pass_department.recorded("2024-06-16T18:00")
    given(*history).when(earlier).accepted()
    readmitted = deed(
        person.StaffReadmitted,
        "person/department-reviewer",
        [a.UNIT_OFFICER, a.UNIT_SEAL],
        "2024-06-17T08:00",
        from_="2024-06-17",
        basis="咸工评〔2024〕4号（示例）",
    )
    given(*history, readmitted).when(JIA.pass_department).accepted()


def test_what_the_directory_objects_to_is_told_in_chinese() -> None:
    """Whoever stands at the counter reads no English."""
    somebody = holds("somebody", "EMPLOYER_REVIEWER", a.COUNTY)
    acting = replace(somebody, org=a.FACTORY)
    unknown = replace(somebody, key=key_id_of("nobody-at-all"))
    for signer, rule in ((acting, "LEDGER-ROLE"), (unknown, "LEDGER-KEY")):
        refusals = given(*SUBMITTED).when(JIA.review.signed(signer)).refusals
        told = [refusal for refusal in refusals if refusal.rule == rule]
        assert told, rule
        for refusal in told:
            assert "a grant" not in refusal.expected.zh + refusal.found.zh
            assert any("\u4e00" <= c <= "\u9fff" for c in refusal.expected.zh)
            assert any("\u4e00" <= c <= "\u9fff" for c in refusal.found.zh)
            assert refusal.expected.en.isascii()


@pytest.mark.parametrize(
    ("sentence", "zh"),
    [
        (
            "a grant as EMPLOYER_REVIEWER for organisation/a on 2024-05-16",
            "2024-05-16 有效的授权：用人单位审核责任人，单位 organisation/a",
        ),
        ("a key for person or session", "用途为 person、session 的密钥"),
        ("one granted at position 9, not seen at size 8", None),
        ("a live key", "有效的密钥"),
        ("something new", "something new"),
    ],
)
def test_sentences_of_the_directory(sentence: str, zh: str | None) -> None:
    found = in_both(sentence)
    assert found.en == sentence
    assert found.zh == zh if zh is not None else found.zh != sentence


def test_a_person_answers_for_the_act() -> None:
    """XN6A-1b: a program that holds the reviewer's role leaves nobody to answer."""
    somebody = holds("reviewer-in-person", "EMPLOYER_REVIEWER", a.FACTORY)
    given(*SUBMITTED).when(JIA.review.signed(somebody)).accepted()
    machine = holds("review-machine", "EMPLOYER_REVIEWER", a.FACTORY)
    key = directory().keys[machine.key]
    key.use, key.subject = "service", a.FACTORY
    given(*SUBMITTED).when(JIA.review.signed(machine)).refused("XN6A-1b")


def test_every_act_of_the_four_segments_needs_a_person() -> None:
    (one,) = (known for known in RULES if "XN6A-1b" in known.ids)
    wanted = {
        known.name
        for known in EVENT_TYPES.values()
        if known.signers and known.segment in SEGMENTS
    }
    assert one.types == wanted
    assert {"application.drafted", "session.opinion-signed"} <= wanted
