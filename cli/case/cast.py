"""The cast of a case: keys from the case's own randomness, ids by name."""

from collections.abc import Callable
from hashlib import sha256
from typing import Final

from aggregates.draft import Signatory, new_id
from aggregates.followers import title_id
from cli.case.script import Case
from ledger.errors import MalformedError
from ledger.keys import Ed25519Signer

SEAL_SUFFIX: Final = "-seal"
PERSON_SUFFIX: Final = ".person"
TITLE_PREFIX: Final = "title-"


class Randomness:
    """Bytes that look random and are the same in every run of a case.

    A worked case is for looking at and for testing: the same case gives the same
    ledger, so that its root can be compared. A real ledger uses the system's
    randomness.
    """

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode()
        self._drawn = 0

    def __call__(self, size: int) -> bytes:
        """Return the next ``size`` bytes."""
        found = b""
        while len(found) < size:
            found += sha256(b"%b#%d" % (self._seed, self._drawn)).digest()
            self._drawn += 1
        return found[:size]


class Cast:
    """Everybody who signs in a case, and the ids of everything in it.

    Args:
        case: The case.
        entropy: Where keys and ids come from.
    """

    def __init__(self, case: Case, entropy: Callable[[int], bytes]) -> None:
        self.case = case
        self._entropy = entropy
        self._ids: dict[str, str] = {}
        self._signers: dict[str, Ed25519Signer] = {}
        for name in case.people:
            self._add_signer(name)
        for name, organisation in case.organisations.items():
            if organisation.custodian:
                self._add_signer(name + SEAL_SUFFIX)

    def _add_signer(self, name: str) -> None:
        self._signers[name] = Ed25519Signer.from_seed(self._entropy(32))

    def id(self, name: str, kind: str) -> str:
        """Return the id that belongs to ``name``, begun as ``kind`` at first use."""
        if "/" in name:
            return name
        if name not in self._ids:
            self._ids[name] = new_id(kind, self._entropy)
        return self._ids[name]

    def known_id(self, name: str) -> str:
        """Return the id of a name; ``name.person`` and ``title-name`` are derived.

        Raises:
            MalformedError: Nothing in the case has that name yet.
        """
        if name not in self._ids:
            if name.endswith(PERSON_SUFFIX):
                return self.id(name, "person")
            if name in self.case.organisations:
                return self.id(name, "organisation")
            if name.startswith(TITLE_PREFIX):
                return title_id(self.known_id(name.removeprefix(TITLE_PREFIX)))
            raise MalformedError(f"case: expected a known name, got {name}")
        return self._ids[name]

    def names(self) -> dict[str, str]:
        """Return every name with its id."""
        return dict(self._ids)

    def known_as(self) -> dict[str, str]:
        """Return what everything is called in the case, by id."""
        called = {}
        for name, aggregate in self._ids.items():
            person = self.case.people.get(name.removesuffix(PERSON_SUFFIX))
            organisation = self.case.organisations.get(name)
            if person is not None and name.endswith(PERSON_SUFFIX):
                called[aggregate] = person.name
            elif organisation is not None:
                called[aggregate] = organisation.name
            else:
                kind = aggregate.partition("/")[0]
                called[aggregate] = f"{kind}/{name.removeprefix(f'{kind}/')}"
        return called

    def signer(self, name: str) -> Ed25519Signer:
        """Return the key of a name.

        Raises:
            MalformedError: Nobody of that name has a key.
        """
        if name not in self._signers:
            raise MalformedError(f"case: expected somebody with a key, got {name}")
        return self._signers[name]

    def signers(self) -> dict[str, Ed25519Signer]:
        """Return all keys by name."""
        return dict(self._signers)

    def signatory(self, text: str) -> tuple[Signatory, Ed25519Signer]:
        """Read ``name`` or ``name/ROLE`` as who signs, in which capacity."""
        name, _, role = text.partition("/")
        signer = self.signer(name)
        org_name, found_role = self._capacity(name, role)
        org = self.known_id(org_name) if org_name else ""
        return Signatory(key=signer.key_id, role=found_role, org=org), signer

    def _capacity(self, name: str, role: str) -> tuple[str, str]:
        if name.endswith(SEAL_SUFFIX):
            return name.removesuffix(SEAL_SUFFIX), "SEAL"
        person = self.case.people[name]
        if person.founder and role in ("", person.founder):
            return "", person.founder
        for held in person.roles:
            if role in ("", held.role):
                return held.org, held.role
        return "", role or "APPLICANT"


def example_passport(name: str) -> str:
    """Make up the number of a passport for an example person; nobody has it."""
    digits = int.from_bytes(sha256(name.encode()).digest()[:8], "big") % 10**7
    return f"EX{digits:07d}"
