"""What ``due``, ``publicity`` and ``blacklist`` do: answers that depend on the day."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

import click

from cli.desk import Desk
from cli.files import write_file
from cli.language import say
from cli.reading_room import Room, reading_room
from cli.times import When
from ledger.statement import kind_of
from projections.dues.clocks import DEADLINES, Clock
from projections.dues.due import Due, due_list, late_ones
from projections.holders import HOLDERS
from projections.integrity import INTEGRITY, check_person, standing_records
from projections.publicity import PUBLICITY, open_publicities, past_publicities
from projections.refold import ORDER
from projections.times.asof import AsOf

_KEY_DIGITS: Final = 12


def due(
    desk: Desk,
    /,
    *,
    owner: str | None,
    everything: bool,
    only_late: bool,
    ics: Path | None,
    xlsx: Path | None,
    force: bool,
    when: When,
) -> None:
    """Tell what is owed."""
    needs = (DEADLINES, ORDER, HOLDERS)
    with reading_room(desk, when=when, needs=needs, ahead=True) as room:
        wanted = _owed_by(room, owner) if owner else _anybody
        found = room.ask(
            lambda views: due_list(
                views,
                room.states,
                room.today,
                wanted=wanted,
                everything=everything or only_late,
            )
        )
        if only_late:
            found = late_ones(found)
        files = _save_due(room, found, ics, xlsx, force=force)
        from cli.tables.reading import print_due  # noqa: PLC0415 - loads rich

        document = room.document(due=found, **files)
        desk.answer(document, lambda: print_due(room, found))


def _save_due(
    room: Room,
    found: Sequence[Due],
    ics: Path | None,
    xlsx: Path | None,
    *,
    force: bool,
) -> dict[str, list[str]]:
    wanted: dict[Path, Callable[[], bytes]] = {}
    if ics is not None or xlsx is not None:
        # Calendars and workbooks are slow to import, and few ask for them.
        from cli.exports import due_file, due_table  # noqa: PLC0415

        wanted |= {ics: lambda: due_file(room, found)} if ics else {}
        wanted |= {xlsx: lambda: due_table(room, found)} if xlsx else {}
    return _saved(room, wanted, force=force)


def _saved(
    room: Room, wanted: Mapping[Path, Callable[[], bytes]], *, force: bool
) -> dict[str, list[str]]:
    """Write files beside an answer, and return what the answer says of them."""
    for path, make in wanted.items():
        write_file(path, make(), force=force)
        room.desk.talk(say(f"已写入 {path}", f"wrote {path}"))
    return {"files": [str(path) for path in wanted]} if wanted else {}


def _anybody(_clock: Clock) -> bool:
    return True


def _owed_by(room: Room, owner: str) -> Callable[[Clock], bool]:
    """Tell what somebody owes: a body, a person, or who holds a key."""
    debtors = set(_debtors(room, owner))
    return lambda clock: clock.org in debtors or clock.person in debtors


def _debtors(room: Room, owner: str) -> Iterator[str]:
    directory = room.log.directory
    digits = owner.removeprefix("key/")
    keys = [k for k in directory.keys.values() if k.key_id.hex().startswith(digits)]
    if len(digits) >= _KEY_DIGITS and len(keys) == 1:
        subject = keys[0].subject
    else:
        subject = room.resolve(owner, "organisation", "person", "key")
    yield subject
    for key in directory.live_keys(subject, room.times.known):
        yield from (grant.org for grant in directory.grants_of(key.key_id) if grant.org)


def publicity(
    desk: Desk,
    /,
    *,
    everything: bool,
    xlsx: Path | None,
    force: bool,
    when: When,
    open_names: bool,
) -> None:
    """Tell what is publicised."""
    needs = (PUBLICITY, ORDER)
    with reading_room(desk, open_names=open_names, when=when, needs=needs) as room:
        found = room.ask(lambda v: open_publicities(v, room.states, room.today))
        if everything:
            found += room.ask(lambda v: past_publicities(v, room.states, room.today))
        wanted: dict[Path, Callable[[], bytes]] = {}
        if xlsx is not None:
            from cli.exports import publicity_table  # noqa: PLC0415 - see above

            wanted = {xlsx: lambda: publicity_table(room, found)}
        files = _saved(room, wanted, force=force)
        from cli.tables.reading import print_publicity  # noqa: PLC0415 - loads rich

        document = room.document(publicities=found, **files)
        desk.answer(document, lambda: print_publicity(room, found))


def blacklist_list(desk: Desk, /, *, when: When, open_names: bool) -> None:
    """List the integrity records."""
    with _integrity(desk, when, open_names=open_names) as room:
        day = room.today
        found = room.ask(lambda views: standing_records(views, room.states, day))
        from cli.tables.reading import print_records  # noqa: PLC0415 - loads rich

        document = room.document(records=found)
        desk.answer(document, lambda: print_records(room, found, day))


def blacklist_check(
    desk: Desk, /, person: str, *, when: When, open_names: bool
) -> None:
    """Tell whether a person is barred."""
    with _integrity(desk, when, open_names=open_names) as room:
        who = person_of(room, room.resolve(person, "person", "application", "title"))
        day = room.today
        found = room.ask(lambda views: check_person(views, room.states, who, day))
        from cli.tables.reading import print_check  # noqa: PLC0415 - loads rich

        desk.answer(room.document(check=found), lambda: print_check(room, found))


def _integrity(
    desk: Desk, when: When, *, open_names: bool
) -> AbstractContextManager[Room]:
    """Open the records: a term is arithmetic, and reaches into days to come."""
    return reading_room(
        desk, open_names=open_names, when=when, needs=(INTEGRITY,), ahead=True
    )


def person_of(room: Room, thing: str) -> str:
    """Return the person whom a thing is about.

    Raises:
        UsageError: It is about nobody.
    """
    if kind_of(thing) == "person":
        return thing
    person = getattr(AsOf(room.log).get(thing), "person", "")
    if not person:
        raise click.UsageError(
            say(f"{thing} 不是人员", f"{thing} is no person, nor about one")
        )
    return str(person)
