"""``daocha verify``: named checks over a whole ledger, one line each.

The checks of the format are the ledger's (`ledger.audit`); ``law`` replays the rule
book over what passed them; ``checkpoint`` compares with a checkpoint that was kept.
What was not checked is said: silence is no proof.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import click

from cli.check_names import check_name, finding_lines
from cli.commands import Command
from cli.desk import Desk, print_json
from cli.exit_codes import Exit
from cli.file_failures import file_failure
from cli.language import say
from cli.last_verify import keep_verify
from cli.moments import format_moment
from cli.output import console, print_heading, print_table
from cli.wording import explain
from ledger.audit.report import CHECKS, Finding, Step
from ledger.audit.run import audit
from ledger.durable import Disk
from ledger.errors import LedgerError
from ledger.head import open_head
from ledger.log_reader import LogReader
from ledger.record import Event
from projections.trace.evidence import LastVerify

LAW: Final = "law"
KEPT: Final = "checkpoint"
PAGE: Final = 1_000


def command() -> click.Command:
    """Make the command."""
    file = click.Path(path_type=Path)
    return Command(
        "verify",
        callback=click.pass_obj(_verify),
        params=[
            click.Option(
                ["--since"],
                type=file,
                metavar="CHECKPOINT",
                help=say(
                    "从保存的检查点起只核验新增部分",
                    "only what is newer than a kept checkpoint",
                ),
            ),
            click.Option(
                ["--checkpoint", "kept"],
                type=file,
                metavar="CHECKPOINT",
                help=say(
                    "全部核验，并与保存的检查点比对",
                    "everything, and compare with a kept checkpoint",
                ),
            ),
            click.Option(
                ["--check", "checks"],
                type=click.Choice([*CHECKS, LAW]),
                multiple=True,
                help=say("只做此项，可多次给出", "only this check; repeatable"),
            ),
        ],
        help=say(
            "逐项核验台账，每项一行。有发现时退出码为 6。未做的检查会注明。",
            "Check the ledger, one line a check. Exit code 6 if anything is found; "
            "what was not checked is said.",
        ),
    )


def _verify(
    desk: Desk,
    /,
    *,
    since: Path | None,
    kept: Path | None,
    checks: Sequence[str],
) -> None:
    directory = desk.directory
    note = None if since is None else _read(since)
    own = [check for check in checks if check != LAW]
    steps: list[Step] = []
    findings: list[Finding] = []
    size, root = 0, b""
    if own or not checks:
        with _progress() as progress:
            report = audit(directory, checks=own or None, since=note, progress=progress)
        steps += report.steps
        findings += report.findings
        size, root = report.size, report.root
    if kept is not None:
        _add(steps, findings, _against_kept(directory, _read(kept)))
    if LAW in checks or (not checks and note is None):
        _add(steps, findings, _by_law(directory))
    elif not checks:
        untold = say("未做：只核验新增部分", "only the new part was checked")
        steps.append(Step(LAW, 0, untold, done=False))
    if not checks and note is None:
        keep_verify(directory, _summary(directory, size, root, findings))
    _tell(desk, steps, findings, size, root)
    if any(step.found for step in steps):
        raise click.exceptions.Exit(Exit.FALSE)


def full_verify(directory: Path) -> LastVerify:
    """Check everything that `daocha verify` checks, and remember what came of it."""
    with _progress() as progress:
        report = audit(directory, progress=progress)
    findings = [*report.findings, *_by_law(directory)[1]]
    done = _summary(directory, report.size, report.root, findings)
    keep_verify(directory, done)
    return done


def _summary(
    directory: Path, size: int, root: bytes, findings: Sequence[Finding]
) -> LastVerify:
    return LastVerify(
        at=format_moment(_present(directory)),
        size=size,
        root=root.hex(),
        findings=len(findings),
    )


def _present(directory: Path) -> int:
    """Return the present; on a simulated clock, when the newest record came."""
    with suppress(LedgerError), LogReader(directory, medium=Disk()) as log:
        if log.simulated:
            return log.event_at(log.size - 1).received_at
    return time.time_ns() // 1_000_000


def _add(
    steps: list[Step],
    findings: list[Finding],
    more: tuple[Step, list[Finding]],
) -> None:
    steps.append(more[0])
    findings.extend(more[1])


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise file_failure(path, error) from error


def _against_kept(directory: Path, note: bytes) -> tuple[Step, list[Finding]]:
    """Compare the ledger with a checkpoint that somebody kept."""
    try:
        with LogReader(directory, medium=Disk()) as log:
            keys = log.directory.log_keys.values()
            checkpoint = open_head(note, log.origin, keys)
            held = log.root_at(checkpoint.size).hex()
    except LedgerError as error:
        found = Finding(KEPT, None, None, KEPT, "the ledger to hold it", str(error))
        return Step(KEPT, 1, str(error)), [found]
    what = f"root at size {checkpoint.size}"
    if held == checkpoint.root.hex():
        return Step(KEPT, 0, what), []
    return Step(KEPT, 1, what), [
        Finding(KEPT, None, None, what, checkpoint.root.hex(), held)
    ]


def _by_law(directory: Path) -> tuple[Step, list[Finding]]:
    """Replay the rule book, if the ledger can be read at all."""
    # The rule book is imported only where it is replayed.
    from aggregates.lawfulness import LawfulnessAudit  # noqa: PLC0415

    try:
        with LogReader(directory, medium=Disk()) as log:
            size = log.size
            found = list(LawfulnessAudit().findings(_events(log, size)))
    except LedgerError as error:
        untold = say(f"无法进行：{error}", f"could not be done: {error}")
        return Step(LAW, 0, untold, done=False), []
    told = say(f"{size} 条记录全部规则重放", f"all rules replayed over {size} records")
    return Step(LAW, len(found), told), found


def _events(log: LogReader, size: int) -> Iterator[Event]:
    for start in range(0, size, PAGE):
        yield from log.page(start, min(PAGE, size - start))


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import Progress  # noqa: PLC0415 - only for somebody who waits

    with Progress(console=console(err=True), transient=True) as bar:
        task = bar.add_task(say("核验", "verifying"), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _tell(
    desk: Desk,
    steps: Sequence[Step],
    findings: Sequence[Finding],
    size: int,
    root: bytes,
) -> None:
    clean = not any(step.found for step in steps)
    if desk.as_json:
        print_json(
            {
                "clean": clean,
                "size": size,
                "root": root.hex(),
                "steps": [_step(step) for step in steps],
                "findings": [_finding(finding) for finding in findings],
            }
        )
        return
    print_table(
        (
            say("检查", "check"),
            say("含义", "meaning"),
            say("结果", "result"),
            say("说明", "note"),
        ),
        [
            (step.check, check_name(step.check), _result(step), explain(step.note))
            for step in steps
        ],
        unbroken=(0, 1, 2),
    )
    if findings:
        print_heading(say("发现", "Findings"))
    for finding in findings:
        meaning, exact = finding_lines(finding)
        click.echo(f"  {meaning}\n      {exact}")
    click.echo(_verdict(steps, size, root, clean=clean))


def _verdict(steps: Sequence[Step], size: int, root: bytes, *, clean: bool) -> str:
    undone = [step.check for step in steps if not step.done]
    about = say(f"{size} 条记录，根 {root.hex()}", f"{size} records, root {root.hex()}")
    if not clean:
        verdict = say("核验发现问题", "something is wrong")
    elif undone:
        names = ", ".join(undone)
        verdict = say(f"未发现问题；未做：{names}", f"nothing found; not done: {names}")
    else:
        verdict = say("未发现问题", "nothing found")
    return f"{verdict}{say('。', '. ')}{about if root else ''}"


def _result(step: Step) -> str:
    if not step.done:
        return say("未做", "not done")
    if step.found:
        return say(f"发现 {step.found}", f"{step.found} found")
    return say("通过", "ok")


def _step(step: Step) -> dict[str, Any]:
    return {
        "check": step.check,
        "found": step.found,
        "done": step.done,
        "note": step.note,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "position": finding.position,
        "event_id": finding.event_id,
        "what": finding.what,
        "expected": finding.expected,
        "found": finding.found,
    }
