"""What the status of a title says: where it is from, and of its certificate."""

from pathlib import Path

import pytest

from projections.status import Status, status_of
from tests.aggregates.title.test_confirmed import before_confirmation
from tests.support import actors as a
from tests.support.builders import REGISTRY
from tests.support.builders_session import (
    CERTIFIED,
    CONFIRMED,
    REVOKED,
    TELL_EMPLOYER,
    TITLE,
    VOID,
)
from tests.support.builders_title import (
    CONFIRM_AT_THE_GRASS_ROOTS,
    FORGED,
    OUTSIDE,
    REPORT_DATA,
    VERIFIED,
)
from tests.support.cities import LIUZHOU, in_city, liuzhou
from tests.support.domain import reader
from tests.support.given import Deed


def details(path: Path, title: str, *history: Deed) -> dict[str, str]:
    at = reader(path / "log", "2024-12-01", *history)
    found: Status = status_of(title, at.states, at.today)
    return {one.name.code: one.value.zh for one in found.details}


@pytest.mark.parametrize(
    ("history", "title", "certificate"),
    [
        (CONFIRMED, TITLE, None),
        ((*liuzhou(CONFIRMED), REPORT_DATA.upon(TITLE)), TITLE, "数据已报送，尚未发放"),
        (CERTIFIED, TITLE, "有效"),
        (REVOKED, TITLE, "待作废"),
        ((*REVOKED, VOID), TITLE, "已作废"),
        ((*in_city(LIUZHOU, REGISTRY), *VERIFIED[-1:], FORGED), OUTSIDE, "系伪造"),
    ],
    ids=["none", "reported", "issued", "to be voided", "void", "forged"],
)
def test_it_says_how_it_stands_with_the_certificate(
    tmp_path: Path, history: tuple[Deed, ...], title: str, certificate: str | None
) -> None:
    assert details(tmp_path, title, *history).get("certificate") == certificate


def test_it_says_where_a_title_is_from_and_who_verified_it(tmp_path: Path) -> None:
    found = details(tmp_path, OUTSIDE, *VERIFIED)
    assert (found["issued_in"], found["employer"]) == ("320100", a.FACTORY)


def test_it_says_that_a_title_is_limited_to_the_grass_roots(tmp_path: Path) -> None:
    history = (*before_confirmation(directed=True), CONFIRM_AT_THE_GRASS_ROOTS)
    assert details(tmp_path / "a", TITLE, *history)["scope"] == "限定在基层有效"
    assert "scope" not in details(tmp_path / "b", TITLE, *CONFIRMED)


@pytest.mark.parametrize(
    ("done", "offered"),
    [
        ((), {"title.certificate-voided", "title.employer-notified"}),
        ((VOID,), {"title.employer-notified"}),
        ((VOID, TELL_EMPLOYER), set()),
    ],
    ids=["revoked", "voided", "voided and told"],
)
def test_it_offers_only_what_is_not_done_yet(
    tmp_path: Path, done: tuple[Deed, ...], offered: set[str]
) -> None:
    at = reader(tmp_path / "log", "2024-12-01", *REVOKED, *done)
    found: Status = status_of(TITLE, at.states, at.today)
    assert {one.type.code for one in found.possible} == offered
