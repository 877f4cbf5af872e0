"""Receipts: what is recorded, where, under which checkpoint, and what happens next."""

from collections.abc import Sequence
from typing import Any, Final

from aggregates.act_file import ActFile
from cli.language import say, tell
from cli.moments import format_moment
from cli.output import console, print_heading, print_pairs, print_table
from cli.sheet import outline_of
from cli.sheet_text import deadline_line
from cli.vocabulary import known_type
from ledger.log import Receipt

SHORT: Final = 16
"""Hex digits of an event id in a list; twelve are enough to name it."""


def receipt_documents(
    receipts: Sequence[Receipt], act: ActFile
) -> list[dict[str, Any]]:
    """Return receipts for JSON, each with the deadlines that it sets."""
    statements = outline_of(act)
    return [
        {
            "event_id": receipt.event_id,
            "id": receipt.id,
            "seq": receipt.seq,
            "type": statement["type"],
            "position": receipt.position,
            "received_at": format_moment(receipt.received_at),
            "checkpoint": receipt.checkpoint.decode(),
            "deadlines": statement["deadlines"],
        }
        for receipt, statement in zip(receipts, statements, strict=True)
    ]


def print_receipts(receipts: Sequence[Receipt], act: ActFile) -> None:
    """Print the receipt of an act, and what is due because of it."""
    lead, *followers = receipts
    documents = receipt_documents(receipts, act)
    title = tell(known_type(act.lead.type).title)
    print_heading(say(f"回执：{title}", f"Receipt: {title}"))
    pairs = [
        (say("事件编号", "event id"), lead.event_id),
        (say("对象", "about"), f"{lead.id}@{lead.seq}"),
        (say("位置", "position"), str(lead.position)),
        (say("记录时间", "recorded"), format_moment(lead.received_at)),
    ]
    if followers:
        told = say(f"{len(followers)} 条", f"{len(followers)} more")
        pairs.append((say("随附记录", "with it"), told))
    print_pairs(pairs)
    _print_checkpoint(lead)
    deadlines = [one for document in documents for one in document["deadlines"]]
    print_heading(say("下一步", "What happens next"))
    for one in deadlines:
        console().print(f"  {deadline_line(one)}")
    ask = f"daocha status {lead.id}"
    console().print(say(f"  {ask} 查看此后可办事项", f"  {ask} says what can follow"))


def print_receipt_list(done: Sequence[tuple[ActFile, Sequence[Receipt]]]) -> None:
    """Print the receipts of several acts: a line for each, and one checkpoint."""
    columns = (
        say("位置", "position"),
        say("事项", "act"),
        say("对象", "about"),
        say("事件编号", "event id"),
    )
    rows = [
        (
            str(receipts[0].position),
            tell(known_type(act.lead.type).title),
            f"{receipts[0].id}@{receipts[0].seq}",
            receipts[0].event_id[:SHORT],
        )
        for act, receipts in done
    ]
    print_heading(say(f"回执：{len(rows)} 个事项", f"Receipts: {len(rows)} acts"))
    print_table(columns, rows)
    _print_checkpoint(done[-1][1][0])


def _print_checkpoint(receipt: Receipt) -> None:
    print_heading(say("检查点（请保存）", "Checkpoint (keep it)"))
    console().print(receipt.checkpoint.decode().rstrip("\n"), soft_wrap=True)
