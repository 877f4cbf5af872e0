"""The `inspection` aggregate: events, state and rules."""
