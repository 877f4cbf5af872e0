"""What comes next, and what is still missing for it, by asking the rule book.

For each stage of an application there is one step that moves it on. A draft of that
step with nothing left out is judged by the same rules that will judge the real one;
what they refuse is what is still missing. Nothing here decides what a rule asks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from aggregates.application import audits, outcomes, recommending, standing
from aggregates.application import events as e
from aggregates.application.opinions import FlagOpinion, ItemOpinion, PointOpinion
from aggregates.application.standing import ApplicationState
from aggregates.decider import Act, Refusal
from aggregates.policy.dates import day_start_ms
from aggregates.policy.profile import Profile
from aggregates.policy.state import PolicyState
from aggregates.schema import EVENT_TYPES, TYPE_OF, Body, Commitment, EventType
from ledger.statement import SignedBy
from projections.stages import stages_of_acts
from projections.times.asof import AsOf

# The rule book takes longer to import than a status to tell, and most things have no
# next step to be judged, so what judges it is imported inside the functions.

_FILLED_BY_DRAFTING: Final = frozenset({"LEDGER-DEADLINE", "LEDGER-FOLLOWERS"})
_NOON_MS: Final = 12 * 3_600_000
_ANY: Final = "–"
_SEALED: Final = Commitment(c=bytes(32), of="sealed/none")


@dataclass(frozen=True, slots=True)
class _At:
    """Where an application stands, for making its next step."""

    state: ApplicationState
    states: AsOf
    profile: Profile
    day: date


_DONE: Final = {
    "title.certificate-voided": "certificate_voided",
    "title.employer-notified": "employer_notified",
}
"""What is done once, and how its state says that it was."""

_Make = Callable[[_At], Body | None]


def _submitted(at: _At) -> Body:
    return e.Submitted(
        to=at.state.agency or at.state.employer,
        sections=tuple(part.code for part in at.profile.application_sections),
        manifest=at.state.manifest,
    )


def _item_reviewed(at: _At) -> Body:
    return recommending.EmployerItemReviewed(
        manifest=at.state.manifest,
        items=tuple(
            ItemOpinion(item=item, original_seen=True, genuine=True)
            for item in sorted(at.state.materials)
        ),
        post_conforms=True,
        career_conforms=True,
        flags=_flags(at),
    )


def _flags(at: _At) -> tuple[FlagOpinion, ...]:
    return tuple(
        FlagOpinion(flag=number, cleared=True, reason=_ANY)
        for number in sorted(at.state.flags())
    )


def _deliberated(at: _At) -> Body:
    return recommending.EmployerDeliberated(
        meeting_on=at.day, participants=99, record=_SEALED
    )


def _publicity_opened(at: _At) -> Body:
    return recommending.EmployerPublicityOpened(
        posted_on=at.day,
        place=_ANY,
        photo=_SEALED,
        contents=recommending.PUBLICITY_CONTENTS,
        manifest=at.state.manifest,
    )


def _publicity_closed(at: _At) -> Body:
    return recommending.EmployerPublicityClosed(removed_on=at.day, photo=_SEALED)


def _recommended(at: _At) -> Body:
    text = at.profile.recommendation_text or ""
    return recommending.RecommendationIssued(opinion=text, manifest=at.state.manifest)


def _forwarded(at: _At) -> Body:
    superior = at.states.get(at.state.holder).superior if at.state.holder else ""
    to = superior or at.states.get(at.state.session).office
    return audits.Forwarded(to=to, manifest=at.state.manifest)


def _audited(at: _At) -> Body | None:
    manifest = at.state.manifest
    match at.states.get(at.state.holder).kind if at.state.holder else "":
        case "DEPARTMENT":
            points = tuple(
                PointOpinion(point=item.code, conforms=True)
                for item in at.profile.department_points
            )
            return audits.DepartmentAuditPassed(
                manifest=manifest, opinion=_ANY, points=points, flags=_flags(at)
            )
        case "AUTHORITY":
            return audits.AuthorityAuditPassed(
                manifest=manifest, opinion=_ANY, flags=_flags(at)
            )
        case "COMMITTEE_OFFICE":
            return audits.Accepted(case_no=_ANY, manifest=manifest)
        case _:
            return None


def _admitted(at: _At) -> Body:
    return audits.Admitted(manifest=at.state.manifest)


def _confirmed(_at: _At) -> Body:
    return outcomes.Confirmed(document_no=_ANY)


_STEPS: Final[Mapping[str, _Make]] = {
    standing.DRAFT: _submitted,
    standing.SUBMITTED: _item_reviewed,
    standing.REVIEWED: _deliberated,
    standing.DELIBERATED: _publicity_opened,
    standing.PUBLICITY: _publicity_closed,
    standing.PUBLICITY_CLOSED: _recommended,
    standing.RECOMMENDED: _forwarded,
    standing.FORWARDED: _audited,
    standing.AUDITED: _forwarded,
    standing.ACCEPTED: _admitted,
    standing.PUBLICISED: _confirmed,
}


def possible_acts(kind: str, state: Any, states: AsOf) -> tuple[EventType, ...]:
    """Return the types of acts that the stage of an aggregate allows, in order."""
    stage = getattr(state, "stage", "")
    return tuple(
        EVENT_TYPES[TYPE_OF[body]]
        for body, allowed in stages_of_acts(kind).items()
        if stage in allowed and _applies(body, state, states)
    )


def _applies(body: type[Body], state: Any, states: AsOf) -> bool:
    """Leave out what needs a beginning that was not made, and what is done already."""
    done = bool(getattr(state, _DONE.get(TYPE_OF[body], ""), False))
    if done or EVENT_TYPES[TYPE_OF[body]].follower_of:
        return False
    if body is audits.CorrectionSubmitted:
        return state.correction is not None
    if body is audits.DeemedAbandoned:
        from aggregates.application.rules.correction import missed_limit  # noqa: PLC0415 - see above

        return missed_limit(state, states) is not None
    if body is audits.Released:
        return bool(state.held)
    if body is recommending.PublicityObjectionResolved:
        return None in state.objections.values()
    return True


def next_step(state: ApplicationState, states: AsOf, day: date) -> Body | None:
    """Return the step that moves an application on, complete but for its signers."""
    at = _at(state, states, day)
    make = _STEPS.get(state.stage)
    return make(at) if make and at else None


def still_missing(
    state: ApplicationState, states: AsOf, day: date
) -> tuple[Refusal, ...]:
    """Return what the rules would refuse if the next step were taken on ``day``."""
    body = next_step(state, states, day)
    if body is None:
        return ()
    from aggregates import rulebook  # noqa: PLC0415 - see above
    from aggregates.circumstances import context_of  # noqa: PLC0415
    from aggregates.rule_index import load_rules  # noqa: PLC0415

    act = _draft_of(state, states, day, body)
    load_rules(act.type.name)
    context = context_of(act, states, states.log.directory)
    refusals = rulebook.refusals(context)
    return tuple(r for r in refusals if r.rule not in _FILLED_BY_DRAFTING)


def _at(state: ApplicationState, states: AsOf, day: date) -> _At | None:
    profile = states.profile(state.profile, day)
    return None if profile is None else _At(state, states, profile, day)


def _draft_of(state: ApplicationState, states: AsOf, day: date, body: Body) -> Act:
    now = day_start_ms(day) + _NOON_MS
    policy: PolicyState = states.get(f"policy/{state.profile}")
    version = policy.in_force_on(day)
    seq = version.seq if version else 0
    return Act(
        id=state.id,
        seq=states.version(state.id) + 1,
        type=EVENT_TYPES[TYPE_OF[type(body)]],
        body=body,
        by=_signers(state, states, body),
        at=now,
        received_at=now,
        law=(f"{state.profile}@{seq}",),
        position=states.log.size,
        seen_size=states.log.size,
    )


def _signers(state: ApplicationState, states: AsOf, body: Body) -> tuple[SignedBy, ...]:
    """Name those whose absence a rule would notice, without any key."""
    at_the_employer = isinstance(
        body,
        recommending.EmployerItemReviewed
        | recommending.EmployerDeliberated
        | recommending.EmployerPublicityOpened
        | recommending.EmployerPublicityClosed
        | recommending.RecommendationIssued,
    )
    if not at_the_employer or not state.agency:
        return ()
    from aggregates.application.rules.channel import (  # noqa: PLC0415 - see above
        ACTING_FOR,
        WITHOUT_EMPLOYER,
    )

    if state.applicant_kind in WITHOUT_EMPLOYER:
        kind = states.get(state.agency).kind
        roles: tuple[str, ...] = ACTING_FOR.get(kind, ("AGENCY_OFFICER",))
    else:
        roles = ("AGENCY_OFFICER", "USING_UNIT_OFFICER")
    orgs = (state.agency, state.employer)
    return tuple(
        SignedBy(b"", role, org, "RECOMMEND")
        for role, org in zip(roles, orgs, strict=False)
    )
