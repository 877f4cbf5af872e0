"""The `quota` aggregate: events, state and rules."""
