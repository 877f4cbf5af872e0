"""Another year's numbers without code: ``policy new`` and ``policy diff``."""

import json
from pathlib import Path

import pytest

from aggregates.policy.profile import load_profile, profile_to_dict
from tests.support.bureau import Bureau

BASE = ("policy", "new", "--from", "xianning-2024")


def test_a_profile_comes_from_another_one(bureau: Bureau) -> None:
    made = bureau.json(
        *(*BASE, "--set", "name=xianning-2027", "--set", "review_year=2027"),
        *("--set", 'blacklist.levels=["CITY"]', "--set", "quota_ratio=null"),
        *("--set", "review_done_due.strict=2024-09-01"),
    )

    wanted = profile_to_dict(load_profile("xianning-2024"))
    wanted |= {"name": "xianning-2027", "review_year": 2027, "quota_ratio": None}
    wanted["blacklist"] = {**wanted["blacklist"], "levels": ["CITY"]}
    wanted["review_done_due"] = {**wanted["review_done_due"], "strict": "2024-09-01"}
    assert made == wanted


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("quorum", "应为 参数=值"),
        ("blaclist.years=5", "是否为 blacklist.years"),
        ("report_due_wd=0", "report_due_wd 应为整数（不小于 1）"),
        ("blacklist.years=many", "blacklist.years 应为整数 或 空，实为文本"),
        ("review_done_due.strict=2024-09-31", "review_done_due.strict"),
        ("blacklist.levels=[", "blacklist.levels"),
        ("report_due_wd.x=3", "report_due_wd.x"),
    ],
)
def test_a_wrong_setting_is_told(bureau: Bureau, change: str, told: str) -> None:
    file = bureau.folder / "new.json"

    result = bureau.run(*BASE, "--set", change, "-o", str(file))

    assert result.exit_code == 2
    assert told in result.stderr
    assert not file.exists()


def test_a_file_is_never_overwritten(bureau: Bureau) -> None:
    file = Path(bureau.write("kept.json", "mine"))

    result = bureau.run(*BASE, "-o", str(file))

    assert result.exit_code == 2
    assert file.read_text() == "mine"


def test_two_profiles_are_compared(bureau: Bureau) -> None:
    file = str(bureau.folder / "new.json")
    bureau.done(*BASE, "--set", "report_due_wd=7", "-o", file)

    changes = bureau.json("policy", "diff", "xianning-2024", file)["changes"]

    assert [(one["path"], one["before"], one["after"]) for one in changes] == [
        ("report_due_wd", 5, 7)
    ]
    assert "XN12-5.3e" in changes[0]["rules"]
    table = bureau.done("policy", "diff", "xianning-2024", file).stdout
    assert "报送综合报告" in table
    same = bureau.done("policy", "diff", file, file).stdout
    assert same == "没有不同。\n"


def test_what_is_no_profile_is_told(bureau: Bureau) -> None:
    profile = profile_to_dict(load_profile("xianning-2024"))
    del profile["city"]
    file = bureau.write("half.json", json.dumps(profile))

    unknown = bureau.run("policy", "diff", "xianning-2042", "xianning-2024")
    half = bureau.run("policy", "diff", file, "xianning-2024")

    assert (unknown.exit_code, half.exit_code) == (2, 2)
    assert "xianning-2024" in unknown.stderr
    assert "city" in half.stderr
