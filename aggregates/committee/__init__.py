"""The `committee` aggregate: events, state and rules."""
