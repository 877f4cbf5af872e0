"""Rules as data: profiles published on the ledger, version by version."""

from datetime import date
from typing import Annotated, Any

from aggregates.roles import AUTHORITY_OFFICER, CUSTODIAN, SEAL
from aggregates.schema import Body, event, names


@event(
    "policy.published",
    "政策发布",
    "publish a policy",
    signers=[[AUTHORITY_OFFICER, SEAL, CUSTODIAN]],
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
    signers=[[AUTHORITY_OFFICER, SEAL, CUSTODIAN]],
    policy=False,
)
class Amended(Body, frozen=True, kw_only=True):
    """The whole profile again, as it stands after the change."""

    profile: Annotated[dict[str, Any], names("政策参数", "profile")]
    effective_from: Annotated[date, names("施行日期", "effective from")]
    document: Annotated[str, names("调整依据", "document")]
