"""Founding a ledger, and everything a newcomer does until it is of use."""

from pathlib import Path

import pytest

from ledger.layout import KEYS
from tests.support.bureau import ROUNDS, Bureau, founded


def init(bureau: Bureau, *more: str) -> tuple[str, ...]:
    origin = ("--origin", "simulated.invalid/other", "--simulated")
    return ("init", str(bureau.folder / "other"), *origin, *ROUNDS, *more)


def test_an_equipped_ledger_passes_every_check(bureau: Bureau) -> None:
    document = bureau.json("verify")

    assert document["clean"]
    assert document["findings"] == []
    assert all(step["done"] for step in document["steps"])


def test_founding_prints_the_checkpoint_to_keep_and_says_what_is_next(
    bureau: Bureau,
) -> None:
    result = bureau.done(*init(bureau, "--profile", "liuzhou-2024"))

    assert "第一个检查点" in result.stdout
    assert "simulated.invalid/other\n1\n" in result.stdout
    assert "daocha policy publish liuzhou-2024" in result.stderr


def test_founding_leaves_founders_keys_outside_the_ledger(bureau: Bureau) -> None:
    document = bureau.json(*init(bureau))

    files = {role: Path(one["file"]) for role, one in document["founders"].items()}
    assert set(files) == {"REGISTRAR", "SUPERVISOR"}
    for file in files.values():
        assert file.parent == bureau.folder / "other-founders"
        assert file.stat().st_mode & 0o077 == 0
    inside = {file.name for file in (bureau.folder / "other" / KEYS).iterdir()}
    assert inside == {"log"}


def test_founders_can_bring_their_own_keys(bureau: Bureau) -> None:
    for name in ("mine", "yours"):
        bureau.done("key", "new", bureau.key(name), *ROUNDS)
    own = ("--registrar", bureau.key("mine"), "--supervisor", bureau.key("yours"))

    document = bureau.json(*init(bureau, *own))

    assert document["founders"]["REGISTRAR"]["file"] == bureau.key("mine")
    assert not (bureau.folder / "other-founders").exists()


def test_the_head_can_lie_elsewhere(bureau: Bureau) -> None:
    head = bureau.folder / "medium" / "head"
    head.parent.mkdir()

    bureau.done(*init(bureau, "--head", str(head)))

    assert head.exists()
    assert (bureau.folder / "other" / "head").is_symlink()


def test_nothing_is_founded_in_a_directory_that_is_not_empty(bureau: Bureau) -> None:
    (bureau.folder / "other").mkdir()
    (bureau.folder / "other" / "mine").touch()

    result = bureau.run(*init(bureau))

    assert result.exit_code == 2
    assert "目录不为空" in result.stderr
    assert not (bureau.folder / "other-founders").exists()


@pytest.mark.parametrize(
    ("origin", "simulated"),
    [
        ("Not An Origin", True),
        ("example.org/x", True),
        ("simulated.invalid/x", False),
    ],
)
def test_an_origin_that_cannot_be_is_refused_before_any_key_is_made(
    bureau: Bureau, origin: str, *, simulated: bool
) -> None:
    flag = ("--simulated",) if simulated else ()

    result = bureau.run(
        *("init", str(bureau.folder / "other"), "--origin", origin, *flag, *ROUNDS),
        DAOCHA_NOW=None,
    )

    assert result.exit_code == 2
    assert not (bureau.folder / "other-founders").exists()


def test_a_ledger_in_real_time_takes_no_given_time(bureau: Bureau) -> None:
    bureau.done(
        *("init", str(bureau.folder / "real"), "--origin", "example.org/x", *ROUNDS),
        DAOCHA_NOW=None,
    )

    result = bureau.run("checkpoint", "--ledger", str(bureau.folder / "real"))

    assert result.exit_code == 2
    assert "--now" in result.stderr


def test_a_simulated_clock_stands_still_until_it_is_moved(bureau: Bureau) -> None:
    person = ("person", "registered", "--document-kind", "PASSPORT")
    later = ("--now", "2024-05-07T10:00")
    by = bureau.as_("registrar")
    first = bureau.act(*person, "--name", "a", "--document", "E1234567", *later, *by)
    second = bureau.act(
        *(*person, "--name", "b", "--document", "E7654321", *by), DAOCHA_NOW=None
    )

    assert first["received_at"] == "2024-05-07 10:00:00"
    assert second["received_at"] == first["received_at"]


def test_a_clock_that_runs_backwards_is_told(bureau: Bureau) -> None:
    size = bureau.size()

    result = bureau.run(
        *("person", "registered", "--name", "a", "--document", "E1234567"),
        *("--document-kind", "PASSPORT", "--now", "2024-04-01", "--yes"),
        *bureau.as_("registrar"),
    )

    assert result.exit_code == 7
    assert "时钟" in result.stderr
    assert bureau.size() == size


def test_a_packaged_policy_can_be_edited_and_published_again(bureau: Bureau) -> None:
    file = str(bureau.folder / "policy.json")
    bureau.done("policy", "new", "--from", "xianning-2024", "-o", file)
    both = bureau.as_("officer", "seal")

    without = bureau.run("policy", "publish", file, *both, "--yes")
    amended = bureau.act(
        *("policy", "publish", file, "--effective-from", "2024-06-01"),
        *("--document", "咸职改办〔2024〕20号", *both),
    )

    assert without.exit_code == 2
    assert "--document" in without.stderr
    assert amended["type"] == "policy.amended"


def test_the_seal_signs_too(bureau: Bureau) -> None:
    file = bureau.folder / "calendar.act"

    bureau.done(
        *("calendar", "adopt", "2022", *bureau.as_("officer"), "--yes"),
        *("-o", str(file)),
    )
    missing = bureau.json("pending", str(bureau.folder))["files"][0]["missing"]
    bureau.done("sign", str(file), *bureau.as_("seal"), "--yes")
    receipt = bureau.json("submit", str(file), "--yes")["receipts"][0]

    assert [one["role"] for one in missing] == ["SEAL"]
    assert receipt["id"] == "calendar/cn-2022"


def test_a_year_whose_calendar_is_not_packaged_comes_from_a_file(
    bureau: Bureau,
) -> None:
    calendar = (
        '{"region": "CN", "year": 2027, "off": ["2027-01-01"], "makeup": [],'
        ' "notice": "国办发明电〔2026〕1号"}'
    )
    source = bureau.write("2027.json", calendar)
    both = bureau.as_("officer", "seal")

    unknown = bureau.run("calendar", "adopt", "2031", *both, "--yes")
    receipt = bureau.act("calendar", "adopt", source, *both)

    assert unknown.exit_code == 2
    assert receipt["id"] == "calendar/cn-2027"


def test_an_unknown_policy_is_told_with_those_that_look_like_it(bureau: Bureau) -> None:
    result = bureau.run("policy", "publish", "xianing-2024", "--yes")

    assert result.exit_code == 2
    assert "xianning-2024" in result.stderr


def test_a_founded_ledger_can_be_founded_without_a_profile(tmp_path: Path) -> None:
    assert founded(tmp_path / "b").size() == 1
