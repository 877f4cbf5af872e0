from datetime import date

import pytest
from msgspec.structs import replace

from aggregates.history.columns import column_letter
from aggregates.history.events import FieldChange
from aggregates.history.values import RowValues, changed, parse_day, row_key

VALUES = RowValues(
    series="工程技术",
    profession="机械设计",
    title_name="工程师",
    level="INTERMEDIATE",
    review_body="评委会",
    approving_unit="职改办",
    approval_no="〔2015〕3号",
    approved_on=date(2015, 12, 1),
)


def test_a_row_is_the_same_whoever_reviewed_it() -> None:
    assert row_key(VALUES) == row_key(replace(VALUES, review_body="另一评委会"))


@pytest.mark.parametrize(
    "other",
    [
        {"series": "会计"},
        {"profession": "机械制造"},
        {"title_name": "助理工程师"},
        {"approval_no": "〔2015〕4号"},
        {"approved_on": date(2015, 12, 2)},
    ],
)
def test_a_row_is_another_when_what_it_says_is(other: dict[str, str]) -> None:
    assert row_key(VALUES) != row_key(replace(VALUES, **other))


def test_texts_do_not_run_into_each_other() -> None:
    """A key over joined texts would take two rows for one."""
    one = replace(VALUES, series="甲乙", profession="丙")
    other = replace(VALUES, series="甲", profession="乙丙")
    assert row_key(one) != row_key(other)


def test_corrections_change_what_they_name() -> None:
    changes = (
        FieldChange(field="approved_on", old="2015-12-01", new="2015-12-11"),
        FieldChange(field="level", old="INTERMEDIATE", new="JUNIOR"),
        FieldChange(field="profession", old="机械设计", new=" "),
    )
    found = changed(VALUES, changes)
    assert found.approved_on == date(2015, 12, 11)
    assert found.level == "JUNIOR"
    assert found.profession == "机械设计"


@pytest.mark.parametrize(
    "text", ["20151201", "2015-12-1", "2015-02-30", "", "٢٠١٥-12-01"]
)
def test_a_correction_of_a_day_has_one_form(text: str) -> None:
    assert parse_day(text) is None


def test_columns_have_letters() -> None:
    assert [column_letter(n) for n in (0, 11, 25, 26, 701, 702)] == [
        "A",
        "L",
        "Z",
        "AA",
        "ZZ",
        "AAA",
    ]
