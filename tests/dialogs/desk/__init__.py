"""Tests of the desk: pure decisions, no database and no messenger."""
