"""Telegram as a channel of the clients."""
