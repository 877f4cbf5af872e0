"""Somebody answers for every act of the four segments: a person, by his own key."""

from collections.abc import Iterator
from typing import Final

from aggregates.decider import Context
from aggregates.roles import role_name
from aggregates.rulebook import Reason, reason, rule
from aggregates.schema import EVENT_TYPES, Body

SEGMENTS: Final = frozenset({"DECLARE", "RECOMMEND", "AUDIT", "REVIEW"})
"""谁申报谁负责、谁推荐谁负责、谁审核谁负责、谁评审谁负责."""

_IMPERSONAL: Final = {
    "service": ("服务程序的密钥", "the key of a service"),
    "seal": ("印章", "a seal"),
}


@rule(
    *("XN6A-1b", "LEDGER-SIGNERS"),
    on=tuple(
        known.body
        for known in EVENT_TYPES.values()
        if known.segment in SEGMENTS and known.signers
        if issubclass(known.body, Body)
    ),
)
def a_person_answers(context: Context) -> Iterator[Reason]:
    """谁申报、推荐、审核、评审，谁负责：须由个人签名，程序和印章不能代替."""
    for signer in context.act.by:
        key = context.directory.keys.get(signer.key)
        if key is None or signer.role == "SEAL" or signer.seg not in SEGMENTS:
            continue
        found = _IMPERSONAL.get(key.use)
        if found is not None:
            role = role_name(signer.role)
            yield reason(
                expected=(f"{role.zh}本人签名", f"the {role.en}'s own signature"),
                found=found,
                remedy=("由本人用个人密钥签名", "let the person sign with his own key"),
            )
