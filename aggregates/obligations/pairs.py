"""Which acts open a duty, and which meet it: by what they name.

A duty is opened under a key and met by an act that names the same key: the decision
behind an entry, the level it is shared with, the finding that a measure answers. What
an act only hints at, an earlier one has said, and is remembered in `Seen`.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from aggregates.application import audits
from aggregates.circular import events as circular
from aggregates.committee import events as committee
from aggregates.complaint import events as complaint
from aggregates.decider import Act
from aggregates.inspection import consequences
from aggregates.inspection import events as inspection
from aggregates.inspection.rules.acknowledging import RULES
from aggregates.integrity import events as integrity
from aggregates.obligations.seen import PROVEN, Seen
from aggregates.person import events as person
from aggregates.schema import Body
from aggregates.session import papers, results
from aggregates.title import events as title
from aggregates.trace import events as trace


class Owed(NamedTuple):
    """A duty that an act opens.

    Attributes:
        code: Its code in `DUTIES`.
        key: Together with the code, what an act must name to meet it.
        about: The aggregate that it is about.
        detail: A level, a number or a measure, to tell it from its likes.
        rule: The rule, where the act itself says under which.
    """

    code: str
    key: str
    about: str
    detail: str = ""
    rule: str = ""


class Met(NamedTuple):
    """A duty that an act meets."""

    code: str
    key: str


Opens = Callable[[Act, Seen], Iterator[Owed]]
Meets = Callable[[Act, Seen], Iterator[Met]]
FILED_BY: Final[Mapping[str, str]] = MappingProxyType(
    {"UNIT": "FILE_RESULTS", "HOSPITAL": "FILE_TO_PROVINCE"}
)
CARRIED_OUT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "BAR-EXPERT": "committee.expert-disqualified",
        "BAR-STAFF": "person.staff-barred",
        "REVOKE": "title.revoked",
        "BLACKLIST": "integrity.entered",
    }
)
"""Measures that another act carries out, with its type."""


def _decided(act: Act, _seen: Seen) -> Iterator[Owed]:
    yield Owed("BLACKLIST", act.id, act.id)


def _revoked(act: Act, seen: Seen) -> Iterator[Owed]:
    yield from _decided(act, seen)
    if act.id in seen.certified:
        yield Owed("VOID_CERTIFICATE", act.id, act.id)
    yield Owed("TELL_EMPLOYER", act.id, act.id)


def _title_voided(act: Act, seen: Seen) -> Iterator[Owed]:
    if act.id in seen.certified:
        yield Owed("VOID_CERTIFICATE", act.id, act.id, rule="LZ-7.6b")
    yield Owed("TELL_EMPLOYER", act.id, act.id, rule="LZ-7.6b")


def _entered(act: Act, _seen: Seen) -> Iterator[Owed]:
    body: integrity.Entered | integrity.Corrected = act.body
    for level in body.levels:
        yield Owed("SHARE", f"{act.id} {level}", act.id, level)


def _disqualified(act: Act, _seen: Seen) -> Iterator[Owed]:
    body: committee.ExpertDisqualified = act.body
    yield Owed("CIRCULATE_EXPERT", body.expert, body.expert)
    yield Owed("ARCHIVE_EXPERT", body.expert, body.expert)
    for level in ("PROVINCE", "CITY"):
        key = f"{body.expert} {level}"
        yield Owed("REPORT_EXPERT", key, body.expert, level)


def _barred(act: Act, _seen: Seen) -> Iterator[Owed]:
    yield Owed("CIRCULATE_STAFF", act.id, act.id)
    yield Owed("ARCHIVE_STAFF", act.id, act.id)


def _results_confirmed(act: Act, seen: Seen) -> Iterator[Owed]:
    """Owe the filing of every batch: a hospital's until the province has it."""
    reviewed_by = seen.self_review_of.get(seen.committee_of.get(act.id, ""), "NONE")
    code = FILED_BY.get(reviewed_by)
    if code is not None:
        yield Owed(code, act.id, act.id, f"{act.body.batch}")


def _substantiated(act: Act, seen: Seen) -> Iterator[Owed]:
    """Owe both handlings once, whether the first body finds it or a re-check."""
    if act.body.outcome in PROVEN and not seen.proven.get(act.id):
        yield Owed("HANDLE_APPLICANT", act.id, act.id)
        yield Owed("HANDLE_REVIEWERS", act.id, act.id)


def _referred(act: Act, _seen: Seen) -> Iterator[Owed]:
    yield Owed("ACKNOWLEDGE_REFERRAL", act.id, act.id)


def _forged(act: Act, _seen: Seen) -> Iterator[Owed]:
    yield Owed("ACKNOWLEDGE_FORGERY", act.id, act.id)


def _found(act: Act, _seen: Seen) -> Iterator[Owed]:
    number = act.body.finding
    yield Owed("ANSWER_FINDING", f"{act.id} {number}", act.id, number)


def _educated(act: Act, _seen: Seen) -> Iterator[Owed]:
    number = act.body.finding
    yield Owed("REMEDY", f"{act.id} {number}", act.id, number)


def _crossed(act: Act, _seen: Seen) -> Iterator[Owed]:
    body: consequences.ThresholdAcknowledged = act.body
    rule = RULES[body.threshold]
    owed = ["CIRCULATE_THRESHOLD"]
    if body.threshold != "COMMITTEE_RECHECK":
        owed.insert(0, "EXPLAIN")
    if body.threshold == "DEPARTMENT_REVIEW":
        owed.insert(1, "PLAN")
    for code in owed:
        yield Owed(code, act.id, body.target, rule=rule)


def _failed(act: Act, _seen: Seen) -> Iterator[Owed]:
    yield Owed("CIRCULATE_FAILED", act.id, act.id, act.body.order)


def _ordered(act: Act, _seen: Seen) -> Iterator[Owed]:
    yield Owed("CIRCULATE_COMMITTEE", act.id, act.id, act.body.order)


def _committee_failed(act: Act, _seen: Seen) -> Iterator[Owed]:
    yield Owed("STOP_COMMITTEE", act.id, act.id, act.body.order)


def _attributed(act: Act, _seen: Seen) -> Iterator[Owed]:
    number = act.body.responsibility
    yield Owed("ANSWER_RESPONSIBILITY", f"{act.id} {number}", act.id, number)


def _sanctioned(act: Act, seen: Seen) -> Iterator[Owed]:
    body: trace.SanctionApplied = act.body
    carried_out_by = CARRIED_OUT.get(body.measure)
    about = seen.person_of.get((act.id, body.responsibility), "")
    if carried_out_by and about:
        yield Owed(
            "CARRY_OUT", f"{about} {carried_out_by}", about, body.measure, body.rule
        )


OPENERS: Final[Mapping[type[Body], Opens]] = MappingProxyType(
    {
        audits.Disqualified: _decided,
        title.Revoked: _revoked,
        title.CertificateForgeryFound: _forged,
        title.Voided: _title_voided,
        integrity.Entered: _entered,
        integrity.Corrected: _entered,
        committee.ExpertDisqualified: _disqualified,
        person.StaffBarred: _barred,
        results.ResultsConfirmed: _results_confirmed,
        complaint.Decided: _substantiated,
        complaint.RecheckDecided: _substantiated,
        complaint.ReferredToDiscipline: _referred,
        inspection.FindingIssued: _found,
        consequences.PersonsEducated: _educated,
        consequences.ThresholdAcknowledged: _crossed,
        consequences.RectificationFailed: _failed,
        committee.RectificationOrdered: _ordered,
        committee.RectificationFailed: _committee_failed,
        trace.ResponsibilityAttributed: _attributed,
        trace.SanctionApplied: _sanctioned,
    }
)
"""Which acts open duties."""


def _on_itself(*codes: str) -> Meets:
    """Meet duties whose key is the aggregate on which the act stands."""

    def meets(act: Act, _seen: Seen) -> Iterator[Met]:
        for code in codes:
            yield Met(code, act.id)

    return meets


def _entry(act: Act, seen: Seen) -> Iterator[Met]:
    about, decision = seen.decision_of.get(act.id, ("", ""))
    yield Met("BLACKLIST", decision)
    yield Met("ARCHIVE_EXPERT", about)
    yield Met("ARCHIVE_STAFF", about)
    yield Met("CARRY_OUT", f"{about} integrity.entered")


def _shared(act: Act, _seen: Seen) -> Iterator[Met]:
    yield Met("SHARE", f"{act.id} {act.body.level}")


def _annulled(act: Act, seen: Seen) -> Iterator[Met]:
    for level in seen.levels_of.get(act.id, ()):
        yield Met("SHARE", f"{act.id} {level}")


def _circulated(act: Act, _seen: Seen) -> Iterator[Met]:
    body: circular.Issued = act.body
    if body.rule == "XN6A-9b":
        yield Met("CIRCULATE_EXPERT", body.subject)
    if body.rule == "XN6A-9c":
        yield Met("CIRCULATE_STAFF", body.subject)
    if body.rule == "LZ-8.2b":
        yield Met("CIRCULATE_COMMITTEE", body.subject)
    if body.rule == "YC12-4.3d":
        yield Met("CIRCULATE_FAILED", body.inspection)
    yield Met("CIRCULATE_THRESHOLD", body.inspection)


def _told_upward(act: Act, _seen: Seen) -> Iterator[Met]:
    yield Met("REPORT_EXPERT", f"{act.body.expert} {act.body.level}")


def _disqualification(act: Act, _seen: Seen) -> Iterator[Met]:
    yield Met("CARRY_OUT", f"{act.body.expert} committee.expert-disqualified")


def _staff_bar(act: Act, _seen: Seen) -> Iterator[Met]:
    yield Met("CARRY_OUT", f"{act.id} person.staff-barred")


def _revocation(act: Act, seen: Seen) -> Iterator[Met]:
    yield Met("HANDLE_APPLICANT", act.body.complaint)
    yield Met("CARRY_OUT", f"{seen.holder_of.get(act.id, '')} title.revoked")


def _disqualification_of_applicant(act: Act, _seen: Seen) -> Iterator[Met]:
    yield Met("HANDLE_APPLICANT", act.body.complaint)


def _not_confirmed(act: Act, seen: Seen) -> Iterator[Met]:
    yield Met("HANDLE_APPLICANT", seen.complaint_of.get(act.body.application, ""))


def _filed_upward(act: Act, _seen: Seen) -> Iterator[Met]:
    yield Met("FILE_RESULTS", act.id)
    if act.body.level == "PROVINCE":
        yield Met("FILE_TO_PROVINCE", act.id)


def _overturned(act: Act, _seen: Seen) -> Iterator[Met]:
    """Owe no handling any more for what a re-check found unfounded (A15)."""
    if act.body.outcome not in PROVEN:
        yield Met("HANDLE_APPLICANT", act.id)
        yield Met("HANDLE_REVIEWERS", act.id)


def _education(act: Act, seen: Seen) -> Iterator[Met]:
    yield from _answer(act, seen)
    yield Met("HANDLE_REVIEWERS", act.body.complaint)


def _remedy(act: Act, seen: Seen) -> Iterator[Met]:
    yield from _answer(act, seen)
    yield Met("REMEDY", f"{act.id} {act.body.finding}")


def _answer(act: Act, _seen: Seen) -> Iterator[Met]:
    yield Met("ANSWER_FINDING", f"{act.id} {act.body.finding}")


def _closed(act: Act, seen: Seen) -> Iterator[Met]:
    for number in seen.findings_of.get(act.id, ()):
        yield Met("ANSWER_FINDING", f"{act.id} {number}")


def _sanction(act: Act, _seen: Seen) -> Iterator[Met]:
    yield Met("ANSWER_RESPONSIBILITY", f"{act.id} {act.body.responsibility}")


def _concluded(act: Act, seen: Seen) -> Iterator[Met]:
    for number in seen.responsibilities_of.get(act.id, ()):
        yield Met("ANSWER_RESPONSIBILITY", f"{act.id} {number}")
    yield Met("HANDLE_REVIEWERS", seen.clue_of.get(act.id, ""))


MEETERS: Final[Mapping[type[Body], Meets]] = MappingProxyType(
    {
        integrity.Entered: _entry,
        integrity.Shared: _shared,
        integrity.Annulled: _annulled,
        integrity.Corrected: _annulled,
        integrity.Repaired: _annulled,
        title.CertificateVoided: _on_itself("VOID_CERTIFICATE"),
        title.EmployerNotified: _on_itself("TELL_EMPLOYER"),
        title.Revoked: _revocation,
        title.ReferralAcknowledged: _on_itself("ACKNOWLEDGE_FORGERY"),
        audits.Disqualified: _disqualification_of_applicant,
        results.ResultNotConfirmed: _not_confirmed,
        circular.Issued: _circulated,
        committee.ExpertDisqualified: _disqualification,
        committee.ExpertDisqualificationReported: _told_upward,
        committee.Suspended: _on_itself("STOP_COMMITTEE"),
        committee.ReviewAuthorityWithdrawn: _on_itself("STOP_COMMITTEE"),
        person.StaffBarred: _staff_bar,
        papers.ResultsFiledUpward: _filed_upward,
        complaint.RecheckDecided: _overturned,
        complaint.ReferralAcknowledged: _on_itself("ACKNOWLEDGE_REFERRAL"),
        consequences.PersonsEducated: _education,
        consequences.RemedyOrdered: _remedy,
        consequences.RectificationOrdered: _answer,
        consequences.MeasureNoted: _answer,
        consequences.Closed: _closed,
        consequences.ExplanationSubmitted: _on_itself("EXPLAIN"),
        consequences.RectificationPlanSubmitted: _on_itself("PLAN"),
        trace.SanctionApplied: _sanction,
        trace.Concluded: _concluded,
    }
)
"""Which acts meet duties."""


def opened_by(act: Act, seen: Seen) -> Iterator[Owed]:
    """Yield the duties that an act opens."""
    opens = OPENERS.get(type(act.body))
    if opens is not None:
        yield from opens(act, seen)


def met_by(act: Act, seen: Seen) -> Iterator[Met]:
    """Yield the duties that an act meets, whether they are open or not."""
    meets = MEETERS.get(type(act.body))
    if meets is not None:
        yield from meets(act, seen)
