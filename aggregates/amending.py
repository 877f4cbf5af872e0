"""What may be corrected or recalled, and by whom (domain page 3.10b).

Only the newest act of an aggregate, by those who did it, and only while nothing rests
on it. Whatever a later act has relied on needs a return (退回) and a new act.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from aggregates.amendment import (
    Amendment,
    Corrected,
    corrected_body,
    parts_of,
    value_as_text,
)
from aggregates.deadlines import STARTERS
from aggregates.decider import Act, Context
from aggregates.followers import LEADS
from aggregates.house.signers import barred_staff
from aggregates.obligations.pairs import MEETERS, OPENERS
from aggregates.rulebook import Reason, reason
from aggregates.sealing import personal_fields
from aggregates.shape import id_fields
from ledger.errors import MalformedError
from ledger.statement import SignedBy

RETURN: Final = (
    "由经办单位退回后重新办理",
    "have it returned, and do the act again",
)
NOT_COUNTED: Final = ("CUSTODIAN", "SUPERVISOR")
"""Who signs beside a seal, or a late entry, and may be another one this time."""

Found = Iterator[tuple[str, Reason]]


def reasons(context: Context) -> Found:
    """Yield every reason why an act is not corrected or recalled, with its rule."""
    newest = context.states.standing(context.act.id).newest
    if newest is None or newest.seq != context.body.seq:
        yield "LEDGER-STATE", _not_the_newest(context.body, newest)
        return
    for found in _not_alone(context, newest):
        yield "LEDGER-STATE", found
    for found in _other_signers(context, newest):
        yield "LEDGER-SIGNERS", found
    yield from _barred(context, newest)
    if isinstance(context.body, Corrected):
        for found in _wrong_value(context.body, newest):
            yield "LEDGER-SCHEMA", found


def _not_the_newest(body: Amendment, newest: Act | None) -> Reason:
    there = "0" if newest is None else str(newest.seq)
    return reason(
        expected=(f"本事项最近一次办理（序号 {there}）", f"the newest act, {there}"),
        found=(f"序号 {body.seq}", f"number {body.seq}"),
        remedy=RETURN,
    )


def _not_alone(context: Context, newest: Act) -> Iterator[Reason]:
    """Nothing came with the act, no days are counted from it, nobody relied on it."""
    kind = type(newest.body)
    title = newest.type.title
    if kind in LEADS or newest.type.follower_of:
        yield reason(
            expected=("不带随附记录的事项", "an act without followers"),
            found=(title.zh, title.en),
            remedy=RETURN,
        )
    if kind in STARTERS:
        yield reason(
            expected=("不起算期限的事项", "an act that starts no deadline"),
            found=(title.zh, title.en),
            remedy=RETURN,
        )
    if kind in OPENERS or kind in MEETERS:
        yield reason(
            expected=(
                "不产生、不履行义务的事项",
                "an act that opens and meets no duty",
            ),
            found=(title.zh, title.en),
            remedy=RETURN,
        )
    if context.states.is_relied_on(newest.id, newest):
        yield reason(
            expected=("其他事项未据以办理的记录", "an act that no other relied on"),
            found=("已被其他事项引用", "another matter refers to it"),
            remedy=RETURN,
        )


def _other_signers(context: Context, newest: Act) -> Iterator[Reason]:
    """Those sign who signed: the same roles and bodies, or the same person."""
    wanted, given = _parties(context, newest), _parties(context, context.act)
    if wanted != given:
        yield reason(
            expected=(_shown(wanted),) * 2,
            found=(_shown(given),) * 2,
            remedy=(
                "由原办理单位（人员）以原角色签名",
                "let those who did it sign, in the same roles",
            ),
        )


def _parties(context: Context, act: Act) -> Counter[tuple[str, str]]:
    counted = (one for one in act.by if one.role not in NOT_COUNTED)
    return Counter((one.role, _who(context, one)) for one in counted)


def _who(context: Context, signer: SignedBy) -> str:
    return signer.org or context.subject_of(signer) or signer.key.hex()


def _shown(parties: Counter[tuple[str, str]]) -> str:
    return " + ".join(f"{role} {who}" for role, who in sorted(parties.elements()))


def _barred(context: Context, newest: Act) -> Found:
    """Who is barred from audit and review amends nothing of them either."""
    by = tuple(
        SignedBy(one.key, one.role, one.org, newest.type.segment_of(one.role))
        for one in context.act.by
    )
    yield from barred_staff(replace(context, act=replace(context.act, by=by)))


def _wrong_value(body: Corrected, newest: Act) -> Iterator[Reason]:
    """The old value stands there and is plain; the new one fits the type."""
    try:
        standing = value_as_text(newest.body, body.field)
        corrected_body(newest.type, newest.body, body.field, body.new)
    except MalformedError as error:
        yield reason(
            expected=("该记录中可以更正的项目", "a value that can be corrected"),
            found=(str(error),) * 2,
            remedy=("核对项目名称和取值", "check the field and the value"),
        )
        return
    if _is_fixed(newest, body.field):
        yield reason(
            expected=("非个人信息、非系统计算的项目", "a plain field of the act"),
            found=(body.field,) * 2,
            remedy=("撤回后重新办理", "recall the act, and do it again"),
        )
    if standing != body.old or body.old == body.new:
        yield reason(
            expected=(f"原值 {standing}，另有新值", f"from {standing} to another"),
            found=(f"{body.old} → {body.new}",) * 2,
            remedy=("按记录填写原值", "state what stands there"),
        )


def _is_fixed(newest: Act, pointer: str) -> bool:
    """Tell whether a field is personal, computed, or says what the act is about."""
    name = parts_of(pointer)[0]
    ids = {field.name for field in id_fields(newest.type)}
    return name in {"deadlines", "late"} | ids | set(personal_fields(newest.type))
