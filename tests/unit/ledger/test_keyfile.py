import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from ledger.encoding import format_base64, parse_base64
from ledger.errors import StoreError, UnusableKeyError
from ledger.keyfile import MAX_ROUNDS, read_key, write_key
from ledger.keys import Ed25519Signer
from tests.support.mangling import one_byte_changes, truncations

SIGNER = Ed25519Signer.from_seed(bytes(range(32)))
PASSPHRASE = "口令 pass".encode()
BEGIN, END = "-----BEGIN OPENSSH PRIVATE KEY-----", "-----END OPENSSH PRIVATE KEY-----"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    write_key(path, SIGNER, PASSPHRASE, rounds=1)
    return path


def container_of(data: bytes) -> bytes:
    return parse_base64("".join(data.decode().split("\n")[1:-2]))


def armour(container: bytes) -> bytes:
    return f"{BEGIN}\n{format_base64(container)}\n{END}\n".encode()


def refused(path: Path, data: bytes) -> bool:
    """Tell whether changed bytes are refused; they must else hold the same key."""
    path.write_bytes(data)
    try:
        signer = read_key(path, PASSPHRASE)
    except UnusableKeyError:
        return True
    assert signer.key_id == SIGNER.key_id
    assert signer.sign(b"x") == SIGNER.sign(b"x")
    return False


def test_a_key_comes_back(path: Path) -> None:
    signer = read_key(path, PASSPHRASE)
    assert signer.key_id == SIGNER.key_id
    assert signer.sign(b"message") == SIGNER.sign(b"message")


def test_only_the_owner_can_read_a_new_file(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_generous_umask_does_not_open_a_new_file(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_key(tmp_path / "key", SIGNER, PASSPHRASE, rounds=1)
    finally:
        os.umask(before)
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_the_secret_is_not_in_the_file(path: Path) -> None:
    assert bytes(range(32)) not in container_of(path.read_bytes())


def test_an_existing_file_is_not_touched(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(UnusableKeyError, match="expected none there yet"):
        write_key(path, Ed25519Signer.generate(), PASSPHRASE, rounds=1)
    assert path.read_bytes() == before


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path: Path) -> None:
    """Else another user could choose where the key is written."""
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnusableKeyError):
        write_key(tmp_path / "link", SIGNER, PASSPHRASE, rounds=1)
    assert not (tmp_path / "elsewhere").exists()


def test_a_missing_directory_is_a_failure_of_the_medium(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="No such file"):
        write_key(tmp_path / "no" / "key", SIGNER, PASSPHRASE, rounds=1)


def test_nothing_is_left_behind_when_the_medium_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StoreError, match="No space left"):
        write_key(tmp_path / "key", SIGNER, PASSPHRASE, rounds=1)
    assert list(tmp_path.iterdir()) == []


def test_file_and_directory_are_on_the_medium_when_it_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []
    real = os.fsync

    def note(fd: int) -> None:
        path = Path(f"/proc/self/fd/{fd}").readlink()
        synced.append((path, path.is_dir() or path.stat().st_size > 400))
        real(fd)

    monkeypatch.setattr(os, "fsync", note)
    write_key(tmp_path / "key", SIGNER, PASSPHRASE, rounds=1)
    assert synced == [(tmp_path / "key", True), (tmp_path, True)]


def test_a_wrong_passphrase_is_said_so(path: Path) -> None:
    with pytest.raises(UnusableKeyError, match="wrong passphrase") as caught:
        read_key(path, b"another")
    assert "another" not in str(caught.value)


def test_no_file_stays_open(tmp_path: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    write_key(tmp_path / "key", SIGNER, PASSPHRASE, rounds=1)
    read_key(tmp_path / "key", PASSPHRASE)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize(
    ("passphrase", "reason"), [(b"", "at least one"), (b"a" * 1024, "at most 1023")]
)
def test_a_passphrase_is_neither_empty_nor_endless(
    tmp_path: Path, passphrase: bytes, reason: str
) -> None:
    with pytest.raises(UnusableKeyError, match=f"passphrase: expected {reason}"):
        write_key(tmp_path / "key", SIGNER, passphrase, rounds=1)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_passphrase_opens_nothing(path: Path) -> None:
    with pytest.raises(UnusableKeyError):
        read_key(path, b"")


@pytest.mark.parametrize("rounds", [0, -1, MAX_ROUNDS + 1])
def test_rounds_are_bounded_when_writing(tmp_path: Path, rounds: int) -> None:
    with pytest.raises(ValueError, match="rounds"):
        write_key(tmp_path / "key", SIGNER, PASSPHRASE, rounds=rounds)


def test_rounds_are_bounded_when_reading(path: Path) -> None:
    """A file that asks for four billion rounds must not stall its reader."""
    container = container_of(path.read_bytes())
    place = container.index(b"\0\0\0\x01\0\0\0\x01\0\0\0\x33")
    endless = container[:place] + b"\xff" * 4 + container[place + 4 :]
    path.write_bytes(armour(endless))
    with pytest.raises(UnusableKeyError, match="rounds"):
        read_key(path, PASSPHRASE)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o610, 0o601, 0o644, 0o777])
def test_a_file_that_others_can_use_is_refused(path: Path, mode: int) -> None:
    """Whoever copied it needs only the passphrase, which can be guessed at leisure."""
    path.chmod(mode)
    with pytest.raises(UnusableKeyError, match=f"expected mode 0600, got {mode:04o}"):
        read_key(path, PASSPHRASE)


def test_a_read_only_file_is_fine(path: Path) -> None:
    path.chmod(0o400)
    assert read_key(path, PASSPHRASE).key_id == SIGNER.key_id


def test_where_permissions_are_no_mode_bits_they_are_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.keyfile._POSIX", False)
    write_key(tmp_path / "key", SIGNER, PASSPHRASE, rounds=1)
    (tmp_path / "key").chmod(0o666)
    assert read_key(tmp_path / "key", PASSPHRASE).key_id == SIGNER.key_id


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UnusableKeyError, match="No such file"):
        read_key(tmp_path / "key", PASSPHRASE)


def test_a_directory_is_no_key(tmp_path: Path) -> None:
    with pytest.raises(UnusableKeyError):
        read_key(tmp_path, PASSPHRASE)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    with pytest.raises(UnusableKeyError, match="ordinary file"):
        read_key(tmp_path / "pipe", PASSPHRASE)


def test_a_long_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.touch(0o600)
    os.truncate(path, 1 << 40)
    with pytest.raises(UnusableKeyError, match="at most"):
        read_key(path, PASSPHRASE)


def test_an_unencrypted_key_is_refused(path: Path) -> None:
    bare = SIGNER.private_key.private_bytes(
        Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()
    )
    path.write_bytes(bare)
    with pytest.raises(UnusableKeyError, match="encrypted under a passphrase"):
        read_key(path, PASSPHRASE)


def test_a_key_of_another_kind_is_refused(path: Path) -> None:
    other = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        Encoding.PEM, PrivateFormat.OpenSSH, BestAvailableEncryption(PASSPHRASE)
    )
    path.write_bytes(other)
    with pytest.raises(UnusableKeyError, match="Ed25519"):
        read_key(path, PASSPHRASE)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"key",
        b"\xff\xfe",
        f"{BEGIN}\n{END}\n".encode(),
        armour(b"openssh-key-v1"),
        armour(b"openssh-key-v1\0"),
        armour(b"openssh-key-v2\0"),
        armour(b"openssh-key-v1\0\xff\xff\xff\xff"),
    ],
)
def test_what_is_no_key_file_is_said_so(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(UnusableKeyError, match="key file"):
        read_key(path, PASSPHRASE)


def test_text_around_the_key_is_refused(path: Path) -> None:
    data = path.read_bytes()
    assert refused(path, b"comment\n" + data)
    assert refused(path, data + b"comment\n")


def test_every_truncation_is_refused(path: Path) -> None:
    for piece in truncations(path.read_bytes()):
        assert refused(path, piece)


def test_every_changed_byte_of_the_text_is_refused(path: Path) -> None:
    """A key file without a comment has no byte that could change unnoticed.

    AES-CTR lets an attacker flip any bit of the key without the passphrase; the
    public half outside the encryption, and the padding, notice every flip.
    """
    data = path.read_bytes()
    accepted = [
        changed
        for changed in one_byte_changes(data, masks=(0x01,))
        if not refused(path, changed)
    ]
    assert accepted == []


def test_a_public_half_of_another_key_is_refused(path: Path) -> None:
    """Else the owner signs with a key that he believes to be another."""
    other = Ed25519Signer.from_seed(bytes(32)).public
    container = container_of(path.read_bytes())
    assert refused(path, armour(container.replace(SIGNER.public, other)))


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs ssh-keygen")
def test_ssh_keygen_reads_our_file(path: Path) -> None:
    command = ["ssh-keygen", "-y", "-P", PASSPHRASE.decode(), "-f", str(path)]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert SIGNER.public in parse_base64(shown.split()[1])


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs ssh-keygen")
def test_we_read_a_file_of_ssh_keygen_and_a_changed_comment_is_no_other_key(
    tmp_path: Path,
) -> None:
    path = tmp_path / "theirs"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-a", "1", "-N", "pass"]
    subprocess.run([*command, "-C", "zhang", "-f", str(path)], check=True)
    signer = read_key(path, b"pass")
    container = container_of(path.read_bytes())
    # The comment lies before the padding, in the last block of the ciphertext.
    for place in range(len(container) - 16, len(container)):
        changed = bytearray(container)
        changed[place] ^= 1
        path.write_bytes(armour(bytes(changed)))
        try:
            assert read_key(path, b"pass").key_id == signer.key_id
        except UnusableKeyError:
            continue
