"""柳州 七（六）: one title of a level in a year, or all results of it are void."""

from typing import Any

import pytest
from msgspec import structs

from aggregates.application import audits, voiding
from aggregates.application.rules.same_year import void_results
from aggregates.application.standing import PUBLICISED, ApplicationState
from aggregates.followers import title_id
from aggregates.person.state import Declaration
from aggregates.policy.profile import load_profile, with_settings
from tests.support import actors as a
from tests.support.builders import (
    ACCEPTED,
    AT_THE_OFFICE,
    JIA,
    OTHER_NOTICE,
    OTHER_SERIES,
    WITH_ANOTHER_SESSION,
    YI,
    Papers,
    paper,
)
from tests.support.builders_session import (
    CERTIFY,
    CONFIRM,
    SUPPLEMENTED,
    TELL_EMPLOYER,
    TITLE,
    VOID,
)
from tests.support.cities import LIUZHOU, liuzhou, unit_audit
from tests.support.given import Deed, deed, given, instead, world_after

LATER = "2024-05-13T09:00"
TWIN = Papers("yi", applicant=[a.JIA_SIGNS], person=a.JIA)
BOTH = CONFIRM.listing(JIA.id, TWIN.id)
DECIDE_VOID = deed(
    voiding.Voided,
    JIA.id,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-07-20T09:00",
    decision_no="柳职改办〔2024〕30号（示例）",
    decided_on="2024-07-20",
)


def second(**more: Any) -> Papers:
    return Papers(
        "jia-2",
        applicant=[a.JIA_SIGNS],
        person=a.JIA,
        session=a.OTHER_SESSION,
        **{"series": OTHER_SERIES, **more},
    )


def after_the_first(other: Papers) -> tuple[Deed, ...]:
    first = (*WITH_ANOTHER_SESSION, *JIA.declaring, JIA.submit)
    return liuzhou((*first, *other.declaring))


def test_one_title_of_a_level_is_declared_in_a_year() -> None:
    """G5: another level is not refused by this rule."""
    same = second()
    given(*after_the_first(same)).when(same.submit.recorded(LATER)).refused("LZ-7.6a")
    junior = second(level="JUNIOR")
    given(*after_the_first(junior)).when(junior.submit.recorded(LATER)).accepted()


def doubled() -> tuple[Deed, ...]:
    """Tell a year in which two results of one level are one person's.

    The second declaration went round the rules: elsewhere it was not visible.
    """
    twin = dict(zip(YI.whole, TWIN.whole, strict=True))
    twin[YI.submit] = TWIN.submit.round_the_rules()
    return tuple(twin.get(one, one) for one in SUPPLEMENTED)


DOUBLED = liuzhou((*doubled(), BOTH))[:-1]
SINGLE = liuzhou((*SUPPLEMENTED, BOTH))[:-1]
CONFIRMED = (*DOUBLED, BOTH.round_the_rules())


def test_results_of_such_a_year_are_not_confirmed() -> None:
    given(*SINGLE).when(BOTH).accepted()
    given(*DOUBLED).when(BOTH).refused("LZ-7.6b")


def test_all_results_of_the_year_are_void_at_once() -> None:
    world = given(*DOUBLED).when(DECIDE_VOID).accepted()
    assert [world.get(one).stage for one in (JIA.id, TWIN.id)] == ["VOIDED", "VOIDED"]
    assert world.acts[-2].body.results == (JIA.id, TWIN.id)


def test_nothing_is_void_where_one_level_was_declared_once() -> None:
    given(*SINGLE).when(DECIDE_VOID).refused("LZ-7.6b")


def test_a_declaration_elsewhere_is_found_and_voids_the_results_here() -> None:
    """The other city's ledger is not ours: whoever found it recorded it as a defect."""
    found = deed(
        audits.EligibilityDefectFound,
        JIA.id,
        [a.OFFICE_STAFF],
        "2024-07-18T08:00",
        defect="SAME_YEAR",
        arisen_on="2024-05-20",
        found_on="2024-07-18",
        evidence=paper("declared elsewhere"),
    )
    given(*SINGLE, found).when(DECIDE_VOID).accepted()
    given(*SINGLE, found).when(BOTH).refused("LZ-7.6b")
    other = found.but(defect="INVESTIGATION")
    given(*SINGLE, other).when(DECIDE_VOID).refused("LZ-7.6b")


def test_the_decision_names_every_result() -> None:
    one = DECIDE_VOID.but(results=[JIA.id])
    given(*DOUBLED).when(one).refused("LZ-7.6b")


def test_another_city_voids_nothing() -> None:
    """咸宁 and 运城 state no such consequence."""
    given(*doubled()).when(DECIDE_VOID).refused("LEDGER-STATE")


def test_the_authority_of_the_committee_decides() -> None:
    county = DECIDE_VOID.signed(a.OTHER_CITY_OFFICER, a.OTHER_CITY_SEAL)
    given(*DOUBLED).when(county).refused("LEDGER-COMPETENCE")


def test_titles_that_came_of_them_are_void_too() -> None:
    """The certificate is voided and the employer told, as after a revocation."""
    world = given(*CONFIRMED).when(DECIDE_VOID).accepted()
    titles = (title_id(JIA.id), title_id(TWIN.id))
    assert [world.get(one).stage for one in titles] == ["VOIDED", "VOIDED"]
    assert set(world.get(a.JIA).titles.values()) == {False}
    assert titles[0] == TITLE
    told = TELL_EMPLOYER.recorded("2024-07-21T09:00").but(notified_on="2024-07-21")
    given(*CONFIRMED, DECIDE_VOID).when(told).accepted()
    given(*CONFIRMED).when(told).refused("LEDGER-STATE")


def test_a_certificate_of_a_void_title_is_voided() -> None:
    certified = (*CONFIRMED, CERTIFY.round_the_rules(), DECIDE_VOID)
    void = VOID.recorded("2024-07-21T10:00").but(voided_on="2024-07-21")
    given(*certified).when(void).accepted()


@pytest.mark.parametrize("scope", ["all_results", "same_level"])
def test_how_far_it_reaches_is_a_setting(scope: str) -> None:
    """A11: a junior title of the same year, beside two of one level."""
    world = world_after(DOUBLED)
    third = ApplicationState(id="application/junior", level="JUNIOR", stage=PUBLICISED)
    declared = Declaration(third.id, 2024, OTHER_SERIES, "经济", "JUNIOR")
    holder = world.get(a.JIA)
    also = structs.replace(holder, declarations=(*holder.declarations, declared))
    states = world.holding(third, also)
    policy = with_settings(load_profile(LIUZHOU), {"same_year_void": scope})
    found = void_results(states, policy, world.get(JIA.id))
    both = (JIA.id, TWIN.id)
    assert found == ((*both, third.id) if scope == "all_results" else both)


@pytest.mark.parametrize(
    ("year_from", "refused"), [("session", False), ("submission", True)]
)
def test_which_year_counts_is_a_setting(year_from: str, *, refused: bool) -> None:
    """A9: the other session is next year's, and both were submitted in May 2024."""
    same = second()
    next_year = OTHER_NOTICE.but(year=2025)
    begun = instead(WITH_ANOTHER_SESSION, OTHER_NOTICE, next_year)
    first = (*begun, *JIA.declaring, JIA.submit)
    learned = same.fact("CONTINUING_EDUCATION", public_subject_year=2025)
    declaring = instead(same.declaring, same.commit, learned, same.commit)
    history = liuzhou((*first, *declaring), year_from=year_from)
    verdict = given(*history).when(same.submit.recorded(LATER))
    if refused:
        verdict.refused("LZ-7.6a")
    else:
        verdict.accepted()


def test_from_when_one_has_declared_is_a_setting() -> None:
    """A10: counted from the acceptance, two may be submitted, and one is taken in."""
    before = TWIN.whole[: TWIN.whole.index(TWIN.accept)]
    submitted = liuzhou((*AT_THE_OFFICE, *before[: before.index(TWIN.submit)]))
    given(*submitted).when(TWIN.submit).refused("LZ-7.6a")
    alone = liuzhou((*AT_THE_OFFICE, *before), declared_from="accepted")
    audited = (*alone, unit_audit(TWIN.id))
    given(*audited).when(TWIN.accept).accepted()
    taken_in = liuzhou((*ACCEPTED, *before), declared_from="accepted")
    given(*taken_in, unit_audit(TWIN.id)).when(TWIN.accept).refused("LZ-7.6a")
