"""The feed of every worked case: right to the last change, without a secret."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cli.case.player import Stage
from cli.demo import CASES, PASSPHRASE, ROUNDS
from cli.front_door import run
from ledger.commitment import commitments_in
from ledger.layout import VIEWS
from ledger.log import Log
from ledger.record import Event
from ledger.vault import Vault
from projections.feed.stream import BACKWARDS_MS, Change, changes, newest, pass_clock
from projections.runner import Views
from projections.store.rows import Rows
from projections.views import ALL
from tests.support.feed_page import surprises
from tests.support.slow_feed import slowly_told, told

NAMES = sorted(path.parent.name for path in CASES.glob("*/case.toml"))
LATER = 4_000_000_000_000
A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
AN_ID = re.compile(r"[a-z]+/[a-z0-9-]+")
SHORT = 4
"""Values of fewer characters stand in any text by chance."""

DOCUMENTS = re.compile(r"[a-z_]*_no|number|decision|reference")
"""Fields that hold the number of a document or a receipt."""


@dataclass(frozen=True)
class Played:
    """A case, its feed, and everything that was sealed."""

    path: Path
    events: list[Event]
    feed: list[Change]
    sealed: list[Any]

    @property
    def known(self) -> int:
        """The time of the newest record."""
        return max(event.received_at for event in self.events)

    @property
    def text(self) -> str:
        return msgspec.json.encode(self.feed).decode()


@pytest.fixture(scope="module", params=NAMES)
def played(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Played:
    path = tmp_path_factory.mktemp("feed") / "ledger"
    stage = Stage(CASES / request.param, path, passphrase=PASSPHRASE, rounds=ROUNDS)
    try:
        assert all(outcome.as_expected for outcome in stage.play())
    finally:
        stage.close()
    with Log.open(path, clock=lambda: 0) as log, Vault.open(path) as vault:
        events = log.page(0, log.size)
        with Views(log, ALL) as views:
            pass_clock(views, LATER)
            feed = views.ask(everything)
        return Played(path, events, feed, list(_sealed(events, vault)))


def everything(rows: Rows) -> list[Change]:
    return changes(rows, 0, newest(rows))


def _sealed(events: list[Event], vault: Vault) -> Iterator[Any]:
    for event in events:
        for _, commitment, owner in commitments_in(event.body):
            opening = vault.open_commitment(commitment, owner)
            if opening is not None:
                yield opening.value


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text, wherever in a value it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_in(one)


def fields_in(body: Any) -> Iterator[tuple[str, Any]]:
    """Yield every field with its value, wherever in a body it stands."""
    if isinstance(body, dict):
        for name, value in body.items():
            yield name, value
            yield from fields_in(value)
    elif isinstance(body, list | tuple):
        for one in body:
            yield from fields_in(one)


def test_it_is_what_a_slow_fold_tells(played: Played) -> None:
    assert told(played.feed) == slowly_told(played.events, LATER - BACKWARDS_MS)


def test_the_command_prints_it_and_lets_the_clock_pass(
    played: Played, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "ledger"
    shutil.copytree(played.path, mine)
    for views in mine.glob(f"{VIEWS}*"):
        views.unlink()

    def printed(*now: str) -> list[Change]:
        assert run(["feed", "--ledger", str(mine), *now]) == 0
        lines = capsys.readouterr().out.splitlines()
        return [msgspec.json.decode(one, type=Change) for one in lines]

    assert printed() == [one for one in played.feed if one.at <= played.known]
    assert printed("--now", "2096-10-02T15:06:40") == played.feed


def test_it_says_what_the_page_promises(played: Played) -> None:
    assert surprises(played.feed) == []


def test_no_sealed_value_is_in_it(played: Played) -> None:
    """Names, numbers, complainants, who is an expert: all of that was sealed."""
    texts = {one for value in played.sealed for one in texts_in(value)}
    secret = {one for one in texts if len(one) >= SHORT and not A_DAY.fullmatch(one)}
    assert len(secret) > 100
    assert [one for one in sorted(secret) if one in played.text] == []


def test_no_free_text_is_in_it(played: Played) -> None:
    """What people write is Chinese here, and a feed of codes is plain ASCII."""
    assert played.text.isascii()
    told_of = set(texts_in([c.data for c in played.feed]))
    assert [one for one in sorted(told_of) if " " in one] == []


def test_no_number_of_a_document_is_in_it(played: Played) -> None:
    numbers = {
        value
        for event in played.events
        for name, value in fields_in(event.body)
        if DOCUMENTS.fullmatch(name) and isinstance(value, str) and len(value) >= SHORT
    }
    written = {one for one in numbers if not AN_ID.fullmatch(one)}
    assert written
    assert [one for one in sorted(written) if one in played.text] == []


def test_no_expert_is_named_in_it(played: Played) -> None:
    """Neither who was drawn, nor who lost the right to review, nor a key of theirs."""
    named = {
        value
        for event in played.events
        for name, value in fields_in(event.body)
        if name == "expert" and isinstance(value, str)
    }
    about_experts = {
        one
        for event in played.events
        if event.type.startswith(("session.", "committee.expert"))
        for one in texts_in(event.body)
        if one.startswith("person/")
    }
    keys = {signer.key.hex() for e in played.events for signer in e.statement.by}
    for secret in named | about_experts | keys:
        assert secret not in played.text


def test_a_person_is_named_only_by_a_record_a_title_or_an_own_application(
    played: Played,
) -> None:
    for change in played.feed:
        persons = [
            one for one in texts_in(change.data) if one.startswith("person/")
        ] + [change.subject] * change.subject.startswith("person/")
        if persons:
            kind = change.subject.partition("/")[0]
            assert kind in ("application", "title", "integrity", "person"), change
