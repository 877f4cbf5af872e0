"""What a reviewer says of one thing: an item, a point, a ban, a flag, a defect."""

from typing import Annotated, Literal

from aggregates.schema import Body, Part, names

MaterialKind = Literal[
    "EDUCATION",
    "TITLE",
    "EXAMINATION",
    "AWARD",
    "PAPER",
    "ACHIEVEMENT",
    "POLICY_ADVICE",
    "SOCIAL_INSURANCE",
    "CONTINUING_EDUCATION",
    "OTHER",
]
"""What a piece of material is; a list of materials is made of these."""


class ItemOpinion(Part, frozen=True, kw_only=True):
    """What the reviewer says of one item."""

    item: Annotated[str, names("材料编号", "item")]
    original_seen: Annotated[bool, names("已核原件", "original seen")]
    genuine: Annotated[bool, names("真实", "genuine")]


class PointOpinion(Part, frozen=True, kw_only=True):
    """What an audit says of one of its points."""

    point: Annotated[str, names("审核要点", "point of the audit")]
    conforms: Annotated[bool, names("符合", "it conforms")]
    remark: Annotated[str, names("说明", "remark", multiline=True)] = ""


class BanOpinion(Part, frozen=True, kw_only=True):
    """Whether something is found that keeps a file from the committee (LZ-4.3b)."""

    ban: Annotated[str, names("严禁报送情形", "ban")]
    found: Annotated[bool, names("存在", "it is found")]


class FlagOpinion(Part, frozen=True, kw_only=True):
    """What a reviewer decides about one flagged publication (LZ-3.2.3c)."""

    flag: Annotated[str, names("标记编号", "number of the flag")]
    cleared: Annotated[bool, names("排除风险", "found to be sound")]
    reason: Annotated[str, names("理由", "reason", multiline=True)]


class Reason(Part, frozen=True, kw_only=True):
    """One reason of a notification, coded, so that it can be recognised again."""

    code: Annotated[str, names("原因代码", "code")]
    item: Annotated[str, names("涉及材料", "item")]
    text: Annotated[str, names("说明", "explanation", multiline=True)]
    demands: Annotated[
        MaterialKind | None, names("要求提供的材料", "kind of material demanded")
    ] = None


class WithReasons(Body, frozen=True, kw_only=True):
    """A notification: all reasons at once."""

    reasons: Annotated[tuple[Reason, ...], names("全部原因", "all reasons")]
