"""Answers at the addresses that clients give their employers: shows the page, takes one answer.

Whoever looks changes nothing, so that messengers and mail scanners may look: only what is posted answers. What nobody
was given, what was taken back and what has run out are answered alike.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from aiohttp import web

from bot.clock import Clock
from bot.employer.page import POLICY, SWITCH, TROUBLE, EmployerPages
from bot.errors import SealError, StorageTrouble
from bot.receiving.budget import Allowance, Budget
from bot.receiving.server import Endpoint
from bot.turns.employer import PATH, SECRET_BYTES, EmployerReply, LinkState, OpenedLink, look
from bot.turns.ledger import Call
from bot.turns.ports import Store
from bot.turns.writer import Writer
from bot.web.forms import NotTaken, form_of
from bot.web.guard import WebGate
from bot.words.words import Words
from dialogs.messages import Arg, Text
from dialogs.situation import Surroundings

# Of one place on the network.
LOOKS = Allowance(at_once=60, a_second=0.5, reopens=30)
ANSWERS = Allowance(at_once=20, a_second=0.05, reopens=10)
RETRY_SECONDS = 60
MOST_AT_ONCE = 4
# The form has fewer.
MOST_FIELDS = 24
# What mail programs take for a part of an address that stands in a text does no harm behind it.
_CODE = re.compile(rf"[0-9a-f]{{{2 * SECRET_BYTES}}}(?![0-9A-Za-z])")
_ANYTHING = f"{PATH}/{{code:.*}}"
_NO_ARGS: Mapping[str, Arg] = MappingProxyType({})
AnswersLink = Callable[[web.Request, str, str], Awaitable[web.Response]]


class EmployerSite:
    """Implements `bot.receiving.server.Site`."""

    def __init__(self, store: Store, writer: Writer, around: Surroundings, words: Words, clock: Clock) -> None:
        self.store = store
        self.writer = writer
        self.clock = clock
        self.zone = around.office.zone
        web_rule = around.office.web
        self.gate = WebGate(around.links or "", () if web_rule is None else web_rule.proxies)
        self.written = EmployerPages(words, around.office)
        self.looks = Budget(clock.monotonic, LOOKS)
        self.answers = Budget(clock.monotonic, ANSWERS)
        self._reading = asyncio.Semaphore(MOST_AT_ONCE)

    @property
    def pages(self) -> Mapping[str, Endpoint]:
        """Where the page is shown."""
        return {_ANYTHING: self._answers(self.show, self.looks)}

    @property
    def endpoints(self) -> Mapping[str, Endpoint]:
        """Where an answer is taken."""
        return {_ANYTHING: self._answers(self.take, self.answers, takes=True)}

    def _answers(self, answer: AnswersLink, budget: Budget, *, takes: bool = False) -> Endpoint:
        async def endpoint(request: web.Request) -> web.StreamResponse:
            language = self.written.language_of(request.query.get("lang", ""))
            whole = _CODE.match(request.match_info["code"])
            try:
                is_ours, is_too_much = (
                    self.gate.is_ours(request),
                    self.gate.is_too_much(budget, self.gate.place_of(request)),
                )
                if is_too_much and takes and is_ours:
                    # Many of one company come from one place: what was typed is not to be typed again.
                    fields = await form_of(request, MOST_FIELDS)
                    language = self.written.language_of(fields.get("language", language))
                    return self._again(language, fields, "hr-too-many", 429)
                if is_too_much:
                    return self._told(language, "hr-too-many", 429)
                if takes and not is_ours:
                    return self._told(language, "hr-not-ours", 403)
                return await answer(request, whole[0] if whole else "", language)
            except NotTaken as refused:
                made = self._told(language, "hr-not-read", refused.status)
                if refused.status in (408, 413):
                    # What is still to come of it is not read.
                    made.force_close()
                return made
            except (StorageTrouble, SealError):
                return self._told(language, "hr-trouble", 503)

        return endpoint

    async def show(self, request: web.Request, code: str, language: str) -> web.Response:
        """Show the form, or why there is none."""
        found = await self._look(code)
        if found.state is not LinkState.OPEN:
            return self._closed(language, found.state, found.answered_at)
        return self._html(self.written.form(language, found.name))

    async def _look(self, code: str) -> OpenedLink:
        now = self.clock.now()

        def read() -> OpenedLink:
            with self.store.reading() as tx:
                return look(tx, code, now)

        async with self._reading:
            return await asyncio.to_thread(read)

    async def take(self, request: web.Request, code: str, language: str) -> web.Response:
        """Take the answer, or show the form again with what is not right."""
        fields = await form_of(request, MOST_FIELDS)
        if SWITCH in fields:
            # Nothing is sent yet: what was typed goes on in another language.
            found, language = await self._look(code), self.written.language_of(fields[SWITCH])
            if found.state is LinkState.OPEN:
                return self._html(self.written.form(language, found.name, fields))
            return self._closed(language, found.state, found.answered_at, fields)
        language = self.written.language_of(fields.get("language", language))
        now = self.clock.now()
        try:
            done: EmployerReply = await self.writer.submit(Call(lambda batch: batch.employer.answer(code, fields, now)))
        except (StorageTrouble, SealError):
            # What was typed is not to be typed again.
            return self._again(language, fields, "hr-trouble", 503)
        if done.told is None:
            return self._closed(language, done.state, done.answered_at, fields)
        if done.told.problems:
            found = await self._look(code)
            return self._html(self.written.form(language, found.name, fields, done.told.problems), status=422)
        return self._told(language, "hr-thanks", 200)

    def _again(self, language: str, fields: Mapping[str, str], key: str, status: int) -> web.Response:
        return self._html(self.written.form(language, "", fields, {TROUBLE: Text(key)}), status)

    def _closed(
        self, language: str, state: LinkState, answered_at: int, fields: Mapping[str, str] | None = None
    ) -> web.Response:
        """Say why there is no form; to who filled it in, with what they typed, which is to be had again."""
        if state is LinkState.ANSWERED:
            # Who pressed twice must see that it was their own answer that came first.
            at = datetime.fromtimestamp(answered_at, self.zone)
            when: dict[str, Arg] = {"day": at.date(), "time": f"{at:%H:%M}"}
            return self._told(language, "hr-answered", 410, when, fields)
        return self._told(language, "hr-gone" if fields is None else "hr-late", 404, fields=fields)

    def _told(
        self,
        language: str,
        key: str,
        status: int,
        args: Mapping[str, Arg] = _NO_ARGS,
        fields: Mapping[str, str] | None = None,
    ) -> web.Response:
        return self._html(self.written.told(language, key, args, fields or {}), status)

    def _html(self, text: str, status: int = 200) -> web.Response:
        headers = self.gate.headers_of_a_page(POLICY)
        if status in (429, 503):
            headers["Retry-After"] = str(RETRY_SECONDS)
        return web.Response(status=status, text=text, content_type="text/html", charset="utf-8", headers=headers)


__all__ = ["EmployerSite"]
