"""``daocha submit FILE…``: record acts that everybody has signed.

Files are taken in the order given; the first that fails ends it, and what was
recorded before stays recorded. If the head of an aggregate moved, it is said by whom,
and the act can be drafted again into another file.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from aggregates.act_file import ActFile
from aggregates.decider import Refused
from aggregates.roles import role_name
from cli.act_files import SUFFIX, blaming, read_act, write_act
from cli.acts import agreement_options
from cli.commands import Command
from cli.desk import Desk, print_json
from cli.exit_codes import Exit
from cli.failures import as_document, report
from cli.language import say, tell
from cli.manner import Manner, agree, check_can_agree
from cli.moments import format_moment
from cli.office import reading, writing
from cli.receipts import print_receipts, receipt_documents
from cli.redraft import intent_of
from cli.sheet import SHOWN, sheet_of, signers_of
from cli.sheet_text import print_sheet
from cli.submission import submit_act
from cli.vocabulary import known_type
from ledger.errors import ConflictError, LedgerError
from ledger.log import Receipt
from ledger.record import Event

Done = list[tuple[ActFile, list[Receipt]]]


def command() -> click.Command:
    """Make the command."""
    return Command(
        "submit",
        callback=click.pass_obj(_submit),
        params=[
            click.Argument(
                ["files"],
                nargs=-1,
                required=True,
                type=click.Path(path_type=Path),
                metavar="FILE…",
            ),
            click.Option(
                ["--redraft"],
                is_flag=True,
                help=say(
                    "若他人已先行记录，则按最新状态重新起草为新文件",
                    "if somebody was first, draft it again into a new file",
                ),
            ),
            *agreement_options(),
        ],
        help=say(
            "提交已签齐的待签文件，记入台账，打印回执。",
            "Record act files that everybody has signed, and print the receipts.",
        ),
    )


def _submit(
    desk: Desk,
    /,
    files: Sequence[Path],
    *,
    redraft: bool,
    dry_run: bool,
    yes: bool,
) -> None:
    manner = Manner(dry_run=dry_run, yes=yes)
    check_can_agree(desk, manner)
    acts = [(file, read_act(file)) for file in files]
    for file, act in acts:
        _check_complete(file, act)
    if dry_run:
        _judge_only(desk, [act for _, act in acts])
        return
    done: Done = []
    for file, act in acts:
        try:
            done.append((act, _one(desk, file, act, manner)))
        except ConflictError as error:
            moved = _moved(desk, error)
            _stop(desk, error, done, moved)
            _offer_redraft(desk, file, act, redraft=redraft)
            raise click.exceptions.Exit(Exit.CONFLICT) from error
        except (Refused, LedgerError) as error:
            raise click.exceptions.Exit(_stop(desk, error, done, [])) from error
    if desk.as_json:
        print_json({"receipts": _documents(done)})


def _one(desk: Desk, file: Path, act: ActFile, manner: Manner) -> list[Receipt]:
    if not desk.as_json or desk.interactive:
        print_sheet(sheet_of(act, most=SHOWN), err=True)
    agree(manner, say("提交？", "submit it"))
    with writing(desk) as office, blaming(file):
        receipts = submit_act(desk, office, act)
    if not desk.as_json:
        print_receipts(receipts, act)
    return receipts


def _documents(done: Done) -> list[dict[str, Any]]:
    return [one for act, receipts in done for one in receipt_documents(receipts, act)]


def _stop(desk: Desk, error: Exception, done: Done, moved: list[dict[str, Any]]) -> int:
    """Tell the failure, and in JSON also what was recorded before it."""
    if not desk.as_json:
        code = report(error, desk)
        for one in moved:
            desk.talk(_moved_line(one))
        return code
    document = as_document(error)
    document["receipts"] = _documents(done)
    if moved:
        document["error"]["moved"] = moved
    print_json(document)
    return int(document["error"]["exit"])


def _check_complete(file: Path, act: ActFile) -> None:
    missing = [one["role_name"] for one in signers_of(act) if not one["signed"]]
    if missing:
        names = say("、", ", ").join(missing)
        raise click.UsageError(
            say(
                f"{file}：尚未签齐，缺 {names}", f"{file}: not all have signed: {names}"
            )
        )


def _judge_only(desk: Desk, acts: Sequence[ActFile]) -> None:
    with reading(desk, look_up=True) as office:
        refusals = [one for act in acts for one in office.dispatch.refusals(act)]
    most = None if desk.as_json else SHOWN
    sheets = [sheet_of(act, most=most) for act in acts]
    if not desk.as_json:
        for sheet in sheets:
            print_sheet(sheet, err=False)
    if refusals:
        raise Refused(tuple(refusals))
    if desk.as_json:
        print_json({"sheets": sheets})


def _moved(desk: Desk, error: ConflictError) -> list[dict[str, Any]]:
    """Tell what was recorded in the aggregate since the act was drafted."""
    with reading(desk) as office:
        return [
            _event(event) for event in office.log.events(error.id)[error.expected :]
        ]


def _event(event: Event) -> dict[str, Any]:
    return {
        "event_id": event.hash.hex(),
        "id": event.id,
        "seq": event.seq,
        "title": tell(known_type(event.type).title),
        "received_at": format_moment(event.received_at),
        "by": [
            {"role": tell(role_name(one.role)), "org": one.org, "key": one.key.hex()}
            for one in event.statement.by
        ],
    }


def _moved_line(one: dict[str, Any]) -> str:
    who = say("、", ", ").join(f"{by['role']} {by['org']}".strip() for by in one["by"])
    place = f"{one['id']}@{one['seq']}"
    return say(
        f"  {one['received_at']}  {who} 已办理：{one['title']}（{place}）",
        f"  {one['received_at']}  {who} did: {one['title']} ({place})",
    )


def _offer_redraft(desk: Desk, file: Path, act: ActFile, *, redraft: bool) -> None:
    question = say("按最新状态重新起草？", "draft it again on the newest state?")
    wanted = redraft or (desk.interactive and click.confirm(question, err=True))
    if not wanted:
        return
    target = file.with_name(f"{file.name.removesuffix(SUFFIX)}-redraft{SUFFIX}")
    with reading(desk) as office:
        drafted = office.dispatch.draft(intent_of(act))
    write_act(target, drafted.file, new=True)
    desk.talk(
        say(
            f"已重新起草为 {target}，须全部重新签名",
            f"drafted again as {target}; everybody signs again",
        )
    )
