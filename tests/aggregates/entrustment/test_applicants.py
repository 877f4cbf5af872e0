"""Applicants who come entrusted, and what becomes of their results."""

import pytest

from tests.support.builders import ANNOUNCED, JIA
from tests.support.builders_entrustment import (
    ACCEPTED,
    AT_THE_OFFICE,
    CENTRAL,
    CHECKED,
    CITY_ENTRUSTING,
    CLOSE,
    ENTRUSTED,
    ENTRUSTING,
    LETTER,
    OF_A_CENTRAL_FACTORY,
    OPEN,
    OWN_CHANNEL_AT_THE_OFFICE,
    RETURN,
    factory_as,
)
from tests.support.builders_session import CONFIRM, SUPPLEMENTED
from tests.support.cities import LIUZHOU, REQUEST, in_city, liuzhou, publish, unit_audit
from tests.support.given import Deed, given, instead

OTHER_PLACE = factory_as("NATION", "450299")


def bypassed(*deeds: Deed) -> tuple[Deed, ...]:
    return tuple(one.round_the_rules() for one in deeds)


@pytest.mark.parametrize("level", ["NATION", "PROVINCE"])
def test_a_central_unit_s_staff_are_not_taken_in_without_a_letter(level: str) -> None:
    history = (*ANNOUNCED, factory_as(level), *OWN_CHANNEL_AT_THE_OFFICE)
    given(*history).when(JIA.accept).refused("XN12-3.1.4")


def test_with_an_accepted_letter_they_are() -> None:
    given(*ACCEPTED, *AT_THE_OFFICE).when(ENTRUSTED.accept).accepted()


def test_a_letter_that_is_not_accepted_is_not_enough() -> None:
    given(*CHECKED, *AT_THE_OFFICE).when(ENTRUSTED.accept).refused("XN12-3.1.4")


@pytest.mark.parametrize(
    "change",
    [
        {"persons": ["person/yi"]},
        {"levels": ["JUNIOR"]},
    ],
)
def test_the_letter_covers_person_and_level(change: dict[str, list[str]]) -> None:
    history = instead(ACCEPTED, LETTER, LETTER.but(**change))
    given(*history, *AT_THE_OFFICE).when(ENTRUSTED.accept).refused("XN12-3.1.4")


def test_liuzhou_asks_the_same_under_its_own_clauses() -> None:
    own = bypassed(*OWN_CHANNEL_AT_THE_OFFICE, unit_audit(JIA.id))
    without = liuzhou((*OF_A_CENTRAL_FACTORY, *own))
    given(*without).when(JIA.accept).refused("LZ-2.3a")
    entrusted = bypassed(*AT_THE_OFFICE, unit_audit(JIA.id))
    unaccepted = liuzhou((*CHECKED, *entrusted))
    given(*unaccepted).when(ENTRUSTED.accept).refused("LZ-2.3b")
    accepted = liuzhou((*ACCEPTED, *entrusted))
    given(*accepted).when(ENTRUSTED.accept).accepted()


def test_somebody_from_elsewhere_may_declare_when_entrusted() -> None:
    moved = instead(ACCEPTED, CENTRAL, OTHER_PLACE)
    given(*moved, *ENTRUSTED.declaring).when(ENTRUSTED.submit).accepted()
    alone = (*instead(OF_A_CENTRAL_FACTORY, CENTRAL, OTHER_PLACE), *JIA.declaring)
    given(*alone).when(JIA.submit).refused("XN12-1.0a")


def test_liuzhou_takes_the_declaration_of_somebody_entrusted_from_elsewhere() -> None:
    """LZ-2.3: 外省、外市单位，委托我市代为评审."""
    moved = instead(ACCEPTED, CENTRAL, OTHER_PLACE)
    entrusted = liuzhou((*moved, *ENTRUSTED.declaring))
    given(*entrusted).when(ENTRUSTED.submit).accepted()
    alone = (*instead(OF_A_CENTRAL_FACTORY, CENTRAL, OTHER_PLACE), *JIA.declaring)
    given(*liuzhou(alone)).when(JIA.submit).refused("LZ-1.0a")


def test_a_returned_letter_entrusts_nobody() -> None:
    history = (*CHECKED, RETURN)
    moved = instead(history, CENTRAL, OTHER_PLACE)
    given(*moved, *ENTRUSTED.declaring).when(ENTRUSTED.submit).refused("XN12-1.0a")


def test_the_entrusted_declare_under_the_policy_of_the_session() -> None:
    """LZ-2.3c: 按照我市职称评审有关要求申报评审."""
    history = in_city(LIUZHOU, ACCEPTED)
    given(*history).when(ENTRUSTED.draft).accepted()
    here = (*ACCEPTED, publish(LIUZHOU))
    elsewhere = ENTRUSTED.draft.under(LIUZHOU)
    given(*here).when(elsewhere).refused("LZ-2.3c", "LEDGER-POLICY")


# --- the result (LZ-6.1c)

IN_LIUZHOU = in_city(LIUZHOU, ACCEPTED)


def test_the_entrusting_body_publicises_for_the_minimum() -> None:
    """Five working days from Mon 07-08 end with Mon 07-15."""
    given(*IN_LIUZHOU, OPEN).when(CLOSE).accepted()
    early = CLOSE.recorded("2024-07-15T18:00").but(removed_on="2024-07-15")
    given(*IN_LIUZHOU, OPEN).when(early).refused("LZ-6.1c")


def test_the_entrusting_body_itself_publicises() -> None:
    given(*IN_LIUZHOU).when(OPEN).accepted()
    other = OPEN.signed(CITY_ENTRUSTING[0])
    given(*IN_LIUZHOU).when(other).refused("LZ-6.1c")


def test_its_publicity_begins_when_it_is_recorded() -> None:
    given(*IN_LIUZHOU).when(OPEN.but(posted_on="2024-07-05")).refused("LEDGER-TIME")


def test_what_was_not_accepted_is_not_publicised() -> None:
    given(*in_city(LIUZHOU, CHECKED)).when(OPEN).refused("LEDGER-STATE")


def reviewed(*publicity: Deed) -> tuple[Deed, ...]:
    """Jia, entrusted to Liuzhou, after review and publicity; and the other one."""
    later = bypassed(*SUPPLEMENTED[len(ANNOUNCED) :])
    mine = instead(later, later[0], ENTRUSTED.draft.round_the_rules())
    requested = REQUEST.round_the_rules()
    return in_city(LIUZHOU, (*ACCEPTED, *mine, *publicity, requested))


THEIRS = CONFIRM.signed(*ENTRUSTING).listing(JIA.id)


def test_the_entrusting_body_confirms_after_both_have_publicised() -> None:
    given(*reviewed(OPEN, CLOSE)).when(THEIRS).accepted()


def test_nobody_else_confirms_an_entrusted_result() -> None:
    ours = CONFIRM.listing(JIA.id)
    given(*reviewed(OPEN, CLOSE)).when(ours).refused("LZ-6.1c")


def test_an_entrusted_result_is_not_confirmed_before_both_have_publicised() -> None:
    given(*reviewed()).when(THEIRS).refused("LZ-6.1c")
    given(*reviewed(OPEN)).when(THEIRS).refused("LZ-6.1c")
    objected = CLOSE.but(objections=True)
    given(*reviewed(OPEN, objected)).when(THEIRS).refused("LZ-6.1c")


def test_a_body_that_entrusts_confirms_nobody_else() -> None:
    """Attack: whoever holds the role confirms somebody who was never entrusted."""
    given(*SUPPLEMENTED).when(CONFIRM.listing(JIA.id)).accepted()
    given(*SUPPLEMENTED).when(THEIRS).refused("LEDGER-COMPETENCE")
