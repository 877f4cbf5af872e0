"""What came of a matter: its title, the records with their terms, what is owed.

Which act owes which other is a view (`projections.obligations.standing`). An
obligation is open until the log holds the event that meets it; for an open one the
answer is that no such event is recorded.
"""

import msgspec

from projections.integrity import Standing
from projections.obligations.standing import Obligation
from projections.words.label import Label, Named


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a matter.

    Attributes:
        title: The title it led to, with the number of its certificate.
        title_stage: Whether that title stands.
        records: Integrity records about the person, as they stand on the day.
        obligations: What these acts demand, met or open.
    """

    title: Named | None
    title_stage: Label | None
    records: tuple[Standing, ...]
    obligations: tuple[Obligation, ...]
