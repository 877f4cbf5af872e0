"""Settings that say whose profile it is, for which year, under which documents."""

from datetime import date
from typing import Annotated

import msgspec

from aggregates.policy.settings.parts import Document, Section, setting


class CitySettings(Section, frozen=True, kw_only=True):
    """City, territory, year and documents of a profile."""

    name: Annotated[
        str,
        msgspec.Meta(pattern=r"^[a-z]{1,40}-[0-9]{4}$"),
        setting("名称", "name", "XN12-0", "YC12-0", "LZ-0"),
    ]
    city: Annotated[str, setting("城市", "city", "XN12-0", "YC12-0", "LZ-0")]
    city_en: Annotated[
        str, setting("城市英文名", "city in English", "XN12-0", "YC12-0", "LZ-0")
    ]
    territory: Annotated[
        str,
        msgspec.Meta(pattern=r"^[1-9][0-9]{5}$"),
        setting(
            "行政区划代码", "territory code (GB/T 2260)", "XN6B-2a", "XN6B-2b", "LZ-0"
        ),
    ]
    documents: Annotated[
        tuple[Document, ...],
        msgspec.Meta(min_length=1),
        setting("所依据文件", "documents it carries out", "XN12-0", "XN6-0c", "LZ-0"),
    ]
    review_year: Annotated[
        int,
        msgspec.Meta(ge=2000, le=2199),
        setting("评审年度", "review year", "XN12-0", "YC12-4.6f", "LZ-0"),
    ]
    effective_from: Annotated[
        date, setting("施行日", "first day", "XN12-9b", "XN6-0c", "LZ-9b")
    ]
    effective_until: Annotated[
        date | None,
        setting("失效日（不含）；空则至被替代", "end, excluded", "XN12-9b", "LZ-9b"),
    ] = None
