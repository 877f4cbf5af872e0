"""The versions of one profile, in the order in which they were published."""

from collections.abc import Mapping
from datetime import date

import msgspec
from msgspec.structs import replace

from aggregates.decider import Act, Handlers, fold
from aggregates.policy import events as e
from aggregates.policy.profile import Profile, ProfileError, decode_profile


class Version(msgspec.Struct, frozen=True):
    """One published version."""

    seq: int
    effective_from: date
    recorded_on: date
    hash: bytes
    profile: Profile


Entry = tuple[str, str, str]
"""A list, a series, and an entry of the list in that series."""


class PolicyState(msgspec.Struct, frozen=True):
    """All versions of a profile; later ones win from their first day on.

    ``codes`` tells of every entry of a code list that was changed whether it is in.
    """

    id: str
    versions: tuple[Version, ...] = ()
    codes: Mapping[Entry, bool] = {}

    def in_force_on(self, day: date) -> Version | None:
        """Return the newest version that is effective on ``day``."""
        effective = [v for v in self.versions if v.effective_from <= day]
        newest = effective[-1] if effective else None
        until = newest.profile.effective_until if newest else None
        return None if until is not None and until <= day else newest


def initial(aggregate_id: str) -> PolicyState:
    """Return the state of a profile that was never published."""
    return PolicyState(id=aggregate_id)


def evolve(state: PolicyState, act: Act) -> PolicyState:
    """Fold one act into the state."""
    return fold(HANDLERS, state, act)


def _published(
    state: PolicyState, body: e.Published | e.Amended, act: Act
) -> PolicyState:
    try:
        profile = decode_profile(body.profile)
    except ProfileError:
        # It was recorded round the rules; nothing can be judged by it.
        return state
    version = Version(
        seq=act.seq,
        effective_from=body.effective_from,
        recorded_on=act.day,
        hash=act.hash,
        profile=profile,
    )
    return replace(state, versions=(*state.versions, version))


def _codes(state: PolicyState, body: e.CodeListChanged, act: Act) -> PolicyState:
    entry = (body.code_list, body.series, body.entry)
    return replace(state, codes={**state.codes, entry: body.change == "ADD"})


HANDLERS: Handlers[PolicyState] = {
    e.Published: _published,
    e.Amended: _published,
    e.CodeListChanged: _codes,
}
