"""Who is let in, and how: hosts, methods, bodies, heads, origins."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import quote, urlencode

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service import connection
from service.guard import SECURITY
from service.views import QUESTIONS
from tests.support.domain import PlayedCase
from tests.support.serving import PATIENCE_S, serving

PAGE = "https://office.example"
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
PRINTED = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20)


@pytest.fixture(scope="module")
def with_page(case: PlayedCase) -> Iterator[httpx.Client]:
    with serving(case.path, origins=frozenset({PAGE}), hosts=frozenset()) as client:
        yield client


def raw(client: httpx.Client, *pieces: bytes) -> bytes:
    """Send bytes as they are; return all that comes until the line is closed."""
    address = client.base_url.host, client.base_url.port or 80
    with socket.create_connection(address, PATIENCE_S) as line:
        for piece in pieces:
            line.sendall(piece)
        found = b""
        while read := line.recv(65_536):
            found += read
    return found


@pytest.mark.parametrize(
    "path",
    ["/v1/due", "/v1/feed", "/nothing", "/v1/due?x", "/tile/0/000", "/checkpoint"],
)
def test_every_answer_carries_the_marks_of_security(
    client: httpx.Client, path: str
) -> None:
    headers = client.get(path).headers
    assert SECURITY.items() <= {k.title(): v for k, v in headers.items()}.items()
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers


def test_a_head_that_comes_at_once_may_be_no_longer_than_one_in_pieces(
    client: httpx.Client,
) -> None:
    """Who sends a hundred thousand bytes of head would have them kept and parsed."""
    answer = client.get("/v1/due", headers={"x-long": "a" * 20_000})
    assert answer.status_code == 431
    assert answer.json()["error"]["code"] == "input"
    many = {f"x-{number}": "a" for number in range(4_000)}
    assert client.get("/v1/due", headers=many).status_code == 431


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "FOO"])
@pytest.mark.parametrize("path", ["/v1/due", "/v1/feed/stream", "/nothing"])
def test_only_questions_are_let_in(
    client: httpx.Client, method: str, path: str
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert answer.json()["error"]["code"] == "method"


def test_a_question_has_no_body(client: httpx.Client) -> None:
    answer = client.request("GET", "/v1/due", content=b"x" * 100)
    assert answer.status_code == 413
    chunked = client.request("GET", "/v1/due", content=iter([b"x"]))
    assert chunked.status_code == 413


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "[::2]"]
)
def test_a_page_whose_name_was_pointed_here_is_turned_away(
    client: httpx.Client, host: str
) -> None:
    """DNS rebinding: a web page elsewhere lets its own name mean this machine."""
    answer = client.get("/v1/due", headers={"Host": host})
    assert answer.status_code == 421
    assert answer.json()["error"]["code"] == "host"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:9", "[::1]:8"])
def test_this_machine_is_asked_under_its_own_names(
    client: httpx.Client, host: str
) -> None:
    assert client.get("/v1/due", headers={"Host": host}).status_code == 200


def test_two_hosts_in_one_request_are_none(client: httpx.Client) -> None:
    answer = raw(
        client,
        b"GET /v1/due HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n"
        b"Connection: close\r\n\r\n",
    )
    assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 421"))


def test_pages_of_a_named_origin_may_read(with_page: httpx.Client) -> None:
    named = with_page.get("/v1/due", headers={"Origin": PAGE})
    other = with_page.get("/v1/due", headers={"Origin": f"{PAGE}.evil.example"})
    none = with_page.get("/v1/due")
    assert named.headers["access-control-allow-origin"] == PAGE
    for answer in (other, none):
        assert "access-control-allow-origin" not in answer.headers
    for answer in (named, other, none):
        assert "Origin" in answer.headers["vary"]


def test_a_cache_is_told_of_both_headers_that_change_an_answer(
    with_page: httpx.Client,
) -> None:
    assert with_page.get("/v1/feed").headers["vary"] == "Accept, Origin"


def test_a_head_that_is_too_long_is_refused_as_a_document(
    client: httpx.Client,
) -> None:
    answer = raw(client, b"GET /v1/due HTTP/1.1\r\nX: ", b"x" * 100_000)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400")
    assert body.startswith(b'{"error":{"code":"input"')


@pytest.mark.parametrize(
    "request_", [b"\x00\x01\x02\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9\r\n\r\n"]
)
def test_what_is_no_http_is_refused_as_a_document(
    client: httpx.Client, request_: bytes
) -> None:
    answer = raw(client, request_)
    assert answer.startswith(b"HTTP/1.1 400")
    assert b'"code":"input"' in answer


@pytest.mark.parametrize("begun", [b"", b"GET /v1/due HTTP/1.1\r\nHost: loc"])
def test_a_question_that_never_ends_is_not_waited_for(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    """Somebody opens line after line and never says what he wants."""
    monkeypatch.setattr(connection, "HEAD_S", 0.05)
    with suppress(ConnectionResetError):
        assert raw(client, begun) == b""


def test_a_second_question_on_the_same_line_must_end_too(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "HEAD_S", 0.2)
    address = client.base_url.host, client.base_url.port or 80
    with socket.create_connection(address, PATIENCE_S) as line:
        line.sendall(b"GET /v1/ledger HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert line.recv(65_536).startswith(b"HTTP/1.1 200")
        line.sendall(b"GET /v1/led")
        with suppress(ConnectionResetError):
            while line.recv(65_536):
                pass


@given(
    path=st.sampled_from([one.path for one in QUESTIONS] + ["/v1/feed"]),
    id_=PRINTED,
    query=st.lists(
        st.tuples(
            st.sampled_from(["after", "limit", "as_of", "on", "known_at", "all", "x"]),
            st.one_of(
                TEXTS,
                st.integers(-2, 1_000).map(str),
                st.dates().map(str),
                st.sampled_from(
                    ["true", "title/0", "0", "\udc80".encode(errors="replace").decode()]
                ),
            ),
        ),
        max_size=3,
    ),
)
def test_no_question_is_a_bug(
    client: httpx.Client, path: str, id_: str, query: list[tuple[str, str]]
) -> None:
    place = quote(id_)
    asked = path.replace("{id}", f"title/{place}")
    asked = asked.replace("{person}", f"person/{place}")
    answer = client.get(f"{asked}?{urlencode(query)}")
    assert answer.status_code in {200, 400, 403, 404}
    if answer.status_code != 200:
        assert set(answer.json()["error"]) == {
            "code",
            "message",
            "message_en",
            "refusals",
        }


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["Accept", "If-None-Match", "Last-Event-ID", "Origin", "Range", "TE"]
            ),
            st.text(
                st.characters(min_codepoint=32, max_codepoint=126), max_size=40
            ).map(str.strip),
        ),
        max_size=4,
    )
)
def test_no_header_is_a_bug(
    client: httpx.Client, headers: list[tuple[str, str]]
) -> None:
    answer = client.get("/v1/feed", params={"limit": 1}, headers=headers)
    assert answer.status_code in {200, 304, 406}
