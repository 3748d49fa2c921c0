"""A calendar server for whoever tests bookings with one."""

from tests.calendars.conftest import servers

__all__ = ["servers"]
