"""What ``find``, ``show``, ``list``, ``history`` and ``status`` do.

What prints an answer is imported when there is one: rich takes longer to load than a
short answer to compute.
"""

from cli.desk import Desk
from cli.reading_room import Room, reading_room
from cli.times import When
from projections.holders import HOLDERS
from projections.registry import REGISTRY
from projections.status import STATUS, list_rows, status_of


def find(desk: Desk, /, text: str, *, when: When) -> None:
    """Find what a text leads to."""
    with reading_room(desk, when=when, needs=(REGISTRY,)) as room:
        found = room.find(text)
        if not found:
            raise room.unknown(text)
        from cli.tables.reading import print_found  # noqa: PLC0415 - loads rich

        desk.answer(room.document(found=found), lambda: print_found(room, found))


def show(desk: Desk, /, thing: str, *, when: When, open_names: bool) -> None:
    """Show one thing, or one event."""
    with reading_room(desk, open_names=open_names, when=when, needs=(HOLDERS,)) as room:
        event = room.event(thing)
        if event is None:
            _tell_status(room, thing)
            return
        room.check_recorded(thing, filter(room.states.counts, [event]))
        from cli.event_page import event_document, print_event  # noqa: PLC0415 - loads rich

        document = room.document(**event_document(room, event))
        desk.answer(document, lambda: print_event(room, event))


def list_things(
    desk: Desk, /, kind: str, *, stage: str | None, when: When, open_names: bool
) -> None:
    """List the things of a kind."""
    needs = (STATUS,)
    with reading_room(desk, open_names=open_names, when=when, needs=needs) as room:
        rows = room.ask(lambda views: list_rows(views, kind, room.states))
        if stage:
            rows = [row for row in rows if row.stage == stage.upper()]
        from cli.tables.reading import list_document, print_list  # noqa: PLC0415

        document = room.document(kind=kind, things=list_document(kind, rows))
        desk.answer(document, lambda: print_list(room, kind, rows))


def history(desk: Desk, /, thing: str, *, when: When) -> None:
    """Tell the history of one thing."""
    with reading_room(desk, when=when, needs=()) as room:
        aggregate = room.resolve(thing)
        room.check_recorded(thing, room.states.events(aggregate))
        from cli.event_page import history_rows, print_history  # noqa: PLC0415

        rows = history_rows(room, aggregate)
        document = room.document(id=aggregate, history=rows)
        desk.answer(document, lambda: print_history(room, aggregate, rows))


def status(desk: Desk, /, thing: str, *, when: When, open_names: bool) -> None:
    """Tell where a matter stands."""
    with reading_room(desk, open_names=open_names, when=when, needs=(HOLDERS,)) as room:
        _tell_status(room, thing)


def _tell_status(room: Room, thing: str) -> None:
    from cli.tables.reading import print_status  # noqa: PLC0415 - loads rich

    aggregate = room.resolve(thing)
    room.check_recorded(thing, room.states.events(aggregate))
    found = room.ask(lambda v: status_of(aggregate, room.states, room.today, v))
    room.desk.answer(room.document(status=found), lambda: print_status(room, found))
