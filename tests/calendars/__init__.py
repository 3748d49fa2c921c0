"""Tests of the office's own calendars."""
