"""The sequential part of an audit: everything that depends on what came before.

The same functions judge here as on admission; this module only finds out quickly
that there is nothing to judge. It goes over the records once, in order, and keeps
going: an event of the directory that is objected to has no effect, and a record that
cannot be read leaves a hole.
"""

from collections.abc import Callable, Iterator

from ledger.admission import (
    MAX_SKEW_MS,
    Place,
    chain_objections,
    least_size,
    reference_objections,
    size_objection,
    time_objections,
)
from ledger.audit.examine import NO_HASH, NOBODY, Chunk, Unopened
from ledger.audit.ground import Ground
from ledger.audit.report import Collector, Finding, finding_of
from ledger.directory import Directory
from ledger.enrolment import HeadsSealed, read_body
from ledger.errors import MalformedError, VerificationError
from ledger.heads import heads_root
from ledger.local_day import day_of
from ledger.merkle.hashing import HASH_SIZE
from ledger.objection import Objection
from ledger.record import Event
from ledger.statement import Ref, Statement

Look = Callable[[int], Event | None]
"""Reads the event at a position once more, for a name in a finding."""

Heads = Callable[[int], list[tuple[str, int, int]]]
"""Gives id, seq and position of every aggregate's newest event within a size."""


class Walk:
    """One walk over the records, from the first to the last.

    Args:
        ground: What is known of the records before.
        collector: Takes the findings.
        look: Reads an event once more.
        heads: Gives the newest events at a size.

    Attributes:
        ground: What is known of the records so far.
        directory: Keys and roles, as far as lawful events made them.
        erased: Owners that were erased, with the position that says so.
        unopened: Commitments that did not open, with their positions.
        commitments: How many commitments there were.
    """

    def __init__(
        self, ground: Ground, collector: Collector, look: Look, heads: Heads
    ) -> None:
        self.directory = Directory()
        self.erased: dict[str, int] = {}
        self.unopened: list[tuple[int, Unopened]] = []
        self.commitments = 0
        self.ground = ground
        self._collector = collector
        self._look = look
        self._heads = heads
        self._missing: list[int] = []
        self._seen = _SeenRoots()

    def take_old(self, events: Iterator[Event]) -> None:
        """Take in the directory as it was below a kept checkpoint."""
        for event in events:
            try:
                self.directory.apply(event.statement, event.position)
            except (MalformedError, VerificationError) as error:
                self._add("directory", event.position, _objection(event, error))
        self.directory.settle()

    def take(self, chunk: Chunk, start: int) -> None:
        """Walk over a run of records.

        Args:
            chunk: The run; it begins where the last one ended.
            start: First position that is new; those before were audited.
        """
        self.ground.extend(chunk)
        for finding in chunk.findings:
            if finding.position is None or finding.position >= start:
                self._collector.add(finding)
        self.commitments += chunk.commitments
        self.unopened += [(chunk.start + one.offset, one) for one in chunk.unopened]
        for offset, owner in chunk.erased:
            self.erased.setdefault(owner, chunk.start + offset)
        self._take_directory_and_signers(chunk, start)
        self._take_rest(chunk, start)

    def finish(self) -> None:
        """Say what can only be said in the end."""
        for first, last in _runs(self._missing):
            where = (
                f"position {first}" if first == last else f"positions {first}-{last}"
            )
            self._collector.add(
                Finding("records", first, None, where, "a record each", "none")
            )
        for size, position, root in self._seen.isolated():
            self._add_seen(position, size, root)
        changed = self._seen.changed()
        if changed is not None:
            self._collector.add(changed)

    def vault_findings(self) -> Iterator[Finding]:
        """Yield the commitments that do not open though nobody was erased."""
        for position, unopened in self.unopened:
            if unopened.owner in self.erased:
                continue
            what = f"commitment {self._name(position)}{unopened.path}"
            yield Finding(
                "vault",
                position,
                self._event_id(position),
                what,
                f"an opening, or person.erased of {unopened.owner}",
                unopened.reason,
            )

    # Signers, and the events that change who they are, must go in step.

    def _take_directory_and_signers(self, chunk: Chunk, start: int) -> None:
        special = dict(chunk.special)
        unsigned = {f.position for f in chunk.findings if f.check == "signatures"}
        directory, table = self.directory, chunk.table
        for offset, signers in enumerate(chunk.signers):
            position = chunk.start + offset
            if signers == NOBODY:
                continue
            statement = special.get(offset)
            if statement is not None or position == 0:
                lawful = self._take_special(chunk, offset, statement, start)
                if lawful and statement is not None and position not in unsigned:
                    directory.apply(statement, position)
                    directory.settle()
            elif position >= start:
                found = directory.signer_objections(
                    table[signers],
                    seen_size=chunk.sizes[offset],
                    position=position,
                    days=(day_of(chunk.at[offset]), day_of(chunk.received[offset])),
                )
                for objection in found:
                    self._add("directory", position, objection)

    def _take_special(
        self, chunk: Chunk, offset: int, statement: Statement | None, start: int
    ) -> bool:
        position = chunk.start + offset
        if position < start:
            return False  # the old directory was taken in before
        if statement is None:
            self._add("directory", position, _NO_FOUNDING)
            return False
        found = self.directory.objections(
            statement, position=position, received_at=chunk.received[offset]
        )
        if statement.type == "heads.sealed" and not found:
            found = list(self._heads_objections(statement))
        for objection in found:
            self._add("directory", position, objection)
        return not found

    def _heads_objections(self, statement: Statement) -> Iterator[Objection]:
        body = read_body(statement)
        assert isinstance(body, HeadsSealed)
        heads = [
            (aggregate, seq, self.ground.hash_at(position))
            for aggregate, seq, position in self._heads(body.size)
        ]
        count, root = heads_root(heads)
        if (count, root) != (body.count, body.root):
            yield Objection(
                "heads",
                f"map of heads at size {body.size}",
                f"{count} heads under {root.hex()}",
                f"{body.count} under {body.root.hex()}",
            )

    # Chain, tree seen, times: compare quickly, judge what differs.

    def _take_rest(self, chunk: Chunk, start: int) -> None:
        ground, seen = self.ground, self._seen
        previous = self._time_before(chunk, start)
        for offset in range(max(0, start - chunk.start), chunk.stop - chunk.start):
            position = chunk.start + offset
            if chunk.signers[offset] == NOBODY:
                self._take_hole(chunk, offset)
                continue
            spot = slice(offset * HASH_SIZE, offset * HASH_SIZE + HASH_SIZE)
            received, at = chunk.received[offset], chunk.at[offset]
            if received < previous:
                self._add_clock(position, previous, received)
            previous = max(previous, received)
            size = chunk.sizes[offset]
            if least_size(position) <= size <= position:
                if chunk.roots[spot] == ground.root_at(size):
                    seen.largest_good = max(seen.largest_good, size)
                else:
                    seen.bad.append((size, position, bytes(chunk.roots[spot])))
                seen_at = ground.received_at(size - 1) if size else None
                if at > received + MAX_SKEW_MS or (
                    seen_at is not None and at < seen_at - MAX_SKEW_MS
                ):
                    self._add_times(position, at, received, seen_at)
            else:
                self._add_size(position, size)
            before = chunk.before[offset] - 1
            if chunk.seqs[offset] > 1 and (
                not 0 <= before < position
                or ground.hash_at(before) != chunk.prevs[spot]
            ):
                prev = bytes(chunk.prevs[spot])
                self._add_chain(position, chunk.seqs[offset], before, prev)
        self._take_references(chunk, start)

    def _take_references(self, chunk: Chunk, start: int) -> None:
        for ref in chunk.refs:
            position, found = chunk.start + ref.offset, ref.rowid - 1
            if position < start:
                continue
            if (
                not 0 <= found < position
                or found >= self.ground.size
                or self.ground.hash_at(found) != ref.hash
            ):
                self._add_reference(position, Ref(ref.id, ref.seq, ref.hash), found)

    def _time_before(self, chunk: Chunk, start: int) -> int:
        first = max(chunk.start, start)
        return self.ground.received_at(first - 1) if first else 0

    def _take_hole(self, chunk: Chunk, offset: int) -> None:
        at = offset * HASH_SIZE
        if chunk.leaves[at : at + HASH_SIZE] == NO_HASH:
            known = {finding.position for finding in chunk.findings}
            if chunk.start + offset not in known:
                self._missing.append(chunk.start + offset)

    # Findings: rare, so they may take their time to say who it was.

    def _name(self, position: int) -> str:
        event = self._look(position)
        return f"{event.id}@{event.seq}" if event else f"the record at {position}"

    def _add(self, check: str, position: int, objection: Objection) -> None:
        digest = self._event_id(position)
        finding = finding_of(check, objection, position, digest)
        name = self._name(position)
        if name not in finding.what:
            finding = Finding(
                check,
                position,
                digest,
                f"{name}: {finding.what}",
                finding.expected,
                finding.found,
            )
        self._collector.add(finding)

    def _event_id(self, position: int) -> str | None:
        digest = self.ground.hash_at(position)
        return None if digest == NO_HASH else digest.hex()

    def _add_clock(self, position: int, previous: int, received: int) -> None:
        what = f"received_at of position {position}"
        objection = Objection("time", what, f"at least {previous}", str(received))
        self._add("times", position, objection)

    def _add_times(
        self, position: int, at: int, received: int, seen_at: int | None
    ) -> None:
        for objection in time_objections(self._name(position), at, received, seen_at):
            self._add("times", position, objection)

    def _add_size(self, position: int, size: int) -> None:
        self._add(
            "seen", position, size_objection(self._name(position), size, position)
        )

    def _add_seen(self, position: int, size: int, root: bytes) -> None:
        what = f"tree seen at size {size}"
        objection = Objection("seen", what, self.ground.root_at(size).hex(), root.hex())
        self._add("seen", position, objection)

    def _add_chain(self, position: int, seq: int, before: int, prev: bytes) -> None:
        name = self._name(position)
        if before >= position:
            what = f"event before {name}"
            found = Objection(
                "chain", what, f"one before position {position}", f"one at {before}"
            )
            self._add("chains", position, found)
        elif before < 0:
            what = f"event before {name}"
            self._add("chains", position, Objection("chain", what, "one", "none"))
        else:
            place = Place(seq - 1, self.ground.hash_at(before), before)
            for found in chain_objections(name, seq, prev, place):
                self._add("chains", position, found)

    def _add_reference(self, position: int, ref: Ref, found: int) -> None:
        known = 0 <= found < self.ground.size
        place = Place(ref.seq, self.ground.hash_at(found), found) if known else None
        name = self._name(position)
        for objection in reference_objections(name, ref, place, position):
            self._add("refs", position, objection)


_NO_FOUNDING = Objection(
    "body", "position 0", "ledger.founded in ledger/genesis", "another act"
)


class _SeenRoots:
    """Tells a signer who lied from a history that was changed under all signers.

    As long as later and larger trees agree with what their signers saw, a root that
    does not is that signer's. When none agrees any more, the records were changed:
    between the largest tree that agrees and the smallest that does not.
    """

    def __init__(self) -> None:
        self.largest_good = 0
        self.bad: list[tuple[int, int, bytes]] = []

    def isolated(self) -> list[tuple[int, int, bytes]]:
        return [bad for bad in self.bad if bad[0] <= self.largest_good]

    def changed(self) -> Finding | None:
        good = self.largest_good
        bad = [one for one in self.bad if one[0] > good]
        if not bad:
            return None
        size = min(one[0] for one in bad)
        position = min(one[1] for one in bad)
        return Finding(
            "seen",
            good,
            None,
            f"trees seen by {len(bad)} signers, the first at position {position}: "
            f"positions {good} to {size - 1}",
            "the records that they saw",
            "others: something there was changed, inserted or removed",
        )


def _objection(event: Event, error: Exception) -> Objection:
    name = f"{event.id}@{event.seq}"
    return Objection("body", name, "a lawful event of the directory", str(error))


def _runs(positions: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of neighbours."""
    first = last = None
    for position in positions:
        if first is None or last is None:
            first = last = position
        elif position == last + 1:
            last = position
        else:
            yield first, last
            first = last = position
    if first is not None and last is not None:
        yield first, last
