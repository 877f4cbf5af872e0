"""Which applications a subject leads to.

A subject is an aggregate of any kind, a key, a file by its SHA-256 (``file/…``), or the
commitment to a file as it stands in the log (``material/…``). What leads to a file or
to the person behind a sealed key is in the vault only; without it there is nothing, and
nothing is guessed.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from aggregates.application import events as e
from aggregates.sealing import FILE_INDEX
from ledger.errors import VerificationError
from ledger.record import Event
from ledger.statement import kind_of
from projections import involved
from projections.find import Vault
from projections.store.rows import Rows
from projections.times.asof import AsOf

FILE: Final = "file"
MATERIAL: Final = "material"

KINDS: Final = (
    "application",
    "title",
    "person",
    "complaint",
    "integrity",
    "session",
    "committee",
    "organisation",
    "inspection",
    "trace",
    "circular",
    "key",
    FILE,
    MATERIAL,
)
"""Everything that a trace begins with, the most wanted first."""


class Leads:
    """Follows a subject to applications.

    Args:
        rows: The views.
        states: The log.
        vault: The vault, when it is at hand.
        named: Whether whoever asks may know who is behind a sealed key.
    """

    def __init__(
        self,
        rows: Rows,
        states: AsOf,
        vault: Vault | None = None,
        *,
        named: bool = False,
    ) -> None:
        self._rows = rows
        self._states = states
        self._vault = vault
        self._named = named
        self._ways: dict[str, Callable[[str], Iterable[str]]] = {
            "application": lambda one: [one],
            "title": self._of_matter,
            "complaint": self._of_matter,
            "person": self._of_person,
            "integrity": self._of_record,
            "session": lambda one: involved.applications_of_session(rows, one),
            "committee": self._of_committee,
            "organisation": lambda one: involved.applications_of_party(rows, one),
            "inspection": self._of_inspection,
            "trace": self._of_trace,
            "circular": lambda one: self.applications(states.get(one).subject),
            "key": lambda one: self._of_key(one.partition("/")[2]),
            FILE: lambda one: self._of_file(one.partition("/")[2]),
            MATERIAL: lambda one: self._of_material(one.partition("/")[2]),
        }

    def of_event(self, event: Event) -> Iterator[str]:
        """Yield the one application that an event is about, else all of its matter."""
        about = event.body.get("application")
        if event.type.startswith("session.") and isinstance(about, str):
            yield about
        else:
            yield from self.applications(event.id)

    def applications(self, subject: str) -> Iterator[str]:
        """Yield the applications; one may come more than once."""
        way = self._ways.get(kind_of(subject)) if "/" in subject else None
        if way is not None:
            yield from way(subject)

    def _of_matter(self, matter: str) -> Iterator[str]:
        yield from filter(None, (self._states.get(matter).application,))

    def _of_person(self, person: str) -> Iterator[str]:
        """Yield the person's own, and those in which the person's keys signed."""
        yield from self._states.get(person).applications
        for key in involved.keys_of(self._rows, person):
            yield from (one.application for one in involved.signed_by(self._rows, key))
        for key_id in self._sealed_keys(person):
            yield from self._of_key(key_id)

    def _of_record(self, record: str) -> Iterator[str]:
        yield from self.applications(self._states.get(record).decision)

    def _of_committee(self, committee: str) -> Iterator[str]:
        for session in involved.reviews_of_committee(self._rows, committee):
            yield from involved.applications_of_session(self._rows, session)

    def _of_inspection(self, inspection: str) -> Iterator[str]:
        """Yield the applications in the plan, or else those of the bodies in it."""
        targets = self._states.get(inspection).targets
        own = [one for one in targets if kind_of(one) == "application"]
        for one in own or targets:
            yield from self.applications(one)

    def _of_trace(self, trace: str) -> Iterator[str]:
        state = self._states.get(trace)
        for one in state.applications or (*state.sessions, *state.persons):
            yield from self.applications(one)

    def _of_key(self, key_id: str) -> Iterator[str]:
        """Yield where a key signed; an expert's key voted on everything there was."""
        key = self._states.log.directory.keys.get(bytes.fromhex(key_id))
        for signed in involved.signed_by(self._rows, bytes.fromhex(key_id)):
            yield signed.application
        for grants in key.grants.values() if key else ():
            for grant in grants:
                if kind_of(grant.scope or "-/-") == "session":
                    yield from self.applications(grant.scope)

    def _sealed_keys(self, person: str) -> Iterator[str]:
        """Yield the keys made for one session that turn out to be a person's."""
        if not self._named or self._vault is None:
            return
        for aggregate in involved.session_keys(self._rows):
            if subject_of(aggregate, self._states, self._vault) == person:
                yield aggregate.partition("/")[2]

    def _of_file(self, sha256: str) -> Iterator[str]:
        owners = self._vault.index_find(FILE_INDEX, sha256) if self._vault else ()
        for owner in owners:
            for application in involved.applications_of_person(self._rows, owner):
                if any(
                    True for _ in self.places_of(bytes.fromhex(sha256), application)
                ):
                    yield application

    def places_of(self, sha256: bytes, application: str) -> Iterator[Event]:
        """Yield the events by which an application has a file of this SHA-256."""
        for event in self._states.events(application):
            file = event.body.get("file")
            if isinstance(file, dict) and file_of(file, self._vault) == sha256:
                yield event

    def _of_material(self, commitment: str) -> Iterator[str]:
        wanted = bytes.fromhex(commitment)
        for application in involved.with_file(self._rows, wanted):
            acts = self._states.acts(application)
            if any(_is_of(act.body, wanted) for act in acts):
                yield application


def _is_of(body: Any, commitment: bytes) -> bool:
    attaching = isinstance(body, e.MaterialAttached | e.MaterialDeclassified)
    return attaching and body.file.c == commitment


def file_of(field: dict[str, Any], vault: Vault | None) -> bytes:
    """Return the SHA-256 that a commitment to a file stands for.

    Nothing without the vault, or if it was erased there, or is not what it should be.
    """
    if vault is None:
        return b""
    try:
        opening = vault.open_commitment(field["c"], field["of"])
    except (VerificationError, KeyError):
        return b""
    match opening.value if opening else None:
        case [bytes() as digest, int()]:
            return digest
        case _:
            return b""


def subject_of(key: str, states: AsOf, vault: Vault) -> str:
    """Return who is behind a key whose subject is sealed; nothing if that is gone."""
    enrolled = next(iter(states.log.events(key)), None)
    field = enrolled.body.get("subject") if enrolled else None
    if not isinstance(field, dict):
        return str(field or "")
    try:
        opening = vault.open_commitment(field["c"], field["of"])
    except VerificationError:
        return ""
    return str(opening.value) if opening else ""
