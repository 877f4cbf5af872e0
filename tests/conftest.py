"""How hard the property tests try, and which tests a bare machine cannot run."""

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings

from tests.support.demands import absent

SCALE = int(os.environ.get("DAOCHA_TEST_SCALE", "1"))

# No deadline: the machine is shared, and a slow example is not a wrong one. In CI
# the examples are the same each time, so that a red run can be run again.
settings.register_profile(
    "daocha",
    max_examples=100 * SCALE,
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("daocha")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what the machine lacks something for, unless it is demanded."""
    for mark in item.iter_markers("demands"):
        for name in mark.args:
            if reason := absent(name):
                pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which of those tests ran: silence is no proof."""
    counts: Counter[tuple[str, str]] = Counter()
    for outcome in ("passed", "failed", "skipped"):
        for report in terminalreporter.stats.get(outcome, []):
            counts.update((name, outcome) for name in demanded_by(report))
    for name in sorted({name for name, _ in counts}):
        told = ", ".join(f"{n} {o}" for (what, o), n in counts.items() if what == name)
        terminalreporter.write_line(f"tests that need a {name}: {told}")


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Write down with each result what the test needs; it travels between workers."""
    if call.when == "setup":
        names = [name for mark in item.iter_markers("demands") for name in mark.args]
        item.user_properties += [("demands", name) for name in names]


def demanded_by(report: pytest.TestReport) -> list[str]:
    """Return what the test of a report needs."""
    return [str(name) for key, name in report.user_properties if key == "demands"]
