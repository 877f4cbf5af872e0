"""Shares of bodies: counted application by application, beside their limits."""
