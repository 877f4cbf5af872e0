"""T20: the policy of each act, and what its neighbours would have said."""

from pathlib import Path
from typing import Any, cast

import msgspec
import pytest

from aggregates.policy import events as policy
from aggregates.policy.profile import load_profile, profile_to_dict, with_settings
from projections.trace import inquiry, policies
from projections.trace.answer import Reply
from tests.support import actors as a
from tests.support.asking import asked, kinds, reply_of, rules
from tests.support.builders import JIA, PROFILE, PUBLICISED, PUBLISH
from tests.support.builders_session import CERTIFIED, RESULT_PUBLICITY
from tests.support.cities import LIUZHOU, publish
from tests.support.domain import MemoryLog, reader
from tests.support.given import Deed, deed, instead

RECOMMEND = JIA.recommend.round_the_rules()


def amend(name: str, at: str, effective_from: str, **changes: Any) -> Deed:
    """Publish another version of a city's policy."""
    base = publish(name).fields["profile"] if name != PROFILE else None
    changed = with_settings(load_profile(name), changes)
    plain = profile_to_dict(changed)
    if base is not None:
        plain |= {key: base[key] for key in ("territory", "documents")}
    return deed(
        policy.Amended,
        f"policy/{name}",
        [a.CITY_OFFICER, a.CITY_SEAL],
        at,
        profile={**plain, "effective_from": effective_from},
        effective_from=effective_from,
        document="咸职改办〔2024〕99号（示例）",
    ).round_the_rules()


def _row(reply: Reply[Any], event_type: str) -> policies.Governed:
    found: policies.Governed = next(
        row for row in reply.rows if event_type in [act.type.code for act in row.acts]
    )
    return found


def test_every_lead_act_is_told_with_its_version(tmp_path: Path) -> None:
    found = asked(tmp_path, policies.ask, *CERTIFIED)
    assert (found.findings, found.notes) == ((), ())
    (row,) = found.rows
    assert row.policy == f"{PROFILE}@1"
    assert len(row.acts) > 40
    assert all(row.in_force and row.others == () for row in found.rows)
    assert {row.published.type.code for row in found.rows if row.published} == {
        "policy.published"
    }


def test_what_a_later_version_would_refuse_is_told_and_is_no_finding(
    tmp_path: Path,
) -> None:
    """An act is judged by the rules in force when it was done (XN12-9b)."""
    longer = amend(
        PROFILE, "2024-09-20T09:00", "2024-09-20", employer_publicity_min_wd=7
    )
    found = asked(tmp_path, policies.ask, *CERTIFIED, longer)
    closed = _row(found, "application.employer-publicity-closed")
    assert (closed.unmet, kinds(found)) == ((), [])
    (after,) = closed.others
    assert (after.side.code, after.policy, after.lawful) == (
        "AFTER",
        f"{PROFILE}@2",
        False,
    )
    assert [one.rule.id for one in after.refused] == ["XN12-5.2b"]
    assert "7" in after.refused[0].expected.zh
    submitted = _row(found, "application.submitted")
    assert [one.lawful for one in submitted.others] == [True]


def test_what_the_version_before_would_have_refused_is_told(tmp_path: Path) -> None:
    strict = with_settings(load_profile(PROFILE), {"employer_publicity_min_wd": 7})
    first = PUBLISH.but(profile=profile_to_dict(strict))
    milder = amend(
        PROFILE, "2024-04-23T12:00", "2024-04-23", employer_publicity_min_wd=5
    )
    history = [one.round_the_rules() for one in instead(PUBLICISED, PUBLISH, first)]
    at = next(n for n, one in enumerate(history) if one.body is policy.Published)
    told = [*history[: at + 1], milder, *history[at + 1 :]]
    found = asked(tmp_path, policies.ask, *told)
    closed = _row(found, "application.employer-publicity-closed")
    assert closed.policy == f"{PROFILE}@2"
    (before,) = closed.others
    assert (before.side.code, before.lawful) == ("BEFORE", False)


@pytest.mark.parametrize(
    ("city", "rule"), [(PROFILE, "XN12-5.3d"), (LIUZHOU, "LZ-6.1a")]
)
def test_each_city_cites_its_own_rule(tmp_path: Path, city: str, rule: str) -> None:
    longer = amend(city, "2024-09-20T09:00", "2024-09-20", result_publicity_min_wd=9)
    history: list[Deed] = [
        one if n < 40 else one.round_the_rules() for n, one in enumerate(CERTIFIED)
    ]
    if city != PROFILE:
        history = [one.round_the_rules() for one in CERTIFIED]
        history = list(
            instead(history, history[CERTIFIED.index(PUBLISH)], publish(city))
        )
    found = asked(tmp_path, policies.ask, *history, longer)
    (after,) = _row(found, "session.result-publicity-closed").others
    assert rule in {one.rule.id for one in after.refused}


def test_an_act_that_its_own_version_refuses_is_a_finding(tmp_path: Path) -> None:
    longer = amend(
        PROFILE, "2024-09-20T09:00", "2024-09-20", employer_publicity_min_wd=3
    )
    early = JIA.close.but(removed_on="2024-06-12").recorded("2024-06-12T09:00")
    history = (*PUBLICISED[:-1], early.round_the_rules(), RECOMMEND, longer)
    found = asked(tmp_path, policies.ask, *history)
    assert "NOT_LAWFUL_THEN" in kinds(found)
    assert "XN12-5.2b" in rules(found)
    closed = _row(found, "application.employer-publicity-closed")
    assert [one.rule.id for one in closed.others[0].allowed] == ["XN12-5.2b"]
    assert all(len(one.events) == 2 for one in found.findings)


def test_an_act_under_a_version_that_was_not_in_force_is_a_finding(
    tmp_path: Path,
) -> None:
    """Somebody cited the version that had been replaced by then."""
    newer = amend(PROFILE, "2024-04-23T12:00", "2024-04-23", self_ban_years=2)
    start = PUBLICISED.index(PUBLISH) + 1
    rest = [one.round_the_rules() for one in PUBLICISED[start:]]
    at = reader(tmp_path / "log", "2024-10-01", *PUBLICISED[:start], newer, *rest)
    log = cast("MemoryLog", at.log)
    place = next(
        n for n, e in enumerate(log.everything) if e.type == "application.submitted"
    )
    event = log.everything[place]
    old = msgspec.structs.replace(event.statement, law=(f"{PROFILE}@1",))
    log.everything[place] = msgspec.structs.replace(event, statement=old)
    found = reply_of(at, policies.ask)
    wrong = [one for one in found.findings if one.kind.code == "WRONG_VERSION"]
    assert [one.events[0].type.code for one in wrong] == ["application.submitted"]
    assert [
        act.type.code for row in found.rows if not row.in_force for act in row.acts
    ] == ["application.submitted"]


def test_of_many_applications_none_is_judged_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inquiry, "MANY", 0)
    longer = amend(
        PROFILE, "2024-09-20T09:00", "2024-09-20", employer_publicity_min_wd=7
    )
    found = asked(tmp_path, policies.ask, *RESULT_PUBLICITY, longer)
    assert [one.code for one in found.notes] == ["NOT_JUDGED_AGAIN", "WRONG_ONLY"]
    assert (found.rows, found.looked_at) == ((), 1)
