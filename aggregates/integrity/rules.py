"""What is refused about integrity records, and under which rule id."""

from collections.abc import Iterator, Mapping
from typing import Final

from aggregates.competence import TERRITORIAL, outside_the_territory
from aggregates.decider import Context
from aggregates.integrity import events as e
from aggregates.integrity.decisions import Decision, decision, term_of, years_of
from aggregates.integrity.stage import NAMES, STAGES
from aggregates.integrity.state import IntegrityState
from aggregates.policy.terms import last_day_of_record
from aggregates.rulebook import Reason, listed, reason, rule
from aggregates.schema import Body
from aggregates.stages import possible_in

possible_now = possible_in(__name__, STAGES, NAMES)
DAY_OF: Final[Mapping[type[Body], str]] = {
    e.Annulled: "annulled_on",
    e.Corrected: "corrected_on",
    e.Repaired: "repaired_on",
}
"""Where an act that changes an entry states its day."""


@rule(
    *("XN12-5.1i", "XN6A-2e", "YC12-4.4b", "LEDGER-REFS"),
    on=(e.EntryProposed,),
)
def rests_on_a_decision(context: Context) -> Iterator[Reason]:
    """一经查实方可记入：须有取消资格或撤销职称的决定，人员、身份、行为均与决定一致."""
    body: e.EntryProposed = context.body
    found = decision(context.states, body.decision, body.role)
    claimed = (body.person, body.decision_no, body.behaviour, body.role)
    if found is None or claimed != _decided(found):
        yield reason(
            expected=(
                "、".join(_decided(found)) if found else "针对此人的处理决定",
                ", ".join(_decided(found)) if found else "a decision about this person",
            ),
            found=listed(claimed),
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
    found = _decision(context)
    unit = found.unit if found else ""
    for signer in context.act.by:
        if signer.role == "UNIT_OFFICER" and signer.org != unit:
            yield reason(
                expected=(unit or "组建单位", unit or "the establishing unit"),
                found=(signer.org, signer.org),
                remedy=("由该评委会的组建单位办理", "let the committee's unit act"),
            )


@rule(
    *TERRITORIAL,
    on=(
        e.EntryProposed,
        e.NoticeServed,
        e.Entered,
        e.Shared,
        e.Corrected,
        e.Annulled,
        e.Repaired,
    ),
)
def by_the_authority_of_the_matter(context: Context) -> Iterator[Reason]:
    """由本案所属评委会的职改部门告知、记入、推送、撤销."""
    found = _decision(context)
    roles = ("AUTHORITY_OFFICER", "INTEGRITY_OFFICER")
    yield from outside_the_territory(context, found.territory if found else "", roles)


def _decision(context: Context) -> Decision | None:
    proposing = isinstance(context.body, e.EntryProposed)
    held = context.body if proposing else context.state
    return decision(context.states, held.decision, held.role)


@rule("YC12-4.4b", "XN6A-2e", "LEDGER-COMPETENCE", on=(e.EntryProposed,))
def of_a_role_that_is_entered(context: Context) -> Iterator[Reason]:
    """对申报人、评审专家、职称评审相关工作人员的失信违规行为，记入诚信档案库."""
    entered = context.policy.blacklist.roles
    role = context.body.role
    if role not in entered:
        yield reason(
            expected=listed(entered),
            found=(role, role),
            remedy=("文件未规定记入此类人员", "no document has them entered"),
        )


@rule("XN6A-2e", "YC12-4.4b", "LZ-9b", on=(e.Entered,))
def term_of_three_years(context: Context) -> Iterator[Reason]:
    """记录期限3年（柳州按国家规定）：自决定之日起，三年后的同一日为末日（含当日）."""
    body: e.Entered = context.body
    found = _decision(context)
    if found is None:
        return
    term = term_of(context.policy, found, context.act.day)
    if term is not None and (body.term_start, body.term_end) != (term.first, term.last):
        yield reason(
            expected=(f"{term.first} 至 {term.last}", f"{term.first} to {term.last}"),
            found=(
                f"{body.term_start} 至 {body.term_end}",
                f"{body.term_start} to {body.term_end}",
            ),
            remedy=("按规定期限记入", "enter the prescribed term"),
        )


@rule("XN6A-2e", "XN12-5.1i", "YC12-4.4b", "LZ-8.1a", on=(e.Entered,))
def entered_in_the_prescribed_list(context: Context) -> Iterator[Reason]:
    """记入规定的名单：咸宁申报人员为失信黑名单；运城、柳州均为诚信档案库."""
    listed = context.policy.blacklist
    tier = context.body.tier
    only_one = listed.tier == "ARCHIVE" or context.state.role == "APPLICANT"
    if only_one and tier != listed.tier:
        yield reason(
            expected=(listed.zh, listed.tier),
            found=(tier, tier),
            remedy=("记入规定的名单", "enter it in the prescribed list"),
        )


@rule("XN6A-2e", "XN12-5.1i", "LZ-8.1a", on=(e.Entered, e.Corrected))
def entered_at_every_level(context: Context) -> Iterator[Reason]:
    """申报人员记入该名单的各层级：咸宁为全国、全省、全市，柳州为全区."""
    prescribed = context.policy.blacklist
    missing = [level for level in prescribed.levels if level not in context.body.levels]
    if context.state.role != "APPLICANT":
        return
    wanted = prescribed.levels
    if missing:
        yield reason(
            expected=listed(wanted),
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


@rule("LEDGER-COMPETENCE", on=(e.Annulled, e.Corrected, e.Repaired))
def changed_by_a_new_decision(context: Context) -> Iterator[Reason]:
    """An entry changes or goes only with a new decision, and not before it was made."""
    state: IntegrityState = context.state
    body, entered = context.body, state.entered_on
    day = getattr(body, DAY_OF[type(body)])
    early = entered is not None and day < entered
    if body.decision_no == state.decision_no or early:
        yield reason(
            expected=(
                f"新的决定文号，日期不早于 {entered}",
                f"a new decision, not before {entered}",
            ),
            found=(f"{body.decision_no}，{day}", f"{body.decision_no}, {day}"),
            remedy=("引用推翻原决定的文件", "cite the decision that overturned it"),
        )


@rule("XN6A-2e", "LEDGER-STATE", on=(e.Shared,))
def shared_once_with_a_level_of_the_entry(context: Context) -> Iterator[Reason]:
    """按记入的层级逐级推送，每级一次."""
    state: IntegrityState = context.state
    level = context.body.level
    if level not in state.levels or level in state.shared:
        yield reason(
            expected=listed(x for x in state.levels if x not in state.shared),
            found=(level, level),
            remedy=("推送尚未推送的层级", "share with a level that is still open"),
        )


@rule("XN6A-2e", "YC12-4.4b", "LZ-9b", on=(e.Corrected,))
def corrected_to_a_prescribed_term(context: Context) -> Iterator[Reason]:
    """更正不改变记录期限的长短：自更正后的起日起三年."""
    body: e.Corrected = context.body
    found = _decision(context)
    if found is None:
        return
    years = years_of(context.policy, found.role, found.decided_on)
    if years is None:
        return
    last = last_day_of_record(context.policy.blacklist, body.term_start, years)
    if body.term_end != last:
        yield reason(
            expected=(f"{body.term_start} 至 {last}", f"{body.term_start} to {last}"),
            found=(f"至 {body.term_end}", f"to {body.term_end}"),
            remedy=("按规定期限更正", "correct it to the prescribed term"),
        )


@rule("LEDGER-STATE", on=(e.Corrected,))
def corrects_something(context: Context) -> Iterator[Reason]:
    """A correction states something that the entry does not."""
    body: e.Corrected = context.body
    state: IntegrityState = context.state
    stated = (body.levels, body.term_start, body.term_end)
    if stated == (state.levels, state.term_start, state.term_end):
        yield reason(
            expected=("与原记入不同的层级或期限", "another term, or other levels"),
            found=("相同", "the same"),
            remedy=("无需更正", "nothing to correct"),
        )


@rule("LEDGER-STATE", on=(e.Entered, e.Corrected))
def a_term_ends_after_it_begins(context: Context) -> Iterator[Reason]:
    """A term has a last day that is not before its first."""
    first, last = context.body.term_start, context.body.term_end
    if last < first:
        yield reason(
            expected=(f"不早于 {first}", f"not before {first}"),
            found=(f"{last}",) * 2,
            remedy=("核对记录期限", "check the term"),
        )


@rule("LEDGER-COMPETENCE", on=(e.Repaired,))
def repaired_on_a_known_basis(context: Context) -> Iterator[Reason]:
    """信用修复须有政策已载明的依据：文件未载的不予修复."""
    known = context.policy.blacklist.repair_bases
    if context.body.basis not in known:
        listed = "、".join(known) or "文件未载修复依据"
        yield reason(
            expected=(listed, ", ".join(known) or "no basis is stated"),
            found=(context.body.basis,) * 2,
            remedy=(
                "先以政策调整载明修复依据",
                "amend the policy first, so that it states the basis",
            ),
        )
