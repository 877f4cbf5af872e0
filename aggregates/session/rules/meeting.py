"""The meeting: who may sit, who steps aside, how it is decided."""

from collections.abc import Iterator

from aggregates.decider import Context
from aggregates.lookup import application_of
from aggregates.rulebook import Reason, listed, reason, rule
from aggregates.session import events as e
from aggregates.session import meeting, papers
from aggregates.session.stage import NAMES
from aggregates.session.state import SessionState

ONE_RESULT = ("XN6A-8", "LEDGER-TALLY")
PANEL_ROLES = ("EXPERT", "CHAIR")
BY_THE_PANEL = (
    e.ExpertCommitmentSigned,
    e.RecusalDeclared,
    meeting.PanelTrained,
    meeting.Opened,
    meeting.OpinionSigned,
    meeting.BallotTallied,
    meeting.ResultSigned,
    meeting.Concluded,
    papers.InterferenceRecorded,
)


@rule("XN6B-4.3c", "LZ-5.2a", "LEDGER-DRAW", on=BY_THE_PANEL)
def sits_on_the_panel(context: Context) -> Iterator[Reason]:
    """未经抽取的专家不得参加评审."""
    for signer in context.act.by:
        if signer.role in PANEL_ROLES and signer.key not in context.state.seated:
            yield reason(
                expected=("抽取并就位的专家", "an expert who was drawn and seated"),
                found=("不在席位中", "none of the panel"),
                remedy=("由抽中的专家签名", "only those drawn may sign"),
            )


@rule("XN6A-9a", "XN6B-4.3e", on=(e.ExpertCommitmentSigned,))
def four_disciplines(context: Context) -> Iterator[Reason]:
    """遵守保密、工作、回避、廉洁四项纪律."""
    wanted = {one.code: one.zh for one in context.policy.disciplines}
    missing = [code for code in wanted if code not in context.body.disciplines]
    if missing:
        yield reason(
            expected=("、".join(wanted.values()), ", ".join(wanted)),
            found=("缺：" + "、".join(missing), "missing: " + ", ".join(missing)),
            remedy=("承诺全部四项纪律", "accept all four"),
        )


@rule("XN12-8.4a", "LZ-5.3a", on=(meeting.PanelTrained,))
def the_prescribed_documents(context: Context) -> Iterator[Reason]:
    """集中学习令第40号、鄂人社规〔2021〕4号、年度方案和量化评分标准."""
    wanted = context.policy.training_documents or ()
    missing = [d for d in wanted if d not in context.body.documents]
    if missing:
        yield reason(
            expected=listed(wanted),
            found=("缺：" + "、".join(missing), "missing: " + ", ".join(missing)),
            remedy=("学习全部规定文件", "study all of them"),
        )


@rule("XN12-8.2a", on=(meeting.Opened,))
def on_the_day_of_the_plan(context: Context) -> Iterator[Reason]:
    """严格按照备案的评审方案和时间节点组织评审."""
    plan = context.state.plan
    today = context.act.day
    if plan is not None and today != plan.opening_on:
        yield reason(
            expected=(f"方案确定的 {plan.opening_on}", f"{plan.opening_on}"),
            found=(f"{today}",) * 2,
            remedy=("按方案日期开会，或重新报备方案", "keep to the plan, or refile it"),
        )


@rule("LEDGER-STATE", on=(meeting.Opened,))
def drawn_and_seated(context: Context) -> Iterator[Reason]:
    """The meeting opens once, after the draw and the seating."""
    session: SessionState = context.state
    if session.stage != "DRAWN" or not session.seated:
        yield reason(
            expected=("专家已抽取并就位", "experts drawn and seated"),
            found=NAMES.get(session.stage, ("尚未建立", "nothing")),
            remedy=("先抽取专家并登记席位", "draw and seat the experts first"),
        )


@rule("XN6A-9a", on=(meeting.Opened,))
def everybody_committed(context: Context) -> Iterator[Reason]:
    """未作承诺的专家不得参加评审."""
    for signer in context.act.by:
        seated = signer.role in PANEL_ROLES
        if seated and signer.key not in context.state.committed:
            yield _unready("已签承诺", "a signed commitment", signer.key)


@rule("XN12-8.4a", "LZ-5.3a", on=(meeting.Opened,))
def everybody_trained(context: Context) -> Iterator[Reason]:
    """未参加集中学习（培训）的专家不得参加评审."""
    needed = context.policy.training_missing == "refuse"
    for signer in context.act.by:
        seated = signer.role in PANEL_ROLES
        if needed and seated and signer.key not in context.state.trained:
            yield _unready("已参加集中学习", "the training", signer.key)


def _unready(zh: str, en: str, key: bytes) -> Reason:
    return reason(
        expected=(f"每位出席专家{zh}", f"{en} of everybody present"),
        found=(f"密钥 {key.hex()[:12]} 没有", f"none of key {key.hex()[:12]}"),
        remedy=("补办后出席", "do it before attending"),
    )


@rule("XN6A-8", "LZ-5.1a", "LEDGER-TALLY", on=(meeting.Opened,))
def quorum(context: Context) -> Iterator[Reason]:
    """出席专家不少于评委人数的三分之二."""
    session: SessionState = context.state
    present = sum(signer.role in PANEL_ROLES for signer in context.act.by)
    share = context.policy.quorum
    members = len(session.seated)
    if present * share.denominator < members * share.numerator:
        yield reason(
            expected=(
                f"{members} 人的 {share.numerator}/{share.denominator} 以上",
                f"{share.numerator}/{share.denominator} of {members}",
            ),
            found=(f"{present} 人", f"{present}"),
            remedy=("候补递补或另定会期", "call stand-ins, or meet another day"),
        )


@rule("XN6B-4.3e", "XN6A-9a", on=(meeting.Opened,))
def behind_closed_doors(context: Context) -> Iterator[Reason]:
    """评审会议实行封闭管理."""
    if context.policy.closed_meeting and not context.state.closed:
        yield reason(
            expected=("封闭管理已开始", "closed management"),
            found=("未开始", "not started"),
            remedy=("先开始封闭管理", "start it first"),
        )


@rule("XN12-8.4b", "XN6A-8", "LEDGER-TALLY", on=(meeting.OpinionSigned,))
def recused_experts_are_silent(context: Context) -> Iterator[Reason]:
    """严格回避制度：回避的专家不得发表意见；未出席的不得评议."""
    session: SessionState = context.state
    application = context.body.application
    for signer in context.act.by:
        if (signer.key, application) in session.recusals:
            yield reason(
                expected=("未回避的专家", "an expert who need not step aside"),
                found=("对该申报已回避", "recused for this application"),
                remedy=("由其他专家评议", "another expert gives an opinion"),
            ).under("XN12-8.4b")
        if signer.key not in session.present:
            yield reason(
                expected=("出席会议的专家", "an expert who is present"),
                found=("未出席", "absent"),
                remedy=("不得委托、不得补签", "no proxy, no later signature"),
            ).under("XN6A-8")


@rule("XN12-8.4b", on=(e.RecusalOrdered,))
def a_member_of_the_panel_steps_aside(context: Context) -> Iterator[Reason]:
    """责令回避的须为在席的专家."""
    if context.body.expert not in context.state.seated:
        yield reason(
            expected=("在席的专家", "a seated expert"),
            found=("不在席位中", "none of the panel"),
            remedy=("核对会议密钥", "check the session key"),
        )


@rule(*ONE_RESULT, on=(meeting.BallotTallied, meeting.ResultSigned, meeting.Concluded))
def signed_by_who_was_there(context: Context) -> Iterator[Reason]:
    """由出席并主持会议的主任（副主任）委员签字."""
    chair = context.act.signer("CHAIR")
    if chair is not None and chair.key not in context.state.present:
        yield reason(
            expected=("出席会议的主任（副主任）委员", "a chair who was present"),
            found=("未出席", "absent"),
            remedy=("由主持会议的委员签字", "let who presided sign"),
        )


@rule("XN12-8.2b", "XN6A-8", "LZ-5.1b", on=(meeting.OpinionSigned,))
def by_the_standard_of_the_plan(context: Context) -> Iterator[Reason]:
    """不得降低评审条件标准：评议所据标准须为方案所报标准."""
    plan = context.state.plan
    if plan is not None and context.body.standard != plan.standard:
        yield reason(
            expected=(plan.standard, plan.standard),
            found=(context.body.standard,) * 2,
            remedy=("按备案的评分标准评议", "use the standard of the plan"),
        )


@rule("LEDGER-REFS", on=(meeting.OpinionSigned, e.RecusalDeclared, e.RecusalOrdered))
def about_an_admitted_application(context: Context) -> Iterator[Reason]:
    """Only applications before this committee are spoken of."""
    application = context.body.application
    if application not in context.state.admitted:
        yield reason(
            expected=("已提交本次评审的申报", "an application of this session"),
            found=(application, application),
            remedy=("核对申报编号", "check the id"),
        )


@rule("LEDGER-VERSION", on=(meeting.OpinionSigned,))
def opinion_is_on_the_material(context: Context) -> Iterator[Reason]:
    """An opinion covers the material as it stands (domain page 6.2)."""
    application = application_of(context.states, context.body.application)
    if context.body.manifest != application.manifest:
        yield reason(
            expected=("现有材料清单", "the manifest as it stands"),
            found=("另一清单", "another manifest"),
            remedy=("按现有材料评议", "judge the material as it stands"),
        )


@rule("LEDGER-STATE", on=(meeting.OpinionSigned,))
def opinion_is_given_once(context: Context) -> Iterator[Reason]:
    """An expert has one opinion on the same material of an application."""
    spoken = context.body.application, context.body.manifest
    for signer in context.act.by:
        if spoken in context.state.opinions.get(signer.key, frozenset()):
            yield reason(
                expected=("尚未签署的评议意见", "an opinion not yet signed"),
                found=("已就同一材料签署意见", "signed on the same material already"),
                remedy=("无需再签", "nothing to sign"),
            )
