"""What browsers post: read up to a size and in a time, and never more; of a file also what it really is."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, MultipartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from bot.receiving.values import whole
from bot.words.clean import clean

LARGEST_FORM = 64 * 1024
LARGEST_FILE = 10 * 1024 * 1024
FORM_SECONDS, FILE_SECONDS = 15.0, 120.0
MOST_FIELDS = 16
LONGEST_NAME = 100
# What a part says of itself, and the lines between parts.
_BESIDE_A_FILE = 64 * 1024


class NotTaken(Exception):
    """What was posted is not taken: with which status, and what to say (`web-...`)."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(key)
        self.status = status
        self.key = key


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that was posted: its kind as it is passed on, what it is called, and what is in it."""

    kind: str
    name: str
    content: bytes


async def form_of(request: web.Request) -> Mapping[str, str]:
    """Return the fields of a form, line ends as ours. Raises `NotTaken`."""
    if request.content_type != "application/x-www-form-urlencoded":
        raise NotTaken(415, "web-not-a-form")
    body = await _body(request, LARGEST_FORM, FORM_SECONDS)
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        raise NotTaken(400, "web-not-a-form") from None
    return {name: _lines(value) for name, value in fields}


async def file_of(request: web.Request) -> tuple[Mapping[str, str], SentFile | None]:
    """Return the fields of a form and the file with it; None where none was chosen. Raises `NotTaken`."""
    if request.content_type != "multipart/form-data":
        raise NotTaken(415, "web-not-a-form")
    if (request.content_length or 0) > LARGEST_FILE + _BESIDE_A_FILE:
        raise NotTaken(413, "web-file-too-large")
    fields: dict[str, str] = {}
    name, content = "", b""
    try:
        async with asyncio.timeout(FILE_SECONDS):
            parts = MultipartReader(request.headers, request.content, max_headers=16)
            while (part := await parts.next()) is not None:
                if not isinstance(part, BodyPartReader) or len(fields) > MOST_FIELDS:
                    raise NotTaken(400, "web-not-a-form")
                if part.name == "file":
                    name, content = part.filename or "", await _part(part, LARGEST_FILE, "web-file-too-large")
                else:
                    value = await _part(part, LARGEST_FORM, "web-too-large")
                    fields[part.name or ""] = _lines(value.decode("utf-8", "replace"))
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


async def _body(request: web.Request, most: int, seconds: float) -> bytes:
    if (request.content_length or 0) > most:
        raise NotTaken(413, "web-too-large")
    pieces: list[bytes] = []
    try:
        async with asyncio.timeout(seconds):
            async for piece in request.content.iter_any():
                pieces.append(piece)
                if sum(map(len, pieces)) > most:
                    raise NotTaken(413, "web-too-large")
    except TimeoutError:
        raise NotTaken(408, "web-too-slow") from None
    return b"".join(pieces)


async def _part(part: BodyPartReader, most: int, key: str) -> bytes:
    content = bytearray()
    while piece := await part.read_chunk(64 * 1024):
        content += piece
        if len(content) > most:
            raise NotTaken(413, key)
    return bytes(content)


def _lines(value: str) -> str:
    """A field as it was typed: browsers send other line ends, and half a pair of surrogates is no letter."""
    return whole(value.replace("\r\n", "\n").replace("\r", "\n"), len(value))


# --- what a file is ---------------------------------------------------------------------------------------------------

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
