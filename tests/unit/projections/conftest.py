"""The worked case, played once; a typical year in memory."""

import pytest

from tests.support.domain import PlayedCase, play_case


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> PlayedCase:
    return play_case(tmp_path_factory.mktemp("case") / "ledger")
