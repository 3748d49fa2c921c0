"""Keyboards under a message: the limits Telegram puts on them and the view a person has of them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from .errors import broken_limit

MAX_BUTTONS = 100
MAX_PER_ROW = 8
MAX_DATA_BYTES = 64
_NOT_ACTIONS = frozenset({"text", "style", "icon_custom_emoji_id"})
_LINK_SCHEMES = frozenset({"http", "https", "tg"})

Rows = list[list[tuple[str, str | None]]]


def check_markup(markup: dict[str, Any] | None) -> dict[str, Any] | None:
    """Refuse a keyboard that the server would refuse; return it without empty rows, or `None` for nothing."""
    if markup is None:
        return None
    if "keyboard" in markup:
        _check_size(markup["keyboard"])
        for button in _flat(markup["keyboard"]):
            _check_label(button)
        return markup
    if "inline_keyboard" not in markup:
        return markup
    rows = [row for row in markup["inline_keyboard"] if row]
    _check_size(rows)
    for button in _flat(rows):
        _check_label(button)
        _check_action(button)
    return {**markup, "inline_keyboard": rows} if rows else None


def inline_rows(markup: dict[str, Any] | None) -> Rows:
    """The rows of (label, callback data) that a person sees; data is `None` for a link."""
    rows = (markup or {}).get("inline_keyboard", [])
    return [[(button["text"], button.get("callback_data")) for button in row] for row in rows]


def reply_rows(markup: dict[str, Any] | None) -> list[list[str]]:
    """The labels of a reply keyboard, the kind that replaces the phone's letters."""
    return [[button["text"] for button in row] for row in (markup or {}).get("keyboard", [])]


def _check_size(rows: list[list[dict[str, Any]]]) -> None:
    if sum(len(row) for row in rows) > MAX_BUTTONS or any(len(row) > MAX_PER_ROW for row in rows):
        raise broken_limit("reply markup is too long")


def _check_label(button: dict[str, Any]) -> None:
    if not button["text"].strip():
        raise broken_limit("BUTTON_TEXT_INVALID")


def _check_action(button: dict[str, Any]) -> None:
    actions = set(button) - _NOT_ACTIONS
    if not actions:
        raise broken_limit("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise broken_limit(f"BUTTON_TYPE_INVALID ({', '.join(sorted(actions))})")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= MAX_DATA_BYTES:
        raise broken_limit("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and urlsplit(url).scheme not in _LINK_SCHEMES:
        raise broken_limit(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")


def _flat(rows: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [button for row in rows for button in row]
