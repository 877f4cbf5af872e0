"""What ``find``, ``show``, ``list``, ``history`` and ``status`` do.

What prints an answer is imported when there is one: rich takes longer to load than a
short answer to compute.
"""

from datetime import date

import click

from cli.desk import Desk
from cli.language import say
from cli.reading_room import Room, reading_room
from projections.asof import AsOf
from projections.status import list_rows, status_of


def find(desk: Desk, /, text: str) -> None:
    """Find what a text leads to."""
    with reading_room(desk) as room:
        found = room.find(text)
        if not found:
            raise room.unknown(text)
        from cli.reading_tables import print_found  # noqa: PLC0415 - loads rich

        desk.answer(room.document(found=found), lambda: print_found(room, found))


def show(desk: Desk, /, thing: str, *, open_names: bool) -> None:
    """Show one thing, or one event."""
    with reading_room(desk, open_names=open_names) as room:
        event = room.event(thing)
        if event is None:
            _tell_status(room, room.resolve(thing), room.states, room.today)
            return
        from cli.event_page import event_document, print_event  # noqa: PLC0415 - loads rich

        document = room.document(**event_document(room, event))
        desk.answer(document, lambda: print_event(room, event))


def list_things(
    desk: Desk, /, kind: str, *, stage: str | None, open_names: bool
) -> None:
    """List the things of a kind."""
    with reading_room(desk, open_names=open_names) as room:
        rows = room.ask(lambda views: list_rows(views, kind))
        if stage:
            rows = [row for row in rows if row.stage == stage.upper()]
        from cli.reading_tables import list_document, print_list  # noqa: PLC0415

        document = room.document(kind=kind, things=list_document(kind, rows))
        desk.answer(document, lambda: print_list(room, kind, rows))


def history(desk: Desk, /, thing: str) -> None:
    """Tell the history of one thing."""
    with reading_room(desk) as room:
        aggregate = room.resolve(thing)
        from cli.event_page import history_rows, print_history  # noqa: PLC0415

        rows = history_rows(room, aggregate)
        document = room.document(id=aggregate, history=rows)
        desk.answer(document, lambda: print_history(room, aggregate, rows))


def status(desk: Desk, /, thing: str, *, as_of: date | None, open_names: bool) -> None:
    """Tell where a matter stands."""
    with reading_room(desk, open_names=open_names) as room:
        aggregate = room.resolve(thing)
        states = AsOf(room.log, as_of) if as_of else room.states
        if as_of and not states.events(aggregate):
            raise click.UsageError(
                say(
                    f"{thing}：{as_of} 尚未建立",
                    f"{thing}: nothing was recorded about it by {as_of}",
                )
            )
        _tell_status(room, aggregate, states, as_of or room.today)


def _tell_status(room: Room, aggregate: str, states: AsOf, day: date) -> None:
    from cli.reading_tables import print_status  # noqa: PLC0415 - loads rich

    found = status_of(aggregate, states, day)
    room.desk.answer(room.document(status=found), lambda: print_status(room, found))
