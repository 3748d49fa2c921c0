"""The bodies of calls as they come over the wire: query string, JSON, form or multipart."""

from __future__ import annotations

import email
import json
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from .schema import RawCall, Upload


class BadBody(Exception):
    """A body that is none of the kinds Telegram reads."""


async def read_body(request: web.Request) -> RawCall:
    """Take the parameters of a call out of a request."""
    fields: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        return RawCall(fields | await _json(request), typed=True)
    files: dict[str, Upload] = {}
    if request.content_type not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        if await request.read():
            raise BadBody(f"unsupported content type {request.content_type}")
        return RawCall(fields)
    for name, value in (await request.post()).items():
        if name in fields or name in files:
            raise BadBody(f"parameter {name!r} is given twice")
        if isinstance(value, web.FileField):
            with value.file as file:
                files[name] = Upload(value.filename, value.content_type, file.read())
        elif isinstance(value, str):
            fields[name] = value
        else:
            raise BadBody(f"part {name!r} is neither text nor a file with a name")
    return RawCall(fields, files)


async def _json(request: web.Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.read())
    except ValueError as error:
        raise BadBody("can't parse JSON body") from error
    if not isinstance(body, dict):
        raise BadBody("the JSON body is not an object")
    return body


def read_reply(body: bytes, content_type: str) -> RawCall | None:
    """The method call in the answer to a webhook, as JSON or as a form; None when it holds none."""
    if content_type.startswith("application/json"):
        try:
            fields = json.loads(body)
        except ValueError:
            return None
        return RawCall(fields, typed=True) if isinstance(fields, dict) and "method" in fields else None
    if content_type.startswith("multipart/form-data"):
        message = email.message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
        fields = {}
        for part in message.walk():
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                fields[str(part.get_param("name", header="content-disposition"))] = content.decode()
    else:
        fields = dict(parse_qsl(body.decode(errors="replace")))
    return RawCall(fields) if "method" in fields else None
