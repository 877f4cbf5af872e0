"""How far something long has come, shown on stderr to whoever sits at a terminal."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

if TYPE_CHECKING:
    from rich.progress import Progress

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


class Counting:
    """A bar for something long whose steps are told one by one.

    Args:
        label: What is being done.
        least: How much must be left to do for a bar to be worth it.
        quiet: Show nothing.
    """

    def __init__(self, label: str, *, least: int, quiet: bool) -> None:
        self._label = label
        self._least = least
        self._quiet = quiet
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._end()

    def __call__(self, done: int, target: int) -> None:
        """Take note that so much is done, of so much."""
        if self._bar is None and not self._quiet and target - done >= self._least:
            self._bar = _begun(self._label)
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=done, total=target)
            if done >= target:
                self._end()

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def _begun(label: str) -> "Progress":
    from rich.progress import MofNCompleteColumn, Progress  # noqa: PLC0415 - see above

    from cli.output import console  # noqa: PLC0415

    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    bar = Progress(*columns, console=console(err=True))
    bar.add_task(label, total=None)
    bar.start()
    return bar
