"""Figures 8 and 9: how fast the feed is told, to one who comes late and to many."""

import asyncio
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import msgspec

from bench.figure import Figure, judged, samples_of
from bench.ledgers import Office
from bench.measure import in_turn, told
from bench.workshop import Workshop
from ledger.layout import VIEWS
from projections.feed.stream import CHANGES, FEED, REACHED, Reached, Row, newest
from projections.projection import Writing
from projections.runner import Views
from projections.store.rows import Rows
from projections.views import ALL

MOST_S: Final = 1.0
STREAM: Final = "/v1/feed/stream"
PEER: Final = "the same bytes as a file, by http.server of the standard library"
_BYTES: Final = 1 << 18
_FILE: Final = "feed.sse"


def measure(shop: Workshop) -> list[Figure]:
    """Replay a feed to one client and to many, beside a file of the same bytes."""
    office = shop.office(shop.scale.small)
    last = shop.scale.changes
    _lengthen(office, last)
    try:
        return [_one(shop, office, last), _many(shop, office, last)]
    finally:
        for path in office.path.glob(f"{VIEWS}*"):
            path.unlink()


def _lengthen(office: Office, last: int) -> None:
    """Repeat the changes of the ledger until there are so many."""

    def repeat(rows: Writing) -> None:
        for n in range(known + 1, last + 1):
            rows.add(CHANGES, msgspec.structs.replace(stored[n % known], n=n))
        reached = rows.get(REACHED, 1)
        now = reached.now if reached else 0
        rows.put(REACHED, Reached(1, last, now))

    with Views(office.log, ALL) as views:
        known = views.ask(newest)
        stored = views.ask(lambda rows: _stored(rows, known))
        views.amend(FEED, repeat, needed=lambda _rows: True)


def _stored(rows: Rows, known: int) -> list[Row]:
    return rows.numbered(CHANGES, 1, known)


def _one(shop: Workshop, office: Office, last: int) -> Figure:
    with _serving(shop, office) as port:
        content = _heard(port, last)[1]
    (shop.directory / _FILE).write_bytes(content)
    with _file_server(shop.directory) as peer:
        ours = partial(_replay_anew, shop, office, last)
        theirs = partial(_read_file, peer, last)
        runs = shop.scale.replays_of_feed
        pairs = in_turn([ours] * runs, [theirs] * runs, told)
    return Figure(
        id="feed-replay",
        zh=f"向一个订阅者补发 {last:,} 条变动",
        en=f"{last:,} changes replayed to one subscriber",
        unit="s",
        value=pairs.ours_s,
        peer=PEER,
        peer_value=pairs.peer_s,
        ratio=pairs.slowdown,
        target=f"< {MOST_S:g} s",
        verdict=judged(met=pairs.ours_s < MOST_S),
        note=f"{len(content):,} bytes of Server-Sent Events, each time from a server "
        "that was just started and has told nothing yet; the changes of a smaller "
        "ledger, repeated",
        samples=samples_of(pairs),
    )


def _many(shop: Workshop, office: Office, last: int) -> Figure:
    many = shop.scale.subscribers
    with _serving(shop, office) as port:
        before = time.perf_counter()
        asyncio.run(_all_at_once(port, last, many))
        took = time.perf_counter() - before
    return Figure(
        id="feed-many",
        zh=f"{many} 个订阅者同时补收 {last:,} 条变动",
        en=f"{many} subscribers at once, {last:,} changes each",
        unit="changes/s",
        value=many * last / took,
        note=f"{took:.1f} s until the last had all; all of them in one process beside "
        "the server, reading bytes",
    )


@contextmanager
def _serving(shop: Workshop, office: Office) -> Iterator[int]:
    """Serve the ledger by a process of its own; yield its port."""
    daocha = str(Path(sys.executable).parent / "daocha")
    with subprocess.Popen(
        [daocha, "--ledger", str(office.path), "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        env=shop.env,
        text=True,
    ) as child:
        assert child.stdout is not None
        port = int(child.stdout.readline().rpartition(":")[2])
        try:
            _ask(port, "/v1/ledger", b"}")
            yield port
        finally:
            child.terminate()


@contextmanager
def _file_server(directory: Path) -> Iterator[int]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = partial(Quiet, directory=str(directory))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def _replay_anew(shop: Workshop, office: Office, last: int) -> float:
    with _serving(shop, office) as port:
        return _heard(port, last)[0]


def _heard(port: int, last: int) -> tuple[float, bytes]:
    """Return how long it took to hear everything, and what was heard."""
    before = time.perf_counter()
    content = _ask(port, STREAM, _mark(last))
    return time.perf_counter() - before, content


def _read_file(port: int, last: int) -> float:
    before = time.perf_counter()
    _ask(port, f"/{_FILE}", _mark(last))
    return time.perf_counter() - before


def _mark(last: int) -> bytes:
    """Return what stands in the last change and in none before it."""
    return b'"id":"%d"' % last


def _ask(port: int, path: str, until: bytes) -> bytes:
    """Return all bytes of an answer up to a piece that holds a mark."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(_request(path))
        found = bytearray()
        while until not in found[-2 * _BYTES :]:
            read = line.recv(_BYTES)
            if not read:
                raise ValueError("feed: expected all of it, got the end")
            found += read
    return bytes(found.partition(b"\r\n\r\n")[2])


async def _all_at_once(port: int, last: int, many: int) -> None:
    await asyncio.gather(*(_listen(port, last) for _ in range(many)))


async def _listen(port: int, last: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=_BYTES)
    writer.write(_request(STREAM))
    tail, mark = b"", _mark(last)
    while mark not in tail:
        read = await reader.read(_BYTES)
        if not read:
            raise ValueError("feed: expected all of it, got the end")
        tail = tail[-len(mark) :] + read
    writer.close()
    await writer.wait_closed()


def _request(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
