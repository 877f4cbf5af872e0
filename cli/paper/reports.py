"""Reports to an authority: 综合报告 of a session, 核查报告 of a complaint."""

from typing import Any, Final

from aggregates.complaint.events import VerificationReportFiled
from aggregates.complaint.state import ComplaintState
from aggregates.schema import EventType
from aggregates.session.results import ReportBody
from aggregates.session.state import SessionState
from cli.paper.source import Source, day, zh

_TITLES: Final = {
    "session.comprehensive-report-filed": "评审情况综合报告",
    "session.supplementary-report-filed": "评审情况补充报告",
}


def comprehensive_report(source: Source) -> dict[str, Any]:
    """Make the 综合报告: review, publicity, petitions (XN12-5.3e)."""
    body: ReportBody = source.body
    session: SessionState = source.state(source.act.id)
    committee = source.state(session.committee).name if session.committee else ""
    return {
        "title": _title(source.act.type, session.year),
        "number": "",
        "committee": committee,
        "parts": [
            ["评审情况", body.review],
            ["公示情况", body.publicity],
            ["信访核查情况", body.petitions],
        ],
        "publicity_state": zh(body.publicity_state),
        "concluded_on": day(session.ended_on),
        "document": body.document.sha256.hex(),
        "body": source.actor,
        "on": day(source.act.day),
    }


def _title(known: EventType, year: int) -> str:
    return f"{year}年度职称{_TITLES[known.name]}"


def verification_report(source: Source) -> dict[str, Any]:
    """Make the 核查报告 in its six parts, with the evidence (XN12-8.5c).

    Who complained is no part of it.
    """
    body: VerificationReportFiled = source.body
    state: ComplaintState = source.state(source.act.id)
    return {
        "title": "职称信访核查报告",
        "number": state.case_no,
        "application": state.application,
        "time": body.time,
        "persons": [source.person(one) for one in body.persons],
        "method": body.method,
        "process": source.personal(body.process),
        "conclusion": source.personal(body.conclusion),
        "applicant": body.handling.applicant,
        "reviewers": body.handling.reviewers,
        "items": list(body.items),
        "evidence": [one.c.hex() for one in body.evidence],
        "body": _unit(source),
        "on": day(source.act.day),
    }


def _unit(source: Source) -> str:
    """Return the organisation whose seal is on it."""
    sealed = [one.org for one in source.act.by if one.role == "SEAL"]
    return source.org(sealed[0]) if sealed else source.actor
