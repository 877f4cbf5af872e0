"""Historical title data as histories: one batch of three rows, checked and uploaded."""

from typing import Any

from aggregates.history import events as history
from aggregates.lead import title_id
from aggregates.title import events as title
from tests.support import actors as a
from tests.support.builders import REGISTRY, public
from tests.support.given import deed

BATCH = "history/march"
ROW_1, ROW_2, ROW_3 = (f"{BATCH}-{number}" for number in (1, 2, 3))
SOUND = {
    "named": True,
    "number_sound": True,
    "sex_agrees": True,
    "birth_agrees": True,
    "of_age": True,
}


def row(**changes: Any) -> dict[str, Any]:
    """Return one row as a drafter gives it, personal values in clear."""
    usual: dict[str, Any] = {
        "person": "person/zhang",
        "name": "张某（示例）",
        "sex": "男",
        "id_kind": "RESIDENT_ID",
        "id_number": "11010519491231002X",
        "birth_date": "1949-12-31",
        "series": "工程技术",
        "profession": "机械设计",
        "title_name": "工程师",
        "review_body": "咸宁市工程系列中级评委会（示例）",
        "approving_unit": "咸宁市职改办（示例）",
        "approval_no": "咸职改办〔2015〕3号（示例）",
        "approved_on": "2015-12-01",
        "level": "INTERMEDIATE",
        "facts": SOUND,
    }
    return {**usual, **changes}


ROWS = (
    row(),
    row(
        person="person/li",
        title_name="助理工程师",
        level="JUNIOR",
        approved_on="2015-06-01",
    ),
    row(
        person="person/wang",
        approved_on="2016-12-01",
        approval_no="咸职改办〔2016〕4号",
    ),
)
COLLECT = deed(
    history.BatchCollected,
    BATCH,
    [a.COUNTY_OFFICER],
    "2024-04-29T09:00",
    entries=ROWS,
    source=public("table.xlsx"),
)
CHECK_2015 = deed(
    history.BatchChecked, BATCH, [a.CITY_OFFICER], "2024-05-10T09:00", year=2015
)
UPLOAD = deed(
    history.BatchUploaded,
    BATCH,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-05-15T09:00",
    uploaded_on="2024-05-15",
    receipt_no="上传-1",
)
TITLE = title_id(ROW_1)
CORRECT = deed(
    title.DataCorrected,
    TITLE,
    [a.CITY_OFFICER],
    "2024-06-03T09:00",
    changes=[{"field": "profession", "old": "机械设计", "new": "机械制造"}],
    basis="原评审表（示例）",
)
COLLECTED = (*REGISTRY, COLLECT)
CHECKED = (*COLLECTED, CHECK_2015)
UPLOADED = (*CHECKED, UPLOAD)
