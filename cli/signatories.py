"""Who is to sign an act: as said with ``--by``, or found from the keys at hand.

With ``--as`` alone the roles are chosen when the grants in force leave one choice.
Whoever has to sign beside them and is not at hand is named too, when only one holder
of that role for the same organisation is there; the act then travels as a file. When
nothing fits, the act is drafted in the roles that it asks for, so that the rule book
says what is missing, with its citation.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

import click

from aggregates.draft import Signatory
from aggregates.roles import Party, role_name
from aggregates.schema import EventType
from cli.keyring import Keyring, named_key
from cli.language import say, tell
from ledger.directory import GRANTLESS, Directory
from ledger.directory_state import Key

MOST_KEYS: Final = 12
"""Keys for which roles are sought; more are named one by one."""

Role = tuple[str, str]
"""A role and the organisation for which it is held."""


class When(NamedTuple):
    """When the act is to stand: its position, and the day."""

    position: int
    day: int


def by_said(
    texts: Sequence[str], keyring: Keyring, directory: Directory, when: When
) -> list[Signatory]:
    """Read ``KEY:ROLE[:ORG]``, once for each signer.

    Raises:
        UsageError: One is not written so.
        UnknownKeyError: A key is neither a file at hand nor enrolled.
    """
    return [_said(text, keyring, directory, when) for text in texts]


def _said(text: str, keyring: Keyring, directory: Directory, when: When) -> Signatory:
    name, role, org = _split(text)
    path = Path(name)
    if path.is_file() and path.suffix != ".pub":
        return Signatory(key=keyring.add(path), role=role, org=org)
    key = named_key(name, directory, when.position)
    return Signatory(key=key.key_id, role=role, org=org)


def _split(text: str) -> tuple[str, str, str]:
    head, _, last = text.rpartition(":")
    if last == "" or last.startswith("organisation/"):
        name, _, role = head.rpartition(":")
        org = last
    else:
        name, role, org = head, last, ""
    if not name or not role.isupper():
        raise click.UsageError(
            say(
                f"--by：应写作 密钥:角色[:单位编号]，实为 {text!r}",
                f"--by: expected KEY:ROLE[:ORGANISATION], got {text!r}",
            )
        )
    return name, role, org


def by_grants(
    known: EventType, keys: Sequence[bytes], directory: Directory, when: When
) -> list[Signatory]:
    """Choose roles for the keys at hand, in the order given.

    Raises:
        UsageError: There is no key, or the grants leave several choices.
    """
    if not keys:
        raise click.UsageError(
            say(
                "由谁签名？请用 --as 密钥文件，或 --by 密钥:角色:单位",
                "who signs? use --as KEYFILE, or --by KEY:ROLE:ORGANISATION",
            )
        )
    choices = _rather_granted(list(_choices(known, keys, directory, when)))
    if len(choices) > 1:
        raise click.UsageError(_several(choices))
    if choices:
        return _with_custodians(_together(keys, choices[0]), directory, when)
    completed = _completions(known, keys, directory, when)
    if len(completed) == 1:
        return _with_custodians(list(completed[0]), directory, when)
    return _together(keys, _asked_for(known, keys, directory))


def _rather_granted(choices: list[tuple[Role, ...]]) -> list[tuple[Role, ...]]:
    """Prefer granted roles to those that anybody has for himself."""
    granted = [c for c in choices if not any(role in GRANTLESS for role, _ in c)]
    return list(dict.fromkeys(granted or choices))


def _together(keys: Sequence[bytes], roles: Sequence[Role]) -> list[Signatory]:
    return [
        Signatory(key=key, role=role, org=org)
        for key, (role, org) in zip(keys, roles, strict=True)
    ]


def _choices(
    known: EventType, keys: Sequence[bytes], directory: Directory, when: When
) -> Iterator[tuple[Role, ...]]:
    if len(keys) > MOST_KEYS:
        return
    wanted = {party.role for parties in known.signers for party in parties}
    options = [_roles(key, directory, when, wanted) for key in keys]
    for roles in product(*options):
        if any(_satisfied(parties, roles) for parties in known.signers):
            yield roles


def _roles(
    key: bytes, directory: Directory, when: When, wanted: set[str]
) -> list[Role]:
    grants = directory.roles(key, when.position, when.day)
    held = [(grant.role, grant.org) for grant in grants]
    own = [(role, "") for role in sorted(GRANTLESS) if _may_be(directory, key, role)]
    return [role for role in dict.fromkeys([*held, *own]) if role[0] in wanted]


def _may_be(directory: Directory, key: bytes, role: str) -> bool:
    known: Key | None = directory.keys.get(key)
    return role == "HOLDER" or (known is not None and known.use == "person")


def _satisfied(parties: Sequence[Party], roles: Sequence[Role]) -> bool:
    given = Counter(role for role, _ in roles)
    allowed = {party.role: party for party in parties}
    if any(role not in allowed for role in given):
        return False
    return all(p.least <= given[role] <= p.most for role, p in allowed.items())


def _completions(
    known: EventType, keys: Sequence[bytes], directory: Directory, when: When
) -> list[tuple[Signatory, ...]]:
    """Name those who are not at hand, where there is only one who can be meant."""
    found = []
    for parties in known.signers:
        wanted = {party.role for party in parties}
        options = [_roles(key, directory, when, wanted) for key in keys]
        for roles in product(*options) if len(keys) <= MOST_KEYS else ():
            added = _missing(parties, keys, roles, directory, when)
            if added:
                found.append((*_together(keys, roles), *added))
    return list(dict.fromkeys(found))


def _missing(
    parties: Sequence[Party],
    keys: Sequence[bytes],
    roles: Sequence[Role],
    directory: Directory,
    when: When,
) -> list[Signatory]:
    """Find the only holder of each role that is missing; nothing if one has not one."""
    given = Counter(role for role, _ in roles)
    orgs = {org for _, org in roles}
    added = []
    for party in parties:
        if party.least - given[party.role] == 1:
            holders = _holders(party.role, orgs, directory, when)
            others = [one for one in holders if one.key not in keys]
            if len(others) != 1:
                return []
            added += others
    rest = [(one.role, one.org) for one in added]
    return added if _satisfied(parties, [*roles, *rest]) else []


def _holders(
    role: str, orgs: set[str], directory: Directory, when: When
) -> list[Signatory]:
    return [
        Signatory(key=key, role=role, org=grant.org)
        for key in directory.keys
        for grant in directory.roles(key, when.position, when.day)
        if grant.role == role and grant.org in orgs
    ]


def _with_custodians(
    signers: list[Signatory], directory: Directory, when: When
) -> list[Signatory]:
    """Add the custodian of each seal who does not sign already (formats §4.5)."""
    known = {one.key: directory.keys.get(one.key) for one in signers}
    subjects = {key.subject for key in known.values() if key is not None}
    seals = [key for key in known.values() if key is not None and key.use == "seal"]
    for seal in seals:
        custodian = seal.custodian(when.position)
        if custodian and custodian not in subjects:
            holders = _holders("CUSTODIAN", {seal.subject}, directory, when)
            signers += [
                one for one in holders if directory.keys[one.key].subject == custodian
            ][:1]
    return signers


def _asked_for(
    known: EventType, keys: Sequence[bytes], directory: Directory
) -> tuple[Role, ...]:
    """Give the keys the roles that the act asks for, held or not."""
    alternatives = known.signers or ((),)
    fitting = [parties for parties in alternatives if len(parties) >= len(keys)]
    parties = list(fitting[0] if fitting else alternatives[0])
    roles = []
    for key in keys:
        orgs = {grant.role: grant.org for grant in directory.grants_of(key)}
        party = next((p for p in parties if p.role in orgs), None)
        if party is None and parties:
            party = parties[0]
        if party is not None and party.most == 1:
            parties.remove(party)
        role = party.role if party is not None else next(iter(orgs), "HOLDER")
        org = orgs.get(role, next(iter(orgs.values()), ""))
        roles.append((role, "" if role in GRANTLESS else org))
    return tuple(roles)


def _several(choices: Sequence[tuple[Role, ...]]) -> str:
    lines = [
        " + ".join(f"{tell(role_name(role))} {org}".strip() for role, org in roles)
        for roles in choices
    ]
    heading = say(
        "可用的身份不止一种，请用 --by 密钥:角色:单位 指明：",
        "several roles fit; say which with --by KEY:ROLE:ORGANISATION:",
    )
    return "\n  ".join([heading, *lines])
