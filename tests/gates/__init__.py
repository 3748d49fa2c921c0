"""Checks too slow for every run: every line has a test, and random changes to the code are noticed."""
