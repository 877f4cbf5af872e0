"""Papers of supervision: 记入告知书 before an entry, 通报 after a finding."""

from typing import Any

from aggregates.circular.events import Issued
from aggregates.integrity.events import NoticeServed
from aggregates.integrity.state import IntegrityState
from cli.paper.source import Source, day, zh
from ledger.statement import kind_of


def integrity_notice(source: Source) -> dict[str, Any]:
    """Make the 记入告知书: facts, basis, intended term, and until when to answer."""
    body: NoticeServed = source.body
    state: IntegrityState = source.state(source.act.id)
    profile = source.profile
    return {
        "title": "拟记入职称评审失信记录告知书",
        "number": source.act.id,
        "person": source.person(state.person),
        "role": zh(state.role),
        "behaviour": zh(state.behaviour),
        "decision_no": state.decision_no,
        "facts": source.personal(body.facts),
        "list": profile.blacklist.zh if profile else "",
        "years": _years(source, state.role),
        "citations": source.citations(),
        "served_on": day(body.served_on),
        "reply_until": day(body.reply_until),
        "body": source.actor,
    }


def _years(source: Source, role: str) -> int:
    """Return how long the record would last by the policy; 0 where it says nothing."""
    profile = source.profile
    if profile is None:
        return 0
    settings = profile.blacklist
    by_role = {"EXPERT": settings.expert_years, "STAFF": settings.staff_years}
    return by_role.get(role, settings.years) or 0


def circular(source: Source) -> dict[str, Any]:
    """Make the 通报: who is told what about whom, and on which ground."""
    body: Issued = source.body
    return {
        "title": f"关于{zh(body.subject_kind)}有关情况的{zh(body.manner)}",
        "number": body.document_no,
        "scope": zh(body.scope),
        "addressees": [source.org(one) for one in body.addressees],
        "subject_kind": zh(body.subject_kind),
        "subject": _subject(source, body.subject),
        "year": body.year,
        "facts": source.personal(body.facts),
        "basis": body.basis,
        "inspection": body.inspection,
        "finding": body.finding,
        "issued_on": day(body.issued_on),
        "body": source.actor,
    }


def _subject(source: Source, subject: str) -> str | None:
    """Return whom it is about: a body by its name, a person only where allowed."""
    match kind_of(subject):
        case "person":
            return source.person(subject)
        case "committee":
            return str(source.state(subject).name)
        case _:
            return source.org(subject)
