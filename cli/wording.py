"""What the ledger says of failures, in Chinese for those who read no English.

The core speaks one language, in short fixed sentences: ``what: expected X, got Y``.
Here stands what they mean to somebody at the counter; what is not here is passed on
as it is.
"""

import errno
import os
import re
from typing import Final

from cli.language import language, say

_SENTENCES: Final[tuple[tuple[str, str], ...]] = (
    (r"tables, triggers, settings; every page", "表、触发器、设置；逐页检查"),
    (
        r"tables, triggers, settings; pages of old records not gone over",
        "表、触发器、设置；旧记录所在页未重查",
    ),
    (r"positions (\d+)-(-?\d+)", r"第 \1 至 \2 位"),
    (r"no records", "没有记录"),
    (r"stored hashes, size and peaks", "存储的哈希、大小和各子树根"),
    (r"head, published checkpoint, log key", "台账头、公开检查点、台账密钥"),
    (r"(\d+) commitments", r"\1 项承诺值"),
    (r"not checked: (\S+) is not here", r"未查：\1 不在此处"),
    (
        r"key file (.+): wrong passphrase, or the file is damaged",
        r"密钥文件 \1：口令不对，或文件已损坏",
    ),
    (
        r"key file (.+): expected mode 0600, got (\d+); others can read it",
        r"密钥文件 \1：他人可读（权限 \2）；请先执行 chmod 600",
    ),
    (
        r"passphrase file (.+): expected mode 0600, got (\d+); others can read it",
        r"口令文件 \1：他人可读（权限 \2）；请先执行 chmod 600",
    ),
    (
        r"passphrase file (.+): expected exactly one line",
        r"口令文件 \1：应只有一行且不为空",
    ),
    (r"key file (.+): No such file or directory", r"密钥文件 \1：不存在"),
    (r"passphrase file (.+): No such file or directory", r"口令文件 \1：不存在"),
    (
        r"key file (.+): expected none there yet",
        r"密钥文件 \1：已经存在，未作改动；请另选文件名",
    ),
    (
        r"key file (.+): expected an OpenSSH private key",
        r"密钥文件 \1：不是密钥文件，或已损坏",
    ),
    (
        r"key file (.+): expected it to be encrypted under a passphrase",
        r"密钥文件 \1：没有口令保护，不予使用",
    ),
    (r"passphrase: expected at least one character", "口令不能为空"),
    (
        r"log key: expected it in (.+), got none",
        r"台账密钥：\1 中没有；只有存放台账密钥的机器才能写入",
    ),
    (r"ledger: expected a directory that exists", "台账目录不存在；请用 --ledger 指明"),
    (
        r"ledger: expected ledger\.db in the directory, got none",
        "该目录中没有台账；请用 --ledger 指明，或用 daocha init 新建",
    ),
    (
        r"ledger: its founding was interrupted; found it again",
        "台账创建时中断；请再次执行 daocha init",
    ),
    (
        r"directory: expected an empty one to found a ledger in",
        "目录不为空，不能在其中创建台账",
    ),
    (
        r"head: expected (\d+) records in the database, got (\d+): .+",
        r"台账头记载 \1 条记录，数据库只有 \2 条：最新记录被删除，或放回了旧的副本",
    ),
    (
        r"root at size (\d+): expected (\w+) as the head has it, got (\w+): .+",
        r"前 \1 条记录的根哈希与台账头不符（应为 \2，实为 \3）：封存后的记录被改动",
    ),
    (
        r"the ledger's clock: expected at least (\d+), got (\d+); .+",
        r"本机时钟落后于台账中最新的记录（至少应为 \1，现为 \2）；请先校准时钟",
    ),
    (
        r"version of (\S+): expected (\d+), got (\d+)",
        r"\1：拟制时为第 \2 号，现已到第 \3 号",
    ),
    (
        r"position: expected one below (\d+), got (-?\d+)",
        r"位置：台账共 \1 条记录，没有第 \2 位",
    ),
    (
        r"event id: expected (\w+) to fit one event, got (\d+)",
        r"事件编号 \1：应恰好对应一个事件，实际对应 \2 个",
    ),
    (
        r"event id: expected 12 to 64 lower-case hex digits",
        "事件编号：应为 12 至 64 位十六进制数（小写），或写作 对象@序号",
    ),
    (
        r"act: expected one of its (\d+) signers, got key (\w+)",
        r"文件要求 \1 位签名人，其中没有密钥 \2",
    ),
    (
        r"paper: expected an event of this ledger, got none",
        "台账中没有纸面所载的事件",
    ),
    (
        r"paper: expected one that this event has, got '(.*)'",
        r"该事件没有“\1”这种纸件",
    ),
    (
        r"paper: expected what the ledger has, got another (.+)",
        r"与台账不符的项目：\1",
    ),
    (r"act: expected all signatures, missing (.+)", r"尚未签齐，缺：\1"),
    (
        r"(.+): act file: .*",
        r"\1：不是本软件的待签文件，或已损坏",
    ),
    (
        r"(.+\.act): commitment (\S+): expected the value it stands for.*",
        r"\1：\2 封存的原值不在文件中",
    ),
    (
        r"(.+\.act): commitment (\S+): expected owner.*",
        r"\1：\2 封存内容的归属与所示不符",
    ),
    (
        r"(.+\.act): openings: expected (\d+), .+ got (\d+)",
        r"\1：应有 \2 项封存内容的原值，实有 \3 项",
    ),
    (
        r"database: expected it to be usable, got: database or disk is full",
        "数据库：存储空间已满",
    ),
    (
        r"database: expected it to be usable, got: attempt to write a readonly.+",
        "数据库：只读，不能写入；请检查目录和文件的权限",
    ),
    (
        r"database: expected it to be usable, got: unable to open database file",
        "数据库：无法打开；请检查目录和文件的权限",
    ),
    (
        r"database: expected it to be usable, got: database is locked",
        "数据库：另一个程序正在写入，等候超时；请稍后重试",
    ),
    (
        r"database: expected it to be usable, got: (.+)",
        r"数据库：无法使用（\1）",
    ),
    (
        r"database: expected that of a ledger, got: (.+)",
        r"数据库：不是台账的数据库，或已损坏（\1）",
    ),
    (
        r"ledger\.db: expected (\d+) bytes, got (\d+): it was cut off",
        r"ledger.db：应为 \1 字节，实为 \2 字节：文件被截断",
    ),
    (
        r"ledger\.db: expected the tables and triggers of a ledger, got others",
        "ledger.db：表或触发器与台账不符，被改动过",
    ),
    (
        r"ledger\.db: expected format (\d+), got (\d+); .+",
        r"ledger.db：格式为第 \2 版，本程序只认识第 \1 版；请用较新的程序",
    ),
    (
        r"record at position (\d+): .+",
        r"第 \1 位的记录已损坏或被改动",
    ),
    (
        r"columns at position (\d+): .+",
        r"第 \1 位：数据库的列与已签名的记录不符",
    ),
    (
        r"tree_head: .+",
        "数据库中的树头与记录不符",
    ),
    (
        r"head: expected size (\d+) or larger, got (\d+)",
        r"台账头从 \1 条退回到 \2 条：放回了旧的副本",
    ),
    (
        r"head: expected (\d+) records in the database, got (\d+)",
        r"台账头记载 \1 条记录，数据库只有 \2 条",
    ),
    (
        r"head: expected a checkpoint that the log keys signed, got (.+)",
        r"台账头：没有台账密钥的有效签名（\1）",
    ),
    (
        r"recovery: the record at position (\d+) lies beyond the head.+",
        r"恢复：第 \1 位的记录在台账头之后，且不合规则，不予封存",
    ),
    (
        r"recovery: the records at positions (\d+) to (\d+) lie beyond the head.+",
        r"恢复：第 \1 至 \2 位的记录在台账头之后，不予封存",
    ),
    (
        r"key file (.+): expected (?:a whole|one Ed25519|an Ed25519|a public) .+",
        r"密钥文件 \1：不是可用的 Ed25519 密钥，或不完整",
    ),
    (
        r"key file (.+): its (?:public half|two halves) .+",
        r"密钥文件 \1：公钥与私钥不是一对",
    ),
    (
        r"aggregate id: expected <kind>/<opaque part>",
        "编号：应写作 类别/编号",
    ),
    (
        r"payload: expected 1 to (\d+) bytes, got (\d+)",
        r"内容过大：最多 \1 字节，实为 \2 字节；长文件请只记录其哈希",
    ),
    (
        r"text: U\+(\w+) at character (\d+) is not allowed",
        r"文字：第 \2 个字符（U+\1）不允许使用",
    ),
    (r"text: expected Unicode normalisation form NFC", "文字：应为 NFC 规范形式"),
    (
        r"personal values: expected a vault to keep them in",
        "个人信息：台账旁没有保险库",
    ),
    (
        r"vault: expected it beside the ledger, got none",
        "台账旁没有保险库，或没有打开它的密钥；请去掉 --open",
    ),
    (
        r"act: expected every signer on every statement",
        "有的签名人没有在每一项上签名",
    ),
    (
        r"(.+\.act): signature: it is not one of this message",
        r"\1：签名与内容不符",
    ),
    (
        r"(.+\.act): signatures?.*",
        r"\1：签名与签名人不符",
    ),
    (
        r"(.+\.act): commitment (\S+): expected one that this value and salt open",
        r"\1：\2 所示的原值与封存内容不符",
    ),
    (
        r"attempts\.db: expected a list of refused acts, got something else",
        "attempts.db 的内容不是被拒办理的清单",
    ),
    (
        r"attempts\.db: expected a refused act in row (\d+), got another value",
        r"attempts.db 第 \1 行不是一次被拒的办理",
    ),
    (
        r"origin: expected a lower-case host name and a path",
        "台账名称：应为小写域名加路径，如 xianning.gov.cn/zhicheng",
    ),
    (
        r"body of (\S+): Object missing required field `(\S+)`.*",
        r"\1：缺少 \2",
    ),
)


_REASONS: Final = {
    errno.EACCES: "没有权限",
    errno.EBADF: "输入或输出已关闭",
    errno.EEXIST: "已经存在",
    errno.EFBIG: "文件过大",
    errno.EIO: "存储设备读写错误",
    errno.EISDIR: "是目录，不是文件",
    errno.ELOOP: "符号链接循环",
    errno.EMFILE: "打开的文件过多",
    errno.ENAMETOOLONG: "名称过长",
    errno.ENOENT: "文件或文件夹不存在",
    errno.ENOSPC: "存储空间已满",
    errno.ENOTDIR: "路径中有一段不是目录",
    errno.EPERM: "不允许这样操作",
    errno.EROFS: "文件系统只读",
    errno.EDQUOT: "超出磁盘配额",
}
_REASON_OF_TEXT: Final = {os.strerror(code): zh for code, zh in _REASONS.items()}


def explain(message: str) -> str:
    """Return a message of the core in the language in use, where we have it.

    What stands before it, as the name of the file that it is about, stays there.
    """
    if language() != "zh":
        return message
    for pattern, replacement in _SENTENCES:
        match = re.fullmatch(pattern, message)
        if match is not None:
            return match.expand(replacement)
    what, _, last = message.rpartition(": ")
    reason = _REASON_OF_TEXT.get(last)
    return message if reason is None else f"{what}：{reason}"


def reason_of(error: OSError) -> str:
    """Say why the system did not do something, in the language in use."""
    english = error.strerror or type(error).__name__
    return say(_REASONS.get(error.errno or 0, english), english)


def explain_system(error: OSError) -> str:
    """Say what the system did not do, and with which file."""
    reason = reason_of(error)
    if error.filename is None:
        return reason
    name = os.fsdecode(error.filename)
    return say(f"{name}：{reason}", f"{name}: {reason}")
