"""What a confirmation says of a title: its scope, its data, what it converts."""

from dataclasses import replace

from aggregates.session import papers
from tests.support import actors as a
from tests.support.builders import JIA
from tests.support.builders_session import (
    CERTIFY,
    CONFIRM,
    CONFIRMED,
    SUBSTANTIATED,
    SUPPLEMENTED,
    TITLE,
)
from tests.support.builders_session import REVOKE as REVOKE_TITLE
from tests.support.builders_title import (
    CONFIRM_AT_THE_GRASS_ROOTS,
    DEPLOY_DIRECTED,
    OUTSIDE,
    REPORT_DATA,
    VERIFY,
)
from tests.support.cities import liuzhou, yuncheng
from tests.support.given import Deed, given

REPORTED = REPORT_DATA.upon(TITLE)
IN_LIUZHOU = liuzhou(CONFIRMED)


def before_confirmation(*, directed: bool) -> tuple[Deed, ...]:
    history = liuzhou(CONFIRMED)[:-1]
    if not directed:
        return history
    return tuple(
        DEPLOY_DIRECTED if one.body is papers.DeploymentDocumentFiled else one
        for one in history
    )


# --- LZ-6.3a, LZ-6.3b: the data of the certificate


def test_certificate_data_are_due_five_working_days_after_the_document() -> None:
    world = given(*IN_LIUZHOU).world
    (due,) = next(
        act.body.deadlines for act in world.acts if act.type.name == "title.conferred"
    )
    assert (due.rule, str(due.due)) == ("LZ-6.3a", "2024-07-25")
    assert due.met_by == "title.certificate-data-reported"


def test_a_certificate_is_issued_once_its_data_were_reported() -> None:
    given(*IN_LIUZHOU).when(CERTIFY).refused("LZ-6.3b")
    given(*IN_LIUZHOU, REPORTED).when(CERTIFY).accepted()
    given(*CONFIRMED).when(CERTIFY).accepted()


def test_data_are_reported_once() -> None:
    again = REPORTED.recorded("2024-07-22T09:00")
    given(*IN_LIUZHOU, REPORTED).when(again).refused("LEDGER-STATE")


# --- LZ-7.4b: directed evaluation


def test_titles_by_directed_evaluation_are_valid_at_the_grass_roots() -> None:
    world = (
        given(*before_confirmation(directed=True))
        .when(CONFIRM_AT_THE_GRASS_ROOTS)
        .accepted()
    )
    assert world.get(TITLE).scope == "GRASSROOTS_ONLY"


def test_only_directed_evaluation_is_limited_to_the_grass_roots() -> None:
    given(*before_confirmation(directed=False)).when(
        CONFIRM_AT_THE_GRASS_ROOTS
    ).refused("LZ-7.4b")
    given(*before_confirmation(directed=False)).when(CONFIRM).accepted()


# --- conversion


def test_a_confirmed_conversion_converts_the_titles_of_its_level() -> None:
    converting = tuple(
        replace(one, fields={**one.fields, "declaration": "CONVERSION"})
        if one is JIA.draft
        else one
        for one in SUPPLEMENTED
    )
    old = VERIFY.but(series="经济", profession="工商管理", level="INTERMEDIATE")
    junior = VERIFY.but(series="经济").upon("title/junior")
    history = (*converting[:-1], *_later(old, junior), converting[-1])
    world = given(*history).when(CONFIRM).accepted()
    assert world.get(OUTSIDE).stage == "CONVERTED"
    assert world.get("title/junior").stage == "VERIFIED"
    assert world.get(TITLE).stage == "CONFERRED"


def _later(*deeds: Deed) -> tuple[Deed, ...]:
    return tuple(one.recorded("2024-07-16T15:00") for one in deeds)


# --- YC12-4.3e: revoked by competence


def test_a_title_is_revoked_by_the_competent_authority() -> None:
    history = yuncheng(SUBSTANTIATED)
    county = REVOKE_TITLE.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*history).when(county).refused("YC12-4.3e")
    given(*history).when(REVOKE_TITLE).accepted()


def test_in_yuncheng_a_title_is_revoked_once_the_falsity_is_verified() -> None:
    history = yuncheng(SUBSTANTIATED)
    given(*history).when(REVOKE_TITLE).accepted()
    given(*history[:-1]).when(REVOKE_TITLE).refused("YC12-4.3e")
    early = REVOKE_TITLE.but(decided_on="2024-08-29")
    given(*history).when(early).refused("YC12-4.3e")
