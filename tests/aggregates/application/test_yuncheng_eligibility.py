"""运城 三: years, appraisals, conversion, level by level, and one promotion a year."""

from typing import Any

import pytest

from aggregates.application import audits, recommending
from aggregates.application import events as application
from tests.support import actors as a
from tests.support.builders import (
    DECLARING,
    JIA,
    OTHER_SERIES,
    PROFESSION,
    REGISTER_FACTORY,
    SERIES,
    SUBMITTED,
    WITH_ANOTHER_SESSION,
    Papers,
)
from tests.support.builders_integrity import listed
from tests.support.cities import yuncheng
from tests.support.given import Deed, deed, given, instead

LATER = "2024-05-13T09:00"


def attesting(*facts: Deed, papers: Papers = JIA) -> tuple[Deed, ...]:
    """Let facts be attested anew before the submission."""
    start = DECLARING[: -len(JIA.declaring)]
    return yuncheng((*start, *papers.declaring, *facts))


def grades(**by_year: str) -> Deed:
    """Attest the grades of some years, the others since 2018 being qualified."""
    usual = {f"y{year}": "QUALIFIED" for year in range(2018, 2024)}
    return graded({**usual, **by_year})


def graded(by_year: dict[str, str]) -> Deed:
    found = [{"year": int(y[1:]), "grade": grade} for y, grade in by_year.items()]
    return JIA.fact("APPRAISALS", grades=found)


def titles(*held: tuple[str, str, str, str], papers: Papers = JIA) -> Deed:
    fields = ("series", "profession", "level", "since")
    found = [dict(zip(fields, one, strict=True)) for one in held]
    return papers.fact("TITLES", held=found)


def seniority(**years: int) -> Deed:
    return JIA.fact("SENIORITY", **years)


def test_a_year_that_counts_ends_on_the_last_of_december() -> None:
    """工作年限和任职年限，均计算到申报当年12月31日: six years since 2018-07-01."""
    history = attesting()
    given(*history).when(seniority(tenure_years=6)).accepted()
    given(*history).when(seniority(tenure_years=7)).refused("YC12-3.2a")
    given(*history).when(seniority(work_years=7)).refused("YC12-3.2a")


def test_calendar_years_are_the_difference_of_years() -> None:
    """A20: a setting; by calendar years 2018 to 2024 are six as well, 2016 eight."""
    start = DECLARING[: -len(JIA.declaring)]
    before = tuple(d for d in JIA.declaring if d not in JIA.facts.values())
    history = yuncheng((*start, *before), **{"tenure.mode": "calendar_years"})
    late = titles((SERIES, PROFESSION, "JUNIOR", "2018-12-31"))
    exact = seniority(tenure_years=6)
    given(*history, late).when(exact).accepted()
    full = yuncheng((*start, *before))
    given(*full, late).when(exact).accepted()
    later = titles((SERIES, PROFESSION, "JUNIOR", "2019-01-01"))
    given(*full, later).when(seniority(tenure_years=5)).accepted()


def test_a_declaration_short_of_its_years_does_not_pass() -> None:
    enough = seniority(tenure_required=6)
    given(*attesting(enough)).when(JIA.submit).accepted()
    short = seniority(tenure_required=7)
    given(*attesting(short)).when(JIA.submit).refused("YC12-3.2a")
    nothing = instead(yuncheng(DECLARING), JIA.facts["SENIORITY"])
    given(*nothing).when(JIA.submit).refused("YC12-3.2a")


@pytest.mark.parametrize("grade", ["BASICALLY_QUALIFIED", "UNQUALIFIED", "NOT_GRADED"])
def test_a_year_below_qualified_is_not_counted(grade: str) -> None:
    history = attesting(grades(y2020=grade, y2022="QUALIFIED", y2023="QUALIFIED"))
    given(*history).when(seniority(tenure_years=5)).accepted()
    given(*history).when(seniority(tenure_years=6)).refused("YC12-3.3b")


def test_a_qualified_year_is_counted() -> None:
    history = attesting(grades(y2020="QUALIFIED", y2023="EXCELLENT"))
    given(*history).when(seniority(tenure_years=6)).accepted()
    given(*history).when(seniority(tenure_years=5)).refused("YC12-3.3a")


def test_a_year_that_nobody_graded_does_not_fill_the_tenure() -> None:
    """Six years since 2018, three graded: enough for three, and not for four."""
    recent = graded({"y2021": "QUALIFIED", "y2022": "QUALIFIED", "y2023": "QUALIFIED"})
    four, five = seniority(tenure_required=4), seniority(tenure_required=5)
    given(*attesting(recent, four)).when(JIA.submit).accepted()
    given(*attesting(recent, five)).when(JIA.submit).refused("YC12-3.3a")
    given(*attesting(five)).when(JIA.submit).accepted()
    exempt = private(attesting(recent, five))
    given(*exempt).when(JIA.submit).accepted()


def test_what_was_learned_later_is_counted_again_at_the_submission() -> None:
    learned = grades(y2020="UNQUALIFIED", y2023="QUALIFIED")
    given(*attesting(learned)).when(JIA.submit).refused("YC12-3.3b")
    again = seniority(tenure_years=5)
    given(*attesting(learned, again)).when(JIA.submit).accepted()


def test_tenure_runs_on_from_the_first_title_of_the_level() -> None:
    """同级职称任职时间连续计算: converted in 2022, a junior since 2018."""
    both = titles(
        (OTHER_SERIES, "经济", "JUNIOR", "2018-07-01"),
        (SERIES, PROFESSION, "JUNIOR", "2022-07-01"),
    )
    history = attesting(both)
    given(*history).when(seniority(tenure_years=6)).accepted()
    given(*history).when(seniority(tenure_years=2)).refused("YC12-3.4b")


def test_this_or_last_year_s_appraisal_is_qualified() -> None:
    good = grades(y2022="UNQUALIFIED", y2023="QUALIFIED")
    five = seniority(tenure_years=5)
    given(*attesting(good, five)).when(JIA.submit).accepted()
    bad = grades(y2022="QUALIFIED", y2023="NOT_GRADED")
    given(*attesting(bad, five)).when(JIA.submit).refused("YC12-3.3c")
    this_year = grades(y2023="NOT_GRADED", y2024="QUALIFIED")
    given(*attesting(this_year, five)).when(JIA.submit).accepted()


EXCEPTIONAL = Papers("jia", declaration="EXCEPTIONAL")


def test_an_exceptional_declarer_was_excellent_once_in_three_years() -> None:
    good = grades(y2021="EXCELLENT", y2023="QUALIFIED")
    history = attesting(good, papers=EXCEPTIONAL)
    given(*history).when(EXCEPTIONAL.submit).accepted()
    long_ago = grades(y2020="EXCELLENT", y2023="QUALIFIED")
    history = attesting(long_ago, papers=EXCEPTIONAL)
    given(*history).when(EXCEPTIONAL.submit).refused("YC12-3.3d")
    regular = attesting(long_ago)
    given(*regular).when(JIA.submit).accepted()


def test_years_give_way_to_an_attested_ground_alone() -> None:
    """Attack: 破格 on the form, and nobody asks for the years of tenure."""
    good = grades(y2021="EXCELLENT")
    short = EXCEPTIONAL.fact("SENIORITY", tenure_required=7)
    relaxed = EXCEPTIONAL.fact("EXCEPTIONAL_GROUND", relaxes="SENIORITY", items=["M2"])
    claimed = attesting(good, short, papers=EXCEPTIONAL)
    given(*claimed).when(EXCEPTIONAL.submit).refused("YC12-3.2a")
    attested = attesting(good, short, relaxed, papers=EXCEPTIONAL)
    given(*attested).when(EXCEPTIONAL.submit).accepted()


def private(history: tuple[Deed, ...]) -> tuple[Deed, ...]:
    return instead(
        history, REGISTER_FACTORY, REGISTER_FACTORY.but(org_kind="PRIVATE_ENTERPRISE")
    )


def test_the_staff_of_private_bodies_need_no_appraisal() -> None:
    without = instead(yuncheng(DECLARING), JIA.facts["APPRAISALS"])
    given(*without).when(JIA.submit).refused("YC12-3.3a", "YC12-3.3c")
    given(*private(without)).when(JIA.submit).accepted()


def test_who_is_exempt_need_not_have_been_excellent() -> None:
    """A19: a setting."""
    history = private(attesting(papers=EXCEPTIONAL))
    given(*history).when(EXCEPTIONAL.submit).accepted()


NO_APPRAISAL = [{"code": "APPRAISAL", "item": "", "text": "缺年度考核表"}]
RETURN = deed(
    audits.Returned,
    JIA.id,
    [a.REVIEWER],
    "2024-05-15T09:00",
    kind="CONDITIONS",
    reasons=NO_APPRAISAL,
    to=a.JIA,
)
FAIL = deed(
    recommending.EmployerReviewFailed,
    JIA.id,
    [a.REVIEWER],
    "2024-05-15T09:00",
    reasons=NO_APPRAISAL,
)
REFUSE = deed(
    recommending.RecommendationRefused,
    JIA.id,
    [a.HEAD],
    "2024-05-15T09:00",
    reasons=NO_APPRAISAL,
)


@pytest.mark.parametrize("told", [RETURN, FAIL, REFUSE])
def test_nobody_exempt_is_refused_for_appraisals(told: Deed) -> None:
    history = yuncheng(SUBMITTED)
    given(*history).when(told).accepted()
    given(*private(history)).when(told).refused("YC12-3.3e")


def test_the_profession_declared_is_the_one_practised() -> None:
    other = JIA.fact("CURRENT_POST", profession="电气")
    given(*yuncheng(DECLARING)).when(JIA.submit).accepted()
    given(*attesting(other)).when(JIA.submit).refused("YC12-3.1b")


def test_what_is_practised_is_not_taken_from_the_form() -> None:
    """Attack: nobody attests the post, so that no change of it is known either."""
    unknown = instead(attesting(), JIA.facts["CURRENT_POST"])
    given(*unknown).when(JIA.submit).refused("YC12-3.1b", "YC12-3.4a")


CORRECT = deed(
    audits.CorrectionRequested,
    JIA.id,
    [a.REVIEWER],
    "2024-05-30T09:00",
    reasons=[{"code": "PAPER-MISSING", "item": "M3", "text": "缺代表作"}],
    until="2024-06-14",
)
CORRECTED = deed(
    audits.CorrectionSubmitted,
    JIA.id,
    JIA.by,
    "2024-06-04T11:00",
    answers=["PAPER-MISSING"],
)


@pytest.mark.parametrize(
    ("obtained_on", "counts"), [("2024-05-31", True), ("2024-06-01", False)]
)
def test_evidence_is_obtained_before_the_acceptance_closes(
    obtained_on: str, *, counts: bool
) -> None:
    """A correction comes later, but what it brings must have been there."""
    paper = JIA.material("M3", "PAPER", "2024-06-04T09:00", obtained_on=obtained_on)
    commit = JIA.commit.recorded("2024-06-04T10:00").but(signed_on="2024-06-04")
    verdict = given(*yuncheng((*SUBMITTED, CORRECT)), paper, commit).when(CORRECTED)
    if counts:
        verdict.accepted()
    else:
        verdict.refused("YC12-3.2b")


# --- 三（四）: another post


MOVED = JIA.fact("CURRENT_POST", changed=True, since="2023-12-31")
ELSEWHERE = titles((OTHER_SERIES, "经济", "JUNIOR", "2018-07-01"))


def test_after_a_change_of_post_one_converts_first() -> None:
    converted = titles(
        (OTHER_SERIES, "经济", "JUNIOR", "2018-07-01"),
        (SERIES, PROFESSION, "JUNIOR", "2024-01-31"),
    )
    given(*attesting(MOVED, converted)).when(JIA.submit).accepted()
    given(*attesting(MOVED, ELSEWHERE)).when(JIA.submit).refused("YC12-3.4a")
    given(*attesting(ELSEWHERE)).when(JIA.submit).accepted()


def test_a_year_on_the_new_post_is_full_by_the_end_of_the_year() -> None:
    recent = JIA.fact("CURRENT_POST", changed=True, since="2024-01-01")
    given(*attesting(MOVED)).when(JIA.submit).accepted()
    given(*attesting(recent)).when(JIA.submit).refused("YC12-3.4a")


def test_a_conversion_is_to_the_same_level() -> None:
    same = Papers("jia", declaration="CONVERSION", level="JUNIOR")
    moved = (ELSEWHERE, MOVED)
    given(*attesting(*moved, papers=same)).when(same.submit).accepted()
    higher = Papers("jia", declaration="CONVERSION")
    given(*attesting(*moved, papers=higher)).when(higher.submit).refused("YC12-3.4a")


# --- 三（五）: level by level


def test_no_level_is_left_out_without_an_exception() -> None:
    nothing = JIA.fact("TITLES", held=[])
    given(*attesting(nothing)).when(JIA.submit).refused("YC12-3.5a")
    exception = deed(
        application.ExceptionGranted,
        JIA.id,
        [a.CITY_OFFICER, a.CITY_SEAL],
        "2024-05-09T08:00",
        exception="OTHER",
        rule="YC12-3.5a",
        basis="晋人社厅函〔2024〕791号（示例）",
        reason="博士研究生",
    )
    given(*attesting(nothing, exception)).when(JIA.submit).accepted()


# --- 三（五）: one promotion at a time


def second(**more: Any) -> Papers:
    return Papers(
        "jia-2",
        applicant=[a.JIA_SIGNS],
        person=a.JIA,
        session=a.OTHER_SESSION,
        **{"series": OTHER_SERIES, **more},
    )


def both(other: Papers, *between: Deed) -> tuple[Deed, ...]:
    first = (*WITH_ANOTHER_SESSION, *JIA.declaring, JIA.submit)
    return yuncheng((*first, *between, *other.declaring))


def test_the_same_level_is_not_sought_in_two_series_at_a_time() -> None:
    same = second()
    given(*both(same)).when(same.submit.recorded(LATER)).refused("YC12-3.5d")
    junior = second(level="JUNIOR")
    given(*both(junior)).when(junior.submit.recorded(LATER)).accepted()


def test_what_ended_no_longer_stands_in_the_way() -> None:
    """同时: no consequence is stated for one after the other."""
    refused = deed(
        recommending.RecommendationRefused,
        JIA.id,
        [a.HEAD],
        "2024-05-12T09:00",
        reasons=[{"code": "CONDITIONS", "item": "", "text": "不符合条件"}],
    )
    same = second()
    given(*both(same, refused)).when(same.submit.recorded(LATER)).accepted()


# --- 四（三）、（四）: the archive bars by the national rules


@pytest.mark.parametrize(
    ("end", "bars", "refused"),
    [
        ("2024-05-10", True, True),
        ("2024-05-09", True, False),
        ("2024-05-10", False, False),
    ],
)
def test_an_untrue_commitment_on_record_bars_by_the_national_rules(
    end: str, *, bars: bool, refused: bool
) -> None:
    """A6: the archive is no blacklist; the national measure bars for three years."""
    verdict = given(*attesting(listed("2021-05-10", end, "ARCHIVE", bars=bars))).when(
        JIA.submit
    )
    if refused:
        verdict.refused("YC12-4.3a")
    else:
        verdict.accepted()
