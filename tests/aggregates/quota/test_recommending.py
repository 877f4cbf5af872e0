"""A recommendation of a public institution rests on its form (G4, G18)."""

from aggregates.application import audits
from tests.support import actors as a
from tests.support.builders import ANNOUNCED, JIA, PUBLICISED, enrol
from tests.support.builders_quota import (
    AGREE,
    AMEND,
    APPROVE,
    FILL,
    FILLED,
    FORM,
    IN_SCHOOL,
    JIA_OF_SCHOOL,
    READY,
    UNDER_A_DEPARTMENT,
    YI_OF_SCHOOL,
    columns,
    declared,
    line,
    publicised,
    teacher,
)
from tests.support.cities import LIUZHOU, in_city
from tests.support.given import Deed, deed, given, instead

RECOMMEND = JIA_OF_SCHOOL.recommend
STEPS = JIA_OF_SCHOOL.recommending[:-1]


def test_the_recommendation_names_the_form_by_itself() -> None:
    world = given(*READY).when(RECOMMEND).accepted()
    assert world.get(JIA_OF_SCHOOL.id).quota == FORM


def test_an_institution_does_not_recommend_without_the_form() -> None:
    """G4: REJECT, XN12-3.1.1c."""
    given(*IN_SCHOOL, *STEPS).when(RECOMMEND).refused("XN12-3.1.1c")


def test_an_institution_does_not_recommend_without_the_department_s_opinion() -> None:
    given(*FILLED, *STEPS).when(RECOMMEND).refused("XN12-A1.8", "XN12-A1.9")


def test_an_institution_does_not_recommend_without_the_personnel_opinion() -> None:
    """G4: 附件1 without the personnel authority's opinion: REJECT, A1.9."""
    given(*FILLED, AGREE, *STEPS).when(RECOMMEND).refused("XN12-A1.9")


def test_an_opinion_that_disagrees_is_none() -> None:
    no = APPROVE.but(agrees=False, opinion="空岗数不实。")
    given(*FILLED, AGREE, no, *STEPS).when(RECOMMEND).refused("XN12-A1.9")


def test_an_amended_form_carries_no_recommendation_until_agreed_to_again() -> None:
    history = (*FILLED, AGREE, APPROVE, AMEND, *STEPS)
    given(*history).when(RECOMMEND).refused("XN12-A1.8", "XN12-A1.9")


def test_another_form_is_none() -> None:
    given(*READY).when(RECOMMEND.but(quota="quota/other")).refused("XN12-3.1.1c")
    given(*READY).when(RECOMMEND.but(quota="")).refused("XN12-3.1.1c")


def test_the_form_names_whoever_is_recommended() -> None:
    form = FILL.but(declared=[line(YI_OF_SCHOOL)])
    history = (*IN_SCHOOL, *declared(YI_OF_SCHOOL), form, AGREE, APPROVE, *STEPS)
    given(*history).when(RECOMMEND).refused("XN12-3.1.1c")


def test_an_institution_without_post_management_needs_no_form() -> None:
    freed = UNDER_A_DEPARTMENT.but(post_management=False)
    history = instead((*IN_SCHOOL, *STEPS), UNDER_A_DEPARTMENT, freed)
    given(*history).when(RECOMMEND).accepted()


def test_a_junior_title_needs_no_form() -> None:
    """附件1 has columns for intermediate and senior titles only."""
    junior = teacher("jia", level="JUNIOR")
    history = [*ANNOUNCED, UNDER_A_DEPARTMENT, *publicised(junior)]
    test = junior.facts["LEVEL_TEST"].signed(a.SCHOOL_REVIEWER)
    history = [
        d for d in history if d.fields.get("fact", {}).get("fact") != "LEVEL_TEST"
    ]
    assert test not in history
    given(*history).when(junior.recommend).accepted()


def test_an_enterprise_needs_no_form() -> None:
    given(*PUBLICISED).when(JIA.recommend).accepted()
    other = JIA.recommend.but(quota="quota/other")
    given(*PUBLICISED).when(other).refused("XN12-3.1.1c")


# --- Liuzhou: 1:3

NAMES = [f"t{number}" for number in range(1, 8)]
TEACHERS = [teacher(name) for name in NAMES]


def bypassed(*deeds: Deed) -> tuple[Deed, ...]:
    return tuple(one.round_the_rules() for one in deeds)


def in_liuzhou(recommended: int, **changes: object) -> tuple[Deed, ...]:
    """Seven teachers after the publicity, some of them recommended; two vacancies."""
    form = FILL.but(
        declared_on_vacancy=columns(7),
        declared=[line(papers) for papers in TEACHERS],
        **changes,
    )
    history = (
        *ANNOUNCED,
        UNDER_A_DEPARTMENT,
        *(enrol(f"person/{name}") for name in NAMES),
        *bypassed(*(d for papers in TEACHERS for d in publicised(papers))),
        form.recorded("2024-06-14T09:30"),
        *bypassed(*(papers.recommend for papers in TEACHERS[:recommended])),
    )
    return in_city(LIUZHOU, history)


def test_the_seventh_for_two_vacancies_is_one_too_many() -> None:
    """G18: LZ, 2 vacancies, 7th recommendation: REJECT, LZ-4.1.1g."""
    last = TEACHERS[-1].recommend
    given(*in_liuzhou(5)).when(last).accepted()
    given(*in_liuzhou(6)).when(last).refused("LZ-4.1.1g")


def test_who_withdrew_leaves_room_again() -> None:
    gone = deed(
        audits.Withdrawn,
        TEACHERS[0].id,
        TEACHERS[0].by,
        "2024-06-14T11:00",
        reason="个人原因",
    ).round_the_rules()
    last = TEACHERS[-1].recommend.recorded("2024-06-14T12:00")
    given(*in_liuzhou(6), gone).when(last).accepted()


def test_who_is_off_the_quota_is_not_counted() -> None:
    off = [
        line(papers, manner="OFF_QUOTA", basis="桂人社发〔2024〕1号（示例）")
        if papers is TEACHERS[-1]
        else line(papers)
        for papers in TEACHERS
    ]
    history = in_liuzhou(6)
    form = next(d for d in history if d.on == FORM)
    changed = form.but(
        declared=off,
        declared_on_vacancy=columns(6),
        declared_off_quota=columns(1),
    )
    given(*instead(history, form, changed)).when(TEACHERS[-1].recommend).accepted()


def test_who_is_not_on_the_form_is_not_recommended_beside_it() -> None:
    history = in_liuzhou(0)
    form = next(d for d in history if d.on == FORM)
    six = form.but(
        declared=[line(papers) for papers in TEACHERS[:6]],
        declared_on_vacancy=columns(6),
    )
    unnamed = TEACHERS[-1].recommend.but(quota="")
    given(*instead(history, form, six)).when(unnamed).refused("LZ-4.1.1g")


def test_without_a_form_liuzhou_has_no_figure_to_refuse_on() -> None:
    """LZ-4.1.1i makes that a finding, not a refusal."""
    history = in_liuzhou(0)
    form = next(d for d in history if d.on == FORM)
    given(*instead(history, form)).when(TEACHERS[-1].recommend).accepted()
