"""The `title` aggregate: events, state and rules."""
