"""Answers as HTTP sends them: with a strong ETag, and 304 for who has it already."""

from collections.abc import Mapping
from hashlib import sha256
from http import HTTPStatus
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response

from service.problem import Problem

JSON: Final = "application/json"
ASK_AGAIN: Final = "no-cache"
"""Keep it, and ask each time whether it still holds."""

FOR_EVER: Final = "public, max-age=31536000, immutable"
"""Keep it: what is at this address never changes."""

_DIGITS: Final = 32


def answer(
    headers: Headers,
    body: bytes,
    *,
    media: str = JSON,
    keep: str = ASK_AGAIN,
    more: Mapping[str, str] | None = None,
) -> Response:
    """Make the answer to a request.

    Args:
        headers: Of the request.
        body: The whole answer.
        media: Its type.
        keep: How long it may be kept.
        more: Further headers.
    """
    tag = f'"{sha256(body).hexdigest()[:_DIGITS]}"'
    sent = {"ETag": tag, "Cache-Control": keep, **(more or {})}
    if _has(headers, tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=sent)
    return Response(body, headers=sent, media_type=media)


def failure(problem: Problem) -> Response:
    """Make the answer that tells a failure."""
    return Response(
        problem.document(),
        status_code=problem.status,
        headers={"Cache-Control": "no-store", **problem.headers},
        media_type=JSON,
    )


def _has(headers: Headers, tag: str) -> bool:
    """Tell whether the asker has this answer already (RFC 9110, 13.1.2)."""
    asked = ",".join(headers.getlist("if-none-match"))
    known = {one.strip().removeprefix("W/") for one in asked.split(",")}
    return tag in known or asked.strip() == "*"
