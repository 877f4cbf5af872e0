"""Keys, seals and roles as they stood when the ledger had so many records.

A key, a grant or a seal's custody begins and ends at a position of the log
(`ledger.directory_state`), and a grant has days of its own besides. What the directory
learned later is left out: a key revoked afterwards is shown as it was taken to be then.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

import msgspec

from aggregates.roles import role_name
from ledger.directory_state import FOR_EVER, DirectoryState, Grant, Key
from projections.words.label import Words, words

_EPOCH: Final = date(1970, 1, 1).toordinal()


class GrantStanding(msgspec.Struct, frozen=True, kw_only=True):
    """One role that a key holds.

    Attributes:
        role: Code of the role.
        role_name: What it is called.
        org: Organisation for which it holds; empty for none.
        territory: Where it holds; empty for everywhere.
        scope: For what it holds, such as a session; empty for everything.
        from_: First day; none for one that a founder has.
        until: First day on which it no longer holds; none until it is revoked.
        acting_for: Whose deputy the holder is; empty for nobody's.
        granted: Position of the grant.
        revoked: Position of its revocation; none while it stands.
        in_force: Whether somebody may act on it then.
    """

    role: str
    role_name: Words
    org: str
    territory: str
    scope: str
    from_: date | None = msgspec.field(name="from")
    until: date | None
    acting_for: str
    granted: int
    revoked: int | None
    in_force: bool


class KeyStanding(msgspec.Struct, frozen=True, kw_only=True):
    """One enrolled key.

    Attributes:
        key: Its id.
        subject: Whose it is; empty for a session key, whose subject is sealed.
        use: ``person``, ``seal``, ``service`` or ``session``.
        suite: Its suite.
        enrolled: Position of its enrolment.
        revoked: Position of its revocation; none while it is live.
        compromised_since: Position since when its acts are doubtful.
        custodian: Of a seal: who signs beside it; else empty.
        grants: Its roles, in the order of granting.
    """

    key: str
    subject: str
    use: str
    suite: str
    enrolled: int
    revoked: int | None
    compromised_since: int | None
    custodian: str
    grants: tuple[GrantStanding, ...]


class HeldRole(GrantStanding, frozen=True, kw_only=True):
    """One role with the key that holds it.

    Attributes:
        key: Id of the key.
        subject: Whose it is; empty for a session key.
    """

    key: str
    subject: str


def held(key: KeyStanding, grant: GrantStanding) -> HeldRole:
    """Return a role with the key that holds it."""
    return HeldRole(key=key.key, subject=key.subject, **msgspec.structs.asdict(grant))


def keys_at(
    directory: DirectoryState, known: int, on: date, *, everything: bool = False
) -> tuple[KeyStanding, ...]:
    """Return the keys in the order of their enrolment.

    Args:
        directory: Everything that the ledger knows.
        known: How many records count.
        on: The day on which roles are asked about.
        everything: Revoked ones too.
    """
    return tuple(
        key_at(key, directory, known, on)
        for key in directory.keys.values()
        if key.enrolled < known and (everything or key.is_live(known))
    )


def key_at(key: Key, directory: DirectoryState, known: int, on: date) -> KeyStanding:
    """Return one key as it stood; its enrolment must be among what is known."""
    revoked = _past(key.revoked, known)
    doubtful = revoked is not None and key.compromised_since != FOR_EVER
    return KeyStanding(
        key=key.key_id.hex(),
        subject=key.subject,
        use=key.use,
        suite=key.suite,
        enrolled=key.enrolled,
        revoked=revoked,
        compromised_since=key.compromised_since if doubtful else None,
        custodian=key.custodian(known),
        grants=tuple(
            _grant_at(grant, key, known, on)
            for grant in directory.grants_of(key.key_id)
            if grant.granted < known
        ),
    )


def roles_at(
    directory: DirectoryState, known: int, on: date, *, everything: bool = False
) -> Iterator[HeldRole]:
    """Yield the roles of all keys.

    Args:
        directory: Everything that the ledger knows.
        known: How many records count.
        on: The day.
        everything: Also those that are not in force.
    """
    for key in keys_at(directory, known, on, everything=True):
        for grant in key.grants:
            if everything or grant.in_force:
                yield held(key, grant)


def _grant_at(grant: Grant, key: Key, known: int, on: date) -> GrantStanding:
    in_force = grant.stands(known, known) and grant.covers(on.toordinal() - _EPOCH)
    return GrantStanding(
        role=grant.role,
        role_name=words(role_name(grant.role)),
        org=grant.org,
        territory=grant.territory,
        scope=grant.scope,
        from_=_day(grant.first),
        until=_day(grant.end),
        acting_for=grant.acting_for,
        granted=grant.granted,
        revoked=_past(grant.revoked, known),
        in_force=in_force and key.is_live(known),
    )


def _past(position: int, known: int) -> int | None:
    return position if position < known else None


def _day(number: int) -> date | None:
    """Return a day counted from 1970; none for one that never comes or always was."""
    if abs(number) == FOR_EVER:
        return None
    return date.fromordinal(number + _EPOCH)
