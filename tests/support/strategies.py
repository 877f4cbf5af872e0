"""Every hypothesis strategy of the tests, so that data is made in one place."""

from datetime import date

from hypothesis import strategies as st

CALENDAR_DAYS = st.dates(min_value=date(2004, 1, 1), max_value=date(2026, 12, 31))
"""Days of the years for which a working calendar ships."""

ANY_DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 12, 31))
"""Days with and without a calendar."""

SMALL_COUNTS = st.integers(min_value=0, max_value=40)
"""Lengths of periods, in days, months or years."""
