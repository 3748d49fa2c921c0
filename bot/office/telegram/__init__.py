"""The staff group in Telegram."""

import os

# python-telegram-bot warns at every flood wait unless it may give the time as a timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "1")
