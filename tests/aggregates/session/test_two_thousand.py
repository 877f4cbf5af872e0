"""A session of 2,000: lists by hash, a follower for each, signed in one go."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256

from msgspec.structs import replace as changed

from aggregates.application.standing import ADMITTED, CONFIRMED
from aggregates.decider import Act, Standing
from aggregates.followers import list_ref
from aggregates.session.state import SessionState
from ledger.statement import MAX_PAYLOAD, encode_statement
from tests.support import actors as a
from tests.support.builders import JIA, YI, digest
from tests.support.builders_session import (
    CLOSE_PUBLICITY,
    CONCLUDE,
    CONFIRM,
    OPENED,
    PUBLICISE,
    REPORT,
    SIGN,
    SUPPLEMENT,
    TALLY,
    ballot,
)
from tests.support.given import Deed, Given, World, given

MANY = 2_000
FAILED = 137
"""How many of them do not pass."""


@cache
def applications() -> tuple[str, ...]:
    return tuple(f"application/{digest(str(n)).hex()[:32]}" for n in range(MANY))


@cache
def world() -> World:
    """Let 2,000 stand before the panel where usually two do, each like Jia."""
    usual = given(*OPENED).world
    pattern, session = usual.get(JIA.id), usual.get(a.SESSION)
    assert pattern.stage == ADMITTED
    standings, heads = dict(usual.standings), dict(usual.heads)
    for one in applications():
        person = one.replace("application/", "person/")
        standings[one] = Standing(changed(pattern, id=one, person=person), 30)
        standings[person] = Standing(changed(usual.get(a.JIA), id=person), 30)
        heads[one] = heads[person] = (30, sha256(one.encode()).digest())
    admitted = dict.fromkeys(applications())
    standings[a.SESSION] = Standing(
        changed(session, admitted=admitted, recusals=frozenset()),
        usual.standing(a.SESSION).acts,
    )
    for gone in (JIA.id, YI.id):
        del standings[gone]
    return replace(usual, standings=standings, heads=heads)


def tally() -> Deed:
    votes = [
        ballot(one, 5, 0) if n >= FAILED else ballot(one, 2, 3, passed=False)
        for n, one in enumerate(applications())
    ]
    return TALLY.listing(*votes)


@cache
def whole() -> tuple[World, dict[str, tuple[Act, ...]]]:
    """Run the session from the ballot to the confirmation."""
    now, acts = world(), {}
    for one in (
        tally(),
        SIGN,
        CONCLUDE,
        PUBLICISE,
        REPORT,
        CLOSE_PUBLICITY,
        SUPPLEMENT,
        CONFIRM,
    ):
        verdict = Given(now).when(one)
        now = verdict.accepted()
        acts[verdict.acts[0].type.name] = verdict.acts
    return now, acts


def followers(acts: Sequence[Act], name: str) -> list[str]:
    return [act.id for act in acts if act.type.name == name]


def test_a_session_of_two_thousand_is_decided_published_and_confirmed() -> None:
    last, acts = whole()
    session: SessionState = last.get(a.SESSION)
    passed = sorted(applications()[FAILED:])
    decided = followers(acts["session.ballot-tallied"], "application.ballot-recorded")
    assert decided == list(applications())
    publicised = followers(
        acts["session.result-publicity-opened"], "application.result-publicised"
    )
    confirmed = followers(acts["session.results-confirmed"], "application.confirmed")
    assert publicised == confirmed == passed
    assert (session.results_count, session.passed) == (MANY, MANY - FAILED)
    assert session.confirmed == MANY - FAILED
    assert {last.get(one).stage for one in passed} == {CONFIRMED}


def test_the_lists_stand_in_the_acts_by_number_and_hash() -> None:
    """No act grows with the number of those whom it concerns (formats §2)."""
    _, acts = whole()
    published = acts["session.result-publicity-opened"][0].body.published
    assert published == list_ref(sorted(applications()[FAILED:]))
    for found in acts.values():
        assert found[0].statement is not None
        assert len(encode_statement(found[0].statement)) < MAX_PAYLOAD // 10


def test_every_follower_names_its_lead_and_its_signers() -> None:
    _, acts = whole()
    lead, *rest = acts["session.results-confirmed"]
    assert all(act.by == lead.by for act in rest)
    named = (lead.id, lead.seq, lead.hash)
    assert all(named in [(r.id, r.seq, r.hash) for r in act.refs] for act in rest)


def test_one_of_two_thousand_cannot_be_left_out_of_the_publicity() -> None:
    concluded = world()
    for one in (tally(), SIGN, CONCLUDE):
        concluded = Given(concluded).when(one).accepted()
    fewer = PUBLICISE.listing(*sorted(applications()[FAILED + 1 :]))
    Given(concluded).when(fewer).refused("XN12-5.3c")
