"""What department and establishing unit must have looked at (LZ-4.2, LZ-4.3)."""

from collections.abc import Iterable, Iterator

from aggregates.application import audits
from aggregates.application import checks as c
from aggregates.application.checked import UnitAudit
from aggregates.application.opinions import PointOpinion
from aggregates.application.standing import ApplicationState
from aggregates.decider import Context
from aggregates.lookup import session_of
from aggregates.policy.settings.parts import Item
from aggregates.rulebook import Reason, reason, rule
from aggregates.words import word

ADMITTING = (audits.Accepted, audits.Admitted)


@rule("LZ-4.2b", on=(audits.DepartmentAuditPassed,))
def the_department_answers_for_every_point(context: Context) -> Iterator[Reason]:
    """主管部门对推荐程序、推荐材料真实性、填报材料规范性审核并承担审核责任."""
    points: tuple[PointOpinion, ...] = context.body.points
    wanted = context.policy.department_points
    yield from _unanswered(wanted, (point.point for point in points))
    unmet = [point.point for point in points if not point.conforms]
    if unmet:
        yield reason(
            expected=("各要点均符合", "every point conforms"),
            found=("不符合：" + "、".join(unmet), "unmet: " + ", ".join(unmet)),
            remedy=(
                "作审核不符合，一次性告知或退回",
                "fail the audit, then tell or return it",
            ),
        )


@rule("LZ-4.3a", on=(c.UnitPerformanceAudited,))
def the_unit_answers_for_every_point(context: Context) -> Iterator[Reason]:
    """组建单位审核申报单位和主管部门履职情况：要点和严禁情形逐一写明."""
    body: c.UnitPerformanceAudited = context.body
    policy = context.policy
    yield from _unanswered(policy.department_points, (p.point for p in body.points))
    yield from _unanswered(policy.admission_bans, (b.ban for b in body.bans))


def _unanswered(wanted: tuple[Item, ...], answered: Iterable[str]) -> Iterator[Reason]:
    given = set(answered)
    missing = [item for item in wanted if item.code not in given]
    if missing:
        yield reason(
            expected=(
                "、".join(item.zh for item in wanted),
                ", ".join(item.en for item in wanted),
            ),
            found=(
                "缺：" + "、".join(item.zh for item in missing),
                "missing: " + ", ".join(item.en for item in missing),
            ),
            remedy=("逐点写明审核意见", "give an opinion on every point"),
        )


@rule("LZ-4.3a", "LEDGER-COMPETENCE", on=(c.UnitPerformanceAudited,))
def the_file_has_reached_the_committee(context: Context) -> Iterator[Reason]:
    """组建单位在材料报到评委会后审核：各级已报送完毕."""
    state: ApplicationState = context.state
    office = session_of(context.states, state.session).office
    if state.holder != office:
        yield reason(
            expected=(f"材料已报到 {office}", f"the file is at {office}"),
            found=(state.holder or "空", state.holder or "nowhere"),
            remedy=("逐级报送到位后审核", "wait until it has arrived"),
        )


@rule("LZ-4.3a", on=ADMITTING)
def the_unit_has_audited(context: Context) -> Iterator[Reason]:
    """评委会组建单位负责审核申报单位和主管部门履职情况：未审核的不得受理、提交."""
    unit: UnitAudit | None = context.state.checks.unit
    if unit is None or unit.manifest != context.state.manifest:
        yield reason(
            expected=("组建单位对现有材料的审核", "the unit's audit of this material"),
            found=(
                "材料已变动" if unit else "没有审核记录",
                "it changed since" if unit else "none",
            ),
            remedy=("请组建单位先审核履职情况", "let the unit audit first"),
        )


@rule("LZ-4.3b", on=ADMITTING)
def nothing_banned_goes_to_the_committee(context: Context) -> Iterator[Reason]:
    """严禁将程序不规范、材料不完整、条件不符合、意见不明确或不予推荐的报送评委会."""
    state: ApplicationState = context.state
    unit: UnitAudit | None = state.checks.unit
    found = [*unit.bans, *unit.unmet] if unit else []
    if state.recommended != state.manifest:
        found.append("NOT_RECOMMENDED")
    names = {item.code: item for item in context.policy.admission_bans}
    told = [names[one] if one in names else word(one) for one in found]
    if found:
        yield reason(
            expected=("没有严禁报送的情形", "nothing that bars it"),
            found=(
                "、".join(one.zh for one in told),
                ", ".join(one.en for one in told),
            ),
            remedy=(
                "一次性告知补正，或按原渠道退回",
                "have it corrected, or return it the way it came",
            ),
        )
