"""The `integrity` aggregate: events, state and rules."""
