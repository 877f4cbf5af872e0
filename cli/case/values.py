"""Values of a case's steps: references, files, instants and profiles."""

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from aggregates.policy.profile import (
    decode_profile,
    load_profile,
    profile_names,
    profile_to_dict,
)
from cli.case.script import instant_of
from ledger.errors import MalformedError
from ledger.record import Event


class Names(Protocol):
    """Where names lead: the cast."""

    def known_id(self, name: str) -> str:
        """Return the id of a name."""
        ...

    def signer(self, name: str) -> Any:
        """Return the key of a name."""
        ...


class Values:
    """Turns what a step says into what the act holds.

    Args:
        names: The cast.
        folder: The case's folder, for its profiles.
        extra: Further values by name, such as a pool that is kept sealed.
        events: Returns the recorded events of an aggregate.
    """

    def __init__(
        self,
        names: Names,
        folder: Path,
        extra: dict[str, Any],
        events: Callable[[str], Sequence[Event]],
    ) -> None:
        self._names = names
        self._folder = folder
        self._extra = extra
        self._events = events

    def of(self, value: Any) -> Any:
        """Return the value that a step means."""
        if isinstance(value, Mapping):
            return {key: self.of(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.of(item) for item in value]
        if isinstance(value, str):
            return self._of_text(value)
        return value

    def _of_text(self, text: str) -> Any:
        if text.startswith("@@"):
            return self._names.signer(text[2:]).key_id
        if text.startswith("@"):
            return self._names.known_id(text[1:])
        kind, colon, rest = text.partition(":")
        reader = _READERS.get(kind) if colon else None
        if kind == "profile" and colon:
            return self._profile(rest)
        if kind == "value" and colon:
            return self._extra[rest]
        if kind == "event" and colon:
            return self._event(*rest.split())
        return reader(rest) if reader else text

    def _event(self, name: str, wanted: str) -> dict[str, Any]:
        """Cite the newest event of a type on something of the case."""
        found = self._events(self._names.known_id(name))
        newest = next((one for one in reversed(found) if one.type == wanted), None)
        if newest is None:
            raise MalformedError(f"case: expected a {wanted} of {name}, got none")
        return {"id": newest.id, "seq": newest.seq, "hash": newest.hash}

    def _profile(self, name: str) -> dict[str, Any]:
        if name in profile_names():
            return profile_to_dict(load_profile(name))
        path = self._folder / f"{name}.json"
        try:
            plain = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise MalformedError(f"profile {name}: {error}") from error
        return profile_to_dict(decode_profile(plain))


def _file(name: str) -> list[Any]:
    content = f"示例文件 {name}\n".encode()
    return [sha256(content).digest(), len(content)]


def _public_file(name: str) -> dict[str, Any]:
    digest, size = _file(name)
    return {"sha256": digest, "size": size, "media": "application/pdf"}


_READERS = {
    "file": _file,
    "public": _public_file,
    "hash": lambda text: sha256(text.encode()).digest(),
    "time": instant_of,
}
