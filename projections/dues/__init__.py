"""Deadlines: what started them, who owes them, and how they stand on a day."""
