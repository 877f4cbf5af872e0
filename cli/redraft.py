"""Drafting an act again: the same facts by the same signers, on the newest state."""

from collections.abc import Mapping, Sequence
from typing import Any

from aggregates.act_file import ActFile
from aggregates.catalog import act_of
from aggregates.decider import Act
from aggregates.draft import Intent, Signatory
from aggregates.followers import LEADS
from aggregates.schema import EventType
from cli.fields import fields_of
from cli.vocabulary import known_type
from ledger.record import Event
from ledger.statement import Statement, decode_statement, statement_hash


def acts_of(act: ActFile, *, size: int, now: int) -> list[Act]:
    """See the statements of an act as the domain would, recorded at ``size``."""
    return [
        act_of(
            Event(
                size + number,
                now,
                decode_statement(payload),
                statement_hash(payload),
                signatures,
                b"",
            )
        )
        for number, (payload, signatures) in enumerate(
            zip(act.payloads, act.signatures, strict=True)
        )
    ]


def intent_of(act: ActFile) -> Intent:
    """Return the intention behind an act, so that it can be drafted anew.

    What drafting fills in is left out; sealed values are taken from the openings.
    """
    lead = act.lead
    known = known_type(lead.type)
    by_ledger = known.judged_by_ledger
    late = lead.body.get("late") is not None
    return Intent(
        type=lead.type,
        id=lead.id,
        body=lead.body if by_ledger else _given(known, lead, act),
        by=[Signatory(key=one.key, role=one.role, org=one.org) for one in lead.by],
        at=lead.at if late else None,
        entries=_entries(known, act),
        profile=lead.law[0].partition("@")[0] if lead.law else "",
        openings=act.openings if by_ledger or _is_sealed(known) else (),
    )


def _given(known: EventType, lead: Statement, act: ActFile) -> dict[str, Any]:
    values = {o.path: o.value for o in act.openings if (o.id, o.seq) == _place(lead)}
    computed = {field.name for field in fields_of(known) if field.filled}
    return {
        name: _open(value, f"/{name}", values)
        for name, value in lead.body.items()
        if name not in computed
    }


def _place(statement: Statement) -> tuple[str, int]:
    return statement.id, statement.seq


def _open(value: Any, path: str, values: Mapping[str, Any]) -> Any:
    if isinstance(value, dict) and path in values:
        return values[path]
    if isinstance(value, list) and f"{path}/0" in values:
        return tuple(
            _open(one, f"{path}/{number}", values) for number, one in enumerate(value)
        )
    return value


def _is_sealed(known: EventType) -> bool:
    """Tell whether the entries of a list hold personal values, sealed as they are."""
    lead = LEADS.get(known.body)
    return lead is not None and lead.sealed is not None


def _entries(known: EventType, act: ActFile) -> Sequence[Any]:
    lead = LEADS.get(known.body)
    if lead is None or not lead.list_field:
        return ()
    return tuple(lead.entries(acts_of(act, size=0, now=act.lead.at)[1:]))
