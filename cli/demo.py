"""``daocha demo``: a worked case from end to end, then a ledger that is tampered with.

It plays the case on a simulated clock, tells what happened and what was refused and
why, shows status, blacklist and trace, verifies everything, alters copies of the
ledger in several ways and shows that each is found. The keys of the demonstration
are for everybody to see: they come from the name of the case, and their files use few
bcrypt rounds.
"""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from aggregates.decider import Refusal
from aggregates.lawfulness import LawfulnessAudit
from aggregates.text import Text
from cli.case.player import Outcome, Stage
from cli.case.script import Step, load_case_file
from cli.case.tampering import Alteration, alterations, copy_of
from cli.check_names import check_name, finding_lines
from cli.commands import Command
from cli.exit_codes import Exit
from cli.language import say, tell
from cli.refusal_text import in_words, source_of
from ledger.audit.report import Report
from ledger.audit.run import audit
from ledger.backup import backup
from ledger.errors import MalformedError
from ledger.keyfile import write_key
from ledger.layout import DATABASE
from ledger.log import Log

CASES: Final = Path(__file__).resolve().parent.parent / "examples"
DEFAULT_CASE: Final = "xianning-2024"
PASSPHRASE: Final = b"demo"
ROUNDS: Final = 1
PEOPLE: Final = ".people"
OLDER: Final = ".older"


def demo() -> click.Command:
    """Make the command in the language in use."""
    return Command(
        "demo",
        callback=_demo,
        help=say(
            "从头到尾演示一个评审年度：办理、拒绝、倒查、核验，再看篡改如何被发现。\n\n"
            "给出 DIR 时台账留在 DIR，示例人员的密钥放在 DIR.people（口令 demo）。",
            "Play a review year from end to end: acts, refusals, 倒查, verification, "
            "and how tampering is found.\n\nWith DIR the ledger stays there, and the "
            "keys of its invented people lie in DIR.people (passphrase: demo).",
        ),
        params=[
            click.Argument(
                ["directory"],
                required=False,
                metavar="[DIR]",
                type=click.Path(path_type=Path),
            ),
            click.Option(
                ["--case"],
                default=DEFAULT_CASE,
                show_default=True,
                type=click.Choice(_cases()),
                help=say("演示哪一个案例", "which case to play") + _titles(),
            ),
        ],
    )


def _cases() -> list[str]:
    return sorted(path.parent.name for path in CASES.glob("*/case.toml"))


def _titles() -> str:
    """Say what each case is about, for the help."""
    titles = [tell(load_case_file(CASES / name).title) for name in _cases()]
    return say("：", ": ") + say("；", "; ").join(titles)


def _demo(directory: Path | None, case: str) -> None:
    with _place(directory) as place:
        if not _run(CASES / case, place, keep=directory is not None):
            raise SystemExit(Exit.FALSE)


@contextmanager
def _place(directory: Path | None) -> Iterator[Path]:
    """Give the directory asked for, or one that goes away again."""
    if directory is not None:
        if directory.exists() and any(directory.iterdir()):
            raise MalformedError(f"{directory}: expected an empty or new directory")
        yield directory
        return
    with tempfile.TemporaryDirectory(prefix="daocha-demo-") as folder:
        yield Path(folder) / "ledger"


def _run(folder: Path, place: Path, *, keep: bool) -> bool:
    stage = Stage(folder, place, passphrase=PASSPHRASE, rounds=ROUNDS)
    try:
        older = place.with_name(place.name + OLDER)
        told = _tell_case(stage, older)
        size, root = stage.log.size, stage.log.root_at(stage.log.size).hex()
        lawful = _tell_law(stage.log)
    finally:
        stage.close()
    _tell_answers(stage, place)
    sound = _tell_verification(audit(place))
    found = _tell_tampering(stage, place, older / DATABASE)
    shutil.rmtree(older)
    if keep:
        _leave_keys(stage, place.with_name(place.name + PEOPLE))
    passed = all((told, lawful, sound, found))
    verdict = "OK" if passed else "FAILED"
    click.echo(f"daocha demo: {verdict}, {size} events, root {root}")
    return passed


# The account.


def _tell_case(stage: Stage, older: Path) -> bool:
    _heading(stage.case.title)
    click.echo(
        say(
            f"模拟时钟；演示密钥只用 {ROUNDS} 轮 bcrypt，切勿用于真实台账。\n"
            f"已登记单位、人员、密钥、授权、日历和政策，共 {stage.log.size} 条记录。",
            f"Simulated clock; the demo's keys use {ROUNDS} bcrypt round, never do "
            "that in earnest.\nOrganisations, people, keys, grants, calendars and the "
            f"policy are on the ledger: {stage.log.size} records.",
        )
    )
    as_expected = True
    half = len(stage.steps) // 2
    for number, outcome in enumerate(stage.play()):
        if number == half:
            backup(stage.log.path, older)
        as_expected = _tell_outcome(outcome, stage.cast.known_as()) and as_expected
    return as_expected


def _tell_outcome(outcome: Outcome, names: Mapping[str, str]) -> bool:
    step = outcome.step
    if not outcome.as_expected:
        _echo_line("!!", step, say("与案例所述不符", "not as the case says"))
        _tell_refusals(outcome.refusals, names)
        return False
    if outcome.refusals:
        _echo_line("✘", step, "")
        _tell_refusals(outcome.refusals, names)
    elif step.zh:
        event = outcome.receipts[0].event_id[:12] if outcome.receipts else ""
        _echo_line("✔", step, event)
    return True


def _echo_line(mark: str, step: Step, more: str) -> None:
    when = step.at.replace("T", " ")
    click.echo(f"  {mark} {when}  {say(step.zh, step.en)}  {more}".rstrip())


def _tell_refusals(refusals: Sequence[Refusal], names: Mapping[str, str]) -> None:
    for refusal in refusals:
        expected = in_words(refusal.expected, names)
        found = in_words(refusal.found, names)
        source = source_of(refusal.rule, refusal.citation)
        click.echo(f"      {refusal.rule} {source}")
        click.echo(
            say(
                f"        应：{expected}；实：{found}",
                f"        expected {expected}, got {found}",
            )
        )


def _tell_law(log: Log) -> bool:
    events = log.page(0, log.size)
    findings = list(LawfulnessAudit().findings(events))
    _heading(Text("合法性复核：全部规则重放", "lawfulness: all rules replayed"))
    click.echo(
        say(
            f"  {len(events)} 条记录，{len(findings)} 条本应拒绝",
            f"  {len(events)} records, {len(findings)} should have been refused",
        )
    )
    for finding in findings:
        click.echo(f"  {finding.position}: {finding.message}")
    return not findings


def _tell_answers(stage: Stage, place: Path) -> None:
    from cli.front_door import run  # noqa: PLC0415  # the root of all commands, not a layer

    for command in stage.case.show.commands:
        arguments = [str(stage.values.of(word)) for word in command]
        shown = " ".join(arguments)
        _heading(Text(f"daocha {shown}", f"daocha {shown}"))
        run(["--ledger", str(place), *arguments])


def _tell_verification(report: Report) -> bool:
    _heading(Text("daocha verify", "daocha verify"))
    for step in report.steps:
        mark = "✔" if step.done and not step.found else "✘" if step.found else "–"
        click.echo(f"  {mark} {step.check:<11} {check_name(step.check)}  {step.note}")
    return report.is_clean


def _tell_tampering(stage: Stage, place: Path, older: Path) -> bool:
    _heading(Text("篡改副本，看能否发现", "copies altered: is it found?"))
    all_found = True
    forger = stage.cast.signer(stage.case.show.forger)
    with tempfile.TemporaryDirectory(prefix="daocha-altered-") as folder:
        for number, alteration in enumerate(alterations(forger, older)):
            copy = copy_of(place, Path(folder) / str(number))
            alteration.apply(copy)
            all_found = _tell_alteration(alteration, audit(copy)) and all_found
    return all_found


def _tell_alteration(alteration: Alteration, report: Report) -> bool:
    hits = [f for f in report.findings if f.check in alteration.expected]
    mark = "✔" if hits else "!!"
    click.echo(f"  {mark} {tell(alteration.what)}")
    for finding in hits[:1] or report.findings[:1]:
        meaning, exact = finding_lines(finding)
        click.echo(f"      {meaning}\n      {exact}")
    return bool(hits)


def _heading(text: Text) -> None:
    click.echo()
    click.echo(f"== {tell(text)} ==")


def _leave_keys(stage: Stage, folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, signer in stage.cast.signers().items():
        write_key(folder / name, signer, PASSPHRASE, rounds=ROUNDS)
    click.echo(
        say(
            f"示例人员的密钥在 {folder}（口令 demo）",
            f"the keys of the invented people lie in {folder} (passphrase: demo)",
        )
    )
