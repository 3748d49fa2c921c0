"""Reminders end to end: the client's chat, the staff group and the clock."""
