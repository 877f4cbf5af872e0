"""The menu for somebody who types ``daocha`` and nothing else."""

from typing import Final, NamedTuple

import click

from aggregates.text import Text
from cli.front_door import run
from cli.language import say, tell


class Choice(NamedTuple):
    """One line of the menu: what it is called, and which command it starts.

    A word in braces is asked for.
    """

    text: Text
    arguments: tuple[str, ...]


CHOICES: Final = (
    Choice(Text("看一遍演示", "watch the demonstration"), ("demo",)),
    Choice(Text("待我签名的文件", "files that wait for signatures"), ("pending",)),
    Choice(
        Text("审阅并签名", "read and sign a file"),
        ("sign", "{file}", "--as", "{key}"),
    ),
    Choice(
        Text("提交已签齐的文件", "submit a signed file"),
        ("submit", "{file}", "--ledger", "{ledger}"),
    ),
    Choice(Text("查找", "find something"), ("find", "{text}", "--ledger", "{ledger}")),
    Choice(Text("核验台账", "verify the ledger"), ("verify", "--ledger", "{ledger}")),
    Choice(
        Text("创建台账", "found a ledger"),
        ("init", "{directory}", "--origin", "{origin}"),
    ),
    Choice(Text("全部命令", "all commands"), ("--help",)),
)
_ASKED: Final = {
    "file": Text("文件", "file"),
    "key": Text("密钥文件", "key file"),
    "ledger": Text("台账目录", "directory of the ledger"),
    "directory": Text("新台账的目录", "directory of the new ledger"),
    "origin": Text(
        "台账名称，如 xianning.gov.cn/zhicheng，永不更改",
        "name of the ledger, such as xianning.gov.cn/zhicheng; it never changes",
    ),
    "text": Text("姓名、文号、单位或编号", "name, number or organisation"),
}


def show_menu(ctx: click.Context) -> None:
    """Show the menu once, and run what is chosen."""
    click.echo(say("请选择：", "What would you like to do?"), err=True)
    for number, choice in enumerate(CHOICES, start=1):
        click.echo(f"  {number}  {tell(choice.text)}", err=True)
    click.echo(say("  0  退出", "  0  leave"), err=True)
    numbers = click.IntRange(0, len(CHOICES))
    prompt = say("序号", "number")
    numbers.name = prompt  # by this a wrong answer is told
    chosen: int = click.prompt(prompt, type=numbers, default=0, err=True)
    if chosen:
        arguments = [_filled(word) for word in CHOICES[chosen - 1].arguments]
        click.echo(f"$ daocha {' '.join(arguments)}", err=True)
        ctx.exit(run(arguments))


def _filled(word: str) -> str:
    if not word.startswith("{"):
        return word
    name = word.strip("{}")
    default = "." if name == "ledger" else None
    answer: str = click.prompt(tell(_ASKED[name]), default=default, err=True)
    return answer
