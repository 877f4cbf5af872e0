import pytest

from aggregates.history.titles import level_of, series_names, series_of


@pytest.mark.parametrize(
    ("series", "title", "level"),
    [
        ("工程技术", "技术员", "JUNIOR"),
        ("工程", "助理工程师", "JUNIOR"),
        ("工程系列", "工程师", "INTERMEDIATE"),
        ("工程技术", "水利水电工程师", "INTERMEDIATE"),
        ("工程技术", "电气助理工程师", "JUNIOR"),
        ("工程技术", "高级工程师", "ASSOCIATE_SENIOR"),
        ("工程技术", "正高级工程师", "FULL_SENIOR"),
        ("中小学教师", "中学一级教师", "INTERMEDIATE"),
        ("中小学教师", "小学一级教师", "JUNIOR"),
        ("中小学教师", "一级教师", "INTERMEDIATE"),
        ("卫生技术", "主治医师", "INTERMEDIATE"),
        ("卫生技术", "副主任医师", "ASSOCIATE_SENIOR"),
        ("卫生", "主管护师", "INTERMEDIATE"),
        ("艺术", "三级演员", "INTERMEDIATE"),
        ("自然科学研究", "助理研究员", "INTERMEDIATE"),
        ("自然科学研究", "研究实习员", "JUNIOR"),
        ("会计", "会 计 师", "INTERMEDIATE"),
    ],
)
def test_series_and_name_tell_the_level(series: str, title: str, level: str) -> None:
    assert level_of(series, title) == level


@pytest.mark.parametrize(
    ("series", "title"),
    [
        ("工程技术", "高级电气工程师"),
        ("工程技术", "主任工程师"),
        ("工程技术", "农艺师"),
        ("炼金术", "工程师"),
        ("工程技术", ""),
    ],
)
def test_what_the_list_does_not_tell_has_no_level(series: str, title: str) -> None:
    assert level_of(series, title) is None


def test_every_series_is_found_by_its_name() -> None:
    found = [series_of(name) for name in series_names()]
    assert [one.name for one in found if one] == list(series_names())


def test_every_name_of_a_series_tells_a_level() -> None:
    listed = [one for name in series_names() if (one := series_of(name))]
    told = [
        level_of(series.name, title) == level
        for series in listed
        for title, level in series.levels.items()
    ]
    assert all(told)
