from collections.abc import Iterator
from datetime import date

import pytest

from aggregates import rulebook
from aggregates.decider import Context
from aggregates.policy.profile import load_profile
from aggregates.rulebook import Reason, Rule, law_of, reason
from aggregates.text import Text
from tests.support.builders import DECLARING, JIA
from tests.support.given import given, instead

XIANNING = load_profile("xianning-2024")
LIUZHOU = load_profile("liuzhou-2024")
SPRING = date(2024, 3, 1)
SUMMER = date(2024, 6, 1)


def never(_context: Context) -> Iterator[Reason]:
    yield from ()


def rule_with(*ids: str) -> Rule:
    return Rule(ids, frozenset(), never, "refuse", __name__)


def test_the_first_id_of_the_city_is_cited() -> None:
    known = rule_with("XN12-5.3d", "LZ-6.1a")
    assert known.id_under(XIANNING, SUMMER) == "XN12-5.3d"
    assert known.id_under(LIUZHOU, SUMMER.replace(month=8)) == "LZ-6.1a"


def test_a_rule_of_another_city_does_not_hold() -> None:
    assert rule_with("YC12-3.5d").id_under(XIANNING, SUMMER) is None


def test_without_a_policy_the_house_rules_hold() -> None:
    assert rule_with("XN12-5.3d", "LEDGER-STATE").id_under(None, SUMMER) == (
        "LEDGER-STATE"
    )
    assert rule_with("XN12-5.3d").id_under(None, SUMMER) is None


def test_a_document_does_not_hold_before_its_first_day() -> None:
    """XN12 holds from 2024-04-22 on, XN6 from 2024-01-15 on (XN12-9b)."""
    known = rule_with("XN12-5.2b", "XN6A-4b")
    assert known.id_under(XIANNING, date(2024, 4, 21)) == "XN6A-4b"
    assert known.id_under(XIANNING, date(2024, 4, 22)) == "XN12-5.2b"


def test_the_law_of_an_act_names_what_is_in_force_on_its_day() -> None:
    spring = law_of("application.employer-publicity-closed", XIANNING, SPRING)
    summer = law_of("application.employer-publicity-closed", XIANNING, SUMMER)
    assert "XN6A-4b" in spring
    assert not [i for i in spring if i.startswith("XN12-")]
    assert {"XN12-5.2b", "XN6A-4b"} <= set(summer)


def test_a_refusal_names_every_clause_that_asks_the_same() -> None:
    verdict = given(*instead(DECLARING, JIA.commit)).when(JIA.submit)
    verdict.refused("XN12-5.1c")
    assert verdict.refusals[0].also == ()
    assert verdict.refusals[0].citation == "咸职改办〔2024〕12号 五（一）"


def test_a_reason_can_say_under_which_of_its_ids_it_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One function may enforce several clauses; the reason tells which is unmet."""

    def unmet(_context: Context) -> Iterator[Reason]:
        found = reason(("甲", "a"), ("乙", "b"), ("丙", "c"))
        yield found
        yield found.under("XN6A-4b")
        other = reason(("甲", "a"), ("丁", "d"), ("丙", "c"))
        yield other.under("LZ-6.1a")

    ids = ("XN12-5.2b", "XN6A-4b", "LZ-6.1a")
    known = Rule(ids, frozenset({"application.submitted"}), unmet, "refuse", __name__)
    ground = given(*instead(DECLARING, JIA.commit))
    judging = ((known.judge, known.ids_under(frozenset({"XN12", "XN6A"}))),)
    monkeypatch.setattr(rulebook, "in_force", lambda _name, _documents: judging)
    refusals = ground.when(JIA.commit).refusals
    assert [(r.rule, r.also) for r in refusals] == [
        ("XN12-5.2b", ("XN6A-4b",)),
        ("XN6A-4b", ()),
        ("XN12-5.2b", ("XN6A-4b",)),
    ]


def test_every_rule_judges_types_that_exist() -> None:
    assert [r for r in rulebook.RULES if not r.types] == []


def test_nothing_found_is_told_as_none() -> None:
    found = reason(("甲", "a"), ("", ""), ("乙", "b")).found
    assert found == Text("无", "none")
