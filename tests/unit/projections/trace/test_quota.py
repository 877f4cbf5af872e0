"""T18: the form (附件1) beside posts, names and recommendations."""

from pathlib import Path

from tests.support import actors as a
from tests.support.asking import answered, kinds, rules
from tests.support.builders_quota import (
    APPROVED,
    FILL,
    FILLED,
    FORM,
    IN_SCHOOL,
    JIA_OF_SCHOOL,
    READY,
    YI_OF_SCHOOL,
    columns,
    line,
)
from tests.support.cities import liuzhou
from tests.support.given import instead

RECOMMEND = JIA_OF_SCHOOL.recommending[-1]
SOUND = (*READY, RECOMMEND)
ABOUT = {"subject": JIA_OF_SCHOOL.id}


def test_a_sound_form_is_reconciled_level_by_level(tmp_path: Path) -> None:
    answer = answered("T18", tmp_path, *SOUND, **ABOUT)
    row = next(r for r in answer.rows if r.level.code == "INTERMEDIATE")
    assert (row.posts_set, row.posts_filled, row.posts_vacant) == (5, 3, 2)
    assert row.named == (JIA_OF_SCHOOL.id,)
    assert row.recommended == 1
    assert row.department_agreed
    assert row.personnel_agreed
    assert answer.verdict.code == "CLEAR"


def test_an_institution_and_its_form_are_subjects_too(tmp_path: Path) -> None:
    of_the_school = answered("T18", tmp_path / "a", *APPROVED, subject=a.SCHOOL)
    of_the_form = answered("T18", tmp_path / "b", *APPROVED, subject=FORM)
    assert of_the_school.rows == of_the_form.rows
    assert len(of_the_school.rows) == 3


def test_numbers_that_are_not_the_names_are_kinds(tmp_path: Path) -> None:
    two = FILL.but(declared_off_quota=columns(1, 0)).round_the_rules()
    answer = answered("T18", tmp_path, *(*IN_SCHOOL, two), **ABOUT)
    assert kinds(answer) == ["QUOTA_NAMES_DIFFER"]
    assert rules(answer) == {"XN12-A1.6"}


def test_more_declared_than_vacant_is_kinds(tmp_path: Path) -> None:
    none_vacant = FILL.but(
        posts_set=columns(3, 3), posts_vacant=columns(0, 0)
    ).round_the_rules()
    answer = answered("T18", tmp_path, *(*IN_SCHOOL, none_vacant), **ABOUT)
    assert kinds(answer) == ["QUOTA_EXCEEDED"]
    assert rules(answer) == {"XN12-3.1.1b"}


def test_a_recommendation_without_a_form_is_kinds(tmp_path: Path) -> None:
    """The rule refuses it; history that was taken over may still show it."""
    steps = [d for d in SOUND if d.on != FORM]
    bare = instead(steps, RECOMMEND, RECOMMEND.but(quota="").round_the_rules())
    answer = answered("T18", tmp_path, *bare, **ABOUT)
    assert kinds(answer) == ["NOT_ON_THE_FORM"]
    assert [one.type.code for one in answer.absent] == ["quota.form-filled"]


def test_a_recommendation_before_the_opinions_is_kinds(tmp_path: Path) -> None:
    early = (*FILLED, *JIA_OF_SCHOOL.recommending[:-1], RECOMMEND.round_the_rules())
    answer = answered("T18", tmp_path, *early, **ABOUT)
    assert kinds(answer) == ["QUOTA_NOT_APPROVED"]
    assert rules(answer) == {"XN12-A1.8"}


def test_liuzhou_bounds_the_recommended_and_not_the_declared(tmp_path: Path) -> None:
    """按不超过1:3的比例推荐：三人申报一个空岗不是问题."""
    two = FILL.but(
        posts_set=columns(4, 3),
        posts_vacant=columns(1, 0),
        declared_on_vacancy=columns(2, 0),
        declared=[line(JIA_OF_SCHOOL), line(YI_OF_SCHOOL)],
    ).round_the_rules()
    answer = answered("T18", tmp_path, *liuzhou((*IN_SCHOOL, two)), **ABOUT)
    row = next(r for r in answer.rows if r.level.code == "INTERMEDIATE")
    assert (row.within, row.most) == (None, 3)
    assert kinds(answer) == []
