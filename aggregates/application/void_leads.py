"""What a decision that results are void brings with it: results, and their titles."""

from collections.abc import Iterator
from typing import Final

import msgspec

from aggregates.application.voiding import ResultVoided, Voided
from aggregates.decider import Context
from aggregates.lead import Entries, Follower, Lead, title_id
from aggregates.lookup import application_of, person_of
from aggregates.person import events as person
from aggregates.title import events as title


def _voided(context: Context, _entries: Entries) -> Iterator[Follower]:
    body: Voided = context.body
    for one in body.results:
        if one != context.act.id:
            note = ResultVoided(decision=context.act.id, decision_no=body.decision_no)
            yield Follower(one, note)
    for one in body.results:
        yield from _title_voided(context, one)


def _title_voided(context: Context, one: str) -> Iterator[Follower]:
    """Void the title that came of a result, if one did and it still stands."""
    body: Voided = context.body
    titled = title_id(one)
    holder = application_of(context.states, one).person
    if not person_of(context.states, holder).titles.get(titled):
        return
    yield Follower(titled, title.Voided(application=one, decision_no=body.decision_no))
    yield Follower(holder, person.TitleRevoked(title=titled))


LEADS: Final[dict[type[msgspec.Struct], Lead]] = {Voided: Lead(derive=_voided)}
"""The lead of these acts, as `aggregates.followers` knows it."""
