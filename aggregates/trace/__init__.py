"""The `trace` aggregate: events, state and rules."""
