"""What holds: profiles, working days, the rule catalogue."""
