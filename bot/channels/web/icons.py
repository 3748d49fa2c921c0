"""The page's own icons: what a sign at the beginning of a button's words is drawn as, for no telephone draws it alike.

Each is one line of a pen in a square of 24; its colour is that of the words beside it. What has no drawing stays as it
is.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_DRAWN = {
    "📅🗓": "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
    "🕘🕐🕗⏰⏳": "M12 3a9 9 0 1 0 .01 0zM12 7v5l3 2",
    "✏✍📝": "M4 20l1-4L16 5l3 3L8 19zM13.5 7.5l3 3",
    "🔔": "M6 17V11a6 6 0 0 1 12 0v6l2 1H4zM10 21h4",
    "📄📋🗂": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "📎": "M8 12l6-6a3 3 0 0 1 4.5 4.5l-8 8a5 5 0 0 1-7-7l7-7",
    "🖼": "M3 5h18v14H3zM3 16l5-5 5 5 3-3 5 4M15.5 9h.01",
    "📊📈🧮": "M4 20h16M7 17v-5M12 17V6M17 17v-8",
    "🧭🔮": "M12 3a9 9 0 1 0 .01 0zM15.5 8.5l-2 5-5 2 2-5z",
    "⚖": "M12 4v16M8 20h8M5 7h14M5 7l-2.5 6h5zM19 7l-2.5 6h5z",
    "🏠": "M4 11l8-7 8 7M6 10v10h12V10M10 20v-6h4v6",
    "🏢": "M5 21V4h9v17M14 9h5v12M3 21h18M8 8h3M8 12h3M8 16h3",
    "♾": "M12 12c-2.5-4-8.5-4-8.5 0s6 4 8.5 0 8.5-4 8.5 0-6 4-8.5 0z",
    "👪👥👤": "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2 20a7 7 0 0 1 14 0M16 4a3 3 0 0 1 0 7M18 14a7 7 0 0 1 4 6",
    "📌🔑": "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
    "🛂": "M6 3h12v18H6zM12 7a3 3 0 1 0 .01 0zM9 17h6",
    "💬🗣🙋": "M4 5h16v11H11l-4 4v-4H4z",
    "📱": "M7 3h10v18H7zM11 18h2",
    "🌐": "M12 3a9 9 0 1 0 .01 0zM3 12h18M12 3c4 5 4 13 0 18M12 3c-4 5-4 13 0 18",
    "ℹ❓💭": "M12 3a9 9 0 1 0 .01 0zM12 11v5M12 8h.01",
    "✅✔": "M5 13l4 4L19 7",
    "⛔✖🚫": "M6 6l12 12M18 6L6 18",
    "🗑": "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
    "🔗": "M10 14a4 4 0 0 1 0-5.5l3-3a4 4 0 0 1 5.5 5.5l-1.5 1.5M14 10a4 4 0 0 1 0 5.5l-3 3a4 4 0 0 1-5.5-5.5L7 11.5",
    "🔄🔁↩": "M5 12a7 7 0 0 1 12-5l2 2M19 4v5h-5M19 12a7 7 0 0 1-12 5l-2-2M5 20v-5h5",
    "🔎": "M10.5 4a6.5 6.5 0 1 0 .01 0zM15.5 15.5L20 20",
    "⭐": "M12 4l2.4 5 5.6.7-4 3.900 1 5.4-5-2.7-5 2.7 1-5.4-4-3.900 5.6-.7z",
    "←": "M11 6l-6 6 6 6M5 12h14",
    "▸": "M9 6l6 6-6 6",
    "▾": "M6 9l6 6 6-6",
    "▴": "M6 15l6-6 6 6",
}
_BY_SIGN: Mapping[str, str] = MappingProxyType({sign: path for signs, path in _DRAWN.items() for sign in signs})
# What boxes to tick are drawn as.
TICKED, UNTICKED = "M4 4h16v16H4zM8 12l3 3 5-6", "M4 4h16v16H4z"
# Follows a sign to have it drawn in colours.
_COLOURED = "\ufe0f"


def parted(label: str) -> tuple[str, str]:
    """Return the drawing of the sign that a label begins with, and the words behind it; "" and all without one."""
    found = _BY_SIGN.get(label[:1])
    words = label[1:].removeprefix(_COLOURED).lstrip()
    return ("", label) if found is None or not words else (found, words)


__all__ = ["TICKED", "UNTICKED", "parted"]
