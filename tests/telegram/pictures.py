"""What a picture's first bytes say of it: its width and height, for the four kinds that Telegram takes."""

from __future__ import annotations

import struct

# Telegram shows a picture of at most so many points on both sides together, and of at most so long a shape.
MAX_SIDES = 10_000
MAX_RATIO = 20
# JPEG: the markers of a frame, which begin with the height and the width.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def dimensions(data: bytes) -> tuple[int, int] | None:
    """Return the width and height of a PNG, GIF, WebP or JPEG; `None` for what is none of them."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data.startswith((b"GIF87a", b"GIF89a")) and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    if data.startswith(b"RIFF") and data[8:16] == b"WEBPVP8X" and len(data) >= 30:
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    return _of_jpeg(data) if data.startswith(b"\xff\xd8") else None


def _of_jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def fits(width: int, height: int) -> bool:
    """Tell whether Telegram shows a picture of this shape as a photo."""
    shorter, longer = sorted((width, height))
    return shorter > 0 and longer <= MAX_RATIO * shorter and width + height <= MAX_SIDES


def png(width: int = 1280, height: int = 960) -> bytes:
    """Make the beginning of a PNG, which is all that is ever read of it here."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height)
