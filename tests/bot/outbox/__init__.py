"""The outbox among paper: nothing real is sent or kept."""
