"""`intake init` against the fake Telegram: what is asked, what is found, what is written, and what is left alone."""
