"""How a declaration is made: session, commitment, sections, window, target."""

from collections.abc import Iterator
from datetime import date

from aggregates.application import audits, recommending
from aggregates.application import checks as c
from aggregates.application import events as e
from aggregates.application.rules.channel import WITHOUT_EMPLOYER
from aggregates.application.standing import DRAFT, ApplicationState
from aggregates.decider import Context
from aggregates.lookup import organisation_of, person_of, session_of
from aggregates.rulebook import Reason, reason, rule
from aggregates.session.state import SessionState
from aggregates.text import is_blank

MANIFESTED = (
    e.IntegrityCommitmentSigned,
    e.Submitted,
    recommending.EmployerItemReviewed,
    recommending.EmployerPublicityOpened,
    recommending.RecommendationIssued,
    audits.Forwarded,
    audits.DepartmentAuditPassed,
    audits.AuthorityAuditPassed,
    c.DepartmentAuditFailed,
    c.AuthorityAuditFailed,
    c.UnitPerformanceAudited,
    audits.CorrectionRequested,
    audits.CorrectionSubmitted,
    audits.Returned,
    audits.Accepted,
    audits.Admitted,
)
HASH_SIZE = 32
BY_THE_APPLICANT = (
    e.Drafted,
    e.MaterialAttached,
    c.RiskFlagAnswered,
    e.IntegrityCommitmentSigned,
    e.Submitted,
    audits.CorrectionSubmitted,
    audits.Withdrawn,
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
    """The person, the employer and the agency are on the ledger."""
    body: e.Drafted = context.body
    person = person_of(context.states, body.person)
    found = {
        body.person: person.registered and not person.erased,
    }
    for unit in _units(body):
        found[unit] = organisation_of(context.states, unit).known
    for name, known in found.items():
        if not known:
            yield reason(
                expected=("台账中已登记的编号", "an id that the ledger knows"),
                found=(f"{name} 未登记", f"{name} is not registered"),
                remedy=("先登记，再填报", "register it first"),
            )


def _units(body: e.Drafted) -> tuple[str, ...]:
    """Return the bodies that must be known: an employer is, where there must be one."""
    needed = body.employer or body.applicant_kind not in WITHOUT_EMPLOYER
    employers = (body.employer,) if needed else ()
    return (*employers, body.agency) if body.agency else employers


@rule("LEDGER-SUBJECT", on=BY_THE_APPLICANT)
def intake_holds_the_commitment(context: Context) -> Iterator[Reason]:
    """Who records for an applicant holds the applicant's own signed commitment."""
    if context.act.signer("INTAKE_OFFICER") is None:
        return
    drafting = isinstance(context.body, e.Drafted)
    held = context.body.own_commitment if drafting else context.state.own_commitment
    if len(held) != HASH_SIZE:
        yield reason(
            expected=("本人签署承诺书的 SHA-256", "the hash of the signed commitment"),
            found=(held.hex() or "空", held.hex() or "nothing"),
            remedy=(
                "填报时附本人签署的承诺书；本人填报的由本人办理",
                "take in the signed paper first; otherwise the applicant acts himself",
            ),
        )


@rule("XN12-3.2", on=(e.Drafted,))
def declared_online(context: Context) -> Iterator[Reason]:
    """全部通过湖北省职称评审管理信息系统进行申报."""
    if context.policy.online_only and is_blank(context.body.external_no):
        yield reason(
            expected=("省系统申报编号", "the number in the provincial system"),
            found=("空", "nothing"),
            remedy=("先在省系统网上申报", "declare in the provincial system first"),
        )


@rule("XN12-4a", on=(e.Drafted, e.Submitted, audits.Accepted))
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


@rule("XN12-5.1c", "LZ-3.3b", on=(e.Submitted,))
def commitment_signed(context: Context) -> Iterator[Reason]:
    """提交前签订诚信承诺书（咸宁附件2）."""
    if not context.state.committed:
        yield reason(
            expected=("已签订诚信承诺书", "a signed integrity commitment"),
            found=("没有", "none"),
            remedy=("先签订诚信承诺书", "sign the integrity commitment first"),
        )


@rule("XN12-5.1c", on=(e.IntegrityCommitmentSigned,))
def commitment_has_a_text(context: Context) -> Iterator[Reason]:
    """格式见附件2：写明承诺书文本版本."""
    if is_blank(context.body.form):
        yield reason(
            expected=("附件2承诺书文本版本", "the version of the text of 附件2"),
            found=("空", "nothing"),
            remedy=("写明文本版本", "name the version"),
        )


@rule("XN12-A2.3", "LZ-3.3b", on=(e.Submitted, audits.CorrectionSubmitted))
def commitment_covers_the_material(context: Context) -> Iterator[Reason]:
    """承诺书覆盖所提交的所有申报评审资料."""
    state: ApplicationState = context.state
    if state.committed and state.committed != state.manifest:
        yield reason(
            expected=("承诺书覆盖现有全部材料", "a commitment over all material"),
            found=("签订后材料有变动", "material changed after it was signed"),
            remedy=("重新签订诚信承诺书", "sign the commitment again"),
        )


@rule("LZ-3.3b", on=(e.IntegrityCommitmentSigned,))
def everything_was_checked_by_oneself(context: Context) -> Iterator[Reason]:
    """提交前自行对学历、资历、工作经历、业绩成果、学术成果检查核实，并作出承诺."""
    wanted = context.policy.self_check_groups
    missing = [one for one in wanted if one.code not in context.body.checked]
    if missing:
        yield reason(
            expected=(
                "、".join(one.zh for one in wanted),
                ", ".join(one.en for one in wanted),
            ),
            found=(
                "未自查：" + "、".join(one.zh for one in missing),
                "not checked: " + ", ".join(one.en for one in missing),
            ),
            remedy=("逐类核实后签署承诺", "check every group, then promise"),
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
    wanted = {part.code: part.zh for part in context.policy.application_sections}
    missing = [code for code in wanted if code not in context.body.sections]
    if missing:
        yield reason(
            expected=("、".join(wanted.values()), ", ".join(wanted)),
            found=(
                "缺：" + "、".join(wanted[code] for code in missing),
                "missing: " + ", ".join(missing),
            ),
            remedy=("补齐后提交，确无内容的填“无”", "fill them in, or say none"),
        )


@rule("XN12-5.1e", "LZ-3.2a", on=(e.Submitted,))
def inside_the_window(context: Context) -> Iterator[Reason]:
    """在规定的期限内申报；退回后重新提交的，至审核截止."""
    opens, closes = window(context.state, _session(context))
    today = context.act.day
    if opens is not None and closes is not None and not opens <= today <= closes:
        yield reason(
            expected=(f"{opens} 至 {closes}", f"{opens} to {closes}"),
            found=(f"{today}", f"{today}"),
            remedy=(
                "申报期外不能提交；如通知调整，按调整后的期限",
                "outside the window nothing is taken in, unless the notice changes",
            ),
        )


def window(
    state: ApplicationState, session: SessionState
) -> tuple[date | None, date | None]:
    """Return the first and the last day on which an application is submitted.

    What was declared in time and returned may come back until the audits close.
    """
    returned = state.declared_on is not None
    closes = session.audit_until if returned else session.declare_until
    return session.declare_from, closes


@rule("XN12-5.1g", on=(e.Submitted, recommending.EmployerItemReviewed))
def classified_material_is_handled(context: Context) -> Iterator[Reason]:
    """涉密材料经脱密处理后方可用于申报."""
    for item, material in context.state.materials.items():
        if material.classified and not material.declassified:
            yield reason(
                expected=(f"材料 {item} 已脱密处理", f"item {item} declassified"),
                found=("涉密，未处理", "classified, not handled"),
                remedy=("由用人单位作脱密处理", "the employer declassifies it"),
            )


@rule("LEDGER-STATE", on=(e.MaterialAttached, e.MaterialDeclassified))
def material_changes_in_the_applicant_s_hands(context: Context) -> Iterator[Reason]:
    """Material changes while it is drafted or corrected, never under review."""
    state: ApplicationState = context.state
    if state.stage and state.stage != DRAFT and state.correction is None:
        yield reason(
            expected=("填报中，或补正期内", "while drafting or correcting"),
            found=("已提交审核", "it is under review"),
            remedy=(
                "须变更的，由审核单位一次性告知补正或退回",
                "whoever has the file asks for a correction, or returns it",
            ),
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
