"""The page of rules, made from the rule table."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from aggregates.policy.catalogue import STATUSES
from aggregates.rule_table import HOW, Row

HEAD = """\
# 规则表 · The rule table

This page is made by `make rules` and checked by the tests; nobody edits it.
`daocha rules` shows the same, and `daocha rules ID` an example of a refusal.

每条规则：出处、条文、台账如何对待、在程序何处、由哪项测试证明。
For each rule: citation, words, what the ledger does with it, where, and which tests.

| 状态 | status | meaning |
|---|---|---|
| 强制 | enforced | an act against it is refused, or it is found by replay |
| 期限 | deadline | a date is computed once and stored; late is a finding |
| 比例 | threshold | an exact fraction opens an obligation |
| 记载 | recordable | an act records it |
| 文字 | text only | listed, without meaning for the program |
"""


def page(rows: Sequence[Row]) -> str:
    """Return the page in Markdown."""
    parts = [HEAD, *_summary(rows)]
    for profile, some in groupby(rows, key=lambda row: row.profile):
        parts += [f"\n## {profile}\n", *(map(_section, some))]
    return "\n".join(parts)


def _summary(rows: Sequence[Row]) -> Iterator[str]:
    counted = Counter((row.profile, row.entry.status) for row in rows)
    profiles = tuple(dict.fromkeys(row.profile for row in rows))
    yield "| | " + " | ".join(profiles) + " |"
    yield "|---|" + "---|" * len(profiles)
    for status, name in STATUSES.items():
        cells = (str(counted[one, status]) for one in profiles)
        yield f"| {name.zh} {name.en} | " + " | ".join(cells) + " |"


def _section(row: Row) -> str:
    entry = row.entry
    name = STATUSES[entry.status]
    lines = [
        f"### {entry.id}",
        "",
        f"{entry.citation} · {name.zh} {name.en} ({', '.join(entry.classes)})",
        "",
        f"{entry.text}<br>{entry.english}",
        "",
    ]
    lines += [f"- {HOW[h.how].zh} `{h.module}.{h.function}`" for h in row.homes]
    lines += [f"- 测试 `{test}`" for test in row.evidence.tests]
    if not row.homes and entry.status != "text-only":
        lines.append("- —")
    return "\n".join([*lines, ""])
