"""Overviews for those who supervise: obligations, committees, shares and others.

Declared here as the front door knows them; `cli.supervising` answers them.
"""

import click

from cli.language import say
from cli.questions import argument, open_option, question, times


def obligations() -> click.Command:
    """Make the command ``obligations``."""
    return question(
        "obligations",
        "cli.supervising:obligations",
        [
            click.Option(
                ["--for", "owner"],
                metavar="ORG|ID",
                help=say(
                    "只列某单位应办的，或关于某对象的",
                    "owed by one body, or about one thing",
                ),
            ),
            click.Option(
                ["--all/--open", "everything"],
                default=False,
                help=say(
                    "包括已完成的；默认只列未完成的", "met ones too; else open ones"
                ),
            ),
            *times(),
        ],
        "配套义务：因何而起、依据哪条规则、由谁办理、自何时、由什么完成。",
        "Obligations: what acts demand of each other, under which rule, of whom, since "
        "when, and what met them.",
    )


def committees() -> click.Command:
    """Make the command ``committees``."""
    return question(
        "committees",
        "cli.supervising:committees",
        [_optional("thing", "ID"), *times()],
        "评委会：某日是否有效、可评什么、至何时、为何无效；写明 ID 则列出全部经过。",
        "Committees: whether each may review on a day, what, until when, and why not; "
        "with an ID also all that led there.",
    )


def thresholds() -> click.Command:
    """Make the command ``thresholds``."""
    return question(
        "thresholds",
        "cli.supervising:thresholds",
        [
            _optional("thing", "ORG|COMMITTEE"),
            click.Option(
                ["--year"],
                type=int,
                metavar="YYYY",
                help=say("只列某一年度", "only of one review year"),
            ),
            *times(),
        ],
        "比例：单位审核、主管部门推荐、评委会复核各有多少不符合条件，是否达到规定比例，"
        "确认的数字与台账是否一致；写明单位则列出逐件编号。",
        "Shares of employers, departments and committees: exact fractions, whether a "
        "limit is reached, and what was acknowledged beside what the ledger holds; of "
        "one body with every application that counts.",
    )


def statistics() -> click.Command:
    """Make the command ``statistics``."""
    return question(
        "statistics",
        "cli.supervising:statistics",
        [_optional("thing", "SESSION"), *times()],
        "评审批次的统计：各环节、系列、层级、单位的件数，到会、通过、确认，通过率，"
        "退回原因，信访，各环节办理天数；不写批次则列出全部批次。",
        "Figures of a batch: counts by stage, series, level and employer, present, "
        "passed and confirmed, pass rate, what applicants were told, complaints, days "
        "for each hop; without a batch one line for each.",
    )


def pools() -> click.Command:
    """Make the command ``pools``."""
    return question(
        "pools",
        "cli.supervising:pools",
        [_optional("thing", "COMMITTEE"), *times()],
        "评审专家库：各系列人数、封存版本、出入库、取消资格；不显示专家姓名。",
        "Expert pools: how many in each series, the frozen list, what came and went; "
        "never who.",
    )


def persons() -> click.Command:
    """Make the command ``persons``."""
    return question(
        "persons",
        "cli.supervising:persons",
        [argument("person", "PERSON"), *times(), open_option()],
        "一个人的各年申报、职称、诚信记录和限制。PERSON 也可以是其申报、职称或"
        "诚信记录。",
        "What binds a person: declarations by year, titles, records, bans. PERSON may "
        "also be an application, a title or a record of that person.",
    )


def _optional(name: str, metavar: str) -> click.Argument:
    return click.Argument([name], metavar=f"[{metavar}]", required=False)
