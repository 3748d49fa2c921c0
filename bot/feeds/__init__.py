"""Talks to subscribe to: a page that says how, and the calendar itself, at addresses that only their owners know.

Nothing of this is loaded where no address is handed out (INTAKE_PUBLIC_URL), or the office has no bookings.
"""
