"""The worked case, played once and served once; bureaus whose ledgers grow."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.bureau import Bureau, equipped
from tests.support.domain import PlayedCase, play_case
from tests.support.serving import serving


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> PlayedCase:
    return play_case(tmp_path_factory.mktemp("served") / "ledger")


@pytest.fixture(scope="session")
def client(case: PlayedCase) -> Iterator[httpx.Client]:
    with serving(case.path) as client:
        yield client


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    return equipped(tmp_path_factory.mktemp("served") / "bureau")


@pytest.fixture
def bureau(template: Bureau, tmp_path: Path) -> Bureau:
    return Bureau.copy_of(template, tmp_path / "bureau")
