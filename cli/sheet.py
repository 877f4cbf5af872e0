"""The review sheet: exactly what is signed, as data.

It is made from the act file alone, so that everybody sees the same sheet: who drafts,
who signs at his own desk without the ledger, and who submits. Sealed values come from
the openings in the file, which are checked against their commitments before anybody
signs.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from msgspec import inspect

from aggregates.act_file import ActFile
from aggregates.policy.catalogue import citation_of
from aggregates.roles import SEGMENT_NAMES, role_name
from aggregates.schema import EVENT_TYPES
from aggregates.text import Text
from aggregates.words import word
from cli.fields import Field, fields_of, struct_fields
from cli.language import say, tell
from cli.moments import format_moment
from cli.vocabulary import known_type
from ledger.commitment import Opening
from ledger.statement import Statement, decode_statement, statement_hash

NOTHING: Final = Text("（无）", "(none)")
SHORT: Final = 12
SHOWN: Final = 21
"""Statements that are printed: a list of thousands nobody reads on a screen."""

Openings = Mapping[tuple[str, int, str], Opening]


class Row(NamedTuple):
    """One value on the sheet.

    Attributes:
        label: Its name, in both languages.
        value: What it is, in words.
        sealed: Whether it is kept in the vault and only its commitment recorded.
    """

    label: str
    value: str
    sealed: bool = False


def sheet_of(act: ActFile, *, most: int | None = None) -> dict[str, Any]:
    """Return the sheet of an act as a document.

    Args:
        act: The act.
        most: How many statements are told at most; ``more`` counts the others.
    """
    openings = {(o.id, o.seq, o.path): o for o in act.openings}
    lead = act.lead
    return {
        "log": lead.log,
        "statements": [
            _statement(statement, payload, openings)
            for payload in act.payloads[:most]
            for statement in (decode_statement(payload),)
        ],
        "more": len(act.payloads[most:]) if most is not None else 0,
        "signers": signers_of(act),
        "seen": {"size": lead.seen.size, "root": lead.seen.root.hex()},
    }


def outline_of(act: ActFile) -> list[dict[str, Any]]:
    """Return of each statement of an act what it is and which deadlines it sets."""
    return [
        {
            "type": statement.type,
            "title": tell(known_type(statement.type).title),
            "deadlines": [
                _deadline(one) for one in statement.body.get("deadlines", ())
            ],
        }
        for statement in act.statements
    ]


def signers_of(act: ActFile) -> list[dict[str, Any]]:
    """Return who signs an act, and who has."""
    have = {signature.key for signature in act.signatures[0]}
    return [
        {
            "role": signer.role,
            "role_name": tell(role_name(signer.role)),
            "org": signer.org,
            "segment": tell(
                SEGMENT_NAMES.get(signer.seg, Text(signer.seg, signer.seg))
            ),
            "key": signer.key.hex(),
            "signed": signer.key in have,
        }
        for signer in act.lead.by
    ]


def _statement(
    statement: Statement, payload: bytes, openings: Openings
) -> dict[str, Any]:
    known = known_type(statement.type)
    return {
        "type": statement.type,
        "title": tell(known.title),
        "id": statement.id,
        "seq": statement.seq,
        "event_id": statement_hash(payload).hex(),
        "at": format_moment(statement.at),
        "fields": [row._asdict() for row in rows_of(statement, openings)],
        "deadlines": [_deadline(one) for one in statement.body.get("deadlines", ())],
        "policy": statement.law[0] if statement.law else "",
        "rules": [
            {"rule": rule, "citation": _citation(rule)} for rule in statement.law[1:]
        ],
        "refs": [f"{ref.id}@{ref.seq}" for ref in statement.refs],
    }


def rows_of(statement: Statement, openings: Openings) -> list[Row]:
    """Return every value of a statement's body, in the order of its schema."""
    fields = fields_of(known_type(statement.type))
    shown = [field for field in fields if field.name != "deadlines"]
    rows = _Rows(statement, openings)
    return list(rows.of_fields(shown, statement.body, "", ""))


class _Rows:
    """Walks a body beside its schema."""

    def __init__(self, statement: Statement, openings: Openings) -> None:
        self._statement = statement
        self._openings = openings

    def of_fields(
        self,
        fields: Any,
        body: Mapping[str, Any],
        label: str,
        path: str,
    ) -> Iterator[Row]:
        for field in fields:
            if field.name in body:
                name = f"{label}{field.label.zh} / {field.label.en}"
                yield from self._of_field(
                    field, body[field.name], name, f"{path}/{field.name}"
                )

    def _of_field(
        self, field: Field, value: Any, label: str, path: str
    ) -> Iterator[Row]:
        if not field.many or not isinstance(value, list | tuple):
            yield from self._of_one(field, value, label, path)
        elif not value:
            yield Row(label, tell(NOTHING))
        else:
            for number, item in enumerate(value):
                yield from self._of_one(
                    field, item, f"{label} {number + 1}", f"{path}/{number}"
                )

    def _of_one(self, field: Field, value: Any, label: str, path: str) -> Iterator[Row]:
        if isinstance(value, Mapping) and set(value) == {"c", "of"}:
            yield self._sealed(field, value, label, path)
        elif isinstance(value, Mapping):
            yield from self._nested(field, value, label, path)
        else:
            yield Row(label, choice(value) if field.choices else show(value))

    def _sealed(
        self, field: Field, value: Mapping[str, Any], label: str, path: str
    ) -> Row:
        opening = self._openings.get((self._statement.id, self._statement.seq, path))
        if opening is None:
            return Row(label, show(value["c"]), sealed=True)
        if field.shape == "file":
            return Row(label, _file(*opening.value), sealed=True)
        return Row(label, show(opening.value), sealed=True)

    def _nested(
        self, field: Field, value: Mapping[str, Any], label: str, path: str
    ) -> Iterator[Row]:
        if set(value) == {"sha256", "size", "media"}:
            yield Row(
                label, f"{_file(value['sha256'], value['size'])}, {value['media']}"
            )
            return
        info = _member(field.type, value)
        if info is None:
            yield from _plain(value, label, _settings(self._statement))
            return
        if info.tag_field:
            yield Row(label, show(info.tag))
        yield from self.of_fields(struct_fields(info), value, f"{label} · ", path)


def _member(info: inspect.Type, value: Mapping[str, Any]) -> inspect.StructType | None:
    members = info.types if isinstance(info, inspect.UnionType) else (info,)
    structs = [one for one in members if isinstance(one, inspect.StructType)]
    for one in structs:
        if one.tag_field is None or value.get(one.tag_field) == one.tag:
            return one
    return None


def _settings(statement: Statement) -> Mapping[str, Text]:
    """Return the names of a policy's settings; nothing for other acts."""
    if not statement.type.startswith("policy."):
        return {}
    # Only a policy has settings, and naming them takes their whole schema.
    from aggregates.policy.parameters import list_parameters  # noqa: PLC0415

    return {known.path: known.name for known in list_parameters()}


def _plain(
    value: Any, label: str, names: Mapping[str, Text], path: str = ""
) -> Iterator[Row]:
    if isinstance(value, Mapping) and value:
        for key, item in value.items():
            inner = f"{path}.{key}" if path else str(key)
            known = names.get(inner)
            name = f"{known.zh} / {known.en}" if known else f"{label} · {key}"
            yield from _plain(item, name, names, inner)
    elif isinstance(value, list | tuple) and value:
        for number, item in enumerate(value):
            yield from _plain(item, f"{label} {number + 1}", names, path)
    else:
        yield Row(label, show(value))


def show(value: Any) -> str:
    """Return a value in words."""
    match value:
        case None | "":
            return tell(NOTHING)
        case bool():
            return say("是", "yes") if value else say("否", "no")
        case bytes():
            return value.hex() or tell(NOTHING)
        case list() | tuple() | dict() if not value:
            return tell(NOTHING)
        case _:
            return str(value)


def choice(code: str) -> str:
    """Return a coded value in words, with its code."""
    name = tell(word(code))
    return code if name == code else f"{name}（{code}）"


def _file(digest: bytes, size: int) -> str:
    return f"SHA-256 {digest.hex()}, {size} {say('字节', 'bytes')}"


def _deadline(one: Mapping[str, Any]) -> dict[str, Any]:
    met_by = str(one.get("met_by", ""))
    known = EVENT_TYPES.get(met_by)
    return {
        "rule": one["rule"],
        "citation": _citation(one["rule"]),
        "kind": one["kind"],
        "due": one["due"],
        "start": one["start"],
        "length": one["length"],
        "unit": one["unit"],
        "met_by": met_by,
        "met_by_title": tell(known.title) if known else met_by,
        "provisional": bool(one.get("provisional", False)),
    }


def _citation(rule_id: str) -> str:
    try:
        return citation_of(rule_id)
    except KeyError:
        return ""
