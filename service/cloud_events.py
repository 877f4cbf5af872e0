"""Changes as CloudEvents 1.0, written by hand: a handful of fields.

``id`` is the number of the change and ``source`` the ledger, so that the two together
are what a subscriber remembers.
"""

from datetime import datetime, timedelta, timezone
from typing import Any, Final

import msgspec

from projections.feed.stream import Change

PREFIX: Final = "cn.daocha."
BATCH: Final = "application/cloudevents-batch+json"

_SHANGHAI: Final = timezone(timedelta(hours=8))


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a change says.

    Attributes:
        event: Id of the event that made it; empty when the clock did.
        position: Where that event stands in the ledger; None when the clock did.
        change: Codes, ids and days.
    """

    event: str
    position: int | None
    change: dict[str, Any]


class CloudEvent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A change in its envelope.

    Attributes:
        specversion: Of CloudEvents.
        id: The number of the change.
        source: The ledger.
        type: What happened, with our prefix.
        subject: The aggregate it is about; left out where there is none to name.
        time: RFC 3339, in Shanghai.
        datacontenttype: Of the data.
        data: What the change says.
    """

    specversion: str
    id: str
    source: str
    type: str
    subject: str = ""
    time: str
    datacontenttype: str
    data: Told


def source_of(origin: str) -> str:
    """Return the source of a ledger's changes.

    Example:
        >>> source_of("xianning.example/zhicheng")
        '/ledgers/xianning.example/zhicheng'
    """
    return f"/ledgers/{origin}"


def cloud_event(change: Change, source: str) -> CloudEvent:
    """Put a change in its envelope."""
    moment = datetime.fromtimestamp(change.at / 1_000, _SHANGHAI)
    return CloudEvent(
        specversion="1.0",
        id=str(change.n),
        source=source,
        type=PREFIX + change.type,
        subject=change.subject,
        time=moment.isoformat(timespec="milliseconds"),
        datacontenttype="application/json",
        data=Told(event=change.event, position=change.position, change=change.data),
    )
