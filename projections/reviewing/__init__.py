"""Committees, expert pools and sessions, on any day."""
