"""What the directory objects to, in Chinese beside its own words.

The core speaks short fixed sentences in English; here they become the texts of a
refusal. A sentence that is not here is passed on as it is.
"""

import re
from typing import Final

from aggregates.roles import role_name
from aggregates.text import Text

_SENTENCES: Final = tuple(
    (re.compile(pattern), zh)
    for pattern, zh in (
        (r"an enrolled key", "已登记的密钥"),
        (r"none", "没有"),
        (r"a live key", "有效的密钥"),
        (
            r"a key in the tree of size (\d+) that the signer saw",
            r"签名人所见前 \1 条记录中的密钥",
        ),
        (r"one enrolled at position (\d+)", r"登记于位置 \1"),
        (r"one revoked at position (\d+)", r"已于位置 \1 撤销"),
        (r"no organisation without a grant", "未经授权不得以单位名义签名"),
        (r"a key for (.+)", r"用途为 \1 的密钥"),
        (
            r"a grant as ([A-Z_]+) for (\S+) on (.+)",
            r"\3 有效的授权：\1，单位 \2",
        ),
        (r"a grant as ([A-Z_]+) on (.+)", r"\2 有效的授权：\1"),
        (
            r"one granted at position (\d+), not seen at size (\d+)",
            r"授权于位置 \1，签名人所见前 \2 条记录中没有",
        ),
        (r"one that does not hold then", "授权当日无效"),
        (r"its custodian's signature beside it", "印章保管人一并签名"),
        (r"another", "他人签名"),
        (r"no custodian appointed", "没有指定保管人"),
        (r"key (\w+) at position (\d+)", r"密钥 \1（位置 \2）"),
        (r"seal (\w+) at position (\d+)", r"印章 \1（位置 \2）"),
        (r"([A-Z_]+) by key (\w+)", r"\1，密钥 \2"),
    )
)
_ROLE: Final = re.compile(r"[A-Z]{2,}(?:_[A-Z]+)*")


def in_both(sentence: str) -> Text:
    """Return a sentence of the directory in both languages."""
    for pattern, zh in _SENTENCES:
        match = pattern.fullmatch(sentence)
        if match is not None:
            told = match.expand(zh).replace(" and ", "、").replace(" or ", "、")
            return Text(_ROLE.sub(_named, told), sentence)
    return Text(sentence, sentence)


def _named(role: re.Match[str]) -> str:
    return role_name(role.group()).zh
