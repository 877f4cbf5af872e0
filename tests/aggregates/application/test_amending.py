"""Correction and recall of the newest act of an application (domain page 3.10b)."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aggregates.catalog import AGGREGATES, act_of
from aggregates.lawfulness import LawfulnessAudit
from aggregates.person import events as person
from aggregates.recorded import Recorded
from aggregates.schema import EVENT_TYPES
from aggregates.standing import MemoryStates
from ledger.statement import Ref
from projections.dues.clocks import clocks_of
from projections.facts import histories, that_stand
from tests.support import actors as a
from tests.support.builders import (
    AT_THE_DEPARTMENT,
    DECLARING,
    JIA,
    REVIEWED,
    SUBMITTED,
    enrol,
)
from tests.support.domain import as_reader, log_of
from tests.support.given import Deed, Given, World, deed, given, until, world_after

CORRECTED: Any = EVENT_TYPES["application.corrected"].body
RECALLED: Any = EVENT_TYPES["application.recalled"].body
COLLEAGUE = a.holds("factory-colleague", "EMPLOYER_REVIEWER", a.FACTORY)
APPLICANT = a.himself("jia")


def number(history: tuple[Deed, ...]) -> int:
    """Return the number of the newest act of the application."""
    return world_after(history).version(JIA.id)


def recall(history: tuple[Deed, ...], at: str) -> Deed:
    """Recall the newest act, by the reviewer of the employer."""
    seq, reason = number(history), "审核对象有误"
    return deed(RECALLED, JIA.id, [a.REVIEWER], at, seq=seq, reason=reason)


ATTACHED = until(DECLARING, JIA.materials[1])
RECALL = recall(REVIEWED, "2024-05-16T15:00")
CORRECT = deed(
    CORRECTED,
    JIA.id,
    [APPLICANT],
    "2024-05-06T11:00",
    seq=number(ATTACHED),
    field="/obtained_on",
    old="2022-06-30",
    new="2022-07-31",
    reason="日期误填",
)
PASSED = (*AT_THE_DEPARTMENT, JIA.pass_department)
RECALL_AUDIT = recall(PASSED, "2024-06-17T09:30").signed(*JIA.pass_department.by)


def findings(world: World) -> list[str]:
    """Audit the acts of a world that stand after its registry."""
    found = LawfulnessAudit(a.directory()).findings(world.events())
    return [f"{one.position} {one.what}" for one in found]


# --- recall -----------------------------------------------------------------------


def test_a_recall_puts_the_application_back() -> None:
    """Domain page 3.10b: 撤回."""
    world = given(*REVIEWED).when(RECALL).accepted()
    assert world.get(JIA.id) == world_after(SUBMITTED).get(JIA.id)
    assert world.version(JIA.id) == number(REVIEWED) + 1


def test_what_was_recalled_is_done_again() -> None:
    again = JIA.review.recorded("2024-05-16T16:00")
    world = given(*REVIEWED, RECALL).when(again).accepted()
    assert world.get(JIA.id).stage == world_after(REVIEWED).get(JIA.id).stage


def test_what_was_recalled_counts_no_more() -> None:
    given(*REVIEWED, RECALL).when(JIA.deliberate).refused("LEDGER-STATE")


def test_an_act_is_recalled_once() -> None:
    twice = RECALL.recorded("2024-05-16T16:00")
    given(*REVIEWED, RECALL).when(twice).refused("LEDGER-STATE")


def test_only_the_newest_act_is_recalled() -> None:
    older = RECALL.but(seq=number(SUBMITTED))
    given(*REVIEWED).when(older).refused("LEDGER-STATE")
    overtaken = RECALL.recorded("2024-05-18T15:00")
    given(*REVIEWED, JIA.deliberate).when(overtaken).refused("LEDGER-STATE")


def test_an_act_with_followers_is_not_recalled() -> None:
    """Submitting tells the person's file, and starts the days of the hop."""
    submitted = recall(SUBMITTED, "2024-05-10T10:00").signed(APPLICANT)
    given(*SUBMITTED).when(submitted).refused("LEDGER-STATE")


def test_nothing_is_recalled_where_nothing_is() -> None:
    nothing = RECALL.upon("application/nobody").but(seq=1)
    given(*REVIEWED).when(nothing).refused("LEDGER-STATE")


def test_those_recall_who_acted() -> None:
    given(*REVIEWED).when(RECALL.signed(COLLEAGUE)).accepted()
    of_another = RECALL.signed(a.SOFTWARE_REVIEWER)
    given(*REVIEWED).when(of_another).refused("LEDGER-SIGNERS")
    given(*REVIEWED).when(RECALL.signed(a.HEAD)).refused("LEDGER-SIGNERS")


def test_a_recall_gives_a_reason() -> None:
    given(*REVIEWED).when(RECALL.but(reason=" ")).refused("LEDGER-SCHEMA")


def test_what_another_matter_relied_on_is_not_recalled() -> None:
    """Another aggregate refers to the act: 退回后重新办理."""
    world = world_after(REVIEWED)
    newest = world.standing(JIA.id).newest
    assert newest is not None
    other = next(act for act in world.acts if act.id != JIA.id)
    relying = replace(other, refs=(Ref(JIA.id, newest.seq, newest.hash),))
    relied_on = replace(world, acts=(*world.acts, relying))
    Given(relied_on).when(RECALL).refused("LEDGER-STATE")
    earlier = replace(other, refs=(Ref(JIA.id, newest.seq - 1, newest.hash),))
    Given(replace(world, acts=(*world.acts, earlier))).when(RECALL).accepted()


def test_the_ledger_finds_what_relied_on_an_act_as_memory_does(
    tmp_path: Path,
) -> None:
    """In the store it is looked for, in memory it is remembered."""
    world = world_after(PASSED)
    memory = MemoryStates(AGGREGATES)
    for act in world.acts:
        memory.apply(act)
    log = log_of(tmp_path / "log", world)
    stored = Recorded(as_reader(log))
    newest = {event.id: act_of(event) for event in log.everything[1:]}
    found = {
        one: (memory.is_relied_on(one, act), stored.is_relied_on(one, act))
        for one, act in newest.items()
    }
    assert found[a.SESSION] == (True, True)
    assert found[JIA.id] == (False, False)
    assert all(here == there for here, there in found.values())


def test_who_was_barred_meanwhile_recalls_nothing() -> None:
    """XN6A-9c: an audit is amended by nobody who may not audit."""
    barred = deed(
        person.StaffBarred,
        "person/department-reviewer",
        [a.UNIT_OFFICER, a.UNIT_SEAL],
        "2024-06-17T09:10",
        from_="2024-06-17",
        basis="咸工评〔2024〕3号（示例）",
    )
    history = (*AT_THE_DEPARTMENT, enrol("person/department-reviewer"))
    passed = (*history, JIA.pass_department)
    given(*passed).when(RECALL_AUDIT).accepted()
    given(*passed, barred).when(RECALL_AUDIT).refused("LEDGER-ROLE")


def test_a_recalled_audit_is_owed_again() -> None:
    """The days of the hop run on as if it had not been met (D3)."""
    world = given(*PASSED).when(RECALL_AUDIT).accepted()
    assert running(world) == running(world_after(AT_THE_DEPARTMENT))
    assert running(world) != running(world_after(PASSED))


def test_what_was_recalled_is_listed_but_does_not_stand() -> None:
    world = given(*PASSED).when(RECALL_AUDIT).accepted()
    acts = [act for act in world.acts if act.id == JIA.id]
    steps = tuple(histories("application", JIA.id, acts))
    assert [s.act.type.name for s in steps[-2:]] == [
        "application.department-audit-passed",
        "application.recalled",
    ]
    assert [s.act for s in that_stand(steps)] == acts[:-2]


def running(world: World) -> list[tuple[str, str]]:
    """Return the deadlines of the application that run."""
    acts = [act for act in world.acts if act.id == JIA.id]
    clocks = clocks_of(histories("application", JIA.id, acts), "application")
    return [(clock.rule, clock.due) for clock in clocks if not clock.how]


# --- correction -------------------------------------------------------------------


def test_a_correction_makes_what_the_act_would_have_made() -> None:
    """Domain page 3.10b: 更正."""
    right = JIA.materials[1].but(obtained_on="2022-07-31")
    there = (*until(DECLARING, JIA.materials[0]), right)
    world = given(*ATTACHED).when(CORRECT).accepted()
    assert world.get(JIA.id) == world_after(there).get(JIA.id)
    assert world.get(JIA.id) != world_after(ATTACHED).get(JIA.id)


def test_a_correction_is_corrected() -> None:
    again = CORRECT.but(old="2022-07-31", new="2022-08-31").recorded("2024-05-06T12:00")
    world = given(*ATTACHED, CORRECT).when(again).accepted()
    assert world.standing(JIA.id).newest.body.obtained_on == date(2022, 8, 31)  # type: ignore[union-attr]  # it stands
    stale = CORRECT.recorded("2024-05-06T12:00")
    given(*ATTACHED, CORRECT).when(stale).refused("LEDGER-SCHEMA")


def test_what_was_corrected_is_recalled() -> None:
    back = recall(ATTACHED, "2024-05-06T12:00").signed(APPLICANT)
    world = given(*ATTACHED, CORRECT).when(back).accepted()
    before = world_after(until(DECLARING, JIA.materials[0]))
    assert world.get(JIA.id) == before.get(JIA.id)


@pytest.mark.parametrize(
    "changes",
    [
        {"old": "2022-06-29"},
        {"new": "2022-06-30"},
        {"field": "/nothing"},
        {"field": "obtained_on"},
        {"field": ""},
        {"field": "/late", "old": ""},
        {"field": "/deadlines/0"},
        {"field": "/name"},
        {"field": "/name/of", "old": "person/jia"},
        {"field": "/file"},
        {"field": "/file/of", "old": "person/jia"},
        {"new": "去年"},
        {"new": ""},
        {"new": "1022-06-30"},
        {"field": "/material", "old": "PAPER", "new": "POEM"},
    ],
)
def test_only_a_plain_value_that_stands_is_corrected(changes: dict[str, str]) -> None:
    given(*ATTACHED).when(CORRECT.but(**changes)).refused("LEDGER-SCHEMA")


def test_a_truth_is_corrected() -> None:
    truth = CORRECT.but(field="/classified", old="false", new="true")
    world = given(*ATTACHED).when(truth).accepted()
    assert world.get(JIA.id).materials["M2"].classified is True


def test_a_corrected_act_is_lawful_by_the_same_rules() -> None:
    """What the act could not have said, no correction makes it say."""
    future = CORRECT.but(new="2024-12-31")
    given(*ATTACHED).when(future).refused("LEDGER-TIME")
    opposite = CORRECT.but(
        seq=number(REVIEWED), field="/post_conforms", old="true", new="false"
    )
    by_the_reviewer = opposite.signed(a.REVIEWER).recorded("2024-05-16T15:00")
    given(*REVIEWED).when(by_the_reviewer).refused("XN12-5.2a")


# --- the log ----------------------------------------------------------------------


def test_the_audit_judges_amendments_the_same() -> None:
    world = world_after((*REVIEWED, RECALL, JIA.review.recorded("2024-05-16T16:00")))
    assert findings(world) == []
    stray = RECALL.signed(a.HEAD).round_the_rules()
    assert findings(world_after((*REVIEWED, stray)))[-1].endswith("LEDGER-SIGNERS")
