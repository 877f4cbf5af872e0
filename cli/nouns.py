"""The commands of one noun: those made by hand, and one for each type of act."""

from typing import Final

import click

from aggregates.text import Text
from cli.commands import Entry, Group
from cli.kinds import KINDS, noun_of
from cli.language import tell
from cli.vocabulary import leads_of

_BY_HAND: Final = Text("常用命令", "In everyday use")
_ACTS: Final = Text("事项", "Acts")


def _entry(name: str, target: str, zh: str, en: str, alias: str = "") -> Entry:
    return Entry(name, target, Text(zh, en), _BY_HAND, (alias,) if alias else ())


_MADE_BY_HAND: Final[dict[str, tuple[Entry, ...]]] = {
    "key": (
        _entry("new", "cli.key_files:new", "新建密钥文件", "make a key file", "新建"),
        _entry(
            "request",
            "cli.key_files:request",
            "生成登记申请（交给登记员）",
            "make a request for the registrar",
            "申请",
        ),
        _entry("enrol", "cli.enrolment:enrol", "登记密钥", "enrol a key", "登记"),
        _entry("rotate", "cli.enrolment:rotate", "更换密钥", "replace a key", "轮换"),
        _entry("revoke", "cli.enrolment:revoke", "撤销密钥", "revoke a key", "撤销"),
        _entry(
            "custody",
            "cli.enrolment:custody",
            "移交印章保管",
            "hand over the custody of a seal",
            "保管",
        ),
        _entry("list", "cli.key_lists:list_keys", "列出密钥", "list keys", "列出"),
        _entry("show", "cli.key_lists:show_key", "查看密钥", "show a key", "查看"),
    ),
    "session": (
        _entry(
            "redraw",
            "cli.redraw:command",
            "重新抽取专家并与记录比对",
            "draw the experts again, and compare",
            "重抽",
        ),
    ),
    "history": (
        _entry(
            "import",
            "cli.history_import:command",
            "导入采集表（Excel、CSV）",
            "import a table from Excel or CSV",
            "导入",
        ),
        _entry(
            "template",
            "cli.history_template:command",
            "导出空的采集表",
            "write an empty table",
            "模板",
        ),
    ),
    "policy": (
        _entry(
            "publish",
            "cli.publishing:publish",
            "发布一套政策参数",
            "publish a profile",
            "发布",
        ),
        _entry(
            "new",
            "cli.policies:new",
            "由一套政策参数写出新的一套",
            "write a profile from another one",
            "新建",
        ),
        _entry(
            "diff",
            "cli.policies:diff",
            "两套政策参数有哪些不同",
            "in which settings two profiles differ",
            "比较",
        ),
    ),
    "calendar": (
        _entry(
            "adopt",
            "cli.publishing:adopt",
            "发布某年（或多年）工作日历",
            "adopt the calendar of one year or of several",
            "发布",
        ),
    ),
}


def noun(kind: str) -> click.Command:
    """Make the group of commands about one kind of aggregate."""
    return Group(noun_of(kind), entries=entries_of(kind), help=tell(KINDS[kind].name))


def entries_of(kind: str) -> list[Entry]:
    """Return the commands about one kind of aggregate."""
    acts = [
        Entry(
            known.name.partition(".")[2],
            f"cli.acts:command:{known.name}",
            known.title,
            _ACTS,
            (known.title.zh,),
        )
        for known in leads_of(kind)
    ]
    return [*_MADE_BY_HAND.get(kind, ()), *acts]
