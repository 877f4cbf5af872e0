"""Good statements, signers and records for tests to start from and to damage."""

from hashlib import sha256
from typing import Any

import msgspec

from ledger.keys import Ed25519Signer
from ledger.record import Record, Signature, SignedStatement
from ledger.statement import (
    Ref,
    Seen,
    SignedBy,
    Statement,
    encode_statement,
    pae,
)

REVIEWER = Ed25519Signer.from_seed(bytes(range(32)))
SEAL = Ed25519Signer.from_seed(bytes(range(1, 33)))
RECEIVED_AT = 1_712_345_680_000


def digest(text: str) -> bytes:
    return sha256(text.encode()).digest()


def signed_by(signer: Ed25519Signer, role: str = "EMPLOYER_REVIEWER") -> SignedBy:
    return SignedBy(
        key=signer.key_id, role=role, org="organisation/7Kq2mZ", seg="AUDIT"
    )


def a_statement(**changes: Any) -> Statement:
    statement = Statement(
        v=1,
        log="simulated.invalid/xianning",
        id="application/3fJ8wQz5",
        seq=5,
        prev=digest("previous"),
        type="application.employer-reviewed",
        tv=1,
        at=1_712_345_678_901,
        by=(signed_by(REVIEWER), signed_by(SEAL, "SEAL")),
        seen=Seen(size=1234, root=digest("root")),
        refs=(
            Ref("person/9aBcD", 3, digest("person")),
            Ref("policy/xianning-2024", 1, digest("policy")),
        ),
        law=("xianning-2024@1", "XN12-5.2a", "XN12-5.2b"),
        body={
            "applicant": {"c": digest("name"), "of": "person/9aBcD"},
            "complete": True,
            "items": [{"name": "论文", "pages": 12}, {"name": "学历证书", "pages": 2}],
            "note": "材料齐全,\n同意推荐",
        },
    )
    return msgspec.structs.replace(statement, **changes)


def sign(payload: bytes, *signers: Ed25519Signer) -> SignedStatement:
    message = pae(payload)
    return SignedStatement(
        payload,
        tuple(Signature(s.key_id, s.suite, s.sign(message)) for s in signers),
    )


def a_signed_statement(**changes: Any) -> SignedStatement:
    return sign(encode_statement(a_statement(**changes)), REVIEWER, SEAL)


def a_record(**changes: Any) -> Record:
    signed = a_signed_statement(**changes)
    return Record(signed.payload, signed.signatures, RECEIVED_AT)
