"""The OpenAPI and AsyncAPI documents: valid, complete, and what is really served."""

import json
import re
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.routing import Route

from service.application import Settings, served
from service.guard import Guard
from service.views import QUESTIONS
from tests.support.domain import PlayedCase

PLAIN = ["/v1/feed", "/v1/ledger"] + [q.path for q in QUESTIONS if "{" not in q.path]
KINDS = {"application/json", "application/cloudevents-batch+json"}


@pytest.fixture(scope="module")
def openapi(client: httpx.Client) -> Any:
    return client.get("/openapi.json").json()


@pytest.fixture(scope="module")
def asyncapi(client: httpx.Client) -> Any:
    return client.get("/asyncapi.json").json()


def validator(document: Any, schema: Any) -> Draft202012Validator:
    """Return a validator that finds the document's components."""
    return Draft202012Validator({**schema, "components": document["components"]})


def pointed_at(document: Any) -> set[str]:
    return set(re.findall(r'"\$ref": "([^"]*)"', json.dumps(document)))


def resolve(document: Any, pointer: str) -> Any:
    found = document
    for part in pointer.removeprefix("#/").split("/"):
        found = found[part]
    return found


def test_the_openapi_document_is_valid(openapi: Any) -> None:
    OpenAPIV31SpecValidator(openapi).validate()


def test_every_address_is_described_and_no_other(
    openapi: Any, case: PlayedCase
) -> None:
    app, _ = served(Settings(directory=case.path))
    assert isinstance(app, Guard)
    routes: list[Route] = app.app.routes  # type: ignore[attr-defined]
    paths = {route.path.replace(":path}", "}") for route in routes}
    assert set(openapi["paths"]) == paths - {"/openapi.json", "/asyncapi.json"}


def test_every_operation_has_a_name_of_its_own(openapi: Any) -> None:
    names = [item["get"]["operationId"] for item in openapi["paths"].values()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch("[a-z-]+", name) for name in names)


@pytest.mark.parametrize("path", PLAIN)
@pytest.mark.parametrize("media", sorted(KINDS))
def test_answers_have_the_shape_that_is_described(
    client: httpx.Client, openapi: Any, path: str, media: str
) -> None:
    answer = client.get(path, headers={"Accept": media})
    content = openapi["paths"][path]["get"]["responses"]["200"]["content"]
    if media in content:
        schema = content[media]["schema"]
        validator(openapi, schema).validate(answer.json())
    else:
        assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("kind", ["applications", "titles", "sessions", "committees"])
def test_a_status_has_the_shape_that_is_described(
    client: httpx.Client, openapi: Any, kind: str
) -> None:
    path = openapi["paths"]["/v1/status/{id}"]["get"]["responses"]["200"]
    schema = path["content"]["application/json"]["schema"]
    rows = client.get(f"/v1/{kind}").json()[kind]
    assert rows
    for row in rows:
        answer = client.get(f"/v1/status/{row['id']}").json()
        validator(openapi, schema).validate(answer)


def test_a_check_has_the_shape_that_is_described(
    client: httpx.Client, openapi: Any
) -> None:
    path = openapi["paths"]["/v1/blacklist/{person}"]["get"]["responses"]["200"]
    schema = path["content"]["application/json"]["schema"]
    records = client.get("/v1/blacklist").json()["records"]
    assert records
    for record in records:
        answer = client.get(f"/v1/blacklist/{record['person']}").json()
        validator(openapi, schema).validate(answer)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/v1/due?x=1", "400"), ("/tile/entries/000", "403"), ("/tile/0/999", "404")],
)
def test_failures_have_the_shape_that_is_described(
    client: httpx.Client, openapi: Any, path: str, status: str
) -> None:
    answer = client.get(path)
    assert str(answer.status_code) == status
    responses = openapi["paths"]["/v1/due"]["get"]["responses"]
    schema = responses[status]["content"]["application/json"]["schema"]
    validator(openapi, schema).validate(answer.json())


@pytest.mark.parametrize("path", PLAIN)
def test_the_parameters_that_are_described_are_those_that_are_read(
    client: httpx.Client, openapi: Any, path: str
) -> None:
    told = {one["name"] for one in openapi["paths"][path]["get"]["parameters"]}
    refused = client.get(path, params={"nothing": 1}).json()["error"]["message_en"]
    read = re.search(r"\(parameters: (.*)\)", refused)
    assert told == (set(read[1].split(", ")) if read else set())


def test_the_asyncapi_document_has_the_shape_of_its_specification(
    asyncapi: Any,
) -> None:
    """The parts that AsyncAPI 3.0 asks for; its own schema is not at hand here."""
    assert asyncapi["asyncapi"] == "3.0.0"
    assert {"title", "version"} <= set(asyncapi["info"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", asyncapi["info"]["version"])
    assert set(asyncapi) <= {
        "asyncapi",
        "channels",
        "components",
        "defaultContentType",
        "info",
        "operations",
    }
    for pointer in pointed_at(asyncapi):
        assert pointer.startswith("#/")
        assert resolve(asyncapi, pointer)
    for channel in asyncapi["channels"].values():
        assert set(channel) <= {"address", "messages", "bindings"}
        assert channel["address"].startswith("/")
    for operation in asyncapi["operations"].values():
        assert operation["action"] in {"send", "receive"}
        channel = resolve(asyncapi, operation["channel"]["$ref"])
        messages = [one["$ref"].rpartition("/")[2] for one in operation["messages"]]
        assert set(messages) <= set(channel["messages"])
    for message in asyncapi["components"]["messages"].values():
        assert {"payload", "contentType", "name"} <= set(message)


def test_every_message_has_the_shape_that_is_described(
    client: httpx.Client, asyncapi: Any
) -> None:
    checks = {
        message["name"]: validator(asyncapi, message["payload"])
        for message in asyncapi["components"]["messages"].values()
    }
    changes = client.get("/v1/feed?limit=1000").json()["changes"]
    for change in changes:
        checks[change["type"]].validate(change)
    first = changes[0]
    for broken in ({}, {"id": 1}, {"data": None}, {"type": "cn.daocha.other"}):
        assert not checks[first["type"]].is_valid({**first, **broken} if broken else {})


def test_the_address_of_the_stream_is_the_one_that_is_served(
    client: httpx.Client, asyncapi: Any
) -> None:
    (channel,) = asyncapi["channels"].values()
    assert client.head(channel["address"]).status_code == 200
