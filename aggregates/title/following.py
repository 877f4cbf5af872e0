"""What acts about titles bring with them: notes on the person, and conversions."""

from collections.abc import Iterator

import msgspec

from aggregates.application.standing import ApplicationState
from aggregates.decider import Context
from aggregates.lead import Entries, Follower, Lead
from aggregates.lookup import person_of, title_of
from aggregates.person import events as person
from aggregates.title import events as e
from aggregates.title.stage import STAGES


def _brought(context: Context, _entries: Entries) -> Iterator[Follower]:
    yield Follower(context.body.person, person.TitleBrought(title=context.act.id))


def _forged(context: Context, _entries: Entries) -> Iterator[Follower]:
    yield Follower(context.state.person, person.TitleRevoked(title=context.act.id))


def conversions(
    context: Context, state: ApplicationState, into: str
) -> Iterator[Follower]:
    """Yield what a confirmed conversion (转评) does to the titles that it converts.

    These are the holder's titles of the same level in other series or professions.

    Args:
        context: The confirmation.
        state: The application.
        into: The title that it leads to.
    """
    if state.declaration != "CONVERSION":
        return
    new = (state.series, state.profession)
    for held, stands in person_of(context.states, state.person).titles.items():
        known = title_of(context.states, held)
        another = (known.series, known.profession) != new
        possible = known.stage in STAGES[e.Converted]
        if stands and possible and another and known.level == state.level:
            yield Follower(held, e.Converted(into=into))


LEADS: dict[type[msgspec.Struct], Lead] = {
    e.InitialTitleDetermined: Lead(derive=_brought),
    e.OutsideTitleVerified: Lead(derive=_brought),
    e.CertificateForgeryFound: Lead(derive=_forged),
}
"""The leads of titles, as `aggregates.followers` knows them."""
