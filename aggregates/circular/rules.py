"""What a circular rests on, who may issue it, and to whom it goes."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from aggregates.circular import events as e
from aggregates.circular.stage import NAMES, STAGES
from aggregates.competence import TERRITORIAL, judging_itself, outside_the_territory
from aggregates.decider import Context
from aggregates.inspection.rules.organising import is_stated
from aggregates.inspection.subjects import Subject, subject_of
from aggregates.lookup import (
    committee_of,
    inspection_of,
    organisation_of,
    person_of,
)
from aggregates.person.state import PersonState
from aggregates.rulebook import Reason, listed, reason, rule
from aggregates.shape import is_id
from aggregates.stages import possible_in

possible_now = possible_in(__name__, STAGES, NAMES)

PERSONS = ("EXPERT", "STAFF")
"""Kinds of subjects that are named as persons."""

ISSUERS = ("AUTHORITY_OFFICER", "DEPARTMENT_REVIEWER", "UNIT_OFFICER", "OFFICE_STAFF")


class Ground(NamedTuple):
    """What a rule says of the circular that it asks for; empty means no limit.

    Attributes:
        roles: In which roles it is issued.
        subjects: About which kinds of subjects.
        scopes: How far it goes.
        expected: What must stand on the ledger before, in both languages.
        stands: Whether it does.
    """

    roles: tuple[str, ...]
    subjects: tuple[str, ...]
    scopes: tuple[str, ...]
    expected: tuple[str, str]
    stands: Callable[[Context], bool]


def _acknowledged(kind: str) -> Callable[[Context], bool]:
    """Tell whether the threshold of that kind was acknowledged about the subject."""

    def stands(context: Context) -> bool:
        threshold = inspection_of(context.states, context.body.inspection).threshold
        if threshold is None or threshold.kind != kind:
            return False
        return bool(threshold.target == context.body.subject)

    return stands


def _acknowledged_by_the_issuer(kind: str) -> Callable[[Context], bool]:
    """Tell the same, where who acknowledged it circulates it."""

    def stands(context: Context) -> bool:
        organisers = inspection_of(context.states, context.body.inspection).organisers
        return _acknowledged(kind)(context) and _issuer(context) in organisers

    return stands


def _rectification_failed(context: Context) -> bool:
    orders = inspection_of(context.states, context.body.inspection).orders.values()
    return any(
        order.verdict == "FAILED" and order.target == context.body.subject
        for order in orders
    )


def _committee_ordered(context: Context) -> bool:
    return bool(committee_of(context.states, context.body.subject).rectifications)


def _regional(context: Context) -> bool:
    level = organisation_of(context.states, _issuer(context)).level
    return level == "PROVINCE" and _committee_ordered(context)


def _disqualified_by_the_unit(context: Context) -> bool:
    found = person_of(context.states, context.body.subject).disqualified
    if found is None:
        return False
    committee = committee_of(context.states, found.committee)
    return _issuer(context) in (committee.establishing_unit, committee.office)


def _staff_barred(context: Context) -> bool:
    return person_of(context.states, context.body.subject).staff_barred_from is not None


def _inspected_by_the_issuer(context: Context) -> bool:
    organisers = inspection_of(context.states, context.body.inspection).organisers
    return _issuer(context) in organisers


_DISQUALIFIED = ("本单位已取消其专家资格", "a disqualification by this unit")
_THRESHOLD = ("关于该对象的比例触发确认", "an acknowledged threshold about it")
GROUNDS: Final[Mapping[str, Ground]] = MappingProxyType(
    {
        "XN6A-9b": Ground(
            ("UNIT_OFFICER",),
            ("EXPERT",),
            (),
            _DISQUALIFIED,
            _disqualified_by_the_unit,
        ),
        "XN6A-9c": Ground(
            ("UNIT_OFFICER",),
            ("STAFF",),
            (),
            ("已责令不得从事评审工作", "an order that bars"),
            _staff_barred,
        ),
        "XN12-8.4c": Ground(
            ("UNIT_OFFICER", "OFFICE_STAFF"),
            ("EXPERT",),
            ("WORKPLACE",),
            _DISQUALIFIED,
            _disqualified_by_the_unit,
        ),
        "XN6B-9": Ground(
            ("AUTHORITY_OFFICER",),
            (),
            (),
            ("本单位组织的检查", "an inspection by this body"),
            _inspected_by_the_issuer,
        ),
        "YC12-4.3d": Ground(
            ("AUTHORITY_OFFICER",),
            ("EMPLOYER", "DEPARTMENT"),
            (),
            ("责令整改后认定整改不力", "a rectification that failed"),
            _rectification_failed,
        ),
        "LZ-4.1.1c": Ground(
            ("DEPARTMENT_REVIEWER",),
            ("EMPLOYER",),
            ("OWN_SYSTEM",),
            _THRESHOLD,
            _acknowledged_by_the_issuer("EMPLOYER_AUDIT"),
        ),
        "LZ-4.1.1d": Ground(
            ("UNIT_OFFICER", "OFFICE_STAFF"),
            ("DEPARTMENT",),
            ("OWN_FIELD",),
            _THRESHOLD,
            _acknowledged_by_the_issuer("DEPARTMENT_REVIEW"),
        ),
        "LZ-4.1.1e": Ground(
            ("AUTHORITY_OFFICER",),
            ("COMMITTEE",),
            (),
            _THRESHOLD,
            _acknowledged("COMMITTEE_RECHECK"),
        ),
        "LZ-8.2b": Ground(
            ("AUTHORITY_OFFICER",),
            ("COMMITTEE",),
            ("WHOLE_REGION",),
            ("自治区职改部门，且已责令限期纠正", "the region, after an order"),
            _regional,
        ),
    }
)
"""For each rule under which a circular is issued, what it says of it."""

_IDS = tuple(GROUNDS)


def _ground(context: Context) -> Ground | None:
    """Return what the cited rule says, if it is in force."""
    cited: str = context.body.rule
    return GROUNDS.get(cited) if is_stated(context, cited) else None


def _issuer(context: Context) -> str:
    return next((s.org for s in context.act.by if s.role in ISSUERS), "")


@rule("LEDGER-REFS", on=(e.Issued,))
def rests_on_a_rule_that_asks_for_it(context: Context) -> Iterator[Reason]:
    """A circular is issued under a rule in force that provides for one."""
    body: e.Issued = context.body
    if body.rule not in GROUNDS or not is_stated(context, body.rule):
        stated = [one for one in GROUNDS if is_stated(context, one)]
        yield reason(
            expected=listed(stated),
            found=(body.rule, body.rule),
            remedy=("引用规定通报的规则", "cite a rule that provides for a circular"),
        )


@rule(*_IDS, on=(e.Issued,))
def issued_by_the_competent_body(context: Context) -> Iterator[Reason]:
    """由规定的单位通报：主管部门、评委会、组建单位或职改部门."""
    body: e.Issued = context.body
    ground = _ground(context)
    roles = [s.role for s in context.act.by if s.role in ISSUERS]
    if ground and ground.roles and not set(roles) <= set(ground.roles):
        yield reason(
            expected=("、".join(ground.roles), " or ".join(ground.roles)),
            found=listed(roles),
            remedy=("由规定的单位通报", "let the competent body issue it"),
        ).under(body.rule)


@rule(*_IDS, on=(e.Issued,))
def subject_and_scope_are_those_of_the_rule(context: Context) -> Iterator[Reason]:
    """通报对象和范围符合规定."""
    body: e.Issued = context.body
    ground = _ground(context)
    if ground is None:
        return
    for allowed, given in (
        (ground.subjects, body.subject_kind),
        (ground.scopes, body.scope),
    ):
        if allowed and given not in allowed:
            yield reason(
                expected=("、".join(allowed), " or ".join(allowed)),
                found=(given, given),
                remedy=("按规定的对象和范围通报", "keep to what the rule says"),
            ).under(body.rule)
    if body.scope == "WORKPLACE" and not body.addressees:
        yield reason(
            expected=("所在单位", "the workplace as addressee"),
            found=("没有发送单位", "no addressee"),
            remedy=("写明所在单位", "name the workplace"),
        ).under(body.rule)


@rule(*_IDS, on=(e.Issued,))
def its_ground_stands_on_the_ledger(context: Context) -> Iterator[Reason]:
    """通报须有其前提：比例触发、整改不力、取消资格、责令不得从事、检查."""
    body: e.Issued = context.body
    ground = _ground(context)
    if ground is not None and not ground.stands(context):
        yield reason(
            expected=ground.expected,
            found=("台账中没有", "none on the ledger"),
            remedy=("先作出该项决定或认定", "record that first"),
        ).under(body.rule)


@rule("LEDGER-REFS", on=(e.Issued,))
def subject_is_known(context: Context) -> Iterator[Reason]:
    """The subject is on the ledger, and is of the kind that is stated."""
    body: e.Issued = context.body
    if body.subject_kind in PERSONS:
        known = is_id(body.subject, "person") and bool(_person(context))
    else:
        known = _subject(context) is not None
    if not known:
        yield reason(
            expected=(f"台账中的 {body.subject_kind}", f"a known {body.subject_kind}"),
            found=(body.subject, body.subject),
            remedy=("核对通报对象", "check the subject"),
        )


def _person(context: Context) -> PersonState | None:
    found = person_of(context.states, context.body.subject)
    marked = found.registered or found.disqualified or found.staff_barred_from
    return found if marked else None


def _subject(context: Context) -> Subject | None:
    body: e.Issued = context.body
    return subject_of(context.states, body.subject_kind, body.subject)


@rule("LEDGER-REFS", on=(e.Issued,))
def finding_is_known(context: Context) -> Iterator[Reason]:
    """A finding that is named stands in the named inspection, about the subject."""
    body: e.Issued = context.body
    if not body.finding:
        return
    found = inspection_of(context.states, body.inspection).findings.get(body.finding)
    about = found is not None and (
        body.subject == found.target or body.subject in found.persons
    )
    if not about:
        yield reason(
            expected=("关于该对象的检查发现", "a finding about the subject"),
            found=(f"{body.inspection} {body.finding}",) * 2,
            remedy=("核对检查和发现编号", "check inspection and number"),
        )


@rule(*TERRITORIAL, on=(e.Issued,))
def circulated_in_its_territory(context: Context) -> Iterator[Reason]:
    """各级职改部门通报本辖区的单位."""
    subject = _subject(context)
    if subject is not None:
        yield from outside_the_territory(context, subject.territory)


@rule("LEDGER-COMPETENCE", on=(e.Issued,))
def nobody_circulates_itself(context: Context) -> Iterator[Reason]:
    """No body issues a circular about itself."""
    subject = _subject(context)
    if subject is not None:
        yield from judging_itself(context, subject.bodies, ISSUERS)


@rule("LZ-4.1.1f", "LEDGER-TIME", on=(e.Issued,), effect="record")
def counts_in_its_year(context: Context) -> Iterator[Reason]:
    """通报情况纳入当年工作情况评估：计入印发的当年或此前的年度."""
    body: e.Issued = context.body
    if body.year > context.act.day.year:
        yield reason(
            expected=(
                f"不晚于 {context.act.day.year} 年度",
                f"not after {context.act.day.year}",
            ),
            found=(f"{body.year}",) * 2,
            remedy=("写明计入的年度", "state the year it counts in"),
        )
