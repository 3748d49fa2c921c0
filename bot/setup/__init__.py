"""Setting an office up: questions in a terminal, the staff group found in Telegram, `.env` and the profile written."""
