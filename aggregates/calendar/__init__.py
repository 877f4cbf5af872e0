"""The working calendars: which days are worked, as adopted on the ledger."""
