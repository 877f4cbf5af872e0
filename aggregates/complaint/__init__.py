"""The `complaint` aggregate: events, state and rules."""
