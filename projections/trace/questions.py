"""The twenty questions of an inspector, in their order (domain page, section 5)."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from aggregates.text import Text
from projections.trace import matrix, publicity, signatures
from projections.trace.answer import Answer, Reply, answer
from projections.trace.inquiry import Inquiry


class Question(NamedTuple):
    """One question.

    Attributes:
        code: ``T1`` to ``T20``.
        text: The question.
        ask: What answers it.
    """

    code: str
    text: Text
    ask: Callable[[Inquiry], Reply[Any]]

    def answer(self, inquiry: Inquiry) -> Answer[Any]:
        """Answer it."""
        return answer(self.code, self.text, self.ask(inquiry))


QUESTIONS: Final = (
    Question(
        "T1",
        Text(
            "四个环节各由谁、以什么身份、代表哪个单位签名，当时授权和密钥是否有效",
            "who signed each segment, in which role and for whom, valid at that moment",
        ),
        signatures.ask,
    ),
    Question(
        "T2",
        Text(
            "各签名人面前是哪些材料，后查实不实的材料当时是否在内",
            "which material lay before each signer, and was the false item among it",
        ),
        matrix.ask,
    ),
    Question(
        "T3",
        Text(
            "单位公示起止、地点、内容、满工作日和异议处理，是否其后才推荐",
            "was the employer's publicity real, and the recommendation only afterwards",
        ),
        publicity.ask,
    ),
)
