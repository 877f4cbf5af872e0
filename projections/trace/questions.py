"""The twenty questions of an inspector, in their order (domain page, section 5)."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from aggregates.text import Text
from projections.trace import (
    barred,
    complaints,
    conflicts,
    draw,
    elsewhere,
    interference,
    lateness,
    matrix,
    measures,
    plan,
    policies,
    propagation,
    publicity,
    quota,
    records,
    returns,
    shares,
    signatures,
    validity,
    vote,
)
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
    Question(
        "T4",
        Text(
            "申报、评审、确认之日是否属不得申报，当时能否知道",
            "was the applicant barred on each day, and could it be known then",
        ),
        barred.ask,
    ),
    Question(
        "T5",
        Text(
            "同一年度是否另有申报（其他系列、级别、评委会、渠道），依哪个市的规定构成违反",
            "what else was declared in the year, and by which city's rule it is wrong",
        ),
        elsewhere.ask,
    ),
    Question(
        "T6",
        Text(
            "受理、抽取、开会、表决、确认之日评委会是否有效，同期还有哪些结果受影响",
            "was the committee in power and in scope; what else comes of that time",
        ),
        validity.ask,
    ),
    Question(
        "T7",
        Text(
            "评审方案是否按时、完整报备并经同意，实际在时间、范围、专家、标准、通过率上有无偏离",
            "was the plan filed in time, complete and consented to, and was it kept",
        ),
        plan.ask,
    ),
    Question(
        "T8",
        Text(
            "专家如何抽取：名单版本、办法和种子、监督人、候补，有无指定或增补，能否重算",
            "how the experts were drawn, watched and seated; does it come out again",
        ),
        draw.ask,
    ),
    Question(
        "T9",
        Text(
            "哪些专家与申报人有关系，谁申请、是否责令回避，是否仍评议或计入表决",
            "which experts were related to the applicant, and did they step aside",
        ),
        conflicts.ask,
    ),
    Question(
        "T10",
        Text(
            "表决是否有效，计票、复核、公示、确认的名单是否一致，由谁因何改动",
            "was the vote valid, and one list all the way; changed by whom and why",
        ),
        vote.ask,
    ),
    Question(
        "T11",
        Text(
            "确认前有哪些信访件，何时收到、登记、核查，由谁办理，六项内容是否齐全，未办结时是否确认了结果",
            "which complaints there were before the confirmation, with their clocks",
        ),
        complaints.ask,
    ),
    Question(
        "T12",
        Text(
            "同一不实材料、同一来源、同一审核人、同一专家、同一无效期间还涉及哪些申报和职称",
            "which other applications and titles carry the same, or were passed alike",
        ),
        propagation.ask,
    ),
    Question(
        "T13",
        Text(
            "逾期了哪些期限，由哪个单位、哪个人负责，逾期多少个工作日，是否影响申报人",
            "which deadlines were missed, by which body and person, and what it led to",
        ),
        lateness.ask,
    ),
    Question(
        "T14",
        Text(
            "所涉单位的比例各是多少，说明、通报、暂停是否作出，暂停期间是否仍推荐",
            "the shares of the bodies, what followed, recommended while suspended",
        ),
        shares.ask,
    ),
    Question(
        "T15",
        Text(
            "各责任人依据哪条规定应受什么处理，由谁作出，已办和未办各是什么，期限何时届满",
            "which measure is due under which article, by whom, done or open",
        ),
        measures.ask,
    ),
    Question(
        "T16",
        Text(
            "有无补录、倒签、更正或缺项，记录能否核验",
            "was anything entered late, dated back, amended or missing; does it verify",
        ),
        records.ask,
    ),
    Question(
        "T17",
        Text(
            "退回了几次，原因是否一次告知，后来的原因是否此前已存在，是否按原渠道退回",
            "which returns were made, whether all was told at once, and by which way",
        ),
        returns.ask,
    ),
    Question(
        "T18",
        Text(
            "岗位设置、已聘、空岗，不占岗位申报，推荐人数与空岗，附件1名单与申报是否一致",
            "posts and vacancies, declared and recommended, names on the form",
        ),
        quota.ask,
    ),
    Question(
        "T19",
        Text(
            "有无打招呼登记、拒绝提供资料、泄露专家信息，其后如何处理",
            "was there interference, a refusal of documents, a leak; and what followed",
        ),
        interference.ask,
    ),
    Question(
        "T20",
        Text(
            "每一行为适用哪一版政策，按前后版本是否仍为合规",
            "which policy applied to each act; lawful under the one before and after",
        ),
        policies.ask,
    ),
)
