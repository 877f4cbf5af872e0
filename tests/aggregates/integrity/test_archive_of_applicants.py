"""柳州: the region's archive instead of a blacklist, and for how long (LZ 八（一）)."""

from datetime import date

from aggregates.integrity import events as integrity
from tests.support import actors as a
from tests.support.builders_session import (
    CERTIFY,
    DECIDE,
    ENTER,
    PROPOSE,
    RECORD,
    REVOKE,
    SERVED,
)
from tests.support.cities import liuzhou
from tests.support.given import given, instead

HEAD = a.holds("unit-head", "UNIT_OFFICER", a.UNIT)
CUSTODIAN = a.holds("unit-officer", "CUSTODIAN", a.UNIT)
DECIDED = DECIDE.signed(HEAD, a.UNIT_SEAL, CUSTODIAN)
CERTIFIED = CERTIFY.round_the_rules()
HERE = liuzhou(instead(instead(SERVED, DECIDE, DECIDED), CERTIFY, CERTIFIED))
"""The officer who audited for the unit does not decide on the complaint."""
ARCHIVE = ENTER.but(tier="ARCHIVE", levels=["REGION"])


def test_it_is_entered_in_the_archive_of_the_region() -> None:
    given(*HERE).when(ARCHIVE).accepted()
    given(*HERE).when(ARCHIVE.but(tier="BLACKLIST")).refused("LZ-8.1a")
    given(*HERE).when(ARCHIVE.but(levels=["CITY"])).refused("LZ-8.1a")


def test_the_national_measure_states_the_years_that_the_notice_does_not() -> None:
    """A8: three years from the decision of 2024-09-02, the last day included."""
    world = given(*HERE).when(ARCHIVE).accepted()
    entry = entered(world.acts[-2:])
    assert (entry.term_start, entry.term_end) == (date(2024, 9, 2), date(2027, 9, 2))
    (limit,) = entry.deadlines
    assert (limit.rule, limit.due) == ("LZ-9b", date(2027, 9, 2))
    short = ARCHIVE.but(term_start="2024-09-02", term_end="2024-09-03")
    given(*HERE).when(short).refused("LZ-9b")


def test_nobody_is_revoked_or_entered_before_it_is_verified() -> None:
    """查实: no clause of the notice says so for each step; the ledger does."""
    before = HERE[: HERE.index(DECIDED)]
    given(*before, DECIDED).when(REVOKE).accepted()
    given(*before).when(REVOKE).refused("LEDGER-REFS")
    revoked = (*before, DECIDED, REVOKE)
    given(*revoked).when(PROPOSE).accepted()
    given(*before, DECIDED).when(PROPOSE).refused("LEDGER-REFS")


def entered(acts: object) -> integrity.Entered:
    assert isinstance(acts, list | tuple)
    (found,) = [act.body for act in acts if act.id == RECORD]
    assert isinstance(found, integrity.Entered)
    return found
