"""Who may act for a body, in which role: the grants of its keys, by organisation.

The ledger's directory answers for one key at a moment. Whoever asks who owes what asks
the other way round, and shall not have to read every key of the ledger for it.
"""

from collections.abc import Collection
from datetime import date
from typing import Final

import msgspec

from projections.facts import Fact
from projections.projection import Projection, Table, Writing, each
from projections.store.rows import Rows

OPEN_END: Final = ""
"""No last day, and no day of revocation."""


class Holding(msgspec.Struct, frozen=True):
    """A role that a key holds for a body.

    Attributes:
        org: The body.
        key: The key's aggregate.
        role: The role.
        granted: Position of the grant.
        subject: Whose key it is; empty where that is sealed.
        since: First day on which it holds.
        until: First day on which it no longer holds.
        ended_on: The day on which it was revoked.
    """

    org: str
    key: str
    role: str
    granted: int
    subject: str
    since: str
    until: str
    ended_on: str

    def holds_on(self, day: str) -> bool:
        """Tell whether it holds on a day, written ``YYYY-MM-DD``."""
        begun = self.since <= day and (self.until == OPEN_END or day < self.until)
        return begun and (self.ended_on == OPEN_END or day < self.ended_on)


class Held(msgspec.Struct, frozen=True):
    """A key, and for which bodies it holds roles.

    Attributes:
        key: The key's aggregate.
        subject: Whose it is; empty where that is sealed.
        orgs: The bodies, by spaces.
    """

    key: str
    subject: str
    orgs: str


HOLDINGS: Final = Table("holders_holdings", Holding, key=4)
KEYS: Final = Table("holders_keys", Held, by_aggregate=True)


def _apply(fact: Fact, rows: Writing) -> None:
    """Take in one event of a key."""
    event, body = fact.event, fact.event.body
    if event.type == "key.enrolled":
        subject = body["subject"]
        name = subject if isinstance(subject, str) else ""
        rows.put(KEYS, Held(event.id, name, ""))
    elif event.type == "key.role-granted" and body["org"]:
        _grant(fact, rows)
    elif event.type == "key.role-revoked":
        _end(rows, fact, {body["org"]}, body["role"])
    elif event.type == "key.revoked":
        known = rows.get(KEYS, event.id)
        _end(rows, fact, set(known.orgs.split()) if known else set(), "")


def _grant(fact: Fact, rows: Writing) -> None:
    event, body = fact.event, fact.event.body
    known = rows.get(KEYS, event.id)
    if known is None:
        return
    orgs = " ".join(sorted({*known.orgs.split(), body["org"]}))
    rows.put(KEYS, msgspec.structs.replace(known, orgs=orgs))
    rows.put(
        HOLDINGS,
        Holding(
            org=body["org"],
            key=event.id,
            role=body["role"],
            granted=event.position,
            subject=known.subject,
            since=body["from"],
            until=body["until"] or OPEN_END,
            ended_on=OPEN_END,
        ),
    )


def _end(rows: Writing, fact: Fact, orgs: Collection[str], role: str) -> None:
    """End what a key holds for bodies, in one role or in all."""
    for org in sorted(orgs):
        for one in rows.under(HOLDINGS, org):
            mine = one.key == fact.event.id and role in ("", one.role)
            if mine and one.ended_on == OPEN_END:
                day = fact.day.isoformat()
                rows.put(HOLDINGS, msgspec.structs.replace(one, ended_on=day))


def holders_of(
    rows: Rows, org: str, roles: Collection[str], day: date
) -> frozenset[str]:
    """Return whose keys hold one of some roles for a body on a day."""
    found = rows.where(HOLDINGS, "org = ?", org)
    text = day.isoformat()
    return frozenset(
        one.subject for one in found if one.role in roles and one.holds_on(text)
    )


HOLDERS: Final = Projection(
    name="holders",
    version=1,
    tables=(HOLDINGS, KEYS),
    apply=each(_apply),
    kinds=frozenset({"key"}),
)
