"""Figure 8: how long answers take on a large ledger, warm and from a cold process."""

import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from aggregates.policy.dates import local_date
from bench.figure import Figure, judged
from bench.measure import timed
from bench.workshop import Workshop
from ledger.durable import Disk
from ledger.log_reader import LogReader
from projections.dues.due import due_list
from projections.integrity import RECORDS, check_person
from projections.next_step import next_step
from projections.runner import Views
from projections.status import status_of
from projections.times.asof import AsOf
from projections.trace import propagation
from projections.trace.inquiry import Inquiry
from projections.trace.matter import trace
from projections.views import ALL

WARM_MS: Final = 50
COLD_MS: Final = 300
TRACE_MS: Final = 1_000
PROPAGATION_MS: Final = 3_000


class _Question(NamedTuple):
    """What is asked, and how many milliseconds it may take."""

    name: str
    zh: str
    most: int
    ask: Callable[[], object]
    note: str = "median; ledger and views open, states read anew each time"


def measure(shop: Workshop) -> list[Figure]:
    """Ask the same questions in one process, and in a new one each time."""
    path, size = shop.counties(shop.scale.large)
    with LogReader(path, medium=Disk()) as log, Views(log, ALL) as views:
        views.catch_up()
        warm = _Warm(log, views)
        figures = [_figure(shop, one, size) for one in warm.questions()]
        words = warm.commands()
    return figures + [_figure(shop, _cold(shop, path, line), size) for line in words]


class _Warm:
    """Questions to a ledger that is open, each on states read anew."""

    def __init__(self, log: LogReader, views: Views) -> None:
        self._log, self._views = log, views
        self._today = local_date(log.event_at(log.size - 1).received_at)
        self._title = next(self._from_the_middle("title", self._was_revoked))
        self._file = next(self._from_the_middle("application", self._goes_on))
        self._person = views.ask(lambda rows: rows.all(RECORDS)[0].person)

    def _from_the_middle(self, kind: str, fits: Callable[[str], bool]) -> Iterator[str]:
        ids = self._log.ids(kind)
        half = len(ids) // 2
        return filter(fits, (*ids[half:], *ids[:half]))

    def _was_revoked(self, title: str) -> bool:
        """Tell whether it was conferred and revoked, so that there is what spreads."""
        types = [event.type for event in self._log.events(title)]
        return types[0] == "title.conferred" and "title.revoked" in types

    def _goes_on(self, application: str) -> bool:
        states = self._states()
        return next_step(states.get(application), states, self._today) is not None

    def questions(self) -> Sequence[_Question]:
        """Return the questions."""
        return (
            _Question("warm-status", "status：一件申报", WARM_MS, self._status),
            _Question(
                "warm-blacklist", "blacklist check：一人", WARM_MS, self._blacklist
            ),
            _Question("warm-due", "due：全部应办", WARM_MS, self._due),
            _Question("warm-trace", "trace：一项职称（T1–T20）", TRACE_MS, self._trace),
            _Question(
                "warm-propagation",
                "trace：扩散（T12）",
                PROPAGATION_MS,
                self._propagation,
            ),
        )

    def commands(self) -> Sequence[tuple[str, ...]]:
        """Return the same questions as they are typed."""
        return (
            ("status", self._file),
            ("blacklist", "check", self._person),
            ("due",),
        )

    def _states(self) -> AsOf:
        return AsOf(self._log)

    def _status(self) -> object:
        return status_of(self._file, self._states(), self._today)

    def _blacklist(self) -> object:
        return self._views.ask(
            lambda rows: check_person(rows, self._states(), self._person, self._today)
        )

    def _due(self) -> object:
        return self._views.ask(lambda rows: due_list(rows, self._states(), self._today))

    def _trace(self) -> object:
        return self._views.ask(
            lambda rows: trace(self._title, rows, self._states(), self._today)
        )

    def _propagation(self) -> object:
        return self._views.ask(
            lambda rows: propagation.ask(
                Inquiry(self._title, rows, self._states(), self._today)
            )
        )


def _figure(shop: Workshop, one: _Question, size: int) -> Figure:
    one.ask()
    times = [timed(one.ask) for _ in range(shop.scale.asked)]
    middle_ms = statistics.median(times) * 1_000
    return Figure(
        id=one.name,
        zh=f"{one.zh}（{size:,} 个事件）",
        en=f"{one.name.replace('-', ' ')} on a ledger of that size",
        unit="ms",
        value=middle_ms,
        target=f"< {one.most} ms",
        verdict=judged(met=middle_ms < one.most),
        note=one.note,
        samples={"ours_s": tuple(times)},
    )


def _cold(shop: Workshop, path: Path, words: Sequence[str]) -> _Question:
    daocha = str(Path(sys.executable).parent / "daocha")
    line = [daocha, "--ledger", str(path), *words]
    return _Question(
        f"cold-{words[0]}",
        f"daocha {words[0]} 冷启动",
        COLD_MS,
        partial(subprocess.run, line, check=True, capture_output=True, env=shop.env),
        "median; a new process each time, modules compiled and views up to date",
    )
