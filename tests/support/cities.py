"""The other cities' notices, in the places of the usual histories.

Places, bodies and persons stay those of the tests; only the documents change, and hold
from the year's beginning on, so that the same histories can be told under each.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from aggregates.policy import events as policy
from aggregates.policy.profile import load_profile, profile_to_dict, with_settings
from tests.support import actors as a
from tests.support.builders import PUBLISH
from tests.support.given import Deed, deed, instead

YUNCHENG = "yuncheng-2024"
LIUZHOU = "liuzhou-2024"
FIRST_DAY = date(2024, 1, 15)


def publish(name: str, **changes: Any) -> Deed:
    """Publish a city's profile here, in force since January.

    ``changes`` are settings by their dotted path.
    """
    shipped = with_settings(load_profile(name), changes)
    documents = tuple(
        msgspec.structs.replace(one, effective_from=FIRST_DAY)
        for one in shipped.documents
    )
    here = msgspec.structs.replace(
        shipped,
        territory="421200",
        documents=documents,
        effective_from=FIRST_DAY,
    )
    return deed(
        policy.Published,
        f"policy/{name}",
        [a.CITY_OFFICER, a.CITY_SEAL],
        "2024-04-23T11:00",
        profile=profile_to_dict(here),
        effective_from="2024-01-15",
    )


def in_city(name: str, history: Sequence[Deed], **changes: Any) -> tuple[Deed, ...]:
    """Tell a history under another city's notice."""
    return instead(history, PUBLISH, publish(name, **changes))
