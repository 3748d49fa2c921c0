"""What Telegram says of whoever opens our page by the button of the bot: signed by it, read here and nowhere else.

Whoever knows the bot's token can check the signature, and nobody else can make one. Knows no page and no storage.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from bot.channels.channel import Vouched

LONGEST, MOST_FIELDS = 8_192, 32
# Clients are known to send what they were given hours ago; no clock but Telegram's goes ahead by much.
OLDEST_SECONDS, AHEAD_SECONDS = 86_400, 300
_SIGNS_WITH = b"WebAppData"
LARGEST_ID = (1 << 52) - 1


def vouched(token: str, signed: str, now: datetime) -> Vouched | None:
    """Return whom Telegram vouches for; None for what it did not sign, for another bot, or more than a day ago."""
    if not signed or len(signed) > LONGEST:
        return None
    try:
        pairs = parse_qsl(
            signed, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError:
        return None
    fields = dict(pairs)
    told = fields.pop("hash", "")
    if len(fields) + 1 != len(pairs):
        return None
    secret = hmac.digest(_SIGNS_WITH, token.encode(), "sha256")
    lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    right = hmac.new(secret, lines.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(right.encode(), told.encode("utf-8", "surrogatepass")):
        return None
    return _whom(fields, hmac.new(secret, b"seen\n" + right.encode(), hashlib.sha256).hexdigest(), now)


def _whom(fields: Mapping[str, str], mark: str, now: datetime) -> Vouched | None:
    """Return who signed fields are about, where they are new enough to count."""
    day = fields.get("auth_date", "")
    if not (day.isascii() and day.isdigit() and len(day) < 12):
        return None
    age = now.timestamp() - int(day)
    user = _user(fields.get("user", ""))
    number = user.get("id")
    if not -AHEAD_SECONDS <= age <= OLDEST_SECONDS or type(number) is not int or not 0 < number <= LARGEST_ID:
        return None
    language = user.get("language_code")
    return Vouched(str(number), mark, language if isinstance(language, str) else None)


def _user(text: str) -> Mapping[str, Any]:
    try:
        user = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return user if isinstance(user, dict) else {}


__all__ = ["vouched"]
