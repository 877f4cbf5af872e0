"""The feed by pages: without a gap, in three forms, and unchanging where it says so."""

import json
from typing import Any

import httpx
import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_http_event
from hypothesis import given
from hypothesis import strategies as st

from projections.feed.stream import EDITION, changes, newest
from projections.runner import Views
from projections.views import ALL
from tests.support.bureau import Bureau
from tests.support.domain import PlayedCase
from tests.support.serving import serving

BATCH = "application/cloudevents-batch+json"
LINES = "application/x-ndjson"


def page(client: httpx.Client, after: int, limit: int = 1_000) -> Any:
    answer = client.get("/v1/feed", params={"after": after, "limit": limit})
    assert answer.status_code == 200, answer.text
    return answer.json()


def everything(client: httpx.Client, limit: int) -> list[Any]:
    """Follow `next` until the page that is not full."""
    found: list[Any] = []
    after = 0
    while True:
        read = page(client, after, limit)
        found += read["changes"]
        assert read["next"] == after + len(read["changes"])
        if "newest" in read:
            assert read["newest"] == read["next"]
            return found
        after = read["next"]


@pytest.mark.parametrize("limit", [1_000, 100, 7])
def test_pages_of_any_size_tell_every_change_once_and_in_order(
    client: httpx.Client, limit: int
) -> None:
    numbers = [int(one["id"]) for one in everything(client, limit)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 300


def test_the_feed_is_the_views_feed(client: httpx.Client, case: PlayedCase) -> None:
    with case.open() as log, Views(log, ALL) as views:
        expected = views.ask(lambda rows: changes(rows, 0, newest(rows)))
        origin = log.origin
    told = everything(client, 1_000)
    assert len(told) == len(expected)
    for one, change in zip(told, expected, strict=True):
        assert one["source"] == f"/ledgers/{origin}"
        assert one["type"] in {f"cn.daocha.{change.type}", "cn.daocha.withheld"}


def test_what_expires_is_told_though_nobody_did_anything(client: httpx.Client) -> None:
    expired = [
        one
        for one in everything(client, 1_000)
        if one["type"] == "cn.daocha.record.expired"
    ]
    assert expired
    for one in expired:
        assert (one["data"]["event"], one["data"]["position"]) == ("", None)
        assert one["time"].endswith("T00:00:00.000+08:00")


def test_a_full_page_never_changes_and_the_last_one_grows(bureau: Bureau) -> None:
    with serving(bureau.ledger) as client:
        full = client.get("/v1/feed", params={"limit": 2})
        last = client.get("/v1/feed", params={"after": 2})
        assert "immutable" in full.headers["cache-control"]
        assert last.headers["cache-control"] == "no-cache"
        assert "newest" not in full.json()

        bureau.organisation("市二院", "PUBLIC_INSTITUTION")

        assert client.get("/v1/feed", params={"limit": 2}).content == full.content
        tag = {"If-None-Match": last.headers["etag"]}
        grown = client.get("/v1/feed", params={"after": 2}, headers=tag)
        assert grown.status_code == 200
        assert grown.json()["newest"] > last.json()["newest"]
        same = {"If-None-Match": grown.headers["etag"]}
        again = client.get("/v1/feed", params={"after": 2}, headers=same)
        assert again.status_code == 304


def test_the_three_forms_say_the_same(client: httpx.Client) -> None:
    def form(media: str) -> httpx.Response:
        answer = client.get("/v1/feed?limit=50", headers={"Accept": media})
        assert answer.headers["content-type"].startswith(media)
        assert answer.headers["vary"] == "Accept"
        assert answer.headers["daocha-feed-edition"] == str(EDITION)
        assert answer.headers["link"] == '</v1/feed?after=50&limit=50>; rel="next"'
        return answer

    expected = form("application/json").json()["changes"]
    assert form(BATCH).json() == expected
    assert [json.loads(line) for line in form(LINES).text.splitlines()] == expected


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        (f"{LINES}, application/json;q=0.5", LINES),
        (f"application/json;q=0, {BATCH};q=0.1", BATCH),
        (f"*/*;q=0.1, {BATCH}", BATCH),
        ("APPLICATION/JSON", "application/json"),
    ],
)
def test_the_form_is_the_one_that_is_wanted_most(
    client: httpx.Client, accept: str, form: str
) -> None:
    answer = client.get("/v1/feed?limit=1", headers={"Accept": accept})
    assert answer.headers["content-type"].startswith(form)


@pytest.mark.parametrize("accept", ["text/html", "application/json;q=0", "*/*;q=x"])
def test_no_other_form_is_made_up(client: httpx.Client, accept: str) -> None:
    answer = client.get("/v1/feed", headers={"Accept": accept})
    assert answer.status_code == 406
    assert "application/json" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    "query",
    [
        "after=-1",
        "after=1.0",
        "after=01",
        "after=1e3",
        "after=99999999999999999999",
        "after=１",
        "limit=0",
        "limit=1001",
        "limit=",
        "after=1&after=2",
        "since=1",
    ],
)
@pytest.mark.parametrize("path", ["/v1/feed", "/v1/feed/stream"])
def test_a_place_that_is_no_number_is_refused(
    client: httpx.Client, path: str, query: str
) -> None:
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "input"


@pytest.mark.parametrize("path", ["/v1/feed", "/v1/feed/stream"])
def test_who_knows_more_than_the_feed_is_told_so(
    client: httpx.Client, path: str
) -> None:
    """A subscriber of another ledger, or of another edition, goes on here."""
    last = page(client, 0)["newest"]
    answer = client.get(f"{path}?after={last + 1}")
    assert answer.status_code == 400
    assert str(last) in answer.json()["error"]["message_en"]


@given(st.integers(0, 400), st.integers(1, 1_000))
def test_a_page_is_a_stretch_of_the_whole(
    client: httpx.Client, after: int, limit: int
) -> None:
    whole = page(client, 0)
    answer = client.get("/v1/feed", params={"after": after, "limit": limit})
    if after > whole["newest"]:
        assert answer.status_code == 400
    else:
        assert answer.json()["changes"] == whole["changes"][after : after + limit]


def test_the_cloud_events_sdk_accepts_the_envelopes(client: httpx.Client) -> None:
    structured = {"content-type": "application/cloudevents+json; charset=utf-8"}
    answer = client.get("/v1/feed?limit=1000", headers={"Accept": LINES})
    for line in answer.content.splitlines():
        event = from_http_event(HTTPMessage(structured, line))
        told = json.loads(line)
        assert event.get_specversion() == "1.0"
        assert (event.get_id(), event.get_type()) == (told["id"], told["type"])
        assert (event.get_source(), event.get_data()) == (told["source"], told["data"])
        assert event.get_subject() == told.get("subject")
        moment = event.get_time()
        assert moment is not None
        assert moment.isoformat(timespec="milliseconds") == told["time"]
