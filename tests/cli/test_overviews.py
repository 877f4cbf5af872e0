"""Obligations, committees and shares, as people and programs ask for them."""

from pathlib import Path

import pytest

from tests.support.counter import Counter
from tests.support.domain import play_case

COMMITTEE = "市工程系列职称评审委员会（示例）"
FACTORY = "市机械厂（示例）"


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    """The worked year of Liuzhou, which has every kind of share."""
    path: Path = tmp_path_factory.mktemp("overviews") / "ledger"
    case = play_case(path, "liuzhou-2024")
    return Counter(case.path, case.ids)


def test_obligations_are_told_open_or_all(counter: Counter) -> None:
    assert "没有未完成的义务" in counter.told("obligations")
    told = counter.told("obligations", "--all")
    assert "证书作废" in told
    assert "LZ-6.4b" in told
    assert "已完成" in told


def test_an_obligation_is_open_on_a_day_before_it_was_met(counter: Counter) -> None:
    found = counter.json("obligations", "--as-of", "2024-12-02")["obligations"]
    codes = {one["code"]["code"] for one in found}
    assert codes == {"HANDLE_APPLICANT", "HANDLE_REVIEWERS"}
    assert {one["state"]["code"] for one in found} == {"OPEN"}


def test_one_body_s_obligations_are_told_by_its_name(counter: Counter) -> None:
    found = counter.json("obligations", "--all", "--for", FACTORY)["obligations"]
    assert {one["code"]["code"] for one in found} == {"EXPLAIN", "CIRCULATE_THRESHOLD"}
    mine = {one["organisation"]["name"] for one in found}
    assert FACTORY in mine


def test_obligations_are_those_that_the_ledger_knew(counter: Counter) -> None:
    everything = counter.json("obligations", "--all")["obligations"]
    first = everything[0]["opened"]["position"]
    before = counter.json("obligations", "--all", "--known-at", str(first))
    after = counter.json("obligations", "--all", "--known-at", str(first + 1))
    assert (len(before["obligations"]), len(after["obligations"])) == (0, 2)


def test_committees_are_told_with_why_not(counter: Counter) -> None:
    told = counter.told("committees")
    assert COMMITTEE in told
    assert "评审权已收回" in told
    english = counter.told("--lang", "en", "committees")
    assert "power of review withdrawn" in english


def test_one_committee_is_told_with_its_periods(counter: Counter) -> None:
    told = counter.told("committees", COMMITTEE)
    assert "各时段" in told
    assert "收回评审权" in told
    one = counter.json("committees", COMMITTEE)["committee"]
    assert [period["valid"] for period in one["periods"]] == [
        True,
        False,
        False,
        False,
    ]
    reasons = {reason["code"]["code"]: reason for reason in one["validity"]["reasons"]}
    assert set(reasons) == {"SUSPENDED", "WITHDRAWN"}
    assert reasons["SUSPENDED"]["rule"]["id"] == "LZ-8.2c"
    assert reasons["SUSPENDED"]["event"]["type"]["code"] == "committee.suspended"


def test_a_committee_may_be_asked_about_for_days_to_come(counter: Counter) -> None:
    name = "市经济系列中级职称评审委员会（示例）"
    last = counter.json("committees", name, "--as-of", "2028-06-27")
    after = counter.json("committees", name, "--as-of", "2028-06-28")
    assert (last["provisional"], after["provisional"]) == (True, True)
    assert last["committee"]["validity"]["valid"]
    reasons = after["committee"]["validity"]["reasons"]
    assert [reason["code"]["code"] for reason in reasons] == ["EXPIRED"]


def test_shares_are_told_with_their_limits_and_what_was_stated(
    counter: Counter,
) -> None:
    told = counter.told("thresholds")
    assert "单位申报不符合条件比例" in told
    assert "确认 1/3，台账当时 1/3" in told
    shares = counter.json("thresholds")["shares"]
    crossed = [(s["fraction"], s["rule"]["id"]) for s in shares if s["crossed"]]
    assert crossed == [
        ("2/8", "LZ-4.1.1e"),
        ("1/4", "LZ-4.1.1d"),
        ("1/3", "LZ-4.1.1c"),
    ]
    assert [share["findings"] for share in shares] == [[]] * len(shares)


def test_a_share_of_one_body_lists_who_counts(counter: Counter) -> None:
    told = counter.told("thresholds", FACTORY, "--year", "2024")
    assert "分子、分母" in told
    (share,) = counter.json("thresholds", FACTORY, "--year", "2024")["shares"]
    assert (len(share["part"]), len(share["whole"])) == (1, 3)
    english = counter.told("--lang", "en", "thresholds", FACTORY)
    assert "in both" in english


def test_a_committee_is_meant_where_a_body_has_its_name_too(counter: Counter) -> None:
    (share,) = counter.json("thresholds", COMMITTEE)["shares"]
    assert (share["threshold"]["code"], share["fraction"]) == (
        "COMMITTEE_RECHECK",
        "2/8",
    )


def test_shares_are_those_of_the_day(counter: Counter) -> None:
    (share,) = counter.json("thresholds", FACTORY, "--as-of", "2024-08-04")["shares"]
    assert (share["fraction"], share["crossed"]) == ("0/3", False)


def test_figures_of_a_batch_are_told(counter: Counter) -> None:
    told = counter.told("statistics", "柳工评办〔2024〕1号（示例）")
    assert "7/8（方案 8/10，高于方案）" in told
    assert "办理天数（自然日）" in told
    english = counter.told("--lang", "en", "statistics", "柳工评办〔2024〕1号（示例）")
    assert "above the plan" in english
    assert "committee office" in english


def test_figures_of_all_batches_are_told(counter: Counter) -> None:
    told = counter.told("statistics")
    assert COMMITTEE in told
    found = counter.json("statistics", "--as-of", "2024-08-01")["statistics"]
    assert [(one["year"], one["declared"]) for one in found] == [(2024, 0), (2024, 10)]


def test_pools_are_told_without_names(counter: Counter) -> None:
    told = counter.told("pools")
    assert COMMITTEE in told
    one = counter.told("pools", COMMITTEE)
    assert "名单哈希" in one
    assert "person/" not in one
    assert "by series" in counter.told("--lang", "en", "pools", COMMITTEE)
    early = counter.json("pools", "--as-of", "2024-06-26")["pools"]
    assert [pool["size"] for pool in early] == [0] * len(early)


def test_what_binds_a_person_is_told_of_an_application_too(counter: Counter) -> None:
    person = counter.ids["bing.person"]
    told = counter.told("persons", person)
    assert "已丧失" in told
    assert "诚信记录" in told
    by_application = counter.json("persons", counter.ids["bing"])["person"]
    assert by_application["person"] == person
    assert "Titles" in counter.told("--lang", "en", "persons", person)


def test_a_year_without_declarations_has_no_shares(counter: Counter) -> None:
    assert "没有比例" in counter.told("thresholds", "--year", "2020")
    assert counter.json("thresholds", "--year", "2020")["shares"] == []


def test_tables_of_wide_characters_stand_straight(counter: Counter) -> None:
    """Each column begins in the same place, a Chinese character being two wide."""
    from cli.tables.plain import width_of  # noqa: PLC0415 - only here

    lines = counter.told("thresholds", "--year", "2025").splitlines()
    head = next(line for line in lines if line.startswith("年度"))
    row = next(line for line in lines if line.startswith("2025"))
    for heading, cell in (("单位", FACTORY), ("实际", "0/1"), ("规定", "10/100")):
        before_heading, before_cell = head.split(heading)[0], row.split(cell)[0]
        assert width_of(before_heading) == width_of(before_cell)


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        (("committees", FACTORY), "评委会"),
        (("statistics", FACTORY), "评审"),
        (("pools", FACTORY), "评委会"),
        (("thresholds", "柳工评办〔2024〕1号（示例）"), "单位"),
    ],
)
def test_a_thing_of_another_kind_is_no_subject(
    counter: Counter, command: tuple[str, ...], wanted: str
) -> None:
    """Never an empty answer about something that is something else."""
    result = counter.run(*command)
    assert result.exit_code == 2
    assert "不是" in result.stderr
    assert wanted in result.stderr


def test_a_batch_has_no_figures_before_it_is_recorded(counter: Counter) -> None:
    notice = "柳经评办〔2025〕1号（示例）"
    assert counter.run("statistics", notice).exit_code == 0
    result = counter.run("statistics", notice, "--as-of", "2024-08-01")
    assert result.exit_code == 2
    assert "尚无记录" in result.stderr


def test_unknown_subjects_are_a_clear_error(counter: Counter) -> None:
    for command in ("committees", "statistics", "pools", "thresholds", "persons"):
        for subject in ("没有这个名字", ""):
            result = counter.run(command, subject)
            assert result.exit_code == 2, command
            assert "没有找到" in result.stderr


def test_the_next_step_is_told_in_english_with_english_brackets(
    counter: Counter,
) -> None:
    told = counter.told("status", counter.ids["wu"], "--lang", "en")
    assert "void the results of the year (authority's officer" in told


@pytest.mark.parametrize(
    ("command", "headings"),
    [
        (("obligations", "--all"), "自 状态 应办 由谁 关于 规则 起因"),
        (("committees",), "评委会 可否评审 系列、层级 有效期至"),
        (("thresholds", "--year", "2025"), "年度 比例 单位 实际 规定 确认 结论"),
        (("statistics",), "年度 批次 评委会 环节 申报 入会 表决 通过 确认"),
        (("pools",), "评委会 编号 在库 各系列 出库 取消资格 封存名单"),
    ],
)
def test_no_column_is_lost_on_a_narrow_screen(
    counter: Counter, command: tuple[str, ...], headings: str
) -> None:
    from cli.tables.plain import width_of  # noqa: PLC0415 - only here

    result = counter.run(*command, COLUMNS="80")
    assert result.exit_code == 0
    head = result.stdout.splitlines()[0]
    assert all(width_of(line) <= 80 for line in result.stdout.splitlines())
    assert [heading for heading in headings.split() if heading not in head] == []
