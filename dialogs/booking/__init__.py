"""Booking: what the office offers, what was booked, and what may become of it. Pure values and decisions.

No network, no database and no clock: what is taken is asked through a protocol, every moment is an argument. An office
whose profile has no booking loads nothing of this.
"""
