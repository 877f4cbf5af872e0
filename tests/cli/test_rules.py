"""``daocha rules``, and the page that is made from the same table."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.bureau import Bureau

ROOT = Path(__file__).resolve().parents[2]
FIELDS = {"id", "citation", "text", "class", "profile", "status", "where", "tests"}


def ids(bureau: Bureau, *words: str) -> list[str]:
    return [one["id"] for one in bureau.json("rules", *words)]


def test_every_rule_is_told_with_where_it_is_and_what_shows_it(bureau: Bureau) -> None:
    rules = bureau.json("rules")
    documents = [one for one in rules if one["profile"] != "all"]

    assert len(documents) == 360
    assert all(one.keys() >= FIELDS for one in rules)
    assert all(one["citation"] for one in rules)


def test_a_rule_shows_its_clause_and_where_it_is_enforced(bureau: Bureau) -> None:
    document = bureau.json("rules", "XN12-5.2b")

    assert document["citation"] == "咸职改办〔2024〕12号 五（二）"
    assert document["class"] == "H, D"
    assert document["status"] == "enforced"
    assert document["profile"] == "xianning-2024"
    where = {one["function"]: one for one in document["where"]}
    assert where["five_full_working_days"]["module"] == (
        "aggregates.application.rules.employer"
    )
    assert (
        "application.employer-publicity-closed"
        in (where["five_full_working_days"]["acts"])
    )
    assert document["tests"].keys() == {"refused", "accepted", "started"}
    shown = bureau.done("rules", "XN12-5.2b").stdout
    assert "在哪里执行" in shown
    assert "拒绝之例" in shown


def test_a_deadline_names_what_starts_it(bureau: Bureau) -> None:
    (starter, *_) = bureau.json("rules", "XN12-4b")["where"]

    assert starter["how"] == "deadline"
    assert starter["acts"] == ["session.review-notice-published"]


def test_a_share_names_what_computes_it(bureau: Bureau) -> None:
    document = bureau.json("rules", "LZ-4.1.1c")

    computed = [
        one["function"] for one in document["where"] if one["how"] == "threshold"
    ]
    assert computed == ["employer_audit"]
    assert document["tests"]["computed"]


def test_what_is_only_recorded_names_the_act(bureau: Bureau) -> None:
    (home,) = bureau.json("rules", "XN12-8.4e")["where"]

    assert home["acts"] == ["session.panel-trained"]


def test_a_rule_of_mere_text_has_no_place(bureau: Bureau) -> None:
    (first, *_) = bureau.json("rules", "--status", "text-only")

    assert "程序不自动判断" in bureau.done("rules", first["id"]).stdout


def test_rules_are_listed_by_the_beginning_of_their_ids(bureau: Bureau) -> None:
    assert {one[:8] for one in ids(bureau, "XN12-5.2")} == {"XN12-5.2"}
    assert "XN12-5.2b" in bureau.done("rules", "XN12-5").stdout


def test_rules_are_listed_by_profile_status_and_kind(bureau: Bureau) -> None:
    of_yuncheng = ids(bureau, "--profile", "yuncheng-2024")
    late = ids(bureau, "--profile", "yuncheng-2024", "--status", "deadline")

    assert {one[:5] for one in of_yuncheng} == {"YC12-"}
    assert "YC12-4.6a" in late
    assert set(late) < set(of_yuncheng)
    assert ids(bureau, "--kind", "申报") == ids(bureau, "--kind", "application")
    assert "期限" in bureau.done("rules", "--status", "deadline").stdout.split("\n")[-2]


def test_an_unknown_kind_is_told_with_those_there_are(bureau: Bureau) -> None:
    result = bureau.run("rules", "--kind", "nothing")

    assert result.exit_code == 2
    assert "application" in result.stderr


def test_an_unknown_rule_is_told_with_those_that_look_like_it(bureau: Bureau) -> None:
    result = bureau.run("rules", "XN12-99")

    assert result.exit_code == 2
    assert "是否为：XN12-9" in result.stderr


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_can_be_read(
    bureau: Bureau, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAOCHA_LANG", language)
    for one in ids(bureau):
        assert one in bureau.done("rules", one).stdout


def test_the_page_and_the_evidence_are_what_the_tests_show() -> None:
    """They are made by ``make rules``; who adds a rule or a test makes them anew."""
    done = subprocess.run(
        [sys.executable, "scripts/rules.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2_000:]
