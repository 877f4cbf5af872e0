"""Persons: who somebody is, and what is recorded of them."""
