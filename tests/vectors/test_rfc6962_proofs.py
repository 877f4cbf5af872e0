"""Proofs, good and bad, that another implementation publishes; see README.md."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from ledger.encoding import parse_base64
from ledger.errors import MalformedError, ProofError
from ledger.merkle.proof import check_consistency, check_inclusion

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "vectors" / "rfc6962-proofs.json"


def load(kind: str) -> list[Any]:
    if not SHARED.exists():
        return []
    cases: list[Any] = json.loads(SHARED.read_text(encoding="utf-8"))[kind]
    return cases


INCLUSION, CONSISTENCY = load("inclusion"), load("consistency")


def hashes(case: dict[str, Any]) -> list[bytes]:
    return [parse_base64(text) for text in case["proof"] or []]


def inclusion_holds(case: dict[str, Any]) -> bool:
    try:
        check_inclusion(
            hashes(case),
            index=case["leafIdx"],
            leaf=parse_base64(case["leafHash"]),
            size=case["treeSize"],
            root=parse_base64(case["root"]),
        )
    except (ProofError, MalformedError):
        return False
    return True


def consistency_holds(case: dict[str, Any]) -> bool:
    try:
        check_consistency(
            hashes(case),
            size1=case["size1"],
            root1=parse_base64(case["root1"]),
            size2=case["size2"],
            root2=parse_base64(case["root2"]),
        )
    except (ProofError, MalformedError):
        return False
    return True


def test_the_shared_vectors_are_there() -> None:
    if not SHARED.exists() and os.environ.get("CI") != "true":
        pytest.skip(f"no {SHARED.name} beside the repository")
    kinds = (INCLUSION, CONSISTENCY)
    assert [any(not case["wantErr"] for case in kind) for kind in kinds] == [True, True]
    assert [any(case["wantErr"] for case in kind) for kind in kinds] == [True, True]


@pytest.mark.parametrize("case", INCLUSION, ids=lambda case: str(case["name"]))
def test_an_inclusion_proof_is_judged_as_elsewhere(case: dict[str, Any]) -> None:
    assert inclusion_holds(case) is not case["wantErr"]


@pytest.mark.parametrize("case", CONSISTENCY, ids=lambda case: str(case["name"]))
def test_a_consistency_proof_is_judged_as_elsewhere(case: dict[str, Any]) -> None:
    assert consistency_holds(case) is not case["wantErr"]
