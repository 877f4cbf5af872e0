"""What the rules must remember of an organisation."""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from aggregates.decider import Act, Handlers, fold
from aggregates.organisation import events as e


class OrganisationState(msgspec.Struct, frozen=True):
    """One organisation and the next body of its route."""

    id: str
    name: str = ""
    kind: str = ""
    level: str = ""
    territory: str = ""
    industry: str = ""
    superior: str = ""
    legal_person: bool = True
    branch_law: str = ""
    post_management: bool = True
    suspended_years: frozenset[int] = frozenset()
    quota_forms: Mapping[int, str] = {}

    @property
    def known(self) -> bool:
        """Whether it is registered."""
        return bool(self.kind)

    @property
    def declares_on_posts(self) -> bool:
        """Whether it is a public institution with post management."""
        return self.kind == "PUBLIC_INSTITUTION" and self.post_management


def initial(aggregate_id: str) -> OrganisationState:
    """Return the state of an organisation that is not known yet."""
    return OrganisationState(id=aggregate_id)


def evolve(state: OrganisationState, act: Act) -> OrganisationState:
    """Fold one act into the state."""
    return fold(HANDLERS, state, act)


def _particulars(
    state: OrganisationState, body: e.OrganisationBody, act: Act
) -> OrganisationState:
    return replace(
        state,
        name=body.name,
        kind=body.org_kind,
        level=body.level,
        territory=body.territory,
        industry=body.industry,
        superior=body.superior,
        legal_person=body.legal_person,
        branch_law=body.branch_law,
        post_management=body.post_management,
    )


def _suspended(
    state: OrganisationState, body: e.RecommendingRightSuspended, act: Act
) -> OrganisationState:
    return replace(state, suspended_years=state.suspended_years | {body.year})


def _quota_form(
    state: OrganisationState, body: e.QuotaFormFilled, act: Act
) -> OrganisationState:
    return replace(state, quota_forms={**state.quota_forms, body.year: body.quota})


HANDLERS: Handlers[OrganisationState] = {
    e.Registered: _particulars,
    e.Amended: _particulars,
    e.RecommendingRightSuspended: _suspended,
    e.QuotaFormFilled: _quota_form,
}
