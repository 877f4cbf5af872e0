"""Reading commands, from ``find`` to ``trace``, as the front door knows them.

Each takes an id, a case or document number, a name, or an event, asks the views, and
prints the answer; with ``--json`` the same answer as one document, whose shape is the
struct that `projections` documents under the key named here.
"""

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click

from aggregates.text import Text
from cli.commands import Command, Entry, Group
from cli.desk import Desk
from cli.kinds import KINDS
from cli.language import say
from cli.shared_options import shared_options

_DAY: Final = "as_of"
_KNOWN: Final = "known_at"


def find() -> click.Command:
    """Make the command ``find``."""
    return _command(
        "find",
        "cli.answers:find",
        [_argument("text", "TEXT"), _known_option()],
        "查找：编号、受理编号、文号、证书编号、单位名称、事件编号（至少 12 位）、"
        "对象@序号；台账旁有保险库时还可按姓名或证件号码。",
        "Find things by id, case, document or certificate number, organisation, event "
        "id (12 digits or more) or ID@SEQ; with the vault at hand also persons by "
        "name or document number.",
    )


def show() -> click.Command:
    """Make the command ``show``."""
    return _command(
        "show",
        "cli.answers:show",
        [_argument("thing", "ID|EVENT"), *_times(), _open_option()],
        "查看一个对象，或一个事件的全部内容、签名人和依据。",
        "One thing; or one event with everything it states, its signers and rules.",
    )


def list_command() -> click.Command:
    """Make the command ``list``."""
    return _command(
        "list",
        "cli.answers:list_things",
        [
            click.Argument(["kind"], type=click.Choice([*KINDS]), metavar="KIND"),
            click.Option(
                ["--stage"],
                metavar="STAGE",
                help=say("只列某一环节（代码）", "only those in a stage, by code"),
            ),
            *_times(),
            _open_option(),
        ],
        "列出一类对象及其当前环节。",
        "All things of a kind, with the stage that each is in.",
    )


def history() -> click.Command:
    """Make the command ``history``."""
    return _command(
        "history",
        "cli.answers:history",
        [_argument("thing", "ID"), *_times()],
        "一个对象的全部记录，按先后排列。",
        "All that is recorded about one thing, in order.",
    )


def status() -> click.Command:
    """Make the command ``status``."""
    return _command(
        "status",
        "cli.answers:status",
        [_argument("thing", "ID"), *_times(), _open_option()],
        "当前状态：在哪一环节、在谁手里、自何时、下一步、还缺什么、期限。",
        "Where a matter stands: stage, who has it, since when, what comes next, what "
        "is missing, deadlines.",
    )


def due() -> click.Command:
    """Make the command ``due``."""
    return _command(
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
            *_times(),
        ],
        "应办事项和期限：规则、由谁办理、何时到期、还剩几天或逾期几天。",
        "What is owed: rule, by whom, due when, days left or late.",
    )


def publicity() -> click.Command:
    """Make the command ``publicity``."""
    return _command(
        "publicity",
        "cli.dates:publicity",
        [
            click.Option(
                ["--all", "everything"],
                is_flag=True,
                help=say("包括已结束的公示", "those that are over too"),
            ),
            *_times(),
        ],
        "正在进行的公示，何时期满。",
        "What is publicised now, and when it may end.",
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
        params=[*_times("--on"), _open_option(), *shared_options()],
        help=say(
            "失信黑名单：谁受限、到哪一天为止、依据什么。不带子命令时列出今日的名单。",
            "The blacklist: who is barred, until which day, and why. Alone it lists "
            "the records as they stand today.",
        ),
    )


@click.pass_context
def _blacklist_alone(ctx: click.Context, /, **given: Any) -> None:
    if ctx.invoked_subcommand is None:
        _answer("cli.dates:blacklist_list", ctx.obj, given)
    elif any(given.values()):
        raise click.UsageError(
            say("选项请写在子命令之后", "options go behind the subcommand"), ctx
        )


def blacklist_list() -> click.Command:
    """Make the command ``blacklist list``."""
    return _command(
        "list",
        "cli.dates:blacklist_list",
        [*_times("--on"), _open_option()],
        "列出诚信记录，及其在某日的状态。期满不需要任何事件，按日期计算。",
        "List the records as they stand on a day. A term ends by its date, and not by "
        "an event.",
    )


def blacklist_check() -> click.Command:
    """Make the command ``blacklist check``."""
    return _command(
        "check",
        "cli.dates:blacklist_check",
        [_argument("person", "PERSON"), *_times("--on"), _open_option()],
        "某人在某日是否不得申报；加 --known-at，则为台账当时所知。PERSON 也可以是"
        "其申报、职称或诚信记录。",
        "Whether a person is barred on a day; with --known-at, by what the ledger knew "
        "then. PERSON may also be an application, a title or a record of that person.",
    )


def trace() -> click.Command:
    """Make the command ``trace``."""
    return _command(
        "trace",
        "cli.tracing:trace",
        [
            _argument("subject", "SUBJECT"),
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
            _open_option(),
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


# How they are made.


def _command(
    name: str, target: str, params: Sequence[click.Parameter], zh: str, en: str
) -> click.Command:
    """Make a command that loads what answers it when it is asked.

    Whoever only wants a status shall not wait for what only a trace needs.
    """

    @click.pass_obj
    def callback(desk: Desk, /, **given: Any) -> None:
        _answer(target, desk, given)

    return Command(name, callback=callback, params=[*params], help=say(zh, en))


def _answer(target: str, desk: Desk, given: dict[str, Any]) -> None:
    if _KNOWN in given:
        as_of, known_at = given.pop(_DAY, None), given.pop(_KNOWN) or ""
        from cli.times import When  # noqa: PLC0415 - loads the views

        given["when"] = When(as_of=as_of, known_at=known_at)
    module, _, attribute = target.partition(":")
    getattr(import_module(module), attribute)(desk, **given)


def _argument(name: str, metavar: str) -> click.Argument:
    return click.Argument([name], metavar=metavar)


def _open_option() -> click.Option:
    return click.Option(
        ["--open", "open_names"],
        is_flag=True,
        help=say("用保险库显示个人信息", "show personal values from the vault"),
    )


def _times(*more: str) -> tuple[click.Parameter, ...]:
    """Make the options for the two times of an answer.

    Args:
        more: Other names of the day.
    """
    day = click.Option(
        ["--as-of", *more, _DAY],
        type=_Day(),
        metavar="YYYY-MM-DD",
        help=say(
            "该日终了时的情况（补录的按办理日期计）",
            "as it stood at the end of a day; late entries count by the day of the act",
        ),
    )
    return day, _known_option()


def _known_option() -> click.Option:
    return click.Option(
        ["--known-at", _KNOWN],
        metavar="YYYY-MM-DD|N|EVENT",
        help=say(
            "台账当时所知：该日终了前收到的、前 N 条记录，或某事件之前的记录",
            "by what the ledger knew then: what was received by the end of a day, its "
            "first N records, or those before an event",
        ),
    )


class _Day(click.ParamType[date]):
    """A day, written ``2024-05-20``."""

    name = "day"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read a day."""
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            day = None
        if day is None or day.isoformat() != str(value):
            self.fail(
                say(
                    f"{value!r} 不是日期；应为 2024-05-20 这样的写法",
                    f"{value!r} is no day; write it as 2024-05-20",
                ),
                param,
                ctx,
            )
        return day


list = list_command  # noqa: A001 - the name by which the front door asks for it
