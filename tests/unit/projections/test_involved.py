"""From bodies, keys, files and sources to the applications."""

from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from aggregates.application import checks
from projections.facts import typed
from projections.involved import (
    APPLICATIONS,
    CERTIFICATE,
    DATABASE,
    applications_of_party,
    applications_of_person,
    applications_of_session,
    mark,
    marked,
    reviews_of_committee,
    signed_by,
    with_file,
)
from tests.support import actors as a
from tests.support.builders import COMMITTEE, JIA, SUBMITTED, WITH_ANOTHER_SESSION, YI
from tests.support.builders_session import ENTERED
from tests.support.domain import MemoryLog, PlayedCase, Reader, as_reader, dump, reader
from tests.support.given import deed

BOTH = [JIA.id, YI.id]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return reader(tmp_path_factory.mktemp("year") / "log", "2024-10-01", *ENTERED)


def test_a_session_a_person_and_a_body_lead_to_their_applications(
    year: Reader,
) -> None:
    assert year.ask(lambda v: applications_of_session(v, a.SESSION)) == BOTH
    assert year.ask(lambda v: applications_of_person(v, a.YI)) == [YI.id]
    for body in (a.FACTORY, a.DEPARTMENT, a.COUNTY, a.CITY, a.OFFICE):
        asked = partial(applications_of_party, organisation=body)
        assert year.ask(asked) == BOTH
    assert year.ask(lambda v: applications_of_party(v, a.SOFTWARE)) == []


def test_a_committee_leads_to_its_reviews(tmp_path: Path) -> None:
    at = reader(tmp_path / "log", "2024-10-01", *WITH_ANOTHER_SESSION)
    assert at.ask(lambda v: reviews_of_committee(v, COMMITTEE)) == [a.SESSION]


def test_a_key_leads_to_what_it_signed_and_to_the_place(year: Reader) -> None:
    found = year.ask(lambda v: signed_by(v, a.REVIEWER.key))
    assert [one.application for one in found] == BOTH
    reviewed = "application.employer-item-reviewed"
    places = year.ask(lambda v: signed_by(v, a.REVIEWER.key, [reviewed]))
    for application, position in places:
        event = year.log.event_at(position)
        assert (event.id, event.type) == (application, reviewed)
    assert year.ask(lambda v: signed_by(v, a.HEAD.key, [reviewed])) == []


def test_an_experts_key_leads_to_the_opinions_signed_with_it(year: Reader) -> None:
    """The opinion stands in the session; it is about one application."""
    found = year.ask(lambda v: signed_by(v, a.EXPERTS[1].key))
    assert [one.application for one in found] == [JIA.id]


def test_a_commitment_leads_to_the_application_with_the_file(year: Reader) -> None:
    attached = next(
        e for e in year.log.events(JIA.id) if e.type.endswith("material-attached")
    )
    commitment: Any = attached.body["file"]["c"]
    assert year.ask(lambda v: with_file(v, commitment)) == [JIA.id]
    assert year.ask(lambda v: with_file(v, bytes(32))) == []


def test_a_certificate_and_a_database_lead_to_who_relied_on_them(
    tmp_path: Path,
) -> None:
    flag = deed(
        checks.RiskFlagRaised,
        JIA.id,
        [a.DATA_SOURCE],
        "2024-05-11T09:00",
        flag="F1",
        item="M2",
        database="非法刊物库 2024-05（示例）",
    ).round_the_rules()
    at = reader(tmp_path / "log", "2024-10-01", *SUBMITTED, flag)
    for line in (
        mark(CERTIFICATE, "SP2024"),
        mark(DATABASE, "非法刊物库  2024-05（示例）"),
    ):
        assert at.ask(partial(marked, line=line)) == [JIA.id]
    assert at.ask(lambda v: marked(v, mark(CERTIFICATE, "SP20"))) == []


def test_the_rows_say_what_a_slow_reading_of_the_log_says(case: PlayedCase) -> None:
    with case.open() as log:
        rows = {row.id: row for row in dump(log)[APPLICATIONS.name]}
        parties: dict[str, set[str]] = defaultdict(set)
        keys: dict[str, set[bytes]] = defaultdict(set)
        for event in log.page(0, log.size):
            act = typed(event)
            own = event.id if event.id in rows else ""
            about = own or getattr(act and act.body, "application", "")
            if act is None or event.id.partition("/")[0] not in (
                "application",
                "session",
            ):
                continue
            for signer in act.by if about else ():
                keys[about].add(signer.key[:6])
                parties[about] |= {signer.org} - {""}
    for application, row in rows.items():
        found = {row.signed[n : n + 6] for n in range(0, len(row.signed), 13)}
        assert found == keys[application]
        assert parties[application] <= set(row.parties.split())


def test_pages_of_any_size_give_the_same_rows(year: Reader, tmp_path: Path) -> None:
    log: Any = year.log
    pieces = MemoryLog(tmp_path / "pieces", log.everything, visible=0)
    for size in range(7, log.size, 7):
        pieces.visible = size
        dump(as_reader(pieces))
    pieces.visible = -1
    name = APPLICATIONS.name
    assert dump(as_reader(pieces))[name] == dump(year.log)[name]
