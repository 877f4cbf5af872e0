"""The command line talks Chinese, whatever a test before has asked of it."""

import pytest

from cli.language import use_language


@pytest.fixture(autouse=True)
def chinese() -> None:
    use_language("zh")
