"""T18: posts set, filled and vacant, and the names on the form (附件1).

Who was declared and recommended on them is counted from the applications themselves
and stands beside what the form says.
"""

from collections.abc import Iterator
from typing import Final

import msgspec

from aggregates.application.standing import ApplicationState
from aggregates.lookup import organisation_of, session_of
from aggregates.quota.events import LEVELS, FormBody
from aggregates.quota.figures import NOT_RECOMMENDED, recommended_share
from aggregates.quota.state import QuotaState
from aggregates.words import word
from projections.times.asof import AsOf
from projections.trace.answer import Absent, Reply, absent
from projections.trace.dossier import Dossier
from projections.trace.findings import Finding, finding
from projections.trace.inquiry import Inquiry
from projections.words.label import Label, Named, Words, label, rule_ref
from projections.words.references import EventRef, act_ref

_FORM_RULES: Final = ("XN12-3.1.1c",)


class QuotaRow(msgspec.Struct, frozen=True, kw_only=True):
    """One level of one form.

    Attributes:
        form: The form.
        organisation: The institution that filled it in.
        year: The review year.
        level: The level.
        posts_set: Posts that there are.
        posts_filled: Posts that are taken.
        posts_vacant: Posts that the form says are vacant.
        granted: Places beyond them that an exception granted.
        declared_on_vacancy: Declared on a vacancy, as the form says.
        declared_off_quota: Declared off the quota, as the form says.
        within: How many may declare on vacancies; None where the city sets no limit.
        named: Applications that the form names at this level.
        recommended: How many of those on vacancies are recommended.
        most: How many may be; None where the documents state no ratio.
        department_agreed: Whether the department agreed.
        personnel_agreed: Whether the personnel authority agreed.
        events: The acts about the form.
    """

    form: Named
    organisation: Named
    year: int
    level: Label
    posts_set: int
    posts_filled: int
    posts_vacant: int
    granted: int
    declared_on_vacancy: int
    declared_off_quota: int
    within: int | None
    named: tuple[str, ...]
    recommended: int
    most: int | None
    department_agreed: bool
    personnel_agreed: bool
    events: tuple[EventRef, ...]


def ask(inquiry: Inquiry) -> Reply[QuotaRow]:
    """Return the forms behind the applications, reconciled with them."""
    states = inquiry.states
    forms = sorted(set(_forms(inquiry)))
    rows = tuple(row for form in forms for row in _rows(form, states, inquiry))
    findings: list[Finding] = [one for row in rows for one in _wrong(row)]
    absences: list[Absent] = []
    for dossier in inquiry.dossiers:
        if _needs_a_form(dossier):
            findings += _unnamed(dossier)
            if not _form_of(dossier):
                employer = states.organisation(dossier.state.employer)
                absences.append(
                    absent("quota.form-filled", employer, rule_ref(_FORM_RULES[0]))
                )
    return Reply(rows=rows, findings=tuple(findings), absent=tuple(absences))


def _forms(inquiry: Inquiry) -> Iterator[str]:
    if inquiry.kind == "quota":
        yield inquiry.id
    if inquiry.kind == "organisation":
        yield from inquiry.states.get(inquiry.id).quota_forms.values()
    for dossier in inquiry.dossiers:
        yield from filter(None, (_form_of(dossier),))


def _form_of(dossier: Dossier) -> str:
    state, states = dossier.state, dossier.states
    if state.quota:
        return state.quota
    year = session_of(states, state.session).year
    return organisation_of(states, state.employer).quota_forms.get(year, "")


def _rows(form: str, states: AsOf, inquiry: Inquiry) -> Iterator[QuotaRow]:
    state: QuotaState = states.get(form)
    acts = states.acts(form)
    body = next((a.body for a in reversed(acts) if isinstance(a.body, FormBody)), None)
    if body is None:
        return
    profile = states.profile(state.profile, inquiry.today)
    ratio = profile.quota_ratio if profile else None
    # Where a ratio bounds the recommended (LZ-4.1.1g), the declared are not bounded.
    bounded = profile is not None and profile.quota.within_vacancies and ratio is None
    events = tuple(map(act_ref, acts))
    for level in LEVELS:
        named = tuple(e.application for e in state.entries if e.level == level)
        vacant = body.posts_vacant.by_level[level]
        yield QuotaRow(
            form=Named(form),
            organisation=states.organisation(state.employer),
            year=state.year,
            level=label(level, word(level)),
            posts_set=body.posts_set.by_level[level],
            posts_filled=body.posts_filled.by_level[level],
            posts_vacant=vacant,
            granted=state.excepted.get(level, 0),
            declared_on_vacancy=body.declared_on_vacancy.by_level[level],
            declared_off_quota=body.declared_off_quota.by_level[level],
            within=vacant + state.excepted.get(level, 0) if bounded else None,
            named=named,
            recommended=recommended_share(states, state, level).recommended,
            most=None if ratio is None else ratio * vacant,
            department_agreed=state.department_agreed,
            personnel_agreed=state.personnel_agreed,
            events=events,
        )


def _wrong(row: QuotaRow) -> Iterator[Finding]:
    declared = row.declared_on_vacancy + row.declared_off_quota
    if declared != len(row.named):
        yield _numbers(
            row,
            "QUOTA_NAMES_DIFFER",
            f"申报 {declared} 人，列名 {len(row.named)} 人",
            f"{declared} declared, {len(row.named)} named",
            "XN12-A1.6",
        )
    if row.within is not None and row.declared_on_vacancy > row.within:
        yield _numbers(
            row,
            "QUOTA_EXCEEDED",
            f"空岗 {row.posts_vacant}，空岗申报 {row.declared_on_vacancy} 人",
            f"{row.posts_vacant} vacant, {row.declared_on_vacancy} declared on them",
            "XN12-3.1.1b",
        )
    if row.most is not None and row.recommended > row.most:
        yield _numbers(
            row,
            "QUOTA_EXCEEDED",
            f"推荐 {row.recommended} 人，至多 {row.most} 人",
            f"{row.recommended} recommended, at most {row.most}",
            "LZ-4.1.1g",
        )


def _numbers(row: QuotaRow, kind: str, zh: str, en: str, rule: str) -> Finding:
    level = row.level
    text = Words(f"{level.zh}：{zh}", f"{level.en}: {en}")
    return finding(kind, text, *row.events[:1], rule=rule_ref(rule))


def _needs_a_form(dossier: Dossier) -> bool:
    """Tell whether a recommendation of this application rests on a form."""
    state: ApplicationState = dossier.state
    profile = dossier.law.profile if dossier.law else None
    required = profile is not None and profile.quota.form_required
    employer = organisation_of(dossier.states, state.employer)
    recommended = state.stage not in NOT_RECOMMENDED
    on_posts = employer.declares_on_posts and state.level in LEVELS
    return required and on_posts and recommended


def _unnamed(dossier: Dossier) -> Iterator[Finding]:
    """Yield what was recommended without being on an approved form."""
    form: QuotaState = dossier.states.get(_form_of(dossier) or "quota/none")
    name = "application.recommendation-issued"
    issued = [s.act for s in dossier.stood if s.act.type.name == name]
    refs = [act_ref(a) for a in issued[-1:]]
    entry = form.entry(dossier.id)
    if entry is None or entry.level != dossier.state.level:
        yield finding(
            "NOT_ON_THE_FORM",
            Words("推荐人员未列入附件1", "recommended without being on the form"),
            *refs,
            rule=rule_ref(_FORM_RULES[0]),
        )
    elif not (form.department_agreed and form.personnel_agreed):
        yield finding(
            "QUOTA_NOT_APPROVED",
            Words("附件1未经两部门审核同意", "the form lacks an opinion that agrees"),
            *refs,
            rule=rule_ref("XN12-A1.9" if form.department_agreed else "XN12-A1.8"),
        )
