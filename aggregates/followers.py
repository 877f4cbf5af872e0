"""Acts that touch several aggregates: which followers a lead brings with it.

A follower is a statement by the same signers, appended with its lead, whose
``refs`` contain the lead. What followers there must be is derived from the lead
and the states, so that drafting makes them and judging compares them. Where the
lead is list-shaped, its body carries the count and SHA-256 of the list of
entries (formats §2), and each entry has a follower.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, cast

import msgspec

from aggregates.application import audits, outcomes, void_leads
from aggregates.application import events as application
from aggregates.application.facts import Level
from aggregates.application.rules.same_year import year_declared
from aggregates.application.standing import ApplicationState
from aggregates.complaint import events as complaint
from aggregates.deadlines import certificate_data
from aggregates.decider import Act, Context
from aggregates.history import following as history
from aggregates.integrity import events as integrity
from aggregates.lead import Entries, Follower, Lead, named, title_id
from aggregates.lookup import application_of
from aggregates.measures import LEADS as MEASURES
from aggregates.person import events as person
from aggregates.policy.dates import add_years_last_day
from aggregates.quota import following as quota
from aggregates.rulebook import Reason, reason, rule
from aggregates.schema import Body, ListRef
from aggregates.session import events as session
from aggregates.session import meeting, results
from aggregates.title import events as title
from aggregates.title.following import LEADS as TITLES
from aggregates.title.following import conversions
from ledger.encoding import encode
from ledger.errors import MalformedError

__all__ = ["LEADS", "brings_its_followers", "followers_of", "list_ref", "title_id"]


def _read_ballot(given: Any) -> meeting.Ballot:
    """Read one entry of a tally.

    Raises:
        MalformedError: A field is missing, surplus, or of another type.
    """
    try:
        return msgspec.convert(given, meeting.Ballot)
    except msgspec.ValidationError as error:
        raise MalformedError(f"entry of session.ballot-tallied: {error}") from error


def list_ref(entries: Entries) -> ListRef:
    """Commit to a list: its length, and SHA-256 of its canonical encoding."""
    values = [msgspec.to_builtins(e, builtin_types=(bytes,)) for e in entries]
    return ListRef(count=len(values), sha256=sha256(encode(values)).digest())


def _drafted(context: Context, _entries: Entries) -> Iterator[Follower]:
    body: application.Drafted = context.body
    yield Follower(body.person, person.ApplicationOpened(application=context.act.id))


def _submitted(context: Context, _entries: Entries) -> Iterator[Follower]:
    state = context.state
    if state.declared_on is None:
        day = context.act.day
        year = year_declared(context.states, context.policy, state, day)
        yield Follower(
            state.person,
            person.Declared(
                application=state.id,
                year=year,
                series=state.series,
                profession=state.profession,
                level=state.level,
            ),
        )


def _admitted(context: Context, _entries: Entries) -> Iterator[Follower]:
    body = session.ApplicantAdmitted(application=context.act.id)
    yield Follower(context.state.session, body)


def _registered(context: Context, _entries: Entries) -> Iterator[Follower]:
    body = outcomes.ComplaintOpened(complaint=context.act.id)
    yield Follower(context.body.application, body)


def _decided(context: Context, _entries: Entries) -> Iterator[Follower]:
    yield Follower(
        context.state.application,
        outcomes.ComplaintClosed(
            complaint=context.act.id, outcome=context.body.outcome
        ),
    )


def _rechecked(context: Context, entries: Entries) -> Iterator[Follower]:
    """Tell the application when the superior body decided otherwise."""
    if context.body.outcome != context.state.outcome:
        yield from _decided(context, entries)


def _not_accepted(context: Context, _entries: Entries) -> Iterator[Follower]:
    yield Follower(
        context.state.application,
        outcomes.ComplaintClosed(complaint=context.act.id, outcome="NOT_ACCEPTED"),
    )


def _tallied(_context: Context, entries: Entries) -> Iterator[Follower]:
    for ballot in entries:
        yield Follower(
            ballot.application,
            outcomes.BallotRecorded(
                agree=ballot.agree,
                against=ballot.against,
                abstain=ballot.abstain,
                recused=ballot.recused,
                passed=ballot.passed,
            ),
        )


def _ballots(acts: Iterable[Act]) -> Entries:
    return [
        meeting.Ballot(
            application=act.id,
            agree=act.body.agree,
            against=act.body.against,
            abstain=act.body.abstain,
            recused=act.body.recused,
            passed=act.body.passed,
        )
        for act in acts
        if isinstance(act.body, outcomes.BallotRecorded)
    ]


def _publicised(context: Context, entries: Entries) -> Iterator[Follower]:
    for application_id in entries:
        body = outcomes.ResultPublicised(session=context.act.id)
        yield Follower(application_id, body)


def _confirmed(context: Context, entries: Entries) -> Iterator[Follower]:
    for application_id in entries:
        yield from _confirmation(context, application_id)


def _confirmation(context: Context, application_id: str) -> Iterator[Follower]:
    body: results.ResultsConfirmed = context.body
    state = application_of(context.states, application_id)
    new = title_id(application_id)
    yield Follower(application_id, outcomes.Confirmed(document_no=body.document_no))
    yield Follower(
        new,
        title.Conferred(
            person=state.person,
            application=application_id,
            session=context.act.id,
            series=state.series,
            profession=state.profession,
            level=cast("Level", state.level),
            since=body.document_on,
            document_no=body.document_no,
            scope=body.scope,
            deadlines=tuple(certificate_data(context, body.document_on)),
        ),
    )
    yield Follower(
        state.person,
        person.TitleConferred(
            title=new,
            application=application_id,
            series=state.series,
            profession=state.profession,
            level=state.level,
        ),
    )
    yield from conversions(context, state, new)


def _all_who_passed(context: Context) -> Entries:
    return [
        application_id
        for application_id in sorted(context.state.admitted)
        if application_of(context.states, application_id).stage == "BALLOTED"
    ]


def _all_without_question(context: Context) -> Entries:
    found = []
    for application_id in sorted(context.state.admitted):
        state = application_of(context.states, application_id)
        clear = not (state.held or state.open_complaints() or state.substantiated())
        if state.stage == "PUBLICISED" and clear and not state.defects:
            found.append(application_id)
    return found


def _not_confirmed(context: Context, _entries: Entries) -> Iterator[Follower]:
    body: results.ResultNotConfirmed = context.body
    yield Follower(body.application, outcomes.NotConfirmed(reason=body.reason))


def _entered(context: Context, _entries: Entries) -> Iterator[Follower]:
    body: integrity.Entered = context.body
    yield Follower(
        context.state.person,
        person.Barred(
            record=context.act.id,
            tier=body.tier,
            levels=body.levels,
            from_=body.term_start,
            until=body.term_end,
            bars=_bars(context),
        ),
    )


def _bars(context: Context) -> bool:
    """Tell whether a record bars applications, as the profile settles it (A6).

    Only the list of which the documents say so bars: where that is the blacklist, an
    entry in the archive of experts does not.
    """
    setting = context.policy.blacklist.bars
    if context.body.tier != context.policy.blacklist.tier:
        return False
    untrue = context.state.behaviour in ("UNTRUE_INFO", "FALSE_MATERIAL", "PLAGIARISM")
    return setting == "always" or (setting == "untrue_commitment" and untrue)


def _annulled(context: Context, _entries: Entries) -> Iterator[Follower]:
    body: integrity.Annulled = context.body
    yield Follower(
        context.state.person,
        person.Unbarred(
            record=context.act.id,
            decision=context.state.decision,
            on=body.annulled_on,
        ),
    )


def _corrected(context: Context, _entries: Entries) -> Iterator[Follower]:
    body: integrity.Corrected = context.body
    yield Follower(
        context.state.person,
        person.BarCorrected(
            record=context.act.id,
            levels=body.levels,
            from_=body.term_start,
            until=body.term_end,
        ),
    )


def _repaired(context: Context, _entries: Entries) -> Iterator[Follower]:
    """Lift the bar alone: what the person promised himself stays (A7)."""
    body: integrity.Repaired = context.body
    yield Follower(
        context.state.person,
        person.Unbarred(record=context.act.id, decision="", on=body.repaired_on),
    )


def _revoked(context: Context, _entries: Entries) -> Iterator[Follower]:
    yield Follower(context.state.person, person.TitleRevoked(title=context.act.id))
    application_id = context.state.application
    yield from _self_ban(context, application_of(context.states, application_id))


def _disqualified(context: Context, _entries: Entries) -> Iterator[Follower]:
    yield from _self_ban(context, context.state)


def _self_ban(context: Context, state: ApplicationState) -> Iterator[Follower]:
    """Carry out what the commitment promised (A7): another clock than the list's."""
    years = context.policy.self_ban_years
    if years is None or not state.committed:
        return
    decided_on = context.body.decided_on
    yield Follower(
        state.person,
        person.SelfBanned(
            decision=context.act.id,
            from_=decided_on,
            until=add_years_last_day(decided_on, years),
        ),
    )


LEADS: dict[type[msgspec.Struct], Lead] = {
    application.Drafted: Lead(derive=_drafted),
    application.Submitted: Lead(derive=_submitted),
    audits.Admitted: Lead(derive=_admitted),
    audits.Disqualified: Lead(derive=_disqualified),
    complaint.Registered: Lead(derive=_registered),
    complaint.Decided: Lead(derive=_decided),
    complaint.NotAccepted: Lead(derive=_not_accepted),
    complaint.RecheckDecided: Lead(derive=_rechecked),
    meeting.BallotTallied: Lead(
        derive=_tallied, entries=_ballots, list_field="results", read_entry=_read_ballot
    ),
    results.ResultPublicityOpened: Lead(
        derive=_publicised,
        entries=named(outcomes.ResultPublicised),
        default=_all_who_passed,
        list_field="published",
    ),
    results.ResultsConfirmed: Lead(
        derive=_confirmed,
        entries=named(outcomes.Confirmed),
        default=_all_without_question,
        list_field="confirmed",
    ),
    results.ResultNotConfirmed: Lead(derive=_not_confirmed),
    integrity.Entered: Lead(derive=_entered),
    integrity.Annulled: Lead(derive=_annulled),
    integrity.Corrected: Lead(derive=_corrected),
    integrity.Repaired: Lead(derive=_repaired),
    title.Revoked: Lead(derive=_revoked),
    **MEASURES,
    **TITLES,
    **void_leads.LEADS,
    **history.LEADS,
    **quota.LEADS,
}


def followers_of(context: Context, entries: Entries) -> tuple[Follower, ...]:
    """Return the followers that a lead brings; they are late if it is.

    A matter that names nothing yet brings none, nor does an act without a policy;
    another rule refuses the lead.
    """
    known = LEADS.get(type(context.body))
    if known is None or context.profile is None:
        return ()
    late = context.body.late
    return tuple(
        Follower(one.id, msgspec.structs.replace(one.body, late=late))
        for one in known.derive(context, entries)
        if one.id
    )


@rule("LEDGER-FOLLOWERS", on=tuple(b for b in LEADS if issubclass(b, Body)))
def brings_its_followers(context: Context) -> Iterator[Reason]:
    """A lead comes with exactly the followers that it and the states demand."""
    lead = LEADS[type(context.body)]
    entries = lead.entries(context.companions)
    wanted = [(f.id, f.type, f.body) for f in followers_of(context, entries)]
    given = [(act.id, act.type.name, act.body) for act in context.companions]
    if wanted != given:
        yield reason(
            expected=(f"{len(wanted)} 条随附记录", f"{len(wanted)} followers"),
            found=(f"{len(given)} 条，或内容不符", f"{len(given)}, or others"),
            remedy=("整组重新拟制并签名", "draft and sign the whole act again"),
        )
    if lead.list_field and getattr(context.body, lead.list_field) != list_ref(entries):
        yield reason(
            expected=("清单摘要与随附记录一致", "the list that the followers make"),
            found=("不一致", "another list"),
            remedy=("整组重新拟制并签名", "draft and sign the whole act again"),
        )
