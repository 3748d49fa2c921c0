"""Turns of people and of staff, each batch in one transaction."""
