"""The application: every address that is served, and what answers it.

Nothing is decided here. A question is read, put to a clerk, and its answer sent.
"""

import threading
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from ledger.errors import StoreError
from projections.feed.stream import EDITION
from service import evidence
from service.accept import wanted_form
from service.asking import Asking
from service.asyncapi import asyncapi
from service.blocks import Blocks
from service.clerk import Clerk
from service.cloud_events import CloudEvent
from service.feed_pages import (
    ASKED,
    EDITION_HEADER,
    FORMS,
    LIMIT,
    newest_change,
    read_changes,
    write_page,
)
from service.follower import Follower
from service.guard import METHODS, Guard
from service.openapi import openapi
from service.parameters import (
    AFTER,
    KNOWN_AT,
    LAST_EVENT_ID,
    Parameter,
    read_one,
    read_query,
)
from service.problem import Problem, of_status, our_bug
from service.question import Question
from service.responses import FOR_EVER, answer, failure
from service.stream import HEARTBEAT_S, MAX_SUBSCRIBERS, MEDIA, Line, Stream
from service.views import QUESTIONS
from service.window import Window

PAST_WAITING: Final = 16
"""How many may wait for views of the past, which take long to build."""

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a ledger is served.

    Attributes:
        directory: The ledger's directory.
        given: The time on a simulated clock, ms; the newest record's without it.
        hosts: The names under which it is asked; any when there are none.
        origins: Web pages of which origins may read the answers.
        heartbeat: How often a subscriber hears something, in seconds.
        most: How many may follow the feed.
    """

    directory: Path
    given: int | None = None
    hosts: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    heartbeat: float = HEARTBEAT_S
    most: int = MAX_SUBSCRIBERS


@dataclass(slots=True)
class Staff:
    """Who answers: for the present, and for the past."""

    settings: Settings
    present: Clerk = field(init=False)
    past: Clerk = field(init=False)
    follower: Follower = field(init=False)
    line: Line = field(init=False)

    leaving: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.present = Clerk(self._window(), "present")
        self.past = Clerk(self._window(), "past", most=PAST_WAITING)
        self.follower = Follower(self._window())
        self.line = Line(
            self.follower,
            Blocks(self._changes),
            most=self.settings.most,
            heartbeat=self.settings.heartbeat,
        )

    def leave(self) -> None:
        """End every stream, and build no more views."""
        self.leaving.set()
        self.follower.leave()

    def close(self) -> None:
        """End their work."""
        self.follower.close()
        self.past.close()
        self.present.close()

    async def _changes(self, after: int, limit: int) -> list[CloudEvent]:
        return await self.present.ask(lambda w: read_changes(w, after, limit))

    def _window(self) -> Window:
        return Window(
            self.settings.directory, given=self.settings.given, progress=self.go_on
        )

    def go_on(self, done: int, target: int) -> None:
        """Let views be built, unless the server ends: that may take a minute.

        Raises:
            StoreError: It ends.
        """
        if self.leaving.is_set():
            raise StoreError(f"views: the server ends at {done} of {target} records")


def served(settings: Settings) -> tuple[ASGIApp, Callable[[], None]]:
    """Return the application that serves a ledger, and what ends its streams."""
    staff = Staff(settings)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        staff.follower.start()
        try:
            yield
        finally:
            staff.close()

    app = Starlette(
        routes=[*_feed(staff), *_views(staff), *_evidence(staff), *_documents()],
        exception_handlers={
            Problem: _tell,
            HTTPException: _tell_status,
            Exception: _tell_bug,
        },
        lifespan=lifespan,
    )
    # A redirection would repeat whatever host the request named.
    app.router.redirect_slashes = False
    return Guard(app, settings.hosts, settings.origins), staff.leave


def _views(staff: Staff) -> list[Route]:
    asking = Asking(staff.go_on)
    return [
        Route(_pattern(one.path), _view(one, staff, asking), methods=METHODS)
        for one in QUESTIONS
    ]


def _view(question: Question, staff: Staff, asking: Asking) -> Endpoint:
    known = (*question.in_query, KNOWN_AT)
    in_path = question.in_path

    async def endpoint(request: Request) -> Response:
        given = read_query(request.scope["query_string"], known)
        given |= _path_values(in_path, request.path_params)
        clerk = staff.present if given[KNOWN_AT.name] is None else staff.past
        body = await clerk.ask(lambda window: asking.answer(window, question, given))
        return answer(request.headers, body)

    return endpoint


def _path_values(
    known: tuple[Parameter, ...], given: Mapping[str, str]
) -> dict[str, Any]:
    return {one.name: read_one(one, given[one.name]) for one in known}


def _feed(staff: Staff) -> list[Route]:
    async def pages(request: Request) -> Response:
        given = read_query(request.scope["query_string"], ASKED)
        after, limit = given[AFTER.name], given[LIMIT.name]
        form = wanted_form(request.headers.get("accept", ""), FORMS)
        page = await staff.present.ask(lambda w: write_page(w, form, after, limit))
        following = f'</v1/feed?after={page.next}&limit={limit}>; rel="next"'
        more = {
            "Link": following,
            "Vary": "Accept",
            EDITION_HEADER: str(EDITION),
        }
        return answer(request.headers, page.body, media=form, keep=page.keep, more=more)

    async def stream(request: Request) -> ASGIApp:
        given = read_query(request.scope["query_string"], (AFTER,))
        wanted_form(request.headers.get("accept", ""), (MEDIA,))
        known = request.headers.get("last-event-id", "")
        after = read_one(LAST_EVENT_ID, known) if known else given[AFTER.name]
        staff.line.check_room()
        newest = await staff.present.ask(lambda w: newest_change(w, after))
        return Stream(staff.line, after, newest)

    return [
        Route("/v1/feed", pages, methods=METHODS),
        Route("/v1/feed/stream", stream, methods=METHODS),
    ]


def _evidence(staff: Staff) -> list[Route]:
    async def card(request: Request) -> Response:
        read_query(request.scope["query_string"], ())
        return answer(request.headers, await staff.present.ask(evidence.card))

    async def checkpoint(request: Request) -> Response:
        read_query(request.scope["query_string"], ())
        note = await staff.present.ask(evidence.checkpoint)
        return answer(request.headers, note, media=evidence.NOTE)

    async def tile(request: Request) -> Response:
        read_query(request.scope["query_string"], ())
        wanted = evidence.parse_path(request.scope["path"].removeprefix("/"))
        hashes = await staff.present.ask(lambda w: evidence.tile(w, wanted))
        return answer(request.headers, hashes, media=evidence.TILE, keep=FOR_EVER)

    return [
        Route("/v1/ledger", card, methods=METHODS),
        Route("/v1/checkpoint", checkpoint, methods=METHODS),
        Route("/checkpoint", checkpoint, methods=METHODS),
        Route("/tile/{place:path}", tile, methods=METHODS),
    ]


def _documents() -> list[Route]:
    return [
        Route("/openapi.json", _document(openapi()), methods=METHODS),
        Route("/asyncapi.json", _document(asyncapi()), methods=METHODS),
    ]


def _document(described: bytes) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        read_query(request.scope["query_string"], ())
        return answer(request.headers, described)

    return endpoint


def _pattern(path: str) -> str:
    """Write an address as the router wants it: ids hold a slash."""
    return path.replace("}", ":path}")


async def _tell(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return failure(error)


async def _tell_status(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return failure(of_status(error.status_code, error.headers))


async def _tell_bug(_request: Request, error: Exception) -> Response:
    traceback.print_exception(error)
    return failure(our_bug())
