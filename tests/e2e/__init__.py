"""Both bots against the fake Bot API, through the real libraries."""
