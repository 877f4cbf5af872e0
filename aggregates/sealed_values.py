"""What a sealed value may be, asked before anybody commits to it.

Once sealed, a value is seen by no rule and no audit: what the review sheet cannot show
truthfully, or what says nothing, must not come so far. The same is asked when an act is
drafted, before each signature, and when it is submitted. Nothing here repeats a value.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from aggregates.decider import Refusal, Refused
from aggregates.rulebook import Reason, reason, refusal
from aggregates.schema import EVENT_TYPES
from aggregates.sealing import PersonalField, personal_fields
from aggregates.text import Text, is_blank
from ledger.commitment import Opening
from ledger.encoding import check_text
from ledger.errors import MalformedError
from ledger.statement import Statement

RULE: Final = "LEDGER-TEXT"
LONGEST_LINE: Final = 200
"""Characters in a name, a number, a telephone: what one line of a form holds."""
LONGEST_TEXT: Final = 20_000
"""Characters in an account, an opinion, a statement: some twenty pages."""
_HASH_SIZE: Final = 32


def check_sealed_values(
    statements: Iterable[Statement], openings: Sequence[Opening]
) -> None:
    """Check that every sealed value of an act is fit to be shown and kept.

    Raises:
        Refused: One is not; all are told.
    """
    found = refusals_of_values(statements, openings)
    if found:
        raise Refused(found)


def refusals_of_values(
    statements: Iterable[Statement], openings: Sequence[Opening]
) -> tuple[Refusal, ...]:
    """Return every reason why the sealed values of an act are not to be kept."""
    if not openings:
        return ()
    by_place = {(one.id, one.seq): one for one in statements}
    return tuple(
        refusal(RULE, found)
        for opening in openings
        if (statement := by_place.get((opening.id, opening.seq))) is not None
        for found in _reasons(statement, opening)
    )


def _reasons(statement: Statement, opening: Opening) -> Iterator[Reason]:
    known = EVENT_TYPES.get(statement.type)
    name = opening.path.split("/")[1] if opening.path else ""
    field = personal_fields(known).get(name) if known else None
    if field is None:
        return
    label = field.label
    for expected, found in _faults(field, opening.value):
        yield reason(
            expected=(
                f"{label.zh}：{expected.zh}",
                f"{label.en}: {expected.en}",
            ),
            found=found,
            remedy=("改正后重新拟制", "correct it and draft the act again"),
        )


def _faults(field: PersonalField, value: Any) -> Iterator[tuple[Text, Text]]:
    if field.what == "file":
        yield from _faults_of_file(value)
    elif isinstance(value, str):
        yield from _faults_of_text(field, value)
    else:
        yield Text("文字", "text"), Text("不是文字", "something else")


def _faults_of_file(value: Any) -> Iterator[tuple[Text, Text]]:
    match value:
        case [bytes() as digest, int() as size] if len(digest) == _HASH_SIZE:
            if size < 1:
                yield Text("有内容的文件", "a file that is not empty"), EMPTY
        case _:
            yield (
                Text("文件的 SHA-256 和字节数", "SHA-256 and size of a file"),
                Text("其他内容", "something else"),
            )


def _faults_of_text(field: PersonalField, value: str) -> Iterator[tuple[Text, Text]]:
    longest = LONGEST_TEXT if field.multiline else LONGEST_LINE
    if is_blank(value):
        yield Text("有内容", "something said"), EMPTY
    if len(value) > longest:
        yield (
            Text(f"不超过 {longest} 个字符", f"at most {longest} characters"),
            Text(f"{len(value)} 个字符", f"{len(value)} characters"),
        )
    if not field.multiline and "\n" in value:
        yield Text("一行文字", "one line"), Text("有换行", "several lines")
    try:
        check_text(value, multiline=True)
    except MalformedError as error:
        yield (
            Text(
                "规范文字，不含控制字符和不可见字符",
                "normalised text without control and invisible characters",
            ),
            Text(f"有不允许的字符（{error}）", str(error)),
        )


EMPTY: Final = Text("空", "nothing")
