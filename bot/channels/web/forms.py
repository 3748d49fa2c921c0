"""What browsers post to the chat: forms, and files by what they really are."""

from __future__ import annotations

import asyncio
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import (
    BadContentDispositionHeader,
    BadContentDispositionParam,
    BodyPartReader,
    MultipartReader,
    web,
)
from aiohttp.http_exceptions import HttpProcessingError

from bot.web.forms import LARGEST_FORM, MOST_FIELDS, NotTaken, form_of, lines
from bot.words.clean import clean

LARGEST_FILE = 10 * 1024 * 1024
FILE_SECONDS = 120.0
LONGEST_NAME = 100
# What a part says of itself, and the lines between parts; what stands in other fields than the file.
_BESIDE_A_FILE = 64 * 1024
MOST_PARTS = MOST_FIELDS + 1


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that was posted: its kind as it is passed on, what it is called, and what is in it."""

    kind: str
    name: str
    content: bytes


async def file_of(request: web.Request) -> tuple[Mapping[str, str], SentFile | None]:
    """Return the fields of a form and the file with it; None where none was chosen. Raises `NotTaken`."""
    if request.content_type != "multipart/form-data":
        raise NotTaken(415, "web-not-a-form")
    if (request.content_length or 0) > LARGEST_FILE + _BESIDE_A_FILE:
        raise NotTaken(413, "web-file-too-large")
    fields: dict[str, str] = {}
    name, content, count = "", b"", 0
    try:
        async with asyncio.timeout(FILE_SECONDS):
            parts = MultipartReader(request.headers, request.content, max_headers=16)
            while (part := await parts.next()) is not None:
                count += 1
                if not isinstance(part, BodyPartReader) or count > MOST_PARTS:
                    raise NotTaken(400, "web-not-a-form")
                if request.content.total_bytes > LARGEST_FILE + _BESIDE_A_FILE:
                    # Nobody said before how much it is.
                    raise NotTaken(413, "web-file-too-large")
                if part.name == "file":
                    name, content = part.filename or "", await _part(part, LARGEST_FILE, "web-file-too-large")
                else:
                    value = await _part(part, LARGEST_FORM, "web-too-large")
                    fields[part.name or ""] = lines(value.decode("utf-8", "replace"))
    except TimeoutError:
        raise NotTaken(408, "web-too-slow") from None
    except (ValueError, AssertionError, RuntimeError, HttpProcessingError):
        raise NotTaken(400, "web-not-a-form") from None
    if not content:
        return fields, None
    found = kind_of(content)
    if found is None:
        raise NotTaken(415, "web-file-unknown")
    return fields, SentFile(found[0], _called(name, found[1]), content)


async def _part(part: BodyPartReader, most: int, key: str) -> bytes:
    content = bytearray()
    while piece := await part.read_chunk(64 * 1024):
        content += piece
        if len(content) > most:
            raise NotTaken(413, key)
    return bytes(content)


# --- what a file is ---------------------------------------------------------------------------------------------------

# What a library says of a head that it cannot read quotes it, and is kept for good once for each that is another.
for _said in (BadContentDispositionHeader, BadContentDispositionParam):
    warnings.filterwarnings("ignore", category=_said)

_OFFICE = {b"word/": "docx", b"xl/": "xlsx", b"ppt/": "pptx"}
_HEIF = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"}
_SAME = {"jpg": ("jpg", "jpeg"), "heic": ("heic", "heif")}


def kind_of(content: bytes) -> tuple[str, str] | None:
    """Return what a file is by what is in it: the kind it is passed on as, and how its name ends; else None."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "photo", "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "photo", "jpg"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "photo", "webp"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF:
        return "document", "heic"
    if content.startswith(b"%PDF-"):
        return "document", "pdf"
    if content.startswith(b"PK\x03\x04") and b"[Content_Types].xml" in content:
        return next((("document", ends) for folder, ends in _OFFICE.items() if folder in content), None)
    return None


def _called(name: str, ends: str) -> str:
    """What a file is called: its own name without folders and odd signs, and ending as what it is."""
    own = clean(re.split(r"[/\\]", name)[-1], lines=False)
    own = re.sub(r'[<>:"|?*]', "", own).strip(" .")[-LONGEST_NAME:] or "file"
    if own.lower().endswith(tuple(f".{end}" for end in _SAME.get(ends, (ends,)))):
        return own
    return f"{own}.{ends}"


__all__ = ["NotTaken", "SentFile", "file_of", "form_of", "kind_of"]
