"""The AsyncAPI 3.0 document: the feed as messages, for those who generate clients."""

from importlib.metadata import version
from typing import Any, Final

import msgspec

from aggregates.text import Text
from projections.feed.public import WITHHELD
from projections.feed.types import TYPES
from service.cloud_events import PREFIX, CloudEvent
from service.stream import MEDIA, RETRY_MS

ASYNCAPI: Final = "3.0.0"
_CONTENT: Final = "application/cloudevents+json"
_TYPES: Final = {
    **TYPES,
    WITHHELD: Text("不对外公布的变动", "a change that is not for everybody"),
}
_AT: Final = "#/components/schemas/{name}"


def asyncapi() -> bytes:
    """Return the document as JSON."""
    return msgspec.json.encode(document())


def document() -> dict[str, Any]:
    """Return the document."""
    _, schemas = msgspec.json.schema_components([CloudEvent], ref_template=_AT)
    channel = "#/channels/changes"
    return {
        "asyncapi": ASYNCAPI,
        "info": {
            "title": "daocha 倒查：变动 / changes",
            "version": version("daocha"),
            "description": (
                "序号从 1 起、没有空缺；重连时用 Last-Event-ID。 / Numbered from 1 "
                "without a gap; who comes back says Last-Event-ID. Sent as "
                f"{MEDIA}; `retry` is {RETRY_MS} ms."
            ),
            "license": {
                "name": "Apache-2.0",
                "url": "https://www.apache.org/licenses/LICENSE-2.0",
            },
        },
        "defaultContentType": _CONTENT,
        "channels": {
            "changes": {
                "address": "/v1/feed/stream",
                "messages": {
                    _name(one): {"$ref": f"#/components/messages/{_name(one)}"}
                    for one in _TYPES
                },
                "bindings": {"http": {"bindingVersion": "0.3.0"}},
            }
        },
        "operations": {
            "sendChanges": {
                "action": "send",
                "channel": {"$ref": channel},
                "messages": [
                    {"$ref": f"{channel}/messages/{_name(one)}"} for one in _TYPES
                ],
                "bindings": {"http": {"method": "GET", "bindingVersion": "0.3.0"}},
            }
        },
        "components": {
            "messages": {_name(one): _message(one) for one in _TYPES},
            "schemas": schemas,
        },
    }


def _message(change: str) -> dict[str, Any]:
    text = _TYPES[change]
    return {
        "name": PREFIX + change,
        "title": f"{text.zh} / {text.en}",
        "contentType": _CONTENT,
        "payload": {
            "allOf": [
                {"$ref": _AT.format(name="CloudEvent")},
                {"properties": {"type": {"const": PREFIX + change}}},
            ]
        },
    }


def _name(change: str) -> str:
    """Return a type as a key that every tool takes."""
    return change.replace(".", "-")
