"""The vault keeps personal values, and forgets them."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from ledger.commitment import Opening, check_opening
from ledger.encoding import encode
from ledger.errors import (
    MalformedError,
    ProofError,
    UnusableKeyError,
    VerificationError,
)
from ledger.vault import Vault, erase_without_keys, index_number
from tests.support.ledgers import found, founding, founding_body

ZHANG, LI = "person/zhang", "person/li"
SECRET = "张三丰 of Wudang"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    found(tmp_path).log.close()
    opened = Vault.found(tmp_path)
    yield opened
    opened.close()


def opening(owner: str = ZHANG, value: object = SECRET, path: str = "/name") -> Opening:
    _, made = Vault.seal(
        owner, log="simulated.invalid/x", id=owner, seq=1, path=path, value=value
    )
    return made


def test_a_commitment_is_what_the_format_says() -> None:
    made = opening()
    parts = [made.salt, made.log, made.id, made.seq, made.path, made.value]
    expected = sha256(b"daocha-commit.v1\0" + encode(parts)).digest()
    assert made.as_field() == {"c": expected, "of": ZHANG}


def test_two_commitments_to_one_value_have_nothing_in_common() -> None:
    """Equal commitments would say that two applicants are one."""
    assert opening().commitment != opening().commitment


def test_what_was_put_can_be_opened(vault: Vault) -> None:
    made = [opening(), opening(LI, {"born": "1980", "n": 1}), opening(path="/no/0")]
    vault.put(made)
    for one in made:
        assert vault.open_commitment(one.commitment, one.owner) == one


def test_putting_twice_is_as_good_as_once(vault: Vault) -> None:
    made = opening()
    vault.put([made])
    vault.put([made])
    assert vault.open_commitment(made.commitment, ZHANG) == made


def test_a_vault_is_read_by_the_next_process(vault: Vault, tmp_path: Path) -> None:
    made = opening()
    vault.put([made])
    with Vault.open(tmp_path) as other:
        assert other.open_commitment(made.commitment, ZHANG) == made


def test_what_was_never_put_does_not_open(vault: Vault) -> None:
    with pytest.raises(VerificationError, match="expected an opening, got none"):
        vault.open_commitment(bytes(32), ZHANG)


def test_a_box_opens_for_its_owner_only(vault: Vault) -> None:
    made = opening()
    vault.put([made, opening(LI)])
    with pytest.raises(VerificationError, match="owner it names"):
        vault.open_commitment(made.commitment, LI)


def test_a_box_of_another_commitment_does_not_open(
    vault: Vault, tmp_path: Path
) -> None:
    """Whoever holds vault.db lets one person's box stand for another value."""
    one, two = opening(value="one"), opening(value="two")
    vault.put([one, two])
    connection = sqlite3.connect(tmp_path / "vault.db")
    row = connection.execute(
        "SELECT nonce, box FROM boxes WHERE c = ?", (one.commitment,)
    ).fetchone()
    connection.execute(
        "UPDATE boxes SET nonce = ?, box = ? WHERE c = ?", (*row, two.commitment)
    )
    connection.commit()
    connection.close()
    with pytest.raises(VerificationError, match="does not open"):
        vault.open_commitment(two.commitment, ZHANG)


def test_an_opening_of_another_value_is_no_proof() -> None:
    with pytest.raises(ProofError, match="expected one that this value"):
        check_opening(opening(), opening().commitment)


def test_the_vault_holds_nothing_in_the_clear(vault: Vault, tmp_path: Path) -> None:
    """Whoever steals vault.db without vault.keys reads nothing."""
    vault.put([opening()])
    vault.index_put("resident-id", "110105194912310021", ZHANG)
    vault.close()
    stored = (tmp_path / "vault.db").read_bytes()
    assert SECRET.encode() not in stored
    assert b"110105194912310021" not in stored


def test_many_numbers_are_put_into_the_index_at_once(vault: Vault) -> None:
    vault.index_put_all([("passport", "E1", ZHANG), ("passport", "E2", LI)])
    assert vault.index_find("passport", "e1") == [ZHANG]
    assert vault.index_find("passport", "e2") == [LI]


def test_an_erased_owner_keeps_all_the_others_out_of_the_index(vault: Vault) -> None:
    vault.put([opening()])
    vault.erase(ZHANG)
    with pytest.raises(VerificationError, match="was erased"):
        vault.index_put_all([("passport", "E2", LI), ("passport", "E1", ZHANG)])
    assert vault.index_find("passport", "E2") == []


# Erasing.


def test_what_was_erased_is_a_tombstone(vault: Vault) -> None:
    made, other = opening(), opening(LI)
    vault.put([made, other])
    vault.erase(ZHANG)
    assert vault.open_commitment(made.commitment, ZHANG) is None
    assert vault.open_commitment(other.commitment, LI) == other
    assert (vault.keeps(ZHANG), vault.keeps(LI)) == (False, True)


def test_erasing_twice_is_as_good_as_once(vault: Vault) -> None:
    vault.put([opening()])
    vault.erase(ZHANG)
    vault.erase(ZHANG)
    assert vault.is_erased(ZHANG)


def test_the_erased_do_not_come_back(vault: Vault) -> None:
    vault.erase(ZHANG)
    with pytest.raises(VerificationError, match="was erased"):
        vault.put([opening()])
    with pytest.raises(VerificationError, match="was erased"):
        vault.index_put("resident-id", "1", ZHANG)


def test_an_erased_data_key_is_not_left_in_the_files(
    vault: Vault, tmp_path: Path
) -> None:
    """Whoever reads the files afterwards, page by page, finds the key."""
    vault.put([opening()])
    connection = sqlite3.connect(tmp_path / "vault.keys")
    (key,) = connection.execute(
        "SELECT key FROM data_keys WHERE owner = ?", (ZHANG,)
    ).fetchone()
    connection.close()
    vault.erase(ZHANG)
    for path in tmp_path.glob("vault*"):
        assert key not in path.read_bytes(), path.name


def test_disclosed_openings_still_prove_after_an_erasure(vault: Vault) -> None:
    made = opening()
    vault.put([made])
    vault.erase(ZHANG)
    check_opening(made, made.commitment)


def test_an_owner_is_erased_without_the_keys(vault: Vault, tmp_path: Path) -> None:
    made = opening()
    vault.put([made])
    vault.index_put("resident-id", "1", ZHANG)
    erase_without_keys(tmp_path / "vault.db", [ZHANG])
    assert vault.open_commitment(made.commitment, ZHANG) is None
    assert vault.index_find("resident-id", "1") == []


# The index.


def test_a_person_is_found_again_by_a_number_however_it_was_typed(
    vault: Vault,
) -> None:
    vault.index_put("resident-id", "11010519491231002X", ZHANG)
    for typed in ("110105 19491231 002x", "11010519491231002Ｘ", "110105491231002"):
        assert vault.index_find("resident-id", typed) == [ZHANG]
    assert vault.index_find("passport", "11010519491231002X") == []
    assert vault.index_find("resident-id", "110105194912310021") == []


def test_one_number_may_lead_to_several(vault: Vault) -> None:
    for owner in (ZHANG, LI, ZHANG):
        vault.index_put("passport", "E1", owner)
    assert vault.index_find("passport", "e 1") == [LI, ZHANG]
    vault.erase(LI)
    assert vault.index_find("passport", "E1") == [ZHANG]


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("e 123\u3000456", "E123456"),
        ("１２３", "123"),
        ("110105491231002", "11010519491231002X"),
        ("11010549123100X", "11010549123100X"),
    ],
)
def test_numbers_have_one_normal_form(typed: str, normal: str) -> None:
    assert index_number(typed) == normal
    assert index_number(normal) == normal


# Files.


def test_both_files_are_their_owners_alone(vault: Vault, tmp_path: Path) -> None:
    vault.put([opening()])
    for path in tmp_path.glob("vault*"):
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_keys_that_others_can_read_are_refused(vault: Vault, tmp_path: Path) -> None:
    vault.close()
    os.chmod(tmp_path / "vault.keys", 0o640)  # noqa: PTH101
    with pytest.raises(UnusableKeyError, match=r"vault\.keys"):
        Vault.open(tmp_path)


def test_a_vault_is_founded_once(vault: Vault, tmp_path: Path) -> None:
    assert not vault.is_erased(ZHANG)
    with pytest.raises(MalformedError, match="expected none yet"):
        Vault.found(tmp_path)


def test_a_vault_without_its_keys_does_not_open(vault: Vault, tmp_path: Path) -> None:
    vault.close()
    (tmp_path / "vault.keys").unlink()
    with pytest.raises(MalformedError, match=r"vault\.keys"):
        Vault.open(tmp_path)


@pytest.mark.parametrize("name", ["vault.db", "vault.keys"])
def test_another_database_is_no_vault(tmp_path: Path, name: str) -> None:
    found(tmp_path).log.close()
    Vault.found(tmp_path).close()
    (tmp_path / name).unlink()
    connection = sqlite3.connect(tmp_path / name)
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()
    (tmp_path / name).chmod(0o600)
    with pytest.raises(VerificationError, match="part of a vault"):
        Vault.open(tmp_path)


def test_keys_without_an_index_key_are_refused(vault: Vault, tmp_path: Path) -> None:
    vault.close()
    connection = sqlite3.connect(tmp_path / "vault.keys")
    connection.execute("DELETE FROM index_key")
    connection.commit()
    connection.close()
    with pytest.raises(VerificationError, match="index key"):
        Vault.open(tmp_path)


def execute(path: Path, statement: str, *values: object) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement, values)
    connection.commit()
    connection.close()


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Return the directory of another ledger with a vault."""
    path = tmp_path / "other"
    genesis = founding(founding_body(nonce=bytes(32)))
    found(path, genesis=genesis).log.close()
    Vault.found(path).close()
    return path


@pytest.mark.parametrize("names", [["vault.keys"], ["vault.db", "vault.keys"]])
def test_the_keys_of_another_ledger_are_refused(
    vault: Vault, tmp_path: Path, other: Path, names: list[str]
) -> None:
    """Values kept under a stranger's keys are his to read, and lost with him."""
    vault.close()
    before = {name: (other / name).read_bytes() for name in names}
    for name in names:
        shutil.copy2(other / name, tmp_path / name)
    with pytest.raises(VerificationError, match=r"vault\.keys: expected those of this"):
        Vault.open(tmp_path)
    assert {name: (tmp_path / name).read_bytes() for name in names} == before


@pytest.mark.parametrize("key", [b"", b"short", bytes(64)])
def test_an_index_key_of_another_length_is_refused(
    vault: Vault, tmp_path: Path, key: bytes
) -> None:
    """Under an empty key, whoever has vault.db can try all identity numbers."""
    vault.close()
    execute(tmp_path / "vault.keys", "UPDATE index_key SET key = ?", key)
    with pytest.raises(VerificationError, match="index key of 32 bytes"):
        Vault.open(tmp_path)


def test_a_data_key_of_another_length_is_refused(vault: Vault, tmp_path: Path) -> None:
    vault.put([opening()])
    execute(tmp_path / "vault.keys", "UPDATE data_keys SET key = ?", b"short")
    with pytest.raises(VerificationError, match="data key of 32 bytes"):
        vault.put([opening()])


@pytest.mark.parametrize("name", ["vault.db", "vault.keys"])
def test_a_trigger_in_the_vault_is_refused(
    vault: Vault, tmp_path: Path, name: str
) -> None:
    """It could keep what is erased."""
    vault.close()
    table = "boxes" if name == "vault.db" else "data_keys"
    execute(
        tmp_path / name,
        f"CREATE TRIGGER keep BEFORE DELETE ON {table} BEGIN SELECT raise(IGNORE); END",
    )
    with pytest.raises(VerificationError, match="tables of a vault"):
        Vault.open(tmp_path)


def test_a_vault_without_its_binding_is_refused(vault: Vault, tmp_path: Path) -> None:
    vault.close()
    execute(tmp_path / "vault.db", "DELETE FROM binding")
    with pytest.raises(VerificationError, match="binding"):
        Vault.open(tmp_path)
