"""What is refused about integrity records, and under which rule id."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from aggregates.committee.state import CommitteeState
from aggregates.competence import TERRITORIAL, outside_the_territory
from aggregates.decider import Context, States
from aggregates.integrity import events as e
from aggregates.integrity.stage import NAMES, STAGES
from aggregates.integrity.state import IntegrityState
from aggregates.lookup import committee_of, complaint_of, person_of, session_of
from aggregates.policy.profile import Profile
from aggregates.policy.terms import Term, record_term
from aggregates.rulebook import Reason, reason, rule
from aggregates.shape import is_id
from aggregates.stages import possible_in

possible_now = possible_in(STAGES, NAMES)


class Decision(NamedTuple):
    """The decision behind an entry.

    Attributes:
        person: Whom it concerns.
        number: Its document number.
        decided_on: Its date.
        verified_on: The day on which the fact was verified (查实之日).
        violation: What was found.
        role: In which role the person was found out.
        committee: The committee of the matter.
    """

    person: str
    number: str
    decided_on: date
    verified_on: date
    violation: str
    role: str
    committee: str


def decision(states: States, aggregate_id: str) -> Decision | None:
    """Return the decision that a title, an application or an expert's record holds."""
    kind = aggregate_id.partition("/")[0]
    if is_id(aggregate_id, "person"):
        return _disqualification(states, aggregate_id)
    if not any(is_id(aggregate_id, one) for one in ("title", "application")):
        return None
    held: Any = states.get(aggregate_id)
    decided_on = held.revoked_on if kind == "title" else held.decided_on
    if decided_on is None:
        return None
    complaint = complaint_of(states, held.complaint)
    verified_on = complaint.decided_on or decided_on
    return Decision(
        person=held.person,
        number=held.decision_no,
        decided_on=decided_on,
        verified_on=verified_on,
        violation=held.violation,
        role="APPLICANT",
        committee=session_of(states, held.session).committee,
    )


def _disqualification(states: States, person: str) -> Decision | None:
    """Return the decision that took the qualification of an expert (XN6A-9b)."""
    found = person_of(states, person).disqualified
    if found is None:
        return None
    return Decision(
        person=person,
        number=found.decision_no,
        decided_on=found.start,
        verified_on=found.start,
        violation="DISCIPLINE_BREACH",
        role="EXPERT",
        committee=found.committee,
    )


def term_of(profile: Profile, found: Decision, entered_on: date) -> Term | None:
    """Return the term that the policy prescribes; None where it states no years."""
    listed = profile.blacklist
    years = listed.expert_years if found.role == "EXPERT" else listed.years
    if years is None:
        return None
    return record_term(
        profile.blacklist,
        years,
        verified_on=found.verified_on,
        decided_on=found.decided_on,
        entered_on=entered_on,
    )


@rule("XN12-5.1i", "XN6A-2e", on=(e.EntryProposed,))
def rests_on_a_decision(context: Context) -> Iterator[Reason]:
    """一经查实方可记入：须有取消资格或撤销职称的决定，人员、身份、行为均与决定一致."""
    body: e.EntryProposed = context.body
    found = decision(context.states, body.decision)
    claimed = (body.person, body.decision_no, body.behaviour, body.role)
    if found is None or claimed != _decided(found):
        yield reason(
            expected=(
                "、".join(_decided(found)) if found else "针对此人的处理决定",
                ", ".join(_decided(found)) if found else "a decision about this person",
            ),
            found=("、".join(claimed), ", ".join(claimed)),
            remedy=(
                "先作出取消资格或撤销职称的决定，按决定填写",
                "take the decision first, and state what it says",
            ),
        )


def _decided(found: Decision) -> tuple[str, ...]:
    return (found.person, found.number, found.violation, found.role)


@rule("XN6B-2d", on=(e.EntryProposed,))
def proposed_by_the_unit_of_the_matter(context: Context) -> Iterator[Reason]:
    """由本案所属评委会的组建单位提出."""
    unit = _committee(context).establishing_unit
    for signer in context.act.by:
        if signer.role == "UNIT_OFFICER" and signer.org != unit:
            yield reason(
                expected=(unit or "组建单位", unit or "the establishing unit"),
                found=(signer.org, signer.org),
                remedy=("由该评委会的组建单位办理", "let the committee's unit act"),
            )


@rule(
    *TERRITORIAL,
    on=(e.EntryProposed, e.NoticeServed, e.Entered, e.Shared, e.Annulled),
)
def by_the_authority_of_the_matter(context: Context) -> Iterator[Reason]:
    """由本案所属评委会的职改部门告知、记入、推送、撤销."""
    territory = _committee(context).territory
    roles = ("AUTHORITY_OFFICER", "INTEGRITY_OFFICER")
    yield from outside_the_territory(context, territory, roles)


def _committee(context: Context) -> CommitteeState:
    proposing = isinstance(context.body, e.EntryProposed)
    held = context.body.decision if proposing else context.state.decision
    found = decision(context.states, held)
    return committee_of(context.states, found.committee if found else "")


@rule("XN6A-2e", on=(e.Entered,))
def term_of_three_years(context: Context) -> Iterator[Reason]:
    """记录期限3年：自决定之日起，三年后的同一日为末日（含当日）."""
    body: e.Entered = context.body
    found = decision(context.states, context.state.decision)
    if found is None:
        return
    term = term_of(context.policy, found, context.act.day)
    if term is not None and (body.term_start, body.term_end) != (term.first, term.last):
        yield reason(
            expected=(f"{term.first} 至 {term.last}", f"{term.first} to {term.last}"),
            found=(f"{body.term_start} 至 {body.term_end}",) * 2,
            remedy=("按规定期限记入", "enter the prescribed term"),
        )


@rule("XN6A-2e", "XN12-5.1i", on=(e.Entered,))
def entered_at_every_level(context: Context) -> Iterator[Reason]:
    """记入全国、全省、全市职称失信黑名单：申报人员记入该名单的各层级."""
    body: e.Entered = context.body
    listed = context.policy.blacklist
    missing = [level for level in listed.levels if level not in body.levels]
    if context.state.role != "APPLICANT":
        return
    if body.tier != listed.tier:
        yield reason(
            expected=(listed.zh, listed.tier),
            found=(body.tier, body.tier),
            remedy=("记入规定的名单", "enter it in the prescribed list"),
        )
    wanted = listed.levels
    if missing:
        yield reason(
            expected=("、".join(wanted), ", ".join(wanted)),
            found=("缺：" + "、".join(missing), f"{len(missing)} missing"),
            remedy=("按规定层级记入", "enter it at every level"),
        )


@rule("LEDGER-STATE", on=(e.NoticeServed,))
def there_is_time_to_answer(context: Context) -> Iterator[Reason]:
    """The person may answer after the day on which the notice is served."""
    body: e.NoticeServed = context.body
    if body.reply_until <= context.act.day:
        yield reason(
            expected=(f"晚于 {context.act.day}", f"after {context.act.day}"),
            found=(f"{body.reply_until}",) * 2,
            remedy=("给予陈述申辩的时间", "leave time to answer"),
        )


@rule("LEDGER-SUBJECT", on=(e.SubjectStatementRecorded,))
def the_person_himself_answers(context: Context) -> Iterator[Reason]:
    """Whoever signs as the person is the person."""
    for subject in context.subjects("APPLICANT"):
        if subject != context.state.person:
            yield reason(
                expected=(f"本人 {context.state.person}", "the person himself"),
                found=(subject, subject),
                remedy=("由本人或诚信档案管理员办理", "let the person, or the officer"),
            )


@rule("LEDGER-STATE", on=(e.Entered,))
def person_was_told_and_could_answer(context: Context) -> Iterator[Reason]:
    """An entry is made after the person answered, or let the time pass."""
    state: IntegrityState = context.state
    today = context.act.day
    waiting = state.reply_until is not None and today <= state.reply_until
    if waiting and not state.heard:
        yield reason(
            expected=(
                f"陈述申辩期至 {state.reply_until}",
                f"time to answer until {state.reply_until}",
            ),
            found=(f"{today}，未陈述", f"{today}, not heard"),
            remedy=("期满或陈述后记入", "wait, or hear the person"),
        )


@rule("LEDGER-COMPETENCE", on=(e.Annulled,))
def annulled_on_a_new_decision(context: Context) -> Iterator[Reason]:
    """An entry goes only with a new decision, and not before it was made."""
    body: e.Annulled = context.body
    state: IntegrityState = context.state
    entered = state.entered_on
    early = entered is not None and body.annulled_on < entered
    if body.decision_no == state.decision_no or early:
        yield reason(
            expected=(
                f"新的决定文号，日期不早于 {entered}",
                f"a new decision, not before {entered}",
            ),
            found=(f"{body.decision_no}，{body.annulled_on}",) * 2,
            remedy=("引用推翻原决定的文件", "cite the decision that overturned it"),
        )


@rule("XN6A-2e", "LEDGER-STATE", on=(e.Shared,))
def shared_once_with_a_level_of_the_entry(context: Context) -> Iterator[Reason]:
    """按记入的层级逐级推送，每级一次."""
    state: IntegrityState = context.state
    level = context.body.level
    if level not in state.levels or level in state.shared:
        yield reason(
            expected=("、".join(x for x in state.levels if x not in state.shared),) * 2,
            found=(level, level),
            remedy=("推送尚未推送的层级", "share with a level that is still open"),
        )
