"""When nobody who waits for a time is written to, as no reminder is either."""

from dialogs.reminding.quiet import is_quiet, next_morning

__all__ = ["is_quiet", "next_morning"]
