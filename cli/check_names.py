"""What the named checks of ``verify`` are called, and what a finding of each means.

A finding's own line is the ledger's, short and exact; beside it stands what it means
to somebody who reads no code.
"""

from typing import Final

from aggregates.text import Text
from cli.language import say, tell
from ledger.audit.report import Finding

CHECK_NAMES: Final[dict[str, Text]] = {
    "storage": Text("存储", "storage"),
    "records": Text("记录", "records"),
    "columns": Text("索引列", "columns"),
    "signatures": Text("签名", "signatures"),
    "directory": Text("密钥与授权", "keys and roles"),
    "chains": Text("对象链", "chains"),
    "seen": Text("所见台账", "trees seen"),
    "refs": Text("引用", "references"),
    "times": Text("时间", "times"),
    "tree": Text("哈希树", "tree"),
    "head": Text("台账头", "head"),
    "vault": Text("封存库", "vault"),
    "checkpoint": Text("保存的检查点", "kept checkpoint"),
    "law": Text("规则重放", "lawfulness"),
}

MEANINGS: Final[dict[str, Text]] = {
    "storage": Text(
        "数据库的表、触发器或设置被改动，或文件损坏",
        "tables, triggers or settings were changed, or the file is damaged",
    ),
    "records": Text(
        "记录缺失、多余或已不成其为记录",
        "a record is missing, surplus, or no record any more",
    ),
    "columns": Text(
        "索引列与签名内容不符，索引被改动",
        "an index column differs from what was signed",
    ),
    "signatures": Text(
        "签名与内容不符，内容或签名被改动",
        "signature and content do not fit: one of them was changed",
    ),
    "directory": Text(
        "签名密钥或授权当时无效，或登记授权本身违规",
        "a key or a role was not in force then",
    ),
    "chains": Text(
        "与本对象的前一事项不相衔接",
        "an event does not follow the one before it",
    ),
    "seen": Text(
        "与签名人当时所见的台账不同，此前的记录被改动、插入或移走",
        "the records before it are not those that the signer had seen",
    ),
    "refs": Text(
        "所依据的事项不存在或已被改动",
        "an event that was relied on is not there, or another",
    ),
    "times": Text("时间超出允许的范围", "a time lies outside its bounds"),
    "tree": Text("库中保存的哈希与记录不符", "a stored hash differs from the records"),
    "head": Text(
        "台账与已签名的台账头不符：记录被删、被改，或恢复了旧库",
        "the ledger is not the one whose head was signed",
    ),
    "vault": Text(
        "封存的个人信息打不开，又没有删除记录",
        "a sealed value does not open, and nobody erased it",
    ),
    "checkpoint": Text(
        "与保存在别处的检查点不符",
        "the ledger is not the one of the checkpoint that was kept",
    ),
    "law": Text(
        "按当时的规则本应拒绝记录",
        "the rules of that time would have refused it",
    ),
}


def check_name(check: str) -> str:
    """Name a check in the language in use."""
    return tell(CHECK_NAMES.get(check, Text(check, check)))


def finding_lines(finding: Finding) -> tuple[str, str]:
    """Tell a finding: what it means, and the exact line below it."""
    meaning = tell(MEANINGS.get(finding.check, Text(finding.check, finding.check)))
    where = ""
    if finding.position is not None:
        where = say(f"位置 {finding.position}", f"position {finding.position}")
    if finding.event_id:
        where += say("，事件 ", ", event ") + finding.event_id[:12]
    colon = say("：", ": ")
    head = f"{check_name(finding.check)}{say('，', ', ') if where else ''}{where}"
    return f"{head}{colon}{meaning}", finding.message
