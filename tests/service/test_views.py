"""The views over HTTP: the same answers, with ETags, for any day and any knowledge."""

from datetime import date
from typing import Any

import httpx
import pytest

from projections.dues.due import due_list
from projections.runner import Views
from projections.times.asof import AsOf
from projections.views import ALL
from service.views import QUESTIONS
from tests.support.domain import PlayedCase

LISTS = ["applications", "committees", "sessions", "titles", "organisations"]
PLAIN = [one.path for one in QUESTIONS if "{" not in one.path]


def document(client: httpx.Client, path: str, **asked: Any) -> Any:
    response = client.get(path, params=asked)
    assert response.status_code == 200, response.text
    return response.json()


def error(client: httpx.Client, path: str, status: int) -> Any:
    response = client.get(path)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"
    return response.json()["error"]


@pytest.mark.parametrize("path", PLAIN)
def test_every_view_says_from_which_ledger_it_was_read(
    client: httpx.Client, case: PlayedCase, path: str
) -> None:
    with case.open() as log:
        source = document(client, path)["ledger"]
        assert (source["origin"], source["size"]) == (log.origin, log.size)
    assert source["known"] == source["size"]
    assert source["simulated"]
    assert not source["provisional"]


@pytest.mark.parametrize("path", PLAIN)
def test_who_has_an_answer_already_is_not_sent_it_again(
    client: httpx.Client, path: str
) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    again = client.get(path, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    other = client.get(path, headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.content) == (200, first.content)
    weak = client.get(path, headers={"If-None-Match": f"W/{tag}"})
    assert weak.status_code == 304


def test_a_head_has_the_headers_of_the_answer_and_no_answer(
    client: httpx.Client,
) -> None:
    full, head = client.get("/v1/due"), client.head("/v1/due")
    assert head.content == b""
    for name in ("etag", "content-type", "content-length", "cache-control"):
        assert head.headers[name] == full.headers[name]


def test_what_is_owed_agrees_with_the_view(
    client: httpx.Client, case: PlayedCase
) -> None:
    answer = document(client, "/v1/due")
    today = date.fromisoformat(answer["ledger"]["on"])
    with case.open() as log, Views(log, ALL) as views:
        found = views.ask(lambda rows: due_list(rows, AsOf(log), today))
    expected = [(d.id, d.rule.id, d.due.isoformat(), d.days) for d in found]
    told = [(d["id"], d["rule"]["id"], d["due"], d["days"]) for d in answer["due"]]
    assert told == [one for one in expected if not one[0].startswith("complaint/")]
    assert told


@pytest.mark.parametrize("name", LISTS)
def test_a_list_by_pages_is_the_whole_list(client: httpx.Client, name: str) -> None:
    whole = document(client, f"/v1/{name}", limit=1_000)[name]
    pages: list[Any] = []
    while page := document(
        client,
        f"/v1/{name}",
        limit=2,
        **({"after": pages[-1]["id"]} if pages else {}),
    )[name]:
        pages += page
    assert pages == whole
    assert len(whole) > 1


@pytest.mark.parametrize("name", LISTS)
def test_everything_in_a_list_has_a_status(client: httpx.Client, name: str) -> None:
    for row in document(client, f"/v1/{name}")[name]:
        status = document(client, f"/v1/status/{row['id']}")["status"]
        assert (status["id"], status["stage"]) == (row["id"], row["stage"])
        assert status["holder"] == row["holder"]


def test_an_id_may_be_written_with_its_slash_encoded(client: httpx.Client) -> None:
    thing = document(client, "/v1/titles", limit=1)["titles"][0]["id"]
    plain = client.get(f"/v1/status/{thing}")
    encoded = client.get(f"/v1/status/{thing.replace('/', '%2F')}")
    assert plain.content == encoded.content


def test_a_person_is_barred_up_to_the_last_day_of_the_record(
    client: httpx.Client,
) -> None:
    records = document(client, "/v1/blacklist")["records"]
    ended = next(r for r in records if r["state"]["code"] == "EXPIRED")
    last = date.fromisoformat(ended["last_barred_day"])
    path = f"/v1/blacklist/{ended['person']}"
    on = document(client, path, on=last.isoformat())["check"]
    after = document(client, path, on=last.replace(day=last.day + 1).isoformat())
    assert (on["barred"], after["check"]["barred"]) == (True, False)
    before = document(client, path, on=last.isoformat(), known_at=20)["check"]
    assert (before["barred"], before["records"]) == (False, [])


def test_a_status_is_told_for_an_earlier_day(client: httpx.Client) -> None:
    one = next(
        row
        for row in document(client, "/v1/applications")["applications"]
        if row["stage"]["code"] == "CONFIRMED"
    )
    path = f"/v1/status/{one['id']}"
    early = document(client, path, as_of="2024-06-01")
    assert early["status"]["stage"] != one["stage"]
    assert early["ledger"]["on"] == "2024-06-01"


def test_whether_a_committee_may_review_is_told_for_any_day(
    client: httpx.Client,
) -> None:
    one = next(
        row
        for row in document(client, "/v1/committees")["committees"]
        if row["stage"]["code"] == "FILED"
    )
    path = f"/v1/committees/{one['id']}"
    today = document(client, path)["committee"]["validity"]
    assert (today["id"], today["name"]) == (one["id"], one["name"])
    far = document(client, path, on="2090-01-01")
    assert far["ledger"]["provisional"]
    assert not far["committee"]["validity"]["valid"]
    assert far["committee"]["validity"]["reasons"][0]["code"]["code"] == "EXPIRED"


def test_the_figures_of_a_session_are_counts_alone(client: httpx.Client) -> None:
    for row in document(client, "/v1/sessions")["sessions"]:
        found = document(client, f"/v1/sessions/{row['id']}")["figures"]
        assert found["session"]["id"] == row["id"]
        assert found["passed"] <= found["decided"] <= found["applications"]
        assert not {"complaints", "seated", "told", "by_employer"} & set(found)


def test_answers_know_no_more_than_the_ledger_did(client: httpx.Client) -> None:
    now = {one["id"] for one in document(client, "/v1/titles")["titles"]}
    for known in (300, "2024-06-01"):
        answer = document(client, "/v1/titles", known_at=known)
        assert {one["id"] for one in answer["titles"]} < now
        assert answer["ledger"]["known"] < answer["ledger"]["size"]


@pytest.mark.parametrize(
    "path",
    [
        "/v1/status/title/unheard-of",
        "/v1/blacklist/person/unheard-of",
        "/v1/committees/committee/unheard-of",
        "/v1/sessions/session/unheard-of",
        "/v1/nothing",
        "/v1/due/",
        "/",
        "/v2/due",
    ],
)
def test_what_is_not_there_is_said_in_both_languages(
    client: httpx.Client, path: str
) -> None:
    told = error(client, path, 404)
    assert told["code"] == "not_found"
    assert told["message"]
    assert told["message_en"].isascii()
    assert told["refusals"] == []


@pytest.mark.parametrize(
    "query",
    [
        "as_of=2024-02-30",
        "as_of=20240220",
        "as_of=0001-01-01",
        "as_of=9999-12-31",
        "as_of=1990-01-01",
        "as_of=2100-01-01",
        "as_of=",
        "known_at=0",
        "known_at=99999999",
        "known_at=9999999999999999999999",
        "known_at=-1",
        "known_at=2100-01-01",
        "known_at=٣",
        "all=yes",
        "all=true&all=true",
        "nothing=1",
        "as_of",
        "&",
        "all=%FF",
        "x" * 5_000,
    ],
)
def test_a_question_that_is_not_understood_is_refused(
    client: httpx.Client, query: str
) -> None:
    assert error(client, f"/v1/due?{query}", 400)["code"] == "input"


def test_everything_that_is_wrong_with_a_question_is_told_at_once(
    client: httpx.Client,
) -> None:
    told = error(client, "/v1/due?x=1&all=maybe&as_of=tomorrow", 400)
    assert all(name in told["message_en"] for name in ("no such", "all:", "as_of:"))


@pytest.mark.parametrize(
    "kind", ["complaint", "inspection", "person", "trace", "integrity", "key"]
)
def test_what_is_not_for_everybody_is_not_told_to_be_there_or_not(
    client: httpx.Client, case: PlayedCase, kind: str
) -> None:
    """Somebody asks for ids that exist, and ids that do not, to tell them apart."""
    with case.open() as log:
        known = [*log.ids(kind), f"{kind}/unheard-of"]
    answers = {client.get(f"/v1/status/{one}").content for one in known}
    assert len(answers) == 1
    assert error(client, f"/v1/status/{known[0]}", 403)["code"] == "not_published"
