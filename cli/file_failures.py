"""Files that the system would not read or write: a wrong name, or a failing medium.

Both are errors of the system; which of the two it was says whether typing it otherwise
can help, and so what the process says to whoever started it.
"""

import errno
from typing import Final

import click

from cli.language import say
from cli.wording import reason_of
from ledger.errors import StoreError

_FAILING: Final = frozenset({errno.EIO, errno.ENOSPC, errno.EDQUOT})


def file_failure(where: object, error: OSError) -> click.UsageError | StoreError:
    """Make the error for a file that the system would not read or write.

    Args:
        where: The file, and before it what named it.
        error: What the system said; without a permission, say, the name is unusable.
    """
    reason = reason_of(error)
    told = say(f"{where}：{reason}", f"{where}: {reason}")
    return StoreError(told) if error.errno in _FAILING else click.UsageError(told)
