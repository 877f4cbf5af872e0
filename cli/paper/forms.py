"""附件1, 附件2 and 附件3 of 咸职改办〔2024〕12号, filled in from the record.

Fields and wording are those of the document (domain page 1.2); what is not on record,
or may not be shown, stays blank.
"""

from typing import Any, Final

from aggregates.application.events import IntegrityCommitmentSigned
from aggregates.committee.events import FilingApplied, Validity
from aggregates.decider import Act
from aggregates.quota.events import (
    LEVELS,
    Columns,
    DepartmentOpinionGiven,
    FormBody,
    OpinionBody,
    PersonnelOpinionGiven,
)
from cli.paper.source import Source, day, joined, zh

_DOCUMENT: Final = "XN12"
_ROWS: Final = {
    "posts_set": "设岗情况",
    "posts_filled": "已聘情况（不含“双肩挑”）",
    "awaiting_appointment": "待聘情况",
    "posts_vacant": "空岗情况",
    "declared_on_vacancy": "空岗申报",
    "declared_off_quota": "不占岗位申报",
}


def quota_form(source: Source) -> dict[str, Any]:
    """Fill in 附件1 事业单位高、中级职称申报情况核定表 (XN12-A1.1 to A1.11)."""
    form, *opinions = _form_and_opinions(source)
    body: FormBody = form.body
    return {
        "annex": _annex(source, 1),
        "title": f"{body.year}年度事业单位高、中级职称申报情况核定表",
        "number": "",
        "year": body.year,
        "filler": source.org(body.employer),
        "filled_on": day(body.filled_on),
        "rows": [[name, *_cells(getattr(body, row))] for row, name in _ROWS.items()],
        "persons": [_persons(source, body, level) for level in LEVELS],
        "extra": [
            [
                row.label,
                row.total,
                row.intermediate,
                row.associate_senior,
                row.full_senior,
            ]
            for row in body.extra_rows
        ],
        "vacancy_reason": body.vacancy_reason,
        "department": _opinion(source, opinions, DepartmentOpinionGiven),
        "personnel": _opinion(source, opinions, PersonnelOpinionGiven),
    }


def _annex(source: Source, number: int) -> str:
    """Return the number that a form has in its document; other cities number none."""
    profile = source.profile
    stated = profile is not None and _DOCUMENT in profile.rule_prefixes
    return f"附件 {number}：" if stated else ""


def _form_and_opinions(source: Source) -> list[Act]:
    """Return the form as it stood, and the opinions that were given on it."""
    acts = [a for a in source.states.acts(source.act.id) if a.seq <= source.act.seq]
    last = max(n for n, act in enumerate(acts) if isinstance(act.body, FormBody))
    return acts[last:]


def _cells(row: Columns) -> list[str]:
    return [str(number) for number in (row.total, *row.by_level.values())]


def _persons(source: Source, body: FormBody, level: str) -> list[list[str | None]]:
    declared = [one for one in body.declared if one.level == level]
    states = [source.state(one.application) for one in declared]
    return [[source.person(state.person), state.profession] for state in states]


def _opinion(
    source: Source, acts: list[Act], wanted: type[OpinionBody]
) -> dict[str, str]:
    given = [act for act in acts if isinstance(act.body, wanted)]
    if not given:
        return {"text": "", "org": "", "on": ""}
    act = given[-1]
    return {
        "text": act.body.opinion,
        "org": source.org(act.by[0].org),
        "on": day(act.body.given_on),
    }


def commitment(source: Source) -> dict[str, Any]:
    """Fill in 附件2 诚信承诺书 (XN12-A2.1 to A2.6)."""
    body: IntegrityCommitmentSigned = source.body
    profile = source.profile
    state = source.state(source.act.id)
    return {
        "annex": _annex(source, 2),
        "title": "诚信承诺书",
        "number": "",
        "employer": source.org(body.employer),
        "qualification": f"{body.series}系列{body.profession}专业{zh(body.level)}",
        "text": profile.commitment_text if profile else "",
        "applicant": source.person(state.person),
        "signed_on": day(body.signed_on),
    }


def committee_filing(source: Source) -> dict[str, Any]:
    """Fill in 附件3 评审委员会核准备案表 (XN12-A3.1 to A3.13)."""
    acts = source.states.acts(source.act.id)
    applied = [
        act.body
        for act in acts
        if isinstance(act.body, FilingApplied) and act.seq <= source.act.seq
    ]
    body: FilingApplied = applied[-1]
    filed = source.body if isinstance(source.body, Validity) else None
    profile = source.profile
    city = profile.city if profile else ""
    return {
        "annex": _annex(source, 3),
        "title": f"{city}职称评审委员会核准备案表",
        "number": filed.document_no if filed else "",
        "committee": body.committee_name,
        "scope": _scope(body),
        "levels": joined(body.levels),
        "unit": source.org(body.establishing_unit),
        "office": source.org(body.undertaking_agency),
        "address": body.address,
        "phone": source.personal(body.phone),
        "head": source.personal(body.agency_head),
        "post": body.agency_head_post,
        "pool": f"{body.expert_pool_size}人",
        "rules": _rules(body),
        "last3": [[one.year, one.reviewed, one.passed] for one in body.last3],
        "practices": body.practices,
        "conditions": "；".join(body.conditions),
        "filed": "" if filed is None else _filed(filed),
    }


def _scope(body: FilingApplied) -> str:
    professions = "、".join(body.professions) or "全部专业"
    return f"{'、'.join(body.series)}系列（{professions}），行政区划 {body.territory}"


def _rules(body: FilingApplied) -> str:
    if not body.has_review_rules:
        return "否"
    documents = "".join(f"《{name.strip('《》')}》" for name in body.rules_documents)
    return f"是。{documents}"


def _filed(filed: Validity) -> str:
    return (
        f"核准备案：{filed.document_no}，{filed.filed_on} 核准，"
        f"有效期至 {filed.valid_to}。"
    )
