"""Applicants who come entrusted: whom an office may take in."""

from collections.abc import Iterator
from typing import Final

from aggregates.application import audits
from aggregates.application import events as application
from aggregates.application.standing import ApplicationState
from aggregates.competence import lies_in
from aggregates.decider import Context
from aggregates.entrustment.coverage import gaps
from aggregates.entrustment.state import IN_EFFECT, EntrustmentState
from aggregates.lookup import entrustment_of, organisation_of, session_of
from aggregates.rulebook import Reason, reason, rule

OWN_CHANNEL: Final = ("PROVINCE", "NATION")
"""Levels of employers that have a channel of their own: 中央、省（区）直单位."""


def _is_outside(context: Context) -> bool:
    """Tell whether the employer belongs to another channel than this city's."""
    employer = organisation_of(context.states, context.state.employer)
    elsewhere = not lies_in(employer.territory, context.policy.territory)
    return employer.known and (employer.level in OWN_CHANNEL or elsewhere)


@rule("XN12-3.1.4", "LZ-2.3a", on=(audits.Accepted,))
def others_have_their_own_channel(context: Context) -> Iterator[Reason]:
    """中央、省（区）直单位和外地单位人员，须经委托（授权）方可受理."""
    required = context.policy.entrustment.letter_required
    if required and _is_outside(context) and not context.state.entrustment:
        yield reason(
            expected=("有权限单位的授权或委托函", "a letter of a competent body"),
            found=("没有", "none"),
            remedy=(
                "按原报送渠道退回；由本系统统一渠道申报，或出具委托函",
                "return it the way it came: its own channel, or a letter",
            ),
        )


@rule("XN12-3.1.4", "LZ-2.3b", on=(audits.Accepted,))
def entrustment_is_accepted(context: Context) -> Iterator[Reason]:
    """委托评审的，委托已接受，且函件列有此人、系列和级别相符."""
    state: ApplicationState = context.state
    if not state.entrustment:
        return
    letter = entrustment_of(context.states, state.entrustment)
    for zh, en in _wrong(letter, state):
        yield reason(
            expected=("已接受的委托，人员、批次、系列、级别相符", "one that covers it"),
            found=(zh, en),
            remedy=("按原报送渠道退回", "return it the way it came"),
        )


def _wrong(
    letter: EntrustmentState, state: ApplicationState
) -> Iterator[tuple[str, str]]:
    if letter.stage not in IN_EFFECT:
        yield ("委托尚未接受", "the entrustment is not accepted")
    yield from gaps(letter, state)


@rule("LZ-2.3c", on=(application.Drafted,))
def by_the_policy_of_the_session(context: Context) -> Iterator[Reason]:
    """委托评审的，按照我市职称评审有关要求申报评审."""
    body: application.Drafted = context.body
    session = session_of(context.states, body.session)
    if body.entrustment and session.profile != context.act.profile:
        yield reason(
            expected=(session.profile,) * 2,
            found=(context.act.profile,) * 2,
            remedy=(
                "按受委托评审批次的政策申报",
                "declare under that session's policy",
            ),
        )
