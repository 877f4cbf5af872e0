"""Identity document numbers: what is wrong with one, said in both languages.

Numbers are personal data. They are checked where they are typed or imported and kept
in the vault; nothing here repeats one in a fault or a message.

=============================  ==================================================
document                       form
=============================  ==================================================
居民身份证                     18 characters (GB 11643): region 6, birth 8,
                               order 3 (odd: male), check character MOD 11-2;
                               before 1999 15 digits, for historical data only
港澳台居民居住证               the same, region 810000, 820000 or 830000
外国人永久居留身份证           since 2023 the same length and check: 9, region 2,
                               nationality 3, birth 8, order 3, check character;
                               before that 3 letters and 12 digits
来往内地（大陆）通行证、护照   form only
统一社会信用代码               18 characters of an alphabet of 31 (GB 32100)
=============================  ==================================================

No table of counties is asked: such tables forget the counties that people were born
in, and so refuse real persons.
"""

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from aggregates.text import Text


class DocumentKind(StrEnum):
    """Kind of identity document, as 附件4 of 咸职改办〔2024〕12号 asks for it."""

    RESIDENT_ID = "RESIDENT_ID"
    HMT_RESIDENCE_PERMIT = "HMT_RESIDENCE_PERMIT"
    FOREIGN_PERMANENT_RESIDENCE = "FOREIGN_PERMANENT_RESIDENCE"
    HM_TRAVEL_PERMIT = "HM_TRAVEL_PERMIT"
    TAIWAN_TRAVEL_PERMIT = "TAIWAN_TRAVEL_PERMIT"
    PASSPORT = "PASSPORT"


KIND_NAMES: dict[DocumentKind, Text] = {
    DocumentKind.RESIDENT_ID: Text("居民身份证", "resident identity card"),
    DocumentKind.HMT_RESIDENCE_PERMIT: Text(
        "港澳台居民居住证", "residence permit for Hong Kong, Macao and Taiwan residents"
    ),
    DocumentKind.FOREIGN_PERMANENT_RESIDENCE: Text(
        "外国人永久居留身份证", "foreign permanent resident card"
    ),
    DocumentKind.HM_TRAVEL_PERMIT: Text(
        "港澳居民来往内地通行证", "mainland travel permit for Hong Kong and Macao"
    ),
    DocumentKind.TAIWAN_TRAVEL_PERMIT: Text(
        "台湾居民来往大陆通行证", "mainland travel permit for Taiwan residents"
    ),
    DocumentKind.PASSPORT: Text("护照", "passport"),
}


class Sex(StrEnum):
    """Sex as the forms write it."""

    MALE = "男"
    FEMALE = "女"


class Fault(NamedTuple):
    """One thing that is wrong with a number, without the number.

    Attributes:
        code: Stable name, for programs and tests.
        text: What was expected, and what to do.
    """

    code: str
    text: Text


FORM = Fault("FORM", Text("号码格式与证件类型不符", "the form is not this document's"))
HISTORIC = Fault(
    "HISTORIC",
    Text(
        "15位旧号码仅可用于历史数据，请填18位号码",
        "15 digits are for historical data only: give the number of 18",
    ),
)
BIRTH_DATE = Fault(
    "BIRTH_DATE", Text("号码中的出生日期不存在", "its date of birth does not exist")
)
FUTURE = Fault(
    "FUTURE", Text("号码中的出生日期晚于今天", "its date of birth is in the future")
)
CHECKSUM = Fault(
    "CHECKSUM",
    Text("校验码不符，请核对每一位", "its check character is wrong: compare each one"),
)
SEX_DIFFERS = Fault(
    "SEX_DIFFERS",
    Text("性别与证件号码不一致", "the sex stated is not the number's"),
)
BIRTH_DIFFERS = Fault(
    "BIRTH_DIFFERS",
    Text("出生日期与证件号码不一致", "the date of birth stated is not the number's"),
)

_OLD_RESIDENT_ID = re.compile(r"[1-8][0-9]{14}")
_FORMS: dict[DocumentKind, re.Pattern[str]] = {
    DocumentKind.RESIDENT_ID: re.compile(r"(?!8[123]0000)[1-8][0-9]{16}[0-9X]"),
    DocumentKind.HMT_RESIDENCE_PERMIT: re.compile(r"8[123]0000[0-9]{11}[0-9X]"),
    DocumentKind.FOREIGN_PERMANENT_RESIDENCE: re.compile(
        r"9[0-9]{16}[0-9X]|[A-Z]{3}[0-9]{12}"
    ),
    DocumentKind.HM_TRAVEL_PERMIT: re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?"),
    DocumentKind.TAIWAN_TRAVEL_PERMIT: re.compile(r"[0-9]{8}(?:[0-9]{2}[A-Z]?)?"),
    DocumentKind.PASSPORT: re.compile(r"(?=.*[0-9])[A-Z0-9]{5,9}"),
}
_LONG = 18
_SHORT = 15


def normalise_number(text: str) -> str:
    """Return a number as it is compared: NFKC, without spaces, in upper case.

    Full-width digits become ASCII, and the small ``x`` of a check character becomes
    ``X``. Digits of other scripts stay what they are, and fit no form.
    """
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(folded.split())


def find_faults(
    kind: DocumentKind, number: str, *, today: date, allow_historic: bool = False
) -> tuple[Fault, ...]:
    """List everything that is wrong with a normalised number.

    A number without fault has the right form; that it belongs to anybody, only the
    issuing authority knows.

    Args:
        kind: The document it is said to be from.
        number: The number, from `normalise_number`.
        today: The day of the check; nobody is born after it.
        allow_historic: Accept a resident's old number of 15 digits, as historical
            title data may hold it.
    """
    if kind is DocumentKind.RESIDENT_ID and _OLD_RESIDENT_ID.fullmatch(number):
        historic = () if allow_historic else (HISTORIC,)
        return historic + _birth_faults(number, today)
    if not _FORMS[kind].fullmatch(number):
        return (FORM,)
    if len(number) != _LONG:
        return ()
    return _birth_faults(number, today) + _checksum_faults(number)


def _birth_faults(number: str, today: date) -> tuple[Fault, ...]:
    born = born_on(number)
    if born is None:
        return (BIRTH_DATE,)
    return (FUTURE,) if born > today else ()


def _checksum_faults(number: str) -> tuple[Fault, ...]:
    return () if number[-1] == check_character(number[:-1]) else (CHECKSUM,)


def check_character(digits: str) -> str:
    """Compute the check character of 17 digits (GB 11643, ISO 7064 MOD 11-2).

    Example:
        >>> check_character("11010519491231002")
        'X'
    """
    weighted = sum(int(digit) << (17 - index) for index, digit in enumerate(digits))
    return "10X98765432"[weighted % 11]


def born_on(number: str) -> date | None:
    """Return the date of birth that a resident's or permanent resident's number holds.

    Returns:
        The date; None where the number holds none or one that does not exist.
    """
    digits = number[6:14] if len(number) == _LONG else f"19{number[6:12]}"
    if len(number) not in (_SHORT, _LONG) or not re.fullmatch(r"[0-9]{8}", digits):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def sex_of(number: str) -> Sex | None:
    """Return the sex that a resident's number holds, or None if it holds none."""
    order = {_LONG: number[16:17], _SHORT: number[14:15]}.get(len(number), "")
    if not re.fullmatch(r"[0-9]", order):
        return None
    return Sex.MALE if int(order) % 2 else Sex.FEMALE


def find_mismatches(
    kind: DocumentKind, number: str, *, sex: str | None = None, born: date | None = None
) -> tuple[Fault, ...]:
    """List where stated facts differ from those in a number without fault.

    Numbers that hold neither sex nor birth, such as a passport's, contradict nothing.
    The sex is read from numbers under GB 11643 only: whether the permanent resident
    card states it is not known to us.

    Args:
        kind: The document's kind.
        number: The normalised number, in which `find_faults` finds nothing.
        sex: 男 or 女 as stated beside it (附件4 性别).
        born: The date of birth as stated beside it (附件4 出生日期).
    """
    if number[:1].isalpha():  # the permanent resident's older card holds neither
        return ()
    faults = []
    if kind in _HOLDING_SEX and sex not in (None, sex_of(number)):
        faults.append(SEX_DIFFERS)
    if kind in _HOLDING_BIRTH and born not in (None, born_on(number)):
        faults.append(BIRTH_DIFFERS)
    return tuple(faults)


_HOLDING_SEX = frozenset({DocumentKind.RESIDENT_ID, DocumentKind.HMT_RESIDENCE_PERMIT})
_HOLDING_BIRTH = _HOLDING_SEX | {DocumentKind.FOREIGN_PERMANENT_RESIDENCE}


def widen(number: str) -> str:
    """Return the number of 18 characters that replaced a resident's number of 15.

    Anything else is returned as it is, so that one person is found under one number
    (formats §5).

    Example:
        >>> widen("110105491231002")
        '11010519491231002X'
    """
    if not _OLD_RESIDENT_ID.fullmatch(number):
        return number
    digits = f"{number[:6]}19{number[6:]}"
    return digits + check_character(digits)


def index_number(kind: DocumentKind, text: str) -> str:
    """Return a number in the one form under which the vault's index knows it."""
    number = normalise_number(text)
    return widen(number) if kind is DocumentKind.RESIDENT_ID else number


CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_CODE = re.compile(
    rf"[{CREDIT_CODE_ALPHABET}]{{2}}[0-9]{{6}}[{CREDIT_CODE_ALPHABET}]{{10}}"
)
_CREDIT_MODULUS = len(CREDIT_CODE_ALPHABET)
CREDIT_CODE_FORM = Fault(
    "FORM",
    Text("统一社会信用代码应为18位", "a unified social credit code has 18 characters"),
)


def find_credit_code_faults(code: str) -> tuple[Fault, ...]:
    """List everything that is wrong with a normalised 统一社会信用代码 (GB 32100)."""
    if not _CREDIT_CODE.fullmatch(code):
        return (CREDIT_CODE_FORM,)
    return () if code[-1] == credit_check_character(code[:-1]) else (CHECKSUM,)


def credit_check_character(code: str) -> str:
    """Compute the check character of the first 17 characters (GB 32100).

    Example:
        >>> credit_check_character("91350100M000100Y4")
        '3'
    """
    weighted = sum(
        CREDIT_CODE_ALPHABET.index(character) * pow(3, index, _CREDIT_MODULUS)
        for index, character in enumerate(code)
    )
    return CREDIT_CODE_ALPHABET[-weighted % _CREDIT_MODULUS]
