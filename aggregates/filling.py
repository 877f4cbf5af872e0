"""What drafting fills in, so that nobody types what the ledger already knows.

A field declared with ``filled=True`` may be left out of a draft: manifests, list
references, terms, the result of a draw. The rules compare it afterwards with what
they compute themselves, so a wrong value from elsewhere is refused all the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.application import audits, recommending, voiding
from aggregates.application.rules.correction import missed_limit
from aggregates.application.rules.same_year import void_results
from aggregates.committee import events as committee
from aggregates.complaint import events as complaint
from aggregates.decider import States
from aggregates.followers import list_ref
from aggregates.history import events as history
from aggregates.integrity import events as integrity
from aggregates.integrity.decisions import decision, term_of
from aggregates.lead import Entries
from aggregates.lookup import application_of, organisation_of, session_of
from aggregates.policy.profile import Profile
from aggregates.policy.terms import Term
from aggregates.schema import EventType, ListRef
from aggregates.session import drawing, meeting, papers, results
from aggregates.session import events as session

__all__ = ["Form", "fill"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A draft half filled in.

    Attributes:
        id: The aggregate.
        type: The type of event.
        given: What the drafter has given, by field.
        entries: Entries of a list-shaped act.
        state: The aggregate as it stands.
        states: All others.
        profile: The policy in force, if the act cites one.
        origin: The ledger.
        day: The day of the act.
    """

    id: str
    type: EventType
    given: Mapping[str, Any]
    entries: Entries
    state: Any
    states: States
    profile: Profile | None
    origin: str
    day: date


Filler = Callable[[Form], Any]


def fill(form: Form) -> dict[str, Any]:
    """Return the given fields with everything added that can be computed."""
    filled = dict(form.given)
    for (body, field), filler in FILLERS.items():
        if form.type.body is body and field not in filled:
            filled[field] = filler(form)
    if any(f == "manifest" for f in form.type.body.__struct_fields__):
        filled.setdefault("manifest", _manifest(form))
    return filled


def _manifest(form: Form) -> Any:
    if form.type.kind == "application":
        return form.state.manifest
    return application_of(form.states, str(form.given.get("application"))).manifest


def _list(form: Form) -> ListRef:
    return list_ref(form.entries)


def _list_of_the_tally(form: Form) -> ListRef:
    return ListRef(count=form.state.results_count, sha256=form.state.results)


def _list_that_was_published(form: Form) -> ListRef:
    return ListRef(count=form.state.published_count, sha256=form.state.published)


def _reviewed(form: Form) -> int:
    reviewed: int = form.state.results_count
    return reviewed


def _passed(form: Form) -> int:
    passed: int = form.state.passed
    return passed


def _passed_now(form: Form) -> int:
    return sum(bool(ballot.passed) for ballot in form.entries)


def _present(form: Form) -> int:
    return len(form.state.present)


def _missed(form: Form) -> date:
    limit = missed_limit(form.state, form.states)
    return limit if limit is not None else form.day


def _void_results(form: Form) -> tuple[str, ...]:
    return void_results(form.states, form.profile, form.state) if form.profile else ()


def _term(form: Form) -> Term:
    found = decision(form.states, form.state.decision, form.state.role)
    term = term_of(form.profile, found, form.day) if form.profile and found else None
    return term or Term(form.day, form.day)


def _draw(form: Form) -> tuple[tuple[int, ...], tuple[int, ...]]:
    given, plan = form.given, form.state.plan
    if plan is None or not all(k in given for k in ("pool", "secret", "public_value")):
        return (), ()
    pool = given["pool"]
    value = drawing.seed(
        log=form.origin,
        session=form.id,
        pool=pool["sha256"] if isinstance(pool, Mapping) else pool.sha256,
        secret=given["secret"],
        public_value=given["public_value"],
    )
    try:
        return drawing.draw(
            value,
            count=pool["count"] if isinstance(pool, Mapping) else pool.count,
            excluded=tuple(given.get("excluded", ())),
            members=plan.members,
            stand_ins=plan.stand_ins,
        )
    except ValueError:
        # The list is too short: the rule says so, with what to do.
        return (), ()


def _next_stand_in(form: Form) -> int:
    return form.state.alternates[0] if form.state.alternates else -1


def _quota_form(form: Form) -> str:
    year = session_of(form.states, form.state.session).year
    forms = organisation_of(form.states, form.state.employer).quota_forms
    return forms.get(year, "")


FILLERS: dict[tuple[type[Any], str], Filler] = {
    (meeting.BallotTallied, "results"): _list,
    (meeting.BallotTallied, "present"): _present,
    (meeting.BallotTallied, "passed"): _passed_now,
    (meeting.ResultSigned, "results"): _list_of_the_tally,
    (results.ResultRechecked, "results"): _list_of_the_tally,
    (meeting.Concluded, "reviewed"): _reviewed,
    (meeting.Concluded, "passed"): _passed,
    (results.ResultPublicityOpened, "published"): _list,
    (papers.ConfirmationRequested, "published"): _list_that_was_published,
    (results.ResultsConfirmed, "confirmed"): _list,
    (session.ExpertsDrawn, "selected"): lambda form: _draw(form)[0],
    (session.ExpertsDrawn, "alternates"): lambda form: _draw(form)[1],
    (session.StandInCalled, "called"): _next_stand_in,
    (audits.DeemedAbandoned, "missed"): _missed,
    (voiding.Voided, "results"): _void_results,
    (committee.ActsNotRecognised, "persons"): _list,
    (recommending.RecommendationIssued, "quota"): _quota_form,
    (history.BatchCollected, "rows"): _list,
    (history.BatchChecked, "decisions"): _list,
    (history.BatchUploaded, "rows"): _list,
    (integrity.Entered, "term_start"): lambda form: _term(form).first,
    (integrity.Entered, "term_end"): lambda form: _term(form).last,
    (complaint.VerificationReportFiled, "persons"): lambda f: f.state.investigators,
}
