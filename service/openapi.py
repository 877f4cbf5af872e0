"""The OpenAPI 3.1 document: made from the same table as the routes.

What stands in it was not written twice: addresses and parameters come from the
questions, the shapes of answers from their structs.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from importlib.metadata import version
from typing import Any, Final

import msgspec

from service.cloud_events import BATCH, CloudEvent
from service.evidence import NOTE, TILE, LedgerCard
from service.feed_pages import ASKED, LINES, FeedPage
from service.parameters import AFTER, KNOWN_AT, LAST_EVENT_ID, Parameter
from service.problem import FailureDocument
from service.question import Question, Source
from service.responses import JSON
from service.stream import MEDIA
from service.views import QUESTIONS

OPENAPI: Final = "3.1.0"
_AT: Final = "#/components/schemas/{name}"
_FAILURES: Final = {
    HTTPStatus.BAD_REQUEST: "问题不明 / the question is not understood",
    HTTPStatus.FORBIDDEN: "不对外公布 / not published",
    HTTPStatus.NOT_FOUND: "没有 / not there",
    HTTPStatus.SERVICE_UNAVAILABLE: "台账暂不可读 / the ledger cannot be read now",
}


def openapi() -> bytes:
    """Return the document as JSON."""
    return msgspec.json.encode(document())


def document() -> dict[str, Any]:
    """Return the document."""
    shapes = [one.shape for one in QUESTIONS]
    schemas, components = msgspec.json.schema_components(
        [*shapes, Source, LedgerCard, FeedPage, CloudEvent, FailureDocument],
        ref_template=_AT,
    )
    paths = {
        question.path: {"get": _question(question, schema)}
        for question, schema in zip(QUESTIONS, schemas, strict=False)
    }
    return {
        "openapi": OPENAPI,
        "info": {
            "title": "daocha 倒查",
            "summary": "职称评审可核验台账：公开查询 / public answers of the ledger",
            "version": version("daocha"),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": _feed() | paths | _evidence(),
        "components": {"schemas": components},
    }


def _question(question: Question, shape: Mapping[str, Any]) -> dict[str, Any]:
    answer = {
        "type": "object",
        "required": ["ledger", question.name],
        "properties": {"ledger": _ref("Source"), question.name: dict(shape)},
    }
    known = (*question.in_path, *question.in_query, KNOWN_AT)
    return _operation(
        question.path,
        f"{question.text.zh} / {question.text.en}",
        known,
        {JSON: {"schema": answer}},
    )


def _feed() -> dict[str, Any]:
    events = {"type": "array", "items": _ref("CloudEvent")}
    pages = {
        JSON: {"schema": _ref("FeedPage")},
        BATCH: {"schema": events},
        LINES: {"schema": {"type": "string"}},
    }
    stream = {MEDIA: {"schema": {"type": "string"}}}
    return {
        "/v1/feed": {
            "get": _operation("/v1/feed", "变动 / what changed, by pages", ASKED, pages)
        },
        "/v1/feed/stream": {
            "get": _operation(
                "/v1/feed/stream",
                "变动，Server-Sent Events / what changes, as it does",
                (AFTER, LAST_EVENT_ID),
                stream,
            )
        },
    }


def _evidence() -> dict[str, Any]:
    text = {"schema": {"type": "string"}}
    note = {NOTE.partition(";")[0]: text}
    place = {
        "name": "place",
        "in": "path",
        "required": True,
        "description": "<L>/<N>[.p/<W>] (C2SP tlog-tiles)",
        "schema": {"type": "string"},
    }
    tile = _operation("/tile", "哈希树的 tile / tiles of the tree", (), {TILE: {}})
    return {
        "/v1/ledger": {
            "get": _operation(
                "/v1/ledger",
                "台账概况和公钥 / the ledger and its public keys",
                (),
                {JSON: {"schema": _ref("LedgerCard")}},
            )
        },
        **{
            path: {
                "get": _operation(
                    path, "签名检查点 / the newest signed checkpoint", (), note
                )
            }
            for path in ("/v1/checkpoint", "/checkpoint")
        },
        "/tile/{place}": {"get": tile | {"parameters": [place]}},
    }


def _operation(
    path: str,
    summary: str,
    parameters: Sequence[Parameter],
    content: Mapping[str, Any],
) -> dict[str, Any]:
    name = path.strip("/").replace("v1/", "").replace("{", "by-").replace("}", "")
    return {
        "operationId": name.replace("/", "-").replace(".", "-") + _of(path),
        "summary": summary,
        "parameters": [_parameter(one) for one in parameters],
        "responses": {
            "200": {
                "description": "答复 / the answer",
                "headers": {"ETag": {"schema": {"type": "string"}}},
                "content": dict(content),
            },
            "304": {"description": "未变 / not changed"},
            **{
                str(int(status)): {
                    "description": text,
                    "content": {JSON: {"schema": _ref("FailureDocument")}},
                }
                for status, text in _FAILURES.items()
            },
        },
    }


def _parameter(one: Parameter) -> dict[str, Any]:
    return {
        "name": one.name,
        "in": one.place,
        "required": one.place == "path",
        "description": f"{one.text.zh} / {one.text.en}",
        "schema": dict(one.schema),
    }


def _of(path: str) -> str:
    return "" if path.startswith("/v1/") else "-tlog"


def _ref(name: str) -> dict[str, str]:
    return {"$ref": _AT.format(name=name)}
