"""`intake doctor` against the fake Telegram."""
