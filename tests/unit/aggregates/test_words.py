from typing import Any

import msgspec
import pytest

from aggregates.catalog import AGGREGATES
from aggregates.schema import EVENT_TYPES
from aggregates.words import load_words, word

Info = msgspec.inspect.Type


def codes_in(kind: Any) -> set[str]:
    """Return every code that a field's type allows."""
    while isinstance(kind, msgspec.inspect.Metadata):
        kind = kind.type
    match kind:
        case msgspec.inspect.LiteralType():
            return {str(value) for value in kind.values}
        case msgspec.inspect.UnionType():
            return set().union(*(codes_in(one) for one in kind.types))
        case msgspec.inspect.VarTupleType():
            return codes_in(kind.item_type)
        case msgspec.inspect.StructType():
            tags = {str(kind.tag)} if kind.tag else set()
            return tags.union(*(codes_in(field.type) for field in kind.fields))
        case _:
            return set()


@pytest.mark.parametrize("name", sorted(EVENT_TYPES))
def test_every_code_of_an_event_has_a_name_in_both_languages(name: str) -> None:
    codes = codes_in(msgspec.inspect.type_info(EVENT_TYPES[name].body))
    assert codes <= set(load_words())


def test_names_are_not_empty() -> None:
    assert all(text.zh and text.en for text in load_words().values())


def test_an_unknown_code_names_itself() -> None:
    assert word("NOT_A_CODE") == ("NOT_A_CODE", "NOT_A_CODE")


def test_the_registry_of_types_is_filled() -> None:
    assert len(EVENT_TYPES) > len(AGGREGATES)
