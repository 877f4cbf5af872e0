"""Questions to the views, each one line of a table: address, parameters, answer.

To serve another view, add a line to `service.views`. The routes, the OpenAPI document
and the tests follow from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from aggregates.text import Text
from ledger.log_reader import LogReader
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.times.two_times import Times
from service.parameters import Parameter


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question that was understood, and what answers it.

    Attributes:
        log: The ledger.
        rows: The views, as of the time asked about.
        states: The aggregates, likewise.
        times: The two times.
        given: The values of the parameters.
    """

    log: LogReader
    rows: Rows
    states: AsOf
    times: Times
    given: Mapping[str, Any]

    @property
    def day(self) -> date:
        """The day that counts as today in the answer."""
        return self.times.on


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One view that is served.

    Attributes:
        path: Its address, with names of parameters in braces.
        name: Under which the answer stands in its document.
        shape: The type of the answer.
        text: What it is about.
        answer: Makes the answer.
        parameters: What it takes, beside the two times.
        day: The parameter that names the day asked about; none for the present only.
        ahead: Whether a day to come may be asked about.
    """

    path: str
    name: str
    shape: Any
    text: Text
    answer: Callable[[Inquiry], Any]
    parameters: tuple[Parameter, ...] = ()
    day: Parameter | None = None
    ahead: bool = False

    @property
    def in_query(self) -> tuple[Parameter, ...]:
        """The parameters that stand in the query, the day among them."""
        day = () if self.day is None else (self.day,)
        return tuple(p for p in (*self.parameters, *day) if p.place == "query")

    @property
    def in_path(self) -> tuple[Parameter, ...]:
        """The parameters that stand in the path."""
        return tuple(p for p in self.parameters if p.place == "path")


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """From which ledger an answer was read, and for which times.

    Attributes:
        origin: The ledger's name.
        simulated: Whether it runs on a simulated clock, and is no real one.
        size: How many records it has.
        known: How many of them the answer knows.
        on: The day the answer is about.
        provisional: Whether that day is still to come.
    """

    origin: str
    simulated: bool
    size: int
    known: int
    on: date
    provisional: bool
