"""Which form of an answer somebody wants, by ``Accept`` (RFC 9110, 12.5.1)."""

from collections.abc import Iterator, Sequence
from http import HTTPStatus

from aggregates.text import Text
from service.problem import Problem


def wanted_form(accept: str, forms: Sequence[str]) -> str:
    """Return the form that is wanted most.

    Args:
        accept: The header; empty for anything.
        forms: Those that there are, the usual one first.

    Raises:
        Problem: None of them is wanted.

    Example:
        >>> wanted_form("text/csv, application/*;q=0.5", ["application/json"])
        'application/json'
    """
    ranges = list(_ranges(accept)) or [("*/*", 1.0)]
    weights = {form: _weight(form, ranges) for form in forms}
    best = max(forms, key=lambda form: weights[form])
    if weights[best] <= 0:
        listed = "、".join(forms)
        raise Problem(
            HTTPStatus.NOT_ACCEPTABLE,
            "input",
            Text(f"可提供：{listed}", f"there is: {', '.join(forms)}"),
        )
    return best


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for one in accept.lower().split(","):
        media, *parameters = (part.strip() for part in one.split(";"))
        if media:
            yield media, _quality(parameters)


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0


def _weight(form: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return how much a form is wanted: what names it closest counts."""
    kind = form.partition("/")[0]
    for name in (form, f"{kind}/*", "*/*"):
        found = [weight for media, weight in ranges if media == name]
        if found:
            return max(found)
    return 0.0
