"""How a declaration is made: session, commitment, sections, window, target."""

from collections.abc import Iterator

from aggregates.application import events as e
from aggregates.application.state import ApplicationState
from aggregates.decider import Context
from aggregates.lookup import organisation_of, person_of, session_of
from aggregates.rulebook import Reason, reason, rule
from aggregates.session.state import SessionState

MANIFESTED = (
    e.IntegrityCommitmentSigned,
    e.Submitted,
    e.EmployerItemReviewed,
    e.EmployerPublicityOpened,
    e.RecommendationIssued,
    e.Forwarded,
    e.DepartmentAuditPassed,
    e.AuthorityAuditPassed,
    e.CorrectionRequested,
    e.CorrectionSubmitted,
    e.Returned,
    e.Accepted,
    e.Admitted,
)
BY_THE_APPLICANT = (
    e.Drafted,
    e.MaterialAttached,
    e.IntegrityCommitmentSigned,
    e.Submitted,
    e.CorrectionSubmitted,
    e.Withdrawn,
)


def _session(context: Context) -> SessionState:
    body = context.body
    found = body.session if isinstance(body, e.Drafted) else context.state.session
    return session_of(context.states, found)


@rule("LEDGER-SUBJECT", on=BY_THE_APPLICANT)
def acts_for_himself(context: Context) -> Iterator[Reason]:
    """An applicant's key acts in the matters of its own subject only."""
    body = context.body
    person = body.person if isinstance(body, e.Drafted) else context.state.person
    for subject in context.subjects("APPLICANT"):
        if subject != person:
            yield reason(
                expected=(f"本人 {person} 的密钥", f"a key of {person}"),
                found=(f"{subject} 的密钥", f"a key of {subject}"),
                remedy=(
                    "由申报人本人签名，或由代录经办人附本人签署的承诺书代录",
                    "let the applicant sign, or an intake officer for him",
                ),
            )


@rule("LEDGER-REFS", on=(e.Drafted,))
def names_known_things(context: Context) -> Iterator[Reason]:
    """The person, the session and the employer are on the ledger."""
    body: e.Drafted = context.body
    found = {
        body.person: person_of(context.states, body.person).registered,
        body.session: bool(session_of(context.states, body.session).stage),
        body.employer: organisation_of(context.states, body.employer).known,
    }
    for name, known in found.items():
        if not known:
            yield reason(
                expected=("台账中已登记的编号", "an id that the ledger knows"),
                found=(f"{name} 未登记", f"{name} is not registered"),
                remedy=("先登记，再填报", "register it first"),
            )


@rule("LEDGER-SUBJECT", on=(e.Drafted,))
def intake_holds_the_commitment(context: Context) -> Iterator[Reason]:
    """Who records for an applicant holds the applicant's own signed commitment."""
    body: e.Drafted = context.body
    if context.act.signer("INTAKE_OFFICER") and not body.own_commitment:
        yield reason(
            expected=("本人签署承诺书的 SHA-256", "the hash of the signed commitment"),
            found=("空", "nothing"),
            remedy=("请填写 own_commitment", "fill in own_commitment"),
        )


@rule("XN12-3.2", on=(e.Drafted,))
def declared_online(context: Context) -> Iterator[Reason]:
    """全部通过湖北省职称评审管理信息系统进行申报."""
    if not context.body.external_no:
        yield reason(
            expected=("省系统申报编号", "the number in the provincial system"),
            found=("空", "nothing"),
            remedy=("先在省系统网上申报", "declare in the provincial system first"),
        )


@rule("XN12-4a", on=(e.Drafted, e.Submitted, e.Accepted))
def notice_published(context: Context) -> Iterator[Reason]:
    """评审或受理通知发布后才能申报、受理."""
    if not _session(context).stage:
        yield reason(
            expected=("已发布评审（受理）通知", "a published notice"),
            found=("未发布", "none"),
            remedy=("请评委会办公室先发布通知", "the office publishes it first"),
        )


@rule("XN12-8.2a", on=(e.Drafted, e.Submitted))
def in_the_scope_of_the_notice(context: Context) -> Iterator[Reason]:
    """不得擅自调整评审范围：系列和级别须在通知范围内."""
    session = _session(context)
    mine = context.body if isinstance(context.body, e.Drafted) else context.state
    if session.stage and mine.series not in session.series:
        yield _out_of_scope(mine.series, session.series)
    if session.stage and mine.level not in session.levels:
        yield _out_of_scope(mine.level, session.levels)


def _out_of_scope(found: str, allowed: tuple[str, ...]) -> Reason:
    return reason(
        expected=(f"通知范围：{'、'.join(allowed)}", f"one of {', '.join(allowed)}"),
        found=(found, found),
        remedy=("改报有权评审的评委会", "declare to a committee that reviews it"),
    )


@rule("XN12-5.1c", on=(e.Submitted,))
def commitment_signed(context: Context) -> Iterator[Reason]:
    """签订诚信承诺书（附件2），覆盖当前材料清单."""
    state: ApplicationState = context.state
    if not state.committed:
        yield reason(
            expected=("已签订诚信承诺书", "a signed integrity commitment"),
            found=("没有", "none"),
            remedy=("先签订附件2诚信承诺书", "sign 附件2 first"),
        )


@rule("XN12-A2.3", on=(e.Submitted,))
def commitment_covers_the_material(context: Context) -> Iterator[Reason]:
    """承诺书覆盖所提交的所有申报评审资料."""
    state: ApplicationState = context.state
    if state.committed and state.committed != state.manifest:
        yield reason(
            expected=("承诺书覆盖现有全部材料", "a commitment over all material"),
            found=("签订后材料有变动", "material changed after it was signed"),
            remedy=("重新签订诚信承诺书", "sign the commitment again"),
        )


@rule("XN12-A2.1", on=(e.IntegrityCommitmentSigned,))
def commitment_names_the_employer(context: Context) -> Iterator[Reason]:
    """承诺书所填单位须为推送的用人单位."""
    if context.body.employer != context.state.employer:
        yield reason(
            expected=(context.state.employer,) * 2,
            found=(context.body.employer,) * 2,
            remedy=("按申报所填用人单位签订", "name the employer of the application"),
        )


@rule("XN12-A2.2", on=(e.IntegrityCommitmentSigned,))
def commitment_names_the_qualification(context: Context) -> Iterator[Reason]:
    """承诺书所填任职资格须与申报一致."""
    body, state = context.body, context.state
    promised = (body.series, body.profession, body.level)
    applied = (state.series, state.profession, state.level)
    if promised != applied:
        yield reason(
            expected=("·".join(applied),) * 2,
            found=("·".join(promised),) * 2,
            remedy=("按申报的系列、专业、级别签订", "name what is applied for"),
        )


@rule("XN12-A2.6", on=(e.IntegrityCommitmentSigned,))
def commitment_is_not_dated_ahead(context: Context) -> Iterator[Reason]:
    """签署日期不晚于提交日期."""
    today = context.act.day
    if context.body.signed_on > today:
        yield reason(
            expected=(f"不晚于 {today}", f"not after {today}"),
            found=(f"{context.body.signed_on}",) * 2,
            remedy=("填写实际签署日期", "give the day on which it was signed"),
        )


@rule("XN6A-2a", on=(e.Submitted,))
def all_sections_filled(context: Context) -> Iterator[Reason]:
    """基本信息、学习培训经历、从业经历、业绩成果、履职情况五部分齐全."""
    missing = [s for s in e.PROFILE_SECTIONS if s not in context.body.sections]
    if missing:
        yield reason(
            expected=("五部分齐全：" + "、".join(e.PROFILE_SECTIONS), "five sections"),
            found=("缺：" + "、".join(missing), "missing: " + ", ".join(missing)),
            remedy=("补齐后提交，确无内容的填“无”", "fill them in, or say none"),
        )


@rule("XN12-5.1d", on=(e.Submitted,))
def pushed_to_the_channel_body(context: Context) -> Iterator[Reason]:
    """推送至用人单位（按申报渠道确定的单位）."""
    state: ApplicationState = context.state
    expected = state.agency or state.employer
    if context.body.to != expected:
        yield reason(
            expected=(expected, expected),
            found=(context.body.to,) * 2,
            remedy=("推送至申报渠道规定的单位", "push to the body of the channel"),
        )


@rule("XN12-5.1e", on=(e.Submitted,), effect="deadline")
def inside_the_window(context: Context) -> Iterator[Reason]:
    """在规定的期限内申报；退回后重新提交的不再受申报期限制."""
    session = _session(context)
    opens, closes = session.declare_from, session.declare_until
    if context.state.declared_on or opens is None or closes is None:
        return
    today = context.act.day
    if not opens <= today <= closes:
        yield reason(
            expected=(f"{opens} 至 {closes}", f"{opens} to {closes}"),
            found=(f"{today}", f"{today}"),
            remedy=(
                "申报期外不能提交；如通知调整，按调整后的期限",
                "outside the window nothing is taken in, unless the notice changes",
            ),
        )


@rule("XN12-5.1g", on=(e.Submitted, e.EmployerItemReviewed))
def classified_material_is_handled(context: Context) -> Iterator[Reason]:
    """涉密材料经脱密处理后方可用于申报."""
    for item, material in context.state.materials.items():
        if material.classified and not material.declassified:
            yield reason(
                expected=(f"材料 {item} 已脱密处理", f"item {item} declassified"),
                found=("涉密，未处理", "classified, not handled"),
                remedy=("由用人单位作脱密处理", "the employer declassifies it"),
            )


@rule("LEDGER-VERSION", on=MANIFESTED)
def on_the_material_as_it_stands(context: Context) -> Iterator[Reason]:
    """A signature covers the manifest as it stands now (domain page 6.2)."""
    if context.body.manifest != context.state.manifest:
        yield reason(
            expected=("现有材料清单", "the manifest as it stands"),
            found=("签名所见清单已变动", "another manifest than the signer saw"),
            remedy=("按现有材料重新拟制并签名", "draft and sign it again"),
        )
