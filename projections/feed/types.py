"""The types of changes, and what each means: all that a subscriber can meet."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from aggregates.text import Text

TYPES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "status.changed": Text("环节或经办变动", "stage or holder is another"),
        "publicity.opened": Text("公示开始", "a publicity began"),
        "publicity.closed": Text("公示结束", "a publicity ended"),
        "committee.filed": Text("评委会备案有效期", "a filing holds for a term"),
        "committee.expired": Text("评委会备案期满", "the term of a filing ended"),
        "title.conferred": Text("取得职称", "a title stands on record"),
        "title.revoked": Text("撤销职称", "a title was revoked"),
        "title.voided": Text("职称无效", "a title is void, or was forged"),
        "record.entered": Text("记入诚信记录", "an integrity record was entered"),
        "record.barring": Text("限制申报的变动", "whether a record bars"),
        "record.corrected": Text("更正诚信记录", "its tier, levels or term changed"),
        "record.annulled": Text("撤销诚信记录", "the record was annulled"),
        "record.repaired": Text("信用修复", "the record was repaired"),
        "record.expired": Text("诚信记录期满", "the term of a record ended"),
        "deadline.missed": Text("逾期", "the last day passed, and nothing met it"),
        "deadline.met": Text("逾期后办理", "a missed or late deadline was met"),
        "deadline.lapsed": Text("逾期后终止", "a missed deadline no longer runs"),
        "obligation.opened": Text("产生应办义务", "something is owed"),
        "obligation.met": Text("义务已履行", "what was owed was done"),
        "obligation.reopened": Text("义务重新待办", "what met it was taken back"),
        "obligation.withdrawn": Text("义务撤销", "what opened it was taken back"),
        "person.erased": Text("个人信息已删除", "a person's data are erased: forget"),
    }
)
"""Every type, with its meaning, in the order of the documentation."""
