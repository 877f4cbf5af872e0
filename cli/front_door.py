"""What ``daocha`` can do: the front door of the command line.

Nothing is decided here. Every command is named with its place, and loaded when it is
asked for; see `cli.commands`. To add one, add an entry.
"""

import os
import sys
from collections.abc import Sequence
from typing import Any, Final, NoReturn

import click

from aggregates.text import Text
from cli.commands import Entry, Group
from cli.desk import Desk
from cli.failures import perform
from cli.kinds import KINDS, noun_of
from cli.language import OPTION, asked_language, language, say, use_language
from cli.shared_options import PREFIX, shared_options

PROGRAM: Final = "daocha"

_BEGIN: Final = Text("开始", "Begin")
_READ: Final = Text("查询", "Read")
_PAPER: Final = Text("起草、签名、提交", "Draft, sign, submit")
_ACTS: Final = Text("办理（每类事项一组命令）", "Acts, by what they are about")
_PROOF: Final = Text("核验与证据", "Verification and evidence")
_KEYS: Final = Text("密钥与授权", "Keys and roles")
_UPKEEP: Final = Text("运维", "Upkeep")


def _noun(name: str, panel: Text = _ACTS) -> Entry:
    kind = KINDS[name]
    target = f"cli.nouns:noun:{name}"
    return Entry(noun_of(name), target, kind.name, panel, (kind.alias,))


def _reading(name: str, zh: str, en: str, *aliases: str) -> Entry:
    return Entry(name, f"cli.reading:{name}", Text(zh, en), _READ, aliases)


def _overview(name: str, zh: str, en: str, *aliases: str) -> Entry:
    return Entry(name, f"cli.overviews:{name}", Text(zh, en), _READ, aliases)


ENTRIES: Final[tuple[Entry, ...]] = (
    Entry("init", "cli.init:command", Text("创建台账", "found a ledger"), _BEGIN),
    Entry(
        "demo",
        "cli.demo:demo",
        Text("演示：一个评审年度的全过程", "demonstration: a review year, all of it"),
        _BEGIN,
        ("演示",),
    ),
    _reading("find", "按姓名、文号、单位、编号查找", "by name, number or organisation"),
    _reading("show", "查看一个对象或事件", "one aggregate or event"),
    _reading("list", "列出一类对象", "all aggregates of a kind"),
    Entry(
        "history",
        "cli.history:group",
        Text(
            "一个对象的全部记录；历史职称数据的导入",
            "all that happened to an aggregate; historical title data",
        ),
        _READ,
        ("历史数据",),
    ),
    _reading("status", "当前状态", "where a matter stands", "状态"),
    _reading("due", "应办事项和期限", "what is owed, by whom, by when", "期限"),
    _reading("publicity", "公示情况", "what is displayed, until when", "公示"),
    _reading("blacklist", "失信黑名单", "who is barred, until when, why", "黑名单"),
    _overview("obligations", "配套义务：谁还欠什么", "what acts demand", "义务"),
    _overview("committees", "评委会在某日是否有效", "who may review", "评委会效力"),
    _overview("pools", "评审专家库（不含姓名）", "expert pools", "专家库"),
    _overview("persons", "一个人的申报、职称、限制", "what binds a person"),
    _overview("statistics", "评审批次的统计", "figures of a batch", "统计"),
    _overview("thresholds", "比例：10%、20%、10%", "shares and their limits", "比例"),
    _reading("trace", "倒查：谁、何时、凭什么", "who did what, when, on what", "倒查"),
    Entry(
        "feed",
        "cli.feeding:command",
        Text("订阅：供其他程序接续读取的变动", "what changed, for programs to follow"),
        _READ,
        ("订阅",),
    ),
    Entry(
        "print",
        "cli.printing:command",
        Text("打印办理所需的纸件（PDF）", "the paper that an act needs, as PDF"),
        _READ,
        ("打印",),
    ),
    Entry(
        "draft",
        "cli.drafting:group",
        Text("起草，存为待签文件", "draft an act into a file"),
        _PAPER,
        ("起草",),
    ),
    Entry(
        "sign",
        "cli.signing:command",
        Text("审阅并签名（不需要台账）", "read and sign an act; needs no ledger"),
        _PAPER,
        ("签名",),
    ),
    Entry(
        "submit",
        "cli.submit:command",
        Text("提交已签齐的文件", "submit acts that all have signed"),
        _PAPER,
        ("提交",),
    ),
    Entry(
        "pending",
        "cli.pending:command",
        Text("待签文件还缺谁", "act files, and who has still to sign"),
        _PAPER,
        ("待签",),
    ),
    Entry(
        "act",
        "cli.acting:command",
        Text("以 JSON 办理任一事项（供程序使用）", "any act from JSON, for programs"),
        _PAPER,
    ),
    *(_noun(kind) for kind in KINDS if kind not in {"key", "history"}),
    _noun("key", _KEYS),
    Entry(
        "role",
        "cli.roles:group",
        Text("授权：授予、撤销、查看", "roles: grant, revoke, list"),
        _KEYS,
        ("授权",),
    ),
    Entry(
        "verify",
        "cli.verify:command",
        Text("逐项核验整个台账", "check the whole ledger, check by check"),
        _PROOF,
        ("核验",),
    ),
    Entry(
        "checkpoint",
        "cli.evidence:checkpoint",
        Text("当前检查点（请另行保存）", "the checkpoint to keep elsewhere"),
        _PROOF,
        ("检查点",),
    ),
    Entry(
        "prove",
        "cli.evidence:prove",
        Text("导出一个事件的证明", "the proof of one event"),
        _PROOF,
        ("证明",),
    ),
    Entry(
        "rules",
        "cli.rules:command",
        Text("规则、出处和执行位置", "the rule book with citations"),
        _PROOF,
        ("规则",),
    ),
    Entry(
        "attempts",
        "cli.attempts:command",
        Text("未被接受的办理", "what was tried and refused"),
        _PROOF,
    ),
    Entry(
        "serve",
        "cli.serving:command",
        Text("向其他程序提供查询和订阅", "answers and the feed for other programs"),
        _UPKEEP,
        ("服务",),
    ),
    Entry(
        "backup",
        "cli.backup:backup",
        Text("备份（运行中也可）", "back up, also while in use"),
        _UPKEEP,
        ("备份",),
    ),
    Entry(
        "restore",
        "cli.backup:restore",
        Text("从备份恢复", "restore a backup"),
        _UPKEEP,
        ("恢复",),
    ),
)


class FrontDoor(Group):
    """The command ``daocha`` itself."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002, FBT001, FBT002 - click's signature
        **extra: Any,
    ) -> NoReturn:
        """Do what the arguments ask for, and end the process."""
        arguments = list(sys.argv[1:] if args is None else args)
        name = prog_name or PROGRAM
        self._main_shell_completion({**extra, "obj": Desk()}, name, complete_var)
        sys.exit(self.run(arguments, name, **extra))

    def run(self, arguments: Sequence[str], name: str = PROGRAM, **extra: Any) -> int:
        """Do what the arguments ask for, and return the exit code."""
        desk = Desk(as_json=_wants_json(arguments))

        def work() -> None:
            _check_text(arguments)
            with self.make_context(name, list(arguments), obj=desk, **extra) as ctx:
                self.invoke(ctx)

        return perform(work, desk)


def front_door(arguments: Sequence[str] = ()) -> FrontDoor:
    """Make the command, in the language that the arguments or the environment ask."""
    use_language(asked_language(arguments))
    return FrontDoor(
        PROGRAM,
        entries=ENTRIES,
        params=shared_options(at_the_front=True),
        callback=_without_command,
        invoke_without_command=True,
        no_args_is_help=False,
        help=say(
            "daocha（倒查）：职称评审可核验台账。每一项办理都由办理人签名，事后可逐项倒查。\n\n"
            "第一次使用：daocha init --help，或看一遍演示：daocha demo",
            "daocha: a verifiable ledger of professional-title review. Every act is "
            "signed by whoever did it, and can be traced afterwards.\n\n"
            "New here? daocha init --help, or watch it once: daocha demo",
        ),
        epilog=say(
            "命令补全、环境变量和退出码见 docs/cli.md。",
            "Completion, environment variables and exit codes: docs/cli.md.",
        ),
    )


def run(arguments: Sequence[str]) -> int:
    """Run a command inside this process, in the language in use.

    Returns:
        Its exit code; what went wrong has been told.
    """
    return front_door([OPTION, language(), *arguments]).run(arguments)


@click.pass_context
def _without_command(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is not None:
        return
    desk = ctx.find_object(Desk)
    if desk is not None and desk.interactive and not desk.as_json:
        # The menu is rarely wanted, and start-up is to stay quick.
        from cli.menu import show_menu  # noqa: PLC0415

        show_menu(ctx)
        return
    raise click.exceptions.NoArgsIsHelpError(ctx)


def _check_text(arguments: Sequence[str]) -> None:
    """Check that what was typed is text; names of files have to be so too.

    Raises:
        UsageError: An argument holds bytes that are no UTF-8.
    """
    for number, argument in enumerate(arguments, start=1):
        try:
            argument.encode()
        except UnicodeEncodeError as error:
            raise click.UsageError(
                say(
                    f"第 {number} 个参数不是 UTF-8 文字（文件名也须为 UTF-8）",
                    f"argument {number} is no UTF-8 text; names of files must be too",
                )
            ) from error


def _wants_json(arguments: Sequence[str]) -> bool:
    before_dashes = (
        arguments[: arguments.index("--")] if "--" in arguments else arguments
    )
    asked = os.environ.get(f"{PREFIX}JSON", "").lower()
    return "--json" in before_dashes or asked in {"1", "true", "yes", "on"}
