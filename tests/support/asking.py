"""One question of a trace, asked of a history."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from projections.trace.answer import Answer, Reply
from projections.trace.inquiry import Inquiry
from projections.trace.questions import QUESTIONS
from tests.support.builders import JIA
from tests.support.domain import Reader, reader
from tests.support.given import Deed

Ask = Callable[[Inquiry], Reply[Any]]


def reply_of(at: Reader, ask: Ask, subject: str = JIA.id) -> Reply[Any]:
    """Ask a question of a log with its views."""
    return at.ask(lambda rows: ask(Inquiry(subject, rows, at.states, at.today)))


def asked(
    path: Path, ask: Ask, *history: Deed, day: str = "2024-10-01", subject: str = JIA.id
) -> Reply[Any]:
    """Ask a question of a history, on a day."""
    return reply_of(reader(path / "log", day, *history), ask, subject)


def answered(
    code: str,
    path: Path,
    *history: Deed,
    day: str = "2024-10-15",
    subject: str = JIA.id,
) -> Answer[Any]:
    """Return the whole answer to a question, by its code, asked of a history."""
    at = reader(path / "log", day, *history)
    question = next(one for one in QUESTIONS if one.code == code)
    return at.ask(
        lambda rows: question.answer(Inquiry(subject, rows, at.states, at.today))
    )


def kinds(reply: Reply[Any] | Answer[Any]) -> list[str]:
    """Return the codes of the findings, in their order."""
    return [one.kind.code for one in reply.findings]


def rules(reply: Reply[Any] | Answer[Any]) -> set[str]:
    """Return the rules that the findings cite."""
    return {one.rule.id for one in reply.findings if one.rule is not None}


def types(reply: Reply[Any] | Answer[Any]) -> list[list[str]]:
    """Return the types of the events of each finding."""
    return [[ref.type.code for ref in one.events] for one in reply.findings]
