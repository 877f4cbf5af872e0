"""How answers name things, and point at events."""
