"""What was attested about an applicant, and what is said where nothing was."""

from typing import TypeVar

from aggregates.application import audits
from aggregates.application import events as e
from aggregates.application.standing import ApplicationState
from aggregates.decider import Context
from aggregates.rulebook import Reason, reason
from aggregates.schema import Part

DECLARING = (e.Submitted, audits.Accepted)
ASK_THE_EMPLOYER = (
    "请用人单位审核责任人先作资格事实核验",
    "have the employer's reviewer attest the fact first",
)
F = TypeVar("F", bound=Part)


def fact_of(state: ApplicationState, kind: type[F]) -> F | None:
    """Return a fact as it was attested last."""
    attested = state.facts.get(_tag(kind))
    return attested.fact if attested else None


def attester_of(state: ApplicationState, kind: type[Part]) -> str:
    """Return the role in which a fact was attested last, or ``""``."""
    attested = state.facts.get(_tag(kind))
    return attested.by if attested else ""


def _tag(kind: type[Part]) -> str:
    return str(kind.__struct_config__.tag)


def missing(zh: str, en: str) -> Reason:
    """Say that nobody attested a fact: it is never assumed."""
    return reason(
        expected=(f"{zh}已经核验", f"{en}: attested"),
        found=("没有核验记录", "no attestation recorded"),
        remedy=ASK_THE_EMPLOYER,
    )


def excepted(context: Context, *ids: str) -> bool:
    """Tell whether the competent authority let one of these rules give way."""
    return not set(ids).isdisjoint(context.state.excepted_rules)
