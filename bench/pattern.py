"""What a large ledger repeats: the acts of the worked case, by how often.

The case is played into a new ledger, every act with its signatures and its rules. Of
what it recorded, a part founds a county, a part is the year of one, and the rest there
is once.
"""

import shutil
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from aggregates.application.standing import ApplicationState
from aggregates.catalog import AGGREGATES, act_of
from bench.ledgers import CASE, PASSPHRASE
from cli.case.cast import PERSON_SUFFIX
from cli.case.player import Stage
from ledger.commitment import Opening, commitments_in
from ledger.record import Event
from ledger.statement import kind_of

_REGISTRY_UNTIL: Final = "2060-01-01"
_BASE_KINDS: Final = frozenset(
    {"ledger", "organisation", "person", "key", "calendar", "policy"}
)
_COPIED_KINDS: Final = frozenset({"organisation", "person", "key"})


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A recorded act that is made again.

    Attributes:
        event: It.
        manifest: The application's manifest after it; empty for what is none.
        openings: Of its personal values.
    """

    event: Event
    manifest: bytes
    openings: Mapping[bytes, Opening]


class Pattern(msgspec.Struct, frozen=True, kw_only=True):
    """The acts of the worked case, by how often they are made again.

    Attributes:
        county: Acts that found a county, in batches.
        year: Acts of a year, in batches as they were appended.
        of_county: Aggregates that every county has for itself.
        of_year: Aggregates that every year of a county has for itself.
        seeds: Private keys by key id; they are invented.
        publics: Public keys by key id.
        calendar: A calendar, for the years to come.
    """

    county: tuple[tuple[Form, ...], ...]
    year: tuple[tuple[Form, ...], ...]
    of_county: frozenset[str]
    of_year: frozenset[str]
    seeds: Mapping[bytes, bytes]
    publics: Mapping[bytes, bytes]
    calendar: Form


def play_case(path: Path) -> Pattern:
    """Play the worked case into a new ledger, and take its acts as forms."""
    folder = path.with_name(f"{path.name}.case")
    shutil.copytree(CASE, folder)
    try:
        _lengthen(folder / "case.toml")
        stage = Stage(folder, path, passphrase=PASSPHRASE, rounds=1)
        try:
            for _ in stage.play():
                pass
            return _pattern(stage)
        finally:
            stage.close()
    finally:
        shutil.rmtree(folder)


def _lengthen(case: Path) -> None:
    """Let the keys of the case sign for as long as the copies take."""
    text = case.read_text()
    until = tomllib.loads(text)["registry_until"].isoformat()
    case.write_text(text.replace(until, _REGISTRY_UNTIL))


def _pattern(stage: Stage) -> Pattern:
    log = stage.log
    events = log.page(0, log.size)
    start = next(e.position for e in events if kind_of(e.id) not in _BASE_KINDS)
    # The case rests for two years; its last acts are not part of a year.
    end = next(e.position for e in events[start:] if e.type == "policy.published")
    year = events[start:end]
    shared = _shared(stage)
    of_year = _of_year(events[:start], year)
    base = [e for e in events[:start] if kind_of(e.id) in _COPIED_KINDS]
    of_county = frozenset(e.id for e in base) - shared - of_year
    signers = stage.cast.signers().values()
    forms = _forms(stage, events[:end])
    return Pattern(
        county=tuple((forms[e.position],) for e in base if e.id in of_county),
        year=(
            *((forms[e.position],) for e in base if e.id in of_year),
            *_batches([forms[e.position] for e in year]),
        ),
        of_county=of_county,
        of_year=of_year,
        seeds={one.key_id: one.private_key.private_bytes_raw() for one in signers},
        publics={one.key_id: one.public for one in signers},
        calendar=next(forms[e.position] for e in events if e.id == "calendar/cn-2024"),
    )


def _shared(stage: Stage) -> frozenset[str]:
    """Return what there is once: the founders, the authority, and its officers."""
    cast, case = stage.cast, stage.case
    officers = {name for name, one in case.people.items() if one.founder}
    officers |= {name.removesuffix("-seal") for name in case.authority}
    found = set()
    for name in officers:
        if name in case.organisations:
            found.add(cast.known_id(name))
            found.add(f"key/{cast.signer(name + '-seal').key_id.hex()}")
        else:
            found.add(cast.known_id(name + PERSON_SUFFIX))
            found.add(f"key/{cast.signer(name).key_id.hex()}")
    return frozenset(found)


def _of_year(base: Sequence[Event], year: Sequence[Event]) -> frozenset[str]:
    """Return what each year brings anew: what begins in it, and its applicants."""
    begun = {e.id for e in year if e.seq == 1}
    people = {e.id for e in year if e.type == "person.application-opened"}
    enrolled = (e for e in base if e.type == "key.enrolled")
    keys = {e.id for e in enrolled if e.body["subject"] in people}
    return frozenset(begun | people | keys)


def _batches(forms: Sequence[Form]) -> Iterator[tuple[Form, ...]]:
    """Put together what was appended together, and therefore saw the same."""
    batch: list[Form] = []
    for form in forms:
        if batch and form.event.statement.seen != batch[0].event.statement.seen:
            yield tuple(batch)
            batch = []
        batch.append(form)
    yield tuple(batch)


def _forms(stage: Stage, events: Sequence[Event]) -> dict[int, Form]:
    states: dict[str, ApplicationState] = {}
    found = {}
    for event in events:
        manifest = b""
        if kind_of(event.id) == "application":
            kind = AGGREGATES["application"]
            before = states.get(event.id) or kind.initial(event.id)
            states[event.id] = kind.evolve(before, act_of(event))
            manifest = states[event.id].manifest
        openings = {}
        for _, commitment, owner in commitments_in(event.body):
            opening = stage.vault.open_commitment(commitment, owner)
            if opening is not None:
                openings[commitment] = opening
        found[event.position] = Form(event=event, manifest=manifest, openings=openings)
    return found
