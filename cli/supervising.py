"""What the overviews do: obligations, committees, shares, figures, pools, persons."""

import click

from cli.dates import person_of
from cli.desk import Desk
from cli.kinds import KINDS
from cli.language import say, tell
from cli.reading_room import Room, reading_room
from cli.times import When
from ledger.statement import kind_of
from projections.integrity import INTEGRITY
from projections.obligations.standing import OBLIGATIONS
from projections.obligations.standing import obligations as owed_on
from projections.reviewing.committee_turns import COMMITTEES
from projections.reviewing.pools import POOLS, all_pools, pool_of
from projections.reviewing.session_rows import STATISTICS
from projections.shares.counts import SHARES


def obligations(
    desk: Desk, /, *, owner: str | None, everything: bool, when: When
) -> None:
    """Tell what acts demand of each other."""
    with reading_room(desk, when=when, needs=(OBLIGATIONS,)) as room:
        whose = room.resolve(owner, "organisation") if owner is not None else ""
        found = room.ask(
            lambda rows: owed_on(
                rows, room.states, room.today, owner=whose, everything=everything
            )
        )
        from cli.tables.overviews import print_obligations  # noqa: PLC0415 - loads rich

        document = room.document(obligations=found)
        desk.answer(document, lambda: print_obligations(room, found))


def committees(desk: Desk, /, thing: str | None, *, when: When) -> None:
    """Tell whether committees may review."""
    # Few questions are about committees, and their states take time to load.
    from cli.tables.overviews import (  # noqa: PLC0415 - loads rich
        print_committee,
        print_committees,
    )
    from projections.reviewing.committees import (  # noqa: PLC0415 - see above
        all_committees,
        committee_on,
    )

    with reading_room(desk, when=when, needs=(COMMITTEES,), ahead=True) as room:
        if thing is None:
            found = room.ask(lambda rows: all_committees(rows, room.states, room.today))
            document = room.document(committees=found)
            desk.answer(document, lambda: print_committees(room, found))
            return
        which = _one_of(room, thing, "committee")
        one = room.ask(lambda rows: committee_on(rows, room.states, which, room.today))
        desk.answer(room.document(committee=one), lambda: print_committee(room, one))


def thresholds(
    desk: Desk, /, thing: str | None, *, year: int | None, when: When
) -> None:
    """Tell the shares of employers, departments and committees."""
    from cli.tables.overviews import print_shares  # noqa: PLC0415 - loads rich
    from projections.shares.thresholds import shares  # noqa: PLC0415 - loads the rules

    needs = (SHARES, COMMITTEES, OBLIGATIONS)
    with reading_room(desk, when=when, needs=needs) as room:
        body = (
            _one_of(room, thing, "committee", "organisation")
            if thing is not None
            else ""
        )
        present = None if room.times.as_of else room.today
        found = room.ask(
            lambda rows: shares(
                rows, room.states, room.today, year=year, body=body, today=present
            )
        )
        desk.answer(room.document(shares=found), lambda: print_shares(room, found))


def statistics(desk: Desk, /, thing: str | None, *, when: When) -> None:
    """Tell the figures of a batch, or of all."""
    from cli.tables.statistics import (  # noqa: PLC0415 - loads rich
        print_all_statistics,
        print_statistics,
    )
    from projections.reviewing.statistics import (  # noqa: PLC0415 - rarely asked for
        all_statistics,
        statistics_of,
    )

    with reading_room(desk, when=when, needs=(STATISTICS,)) as room:
        if thing is None:
            found = room.ask(lambda rows: all_statistics(rows, room.states, room.today))
            document = room.document(statistics=found)
            desk.answer(document, lambda: print_all_statistics(room, found))
            return
        session = _one_of(room, thing, "session")
        one = room.ask(
            lambda rows: statistics_of(rows, room.states, session, room.today)
        )
        if not one.stage.code:
            room.check_recorded(thing, ())
        desk.answer(room.document(figures=one), lambda: print_statistics(room, one))


def pools(desk: Desk, /, thing: str | None, *, when: When) -> None:
    """Tell the expert pools, without names."""
    from cli.tables.pools import (  # noqa: PLC0415 - loads rich
        print_pool,
        print_pools,
    )

    with reading_room(desk, when=when, needs=(POOLS, COMMITTEES)) as room:
        if thing is None:
            found = room.ask(lambda rows: all_pools(rows, room.states, room.today))
            document = room.document(pools=found)
            desk.answer(document, lambda: print_pools(room, found))
            return
        which = _one_of(room, thing, "committee")
        one = room.ask(lambda rows: pool_of(rows, room.states, which, room.today))
        desk.answer(room.document(pool=one), lambda: print_pool(room, one))


def persons(desk: Desk, /, person: str, *, when: When, open_names: bool) -> None:
    """Tell what binds a person."""
    from cli.tables.persons import print_person  # noqa: PLC0415 - loads rich
    from projections.persons import person_on  # noqa: PLC0415 - loads their states

    with reading_room(
        desk, open_names=open_names, when=when, needs=(INTEGRITY,), ahead=True
    ) as room:
        who = person_of(room, room.resolve(person, "person", "application", "title"))
        one = room.ask(lambda rows: person_on(rows, room.states, who, room.today))
        desk.answer(room.document(person=one), lambda: print_person(room, one))


def _one_of(room: Room, text: str, *kinds: str) -> str:
    """Return what a text means, if it is of one of these kinds.

    Raises:
        UsageError: It leads to nothing, to several things, or to something else.
    """
    found = room.resolve(text, *kinds)
    if kind_of(found) not in kinds:
        wanted = say("、", ", ").join(tell(KINDS[kind].name) for kind in kinds)
        raise click.UsageError(
            say(
                f"{text}（{found}）不是：{wanted}",
                f"{text} ({found}) is none: {wanted}",
            )
        )
    return found
