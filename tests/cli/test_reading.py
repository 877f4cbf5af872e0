"""The reading commands on the worked case, as people and programs use them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cli.case.cast import example_passport
from ledger.layout import VAULT, VAULT_KEYS, VIEWS
from tests.support.counter import Counter
from tests.support.domain import PlayedCase, play_case

CASE_NO = "咸职申2024-ding"
DECISION = "咸职改办〔2024〕61号（示例）"
LAST_DAY, DAY_AFTER = "2027-09-02", "2027-09-03"
NAME = "申报人丁（示例）"
COMMANDS = (
    ("find", "甲县"),
    ("show", CASE_NO),
    ("list", "application"),
    ("history", CASE_NO),
    ("status", CASE_NO),
    ("due", "--all"),
    ("publicity", "--all"),
    ("blacklist", "list"),
    ("blacklist", "check", CASE_NO),
    ("trace", CASE_NO),
)


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    case: PlayedCase = play_case(tmp_path_factory.mktemp("case") / "ledger")
    return Counter(case.path, case.ids)


@pytest.fixture
def own(counter: Counter, tmp_path: Path) -> Counter:
    """A copy that a test may harm."""
    shutil.copytree(counter.ledger, tmp_path / "ledger")
    return Counter(tmp_path / "ledger", counter.ids)


def strings_in(document: Any) -> Iterator[str]:
    if isinstance(document, str):
        yield document
    elif isinstance(document, dict):
        for key, value in document.items():
            yield key
            yield from strings_in(value)
    elif isinstance(document, list):
        for value in document:
            yield from strings_in(value)


# --- every command ------------------------------------------------------------------


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_answer_is_one_document_that_says_where_it_comes_from(
    counter: Counter, arguments: tuple[str, ...]
) -> None:
    document = counter.json(*arguments)
    assert document["ledger"] == {
        "origin": "simulated.invalid/xianning-2024",
        "size": counter.json("checkpoint")["size"],
        "simulated": True,
        "today": DAY_AFTER,
    }


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_no_answer_names_a_person_unless_it_is_asked_to(
    counter: Counter, arguments: tuple[str, ...]
) -> None:
    """A name in an answer that somebody pipes on is a name that has leaked."""
    assert NAME not in counter.told(*arguments)
    assert not any(NAME in text for text in strings_in(counter.json(*arguments)))


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_answer_is_there_in_english_too(
    counter: Counter, arguments: tuple[str, ...]
) -> None:
    english = counter.told(*arguments, "--lang", "en")
    assert english != counter.told(*arguments)
    assert counter.json(*arguments, "--lang", "en") == counter.json(*arguments)


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_command_has_help_in_both_languages(
    counter: Counter, arguments: tuple[str, ...]
) -> None:
    name = arguments[: 1 + (arguments[0] == "blacklist")]
    chinese = counter.told(*name, "--help")
    english = counter.told(*name, "--help", "--lang", "en")
    assert "用法" in chinese
    assert "Usage" in english


def test_nothing_but_the_answer_is_on_stdout(counter: Counter) -> None:
    result = counter.run("due")
    assert "今日按" not in result.stdout
    assert "今日按 2027-09-03 计" in result.stderr


def test_the_day_can_be_given_on_a_simulated_clock(counter: Counter) -> None:
    document = counter.json("blacklist", "list", "--now", "2025-01-01")
    assert document["on"] == "2025-01-01"
    states = {one["decision_no"]: one["state"]["code"] for one in document["records"]}
    assert states[DECISION] == "ACTIVE"


# --- what is meant ------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", [CASE_NO, "咸职申2024-DING", "HB2024-ding", "application/{}", "{}"]
)
def test_every_id_argument_takes_whatever_people_have(
    counter: Counter, text: str
) -> None:
    opaque = counter.ids["ding"].partition("/")[2]
    found = counter.json("status", text.format(opaque))
    assert found["status"]["id"] == counter.ids["ding"]


def test_an_unknown_subject_is_wrong_usage_with_suggestions(counter: Counter) -> None:
    result = counter.run("status", "咸职申2024-dinf")
    assert result.exit_code == 2
    assert CASE_NO in result.stderr
    assert result.stdout == ""
    english = counter.run("trace", "zzzz-nothing", "--lang", "en")
    assert english.exit_code == 2
    assert "nothing is known as 'zzzz-nothing'" in english.stderr
    error = counter.json("show", "zzzz-nothing", expected=2)
    assert error["error"]["code"] == "usage"


def test_a_text_that_fits_several_things_lists_them(counter: Counter) -> None:
    result = counter.run("status", "咸职申2024")
    assert result.exit_code == 2
    assert counter.ids["ding"] in result.stderr
    assert counter.ids["jia"] in result.stderr


def test_find_names_the_way_it_found_something(counter: Counter) -> None:
    found = counter.json("find", "咸职改办[2024]61号")["found"]
    assert {one["kind"] for one in found} == {"title", "integrity"}
    assert {one["by"]["zh"] for one in found} == {"决定文号"}
    assert "决定文号" in counter.told("find", DECISION)


def test_persons_are_found_by_name_where_the_vault_is(own: Counter) -> None:
    """Without the vault's keys the same question leads nowhere."""
    (found,) = own.json("find", NAME)["found"]
    assert found["id"] == own.ids["ding.person"]
    assert found["text"] == ""
    assert own.json("find", example_passport("ding").lower())["found"] == [
        {**found, "by": {"code": "document", "zh": "证件号码", "en": "document number"}}
    ]
    (own.ledger / VAULT_KEYS).unlink()
    assert own.run("find", NAME).exit_code == 2


# --- status, lists, history, events ---------------------------------------------------


def test_status_says_stage_holder_next_and_deadlines(counter: Counter) -> None:
    found = counter.json("status", "HB2027-ding")["status"]
    assert found["stage"]["zh"] == "已提交用人单位"
    assert found["holder"]["name"] == "甲县软件公司（示例）"
    assert found["next"]["type"]["code"] == "application.employer-item-reviewed"
    assert found["deadlines"][0]["provisional"] is True
    told = counter.told("status", "HB2027-ding")
    for words in ("已提交用人单位", "甲县软件公司（示例）", "下一步", "2027-09-17*"):
        assert words in told


def test_what_is_missing_is_told_with_its_citation(counter: Counter) -> None:
    told = counter.told("status", "HB2024-jia-2")
    assert "还缺" in told
    assert "XN12-1.5a" in told
    assert "咸职改办〔2024〕12号" in told
    missing = counter.json("status", "HB2024-jia-2")["status"]["missing"]
    assert {"zh", "en"} == set(missing[0]["expected"])


def test_status_as_of_a_day(counter: Counter) -> None:
    found = counter.json("status", "HB2024-jia", "--as-of", "2024-06-07")["status"]
    assert (found["on"], found["stage"]["code"]) == ("2024-06-07", "PUBLICITY")
    result = counter.run("status", "HB2024-jia", "--as-of", "2023-01-01")
    assert result.exit_code == 2
    wrong = counter.run("status", "HB2024-jia", "--as-of", "20240607")
    assert wrong.exit_code == 2
    assert "2024-05-20" in wrong.stderr


def test_lists_show_stage_and_can_be_narrowed(counter: Counter) -> None:
    everything = counter.json("list", "application")["things"]
    confirmed = counter.json("list", "application", "--stage", "confirmed")["things"]
    assert {one["stage"]["code"] for one in confirmed} == {"CONFIRMED"}
    assert len(confirmed) < len(everything)
    assert "已确认" in counter.told("list", "application")
    assert "没有" in counter.told("list", "heads")
    assert counter.run("list", "nonsense").exit_code == 2


def test_history_shows_every_event_with_its_signers(counter: Counter) -> None:
    rows = counter.json("history", CASE_NO)["history"]
    assert [row["event"]["seq"] for row in rows] == list(range(1, len(rows) + 1))
    assert all(row["signers"] for row in rows)
    assert rows[0]["event"]["event"][:12] in counter.told("history", CASE_NO)


def test_an_event_is_shown_by_prefix_and_by_place(counter: Counter) -> None:
    by_place = counter.json("show", f"{CASE_NO}@3")
    prefix = by_place["event"]["event"][:12]
    assert counter.json("show", prefix) == by_place
    assert by_place["event"]["seq"] == 3
    assert by_place["body"]["item"] == "M2"
    assert set(by_place["body"]["name"]) == {"c", "of"}
    assert by_place["signers"][0]["valid"] is True
    told = counter.told("show", prefix)
    assert "上传材料" in told
    assert "封存" in told


def test_opening_shows_what_was_committed_to(counter: Counter) -> None:
    opened = counter.json("show", f"{CASE_NO}@3", "--open")
    assert opened["opened"]["/name"] == "业绩成果汇编"
    assert opened["names"][counter.ids["ding.person"]] == NAME
    assert "业绩成果汇编" in counter.told("show", f"{CASE_NO}@3", "--open")
    assert NAME in counter.told("status", CASE_NO, "--open")


def test_opening_without_a_vault_is_unusable_input(own: Counter) -> None:
    (own.ledger / VAULT).unlink()
    assert own.run("show", f"{CASE_NO}@3", "--open").exit_code == 2
    assert own.run("show", f"{CASE_NO}@3").exit_code == 0


# --- due, publicity, blacklist --------------------------------------------------------


def test_due_lists_what_is_owed_by_whom_and_by_when(counter: Counter) -> None:
    owed = counter.json("due")["due"]
    assert {one["state"]["code"] for one in owed} <= {"OPEN", "OVERDUE", "RUNNING"}
    hop = next(one for one in owed if one["rule"]["id"] == "XN12-8.3a")
    assert hop["organisation"]["name"] == "甲县软件公司（示例）"
    assert (hop["due"], hop["working_days"]) == ("2027-09-17", 10)
    told = counter.told("due")
    assert "剩10工作日" in told
    assert "暂定" in told


def test_late_ones_are_findings_with_their_two_events(counter: Counter) -> None:
    late = counter.json("due", "--late")["due"]
    assert all(one["finding"] for one in late)
    missed = next(one for one in late if one["state"]["code"] == "MISSED")
    assert missed["met"]["type"]["code"] == "application.deemed-abandoned"
    assert missed["person"] == counter.ids["bing.person"]
    told = counter.told("due", "--late")
    assert missed["started"]["event"][:12] in told
    assert missed["met"]["event"][:12] in told


def test_due_for_a_body_a_person_and_a_key(counter: Counter) -> None:
    factory = counter.json("due", "--all", "--for", "甲县机械厂（示例）")["due"]
    assert {one["organisation"]["id"] for one in factory} == {counter.ids["factory"]}
    person = counter.ids["bing.person"]
    assert {
        one["person"] for one in counter.json("due", "--all", "--for", person)["due"]
    } == {person}
    reviewer = counter.json("history", "HB2024-jia")["history"][4]["signers"][0]["key"]
    by_key = counter.json("due", "--all", "--for", reviewer)["due"]
    assert {one["organisation"]["id"] for one in by_key} == {counter.ids["factory"]}
    assert counter.run("due", "--for", "zzzz-nothing").exit_code == 2


def test_publicity_lists_what_is_open_and_what_was(counter: Counter) -> None:
    assert counter.json("publicity")["publicities"] == []
    assert "没有公示" in counter.told("publicity")
    past = counter.json("publicity", "--all")["publicities"]
    assert {one["kind"]["code"] for one in past} == {"EMPLOYER", "RESULT"}
    assert "单位公告栏" in counter.told("publicity", "--all")


@pytest.mark.parametrize(
    ("day", "barred", "words"),
    [(LAST_DAY, True, "不得申报"), (DAY_AFTER, False, "不受限")],
)
def test_a_person_is_barred_up_to_the_last_day(
    counter: Counter,
    day: str,
    barred: bool,  # noqa: FBT001 - a value of the table
    words: str,
) -> None:
    person = counter.ids["ding.person"]
    found = counter.json("blacklist", "check", person, "--on", day)["check"]
    assert (found["person"], found["on"], found["barred"]) == (person, day, barred)
    assert found["records"][0]["last_barred_day"] == LAST_DAY
    assert words in counter.told("blacklist", "check", person, "--on", day)


def test_a_person_is_named_by_any_matter_about_him(counter: Counter) -> None:
    person = counter.ids["ding.person"]
    for text in (CASE_NO, DECISION, "ZS2024-ding"):
        found = counter.json("blacklist", "check", text, "--on", LAST_DAY)["check"]
        assert (found["person"], found["barred"]) == (person, True)
    assert counter.run("blacklist", "check", "甲县机械厂（示例）").exit_code == 2


def test_the_blacklist_says_tier_levels_basis_and_what_is_not_shared(
    counter: Counter,
) -> None:
    records = counter.json("blacklist", "list", "--on", "2025-01-01")["records"]
    record = next(one for one in records if one["decision_no"] == DECISION)
    assert record["tier"]["code"] == "BLACKLIST"
    assert [one["zh"] for one in record["levels"]] == ["全国", "全省", "全市"]
    assert "XN6A-2e" in {one["id"] for one in record["basis"]}
    assert record["decision_no"] == DECISION
    assert len(record["not_shared"]) == 2
    told = counter.told("blacklist", "list", "--open")
    assert NAME in told
    assert "期限已满" in told


# --- trace ----------------------------------------------------------------------------


def test_the_trace_of_a_title_names_segments_material_and_outcome(
    counter: Counter,
) -> None:
    told = counter.told("trace", DECISION, "--details")
    for words in (
        "责任环节：申报",
        "责任环节：推荐",
        "责任环节：审核",
        "责任环节：评审",
        "责任环节：监督",
        "不实材料 M3：审核通过",
        "密钥和授权当时有效",
        "没有记录此类事项",
        "应办未办：推送该层级（全省）",
        "职称已撤销",
    ):
        assert words in told
    answer = counter.json("trace", DECISION)
    document = answer["trace"]
    (matter,) = document["matters"]
    assert [one["segment"]["code"] for one in matter["segments"]] == [
        "DECLARE",
        "RECOMMEND",
        "AUDIT",
        "REVIEW",
        "SUPERVISE",
    ]
    kinds = {one["kind"]["code"] for one in answer["T16"]["findings"]}
    assert "STEP_MISSING" not in kinds
    assert matter["title_stage"]["code"] == "REVOKED"
    assert [f"T{n}" for n in range(1, 21)] == [k for k in answer if k[1:].isdigit()]


def test_a_person_s_trace_has_all_his_applications(counter: Counter) -> None:
    document = counter.json("trace", counter.ids["ding.person"])["trace"]
    assert {one["application"]["id"] for one in document["matters"]} == {
        counter.ids["ding"],
        counter.ids["ding-2027"],
    }


def test_an_event_is_traced_with_its_matter(counter: Counter) -> None:
    document = counter.json("trace", f"{CASE_NO}@3")["trace"]
    assert document["event"]["event"]["seq"] == 3
    assert [m["application"]["id"] for m in document["matters"]] == [
        counter.ids["ding"]
    ]


def test_what_leads_to_no_application_cannot_be_traced(counter: Counter) -> None:
    result = counter.run("trace", "calendar/cn-2024")
    assert result.exit_code == 2
    assert "没有可倒查的内容" in result.stderr


def test_a_report_is_one_page_without_a_network(
    counter: Counter, tmp_path: Path
) -> None:
    page = tmp_path / "report.html"
    assert counter.json("trace", CASE_NO, "--report", str(page))["report"] == str(page)
    html = page.read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert '<html lang="zh-CN">' in html
    assert "单位审核（逐项）" in html
    assert "不实材料 M3" in html
    assert "http" not in html
    assert "<script" not in html
    assert NAME not in html


def test_a_report_can_be_text_and_can_be_opened(
    counter: Counter, tmp_path: Path
) -> None:
    text = tmp_path / "report.txt"
    counter.told("trace", CASE_NO, "--report", str(text), "--open")
    told = text.read_text(encoding="utf-8")
    assert "T1  四个环节各由谁" in told
    assert NAME in told
    refused = counter.run("trace", CASE_NO, "--report", str(tmp_path / "no" / "x.html"))
    assert refused.exit_code == 2


# --- the views behind them ------------------------------------------------------------


def test_views_are_made_on_the_way_and_kept(own: Counter) -> None:
    for path in own.ledger.glob(f"{VIEWS}*"):
        path.unlink()
    assert own.run("due").exit_code == 0
    assert (own.ledger / VIEWS).exists()


def test_damaged_views_are_rebuilt_and_it_is_said(own: Counter) -> None:
    before = own.told("due", "--all")
    for path in own.ledger.glob(f"{VIEWS}-*"):
        path.unlink()
    (own.ledger / VIEWS).write_bytes(b"not a database")
    result = own.run("due", "--all")
    assert result.stdout == before
    assert "已重建" in result.stderr


def test_no_ledger_is_unusable_input(counter: Counter, tmp_path: Path) -> None:
    result = counter.run("due", DAOCHA_LEDGER=str(tmp_path))
    assert result.exit_code == 2


def test_the_blacklist_alone_is_the_list_of_today(counter: Counter) -> None:
    assert counter.json("blacklist") == counter.json("blacklist", "list")
    assert counter.told("blacklist", "--on", "2024-05-01") == counter.told(
        "blacklist", "list", "--on", "2024-05-01"
    )


def test_an_option_before_a_subcommand_of_the_blacklist_is_not_passed_over(
    counter: Counter,
) -> None:
    result = counter.run("blacklist", "--on", "2024-01-01", "list")

    assert result.exit_code == 2
    assert "写在子命令之后" in result.stderr


UNUSED = """
import sys
from cli.main import main

judges = {"aggregates.judge", "aggregates.rule_modules", "aggregates.house"}
others = ("circular", "committee", "complaint", "inspection", "title", "trace")
kinds = {f"aggregates.{kind}.{part}" for kind in others for part in ("events", "state")}
libraries = {"rich", "bcrypt", "rich_click", "importlib.resources"}
heavy = {"ledger.vault", "ledger.audit", *libraries, *judges, *kinds}
try:
    main()
finally:
    print(sorted(heavy & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "words",
    [
        ("status", "ENDED"),
        ("status", "ENDED", "--json"),
        ("show", "ENDED"),
        ("history", "ENDED"),
    ],
    ids=" ".join,
)
def test_what_has_no_next_step_is_told_without_the_rule_book(
    counter: Counter, words: tuple[str, ...]
) -> None:
    ended = next(
        row["id"]
        for row in counter.json("list", "application")["things"]
        if row["stage"]["code"] == "CONFIRMED"
    )
    arguments = [ended if word == "ENDED" else word for word in words]

    done = subprocess.run(
        [sys.executable, "-c", UNUSED, *arguments, "--ledger", str(counter.ledger)],
        cwd=Path(__file__).parents[2],
        env={name: of for name, of in os.environ.items() if name != "COLUMNS"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "[]"
