"""Titles from elsewhere, and titles of the grass roots, under a declaration (LZ 七)."""

from typing import Any

import pytest

from aggregates.application import events as application
from aggregates.person import events as person
from aggregates.title import events as title
from tests.support import actors as a
from tests.support.builders import (
    DECLARING,
    JIA,
    OTHER_SERIES,
    PROFESSION,
    REGISTER_FACTORY,
    SERIES,
)
from tests.support.builders_title import FORGED, RECONFIRM, VERIFY
from tests.support.cities import liuzhou
from tests.support.given import Deed, deed, given, instead

OUTSIDE = {
    "series": SERIES,
    "profession": PROFESSION,
    "level": "JUNIOR",
    "since": "2020-11-01",
    "issued_in": "320100",
}
HERE = {**OUTSIDE, "issued_in": ""}
MILITARY = {**HERE, "issuer": "MILITARY"}
ANOTHER = {**OUTSIDE, "series": OTHER_SERIES}
VERIFY_ANOTHER = VERIFY.but(series=OTHER_SERIES)
EXCEPT = deed(
    application.ExceptionGranted,
    JIA.id,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-05-09T15:00",
    exception="OTHER",
    rule="LZ-7.7a",
    basis="柳人社函〔2024〕1号（示例）",
    reason="引进人才（示例）",
)


def holding(*titles: dict[str, Any], more: tuple[Deed, ...] = ()) -> tuple[Deed, ...]:
    """Tell a declaration in 柳州 whose applicant holds these titles."""
    held = JIA.fact("TITLES", held=list(titles))
    return liuzhou((*instead(DECLARING, JIA.facts["TITLES"], held), *more))


# --- LZ-7.7a: the same series


def test_a_title_from_elsewhere_is_confirmed_again_first() -> None:
    given(*holding(OUTSIDE)).when(JIA.submit).refused("LZ-7.7a")
    given(*holding(OUTSIDE, more=(VERIFY,))).when(JIA.submit).refused("LZ-7.7a")
    given(*holding(OUTSIDE, more=(VERIFY, RECONFIRM))).when(JIA.submit).accepted()


def test_a_title_from_here_needs_none() -> None:
    given(*holding(HERE)).when(JIA.submit).accepted()
    given(*holding(OUTSIDE, HERE)).when(JIA.submit).accepted()


@pytest.mark.parametrize("issuer", ["CENTRAL_UNIT", "OTHER_PROVINCE_UNIT", "MILITARY"])
def test_units_of_others_in_the_region_count_as_elsewhere(issuer: str) -> None:
    """含中直驻桂单位、外省单位驻桂机构、部队."""
    given(*holding({**MILITARY, "issuer": issuer})).when(JIA.submit).refused("LZ-7.7a")


def test_an_exception_lets_it_give_way() -> None:
    given(*holding(OUTSIDE, more=(EXCEPT,))).when(JIA.submit).accepted()


# --- LZ-7.7b: another series


def test_a_title_of_another_series_is_verified_first() -> None:
    given(*holding(ANOTHER)).when(JIA.submit).refused("LZ-7.7b")
    given(*holding(ANOTHER, more=(VERIFY_ANOTHER,))).when(JIA.submit).accepted()


def test_a_forged_one_is_as_good_as_none() -> None:
    forged = FORGED.recorded("2024-05-09T10:00")
    history = holding(ANOTHER, more=(VERIFY_ANOTHER, forged))
    given(*history).when(JIA.submit).refused("LZ-7.7b")


# --- LZ-7.4b: the grass roots


def conferred(scope: str) -> tuple[Deed, ...]:
    """Put a junior title on record, as a confirmation would."""
    common = {"series": SERIES, "profession": PROFESSION, "level": "JUNIOR"}
    return (
        deed(
            title.Conferred,
            "title/junior",
            [a.CITY_OFFICER],
            "2024-05-07T09:00",
            person=a.JIA,
            application=JIA.id,
            session=a.SESSION,
            since="2018-07-01",
            document_no="柳职改〔2018〕1号（示例）",
            scope=scope,
            **common,
        ).round_the_rules(),
        deed(
            person.TitleConferred,
            a.JIA,
            [a.CITY_OFFICER],
            "2024-05-07T09:00",
            title="title/junior",
            application=JIA.id,
            **common,
        ).round_the_rules(),
    )


def in_the_city(history: tuple[Deed, ...]) -> tuple[Deed, ...]:
    moved = REGISTER_FACTORY.but(territory="421200")
    return instead(history, REGISTER_FACTORY, moved)


def test_a_title_of_the_grass_roots_is_not_used_beyond_them() -> None:
    limited = liuzhou((*DECLARING, *conferred("GRASSROOTS_ONLY")))
    given(*limited).when(JIA.submit).accepted()
    given(*in_the_city(limited)).when(JIA.submit).refused("LZ-7.4b")
    anywhere = liuzhou((*DECLARING, *conferred("NORMAL")))
    given(*in_the_city(anywhere)).when(JIA.submit).accepted()
