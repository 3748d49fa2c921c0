"""What browsers, and programs like them, send us."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

from tests.fuzz.mutation import Values
from tests.fuzz.reader import FuzzedReader, of_bytes, of_texts
from tests.fuzz.typing import situation_at


@cache
def _loop() -> Any:
    import asyncio

    return asyncio.new_event_loop()


def _asked(headers: dict[str, str], body: bytes = b"") -> Any:
    """Return a request as the server hands it over."""
    from unittest.mock import Mock

    from aiohttp.streams import StreamReader
    from aiohttp.test_utils import make_mocked_request

    protocol = Mock(_reading_paused=False)
    content = StreamReader(protocol, 2**20, loop=_loop())
    if body:
        content.feed_data(body)
    content.feed_eof()
    transport = Mock(**{"get_extra_info.return_value": ("127.0.0.1", 5)})
    return make_mocked_request("POST", "/chat", headers=headers, payload=content, transport=transport)


def _form() -> FuzzedReader:
    from bot.web.forms import NotTaken, form_of

    seeds = (b"text=hello+there&press=consent.3.a%3Aagree&key=abc", b"a=%E3%81%82&b=%0D%0A&c=", b"pay_base=300%2C000")
    kind = {"Content-Type": "application/x-www-form-urlencoded"}

    def read(body: bytes) -> object:
        return _loop().run_until_complete(form_of(_asked(kind, body)))

    return FuzzedReader("web form", of_bytes(seeds, 70_000), read, (NotTaken,), base=0.1, share=5)


def _upload() -> FuzzedReader:
    from bot.channels.web.forms import file_of
    from bot.web.forms import NotTaken

    file = (
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nhello\r\n--x\r\nContent-Disposition: form-data; '
        b'name="file"; filename="a\xe3\x81\x82.png"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n'
        + b"x" * 40
        + b"\r\n--x--\r\n"
    )
    docx = file.replace(b"\x89PNG\r\n\x1a\n", b"PK\x03\x04[Content_Types].xml word/")
    named = file.replace(b'filename="a', b"filename*=UTF-8''%e2%80%ae..%2f")
    kind = {"Content-Type": "multipart/form-data; boundary=x"}

    def read(body: bytes) -> object:
        return _loop().run_until_complete(file_of(_asked(kind, body)))

    return FuzzedReader("web file", of_bytes((file, docx, named), 200_000), read, (NotTaken,), base=0.1, share=5)


def _heads() -> FuzzedReader:
    from bot.receiving.places import networks, place_of
    from bot.web.guard import WebGate
    from bot.web.tokens import token_in, value_in

    proxies, gate = networks(("127.0.0.0/8", "::1/128")), WebGate("https://bot.example.com", ("127.0.0.1",))
    token = "x" * 43
    seeds = (
        f"intake={token}; intake-desk={token}",
        '__Host-intake="x"; a=b;; =',
        "203.0.113.5, 127.0.0.1",
        "[2001:db8::1]:443, ::ffff:203.0.113.5",
        "https://bot.example.com",
    )

    def read(text: str) -> None:
        said = text.encode("utf-8", "surrogatepass").decode("latin-1").replace("\r", "").replace("\n", "")
        head = {"Cookie": said, "X-Forwarded-For": said, "Origin": said, "Sec-Fetch-Site": said}
        request = _asked(head)
        token_in(request, "intake")
        value_in(request, "__Host-intake")
        place_of(request, proxies)
        gate.is_ours(request)

    return FuzzedReader("cookies, addresses", of_texts(seeds, 8_000), read, share=5)


def _employer() -> FuzzedReader:
    from dialogs.employer_form import read_form

    seeds = [
        {
            "employer_innovation_support": "yes",
            "employer_sme": "no",
            "employer_rd_ratio": "3.5",
            "pay_base": "300,000",
            "pay_fixed": "20000",
            "pay_bonus": "100万円",
            "pay_sure": "5000000",
        },
        {"pay_year": "約600万円", "pay_left_out": "yes", "employer_rd_ratio_unknown": "yes"},
        {"pay_base": "no bonus", "pay_base_unknown": "yes", "nothing": "yes"},
    ]
    situation = situation_at("salary_yen")
    values = Values(seeds)

    def make(dice: random.Random) -> dict[str, str]:
        made = values.value(dice)
        fields = made if isinstance(made, dict) else {}
        return {str(name)[:100]: str(given)[:64_000] for name, given in fields.items()}

    return FuzzedReader("employer's form", make, lambda fields: read_form(fields, situation), base=0.1, share=10)


MAKERS = (
    _form,
    _upload,
    _heads,
    _employer,
)

__all__ = ["MAKERS"]
