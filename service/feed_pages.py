"""The feed by pages: ``GET /v1/feed``, the source of truth for who follows.

A full page never changes: what stands in it depends on its address alone. The last
page grows, and says which change is the newest.
"""

from dataclasses import dataclass
from typing import Final

import msgspec

from aggregates.text import Text
from ledger.log_reader import LogReader
from projections.feed.public import public_change
from projections.feed.stream import EDITION, changes, newest, pass_clock
from projections.runner import Views
from projections.store.rows import Rows
from service.cloud_events import BATCH, CloudEvent, cloud_event, source_of
from service.parameters import AFTER, Parameter, number_between
from service.problem import wrong_input
from service.responses import ASK_AGAIN, JSON
from service.window import Window

LINES: Final = "application/x-ndjson"
FORMS: Final = (JSON, BATCH, LINES)
"""The forms of a page, the usual one first."""

MAX_PAGE: Final = 1_000
UNCHANGING: Final = "public, max-age=86400, immutable"
"""A full page changes only with a new edition of the feed, which is told."""

EDITION_HEADER: Final = "Daocha-Feed-Edition"

LIMIT: Final = Parameter(
    name="limit",
    read=number_between(1, MAX_PAGE),
    schema={"type": "integer", "minimum": 1, "maximum": MAX_PAGE, "default": 100},
    text=Text("最多几条变动", "how many changes at most"),
    default=100,
)


class FeedPage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of the feed.

    Attributes:
        origin: The ledger's name.
        edition: Of the feed; another one has other numbers.
        after: The number behind which it begins.
        next: What to ask for next, as ``after``.
        newest: The newest number; left out of a full page, which never changes.
        changes: As CloudEvents.
    """

    origin: str
    edition: int
    after: int
    next: int
    newest: int | None = None
    changes: tuple[CloudEvent, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A page in the form that was asked for.

    Attributes:
        body: The page.
        next: What to ask for next.
        full: Whether it never changes.
    """

    body: bytes
    next: int
    full: bool

    @property
    def keep(self) -> str:
        """How long it may be kept."""
        return UNCHANGING if self.full else ASK_AGAIN


def read_changes(window: Window, after: int, limit: int) -> list[CloudEvent]:
    """Return the changes behind a number, for who heard that they are there.

    Raises:
        Problem: The feed is not that long.
        LedgerError: The ledger cannot be read or believed.
    """
    found = window.use(lambda log, views: _found(log, views, after, limit)).found
    # At its end the feed goes on by the clock, which passes in each view by itself.
    return found if len(found) == limit else _read(window, after, limit).found


def newest_change(window: Window, after: int) -> int:
    """Return the newest number, for somebody who knows the feed up to another.

    Raises:
        Problem: The feed is not that long.
        LedgerError: The ledger cannot be read or believed.
    """
    return _read(window, after, 0).newest


def write_page(window: Window, form: str, after: int, limit: int) -> Written:
    """Return a page of the feed.

    Args:
        window: Where the ledger is.
        form: One of `FORMS`.
        after: The number behind which it begins.
        limit: How many changes at most.

    Raises:
        Problem: The feed is not that long.
        LedgerError: The ledger cannot be read or believed.
    """
    read = _read(window, after, limit)
    full = len(read.found) == limit
    following = after + len(read.found)
    return Written(_body(form, after, read, full=full), following, full)


@dataclass(frozen=True, slots=True)
class _Read:
    origin: str
    newest: int
    found: list[CloudEvent]


def _read(window: Window, after: int, limit: int) -> _Read:
    """Let the clock pass, and read."""

    def work(log: LogReader, views: Views) -> _Read:
        pass_clock(views, window.now(log))
        return _found(log, views, after, limit)

    return window.use(work)


def _found(log: LogReader, views: Views, after: int, limit: int) -> _Read:
    source = source_of(log.origin)

    def question(rows: Rows) -> _Read:
        known = newest(rows)
        _check_known(after, known)
        found = [
            cloud_event(public_change(rows, change), source)
            for change in changes(rows, after, limit)
        ]
        return _Read(log.origin, known, found)

    return views.ask(question)


def _check_known(after: int, known: int) -> None:
    if after > known:
        raise wrong_input(
            Text(
                f"after：变动只到 {known}；若台账曾更换或订阅版本已变，请从 0 重新接收",
                f"after: the feed ends at {known}; if the ledger was replaced, or the "
                "edition of the feed is another, begin again at 0",
            )
        )


def _body(form: str, after: int, read: _Read, *, full: bool) -> bytes:
    if form == BATCH:
        return msgspec.json.encode(read.found)
    if form == LINES:
        return b"".join(msgspec.json.encode(one) + b"\n" for one in read.found)
    return msgspec.json.encode(
        FeedPage(
            origin=read.origin,
            edition=EDITION,
            after=after,
            next=after + len(read.found),
            newest=None if full else read.newest,
            changes=tuple(read.found),
        )
    )


ASKED: Final = (AFTER, LIMIT)
