"""Finding things by id, event, public name or number, or through the vault."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cli.case.cast import example_passport
from ledger.commitment import Opening
from projections.find import Finder, Found, person_name
from projections.registry import event_positions, fold_text, search_names
from projections.store.rows import Rows
from tests.support import actors as a
from tests.support.builders import COMMITTEE, JIA, REGISTRY, SUBMITTED, enrol
from tests.support.builders_session import RECORD, REVOKED, SERVED, TITLE
from tests.support.domain import Reader, reader


@dataclass
class FakeVault:
    """A vault that knows some numbers and opens what it is told to."""

    numbers: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    opened: dict[bytes, Opening] = field(default_factory=dict)

    def index_find(self, kind: str, number: str) -> list[str]:
        return self.numbers.get((kind, number), [])

    def open_commitment(self, commitment: bytes, owner: str) -> Opening | None:
        assert owner
        return self.opened.get(commitment)


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return reader(tmp_path_factory.mktemp("find") / "log", "2024-10-01", *SERVED)


def find(at: Reader, text: str, vault: FakeVault | None = None) -> tuple[Found, ...]:
    return at.ask(lambda rows: Finder(rows, at.states, vault).find(text))


def ids(found: tuple[Found, ...]) -> set[str]:
    return {one.id for one in found}


def test_an_id_finds_itself_and_its_beginning_too(at: Reader) -> None:
    assert ids(find(at, JIA.id)) == {JIA.id}
    assert ids(find(at, TITLE[:20])) == {TITLE}
    assert ids(find(at, TITLE.partition("/")[2][:12])) == {TITLE}


def test_an_exact_id_is_not_the_beginning_of_another(tmp_path: Path) -> None:
    another = enrol(f"{a.JIA}-2")
    at = reader(tmp_path / "log", "2024-05-01", *REGISTRY, another)
    assert ids(find(at, a.JIA)) == {a.JIA}
    assert ids(find(at, a.JIA[:-1])) == {a.JIA, f"{a.JIA}-2"}
    assert ids(find(at, "organisation/other")) > {a.OTHER_CITY, a.OTHER_COUNTY}


@pytest.mark.parametrize(
    "text",
    [
        "咸职改办〔2024〕50号（示例）",
        "咸职改办[２０２４] 50 号(示例)",
        "50号",
    ],
)
def test_a_document_is_found_however_its_number_is_typed(
    tmp_path: Path, text: str
) -> None:
    at = reader(tmp_path / "log", "2024-10-01", *REVOKED)
    assert a.SESSION in ids(find(at, text))


def test_names_and_numbers_say_what_they_are(at: Reader) -> None:
    by = {one.text: one.by.zh for one in find(at, "咸职申2024")}
    assert by["咸职申2024-jia"] == "受理编号"
    (factory,) = find(at, "factory（示例）")
    assert (factory.id, factory.by.zh) == (a.FACTORY, "单位名称")
    assert ids(find(at, "panel（示例）")) == {COMMITTEE, a.PANEL}
    assert ids(find(at, "咸职信2024-001")) == {"complaint/plagiarism"}


def test_an_exact_name_wins_over_those_that_contain_it(at: Reader) -> None:
    assert ids(find(at, "city（示例）")) == {a.CITY}


def test_a_decision_is_found_where_it_was_taken_and_where_it_is_cited(
    at: Reader,
) -> None:
    assert ids(find(at, "咸职改办〔2024〕61号")) == {TITLE, RECORD}


def test_an_event_is_found_by_the_beginning_of_its_id(at: Reader) -> None:
    event = at.log.events(JIA.id)[4]
    for digits in (12, 20, 64):
        (found,) = find(at, event.hash.hex()[:digits])
        assert found.event is not None
        assert (found.id, found.event.seq) == (JIA.id, 5)
    assert find(at, event.hash.hex()[:11]) == ()
    assert find(at, event.hash.hex()[:12] + "0" * 52) == ()
    assert find(at, event.hash.hex()[:16].upper()) != ()


def test_an_event_is_found_by_its_place_in_anything_that_has_a_name(
    at: Reader,
) -> None:
    finder = at.ask(lambda rows: Finder(rows, at.states).event(f"{JIA.id}@5"))
    assert finder is not None
    assert finder.seq == 5
    named = at.ask(lambda rows: Finder(rows, at.states).event("咸职申2024-jia@5"))
    assert named == finder
    assert at.ask(lambda rows: Finder(rows, at.states).event(f"{JIA.id}@999")) is None
    assert at.ask(lambda rows: Finder(rows, at.states).event("咸职申@1")) is None


def test_persons_are_found_only_through_the_vault(at: Reader) -> None:
    """The log has no names: without the vault nobody can be looked up by one."""
    vault = FakeVault({("NAME", "贾某"): [a.JIA], ("PASSPORT", "E123"): [a.YI]})
    assert find(at, "贾某") == ()
    (by_name,) = find(at, "贾某", vault)
    assert (by_name.id, by_name.by.code) == (a.JIA, "person_name")
    (by_number,) = find(at, "E123", vault)
    assert (by_number.id, by_number.by.code) == (a.YI, "document")
    assert {by_name.text, by_number.text} == {""}


def test_a_name_is_opened_from_the_registration(at: Reader) -> None:
    registered = next(act for act in at.states.acts(a.JIA))
    opening = Opening(
        owner=a.JIA, log="x", id=a.JIA, seq=1, path="/name", salt=b"", value="贾某"
    )
    vault = FakeVault(opened={registered.body.name.c: opening})
    assert person_name(a.JIA, at.states, vault) == "贾某"
    assert person_name(a.JIA, at.states, FakeVault()) is None
    assert person_name("person/nobody", at.states, vault) is None


def test_nothing_is_nothing_and_what_looks_like_it_is_named(at: Reader) -> None:
    assert find(at, "无此名称") == ()
    assert find(at, "") == ()
    assert find(at, "   ") == ()

    def similar(rows: Rows) -> tuple[str, ...]:
        return Finder(rows, at.states).similar("咸职申2024-jja")

    assert "咸职申2024-jia" in at.ask(similar)


def test_no_view_holds_a_personal_value(tmp_path: Path) -> None:
    """Whoever copies views.db learns no name, no document number, no opinion."""
    at = reader(tmp_path / "log", "2024-10-01", *SERVED)
    at.ask(lambda rows: search_names(rows, "x", 1))
    content = b"".join(
        path.read_bytes() for path in sorted((tmp_path / "log").glob("views.db*"))
    )
    passport = example_passport(a.JIA)
    for secret in (passport, "论文属剽窃", "实名信访人", "业绩突出"):
        assert secret.encode() not in content
    assert "咸职申2024-jia".encode() in content


def test_ids_of_events_are_compared_at_their_beginnings(tmp_path: Path) -> None:
    """Six bytes that stand across two neighbouring ids are no id."""
    at = reader(tmp_path / "log", "2024-05-01", *REGISTRY)
    first, second = at.log.event_at(1).hash, at.log.event_at(2).hash
    across = (first[:6] + second[:6])[3:9].hex()
    assert at.ask(lambda rows: event_positions(rows, across)) == []
    assert at.ask(lambda rows: event_positions(rows, second.hex())) == [2]


def test_folding_leaves_what_distinguishes() -> None:
    assert fold_text("A〔1〕") == fold_text("ａ [ 1 ]") == "a(1)"
    assert fold_text("12号") != fold_text("21号")


def test_submitted_applications_are_found_by_their_external_number(
    tmp_path: Path,
) -> None:
    at = reader(tmp_path / "log", "2024-06-01", *SUBMITTED)
    assert ids(find(at, "hb2024-JIA")) == {JIA.id}
