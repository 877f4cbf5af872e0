from bench.figure import Figure
from bench.table import number, table, width

FIGURES = [
    Figure(
        id="append-one",
        zh="逐件追加",
        en="append, one event a commit",
        unit="events/s",
        value=1234.5,
        peer="the plain library",
        peer_value=3456.7,
        ratio=0.357,
        target="≥ 0.3 ×",
        verdict="met",
    ),
    Figure(
        id="audit",
        zh="全面核验",
        en="full audit",
        unit="s",
        value=2.5,
        verdict="missed",
    ),
]


def test_a_chinese_character_takes_two_columns() -> None:
    assert width("达标 ok") == 7
    assert width("≥ 0.3 ×") == 7


def test_columns_stand_straight_under_wide_characters() -> None:
    lines = table(FIGURES).splitlines()
    ends = [
        width(line[: line.index(text) + len(text)])
        for line, text in zip(
            (lines[0], lines[1], lines[3]), ("实测", "ours", "events/s"), strict=True
        )
    ]
    assert len(set(ends)) == 1


def test_a_missed_target_is_told_in_both_languages() -> None:
    lines = table(FIGURES).splitlines()
    assert lines[5].endswith("未达标")
    assert lines[6].endswith("MISSED")


def test_the_peer_is_named_below() -> None:
    assert "append-one: 对照 / peer = the plain library" in table(FIGURES)


def test_numbers_keep_three_digits() -> None:
    assert [number(123456.7), number(12.345), number(0.0471)] == [
        "123,457",
        "12.3",
        "0.0471",
    ]
