"""What Telegram signs for somebody who opens our page by the button of the bot."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import datetime
from urllib.parse import urlencode


def signed(token: str, number: int, at: datetime, *, language: str = "en", query: str = "AAH", **more: str) -> str:
    """What stands in the address: fields, and the signature over all of them in the order of their names."""
    whole = {"id": number, "first_name": "Мария <b>", "language_code": language}
    fields = {"query_id": query, "user": json.dumps(whole), "auth_date": str(int(at.timestamp())), **more}
    lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    return urlencode({**fields, "hash": hmac.new(key, lines.encode(), hashlib.sha256).hexdigest()})


__all__ = ["signed"]
