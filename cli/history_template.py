"""``daocha history template FILE.xlsx``: an empty table of 附件4 to be filled in.

The columns are formatted as text, so that Excel keeps every digit of a number, and
lists offer what can be chosen.
"""

from pathlib import Path
from typing import Any, Final

import click

from aggregates.history.columns import COLUMNS, column_letter
from aggregates.history.importing import MAX_ROWS, SEXES
from aggregates.history.titles import series_names
from aggregates.person.identity import KIND_NAMES
from cli.commands import Command
from cli.desk import Desk
from cli.file_failures import file_failure
from cli.language import say

TITLE: Final = "湖北省职称历史数据采集表"
LISTS: Final = "选项"
HEADING_ROW: Final = 2
AS_TEXT: Final = "@"
WIDTHS: Final = {"id_number": 22, "review_body": 28, "approving_unit": 24}
USUAL_WIDTH: Final = 16
NOTES: Final = (
    "备注：1.采集范围为2012年至2021年的中、初级职称数据，2011年及以前年份的也可纳入。",
    "2.证件号码列已设为文本格式，请勿改为数值，否则末几位会丢失。",
    "3.日期写作 2015-12-01、2015.12.1、2015年12月1日或 20151201。",
    "4.每条数据12项均为必填项；需要电子证书的，照片另存，文件名为证件号码。",
)


def command() -> click.Command:
    """Make the command."""
    return Command(
        "template",
        callback=click.pass_obj(_template),
        params=[
            click.Argument(
                ["file"], type=click.Path(path_type=Path), metavar="FILE.xlsx"
            )
        ],
        help=say(
            "导出空的《湖北省职称历史数据采集表》（附件4），列有下拉选项。",
            "Write an empty table of historical title data (附件4), with lists.",
        ),
    )


def _template(desk: Desk, /, file: Path) -> None:
    if file.suffix.lower() != ".xlsx":
        raise click.UsageError(
            say(f"{file}：应以 .xlsx 结尾", f"{file}: expected a name in .xlsx")
        )
    try:
        with file.open("xb") as opened:
            make_book().save(opened)
    except OSError as error:
        raise file_failure(file, error) from error
    desk.answer({"file": str(file)}, lambda: click.echo(file))


def make_book() -> Any:
    """Make the empty table as a workbook."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to import, and only here

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = TITLE
    last = column_letter(len(COLUMNS) - 1)
    sheet["A1"] = TITLE
    sheet.merge_cells(f"A1:{last}1")
    for index, column in enumerate(COLUMNS):
        letter = column_letter(index)
        sheet[f"{letter}{HEADING_ROW}"] = column.zh
        dimension = sheet.column_dimensions[letter]
        dimension.width = WIDTHS.get(column.field, USUAL_WIDTH)
        dimension.number_format = AS_TEXT
    sheet.freeze_panes = f"A{HEADING_ROW + 1}"
    _add_lists(book, sheet)
    return book


def _add_lists(book: Any, sheet: Any) -> None:
    """Offer sex, kind of document and series from lists on a sheet of their own."""
    from openpyxl.worksheet.datavalidation import (  # noqa: PLC0415 - see above
        DataValidation,
    )

    choices = {
        "sex": SEXES,
        "id_kind": tuple(text.zh for text in KIND_NAMES.values()),
        "series": series_names(),
    }
    lists = book.create_sheet(LISTS)
    fields = [column.field for column in COLUMNS]
    for place, (field, words) in enumerate(choices.items()):
        source = column_letter(place)
        for number, word in enumerate(words, start=1):
            lists[f"{source}{number}"] = word
        rule = DataValidation(
            type="list", formula1=f"'{LISTS}'!${source}$1:${source}${len(words)}"
        )
        letter = column_letter(fields.index(field))
        rule.add(f"{letter}{HEADING_ROW + 1}:{letter}{HEADING_ROW + MAX_ROWS}")
        sheet.add_data_validation(rule)
    for number, note in enumerate(NOTES, start=1):
        lists[f"E{number}"] = note
