"""The JSON documents of the reading commands, for programs that check what they get.

What a command prints under ``--json`` is an envelope, the same for all, and the answer
beside it. Here is the struct of each; ``docs/schemas`` holds their JSON Schemas, made
by ``scripts/schemas.py``. A new answer is one more line of `DOCUMENTS`.
"""

import re
from collections.abc import Mapping
from datetime import date
from inspect import cleandoc
from typing import Any, Final, get_args, get_type_hints

import msgspec
from msgspec import UNSET, UnsetType

from projections.dues.due import Due
from projections.feed.stream import Change
from projections.find import Found
from projections.integrity import Check, Standing
from projections.keys import HeldRole, KeyStanding
from projections.obligations.standing import Obligation
from projections.persons import PersonAnswer
from projections.publicity import Publicity
from projections.reviewing.committees import Committee, Validity
from projections.reviewing.pools import Pool
from projections.reviewing.statistics import Statistics
from projections.shares.thresholds import Share
from projections.status import Status
from projections.trace.acts import ActRow
from projections.trace.answer import Answer
from projections.trace.matter import Matter, Origin
from projections.trace.questions import QUESTIONS, Question
from projections.trace.signers import Signer
from projections.words.label import Label, RuleRef
from projections.words.references import EventRef

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ATTRIBUTE: Final = re.compile(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)
_REFERENCE: Final = "#/$defs/{name}"


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """Which ledger an answer was read from.

    Attributes:
        origin: Its name.
        size: How many records it has.
        simulated: Whether it runs on a simulated clock.
        today: The day of its clock.
    """

    origin: str
    size: int
    simulated: bool
    today: date


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """What every answer carries.

    Attributes:
        ledger: Which ledger it was read from.
        on: The day that it is about.
        known: How many records of the ledger it rests on.
        provisional: Whether that day is later than anything that was known.
        names: Names of persons by their ids, when the vault was opened for them.
    """

    ledger: Ledger
    on: date
    known: int
    provisional: bool
    names: dict[str, str] | UnsetType = UNSET


class FindDocument(Envelope, frozen=True, kw_only=True):
    """What a text leads to."""

    found: tuple[Found, ...]


class StatusDocument(Envelope, frozen=True, kw_only=True):
    """How one thing stands."""

    status: Status


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """An event that another one refers to.

    Attributes:
        id: Its aggregate.
        seq: Its number there.
        event: Its id.
    """

    id: str
    seq: int
    event: str


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """The state of the ledger that the signers had seen.

    Attributes:
        size: Its number of records.
        root: Its root, in hex.
    """

    size: int
    root: str


class EventDocument(Envelope, frozen=True, kw_only=True):
    """One event in full.

    Attributes:
        event: The event.
        amended: Whether it was corrected or recalled afterwards.
        signers: Who signed it.
        policy: The policy that it was done under.
        rules: The rules that it names.
        refs: The events that it refers to.
        prev: Hash of the event before it on the same aggregate, in hex.
        seen: What the signers had seen of the ledger.
        body: What it states; personal values as commitments.
        opened: Personal values by their paths, when the vault was opened.
    """

    event: EventRef
    amended: Label | None
    signers: tuple[Signer, ...]
    policy: str
    rules: tuple[RuleRef, ...]
    refs: tuple[Reference, ...]
    prev: str
    seen: Seen
    body: dict[str, Any]
    opened: dict[str, Any] | UnsetType = UNSET


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One thing of a list.

    Attributes:
        id: Its id.
        title: A public name or number.
        stage: Its stage.
        holder: Who has it: an organisation, a person, or nobody.
        person: The person it is about, if it is about one.
        since_position: Position of the event that brought stage and holder.
    """

    id: str
    title: str
    stage: Label
    holder: str
    person: str
    since_position: int


class ListDocument(Envelope, frozen=True, kw_only=True):
    """The things of a kind."""

    kind: str
    things: tuple[Listed, ...]


class HistoryRow(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a history.

    Attributes:
        event: The event.
        amended: Whether it was corrected or recalled afterwards.
        signers: Who signed it.
    """

    event: EventRef
    amended: Label | None
    signers: tuple[Signer, ...]


class HistoryDocument(Envelope, frozen=True, kw_only=True):
    """The events of one thing, oldest first."""

    id: str
    history: tuple[HistoryRow, ...]


class DueDocument(Envelope, frozen=True, kw_only=True):
    """What is owed.

    Attributes:
        due: Deadlines, the earliest first.
        files: Those that were written, where any was asked for.
    """

    due: tuple[Due, ...]
    files: tuple[str, ...] | UnsetType = UNSET


class PublicityDocument(Envelope, frozen=True, kw_only=True):
    """What is publicised.

    Attributes:
        publicities: The open ones, and with ``--all`` those that are over.
        files: Those that were written, where any was asked for.
    """

    publicities: tuple[Publicity, ...]
    files: tuple[str, ...] | UnsetType = UNSET


class RecordsDocument(Envelope, frozen=True, kw_only=True):
    """Integrity records as they stand on a day."""

    records: tuple[Standing, ...]


class CheckDocument(Envelope, frozen=True, kw_only=True):
    """Whether a person is barred on a day."""

    check: Check


class ObligationsDocument(Envelope, frozen=True, kw_only=True):
    """What acts demand of each other."""

    obligations: tuple[Obligation, ...]


class CommitteesDocument(Envelope, frozen=True, kw_only=True):
    """Committees as they stand on a day."""

    committees: tuple[Validity, ...]


class CommitteeDocument(Envelope, frozen=True, kw_only=True):
    """One committee with everything that led there."""

    committee: Committee


class SharesDocument(Envelope, frozen=True, kw_only=True):
    """Shares of employers, departments and committees."""

    shares: tuple[Share, ...]


class StatisticsDocument(Envelope, frozen=True, kw_only=True):
    """Figures of every batch."""

    statistics: tuple[Statistics, ...]


class FiguresDocument(Envelope, frozen=True, kw_only=True):
    """Figures of one batch."""

    figures: Statistics


class KeysDocument(Envelope, frozen=True, kw_only=True):
    """Keys and seals as they stood."""

    keys: tuple[KeyStanding, ...]


class KeyDocument(Envelope, frozen=True, kw_only=True):
    """One key as it stood."""

    key: KeyStanding


class RolesDocument(Envelope, frozen=True, kw_only=True):
    """Roles as they stood."""

    grants: tuple[HeldRole, ...]


class PoolsDocument(Envelope, frozen=True, kw_only=True):
    """Expert pools, without names."""

    pools: tuple[Pool, ...]


class PoolDocument(Envelope, frozen=True, kw_only=True):
    """One committee's pool, with what changed."""

    pool: Pool


class PersonDocument(Envelope, frozen=True, kw_only=True):
    """What binds a person."""

    person: PersonAnswer


class Traced(msgspec.Struct, frozen=True, kw_only=True):
    """What was traced.

    Attributes:
        subject: What was asked about.
        on: The day on which days are counted.
        ledger: The log it was read from.
        event: The row of the event, when one was asked about.
        applications: Those that the subject leads to.
        matters: One for each of them; of many, only for the first.
    """

    subject: str
    on: date
    ledger: Origin
    event: ActRow | None
    applications: tuple[str, ...]
    matters: tuple[Matter, ...]


def _answer_of(question: Question) -> Any:
    """Return the type of the answer to a question, by what its module replies."""
    (row,) = get_args(get_type_hints(question.ask)["return"])
    generic: Any = Answer
    return generic[row]


_TraceDocument: Final = msgspec.defstruct(
    "TraceDocument",
    [("trace", Traced), *((one.code, _answer_of(one)) for one in QUESTIONS)],
    bases=(Envelope,),
    namespace={"__doc__": "The twenty answers beside what they were asked of."},
    frozen=True,
    kw_only=True,
)

DOCUMENTS: Final[Mapping[str, tuple[type, ...]]] = {
    "find": (FindDocument,),
    "show": (StatusDocument, EventDocument),
    "list": (ListDocument,),
    "history": (HistoryDocument,),
    "status": (StatusDocument,),
    "due": (DueDocument,),
    "publicity": (PublicityDocument,),
    "blacklist-list": (RecordsDocument,),
    "blacklist-check": (CheckDocument,),
    "committees": (CommitteesDocument, CommitteeDocument),
    "feed-change": (Change,),
    "key-list": (KeysDocument,),
    "key-show": (KeyDocument,),
    "obligations": (ObligationsDocument,),
    "persons": (PersonDocument,),
    "pools": (PoolsDocument, PoolDocument),
    "role-list": (RolesDocument,),
    "statistics": (StatisticsDocument, FiguresDocument),
    "thresholds": (SharesDocument,),
    "trace": (_TraceDocument,),
}
"""The answers by the command that gives them; several where it depends."""


def schema_of(name: str) -> dict[str, Any]:
    """Return the JSON Schema of an answer.

    Args:
        name: A key of `DOCUMENTS`.
    """
    shapes, parts = msgspec.json.schema_components(
        DOCUMENTS[name], ref_template=_REFERENCE
    )
    for part in parts.values():
        _describe(part)
    schema = shapes[0] if len(shapes) == 1 else {"anyOf": list(shapes)}
    return {"$schema": DIALECT, "title": name, **schema, "$defs": parts}


def _describe(part: dict[str, Any]) -> None:
    """Give each property of a struct what its docstring says of it."""
    text, _, attributes = cleandoc(part.get("description", "")).partition("Attributes:")
    part["description"] = " ".join(text.split())
    for name, said in _ATTRIBUTE.findall(attributes):
        # A field that is a word of Python has a line after its name there.
        part["properties"][name.rstrip("_")]["description"] = " ".join(said.split())
