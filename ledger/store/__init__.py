"""The seam to the `eventsourcing` library: records as stored events in SQLite."""
