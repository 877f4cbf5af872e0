"""What a post quota form brings with it."""

from collections.abc import Iterator

import msgspec

from aggregates.decider import Context
from aggregates.lead import Entries, Follower, Lead
from aggregates.organisation import events as organisation
from aggregates.quota import events as e


def _filled(context: Context, _entries: Entries) -> Iterator[Follower]:
    body: e.FormFilled = context.body
    noted = organisation.QuotaFormFilled(quota=context.act.id, year=body.year)
    yield Follower(body.employer, noted)


LEADS: dict[type[msgspec.Struct], Lead] = {e.FormFilled: Lead(derive=_filled)}
