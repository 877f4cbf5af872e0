"""Who signed an act, and whether key and role held at that moment.

The verdict is the ledger's own directory's, by position (formats §4.5); so it is the
same for ever, whatever was revoked later. A key that is said to have been compromised
before the act makes it doubtful, not void.
"""

from collections.abc import Iterator
from typing import Final

import msgspec

from aggregates.decider import Act
from ledger.directory import SEAL_ROLE, Directory
from ledger.directory_state import FOR_EVER, Grant, Key
from ledger.local_day import day_of
from ledger.objection import Objection
from ledger.statement import SignedBy
from projections.times.asof import AsOf
from projections.words.label import Label, Named, role_label, segment_label

KEY_DIGITS: Final = 12


class Signer(msgspec.Struct, frozen=True, kw_only=True):
    """One signer of an act.

    Attributes:
        role: In which role.
        segment: For which of the responsibilities this signer answers.
        organisation: For whom; empty for nobody but himself.
        key: The first twelve digits of the key id.
        subject: The person or organisation behind the key; empty when it is sealed.
        acting_for: Whose deputy the signer was (代), or empty.
        valid: Whether key and role held at that moment.
        objections: Why they did not.
        doubtful: Whether the key is said to have been compromised before.
        revoked: The position at which the key was revoked afterwards; None if it was
            not. That voids nothing that was done before.
    """

    role: Label
    segment: Label
    organisation: Named
    key: str
    subject: str
    acting_for: str
    valid: bool
    objections: tuple[str, ...]
    doubtful: bool
    revoked: int | None = None


def signers_of(act: Act, states: AsOf) -> tuple[Signer, ...]:
    """Return the signers of an act, in the order of the statement."""
    directory = states.log.directory
    return tuple(_signer(entry, act, states, directory) for entry in act.by)


def _signer(entry: SignedBy, act: Act, states: AsOf, directory: Directory) -> Signer:
    key = directory.keys.get(entry.key)
    objections = tuple(one.message for one in _objections(entry, act, directory))
    deputies = [g.acting_for for g in _grants(entry, act, key) if g.acting_for]
    return Signer(
        role=role_label(entry.role),
        segment=segment_label(entry.seg),
        organisation=states.organisation(entry.org) if entry.org else Named(""),
        key=entry.key.hex()[:KEY_DIGITS],
        subject=key.subject if key else "",
        acting_for=deputies[0] if deputies else "",
        valid=not objections,
        objections=objections,
        doubtful=key is not None and key.compromised_since <= act.position,
        revoked=key.revoked if key is not None and key.revoked != FOR_EVER else None,
    )


def _objections(entry: SignedBy, act: Act, directory: Directory) -> list[Objection]:
    """Return what speaks against one signer, and not against those beside him."""
    if entry.role != SEAL_ROLE:
        return _ask([entry], act, directory)
    beside = [other for other in act.by if other.role != SEAL_ROLE]
    theirs = _ask(beside, act, directory)
    return [one for one in _ask([entry, *beside], act, directory) if one not in theirs]


def _ask(by: list[SignedBy], act: Act, directory: Directory) -> list[Objection]:
    return directory.signer_objections(
        by,
        seen_size=act.seen_size,
        position=act.position,
        days=(day_of(act.at), day_of(act.received_at)),
    )


def _grants(entry: SignedBy, act: Act, key: Key | None) -> Iterator[Grant]:
    day = day_of(act.at)
    for grant in key.grants.get((entry.role, entry.org), ()) if key else ():
        if grant.stands(act.position, act.seen_size) and grant.covers(day):
            yield grant
