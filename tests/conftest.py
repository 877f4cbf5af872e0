"""How hard the property tests try: a little each time, much when asked."""

import os

from hypothesis import HealthCheck, settings

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
