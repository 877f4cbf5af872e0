"""Exceptions: which rules give way, and to what."""

from collections.abc import Iterator
from typing import Final

from aggregates.application import events as e
from aggregates.decider import Context
from aggregates.policy.catalogue import load_catalogue
from aggregates.rulebook import Reason, listed, reason, rule

ALLOWED_BY: Final = {
    "LEVEL_TEST_EXEMPT": ("XN12-6.5c",),
    "ANOTHER_RECOMMENDER": ("XN12-3.1.2b", "XN6A-5b", "XN6A-5c"),
    "OUTSIDE_LABOUR_PLACE": ("XN12-3.1.2a",),
}
"""Which rules allow each kind of exception."""


@rule("XN12-6.5c", "XN12-3.1.2b", "XN12-3.1.2a", on=(e.ExceptionGranted,))
def granted_where_the_rule_allows_it(context: Context) -> Iterator[Reason]:
    """免试、原则上、一般：例外须写明允许例外的规则."""
    body: e.ExceptionGranted = context.body
    allowed = ALLOWED_BY.get(body.exception)
    if allowed is not None and body.rule not in allowed:
        yield _named(allowed, body.rule).under(allowed[0])


@rule("LEDGER-REFS", on=(e.ExceptionGranted,))
def gives_way_to_a_soft_rule(context: Context) -> Iterator[Reason]:
    """Any other exception is one from a rule that says 原则上 or 一般."""
    body: e.ExceptionGranted = context.body
    if body.exception in ALLOWED_BY:
        return
    known = load_catalogue().get(body.rule)
    if known is None or "H-soft" not in known.classes:
        yield _named(("原则性规则",), body.rule)


def _named(allowed: tuple[str, ...], found: str) -> Reason:
    return reason(
        expected=listed(allowed),
        found=(found or "空", found or "nothing"),
        remedy=("写明允许例外的规则编号", "name the rule that allows it"),
    )
