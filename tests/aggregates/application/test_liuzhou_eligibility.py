"""柳州 一, 三（二） and 七: bars with two times, insurance, education, grounds."""

from typing import Any

import pytest

from aggregates.application import audits
from aggregates.application import events as application
from aggregates.policy.profile import load_profile
from tests.support import actors as a
from tests.support.builders import (
    ACCEPTED,
    APPLY,
    AT_THE_OFFICE,
    DECLARING,
    HALF_A_YEAR,
    JIA,
    NOTICE,
    REGISTER_FACTORY,
    Papers,
    paper,
)
from tests.support.builders_integrity import listed
from tests.support.builders_session import CONFIRM, SUPPLEMENTED
from tests.support.cities import LIUZHOU, appoint, liuzhou, promise, unit_audit
from tests.support.given import Deed, deed, given, instead

IN_CHARGE = (appoint(JIA.id), promise(JIA.id))
OFFICE = (*liuzhou(AT_THE_OFFICE), unit_audit(JIA.id))
YEAR = liuzhou((*SUPPLEMENTED, CONFIRM))[:-1]
BOTH = CONFIRM.listing("application/jia", "application/yi")
TALENT_COMMITTEE = load_profile(LIUZHOU).talent_committee
START = DECLARING[: -len(JIA.declaring)]


def attesting(*facts: Deed, papers: Papers = JIA, **changes: Any) -> tuple[Deed, ...]:
    return liuzhou((*START, *papers.declaring, *facts), **changes)


def before(act: Deed, *facts: Deed, papers: Papers = JIA) -> tuple[Deed, ...]:
    """Tell the whole course of an application until an act, with more facts."""
    whole = instead(papers.whole, papers.commit, *facts, papers.commit)
    return liuzhou((*START, *whole[: whole.index(act)]))


def by_the_office(history: tuple[Deed, ...]) -> tuple[Deed, ...]:
    """Let the office attest what the employer of the usual histories does."""
    return tuple(
        one.signed(a.OFFICE_STAFF) if a.REVIEWER in one.by else one for one in history
    )


def without(kind: str, papers: Papers = JIA) -> tuple[Deed, ...]:
    return instead(attesting(papers=papers), papers.facts[kind])


def submits(fact: Deed, *more: Deed, papers: Papers = JIA) -> Any:
    return given(*attesting(fact, *more, papers=papers)).when(papers.submit)


def institution(history: tuple[Deed, ...]) -> tuple[Deed, ...]:
    public = REGISTER_FACTORY.but(org_kind="PUBLIC_INSTITUTION")
    return instead(history, REGISTER_FACTORY, public)


# --- 一（一）to（五）


def test_a_civil_servant_does_not_declare() -> None:
    given(*attesting()).when(JIA.submit).accepted()
    submits(JIA.fact("IDENTITY_NATURE", civil_servant=True)).refused("LZ-1.1a")


def test_the_transition_after_a_reform_is_an_exception_while_it_lasts() -> None:
    reform: dict[str, Any] = {
        "civil_servant": True,
        "reform_document": "桂编办〔2023〕1号",
    }
    last = JIA.fact("IDENTITY_NATURE", **reform, transition_until="2024-05-10")
    over = JIA.fact("IDENTITY_NATURE", **reform, transition_until="2024-05-09")
    given(*institution(attesting(last))).when(JIA.submit).accepted()
    given(*institution(attesting(over))).when(JIA.submit).refused("LZ-1.1b")


def test_the_transition_is_for_public_institutions() -> None:
    """在过渡期内的事业单位专业技术人员除外."""
    reform = {"reform_document": "桂编办〔2023〕1号", "transition_until": "2024-12-31"}
    left = JIA.fact("IDENTITY_NATURE", civil_servant=True, **reform)
    given(*institution(attesting(left))).when(JIA.submit).accepted()
    given(*attesting(left)).when(JIA.submit).refused("LZ-1.1a")


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("IDENTITY_NATURE", "LZ-1.1a"),
        ("RETIREMENT", "LZ-1.2"),
        ("SANCTIONS", "LZ-1.3"),
        ("INVESTIGATION", "LZ-1.4a"),
        ("CONTINUING_EDUCATION", "LZ-1.0b"),
    ],
)
def test_what_nobody_attested_is_not_assumed(kind: str, rule: str) -> None:
    more = {
        "CONTINUING_EDUCATION": ["LZ-3.2.1a"],
        "SANCTIONS": ["LZ-1.4b"],
        "IDENTITY_NATURE": ["LZ-1.0a"],
    }
    given(*without(kind)).when(JIA.submit).refused(rule, *more.get(kind, []))


def test_who_is_of_age_does_not_declare_unless_it_was_extended() -> None:
    of_age: dict[str, Any] = {"statutory_on": "2024-05-10"}
    submits(JIA.fact("RETIREMENT", **of_age)).refused("LZ-1.2")
    extended = {
        "deferred_until": "2025-01-01",
        "deferral_document": "柳人社〔2024〕3号",
    }
    submits(JIA.fact("RETIREMENT", **of_age, **extended)).accepted()


@pytest.mark.parametrize(
    ("setting", "fact", "rule"),
    [
        ("eligibility.retired_barred", {"retired": True}, "LZ-1.2"),
        ("eligibility.investigation_bars", {"open": True}, "LZ-1.4a"),
    ],
)
def test_what_bars_is_a_setting(setting: str, fact: dict[str, Any], rule: str) -> None:
    kind = "RETIREMENT" if "retired" in fact else "INVESTIGATION"
    given(*attesting(JIA.fact(kind, **fact))).when(JIA.submit).refused(rule)
    settled: dict[str, Any] = {setting: False}
    history = attesting(JIA.fact(kind, **fact), **settled)
    given(*history).when(JIA.submit).accepted()


def sanction(**fields: Any) -> Deed:
    return JIA.fact("SANCTIONS", **{"until": "2024-05-10", **fields})


def test_a_demerit_in_a_public_institution_bars_while_it_lasts() -> None:
    submits(sanction(public_institution=True)).refused("LZ-1.3")
    submits(sanction(public_institution=True, until="2024-05-09")).accepted()


def test_any_other_sanction_bars_while_its_effect_lasts() -> None:
    submits(sanction()).refused("LZ-1.4b")
    submits(sanction(warning_only=True)).refused("LZ-1.4b")
    submits(sanction(until="2024-05-09")).accepted()


def test_a_sanction_without_an_end_still_bars() -> None:
    """Attack: the attestation leaves out the day on which the sanction ends."""
    submits(sanction(until=None, kind="有期徒刑")).refused("LZ-1.4b")
    submits(sanction(until=None, since="2024-05-10")).refused("LZ-1.4b")
    submits(sanction(until=None)).accepted()


def test_a_mere_warning_is_answered_by_the_reviewer() -> None:
    """A25: a setting; 记过以上 does not name a warning, and nothing is assumed."""
    warning = {"public_institution": True, "warning_only": True}
    submits(sanction(**warning)).refused("LZ-1.3")
    submits(sanction(**warning, warning_answer="仅警告，不影响申报")).accepted()
    for mode, refused in (("bars", True), ("does_not_bar", False)):
        setting: dict[str, Any] = {"eligibility.warning_only": mode}
        answered = sanction(**warning, warning_answer="不影响申报")
        verdict = given(*attesting(answered, **setting)).when(JIA.submit)
        if refused:
            verdict.refused("LZ-1.3")
        else:
            verdict.accepted()


def test_who_is_under_investigation_does_not_declare() -> None:
    submits(JIA.fact("INVESTIGATION", open=True)).refused("LZ-1.4a")


@pytest.mark.parametrize(
    ("end", "barred"), [("2024-05-10", True), ("2024-05-09", False)]
)
def test_who_is_in_the_archive_does_not_declare(end: str, *, barred: bool) -> None:
    verdict = submits(listed("2021-05-10", end, "ARCHIVE"))
    if barred:
        verdict.refused("LZ-1.5")
    else:
        verdict.accepted()


# --- 一 末段: 出现, and not 发现


def defect(
    arisen_on: str, at: str = "2024-06-19T12:00", kind: str = "SANCTION"
) -> Deed:
    return deed(
        audits.EligibilityDefectFound,
        JIA.id,
        [a.OFFICE_STAFF],
        at,
        defect=kind,
        arisen_on=arisen_on,
        found_on=at[:10],
        evidence=paper("decision"),
    )


def test_what_arises_after_the_declaration_only_stops_the_confirmation() -> None:
    """出现: the audits go on, the result is not confirmed."""
    arose = defect("2024-05-11")
    given(*OFFICE, arose).when(JIA.accept).accepted()
    late = defect("2024-05-11", "2024-07-17T12:00")
    given(*YEAR).when(BOTH).accepted()
    given(*YEAR, late).when(BOTH).refused("LZ-1.6")


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("CIVIL_SERVANT", "LZ-1.1a"),
        ("RETIRED", "LZ-1.2"),
        ("SANCTION", "LZ-1.4b"),
        ("INVESTIGATION", "LZ-1.4a"),
        ("BLACKLISTED", "LZ-1.5"),
        ("SAME_YEAR", "LZ-7.6a"),
        ("CONDITIONS", "LZ-1.0b"),
    ],
)
def test_what_was_there_at_the_declaration_stops_every_step(
    kind: str, rule: str
) -> None:
    found = defect("2024-05-10", kind=kind)
    given(*OFFICE, found).when(JIA.accept).refused(rule)


def test_an_investigation_that_opens_later_does_not_stop_the_acceptance() -> None:
    """Two times: true since the 20th of May, known in June, declared on the 10th."""
    opened = JIA.fact("INVESTIGATION", open=True, since="2024-05-20")
    learned = opened.recorded("2024-06-19T11:00")
    given(*OFFICE, learned).when(JIA.accept).accepted()
    earlier = JIA.fact("INVESTIGATION", open=True, since="2024-05-10")
    given(*OFFICE, earlier.recorded("2024-06-19T11:00")).when(JIA.accept).refused(
        "LZ-1.4a"
    )
    at_the_end = learned.recorded("2024-07-17T12:00")
    given(*YEAR, at_the_end).when(BOTH).refused("LZ-1.6")


def test_who_comes_of_age_during_the_review_is_not_confirmed() -> None:
    of_age = JIA.fact("RETIREMENT", statutory_on="2024-07-01")
    later = of_age.recorded("2024-06-19T11:00")
    given(*OFFICE, later).when(JIA.accept).accepted()
    given(*YEAR, of_age.recorded("2024-07-17T12:00")).when(BOTH).refused("LZ-1.6")


# --- 一 and 三（二）1: conditions and education


def test_prescribed_education_is_completed() -> None:
    submits(JIA.fact("CONTINUING_EDUCATION", completed=False)).refused("LZ-1.0b")


def test_who_is_short_of_the_required_years_does_not_declare() -> None:
    submits(JIA.fact("SENIORITY", tenure_required=6)).accepted()
    submits(JIA.fact("SENIORITY", tenure_required=7)).refused("LZ-1.0b")


@pytest.mark.parametrize(
    ("year", "on", "enough"),
    [
        (2024, "2024-05-10", True),
        (2024, "2024-05-11", False),
        (2023, "2024-03-01", False),
        (2024, None, False),
    ],
)
def test_the_public_subject_of_the_year_comes_first(
    year: int, on: str | None, *, enough: bool
) -> None:
    fact = JIA.fact(
        "CONTINUING_EDUCATION", public_subject_year=year, public_subject_on=on
    )
    verdict = submits(fact)
    if enough:
        verdict.accepted()
    else:
        verdict.refused("LZ-3.2.1a")


def test_service_in_the_epidemic_stands_for_the_education_of_its_year() -> None:
    """LZ-7.3d: 视同完成当年继续教育学时学分."""
    undone = JIA.fact("CONTINUING_EDUCATION", completed=False, public_subject_on=None)
    submits(undone).refused("LZ-1.0b", "LZ-3.2.1a")
    submits(undone, JIA.fact("EPIDEMIC_SERVICE", year=2024)).accepted()
    submits(undone, JIA.fact("EPIDEMIC_SERVICE", year=2022)).refused(
        "LZ-1.0b", "LZ-3.2.1a"
    )


ASSISTED = JIA.fact("ASSISTANCE", since="2022-05-01", until="2024-04-30")


def test_assistance_and_the_epidemic_count_as_grass_roots_service() -> None:
    served = JIA.fact("GRASSROOTS", served_months=6, counted_months=6)
    given(*attesting()).when(served).accepted()
    given(*attesting(ASSISTED)).when(served).refused("LZ-7.1.4b")
    with_help = served.but(fact={**served.fields["fact"], "counted_months": 30})
    given(*attesting(ASSISTED)).when(with_help).accepted()
    epidemic = JIA.fact("EPIDEMIC_SERVICE", year=2022)
    given(*attesting(ASSISTED, epidemic)).when(with_help).refused("LZ-7.3d")
    whole = served.but(fact={**served.fields["fact"], "counted_months": 42})
    given(*attesting(ASSISTED, epidemic)).when(whole).accepted()


# --- 三（二）2: six months of contributions


def paid(*months: str, payer: str = a.FACTORY, papers: Papers = JIA) -> Deed:
    found = [{"month": f"{month}-01", "payer": payer} for month in months]
    return papers.fact("SOCIAL_INSURANCE", paid=found)


def private(history: tuple[Deed, ...]) -> tuple[Deed, ...]:
    return instead(
        history, REGISTER_FACTORY, REGISTER_FACTORY.but(org_kind="PRIVATE_ENTERPRISE")
    )


def test_a_private_employer_has_paid_for_six_months() -> None:
    """Golden value: declared in May, November to April; the month itself is out."""
    given(*private(attesting(paid(*HALF_A_YEAR)))).when(JIA.submit).accepted()
    five = paid(*HALF_A_YEAR[1:], "2024-05")
    given(*private(attesting(five))).when(JIA.submit).refused("LZ-3.2.2b")
    given(*attesting(five)).when(JIA.submit).accepted()
    other = paid(*HALF_A_YEAR, payer=a.SOFTWARE)
    given(*private(attesting(other))).when(JIA.submit).refused("LZ-3.2.2b")
    unknown = private(without("SOCIAL_INSURANCE"))
    given(*unknown).when(JIA.submit).refused("LZ-3.2.2b")


DISPATCHED = Papers(
    "jia",
    applicant_kind="DISPATCHED",
    employer=a.SOFTWARE,
    agency=a.DISPATCH,
    to=a.DISPATCH,
)


def test_the_agency_pays_for_dispatched_staff() -> None:
    """The declaring unit is the one of the labour relation."""
    employed = DISPATCHED.fact("EMPLOYMENT", organisation=a.DISPATCH)
    ours = paid(*HALF_A_YEAR, payer=a.DISPATCH, papers=DISPATCHED)
    history = by_the_office(attesting(employed, ours, papers=DISPATCHED))
    given(*history).when(DISPATCHED.submit).accepted()
    theirs = by_the_office(attesting(employed, papers=DISPATCHED))
    given(*theirs).when(DISPATCHED.submit).refused("LZ-3.2.2b")


def test_only_private_enterprises_pay_for_six_months() -> None:
    """民营企业申报人员: a society is none."""
    society = REGISTER_FACTORY.but(org_kind="SOCIAL_ORGANISATION")
    history = instead(attesting(paid()), REGISTER_FACTORY, society)
    given(*history).when(JIA.submit).accepted()
    given(*private(attesting(paid()))).when(JIA.submit).refused("LZ-3.2.2b")


def test_whether_the_month_of_the_declaration_counts_is_a_setting() -> None:
    """A13."""
    five = paid(*HALF_A_YEAR[1:], "2024-05")
    counting: dict[str, Any] = {"social_insurance.declaration_month_counts": True}
    history = private(attesting(five, **counting))
    given(*history).when(JIA.submit).accepted()


def change(**fields: Any) -> Deed:
    usual = {"changed_on": "2024-01-08", "explanation": "M1", "proof": "M2"}
    return JIA.fact("UNIT_CHANGE", **{**usual, **fields})


def test_a_change_of_unit_is_explained_proven_and_verified_by_the_unit() -> None:
    short = paid(*HALF_A_YEAR[2:])
    by_unit = change().signed(a.UNIT_OFFICER)
    given(*private(attesting(short, by_unit))).when(JIA.submit).accepted()
    for wrong in (
        change(),
        change(proof="M9").signed(a.UNIT_OFFICER),
        change(changed_on="2023-10-31").signed(a.UNIT_OFFICER),
    ):
        given(*private(attesting(short, wrong))).when(JIA.submit).refused("LZ-3.2.2c")


def test_the_six_months_give_way_to_an_exception() -> None:
    """原则上."""
    short = paid(*HALF_A_YEAR[2:])
    exception = deed(
        application.ExceptionGranted,
        JIA.id,
        [a.CITY_OFFICER, a.CITY_SEAL],
        "2024-05-09T08:00",
        exception="OTHER",
        rule="LZ-3.2.2b",
        basis="桂人社规〔2021〕11号（示例）",
        reason="企业改制",
    )
    given(*private(attesting(short, exception))).when(JIA.submit).accepted()


FREE = Papers(
    "jia",
    applicant_kind="FREELANCER",
    employer="",
    agency=a.HR_AGENCY,
    body=[a.AGENCY_OFFICER],
    to=a.HR_AGENCY,
)


def alone(*facts: Deed) -> tuple[Deed, ...]:
    return by_the_office(attesting(*facts, papers=FREE))


def test_nobody_has_paid_for_a_freelancer() -> None:
    own = paid(*HALF_A_YEAR, payer="", papers=FREE)
    given(*alone(own)).when(FREE.submit).accepted()
    by_unit = paid(*HALF_A_YEAR[:1], papers=FREE)
    given(*alone(by_unit)).when(FREE.submit).refused("LZ-3.2.2d")
    nothing = instead(alone(), FREE.facts["SOCIAL_INSURANCE"])
    given(*nothing).when(FREE.submit).refused("LZ-3.2.2d")


def test_a_career_found_to_be_false_is_not_taken_in() -> None:
    false = JIA.fact("SOCIAL_INSURANCE", verdict="FALSE").recorded("2024-06-19T11:00")
    given(*OFFICE, false).when(JIA.accept).refused("LZ-3.2.2e")
    misfit = JIA.fact("SOCIAL_INSURANCE", verdict="INCONSISTENT")
    given(*OFFICE, misfit.recorded("2024-06-19T11:00")).when(JIA.accept).accepted()


def test_the_unit_verifies_the_career_before_the_committee_sees_it() -> None:
    told = liuzhou(ACCEPTED)
    given(*told).when(JIA.admit).accepted()
    by_employer = JIA.facts["SOCIAL_INSURANCE"].signed(a.REVIEWER)
    employer = instead(told, JIA.facts["SOCIAL_INSURANCE"], by_employer)
    given(*employer).when(JIA.admit).refused("LZ-3.2.2a")
    nobody = instead(told, JIA.facts["SOCIAL_INSURANCE"])
    given(*nobody).when(JIA.admit).refused("LZ-3.2.2a")


def test_an_employer_does_not_replace_what_the_unit_verified() -> None:
    """Attack: found to be false, and attested by the employer once more."""
    false = JIA.fact("SOCIAL_INSURANCE", verdict="FALSE").recorded("2024-06-19T11:00")
    true = JIA.fact("SOCIAL_INSURANCE").recorded("2024-06-19T12:00")
    given(*OFFICE, false).when(true.signed(a.REVIEWER)).refused("LZ-3.2.2a")
    given(*OFFICE, false).when(true.signed(a.UNIT_OFFICER)).accepted()


# --- 七（一）: level by level, and direct


NOTHING_HELD = JIA.fact("TITLES", held=[])
DIRECT = Papers("jia", declaration="DIRECT")


def basis(ground: str, **fields: Any) -> Deed:
    usual = {"basis": ground, "document": "证书2023-7（示例）"}
    return DIRECT.fact("DIRECT_BASIS", **{**usual, **fields})


def direct(*facts: Deed) -> Any:
    return given(*attesting(*facts, papers=DIRECT)).when(DIRECT.submit)


def test_no_level_is_left_out() -> None:
    submits(NOTHING_HELD).refused("LZ-7.1")
    direct(NOTHING_HELD, basis("OVERSEAS")).accepted()
    submits(NOTHING_HELD, basis("OVERSEAS")).refused("LZ-7.1")


def test_a_direct_declaration_has_an_attested_ground() -> None:
    direct().refused("LZ-7.1")
    direct(basis("EX_CIVIL_SERVANT")).accepted()


@pytest.mark.parametrize(
    ("ground", "rule"),
    [
        ("OVERSEAS", "LZ-7.1.2"),
        ("EX_CIVIL_SERVANT", "LZ-7.1.2"),
        ("SKILLED_TALENT", "LZ-7.1.3"),
    ],
)
def test_a_ground_has_its_document(ground: str, rule: str) -> None:
    direct(basis(ground)).accepted()
    direct(basis(ground, document="")).refused(rule)


def test_years_exceed_what_is_required_by_two() -> None:
    """超过规定年限2年以上: two included, junior and intermediate added."""
    two = DIRECT.fact("SENIORITY", work_required=6)
    direct(NOTHING_HELD, basis("YEARS_PLUS"), two).accepted()
    one = DIRECT.fact("SENIORITY", work_required=7)
    direct(NOTHING_HELD, basis("YEARS_PLUS"), one).refused("LZ-7.1.2")


def test_two_years_of_assistance_bring_the_next_level_a_year_early() -> None:
    early = DIRECT.fact("SENIORITY", tenure_required=7)
    ground = basis("TEAM_ASSISTANCE")
    direct(ground, early, ASSISTED).accepted()
    two_early = DIRECT.fact("SENIORITY", tenure_required=8)
    direct(ground, two_early, ASSISTED).refused("LZ-7.1.4a")
    short = JIA.fact("ASSISTANCE", since="2022-05-01", until="2024-04-29")
    direct(ground, early, short).refused("LZ-7.1.4a")
    direct(ground, early).refused("LZ-7.1.4a")
    direct(ground, early, ASSISTED, NOTHING_HELD).refused("LZ-7.1.4a", "LZ-7.1")


def test_an_award_of_the_province_brings_the_next_level() -> None:
    awarded = basis("PROVINCIAL_AWARD", award_level="PROVINCE")
    direct(awarded, DIRECT.fact("SENIORITY", tenure_required=9)).accepted()
    direct(basis("PROVINCIAL_AWARD", award_level="CITY")).refused("LZ-7.3c")


def test_high_level_talents_go_to_the_one_regional_committee() -> None:
    direct(basis("HIGH_LEVEL_TALENT")).refused("LZ-7.1.1a")
    senior = Papers("jia", declaration="DIRECT", level="ASSOCIATE_SENIOR")
    levels = ["ASSOCIATE_SENIOR", "INTERMEDIATE", "JUNIOR"]
    talent = senior.fact(
        "DIRECT_BASIS", basis="HIGH_LEVEL_TALENT", document="认定书（示例）"
    )
    for name, right in ((TALENT_COMMITTEE, True), ("工程中级评委会", False)):
        history = attesting(talent, papers=senior)
        history = instead(history, APPLY, APPLY.but(levels=levels, committee_name=name))
        history = instead(history, NOTICE, NOTICE.but(levels=levels))
        verdict = given(*history).when(senior.submit)
        if right:
            verdict.accepted()
        else:
            verdict.refused("LZ-7.1.1a")


def test_the_unit_audits_the_years_of_a_direct_declaration() -> None:
    history = before(DIRECT.admit, basis("OVERSEAS"), papers=DIRECT)
    given(*history).when(DIRECT.admit).refused("LZ-4.3d")
    by_unit = DIRECT.facts["SENIORITY"].signed(a.UNIT_OFFICER)
    audited = by_unit.recorded("2024-06-20T10:00")
    given(*history, audited).when(DIRECT.admit).accepted()


# --- 四（三）: exceptional


EXCEPTIONAL = Papers("jia", declaration="EXCEPTIONAL")


def ground(**fields: Any) -> Deed:
    usual = {"relaxes": "SENIORITY", "items": ["M2"]}
    return EXCEPTIONAL.fact("EXCEPTIONAL_GROUND", **{**usual, **fields})


def test_an_exceptional_declaration_relaxes_education_or_seniority_only() -> None:
    def exceptional(*facts: Deed) -> Any:
        return given(*attesting(*facts, papers=EXCEPTIONAL)).when(EXCEPTIONAL.submit)

    exceptional(ground()).accepted()
    exceptional(ground(relaxes="OTHER")).refused("LZ-4.3f")
    exceptional().refused("LZ-4.3f")
    exceptional(ground(), NOTHING_HELD).refused("LZ-4.3f", "LZ-7.1")


def test_what_an_exceptional_ground_does_not_relax_holds() -> None:
    """放宽学历或资历条件: who lacks the education still needs the years."""
    short = EXCEPTIONAL.fact("SENIORITY", tenure_required=7)
    for relaxes, rules in (("SENIORITY", []), ("EDUCATION", ["LZ-1.0b"])):
        history = attesting(ground(relaxes=relaxes), short, papers=EXCEPTIONAL)
        verdict = given(*history).when(EXCEPTIONAL.submit)
        assert [one.rule for one in verdict.refusals] == rules


@pytest.mark.parametrize(
    ("items", "there"), [(["M2"], True), (["M7"], False), ([], False)]
)
def test_the_proof_of_an_exceptional_declaration_is_among_the_material(
    items: list[str], *, there: bool
) -> None:
    proof = ground(items=items)
    history = before(EXCEPTIONAL.accept, proof, papers=EXCEPTIONAL)
    audit = unit_audit(EXCEPTIONAL.id)
    verdict = given(*history, audit).when(EXCEPTIONAL.accept)
    if there:
        verdict.accepted()
    else:
        verdict.refused("LZ-4.3e")


def test_no_separate_approval_is_asked_for() -> None:
    told = deed(
        audits.Returned,
        JIA.id,
        [a.REVIEWER],
        "2024-05-15T11:00",
        kind="CONDITIONS",
        reasons=[{"code": "EXCEPTIONAL-APPROVAL", "item": "", "text": "缺破格审批"}],
        to=a.JIA,
    )
    regular = (*attesting(), JIA.submit)
    given(*regular).when(told).accepted()
    history = (*attesting(ground(), papers=EXCEPTIONAL), EXCEPTIONAL.submit)
    given(*history).when(told).refused("LZ-4.3e")


# --- 七（二）: policy advice


ADVICE = JIA.material("M3", "POLICY_ADVICE", "2024-05-07T10:00")
REVIEW = JIA.review.but(
    items=[
        {"item": item, "original_seen": True, "genuine": True}
        for item in ("M1", "M2", "M3")
    ]
)


def test_policy_advice_counts_with_the_proof_of_two_offices_only() -> None:
    """任何单位或个人提供的证明不予认可."""

    def reviewed(*facts: Deed) -> Any:
        return given(*before(JIA.review, ADVICE, *facts), *IN_CHARGE).when(REVIEW)

    def proven(issuer: str) -> Deed:
        proof = {"item": "M3", "issuer": issuer}
        return JIA.fact("POLICY_ADVICE", proofs=[proof])

    reviewed(proven("自治区党委信息综合值班室")).accepted()
    reviewed(proven("柳州市某局（示例）")).refused("LZ-7.2a")
    reviewed().refused("LZ-7.2a")
