"""公示: what an employer posts before it recommends, and an office of the results.

A publicity shows who is recommended or passed, where, for what, and the achievements
where the policy has them displayed: never a document number, a vote, an expert, or a
complainant.
"""

from collections.abc import Iterator
from typing import Any, Final

from aggregates.application.events import MaterialAttached
from aggregates.application.recommending import EmployerPublicityOpened
from aggregates.application.standing import ApplicationState
from aggregates.schema import Body
from aggregates.session.results import ResultPublicityOpened
from aggregates.session.state import SessionState
from cli.paper.source import Source, day, joined, zh

SHOWN: Final = frozenset({"AWARD", "PAPER", "ACHIEVEMENT", "POLICY_ADVICE"})
"""Kinds of material that are achievements; the others are the applicant's own."""


def employer_publicity(source: Source) -> dict[str, Any]:
    """Make the employer's 公示 of one recommendation (XN12-5.2b)."""
    body: EmployerPublicityOpened = source.body
    state: ApplicationState = source.state(source.act.id)
    shown = "ACHIEVEMENTS" in body.contents
    return {
        "title": "职称申报推荐公示",
        "number": "",
        "applicant": source.person(state.person),
        "employer": source.org(state.employer or state.agency),
        "wanted": f"{state.series}系列 {state.profession} {zh(state.level)}",
        "contents": joined(body.contents),
        "place": body.place,
        "posted_on": day(body.posted_on),
        "achievements": list(_achievements(source, state)) if shown else [],
        "bodies": [source.org(one) for one in source.act.orgs],
        **_term(body),
    }


def _achievements(
    source: Source, state: ApplicationState
) -> Iterator[list[str | None]]:
    for act in source.states.acts(source.act.id):
        body = act.body
        if not isinstance(body, MaterialAttached) or body.material not in SHOWN:
            continue
        now = state.materials.get(body.item)
        if now is not None and now.file == body.file.c and not body.classified:
            name = source.personal(body.name)
            yield [zh(body.material), name, day(body.obtained_on)]


def result_publicity(source: Source) -> dict[str, Any]:
    """Make the 公示 of the results of a session (XN12-5.3c)."""
    body: ResultPublicityOpened = source.body
    session: SessionState = source.state(source.act.id)
    committee = source.state(session.committee).name if session.committee else ""
    listed = [_passed(source, act.id) for act in source.followers]
    return {
        "title": f"{session.year}年度职称评审结果公示",
        "number": "",
        "committee": committee,
        "year": session.year,
        "channel": body.channel,
        "posted_on": day(body.posted_on),
        "count": body.published.count,
        "list": body.published.sha256.hex(),
        "persons": listed,
        "body": source.actor,
        **_term(body),
    }


def _passed(source: Source, application: str) -> list[str | None]:
    state: ApplicationState = source.state(application)
    return [
        source.person(state.person),
        source.org(state.employer or state.agency),
        f"{state.series}系列",
        state.profession,
        zh(state.level),
    ]


def _term(body: Body) -> dict[str, Any]:
    """Return how long a publicity lasts at least, as it was computed once."""
    minimum = next((one for one in body.deadlines if one.kind == "MINIMUM"), None)
    if minimum is None:
        return {"from": "", "until": "", "days": 0}
    return {
        "from": day(minimum.start),
        "until": day(minimum.due),
        "days": minimum.length,
    }
