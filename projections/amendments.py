"""Which acts of an aggregate were corrected or recalled afterwards (更正、撤回).

The original stays where it is; views mark it, and show the amendment in its own place.
"""

from collections.abc import Iterable, Mapping

from aggregates.amendment import Amendment, Recalled
from aggregates.decider import Act
from aggregates.words import word
from projections.words.label import Label, label


def amended(acts: Iterable[Act]) -> Mapping[int, Label]:
    """Return the mark of every amended act, by its number in the aggregate.

    Args:
        acts: Those of one aggregate, oldest first.
    """
    found = {}
    for act in acts:
        if isinstance(act.body, Amendment):
            recalled = isinstance(act.body, Recalled)
            code = "RECALLED" if recalled else "CORRECTED"
            found[act.body.seq] = label(code, word(code))
    return found
