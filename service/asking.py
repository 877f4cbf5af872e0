"""How a question is answered at a window: its times, its views, its document."""

from collections.abc import Mapping
from typing import Any

import msgspec

from ledger.log_reader import LogReader
from projections.runner import Progress, Views
from projections.store.rows import Rows
from projections.times.two_times import NoSuchTimeError, Times, times_of
from service.parameters import KNOWN_AT
from service.problem import wrong_input
from service.question import Inquiry, Question, Source
from service.window import PastViews, Window


class Asking:
    """Answers questions; views of the past are built when they are asked for.

    Args:
        progress: Told how far such views have come.
    """

    def __init__(self, progress: Progress) -> None:
        self._past = PastViews(progress)

    def answer(
        self, window: Window, question: Question, given: Mapping[str, Any]
    ) -> bytes:
        """Return the document that answers a question, as JSON.

        Args:
            window: Where the ledger is; questions about the past come at one and
                the same.
            question: What is asked.
            given: The values of its parameters.

        Raises:
            Problem: There is no answer.
            LedgerError: The ledger cannot be read or believed.
        """

        def work(log: LogReader, views: Views) -> bytes:
            times = _times(window, log, question, given)
            chosen = views if times.until is None else self._past.of(log, times.until)
            return chosen.ask(lambda rows: _document(log, rows, times, question, given))

        return window.use(work)


def _times(
    window: Window, log: LogReader, question: Question, given: Mapping[str, Any]
) -> Times:
    day = None if question.day is None else given[question.day.name]
    try:
        return times_of(
            log,
            window.today(log),
            as_of=day,
            known=given[KNOWN_AT.name],
            ahead=question.ahead,
        )
    except NoSuchTimeError as error:
        raise wrong_input(error.text) from None


def _document(
    log: LogReader,
    rows: Rows,
    times: Times,
    question: Question,
    given: Mapping[str, Any],
) -> bytes:
    source = Source(
        origin=log.origin,
        simulated=log.simulated,
        size=log.size,
        known=times.known,
        on=times.on,
        provisional=times.provisional,
    )
    inquiry = Inquiry(log, rows, times.states(log), times, given)
    return msgspec.json.encode(
        {"ledger": source, question.name: question.answer(inquiry)}
    )
