"""What everybody may see: read over HTTP, and looked through for what must not be."""

import re

import httpx
import pytest

from cli.case.script import load_case_file
from projections.feed.stream import Change, changes, newest
from projections.integrity import RECORDS
from projections.public import KINDS
from projections.runner import Views
from projections.store.rows import Rows
from projections.views import ALL
from service.views import QUESTIONS
from tests.support.domain import CASE, PlayedCase

PERSON = re.compile(r"person/[0-9A-Za-z-]+")
MORE = {"/v1/due": "?all=true", "/v1/publicity": "?all=true"}
LISTS = ["applications", "committees", "sessions", "titles", "organisations"]


def published(client: httpx.Client) -> str:
    """Return all that the service tells to whoever asks for everything."""
    plain = [one.path for one in QUESTIONS if "{" not in one.path]
    found = [client.get(path + MORE.get(path, "")).text for path in plain]
    for name in LISTS:
        rows = client.get(f"/v1/{name}?limit=1000").json()[name]
        found += [client.get(f"/v1/status/{row['id']}").text for row in rows]
        if name in ("committees", "sessions"):
            found += [client.get(f"/v1/{name}/{row['id']}").text for row in rows]
    found.append(client.get("/v1/feed?limit=1000").text)
    return "\n".join(found)


@pytest.fixture(scope="module")
def feed(case: PlayedCase) -> list[Change]:
    with case.open() as log, Views(log, ALL) as views:
        return views.ask(lambda rows: changes(rows, 0, newest(rows)))


def test_nobody_is_named_but_whom_a_public_record_is_about(
    client: httpx.Client, feed: list[Change], case: PlayedCase
) -> None:
    """Somebody collects everything, to learn who sits on panels and who complained."""
    records = client.get("/v1/blacklist").json()["records"]
    allowed = {record["person"] for record in records}
    titles = {c.data["person"] for c in feed if c.type.startswith("title.")}
    erased = {change.subject for change in feed if change.type == "person.erased"}
    named = set(PERSON.findall(published(client)))
    assert named <= allowed | titles | erased
    assert allowed <= named
    with case.open() as log:
        assert len(log.ids("person")) > len(named)


def test_nothing_is_said_of_kinds_that_are_not_public(
    client: httpx.Client, case: PlayedCase
) -> None:
    told = published(client)
    with case.open() as log:
        for kind in ("complaint", "inspection", "trace", "key"):
            ids = log.ids(kind)
            assert [one for one in ids if one in told] == []
    assert "complaint/" not in told


def test_no_name_of_a_person_is_told(client: httpx.Client) -> None:
    told = published(client)
    names = [
        one.name.partition("（")[0] for one in load_case_file(CASE).people.values()
    ]
    assert len(names) > 10
    assert [name for name in names if name in told] == []


def test_what_is_not_public_keeps_its_number_and_says_nothing(
    client: httpx.Client, feed: list[Change]
) -> None:
    """A subscriber learns of a complaint from the gap that it leaves."""
    told = client.get("/v1/feed?limit=1000").json()["changes"]
    hidden = [one for one in told if one["type"] == "cn.daocha.withheld"]
    assert hidden
    for one in hidden:
        assert set(one) == {
            "specversion",
            "id",
            "source",
            "type",
            "time",
            "datacontenttype",
            "data",
        }
        assert one["data"] == {"event": "", "position": None, "change": {}}
    subjects = {feed[int(one["id"]) - 1].subject for one in hidden}
    assert any(one.startswith("complaint/") for one in subjects)
    for one in told:
        kind = one.get("subject", "").partition("/")[0]
        assert kind in {*KINDS, "", "person", "integrity"}


def test_a_record_about_an_expert_is_withheld_and_one_about_an_applicant_told(
    client: httpx.Client, feed: list[Change], case: PlayedCase
) -> None:
    told = client.get("/v1/feed?limit=1000").json()["changes"]

    def roles(rows: Rows) -> dict[str, str]:
        return {record.id: record.role for record in rows.all(RECORDS)}

    with case.open() as log, Views(log, ALL) as views:
        role = views.ask(roles)
    entered = [change for change in feed if change.type == "record.entered"]
    assert {role[change.subject] for change in entered} > {"APPLICANT"}
    for change in entered:
        public = told[change.n - 1]["type"] == "cn.daocha.record.entered"
        assert public == (role[change.subject] == "APPLICANT")
