"""A bureau for each test: its own copy of one that was equipped once."""

from pathlib import Path

import pytest

from tests.support.bureau import Bureau, equipped


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    return equipped(tmp_path_factory.mktemp("cli") / "bureau")


@pytest.fixture
def bureau(template: Bureau, tmp_path: Path) -> Bureau:
    return Bureau.copy_of(template, tmp_path / "bureau")
