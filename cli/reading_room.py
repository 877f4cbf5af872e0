"""Where questions are asked: the ledger with its views, a day, and names for ids.

::

    with reading_room(desk) as room:
        thing = room.resolve("咸职申2024-0001")
        answer = room.ask(lambda rows: ...)

Every answer says which ledger it was read from, and what day it counts as today: that
of the machine, or on a simulated ledger the day of its newest record.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
import msgspec

from aggregates.policy.dates import local_date
from cli.desk import Desk
from cli.language import say, tell
from cli.office import Office, reading, vault_at_hand
from ledger.errors import MalformedError
from ledger.log_reader import LogReader
from ledger.record import Event
from projections.asof import AsOf
from projections.find import Finder, Found, person_name
from projections.label import Label, Named, Words
from projections.runner import Views
from projections.store.rows import Rows
from projections.views import ALL

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
    """An opened ledger, its views, and the day on which is asked.

    Attributes:
        desk: What was asked for.
        office: The ledger.
        views: Its views.
        states: Its aggregates, at present.
        today: The day that counts as today.
        open_names: Whether persons are shown with their names, from the vault.
    """

    desk: Desk
    office: Office
    views: Views
    states: AsOf
    today: date
    open_names: bool = False
    _vault: "list[Vault | None]" = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)

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
        """Answer a question on views that know every record."""
        answer = self.views.ask(question)
        while self.views.notes:
            self.desk.talk(tell(self.views.notes.pop(0)))
        return answer

    def find(self, text: str) -> tuple[Found, ...]:
        """Return what a text leads to; the vault is asked last."""
        found = self.ask(lambda rows: Finder(rows, self.states).find(text))
        if found or self.vault is None:
            return found
        return self.ask(lambda rows: Finder(rows, self.states, self.vault).find(text))

    def resolve(self, text: str, *kinds: str) -> str:
        """Return the id of the one thing that a text means.

        Args:
            text: An id, a name, a number.
            kinds: The kinds that are wanted, the most wanted first; any without.

        Raises:
            UsageError: It leads to nothing, or to several things.
        """
        found = self.find(text)
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
        return self.ask(lambda rows: Finder(rows, self.states).event(text))

    def unknown(self, text: str) -> click.UsageError:
        """Make the error for a text that leads nowhere, with what looks like it."""
        near = self.ask(lambda rows: Finder(rows, self.states).similar(text))
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
        return {"ledger": self.ledger(), **plain}

    def ledger(self) -> dict[str, Any]:
        """Return which ledger is read, and the day that counts as today."""
        return {
            "origin": self.log.origin,
            "size": self.log.size,
            "simulated": self.log.simulated,
            "today": self.today.isoformat(),
        }

    def say_today(self) -> None:
        """Say on a simulated ledger which day counts as today."""
        if self.log.simulated:
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
        found = person_name(person, self.states, vault)
        return found or say("（已删除）", "(erased)")

    def _names_in(self, document: Any) -> dict[str, str]:
        persons = sorted(set(_persons_in(document)))
        return {person: self._person(person) for person in persons}


@contextmanager
def reading_room(desk: Desk, *, open_names: bool = False) -> Iterator[Room]:
    """Open the ledger and its views for questions.

    Args:
        desk: Which ledger.
        open_names: Whether persons are shown with their names.

    Raises:
        LedgerError: The ledger cannot be opened.
    """
    with reading(desk) as office:
        log = office.log
        today = local_date(office.clock())
        with Views(log, ALL, progress=_progress(desk, log.size)) as views:
            room = Room(desk, office, views, AsOf(log), today, open_names)
            try:
                yield room
            finally:
                if room._vault and room._vault[0] is not None:  # noqa: SLF001 - ours
                    room._vault[0].close()  # noqa: SLF001


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


def _progress(desk: Desk, size: int) -> Callable[[int, int], None] | None:
    if size < _LONG or not desk.interactive:
        return None

    def tell_progress(done: int, target: int) -> None:
        click.echo(f"\r{done}/{target}", err=True, nl=done == target)

    return tell_progress
