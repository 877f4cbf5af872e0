"""What is refused about integrity records, and under which rule id."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from aggregates.decider import Context, States
from aggregates.integrity import events as e
from aggregates.integrity import state as s
from aggregates.integrity.state import IntegrityState
from aggregates.lookup import complaint_of
from aggregates.policy.profile import Profile
from aggregates.policy.terms import Term, record_term
from aggregates.rulebook import Reason, reason, rule
from aggregates.shape import is_id
from aggregates.stages import NOTHING_YET, Stages, possible_in

NAMES = {
    s.PROPOSED: ("拟记入", "proposed"),
    s.SERVED: ("已告知", "notice served"),
    s.ENTERED: ("已记入", "entered"),
    s.ANNULLED: ("已撤销记入", "annulled"),
}
STAGES: Stages = {
    e.EntryProposed: (NOTHING_YET,),
    e.NoticeServed: (s.PROPOSED,),
    e.SubjectStatementRecorded: (s.SERVED,),
    e.Entered: (s.SERVED,),
    e.Shared: (s.ENTERED,),
    e.Annulled: (s.ENTERED,),
}
possible_now = possible_in(STAGES, NAMES)


class Decision(NamedTuple):
    """The decision behind an entry.

    Attributes:
        person: Whom it concerns.
        number: Its document number.
        decided_on: Its date.
        verified_on: The day on which the fact was verified (查实之日).
    """

    person: str
    number: str
    decided_on: date
    verified_on: date


def decision(states: States, aggregate_id: str) -> Decision | None:
    """Return the decision that ``aggregate_id``, a title or application, holds."""
    kind = aggregate_id.partition("/")[0]
    if not any(is_id(aggregate_id, one) for one in ("title", "application")):
        return None
    held: Any = states.get(aggregate_id)
    decided_on = held.revoked_on if kind == "title" else held.decided_on
    if decided_on is None:
        return None
    complaint = complaint_of(states, held.complaint)
    verified_on = complaint.decided_on or decided_on
    return Decision(held.person, held.decision_no, decided_on, verified_on)


def term_of(profile: Profile, found: Decision, entered_on: date) -> Term | None:
    """Return the term that the policy prescribes; None where it states no years."""
    years = profile.blacklist.years
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
    """一经查实方可记入：须有取消资格或撤销职称的决定."""
    body: e.EntryProposed = context.body
    found = decision(context.states, body.decision)
    claimed = (body.person, body.decision_no)
    if found is None or (found.person, found.number) != claimed or not found.number:
        yield reason(
            expected=("针对此人的处理决定及文号", "a decision about this person"),
            found=(
                f"{body.decision} 没有相符的决定",
                f"no such decision on {body.decision}",
            ),
            remedy=("先作出取消资格或撤销职称的决定", "take the decision first"),
        )


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
    """记入全国、全省、全市职称失信黑名单."""
    body: e.Entered = context.body
    wanted = context.policy.blacklist.levels
    missing = [level for level in wanted if level not in body.levels]
    if body.tier == "BLACKLIST" and missing:
        yield reason(
            expected=("、".join(wanted), ", ".join(wanted)),
            found=("缺：" + "、".join(missing), f"{len(missing)} missing"),
            remedy=("按规定层级记入", "enter it at every level"),
        )


@rule("XN6A-2e", on=(e.Entered,))
def person_was_told_and_could_answer(context: Context) -> Iterator[Reason]:
    """记入前告知，陈述申辩期满或已陈述."""
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
    """An entry goes only with a new decision, from today on."""
    body: e.Annulled = context.body
    today = context.act.day
    if body.decision_no == context.state.decision_no or body.annulled_on > today:
        yield reason(
            expected=(
                "新的决定文号，日期不晚于今日",
                "a new decision, not after today",
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
