"""Rows of a page: seen as the page has left them, written once, summed up."""

from collections.abc import Iterator

import msgspec
import pytest

from ledger.durable import Disk
from projections.projection import Projection, Table, each
from projections.store.database import DamagedError, Database
from projections.store.rows import PageRows, Rows
from projections.store.view_schema import Identity, make


class Pair(msgspec.Struct, frozen=True):
    first: str
    second: int
    truth: bool
    maybe: int | None = None


PAIRS: Table[Pair] = Table("test_pairs", Pair, key=2)
VIEW = Projection(
    name="test", version=1, tables=(PAIRS,), apply=each(lambda _fact, _rows: None)
)
ONE, TWO = Pair("a", 1, truth=True), Pair("a", 2, truth=False, maybe=7)
OTHER = Pair("b", 1, truth=True)


@pytest.fixture
def database() -> Iterator[Database]:
    made = Database(None, medium=Disk())
    with made.writing() as cursor:
        identity = Identity(origin="x", genesis=b"")
        make(cursor, identity, [VIEW], made.make_tracking)
        made.commit(cursor)
    yield made
    made.close()


def write(database: Database, *pairs: Pair, gone: tuple[Pair, ...] = ()) -> None:
    with database.writing() as cursor:
        rows = PageRows(cursor, [VIEW])
        for pair in gone:
            rows.remove(PAIRS, pair.first, pair.second)
        for pair in pairs:
            rows.put(PAIRS, pair)
        rows.flush()
        database.commit(cursor)


def stored(database: Database) -> list[Pair]:
    with database.reading() as cursor:
        return Rows(cursor).all(PAIRS)


def test_what_is_put_is_there_with_its_types(database: Database) -> None:
    write(database, TWO, ONE, OTHER)
    assert stored(database) == [ONE, TWO, OTHER]
    assert stored(database)[0].truth is True


def test_a_page_sees_its_own_rows_before_they_are_written(database: Database) -> None:
    write(database, ONE)
    with database.writing() as cursor:
        rows = PageRows(cursor, [VIEW])
        rows.put(PAIRS, TWO)
        rows.remove(PAIRS, "a", 1)
        assert rows.under(PAIRS, "a") == [TWO]
        assert rows.get(PAIRS, "a", 1) is None
        rows.put(PAIRS, ONE)
        assert rows.under(PAIRS, "a") == [ONE, TWO]


def test_rows_are_replaced_and_removed_and_the_sums_follow(database: Database) -> None:
    write(database, ONE, TWO, OTHER)
    write(database, msgspec.structs.replace(ONE, maybe=3), gone=(TWO, OTHER))
    assert stored(database) == [msgspec.structs.replace(ONE, maybe=3)]


def test_a_row_that_comes_and_goes_within_a_page_leaves_nothing(
    database: Database,
) -> None:
    with database.writing() as cursor:
        rows = PageRows(cursor, [VIEW])
        rows.put(PAIRS, ONE)
        rows.remove(PAIRS, "a", 1)
        rows.remove(PAIRS, "a", 2)
        rows.flush()
        database.commit(cursor)
    assert stored(database) == []


def test_without_a_commit_nothing_remains(database: Database) -> None:
    with database.writing() as cursor:
        rows = PageRows(cursor, [VIEW])
        rows.put(PAIRS, ONE)
        rows.flush()
    assert stored(database) == []


def test_an_absent_row_is_believed_after_a_look_at_the_whole_table(
    database: Database,
) -> None:
    write(database, ONE, TWO)
    with database.reading() as cursor:
        assert Rows(cursor).get(PAIRS, "z", 1) is None
    with database.writing() as cursor:
        cursor.execute("DELETE FROM test_pairs WHERE second = 2")
        database.commit(cursor)
    with (
        pytest.raises(DamagedError, match="expected other rows"),
        database.reading() as cursor,
    ):
        Rows(cursor).get(PAIRS, "a", 2)


def test_a_changed_cell_is_not_believed(database: Database) -> None:
    write(database, ONE)
    with database.writing() as cursor:
        cursor.execute("UPDATE test_pairs SET maybe = 9")
        database.commit(cursor)
    with (
        pytest.raises(DamagedError, match="the sum of the row"),
        database.reading() as cursor,
    ):
        Rows(cursor).get(PAIRS, "a", 1)


def test_a_page_does_not_build_on_a_changed_cell(database: Database) -> None:
    write(database, ONE)
    with database.writing() as cursor:
        cursor.execute("UPDATE test_pairs SET truth = 0")
        database.commit(cursor)
    with pytest.raises(DamagedError):
        write(database, ONE)
