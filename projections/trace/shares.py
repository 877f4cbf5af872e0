"""T14: the shares of the bodies involved, what they oblige to, and suspended rights.

10 %, 20 % and 10 % as exact fractions (LZ-4.1.1c, d, e), what was acknowledged, the
explanation and the circular that followed, the suspension of the right to recommend,
and whether the body recommended while it was suspended.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import msgspec

from aggregates.decider import Act
from aggregates.lookup import session_of
from projections.obligations.standing import Obligation
from projections.shares.thresholds import Share, shares
from projections.trace.answer import Absent, Reply, absent
from projections.trace.dossier import Dossier
from projections.trace.findings import Finding, finding
from projections.trace.inquiry import Inquiry
from projections.words.label import Label, Named, RuleRef, Words, rule_ref
from projections.words.references import EventRef, act_ref

SUSPENSION: Final = "LZ-4.1.1d"
_SUSPENDED: Final = "organisation.recommending-right-suspended"
_RECOMMENDING: Final = frozenset(
    {"application.recommendation-issued", "application.department-audit-passed"}
)
_BODIES: Final = ("organisation", "committee")


class ShareRow(msgspec.Struct, frozen=True, kw_only=True, tag="share"):
    """One share of one body.

    Attributes:
        body: The employer, department or committee.
        year: The review year.
        threshold: Which share.
        fraction: The figure, such as ``1/10``.
        limit: What matters when it is reached.
        crossed: Whether it is reached.
        obliges: Whether it is reached and its stage is closed, as the policy asks.
        stated: What was acknowledged, beside the figure of that day.
        acknowledged: The acknowledgements.
        obligations: What they opened, met or open.
        rule: The rule that states the limit.
    """

    body: Named
    year: int
    threshold: Label
    fraction: str
    limit: str
    crossed: bool
    obliges: bool
    stated: tuple[str, ...]
    acknowledged: tuple[EventRef, ...]
    obligations: tuple[Obligation, ...]
    rule: RuleRef


class SuspensionRow(msgspec.Struct, frozen=True, kw_only=True, tag="suspension"):
    """A year in which a body may not recommend.

    Attributes:
        body: The body.
        year: The year.
        event: The suspension.
        recommended: What it recommended nevertheless in that year.
    """

    body: Named
    year: int
    event: EventRef
    recommended: tuple[EventRef, ...]


class _Body(NamedTuple):
    """A body of a review year."""

    id: str
    year: int


def ask(inquiry: Inquiry) -> Reply[ShareRow | SuspensionRow]:
    """Return the shares and suspensions of the bodies that the subject involves."""
    bodies = sorted(set(_bodies(inquiry)))
    found = [share for body in bodies for share in _shares(body, inquiry)]
    suspensions = [
        row
        for body in dict.fromkeys(one.id for one in bodies)
        for row in _suspensions(body, inquiry)
    ]
    return Reply(
        rows=(*map(_row, found), *suspensions),
        findings=(
            *(f for share in found for f in _wrong(share)),
            *(_nevertheless(row) for row in suspensions if row.recommended),
        ),
        absent=tuple(_absences(bodies, suspensions, inquiry)),
    )


def _bodies(inquiry: Inquiry) -> Iterator[_Body]:
    for dossier in inquiry.dossiers:
        year = session_of(inquiry.states, dossier.session).year
        for body in (dossier.state.employer, *dossier.state.route, dossier.committee):
            if body:
                yield _Body(body, year)
        if inquiry.kind in _BODIES:
            yield _Body(inquiry.id, year)


def _shares(body: _Body, inquiry: Inquiry) -> tuple[Share, ...]:
    return shares(
        inquiry.rows, inquiry.states, inquiry.today, year=body.year, body=body.id
    )


def _row(share: Share) -> ShareRow:
    known = share.acknowledged
    return ShareRow(
        body=share.body,
        year=share.year,
        threshold=share.threshold,
        fraction=share.fraction,
        limit=share.limit,
        crossed=share.crossed,
        obliges=share.obliges,
        stated=tuple(f"{one.stated} · {one.computed}" for one in known),
        acknowledged=tuple(one.event for one in known),
        obligations=tuple(o for one in known for o in one.obligations),
        rule=share.rule,
    )


def _suspensions(body: str, inquiry: Inquiry) -> Iterator[SuspensionRow]:
    for act in inquiry.states.acts(body):
        if act.type.name == _SUSPENDED:
            recommended = _recommended(body, act, inquiry.dossiers)
            yield SuspensionRow(
                body=inquiry.states.organisation(body),
                year=act.body.year,
                event=act_ref(act),
                recommended=tuple(map(act_ref, recommended)),
            )


def _recommended(
    body: str, suspension: Act, dossiers: tuple[Dossier, ...]
) -> Iterator[Act]:
    """Yield what a body recommended in the year of its suspension, after it."""
    for dossier in dossiers:
        if session_of(dossier.states, dossier.session).year != suspension.body.year:
            continue
        for step in dossier.stood:
            act = step.act
            signed = any(signer.org == body for signer in act.by)
            later = act.position > suspension.position
            if signed and later and act.type.name in _RECOMMENDING:
                yield act


# What is wrong.


def _wrong(share: Share) -> Iterator[Finding]:
    who = share.body.name or share.body.id
    events = tuple(one.event for one in share.acknowledged)
    against = {one.code: one for one in share.findings}
    for one in share.acknowledged:
        against |= {label.code: label for label in one.findings}
    for name in against.values():
        yield finding(
            f"SHARE_{name.code}",
            Words(
                f"{who} {share.year}：{share.threshold.zh} {share.fraction}",
                f"{who} {share.year}: {share.threshold.en} {share.fraction}",
            ),
            *events,
            rule=share.rule,
        )
    for owed in (o for one in share.acknowledged for o in one.obligations):
        if owed.met is None:
            text = Words(f"{owed.code.zh} {who}", f"{owed.code.en} {who}")
            yield finding("OBLIGATION_OPEN", text, *events, rule=owed.rule)


def _nevertheless(row: SuspensionRow) -> Finding:
    who = row.body.name or row.body.id
    return finding(
        "RECOMMENDED_WHILE_SUSPENDED",
        Words(f"{who}：{row.year} 年度", f"{who}: {row.year}"),
        row.event,
        *row.recommended,
        rule=rule_ref(SUSPENSION),
    )


def _absences(
    bodies: list[_Body], suspensions: list[SuspensionRow], inquiry: Inquiry
) -> Iterator[Absent]:
    """Say for each body that nothing suspended its right to recommend."""
    suspended = {row.body.id for row in suspensions}
    for body in dict.fromkeys(one.id for one in bodies):
        if body.startswith("organisation/") and body not in suspended:
            yield absent(_SUSPENDED, inquiry.states.organisation(body))
