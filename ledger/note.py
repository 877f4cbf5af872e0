"""Signed notes: a text, and lines that say who signed it (C2SP signed-note v1.0.0).

::

    <text, UTF-8, ending in LF>
    <empty line>
    — <name> <base64(key hash[4] || signature)>     one line per signature

The text is cut off at the **last** empty line. ``key hash = SHA-256(name || LF ||
type || public key)[:4]`` with type 0x01 for Ed25519, and the signature is over the
text with its final LF. A key is handed around as a ``vkey``::

    name + "+" + hex(key hash) + "+" + base64(type || public key)

Four bytes name a key only among keys that the reader has chosen beforehand: a
forger who finds a second key with the same hash gains a failed verification.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Final

import msgspec

from ledger.encoding import format_base64, parse_base64
from ledger.errors import MalformedError, SignatureError, UnknownKeyError
from ledger.keys import ED25519, Signer, check_public_key, verify

MAX_NOTE: Final = 1_000_000
"""Longest note that is read, in bytes."""

MAX_SIGNATURES: Final = 100
"""Most signature lines that are read."""

_KEY_HASH_SIZE: Final = 4
_TYPE_ED25519: Final = b"\x01"
_DASH: Final = "— "
_FIRST_PRINTABLE: Final = 0x20


class NoteSignature(msgspec.Struct, frozen=True):
    """One signature line.

    Attributes:
        name: Name of the key, as the line gives it.
        key_hash: First four bytes of the key's hash.
        signature: The raw signature.
    """

    name: str
    key_hash: bytes
    signature: bytes


class Note(msgspec.Struct, frozen=True):
    """A text with the signatures under it; who made them is not known yet.

    Attributes:
        text: What is signed, with its final line feed.
        signatures: The signature lines in their order.
    """

    text: str
    signatures: tuple[NoteSignature, ...]


class NoteVerifier(msgspec.Struct, frozen=True):
    """A public key that a reader of notes trusts under a name.

    Attributes:
        name: Name of the key.
        public: The raw Ed25519 public key.
    """

    name: str
    public: bytes

    @property
    def key_hash(self) -> bytes:
        """The four bytes that name this key in a signature line."""
        return _key_hash(self.name, self.public)

    @property
    def vkey(self) -> str:
        """The text by which this key is handed around."""
        return _format_vkey(self.name, self.public)

    @classmethod
    def from_vkey(cls, vkey: str) -> "NoteVerifier":
        """Read a key from its text.

        Raises:
            MalformedError: The text is not a vkey, or its parts do not belong
                together.
            UnusableKeyError: The key is weak.
        """
        name, hex_hash, encoded = _split_vkey(vkey)
        _check_name(name)
        key = parse_base64(encoded)
        if key[:1] != _TYPE_ED25519:
            raise MalformedError("vkey: expected a key of type Ed25519")
        if _key_hash(name, key[1:]).hex() != hex_hash:
            raise MalformedError("vkey: expected the hash of name and key")
        check_public_key(ED25519, key[1:])
        return cls(name, key[1:])


class NoteSigner(msgspec.Struct, frozen=True):
    """A private key that signs notes under a name.

    Attributes:
        name: Name of the key; for the key of a ledger, the ledger's origin.
        signer: The key, of the suite ``ed25519``.
    """

    name: str
    signer: Signer

    def __post_init__(self) -> None:
        _check_name(self.name)
        if self.signer.suite != ED25519:
            raise ValueError(f"note signer: expected an {ED25519} key")

    @property
    def vkey(self) -> str:
        """The text by which the public key is handed around."""
        return _format_vkey(self.name, self.signer.public)

    @property
    def verifier(self) -> NoteVerifier:
        """The public half."""
        return NoteVerifier(self.name, self.signer.public)

    def sign(self, text: str) -> NoteSignature:
        """Sign a text that ends in a line feed."""
        signature = self.signer.sign(text.encode("utf-8"))
        return NoteSignature(
            self.name, _key_hash(self.name, self.signer.public), signature
        )


def parse_note(data: bytes) -> Note:
    """Parse a note without believing it.

    Raises:
        MalformedError: The bytes are not a note, or not the only spelling of it.
    """
    if len(data) > MAX_NOTE:
        raise MalformedError(
            f"note: expected at most {MAX_NOTE} bytes, got {len(data)}"
        )
    try:
        message = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedError("note: expected UTF-8") from error
    text, separator, lines = message.rpartition("\n\n")
    if not separator or not lines.endswith("\n"):
        raise MalformedError("note: expected text, an empty line and signature lines")
    note = Note(text + "\n", _parse_lines(lines))
    _check_note_text(note.text)
    if format_note(note) != data:
        raise MalformedError("note: expected the canonical spelling")
    return note


def format_note(note: Note) -> bytes:
    """Format a note."""
    return (note.text + "\n" + format_signatures(note.signatures)).encode("utf-8")


def format_signatures(signatures: Iterable[NoteSignature]) -> str:
    """Format signature lines alone, as witnesses answer with."""
    return "".join(
        f"{_DASH}{line.name} {format_base64(line.key_hash + line.signature)}\n"
        for line in signatures
    )


def sign_note(text: str, signers: Sequence[NoteSigner]) -> bytes:
    """Sign a text with every signer, in the order given.

    Raises:
        MalformedError: The text does not end in a line feed, or holds controls.
        ValueError: There is no signer.
    """
    if not signers:
        raise ValueError("note: expected at least one signer")
    _check_note_text(text)
    return format_note(Note(text, tuple(signer.sign(text) for signer in signers)))


def open_note(data: bytes, verifiers: Iterable[NoteVerifier]) -> Note:
    """Parse a note and check who signed it.

    Lines of keys that are not among the verifiers are ignored, and are not part of
    the result; every line of a key that is must verify.

    Returns:
        The text, with exactly the signatures that were verified.

    Raises:
        MalformedError: The bytes are not a note.
        SignatureError: A known key's signature does not verify.
        UnknownKeyError: No known key has signed.
        ValueError: Two different verifiers share name and key hash.
    """
    known = _by_name_and_hash(verifiers)
    note = parse_note(data)
    message = note.text.encode("utf-8")
    verified = []
    for line in note.signatures:
        verifier = known.get((line.name, line.key_hash))
        if verifier is None:
            continue
        _check_line(verifier, message, line)
        verified.append(line)
    if not verified:
        raise UnknownKeyError("note: expected a signature of a known key, got none")
    return Note(note.text, tuple(verified))


def _check_line(verifier: NoteVerifier, message: bytes, line: NoteSignature) -> None:
    try:
        verify(ED25519, verifier.public, message, line.signature)
    except SignatureError as error:
        raise SignatureError(f"note: signature of {line.name} is false") from error


def _by_name_and_hash(
    verifiers: Iterable[NoteVerifier],
) -> dict[tuple[str, bytes], NoteVerifier]:
    known: dict[tuple[str, bytes], NoteVerifier] = {}
    for verifier in verifiers:
        place = (verifier.name, verifier.key_hash)
        if known.setdefault(place, verifier) != verifier:
            raise ValueError(f"verifiers: two keys named {verifier.name} share a hash")
    return known


def _parse_lines(lines: str) -> tuple[NoteSignature, ...]:
    split = lines[:-1].split("\n")
    if len(split) > MAX_SIGNATURES:
        raise MalformedError(
            f"note: expected at most {MAX_SIGNATURES} signatures, got {len(split)}"
        )
    return tuple(_parse_line(line) for line in split)


def _parse_line(line: str) -> NoteSignature:
    if not line.startswith(_DASH):
        raise MalformedError("signature line: expected it to begin with a dash")
    name, _, encoded = line[len(_DASH) :].partition(" ")
    _check_name(name)
    data = parse_base64(encoded)
    if len(data) <= _KEY_HASH_SIZE:
        raise MalformedError("signature line: expected a key hash and a signature")
    return NoteSignature(name, data[:_KEY_HASH_SIZE], data[_KEY_HASH_SIZE:])


def _check_name(name: str) -> None:
    if not name or any(
        character == "+" or character.isspace() or ord(character) < _FIRST_PRINTABLE
        for character in name
    ):
        raise MalformedError("key name: expected a word without spaces and plus signs")


def _check_note_text(text: str) -> None:
    if not text.endswith("\n"):
        raise MalformedError("note text: expected it to end in a line feed")
    if min(text.replace("\n", ""), default=" ") < " ":
        raise MalformedError("note text: expected no controls but line feeds")


def _key_hash(name: str, public: bytes) -> bytes:
    named = b"%b\n%b%b" % (name.encode("utf-8"), _TYPE_ED25519, public)
    return sha256(named).digest()[:_KEY_HASH_SIZE]


def _format_vkey(name: str, public: bytes) -> str:
    encoded = format_base64(_TYPE_ED25519 + public)
    return f"{name}+{_key_hash(name, public).hex()}+{encoded}"


def _split_vkey(vkey: str) -> tuple[str, str, str]:
    # At most twice: base64 may hold a plus, a name may not.
    parts = vkey.split("+", 2)
    if len(parts) != len(("name", "hash", "key")):
        raise MalformedError("vkey: expected name, hash and key joined by plus signs")
    return parts[0], parts[1], parts[2]
