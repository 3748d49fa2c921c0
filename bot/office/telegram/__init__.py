"""The staff group in Telegram."""
