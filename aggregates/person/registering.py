"""Registering a person: a number of the right form, and nobody twice.

The number lies in the vault, so these are no rules over recorded acts: they are asked
where the number is at hand, when the act is drafted and when it is recorded. The number
is never repeated; whoever has it already is named by an id that tells nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from aggregates.decider import Refusal
from aggregates.person.identity import DocumentKind, find_faults, normalise_number
from aggregates.rulebook import Reason, reason, refusal
from ledger.commitment import Opening
from ledger.statement import Statement

REGISTRATION: Final = "person.registered"
NAME: Final = "/name"
DOCUMENT: Final = "/document"
BY_NAME: Final = "NAME"
"""How a name stands in the index, among the kinds of documents."""

Find = Callable[[str, str], Sequence[str]]
"""Returns the registered persons that a kind and number of document lead to."""


class Identified(NamedTuple):
    """A value by which a person is found again.

    Attributes:
        person: Whose it is.
        kind: Kind of the document, or ``NAME``.
        value: The number, or the name.
    """

    person: str
    kind: str
    value: str


def identified(
    statements: Sequence[Statement], openings: Sequence[Opening]
) -> Iterator[Identified]:
    """Yield the names and the numbers of documents in registrations."""
    kinds = {
        (one.id, one.seq): str(one.body["document_kind"])
        for one in statements
        if one.type == REGISTRATION
    }
    for opening in openings:
        kind = kinds.get((opening.id, opening.seq))
        if kind is not None and opening.path == DOCUMENT:
            yield Identified(opening.id, kind, str(opening.value))
        elif kind is not None and opening.path == NAME:
            yield Identified(opening.id, BY_NAME, str(opening.value))


def refusals_of_documents(
    statements: Sequence[Statement], openings: Sequence[Opening], today: date
) -> tuple[Refusal, ...]:
    """Return what is wrong with the numbers of documents in registrations.

    Args:
        statements: The act.
        openings: Its personal values.
        today: The day on which it is asked; nobody is born after it.
    """
    return tuple(
        refusal("LEDGER-SCHEMA", _faulty(fault.text))
        for one in identified(statements, openings)
        if one.kind != BY_NAME
        for fault in find_faults(
            DocumentKind(one.kind), normalise_number(one.value), today=today
        )
    )


def refusals_of_doubles(
    statements: Sequence[Statement], openings: Sequence[Opening], find: Find
) -> tuple[Refusal, ...]:
    """Return whose number is that of somebody who is registered already."""
    return tuple(
        refusal("LEDGER-STATE", _known_as(known))
        for one in identified(statements, openings)
        if one.kind != BY_NAME
        for known in find(one.kind, one.value)
        if known != one.person
    )


def _faulty(fault: tuple[str, str]) -> Reason:
    zh, en = fault
    return reason(
        expected=(
            "证件号码：与证件类型相符的号码",
            "document number: one of its kind of document",
        ),
        found=(zh, en),
        remedy=(
            "对照证件原件逐位核对后重新填写",
            "compare it with the document itself",
        ),
    )


def _known_as(person: str) -> Reason:
    return reason(
        expected=("尚未登记的证件号码", "a document not yet registered"),
        found=(f"该证件已登记为 {person}", f"registered already as {person}"),
        remedy=(f"使用已有编号 {person}", f"use the id {person}"),
    )
