"""The house rules: what the ledger asks of every act, whatever it is about.

Who must sign, whether keys and roles held, which policy version was in force,
and how a late entry (补录) is made. Their ids begin with ``LEDGER-``.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from aggregates.decider import Act, Context, Refusal
from aggregates.policy.dates import local_date
from aggregates.policy.state import PolicyState
from aggregates.roles import Party, role_name
from aggregates.rulebook import Reason, reason, refusal
from ledger.local_day import day_of
from ledger.objection import Objection
from ledger.statement import SignedBy

Alternative = tuple[Party, ...]
DEFAULT_LATE_AFTER_MS = 72 * 3_600_000
SECOND_SIGNER_OF_LATE_ENTRIES = "SUPERVISOR"
STAFF_SEGMENTS = ("AUDIT", "REVIEW")

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


def refusals(context: Context) -> Iterator[Refusal]:
    """Yield every house rule that the act does not meet."""
    for rule_id, found in _reasons(context):
        yield refusal(rule_id, found)


def _reasons(context: Context) -> Iterator[tuple[str, Reason]]:
    if context.act.type.judged_by_ledger:
        yield from _by_the_ledger(context)
        return
    for found in _signers(context.act):
        yield "LEDGER-SIGNERS", found
    yield from _directory(context)
    for found in _policy(context):
        yield "LEDGER-POLICY", found
    for found in _late(context):
        yield "LEDGER-LATE", found
    for found in _barred_staff(context):
        yield "XN6A-9c", found


def _by_the_ledger(context: Context) -> Iterator[tuple[str, Reason]]:
    """Let the ledger's own directory object to its own events (formats §4)."""
    act = context.act
    if act.statement is None:
        return
    for objection in context.directory.objections(
        act.statement, position=act.position, received_at=act.received_at
    ):
        yield _as_reason(objection)


def _signers(act: Act) -> Iterator[Reason]:
    """Who signs is one of the alternatives that the type demands."""
    if act.type.follower_of:
        return
    given = Counter(signer.role for signer in act.by)
    if act.late and given[SECOND_SIGNER_OF_LATE_ENTRIES] == 1:
        del given[SECOND_SIGNER_OF_LATE_ENTRIES]
    if not any(_satisfies(given, parties) for parties in act.type.signers):
        yield reason(
            expected=(_alternatives(act, 0), _alternatives(act, 1)),
            found=(_roles(act, 0), _roles(act, 1)),
            remedy=("请由规定的人员（单位）签名", "let those sign whom the act needs"),
        )
    for signer in act.by:
        wanted = act.type.segment_of(signer.role)
        if signer.seg != wanted and signer.role != SECOND_SIGNER_OF_LATE_ENTRIES:
            yield reason(
                expected=(wanted, wanted),
                found=(signer.seg, signer.seg),
                remedy=("重新拟制", "draft it again"),
            )


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


def _directory(context: Context) -> Iterator[tuple[str, Reason]]:
    """Keys, grants and custodians, as the ledger's directory has them."""
    act = context.act
    if act.type.follower_of and context.lead is not None:
        if _parties(act) != _parties(context.lead):
            yield "LEDGER-FOLLOWERS", _other_signers()
        return
    for objection in context.directory.signer_objections(
        act.by,
        seen_size=act.seen_size,
        position=act.position,
        days=(day_of(act.at), day_of(act.received_at)),
    ):
        yield _as_reason(objection)
    if len(_subjects(context, act.by)) < len(act.by):
        yield (
            "LEDGER-SIGNERS",
            reason(
                expected=("互为不同主体", "different subjects"),
                found=("同一主体签名多次", "one subject signs twice"),
                remedy=("须由不同人员签名", "different persons must sign"),
            ),
        )


def _parties(act: Act) -> list[tuple[bytes, str, str]]:
    return [(signer.key, signer.role, signer.org) for signer in act.by]


def _other_signers() -> Reason:
    return reason(
        expected=("与主事项相同的签名人", "the signers of the lead"),
        found=("其他签名人", "others"),
        remedy=("整组重新拟制并签名", "draft and sign the whole act again"),
    )


def _subjects(context: Context, by: tuple[SignedBy, ...]) -> set[str]:
    return {context.subject_of(signer) or signer.key.hex() for signer in by}


def _as_reason(objection: Objection) -> tuple[str, Reason]:
    rule_id = _RULE_OF_OBJECTION.get(objection.code, "LEDGER-KEY")
    found = reason(
        expected=(objection.expected, objection.expected),
        found=(f"{objection.what}: {objection.found}",) * 2,
        remedy=_REMEDIES[rule_id],
    )
    return rule_id, found


def _policy(context: Context) -> Iterator[Reason]:
    """The policy version is the one in force, and the one the matter began under."""
    act = context.act
    if not act.type.policy:
        return
    if not act.law:
        yield reason(
            expected=("政策版本", "a policy version"),
            found=("空", "nothing"),
            remedy=("重新拟制", "draft it again"),
        )
        return
    name, _, seq = act.law[0].partition("@")
    policy: PolicyState = context.states.get(f"policy/{name}")
    version = policy.in_force_on(act.day)
    if version is None or str(version.seq) != seq:
        wanted = f"{name}@{version.seq}" if version else f"{name} 已施行的版本"
        yield reason(
            expected=(wanted, wanted),
            found=(act.law[0], act.law[0]),
            remedy=(
                f"按 {act.day} 施行的政策重新拟制",
                f"draft it under the policy in force on {act.day}",
            ),
        )
    began = getattr(context.state, "profile", "")
    if began and began != name:
        yield reason(
            expected=(began, began),
            found=(name, name),
            remedy=(
                "本事项按其开始时的年度政策办理",
                "this matter goes by the policy of its review year",
            ),
        )


def _late(context: Context) -> Iterator[Reason]:
    """An act from long ago is entered with a reason and a second signer."""
    act = context.act
    allowed = context.profile.late_after_ms if context.profile else None
    limit = DEFAULT_LATE_AFTER_MS if allowed is None else allowed
    if act.received_at - act.at > limit and not act.late:
        yield reason(
            expected=("补录说明：原因和纸质原件摘要", "a reason and the paper's hash"),
            found=(
                f"办理于 {local_date(act.at)}，今日 {local_date(act.received_at)}",
                f"done on {local_date(act.at)}, now {local_date(act.received_at)}",
            ),
            remedy=(
                "按补录办理，由第二人签名",
                "enter it as late, with a second signer",
            ),
        )
    elif act.late and not act.type.follower_of and len(act.by) < 2:  # noqa: PLR2004
        yield reason(
            expected=("第二人签名", "a second signer"),
            found=("一人签名", "one signer"),
            remedy=("由授权监督员一并签名", "let the supervisor sign too"),
        )


def _barred_staff(context: Context) -> Iterator[Reason]:
    """责令不得再从事职称评审工作的人员，不得签署审核、评审事项 (XN6A-9c)."""
    act = context.act
    if act.type.follower_of:
        return
    for signer in act.by:
        subject = context.subject_of(signer)
        if signer.seg not in STAFF_SEGMENTS or not subject.startswith("person/"):
            continue
        since: date | None = context.states.get(subject).staff_barred_from
        if since is not None and act.day >= since:
            yield reason(
                expected=("可以从事职称评审工作的人员", "somebody not barred"),
                found=(f"自 {since} 起不得从事", f"barred since {since}"),
                remedy=("由其他人员办理", "let somebody else act"),
            )
