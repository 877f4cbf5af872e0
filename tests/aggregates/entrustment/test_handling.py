"""Entrusted review: the letter, its way through the office, and back."""

from datetime import date

import pytest

from aggregates.entrustment import events as entrustment
from tests.support import actors as a
from tests.support.builders import ANNOUNCED, APPLY, FILE, NOTICE, public
from tests.support.builders_entrustment import (
    ACCEPT,
    ACCEPTED,
    CHECK,
    CHECKED,
    CITY_ENTRUSTING,
    ENTRUSTING,
    ISSUED,
    LETTER,
    OF_A_CENTRAL_FACTORY,
    RETURN,
    SEND,
    SENT,
)
from tests.support.cities import LIUZHOU, in_city
from tests.support.given import Deed, given, instead

IN_LIUZHOU = in_city(LIUZHOU, OF_A_CENTRAL_FACTORY)
ELSEWHERE = LETTER.but(
    session="",
    outside_committee="广西工程系列评委会（示例）",
    outside_power="桂职办〔2023〕5号（示例）",
    closing_on="2024-09-18",
)


def test_a_letter_goes_its_way_to_acceptance() -> None:
    given(*CHECKED).when(ACCEPT).accepted()


@pytest.mark.parametrize("missing", ["letter_no", "series", "levels", "persons"])
@pytest.mark.parametrize(
    ("history", "rule"),
    [(OF_A_CENTRAL_FACTORY, "XN12-3.1.4"), (IN_LIUZHOU, "LZ-2.3b")],
)
def test_a_letter_is_complete(
    history: tuple[Deed, ...], rule: str, missing: str
) -> None:
    empty = "" if isinstance(LETTER.fields[missing], str) else []
    given(*history).when(LETTER).accepted()
    given(*history).when(LETTER.but(**{missing: empty})).refused(rule)


def test_a_letter_entrusts_one_committee() -> None:
    both = LETTER.but(outside_committee="另一评委会（示例）", closing_on="2024-09-18")
    given(*OF_A_CENTRAL_FACTORY).when(both).refused("XN12-3.1.4")
    neither = LETTER.but(session="")
    given(*OF_A_CENTRAL_FACTORY).when(neither).refused("XN12-3.1.4")


def test_a_letter_comes_from_a_body_with_the_power() -> None:
    given(*OF_A_CENTRAL_FACTORY).when(LETTER).accepted()
    given(*ANNOUNCED).when(LETTER).refused("XN12-3.1.4")
    local = in_city(LIUZHOU, ANNOUNCED)
    given(*local).when(LETTER).refused("LZ-2.3b")
    based = LETTER.but(authority_basis="桂人社规〔2021〕11号（示例）")
    given(*local).when(based).accepted()


def test_a_city_s_authority_may_entrust() -> None:
    city = LETTER.but(issuer=a.OTHER_CITY).signed(*CITY_ENTRUSTING)
    given(*OF_A_CENTRAL_FACTORY).when(city).accepted()


def test_a_letter_is_signed_by_its_issuer() -> None:
    given(*OF_A_CENTRAL_FACTORY).when(LETTER.signed(*CITY_ENTRUSTING)).refused(
        "XN12-3.1.4"
    )
    given(*OF_A_CENTRAL_FACTORY).when(LETTER.signed(ENTRUSTING[0])).refused(
        "LEDGER-SIGNERS"
    )


def test_a_letter_names_known_persons() -> None:
    nobody = LETTER.but(persons=["person/nobody"])
    given(*OF_A_CENTRAL_FACTORY).when(nobody).refused("LEDGER-REFS")


def test_material_goes_to_the_office_two_working_days_before_it_closes() -> None:
    """1.11: committee closes Wed 2024-09-18, due Fri 2024-09-13 (LZ-2.4b)."""
    world = given(*IN_LIUZHOU).when(ELSEWHERE).accepted()
    (act,) = [x for x in world.acts if isinstance(x.body, entrustment.LetterIssued)]
    (deadline,) = act.body.deadlines
    assert (deadline.rule, deadline.due) == ("LZ-2.4b", date(2024, 9, 13))
    assert deadline.met_by == "entrustment.materials-submitted"


def test_the_closing_day_is_the_notice_s_where_the_committee_is_here() -> None:
    """The audits close on Fri 2024-06-21, so it is due on Wed 2024-06-19."""
    world = given(*IN_LIUZHOU).when(LETTER).accepted()
    (act,) = [x for x in world.acts if isinstance(x.body, entrustment.LetterIssued)]
    assert [d.due for d in act.body.deadlines] == [date(2024, 6, 19)]


def test_a_committee_elsewhere_is_named_with_its_closing_day() -> None:
    undated = ELSEWHERE.but(closing_on=None)
    given(*IN_LIUZHOU).when(undated).refused("LEDGER-SCHEMA")


def test_late_material_is_taken_in_as_a_finding() -> None:
    late = SEND.recorded("2024-09-16T09:00")
    given(*IN_LIUZHOU, ELSEWHERE).when(late).accepted()


def test_material_goes_to_an_office() -> None:
    given(*ISSUED).when(SEND.but(to=a.SOFTWARE)).refused("LEDGER-COMPETENCE")


def test_who_has_the_material_checks_it() -> None:
    given(*SENT).when(CHECK).accepted()
    given(*SENT).when(CHECK.signed(a.COUNTY_OFFICER)).refused("LEDGER-COMPETENCE")


@pytest.mark.parametrize("doubt", ["letter_genuine", "procedure_conforms", "in_scope"])
@pytest.mark.parametrize("city", [False, True])
def test_what_does_not_conform_is_not_accepted(doubt: str, city: bool) -> None:  # noqa: FBT001
    history = in_city(LIUZHOU, SENT) if city else SENT
    rule = "LZ-2.3b" if city else "XN12-3.1.4"
    doubtful = CHECK.but(**{doubt: False})
    given(*history, doubtful).when(ACCEPT).refused(rule)
    given(*history, doubtful).when(RETURN).accepted()


def test_the_entrusted_committee_has_the_power_of_review() -> None:
    """LZ-2.4a: its filing holds, and series and level lie in it."""
    history = in_city(LIUZHOU, CHECKED)
    given(*history).when(ACCEPT).accepted()
    opened = instead(history, NOTICE, NOTICE.round_the_rules())
    other = instead(opened, APPLY, APPLY.but(series=["农业"]))
    given(*other).when(ACCEPT).refused("LZ-2.4a")
    junior = instead(opened, APPLY, APPLY.but(levels=["JUNIOR"]))
    given(*junior).when(ACCEPT).refused("LZ-2.4a")


def test_a_committee_whose_filing_has_run_out_has_no_power() -> None:
    history = in_city(LIUZHOU, CHECKED)
    short = instead(history, FILE, FILE.but(valid_to="2024-05-04"))
    given(*short).when(ACCEPT).refused("LZ-2.4a")


def test_a_committee_elsewhere_has_its_power_from_a_document() -> None:
    history = instead(in_city(LIUZHOU, CHECKED), LETTER, ELSEWHERE)
    given(*history).when(ACCEPT).accepted()
    unnamed = instead(history, ELSEWHERE, ELSEWHERE.but(outside_power=""))
    given(*unnamed).when(ACCEPT).refused("LZ-2.4a")


def test_it_is_returned_the_way_it_came() -> None:
    given(*SENT).when(RETURN).accepted()
    given(*SENT).when(RETURN.but(to=a.DEPARTMENT)).refused("XN12-5.2g")


def test_it_is_returned_with_all_reasons() -> None:
    given(*SENT).when(RETURN.but(reasons=[])).refused("XN12-5.2g")
    unsaid = [{"code": "LETTER", "item": "", "text": " "}]
    given(*SENT).when(RETURN.but(reasons=unsaid)).refused("XN12-5.2g")


def test_who_was_late_is_named() -> None:
    """LZ-2.4c: the consequences are borne by whoever is responsible."""
    history = in_city(LIUZHOU, SENT)
    late = RETURN.but(reasons=[{"code": "LATE", "item": "", "text": "逾期报送。"}])
    given(*history).when(late).refused("LZ-2.4c")
    given(*history).when(late.but(responsible=a.FACTORY)).accepted()


def test_after_a_return_it_may_come_again() -> None:
    again = SEND.recorded("2024-05-06T09:00").but(material=public("more"))
    given(*SENT, RETURN).when(again).accepted()
    given(*ACCEPTED).when(again).refused("LEDGER-STATE")


def test_nothing_is_accepted_unchecked() -> None:
    given(*SENT).when(ACCEPT).refused("LEDGER-STATE", "XN12-3.1.4")


def test_the_letter_is_there_first() -> None:
    given(*OF_A_CENTRAL_FACTORY).when(SEND).refused("LEDGER-STATE")
