"""Reminders: which follow from a booking or from what a person told, when they are due, and what they say.

None is kept as a text: at the moment it is due it is made of what stands then. An office without bookings loads
`talks` never.
"""
