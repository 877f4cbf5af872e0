"""What an act says and relies on, and whose personal values it holds."""

from collections.abc import Iterator
from typing import Any

from aggregates.catalog import field_label
from aggregates.decider import Context
from aggregates.rulebook import Reason, reason
from aggregates.schema import Commitment
from aggregates.sealing import owner_of_field, personal_fields
from aggregates.shape import fields_among, named_ids
from aggregates.text import is_blank

SAID = (
    "basis",
    "case_no",
    "certificate_no",
    "decision_no",
    "document_no",
    "reason",
    "receipt_no",
)
"""Fields that are never empty, wherever they stand."""


def reasons(context: Context) -> Iterator[tuple[str, Reason]]:
    """Yield what is not referred to, and what lies under another's data key."""
    for found in _unsaid(context):
        yield "LEDGER-SCHEMA", found
    for found in _references(context):
        yield "LEDGER-REFS", found
    for found in _owners(context):
        yield "LEDGER-PERSONAL", found
    for found in _sealed_signers(context):
        yield "LEDGER-PERSONAL", found


def _unsaid(context: Context) -> Iterator[Reason]:
    """Numbers, grounds and reasons are words, and not white space."""
    if context.lead is not None:
        return
    for name in fields_among(context.act.type, SAID):
        said = getattr(context.body, name)
        if isinstance(said, str) and is_blank(said):
            yield reason(
                expected=(field_label(context.act.type, name).zh, name),
                found=("空", "nothing"),
                remedy=("写明后提交", "say it"),
            )


def _references(context: Context) -> Iterator[Reason]:
    """Whatever the body names and the ledger knows is referred to (formats §2)."""
    act = context.act
    referred = {ref.id for ref in act.refs} | {act.id}
    missing = [
        name
        for name in dict.fromkeys(named_ids(act.type, act.body))
        if name not in referred and context.states.version(name)
    ]
    if missing:
        yield reason(
            expected=("引用所依据事项的记录", "references to what it names"),
            found=("未引用 " + "、".join(missing), "none to " + ", ".join(missing)),
            remedy=("重新拟制", "draft it again"),
        )


def _owners(context: Context) -> Iterator[Reason]:
    """A personal value lies under the data key of the person concerned, or its own."""
    act = context.act
    for name, field in personal_fields(act.type).items():
        wanted = owner_of_field(field, act.id, _person(context))
        for held in _commitments(getattr(act.body, name)):
            if held.of != wanted:
                yield reason(
                    expected=(wanted, wanted),
                    found=(f"{name}：{held.of}", f"{name}: {held.of}"),
                    remedy=("重新拟制", "draft it again"),
                )


def _person(context: Context) -> str:
    found: str = getattr(context.state, "person", "")
    return found or getattr(context.body, "person", "")


def _commitments(value: Any) -> tuple[Commitment, ...]:
    if isinstance(value, Commitment):
        return (value,)
    return value if isinstance(value, tuple) else ()


def _sealed_signers(context: Context) -> Iterator[Reason]:
    """Experts and complainants sign with a key that names neither them nor their body.

    A lasting key would name them in every record (formats §4, domain page 6.5).
    """
    for signer in context.act.by:
        key = context.directory.keys.get(signer.key)
        lasting = key is not None and key.use != "session"
        exposed = signer.role == "COMPLAINANT" and lasting
        if exposed or (signer.role == "EXPERT" and (lasting or signer.org)):
            yield reason(
                expected=("为本次会议或案件登记的会议密钥", "a key made for the case"),
                found=("长期密钥或单位名义", "a lasting key, or an organisation"),
                remedy=("先登记会议密钥", "enrol a session key first"),
            )
