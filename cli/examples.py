"""An example of the JSON body of an act, from its schema."""

from typing import Any, Final

from msgspec import inspect

from aggregates.schema import EventType
from cli.fields import Field, Shape, struct_fields, typed_fields, unwrap
from cli.language import tell

_DAY: Final = "2024-05-20"
_HASH: Final = "00" * 32
_ID: Final = "0" * 32
_BY_SHAPE: Final[dict[Shape, Any]] = {
    "date": _DAY,
    "int": 1,
    "bool": True,
    "bytes": _HASH,
    "file": {"file": "path/to/file.pdf"},
    "list": {"count": 1, "sha256": _HASH},
}
_NUMBER: Final = "911124198108030024"
"""Nobody's, of the kind of document that an example names."""
_BY_NAME: Final = {
    "role": "AUTHORITY_OFFICER",
    "org": f"organisation/{_ID}",
    "custodian": f"person/{_ID}",
}


def example_body(known: EventType) -> dict[str, Any]:
    """Return an example of a body, with what has to be given.

    Paths in it name no file; they show where one is expected.
    """
    return _of(typed_fields(known))


def _of(fields: tuple[Field, ...]) -> dict[str, Any]:
    needed = [field for field in fields if field.required]
    return {field.name: _many(field) for field in needed}


def _many(field: Field) -> Any:
    value = _one(field)
    return [value] if field.many else value


def _one(field: Field) -> Any:
    if field.kind:
        return f"{field.kind}/{_ID}"
    if field.name in _BY_NAME and getattr(field.type, "pattern", None):
        return _BY_NAME[field.name]
    if (field.name, field.shape) == ("document", "personal"):
        return _NUMBER
    if field.shape == "json":
        return _nested(field.type)
    if field.choices:
        return field.choices[0]
    return _BY_SHAPE.get(field.shape, tell(field.label))


def _nested(info: inspect.Type) -> Any:
    if isinstance(info, inspect.UnionType):
        info = unwrap(info.types[0])[0]
    if not isinstance(info, inspect.StructType):
        return {} if isinstance(info, inspect.DictType) else ""
    tag = {info.tag_field: info.tag} if info.tag_field else {}
    return {**tag, **_of(struct_fields(info))}
