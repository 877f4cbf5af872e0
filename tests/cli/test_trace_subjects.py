"""Where a trace begins: anything that leads to applications, by what people have."""

from pathlib import Path
from typing import Any

import pytest

from ledger.layout import VAULT, VAULT_KEYS
from ledger.log import Log
from ledger.vault import Vault
from tests.support.counter import Counter
from tests.support.domain import PlayedCase, play_case

DING = "咸职申2024-ding"


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    case: PlayedCase = play_case(tmp_path_factory.mktemp("case") / "ledger")
    return Counter(case.path, case.ids)


@pytest.fixture(scope="module")
def log(counter: Counter) -> Log:
    return Log.open(counter.ledger, clock=lambda: 0)


def leads(counter: Counter, *subject: str) -> list[str]:
    found: list[str] = counter.json("trace", *subject)["trace"]["applications"]
    return found


def attached(log: Log, application: str) -> Any:
    events = log.events(application)
    return next(e for e in events if e.type.endswith("material-attached"))


def test_a_session_a_committee_and_an_office_lead_to_the_same(
    counter: Counter, log: Log
) -> None:
    by_session = leads(counter, counter.ids["session"])
    assert counter.ids["ding"] in by_session
    assert len(by_session) > 2
    committee = log.fold(
        counter.ids["session"],
        "",
        lambda known, e: known or str(e.body.get("committee", "")),
    )
    assert set(leads(counter, committee)) >= set(by_session)


def test_an_employer_is_found_by_its_name(counter: Counter, log: Log) -> None:
    employer = log.events(counter.ids["ding"])[0].body["employer"]
    name = str(log.events(employer)[0].body["name"])
    assert counter.ids["ding"] in leads(counter, name)


def test_an_official_and_the_key_lead_to_what_they_signed(
    counter: Counter, log: Log
) -> None:
    """Who asks about a reviewer wants every application that he put his name to."""
    reviewed = next(
        e for e in log.events(counter.ids["ding"]) if e.type.endswith("item-reviewed")
    )
    key = reviewed.statement.by[0].key
    by_key = leads(counter, key.hex())
    assert counter.ids["ding"] in by_key
    person = log.directory.keys[key].subject
    assert person.startswith("person/")
    assert leads(counter, person) == by_key
    assert leads(counter, key.hex()[:12]) == by_key


def test_an_expert_is_led_to_only_by_who_may_know(counter: Counter, log: Log) -> None:
    """An expert's key is sealed; without --open the person leads to nothing of it."""
    session = log.events(counter.ids["session"])
    opinion = next(e for e in session if e.type == "session.opinion-signed")
    key = opinion.statement.by[0].key
    by_key = leads(counter, key.hex())
    assert opinion.body["application"] in by_key
    enrolled = log.events(f"key/{key.hex()}")[0]
    field = enrolled.body["subject"]
    with Vault.open(counter.ledger) as vault:
        opening = vault.open_commitment(field["c"], field["of"])
    assert opening is not None
    expert = str(opening.value)
    closed = counter.run("--json", "trace", expert)
    assert key.hex()[:12] not in closed.stdout
    named = counter.json("trace", expert, "--open")
    assert set(named["trace"]["applications"]) == set(by_key)
    signers = [
        signer
        for row in named["T1"]["rows"]
        for signer in row["signers"]
        if signer["key"] == key.hex()[:12]
    ]
    assert {one["subject"] for one in signers} == {expert}


def test_a_commitment_and_a_file_lead_to_who_has_the_file(
    counter: Counter, log: Log
) -> None:
    event = attached(log, counter.ids["ding"])
    field = event.body["file"]
    assert leads(counter, field["c"].hex()) == [counter.ids["ding"]]
    with Vault.open(counter.ledger) as vault:
        opening = vault.open_commitment(field["c"], field["of"])
    assert opening is not None
    sha256 = opening.value[0].hex()
    assert counter.ids["ding"] in leads(counter, sha256)
    assert counter.ids["ding"] in leads(counter, sha256.upper())


def test_a_title_an_inspection_and_a_circular_lead_to_applications(
    counter: Counter, log: Log
) -> None:
    for kind in ("title", "complaint", "integrity", "inspection", "trace", "circular"):
        for one in log.ids(kind):
            answered = counter.run("--json", "trace", one)
            assert answered.exit_code == 0, (one, answered.output)


def test_a_sum_that_nothing_has_is_told_with_what_it_takes(
    counter: Counter, tmp_path: Path
) -> None:
    unknown = counter.run("trace", "ab" * 32)
    assert unknown.exit_code == 2
    assert "没有找到" in unknown.stderr
    bare = PlayedCase(counter.ledger, {}).copy(tmp_path / "bare").path
    for name in (VAULT, VAULT_KEYS):
        (bare / name).unlink()
    result = Counter(bare, {}).run("trace", "ab" * 32, "--lang", "en")
    assert result.exit_code == 2
    assert "vault" in result.stderr


def test_what_is_misspelt_is_told_with_what_looks_like_it(counter: Counter) -> None:
    result = counter.run("trace", "甲县机械长（示例）")
    assert result.exit_code == 2
    assert "甲县机械厂（示例）" in result.stderr


def test_what_cannot_be_traced_is_told_with_what_can(counter: Counter) -> None:
    result = counter.run("trace", "calendar/cn-2024", "--lang", "en")
    assert result.exit_code == 2
    assert "an organisation, a committee" in result.stderr


def test_a_false_file_is_compared_through_the_vault(counter: Counter) -> None:
    """Every file that was recorded is in the vault's index, the false one too."""
    found = counter.json("trace", DING)["T12"]
    assert {row["link"]["code"] for row in found["rows"]} >= {"SAME_REVIEWER"}
    assert found["notes"] == []


def test_a_trace_quotes_the_last_full_verify_and_can_do_one(
    counter: Counter, tmp_path: Path
) -> None:
    own = Counter(
        PlayedCase(counter.ledger, {}).copy(tmp_path / "own").path, counter.ids
    )
    first = own.json("trace", DING)["T16"]
    assert [note["code"] for note in first["notes"]] == ["NEVER_VERIFIED"]
    assert own.run("verify", "--check", "tree").exit_code == 0
    partly = own.json("trace", DING)["T16"]
    assert [note["code"] for note in partly["notes"]] == ["NEVER_VERIFIED"]
    now = own.json("trace", DING, "--full")["T16"]["rows"][-1]
    size = own.json("checkpoint")["size"]
    assert (now["size"], now["findings"], now["now"]) == (size, 0, True)
    again = own.json("trace", DING)["T16"]
    assert again["rows"][-1] == {**now, "now": False}
    (own.ledger / "verified").write_text('{"at": 1}')
    broken = own.json("trace", DING)["T16"]
    assert [note["code"] for note in broken["notes"]] == ["NEVER_VERIFIED"]


@pytest.mark.parametrize(
    ("language", "named", "raw"),
    [
        ("zh", "级别：中级", "INTERMEDIATE"),
        ("en", "level: intermediate", "INTERMEDIATE"),
    ],
)
def test_a_trace_on_screen_names_the_codes_of_a_declaration(
    counter: Counter, language: str, named: str, raw: str
) -> None:
    told = counter.told("trace", DING, "--lang", language)
    assert named in told
    assert raw not in told
