"""Looking up what a matter names: what is not named, or not yet, is a blank state.

So rules may ask in any stage, and history in any order makes none of them fail.
"""

from typing import TYPE_CHECKING, Any

from aggregates.decider import States
from aggregates.shape import is_id

if TYPE_CHECKING:
    from aggregates.application.standing import ApplicationState
    from aggregates.committee.state import CommitteeState
    from aggregates.complaint.state import ComplaintState
    from aggregates.entrustment.state import EntrustmentState
    from aggregates.history.state import HistoryState
    from aggregates.inspection.state import InspectionState
    from aggregates.organisation.state import OrganisationState
    from aggregates.person.state import PersonState
    from aggregates.policy.state import PolicyState
    from aggregates.quota.state import QuotaState
    from aggregates.session.state import SessionState
    from aggregates.title.state import TitleState
    from aggregates.trace.state import TraceState

# Whoever asks for one kind does not load what all the others remember.

NOTHING = "none"
"""The opaque part of an id that nothing has."""


def application_of(states: States, aggregate_id: str) -> "ApplicationState":
    """Return an application, or a blank one."""
    found: ApplicationState = _find(states, "application", aggregate_id)
    return found


def committee_of(states: States, aggregate_id: str) -> "CommitteeState":
    """Return a committee, or a blank one."""
    found: CommitteeState = _find(states, "committee", aggregate_id)
    return found


def complaint_of(states: States, aggregate_id: str) -> "ComplaintState":
    """Return a complaint, or a blank one."""
    found: ComplaintState = _find(states, "complaint", aggregate_id)
    return found


def inspection_of(states: States, aggregate_id: str) -> "InspectionState":
    """Return an inspection, or a blank one."""
    found: InspectionState = _find(states, "inspection", aggregate_id)
    return found


def entrustment_of(states: States, aggregate_id: str) -> "EntrustmentState":
    """Return an entrustment, or a blank one."""
    found: EntrustmentState = _find(states, "entrustment", aggregate_id)
    return found


def history_of(states: States, aggregate_id: str) -> "HistoryState":
    """Return a batch or row of historical data, or a blank one."""
    found: HistoryState = _find(states, "history", aggregate_id)
    return found


def organisation_of(states: States, aggregate_id: str) -> "OrganisationState":
    """Return an organisation, or a blank one."""
    found: OrganisationState = _find(states, "organisation", aggregate_id)
    return found


def person_of(states: States, aggregate_id: str) -> "PersonState":
    """Return a person, or a blank one."""
    found: PersonState = _find(states, "person", aggregate_id)
    return found


def policy_of(states: States, profile: str) -> "PolicyState":
    """Return the versions of a profile, or none."""
    found: PolicyState = _find(states, "policy", f"policy/{profile or NOTHING}")
    return found


def quota_of(states: States, aggregate_id: str) -> "QuotaState":
    """Return a post quota form, or a blank one."""
    found: QuotaState = _find(states, "quota", aggregate_id)
    return found


def session_of(states: States, aggregate_id: str) -> "SessionState":
    """Return a session, or a blank one."""
    found: SessionState = _find(states, "session", aggregate_id)
    return found


def trace_of(states: States, aggregate_id: str) -> "TraceState":
    """Return a trace, or a blank one."""
    found: TraceState = _find(states, "trace", aggregate_id)
    return found


def title_of(states: States, aggregate_id: str) -> "TitleState":
    """Return a title, or a blank one."""
    found: TitleState = _find(states, "title", aggregate_id)
    return found


def _find(states: States, kind: str, aggregate_id: str) -> Any:
    """Return a state of one kind; another kind is as good as nothing."""
    named = is_id(aggregate_id, kind)
    return states.get(aggregate_id if named else f"{kind}/{NOTHING}")
