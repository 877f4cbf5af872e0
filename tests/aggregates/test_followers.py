"""A lead comes with exactly its followers: none dropped, added, altered or strange."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from aggregates.decider import Act
from aggregates.followers import LEADS, list_ref, title_id
from aggregates.history.events import FieldChange
from aggregates.judge import judge
from aggregates.schema import (
    EVENT_TYPES,
    TYPE_OF,
    Body,
    Commitment,
    Deadline,
    Late,
)
from ledger.errors import MalformedError
from ledger.statement import Ref, SignedBy
from tests.aggregates.application.test_void_results import CONFIRMED as CONFIRMED_TWICE
from tests.aggregates.application.test_void_results import DECIDE_VOID
from tests.aggregates.committee.test_supervision import (
    DISOWN,
    IN_XIANNING,
    IN_YUNCHENG,
    WITHDRAW,
    lapsed,
)
from tests.aggregates.integrity.test_changed import (
    CORRECT_ENTRY,
    REPAIR,
    REPAIRABLE,
)
from tests.aggregates.test_complaint import DECLINE
from tests.aggregates.test_ending import DISQUALIFY, PROVEN
from tests.aggregates.test_recheck import ASKED, OVERTURN
from tests.aggregates.test_result import NOT_CONFIRM
from tests.support import actors as a
from tests.support.builders import (
    ACCEPTED,
    ANNOUNCED,
    DECLARING,
    JIA,
    REGISTRY,
    YI,
    enrol,
)
from tests.support.builders_history import (
    CHECK_2015,
    CHECKED,
    COLLECT,
    COLLECTED,
    UPLOAD,
)
from tests.support.builders_quota import FILL, IN_SCHOOL
from tests.support.builders_session import (
    ANNUL,
    CERTIFIED,
    COMPLAINED,
    CONCLUDED,
    CONFIRM,
    DECIDE,
    ENTER,
    ENTERED,
    OPENED,
    OPINION,
    PUBLICISE,
    RECEIVE,
    REGISTER,
    REVOKE,
    SERVED,
    SUBSTANTIATED,
    SUPPLEMENTED,
    TALLY,
    VERIFICATION_REPORTED,
)
from tests.support.builders_supervision import DISQUALIFY as DISQUALIFY_EXPERT
from tests.support.builders_supervision import EXPERT
from tests.support.builders_supervision import ORDER_COMMITTEE as ORDER
from tests.support.builders_title import DETERMINE, FORGED, VERIFIED, VERIFY
from tests.support.given import Deed, World, given, instant, world_after

BRINGING: dict[str, tuple[Sequence[Deed], Deed]] = {
    "application.drafted": (ANNOUNCED, JIA.draft),
    "application.submitted": (DECLARING, JIA.submit),
    "application.admitted": (ACCEPTED, JIA.admit),
    "application.applicant-disqualified": (PROVEN, DISQUALIFY),
    "application.voided": (CONFIRMED_TWICE, DECIDE_VOID),
    "complaint.registered": ((*CERTIFIED, RECEIVE), REGISTER),
    "complaint.not-accepted": (COMPLAINED, DECLINE),
    "complaint.decided": (VERIFICATION_REPORTED, DECIDE),
    "complaint.recheck-decided": (ASKED, OVERTURN),
    "history.batch-collected": (REGISTRY, COLLECT),
    "history.batch-checked": (COLLECTED, CHECK_2015),
    "history.batch-uploaded": (CHECKED, UPLOAD),
    "quota.form-filled": (IN_SCHOOL, FILL),
    "session.ballot-tallied": ((*OPENED, OPINION), TALLY),
    "session.result-publicity-opened": (CONCLUDED, PUBLICISE),
    "session.results-confirmed": (SUPPLEMENTED, CONFIRM),
    "session.result-not-confirmed": (SUPPLEMENTED, NOT_CONFIRM),
    "title.revoked": (SUBSTANTIATED, REVOKE),
    "title.initial-title-determined": (REGISTRY, DETERMINE),
    "title.outside-title-verified": (REGISTRY, VERIFY),
    "title.certificate-forgery-found": (VERIFIED, FORGED),
    "integrity.entered": (SERVED, ENTER),
    "integrity.annulled": (ENTERED, ANNUL),
    "integrity.corrected": (ENTERED, CORRECT_ENTRY),
    "integrity.repaired": (REPAIRABLE, REPAIR),
    "committee.expert-disqualified": ((*CERTIFIED, enrol(EXPERT)), DISQUALIFY_EXPERT),
    "committee.acts-not-recognised": (lapsed(CONCLUDED), DISOWN),
    "committee.rectification-ordered": (IN_YUNCHENG, ORDER),
    "committee.review-authority-withdrawn": (IN_XIANNING, WITHDRAW),
}
"""Acts that bring others with them, and where they may be done."""
ELSEWHERE = {
    "circular.issued",
    "committee.suspended",
    "organisation.recommending-right-suspended",
    "trace.opened",
}
"""Acts that bring the same note of a measure, each tested where it is at home."""

LEADING = {TYPE_OF[body] for body in LEADS if issubclass(body, Body)}

every_lead = pytest.mark.parametrize("lead", BRINGING)
Alter = Callable[[tuple[Act, ...]], Iterator[Sequence[Act]]]


def told(lead: str, alter: Alter) -> list[set[str]]:
    """Return under which rules each alteration of a confirmation is refused."""
    history, what = BRINGING[lead]
    world = world_after(tuple(history))
    acts, refusals = world.drafted(what)
    assert not refusals
    return [rules_of(world, altered) for altered in alter(acts)]


def rules_of(world: World, acts: Sequence[Act]) -> set[str]:
    return {r.rule for r in judge(acts, world, world.directory)}


def all_refused(verdicts: Sequence[set[str]]) -> bool:
    """Tell whether there is something to judge, and all of it lacks followers."""
    return bool(verdicts) and all("LEDGER-FOLLOWERS" in rules for rules in verdicts)


def test_every_lead_is_tried() -> None:
    assert set(BRINGING) | ELSEWHERE == LEADING


def test_what_follows_names_leads_that_there_are() -> None:
    leads = {name for known in EVENT_TYPES.values() for name in known.follower_of}
    assert leads == LEADING


# --- none more, none fewer, none other --------------------------------------------


@every_lead
def test_a_dropped_follower_is_refused(lead: str) -> None:
    def drop(acts: tuple[Act, ...]) -> Iterator[Sequence[Act]]:
        for n in range(1, len(acts)):
            yield (*acts[:n], *acts[n + 1 :])

    assert all_refused(told(lead, drop))


@every_lead
def test_an_added_follower_is_refused(lead: str) -> None:
    def add(acts: tuple[Act, ...]) -> Iterator[Sequence[Act]]:
        for act in acts[1:]:
            yield (*acts, replace(act, seq=act.seq + 1))
            yield (*acts, replace(act, id=f"{act.type.kind}/{'e' * 32}", seq=1))

    assert all_refused(told(lead, add))


@every_lead
def test_a_follower_of_another_aggregate_is_refused(lead: str) -> None:
    def move(acts: tuple[Act, ...]) -> Iterator[Sequence[Act]]:
        for n in range(1, len(acts)):
            moved = replace(acts[n], id=f"{acts[n].type.kind}/{'e' * 32}", seq=1)
            yield (*acts[:n], moved, *acts[n + 1 :])

    assert all_refused(told(lead, move))


@every_lead
def test_a_follower_with_another_fact_is_refused(lead: str) -> None:
    def change(acts: tuple[Act, ...]) -> Iterator[Sequence[Act]]:
        for n in range(1, len(acts)):
            for body in others(acts[n].body):
                yield (*acts[:n], replace(acts[n], body=body), *acts[n + 1 :])

    assert all_refused(told(lead, change))


@every_lead
def test_followers_stand_in_their_order(lead: str) -> None:
    def turn(acts: tuple[Act, ...]) -> Iterator[Sequence[Act]]:
        if len(acts) > 2:
            yield (acts[0], *reversed(acts[1:]))

    verdicts = told(lead, turn)
    assert not verdicts or all_refused(verdicts)


@every_lead
def test_a_follower_without_its_lead_is_refused(lead: str) -> None:
    assert all_refused(told(lead, lambda acts: iter([acts[1:]])))


RUNNING = Deadline(
    rule="XN12-8.3a",
    kind="LATEST",
    start=date(2024, 5, 10),
    length=0,
    unit="ON",
    due=date(2024, 5, 24),
    met_by="",
)


def others(body: Any) -> Iterator[Any]:
    """Yield the body with each of its facts changed."""
    for name in body.__struct_fields__:
        value = getattr(body, name)
        for another in [(ONE_MORE[name],)] if value == () else others_than(value):
            yield msgspec.structs.replace(body, **{name: another})


def others_than(value: Any) -> Iterator[Any]:
    """Yield other values of the same type."""
    if isinstance(value, msgspec.Struct):
        yield from others(value)
    else:
        yield OTHERS[type(value)](value)


ONE_MORE: dict[str, Any] = {
    "changes": FieldChange(field="series", old="工程技术", new="经济"),
    "deadlines": RUNNING,
    "photo": Commitment(c=bytes(32), of="person/zhang"),
}
"""What makes an empty list one of one."""
OTHERS: dict[type, Callable[[Any], Any]] = {
    bool: lambda value: not value,
    bytes: lambda value: value[::-1] + b"x",
    int: lambda value: value + 1,
    str: lambda value: f"{value}x",
    date: lambda value: value + timedelta(days=1),
    tuple: lambda value: value[1:],
    type(None): lambda _: Late(reason="补录", paper=bytes(32)),
}


# --- the signers, the time, the policy and the reference of the lead --------------


def follower(**changes: Any) -> Callable[[tuple[Act, ...]], Sequence[Act]]:
    """Change something about the only follower."""
    return lambda acts: (acts[0], replace(acts[1], **changes))


SOMEBODY = SignedBy(a.HEAD.key, "OFFICE_STAFF", a.OFFICE, "RECEIVE")


@pytest.mark.parametrize(
    ("changes", "others"),
    [
        ({"by": (SOMEBODY,)}, []),
        ({"at": instant("2024-06-20T13:59")}, []),
        ({"law": ("xianning-2024@2",)}, ["LEDGER-POLICY"]),
        ({"refs": ()}, ["LEDGER-REFS"]),
        ({"refs": (Ref(JIA.id, 3, bytes(32)),)}, []),
    ],
)
def test_a_follower_shares_everything_with_its_lead(
    changes: dict[str, Any], others: list[str]
) -> None:
    given(*ACCEPTED).when_altered(JIA.admit, follower(**changes)).refused(
        "LEDGER-FOLLOWERS", *others
    )


def test_nothing_changed_is_accepted() -> None:
    given(*ACCEPTED).when_altered(JIA.admit, follower()).accepted()


def test_a_lead_alone_is_refused() -> None:
    given(*ACCEPTED).when_altered(JIA.admit, lambda acts: acts[:1]).refused(
        "LEDGER-FOLLOWERS"
    )


def test_a_follower_alone_is_refused() -> None:
    given(*ACCEPTED).when_altered(JIA.admit, lambda acts: acts[1:]).refused(
        "LEDGER-FOLLOWERS", "LEDGER-SIGNERS"
    )


def test_two_leads_each_bring_their_own() -> None:
    """What follows the second lead is not lent to the first."""
    world = world_after(tuple(SUPPLEMENTED))
    one = world.drafted(CONFIRM.listing(JIA.id))[0]
    both = (one[0], replace(one[0], seq=one[0].seq + 1), *one[1:])
    assert "LEDGER-FOLLOWERS" in rules_of(world, both)


# --- lists ------------------------------------------------------------------------


def test_a_list_of_others_is_refused() -> None:
    """The lead commits to the list; its followers make it."""

    def claim(acts: tuple[Act, ...]) -> Sequence[Act]:
        body = msgspec.structs.replace(acts[0].body, confirmed=list_ref([JIA.id]))
        return (replace(acts[0], body=body), *acts[1:])

    given(*SUPPLEMENTED).when_altered(CONFIRM, claim).refused("LEDGER-FOLLOWERS")


def test_a_list_commits_to_its_order() -> None:
    assert list_ref([JIA.id, YI.id]) != list_ref([YI.id, JIA.id])
    assert list_ref([JIA.id, YI.id]).count == 2


@pytest.mark.parametrize(
    "entry",
    [
        None,
        JIA.id,
        {"application": JIA.id},
        {**TALLY.entries[0], "agree": "5"},
        {**TALLY.entries[0], "abstain": None},
        {**TALLY.entries[0], "passed": 1},
    ],
)
def test_an_entry_that_is_none_is_malformed(entry: Any) -> None:
    world = world_after((*OPENED, OPINION))
    with pytest.raises(MalformedError, match=r"entry of session\.ballot-tallied"):
        world.drafted(TALLY.listing(entry))


def test_the_title_of_an_application_is_as_random_as_it() -> None:
    assert title_id(JIA.id) != title_id(YI.id)
    assert title_id(JIA.id) == title_id(JIA.id)
    assert len(title_id(JIA.id)) == len("title/") + 32
