"""Rules as data: profiles published on the ledger, version by version."""

from datetime import date
from typing import Annotated, Any, Literal

from aggregates.roles import AUTHORITY_SEALED
from aggregates.schema import Body, event, names


@event(
    "policy.published",
    "政策发布",
    "publish a policy",
    signers=[AUTHORITY_SEALED],
    policy=False,
    opens=True,
)
class Published(Body, frozen=True, kw_only=True):
    """A whole profile: every parameter, with the documents it rests on."""

    profile: Annotated[dict[str, Any], names("政策参数", "profile")]
    effective_from: Annotated[date, names("施行日期", "effective from")]


@event(
    "policy.amended",
    "政策调整",
    "amend a policy",
    signers=[AUTHORITY_SEALED],
    policy=False,
)
class Amended(Body, frozen=True, kw_only=True):
    """The whole profile again, as it stands after the change."""

    profile: Annotated[dict[str, Any], names("政策参数", "profile")]
    effective_from: Annotated[date, names("施行日期", "effective from")]
    document: Annotated[str, names("调整依据", "document")]


@event(
    "policy.code-list-changed",
    "系列、专业、职称名称调整",
    "change a code list",
    signers=[AUTHORITY_SEALED],
    policy=False,
)
class CodeListChanged(Body, frozen=True, kw_only=True):
    """One entry of the lists of series, professions or titles, added or taken out."""

    code_list: Annotated[
        Literal["SERIES", "PROFESSION", "TITLE_NAME"], names("目录", "list")
    ]
    series: Annotated[str, names("职称系列", "series")]
    entry: Annotated[str, names("条目", "entry")]
    change: Annotated[Literal["ADD", "REMOVE"], names("增删", "change")]
    effective_from: Annotated[date, names("施行日期", "effective from")]
    document: Annotated[str, names("调整依据", "document")]
    consent_no: Annotated[str, names("上级同意文号", "number of the consent")] = ""
    consented_by: Annotated[
        str, names("同意的上级部门", "who consented", kind="organisation")
    ] = ""
