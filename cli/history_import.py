"""``daocha history import FILE``: a table of historical data onto the ledger.

Everything that is wrong is told at once, row by row and column by column, and nothing
is recorded unless all of it is right. Nothing is recorded either before somebody has
agreed: on a terminal he is asked, and elsewhere ``--yes`` is needed; without it the
table is only checked.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final

import click

from aggregates.draft import Intent
from aggregates.history.columns import BY_FIELD, CellFault
from aggregates.history.importing import HistoryRow, Reading, read_table
from aggregates.lookup import person_of, policy_of
from aggregates.person.identity import DocumentKind, normalise_number
from aggregates.policy.dates import local_date
from aggregates.policy.settings.accountability import History
from aggregates.text import Text
from cli.acts import agreement_options
from cli.commands import Command
from cli.desk import Desk, print_json
from cli.exit_codes import Exit
from cli.history_table import read_file
from cli.intentions import manner_of, signatories
from cli.keyring import Keyring
from cli.language import say, tell
from cli.office import Office, reading
from cli.output import print_table
from cli.progress import Tracked
from cli.submission import carry_out
from cli.values import UNKNOWN_MEDIA
from cli.vocabulary import known_type
from ledger.vault import Vault

TYPE: Final = "history.batch-collected"
MEDIA: Final = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
}
PHOTOS: Final = (".jpg", ".jpeg", ".png")
_FILE: Final = click.Path(path_type=Path)


def command() -> click.Command:
    """Make the command."""
    return Command(
        "import",
        callback=click.pass_obj(_import),
        params=[
            click.Argument(["file"], type=_FILE, metavar="FILE.xlsx|FILE.csv"),
            click.Option(
                ["--sheet"],
                default="",
                metavar=say("名称", "NAME"),
                help=say("工作表，默认为第一个", "the sheet; the first by default"),
            ),
            click.Option(
                ["--photos"],
                type=click.Path(path_type=Path, file_okay=False, exists=True),
                metavar="DIR",
                help=say(
                    "需要电子证书的个人照片，文件名为证件号码",
                    "photographs for certificates, named by the document's number",
                ),
            ),
            click.Option(
                ["--by"],
                multiple=True,
                metavar="KEY:ROLE[:ORG]",
                help=say("签名人，默认由 --as 推出", "a signer; from --as by default"),
            ),
            click.Option(
                ["--profile", "profile"],
                metavar="NAME",
                default="",
                help=say("适用的政策，默认自动选择", "the policy; chosen by default"),
            ),
            click.Option(
                ["-o", "--output", "output"],
                type=_FILE,
                metavar="FILE.act",
                help=say("待签文件的路径", "where the act file goes"),
            ),
            *agreement_options(),
        ],
        help=say(
            "导入《湖北省职称历史数据采集表》（附件4）。逐行逐列核对，一次列出全部问题；"
            "有一处不符即全部不采集。没有终端又未加 --yes 时只核对、不写入。\n\n"
            "空表：daocha history template FILE.xlsx",
            "Import a table of historical title data (附件4). Everything wrong is told "
            "at once, by row and column; nothing is collected unless all is right. "
            "Without a terminal and without --yes it is only checked.\n\n"
            "An empty table: daocha history template FILE.xlsx",
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A table without fault, and what its draft needs.

    Attributes:
        profile: The policy it is collected under.
        entries: Its rows.
        source: The file, by hash.
    """

    profile: str
    entries: Sequence[Mapping[str, Any]]
    source: Mapping[str, Any]


def _import(desk: Desk, /, file: Path, **options: Any) -> None:
    table = read_file(file, options["sheet"])
    photos = _photos(options["photos"])
    with reading(desk, vault=True) as office:
        profile = options["profile"] or office.dispatch.recorded.current_profile(
            office.clock()
        )
        rows = Tracked(table.rows, say("核对", "checking"), quiet=desk.as_json)
        found = read_table(
            rows, today=_today(office), scope=_scope(office, profile), epoch=table.epoch
        )
        matched = _Matching(office, photos, found.letters)
        faults = (*found.faults, *matched.faults(_tracked(desk, found.rows)))
        _tell_ignored(desk, found)
        if faults:
            _refuse(desk, faults, found)
        entries = [matched.entry(row) for row in found.rows]
    ready = Ready(profile=profile, entries=entries, source=_source(file))
    _carry_out(desk, ready, options)


def _tracked(desk: Desk, rows: Sequence[HistoryRow]) -> Tracked[HistoryRow]:
    return Tracked(rows, say("查重", "recognising"), quiet=desk.as_json)


def _today(office: Office) -> date:
    return local_date(office.clock())


def _scope(office: Office, profile: str) -> History | None:
    """Return which years the policy in force collects, if it says so."""
    policy = policy_of(office.dispatch.recorded, profile)
    version = policy.in_force_on(_today(office))
    return version.profile.history if version else None


def _carry_out(desk: Desk, ready: Ready, options: Mapping[str, Any]) -> None:
    only_check = not (desk.interactive or options["yes"])
    count = len(ready.entries)
    if only_check and not options["dry_run"]:
        told = say(
            f"{count} 行全部相符，可以采集。仅核对，未写入；采集请加 --yes",
            f"{count} rows, all right. Only checked; collect them with --yes",
        )
        desk.answer({"rows": count, "faults": []}, lambda: click.echo(told))
        return
    desk.talk(say(f"{count} 行全部相符", f"{count} rows, all right"))
    entries = Tracked(ready.entries, say("起草", "drafting"), quiet=desk.as_json)

    def make(office: Office, keyring: Keyring) -> Intent:
        return Intent(
            type=TYPE,
            body={"source": ready.source},
            by=signatories(known_type(TYPE), options["by"], office, keyring),
            entries=entries,
            profile=ready.profile,
        )

    carry_out(desk, [make], manner_of(options))


def _source(file: Path) -> dict[str, Any]:
    with file.open("rb") as opened:
        digest = file_digest(opened, "sha256").digest()
        size = opened.tell()
    media = MEDIA.get(file.suffix.lower(), UNKNOWN_MEDIA)
    return {"sha256": digest, "size": size, "media": media}


class _Matching:
    """Finds whose rows they are, and whether they were collected before.

    Args:
        office: The ledger with its vault.
        photos: Photographs by normalised number.
        letters: Letters of the table's columns, by field.
    """

    def __init__(
        self,
        office: Office,
        photos: Mapping[str, Sequence[Any]],
        letters: Mapping[str, str],
    ) -> None:
        self._letters = letters
        self._recorded = office.dispatch.recorded
        self._vault: Vault | None = office.vault
        self._photos = photos
        self._persons: dict[tuple[DocumentKind, str], tuple[str, ...]] = {}
        self._used: set[str] = set()

    def faults(self, rows: Sequence[HistoryRow]) -> Iterator[CellFault]:
        """Yield what is wrong with rows beside what is recorded."""
        for row in rows:
            persons = self._persons_of(row)
            if len(persons) > 1:
                text = Text(
                    f"证件号码在台账中对应 {len(persons)} 人，请先核实",
                    f"the number leads to {len(persons)} persons on the ledger",
                )
                yield self._fault(row, "MANY_PERSONS", text)
            before = person_of(self._recorded, persons[0]).history.get(row.key, "")
            if before:
                text = Text(f"已采集过（{before}），请删除此行", f"collected: {before}")
                yield self._fault(row, "COLLECTED", text, "XN12-7.2c")
        yield from self._unused_photos(rows)

    def _fault(
        self, row: HistoryRow, code: str, text: Text, rule: str = ""
    ) -> CellFault:
        column = BY_FIELD["id_number"]
        letter = self._letters[column.field]
        return CellFault(row.place, letter, column.zh, code, rule or column.rule, text)

    def _unused_photos(self, rows: Sequence[HistoryRow]) -> Iterator[CellFault]:
        numbers = {normalise_number(row.personal["id_number"]) for row in rows}
        if rows and (left := len(set(self._photos) - numbers)):
            text = Text(
                f"{left} 张照片的文件名不是表中的证件号码",
                f"{left} photographs are named by no number of the table",
            )
            yield CellFault(0, "", "", "PHOTO", "XN12-A4.16", text)

    def entry(self, row: HistoryRow) -> dict[str, Any]:
        """Return a row as the draft takes it."""
        entry = row.entry(self._persons_of(row)[0])
        photo = self._photos.get(normalise_number(row.personal["id_number"]))
        if photo is not None:
            entry |= {"wants_certificate": True, "photo": [photo]}
        return entry

    def _persons_of(self, row: HistoryRow) -> tuple[str, ...]:
        """Return the persons that a number leads to; a new one for an unknown."""
        number = (row.id_kind, row.id_number)
        if number not in self._persons:
            known = self._known(row)
            self._persons[number] = known or (f"person/{secrets.token_hex(16)}",)
        return self._persons[number]

    def _known(self, row: HistoryRow) -> tuple[str, ...]:
        if self._vault is None:
            return ()
        owners = self._vault.index_find(row.id_kind.value, row.id_number)
        return tuple(one for one in owners if self._recorded.version(one))


def _photos(folder: Path | None) -> dict[str, Sequence[Any]]:
    if folder is None:
        return {}
    files = [one for one in sorted(folder.iterdir()) if one.suffix.lower() in PHOTOS]
    found: dict[str, Sequence[Any]] = {}
    for one in files:
        with one.open("rb") as opened:
            digest = file_digest(opened, "sha256").digest()
            found[normalise_number(one.stem)] = [digest, opened.tell()]
    return found


def _tell_ignored(desk: Desk, found: Reading) -> None:
    if found.ignored:
        names = "、".join(found.ignored)
        desk.talk(
            say(f"以下列不属采集表，未读入：{names}", f"columns left out: {names}")
        )


def _refuse(desk: Desk, faults: Sequence[CellFault], found: Reading) -> None:
    """Tell every fault, and end with the exit code for unusable input."""
    if desk.as_json:
        print_json({"rows": found.seen, "faults": [_document(one) for one in faults]})
    else:
        _print_faults(faults)
    desk.talk(
        say(
            f"\n共 {found.seen} 行，{len(faults)} 处不符；全部未采集。改正后重新导入",
            f"\n{found.seen} rows, {len(faults)} faults; nothing was collected",
        )
    )
    raise click.exceptions.Exit(Exit.USAGE)


def _document(fault: CellFault) -> dict[str, Any]:
    return {**fault._asdict(), "text": tell(fault.text)}


def _print_faults(faults: Sequence[CellFault]) -> None:
    columns = (
        say("行", "row"),
        say("列", "column"),
        say("字段", "field"),
        say("问题", "what is wrong"),
        say("规则", "rule"),
    )
    rows = [
        (
            str(one.row or "-"),
            one.column or "-",
            one.field or "-",
            tell(one.text),
            one.rule,
        )
        for one in faults
    ]
    print_table(columns, rows, unbroken=(0, 1, 2, 4))
