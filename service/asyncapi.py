"""The AsyncAPI 3.0 document: the feed as messages, for those who generate clients."""

from importlib.metadata import version
from typing import Any, Final

import msgspec

from service.cloud_events import CloudEvent
from service.stream import MEDIA, RETRY_MS

ASYNCAPI: Final = "3.0.0"
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
        "defaultContentType": "application/cloudevents+json",
        "channels": {
            "changes": {
                "address": "/v1/feed/stream",
                "messages": {"change": {"$ref": "#/components/messages/change"}},
                "bindings": {"http": {"bindingVersion": "0.3.0"}},
            }
        },
        "operations": {
            "sendChanges": {
                "action": "send",
                "channel": {"$ref": channel},
                "messages": [{"$ref": f"{channel}/messages/change"}],
                "bindings": {"http": {"method": "GET", "bindingVersion": "0.3.0"}},
            }
        },
        "components": {
            "messages": {
                "change": {
                    "name": "change",
                    "title": "变动 / a change",
                    "contentType": "application/cloudevents+json",
                    "payload": {"$ref": _AT.format(name="CloudEvent")},
                }
            },
            "schemas": schemas,
        },
    }
