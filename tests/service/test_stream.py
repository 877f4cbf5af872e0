"""The feed as it happens, with real clients, bad lines and a server that is killed."""

import asyncio
import json
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from httpx_sse import ServerSentEvent, aconnect_sse, connect_sse

from service.cloud_events import CloudEvent, cloud_event
from tests.support.bureau import Bureau
from tests.support.cutting_proxy import bad_line
from tests.support.domain import PlayedCase
from tests.support.serving import PATIENCE_S, client_of, eventually, process, serving

STREAM = "/v1/feed/stream"


def newest(client: httpx.Client) -> int:
    found: int = client.get("/v1/feed", params={"limit": 1_000}).json()["newest"]
    return found


def read(client: httpx.Client, count: int, after: int = 0) -> list[ServerSentEvent]:
    """Read so many events from one connection."""
    found: list[ServerSentEvent] = []
    if not count:
        return found
    with connect_sse(client, "GET", STREAM, params={"after": after}) as source:
        for event in source.iter_sse():
            found.append(event)
            if len(found) == count:
                break
    return found


def follow(client: httpx.Client, last: int) -> Iterator[int]:
    """Yield numbers up to ``last``, coming back whenever the line is cut."""
    known = ""
    while known != str(last):
        headers = {"Last-Event-ID": known} if known else {}
        with (
            suppress(httpx.TransportError),
            connect_sse(client, "GET", STREAM, headers=headers) as source,
        ):
            for event in source.iter_sse():
                known = event.id
                yield int(event.id)
                if known == str(last):
                    return


def test_an_sse_library_hears_every_change_once_and_nothing_else(
    client: httpx.Client,
) -> None:
    last = newest(client)
    found = read(client, last)
    assert [int(event.id) for event in found] == list(range(1, last + 1))
    pages = client.get("/v1/feed", params={"limit": 1_000}).json()["changes"]
    assert [event.json() for event in found] == pages
    assert {event.event for event in found} == {"message"}
    assert found[0].retry is not None
    assert {event.retry for event in found[1:]} == {None}


def test_the_headers_keep_those_between_from_holding_it_back(
    client: httpx.Client,
) -> None:
    head = client.head(STREAM)
    assert head.content == b""
    with client.stream("GET", STREAM) as full:
        for headers in (head.headers, full.headers):
            assert headers["content-type"] == "text/event-stream; charset=utf-8"
            assert headers["cache-control"] == "no-cache"
            assert headers["x-accel-buffering"] == "no"
            assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_curl_hears_every_change(client: httpx.Client) -> None:
    last = newest(client)
    url = f"http://127.0.0.1:{client.base_url.port}{STREAM}"
    with subprocess.Popen(
        ["curl", "--noproxy", "*", "-sN", url], stdout=subprocess.PIPE, text=True
    ) as curl:
        assert curl.stdout is not None
        numbers, data = [], []
        for line in curl.stdout:
            if line.startswith("id: "):
                numbers.append(int(line[4:]))
            if line.startswith("data: "):
                data.append(json.loads(line[6:]))
            if len(data) == last:
                break
        curl.terminate()
    assert numbers == list(range(1, last + 1))
    assert [int(one["id"]) for one in data] == numbers


@pytest.mark.parametrize("known", [0, 1, 200, 379])
def test_who_comes_back_goes_on_where_he_was(client: httpx.Client, known: int) -> None:
    """The address still has the number with which he first came."""
    last = newest(client)
    headers = {"Last-Event-ID": str(known)}
    with connect_sse(
        client, "GET", STREAM, params={"after": 3}, headers=headers
    ) as source:
        first = next(source.iter_sse())
    assert int(first.id) == known + 1
    assert known < last


@pytest.mark.parametrize("known", ["-1", "x", "1,2", "99999999", "01"])
def test_a_place_that_never_was_is_refused(client: httpx.Client, known: str) -> None:
    answer = client.get(STREAM, headers={"Last-Event-ID": known})
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "input"


@pytest.mark.parametrize("after", [1_500, 4_321, 60_000])
def test_lines_that_are_cut_lose_nothing_and_double_nothing(
    client: httpx.Client, after: int
) -> None:
    last = newest(client)
    port = client.base_url.port or 80
    with bad_line(port, after=after) as proxy, client_of(proxy.url) as behind:
        numbers = list(follow(behind, last))
    assert numbers == list(range(1, last + 1))
    assert len(proxy.asked) > 2
    assert proxy.places() == sorted(set(proxy.places()))


def test_who_follows_hears_what_is_recorded_next(bureau: Bureau) -> None:
    with serving(bureau.ledger) as client:
        before = newest(client)
        with connect_sse(client, "GET", STREAM, params={"after": before}) as source:
            events = source.iter_sse()
            for name in ("市二院", "市三院"):
                organisation = bureau.organisation(name, "PUBLIC_INSTITUTION")
                event = next(events)
                assert event.json()["subject"] == organisation
                before += 1
                assert int(event.id) == before


def test_a_server_that_is_killed_and_started_again_loses_nothing(
    bureau: Bureau,
) -> None:
    heard: list[int] = []
    with process(bureau.ledger) as first, client_of(first.url) as client:
        port = first.port
        last = newest(client)
        with (
            connect_sse(client, "GET", STREAM) as source,
            suppress(httpx.TransportError),
        ):
            for event in source.iter_sse():
                heard.append(int(event.id))
                if len(heard) == last:
                    bureau.organisation("市二院", "PUBLIC_INSTITUTION")
                if len(heard) == last + 1:
                    first.child.send_signal(signal.SIGKILL)
    bureau.organisation("市三院", "PUBLIC_INSTITUTION")
    with process(bureau.ledger, port=port) as second, client_of(second.url) as client:
        headers = {"Last-Event-ID": str(heard[-1])}
        with connect_sse(client, "GET", STREAM, headers=headers) as source:
            heard.append(int(next(source.iter_sse()).id))
    assert heard == list(range(1, last + 3))


def test_two_hundred_follow_at_once_and_all_hear_everything(bureau: Bureau) -> None:
    with process(bureau.ledger) as server, client_of(server.url) as client:
        last = newest(client) + 1
        heard = asyncio.run(_two_hundred(server.url, last, bureau))
    assert len(heard) == 200
    assert all(numbers == list(range(1, last + 1)) for numbers in heard)


async def _two_hundred(url: str, last: int, bureau: Bureau) -> list[list[int]]:
    limits = httpx.Limits(max_connections=None)
    ready = asyncio.Semaphore(0)
    async with httpx.AsyncClient(
        base_url=url, timeout=PATIENCE_S, limits=limits, trust_env=False
    ) as client:
        tasks = [asyncio.create_task(_hear(client, last, ready)) for _ in range(200)]
        for _ in tasks:
            await ready.acquire()
        await asyncio.to_thread(bureau.organisation, "市二院", "PUBLIC_INSTITUTION")
        return await asyncio.gather(*tasks)


async def _hear(
    client: httpx.AsyncClient, last: int, ready: asyncio.Semaphore
) -> list[int]:
    found: list[int] = []
    async with aconnect_sse(client, "GET", STREAM) as source:
        async for event in source.aiter_sse():
            found.append(int(event.id))
            if len(found) == last - 1:
                ready.release()
            if len(found) == last:
                break
    return found


def test_something_is_heard_when_there_is_nothing_to_tell(case: PlayedCase) -> None:
    with serving(case.path, heartbeat=0.05) as client:
        after = newest(client)
        with client.stream("GET", f"{STREAM}?after={after}") as stream:
            lines = stream.iter_lines()
            assert [next(lines) for _ in range(6)] == [":", ""] * 3


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the feed be far larger than what lies between two programs."""

    def padded(*asked: Any) -> CloudEvent:
        event = cloud_event(*asked)
        event.data.change["padding"] = "x" * 40_000
        return event

    monkeypatch.setattr("service.feed_pages.cloud_event", padded)


@pytest.mark.usefixtures("large")
def test_who_takes_nothing_is_cut_off_and_stops_nobody(
    case: PlayedCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody opens the stream and never reads, to fill the server's memory."""
    monkeypatch.setattr("service.connection.PATIENCE_S", 0.3)
    with serving(case.path, most=1) as client, silent(client) as line:
        assert client.get("/v1/due").status_code == 200
        eventually(lambda: client.head(STREAM).status_code == 200)
        with suppress(ConnectionResetError):
            while line.recv(1_000_000):
                pass
        assert len(read(client, 3)) == 3


@pytest.mark.usefixtures("large")
def test_who_takes_nothing_of_a_page_is_cut_off_too(
    case: PlayedCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.connection.PATIENCE_S", 0.3)
    monkeypatch.setattr("service.server.MAX_CONNECTIONS", 2)
    page = "/v1/feed?limit=1000"
    with serving(case.path) as client, silent(client, page), silent(client, page):
        full = client.get("/v1/ledger")
        assert (full.status_code, full.json()["error"]["code"]) == (503, "busy")
        eventually(lambda: client.get("/v1/ledger").status_code == 200)


def silent(client: httpx.Client, path: str = STREAM) -> socket.socket:
    """Ask for something large, read its first bytes, and no more."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    line.settimeout(PATIENCE_S)
    line.connect((client.base_url.host, client.base_url.port))
    line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert line.recv(12) == b"HTTP/1.1 200"
    return line


def test_no_more_follow_than_there_is_room_for(case: PlayedCase) -> None:
    with serving(case.path, most=2) as client:
        with client.stream("GET", STREAM), client.stream("GET", STREAM):
            full = client.get(STREAM)
            assert (full.status_code, full.json()["error"]["code"]) == (503, "busy")
            assert full.headers["retry-after"].isdecimal()
        eventually(lambda: client.head(STREAM).status_code == 200)


def test_who_follows_goes_on_when_the_ledger_is_back(
    bureau: Bureau, tmp_path: Path
) -> None:
    with serving(bureau.ledger) as client:
        before = newest(client)
        with connect_sse(client, "GET", STREAM, params={"after": before}) as source:
            events = source.iter_sse()
            bureau.ledger.rename(tmp_path / "away")
            assert client.get("/v1/feed").status_code == 503
            (tmp_path / "away").rename(bureau.ledger)
            bureau.organisation("市二院", "PUBLIC_INSTITUTION")
            assert int(next(events).id) == before + 1
