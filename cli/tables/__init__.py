"""Answers as tables, straight with wide characters."""
