"""A child process that lets views catch up, and may stop itself on the way.

Usage: catching_up.py DIRECTORY PAGE STOP [NOW]. With STOP -1 it runs to its end; with
NOW the clock of the feed passes too.
"""

import sys
from pathlib import Path

from ledger.log import Log
from projections import runner
from projections.feed.stream import pass_clock
from projections.runner import Views
from projections.views import ALL
from tests.support.media import Stopping


def main() -> None:
    directory, page, stop, *now = sys.argv[1:]
    runner.PAGE = int(page)  # type: ignore[misc]  # smaller pages, more steps to stop at
    with (
        Log.open(Path(directory), clock=lambda: 0) as log,
        Views(log, ALL, medium=Stopping(int(stop))) as views,
    ):
        views.catch_up()
        for instant in now:
            pass_clock(views, int(instant))


if __name__ == "__main__":
    main()
