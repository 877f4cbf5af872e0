from hashlib import sha256
from typing import Any

import pytest

from ledger.encoding import format_base64, parse_base64
from ledger.errors import (
    MalformedError,
    SignatureError,
    UnknownKeyError,
    UnusableKeyError,
)
from ledger.keys import Ed25519Signer
from ledger.note import (
    MAX_NOTE,
    MAX_SIGNATURES,
    Note,
    NoteSignature,
    NoteSigner,
    NoteVerifier,
    format_note,
    open_note,
    parse_note,
    sign_note,
)
from tests.support.mangling import every_other_byte, one_byte_changes, truncations
from tests.support.weak_keys import SMALL_ORDER

TEXT = "第一行\n\nlast line\n"
LOG = NoteSigner("example.org/log", Ed25519Signer.from_seed(bytes(range(32))))
WITNESS = NoteSigner("witness.example", Ed25519Signer.from_seed(bytes(32)))
NOTE = sign_note(TEXT, [LOG])


def is_refused(data: bytes) -> bool:
    try:
        open_note(data, [LOG.verifier])
    except (MalformedError, SignatureError, UnknownKeyError):
        return True
    return False


def vkey_of(name: str, key: bytes) -> str:
    named = sha256(name.encode() + b"\n" + key).hexdigest()[:8]
    return f"{name}+{named}+{format_base64(key)}"


def test_a_signed_note_opens_for_those_who_know_the_key() -> None:
    note = open_note(NOTE, [LOG.verifier])
    assert note.text == TEXT
    assert [line.name for line in note.signatures] == ["example.org/log"]
    assert parse_note(NOTE) == note


def test_the_note_of_the_go_implementation_opens() -> None:
    # pkg.go.dev/golang.org/x/mod/sumdb/note, package example.
    vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
    )
    signature = (
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpR"
        "Zb6KE6RyyBwJnAM="
    )
    verifier = NoteVerifier.from_vkey(vkey)
    data = f"{text}\n— PeterNeumann {signature}\n".encode()
    assert open_note(data, [verifier]).text == text
    assert verifier.vkey == vkey


def test_the_signer_of_the_go_implementation_makes_the_same_note() -> None:
    # The same example's private key, whose last 32 bytes are the seed.
    skey = parse_base64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")
    signer = NoteSigner("PeterNeumann", Ed25519Signer.from_seed(skey[1:]))
    assert signer.vkey.startswith("PeterNeumann+c74f20a3+")
    assert b"x08go/ZJkuBS9UG/Sffc" in sign_note(
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n",
        [signer],
    )


def test_the_text_is_cut_at_the_last_empty_line() -> None:
    """Else a signer of one text could be shown to have signed another."""
    inner = sign_note("inner\n", [WITNESS]).decode()
    outer = sign_note(inner, [LOG])
    assert open_note(outer, [LOG.verifier]).text == inner
    with pytest.raises(UnknownKeyError):
        open_note(outer, [WITNESS.verifier])


def test_every_changed_byte_is_refused() -> None:
    assert not all(is_refused(data) for data in [NOTE])
    assert [data for data in one_byte_changes(NOTE) if not is_refused(data)] == []


def test_every_other_byte_of_the_signature_line_is_refused() -> None:
    start = NOTE.rindex(b"\n\n") + 2
    for place in [start, start + 2, start + 4, len(NOTE) - 4, len(NOTE) - 1]:
        changes = every_other_byte(NOTE, place)
        assert [data for data in changes if not is_refused(data)] == []


def test_every_truncation_is_refused() -> None:
    assert [data for data in truncations(NOTE) if not is_refused(data)] == []


def test_a_note_needs_a_key_that_the_reader_knows() -> None:
    with pytest.raises(UnknownKeyError, match="got none"):
        open_note(NOTE, [WITNESS.verifier])
    with pytest.raises(UnknownKeyError):
        open_note(NOTE, [])


def test_signatures_of_unknown_keys_are_ignored_and_left_out() -> None:
    both = sign_note(TEXT, [WITNESS, LOG])
    assert len(parse_note(both).signatures) == 2
    assert [s.name for s in open_note(both, [LOG.verifier]).signatures] == [LOG.name]
    garbage = NoteSignature("stranger", b"abcd", b"no signature at all")
    note = parse_note(NOTE)
    mixed = format_note(Note(note.text, (garbage, *note.signatures)))
    assert open_note(mixed, [LOG.verifier]).text == TEXT


def test_a_known_key_whose_signature_fails_spoils_the_note() -> None:
    """A witness that signed another text must be noticed, not skipped."""
    other = parse_note(sign_note("other\n", [WITNESS])).signatures
    note = parse_note(NOTE)
    spoilt = format_note(Note(note.text, (*note.signatures, *other)))
    assert open_note(spoilt, [LOG.verifier]).text == TEXT
    with pytest.raises(SignatureError, match=r"witness\.example"):
        open_note(spoilt, [LOG.verifier, WITNESS.verifier])


def test_a_second_false_line_of_a_known_key_spoils_the_note_too() -> None:
    other = parse_note(sign_note("other\n", [LOG])).signatures
    note = parse_note(NOTE)
    with pytest.raises(SignatureError):
        open_note(
            format_note(Note(note.text, (*note.signatures, *other))), [LOG.verifier]
        )


def test_a_key_with_a_known_name_and_another_hash_is_unknown() -> None:
    impostor = NoteSigner(LOG.name, WITNESS.signer)
    with pytest.raises(UnknownKeyError):
        open_note(sign_note(TEXT, [impostor]), [LOG.verifier])


def test_a_short_hash_that_collides_gains_a_failed_verification() -> None:
    """Four bytes can be matched by trial; the key behind them is the reader's own."""
    note = parse_note(sign_note(TEXT, [NoteSigner(LOG.name, WITNESS.signer)]))
    forged = NoteSignature(
        LOG.name, LOG.verifier.key_hash, note.signatures[0].signature
    )
    with pytest.raises(SignatureError):
        open_note(format_note(Note(TEXT, (forged,))), [LOG.verifier])


def test_two_verifiers_that_cannot_be_told_apart_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(NoteVerifier, "key_hash", b"same")
    with pytest.raises(ValueError, match="share a hash"):
        open_note(NOTE, [LOG.verifier, NoteVerifier(LOG.name, WITNESS.signer.public)])


def test_the_same_verifier_may_be_given_twice() -> None:
    assert open_note(NOTE, [LOG.verifier, LOG.verifier]).text == TEXT


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"text\n",
        b"text\n\n",
        b"text\n\nno dash\n",
        "text\n\n— \n".encode(),
        "text\n\n— name\n".encode(),
        "text\n\n— name AAAA\n".encode(),
        "text\n\n— name AAAAAA==\n".encode(),
        "text\n\n— name AAAAAAA\n".encode(),
        "text\n\n— name AAAAAAB=\n".encode(),
        "text\n\n—  AAAAAAA=\n".encode(),
        "text\n\n— a+b AAAAAAA=\n".encode(),
        "text\n\n— a b AAAAAAA=\n".encode(),
        "text\n\n— a\u3000b AAAAAAA=\n".encode(),
        "text\n\n— name  AAAAAAA=\n".encode(),
        "text\n\n— name AAAAAAA= \n".encode(),
        "text\n\n— name AAAAAAA=".encode(),
        "text\r\n\n— name AAAAAAA=\n".encode(),
        "te\x00xt\n\n— name AAAAAAA=\n".encode(),
        "te\x1bxt\n\n— name AAAAAAA=\n".encode(),
        "te\txt\n\n— name AAAAAAA=\n".encode(),
        "text\n\n— na\x1bme AAAAAAA=\n".encode(),
        b"text\n\n-- name AAAAAAA=\n",
        b"te\xffxt\n\n" + "— name AAAAAAA=\n".encode(),
    ],
)
def test_what_is_no_note_is_malformed(data: bytes) -> None:
    with pytest.raises(MalformedError):
        parse_note(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"text\n", "an empty line"),
        (b"text\n\nno dash\n", "begin with a dash"),
        (b"\xff", "UTF-8"),
        ("te\txt\n\n— name AAAAAAA=\n".encode(), "no controls"),
        ("text\n\n— na+me AAAAAAA=\n".encode(), "key name"),
        ("text\n\n— name AAAAAA==\n".encode(), "a key hash and a signature"),
    ],
)
def test_a_reader_is_told_what_is_wrong(data: bytes, reason: str) -> None:
    with pytest.raises(MalformedError, match=reason):
        parse_note(data)


def test_a_note_that_would_be_written_otherwise_is_malformed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The last word, should a parser above it ever become too kind."""
    monkeypatch.setattr("ledger.note.format_note", lambda _: NOTE + b"\n")
    with pytest.raises(MalformedError, match="canonical spelling"):
        parse_note(NOTE)


def test_a_note_holds_a_bounded_number_of_signatures() -> None:
    """Each line of a known key costs a verification."""
    line = NoteSignature("a", b"abcd", b"x")
    most = format_note(Note("text\n", (line,) * MAX_SIGNATURES))
    assert len(parse_note(most).signatures) == MAX_SIGNATURES
    with pytest.raises(MalformedError, match="at most 100 signatures"):
        parse_note(format_note(Note("text\n", (line,) * (MAX_SIGNATURES + 1))))


def test_a_note_is_bounded_in_length() -> None:
    line = "— name AAAAAAA=\n".encode()
    longest = b"a" * (MAX_NOTE - len(line) - 2) + b"\n\n" + line
    assert len(longest) == MAX_NOTE == 1_000_000
    assert parse_note(longest).signatures
    with pytest.raises(MalformedError, match="at most 1000000 bytes"):
        parse_note(b"a" + longest)


@pytest.mark.parametrize("text", ["", "no line feed", "a\x00\n", "a\tb\n", "a\r\n"])
def test_a_text_that_no_note_may_hold_is_not_signed(text: str) -> None:
    with pytest.raises(MalformedError):
        sign_note(text, [LOG])


def test_a_note_without_a_signer_is_not_made() -> None:
    with pytest.raises(ValueError, match="at least one"):
        sign_note(TEXT, [])


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\n", "a\u3000b", "\x00"])
def test_a_name_is_one_word(name: str) -> None:
    with pytest.raises(MalformedError, match="key name"):
        NoteSigner(name, LOG.signer)


def test_a_key_of_another_suite_signs_no_notes() -> None:
    class Foreign:
        key_id = bytes(32)
        suite = "sm2-sm3"
        public = bytes(65)

        def sign(self, message: bytes) -> bytes:
            return message

    with pytest.raises(ValueError, match="ed25519"):
        NoteSigner("name", Foreign())


def test_a_vkey_is_name_hash_and_key() -> None:
    assert LOG.vkey == vkey_of(LOG.name, b"\x01" + LOG.signer.public)
    assert NoteVerifier.from_vkey(LOG.vkey) == LOG.verifier
    assert LOG.verifier.vkey == LOG.vkey


def test_a_vkey_whose_base64_holds_a_plus_is_read() -> None:
    seeds = (bytes([n]) * 32 for n in range(256))
    signers = (NoteSigner("name", Ed25519Signer.from_seed(seed)) for seed in seeds)
    signer = next(s for s in signers if "+" in s.vkey.split("+", 2)[2])
    assert NoteVerifier.from_vkey(signer.vkey) == signer.verifier


def test_every_changed_byte_and_every_truncation_of_a_vkey_is_refused() -> None:
    vkey = LOG.vkey.encode()
    for damaged in [*one_byte_changes(vkey, masks=(0x01, 0x20)), *truncations(vkey)]:
        with pytest.raises(MalformedError):
            NoteVerifier.from_vkey(damaged.decode("latin-1"))


@pytest.mark.parametrize("name", ["", "a b", "a\n"])
def test_a_vkey_with_an_impossible_name_is_refused(name: str) -> None:
    with pytest.raises(MalformedError, match="key name"):
        NoteVerifier.from_vkey(vkey_of(name, b"\x01" + LOG.signer.public))


@pytest.mark.parametrize(
    ("part", "field"),
    [
        (LOG, "name"),
        (LOG.verifier, "public"),
        (parse_note(NOTE), "text"),
        (parse_note(NOTE).signatures[0], "signature"),
    ],
)
def test_what_was_read_cannot_be_changed(part: Any, field: str) -> None:
    with pytest.raises(AttributeError):
        setattr(part, field, getattr(part, field))


@pytest.mark.parametrize("kind", [b"\x02", b"\x04", b"\xff", b""])
def test_a_vkey_of_another_type_is_refused(kind: bytes) -> None:
    with pytest.raises(MalformedError, match="type Ed25519"):
        NoteVerifier.from_vkey(vkey_of("name", kind + LOG.signer.public))


@pytest.mark.parametrize("public", [*SMALL_ORDER, b"", bytes(31), bytes(33)])
def test_a_vkey_of_a_weak_key_is_refused(public: bytes) -> None:
    """Whoever hands around such a key can sign two heads with one signature."""
    with pytest.raises(UnusableKeyError):
        NoteVerifier.from_vkey(vkey_of("name", b"\x01" + public))
