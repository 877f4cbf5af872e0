"""The `session` aggregate: events, state and rules."""
