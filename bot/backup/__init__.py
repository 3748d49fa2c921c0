"""Backups: a sealed file each, whose own key is destroyed in time, and the record of who was erased since."""
