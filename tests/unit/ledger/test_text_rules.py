import sys
import unicodedata

import pytest

from ledger.encoding import check_text, check_texts, normalise_text
from ledger.errors import MalformedError


def is_accepted(text: str, *, multiline: bool = False) -> bool:
    try:
        check_text(text, multiline=multiline)
    except MalformedError:
        return False
    return True


@pytest.mark.parametrize(
    "text",
    [
        "",
        "咸职改办〔2024〕12号",
        "王𠮷",
        "𪚥",
        "㐱\U000e0100",
        "Ærøskøbing",
        "（第四条）　甲",
        "a\u00a0b",
        "\ue000",
    ],
)
def test_names_and_document_numbers_pass(text: str) -> None:
    check_text(text)


@pytest.mark.parametrize("code", [0x2FFFD, 0x323B0, 0x3FFFD])
def test_unassigned_places_of_planes_2_and_3_pass_because_names_come_there(
    code: int,
) -> None:
    check_text(chr(code))


@pytest.mark.parametrize(
    "code",
    [
        *(0x00, 0x09, 0x0B, 0x0D, 0x1F, 0x7F, 0x85, 0x9F),
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2060, 0x206A),
        0xFEFF,
        *range(0xFDD0, 0xFDF0),
        *(plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF)),
        *(0x0378, 0xE0080, 0x1FFF0),
        *(0xD800, 0xDFFF),
    ],
)
def test_invisible_unassigned_and_control_characters_are_refused(code: int) -> None:
    with pytest.raises(MalformedError, match=f"U\\+{code:04X} at character 1 "):
        check_text(f"甲{chr(code)}乙", multiline=True)


def test_a_line_feed_needs_a_long_text() -> None:
    check_text("第一行\n第二行", multiline=True)
    with pytest.raises(MalformedError, match=r"U\+000A at character 3"):
        check_text("第一行\n第二行")


@pytest.mark.parametrize("text", ["e\u0301", "\uf900", "\U0002f800", "\u1100\u1161"])
def test_text_that_is_not_in_nfc_is_refused(text: str) -> None:
    with pytest.raises(MalformedError, match="NFC"):
        check_text(text)
    check_text(normalise_text(text))


def test_normalising_changes_nothing_but_the_form() -> None:
    assert normalise_text("e\u0301　ＡＢ①\u200b") == "é　ＡＢ①\u200b"


def test_the_shortcut_for_printable_text_agrees_with_the_rule_for_every_character() -> (
    None
):
    accepted = {code for code in range(sys.maxunicode + 1) if is_accepted(chr(code))}
    assigned = {
        code
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) not in {"Cn", "Cc", "Cs"}
        and unicodedata.is_normalized("NFC", chr(code))
        and not 0x200B <= code <= 0x200F
        and not 0x2028 <= code <= 0x202E
        and not 0x2060 <= code <= 0x2069
        and code != 0xFEFF
    }
    rare = {
        code
        for code in range(0x20000, 0x40000)
        if unicodedata.category(chr(code)) == "Cn" and code & 0xFFFF < 0xFFFE
    }
    assert accepted == assigned | rare


@pytest.mark.parametrize(
    "value",
    [
        "甲\n乙",
        ["e", "\u0301"],
        {"note": "甲\n乙", "names": ["王", {"of": "\u0301"}], "n": 1, "b": b"\xff"},
        [],
        7,
    ],
)
def test_a_value_passes_if_each_of_its_texts_does(value: object) -> None:
    check_texts(value)


@pytest.mark.parametrize("text", ["e\u0301", "a\u200bb", "\x00", "\u0378"])
@pytest.mark.parametrize("place", ["alone", "first", "last", "key", "deep"])
def test_one_text_that_is_refused_refuses_the_value(text: str, place: str) -> None:
    """The texts of a value are looked at together first; none may hide in the crowd."""
    value = {
        "alone": text,
        "first": [text, "e", "甲"],
        "last": ["e", "甲\n乙", text],
        "key": {"a": 1, text: "e"},
        "deep": {"a": ["e", {"b": [(text,)]}]},
    }[place]
    with pytest.raises(MalformedError):
        check_texts(value)


def test_a_key_holds_no_line_feed() -> None:
    with pytest.raises(MalformedError):
        check_texts({"a\nb": "甲"})
