"""The nouns of the command line: every kind of aggregate, in the order of a review.

To give a new kind its commands, add a line here.
"""

from typing import Final, NamedTuple

from aggregates.text import Text


class Kind(NamedTuple):
    """What people call a kind of aggregate.

    Attributes:
        name: Its name, in both languages.
        alias: The Chinese word for its commands; not listed.
        noun: What is typed, where the kind's own word asks a question already.
    """

    name: Text
    alias: str
    noun: str = ""


KINDS: Final[dict[str, Kind]] = {
    "application": Kind(Text("申报", "applications"), "申报"),
    "session": Kind(Text("年度评审批次", "annual review sessions"), "评审"),
    "committee": Kind(Text("评委会", "review committees"), "评委会"),
    "person": Kind(Text("人员", "persons"), "人员"),
    "organisation": Kind(Text("单位", "organisations"), "单位"),
    "title": Kind(Text("职称", "titles"), "职称"),
    "quota": Kind(Text("岗位核定表（附件1）", "post quota forms"), "岗位"),
    "entrustment": Kind(Text("委托评审", "entrusted review"), "委托"),
    "history": Kind(Text("历史职称数据（附件4）", "historical title data"), "历史数据"),
    "complaint": Kind(Text("信访核查", "complaints, and what came of them"), "信访"),
    "integrity": Kind(Text("诚信记录", "integrity records"), "诚信"),
    "inspection": Kind(Text("监督检查", "inspections"), "检查"),
    "trace": Kind(
        Text("倒查办理", "tracing back to who answers"), "倒查办理", "tracing"
    ),
    "circular": Kind(Text("通报", "circulars"), "通报"),
    "policy": Kind(Text("政策参数", "policies"), "政策"),
    "calendar": Kind(Text("工作日历", "working calendars"), "日历"),
    "key": Kind(
        Text("密钥：新建、申请、登记、轮换、撤销", "keys, from new to revoked"), "密钥"
    ),
    "ledger": Kind(Text("台账自身", "the ledger itself"), "台账"),
    "heads": Kind(Text("日终封存", "daily maps of heads"), "封存"),
}


def noun_of(kind: str) -> str:
    """Return the word under which the acts of a kind are done."""
    return KINDS[kind].noun or kind
