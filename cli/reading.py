"""Reading commands, from ``find`` to ``trace``, as the front door knows them.

Each takes an id, a case or document number, a name, or an event, asks the views, and
prints the answer; with ``--json`` the same answer as one document, whose shape is the
struct that `projections` documents under the key named here.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from aggregates.text import Text
from cli.commands import Entry, Group
from cli.kinds import KINDS
from cli.language import say
from cli.questions import (
    answer_with,
    argument,
    known_option,
    open_option,
    question,
    times,
)
from cli.shared_options import shared_options


def find() -> click.Command:
    """Make the command ``find``."""
    return question(
        "find",
        "cli.answers:find",
        [argument("text", "TEXT"), known_option()],
        "查找：编号、受理编号、文号、证书编号、单位名称、事件编号（至少 12 位）、"
        "对象@序号；台账旁有保险库时还可按姓名或证件号码。",
        "Find things by id, case, document or certificate number, organisation, event "
        "id (12 digits or more) or ID@SEQ; with the vault at hand also persons by "
        "name or document number.",
    )


def show() -> click.Command:
    """Make the command ``show``."""
    return question(
        "show",
        "cli.answers:show",
        [argument("thing", "ID|EVENT"), *times(), open_option()],
        "查看一个对象，或一个事件的全部内容、签名人和依据。",
        "One thing; or one event with everything it states, its signers and rules.",
    )


def list_command() -> click.Command:
    """Make the command ``list``."""
    return question(
        "list",
        "cli.answers:list_things",
        [
            click.Argument(["kind"], type=click.Choice([*KINDS]), metavar="KIND"),
            click.Option(
                ["--stage"],
                metavar="STAGE",
                help=say("只列某一环节（代码）", "only those in a stage, by code"),
            ),
            *times(),
            open_option(),
        ],
        "列出一类对象及其当前环节。",
        "All things of a kind, with the stage that each is in.",
    )


def history() -> click.Command:
    """Make the command ``history``."""
    return question(
        "history",
        "cli.answers:history",
        [argument("thing", "ID"), *times()],
        "一个对象的全部记录，按先后排列。",
        "All that is recorded about one thing, in order.",
    )


def status() -> click.Command:
    """Make the command ``status``."""
    return question(
        "status",
        "cli.answers:status",
        [argument("thing", "ID"), *times(), open_option()],
        "当前状态：在哪一环节、在谁手里、自何时、下一步、还缺什么、期限。",
        "Where a matter stands: stage, who has it, since when, what comes next, what "
        "is missing, deadlines.",
    )


def due() -> click.Command:
    """Make the command ``due``."""
    return question(
        "due",
        "cli.dates:due",
        [
            click.Option(
                ["--for", "owner"],
                metavar="ORG|KEY|PERSON",
                help=say(
                    "只列某单位、人员或密钥持有人的", "owed by one body or person"
                ),
            ),
            click.Option(
                ["--all", "everything"],
                is_flag=True,
                help=say("包括已完成和已终结的", "those that are met or over too"),
            ),
            click.Option(
                ["--late", "only_late"],
                is_flag=True,
                help=say("只列逾期的（发现）", "only what is late: the findings"),
            ),
            _file_option(
                "--ics", "日历文件（全天事项）", "a calendar, all-day entries"
            ),
            *_workbook_options(),
            *times(),
        ],
        "应办事项和期限：规则、由谁办理、何时到期、还剩几天或逾期几天。",
        "What is owed: rule, by whom, due when, days left or late.",
    )


def publicity() -> click.Command:
    """Make the command ``publicity``."""
    return question(
        "publicity",
        "cli.dates:publicity",
        [
            click.Option(
                ["--all", "everything"],
                is_flag=True,
                help=say("包括已结束的公示", "those that are over too"),
            ),
            *_workbook_options(),
            *times(),
            open_option(),
        ],
        "正在进行的公示：何时期满，公示哪些人（单位、系列、级别；姓名须用保险库）。",
        "What is publicised now, when it may end, and who stands on it: employer, "
        "series and level; the name only with the vault.",
    )


def _workbook_options() -> Sequence[click.Option]:
    return (
        _file_option("--xlsx", "Excel 工作簿", "an Excel workbook"),
        click.Option(
            ["--force"],
            is_flag=True,
            help=say("覆盖已有文件", "replace files that exist"),
        ),
    )


def _file_option(name: str, zh: str, en: str) -> click.Option:
    return click.Option(
        [name],
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help=say(f"另存为{zh}", f"save it as {en} too"),
    )


def blacklist() -> click.Command:
    """Make the group ``blacklist``; alone it lists."""
    return Group(
        "blacklist",
        entries=(
            Entry(
                "list",
                "cli.reading:blacklist_list",
                Text("全部诚信记录，及其在某日的状态", "all records, as of a day"),
            ),
            Entry(
                "check",
                "cli.reading:blacklist_check",
                Text("某人在某日是否受限", "whether a person is barred on a day"),
            ),
        ),
        callback=_blacklist_alone,
        invoke_without_command=True,
        no_args_is_help=False,
        params=[*times("--on"), open_option(), *shared_options()],
        help=say(
            "失信黑名单：谁受限、到哪一天为止、依据什么。不带子命令时列出今日的名单。",
            "The blacklist: who is barred, until which day, and why. Alone it lists "
            "the records as they stand today.",
        ),
    )


@click.pass_context
def _blacklist_alone(ctx: click.Context, /, **given: Any) -> None:
    if ctx.invoked_subcommand is None:
        answer_with("cli.dates:blacklist_list", ctx.obj, given)
    elif any(given.values()):
        raise click.UsageError(
            say("选项请写在子命令之后", "options go behind the subcommand"), ctx
        )


def blacklist_list() -> click.Command:
    """Make the command ``blacklist list``."""
    return question(
        "list",
        "cli.dates:blacklist_list",
        [*times("--on"), open_option()],
        "列出诚信记录，及其在某日的状态。期满不需要任何事件，按日期计算。",
        "List the records as they stand on a day. A term ends by its date, and not by "
        "an event.",
    )


def blacklist_check() -> click.Command:
    """Make the command ``blacklist check``."""
    return question(
        "check",
        "cli.dates:blacklist_check",
        [argument("person", "PERSON"), *times("--on"), open_option()],
        "某人在某日是否不得申报；加 --known-at，则为台账当时所知。PERSON 也可以是"
        "其申报、职称或诚信记录。",
        "Whether a person is barred on a day; with --known-at, by what the ledger knew "
        "then. PERSON may also be an application, a title or a record of that person.",
    )


def trace() -> click.Command:
    """Make the command ``trace``."""
    return question(
        "trace",
        "cli.tracing:trace",
        [
            argument("subject", "SUBJECT"),
            click.Option(
                ["--report"],
                type=click.Path(path_type=Path, dir_okay=False),
                metavar="FILE",
                help=say(
                    "另存为报告：.html 为单文件网页，.pdf 为打印文件，其他为文本",
                    "save a report: .html for one page, .pdf for paper, else text",
                ),
            ),
            click.Option(
                ["--details"],
                is_flag=True,
                help=say(
                    "逐项列出全部内容",
                    "everything the rows say",
                ),
            ),
            click.Option(
                ["--full"],
                is_flag=True,
                help=say(
                    "先全面核验整个台账（同 daocha verify），结果见 T16",
                    "verify the whole ledger first, as daocha verify does; see T16",
                ),
            ),
            *times(),
            open_option(),
        ],
        "倒查：四个环节各由谁、以什么身份、凭哪些材料、依据哪条规则签名，结果如何，"
        "哪些应办未办。SUBJECT 为申报、职称、人员（本人的申报，及其签过名的申报）、"
        "密钥、单位、评委会、年度批次、信访件、诚信记录、监督检查、倒查、通报、事件，"
        "或文件的 SHA-256（需要保密库）。"
        "涉及申报超过 20 件的，全部核对，只列有问题的行。",
        "Who signed each segment, in which role, on which material, under which rule, "
        "what came of it, and what is still owed. SUBJECT is an application, a title, "
        "a person (own applications, and those signed), a key, an organisation, a "
        "committee, a session, a complaint, an integrity record, an inspection, a "
        "trace, a circular, an event, or the SHA-256 of a file (the vault is needed). "
        "Where it leads to more than 20 applications all of them are looked at, and "
        "only rows with something wrong are told.",
    )


list = list_command  # noqa: A001 - the name by which the front door asks for it
