"""The `organisation` aggregate: events, state and rules."""
