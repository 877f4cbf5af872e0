"""What went wrong, told to another program: one document, whatever it was.

::

    {"error": {"code": "input", "message": "…", "message_en": "…", "refusals": []}}

The words for the kinds of failure are those of the command line; the status says the
same to HTTP. Nothing of what was asked is repeated beyond the names of parameters.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

import msgspec

from aggregates.text import Text
from ledger.errors import LedgerError, VerificationError

RETRY_S: Final = 5
"""When it makes sense to come back, in seconds."""


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong.

    Attributes:
        code: The kind of failure.
        message: In Chinese.
        message_en: In English.
        refusals: The rules that said no; nothing here asks one.
    """

    code: str
    message: str
    message_en: str
    refusals: tuple[dict[str, str], ...] = ()


class FailureDocument(msgspec.Struct, frozen=True):
    """The document that tells it."""

    error: Failure


class Problem(Exception):  # noqa: N818 - it is an answer, and the asker's error or ours
    """A question that gets no answer.

    Attributes:
        status: For HTTP.
        code: For programs.
        text: For people.
        headers: What HTTP wants with this status.
    """

    def __init__(
        self,
        status: HTTPStatus,
        code: str,
        text: Text,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(text.en)
        self.status = status
        self.code = code
        self.text = text
        self.headers: Mapping[str, str] = headers or {}

    def document(self) -> bytes:
        """Return the document as JSON."""
        failure = Failure(code=self.code, message=self.text.zh, message_en=self.text.en)
        return msgspec.json.encode(FailureDocument(failure))


def wrong_input(text: Text) -> Problem:
    """Make the answer to a question that is not understood."""
    return Problem(HTTPStatus.BAD_REQUEST, "input", text)


def not_found(text: Text) -> Problem:
    """Make the answer to a question about what is not there."""
    return Problem(HTTPStatus.NOT_FOUND, "not_found", text)


def not_published(text: Text) -> Problem:
    """Make the answer to a question about what is not for everybody."""
    return Problem(HTTPStatus.FORBIDDEN, "not_published", text)


def busy(text: Text) -> Problem:
    """Make the answer when too many ask at once."""
    return unavailable("busy", text)


def unavailable(code: str, text: Text) -> Problem:
    """Make the answer while the ledger cannot be read."""
    headers = {"Retry-After": str(RETRY_S)}
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, code, text, headers)


def ledger_failed(error: LedgerError) -> Problem:
    """Make the answer when the ledger under the server cannot be trusted or read.

    What is wrong with it stays here: it is for whoever runs the ledger, who is told
    by ``verify``.
    """
    if isinstance(error, VerificationError):
        return unavailable(
            "verification",
            Text(
                "台账未通过核验，暂停查询；请台账管理单位运行 daocha verify",
                "the ledger does not hold what it claims; its keeper should verify it",
            ),
        )
    return unavailable(
        "storage",
        Text("台账暂时无法读取", "the ledger cannot be read at present"),
    )


def our_bug() -> Problem:
    """Make the answer when the fault is ours; details stay here."""
    return Problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "bug",
        Text("程序内部错误", "a bug of ours"),
    )


_BY_STATUS: Final[Mapping[int, tuple[str, Text]]] = {
    HTTPStatus.NOT_FOUND: (
        "not_found",
        Text("没有这个地址；见 /openapi.json", "no such address; see /openapi.json"),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        "method",
        Text("只能查询：GET 或 HEAD", "this service only reads: GET or HEAD"),
    ),
}


def of_status(status: int, headers: Mapping[str, Any] | None) -> Problem:
    """Make the answer to what the router itself turned away."""
    known = _BY_STATUS.get(status)
    if known is None:
        return our_bug()
    return Problem(HTTPStatus(status), *known, headers)
