"""RFC 6962 section 2.1 word for word, recursive and slow: the judge of our tree."""

from collections.abc import Sequence
from hashlib import sha256


def split(n: int) -> int:
    """Return the largest power of two smaller than n."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


class SlowTree:
    """MTH, PATH and PROOF over D[start:end]; only the values of MTH are kept."""

    def __init__(self, records: Sequence[bytes]) -> None:
        self.records = records
        self._known: dict[tuple[int, int], bytes] = {}

    def mth(self, start: int, end: int) -> bytes:
        if (start, end) not in self._known:
            self._known[start, end] = self._mth(start, end)
        return self._known[start, end]

    def _mth(self, start: int, end: int) -> bytes:
        n = end - start
        if n == 0:
            return sha256(b"").digest()
        if n == 1:
            return sha256(b"\x00" + self.records[start]).digest()
        k = split(n)
        left, right = self.mth(start, start + k), self.mth(start + k, end)
        return sha256(b"\x01" + left + right).digest()

    def path(self, m: int, start: int, end: int) -> list[bytes]:
        n = end - start
        if n == 1:
            return []
        k = split(n)
        if m < k:
            return [*self.path(m, start, start + k), self.mth(start + k, end)]
        return [*self.path(m - k, start + k, end), self.mth(start, start + k)]

    def proof(self, m: int, n: int) -> list[bytes]:
        return self._subproof(m, 0, n, whole=True)

    def _subproof(self, m: int, start: int, end: int, *, whole: bool) -> list[bytes]:
        n = end - start
        if m == n:
            return [] if whole else [self.mth(start, end)]
        k = split(n)
        if m <= k:
            inner = self._subproof(m, start, start + k, whole=whole)
            return [*inner, self.mth(start + k, end)]
        inner = self._subproof(m - k, start + k, end, whole=False)
        return [*inner, self.mth(start, start + k)]
