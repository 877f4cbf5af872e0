"""An act as a file: what travels from desk to desk until everybody has signed.

The file holds the statements of one confirmation, the signatures made so far, and
the openings of the personal values in it, so that every signer sees what he signs
and his own program computes each commitment again. It is JSON, for people's mail
programs; what is signed are the exact payload bytes inside. It holds personal data:
keep it as the papers it replaces.

Nothing here touches a ledger: signing works where there is none.
"""

import json
from collections.abc import Sequence
from typing import Any, Final, Literal

import msgspec

from aggregates.sealed_values import check_sealed_values
from ledger.commitment import Opening, check_opening, commitments_in
from ledger.encoding import format_base64, parse_base64
from ledger.errors import MalformedError, ProofError, UnknownKeyError
from ledger.keys import Signer
from ledger.record import Signature, SignedStatement
from ledger.statement import (
    Ref,
    SignedBy,
    Statement,
    decode_statement,
    pae,
    statement_hash,
)

FORMAT: Final = "daocha-act.v1"
MAX_FILE: Final = 256 * 1024 * 1024


class ActFile(msgspec.Struct, frozen=True, kw_only=True):
    """One confirmation on its way to the ledger.

    Attributes:
        payloads: The statements, lead first, exactly as they are signed.
        signatures: For each statement, the signatures made so far.
        openings: The personal values that its commitments stand for.
    """

    payloads: tuple[bytes, ...]
    signatures: tuple[tuple[Signature, ...], ...]
    openings: tuple[Opening, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements, decoded strictly."""
        return tuple(decode_statement(payload) for payload in self.payloads)

    @property
    def lead(self) -> Statement:
        """The statement that brings the others."""
        return decode_statement(self.payloads[0])

    @property
    def missing(self) -> tuple[SignedBy, ...]:
        """Who still has to sign, in the order of the act."""
        have = {signature.key for signature in self.signatures[0]}
        return tuple(signer for signer in self.lead.by if signer.key not in have)


def new_act_file(
    payloads: tuple[bytes, ...], openings: tuple[Opening, ...] = ()
) -> ActFile:
    """Make an act that nobody has signed yet."""
    return ActFile(
        payloads=payloads,
        signatures=tuple(() for _ in payloads),
        openings=openings,
    )


def sign(act: ActFile, signer: Signer) -> ActFile:
    """Add one signer's signature to every statement of the act.

    The commitments are computed again from the openings first: nobody signs a
    ready-made commitment to something he was not shown.

    Raises:
        UnknownKeyError: The act does not name this key.
        ProofError: A commitment is not that of the value shown.
        MalformedError: A statement is damaged.
    """
    check_openings(act.openings, act.statements)
    return act_with_signatures(act, signer)


def act_with_signatures(act: ActFile, signer: Signer) -> ActFile:
    """Sign every statement, without looking at openings."""
    signed = []
    for payload, before in zip(act.payloads, act.signatures, strict=True):
        by = decode_statement(payload).by
        if all(entry.key != signer.key_id for entry in by):
            raise UnknownKeyError(
                f"act: expected one of its {len(by)} signers, "
                f"got key {signer.key_id.hex()[:12]}"
            )
        kept = tuple(s for s in before if s.key != signer.key_id)
        new = Signature(signer.key_id, signer.suite, signer.sign(pae(payload)))
        signed.append((*kept, new))
    return msgspec.structs.replace(act, signatures=tuple(signed))


def check_openings(
    openings: Sequence[Opening], statements: Sequence[Statement]
) -> None:
    """Check that every commitment is opened by a value that is shown, and no more.

    The owner of a value is not in its commitment but beside it: it is compared too, so
    that the vault keeps nothing under another's key than what was signed.

    Args:
        openings: What is shown.
        statements: What is signed.

    Raises:
        ProofError: One is not, or stands for another value than is shown; or a value
            is shown that nothing commits to.
        Refused: A value is not fit to be shown (`aggregates.sealed_values`).
    """
    shown = {(o.id, o.seq, o.path): o for o in openings}
    opened = 0
    for statement in statements:
        for path, commitment, owner in commitments_in(statement.body):
            what = f"commitment {statement.id}@{statement.seq}{path}"
            opening = shown.get((statement.id, statement.seq, path))
            if opening is None:
                raise ProofError(
                    f"{what}: expected the value it stands for in the file, got none"
                )
            check_opening(opening, commitment)
            for name, expected, found in (
                ("ledger", statement.log, opening.log),
                ("owner", owner, opening.owner),
            ):
                if found != expected:
                    raise ProofError(f"{what}: expected {name} {expected}, got {found}")
            opened += 1
    if opened != len(openings):
        raise ProofError(
            f"openings: expected {opened}, one for each commitment, got {len(openings)}"
        )
    check_sealed_values(statements, openings)


def check_one_act(statements: Sequence[Statement], payloads: Sequence[bytes]) -> None:
    """Check that statements are one act: a lead, and what it brings (formats §2).

    A signer reads one act. What else were in the file would be signed with it.

    Raises:
        MalformedError: One does not name the first, or has other signers.
    """
    lead = statements[0]
    first = Ref(lead.id, lead.seq, statement_hash(payloads[0]))
    for statement in statements[1:]:
        if first not in statement.refs or statement.by != lead.by:
            raise MalformedError(
                f"{statement.id}@{statement.seq}: expected a follower of "
                f"{lead.id}@{lead.seq} with the same signers, got another act"
            )


def signed_statements(
    act: ActFile, statements: Sequence[Statement] | None = None
) -> tuple[SignedStatement, ...]:
    """Return what is submitted, once everybody has signed.

    Args:
        act: The file.
        statements: What `ActFile.statements` returned, if it was asked.

    Raises:
        UnknownKeyError: Somebody has not signed yet.
    """
    statements = act.statements if statements is None else statements
    have = {signature.key for signature in act.signatures[0]}
    missing = [entry for entry in statements[0].by if entry.key not in have]
    if missing:
        names = ", ".join(f"{s.role} {s.key.hex()[:12]}" for s in missing)
        raise UnknownKeyError(f"act: expected all signatures, missing {names}")
    return tuple(
        SignedStatement(payload, _in_order(statement.by, signatures))
        for payload, statement, signatures in zip(
            act.payloads, statements, act.signatures, strict=True
        )
    )


def _in_order(
    by: tuple[SignedBy, ...], signatures: tuple[Signature, ...]
) -> tuple[Signature, ...]:
    by_key = {signature.key: signature for signature in signatures}
    try:
        return tuple(by_key[entry.key] for entry in by)
    except KeyError as error:
        raise UnknownKeyError(
            "act: expected every signer on every statement"
        ) from error


def encode_act_file(act: ActFile) -> bytes:
    """Encode an act for the journey."""
    document = {
        "format": FORMAT,
        "statements": [
            {
                "payload": format_base64(payload),
                "signatures": [
                    {
                        "keyid": signature.key.hex(),
                        "suite": signature.suite,
                        "sig": format_base64(signature.signature),
                    }
                    for signature in signatures
                ],
            }
            for payload, signatures in zip(act.payloads, act.signatures, strict=True)
        ],
        "openings": [_opening_out(opening) for opening in act.openings],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the document."""


class _Signature(_Part, frozen=True, kw_only=True):
    keyid: str
    suite: str
    sig: str


class _Signed(_Part, frozen=True, kw_only=True):
    payload: str
    signatures: tuple[_Signature, ...]


class _Opened(_Part, frozen=True, kw_only=True):
    owner: str
    log: str
    id: str
    seq: int
    path: str
    salt: str
    value: Any


class _Document(_Part, frozen=True, kw_only=True):
    format: Literal["daocha-act.v1"]
    statements: tuple[_Signed, ...]
    openings: tuple[_Opened, ...]


def decode_act_file(data: bytes) -> ActFile:
    """Decode an act from anywhere.

    Raises:
        MalformedError: The bytes are not an act file of this version.
    """
    if len(data) > MAX_FILE:
        raise MalformedError(f"act file: expected at most {MAX_FILE} bytes")
    try:
        return _act_of(msgspec.json.decode(data, type=_Document))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise MalformedError(f"act file: expected {FORMAT}: {error}") from error
    except MalformedError as error:
        raise MalformedError(f"act file: {error}") from error


def _act_of(document: _Document) -> ActFile:
    if not document.statements:
        raise MalformedError("expected at least one statement")
    act = ActFile(
        payloads=tuple(parse_base64(s.payload) for s in document.statements),
        signatures=tuple(
            tuple(_signature_of(one) for one in s.signatures)
            for s in document.statements
        ),
        openings=tuple(_opening_of(one) for one in document.openings),
    )
    check_one_act(act.statements, act.payloads)
    return act


def _signature_of(one: _Signature) -> Signature:
    try:
        key = bytes.fromhex(one.keyid)
    except ValueError as error:
        raise MalformedError("keyid: expected hexadecimal digits") from error
    if key.hex() != one.keyid:
        raise MalformedError("keyid: expected lower case without spaces")
    return Signature(key, one.suite, parse_base64(one.sig))


def _opening_out(opening: Opening) -> dict[str, Any]:
    return {
        "owner": opening.owner,
        "log": opening.log,
        "id": opening.id,
        "seq": opening.seq,
        "path": opening.path,
        "salt": format_base64(opening.salt),
        "value": _value_out(opening.value),
    }


def _value_out(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"base64": format_base64(value)}
    if isinstance(value, list | tuple):
        return [_value_out(item) for item in value]
    return value


def _opening_of(one: _Opened) -> Opening:
    return Opening(
        owner=one.owner,
        log=one.log,
        id=one.id,
        seq=one.seq,
        path=one.path,
        salt=parse_base64(one.salt),
        value=_value_in(one.value),
    )


def _value_in(value: Any) -> Any:
    if isinstance(value, dict):
        if set(value) != {"base64"} or not isinstance(value["base64"], str):
            raise MalformedError("value: expected text, a number, a list, or base64")
        return parse_base64(value["base64"])
    if isinstance(value, list):
        return [_value_in(item) for item in value]
    return value
