"""How acts change the rows of obligations: opened, met, and taken back with their act.

The same pairs as in `aggregates.obligations.fold`, row by row, so that nothing has to
be remembered between pages. What an act only hints at, its aggregate's state says, and
two things that another aggregate has said are kept in rows.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from aggregates.amendment import AMENDED_KINDS
from aggregates.decider import Act
from aggregates.inspection.consequences import ThresholdAcknowledged
from aggregates.obligations.duties import AUTHORITY, DUTIES, Duty
from aggregates.obligations.fold import prompt_within, rule_of
from aggregates.obligations.pairs import (
    MEETERS,
    OPENERS,
    Owed,
    met_by,
    opened_by,
)
from aggregates.obligations.seen import PROVEN, Seen
from aggregates.policy.profile import Profile, decode_profile
from projections.facts import Fact
from projections.obligations.standing import (
    DONE,
    EFFECTS,
    LAW,
    MET,
    OPEN,
    SAID,
    Done,
    Effect,
    Law,
    Said,
)
from projections.obligations.standing import Owed as Row
from projections.projection import Writing

CONCERNED: Final = frozenset({*OPENERS, *MEETERS})
"""Acts that open duties or meet them."""

BY_WHO_ACTED: Final = frozenset(
    {
        "ANSWER_FINDING",
        "ANSWER_RESPONSIBILITY",
        "CIRCULATE_EXPERT",
        "CIRCULATE_STAFF",
        "CIRCULATE_THRESHOLD",
        "REMEDY",
        "REPORT_EXPERT",
    }
)
"""Duties of the very body that did the act which opens them."""

BY_WHO_EXPLAINS: Final = frozenset({"EXPLAIN", "PLAN"})
"""Duties of the body that the acknowledgement names."""

_NO_PERSONS: Final = frozenset({"SEAL", "CUSTODIAN"})


def take_in(fact: Fact, rows: Writing) -> None:
    """Let one event change the rows."""
    act = fact.act
    if act is None:
        return
    if fact.amended is not None:
        _amend(fact, rows)
    elif type(act.body) in CONCERNED:
        _take(act, fact.before, rows)
    if act.type.kind in _SAYS:
        _note(fact, rows)


def _amend(fact: Fact, rows: Writing) -> None:
    """Take back what the newest act did, and let it act as it was corrected."""
    if fact.act is None or fact.amended is None:
        return
    if fact.recalled is not None:
        _undo(fact.act.id, fact.recalled, rows)
        return
    newest = fact.amended.newest
    if newest is not None and newest.seq == fact.act.body.seq:
        _undo(newest.id, newest.position, rows)
        if type(newest.body) in CONCERNED:
            _take(newest, fact.amended.before, rows)


def _undo(aggregate: str, position: int, rows: Writing) -> None:
    for effect in rows.under(EFFECTS, aggregate):
        if effect.position != position:
            continue
        rows.remove(EFFECTS, effect.id, effect.position, effect.n)
        if effect.what == "DONE":
            rows.remove(DONE, effect.duty, position)
        elif effect.what == "OPENED":
            rows.remove(OPEN, effect.duty, effect.opened)
            rows.remove(MET, effect.duty, effect.opened)
        else:
            _reopen(effect, rows)


def _reopen(effect: Effect, rows: Writing) -> None:
    found = rows.get(MET, effect.duty, effect.opened)
    if found is not None:
        rows.remove(MET, effect.duty, effect.opened)
        rows.put(OPEN, replace(found, met=None, met_on=""))


def _take(act: Act, before: Any, rows: Writing) -> None:
    """Let an act meet what was owed before it opens anything itself."""
    seen = _seen(act, before, rows)
    effects: list[tuple[str, str, int]] = []
    for met in met_by(act, seen):
        duty = f"{met.code} {met.key}"
        if DUTIES[met.code].may_precede:
            rows.put(DONE, Done(duty, act.position, act.day.isoformat()))
            effects.append(("DONE", duty, act.position))
        for waiting in rows.under(OPEN, duty):
            rows.remove(OPEN, duty, waiting.opened)
            rows.put(MET, _met(waiting, act.position, act.day.isoformat()))
            effects.append(("MET", duty, waiting.opened))
    for owed in opened_by(act, seen):
        row = _opened(act, owed, rows)
        if row is not None:
            rows.put(OPEN if row.met is None else MET, row)
            effects.append(("OPENED", row.duty, row.opened))
    if act.type.kind in AMENDED_KINDS:
        for n, effect in enumerate(effects):
            rows.put(EFFECTS, Effect(act.id, act.position, n, *effect))


def _met(row: Row, position: int, day: str) -> Row:
    return replace(row, met=position, met_on=day)


def _opened(act: Act, owed: Owed, rows: Writing) -> Row | None:
    duty = DUTIES[owed.code]
    profile = _profile(act, rows)
    rule = owed.rule or rule_of(duty, profile, act.day)
    if not rule:
        return None
    row = Row(
        duty=f"{owed.code} {owed.key}",
        opened=act.position,
        code=owed.code,
        rule=rule,
        about=owed.about,
        detail=owed.detail,
        org=_owner(duty, act),
        since=act.day.isoformat(),
        within_wd=prompt_within(duty, profile),
    )
    done = rows.under(DONE, row.duty)
    return _met(row, done[-1].position, done[-1].day) if done else row


def _owner(duty: Duty, act: Act) -> str:
    """Name the organisation that owes it, where the act says so; else nothing."""
    if duty.code in BY_WHO_EXPLAINS and isinstance(act.body, ThresholdAcknowledged):
        return act.body.explains or act.body.target
    acting = next((s for s in act.by if s.role not in _NO_PERSONS), None)
    if acting is None:
        return ""
    by_authority = duty.owes is AUTHORITY and acting.role == "AUTHORITY_OFFICER"
    return acting.org if by_authority or duty.code in BY_WHO_ACTED else ""


def _profile(act: Act, rows: Writing) -> Profile | None:
    known = rows.get(LAW, act.law[0]) if act.law else None
    return None if known is None else _decoded(known.profile)


@lru_cache(maxsize=32)
def _decoded(profile: bytes) -> Profile:
    return decode_profile(msgspec.msgpack.decode(profile))


# What acts only hint at.


def _seen(act: Act, before: Any, rows: Writing) -> Seen:
    """Return what the acts so far have said of an act's aggregate."""
    tell = _TOLD_BY.get(act.type.kind)
    seen = Seen() if tell is None else tell(act.id, before)
    if act.type.kind == "session":
        committee = seen.committee_of.get(act.id, "")
        seen.self_review_of[committee] = _said(rows, "SELF_REVIEW", committee, "NONE")
        application = getattr(act.body, "application", "")
        seen.complaint_of[application] = _said(rows, "COMPLAINT", application, "")
    return seen


def _said(rows: Writing, what: str, aggregate: str, otherwise: str) -> str:
    known = rows.get(SAID, f"{what} {aggregate}")
    return otherwise if known is None else known.text


def _title(aggregate: str, state: Any) -> Seen:
    certified = {aggregate} if state.certificate_no else set()
    return Seen(certified=certified, holder_of={aggregate: state.person})


def _integrity(aggregate: str, state: Any) -> Seen:
    return Seen(
        decision_of={aggregate: (state.person, state.decision)},
        levels_of={aggregate: state.levels},
    )


def _complaint(aggregate: str, state: Any) -> Seen:
    return Seen(proven={aggregate: state.outcome in PROVEN})


def _inspection(aggregate: str, state: Any) -> Seen:
    return Seen(findings_of={aggregate: list(state.findings)})


def _trace(aggregate: str, state: Any) -> Seen:
    known = state.responsibilities
    return Seen(
        clue_of={aggregate: state.clue},
        person_of={(aggregate, n): one.person for n, one in known.items()},
        responsibilities_of={aggregate: list(known)},
    )


def _session(aggregate: str, state: Any) -> Seen:
    return Seen(committee_of={aggregate: state.committee})


_TOLD_BY: Final[Mapping[str, Any]] = {
    "complaint": _complaint,
    "inspection": _inspection,
    "integrity": _integrity,
    "session": _session,
    "title": _title,
    "trace": _trace,
}
_SAYS: Final = frozenset({"committee", "complaint", "policy"})


def _note(fact: Fact, rows: Writing) -> None:
    """Keep what acts on other aggregates will hint at."""
    before, after = fact.before, fact.after
    match fact.kind:
        case "committee" if before.self_review != after.self_review:
            rows.put(SAID, Said(f"SELF_REVIEW {after.id}", after.self_review))
        case "complaint" if before.application != after.application:
            if before.application:
                rows.remove(SAID, f"COMPLAINT {before.application}")
            if after.application:
                rows.put(SAID, Said(f"COMPLAINT {after.application}", after.id))
        case "policy" if len(before.versions) < len(after.versions) and fact.act:
            version = f"{after.id.partition('/')[2]}@{fact.act.seq}"
            profile = msgspec.msgpack.encode(fact.act.body.profile)
            rows.put(LAW, Law(version, profile))
        case _:
            pass
