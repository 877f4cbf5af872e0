"""Where questions are asked: the ledger with its views, a day, and names for ids.

::

    with reading_room(desk) as room:
        thing = room.resolve("咸职申2024-0001")
        answer = room.ask(lambda rows: ...)

Every answer says which ledger it was read from, and what day it counts as today: that
of the machine, or on a simulated ledger the day of its newest record.

It has two times. ``--as-of`` names the day that is asked about, and ``--known-at`` how
much of the ledger counts. What a text means is looked up among everything that is known
today; the answer itself is given in those two times, here and nowhere else.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
import msgspec

from aggregates.policy.dates import local_date
from cli.desk import Desk
from cli.language import say, tell
from cli.office import Office, ledger_document, reading, vault_at_hand
from cli.progress import Counting
from cli.times import PRESENT, When, asked_times
from ledger.errors import MalformedError
from ledger.log_reader import LogReader
from ledger.record import Event
from projections.find import Finder, Found, person_name
from projections.projection import Projection
from projections.runner import Views
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.times.two_times import Times
from projections.views import ALL
from projections.words.label import Label, Named, Words

if TYPE_CHECKING:
    from ledger.vault import Vault

T = TypeVar("T")

_LISTED: Final = 8
_LONG: Final = 20_000
"""Records behind from which it is told how far the views have come."""

PERSON: Final = "person"
SHORT: Final = 12
SHORT_ID: Final = 8


@dataclass(slots=True)
class Room:
    """An opened ledger, its views, and the times in which is asked.

    Attributes:
        desk: What was asked for.
        office: The ledger.
        views: Its views, with everything that is known today.
        times: The day asked about, and how much of the ledger counts.
        clock_day: The day on which is asked.
        asked: The views in those times.
        states: Its aggregates in those times.
        open_names: Whether persons are shown with their names, from the vault.
    """

    desk: Desk
    office: Office
    views: Views
    times: Times
    clock_day: date
    asked: Views
    open_names: bool = False
    states: AsOf = field(init=False)
    _vault: "list[Vault | None]" = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.states = self.times.states(self.log)

    @property
    def today(self) -> date:
        """The day that counts as today in the answer."""
        return self.times.on

    @property
    def log(self) -> LogReader:
        """The log."""
        return self.office.log

    @property
    def vault(self) -> "Vault | None":
        """The vault, when its keys are at hand."""
        if not self._vault:
            self._vault.append(vault_at_hand(self.desk))
        return self._vault[0]

    def ask(self, question: Callable[[Rows], T]) -> T:
        """Answer a question on the views, in the times that were asked for."""
        return _asked(self.desk, self.asked, question)

    def find(self, text: str) -> tuple[Found, ...]:
        """Return what a text leads to; the vault is asked last."""
        return self._found(text, self.asked, self.states)

    def _found(self, text: str, views: Views, states: AsOf) -> tuple[Found, ...]:
        found = _asked(self.desk, views, lambda rows: Finder(rows, states).find(text))
        if found or self.vault is None:
            return found
        return _asked(
            self.desk, views, lambda rows: Finder(rows, states, self.vault).find(text)
        )

    def resolve(self, text: str, *kinds: str) -> str:
        """Return the id of the one thing that a text means.

        Args:
            text: An id, a name, a number.
            kinds: The kinds that are wanted, the most wanted first; any without.

        Raises:
            UsageError: It leads to nothing, or to several things.
        """
        found = self._found(text, self.views, AsOf(self.log))
        for kind in kinds:
            ids = {one.id for one in found if one.kind == kind}
            if len(ids) == 1:
                return ids.pop()
        ids = {one.id for one in found}
        if len(ids) == 1:
            return ids.pop()
        raise self.unknown(text) if not found else _ambiguous(text, found)

    def event(self, text: str) -> Event | None:
        """Return the event that a text names, or nothing."""
        return _event(self.desk, self.views, text)

    def check_recorded(self, text: str, events: Iterable[Event]) -> None:
        """Check that something was recorded by the time that is asked about.

        Raises:
            UsageError: Nothing was.
        """
        if any(True for _ in events):
            return
        day, known = self.times.on, self.times.known
        raise click.UsageError(
            say(
                f"{text}：{day} 尚无记录（台账前 {known} 条）",
                f"{text}: nothing was recorded about it by {day}, "
                f"in the first {known} records",
            )
        )

    def unknown(self, text: str) -> click.UsageError:
        """Make the error for a text that leads nowhere, with what looks like it."""
        near = self.views.ask(lambda rows: Finder(rows, self.states).similar(text))
        if near:
            names = say("、", ", ").join(near)
            return click.UsageError(
                say(
                    f"没有找到 {text!r}。是否为：{names}？",
                    f"nothing is known as {text!r}; did you mean {names}?",
                )
            )
        return click.UsageError(
            say(
                f"没有找到 {text!r}。可用编号、受理编号、文号、单位名称、"
                "至少 12 位的事件编号，或 对象@序号",
                f"nothing is known as {text!r}; give an id, a case or document number, "
                "an organisation's name, 12 digits of an event id, or ID@SEQ",
            )
        )

    def document(self, **answer: Any) -> dict[str, Any]:
        """Return an answer as a JSON document, with where and when it was read."""
        plain = msgspec.to_builtins(answer)
        if self.open_names:
            plain["names"] = self._names_in(plain)
        times = {
            "on": self.times.on.isoformat(),
            "known": self.times.known,
            "provisional": self.times.provisional,
        }
        ledger = ledger_document(self.log, self.clock_day)
        return {"ledger": ledger, **times, **plain}

    def say_today(self) -> None:
        """Say in which times an answer is given, where they are not the present."""
        times = self.times
        if times.provisional:
            self.desk.talk(
                say(
                    f"（{times.on} 尚未到来，按已有记录推算）",
                    f"({times.on} is still to come: by what is recorded)",
                )
            )
        if times.until is not None:
            self.desk.talk(
                say(
                    f"（{times.on} 的情况，只计台账前 {times.until} 条记录）",
                    f"(on {times.on}, by the first {times.until} records alone)",
                )
            )
        elif self.log.simulated:
            self.desk.talk(
                say(
                    f"（模拟时钟台账：今日按 {self.today} 计）",
                    f"(simulated clock: today counts as {self.today})",
                )
            )

    # Names.

    def name(self, thing: str | Named | None) -> str:
        """Return what a thing is called on the screen: name, else a short id."""
        if thing is None or thing == "":
            return "-"
        named = thing if isinstance(thing, Named) else Named(thing)
        if named.name:
            return named.name
        if not named.id:
            return "-"
        if named.id.startswith("organisation/"):
            return self.states.organisation(named.id).name or short(named.id)
        return self._person(named.id) or short(named.id)

    def _person(self, person: str) -> str:
        if not self.open_names or not person.startswith(f"{PERSON}/"):
            return ""
        if person not in self._names:
            self._names[person] = self._opened(person)
        return self._names[person]

    def _opened(self, person: str) -> str:
        vault = self.vault
        if vault is None:
            raise MalformedError("vault: expected it beside the ledger, got none")
        found = person_name(person, AsOf(self.log), vault)
        return found or say("（已删除）", "(erased)")

    def _names_in(self, document: Any) -> dict[str, str]:
        persons = sorted(set(_persons_in(document)))
        return {person: self._person(person) for person in persons}


@contextmanager
def reading_room(
    desk: Desk,
    *,
    open_names: bool = False,
    when: When = PRESENT,
    needs: Sequence[Projection] = ALL,
    ahead: bool = False,
) -> Iterator[Room]:
    """Open the ledger and its views for questions.

    Args:
        desk: Which ledger.
        open_names: Whether persons are shown with their names.
        when: The times that are asked about.
        needs: The views that the answer reads, to be built for another known time.
        ahead: Whether the answer is arithmetic that reaches into days to come.

    Raises:
        LedgerError: The ledger cannot be opened.
        UsageError: Nothing is known of those times.
    """
    with reading(desk) as office, ExitStack() as open_until_the_end:
        log, today = office.log, local_date(office.clock())
        views = open_until_the_end.enter_context(_views(desk, log, ALL))
        times = asked_times(
            log, today, when, lambda text: _event(desk, views, text), ahead=ahead
        )
        asked = views
        if times.until is not None:
            then = _views(desk, log, needs, until=times.until)
            asked = open_until_the_end.enter_context(then)
        room = Room(desk, office, views, times, today, asked, open_names)
        try:
            yield room
        finally:
            if room._vault and room._vault[0] is not None:  # noqa: SLF001 - ours
                room._vault[0].close()  # noqa: SLF001


@contextmanager
def _views(
    desk: Desk,
    log: LogReader,
    projections: Sequence[Projection],
    *,
    until: int | None = None,
) -> Iterator[Views]:
    label = say("重建视图", "building views")
    with (
        Counting(label, least=_LONG, quiet=not desk.interactive) as progress,
        Views(log, projections, progress=progress, until=until) as views,
    ):
        yield views


def _event(desk: Desk, views: Views, text: str) -> Event | None:
    """Return the event that a text names, or nothing."""
    states = AsOf(views.log)
    return _asked(desk, views, lambda rows: Finder(rows, states).event(text))


def _asked(desk: Desk, views: Views, question: Callable[[Rows], T]) -> T:
    answer = views.ask(question)
    while views.notes:
        desk.talk(tell(views.notes.pop(0)))
    return answer


def word(text: Label | Words) -> str:
    """Return words in the language in use."""
    return say(text.zh, text.en)


def short(thing: str) -> str:
    """Return an id short enough for a table."""
    kind, slash, opaque = thing.partition("/")
    return f"{kind}{slash}{opaque[:SHORT_ID]}"


def _ambiguous(text: str, found: Iterable[Found]) -> click.UsageError:
    things = list(dict.fromkeys(one.id for one in found))
    listed = say("、", ", ").join(things[:_LISTED])
    more = "…" if len(things) > _LISTED else ""
    return click.UsageError(
        say(
            f"{text!r} 对应 {len(things)} 个对象：{listed}{more}",
            f"{text!r} fits {len(things)} things: {listed}{more}",
        )
    )


def _persons_in(document: Any) -> Iterator[str]:
    if isinstance(document, str) and document.startswith(f"{PERSON}/"):
        yield document
    elif isinstance(document, dict):
        for value in document.values():
            yield from _persons_in(value)
    elif isinstance(document, list | tuple):
        for value in document:
            yield from _persons_in(value)
