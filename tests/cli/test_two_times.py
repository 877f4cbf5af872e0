"""``--as-of`` and ``--known-at`` at the counter, on the worked case."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from cli.case.cast import example_passport
from tests.support.counter import Counter
from tests.support.domain import PlayedCase, play_case

CASE_NO = "咸职申2024-ding"
DECISION = "咸职改办〔2024〕61号（示例）"
DAY_AFTER = "2027-09-03"
WITH_TIMES = (
    ("show", CASE_NO),
    ("list", "application"),
    ("history", CASE_NO),
    ("status", CASE_NO),
    ("due",),
    ("publicity",),
    ("blacklist", "list"),
    ("blacklist", "check", CASE_NO),
)


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    case: PlayedCase = play_case(tmp_path_factory.mktemp("times") / "ledger")
    return Counter(case.path, case.ids)


def event(counter: Counter, event_type: str, thing: str = CASE_NO) -> dict[str, Any]:
    """Return the first event of a type in the history of a thing."""
    rows = counter.json("history", thing)["history"]
    found = [one["event"] for one in rows if one["event"]["type"]["code"] == event_type]
    return dict(found[0])


def record(counter: Counter) -> str:
    """Return the integrity record that the case is about."""
    records = counter.json("blacklist", "list")["records"]
    return next(str(one["id"]) for one in records if one["decision_no"] == DECISION)


@pytest.mark.parametrize("arguments", WITH_TIMES, ids=" ".join)
def test_every_answer_says_in_which_times_it_is_given(
    counter: Counter, arguments: tuple[str, ...]
) -> None:
    size = counter.json("checkpoint")["size"]
    document = counter.json(*arguments)
    assert (document["on"], document["known"]) == (DAY_AFTER, size)
    assert document["provisional"] is False
    then = counter.json(*arguments, "--as-of", "2024-07-10", "--known-at", "2024-07-10")
    assert then["on"] == "2024-07-10"
    assert 0 < then["known"] < size
    assert then["ledger"]["today"] == DAY_AFTER


@pytest.mark.parametrize("arguments", WITH_TIMES, ids=" ".join)
def test_what_was_known_after_all_records_is_what_is_known(
    counter: Counter, arguments: tuple[str, ...]
) -> None:
    size = counter.json("checkpoint")["size"]
    assert counter.json(*arguments, "--known-at", str(size)) == counter.json(*arguments)


def test_barred_on_the_day_and_known_to_the_reviewer(counter: Counter) -> None:
    """The term began with the decision; the ledger learned of it with the entry.

    The next record is its follower, by which the person is barred; nobody ever saw
    the one without the other.
    """
    entered = event(counter, "integrity.entered", record(counter))
    check = ("blacklist", "check", CASE_NO, "--on", "2024-09-03")
    now = counter.json(*check)
    then = counter.json(*check, "--known-at", entered["event"])
    one_more = counter.json(*check, "--known-at", str(entered["position"] + 2))
    half = counter.json(*check, "--known-at", str(entered["position"] + 1))
    assert [d["check"]["barred"] for d in (now, then, one_more)] == [True, False, True]
    assert then["known"] == half["known"] == entered["position"]
    assert half["check"] == then["check"]
    assert then["provisional"] is False


def test_an_event_is_named_by_its_place_too(counter: Counter) -> None:
    entered = event(counter, "integrity.entered", record(counter))
    place = f"{entered['id']}@{entered['seq']}"
    document = counter.json("blacklist", "list", "--known-at", place)
    assert document["known"] == entered["position"]
    assert DECISION not in [one["decision_no"] for one in document["records"]]


def test_a_term_is_reckoned_into_days_to_come_and_said_to_be(counter: Counter) -> None:
    result = counter.run("blacklist", "check", CASE_NO, "--on", "2030-01-01")
    assert result.exit_code == 0
    assert "尚未到来" in result.stderr
    document = counter.json("blacklist", "check", CASE_NO, "--on", "2030-01-01")
    assert document["provisional"] is True


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("status", CASE_NO, "--as-of", "2020-01-01"), "台账自"),
        (("status", CASE_NO, "--as-of", "2031-01-01"), "尚未到来"),
        (("status", CASE_NO, "--as-of", "2024-04-25"), "尚无记录"),
        (("history", CASE_NO, "--known-at", "5"), "尚无记录"),
        (("due", "--as-of", "2020-01-01"), "台账自"),
        (("blacklist", "check", CASE_NO, "--on", "2020-01-01"), "台账自"),
        (
            ("blacklist", "list", "--on", "2024-09-03", "--as-of", "2024-09-04"),
            "不同的日期",
        ),
        (("publicity", "--as-of", "2031-01-01"), "尚未到来"),
        (("publicity", "--known-at", "2031-01-01"), "尚未到来"),
        (("list", "application", "--known-at", "0"), "条记录"),
        (("list", "application", "--known-at", "999999"), "条记录"),
        (("find", "甲县", "--known-at", "2024-02-30"), "不是日期"),
        (("find", "甲县", "--known-at", "ffffffffffff"), "不是日期"),
        (("blacklist", "list", "--known-at", ""), "不是日期"),
        (("key", "list", "--known-at", ""), "不是日期"),
    ],
)
def test_a_time_of_which_nothing_is_known_is_wrong_usage(
    counter: Counter, arguments: tuple[str, ...], reason: str
) -> None:
    result = counter.run(*arguments)
    assert result.exit_code == 2
    assert reason in result.stderr
    english = counter.run(*arguments, "--lang", "en")
    assert reason not in english.stderr


def test_what_is_owed_on_a_day_is_what_was_owed_then(counter: Counter) -> None:
    """What was met some days after it began was still owed the day before."""
    today = counter.json("due", "--all")["due"]
    met = next(
        one
        for one in today
        if one["kind"]["code"] == "LATEST"
        and one["state"]["code"] == "MET"
        and days_between(one["start"], one["met_on"]) > 1
    )
    before = date.fromisoformat(met["met_on"]) - timedelta(days=1)
    then = counter.json("due", "--as-of", str(before))["due"]
    mine = [one for one in then if one["started"] == met["started"]]
    assert mine[0]["state"]["code"] == "OPEN"
    assert mine[0]["met"] is None


def days_between(start: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def test_the_list_of_a_day_has_what_there_was(counter: Counter) -> None:
    then = counter.json("list", "application", "--as-of", "2024-05-25")["things"]
    now = counter.json("list", "application")["things"]
    assert len(then) < len(now)
    stages = {one["stage"]["code"] for one in then}
    assert "CONFIRMED" not in stages


@pytest.mark.parametrize(
    "until", ["application.submitted", "application.accepted", "integrity.entered"]
)
def test_a_trace_of_what_was_known_tells_nothing_that_came_later(
    counter: Counter, until: str
) -> None:
    """An inspector asks what a reviewer could have found on that day."""
    thing = record(counter) if until.startswith("integrity") else CASE_NO
    known = event(counter, until, thing)["position"]
    document = counter.json("trace", CASE_NO, "--known-at", str(known))
    assert document["known"] == known
    assert 0 < max(positions_in(document)) < known


def positions_in(document: Any) -> Iterator[int]:
    if isinstance(document, dict):
        if "event" in document and isinstance(document.get("position"), int):
            yield document["position"]
        document = list(document.values())
    if isinstance(document, list):
        for one in document:
            yield from positions_in(one)


def test_an_event_that_was_not_known_cannot_be_traced(counter: Counter) -> None:
    entered = event(counter, "integrity.entered", record(counter))
    known = ("--known-at", str(entered["position"]))
    assert counter.run("trace", entered["event"], *known).exit_code == 2


def test_the_board_of_a_day_names_persons_only_when_it_is_opened(
    counter: Counter,
) -> None:
    """And a document number never: the board has no use for one."""
    board = ("publicity", "--as-of", "2024-06-10")
    shut, opened = counter.told(*board), counter.told(*board, "--open")
    assert "工程" in shut
    assert "申报人丁（示例）" not in shut
    assert "申报人丁（示例）" in opened
    document = counter.run("--json", *board, "--open").stdout
    assert "申报人丁（示例）" in document
    assert example_passport("ding") not in opened + document


def test_an_event_is_not_shown_before_it_was_known(counter: Counter) -> None:
    entered = event(counter, "integrity.entered", record(counter))
    known = str(entered["position"])
    result = counter.run("show", entered["event"], "--known-at", known)
    assert result.exit_code == 2
    assert "尚无记录" in result.stderr


def test_a_name_that_came_later_is_not_found_among_what_was_known(
    counter: Counter,
) -> None:
    accepted = counter.json("find", CASE_NO)["found"][0]["id"]
    assert accepted.startswith("application/")
    assert counter.run("find", CASE_NO, "--known-at", "20").exit_code == 2
