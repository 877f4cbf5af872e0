"""The `entrustment` aggregate: events, state and rules."""
