"""The terminal entry point; no rule lives here."""
