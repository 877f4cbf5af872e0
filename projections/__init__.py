"""Answers computed from the log: disposable views, and the questions they answer."""
