"""Registering a person: a number of the right form, and nobody twice.

The number lies in the vault, so these are no rules over recorded acts: they are asked
where the number is at hand, when the act is drafted and when it is recorded. The number
is never repeated; whoever has it already is named by an id that tells nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from aggregates.decider import Refusal
from aggregates.person.identity import DocumentKind, find_faults, normalise_number
from aggregates.rulebook import Reason, reason, refusal
from ledger.commitment import Opening
from ledger.statement import Statement

HISTORY: Final = "history.row-collected"
TELLING: Final[Mapping[str, tuple[str, str]]] = {
    "person.registered": ("document_kind", "/document"),
    HISTORY: ("id_kind", "/id_number"),
}
"""Types that tell who somebody is: where the kind of document stands, and its number.
"""
NAME: Final = "/name"
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
        historic: It may be a number of 15 digits, as they were issued once.
    """

    person: str
    kind: str
    value: str
    historic: bool = False

    @property
    def is_known_kind(self) -> bool:
        """Whether it is a number of a kind of document that there is."""
        return self.kind in tuple(DocumentKind)


def identified(
    statements: Sequence[Statement], openings: Sequence[Opening]
) -> Iterator[Identified]:
    """Yield the names and the numbers of documents of whoever becomes known."""
    telling = {(one.id, one.seq): one for one in statements if one.type in TELLING}
    for opening in openings:
        one = telling.get((opening.id, opening.seq))
        if one is None:
            continue
        kind, path = TELLING[one.type]
        kinds = {path: str(one.body[kind]), NAME: BY_NAME}
        if opening.path in kinds:
            who = str(one.body.get("person", one.id))
            value = str(opening.value)
            historic = one.type == HISTORY
            yield Identified(who, kinds[opening.path], value, historic)


def refusals_of_documents(
    statements: Sequence[Statement], openings: Sequence[Opening], today: date
) -> tuple[Refusal, ...]:
    """Return what is wrong with the numbers of documents of whoever becomes known.

    Args:
        statements: The act.
        openings: Its personal values.
        today: The day on which it is asked; nobody is born after it.
    """
    return tuple(
        refusal("LEDGER-SCHEMA", _faulty(fault.text))
        for one in identified(statements, openings)
        if one.is_known_kind
        for fault in find_faults(
            DocumentKind(one.kind),
            normalise_number(one.value),
            today=today,
            allow_historic=one.historic,
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
