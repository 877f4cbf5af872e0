"""Experts who broke a discipline: who disqualifies them, and what they may not do."""

from collections.abc import Iterator

from aggregates.committee import events as e
from aggregates.committee.state import CommitteeState
from aggregates.decider import Context
from aggregates.lookup import committee_of, person_of
from aggregates.person import events as person
from aggregates.rulebook import Reason, reason, rule
from aggregates.session import events as session
from aggregates.session import meeting
from ledger.statement import SignedBy

DISQUALIFIED = ("XN6A-9b", "XN12-8.4c", "LEDGER-ROLE")
"""The ids under which a disqualified expert is kept out."""

IN_THE_SESSION = (
    session.ExpertCommitmentSigned,
    session.RecusalDeclared,
    meeting.PanelTrained,
    meeting.Opened,
    meeting.OpinionSigned,
    meeting.BallotTallied,
    meeting.ResultSigned,
    meeting.Concluded,
)


@rule(
    "XN6A-9b",
    "XN6B-2d",
    "LEDGER-COMPETENCE",
    on=(e.ExpertDisqualified, e.ExpertDisqualificationReported),
)
def disqualified_by_the_unit(context: Context) -> Iterator[Reason]:
    """由评委会组建单位取消其评审专家资格."""
    committee: CommitteeState = context.state
    allowed = {"UNIT_OFFICER": committee.establishing_unit}
    if isinstance(context.body, e.ExpertDisqualificationReported):
        allowed["OFFICE_STAFF"] = committee.office
    for signer in context.act.by:
        wanted = allowed.get(signer.role)
        if wanted is not None and signer.org != wanted:
            yield reason(
                expected=(wanted or "组建单位", wanted or "the establishing unit"),
                found=(signer.org, signer.org),
                remedy=("由该评委会组建单位办理", "the establishing unit acts"),
            )


@rule("XN6A-9b", "XN12-8.4c", "LEDGER-SCHEMA", on=(e.ExpertDisqualified,))
def breach_is_evidenced(context: Context) -> Iterator[Reason]:
    """评审专家违反评审纪律的，查实后取消资格：须有证据."""
    if not context.body.evidence:
        yield reason(
            expected=("证据", "evidence"),
            found=("没有", "none"),
            remedy=("查实后作出决定", "decide after it is proven"),
        )


@rule("LEDGER-STATE", on=(e.ExpertDisqualified,))
def disqualified_once(context: Context) -> Iterator[Reason]:
    """Nobody is disqualified twice, and an entry that is named is in the pool."""
    body: e.ExpertDisqualified = context.body
    found = person_of(context.states, body.expert).disqualified
    if found is not None and found.holds_on(context.act.day):
        yield reason(
            expected=("尚有评审专家资格", "somebody who is not disqualified"),
            found=(
                f"{found.decision_no} 已取消",
                f"disqualified by {found.decision_no}",
            ),
            remedy=("无需再作决定", "there is nothing to decide"),
        )
    if body.entry and body.entry not in context.state.pool:
        yield reason(
            expected=("在库专家的入库序号，或 0", "an entry of the pool, or 0"),
            found=(f"{body.entry}",) * 2,
            remedy=("核对入库序号", "check the number"),
        )


@rule("XN12-8.4c", "LEDGER-STATE", on=(e.ExpertDisqualificationReported,))
def reported_once_to_each_level(context: Context) -> Iterator[Reason]:
    """及时上报省、市职改办：取消资格后上报，每级一次."""
    body: e.ExpertDisqualificationReported = context.body
    committee: CommitteeState = context.state
    again = (body.expert, body.level) in committee.reported
    if body.expert not in committee.disqualified or again:
        yield reason(
            expected=(
                "已取消资格、尚未上报该级",
                "disqualified, not yet reported there",
            ),
            found=("已上报" if again else "未取消资格", "reported" if again else "not"),
            remedy=("核对专家和层级", "check expert and level"),
        )


@rule(*DISQUALIFIED, on=IN_THE_SESSION)
def disqualified_experts_stay_away(context: Context) -> Iterator[Reason]:
    """被取消评审专家资格的，不得再参加评审."""
    barred = committee_of(context.states, context.state.committee).barred_keys
    for signer in context.act.by:
        if signer.role not in ("EXPERT", "CHAIR"):
            continue
        if signer.key in barred or _is_disqualified(context, signer):
            yield _barred(signer.key)


def _is_disqualified(context: Context, signer: SignedBy) -> bool:
    """Tell whether a lasting key is that of a disqualified expert."""
    subject = context.subject_of(signer)
    if not subject.startswith("person/"):
        return False
    found = person_of(context.states, subject).disqualified
    return found is not None and found.holds_on(context.act.day)


def _barred(key: bytes) -> Reason:
    return reason(
        expected=("有评审专家资格的人员", "somebody qualified as an expert"),
        found=(
            f"密钥 {key.hex()[:12]} 的专家资格已取消",
            f"key {key.hex()[:12]} is of a disqualified expert",
        ),
        remedy=("由候补专家递补", "call a stand-in"),
    )


@rule(*DISQUALIFIED, on=(session.PanelSeated, session.StandInCalled))
def disqualified_experts_are_not_seated(context: Context) -> Iterator[Reason]:
    """被取消资格的专家不得就位、递补."""
    barred = committee_of(context.states, context.state.committee).barred_keys
    body: session.PanelSeated | session.StandInCalled = context.body
    keys = body.keys if isinstance(body, session.PanelSeated) else (body.key,)
    for key in sorted(set(keys) & barred):
        yield _barred(key)


@rule(*DISQUALIFIED, on=(session.DrawExclusionsStated, session.ExpertsDrawn))
def disqualified_experts_are_not_drawn(context: Context) -> Iterator[Reason]:
    """名单封存后、公开值公布前被取消资格的，抽取时须予剔除；其后的由候补递补."""
    plan = context.state.plan
    committee = committee_of(context.states, context.state.committee)
    least = sum(plan is None or at < plan.seed_at for at in committee.disqualified_at)
    excluded = len(set(context.body.excluded))
    if excluded < least:
        yield reason(
            expected=(f"至少剔除 {least} 人", f"{least} left out or more"),
            found=(f"剔除 {excluded} 人", f"{excluded} left out"),
            remedy=("剔除已取消资格的专家", "leave out who was disqualified"),
        )


@rule("XN6A-9b", "LEDGER-STATE", on=(person.ExpertReadmitted,))
def readmitted_by_who_disqualified(context: Context) -> Iterator[Reason]:
    """由作出取消决定的组建单位恢复."""
    found = context.state.disqualified
    unit = ""
    if found is not None:
        unit = committee_of(context.states, found.committee).establishing_unit
    for org in dict.fromkeys(s.org for s in context.act.by if s.role == "UNIT_OFFICER"):
        if found is None or org != unit:
            yield reason(
                expected=(unit or "已取消资格的专家", unit or "a disqualification"),
                found=(org, org),
                remedy=("由作出决定的组建单位恢复", "let the deciding unit readmit"),
            )
