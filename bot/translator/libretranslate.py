"""A LibreTranslate server, or one that answers as it does, by its two calls `/languages` and `/translate`.

Everything about an answer is limited: how long it may take, how large it may be, how many are asked for at a time. The
server's own words are never repeated: an error of it may quote the text.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, DummyCookieJar

from bot.translator.languages import in_its_codes
from bot.translator.server import Failure, LanguageLacking, NotTranslated, ServerTrouble
from bot.turns.translating import AUTO, Languages

SECONDS = 15.0
MOST_AT_A_TIME = 2
LARGEST_BYTES = 262_144
# More than three messages hold.
LONGEST = 12_000
# How long to wait where the server says that it is asked too much.
SHORTEST_WAIT, LONGEST_WAIT = 1.0, 60.0
_TOO_MANY, _OF_THE_TEXT = 429, (400, 413)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class LibreTranslate:
    """The server at a base URL. `seconds` is how long an answer may take."""

    def __init__(self, url: str, *, seconds: float = SECONDS, most: int = MOST_AT_A_TIME) -> None:
        self.url = url
        self.seconds = seconds
        self._under_way = asyncio.Semaphore(most)
        self._learning = asyncio.Lock()
        self._session: ClientSession | None = None
        self._known: dict[str, frozenset[str]] | None = None
        self._is_closed = False

    async def translate(self, texts: Sequence[str], languages: Languages) -> list[str]:
        """Return the translation of each text, "" where it says the same or has none."""
        known = await self.known()
        codes = in_its_codes(languages, known)
        if codes is None:
            # Asked anew next time: another language may be loaded by then.
            self._known = None
            if not known:
                raise ServerTrouble(Failure.BUSY, "it has loaded no language yet")
            raise LanguageLacking(f"{languages.source} to {languages.target}")
        asked = [text for text in texts if text]
        question = {"q": asked, "source": codes.source, "target": codes.target, "format": "text"}
        try:
            answer = await self._ask("POST", "/translate", question)
        except NotTranslated:
            # It may have other languages than it had.
            self._known = None
            raise
        try:
            found = iter(_read(answer, asked, codes))
        except (KeyError, TypeError, ValueError, AttributeError):
            raise ServerTrouble(Failure.UNREADABLE, "its answer is no translation") from None
        return [next(found) if text else "" for text in texts]

    async def known(self) -> dict[str, frozenset[str]]:
        """Return the server's languages, each with those it translates it to; asked once, until one is lacking."""
        async with self._learning:
            if self._known is None:
                answer = await self._ask("GET", "/languages")
                try:
                    codes = frozenset(str(one["code"]) for one in answer)
                    # Older servers do not say: each to all others.
                    self._known = {str(one["code"]): frozenset(one.get("targets", codes)) for one in answer}
                except (KeyError, TypeError, AttributeError):
                    raise ServerTrouble(Failure.UNREADABLE, "its answer is no list of languages") from None
            return self._known

    async def close(self) -> None:
        """Break off what is under way, and ask no more."""
        self._is_closed = True
        if self._session is not None:
            await self._session.close()

    async def _ask(self, method: str, path: str, question: Mapping[str, object] | None = None) -> Any:
        async with self._under_way:
            if self._is_closed:
                raise ServerTrouble(Failure.UNREACHABLE, "we are stopping")
            if self._session is None:
                self._session = ClientSession(cookie_jar=DummyCookieJar())
            try:
                # What clients write goes to the server of the setting, and to no other it may name.
                async with self._session.request(
                    method,
                    f"{self.url}{path}",
                    json=question,
                    allow_redirects=False,
                    timeout=ClientTimeout(total=self.seconds),
                ) as response:
                    return _json(response.status, await _whole(response), response.headers.get("Retry-After"))
            except TimeoutError:
                raise ServerTrouble(Failure.SLOW, "it does not answer in time") from None
            except (ClientError, OSError) as error:
                raise ServerTrouble(Failure.UNREACHABLE, f"it cannot be reached: {type(error).__name__}") from None


async def _whole(response: ClientResponse) -> bytes:
    """Read an answer, which must not be too large."""
    found = bytearray()
    async for piece in response.content.iter_any():
        found += piece
        if len(found) > LARGEST_BYTES:
            raise ServerTrouble(Failure.UNREADABLE, "its answer is too large")
    return bytes(found)


def _json(status: int, body: bytes, retry_after: str | None) -> Any:
    """Return what an answer says; raise what its status means."""
    if status == _TOO_MANY:
        raise ServerTrouble(Failure.BUSY, "it is asked too much", _wait(retry_after))
    if status in _OF_THE_TEXT:
        raise NotTranslated(f"it answers {status}")
    if status != 200:
        raise ServerTrouble(Failure.UNREADABLE, f"it answers {status}")
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise ServerTrouble(Failure.UNREADABLE, "it answers something else than JSON") from None


def _wait(retry_after: str | None) -> float:
    text = (retry_after or "").strip()
    seconds = float(text) if re.fullmatch(r"[0-9]{1,6}", text) else 10.0
    return min(max(seconds, SHORTEST_WAIT), LONGEST_WAIT)


def _read(answer: Any, asked: Sequence[str], codes: Languages) -> list[str]:
    """Return the translations of an answer; raise what Python raises where it is none."""
    given = answer["translatedText"]
    texts = [given] if isinstance(given, str) else given
    if not isinstance(texts, list) or len(texts) != len(asked) or not all(isinstance(text, str) for text in texts):
        raise TypeError
    found_out = answer.get("detectedLanguage") if codes.source == AUTO else None
    written = found_out if isinstance(found_out, list) else [found_out] * len(texts)
    return [
        "" if _is_in(one, codes.target) else _cleaned(text, original)
        for text, original, one in zip(texts, asked, written, strict=True)
    ]


def _is_in(found_out: Any, target: str) -> bool:
    """Whether a text was written in its reader's language all along."""
    return isinstance(found_out, dict) and found_out.get("language") == target


def _cleaned(text: str, original: str) -> str:
    # Half a character, as JSON may have it, can be sent nowhere.
    said = _CONTROLS.sub("", text.encode("utf-8", "ignore").decode()).strip()
    if len(said) > LONGEST:
        said = f"{said[: LONGEST - 1]}…"
    return "" if said.casefold() == original.strip().casefold() else said


__all__ = ["LibreTranslate"]
