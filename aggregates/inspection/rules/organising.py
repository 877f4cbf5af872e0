"""Who may organise an inspection, of whom, and how those are chosen."""

from collections.abc import Iterable, Iterator

from aggregates.competence import TERRITORIAL, outside_the_territory
from aggregates.decider import Context, States
from aggregates.inspection import events as e
from aggregates.inspection.subjects import KIND_NAMES, Subject, subject_of
from aggregates.lookup import complaint_of, organisation_of
from aggregates.policy.catalogue import load_catalogue
from aggregates.rulebook import Reason, listed, reason, rule
from aggregates.shape import is_id
from aggregates.text import is_blank

JOINT = "XN6B-7a"
ABOVE_THE_COUNTY = ("CITY", "PROVINCE", "NATION")
CLUES = ("complaint", "inspection", "circular", "trace", "application")
"""Kinds of aggregates that can hold a clue."""


@rule("XN6B-3", "LEDGER-REFS", on=(e.Planned,))
def planned_of_somebody_supervised(context: Context) -> Iterator[Reason]:
    """监管对象：申报人员、推荐单位及其主管单位、评委会及其组建单位."""
    body: e.Planned = context.body
    if not body.targets:
        yield reason(
            expected=("至少一个被检查对象", "somebody to inspect"),
            found=("没有", "nobody"),
            remedy=("写明被检查对象", "say who is inspected"),
        )
    for kind, target in body.targets:
        yield from not_supervised(context.states, kind, target)


@rule("XN6B-3", "LEDGER-REFS", on=(e.FindingIssued,))
def found_of_somebody_supervised(context: Context) -> Iterator[Reason]:
    """检查发现所涉对象，为监管对象."""
    body: e.FindingIssued = context.body
    yield from not_supervised(context.states, body.target_kind, body.target)


def not_supervised(states: States, kind: str, target: str) -> Iterator[Reason]:
    """Yield the reason why a target is none of its kind."""
    if subject_of(states, kind, target) is None:
        zh, en = KIND_NAMES[kind]
        yield reason(
            expected=(f"台账中的{zh}", f"{en} that the ledger knows"),
            found=(target, target),
            remedy=("核对对象编号和种类", "check the id and its kind"),
        )


@rule(*TERRITORIAL, on=(e.Planned,))
def in_its_territory(context: Context) -> Iterator[Reason]:
    """市职改办监督全市，县职改办监督本辖区."""
    for territory in sorted({one.territory for one in _subjects(context)}):
        yield from outside_the_territory(context, territory)


@rule("XN6B-2c", on=(e.Planned,))
def in_its_industry(context: Context) -> Iterator[Reason]:
    """行业主管部门负责本行业."""
    yield from outside_the_industry(context, _subjects(context))


def outside_the_industry(
    context: Context, subjects: Iterable[Subject]
) -> Iterator[Reason]:
    """Yield a reason for every department that acts outside its industry."""
    wanted = sorted({one.industry for one in subjects if one.industry})
    for signer in context.act.by:
        if signer.role != "DEPARTMENT_REVIEWER":
            continue
        industry = organisation_of(context.states, signer.org).industry
        others = [one for one in wanted if one != industry]
        if industry and others:
            yield reason(
                expected=("、".join(others) + "主管部门", ", ".join(others)),
                found=(f"{signer.org}（{industry}）", f"{signer.org} ({industry})"),
                remedy=(
                    "会同该行业主管部门办理",
                    "act with that industry's department",
                ),
            )


@rule(JOINT, on=(e.Planned,), effect="soft")
def together_with_the_department(context: Context) -> Iterator[Reason]:
    """监督检查由各级职改部门会同行业主管部门组织实施."""
    yield from acting_alone(context)


def acting_alone(context: Context) -> Iterator[Reason]:
    """Yield the reason why an authority may not act without a department."""
    joint = context.act.signer("DEPARTMENT_REVIEWER") is not None
    if not joint and JOINT not in context.state.exceptions:
        yield reason(
            expected=(
                "职改部门会同行业主管部门，共同签名盖章",
                "authority and department, both with their seals",
            ),
            found=("职改部门单独组织", "the authority alone"),
            remedy=(
                "会同行业主管部门，或先作例外核准",
                "act with the department, or have an exception granted first",
            ),
        )


@rule(JOINT, "LEDGER-COMPETENCE", on=(e.ExceptionGranted,))
def exception_by_the_city_or_above(context: Context) -> Iterator[Reason]:
    """会同组织的例外，由市级以上职改部门核准，写明依据和理由."""
    yield from unfounded_exception(context)


def unfounded_exception(context: Context) -> Iterator[Reason]:
    """Yield why an exception from acting jointly does not stand."""
    body: e.JointnessException = context.body
    for org in sorted({s.org for s in context.act.by if s.role != "SEAL"}):
        level = organisation_of(context.states, org).level
        if level not in ABOVE_THE_COUNTY:
            yield reason(
                expected=("市级以上职改部门", "an authority of a city or above"),
                found=(f"{org}（{level}）", f"{org} ({level})"),
                remedy=("报市职改办核准", "ask the city office"),
            )
    if body.rule != JOINT or is_blank(body.basis) or is_blank(body.reason):
        yield reason(
            expected=(f"{JOINT} 的例外，写明依据和理由", f"{JOINT}, basis and reason"),
            found=(body.rule, body.rule),
            remedy=("写明依据文件、条款和理由", "state document, clause and reason"),
        )


@rule("XN6B-8b", "LEDGER-REFS", on=(e.Planned,))
def re_checked_on_a_clue(context: Context) -> Iterator[Reason]:
    """依据有关问题线索进行复查."""
    body: e.Planned = context.body
    known = is_recorded_clue(context.states, body.clue)
    if (body.clue and not known) or (
        body.kind == "RE_CHECK" and not known and not body.letters
    ):
        yield reason(
            expected=("台账中的线索，或来函", "a clue on the ledger, or a letter"),
            found=(body.clue or "没有", body.clue or "none"),
            remedy=("引用信访件、检查、通报，或附来函", "cite what it rests on"),
        )


def is_recorded_clue(states: States, clue: str) -> bool:
    """Tell whether the ledger holds what a clue names."""
    kind = clue.partition("/")[0]
    if kind not in CLUES or not is_id(clue, kind):
        return False
    if kind == "complaint":
        return bool(complaint_of(states, clue).stage)
    return states.version(clue) > 0


@rule("XN6B-9", "XN12-8.6c", "LZ-8.2b", on=(e.Planned,), effect="record")
def chosen_at_random(context: Context) -> Iterator[Reason]:
    """随机抽查：写明抽取范围和办法，被抽查的在范围之内."""
    body: e.Planned = context.body
    if body.kind != "SPOT_CHECK":
        return
    outside = [one for _, one in body.targets if one not in body.frame]
    if not body.frame or outside or is_blank(body.method):
        yield reason(
            expected=("抽取范围和办法，对象在范围之内", "frame and method of the draw"),
            found=listed(outside, ("范围或办法为空", "no frame, or no method")),
            remedy=("写明随机抽取的范围和办法", "state how they were drawn"),
        )


@rule("XN6B-8a", "XN12-8.6c", "LEDGER-SCHEMA", on=(e.Planned,), effect="record")
def forms_and_days_are_stated(context: Context) -> Iterator[Reason]:
    """通过质询、约谈、现场观摩、查阅资料等形式进行抽查、巡查."""
    body: e.Planned = context.body
    if not body.forms or not body.items:
        yield reason(
            expected=("检查形式和检查项目", "forms and items of the checklist"),
            found=("空", "nothing"),
            remedy=("写明检查形式和项目", "state forms and items"),
        )
    if body.ends_on < body.starts_on:
        yield reason(
            expected=(f"不早于 {body.starts_on}", f"not before {body.starts_on}"),
            found=(f"{body.ends_on}",) * 2,
            remedy=("核对检查起止日期", "check the days"),
        )


@rule("YC12-4.1", "LEDGER-SCHEMA", on=(e.Planned,), effect="record")
def special_inspection_names_its_programme(context: Context) -> Iterator[Reason]:
    """职称评审专项整改：专项检查须写明所属专项."""
    body: e.Planned = context.body
    if body.kind == "SPECIAL" and is_blank(body.programme):
        yield reason(
            expected=("专项整改名称", "the name of the programme"),
            found=("空", "nothing"),
            remedy=("写明所属专项整改", "name the programme"),
        )


def is_stated(context: Context, rule_id: str) -> bool:
    """Tell whether a document in force on the day of the act states a rule."""
    known = rule_id in load_catalogue()
    return known and context.policy.is_in_force(rule_id, context.act.day)


def _subjects(context: Context) -> list[Subject]:
    found = [subject_of(context.states, *one) for one in context.body.targets]
    return [one for one in found if one is not None]
