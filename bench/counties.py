"""A large ledger: the review year of the worked case, in many counties, for years.

The worked case is played, every act with its signatures and its rules. Then its acts
are made again for other counties (organisations, officials, keys) and other years
(applicants, applications, sessions, complaints, records), signed by their own signers
and chained like any others; the city and its officers stay the same. All counties go
through a year at the same time.

What drafting computed is copied with the days moved by whole years. Nothing asks the
rules again: such a ledger is sound, and only the worked case at its beginning is
lawful for certain.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import msgspec

from aggregates.application.standing import ApplicationState
from aggregates.catalog import AGGREGATES, act_of
from aggregates.followers import title_id
from aggregates.policy.dates import local_date
from bench.bulk import Bulk
from bench.ledgers import PASSPHRASE
from bench.pattern import Form, Pattern, play_case
from ledger.commitment import SALT_SIZE, Opening
from ledger.keys import Ed25519Signer
from ledger.record import Event, Record, Signature
from ledger.statement import (
    NO_PREVIOUS,
    Ref,
    Seen,
    SignedBy,
    Statement,
    encode_statement,
    kind_of,
    pae,
    statement_hash,
)
from ledger.vault import Vault

YEARS: Final = 10
"""How many years a county has, one after the other."""

_LATER: Final = 4
"""Years from the worked case to the first copy: its own last acts lie before."""

_DAY_MS: Final = 86_400_000
_NUMBERS: Final = frozenset(
    {
        "case_no",
        "certificate_no",
        "decision_no",
        "document_no",
        "external_no",
        "name",
        "committee_name",
        "notice",
        "receipt_no",
    }
)
"""Fields that name a thing, and must differ between things."""

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_CALENDAR: Final = re.compile(r"calendar/cn-(\d{4})(@\d+)?", re.ASCII)


def build(path: Path, events: int, progress: Callable[[int], None]) -> int:
    """Make a ledger of about so many events; return how many it has.

    Args:
        path: Where; it does not exist.
        events: How many.
        progress: Told how many there are.
    """
    pattern = play_case(path)
    bulk = Bulk(path, PASSPHRASE)
    in_a_county = _count(pattern.county) + YEARS * _count(pattern.year)
    amount = max(1, round((events - bulk.size) / in_a_county))
    with Vault.open(path) as vault:
        _fill(bulk, vault, pattern, amount, progress)
    bulk.seal()
    return bulk.size


def _fill(
    bulk: Bulk,
    vault: Vault,
    pattern: Pattern,
    amount: int,
    progress: Callable[[int], None],
) -> None:
    counties = [County(number, pattern, bulk, vault) for number in range(amount)]
    for later in range(_LATER, _LATER + YEARS + 1):
        counties[0].adopt(pattern.calendar, later)
    for county in counties:
        county.begin(_LATER)
        for batch in pattern.county:
            county.take(batch, bulk.seen())
    for year in range(YEARS):
        for county in counties:
            county.begin(_LATER + year)
        for batch in pattern.year:
            seen = bulk.seen()
            for county in counties:
                county.take(batch, seen)
        progress(bulk.size)


class County:
    """One county, being written.

    Args:
        number: Its number; the first one's personal values are in the vault.
        pattern: What it does.
        bulk: The ledger.
        vault: Its vault.
    """

    def __init__(self, number: int, pattern: Pattern, bulk: Bulk, vault: Vault) -> None:
        self._number, self._pattern = number, pattern
        self._bulk, self._vault = bulk, vault
        self._later = 0
        self._tag = ""
        self._signers = {
            key: Ed25519Signer.from_seed(seed) for key, seed in pattern.seeds.items()
        }
        self._words: dict[Any, Any] = {}
        self._heads: dict[str, tuple[int, bytes]] = {}
        self._places: dict[tuple[str, int], Ref] = {}
        self._states: dict[str, ApplicationState] = {}
        self._rename(pattern.of_county, f"county {number}")

    def begin(self, later: int) -> None:
        """Begin a year."""
        self._later = later
        self._tag = f"{self._number}-{later}"
        self._states.clear()
        self._rename(self._pattern.of_year, f"county {self._number} year {later}")

    def adopt(self, form: Form, later: int) -> None:
        """Adopt a year's calendar, which all counties share."""
        self._later = later
        at = self._bulk.newest_ms
        self._write(form, self._bulk.seen(), at=at, received_at=at)

    def take(self, batch: Iterable[Form], seen: Seen) -> None:
        """Write a batch as this county."""
        for form in batch:
            event = form.event
            later = max(self._later_ms(event.received_at), self._bulk.newest_ms)
            at = self._later_ms(event.statement.at)
            self._write(form, seen, at=at, received_at=later)

    def _rename(self, ids: Iterable[str], tag: str) -> None:
        for old in ids:
            kind, _, rest = old.partition("/")
            if kind == "key":
                self._renew_key(bytes.fromhex(rest), tag)
                continue
            digest = sha256(f"{tag} {old.partition('-')[0]}".encode()).hexdigest()[:32]
            tail = rest.partition("-")
            self._words[old] = f"{kind}/{digest}{tail[1]}{tail[2]}"
        for old in ids:
            if kind_of(old) == "application":
                self._words[title_id(old)] = title_id(self._words[old])

    def _renew_key(self, old: bytes, tag: str) -> None:
        signer = Ed25519Signer.from_seed(sha256(tag.encode() + old).digest())
        self._signers[signer.key_id] = signer
        self._words[old] = signer.key_id
        self._words[self._pattern.publics[old]] = signer.public
        self._words[f"key/{old.hex()}"] = f"key/{signer.key_id.hex()}"

    def _write(self, form: Form, seen: Seen, *, at: int, received_at: int) -> None:
        old = form.event.statement
        new_id = self._moved(old.id)
        seq, prev = self._heads.get(new_id, (0, NO_PREVIOUS))
        self._open(form, new_id, seq + 1)
        statement = msgspec.structs.replace(
            old,
            id=new_id,
            seq=seq + 1,
            prev=prev,
            at=at,
            by=tuple(self._signed_by(one) for one in old.by),
            seen=seen,
            refs=self._refs(old.refs),
            body=self._body(old.body),
        )
        self._keep(form, statement, received_at)

    def _keep(self, form: Form, statement: Statement, received_at: int) -> None:
        payload = encode_statement(statement)
        digest, message = statement_hash(payload), pae(payload)
        signers = [self._signers[one.key] for one in statement.by]
        signatures = tuple(
            Signature(s.key_id, s.suite, s.sign(message)) for s in signers
        )
        record = Record(payload, signatures, received_at)
        position = self._bulk.size
        self._bulk.write(statement, record)
        old = form.event
        self._heads[statement.id] = statement.seq, digest
        self._places[old.id, old.seq] = Ref(statement.id, statement.seq, digest)
        self._words[old.hash] = digest
        if form.manifest:
            event = Event(position, received_at, statement, digest, signatures, b"")
            self._words[form.manifest] = self._manifest(event)

    def _manifest(self, event: Event) -> bytes:
        """Return what the application's material is by now."""
        kind = AGGREGATES["application"]
        before = self._states.get(event.id) or kind.initial(event.id)
        after: ApplicationState = kind.evolve(before, act_of(event))
        self._states[event.id] = after
        return after.manifest

    def _open(self, form: Form, new_id: str, seq: int) -> None:
        if self._number:
            for old in form.openings:
                self._words[old] = sha256(self._tag.encode() + old).digest()
            return
        openings = [self._opening(one, new_id, seq) for one in form.openings.values()]
        self._vault.put(openings)
        new = (opening.commitment for opening in openings)
        self._words.update(zip(form.openings, new, strict=True))

    def _opening(self, old: Opening, new_id: str, seq: int) -> Opening:
        salt = sha256(old.salt + f"{new_id}@{seq}".encode()).digest()[:SALT_SIZE]
        owner = self._moved(old.owner)
        return msgspec.structs.replace(old, owner=owner, id=new_id, seq=seq, salt=salt)

    def _signed_by(self, entry: SignedBy) -> SignedBy:
        key = self._words.get(entry.key, entry.key)
        return SignedBy(key, entry.role, self._moved(entry.org), entry.seg)

    def _refs(self, refs: Sequence[Ref]) -> tuple[Ref, ...]:
        found = {self._places.get((ref.id, ref.seq), ref) for ref in refs}
        return tuple(sorted(found, key=lambda ref: (ref.id, ref.seq)))

    def _body(self, value: Any, field: str = "") -> Any:
        if isinstance(value, dict):
            return {key: self._body(item, key) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self._body(item, field) for item in value]
        if isinstance(value, bytes):
            return self._words.get(value, value)
        if isinstance(value, str):
            return self._text(value, field)
        if field == "year":
            return value + self._later
        return value

    def _text(self, text: str, field: str) -> str:
        if field in _NUMBERS:
            return f"{text}·{self._tag}"
        return self._moved(text)

    def _moved(self, text: str) -> str:
        """Return another's id, or a later day, for one of the pattern."""
        found = self._words.get(text)
        if found is not None:
            return str(found)
        if _DAY.fullmatch(text):
            return _later(date.fromisoformat(text), self._later).isoformat()
        calendar = _CALENDAR.fullmatch(text)
        if calendar:
            year = int(calendar[1]) + self._later
            return f"calendar/cn-{year}{calendar[2] or ''}"
        return text

    def _later_ms(self, instant: int) -> int:
        day = local_date(instant)
        return instant + (_later(day, self._later) - day) // timedelta(days=1) * _DAY_MS


def _later(day: date, years: int) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap else day.day)


def _count(batches: Sequence[Sequence[Form]]) -> int:
    return sum(len(batch) for batch in batches)
