import pytest

from ledger.checkpoint import (
    Checkpoint,
    check_origin,
    format_checkpoint,
    open_checkpoint,
    parse_checkpoint,
    sign_checkpoint,
)
from ledger.encoding import MAX_INT, format_base64
from ledger.errors import (
    MalformedError,
    SignatureError,
    UnknownKeyError,
    VerificationError,
)
from ledger.keys import Ed25519Signer
from ledger.merkle.hashing import EMPTY_ROOT
from ledger.note import NoteSigner, sign_note
from tests.support.mangling import one_byte_changes, truncations

ORIGIN = "daocha.example/xianning"
LOG = NoteSigner(ORIGIN, Ed25519Signer.from_seed(bytes(range(32))))
NEXT_LOG = NoteSigner(ORIGIN, Ed25519Signer.from_seed(bytes(range(1, 33))))
WITNESS = NoteSigner("witness.example", Ed25519Signer.from_seed(bytes(32)))
ROOT = bytes(range(32))
CHECKPOINT = Checkpoint(ORIGIN, 1234, ROOT)


def test_a_checkpoint_is_three_lines() -> None:
    text = f"daocha.example/xianning\n1234\n{format_base64(ROOT)}\n"
    assert format_checkpoint(CHECKPOINT) == text
    assert parse_checkpoint(text) == CHECKPOINT


def test_a_signed_checkpoint_opens() -> None:
    data = sign_checkpoint(CHECKPOINT, [LOG])
    assert open_checkpoint(data, ORIGIN, [LOG.verifier]) == CHECKPOINT


def test_during_a_rotation_both_keys_of_the_ledger_sign() -> None:
    data = sign_checkpoint(CHECKPOINT, [LOG, NEXT_LOG])
    verifiers = [LOG.verifier, NEXT_LOG.verifier]
    assert open_checkpoint(data, ORIGIN, verifiers) == CHECKPOINT
    assert open_checkpoint(data, ORIGIN, [NEXT_LOG.verifier]) == CHECKPOINT


def test_every_changed_byte_is_refused() -> None:
    for changed in one_byte_changes(sign_checkpoint(CHECKPOINT, [LOG])):
        with pytest.raises((MalformedError, VerificationError)):
            open_checkpoint(changed, ORIGIN, [LOG.verifier])


def test_every_truncation_is_refused() -> None:
    for piece in truncations(sign_checkpoint(CHECKPOINT, [LOG])):
        with pytest.raises((MalformedError, VerificationError)):
            open_checkpoint(piece, ORIGIN, [LOG.verifier])


def test_a_checkpoint_of_another_ledger_is_refused() -> None:
    """One key may serve two ledgers by mistake; their heads must not mix."""
    data = sign_checkpoint(CHECKPOINT, [LOG])
    with pytest.raises(VerificationError, match=r"expected another\.example, got"):
        open_checkpoint(data, "another.example", [LOG.verifier])


def test_a_witness_cannot_speak_for_the_ledger() -> None:
    """A checkpoint signed by a trusted witness alone is not the ledger's word."""
    data = sign_note(format_checkpoint(CHECKPOINT), [WITNESS])
    with pytest.raises(UnknownKeyError, match="ledger's key"):
        open_checkpoint(data, ORIGIN, [LOG.verifier, WITNESS.verifier])


def test_a_checkpoint_that_no_known_key_signed_is_refused() -> None:
    data = sign_checkpoint(CHECKPOINT, [LOG])
    with pytest.raises(UnknownKeyError):
        open_checkpoint(data, ORIGIN, [WITNESS.verifier])


def test_a_false_signature_is_refused() -> None:
    false = sign_checkpoint(Checkpoint(ORIGIN, 1235, ROOT), [LOG])
    data = false.replace(b"\n1235\n", b"\n1234\n")
    with pytest.raises(SignatureError):
        open_checkpoint(data, ORIGIN, [LOG.verifier])


def test_a_signed_text_that_is_no_checkpoint_is_malformed() -> None:
    data = sign_note("a letter\n", [LOG])
    with pytest.raises(MalformedError):
        open_checkpoint(data, ORIGIN, [LOG.verifier])


def test_only_a_key_named_as_the_ledger_signs_its_checkpoints() -> None:
    with pytest.raises(ValueError, match="named as the origin"):
        sign_checkpoint(CHECKPOINT, [WITNESS])
    with pytest.raises(ValueError, match="named as the origin"):
        sign_checkpoint(CHECKPOINT, [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a.example\n1\n",
        f"a.example\n1\n{format_base64(ROOT)}",
        f"a.example\n1\n{format_base64(ROOT)}\nextension\n",
        f"a.example\n1\n{format_base64(ROOT)}\n\n",
        f"a.example\n01\n{format_base64(ROOT)}\n",
        f"a.example\n+1\n{format_base64(ROOT)}\n",
        f"a.example\n-1\n{format_base64(ROOT)}\n",
        f"a.example\n1 \n{format_base64(ROOT)}\n",
        f"a.example\n{MAX_INT + 1}\n{format_base64(ROOT)}\n",
        f"a.example\n1\n{format_base64(ROOT[1:])}\n",
        f"a.example\n1\n{format_base64(ROOT)[:-1]}\n",
        f"a.example\n1\n{format_base64(ROOT)} \n",
        f"A.example\n1\n{format_base64(ROOT)}\n",
        f"\n1\n{format_base64(ROOT)}\n",
        f"a.example\n0\n{format_base64(ROOT)}\n",
        f"a.example\r\n1\r\n{format_base64(ROOT)}\r\n",
    ],
)
def test_any_other_text_is_no_checkpoint(text: str) -> None:
    with pytest.raises(MalformedError):
        parse_checkpoint(text)


def test_the_largest_size_passes() -> None:
    largest = Checkpoint(ORIGIN, 2**53 - 1, ROOT)
    assert parse_checkpoint(format_checkpoint(largest)) == largest


def test_a_checkpoint_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        setattr(CHECKPOINT, "size", 5)  # noqa: B010 - what a type checker forbids


def test_an_empty_ledger_has_the_root_of_the_empty_tree() -> None:
    empty = Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    assert parse_checkpoint(format_checkpoint(empty)) == empty


@pytest.mark.parametrize(
    "checkpoint",
    [
        Checkpoint("", 1, ROOT),
        Checkpoint(ORIGIN, -1, ROOT),
        Checkpoint(ORIGIN, MAX_INT + 1, ROOT),
        Checkpoint(ORIGIN, 1, b""),
        Checkpoint(ORIGIN, 0, ROOT),
        Checkpoint("a\n2", 1, ROOT),
    ],
)
def test_what_cannot_be_a_checkpoint_is_not_formatted(checkpoint: Checkpoint) -> None:
    with pytest.raises(MalformedError):
        format_checkpoint(checkpoint)


@pytest.mark.parametrize(
    "origin", ["a", "daocha.example", "a.b-c.9/X_y.z-0/1", "a" * 255]
)
def test_an_origin_is_a_host_and_a_path(origin: str) -> None:
    check_origin(origin)


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "/",
        "a/",
        "/a",
        "a//b",
        "A",
        "a b",
        "a+b",
        "a\n",
        "a_b",
        "é",
        "a" * 256,
        "a:1",
    ],
)
def test_anything_else_is_no_origin(origin: str) -> None:
    with pytest.raises(MalformedError):
        check_origin(origin)
