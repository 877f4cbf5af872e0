"""The vocabulary in which events are declared.

An event is a frozen struct with `event` above it: its type on disk, its names,
and who must sign. Fields carry their names in both languages, so that the
command line, the review sheet and the documents are made from one declaration.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import Annotated, Any, Final, TypeVar

import msgspec

from aggregates.roles import Party
from aggregates.text import Text


def names(zh: str, en: str, **extra: Any) -> msgspec.Meta:
    """Name a field in both languages.

    ``extra`` may say ``multiline=True`` for long texts, ``filled=True`` for what
    drafting computes, and ``kind="person"`` for ids of one kind.
    """
    return msgspec.Meta(description=f"{zh} / {en}", extra={"zh": zh, "en": en, **extra})


class Part(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
):
    """A named group of fields inside an event's body."""


class Commitment(Part, frozen=True, kw_only=True):
    """A personal value, present only as its commitment (formats §5)."""

    c: bytes
    of: str


class Late(Part, frozen=True, kw_only=True):
    """Why an act is entered long after it happened (补录, formats §3)."""

    reason: Annotated[str, names("补录原因", "reason", multiline=True)]
    paper: Annotated[bytes, names("纸质原件 SHA-256", "SHA-256 of the paper original")]


class Deadline(Part, frozen=True, kw_only=True):
    """A date computed once, when the act was drafted, and copied ever after.

    Attributes:
        rule: The rule that sets it.
        kind: ``LATEST`` (late is a finding), ``MINIMUM`` (not before its end),
            ``TERM`` (something holds until then), ``WINDOW`` (something is possible
            until then; nobody is late after it), or ``REFERENCE`` (what a profile
            counts as 及时, of which no document states a number: never a finding).
        start: The day from which it is counted; that day itself is not counted.
        length: How many units.
        unit: ``WD`` working days, ``D`` days, ``M`` months, ``Y`` years, ``ON`` fixed.
        due: The last day.
        met_by: The event type that meets it, or ``""``.
        calendars: The calendar versions the count rests on.
        provisional: A year without an adopted calendar was touched.
    """

    rule: str
    kind: str
    start: date
    length: int
    unit: str
    due: date
    met_by: str = ""
    calendars: tuple[str, ...] = ()
    provisional: bool = False


Counted = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
"""How many there are of something."""

Year = Annotated[int, msgspec.Meta(ge=1900, le=2199)]
"""A calendar year or a review year."""


class ListRef(Part, frozen=True, kw_only=True):
    """A list kept in the vault: how many entries, and their SHA-256."""

    count: Counted
    sha256: bytes


class Body(Part, frozen=True, kw_only=True):
    """What every event may carry beside its own facts."""

    late: Annotated[Late | None, names("补录说明", "late entry")] = None
    deadlines: Annotated[
        tuple[Deadline, ...], names("期限", "deadlines", filled=True)
    ] = ()


Personal = Annotated[Commitment, msgspec.Meta(extra={"personal": "text"})]
Sealed = Annotated[Commitment, msgspec.Meta(extra={"personal": "text", "sealed": True})]
"""A personal value that is not the person's own: what others say or fear."""

PersonalFile = Annotated[Commitment, msgspec.Meta(extra={"personal": "file"})]


class FileRef(Part, frozen=True, kw_only=True):
    """A file without personal content, by its hash (formats §3)."""

    sha256: Annotated[bytes, names("SHA-256", "SHA-256")]
    size: Annotated[int, names("字节数", "size in bytes")]
    media: Annotated[str, names("媒体类型", "media type")]


class EventRef(Part, frozen=True, kw_only=True):
    """One recorded event, cited by its place and its id.

    Drafting puts it among the references of the statement, and what a statement
    refers to must be recorded (formats §2).
    """

    id: Annotated[str, names("对象", "aggregate")]
    seq: Annotated[int, msgspec.Meta(ge=1), names("序号", "number in it")]
    hash: Annotated[bytes, names("事件编号", "event id")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EventType:
    """What the ledger knows of one type of event.

    Attributes:
        name: The type on disk, ``<kind>.<event-name>``; never renamed.
        version: The schema's version, from 1.
        title: Its names.
        body: The struct of its body.
        segment: The responsibility its signers answer for.
        signers: Alternatives; each a list of parties that must all sign.
        follower_of: Lead types that bring this one with them; such an event is
            never appended alone.
        policy: Whether the act cites the policy version it is judged by.
        opens: Whether it can be the first event of its aggregate.
        judged_by_ledger: Whether signers and body are judged by the ledger's own
            directory (formats §4) and not by the rule book.
    """

    name: str
    version: int
    title: Text
    body: type[msgspec.Struct]
    segment: str
    signers: tuple[tuple[Party, ...], ...]
    follower_of: tuple[str, ...]
    policy: bool
    opens: bool
    judged_by_ledger: bool = False

    @property
    def kind(self) -> str:
        """The kind of aggregate it lives on."""
        return self.name.partition(".")[0]

    def segment_of(self, role: str) -> str:
        """Return the segment that ``role`` answers for in this type.

        Who is no party of it, such as the second signer of a late entry, administers.
        """
        for parties in self.signers:
            for party in parties:
                if party.role == role:
                    return party.segment or self.segment
        return self.segment if not self.signers else "ADMIN"


DIRECTORY_KINDS: Final = frozenset({"heads", "key", "ledger"})
"""Kinds that the ledger judges; their events are declared with those of keys."""
DOMAIN_KINDS: Final = (
    "application",
    "calendar",
    "circular",
    "committee",
    "complaint",
    "entrustment",
    "history",
    "inspection",
    "integrity",
    "organisation",
    "person",
    "policy",
    "quota",
    "session",
    "title",
    "trace",
)
"""Kinds with rules; each has a package of its name, with ``events`` and ``state``."""
FURTHER_EVENTS: Final = {
    "application": ("recommending", "audits", "outcomes", "checks", "voiding"),
    "inspection": ("consequences",),
    "session": ("meeting", "results", "papers"),
}
"""Modules beside ``events`` in which kinds with many events declare the rest."""


class EventTypes(Mapping[str, EventType]):
    """Every type of event by its name; those of a kind are loaded when asked for.

    The events of one kind are read in a moment, those of all kinds are not. Whoever
    goes through all of them has all of them, kind by kind.
    """

    def __init__(self) -> None:
        self._kinds: dict[str, dict[str, EventType]] = {}

    def declare(self, known: EventType) -> None:
        """Add a type; the module that declares a kind's events does so."""
        self._kinds.setdefault(known.kind, {})[known.name] = known

    def of(self, kind: str) -> tuple[EventType, ...]:
        """Return the types of a kind in the order in which they are declared."""
        load_kind(kind)
        return self.declared(kind)

    def declared(self, kind: str) -> tuple[EventType, ...]:
        """Return the types of a kind that are declared so far."""
        return tuple(self._kinds.get(kind, {}).values())

    def __getitem__(self, name: str) -> EventType:
        kind = name.partition(".")[0]
        if name not in self._kinds.get(kind, {}):
            load_kind(kind)
        return self._kinds.get(kind, {})[name]

    def __iter__(self) -> Iterator[str]:
        for kind in (*DOMAIN_KINDS, *sorted(DIRECTORY_KINDS)):
            yield from (known.name for known in self.of(kind))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@cache
def load_kind(kind: str) -> None:
    """Declare the events of a kind, if there is such a kind."""
    if kind in DIRECTORY_KINDS:
        import_module("aggregates.key.events")
    elif kind in DOMAIN_KINDS:
        for events in ("events", *FURTHER_EVENTS.get(kind, ())):
            import_module(f"aggregates.{kind}.{events}")
        import_module("aggregates.amendment").declare_amendments(kind)


EVENT_TYPES: Final = EventTypes()
TYPE_OF: dict[type[Body], str] = {}
B = TypeVar("B", bound=type[Body])


def event(
    name: str,
    zh: str,
    en: str,
    *,
    segment: str = "ADMIN",
    signers: Sequence[Sequence[Party]] = (),
    follower_of: Sequence[str] = (),
    policy: bool = True,
    opens: bool = False,
) -> Callable[[B], B]:
    """Declare the struct below as the body of the event type ``name``.

    Args:
        name: Type on disk.
        zh: Chinese name.
        en: English name.
        segment: Responsibility of signers whose party names none.
        signers: Alternatives of parties. A follower has those of its lead.
        follower_of: Types of the leads that bring it.
        policy: Whether it must cite a policy version.
        opens: Whether it may begin an aggregate.
    """

    def declare(body: B) -> B:
        known = EventType(
            name=name,
            version=1,
            title=Text(zh, en),
            body=body,
            segment=segment,
            signers=tuple(tuple(parties) for parties in signers),
            follower_of=tuple(follower_of),
            policy=policy,
            opens=opens,
        )
        EVENT_TYPES.declare(known)
        TYPE_OF[body] = name
        return body

    return declare
