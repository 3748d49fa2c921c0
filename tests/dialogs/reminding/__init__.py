"""Reminders, as pure functions of what stands."""
