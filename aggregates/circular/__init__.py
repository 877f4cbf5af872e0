"""The `circular` aggregate: events, state and rules."""
