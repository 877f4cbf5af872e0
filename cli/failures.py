"""Failures, told: one place where exceptions become words and exit codes.

On screen a failure goes to stderr, in the words of the user with what to do next;
with ``--json`` it is one document on stdout. A bug of ours writes its traceback to a
log file and says where.
"""

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from aggregates.text import Text
from cli.desk import Desk, print_json
from cli.exit_codes import Exit, Outcome, outcome_of
from cli.language import say, tell
from cli.streams import silence
from cli.wording import explain, explain_system

STATE: Final = "DAOCHA_STATE"


def perform(work: Callable[[], Any], desk: Desk) -> int:
    """Do ``work``, tell what went wrong if anything did, and return the exit code."""
    try:
        code = _carried_out(work)
        # An answer that does not arrive is no answer.
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):
        # Whoever read our answer has seen enough; nothing more can be said to it.
        # rich leaves the process over this, and nothing else does.
        silence(sys.stdout)
        return Exit.DONE
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the outermost frame
        return _report_somehow(error, desk)
    return code


def _carried_out(work: Callable[[], Any]) -> int:
    try:
        work()
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.message, err=True)
        return Exit.USAGE
    return Exit.DONE


def _report_somehow(error: BaseException, desk: Desk) -> int:
    """Tell a failure, and return its exit code even if nobody can be told."""
    code = int(outcome_of(error).exit)
    try:
        code = report(error, desk)
        sys.stdout.flush()
    except OSError:
        silence(sys.stdout)
        silence(sys.stderr)
    if isinstance(error, OSError):
        silence(sys.stdout)
    return code


def report(error: BaseException, desk: Desk) -> int:
    """Tell a failure and return its exit code."""
    outcome = outcome_of(error)
    if outcome.exit is Exit.BUG:
        _tell_bug(error, outcome, desk)
    elif desk.as_json:
        print_json(as_document(error))
    else:
        _tell(error, outcome)
    return outcome.exit


def as_document(error: BaseException) -> dict[str, Any]:
    """Return the JSON document of a failure."""
    outcome = outcome_of(error)
    return {
        "error": {
            "code": outcome.name,
            "exit": int(outcome.exit),
            "message": message_of(error),
            "remedy": tell(outcome.remedy),
            "refusals": refusals_as_documents(getattr(error, "refusals", ())),
        }
    }


def refusals_as_documents(refusals: Sequence[Any]) -> list[dict[str, str]]:
    """Return refusals for JSON, in the language in use."""
    return [
        {
            "rule": refusal.rule,
            "citation": refusal.citation,
            "expected": tell(refusal.expected),
            "found": tell(refusal.found),
            "remedy": tell(refusal.remedy),
        }
        for refusal in refusals
    ]


def message_of(error: BaseException) -> str:
    """Return what happened, in the words of the user where we have them."""
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, OSError):
        return explain_system(error)
    if isinstance(error, (KeyboardInterrupt, EOFError, click.Abort)):
        return tell(outcome_of(error).heading)
    return explain(str(error) or type(error).__name__)


def tell_refusals(refusals: Sequence[Any]) -> None:
    """List every refusal on stderr: rule, citation, expected, found, what to do."""
    # Names of codes are read when something is refused, not at every start.
    from cli.refusal_text import in_words, source_of  # noqa: PLC0415

    for number, refusal in enumerate(refusals, start=1):
        source = source_of(refusal.rule, refusal.citation)
        click.echo(f"\n{number}. {refusal.rule}  {source}", err=True)
        for label, text in (
            (Text("要求", "expected"), refusal.expected),
            (Text("实际", "found"), refusal.found),
            (Text("办法", "remedy"), refusal.remedy),
        ):
            click.echo(f"   {tell(label)}{say('：', ': ')}{in_words(text)}", err=True)


def heading(text: str) -> str:
    """Return a heading, in red where colour is wanted."""
    wanted = "NO_COLOR" not in os.environ and sys.stderr.isatty()
    return click.style(text, fg="red", bold=True) if wanted else text


def _tell(error: BaseException, outcome: Outcome) -> None:
    refusals = getattr(error, "refusals", ())
    if refusals:
        count = len(refusals)
        told = say(
            f"{tell(outcome.heading)}：{count} 项不符，全部列出如下",
            f"{tell(outcome.heading)}: {count} unmet, all of them listed here",
        )
        click.echo(heading(told), err=True)
        tell_refusals(refusals)
        return
    if outcome.exit is Exit.INTERRUPTED:
        # On a terminal the cursor stands behind the question.
        click.echo(nl=sys.stderr.isatty(), err=True)
        click.echo(heading(tell(outcome.heading)), err=True)
        return
    colon = say("：", ": ")
    what = heading(f"{tell(outcome.heading)}{colon}")
    click.echo(f"{what}{message_of(error)}", err=True)
    if isinstance(error, click.UsageError) and error.ctx is not None:
        path = error.ctx.command_path
        click.echo(say(f"查看帮助：{path} --help", f"Help: {path} --help"), err=True)
    elif tell(outcome.remedy):
        click.echo(
            f"{say('办法', 'What to do')}{colon}{tell(outcome.remedy)}", err=True
        )


def _tell_bug(error: BaseException, outcome: Outcome, desk: Desk) -> None:
    try:
        where = str(_keep(error))
    except OSError:
        where = say("（日志无法写入）", "(the log file could not be written)")
    message = (
        f"程序内部错误，未按预期结束；详情已写入 {where}\n"
        f"A bug of ours; the details are in {where}"
    )
    if desk.as_json:
        document = as_document(error)
        document["error"] |= {"message": tell(outcome.heading), "log": where}
        print_json(document)
    else:
        click.echo(message, err=True)


def _keep(error: BaseException) -> Path:
    """Write a traceback to a file of its own, readable by its owner alone."""
    folder = Path(os.environ.get(STATE) or _state_folder())
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    path = folder / f"bug-{stamp}-{os.getpid()}.log"
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8") as file:
        file.writelines(traceback.format_exception(error))
    return path


def _state_folder() -> Path:
    base = os.environ.get("XDG_STATE_HOME")
    return Path(base) / "daocha" if base else Path.home() / ".local/state/daocha"
