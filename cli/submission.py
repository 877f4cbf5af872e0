"""From an intention to a receipt: draft, show, ask, sign, submit.

In this order, so that nobody is asked for a passphrase before he has read what he
signs, and nothing is shown as recorded before the ledger has answered:

1. the ledger is opened for reading and the act drafted and judged;
2. refused: every reason is told, one line goes to ``attempts.db``, and that is all;
3. the sheet is shown and, on a terminal, agreement asked for;
4. whoever is at hand signs; if others have to sign too, the act goes into a file;
5. else the ledger is opened for appending, and the receipt printed.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import click

from aggregates.act_file import ActFile
from aggregates.act_file import sign as sign_act
from aggregates.decider import Refusal, Refused
from aggregates.draft import Draft, Intent
from cli.act_files import SUFFIX, write_act
from cli.desk import Desk, print_json
from cli.exit_codes import Exit
from cli.failures import as_document, tell_refusals
from cli.keyring import Keyring
from cli.language import say
from cli.manner import Manner, agree, check_can_agree
from cli.office import Office, reading, writing
from cli.receipts import print_receipt_list, print_receipts, receipt_documents
from cli.sheet import SHOWN, sheet_of, signers_of
from cli.sheet_text import print_sheet
from cli.wording import explain
from ledger.attempts import Attempt, note_attempt
from ledger.errors import LedgerError, StoreError
from ledger.log import Receipt

SHORT: Final = 8

MakeIntent = Callable[[Office, Keyring], Intent]
"""Makes the intention once the ledger is open."""


def carry_out(desk: Desk, makes: Sequence[MakeIntent], manner: Manner) -> list[Receipt]:
    """Draft acts, and take them as far as the keys at hand allow.

    Several acts are drafted and agreed to together, and then recorded one by one.

    Returns:
        The receipts of those that were recorded.

    Raises:
        Refused: A rule says no to one; none was recorded.
        UsageError: It needs an agreement that nobody can be asked for.
        LedgerError: The ledger does not take one; those before it are recorded.
    """
    check_can_agree(desk, manner)
    keyring = Keyring(desk)
    with reading(desk, look_up=True) as office:
        drafts = [office.dispatch.draft(make(office, keyring)) for make in makes]
        now = office.clock()
    for note in manner.notes:
        desk.talk(note)
    if manner.dry_run:
        _show_only(desk, drafts)
    elif manner.only_draft:
        _keep_only(desk, drafts, manner)
    else:
        _refuse_any(desk, drafts, now)
        return _sign_and_submit(desk, [one.file for one in drafts], keyring, manner)
    return []


def submit_act(desk: Desk, office: Office, act: ActFile) -> list[Receipt]:
    """Record an act that everybody has signed.

    Raises:
        Refused: A rule says no; the attempt was written down.
        ConflictError: An aggregate of the act has moved.
        LedgerError: The ledger does not take it.
    """
    try:
        return office.dispatch.submit(act)
    except Refused as refused:
        _note(desk, act, refused.refusals, office.clock())
        raise


def _show_only(desk: Desk, drafts: Sequence[Draft]) -> None:
    refusals = tuple(refusal for one in drafts for refusal in one.refusals)
    most = None if desk.as_json else SHOWN
    sheets = [sheet_of(one.file, most=most) for one in drafts]
    if desk.as_json:
        told = as_document(Refused(refusals)) if refusals else {}
        print_json({"sheets": sheets, **told})
    else:
        for sheet in sheets:
            print_sheet(sheet, err=False)
        tell_refusals(refusals)
        desk.talk(say("\n（仅审阅，未签名）", "\n(only shown; nothing was signed)"))
    if refusals:
        raise click.exceptions.Exit(Exit.REFUSED)


def _keep_only(desk: Desk, drafts: Sequence[Draft], manner: Manner) -> None:
    _keep(desk, [one.file for one in drafts], manner.output)
    refusals = [refusal for one in drafts for refusal in one.refusals]
    if refusals and not desk.as_json:
        count = len(refusals)
        told = say(
            f"\n提醒：现在提交会因 {count} 项不符被拒绝",
            f"\nnote: submitted now it would be refused, {count} unmet",
        )
        desk.talk(told)
        tell_refusals(refusals)


def _keep(desk: Desk, acts: Sequence[ActFile], output: Path | None) -> None:
    """Write acts into new files that only their owner can read, and say so."""
    if len(acts) > 1 and output is not None and not output.is_dir():
        raise click.UsageError(
            say("-o：有多个事项，应为目录", "-o: expected a directory for several acts")
        )
    kept = []
    for act in acts:
        name = f"{act.lead.type}-{_short(act.lead.id)}{SUFFIX}"
        path = output or Path(name)
        path = path / name if path.is_dir() else path
        write_act(path, act, new=True)
        missing = [one for one in signers_of(act) if not one["signed"]]
        kept.append({"file": str(path), "missing": missing})
    desk.answer({"files": kept}, lambda: _tell_kept(desk, kept))


def _tell_kept(desk: Desk, kept: Sequence[dict[str, Any]]) -> None:
    for one in kept:
        click.echo(one["file"])
        names = say("、", ", ").join(who["role_name"] for who in one["missing"])
        desk.talk(say(f"还需签名：{names}", f"still to sign: {names}"))
    file = kept[0]["file"]
    desk.talk(
        say(
            f"下一步：daocha sign {file} --as 密钥文件；签齐后 daocha submit {file}",
            f"next: daocha sign {file} --as KEYFILE; then daocha submit {file}",
        )
    )


def _short(aggregate: str) -> str:
    return aggregate.rpartition("/")[2][:SHORT]


def _refuse_any(desk: Desk, drafts: Sequence[Draft], now: int) -> None:
    refused = [one for one in drafts if one.refusals]
    for one in refused:
        _note(desk, one.file, one.refusals, now)
    if refused:
        raise Refused(tuple(refusal for one in refused for refusal in one.refusals))


def _note(desk: Desk, act: ActFile, refusals: Sequence[Refusal], now: int) -> None:
    """Write the attempt down; that this fails must not hide the refusal."""
    attempt = Attempt(
        at=now,
        keys=tuple(signer.key.hex() for signer in act.lead.by),
        type=act.lead.type,
        rules=tuple(dict.fromkeys(refusal.rule for refusal in refusals)),
    )
    try:
        note_attempt(desk.directory, attempt)
    except StoreError as error:
        told = explain(str(error))
        desk.talk(say(f"（未能记入被拒清单：{told}）", f"(not listed: {told})"))


def _sign_and_submit(
    desk: Desk, acts: Sequence[ActFile], keyring: Keyring, manner: Manner
) -> list[Receipt]:
    if not desk.as_json or desk.interactive:
        for act in acts:
            print_sheet(sheet_of(act, most=SHOWN), err=True)
    agree(
        manner, say("以上内容属实，签名并提交？", "is all of this so? sign and submit")
    )
    signed = [_signed(act, keyring) for act in acts]
    if any(act.missing for act in signed):
        _keep(desk, signed, manner.output)
        return []
    return _submit_all(desk, signed)


def _signed(act: ActFile, keyring: Keyring) -> ActFile:
    for signer in act.lead.by:
        if keyring.holds(signer.key):
            act = sign_act(act, keyring.signer(signer.key))
    return act


def _submit_all(desk: Desk, acts: Sequence[ActFile]) -> list[Receipt]:
    done: list[tuple[ActFile, list[Receipt]]] = []
    with writing(desk) as office:
        try:
            done.extend((act, submit_act(desk, office, act)) for act in acts)
        except (Refused, LedgerError):
            _tell_recorded(desk, done)
            raise
    if desk.as_json:
        found = [receipt_documents(receipts, act) for act, receipts in done]
        print_json({"receipts": [one for documents in found for one in documents]})
    elif len(done) == 1:
        print_receipts(done[0][1], done[0][0])
    else:
        print_receipt_list(done)
    return [receipt for _, receipts in done for receipt in receipts]


def _tell_recorded(desk: Desk, done: Sequence[tuple[ActFile, list[Receipt]]]) -> None:
    for _, receipts in done:
        place = f"{receipts[0].id}@{receipts[0].seq}"
        desk.talk(say(f"已记录：{place}", f"recorded already: {place}"))
