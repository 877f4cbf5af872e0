"""Enrolling the cast of a case: organisations, persons, keys, seals, grants, law."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final, Protocol

from aggregates.calendar.packaged import load_calendars
from aggregates.dispatch import Dispatch
from aggregates.draft import Intent, Signatory
from aggregates.policy.dates import local_date
from cli.case.cast import PERSON_SUFFIX, SEAL_SUFFIX, Cast, example_passport
from cli.case.script import Case, Person
from cli.case.values import Values
from ledger.commitment import SALT_SIZE, Opening
from ledger.keys import Ed25519Signer

PAUSE_MS: Final = 1_000
HOLDER: Final = "/HOLDER"


class Scene(Protocol):
    """Where the cast is enrolled."""

    case: Case
    cast: Cast
    dispatch: Dispatch
    values: Values
    now: int


class Enrolment:
    """Makes the cast known to the ledger, act by act.

    Args:
        scene: The ledger and the case.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._cast = scene.cast
        self._case = scene.case
        people = self._case.people.items()
        self._registrar = next(n for n, p in people if p.founder == "REGISTRAR")
        self._supervisor = next(n for n, p in people if p.founder == "SUPERVISOR")

    def everybody(self) -> None:
        """Enrol all who are there from the start, and publish law and calendars."""
        for name in self._case.organisations:
            self._organisation(name)
        for name, person in self._case.people.items():
            if not person.late:
                self._person(name, person)
        for name, organisation in self._case.organisations.items():
            if organisation.custodian:
                self._seal(name, organisation.custodian)
        self._calendars()
        self._policy()

    def keys(self, names: Sequence[str]) -> None:
        """Enrol those who come later, in the order given."""
        for name in names:
            self._person(name, self._case.people[name])

    def _organisation(self, name: str) -> None:
        organisation = self._case.organisations[name]
        superior = organisation.superior
        body = {
            "name": organisation.name,
            "org_kind": organisation.org_kind,
            "level": organisation.level,
            "territory": organisation.territory,
            "superior": self._cast.known_id(superior) if superior else "",
            "legal_person": organisation.legal_person,
            "branch_law": organisation.branch_law,
        }
        self._do("organisation.registered", self._cast.known_id(name), body)

    def _person(self, name: str, person: Person) -> None:
        if person.use == "person":
            self._register(name, person)
        if not person.founder:
            self._enrol(name, *self._subject(name, person.use), person.use)
        for role in person.roles:
            self._grant(name, role.role, role.org, role.scope)

    def _register(self, name: str, person: Person) -> None:
        body = {
            "name": person.name,
            "document": example_passport(name),
            "document_kind": "PASSPORT",
        }
        by = (self._registrar,)
        self._do("person.registered", self._person_id(name), body, by=by)

    def _subject(self, name: str, use: str) -> tuple[Any, tuple[Opening, ...]]:
        """Name the subject of a key; of a session key only by a commitment."""
        subject = self._person_id(name)
        if use != "session":
            return subject, ()
        entropy = self._scene.dispatch.entropy
        opening = Opening(
            owner=f"sealed/{entropy(16).hex()}",
            log=self._scene.dispatch.log.origin,
            id=self._key(name),
            seq=1,
            path="/subject",
            salt=entropy(SALT_SIZE),
            value=subject,
        )
        return opening.as_field(), (opening,)

    def _enrol(
        self, name: str, subject: Any, openings: tuple[Opening, ...], use: str
    ) -> None:
        signer = self._cast.signer(name)
        body = {
            "suite": signer.suite,
            "public": signer.public,
            "subject": subject,
            "use": use,
        }
        by = (self._registrar, name + HOLDER)
        self._do("key.enrolled", self._key(name), body, by=by, openings=openings)

    def _seal(self, name: str, custodian: str) -> None:
        seal = name + SEAL_SUFFIX
        self._enrol(seal, self._cast.known_id(name), (), "seal")
        body = {"custodian": self._person_id(custodian)}
        by = (self._registrar, custodian + HOLDER)
        self._do("key.custody-transferred", self._key(seal), body, by=by)
        self._grant(seal, "SEAL", name, "")

    def _grant(self, name: str, role: str, org: str, scope: str) -> None:
        organisation = self._case.organisations.get(org)
        body = {
            "role": role,
            "org": self._cast.known_id(org) if org else "",
            "territory": organisation.territory if organisation else "",
            "scope": self._cast.known_id(scope) if scope else "",
            "from": local_date(self._scene.now).isoformat(),
            "until": self._case.registry_until.isoformat(),
        }
        self._do("key.role-granted", self._key(name), body)

    def _calendars(self) -> None:
        for calendar in load_calendars():
            if calendar.year in self._case.calendars:
                body = {
                    "region": calendar.region,
                    "year": calendar.year,
                    "off": calendar.off,
                    "makeup": calendar.makeup,
                    "notice": calendar.notice,
                }
                self._do("calendar.adopted", calendar.id, body, by=self._case.authority)

    def _policy(self) -> None:
        profile = self._scene.values.of(f"profile:{self._case.profile}")
        body = {"profile": profile, "effective_from": profile["effective_from"]}
        aggregate = f"policy/{self._case.profile}"
        self._do("policy.published", aggregate, body, by=self._case.authority)

    def _person_id(self, name: str) -> str:
        return self._cast.known_id(name + PERSON_SUFFIX)

    def _key(self, name: str) -> str:
        return f"key/{self._cast.signer(name).key_id.hex()}"

    def _do(
        self,
        act: str,
        aggregate: str,
        body: dict[str, Any],
        *,
        by: tuple[str, ...] = (),
        openings: tuple[Opening, ...] = (),
    ) -> None:
        self._scene.now += PAUSE_MS
        names = by or (self._registrar, self._supervisor)
        parties = [self._party(name) for name in names]
        intent = Intent(
            type=act,
            id=aggregate,
            body=body,
            by=[signatory for signatory, _ in parties],
            openings=openings,
        )
        self._scene.dispatch.do(intent, [signer for _, signer in parties])

    def _party(self, name: str) -> tuple[Signatory, Ed25519Signer]:
        signatory, signer = self._cast.signatory(name.removesuffix(HOLDER))
        if name.endswith(HOLDER):
            return replace(signatory, role="HOLDER", org=""), signer
        return signatory, signer
