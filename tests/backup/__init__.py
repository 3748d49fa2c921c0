"""Backups: their file, their keys, the record of erasures, and restoring on both databases."""
