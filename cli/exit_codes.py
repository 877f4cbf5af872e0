"""How an outcome becomes an exit code: one table, by the class of the error.

The classes stand here by name, so that looking one up imports nothing; the nearest
class in an error's ancestry counts. What is not in the table is a bug of ours.
"""

from enum import IntEnum
from typing import Final, NamedTuple

from aggregates.text import Text


class Exit(IntEnum):
    """What the process says to whoever started it."""

    DONE = 0
    BUG = 1
    USAGE = 2
    REFUSED = 3
    KEY = 4
    CONFLICT = 5
    FALSE = 6
    STORAGE = 7
    INTERRUPTED = 130


class Outcome(NamedTuple):
    """How one kind of failure is told.

    Attributes:
        exit: The exit code.
        name: The word for it in JSON.
        heading: What happened.
        remedy: What the person can do; may be empty.
    """

    exit: Exit
    name: str
    heading: Text
    remedy: Text


_BUG: Final = Outcome(
    Exit.BUG,
    "bug",
    Text("程序内部错误", "a bug of ours"),
    Text("请把日志文件交给开发者", "please send the log file to the developers"),
)
_USAGE: Final = Outcome(Exit.USAGE, "usage", Text("用法有误", "usage"), Text("", ""))
_INPUT: Final = Outcome(
    Exit.USAGE,
    "input",
    Text("输入无法使用", "unusable input"),
    Text("请更正后重试", "correct it and try again"),
)
_REFUSED: Final = Outcome(
    Exit.REFUSED,
    "refused",
    Text("按规则不予记录", "refused by the rules"),
    Text("", ""),
)
_KEY: Final = Outcome(
    Exit.KEY,
    "key",
    Text("密钥不可用", "the key cannot be used"),
    Text(
        "请检查密钥文件、口令和登记情况（daocha key list）",
        "check key file, passphrase and enrolment (daocha key list)",
    ),
)
_CONFLICT: Final = Outcome(
    Exit.CONFLICT,
    "conflict",
    Text("他人已先行记录，本次未写入", "somebody appended first; nothing was written"),
    Text("请重新拟制并签名", "draft and sign it again"),
)
_FALSE: Final = Outcome(
    Exit.FALSE,
    "verification",
    Text("核验发现虚假", "verification found a false claim"),
    Text(
        "请停止使用，保留现场，并按操作手册中“退出码 6”处理",
        "stop, keep everything as it is, and follow 'exit code 6' in the manual",
    ),
)
_STORAGE: Final = Outcome(
    Exit.STORAGE,
    "storage",
    Text("存储失败", "storage failed"),
    Text(
        "请检查磁盘空间和权限；是否已写入，以重新打开后的台账为准",
        "check disk space and permissions; reopen the ledger to see what was kept",
    ),
)
_NO_ACT: Final = Outcome(
    Exit.USAGE,
    "input",
    Text("待签文件无法使用", "unusable act file"),
    Text(
        "请不要修改该文件；向起草人重新索取原件",
        "do not edit it; ask whoever drafted it for the file again",
    ),
)
_FALSE_ACT: Final = Outcome(
    Exit.FALSE,
    "verification",
    Text("待签文件内容不实，未写入", "the act file is false; nothing was written"),
    Text(
        "请勿签名；保留该文件备查，并请起草人重新起草。台账不受影响",
        "do not sign it; keep it, and have it drafted again. The ledger is as it was",
    ),
)
_FALSE_PAPER: Final = Outcome(
    Exit.FALSE,
    "verification",
    Text("纸面所载与台账不符", "the paper is not what the ledger has"),
    Text(
        "请勿采信该纸件；留存备查，并向出具单位核实。台账不受影响",
        "do not rely on it; keep it, and ask the body that issued it. The ledger is "
        "as it was",
    ),
)
_ATTEMPTS: Final = Outcome(
    Exit.STORAGE,
    "storage",
    Text("被拒办理的清单已损坏（台账不受影响）", "the list of refused acts is damaged"),
    Text(
        "attempts.db 不是证据，也不属于台账：移走该文件即可，下次会自动新建",
        "attempts.db is no evidence and no part of the ledger: move it away, a new "
        "one is made when it is needed",
    ),
)
_CLOCK: Final = Outcome(
    Exit.STORAGE,
    "clock",
    Text("时间不对", "the time cannot be right"),
    Text("请先校准本机时钟", "set the clock of this machine right first"),
)
_INTERRUPTED: Final = Outcome(
    Exit.INTERRUPTED, "interrupted", Text("已中断", "interrupted"), Text("", "")
)

OUTCOMES: Final[dict[str, Outcome]] = {
    "aggregates.decider.Refused": _REFUSED,
    "ledger.errors.RoleError": _REFUSED,
    "ledger.errors.UnknownKeyError": _KEY,
    "ledger.errors.UnusableKeyError": _KEY,
    "cli.act_files.NoActFileError": _NO_ACT,
    "cli.act_files.FalseActFileError": _FALSE_ACT,
    "cli.paper_check.FalsePaperError": _FALSE_PAPER,
    "ledger.errors.ConflictError": _CONFLICT,
    "ledger.errors.TimeError": _CLOCK,
    "ledger.errors.VerificationError": _FALSE,
    "ledger.attempts.DamagedAttemptsError": _ATTEMPTS,
    "ledger.errors.StoreError": _STORAGE,
    "ledger.errors.MalformedError": _INPUT,
    "click.exceptions.ClickException": _USAGE,
    "click.exceptions.Abort": _INTERRUPTED,
    "builtins.KeyboardInterrupt": _INTERRUPTED,
    "builtins.EOFError": _INTERRUPTED,
    "builtins.OSError": _STORAGE,
}


def outcome_of(error: BaseException) -> Outcome:
    """Return how an error is told, by the nearest of its classes in the table."""
    for known in type(error).__mro__:
        found = OUTCOMES.get(f"{known.__module__}.{known.__qualname__}")
        if found is not None:
            return found
    return _BUG
