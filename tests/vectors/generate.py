"""Write the frozen vectors of our own formats; run it only to add new ones.

A vector that changes is a change of format and needs an ADR (formats section 7). The
tests compare what this makes with the files, so an accident does not go unnoticed.
Every key here is made of a published seed and is worth nothing.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from aggregates.followers import list_ref, title_id
from aggregates.session import drawing
from ledger.checkpoint import Checkpoint, sign_checkpoint
from ledger.commitment import Opening
from ledger.encoding import encode
from ledger.keys import Ed25519Signer
from ledger.merkle.hashing import leaf_hash
from ledger.merkle.proof import prove_consistency, prove_inclusion
from ledger.merkle.tiles import encode_entries
from ledger.merkle.tree import MemoryTree
from ledger.note import NoteSigner
from ledger.proof_file import format_proof
from ledger.record import Record, Signature, encode_record
from ledger.statement import (
    NO_PREVIOUS,
    Ref,
    Seen,
    SignedBy,
    Statement,
    encode_statement,
    pae,
    statement_hash,
)

FOLDER: Final = Path(__file__).parent
ORIGIN: Final = "simulated.invalid/vectors"
LOG: Final = NoteSigner(ORIGIN, Ed25519Signer.from_seed(bytes([255]) * 32))
SEEDS: Final = (bytes(32), bytes(range(32)), bytes(range(1, 33)))
REVIEWER, SEAL = (Ed25519Signer.from_seed(seed) for seed in SEEDS[1:])


def digest(text: str) -> bytes:
    return sha256(text.encode()).digest()


VALUES: Final[dict[str, Any]] = {
    "nil": None,
    "booleans": [False, True],
    "integers at the edges of their lengths": [
        *(0, 127, 128, 255, 256, 65_535, 65_536, 2**32 - 1, 2**32, 2**53 - 1),
        *(-1, -32, -33, -128, -129, -32_768, -32_769, -(2**31), -(2**31) - 1),
        -(2**53) + 1,
    ],
    "texts at the edges of their lengths": ["", "a" * 31, "a" * 32, "a" * 256],
    "bytes at the edges of their lengths": [b"", b"\0" * 255, b"\0" * 256],
    "arrays at the edges of their lengths": [[], [0] * 15, [0] * 16],
    "map of sixteen": {f"{n:02}": n for n in range(16)},
    "keys sorted by their bytes, not by UTF-16": {"𠮷": 3, "\uffee": 2, "é": 1, "": 0},
    "maps within": {"b": [{"d": 1, "c": {"f": 2, "e": 3}}], "a": {}},
    "Chinese": {"文号": "咸职改办〔2024〕12号", "姓名": "王𠮷"},
    "sixteen levels": [[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]],
}

MALFORMED: Final[dict[str, str]] = {
    "nothing": "",
    "two values": "0101",
    "5 in two bytes": "cc05",
    "text with a long length": "d90161",
    "keys out of order": "82a16201a16102",
    "a key twice": "82a16101a16101",
    "bytes as a key": "81c4016101",
    "a float": "cb3ff0000000000000",
    "a timestamp": "d6ff00000001",
    "an extension type": "d40500",
    "2**53": "cf0020000000000000",
    "text that is not UTF-8": "a2fffe",
    "text with a surrogate": "a3eda080",
    "seventeen levels": "91" * 16 + "90",
    "an array of four billion": "ddffffffff",
}

PERSONAL: Final[dict[str, Any]] = {
    "/name": "王𠮷",
    "/document": "EXAMPLE-1",
    "/materials/0/file": [digest("scan"), 4096],
    "/a~1b/c~0d": "",
    "/none": None,
}

DRAWS: Final[list[dict[str, Any]]] = [
    {
        "public_value": "03 08 14 19 25 31 + 07",
        "count": 12,
        "excluded": [],
        "members": 5,
        "stand_ins": 2,
    },
    {
        "public_value": "03 08 14 19 25 31 + 08",
        "count": 12,
        "excluded": [0, 4, 11],
        "members": 7,
        "stand_ins": 2,
    },
    {
        "public_value": "上证指数 2967.40",
        "count": 3,
        "excluded": [1],
        "members": 1,
        "stand_ins": 0,
    },
]


def readable(value: Any) -> Any:
    """Write bytes as ``hex:…``, so that a reader of the file sees the value."""
    match value:
        case bytes():
            return f"hex:{value.hex()}"
        case list() | tuple():
            return [readable(item) for item in value]
        case dict():
            return {key: readable(item) for key, item in value.items()}
        case _:
            return value


def encodings() -> Any:
    return {
        "canonical": [
            {"name": name, "value": readable(value), "bytes": encode(value).hex()}
            for name, value in VALUES.items()
        ],
        "malformed": [
            {"name": name, "bytes": data} for name, data in MALFORMED.items()
        ],
    }


def keys() -> Any:
    signers = [Ed25519Signer.from_seed(seed) for seed in SEEDS]
    return [
        {
            "suite": signer.suite,
            "seed": seed.hex(),
            "public": signer.public.hex(),
            "key_id": signer.key_id.hex(),
        }
        for seed, signer in zip(SEEDS, signers, strict=True)
    ]


def statements() -> list[Statement]:
    first = Statement(
        v=1,
        log=ORIGIN,
        id="organisation/7Kq2mZ",
        seq=1,
        prev=NO_PREVIOUS,
        type="organisation.registered",
        tv=1,
        at=1_712_345_678_901,
        by=(SignedBy(REVIEWER.key_id, "REGISTRAR", "", "ADMIN"),),
        seen=Seen(3, digest("root at 3")),
        refs=(),
        law=(),
        body={"name": "咸宁市某单位"},
    )
    second = Statement(
        v=1,
        log=ORIGIN,
        id="application/3fJ8wQz5",
        seq=2,
        prev=digest("application/3fJ8wQz5 1"),
        type="application.employer-reviewed",
        tv=1,
        at=1_712_345_680_000,
        by=(
            SignedBy(
                REVIEWER.key_id, "EMPLOYER_REVIEWER", "organisation/7Kq2mZ", "AUDIT"
            ),
            SignedBy(SEAL.key_id, "SEAL", "organisation/7Kq2mZ", "AUDIT"),
        ),
        seen=Seen(4, digest("root at 4")),
        refs=(
            Ref("organisation/7Kq2mZ", 1, statement_hash(encode_statement(first))),
            Ref("policy/xianning-2024", 1, digest("policy")),
        ),
        law=("xianning-2024@1", "XN12-5.2a", "XN12-5.2b"),
        body={
            "applicant": {"c": digest("commitment"), "of": "person/9aBcD"},
            "items": [{"name": "论文", "pages": 12}],
            "note": "材料齐全,\n同意推荐",
        },
    )
    return [first, second]


def record_of(statement: Statement) -> bytes:
    payload = encode_statement(statement)
    signers = [s for s in (REVIEWER, SEAL) if s.key_id in {b.key for b in statement.by}]
    signatures = [Signature(s.key_id, s.suite, s.sign(pae(payload))) for s in signers]
    return encode_record(Record(payload, tuple(signatures), 1_712_345_680_123))


def described_statements() -> Any:
    described = []
    for statement in statements():
        payload, record = encode_statement(statement), record_of(statement)
        described.append(
            {
                "type": statement.type,
                "payload": payload.hex(),
                "pae": pae(payload).hex(),
                "statement_hash": statement_hash(payload).hex(),
                "record": record.hex(),
                "leaf_hash": leaf_hash(record).hex(),
            }
        )
    return described


def trees() -> Any:
    records = [f"record {n}".encode() for n in range(20)]
    tree = MemoryTree(leaf_hash(record) for record in records)
    return {
        "records": "record 0, record 1, … record 19, in ASCII",
        "roots": [tree.root_at(size).hex() for size in range(21)],
        "inclusion of 11 in 20": [h.hex() for h in prove_inclusion(tree, 11, 20)],
        "consistency of 11 with 20": [h.hex() for h in prove_consistency(tree, 11, 20)],
    }


def notes() -> Any:
    records = [record_of(statement) for statement in statements()]
    tree = MemoryTree(leaf_hash(record) for record in records)
    note = sign_checkpoint(Checkpoint(ORIGIN, 2, tree.root_at(2)), [LOG])
    receipt = format_proof(1, prove_inclusion(tree, 1, 2), note)
    return {
        "log_seed": (bytes([255]) * 32).hex(),
        "vkey": LOG.vkey,
        "checkpoint": note.decode(),
        "receipt_of_position_1": receipt.decode(),
        "entries": encode_entries(records).hex(),
    }


def openings() -> list[Opening]:
    found = []
    for seq, (path, value) in enumerate(PERSONAL.items(), start=1):
        found.append(
            Opening(
                owner="person/9aBcD",
                log=ORIGIN,
                id="application/3fJ8wQz5",
                seq=seq,
                path=path,
                salt=digest(f"salt {seq}"),
                value=value,
            )
        )
    return found


def commitments() -> Any:
    return [
        {
            "salt": opening.salt.hex(),
            "log": opening.log,
            "id": opening.id,
            "seq": opening.seq,
            "path": opening.path,
            "value": readable(opening.value),
            "preimage": encode(
                [
                    *(opening.salt, opening.log, opening.id),
                    *(opening.seq, opening.path, opening.value),
                ]
            ).hex(),
            "commitment": opening.commitment.hex(),
        }
        for opening in openings()
    ]


def draws() -> Any:
    return [described_draw(**case) for case in DRAWS]


def described_draw(
    *, public_value: str, count: int, excluded: list[int], members: int, stand_ins: int
) -> Any:
    pool, secret = digest("the sealed list"), digest("the secret of the unit")
    seed = drawing.seed(
        log=ORIGIN,
        session="session/5sT0",
        pool=pool,
        secret=secret,
        public_value=public_value,
    )
    selected, alternates = drawing.draw(
        seed, count=count, excluded=excluded, members=members, stand_ins=stand_ins
    )
    return {
        "log": ORIGIN,
        "session": "session/5sT0",
        "pool": pool.hex(),
        "secret": secret.hex(),
        "secret_commitment": drawing.secret_commitment(secret).hex(),
        "public_value": public_value,
        "seed": seed.hex(),
        "count": count,
        "excluded": excluded,
        "members": members,
        "stand_ins": stand_ins,
        "ranks": [drawing.rank(seed, index).hex() for index in range(count)],
        "selected": list(selected),
        "alternates": list(alternates),
    }


def derived() -> Any:
    applications = ["application/3fJ8wQz5", "application/7Kq2mZ", "application/9aBcD"]
    lists = [applications[:size] for size in range(4)]
    return {
        "lists": [
            {"entries": entries, "count": ref.count, "sha256": ref.sha256.hex()}
            for entries, ref in ((entries, list_ref(entries)) for entries in lists)
        ],
        "titles": {one: title_id(one) for one in applications},
    }


FILES: Final[dict[str, Callable[[], Any]]] = {
    "encoding.json": encodings,
    "keys.json": keys,
    "statements.json": described_statements,
    "tree.json": trees,
    "notes.json": notes,
    "commitment.json": commitments,
    "draw.json": draws,
    "derived.json": derived,
}


def content(name: str) -> str:
    """Return what the file of that name holds."""
    return json.dumps(FILES[name](), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for name in FILES:
        (FOLDER / name).write_text(content(name), encoding="utf-8")
