from hypothesis import given
from hypothesis import strategies as st

from ledger.encoding import decode, encode
from ledger.errors import MalformedError
from ledger.record import (
    Record,
    Signature,
    decode_event,
    decode_record,
    encode_record,
    read_event,
)
from ledger.statement import (
    MAX_INSTANT,
    Statement,
    decode_statement,
    encode_statement,
    read_statement,
)
from tests.support.strategies import HASHES, statements

INSTANTS = st.integers(min_value=0, max_value=MAX_INSTANT)


@given(statements())
def test_a_statement_comes_back_from_both_readers(statement: Statement) -> None:
    payload = encode_statement(statement)
    assert decode_statement(payload) == statement
    assert read_statement(payload) == statement
    assert encode(decode(payload)) == payload


@given(statements(), HASHES, INSTANTS)
def test_a_record_comes_back_from_both_readers(
    statement: Statement, half: bytes, received_at: int
) -> None:
    payload = encode_statement(statement)
    signatures = tuple(Signature(s.key, "ed25519", half + half) for s in statement.by)
    record = Record(payload, signatures, received_at)
    data = encode_record(record)
    assert decode_record(data) == record
    assert encode(decode(data)) == data
    assert read_event(3, data) == decode_event(3, data)


@given(statements(), st.data())
def test_damage_is_refused_or_states_something_else(
    statement: Statement, data: st.DataObject
) -> None:
    payload = bytearray(encode_statement(statement))
    place = data.draw(st.integers(0, len(payload) - 1))
    payload[place] ^= data.draw(st.integers(1, 255))
    try:
        assert decode_statement(bytes(payload)) != statement
    except MalformedError:
        return


@given(st.binary(max_size=300))
def test_hostile_bytes_are_malformed_and_nothing_worse(data: bytes) -> None:
    for decoder in (decode_statement, read_statement, decode_record):
        try:
            decoder(data)
        except MalformedError:
            continue
