"""One event in full, and the history of one thing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import click

from cli.language import say
from cli.moments import format_moment
from cli.output import print_heading, print_pairs, print_table
from cli.reading_room import SHORT, Room, short, word
from cli.sheet import rows_of
from ledger.commitment import Opening, commitments_in
from ledger.errors import MalformedError
from ledger.record import Event
from projections.amendments import amended
from projections.facts import typed
from projections.trace.signers import Signer, signers_of
from projections.words.label import Label, rule_ref
from projections.words.references import EventRef, event_ref

ERASED: Final = "erased"


def event_document(room: Room, event: Event) -> dict[str, Any]:
    """Return one event for JSON: all of it, personal values only when opened."""
    statement = event.statement
    act = typed(event)
    document: dict[str, Any] = {
        "event": event_ref(event),
        "amended": amended(room.states.acts(event.id)).get(event.seq),
        "signers": signers_of(act, room.states) if act else (),
        "policy": statement.law[0] if statement.law else "",
        "rules": [rule_ref(one) for one in statement.law[1:]],
        "refs": [
            {"id": ref.id, "seq": ref.seq, "event": ref.hash.hex()}
            for ref in statement.refs
        ],
        "prev": statement.prev.hex(),
        "seen": {"size": statement.seen.size, "root": statement.seen.root.hex()},
        "body": _plain(statement.body),
    }
    if room.open_names:
        document["opened"] = {
            opening.path: _plain(opening.value) for opening in _openings(room, event)
        }
    return document


def print_event(room: Room, event: Event) -> None:
    """Print one event."""
    ref = event_ref(event)
    statement = event.statement
    late = say("（补录）", " (entered late)") if ref.late else ""
    late += mark(amended(room.states.acts(event.id)).get(event.seq))
    print_pairs(
        [
            (say("事件", "event"), f"{word(ref.type)} {ref.type.code}{late}"),
            (say("事件编号", "event id"), ref.event),
            (say("对象", "about"), f"{ref.id}@{ref.seq}"),
            (say("位置", "position"), str(ref.position)),
            (say("办理时间（声明）", "done at (claimed)"), format_moment(ref.at)),
            (say("入账时间", "recorded at"), format_moment(ref.received_at)),
            (say("政策", "policy"), statement.law[0] if statement.law else "-"),
            (say("前一事件", "the event before"), statement.prev.hex()[:SHORT]),
            (say("签名时已见", "had seen"), str(statement.seen.size)),
        ]
    )
    act = typed(event)
    if act is not None:
        print_heading(say("签名人", "Signers"))
        print_signers(room, signers_of(act, room.states))
        print_heading(say("内容", "What it states"))
        print_pairs(_body(room, event))
    if len(statement.law) > 1:
        print_heading(say("依据", "Rules"))
        print_pairs((one, rule_ref(one).citation) for one in statement.law[1:])


def print_signers(room: Room, signers: Iterable[Signer]) -> None:
    """Print who signed."""
    columns = (
        say("身份", "role"),
        say("单位", "organisation"),
        say("持有人", "subject"),
        say("密钥", "key"),
        say("责任环节", "segment"),
        say("当时有效", "valid then"),
    )
    print_table(columns, [_signer_row(room, one) for one in signers], unbroken=(3,))


def _signer_row(room: Room, one: Signer) -> tuple[str, ...]:
    acting = say("（代）", " (deputy)") if one.acting_for else ""
    valid = say("有效", "valid") if one.valid else "; ".join(one.objections)
    doubt = say("（密钥存疑）", " (key in doubt)") if one.doubtful else ""
    return (
        f"{word(one.role)}{acting}",
        room.name(one.organisation),
        room.name(one.subject) if one.subject else say("（封存）", "(sealed)"),
        one.key,
        word(one.segment),
        f"{valid}{doubt}",
    )


def _body(room: Room, event: Event) -> Iterator[tuple[str, str]]:
    openings = {(o.id, o.seq, o.path): o for o in _openings(room, event)}
    for row in rows_of(event.statement, openings):
        sealed = row.sealed and not openings
        mark = say("（封存）", " (sealed)") if sealed else ""
        yield row.label, f"{row.value}{mark}"


def _openings(room: Room, event: Event) -> Iterator[Opening]:
    """Yield the personal values of an event, when they were asked for.

    Raises:
        MalformedError: There is no vault to open them.
    """
    if not room.open_names:
        return
    vault = room.vault
    if vault is None:
        raise MalformedError("vault: expected it beside the ledger, got none")
    for _, commitment, owner in commitments_in(event.body):
        opening = vault.open_commitment(commitment, owner)
        if opening is not None:
            yield opening


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: bytes in hex."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def history_rows(room: Room, aggregate: str) -> list[dict[str, Any]]:
    """Return the events of a thing for JSON, oldest first."""
    rows = []
    marks = amended(room.states.acts(aggregate))
    for event in room.states.events(aggregate):
        act = typed(event)
        signers = signers_of(act, room.states) if act else ()
        row = {"event": event_ref(event), "amended": marks.get(event.seq)}
        rows.append({**row, "signers": signers})
    return rows


def print_history(
    room: Room, aggregate: str, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Print the events of a thing."""
    click.echo(aggregate)
    columns = (
        say("序号", "seq"),
        say("入账时间", "recorded at"),
        say("事项", "what"),
        say("签名人", "signed by"),
        say("事件编号", "event id"),
        say("位置", "position"),
    )
    table = [_history_row(room, **row) for row in rows]
    print_table(columns, table, unbroken=(0, 1, 4))


def _history_row(
    room: Room, event: EventRef, amended: Label | None, signers: Iterable[Signer]
) -> tuple[str, ...]:
    late = say("（补录）", " (late)") if event.late else ""
    return (
        f"@{event.seq}",
        format_moment(event.received_at),
        f"{word(event.type)}{late}{mark(amended)}",
        say("、", ", ").join(signed_by(room, one) for one in signers) or "-",
        event.event[:SHORT],
        str(event.position),
    )


def mark(amended: Label | None) -> str:
    """Say that an act was corrected or recalled afterwards; nothing if it was not."""
    if amended is None:
        return ""
    return say(f"（{amended.zh}）", f" ({amended.en})")


def signed_by(room: Room, one: Signer) -> str:
    """Return a signer in a few words: role and organisation."""
    org = room.name(one.organisation) if one.organisation.id else ""
    return f"{word(one.role)} {org}".strip()


__all__ = [
    "event_document",
    "history_rows",
    "mark",
    "print_event",
    "print_history",
    "print_signers",
    "short",
    "signed_by",
]
