"""Papers of one application: notifications, recommendation, receipt."""

from typing import Any, Final

from aggregates.application.audits import Accepted, CorrectionRequested, Returned
from aggregates.application.opinions import Reason, WithReasons
from aggregates.application.recommending import RecommendationIssued
from aggregates.application.standing import ApplicationState
from cli.paper.source import Source, day, joined, zh

_OUTCOMES: Final = {
    "application.correction-requested": "请补正",
    "application.returned": "予以退回",
    "application.audit-not-passed": "审核不予通过",
    "application.department-audit-failed": "主管部门审核不符合",
    "application.authority-audit-failed": "人社（职改）部门审核不符合",
    "application.employer-review-failed": "单位审核不符合",
    "application.recommendation-refused": "不予推荐",
}


def notification(source: Source) -> dict[str, Any]:
    """Make the 一次性告知书: every reason at once, each with what it is about."""
    body: WithReasons = source.body
    state: ApplicationState = source.state(source.act.id)
    returned = body if isinstance(body, Returned) else None
    correction = body if isinstance(body, CorrectionRequested) else None
    return {
        **_application(source, state),
        "title": "职称申报材料一次性告知书",
        "outcome": _OUTCOMES[source.act.type.name],
        "kind": zh(returned.kind) if returned else "",
        "to": source.org(returned.to) if returned else "",
        "until": day(correction.until) if correction else "",
        "reasons": [_reason(state, one) for one in body.reasons],
        "citations": source.citations(),
        "body": source.actor,
        "on": day(source.act.day),
    }


def _reason(state: ApplicationState, reason: Reason) -> list[str]:
    material = state.materials.get(reason.item)
    item = f"{reason.item}（{zh(material.kind)}）" if material else reason.item
    demanded = f"须提供：{zh(reason.demands)}" if reason.demands else ""
    return [
        "\n".join(one for one in (reason.text, demanded) if one),
        item or "—",
        reason.code,
    ]


def recommendation(source: Source) -> dict[str, Any]:
    """Make the 推荐意见 in the words that the notice prescribes (XN12-5.2c)."""
    body: RecommendationIssued = source.body
    state: ApplicationState = source.state(source.act.id)
    publicity = state.publicity
    closed_on = publicity.closed_on if publicity else None
    return {
        **_application(source, state),
        "title": "职称申报推荐意见",
        "opinion": body.opinion,
        "posted_on": day(publicity.posted_on) if publicity else "",
        "closed_on": day(closed_on),
        "manifest": body.manifest.hex(),
        "quota": body.quota,
        "signers": _bodies(source),
        "on": day(source.act.day),
    }


def _bodies(source: Source) -> list[str]:
    """Return the organisations that sign, each once: agency and using unit do."""
    return [source.org(one) for one in source.act.orgs]


def receipt(source: Source) -> dict[str, Any]:
    """Make the 受理回执: the number of the case and what was taken in."""
    body: Accepted = source.body
    state: ApplicationState = source.state(source.act.id)
    session = source.state(state.session)
    return {
        **_application(source, state),
        "title": "职称评审申报受理回执",
        "number": body.case_no,
        "committee": source.state(session.committee).name if session.committee else "",
        "year": session.year,
        "materials": [
            [item, zh(one.kind), day(one.obtained_on)]
            for item, one in sorted(state.materials.items())
        ],
        "manifest": body.manifest.hex(),
        "body": source.actor,
        "on": day(source.act.day),
    }


def _application(source: Source, state: ApplicationState) -> dict[str, Any]:
    wanted = (f"{state.series}系列", state.profession, joined([state.level]))
    return {
        "number": source.act.id,
        "application": source.act.id,
        "applicant": source.person(state.person),
        "employer": source.org(state.employer or state.agency),
        "wanted": " ".join(wanted),
        "declared_on": day(state.declared_on),
    }
