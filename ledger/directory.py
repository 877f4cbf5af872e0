"""Who may sign what, at which position: the verdicts over keys and roles.

The directory is a fold over the events whose bodies `ledger.enrolment` declares. It
never forgets a position, so a question about position 17 has the same answer for
ever, and an audit replays to the same verdicts (formats section 4):

* an entry of ``by`` counts if and only if its key and its grant stand in the tree of
  ``seen.size`` **and** before the record's own position, and the grant's days
  [from, until) hold the days of ``at`` and of ``received_at``;
* a revocation counts from the position after its own;
* ``HOLDER``, ``APPLICANT`` and ``COMPLAINANT`` need no grant, act for nobody but
  their own subject, and therefore name no organisation;
* a seal acts only as ``SEAL``, for its own organisation, beside its custodian.

What must be true of the events that change the directory is in
`ledger.directory_events`. What is objected to has no effect: an audit goes on
without it, and everything that was built on it becomes a finding too.
"""

from collections.abc import Sequence
from typing import Final

from ledger.directory_events import event_objections
from ledger.directory_state import DirectoryState, Key
from ledger.enrolment import DIRECTORY_KINDS
from ledger.local_day import day_of, format_day
from ledger.objection import Objection, check_none
from ledger.statement import SignedBy, Statement, kind_of

GRANTLESS: Final = frozenset({"HOLDER", "APPLICANT", "COMPLAINANT"})
"""Roles in which anybody acts for himself, without a grant."""

SEAL_ROLE: Final = "SEAL"
"""The only role in which a seal acts, and which only a seal holds."""

_USES: Final = {
    "HOLDER": frozenset({"person", "seal", "service", "session"}),
    "APPLICANT": frozenset({"person"}),
    "COMPLAINANT": frozenset({"person", "session"}),
}


class Directory(DirectoryState):
    """The directory with its verdicts.

    Example:
        >>> directory = Directory()
        >>> directory.keys, directory.log_keys_at(1)
        ({}, [])
    """

    def check(self, statement: Statement, *, position: int, received_at: int) -> None:
        """Check that everybody named in ``by`` may act, and the event may stand.

        Raises:
            MalformedError: A directory event's body is not of its type.
            UnknownKeyError: A key was not enrolled, or no longer stands.
            RoleError: A role, a grant, a co-signer or a custodian is missing.
            VerificationError: Another rule of the directory is broken.
        """
        check_none(
            self.objections(statement, position=position, received_at=received_at)
        )

    def objections(
        self, statement: Statement, *, position: int, received_at: int
    ) -> list[Objection]:
        """Return all reasons why the directory does not let a statement stand.

        The directory must hold what was recorded before ``position``; it may hold
        more, which does not change the answer.

        Args:
            statement: What was stated, of any kind.
            position: Where it stands or is to stand.
            received_at: The ledger's time of recording, in ms.
        """
        brought: frozenset[bytes] = frozenset()
        found: list[Objection] = []
        if position == 0 or kind_of(statement.id) in DIRECTORY_KINDS:
            brought, found = event_objections(self, statement, position, received_at)
        if position == 0:
            # The founders' keys and roles come from the record itself.
            return found
        return found + self.signer_objections(
            statement.by,
            seen_size=statement.seen.size,
            position=position,
            days=(day_of(statement.at), day_of(received_at)),
            brought=brought,
        )

    def signer_objections(
        self,
        by: Sequence[SignedBy],
        *,
        seen_size: int,
        position: int,
        days: tuple[int, int],
        brought: frozenset[bytes] = frozenset(),
    ) -> list[Objection]:
        """Return all reasons why signers may not act, whatever the act is.

        Args:
            by: The signers.
            seen_size: Size of the tree that they had seen.
            position: Where their act stands.
            days: The days of ``at`` and of ``received_at``.
            brought: Keys that the statement brings itself; they need not stand.
        """
        found: list[Objection] = []
        for entry in by:
            if entry.key in brought:
                continue
            key = self.keys.get(entry.key)
            if key is None or key.enrolled >= seen_size or key.revoked < position:
                found.append(_key_objection(entry, key, seen_size, position))
            elif entry.role in GRANTLESS:
                found += _grantless_objections(entry, key)
            elif not _has_grant(key, entry, seen_size, position, days):
                found.append(_role_objection(key, entry, seen_size, position, days))
            if key is not None and key.use == "seal":
                found += self._custody_objections(key, by, seen_size, position)
        return found

    def _custody_objections(
        self, seal: Key, by: Sequence[SignedBy], seen_size: int, position: int
    ) -> list[Objection]:
        # The custodian whom the signer saw must still be the custodian now.
        custodian = seal.custodian(position)
        beside = {
            key.subject
            for entry in by
            if (key := self.keys.get(entry.key)) and key.use == "person"
        }
        seen = seal.custodian(min(seen_size, position))
        if custodian and custodian == seen and custodian in beside:
            return []
        return [
            Objection(
                code="custodian",
                what=f"seal {seal.key_id.hex()[:12]} at position {position}",
                expected="its custodian's signature beside it",
                found="another" if custodian else "no custodian appointed",
            )
        ]


def _has_grant(
    key: Key, entry: SignedBy, seen_size: int, position: int, days: tuple[int, int]
) -> bool:
    first, second = days
    for grant in key.grants.get((entry.role, entry.org), ()):
        if (
            grant.granted < seen_size
            and grant.revoked >= position
            and grant.first <= first < grant.end
            and grant.first <= second < grant.end
        ):
            return True
    return False


def _key_objection(
    entry: SignedBy, key: Key | None, seen_size: int, position: int
) -> Objection:
    what = f"key {entry.key.hex()[:12]} at position {position}"
    if key is None:
        return Objection("key-unknown", what, "an enrolled key", "none")
    if key.enrolled >= seen_size:
        return Objection(
            "key-unknown",
            what,
            f"a key in the tree of size {seen_size} that the signer saw",
            f"one enrolled at position {key.enrolled}",
        )
    return Objection(
        "key-revoked", what, "a live key", f"one revoked at position {key.revoked}"
    )


def _grantless_objections(entry: SignedBy, key: Key) -> list[Objection]:
    what = f"{entry.role} by key {entry.key.hex()[:12]}"
    found = []
    if entry.org:
        found.append(
            Objection("role", what, "no organisation without a grant", entry.org)
        )
    if key.use not in _USES[entry.role]:
        wanted = " or ".join(sorted(_USES[entry.role]))
        found.append(Objection("role", what, f"a key for {wanted}", key.use))
    return found


def _role_objection(
    key: Key, entry: SignedBy, seen_size: int, position: int, days: tuple[int, int]
) -> Objection:
    role = f"{entry.role} for {entry.org}" if entry.org else entry.role
    what = f"key {entry.key.hex()[:12]} at position {position}"
    wanted = f"a grant as {role} on {_show_days(days)}"
    grants = key.grants.get((entry.role, entry.org), ())
    if not grants:
        return Objection("role", what, wanted, "none")
    grant = grants[-1]
    if grant.revoked < position:
        got = f"one revoked at position {grant.revoked}"
    elif grant.granted >= seen_size:
        got = f"one granted at position {grant.granted}, not seen at size {seen_size}"
    else:
        got = "one that does not hold then"
    return Objection("role", what, wanted, got)


def _show_days(days: tuple[int, int]) -> str:
    return " and ".join(format_day(day) for day in sorted(set(days)))
