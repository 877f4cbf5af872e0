"""Who may sign what, at which position: one ledger, one rule a test."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ledger.audit import audit
from ledger.directory import Directory
from ledger.errors import (
    MalformedError,
    RoleError,
    SignatureError,
    UnknownKeyError,
    VerificationError,
)
from ledger.heads import heads_root
from ledger.keys import Ed25519Signer
from ledger.local_day import day_of
from ledger.log import Log
from ledger.note import NoteSigner
from ledger.statement import Seen, decode_statement
from tests.support.ledgers import (
    DAY,
    GENESIS,
    LOG_KEY,
    ORIGIN,
    REGISTRAR,
    REGISTRAR_ACTS,
    START,
    SUPERVISOR,
    SUPERVISOR_ACTS,
    Actor,
    Clock,
    Ledger,
    found,
    founder,
    founding,
    founding_body,
    grant_body,
    key_id,
    key_of,
)

HOSPITAL = "organisation/hospital"
ZHANG = key_of("zhang")
LI = key_of("li")
PAIR = [REGISTRAR_ACTS, SUPERVISOR_ACTS]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = found(tmp_path / "ledger")
    yield made
    made.log.close()


@pytest.fixture
def reviewer(ledger: Ledger) -> Actor:
    return ledger.official("zhang", "EMPLOYER_REVIEWER", HOSPITAL)


def note(ledger: Ledger, *actors: Actor, **fields: Any) -> None:
    ledger.act("application.noted", "application/x", actors, **fields)


def grant(ledger: Ledger, actors: list[Actor] = PAIR, **changes: Any) -> None:
    role = changes.pop("role", "EMPLOYER_HEAD")
    org = changes.pop("org", HOSPITAL)
    signer = changes.pop("signer", ZHANG)
    body = grant_body(role, org, ledger.today(), ledger.clock.now, **changes)
    body = {name: value for name, value in body.items() if value is not ...}
    ledger.act("key.role-granted", key_id(signer), actors, body=body)


def days(first: str, **more: Any) -> dict[str, Any]:
    return {"from": first} | more


# Founding.


def refuse_founding(tmp_path: Path, reason: str, **options: Any) -> None:
    with pytest.raises(VerificationError, match=reason):
        Log.found(
            tmp_path / "ledger",
            genesis=founding(**options),
            log_signer=LOG_KEY,
            clock=Clock(),
        )
    assert not (tmp_path / "ledger" / "ledger.db").exists()


def test_a_ledger_on_a_system_clock_is_no_simulated_one(tmp_path: Path) -> None:
    """A real ledger passed off as a demo, or the other way round."""
    refuse_founding(tmp_path, "clock", body=founding_body("system"))
    refuse_founding(tmp_path, "clock", log="xianning.gov.cn/titles")


def test_a_ledger_needs_a_registrar_and_a_supervisor(tmp_path: Path) -> None:
    body = founding_body()
    body["founders"][1]["role"] = "REGISTRAR"
    actors = [REGISTRAR_ACTS, Actor(SUPERVISOR, "REGISTRAR")]
    refuse_founding(tmp_path, "SUPERVISOR among", body=body, actors=actors)


def test_one_person_cannot_found_a_ledger(tmp_path: Path) -> None:
    """One person with two keys would grant every role to himself."""
    body = founding_body()
    body["founders"][1]["subject"] = "person/registrar"
    refuse_founding(tmp_path, "two subjects", body=body)


def test_every_founder_signs(tmp_path: Path) -> None:
    body = founding_body()
    body["founders"].append(founder(ZHANG, "person/zhang", "REGISTRAR"))
    refuse_founding(tmp_path, "every founder", body=body)


def test_a_founder_signs_in_the_role_it_is_given(tmp_path: Path) -> None:
    actors = [Actor(REGISTRAR, "SUPERVISOR"), Actor(SUPERVISOR, "REGISTRAR")]
    refuse_founding(tmp_path, "every founder", actors=actors)


def test_a_log_key_signs_nothing_else(tmp_path: Path) -> None:
    keys = [{"suite": "ed25519", "public": REGISTRAR.public}]
    refuse_founding(tmp_path, "log keys", body=founding_body(log_keys=keys))


def test_a_log_key_is_named_once(tmp_path: Path) -> None:
    keys = [{"suite": "ed25519", "public": LOG_KEY.public}] * 2
    refuse_founding(tmp_path, "twice", body=founding_body(log_keys=keys))


def test_founders_sign_in_the_segment_of_administration(tmp_path: Path) -> None:
    actors = [REGISTRAR_ACTS, Actor(SUPERVISOR, "SUPERVISOR", seg="AUDIT")]
    refuse_founding(tmp_path, "segment ADMIN", actors=actors)


def test_a_founding_stands_in_its_own_aggregate(tmp_path: Path) -> None:
    refuse_founding(tmp_path, "ledger/genesis", id="ledger/other")


def test_a_weak_founding_key_is_refused(tmp_path: Path) -> None:
    """Under the identity key one signature is true for many messages."""
    body = founding_body()
    body["log_keys"][0]["public"] = b"\x01" + bytes(31)
    refuse_founding(tmp_path, "sound", body=body)


def test_a_ledger_begins_with_its_founding(tmp_path: Path) -> None:
    refuse_founding(
        tmp_path, "founded", id="person/x", type="person.noted", body={"a": 1}
    )


def test_a_ledger_is_founded_once(ledger: Ledger) -> None:
    with pytest.raises(VerificationError, match="position 0 and nowhere else"):
        ledger.log.append(
            [founding(seq=2, prev=ledger.log.event_at(0).hash, seen=ledger.seen())]
        )


def test_a_surplus_field_of_a_founding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MalformedError, match="unknown field"):
        Log.found(
            tmp_path / "ledger",
            genesis=founding(body=founding_body(motto="x")),
            log_signer=LOG_KEY,
            clock=Clock(),
        )


# Enrolment.


def test_an_enrolled_key_without_a_role_signs_no_act(ledger: Ledger) -> None:
    ledger.enrol(ZHANG, "person/zhang")
    with pytest.raises(RoleError, match="grant as EMPLOYER_REVIEWER"):
        note(ledger, Actor(ZHANG, "EMPLOYER_REVIEWER", HOSPITAL, "AUDIT"))


def test_a_stranger_cannot_sign(ledger: Ledger) -> None:
    with pytest.raises(UnknownKeyError, match="no key"):
        note(ledger, Actor(ZHANG, "EMPLOYER_REVIEWER", HOSPITAL))


def test_a_key_is_enrolled_by_who_holds_it(ledger: Ledger) -> None:
    """The registrar enrols a key he has only seen, so that its owner never signed."""
    body = {"suite": "ed25519", "public": ZHANG.public, "subject": "person/zhang"}
    with pytest.raises(RoleError, match="own signature as HOLDER"):
        ledger.act(
            "key.enrolled",
            key_id(ZHANG),
            [REGISTRAR_ACTS],
            body=body | {"use": "person"},
        )


def test_nobody_enrols_his_own_key(ledger: Ledger) -> None:
    with pytest.raises(RoleError, match="one REGISTRAR"):
        ledger.act(
            "key.enrolled",
            key_id(ZHANG),
            [Actor(ZHANG, "HOLDER")],
            body={
                "suite": "ed25519",
                "public": ZHANG.public,
                "subject": "person/zhang",
                "use": "person",
            },
        )


def test_a_registrar_cannot_enrol_another_key_for_himself(ledger: Ledger) -> None:
    """With a second key under another name he could be his own second signer."""
    with pytest.raises(RoleError):
        ledger.enrol(ZHANG, "person/registrar")


def test_a_key_enrols_in_the_aggregate_that_its_id_names(ledger: Ledger) -> None:
    signed = ledger.sign(
        "key.enrolled",
        key_id(LI),
        [REGISTRAR_ACTS, Actor(ZHANG, "HOLDER")],
        body={
            "suite": "ed25519",
            "public": ZHANG.public,
            "subject": "person/zhang",
            "use": "person",
        },
    )
    with pytest.raises(VerificationError, match="the aggregate key/"):
        ledger.log.append([signed])


def test_a_key_enrols_once_for_ever(ledger: Ledger) -> None:
    ledger.enrol(ZHANG, "person/zhang")
    ledger.revoke(ZHANG)
    with pytest.raises(VerificationError, match="enrol once"):
        ledger.enrol(ZHANG, "person/zhang")


def test_a_founders_key_does_not_enrol_again(ledger: Ledger) -> None:
    with pytest.raises(VerificationError, match="not enrolled yet"):
        ledger.act(
            "key.enrolled",
            key_id(SUPERVISOR),
            [REGISTRAR_ACTS, Actor(SUPERVISOR, "HOLDER")],
            body={
                "suite": "ed25519",
                "public": SUPERVISOR.public,
                "subject": "person/other",
                "use": "person",
            },
        )


def test_the_log_key_cannot_be_enrolled(ledger: Ledger) -> None:
    """Whoever runs the ledger would sign acts with the key that signs the tree."""
    with pytest.raises(VerificationError, match="signs no checkpoints"):
        ledger.enrol(LOG_KEY, "person/operator")


def test_a_second_key_needs_the_first_one_or_a_loss(ledger: Ledger) -> None:
    """The registrar gives somebody's name to a key of his own."""
    ledger.enrol(ZHANG, "person/zhang")
    with pytest.raises(RoleError, match="live key of the same subject"):
        ledger.enrol(LI, "person/zhang")
    ledger.enrol(LI, "person/zhang", beside=[Actor(ZHANG, "HOLDER")])
    ledger.enrol(key_of("third"), "person/zhang", lost=True)
    assert ledger.log.directory.keys[key_of("third").key_id].lost


def test_a_second_key_needs_the_first_one_of_the_same_person(ledger: Ledger) -> None:
    ledger.enrol(ZHANG, "person/zhang")
    ledger.enrol(LI, "person/li")
    with pytest.raises(RoleError, match="live key of the same subject"):
        ledger.enrol(key_of("x"), "person/zhang", beside=[Actor(LI, "HOLDER")])


def test_after_a_revocation_a_new_key_needs_no_old_one(ledger: Ledger) -> None:
    ledger.enrol(ZHANG, "person/zhang")
    ledger.revoke(ZHANG)
    ledger.enrol(LI, "person/zhang")
    keys = ledger.log.directory.live_keys("person/zhang", ledger.log.size)
    assert [key.key_id for key in keys] == [LI.key_id]


@pytest.mark.parametrize(
    ("use", "subject"),
    [
        ("person", HOSPITAL),
        ("seal", "person/zhang"),
        ("session", "person/zhang"),
        ("person", {"c": bytes(32), "of": "sealed/x"}),
        ("service", "sealed/x"),
    ],
)
def test_a_subject_fits_its_use(ledger: Ledger, use: str, subject: Any) -> None:
    with pytest.raises(VerificationError, match="subject that fits"):
        ledger.enrol(ZHANG, subject, use)


def test_an_experts_key_names_nobody(ledger: Ledger) -> None:
    ledger.enrol(ZHANG, {"c": bytes(32), "of": "sealed/x"}, "session")
    assert ledger.log.directory.keys[ZHANG.key_id].subject == ""


def test_a_signature_by_another_key_is_refused(ledger: Ledger, reviewer: Actor) -> None:
    signed = ledger.sign("application.noted", "application/x", [reviewer])
    other = ledger.sign("application.noted", "application/x", [REGISTRAR_ACTS])
    forged = type(signed)(signed.payload, other.signatures)
    with pytest.raises(SignatureError):
        ledger.log.append([forged])


# Grants.


def test_a_grant_is_needed_for_each_organisation(
    ledger: Ledger, reviewer: Actor
) -> None:
    elsewhere = Actor(reviewer.signer, reviewer.role, "organisation/school", "AUDIT")
    with pytest.raises(RoleError, match="organisation/school"):
        note(ledger, elsewhere)


@pytest.mark.parametrize("actors", [[REGISTRAR_ACTS], [SUPERVISOR_ACTS]])
def test_one_person_cannot_grant(ledger: Ledger, actors: list[Actor]) -> None:
    ledger.enrol(ZHANG, "person/zhang")
    with pytest.raises(RoleError, match="exactly REGISTRAR and SUPERVISOR"):
        grant(ledger, actors)


def test_nobody_grants_a_role_to_himself(ledger: Ledger) -> None:
    with pytest.raises(RoleError, match="to himself"):
        grant(ledger, signer=SUPERVISOR)


def test_registrar_and_supervisor_are_two_persons(ledger: Ledger) -> None:
    """One who holds both roles signs twice, with two keys."""
    ledger.enrol(ZHANG, "person/zhang")
    ledger.enrol(LI, "person/li")
    twin = key_of("twin")
    ledger.enrol(twin, "person/zhang", beside=[Actor(ZHANG, "HOLDER")])
    grant(ledger, role="REGISTRAR", org="")
    grant(ledger, role="SUPERVISOR", org="", signer=twin)
    with pytest.raises(RoleError, match="different subjects"):
        grant(ledger, [Actor(ZHANG, "REGISTRAR"), Actor(twin, "SUPERVISOR")], signer=LI)


def test_a_grant_does_not_begin_in_the_past(ledger: Ledger) -> None:
    ledger.enrol(ZHANG, "person/zhang")
    with pytest.raises(VerificationError, match="day of recording"):
        grant(ledger, **days("2024-04-24"))


def test_a_grant_ends_after_it_begins(ledger: Ledger) -> None:
    ledger.enrol(ZHANG, "person/zhang")
    with pytest.raises(VerificationError, match="until after from"):
        grant(ledger, until=ledger.today())


def test_a_deputys_grant_has_an_end(ledger: Ledger) -> None:
    ledger.enrol(ZHANG, "person/zhang")
    with pytest.raises(VerificationError, match="end for a deputy"):
        grant(ledger, until=None, acting_for="person/li")
    grant(ledger, acting_for="person/li")
    grants = list(ledger.log.directory.grants_of(ZHANG.key_id))
    assert [one.acting_for for one in grants] == ["person/li"]


@pytest.mark.parametrize("missing", ["role", "org", "territory", "scope", "until"])
def test_a_grant_without_a_field_is_refused(ledger: Ledger, missing: str) -> None:
    ledger.enrol(ZHANG, "person/zhang")
    body = grant_body("EXPERT", "", ledger.today(), ledger.clock.now)
    del body[missing]
    with pytest.raises(MalformedError, match=missing):
        ledger.act("key.role-granted", key_id(ZHANG), PAIR, body=body)


@pytest.mark.parametrize("day", ["2024-4-25", "20240425", "2024-02-30", "tomorrow"])
def test_a_day_has_one_spelling(ledger: Ledger, day: str) -> None:
    ledger.enrol(ZHANG, "person/zhang")
    with pytest.raises(MalformedError, match="YYYY-MM-DD"):
        grant(ledger, **days(day))


@pytest.mark.parametrize("role", ["HOLDER", "APPLICANT", "COMPLAINANT"])
def test_what_needs_no_grant_is_not_granted(ledger: Ledger, role: str) -> None:
    ledger.enrol(ZHANG, "person/zhang")
    with pytest.raises(VerificationError, match="needs a grant"):
        grant(ledger, role=role)


def test_a_grant_holds_from_its_first_day_to_the_one_before_its_end(
    ledger: Ledger,
) -> None:
    ledger.enrol(ZHANG, "person/zhang")
    grant(ledger, **days("2024-04-26", until="2024-04-28"))
    actor = Actor(ZHANG, "EMPLOYER_HEAD", HOSPITAL, "RECOMMEND")
    with pytest.raises(RoleError, match="does not hold then"):
        note(ledger, actor)
    ledger.clock.move(DAY)
    note(ledger, actor)
    ledger.clock.move(2 * DAY)
    with pytest.raises(RoleError, match="does not hold then"):
        note(ledger, actor)


def test_a_grant_holds_on_the_claimed_day_and_on_that_of_recording(
    ledger: Ledger,
) -> None:
    """Somebody signs today for the days before he had the role."""
    ledger.enrol(ZHANG, "person/zhang")
    grant(ledger)
    actor = Actor(ZHANG, "EMPLOYER_HEAD", HOSPITAL, "RECOMMEND")
    early = Seen(1, ledger.log.root_at(1))
    with pytest.raises(UnknownKeyError, match="tree of size 1"):
        note(ledger, actor, seen=early)
    ledger.clock.move(400 * DAY)
    with pytest.raises(RoleError, match="does not hold then"):
        note(ledger, actor, at=START)


def test_a_key_counts_only_in_a_tree_that_holds_it(ledger: Ledger) -> None:
    before = ledger.seen()
    actor = ledger.official("zhang", "EMPLOYER_HEAD", HOSPITAL)
    with pytest.raises(UnknownKeyError, match="in the tree of size 1"):
        note(ledger, actor, seen=before)


def test_a_grant_counts_only_in_a_tree_that_holds_it(ledger: Ledger) -> None:
    ledger.enrol(ZHANG, "person/zhang")
    before = ledger.seen()
    grant(ledger)
    with pytest.raises(RoleError, match="not seen at size 2"):
        note(ledger, Actor(ZHANG, "EMPLOYER_HEAD", HOSPITAL), seen=before)


def test_a_revoked_role_ends_at_the_next_position(
    ledger: Ledger, reviewer: Actor
) -> None:
    note(ledger, reviewer)
    prepared = ledger.sign("application.noted", "application/y", [reviewer])
    body = {"role": reviewer.role, "org": HOSPITAL, "reason": "moved"}
    ledger.act("key.role-revoked", key_id(ZHANG), [REGISTRAR_ACTS], body=body)
    with pytest.raises(RoleError, match="revoked at position"):
        ledger.log.append([prepared])


def test_a_role_that_does_not_stand_is_not_revoked(
    ledger: Ledger, reviewer: Actor
) -> None:
    with pytest.raises(VerificationError, match="standing grant"):
        ledger.act(
            "key.role-revoked",
            key_id(reviewer.signer),
            [REGISTRAR_ACTS],
            body={"role": "EXPERT", "org": ""},
        )


def test_a_founders_role_can_be_revoked(ledger: Ledger) -> None:
    body = {"role": "SUPERVISOR", "org": ""}
    ledger.act("key.role-revoked", key_id(SUPERVISOR), [REGISTRAR_ACTS], body=body)
    ledger.enrol(ZHANG, "person/zhang")
    with pytest.raises(RoleError, match="revoked"):
        grant(ledger)


# Revocation of keys.


def test_a_revoked_key_signs_no_more(ledger: Ledger, reviewer: Actor) -> None:
    prepared = ledger.sign("application.noted", "application/x", [reviewer])
    receipt = ledger.revoke(ZHANG, compromised_since=1, reason="stolen")
    with pytest.raises(UnknownKeyError, match=f"position {receipt.position}"):
        ledger.log.append([prepared])
    assert ledger.log.directory.keys[ZHANG.key_id].compromised_since == 1


def test_a_holder_revokes_his_own_key(ledger: Ledger, reviewer: Actor) -> None:
    holder = Actor(reviewer.signer, "HOLDER")
    ledger.act("key.revoked", key_id(ZHANG), [holder])
    with pytest.raises(VerificationError, match="live key"):
        ledger.act("key.revoked", key_id(ZHANG), [REGISTRAR_ACTS])


def test_a_holder_revokes_nobody_elses_key(ledger: Ledger, reviewer: Actor) -> None:
    """An official silences another one."""
    ledger.enrol(LI, "person/li")
    with pytest.raises(RoleError, match="same subject"):
        ledger.act("key.revoked", key_id(LI), [Actor(reviewer.signer, "HOLDER")])


def test_a_compromise_does_not_begin_in_the_future(
    ledger: Ledger, reviewer: Actor
) -> None:
    with pytest.raises(VerificationError, match="in the past"):
        ledger.revoke(reviewer.signer, compromised_since=99)


def test_an_unknown_key_is_not_revoked(ledger: Ledger) -> None:
    with pytest.raises(VerificationError, match="key that is enrolled"):
        ledger.revoke(ZHANG)


def test_a_holder_names_no_organisation(ledger: Ledger, reviewer: Actor) -> None:
    with pytest.raises(RoleError, match="no organisation without a grant"):
        note(ledger, Actor(reviewer.signer, "APPLICANT", HOSPITAL, "DECLARE"))


def test_an_applicant_needs_no_grant(ledger: Ledger) -> None:
    ledger.enrol(ZHANG, "person/zhang")
    note(ledger, Actor(ZHANG, "APPLICANT", "", "DECLARE"))


def test_a_seal_is_no_applicant(ledger: Ledger, reviewer: Actor) -> None:
    seal = ledger.seal("seal", HOSPITAL, reviewer)
    with pytest.raises(RoleError, match="a key for person"):
        note(ledger, Actor(seal.signer, "APPLICANT", "", "DECLARE"), reviewer)


# Seals.


def test_a_seal_acts_beside_its_custodian(ledger: Ledger, reviewer: Actor) -> None:
    seal = ledger.seal("seal", HOSPITAL, reviewer)
    note(ledger, reviewer, seal)
    with pytest.raises(RoleError, match="custodian's signature"):
        note(ledger, seal)


def test_a_seal_without_a_custodian_does_not_act(
    ledger: Ledger, reviewer: Actor
) -> None:
    seal = key_of("seal")
    ledger.enrol(seal, HOSPITAL, "seal")
    ledger.grant(seal, "SEAL", HOSPITAL)
    with pytest.raises(RoleError, match="no custodian appointed"):
        note(ledger, reviewer, Actor(seal, "SEAL", HOSPITAL))


def test_after_a_transfer_the_old_custodian_no_longer_seals(
    ledger: Ledger, reviewer: Actor
) -> None:
    seal = ledger.seal("seal", HOSPITAL, reviewer)
    li = ledger.official("li", "EMPLOYER_HEAD", HOSPITAL)
    stale = ledger.sign("application.noted", "application/y", [reviewer, seal])
    early = ledger.seen()
    holder = Actor(li.signer, "HOLDER")
    body = {"custodian": "person/li"}
    ledger.act(
        "key.custody-transferred",
        key_id(seal.signer),
        [REGISTRAR_ACTS, holder],
        body=body,
    )
    with pytest.raises(RoleError, match="custodian"):
        ledger.log.append([stale])
    with pytest.raises(RoleError, match="custodian"):
        note(ledger, li, seal, seen=early)
    note(ledger, li, seal)


def test_a_seal_is_taken_into_custody_by_who_gets_it(
    ledger: Ledger, reviewer: Actor
) -> None:
    seal = ledger.seal("seal", HOSPITAL, reviewer)
    ledger.enrol(LI, "person/li")
    with pytest.raises(RoleError, match="new custodian"):
        ledger.act(
            "key.custody-transferred",
            key_id(seal.signer),
            [REGISTRAR_ACTS, Actor(reviewer.signer, "HOLDER")],
            body={"custodian": "person/li"},
        )


def test_only_a_seal_has_a_custodian(ledger: Ledger, reviewer: Actor) -> None:
    with pytest.raises(VerificationError, match="a seal"):
        ledger.act(
            "key.custody-transferred",
            key_id(reviewer.signer),
            [REGISTRAR_ACTS, Actor(reviewer.signer, "HOLDER")],
            body={"custodian": "person/zhang"},
        )


def test_a_seal_seals_for_its_own_organisation(ledger: Ledger, reviewer: Actor) -> None:
    seal = ledger.seal("seal", HOSPITAL, reviewer)
    with pytest.raises(VerificationError, match="own organisation"):
        ledger.grant(seal.signer, "SEAL", "organisation/school")
    with pytest.raises(VerificationError, match="SEAL for seals"):
        ledger.grant(seal.signer, "EMPLOYER_HEAD", HOSPITAL)
    with pytest.raises(VerificationError, match="SEAL for seals"):
        ledger.grant(reviewer.signer, "SEAL", HOSPITAL)


def test_a_seal_is_revoked_by_its_holder_beside_the_custodian(
    ledger: Ledger, reviewer: Actor
) -> None:
    seal = ledger.seal("seal", HOSPITAL, reviewer)
    custodian = Actor(reviewer.signer, reviewer.role, HOSPITAL)
    holder = Actor(seal.signer, "HOLDER")
    ledger.act("key.revoked", key_id(seal.signer), [holder, custodian])
    assert not ledger.log.directory.keys[seal.signer.key_id].is_live(99)


# Session keys and services.


def test_a_session_keys_grant_names_the_session_and_no_organisation(
    ledger: Ledger,
) -> None:
    """A grant that named the employer would say who the expert is."""
    ledger.enrol(ZHANG, {"c": bytes(32), "of": "sealed/x"}, "session")
    with pytest.raises(VerificationError, match="no organisation for a session key"):
        grant(ledger, role="EXPERT", scope="session/s1")
    with pytest.raises(VerificationError, match="id as scope"):
        grant(ledger, role="EXPERT", org="", scope="2024")
    grant(ledger, role="EXPERT", org="", scope="session/s1")
    note(ledger, Actor(ZHANG, "EXPERT", "", "REVIEW"))


def test_only_a_person_is_registrar(ledger: Ledger) -> None:
    ledger.enrol(ZHANG, HOSPITAL, "service")
    with pytest.raises(VerificationError, match="a person as REGISTRAR"):
        grant(ledger, role="REGISTRAR", org="")


# Log keys, witnesses and other events about the ledger.


def test_a_log_key_is_added_and_retired_like_a_grant(ledger: Ledger) -> None:
    new = key_of("new log")
    body = {"suite": "ed25519", "public": new.public}
    ledger.reopen(log_signer=[LOG_KEY, new])
    added = ledger.act("ledger.log-key-added", "ledger/genesis", PAIR, body=body)
    retired = ledger.act(
        "ledger.log-key-retired",
        "ledger/genesis",
        PAIR,
        body={"key": LOG_KEY.key_id},
    )
    assert (added.checkpoint.count("— ".encode()), len(ledger.log.vkeys())) == (2, 2)
    assert retired.checkpoint.count("— ".encode()) == 2
    later = ledger.enrol(ZHANG, "person/zhang")
    assert later.checkpoint.count("— ".encode()) == 1
    ledger.reopen(log_signer=new)
    assert ledger.log.size == later.position + 1


def test_the_file_of_log_keys_follows_the_ledger(ledger: Ledger) -> None:
    """Strangers went on trusting a retired key, and did not know the new one."""
    old, new = vkey(LOG_KEY), vkey(key_of("new log"))
    file = ledger.path / "log.vkey"
    assert file.read_text() == f"{old}\n"
    ledger.reopen(log_signer=[LOG_KEY, key_of("new log")])
    body = {"suite": "ed25519", "public": key_of("new log").public}
    ledger.act("ledger.log-key-added", GENESIS, PAIR, body=body)
    assert file.read_text() == f"{old}\n{new}\n"
    body = {"key": LOG_KEY.key_id}
    ledger.act("ledger.log-key-retired", GENESIS, PAIR, body=body)
    assert file.read_text() == f"{new}\n"
    assert audit(ledger.path, processes=1).findings == []


def test_a_file_of_log_keys_that_was_left_behind_is_renewed(ledger: Ledger) -> None:
    shown = (ledger.path / "log.vkey").read_text()
    (ledger.path / "log.vkey").write_text(f"{vkey(ZHANG)}\n")
    ledger.reopen()
    assert (ledger.path / "log.vkey").read_text() == shown


def vkey(signer: Ed25519Signer) -> str:
    return NoteSigner(ORIGIN, signer).vkey


def test_the_last_log_key_is_not_retired(ledger: Ledger) -> None:
    with pytest.raises(VerificationError, match="another log key"):
        ledger.act(
            "ledger.log-key-retired",
            "ledger/genesis",
            PAIR,
            body={"key": LOG_KEY.key_id},
        )


def test_a_log_key_that_is_not_in_use_is_not_retired(ledger: Ledger) -> None:
    with pytest.raises(VerificationError, match="log key in use"):
        ledger.act(
            "ledger.log-key-retired",
            "ledger/genesis",
            PAIR,
            body={"key": ZHANG.key_id},
        )


@pytest.mark.parametrize("signer", [LOG_KEY, REGISTRAR])
def test_a_log_key_was_never_used_for_anything(ledger: Ledger, signer: Any) -> None:
    with pytest.raises(VerificationError, match="never used"):
        ledger.act(
            "ledger.log-key-added",
            "ledger/genesis",
            PAIR,
            body={"suite": "ed25519", "public": signer.public},
        )


def test_a_log_key_event_ends_its_batch(ledger: Ledger) -> None:
    """The checkpoint that covers a retirement must have exactly its size."""
    new = key_of("new log")
    ledger.reopen(log_signer=[LOG_KEY, new])
    added = ledger.sign(
        "ledger.log-key-added",
        "ledger/genesis",
        PAIR,
        body={"suite": "ed25519", "public": new.public},
    )
    enrolled = ledger.sign_enrolment(ZHANG, "person/zhang")
    with pytest.raises(VerificationError, match="last in its batch"):
        ledger.log.append([added, enrolled])
    assert len(ledger.log.append([enrolled, added])) == 2


def test_witnesses_are_set_by_two(ledger: Ledger) -> None:
    body = {"policy": "quorum 2"}
    with pytest.raises(RoleError, match="exactly REGISTRAR and SUPERVISOR"):
        ledger.act(
            "ledger.witnesses-set", "ledger/genesis", [REGISTRAR_ACTS], body=body
        )
    ledger.act("ledger.witnesses-set", "ledger/genesis", PAIR, body=body)
    assert ledger.log.directory.witness_policies == [(1, "quorum 2")]


def test_an_undeclared_event_of_the_directory_is_refused(ledger: Ledger) -> None:
    with pytest.raises(MalformedError, match="declared one"):
        ledger.act("key.blessed", key_id(REGISTRAR), [REGISTRAR_ACTS])


def test_a_key_has_one_aggregate(ledger: Ledger) -> None:
    """Upper-case hex would be a second aggregate of the same key."""
    aggregate = "key/" + SUPERVISOR.key_id.hex().upper()
    with pytest.raises(VerificationError, match="key that is enrolled"):
        ledger.act("key.revoked", aggregate, [REGISTRAR_ACTS])


# The map of heads.


def seal_heads(ledger: Ledger, sealer: Actor, **changes: Any) -> None:
    size = ledger.log.size
    newest = {event.id: event for event in ledger.log.page(0, size)}
    count, root = heads_root((e.id, e.seq, e.hash) for e in newest.values())
    body = {"day": ledger.today(), "size": size, "count": count, "root": root}
    ledger.act("heads.sealed", "heads/daily", [sealer], body=body | changes)


def test_a_true_map_of_heads_is_recorded(ledger: Ledger, reviewer: Actor) -> None:
    sealer = ledger.official("li", "SEALER")
    sealer = Actor(sealer.signer, "SEALER")
    note(ledger, reviewer)
    seal_heads(ledger, sealer)
    seal_heads(ledger, sealer)
    assert ledger.log.version("heads/daily") == 2


@pytest.mark.parametrize("change", [{"root": bytes(32)}, {"count": 1}, {"size": 3}])
def test_a_false_map_of_heads_is_refused(
    ledger: Ledger, reviewer: Actor, change: dict[str, Any]
) -> None:
    """A map that leaves an aggregate out would prove that it never was."""
    sealer = ledger.official("li", "SEALER")
    note(ledger, reviewer)
    with pytest.raises(VerificationError, match="map of heads"):
        seal_heads(ledger, Actor(sealer.signer, "SEALER"), **change)


def test_a_map_of_heads_is_not_of_the_future(ledger: Ledger) -> None:
    sealer = ledger.official("li", "SEALER")
    with pytest.raises(VerificationError, match="size from 1"):
        seal_heads(ledger, Actor(sealer.signer, "SEALER"), size=99)


# The directory as a value.


def test_a_check_raises_the_first_objection(ledger: Ledger, reviewer: Actor) -> None:
    directory, position = ledger.log.directory, ledger.log.size
    good = ledger.sign("application.noted", "application/x", [reviewer])
    statement = decode_statement(good.payload)
    directory.check(statement, position=position, received_at=START)
    with pytest.raises(UnknownKeyError, match="an enrolled key, got none"):
        Directory().check(statement, position=position, received_at=START)
    late = START + 400 * DAY
    with pytest.raises(RoleError, match="does not hold then"):
        directory.check(statement, position=position, received_at=late)


def test_a_revocation_has_one_kind_of_signer(ledger: Ledger, reviewer: Actor) -> None:
    holder = Actor(reviewer.signer, "HOLDER")
    for actors in ([REGISTRAR_ACTS, SUPERVISOR_ACTS], [REGISTRAR_ACTS, holder]):
        with pytest.raises(RoleError, match="one REGISTRAR, or the HOLDER"):
            ledger.act("key.revoked", key_id(reviewer.signer), actors)


def test_a_key_that_replaces_a_lost_one_is_signed_by_no_other(ledger: Ledger) -> None:
    ledger.enrol(ZHANG, "person/zhang")
    beside = [Actor(ZHANG, "HOLDER")]
    with pytest.raises(RoleError, match="no other HOLDER"):
        ledger.enrol(LI, "person/zhang", beside=beside, lost=True)


def test_an_id_that_is_no_key_id_names_no_key(ledger: Ledger) -> None:
    for aggregate in ("key/zhang", "key/00"):
        with pytest.raises(VerificationError, match="key that is enrolled"):
            ledger.act("key.revoked", aggregate, [REGISTRAR_ACTS])


def test_a_role_is_revoked_in_every_grant_that_stands(
    ledger: Ledger, reviewer: Actor
) -> None:
    body = {"role": reviewer.role, "org": HOSPITAL}
    for _ in range(2):
        ledger.grant(reviewer.signer, reviewer.role, HOSPITAL)
        ledger.act("key.role-revoked", key_id(ZHANG), [REGISTRAR_ACTS], body=body)
    grants = list(ledger.log.directory.grants_of(ZHANG.key_id))
    assert [grant.revoked for grant in grants] == [4, 4, 6]


def test_a_directory_event_about_an_unknown_key_is_never_applied() -> None:
    statement = decode_statement(
        founding(id=key_id(ZHANG), type="key.revoked", body={}).payload
    )
    with pytest.raises(VerificationError, match="known key"):
        Directory().apply(statement, 7)


def test_roles_are_answered_by_position(ledger: Ledger, reviewer: Actor) -> None:
    directory, day = ledger.log.directory, day_of(START)
    key = reviewer.signer.key_id
    before, after = ledger.log.size - 1, ledger.log.size
    assert directory.roles(key, before, day) == []
    assert [grant.role for grant in directory.roles(key, after, day)] == [reviewer.role]
    assert directory.roles(key, after, day + 400) == []
    assert directory.roles(bytes(32), after, day) == []


def test_what_was_not_settled_is_taken_back(ledger: Ledger, reviewer: Actor) -> None:
    seal = ledger.seal("seal", HOSPITAL, reviewer)
    ledger.act("ledger.witnesses-set", "ledger/genesis", PAIR, body={"policy": "x"})
    ledger.revoke(reviewer.signer, compromised_since=1)
    events = ledger.log.page(0, ledger.log.size)
    whole, half = Directory(), Directory()
    for event in events:
        whole.apply(event.statement, event.position)
    whole.roll_back(3)
    for event in events[:3]:
        half.apply(event.statement, event.position)
    assert (whole.keys, whole.log_keys) == (half.keys, half.log_keys)
    assert (whole.publics, whole.witness_policies) == (half.publics, [])
    assert seal.signer.key_id not in whole.keys


def test_objections_are_all_the_reasons(ledger: Ledger) -> None:
    stranger = Actor(ZHANG, "EMPLOYER_HEAD", HOSPITAL, "RECOMMEND")
    outsider = Actor(REGISTRAR, "CHAIR", HOSPITAL, "REVIEW")
    signed = ledger.sign("application.noted", "application/x", [stranger, outsider])
    statement = decode_statement(signed.payload)
    found = ledger.log.directory.objections(statement, position=1, received_at=START)
    assert [one.code for one in found] == ["key-unknown", "role"]
    assert re.match("key [0-9a-f]{12} at position 1", found[0].what)
