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
    (r"act: expected all signatures, missing (.+)", r"尚未签齐，缺：\1"),
    (
        r"act file: expected daocha-act\.v1.*",
        "不是本软件的待签文件，或已损坏",
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
_PATTERNS: Final = tuple((re.compile(p), replacement) for p, replacement in _SENTENCES)


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
    errno.ENOENT: "文件不存在",
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
    for pattern, replacement in _PATTERNS:
        match = pattern.fullmatch(message)
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
