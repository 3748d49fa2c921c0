"""Tests of bookings: pure values and decisions, on fixed days and around changes of clocks."""
