"""The feed: what changed, numbered, for other programs to follow."""
