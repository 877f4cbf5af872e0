"""The `application` aggregate: events, state and rules."""
