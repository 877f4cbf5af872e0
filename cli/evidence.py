"""``daocha checkpoint`` and ``daocha prove``: evidence for others."""

from pathlib import Path
from typing import Any

import click

from cli.commands import Command
from cli.desk import Desk
from cli.file_failures import file_failure
from cli.language import say
from cli.naming import named_event
from cli.office import reading, writing
from cli.output import print_pairs
from ledger.checkpoint import parse_checkpoint
from ledger.merkle.hashing import leaf_hash
from ledger.merkle.proof import check_inclusion
from ledger.note import parse_note
from ledger.proof_file import format_proof
from ledger.record import Event

SHORT = 16


def checkpoint() -> click.Command:
    """Make the command ``checkpoint``."""
    return Command(
        "checkpoint",
        callback=click.pass_obj(_checkpoint),
        params=[
            click.Option(
                ["--publish"],
                is_flag=True,
                help=say("同时更新公布的检查点文件", "also renew the published file"),
            )
        ],
        help=say(
            "打印当前检查点。请存到台账之外，日后用 verify --since 核验。",
            "Print the newest checkpoint. Keep it outside the ledger, and verify by it "
            "later with verify --since.",
        ),
    )


def prove() -> click.Command:
    """Make the command ``prove``."""
    return Command(
        "prove",
        callback=click.pass_obj(_prove),
        params=[
            click.Argument(["event"], metavar="EVENT"),
            click.Option(
                ["--out"],
                type=click.Path(path_type=Path),
                metavar="DIR",
                help=say("写入目录；默认打印证明", "into a directory; else printed"),
            ),
        ],
        help=say(
            "导出一个事件的证明：记录原文、纳入证明（.tlog-proof）、台账公钥。"
            "EVENT 为事件编号（至少 12 位）或 对象@序号。",
            "The proof of one event: its record, the inclusion proof (.tlog-proof) and "
            "the log key. EVENT is an event id (12 digits or more) or ID@SEQ.",
        ),
    )


def _checkpoint(desk: Desk, /, *, publish: bool) -> None:
    if publish:
        with writing(desk) as office:
            note = office.log.publish()
    else:
        with reading(desk) as office:
            note = office.log.checkpoint()
    known = parse_checkpoint(parse_note(note).text)
    document = {
        "origin": known.origin,
        "size": known.size,
        "root": known.root.hex(),
        "checkpoint": note.decode(),
    }
    desk.answer(document, lambda: click.echo(note.decode(), nl=False))


def _prove(desk: Desk, /, event: str, *, out: Path | None) -> None:
    with reading(desk) as office:
        found = named_event(office.log, event)
        note, vkeys = office.log.checkpoint(), office.log.vkeys()
        known = parse_checkpoint(parse_note(note).text)
        hashes = office.log.prove_inclusion(found.position, known.size)
    check_inclusion(
        hashes,
        index=found.position,
        leaf=leaf_hash(found.record),
        size=known.size,
        root=known.root,
    )
    proof = format_proof(found.position, hashes, note)
    document: dict[str, Any] = {
        "event_id": found.hash.hex(),
        "id": found.id,
        "seq": found.seq,
        "position": found.position,
        "size": known.size,
        "root": known.root.hex(),
        "vkeys": vkeys,
    }
    if out is None:
        document["proof"] = proof.decode()
        desk.answer(document, lambda: click.echo(proof.decode(), nl=False))
        return
    document["files"] = _write(out, found, proof, "".join(f"{v}\n" for v in vkeys))
    desk.answer(document, lambda: _tell(document))


def _write(out: Path, event: Event, proof: bytes, vkeys: str) -> list[str]:
    name = event.hash.hex()[:SHORT]
    files = {
        f"{name}.record": event.record,
        f"{name}.tlog-proof": proof,
        "log.vkey": vkeys.encode(),
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
        for file, data in files.items():
            (out / file).write_bytes(data)
    except OSError as error:
        raise file_failure(out, error) from error
    return [str(out / file) for file in files]


def _tell(document: dict[str, Any]) -> None:
    print_pairs(
        [
            (say("事件编号", "event id"), document["event_id"]),
            (say("对象", "about"), f"{document['id']}@{document['seq']}"),
            (
                say("位置", "position"),
                say(
                    f"{document['position']}（共 {document['size']} 条）",
                    f"{document['position']} of {document['size']}",
                ),
            ),
            *((say("文件", "file"), file) for file in document["files"]),
        ]
    )
