"""Views are level with the log before every answer, and never about another log."""

import dataclasses
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given as law
from hypothesis import settings

from ledger.errors import MalformedError, StoreError
from ledger.layout import VIEWS, VIEWS_LOCK
from projections import runner
from projections.belonging import OTHER_HISTORY
from projections.dues.clocks import DEADLINES
from projections.projection import Projection
from projections.registry import REGISTRY, THINGS
from projections.runner import PRIVATE_NOTE, Views
from projections.status import ROWS, STATUS
from projections.store.database import ProjectionError
from projections.store.view_schema import DIFFERENT, FOREIGN, FORMAT
from projections.views import ALL
from tests.support.builders import REGISTRY as ENROLLED
from tests.support.builders import SUBMITTED
from tests.support.builders_session import REVOKED
from tests.support.domain import (
    MemoryLog,
    PlayedCase,
    as_reader,
    dump,
    recorded,
)
from tests.support.media import Diary, Failing
from tests.support.strategies import splits

WHOLE = REVOKED
"""A history that fills every view."""


def notes_of(log: MemoryLog, projections: tuple[Projection, ...] = ALL) -> list[str]:
    with Views(as_reader(log), projections) as views:
        views.ask(lambda rows: rows.all(THINGS))
        return [note.en for note in views.notes]


def test_views_know_every_record_that_is_sealed(tmp_path: Path) -> None:
    log = recorded(tmp_path / "log", *SUBMITTED)
    log.visible = 10
    with Views(as_reader(log), ALL) as views:
        assert len(views.ask(lambda rows: rows.all(THINGS))) < 10 + 1
        log.visible = -1
        things = views.ask(lambda rows: rows.all(THINGS))
    assert {one.id for one in things} == {event.id for event in log.everything}


def test_fresh_views_come_without_a_note(tmp_path: Path) -> None:
    assert notes_of(recorded(tmp_path / "log", *ENROLLED)) == []


@law(splits())
@settings(max_examples=15)
def test_any_split_of_a_history_equals_the_whole(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[float]
) -> None:
    folder = tmp_path_factory.mktemp("split")
    whole = recorded(folder / "whole", *WHOLE)
    pieces = recorded(folder / "pieces", *WHOLE)
    for cut in sorted(cuts):
        pieces.visible = max(1, int(cut * len(pieces.everything)))
        with Views(as_reader(pieces), ALL) as views:
            views.catch_up()
    pieces.visible = -1
    assert dump(as_reader(pieces)) == dump(as_reader(whole))


def test_pages_of_any_size_give_the_same_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = dump(as_reader(recorded(tmp_path / "whole", *WHOLE)))
    monkeypatch.setattr(runner, "PAGE", 7)
    assert dump(as_reader(recorded(tmp_path / "small", *WHOLE))) == whole


def test_states_that_were_forgotten_are_folded_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = dump(as_reader(recorded(tmp_path / "whole", *WHOLE)))
    monkeypatch.setattr("projections.facts._KEPT", 2)
    assert dump(as_reader(recorded(tmp_path / "small", *WHOLE))) == whole


def test_rebuilt_views_equal_the_live_ones(tmp_path: Path) -> None:
    log = recorded(tmp_path / "log", *WHOLE)
    live = dump(as_reader(log))
    with Views(as_reader(log), ALL) as views:
        views.rebuild()
        assert views.notes == []
    assert dump(as_reader(log)) == live


def test_a_real_ledger_gives_the_same_views_in_any_pages(
    case: PlayedCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with case.copy(tmp_path / "a").open() as log:
        whole = dump(log)
    monkeypatch.setattr(runner, "PAGE", 16)
    with case.copy(tmp_path / "b").open() as log:
        assert dump(log) == whole


def test_each_page_is_one_transaction_with_its_tracking(tmp_path: Path) -> None:
    log, diary = recorded(tmp_path / "log", *ENROLLED), Diary()
    with Views(as_reader(log), ALL, medium=diary) as views:
        diary.effects.clear()
        views.catch_up()
        assert diary.effects == [
            "views.rows",
            *["views.tracking"] * len(ALL),
            "views.commit",
        ]
        diary.effects.clear()
        views.catch_up()
        assert diary.effects == []


def test_progress_is_told_up_to_the_end(tmp_path: Path) -> None:
    log = recorded(tmp_path / "log", *WHOLE)
    told: list[tuple[int, int]] = []
    with Views(
        as_reader(log), ALL, progress=lambda done, of: told.append((done, of))
    ) as views:
        views.catch_up()
    assert told[-1] == (log.size, log.size)


# Another ledger, another history, another version.


def test_views_of_another_ledger_are_rebuilt_with_a_note(
    case: PlayedCase, tmp_path: Path
) -> None:
    other = recorded(tmp_path / "other", *ENROLLED)
    dump(as_reader(other))
    mine = case.copy(tmp_path / "mine")
    shutil.copy(tmp_path / "other" / VIEWS, mine.path / VIEWS)
    with mine.open() as log, Views(log, ALL) as views:
        things = views.ask(lambda rows: rows.all(THINGS))
        assert views.notes == [FOREIGN]
        assert {one.id for one in things} == {e.id for e in log.page(0, log.size)}


def test_views_ahead_of_a_restored_backup_are_rebuilt(tmp_path: Path) -> None:
    """Somebody puts back last week's ledger; the views remember this week's."""
    log = recorded(tmp_path / "log", *WHOLE)
    dump(as_reader(log))
    log.visible = 20
    assert notes_of(log) == [OTHER_HISTORY.en]


def test_views_of_a_history_that_was_replaced_are_rebuilt(tmp_path: Path) -> None:
    """The same size, another tree: the ledger was restored and went another way."""
    log = recorded(tmp_path / "log", *SUBMITTED)
    dump(as_reader(log))
    other = recorded(tmp_path / "log", *SUBMITTED)
    changed = dataclasses.replace(
        other,
        everything=[
            event
            if event.position < 30
            else msgspec.structs.replace(event, record=b"another")
            for event in other.everything
        ],
        tree=type(other.tree)(),
    )
    assert notes_of(changed) == [OTHER_HISTORY.en]


@pytest.mark.parametrize(
    ("view", "rebuilt"),
    [(REGISTRY, 1), (DEADLINES, 6)],
    ids=["one that nobody hears", "one that the feed hears"],
)
def test_a_changed_projection_is_rebuilt_and_the_others_stay(
    view: Projection, rebuilt: int, tmp_path: Path
) -> None:
    """Who takes in its changes is rebuilt with it, and with what else it hears."""
    log = recorded(tmp_path / "log", *WHOLE)
    dump(as_reader(log))
    newer = dataclasses.replace(view, version=view.version + 1)
    changed = tuple(newer if one is view else one for one in ALL)
    diary = Diary()
    with Views(as_reader(log), changed, medium=diary) as views:
        diary.effects.clear()
        views.catch_up()
        assert diary.effects.count("views.tracking") == rebuilt
        assert views.notes == [DIFFERENT]
    assert dump(as_reader(log), changed) == dump(
        as_reader(recorded(tmp_path / "again", *WHOLE)), changed
    )


def test_views_of_a_newer_program_are_rebuilt(tmp_path: Path) -> None:
    log = recorded(tmp_path / "log", *WHOLE)
    before = dump(as_reader(log))
    with sqlite3.connect(tmp_path / "log" / VIEWS) as connection:
        connection.execute(f"PRAGMA user_version = {FORMAT + 1}")
    connection.close()
    assert notes_of(log) == [DIFFERENT.en]
    assert dump(as_reader(log)) == before


def test_a_view_that_this_program_does_not_have_makes_a_rebuild(
    tmp_path: Path,
) -> None:
    log = recorded(tmp_path / "log", *ENROLLED)
    dump(as_reader(log), (REGISTRY, STATUS))
    assert notes_of(log, (REGISTRY,)) == [DIFFERENT.en]
    assert notes_of(log, (REGISTRY,)) == []


def test_another_database_in_the_place_of_the_views_gives_way(tmp_path: Path) -> None:
    log = recorded(tmp_path / "log", *ENROLLED)
    with sqlite3.connect(tmp_path / "log" / VIEWS) as connection:
        connection.execute("CREATE TABLE accounts (id INTEGER)")
        connection.execute("CREATE VIEW rich AS SELECT id FROM accounts")
    connection.close()
    assert notes_of(log) == [DIFFERENT.en]
    assert notes_of(log) == []


def test_a_view_of_a_newer_version_of_the_program_is_rebuilt(tmp_path: Path) -> None:
    """Somebody goes back to last month's program; its views are of today's."""
    log = recorded(tmp_path / "log", *WHOLE)
    before = dump(as_reader(log))
    newer = dataclasses.replace(DEADLINES, version=DEADLINES.version + 1)
    dump(as_reader(log), tuple(newer if one is DEADLINES else one for one in ALL))
    assert notes_of(log) == [DIFFERENT.en]
    assert dump(as_reader(log)) == before


# As the ledger knew it.


@pytest.mark.parametrize("until", [0, 1, 7, 20, len(WHOLE)])
def test_views_of_the_first_records_know_what_the_ledger_knew_then(
    tmp_path: Path, until: int
) -> None:
    log = recorded(tmp_path / "log", *WHOLE)
    then = recorded(tmp_path / "then", *WHOLE)
    then.visible = max(1, until)
    with Views(as_reader(log), ALL, until=until) as views:
        found = views.ask(lambda rows: rows.all(ROWS))
        assert views.notes == []
    assert found == (dump(as_reader(then))["status_rows"] if until else [])


def test_views_of_the_first_records_leave_those_of_all_of_them_alone(
    tmp_path: Path,
) -> None:
    log = recorded(tmp_path / "log", *WHOLE)
    with Views(as_reader(log), ALL, until=9) as views:
        views.catch_up()
    assert not (tmp_path / "log" / VIEWS).exists()


@pytest.mark.parametrize("beyond", [-1, None])
def test_a_ledger_has_no_views_of_more_records_than_it_has(
    tmp_path: Path, beyond: int | None
) -> None:
    log = recorded(tmp_path / "log", *WHOLE)
    until = log.size + 1 if beyond is None else beyond
    with pytest.raises(MalformedError, match=f"until: .* got {until}"):
        Views(as_reader(log), ALL, until=until)


# Following.


class After:
    """Stops after some looks; what happens in between is handed in."""

    def __init__(self, *between: Callable[[], object]) -> None:
        self.between = [*between]
        self.waited: list[float] = []

    def wait(self, timeout: float) -> bool:
        self.waited.append(timeout)
        if not self.between:
            return True
        self.between.pop(0)()
        return False


def test_a_follower_hears_of_every_growth_once(tmp_path: Path) -> None:
    log = recorded(tmp_path / "log", *SUBMITTED)
    log.visible = 10
    stop = After(
        lambda: setattr(log, "visible", 12),
        lambda: None,
        lambda: setattr(log, "visible", -1),
    )
    with Views(as_reader(log), ALL) as views:
        heard = [*views.follow(stop, every=0.1)]
    assert heard == [10, 12, log.size]
    assert stop.waited == [0.1] * 4


def test_a_follower_that_is_stopped_has_caught_up(tmp_path: Path) -> None:
    log = recorded(tmp_path / "log", *SUBMITTED)
    with Views(as_reader(log), ALL) as views:
        assert [*views.follow(After())] == [log.size]


def test_a_follower_goes_on_when_the_views_are_damaged(tmp_path: Path) -> None:
    log = recorded(tmp_path / "log", *SUBMITTED)
    log.visible = 10

    def damage() -> None:
        log.visible = -1
        with sqlite3.connect(tmp_path / "log" / VIEWS) as connection:
            connection.execute("DROP TABLE status_rows")
        connection.close()

    with Views(as_reader(log), ALL) as views:
        assert [*views.follow(After(damage))] == [10, log.size]
        assert any("damaged" in note.en for note in views.notes)


# Where nothing can be written.


def test_a_directory_that_takes_no_files_is_answered_privately(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An auditor's copy on a read-only medium still answers."""
    log = recorded(tmp_path / "log", *WHOLE)
    whole = dump(as_reader(recorded(tmp_path / "other", *WHOLE)))

    def refuse(_self: object, _directory: Path) -> None:
        raise PermissionError

    monkeypatch.setattr("projections.store.view_file.ViewFile.__init__", refuse)
    with Views(as_reader(log), ALL) as views:
        found = views.ask(lambda rows: rows.all(ROWS))
        assert views.notes == [PRIVATE_NOTE]
    assert found == whole["status_rows"]
    assert list((tmp_path / "log").iterdir()) == []


def test_a_database_that_cannot_be_opened_is_replaced_privately(tmp_path: Path) -> None:
    log = recorded(tmp_path / "log", *ENROLLED)
    (tmp_path / "log" / VIEWS).mkdir()
    with Views(as_reader(log), ALL) as views:
        assert views.ask(lambda rows: len(rows.all(THINGS))) == len(
            {event.id for event in log.everything}
        )
        assert views.notes == [PRIVATE_NOTE]


def test_a_commit_that_fails_leaves_the_page_untaken(tmp_path: Path) -> None:
    log = recorded(tmp_path / "log", *ENROLLED)
    with Views(as_reader(log), ALL) as views:
        views.catch_up()
    log = recorded(tmp_path / "log", *SUBMITTED)
    medium = Failing("views.commit", kept=False)
    with (
        Views(as_reader(log), ALL, medium=medium) as views,
        pytest.raises((StoreError, OSError)),
    ):
        views.catch_up()
    whole = dump(as_reader(recorded(tmp_path / "whole", *SUBMITTED)))
    assert dump(as_reader(log)) == whole


def test_a_log_that_gives_fewer_events_than_it_says_stops_the_views(
    tmp_path: Path,
) -> None:
    log = recorded(tmp_path / "log", *ENROLLED)
    log.visible = len(log.everything) + 1
    with (
        Views(as_reader(log), ALL) as views,
        pytest.raises(ProjectionError, match="expected records up to"),
    ):
        views.catch_up()


def test_the_lock_lies_beside_the_views_and_nothing_else(tmp_path: Path) -> None:
    log = recorded(tmp_path / "log", *ENROLLED)
    dump(as_reader(log))
    names = {path.name for path in (tmp_path / "log").iterdir()}
    assert names <= {VIEWS, f"{VIEWS}-wal", f"{VIEWS}-shm", VIEWS_LOCK}


def test_every_table_is_named_after_its_view() -> None:
    """A view that is built anew drops its tables by that name, and no others."""
    for view in ALL:
        for table in view.tables:
            assert table.name.startswith(f"{view.name}_"), table.name
