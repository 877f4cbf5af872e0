"""Who signs an act: the right parties, with live keys, roles and seals."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from aggregates.decider import Act, Context
from aggregates.house.objections import in_both
from aggregates.lookup import organisation_of, person_of
from aggregates.roles import Party, role_name
from aggregates.rulebook import Reason, documents_of, listed, reason
from aggregates.schema import EventType
from ledger.local_day import day_of
from ledger.objection import Objection

Alternative = tuple[Party, ...]
SECOND_SIGNER_OF_LATE_ENTRIES = "SUPERVISOR"
STAFF_SEGMENTS = ("AUDIT", "REVIEW")
BESIDE_AN_OFFICER = ("SEAL", "CUSTODIAN")
BARRED_STAFF = "XN6A-9c"

KINDS_OF_ROLES = {
    "AUTHORITY_OFFICER": ("AUTHORITY",),
    "DEPARTMENT_REVIEWER": ("DEPARTMENT", "PUBLIC_EMPLOYMENT_SERVICE"),
    "AGENCY_OFFICER": ("HR_AGENCY", "DISPATCH_AGENCY", "PUBLIC_EMPLOYMENT_SERVICE"),
    "DISCIPLINE_LIAISON": ("DISCIPLINE_ORGAN",),
}
"""Roles that only organisations of certain kinds have."""

_RULE_OF_OBJECTION = {
    "key-unknown": "LEDGER-KEY",
    "key-revoked": "LEDGER-KEY",
    "key-weak": "LEDGER-KEY",
    "role": "LEDGER-ROLE",
    "custodian": "LEDGER-SEAL",
}
_REMEDIES = {
    "LEDGER-KEY": (
        "请使用已登记且有效的密钥，或先登记密钥",
        "use an enrolled, live key, or enrol one first",
    ),
    "LEDGER-ROLE": (
        "请由持有该角色授权的人员签名，或先由登记员和监督员授权",
        "let somebody who holds the role sign, or have it granted first",
    ),
    "LEDGER-SEAL": (
        "请印章保管人一并签名",
        "let the custodian of the seal sign beside it",
    ),
}


def reasons(context: Context) -> Iterator[tuple[str, Reason]]:
    """Yield every reason why those who sign may not, with its rule."""
    if context.act.type.follower_of and context.lead is not None:
        for found in _not_with_its_lead(context.act, context.lead):
            yield "LEDGER-FOLLOWERS", found
        return
    for found in _parties(context.act):
        yield "LEDGER-SIGNERS", found
    yield from _directory(context)
    for found in _same_subject(context):
        yield "LEDGER-SIGNERS", found
    for found in _seals(context.act):
        yield "LEDGER-SEAL", found
    for found in _kinds(context):
        yield "LEDGER-COMPETENCE", found
    yield from barred_staff(context)


def by_the_ledger(context: Context) -> Iterator[tuple[str, Reason]]:
    """Let the ledger's own directory object to its own events (formats §4)."""
    act = context.act
    if act.statement is None:
        return
    for objection in context.directory.objections(
        act.statement, position=act.position, received_at=act.received_at
    ):
        yield _as_reason(objection)


def _parties(act: Act) -> Iterator[Reason]:
    """Who signs is one of the alternatives that the type demands."""
    if not _are_parties(act.type, tuple(s.role for s in act.by), late=act.late):
        yield reason(
            expected=(_alternatives(act, 0), _alternatives(act, 1)),
            found=(_roles(act, 0), _roles(act, 1)),
            remedy=("请由规定的人员（单位）签名", "let those sign whom the act needs"),
        )
    for signer in act.by:
        wanted = act.type.segment_of(signer.role)
        if signer.seg != wanted:
            yield reason(
                expected=(wanted, wanted),
                found=(signer.seg, signer.seg),
                remedy=("重新拟制", "draft it again"),
            )


@lru_cache(maxsize=4096)
def _are_parties(known: EventType, roles: tuple[str, ...], *, late: bool) -> bool:
    """Try every alternative; a late entry may have one signer more."""
    given = Counter(roles)
    tried = [given]
    if late and given[SECOND_SIGNER_OF_LATE_ENTRIES]:
        tried.append(given - Counter({SECOND_SIGNER_OF_LATE_ENTRIES: 1}))
    return any(_satisfies(one, parties) for one in tried for parties in known.signers)


def _satisfies(given: Counter[str], parties: Alternative) -> bool:
    allowed = {party.role: party for party in parties}
    if any(role not in allowed for role in given):
        return False
    return all(p.least <= given[role] <= p.most for role, p in allowed.items())


def _alternatives(act: Act, language: int) -> str:
    def name(party: Party) -> str:
        many = f"×{party.least}+" if party.most > 1 else ""
        return role_name(party.role)[language] + many

    options = [
        " + ".join(name(party) for party in parties if party.least)
        for parties in act.type.signers
    ]
    return (" 或 ", " or ")[language].join(options)


def _roles(act: Act, language: int) -> str:
    return " + ".join(role_name(signer.role)[language] for signer in act.by)


def _not_with_its_lead(act: Act, lead: Act) -> Iterator[Reason]:
    """A follower has the signers, the time and the policy of its lead, and names it."""
    same = (act.by, act.at) == (lead.by, lead.at)
    if act.type.policy:
        same = same and act.law[:1] == lead.law[:1]
    if not same:
        yield reason(
            expected=("与主事项相同的签名人、时间和政策", "those of the lead"),
            found=("其他签名人、时间或政策", "other signers, time or policy"),
            remedy=("整组重新拟制并签名", "draft and sign the whole act again"),
        )
    named = (lead.id, lead.seq, lead.hash)
    if act.id != lead.id and named not in [(r.id, r.seq, r.hash) for r in act.refs]:
        yield reason(
            expected=("引用主事项", "a reference to the lead"),
            found=("没有引用", "none"),
            remedy=("整组重新拟制并签名", "draft and sign the whole act again"),
        )


def _directory(context: Context) -> Iterator[tuple[str, Reason]]:
    """Keys, grants and custodians, as the ledger's directory has them."""
    act = context.act
    for objection in context.directory.signer_objections(
        act.by,
        seen_size=act.seen_size,
        position=act.position,
        days=(day_of(act.at), day_of(act.received_at)),
    ):
        yield _as_reason(objection)


def _same_subject(context: Context) -> Iterator[Reason]:
    by = context.act.by
    if len({context.subject_of(s) or s.key.hex() for s in by}) < len(by):
        yield reason(
            expected=("互为不同主体", "different subjects"),
            found=("同一主体签名多次", "one subject signs twice"),
            remedy=("须由不同人员签名", "different persons must sign"),
        )


def _as_reason(objection: Objection) -> tuple[str, Reason]:
    rule_id = _RULE_OF_OBJECTION.get(objection.code, "LEDGER-KEY")
    what, got = in_both(objection.what), in_both(objection.found)
    found = reason(
        expected=in_both(objection.expected),
        found=(f"{what.zh}：{got.zh}", f"{what.en}: {got.en}"),
        remedy=_REMEDIES[rule_id],
    )
    return rule_id, found


def _seals(act: Act) -> Iterator[Reason]:
    """A seal is that of an officer's organisation, and a custodian that of a seal."""
    officers = {s.org for s in act.by if s.role not in BESIDE_AN_OFFICER and s.org}
    seals = {s.org for s in act.by if s.role == "SEAL"}
    for org in sorted(seals - officers) if officers else ():
        yield _other_organisation(sorted(officers), org)
    custodians = {s.org for s in act.by if s.role == "CUSTODIAN"}
    for org in sorted(custodians - seals):
        yield _other_organisation(sorted(seals), org)


def _other_organisation(expected: list[str], found: str) -> Reason:
    return reason(
        expected=listed(expected, ("没有印章", "no seal")),
        found=(found, found),
        remedy=("加盖签名人所在单位的印章", "use the seal of the officer's body"),
    )


def _kinds(context: Context) -> Iterator[Reason]:
    """Some roles only organisations of certain kinds have."""
    for role, org in dict.fromkeys((s.role, s.org) for s in context.act.by):
        kinds = KINDS_OF_ROLES.get(role)
        if kinds is None or not org:
            continue
        state = organisation_of(context.states, org)
        if state.kind not in kinds:
            yield reason(
                expected=(
                    f"{role_name(role).zh}须属 {'、'.join(kinds)}",
                    f"{role_name(role).en} of {' or '.join(kinds)}",
                ),
                found=(f"{org}（{state.kind or '未登记'}）", f"{org} ({state.kind})"),
                remedy=("由有权限的单位办理", "let the competent body act"),
            )


def barred_staff(context: Context) -> Iterator[tuple[str, Reason]]:
    """责令不得再从事职称评审工作的人员，不得签署审核、评审事项 (XN6A-9c)."""
    for signer in context.act.by:
        subject = context.subject_of(signer)
        if signer.seg not in STAFF_SEGMENTS or not subject.startswith("person/"):
            continue
        since: date | None = person_of(context.states, subject).staff_barred_from
        if since is not None and context.act.day >= since:
            found = reason(
                expected=("可以从事职称评审工作的人员", "somebody not barred"),
                found=(f"自 {since} 起不得从事", f"barred since {since}"),
                remedy=("由其他人员办理", "let somebody else act"),
            )
            documents = documents_of(context.profile, context.act.day)
            yield BARRED_STAFF if "XN6A" in documents else "LEDGER-ROLE", found
