"""Appending: what gets in, what does not, and what is answered."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from ledger.errors import (
    ChainError,
    ConflictError,
    ForkError,
    MalformedError,
    ProofError,
    SignatureError,
    StoreError,
    TimeError,
    UnusableKeyError,
    VerificationError,
)
from ledger.heads import heads_root
from ledger.log import Log
from ledger.merkle.hashing import EMPTY_ROOT, leaf_hash
from ledger.merkle.proof import check_consistency, check_inclusion
from ledger.merkle.tree import Peaks
from ledger.note import NoteSigner, NoteVerifier
from ledger.record import Record, SignedStatement, decode_record, encode_record
from ledger.statement import (
    NO_PREVIOUS,
    Ref,
    Seen,
    decode_statement,
    encode_statement,
    statement_hash,
)
from tests.support.edits import tamper
from tests.support.ledgers import (
    ORIGIN,
    START,
    Actor,
    Clock,
    Ledger,
    fill,
    found,
    founding,
    key_of,
    open_log,
)
from tests.support.statements import sign

NOTED = "application.noted"
CASE = "application/x"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = found(tmp_path / "ledger")
    yield made
    made.log.close()


@pytest.fixture
def officer(ledger: Ledger) -> Actor:
    return ledger.official("zhang", "EMPLOYER_REVIEWER", "organisation/hospital")


def resigned(signed: SignedStatement, actor: Actor, **changes: Any) -> SignedStatement:
    """Change a statement and have its only actor sign it again."""
    statement = msgspec.structs.replace(decode_statement(signed.payload), **changes)
    return sign(encode_statement(statement), actor.signer)


# What is answered.


def test_a_receipt_proves_itself(ledger: Ledger, officer: Actor) -> None:
    receipt = ledger.act(NOTED, CASE, [officer], body={"n": 1})
    verifier = NoteVerifier.from_vkey(ledger.log.vkeys()[0])
    head = open_checkpoint(receipt.checkpoint, ORIGIN, [verifier])
    event = ledger.log.event_at(receipt.position)
    proof = ledger.log.prove_inclusion(receipt.position, head.size)
    check_inclusion(
        proof,
        index=receipt.position,
        leaf=leaf_hash(event.record),
        size=head.size,
        root=head.root,
    )
    assert (receipt.id, receipt.seq, receipt.event_id) == (CASE, 1, event.hash.hex())


def test_the_record_is_what_was_signed(ledger: Ledger, officer: Actor) -> None:
    signed = ledger.sign(NOTED, CASE, [officer])
    ledger.log.append([signed])
    record = decode_record(ledger.log.events(CASE)[0].record)
    assert (record.payload, record.signatures) == (signed.payload, signed.signatures)


def test_an_empty_batch_records_nothing(ledger: Ledger) -> None:
    assert (ledger.log.append([]), ledger.log.size) == ([], 1)


def test_a_batch_stands_at_consecutive_positions(
    ledger: Ledger, officer: Actor
) -> None:
    batch = ledger.sign_chain(NOTED, CASE, [officer], [{"n": n} for n in range(40)])
    receipts = ledger.log.append(batch)
    assert [one.position for one in receipts] == list(range(3, 43))
    assert len({one.checkpoint for one in receipts}) == 1


def test_two_trees_are_consistent(ledger: Ledger, officer: Actor) -> None:
    old, root = ledger.log.size, ledger.log.root_at(ledger.log.size)
    fill(ledger, officer, 300, batch=100)
    new = ledger.log.size
    proof = ledger.log.prove_consistency(old, new)
    check_consistency(
        proof, size1=old, root1=root, size2=new, root2=ledger.log.root_at(new)
    )


# Submitting again.


def test_submitting_again_gives_the_first_answer(
    ledger: Ledger, officer: Actor
) -> None:
    """The answer was lost, and by now the officer has no role any more."""
    batch = ledger.sign_chain(NOTED, CASE, [officer], [{"n": 1}, {"n": 2}])
    first = ledger.log.append(batch)
    ledger.revoke(officer.signer)
    ledger.clock.move(1000)
    again = ledger.log.append(batch, reads={CASE: 0})
    assert [(r.position, r.received_at) for r in again] == [
        (r.position, r.received_at) for r in first
    ]
    assert ledger.log.version(CASE) == 2


def test_submitting_again_with_a_false_signature_is_refused(
    ledger: Ledger, officer: Actor
) -> None:
    signed = ledger.sign(NOTED, CASE, [officer])
    ledger.log.append([signed])
    bad = bytes([signed.signatures[0].signature[0] ^ 1])
    signature = msgspec.structs.replace(
        signed.signatures[0], signature=bad + signed.signatures[0].signature[1:]
    )
    with pytest.raises(SignatureError):
        ledger.log.append([SignedStatement(signed.payload, (signature,))])


def test_another_act_under_the_same_number_is_a_conflict(
    ledger: Ledger, officer: Actor
) -> None:
    one = ledger.sign(NOTED, CASE, [officer], body={"n": 1})
    two = ledger.sign(NOTED, CASE, [officer], body={"n": 2})
    ledger.log.append([one])
    with pytest.raises(ConflictError) as caught:
        ledger.log.append([two])
    error = caught.value
    assert (error.id, error.expected, error.found) == (CASE, 0, 1)


def test_a_batch_of_which_a_part_is_recorded_is_a_conflict(
    ledger: Ledger, officer: Actor
) -> None:
    """All or nothing: half a batch cannot be made whole afterwards."""
    one, two = ledger.sign_chain(NOTED, CASE, [officer], [{"n": 1}, {"n": 2}])
    ledger.log.append([one])
    with pytest.raises(ConflictError):
        ledger.log.append([one, two])
    assert ledger.log.version(CASE) == 1


# Conflicts.


def test_a_decision_on_an_older_version_writes_nothing(
    ledger: Ledger, officer: Actor
) -> None:
    ledger.act("person.noted", "person/y", [officer])
    signed = ledger.sign(NOTED, CASE, [officer])
    with pytest.raises(ConflictError) as caught:
        ledger.log.append([signed], reads={"person/y": 0, CASE: 0})
    assert (caught.value.id, caught.value.found) == ("person/y", 1)
    assert ledger.log.version(CASE) == 0
    assert len(ledger.log.append([signed], reads={"person/y": 1, CASE: 0})) == 1


def test_a_gap_in_an_aggregate_is_a_conflict(ledger: Ledger, officer: Actor) -> None:
    _, second = ledger.sign_chain(NOTED, CASE, [officer], [{"n": 1}, {"n": 2}])
    with pytest.raises(ConflictError):
        ledger.log.append([second])


def test_a_false_predecessor_breaks_the_chain(ledger: Ledger, officer: Actor) -> None:
    ledger.act(NOTED, CASE, [officer])
    signed = resigned(ledger.sign(NOTED, CASE, [officer]), officer, prev=b"\x07" * 32)
    with pytest.raises(ChainError, match="prev of application/x@2"):
        ledger.log.append([signed])


def test_one_bad_act_keeps_the_whole_batch_out(ledger: Ledger, officer: Actor) -> None:
    good = ledger.sign(NOTED, "application/a", [officer])
    bad = ledger.sign(NOTED, "application/b", [Actor(officer.signer, "CHAIR")])
    root = ledger.log.root_at(ledger.log.size)
    with pytest.raises(VerificationError):
        ledger.log.append([good, bad])
    assert (ledger.log.size, ledger.log.root_at(3)) == (3, root)
    assert ledger.log.append([good])[0].position == 3


def test_a_directory_event_of_a_failed_batch_has_no_effect(ledger: Ledger) -> None:
    enrolment = ledger.sign_enrolment(key_of("li"), "person/li")
    bad = ledger.sign(NOTED, CASE, [Actor(key_of("nobody"), "CHAIR")])
    with pytest.raises(VerificationError):
        ledger.log.append([enrolment, bad])
    assert key_of("li").key_id not in ledger.log.directory.keys
    ledger.log.append([enrolment])


# What a signer has seen.


def test_a_tree_that_never_was_is_refused(ledger: Ledger, officer: Actor) -> None:
    with pytest.raises(ProofError, match="tree seen by"):
        ledger.act(NOTED, CASE, [officer], seen=Seen(3, b"\x07" * 32))


@pytest.mark.parametrize("size", [0, 4, 2**40])
def test_a_size_that_nobody_can_have_seen_is_refused(
    ledger: Ledger, officer: Actor, size: int
) -> None:
    seen = Seen(size, EMPTY_ROOT if size == 0 else b"\x07" * 32)
    with pytest.raises(VerificationError, match=r"size|tree of size"):
        ledger.act(NOTED, CASE, [officer], seen=seen)


def test_an_older_tree_may_have_been_seen(ledger: Ledger, officer: Actor) -> None:
    seen = ledger.seen()
    fill(ledger, officer, 600, batch=100)
    assert ledger.act(NOTED, CASE, [officer], seen=seen).position == 603


def test_an_act_for_another_ledger_is_refused(ledger: Ledger, officer: Actor) -> None:
    """Replaying what was signed for the training ledger."""
    signed = ledger.sign(NOTED, CASE, [officer], log="simulated.invalid/other")
    with pytest.raises(VerificationError, match="log of application/x@1"):
        ledger.log.append([signed])


# References.


def test_a_reference_leads_to_what_was_recorded(ledger: Ledger, officer: Actor) -> None:
    noted = ledger.act(NOTED, CASE, [officer])
    ledger.act("person.noted", "person/y", [officer], refs=(ledger.ref(noted),))


@pytest.mark.parametrize(
    "ref",
    [Ref(CASE, 1, b"\x07" * 32), Ref(CASE, 2, bytes(32)), Ref("a/b", 1, bytes(32))],
)
def test_a_reference_to_something_else_is_refused(
    ledger: Ledger, officer: Actor, ref: Ref
) -> None:
    ledger.act(NOTED, CASE, [officer])
    with pytest.raises(ChainError, match="reference of person/y@1"):
        ledger.act("person.noted", "person/y", [officer], refs=(ref,))


def test_a_follower_refers_to_an_act_of_its_own_batch(
    ledger: Ledger, officer: Actor
) -> None:
    act = ledger.sign(NOTED, CASE, [officer])
    ref = Ref(CASE, 1, statement_hash(act.payload))
    follower = ledger.sign("person.noted", "person/y", [officer], refs=(ref,))
    with pytest.raises(ChainError):
        ledger.log.append([follower, act])
    assert len(ledger.log.append([act, follower])) == 2


# Time.


def test_an_act_of_the_future_is_refused(ledger: Ledger, officer: Actor) -> None:
    now = ledger.clock.now
    with pytest.raises(TimeError, match="at most"):
        ledger.act(NOTED, CASE, [officer], at=now + 300_001)
    ledger.act(NOTED, CASE, [officer], at=now + 300_000)


def test_an_act_is_not_older_than_the_tree_it_has_seen(
    ledger: Ledger, officer: Actor
) -> None:
    """Dating an act to last week, on a tree of today."""
    now = ledger.clock.now
    with pytest.raises(TimeError, match="at least"):
        ledger.act(NOTED, CASE, [officer], at=now - 300_001)
    ledger.act(NOTED, CASE, [officer], at=now - 300_000)


def test_the_time_of_recording_never_goes_back(ledger: Ledger, officer: Actor) -> None:
    ledger.clock.move(1000)
    first = ledger.act(NOTED, CASE, [officer])
    ledger.clock.move(-500)
    assert ledger.act(NOTED, CASE, [officer]).received_at == first.received_at


def test_a_clock_that_runs_far_back_stops_the_ledger(
    ledger: Ledger, officer: Actor
) -> None:
    signed = ledger.sign(NOTED, CASE, [officer])
    ledger.clock.move(-300_001)
    with pytest.raises(TimeError, match="the ledger's clock"):
        ledger.log.append([signed])
    ledger.clock.move(1)
    ledger.log.append([signed])


# Shapes and texts.


def test_a_text_that_is_not_normalised_is_refused(
    ledger: Ledger, officer: Actor
) -> None:
    """The same name written in two ways would be two persons."""
    signed = ledger.sign(NOTED, CASE, [officer], body={"name": "e\u0301"[:1]})
    statement = decode_statement(signed.payload)
    body = {"name": "e\u0301"}
    raw = msgspec.msgpack.encode(
        {**msgspec.to_builtins(statement, builtin_types=(bytes,)), "body": body},
        order="deterministic",
    )
    with pytest.raises(MalformedError, match="NFC"):
        ledger.log.append([sign(raw, officer.signer)])


def test_garbage_is_refused(ledger: Ledger) -> None:
    with pytest.raises(MalformedError):
        ledger.log.append([SignedStatement(b"\x80", ())])


# Opening.


def test_a_reader_cannot_append(ledger: Ledger, officer: Actor) -> None:
    signed = ledger.sign(NOTED, CASE, [officer])
    with open_log(ledger.path, log_signer=None) as reader:
        with pytest.raises(StoreError, match="reading only"):
            reader.append([signed])
        with pytest.raises(StoreError, match="reading only"):
            reader.publish()


def test_a_closed_log_answers_nothing(ledger: Ledger) -> None:
    ledger.log.close()
    with pytest.raises(StoreError, match="it was closed"):
        ledger.log.page(0, 1)
    ledger.reopen()


def test_a_wrong_log_key_opens_nothing_for_appending(ledger: Ledger) -> None:
    with pytest.raises(UnusableKeyError, match="log key"):
        open_log(ledger.path, log_signer=key_of("another"))


def test_a_reader_sees_what_others_seal(ledger: Ledger, officer: Actor) -> None:
    with open_log(ledger.path, log_signer=None) as reader:
        assert reader.version(CASE) == 0
        directory = reader.directory
        receipt = ledger.act(NOTED, CASE, [officer])
        assert (reader.version(CASE), reader.size) == (1, receipt.position + 1)
        assert reader.root_at(reader.size) == ledger.log.root_at(reader.size)
        ledger.revoke(officer.signer)
        assert reader.size == receipt.position + 2
        assert not directory.keys[officer.signer.key_id].is_live(99)


def test_two_writers_take_in_each_others_records(
    ledger: Ledger, officer: Actor
) -> None:
    with open_log(ledger.path, ledger.clock) as other:
        for _ in range(3):
            ledger.act(NOTED, CASE, [officer])
            second = Ledger(ledger.path, other, ledger.clock)
            second.act(NOTED, CASE, [officer])
        assert ledger.log.version(CASE) == other.version(CASE) == 6


def test_a_reader_far_behind_reads_anew(
    ledger: Ledger, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.log_reader._FAR", 10)
    with open_log(ledger.path, log_signer=None) as reader:
        fill(ledger, officer, 300, batch=100)
        assert reader.root_at(reader.size) == ledger.log.root_at(ledger.log.size)


def test_threads_may_read_while_one_appends(ledger: Ledger, officer: Actor) -> None:
    wrong: list[object] = []

    def read() -> None:
        for _ in range(50):
            size = ledger.log.size
            if len(ledger.log.page(0, size)) != size:
                wrong.append(size)
            ledger.log.root_at(size)

    batch = ledger.sign_chain(NOTED, CASE, [officer], [{"n": n} for n in range(30)])
    readers = [threading.Thread(target=read) for _ in range(3)]
    for thread in readers:
        thread.start()
    for signed in batch:
        ledger.log.append([signed])
    for thread in readers:
        thread.join()
    assert wrong == []


# Reading.


def test_an_aggregate_folds_in_its_order(ledger: Ledger, officer: Actor) -> None:
    bodies = [{"n": n} for n in range(5)]
    ledger.log.append(ledger.sign_chain(NOTED, CASE, [officer], bodies))
    text = ledger.log.fold(CASE, "", lambda text, event: text + str(event.body["n"]))
    assert text == "01234"


def test_an_aggregate_that_is_not_there_folds_to_its_beginning(ledger: Ledger) -> None:
    assert ledger.log.fold(CASE, "nothing", lambda s, _: s + "!") == "nothing"
    assert (ledger.log.events(CASE), ledger.log.version(CASE)) == ([], 0)


def test_pages_end_where_the_ledger_ends(ledger: Ledger, officer: Actor) -> None:
    ledger.act(NOTED, CASE, [officer])
    assert [event.position for event in ledger.log.page(2, 100)] == [2, 3]
    assert ledger.log.page(99, 10) == []
    assert [event.position for event in ledger.log.page(0, 2)] == [0, 1]


def test_ids_are_those_of_a_kind(ledger: Ledger, officer: Actor) -> None:
    for aggregate in ("application/b", "application/a", "applicationx/c"):
        kind = aggregate.partition("/")[0]
        ledger.act(f"{kind}.noted", aggregate, [officer])
    assert ledger.log.ids("application") == ["application/a", "application/b"]
    assert ledger.log.ids("person") == []


def test_an_event_is_found_by_the_beginning_of_its_id(
    ledger: Ledger, officer: Actor
) -> None:
    receipt = ledger.act(NOTED, CASE, [officer])
    assert ledger.log.find(receipt.event_id[:12]).position == receipt.position
    with pytest.raises(MalformedError, match="fit one event, got 0"):
        ledger.log.find("0" * 12)
    with pytest.raises(MalformedError, match="12 to 64"):
        ledger.log.find(receipt.event_id[:11])


def test_questions_beyond_the_end_are_refused(ledger: Ledger) -> None:
    with pytest.raises(MalformedError, match="position"):
        ledger.log.event_at(1)
    with pytest.raises(MalformedError, match="size"):
        ledger.log.root_at(2)
    with pytest.raises(MalformedError, match="position"):
        ledger.log.prove_inclusion(1, 1)
    with pytest.raises(MalformedError, match="sizes"):
        ledger.log.prove_consistency(0, 1)


def test_a_ledger_says_what_it_is(ledger: Ledger) -> None:
    assert (ledger.log.origin, ledger.log.simulated) == (ORIGIN, True)
    assert (ledger.path / "log.vkey").read_text().split() == ledger.log.vkeys()


def test_publishing_puts_the_head_into_the_checkpoint(
    ledger: Ledger, officer: Actor
) -> None:
    receipt = ledger.act(NOTED, CASE, [officer])
    published = (ledger.path / "checkpoint").read_bytes()
    assert published != receipt.checkpoint
    assert ledger.log.publish() == receipt.checkpoint
    assert (ledger.path / "checkpoint").read_bytes() == receipt.checkpoint


# Founding a directory.


def test_a_ledger_is_not_founded_among_other_files(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("x")
    with pytest.raises(MalformedError, match="empty"):
        found(tmp_path)


def test_a_ledger_is_not_founded_over_another(ledger: Ledger) -> None:
    with pytest.raises(MalformedError, match="empty"):
        found(ledger.path)


def test_a_ledger_is_founded_beside_its_key(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "log").write_text("x")
    with found(tmp_path).log as log:
        assert log.size == 1
    assert (tmp_path / "keys" / "log").read_text() == "x"


def test_the_head_may_lie_on_another_medium(tmp_path: Path) -> None:
    head = tmp_path / "medium" / "head"
    head.parent.mkdir()
    made = found(tmp_path / "ledger", head_path=head)
    receipt = made.enrol(key_of("zhang"), "person/zhang")
    assert (made.path / "head").is_symlink()
    assert head.read_bytes() == receipt.checkpoint
    made.log.close()
    with pytest.raises(MalformedError, match="no file there yet"):
        found(tmp_path / "second", head_path=head)


def test_a_founding_under_another_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableKeyError):
        Log.found(
            tmp_path,
            genesis=founding(),
            log_signer=key_of("another"),
            clock=Clock(),
        )
    assert list(tmp_path.iterdir()) == []


# A head and a database that contradict each other.


def test_a_missing_head_stops_the_ledger(ledger: Ledger) -> None:
    (ledger.path / "head").unlink()
    with pytest.raises(VerificationError, match="head: expected"):
        ledger.log.page(0, 1)
    with pytest.raises(VerificationError, match="head: expected"):
        open_log(ledger.path)


def test_a_head_under_another_key_stops_the_ledger(ledger: Ledger) -> None:
    """Whoever holds the database signs a head of his own."""
    checkpoint = Checkpoint(ORIGIN, 1, ledger.log.root_at(1))
    note = sign_checkpoint(checkpoint, [NoteSigner(ORIGIN, key_of("thief"))])
    (ledger.path / "head").write_bytes(note)
    with pytest.raises(VerificationError):
        open_log(ledger.path)


def test_a_head_that_is_no_checkpoint_stops_the_ledger(ledger: Ledger) -> None:
    (ledger.path / "head").write_bytes(b"hello")
    with pytest.raises(VerificationError, match="head"):
        open_log(ledger.path)


def test_a_head_ahead_of_the_database_stops_the_ledger(
    ledger: Ledger, officer: Actor
) -> None:
    """Yesterday's database is put back, and the head lies elsewhere."""
    ledger.act(NOTED, CASE, [officer])
    head = (ledger.path / "head").read_bytes()
    ledger.log.close()
    tamper(
        ledger.path / "ledger.db",
        lambda c: c.execute("DELETE FROM stored_events WHERE rowid = 4"),
    )
    with pytest.raises(ForkError, match="expected 4 records") as caught:
        open_log(ledger.path)
    assert caught.value.evidence == (head,)


def test_a_head_that_went_back_stops_a_running_ledger(
    ledger: Ledger, officer: Actor
) -> None:
    old = (ledger.path / "head").read_bytes()
    new = ledger.act(NOTED, CASE, [officer]).checkpoint
    (ledger.path / "head").write_bytes(old)
    with pytest.raises(ForkError) as caught:
        ledger.log.page(0, 1)
    assert caught.value.evidence == (new, old)


def test_a_changed_record_stops_the_ledger(ledger: Ledger, officer: Actor) -> None:
    """The newest records are compared with the head on every opening."""
    ledger.act(NOTED, CASE, [officer], body={"n": 1})
    changed = ledger.log.event_at(3).record[:-1] + b"\x07"
    ledger.log.close()
    tamper(
        ledger.path / "ledger.db",
        lambda c: c.execute(
            "UPDATE stored_events SET state = ? WHERE rowid = 4", (changed,)
        ),
    )
    with pytest.raises(ForkError, match="changed after sealing") as caught:
        open_log(ledger.path)
    assert len(caught.value.evidence) == 2


@pytest.mark.parametrize(
    ("column", "value"),
    [("topic", "os:system"), ("originator_id", "application/z")],
)
def test_a_changed_column_stops_the_reader(
    ledger: Ledger, officer: Actor, column: str, value: str
) -> None:
    """A row is let appear under another aggregate, or run code by its topic."""
    ledger.act(NOTED, CASE, [officer])
    tamper(
        ledger.path / "ledger.db",
        lambda c: c.execute(
            f"UPDATE stored_events SET {column} = ? WHERE rowid = 4", (value,)
        ),
    )
    with pytest.raises(VerificationError, match="columns at position 3"):
        ledger.log.event_at(3)


def test_changed_peaks_stop_the_writer(ledger: Ledger, officer: Actor) -> None:
    signed = ledger.sign(NOTED, CASE, [officer])
    tamper(
        ledger.path / "ledger.db",
        lambda c: c.execute("UPDATE tree_head SET peaks = zeroblob(64)"),
    )
    with pytest.raises(VerificationError, match="tree_head"):
        ledger.log.append([signed])


def to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


# Records beyond the head.


def unsealed(ledger: Ledger, actor: Actor) -> None:
    """Leave a record beyond the head, as a process does that dies in between."""
    head = (ledger.path / "head").read_bytes()
    ledger.act(NOTED, CASE, [actor])
    ledger.log.close()
    (ledger.path / "head").write_bytes(head)


def test_recovery_seals_with_the_same_bytes(ledger: Ledger, officer: Actor) -> None:
    head = (ledger.path / "head").read_bytes()
    receipt = ledger.act(NOTED, CASE, [officer])
    ledger.log.close()
    (ledger.path / "head").write_bytes(head)
    ledger.log = open_log(ledger.path, ledger.clock)
    assert ledger.log.checkpoint() == receipt.checkpoint
    assert (ledger.path / "head").read_bytes() == receipt.checkpoint


def test_a_reader_does_not_see_what_is_not_sealed(
    ledger: Ledger, officer: Actor
) -> None:
    unsealed(ledger, officer)
    with open_log(ledger.path, log_signer=None) as reader:
        assert (reader.size, reader.version(CASE), reader.events(CASE)) == (3, 0, [])
        assert len(reader.page(0, 99)) == 3


def test_recovery_asks_the_rule_book(ledger: Ledger, officer: Actor) -> None:
    unsealed(ledger, officer)
    judged: list[int] = []
    with open_log(
        ledger.path, judge=lambda events: judged.extend(e.position for e in events)
    ):
        assert judged == [3]


def test_recovery_without_a_rule_book_seals_nothing(
    ledger: Ledger, officer: Actor
) -> None:
    unsealed(ledger, officer)
    with pytest.raises(VerificationError, match="rule book"):
        open_log(ledger.path, judge=None)


def test_what_the_rule_book_refuses_is_not_sealed(
    ledger: Ledger, officer: Actor
) -> None:
    unsealed(ledger, officer)
    head = (ledger.path / "head").read_bytes()

    def refuse(_: object) -> None:
        raise VerificationError("the rule book says no")

    with pytest.raises(VerificationError, match="the rule"):
        open_log(ledger.path, judge=refuse)
    assert (ledger.path / "head").read_bytes() == head


def test_what_the_rule_book_does_not_know_is_not_sealed(
    ledger: Ledger, officer: Actor
) -> None:
    """A type of nobody's, well signed and written past the append, is no typing error
    of whoever opens the ledger."""
    unsealed(ledger, officer)
    head = (ledger.path / "head").read_bytes()

    def at_a_loss(_: object) -> None:
        raise MalformedError("event type: expected a known one")

    with pytest.raises(VerificationError, match=r"^recovery: .* not be sealed: ev"):
        open_log(ledger.path, judge=at_a_loss)
    assert (ledger.path / "head").read_bytes() == head


def test_a_forged_record_beyond_the_head_is_not_sealed(ledger: Ledger) -> None:
    """Whoever holds the database adds an act by an official without the role."""
    thief = key_of("thief")
    ledger.enrol(thief, "person/thief")
    ledger.enrol(key_of("li"), "person/li")
    signed = ledger.sign(NOTED, CASE, [Actor(thief, "CHAIR", "", "REVIEW")])
    add_row(ledger, signed)
    with pytest.raises(VerificationError, match=r"position 3 .*grant as CHAIR"):
        open_log(ledger.path)


def test_a_record_beyond_the_head_with_a_false_signature_is_not_sealed(
    ledger: Ledger, officer: Actor
) -> None:
    good = ledger.sign(NOTED, CASE, [officer])
    other = ledger.sign(NOTED, "application/y", [officer])
    add_row(ledger, SignedStatement(good.payload, other.signatures))
    with pytest.raises(VerificationError, match="must not be sealed"):
        open_log(ledger.path)


def test_a_record_beyond_the_head_from_the_past_is_not_sealed(
    ledger: Ledger, officer: Actor
) -> None:
    signed = ledger.sign(NOTED, CASE, [officer])
    add_row(ledger, signed, received_at=START - 1)
    with pytest.raises(VerificationError, match="received_at"):
        open_log(ledger.path)


def test_a_number_left_out_beyond_the_head_is_not_sealed(
    ledger: Ledger, officer: Actor
) -> None:
    _, second = ledger.sign_chain(NOTED, CASE, [officer], [{"n": 1}, {"n": 2}])
    add_row(ledger, second)
    with pytest.raises(VerificationError, match="seq of application/x@2"):
        open_log(ledger.path)


def test_a_gap_beyond_the_head_is_not_sealed(ledger: Ledger, officer: Actor) -> None:
    head = (ledger.path / "head").read_bytes()
    ledger.act(NOTED, CASE, [officer])
    ledger.act(NOTED, "application/y", [officer])
    ledger.log.close()
    (ledger.path / "head").write_bytes(head)
    tamper(
        ledger.path / "ledger.db",
        lambda c: c.execute("DELETE FROM stored_events WHERE rowid = 4"),
    )
    with pytest.raises(VerificationError, match=r"position 3 .* got none"):
        open_log(ledger.path)


@pytest.mark.parametrize("change", ["hash = zeroblob(32)", "idx = 7"])
def test_a_false_hash_beyond_the_head_is_not_sealed(
    ledger: Ledger, officer: Actor, change: str
) -> None:
    fill(ledger, officer, 250, batch=50)
    head = (ledger.path / "head").read_bytes()
    fill(ledger, officer, 50, batch=50)
    ledger.log.close()
    (ledger.path / "head").write_bytes(head)
    tamper(
        ledger.path / "ledger.db",
        lambda c: c.execute(f"UPDATE tree_nodes SET {change}"),
    )
    with pytest.raises(VerificationError, match="tree_nodes"):
        open_log(ledger.path)


def test_a_founding_beyond_the_head_founds_nothing(ledger: Ledger) -> None:
    """A second founding would name other log keys for the head."""
    add_row(ledger, founding(id="ledger/second"))
    with pytest.raises(VerificationError, match="position 0"):
        open_log(ledger.path, log_signer=None)


@pytest.mark.parametrize("change", ["DELETE FROM tree_head", "peaks = x'00'"])
def test_a_tree_head_that_is_none_stops_the_writer(
    ledger: Ledger, officer: Actor, change: str
) -> None:
    signed = ledger.sign(NOTED, CASE, [officer])
    statement = change if "FROM" in change else f"UPDATE tree_head SET {change}"
    tamper(ledger.path / "ledger.db", lambda c: c.execute(statement))
    with pytest.raises(VerificationError, match="tree_head"):
        ledger.log.append([signed])


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo, to_a_device])
def test_a_head_that_is_no_file_stops_the_ledger(
    ledger: Ledger, make: Callable[[Path], None]
) -> None:
    """A pipe let whoever opened the ledger wait for ever."""
    (ledger.path / "head").unlink()
    make(ledger.path / "head")
    with pytest.raises(VerificationError, match="head: expected a file"):
        open_log(ledger.path)


def test_a_head_that_cannot_be_read_stops_the_ledger(ledger: Ledger) -> None:
    (ledger.path / "head").unlink()
    (ledger.path / "head").symlink_to("head")
    with pytest.raises(StoreError, match="head"):
        open_log(ledger.path)


def test_an_unfinished_founding_is_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "ledger.db.founding").touch()
    with pytest.raises(MalformedError, match="interrupted"):
        open_log(tmp_path)


def test_a_map_of_heads_covers_its_own_batch(ledger: Ledger, officer: Actor) -> None:
    sealer = Actor(ledger.official("li", "SEALER").signer, "SEALER")
    noted = ledger.sign(NOTED, CASE, [officer])
    newest = {e.id: (e.seq, e.hash) for e in ledger.log.page(0, 99)}
    newest[CASE] = 1, statement_hash(noted.payload)
    count, root = heads_root((id_, *head) for id_, head in newest.items())
    body = {"day": ledger.today(), "size": ledger.log.size + 1}
    sealed = ledger.sign(
        "heads.sealed",
        "heads/daily",
        [sealer],
        body=body | {"count": count, "root": root},
    )
    assert len(ledger.log.append([noted, sealed])) == 2


def test_few_things_remembered_change_no_answer(
    ledger: Ledger, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.past._REMEMBERED", 2)
    fill(ledger, officer, 100, batch=30)
    old = ledger.seen()
    fill(ledger, officer, 100, batch=30)
    ledger.act(NOTED, "application/a3", [officer], seen=old)
    assert ledger.log.version("application/a3") == 29


def add_row(
    ledger: Ledger, signed: SignedStatement, received_at: int | None = None
) -> None:
    """Write a record into the database past the log, tree head and all."""
    statement = decode_statement(signed.payload)
    received = ledger.clock.now if received_at is None else received_at
    record = encode_record(Record(signed.payload, signed.signatures, received))
    peaks = Peaks()
    for event in ledger.log.page(0, ledger.log.size):
        peaks.append(leaf_hash(event.record))
    peaks.append(leaf_hash(record))
    ledger.log.close()

    def change(connection: Any) -> None:
        connection.execute(
            "INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)",
            (peaks.size, statement.id, statement.seq, statement.type, record),
        )
        connection.execute(
            "UPDATE tree_head SET size = ?, peaks = ?",
            (peaks.size, b"".join(peaks.hashes)),
        )

    tamper(ledger.path / "ledger.db", change)


def test_the_first_of_an_aggregate_has_no_predecessor(
    ledger: Ledger, officer: Actor
) -> None:
    ledger.act(NOTED, CASE, [officer])
    assert ledger.log.events(CASE)[0].statement.prev == NO_PREVIOUS


def test_the_log_key_is_not_written_down(ledger: Ledger) -> None:
    assert list((ledger.path / "keys").iterdir()) == []
    assert (ledger.path / "keys").stat().st_mode & 0o777 == 0o700
