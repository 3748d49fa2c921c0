"""Tests of the channels: Telegram's table of errors, rendering, and both couriers against the strict fake."""
