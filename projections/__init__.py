"""Answers computed from the log; disposable."""
