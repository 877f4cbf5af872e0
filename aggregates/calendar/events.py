"""Working calendars, adopted year by year from the State Council's notices."""

from datetime import date
from typing import Annotated

from aggregates.roles import AUTHORITY_SEALED
from aggregates.schema import Body, Year, event, names


@event(
    "calendar.adopted",
    "工作日历发布",
    "adopt a working calendar",
    signers=[AUTHORITY_SEALED],
    policy=False,
    opens=True,
)
class Adopted(Body, frozen=True, kw_only=True):
    """The days off and the make-up days of one year; a later notice is a new event."""

    region: Annotated[str, names("地区", "region")]
    year: Annotated[Year, names("年份", "year")]
    off: Annotated[tuple[date, ...], names("放假日", "days off")]
    makeup: Annotated[tuple[date, ...], names("调休上班日", "make-up working days")]
    notice: Annotated[str, names("依据通知", "notice")]
