"""Which applications a subject leads to."""

from collections.abc import Iterator

from ledger.record import Event
from ledger.statement import kind_of
from projections.asof import AsOf
from projections.store.rows import Rows


def applications_of(
    aggregate: str, event: Event | None, rows: Rows, states: AsOf
) -> Iterator[str]:
    """Yield the applications that a subject leads to; one may come more than once.

    Args:
        aggregate: The subject, or the aggregate of the event.
        event: The event that was asked about, if one was.
        rows: The views.
        states: The log.
    """
    kind = kind_of(aggregate)
    state = states.get(aggregate)
    match kind:
        case "application":
            yield aggregate
        case "title" | "complaint":
            yield from filter(None, (state.application,))
        case "person":
            yield from state.applications
        case "integrity":
            yield from applications_of(state.decision, None, rows, states)
        case "session" if event is not None:
            yield from filter(None, (event.body.get("application"),))
        case _:
            return
