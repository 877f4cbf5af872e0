"""A kind's events are all there once it is loaded, without the whole catalogue."""

import subprocess
import sys

from aggregates.catalog import AGGREGATES
from aggregates.schema import EVENT_TYPES

ALONE = """
import sys
from aggregates.schema import EVENT_TYPES
print(*sorted(known.name for known in EVENT_TYPES.of(sys.argv[1])))
"""


def test_loading_a_kind_declares_every_event_of_it() -> None:
    """Else the command line would not know an act that the rules know."""
    for kind in AGGREGATES:
        known = sorted(name for name in EVENT_TYPES if name.startswith(f"{kind}."))
        done = subprocess.run(
            [sys.executable, "-c", ALONE, kind],
            capture_output=True,
            check=True,
            text=True,
        )
        assert done.stdout.split() == known
