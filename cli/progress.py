"""How far something long has come, shown on stderr to whoever sits at a terminal."""

import sys
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar, overload

T = TypeVar("T")


class Tracked(Sequence[T]):
    """A sequence that shows a bar while it is gone through.

    Args:
        items: What it holds.
        label: What is being done.
        quiet: Show nothing; also without a terminal.
    """

    def __init__(self, items: Sequence[T], label: str, *, quiet: bool = False) -> None:
        self._items = items
        self._label = label
        self._quiet = quiet or not sys.stderr.isatty()

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...

    def __getitem__(self, index: Any) -> Any:
        return self._items[index]

    def __iter__(self) -> Iterator[T]:
        if self._quiet:
            return iter(self._items)
        return self._shown()

    def _shown(self) -> Iterator[T]:
        # rich is slow to import, and most commands show no bar.
        from rich.progress import track  # noqa: PLC0415

        from cli.output import console  # noqa: PLC0415

        yield from track(
            self._items,
            description=self._label,
            total=len(self._items),
            console=console(err=True),
        )
