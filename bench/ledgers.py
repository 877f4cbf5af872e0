"""Ledgers to measure on: the review year of the worked case, with many applicants.

The worked case founds the ledger, enrols officials and publishes law, calendars and a
session; then as many applicants as it takes register, declare and attach material.
All acts are signed by their signers, appended through `Log.append` with every check,
and lawful; personal values are in the vault.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

from aggregates.act_file import ActFile, act_with_signatures
from aggregates.draft import Intent, Signatory
from bench.forms import (
    ROUNDS,
    Form,
    Forms,
    Head,
    Job,
    Made,
    applicant_key,
    application_id,
    make,
    run_of,
)
from cli.case.cast import PERSON_SUFFIX
from cli.case.player import Stage
from cli.founding import LOG_KEY
from ledger.checkpoint import Checkpoint, sign_checkpoint
from ledger.commitment import Opening, commitments_in
from ledger.keyfile import read_key
from ledger.keys import Ed25519Signer
from ledger.layout import KEYS
from ledger.log import Log
from ledger.note import NoteSigner
from ledger.record import Event, SignedStatement
from ledger.statement import Seen

CASE: Final = Path(__file__).resolve().parent.parent / "examples" / "xianning-2024"
PASSPHRASE: Final = b"bench"
"""Of the log key's file; nothing here is secret."""

MODEL: Final = "jia"
OFFICIAL: Final = "factory-reviewer"
ATTESTED: Final = "application.eligibility-fact-attested"
ATTACHED: Final = "application.material-attached"
_OPENED: Final = "person.application-opened"
_LAST_OF_THE_MODEL: Final = "application.integrity-commitment-signed"
_GROUP: Final = 25
"""Applicants in a batch: a thousand events when they apply."""

_AHEAD: Final = 3


_Asked = tuple[Job, Future[Made]]


class Office:
    """A ledger being filled, and the hands that fill it.

    Args:
        directory: Where the ledger goes; it does not exist.

    Attributes:
        path: That directory.
        applicants: How many have declared.
    """

    def __init__(self, directory: Path) -> None:
        self.path = directory
        self.applicants = 0
        self.stage = Stage(CASE, directory, passphrase=PASSPHRASE, rounds=1)
        for outcome in self.stage.play():
            if outcome.step.act == _LAST_OF_THE_MODEL:
                break
        self._forms = _forms_of(self.stage)

    @property
    def log(self) -> Log:
        """The ledger, open for appending."""
        return self.stage.log

    def close(self) -> None:
        """Close ledger and vault."""
        self.stage.close()

    def fill(self, events: int, progress: Callable[[int], None] | None = None) -> None:
        """Let applicants register and apply until there are so many events."""
        forms = self._forms
        in_a_group = _GROUP * (
            len(forms.registration) + ROUNDS * len(forms.application)
        )
        groups = -(-max(0, events - self.log.size) // in_a_group)
        numbers = iter(
            range(self.applicants, self.applicants + groups * _GROUP, _GROUP)
        )
        with _pool(forms) as pool:
            ahead = partial(islice, numbers)
            registering = deque(self._ask(pool, n) for n in ahead(_AHEAD))
            applying: deque[_Asked] = deque()
            while registering or applying:
                if registering:
                    job, made = self._take(registering.popleft())
                    applying.append(self._ask(pool, job.first, made.people))
                    registering.extend(self._ask(pool, n) for n in ahead(1))
                if len(applying) == _AHEAD or not registering:
                    self._take(applying.popleft())
                    self.applicants += _GROUP
                    if progress is not None:
                        progress(self.log.size)

    def checkpoint_at(self, size: int) -> bytes:
        """Return what somebody would have kept who looked at that size."""
        key = read_key(self.path / KEYS / LOG_KEY, PASSPHRASE)
        checkpoint = Checkpoint(self.log.origin, size, self.log.root_at(size))
        return sign_checkpoint(checkpoint, [NoteSigner(self.log.origin, key)])

    def facts(self, amount: int) -> list[ActFile]:
        """Draft and sign acts of the most ordinary kind, each on an application.

        An official attests a fact about each of so many applications: one signature,
        no personal values.
        """
        body = next(f for f in self._forms.application if f.statement.type == ATTESTED)
        signatory, signer = self.stage.cast.signatory(OFFICIAL)
        return [
            self._drafted(ATTESTED, aggregate, body.statement.body, signatory, signer)
            for _, aggregate in self._applications(amount)
        ]

    def fact_batches(self, amount: int, size: int) -> list[list[SignedStatement]]:
        """Sign so many batches, to be appended in this order.

        Each holds one act for each of the same applications.
        """
        signer = self.stage.cast.signer(OFFICIAL)
        runs = [run_of(act.lead, signer, amount) for act in self.facts(size)]
        return [list(batch) for batch in zip(*runs, strict=True)]

    def materials(self, amount: int) -> list[ActFile]:
        """Draft and sign acts with two personal values each, for the vault."""
        form = next(f for f in self._forms.application if f.statement.type == ATTACHED)
        clear = {opening.path[1:]: opening.value for opening in form.openings}
        found = []
        for number, aggregate in self._applications(amount):
            signer = applicant_key(number)
            signatory = Signatory(key=signer.key_id, role="APPLICANT")
            body = {**form.statement.body, **clear}
            found.append(self._drafted(ATTACHED, aggregate, body, signatory, signer))
        return found

    def long_application(self, events: int) -> str:
        """Attest facts about one application until it has so many events."""
        act = self.facts(1)[0]
        aggregate, signer = act.lead.id, self.stage.cast.signer(OFFICIAL)
        missing = events - self.log.version(aggregate)
        self.log.append(run_of(act.lead, signer, missing))
        return aggregate

    def _applications(self, amount: int) -> Iterator[tuple[int, str]]:
        """Yield applicants with an application of theirs, spread over the ledger."""
        there = self.applicants * ROUNDS
        if amount > there:
            raise ValueError(f"acts: expected at most {there}, got {amount}")
        for number in range(0, there - there % amount, there // amount):
            yield number // ROUNDS, application_id(number // ROUNDS, number % ROUNDS)

    def _drafted(
        self,
        act: str,
        aggregate: str,
        body: dict[str, Any],
        signatory: Signatory,
        signer: Ed25519Signer,
    ) -> ActFile:
        intent = Intent(type=act, id=aggregate, body=body, by=[signatory])
        return act_with_signatures(self.stage.dispatch.draft(intent).file, signer)

    def _ask(
        self, pool: ProcessPoolExecutor, first: int, people: tuple[Head, ...] = ()
    ) -> _Asked:
        size = self.log.size
        job = Job(
            first=first,
            count=_GROUP,
            seen=Seen(size, self.log.root_at(size)),
            at=self.stage.now,
            people=people,
        )
        return job, pool.submit(_make, job)

    def _take(self, asked: _Asked) -> tuple[Job, Made]:
        job, future = asked
        made = future.result()
        self.stage.now += 1_000
        self.stage.vault.put(made.openings)
        self.log.append(made.signed)
        return job, made


def _pool(forms: Forms) -> ProcessPoolExecutor:
    # Not forked: this process has threads and open databases.
    return ProcessPoolExecutor(
        len(os.sched_getaffinity(0)),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(forms,),
    )


_FORMS: list[Forms] = []


def _begin(forms: Forms) -> None:
    _FORMS[:] = [forms]


def _make(job: Job) -> Made:
    return make(_FORMS[0], job)


def _forms_of(stage: Stage) -> Forms:
    """Take one applicant's recorded acts as forms."""
    person = stage.cast.known_id(MODEL + PERSON_SUFFIX)
    signer = stage.cast.signer(MODEL)
    key = stage.log.events(f"key/{signer.key_id.hex()}")
    return Forms(
        registration=tuple(
            _form(stage, event) for event in (stage.log.events(person)[0], key[0])
        ),
        application=tuple(_form(stage, event) for event in _applying(stage, person)),
        person=person,
        public=signer.public,
        seeds={
            one.key_id: one.private_key.private_bytes_raw()
            for one in stage.cast.signers().values()
        },
    )


def _applying(stage: Stage, person: str) -> list[Event]:
    """Return the acts of the model's application, and the one that it brings."""
    opened = next(e for e in stage.log.events(person) if e.type == _OPENED)
    events = stage.log.events(stage.cast.known_id(MODEL))
    kept = [e for e in events if e.type != _LAST_OF_THE_MODEL]
    return sorted([opened, *kept], key=lambda event: event.position)


def _form(stage: Stage, event: Event) -> Form:
    openings: list[Opening] = []
    for _, commitment, owner in commitments_in(event.body):
        opening = stage.vault.open_commitment(commitment, owner)
        if opening is None:
            raise LookupError(f"expected an opening for {event.id}@{event.seq}")
        openings.append(opening)
    return Form(event.statement, tuple(openings))
