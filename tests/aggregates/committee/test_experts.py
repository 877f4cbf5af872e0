from datetime import date

from aggregates.committee import events as committee
from aggregates.person import events as person
from aggregates.session import events as session
from tests.support import actors as a
from tests.support.actors import holds
from tests.support.builders import APPLY, COMMITTEE, FILE, REGISTRY, enrol
from tests.support.builders_session import (
    CONCLUDE,
    DRAW,
    DRAWN,
    FREEZE,
    FROZEN,
    OPENED,
    OPINION,
    POOL_LIST,
    RESULT_SIGNED,
    SEAT,
    SEATED_PANEL,
)
from tests.support.builders_supervision import DISQUALIFY, EXPERT, THE_UNIT
from tests.support.cities import YUNCHENG, in_city
from tests.support.given import deed, given, instead

EARLY = DISQUALIFY.recorded("2024-06-27T09:00").but(decided_on="2024-06-27")
IN_THE_MEETING = DISQUALIFY.recorded("2024-07-04T09:30").but(
    decided_on="2024-07-04", keys=[a.EXPERTS[1].key]
)
KNOWN = enrol(EXPERT)
REPORT = deed(
    committee.ExpertDisqualificationReported,
    COMMITTEE,
    (a.UNIT_OFFICER,),
    "2024-06-28T09:00",
    expert=EXPERT,
    level="PROVINCE",
    receipt_no="鄂职回〔2024〕1号（示例）",
)
LEAVE_OUT = deed(
    session.DrawExclusionsStated,
    a.SESSION,
    [a.UNIT_OFFICER, a.DRAW_SUPERVISOR],
    "2024-06-28T15:00",
    pool=POOL_LIST,
    excluded=[3],
    reasons=["已取消专家资格（示例）"],
)
READMIT = deed(
    person.ExpertReadmitted,
    EXPERT,
    THE_UNIT,
    "2024-06-28T15:00",
    from_="2024-06-29",
    basis="复核撤销原决定（示例）",
)
FROZEN_WITH_EXPERT = (*FROZEN, KNOWN)


def test_the_unit_disqualifies_an_expert_for_good() -> None:
    """XN6A-9b: no end is stated, so it lasts until somebody readmits (A8)."""
    world = given(*FROZEN_WITH_EXPERT).when(EARLY).accepted()
    found = world.get(EXPERT).disqualified
    assert (found.start, found.end) == (date(2024, 6, 27), None)
    assert found.holds_on(date(2054, 6, 27))


def test_promptly_upward_is_a_reference_and_no_limit() -> None:
    """XN12-8.4c says 及时 and no number; the profile's number is A26."""
    world = given(*FROZEN_WITH_EXPERT).when(EARLY).accepted()
    (reference,) = world.acts[-2].body.deadlines
    assert (reference.kind, reference.rule) == ("REFERENCE", "XN12-8.4c")
    assert (reference.length, reference.due) == (10, date(2024, 7, 11))


def test_where_no_document_says_promptly_nothing_is_counted() -> None:
    history = in_city(YUNCHENG, REGISTRY)
    filed = instead(
        (*history, APPLY, FILE, KNOWN),
        APPLY,
        APPLY.but(conditions=["评审条件（示例）"]),
    )
    world = given(*filed).when(EARLY).accepted()
    assert world.acts[-2].body.deadlines == ()


def test_a_city_may_state_years() -> None:
    history = in_city(
        "xianning-2024",
        FROZEN_WITH_EXPERT,
        expert_disqualification_years=3,
    )
    world = given(*history).when(EARLY).accepted()
    found = world.get(EXPERT).disqualified
    assert found.end == date(2027, 6, 27)
    assert found.holds_on(date(2027, 6, 27))
    assert not found.holds_on(date(2027, 6, 28))


def test_another_unit_does_not() -> None:
    """XN6A-9b: 由评委会组建单位取消."""
    others = EARLY.signed(a.OTHER_UNIT_OFFICER, a.OTHER_UNIT_SEAL)
    given(*FROZEN_WITH_EXPERT).when(others).refused("XN6A-9b", "XN6B-2d")


def test_a_breach_is_proven_before_it_is_decided() -> None:
    ids = ("XN6A-9b", "XN12-8.4c")
    given(*FROZEN_WITH_EXPERT).when(EARLY.but(evidence=[])).refused(*ids)
    given(*FROZEN_WITH_EXPERT).when(EARLY).accepted()


def test_nobody_is_disqualified_twice() -> None:
    again = EARLY.recorded("2024-06-28T09:00")
    given(*FROZEN_WITH_EXPERT, EARLY).when(again).refused("LEDGER-STATE")


def test_an_unknown_person_is_nobody_s_expert() -> None:
    given(*FROZEN).when(EARLY).refused("LEDGER-STATE")


def test_an_entry_that_is_named_leaves_the_pool() -> None:
    first = given(*FROZEN).world.get(COMMITTEE).pool[0]
    world = given(*FROZEN_WITH_EXPERT).when(EARLY.but(entry=first)).accepted()
    assert first not in world.get(COMMITTEE).pool
    given(*FROZEN_WITH_EXPERT).when(EARLY.but(entry=999)).refused("LEDGER-STATE")


def test_province_and_city_are_told_once_each() -> None:
    """XN12-8.4c: 及时上报省、市职改办."""
    history = (*FROZEN_WITH_EXPERT, EARLY)
    given(*FROZEN_WITH_EXPERT).when(REPORT).refused("XN12-8.4c")
    given(*history).when(REPORT).accepted()
    given(*history, REPORT).when(REPORT).refused("XN12-8.4c")
    given(*history, REPORT).when(REPORT.but(level="CITY")).accepted()


def test_the_office_may_tell_them_too() -> None:
    history = (*FROZEN_WITH_EXPERT, EARLY)
    given(*history).when(REPORT.signed(a.OFFICE_STAFF)).accepted()
    strangers = REPORT.signed(a.OTHER_OFFICE_STAFF)
    given(*history).when(strangers).refused("XN6A-9b", "XN6B-2d")


def test_who_was_disqualified_after_the_freeze_is_left_out_of_the_draw() -> None:
    """XN6A-9b: the sealed list still names him."""
    history = (*FROZEN_WITH_EXPERT, EARLY)
    given(*history).when(DRAW).refused("XN6A-9b", "XN12-8.4c")
    given(*history, LEAVE_OUT).when(DRAW.but(excluded=[3])).accepted()


def test_the_exclusions_leave_out_everybody_disqualified_so_far() -> None:
    nobody = LEAVE_OUT.but(excluded=[], reasons=[])
    given(*FROZEN_WITH_EXPERT, EARLY).when(nobody).refused("XN6A-9b", "XN12-8.4c")
    given(*FROZEN_WITH_EXPERT).when(nobody).accepted()


def test_who_was_disqualified_after_the_public_value_is_replaced_later() -> None:
    """Nobody may be left out once the value is known: a stand-in comes."""
    late = DISQUALIFY.recorded("2024-06-29T09:00").but(decided_on="2024-06-29")
    given(*FROZEN_WITH_EXPERT, late).when(DRAW).accepted()


def test_a_new_list_no_longer_names_him() -> None:
    first = given(*FROZEN).world.get(COMMITTEE).pool[0]
    fresh = {"count": 7, "sha256": bytes(32)}
    freeze = FREEZE.recorded("2024-06-28T09:00").but(pool=fresh)
    history = (*FROZEN_WITH_EXPERT, EARLY.but(entry=first), freeze)
    given(*history).when(DRAW.but(pool=fresh)).accepted()


def test_a_disqualified_expert_gives_no_opinion() -> None:
    """XN6A-9b, in the middle of the meeting, by the key he signs with."""
    history = (*OPENED, KNOWN)
    given(*history).when(OPINION).accepted()
    barred = (*history, IN_THE_MEETING)
    given(*barred).when(OPINION).refused("XN6A-9b", "XN12-8.4c")


def test_another_expert_s_opinion_stands() -> None:
    history = (*OPENED, KNOWN, IN_THE_MEETING)
    other = OPINION.signed(a.EXPERTS[2])
    given(*history).when(other).accepted()


def test_a_disqualified_chair_does_not_conclude() -> None:
    """A chair may sign with a lasting key, which names the person."""
    lasting = holds("chairman", "CHAIR", a.PANEL)
    conclude = CONCLUDE.signed(lasting)
    history = (*RESULT_SIGNED, enrol("person/chairman"))
    barred = DISQUALIFY.recorded("2024-07-05T09:00").but(
        decided_on="2024-07-05", expert="person/chairman"
    )
    before = given(*history).when(conclude)
    after = given(*history, barred).when(conclude)
    assert "XN6A-9b" not in {one.rule for one in before.refusals}
    assert "XN6A-9b" in {one.rule for one in after.refusals}


def test_a_disqualified_expert_takes_no_seat() -> None:
    seated_key = IN_THE_MEETING.recorded("2024-07-01T12:00").but(
        decided_on="2024-07-01"
    )
    history = (*DRAWN, KNOWN)
    given(*history).when(SEAT).accepted()
    given(*history, seated_key).when(SEAT).refused("XN6A-9b", "XN12-8.4c")


def test_a_disqualified_stand_in_is_not_called() -> None:
    called = given(*SEATED_PANEL).world.get(a.SESSION).alternates[0]
    call = deed(
        session.StandInCalled,
        a.SESSION,
        [a.UNIT_OFFICER, a.DRAW_SUPERVISOR],
        "2024-07-03T09:00",
        absent=a.EXPERTS[3].key,
        called=called,
        key=a.STAND_IN.key,
        reason="因病缺席（示例）",
    )
    barred = DISQUALIFY.recorded("2024-07-02T09:00").but(
        decided_on="2024-07-02", keys=[a.STAND_IN.key]
    )
    given(*SEATED_PANEL, KNOWN).when(call).accepted()
    given(*SEATED_PANEL, KNOWN, barred).when(call).refused("XN6A-9b", "XN12-8.4c")


def test_the_deciding_unit_readmits() -> None:
    """XN6A-9b: who took the qualification gives it back."""
    history = (*FROZEN_WITH_EXPERT, EARLY)
    others = READMIT.signed(a.OTHER_UNIT_OFFICER, a.OTHER_UNIT_SEAL)
    given(*history).when(others).refused("XN6A-9b")
    world = given(*history).when(READMIT).accepted()
    assert world.get(EXPERT).disqualified is None


def test_who_is_not_disqualified_is_not_readmitted() -> None:
    given(*REGISTRY, KNOWN).when(READMIT).refused("XN6A-9b")
