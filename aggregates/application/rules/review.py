"""The employer's review where somebody is named to answer for it (LZ 四（一）)."""

from collections.abc import Iterator
from typing import Final

from aggregates.application import checks as c
from aggregates.application import recommending
from aggregates.application.rules.channel import BY_THE_EMPLOYER
from aggregates.application.stage import NAMES
from aggregates.application.standing import ApplicationState
from aggregates.decider import Context
from aggregates.rulebook import Reason, reason, rule
from aggregates.schema import Body
from aggregates.text import is_blank

IN_CHARGE: Final = ("EMPLOYER_REVIEWER", "AGENCY_OFFICER")
NOT_A_PERSON: Final = ("SEAL",)
PROCEDURE: Final[dict[type[Body], tuple[str, ...]]] = {
    recommending.EmployerDeliberated: ("REVIEWED",),
    recommending.EmployerPublicityOpened: ("DELIBERATED",),
}
"""After what each step of the employer's procedure comes (article 20)."""


@rule(
    "LZ-4.1.1a",
    on=(recommending.EmployerItemReviewed, recommending.EmployerReviewFailed),
)
def the_reviewer_in_charge_reviews(context: Context) -> Iterator[Reason]:
    """明确审核责任人，签署承诺书，落实审核责任：其他人签署的审核无效."""
    if not context.policy.reviewer_in_charge:
        return
    state: ApplicationState = context.state
    if not state.reviewer or state.reviewer not in state.checks.promised:
        yield reason(
            expected=("审核责任人已明确并签署承诺书", "a reviewer who promised"),
            found=(state.reviewer or "未明确", state.reviewer or "nobody named"),
            remedy=(
                "先明确审核责任人，由其签署承诺书",
                "name the reviewer, who then signs the commitment",
            ),
        )
        return
    for signer in context.act.by:
        found = context.subject_of(signer)
        if signer.role in IN_CHARGE and found != state.reviewer:
            yield reason(
                expected=(f"审核责任人 {state.reviewer}", state.reviewer),
                found=(found, found),
                remedy=("由审核责任人审核签名", "let the reviewer in charge sign"),
            )


@rule("LZ-4.1.1a", "LEDGER-SUBJECT", on=(c.ReviewCommitmentSigned,))
def the_reviewer_promises_himself(context: Context) -> Iterator[Reason]:
    """审核责任人签署承诺书：由所明确的责任人本人签署，写明文本版本."""
    body: c.ReviewCommitmentSigned = context.body
    for signer in context.act.by:
        found = context.subject_of(signer)
        if {found, body.reviewer} != {context.state.reviewer}:
            wanted = context.state.reviewer or "已明确的审核责任人"
            yield reason(
                expected=(wanted, context.state.reviewer or "the reviewer named"),
                found=(
                    f"{body.reviewer}，{found} 签名",
                    f"{body.reviewer}, by {found}",
                ),
                remedy=("由审核责任人本人签署", "let the reviewer himself sign"),
            )
    if is_blank(body.form):
        yield reason(
            expected=("承诺书文本版本", "the version of the text"),
            found=("空", "nothing"),
            remedy=("写明文本版本", "name the version"),
        )


@rule("LZ-4.1.1b", on=BY_THE_EMPLOYER)
def who_reviews_signs_in_person(context: Context) -> Iterator[Reason]:
    """谁审核，谁签名，谁负责：以本人密钥签名，不得共用账号."""
    for signer in context.act.by:
        key = context.directory.keys.get(signer.key)
        if key is None or signer.role in NOT_A_PERSON:
            continue
        if key.use != "person":
            yield reason(
                expected=("本人的密钥", "the key of a person"),
                found=(f"用途为 {key.use} 的密钥", f"a key for {key.use}"),
                remedy=("由审核人本人签名", "let whoever reviewed sign in person"),
            )


@rule("LZ-4.1.2a", on=tuple(PROCEDURE))
def in_the_order_of_the_procedure(context: Context) -> Iterator[Reason]:
    """严格执行审核审议、单位内部公示、单位推荐等程序：依次办理."""
    before = PROCEDURE[type(context.body)]
    if context.state.stage not in before:
        yield reason(
            expected=("先审核、再审议、再公示、再推荐", "review first, then the rest"),
            found=NAMES.get(context.state.stage, ("尚未建立", "nothing")),
            remedy=("按程序依次办理", "take the steps in their order"),
        )


@rule("LZ-4.1.2b", on=(c.PreAssessmentRecorded,))
def assessed_as_the_notice_says(context: Context) -> Iterator[Reason]:
    """采取答辩或说课等方式进行考评：方式、日期、考评人员写明."""
    body: c.PreAssessmentRecorded = context.body
    forms = {item.code: item.zh for item in context.policy.pre_assessment}
    if body.form not in forms or body.held_on > context.act.day or not body.panel:
        yield reason(
            expected=(
                f"{'、'.join(forms.values())}，已举行，有考评人员",
                f"one of {', '.join(forms)}, held by assessors",
            ),
            found=(
                f"{body.form}，{body.held_on}，{body.panel} 人",
                f"{body.form}, {body.held_on}, assessors: {body.panel}",
            ),
            remedy=("考评后据实填写", "record what was held"),
        )


@rule("LZ-4.1.2b", on=(recommending.EmployerDeliberated,))
def heard_before_the_deliberation(context: Context) -> Iterator[Reason]:
    """申报高级职称人员，在审议前应采取答辩或说课等方式进行考评."""
    state: ApplicationState = context.state
    if state.level not in context.policy.pre_assessment_levels:
        return
    heard = state.checks.assessment
    if heard is None or heard.held_on > context.body.meeting_on:
        forms = context.policy.pre_assessment
        yield reason(
            expected=(
                f"审议前已{'或'.join(item.zh for item in forms)}，有意见",
                f"{' or '.join(item.en for item in forms)} before it",
            ),
            found=(
                str(heard.held_on) if heard else "没有考评记录",
                str(heard.held_on) if heard else "no assessment recorded",
            ),
            remedy=("先考评并填写答辩意见", "assess first, record the opinion"),
        )
