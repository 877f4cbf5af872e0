"""A browser follows the feed with nothing but its own EventSource."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue

import pytest

from tests.support.cutting_proxy import bad_line
from tests.support.demands import browser
from tests.support.domain import PlayedCase
from tests.support.serving import PATIENCE_S, serving

PAGE = """<!doctype html><meta charset="utf-8"><title>倒查</title><script>
const heard = [];
const source = new EventSource("FEED");
source.onmessage = (event) => {
  const told = JSON.parse(event.data);
  heard.push(event.lastEventId === told.id ? event.lastEventId : "wrong");
  if (heard.length === LAST) {
    source.close();
    fetch("/heard/" + heard.join(","));
  }
};
source.onerror = () => {
  if (source.readyState === EventSource.CLOSED) fetch("/heard/closed");
};
</script>"""


@contextmanager
def page_server(said: "Queue[str]") -> Iterator[tuple[str, dict[str, str]]]:
    """Serve a page, and hear what it says; yield its origin and a place for it."""
    pages: dict[str, str] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/heard/"):
                said.put(self.path.removeprefix("/heard/"))
            body = pages.get(self.path, "").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", pages
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def browsing(url: str, folder: Path) -> Iterator[None]:
    """Open a page in a browser without a window."""
    child = subprocess.Popen(
        [
            browser(),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-proxy-server",
            "--no-first-run",
            f"--user-data-dir={folder}",
            "--remote-debugging-port=0",
            url,
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        child.terminate()
        child.wait(PATIENCE_S)


@pytest.mark.demands("browser")
def test_a_browser_hears_everything_once_though_its_line_is_cut(
    case: PlayedCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.stream.RETRY_MS", 50)
    said: Queue[str] = Queue()
    with (
        page_server(said) as (origin, pages),
        serving(case.path, origins=frozenset({origin})) as client,
        bad_line(client.base_url.port or 80, after=40_000) as proxy,
    ):
        last = client.get("/v1/feed?limit=1000").json()["newest"]
        feed = f"{proxy.url}/v1/feed/stream"
        pages["/"] = PAGE.replace("FEED", feed).replace("LAST", str(last))
        with browsing(f"{origin}/", tmp_path / "browser"):
            heard = said.get(timeout=2 * PATIENCE_S)
    assert heard.split(",") == [str(n) for n in range(1, last + 1)]
    assert len(proxy.places()) > 2


@pytest.mark.demands("browser")
def test_a_page_of_another_origin_hears_nothing(
    case: PlayedCase, tmp_path: Path
) -> None:
    """A web page that an official happens to open asks this machine for the feed."""
    said: Queue[str] = Queue()
    with page_server(said) as (origin, pages), serving(case.path) as client:
        feed = f"http://127.0.0.1:{client.base_url.port}/v1/feed/stream"
        pages["/"] = PAGE.replace("FEED", feed).replace("LAST", "1")
        with browsing(f"{origin}/", tmp_path / "browser"):
            assert said.get(timeout=2 * PATIENCE_S) == "closed"
