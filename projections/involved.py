"""Who and what is involved in each application: bodies, keys, files, sources.

An inspector starts from anything: an official's key, an employer, a committee, a file.
This view leads from there to the applications without reading the log: one row for
each application, with the bodies in it, who signed which kind of act first where, the
beginnings of the commitments to its files, and the sources that were relied on. What
the row says is looked up in the log before it becomes an answer.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Final, NamedTuple
from zlib import crc32

import msgspec

from aggregates.application import checks as c
from aggregates.application import events as e
from aggregates.application import facts as f
from aggregates.application.standing import ApplicationState
from aggregates.decider import Act
from aggregates.session.state import SessionState
from ledger.record import Event
from projections.facts import Fact
from projections.projection import Projection, Table, Writing
from projections.store.rows import Rows

_KEY: Final = 6
_TYPE: Final = 2
_POSITION: Final = 5
_ENTRY: Final = _KEY + _TYPE + _POSITION
_FILE: Final = 6

ENROLLED: Final = "key.enrolled"
DATABASE: Final = "database"
CERTIFICATE: Final = "certificate"
SOURCE: Final = "source"


class Involved(msgspec.Struct, frozen=True):
    """What is involved in one application.

    Attributes:
        id: The application.
        person: The applicant.
        session: The annual batch.
        parties: The organisations in it, with a space before and behind each.
        signed: Who signed which type of act, and where first: the beginnings of the
            key's id and of the type's sum, and the position, without anything between.
        files: The beginnings of the commitments to its files.
        marks: What was relied on, a line each, with a line's end before and behind.
    """

    id: str
    person: str = ""
    session: str = ""
    parties: str = " "
    signed: bytes = b""
    files: bytes = b""
    marks: str = "\n"


class Held(msgspec.Struct, frozen=True):
    """One review, and the committee that holds it."""

    id: str
    committee: str


class KeyOf(msgspec.Struct, frozen=True):
    """A key and whose it is.

    Attributes:
        id: The aggregate of the key.
        subject: The person or organisation; empty where it is sealed.
        use: ``person``, ``seal``, ``service`` or ``session``.
    """

    id: str
    subject: str
    use: str


APPLICATIONS: Final = Table("involved_applications", Involved, by_aggregate=True)
REVIEWS: Final = Table("involved_reviews", Held, by_aggregate=True)
KEYS: Final = Table("involved_keys", KeyOf, by_aggregate=True)


class Signed(NamedTuple):
    """That a key signed a type of act in an application, and where first."""

    application: str
    position: int


def mark(kind: str, text: str) -> str:
    """Return the line that stands for something that was relied on."""
    return f"{kind} {' '.join(text.split())}"


def _apply(facts: Sequence[Fact], rows: Writing) -> None:
    """Take in events that follow each other; each row is written once."""
    changed: dict[str, Involved] = {}
    for fact in facts:
        act = fact.act
        if fact.kind == "key":
            _note_key(fact.event, rows)
        if fact.kind == "key" or act is None:
            continue
        if fact.kind == "session":
            _note_review(fact.after, rows)
            about = getattr(act.body, "application", "")
        else:
            about = act.id
        if about:
            known = changed.get(about) or rows.get(APPLICATIONS, about)
            state = fact.after if fact.kind == "application" else None
            changed[about] = _involving(known or Involved(about), act, state)
    for row in changed.values():
        rows.put(APPLICATIONS, row)


def _note_review(state: SessionState, rows: Writing) -> None:
    if state.committee:
        rows.put(REVIEWS, Held(state.id, state.committee))


def _note_key(event: Event, rows: Writing) -> None:
    if event.type == ENROLLED:
        subject, use = event.body["subject"], event.body["use"]
        rows.put(
            KEYS, KeyOf(event.id, subject if isinstance(subject, str) else "", use)
        )


def _involving(row: Involved, act: Act, state: ApplicationState | None) -> Involved:
    parties = [org for org in act.orgs if org]
    person, session = row.person, row.session
    if state is not None:
        parties += filter(None, (state.employer, state.agency, *state.route))
        person, session = state.person, state.session
    return Involved(
        row.id,
        person,
        session,
        _with_texts(row.parties, parties, " "),
        _with_signatures(row.signed, act),
        _with_file(row.files, act.body),
        _with_texts(row.marks, marks(act.body), "\n"),
    )


def _with_texts(known: str, more: Iterable[str], between: str) -> str:
    for one in more:
        if f"{between}{one}{between}" not in known:
            known += one + between
    return known


def _with_signatures(known: bytes, act: Act) -> bytes:
    tag = tag_of(act.type.name)
    for signer in act.by:
        entry = signer.key[:_KEY] + tag
        if not any(True for _ in _places(known, entry, _ENTRY)):
            known += entry + act.position.to_bytes(_POSITION)
    return known


def _with_file(known: bytes, body: Any) -> bytes:
    if isinstance(body, e.MaterialAttached | e.MaterialDeclassified):
        return known + body.file.c[:_FILE]
    return known


def marks(body: Any) -> Iterator[str]:
    """Yield the lines for what an act relies on."""
    match body:
        case c.RiskFlagRaised(database=database):
            yield mark(DATABASE, database)
        case e.EligibilityFactAttested(fact=fact, source=source):
            tag = str(type(fact).__struct_config__.tag)
            yield mark(SOURCE, f"{tag} {source}")
            if isinstance(fact, f.LevelTest) and fact.certificate_no:
                yield mark(CERTIFICATE, fact.certificate_no)
        case _:
            return


@cache
def tag_of(event_type: str) -> bytes:
    """Return how a type of act is told in a row; a few types may look alike."""
    return (crc32(event_type.encode()) & 0xFFFF).to_bytes(_TYPE)


def _places(found: bytes, wanted: bytes, width: int) -> Iterator[int]:
    """Yield where entries of a width begin with something."""
    at = found.find(wanted)
    while at >= 0:
        if at % width == 0:
            yield at
        at = found.find(wanted, at + 1)


INVOLVED: Final = Projection(
    name="involved",
    version=4,
    tables=(APPLICATIONS, REVIEWS, KEYS),
    apply=_apply,
    kinds=frozenset({"application", "session", "key"}),
)


# What is asked.


def applications_of_session(rows: Rows, session: str) -> list[str]:
    """Return the applications drafted for an annual batch."""
    return [row.id for row in rows.where(APPLICATIONS, "session = ?", session)]


def applications_of_party(rows: Rows, organisation: str) -> list[str]:
    """Return the applications in which an organisation took any part."""
    found = rows.where(APPLICATIONS, "instr(parties, ?)", f" {organisation} ")
    return [row.id for row in found]


def applications_of_person(rows: Rows, person: str) -> list[str]:
    """Return the applications of an applicant."""
    return [row.id for row in rows.where(APPLICATIONS, "person = ?", person)]


def reviews_of_committee(rows: Rows, committee: str) -> list[str]:
    """Return the annual batches of a committee."""
    return [row.id for row in rows.where(REVIEWS, "committee = ?", committee)]


def keys_of(rows: Rows, subject: str) -> list[bytes]:
    """Return the keys of a person or an organisation that are not sealed."""
    found = rows.where(KEYS, "subject = ?", subject)
    return [bytes.fromhex(row.id.partition("/")[2]) for row in found]


def session_keys(rows: Rows) -> list[str]:
    """Return the aggregates of the keys whose owners are sealed."""
    return [row.id for row in rows.where(KEYS, "use = ?", "session")]


def signed_by(
    rows: Rows,
    key: bytes,
    types: Iterable[str] = (),
    places: range | None = None,
) -> list[Signed]:
    """Return in which applications a key signed, and where first.

    Args:
        rows: The views.
        key: The key's id.
        types: Types of acts; any without.
        places: Positions that count; all without.
    """
    begin, tags = key[:_KEY], frozenset(map(tag_of, types))
    found: dict[str, int] = {}
    for row in rows.where(APPLICATIONS, "instr(signed, ?)", begin):
        for at in _places(row.signed, begin, _ENTRY):
            tag = row.signed[at + _KEY : at + _KEY + _TYPE]
            position = int.from_bytes(row.signed[at + _KEY + _TYPE : at + _ENTRY])
            counts = places is None or position in places
            if counts and (not tags or tag in tags):
                found[row.id] = min(position, found.get(row.id, position))
    return [Signed(one, found[one]) for one in sorted(found)]


def with_file(rows: Rows, commitment: bytes) -> list[str]:
    """Return the applications that may have a file with this commitment."""
    begin = commitment[:_FILE]
    found = rows.where(APPLICATIONS, "instr(files, ?)", begin)
    return [
        row.id for row in found if any(True for _ in _places(row.files, begin, _FILE))
    ]


def marked(rows: Rows, line: str) -> list[str]:
    """Return the applications that relied on the same."""
    found = rows.where(APPLICATIONS, "instr(marks, ?)", f"\n{line}\n")
    return [row.id for row in found]
