import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from ledger.checkpoint import open_checkpoint
from ledger.commitment import Opening, check_opening
from ledger.encoding import decode, encode
from ledger.errors import MalformedError
from ledger.keys import Ed25519Signer, key_id
from ledger.merkle.hashing import leaf_hash
from ledger.merkle.proof import check_inclusion
from ledger.merkle.tiles import decode_entries
from ledger.note import NoteVerifier
from ledger.proof_file import parse_proof
from ledger.record import check_signatures, decode_event, read_record
from ledger.statement import pae, statement_hash
from tests.vectors.generate import (
    FILES,
    FOLDER,
    ORIGIN,
    SEEDS,
    VALUES,
    content,
    readable,
)


def load(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_the_generator_reproduces_the_frozen_file(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == content(name)


def test_every_frozen_file_has_a_generator_and_a_line_in_the_readme() -> None:
    found = {path.name for path in Path(FOLDER).glob("*.json")}
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert found == set(FILES)
    assert [name for name in found if f"`{name}`" not in readme] == []


@pytest.mark.parametrize("case", load("encoding.json")["canonical"], ids=str)
def test_a_frozen_encoding_is_the_value(case: dict[str, Any]) -> None:
    data = bytes.fromhex(case["bytes"])
    assert decode(data) == VALUES[case["name"]]
    assert encode(VALUES[case["name"]]) == data


@pytest.mark.parametrize("case", load("encoding.json")["malformed"], ids=str)
def test_a_frozen_malformed_encoding_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(MalformedError):
        decode(bytes.fromhex(case["bytes"]))


@pytest.mark.parametrize("case", load("keys.json"))
def test_a_frozen_key_has_its_id(case: dict[str, Any]) -> None:
    signer = Ed25519Signer.from_seed(bytes.fromhex(case["seed"]))
    assert signer.public.hex() == case["public"]
    assert key_id(case["suite"], signer.public).hex() == case["key_id"]


@pytest.mark.parametrize("case", load("statements.json"))
def test_a_frozen_record_is_read_and_its_signatures_hold(case: dict[str, Any]) -> None:
    record, payload = bytes.fromhex(case["record"]), bytes.fromhex(case["payload"])
    event = decode_event(0, record)
    assert read_record(record).payload == payload
    assert event.type == case["type"]
    assert event.hash.hex() == statement_hash(payload).hex() == case["statement_hash"]
    assert pae(payload).hex() == case["pae"]
    assert leaf_hash(record).hex() == case["leaf_hash"]
    signers = [Ed25519Signer.from_seed(seed) for seed in SEEDS]
    check_signatures(read_record(record), {s.key_id: s.public for s in signers})


@pytest.mark.parametrize("case", load("commitment.json"), ids=lambda case: case["path"])
def test_a_frozen_commitment_is_the_hash_of_what_it_says(case: dict[str, Any]) -> None:
    preimage = bytes.fromhex(case["preimage"])
    committed = sha256(b"daocha-commit.v1\0" + preimage).hexdigest()
    assert committed == case["commitment"]
    salt, *place, value = decode(preimage)
    assert salt.hex() == case["salt"]
    assert place == [case["log"], case["id"], case["seq"], case["path"]]
    assert readable(value) == case["value"]
    opening = Opening(
        owner="person/9aBcD",
        log=case["log"],
        id=case["id"],
        seq=case["seq"],
        path=case["path"],
        salt=salt,
        value=value,
    )
    check_opening(opening, bytes.fromhex(case["commitment"]))


@pytest.mark.parametrize(
    "case", load("draw.json"), ids=lambda case: case["public_value"]
)
def test_a_frozen_draw_takes_the_smallest_ranks(case: dict[str, Any]) -> None:
    """Recomputed with nothing but SHA-256, sorting, and the words of the format."""
    domain = b"daocha-draw.v1\0"
    secret, pool = bytes.fromhex(case["secret"]), bytes.fromhex(case["pool"])
    told = encode([case["log"], case["session"], pool, secret, case["public_value"]])
    seed = sha256(domain + b"seed\0" + told).digest()
    ranks = [
        sha256(domain + seed + index.to_bytes(8, "big")).hexdigest()
        for index in range(case["count"])
    ]
    order = sorted(
        set(range(case["count"])) - set(case["excluded"]), key=ranks.__getitem__
    )
    drawn, more = case["members"], case["stand_ins"]
    committed = sha256(domain + b"secret\0" + secret).hexdigest()
    assert committed == case["secret_commitment"]
    assert (seed.hex(), ranks) == (case["seed"], case["ranks"])
    assert order[:drawn] == case["selected"]
    assert order[drawn : drawn + more] == case["alternates"]


@pytest.mark.parametrize("case", load("derived.json")["lists"], ids=str)
def test_a_frozen_list_is_the_hash_of_its_entries(case: dict[str, Any]) -> None:
    assert sha256(encode(case["entries"])).hexdigest() == case["sha256"]
    assert len(case["entries"]) == case["count"]


@pytest.mark.parametrize(
    ("application", "title"), load("derived.json")["titles"].items()
)
def test_a_frozen_title_is_named_after_its_application(
    application: str, title: str
) -> None:
    digest = sha256(b"daocha-title.v1\0" + application.encode()).hexdigest()
    assert title == f"title/{digest[:32]}"


def test_a_frozen_receipt_proves_its_record() -> None:
    case = load("notes.json")
    proof = parse_proof(case["receipt_of_position_1"].encode())
    assert proof.checkpoint == case["checkpoint"].encode()
    verifiers = [NoteVerifier.from_vkey(case["vkey"])]
    head = open_checkpoint(proof.checkpoint, ORIGIN, verifiers)
    record = decode_entries(bytes.fromhex(case["entries"]))[1]
    assert record.hex() == load("statements.json")[1]["record"]
    check_inclusion(
        proof.hashes,
        index=proof.index,
        leaf=leaf_hash(record),
        size=head.size,
        root=head.root,
    )
