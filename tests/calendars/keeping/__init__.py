"""The calendar of a small office as it is kept, looked at closely and in memory."""
