"""What is at the addresses of the chat: each page, and what takes what is posted there.

Nothing is kept of who only looks, but that somebody did: they are stored once they press "begin". Whatever is wrong
with a request ends in a page that says what to do.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot.channels.channel import ChannelParts
from bot.channels.web.acting import Acting, new_key
from bot.channels.web.arrivals import COPIED, Arrivals
from bot.channels.web.entrance import FIELD, PATH, Entrance
from bot.channels.web.forms import NotTaken, file_of, form_of
from bot.channels.web.guard import Guard
from bot.channels.web.kept import ReadyPage, ReadyPages
from bot.channels.web.live import Live
from bot.channels.web.looking import Looks
from bot.channels.web.pages import Templates, wanted
from bot.channels.web.scene import Outcome
from bot.channels.web.sessions import KnownBrowser, Sessions, SignedIn, is_over, signed_in, signed_in_by
from bot.channels.web.still import KEY
from bot.channels.web.streams import Stream, Streams
from bot.channels.web.tokens import cookie, id_of, is_token, token_in
from bot.channels.web.view import View, WebPage
from bot.errors import StorageTrouble
from bot.receiving.server import REST, Endpoint
from bot.turns.acts import Turned
from bot.turns.backups import backed_up_until
from bot.turns.ports import Transaction
from bot.turns.website import WebGlance, WebSession
from bot.words.words import languages
from dialogs.office import today

log = logging.getLogger(__name__)
RETRY_SECONDS = 10
SCRIPT_HEADER = "X-Intake"
METHODS = ("GET", "HEAD", "POST")


@dataclass(frozen=True, slots=True)
class Visit:
    """A request as pages need it: in which language, within a frame or not, by our script or not."""

    request: web.Request
    framed: bool
    by_script: bool
    language: str

    @property
    def query(self) -> str:
        """What keeps a page within its frame."""
        return "?framed=1" if self.framed else ""


Respond = Callable[[Visit], Awaitable[web.StreamResponse]]


class ChatSite:
    """Answers at <base>/chat."""

    def __init__(self, parts: ChannelParts, guard: Guard, streams: Streams, kept: ReadyPages) -> None:
        self.store, self.clock, self.office = parts.store, parts.clock, parts.office
        self.guard = guard
        self.streams = streams
        self.templates = Templates(parts.words, parts.office, guard, parts.commands)
        self.view = View(parts.words, parts.commands, parts.reception.channel)
        reception = parts.reception
        self.opened = parts.opened
        self.sessions = Sessions(reception.channel, reception.writer, parts.clock.now)
        self.acting = Acting(reception, parts.store, parts.clock, streams, self.view, parts.commands)
        self.looked = Looks(parts.store)
        self.live = Live(parts, guard, streams, self.view, self.templates, self.looked)
        self.entrance = Entrance(self)
        self.arrivals = Arrivals(self)
        self.kept = kept

    @property
    def pages(self) -> Mapping[str, Endpoint]:
        """What can be read."""
        return {
            "/chat": self._answers(self.chat),
            "/chat/": self._answers(self.chat),
            # Where something is posted, who comes by the address alone is led back.
            **dict.fromkeys(("/chat/begin", "/chat/send", "/chat/leave", COPIED), self._answers(self.back)),
            "/chat.js": self._answers(self.loader),
            PATH: self._answers(self.entrance.offer),
            "/chat/earlier": self._answers(self.earlier),
            "/chat/events": self._answers(self.events),
            "/chat/erased": self._answers(self.erased),
            "/chat/begun/{code}": self._answers(self.begun),
            "/chat/resume/{code}": self._answers(self.offer),
            "/chat/picture/{place}.png": self._answers(self.picture),
            "/chat/document/{place}": self._answers(self.document),
            "/chat/file/{place}": self._answers(self.file),
            "/chat/{rest:.*}": self._answers(self.asset),
            REST: self._answers(self.nothing),
        }

    @property
    def endpoints(self) -> Mapping[str, Endpoint]:
        """What takes what is posted."""
        return {
            "/chat": self._answers(self.act, takes=True),
            "/chat/": self._answers(self.act, takes=True),
            PATH: self._answers(self.entrance.enter, takes=True),
            "/chat/begin": self._answers(self.begin, takes=True),
            "/chat/send": self._answers(self.send, takes=True),
            "/chat/leave": self._answers(self.leave, takes=True),
            COPIED: self._answers(self.arrivals.sign_out_all, takes=True),
            "/chat/resume/{code}": self._answers(self.resume, takes=True),
        }

    # --- what all have in common ----------------------------------------------------------------------------------

    def _answers(self, answer: Respond, *, takes: bool = False) -> Endpoint:
        async def endpoint(request: web.Request) -> web.StreamResponse:
            header = request.headers.get("Accept-Language", "")
            is_framed = request.query.get("framed") == "1"
            asked = Visit(request, is_framed, request.headers.get(SCRIPT_HEADER) == "1", wanted(header))
            try:
                if self.guard.is_too_much(self.guard.requests, self.guard.place_of(request)):
                    raise NotTaken(429, "web-too-many")
                if takes and not self.guard.is_ours(request):
                    raise NotTaken(403, "web-not-ours")
                return await answer(asked)
            except NotTaken as refused:
                return self.refuse(asked, refused, language=await self._language_at(asked, refused))
            except StorageTrouble:
                return self.refuse(asked, NotTaken(503, "web-trouble"), language=self._remembered_language(asked))

        return endpoint

    def _remembered_language(self, asked: Visit) -> str:
        """Return the language of whom a browser acted for last; "" where that is not remembered."""
        token = self.token(asked)
        known = None if token is None else self.sessions.remembered(id_of(token))
        return "" if known is None else known.language

    async def _language_at(self, asked: Visit, refused: NotTaken) -> str:
        """Return the language of whom a browser acts for; whoever is refused for asking too much is not looked up."""
        language, token, now = self._remembered_language(asked), self.token(asked), self.clock.now()
        if language or token is None or refused.status in (401, 403, 429, 503):
            return language
        try:
            found = await self.looked(lambda tx: signed_in(tx, token, now))
        except StorageTrouble:
            return ""
        return "" if found is None else _language(found)

    def refuse(self, asked: Visit, refused: NotTaken, *, typed: str = "", language: str = "") -> web.Response:
        """Say why something is not taken, and what to do."""
        language = language or self.spoken(asked)
        if asked.by_script:
            told = self.templates.words_of(language, refused.key)
            answer = web.json_response(
                {"error": told}, status=refused.status, headers=self.guard.headers(framed=asked.framed)
            )
        else:
            answer = self.templates.told(refused.key, language, framed=asked.framed, status=refused.status, typed=typed)
        if refused.status in (429, 503):
            answer.headers["Retry-After"] = str(RETRY_SECONDS)
        if refused.status == 405:
            answer.headers["Allow"] = ", ".join(METHODS)
        if refused.status in (408, 413):
            # What is still to come of it is not read.
            answer.force_close()
        return answer

    def token(self, asked: Visit) -> str | None:
        """Return the token that the browser of a request brings."""
        return token_in(asked.request, framed=asked.framed, secure=self.guard.is_secure)

    def spoken(self, asked: Visit) -> str:
        """Return the language of a conversation, where it is remembered; else what the browser asks for."""
        token = self.token(asked)
        known = None if token is None else self.sessions.remembered(id_of(token))
        return asked.language if known is None else known.language

    async def who(self, asked: Visit) -> SignedIn | None:
        """Return who a request may act for."""
        token, now = self.token(asked), self.clock.now()
        found = None if token is None else await self.looked(lambda tx: signed_in(tx, token, now))
        if found is not None:
            await self.entrance.used(found.session)
        return found

    async def known(self, asked: Visit) -> SignedIn:
        """Return who a request may act for. Raises `NotTaken` where that is nobody."""
        found = await self.who(asked)
        if found is None:
            raise NotTaken(401, "web-ended")
        return found

    def go(self, asked: Visit, path: str, token: str | None = None) -> web.Response:
        """Lead to another page of ours; with a token the browser is given, "" takes it away."""
        location = f"{self.guard.path}{path}"
        headers = {**self.guard.headers(framed=asked.framed), "Location": location}
        answer = web.Response(status=303, headers=headers)
        self.give(asked, answer, token)
        return answer

    def give(self, asked: Visit, answer: web.StreamResponse, token: str | None) -> None:
        """Have a browser keep a token; "" has it forget."""
        if token is not None:
            answer.headers["Set-Cookie"] = cookie(token, framed=asked.framed, secure=self.guard.is_secure)

    # --- pages ----------------------------------------------------------------------------------------------------

    async def chat(self, asked: Visit) -> web.StreamResponse:
        """Show the chat; to whom it does not know the first page."""
        if "from" in asked.request.query and (told := await self.arrivals.with_a_code(asked)) is not None:
            return told
        token, now, age = self.token(asked), self.clock.now(), self.kept.age
        found = None if token is None else await self.looked(lambda tx: self._page(tx, id_of(token), now, asked.framed))
        if found is None:
            if (told := await self.arrivals.with_an_old_token(asked, token)) is not None:
                return told
            answer = self.start(asked)
            self.give(asked, answer, "" if token is not None else None)
            return answer
        self.kept.keep(found, age)
        # What is done there next needs nobody to be looked up.
        self.sessions.remember(found.session, found.language)
        await self.entrance.used(found.session)
        answer = self.templates.chat_again(found, new_key())
        self.give(asked, answer, await self.sessions.changed(found.session))
        return answer

    def _page(self, tx: Transaction, session_id: str, now: datetime, framed: bool) -> ReadyPage | None:
        """Return the page of a session, as it is kept where nothing has changed since; None where it is nobody's."""
        glance = tx.web_glance(session_id)
        kept = self.kept.of(session_id, framed=framed)
        if kept is not None and kept.glance == glance and not is_over(kept.session, now):
            return kept
        who = None if glance is None else signed_in_by(tx, session_id, now)
        if glance is None or who is None:
            return None
        return self._made(glance, who.session, self.view.whole(tx, who.person), framed)

    def _made(self, glance: WebGlance, session: WebSession, page: WebPage, framed: bool) -> ReadyPage:
        made = self.templates.fragments(page.language, framed=framed)
        said = {item.at: str(made.in_log(item, KEY)) for item in page.items}
        beside = (page.asked, page.field, page.earlier, page.has_request)
        return ReadyPage(glance, session, framed, page.language, said, *beside)

    def start(self, asked: Visit, *, signed: str = "", hint: str | None = None) -> web.Response:
        """Show the first page; to whom a messenger vouches for with what it `signed`."""
        request = asked.request
        source = request.query.get("from", "")[:64]
        chosen = request.query.get("lang", "") or hint or ""
        language = chosen if chosen in languages() else asked.language
        if self.opened is not None:
            self.opened.add(f"{today(self.office, self.clock.now()):%Y-%m}", language, source)
        names = self.templates.names()
        names.sort(key=lambda name: name[0] != language)
        return self.templates.respond(
            "start.html", language, framed=asked.framed, names=names, source=source, signed=signed
        )

    async def earlier(self, asked: Visit) -> web.StreamResponse:
        """Show what was said before."""
        who = await self.known(asked)
        given = asked.request.query.get("before", "")
        before = int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None
        page = await self.looked(lambda tx: self.view.whole(tx, who.person, before))
        return self.templates.chat(page, new_key(), framed=asked.framed, live=False)

    async def events(self, asked: Visit) -> web.StreamResponse:
        """Send what is new as it comes."""
        opened = await self._opened_for(asked)
        return await (self.live.over(asked.request) if opened is None else self.live.events(asked.request, opened))

    async def _opened_for(self, asked: Visit) -> Stream | None:
        """Return for whom a page is open: of them no more is held, as long as it is, than what names them."""
        who = await self.who(asked)
        if who is None:
            return None
        session = who.session
        return Stream(session.id, who.person.id, session.to, self.guard.place_of(asked.request), asked.framed)

    async def erased(self, asked: Visit) -> web.StreamResponse:
        """Say that everything was erased."""
        given = asked.request.query.get("lang", "")
        language = given if given in languages() else asked.language
        until = await self.looked(lambda tx: backed_up_until(tx, self.clock.now()))
        return self.templates.respond("erased.html", language, framed=asked.framed, until=until)

    async def picture(self, asked: Visit) -> web.StreamResponse:
        """Draw a score card."""
        return await self.live.picture(await self.known(asked), self._place(asked))

    async def document(self, asked: Visit) -> web.StreamResponse:
        """Send a file of ours."""
        return await self.live.document(await self.known(asked), self._place(asked))

    async def file(self, asked: Visit) -> web.StreamResponse:
        """Send a file that staff sent."""
        return await self.live.file(asked.request, await self.known(asked), self._place(asked))

    def _place(self, asked: Visit) -> int:
        given = asked.request.match_info["place"]
        if not (given.isascii() and given.isdigit() and len(given) < 19):
            raise NotTaken(404, "web-gone")
        return int(given)

    async def asset(self, asked: Visit) -> web.StreamResponse:
        """Send the script or the style."""
        found = self.templates.assets.get(asked.request.match_info["rest"])
        if found is None:
            raise NotTaken(404, "web-gone")
        kind, content = found
        headers = self.guard.headers_of_an_asset(for_others=False)
        return _compressed(web.Response(body=content, content_type=kind, charset="utf-8", headers=headers))

    async def back(self, asked: Visit) -> web.StreamResponse:
        """Lead to the chat."""
        return self.go(asked, f"/chat{asked.query}")

    async def nothing(self, asked: Visit) -> web.StreamResponse:
        """Say that there is nothing, or that nothing is done that way."""
        raise NotTaken(404 if asked.request.method in METHODS else 405, "web-gone")

    async def loader(self, asked: Visit) -> web.StreamResponse:
        """Send what opens the chat on a page of the office's website."""
        headers = self.guard.headers_of_an_asset(for_others=True)
        content = self.templates.loader
        return _compressed(web.Response(body=content, content_type="text/javascript", charset="utf-8", headers=headers))

    # --- what is posted -------------------------------------------------------------------------------------------

    async def begin(self, asked: Visit) -> web.StreamResponse:
        """Begin a conversation, in the language that was chosen."""
        fields = await form_of(asked.request)
        who = await self.who(asked)
        if who is not None:
            return self.go(asked, f"/chat{asked.query}")
        if self.guard.is_too_much(self.guard.beginnings, self.guard.place_of(asked.request)):
            raise NotTaken(429, "web-too-many")
        given = fields.get("language", "")
        language = given if given in languages() else asked.language
        to = self.acting.new_chat()
        token = await self.sessions.begin(to)
        await self.acting.begin(id_of(token), to, language, fields.get("source", "")[:64])
        now = self.clock.now()
        found = await self.looked(lambda tx: signed_in(tx, token, now))
        if found is None:
            raise NotTaken(503, "web-trouble")
        if signed := fields.get(FIELD, ""):
            await self.entrance.begun(found, signed)
        await self.acting.answered(found.session)
        code = await self.sessions.link(found.session)
        return self.go(asked, f"/chat/begun/{code}{asked.query}", token)

    async def begun(self, asked: Visit) -> web.StreamResponse:
        """See whether the browser kept its cookie; where it did not, offer a link to a page where it may."""
        code = asked.request.match_info["code"]
        if await self.who(asked) is not None:
            if is_token(code):
                await self.sessions.drop_link(code)
            return self.go(asked, f"/chat{asked.query}#now")
        if not is_token(code):
            raise NotTaken(404, "web-gone")
        return self.templates.respond("no_cookie.html", asked.language, framed=asked.framed, code=code)

    async def offer(self, asked: Visit) -> web.StreamResponse:
        """Show the button by which a link is used: programs look at links by themselves."""
        code = asked.request.match_info["code"]
        if not is_token(code):
            raise NotTaken(404, "web-gone")
        return self.templates.respond("resume.html", self.spoken(asked), framed=asked.framed, code=code)

    async def resume(self, asked: Visit) -> web.StreamResponse:
        """Use a link up: this browser may act for its person."""
        await form_of(asked.request)
        code = asked.request.match_info["code"]
        here = await self.who(asked)
        token = await self.sessions.by_link(code, here) if is_token(code) else None
        if token is None:
            raise NotTaken(410, "web-link-over")
        return await self.signed_in_by(asked, token)

    async def signed_in_by(self, asked: Visit, token: str) -> web.Response:
        """Give a browser the token of a new session, and see whether it keeps it."""
        now = self.clock.now()
        found = await self.looked(lambda tx: signed_in(tx, token, now))
        if found is None:
            raise NotTaken(410, "web-link-over")
        await self.acting.came_back(found)
        await self.acting.answered(found.session)
        code = await self.sessions.link(found.session)
        return self.go(asked, f"/chat/begun/{code}{asked.query}", token)

    async def leave(self, asked: Visit) -> web.StreamResponse:
        """End the session of this browser; what was answered stays."""
        await form_of(asked.request)
        who = await self.who(asked)
        if who is None:
            return self.go(asked, f"/chat{asked.query}", "")
        if await self.sessions.end(who.session):
            await self.acting.left(who.session.to)
        self.sessions.forget(who.session.id)
        self.streams.end_session(who.session.id)
        return self.go(asked, f"/chat?lang={_language(who)}{'&framed=1' if asked.framed else ''}", "")

    async def act(self, asked: Visit) -> web.StreamResponse:
        """Take a press, a typed answer or a command."""
        fields = await form_of(asked.request)
        who = await self._known(asked)
        typed = fields.get("text", "")
        if who is None:
            return self.refuse(asked, NotTaken(401, "web-ended"), typed=typed)
        erasing = fields.get("press", "").endswith(".forget") or fields.get("command") == "forget"
        try:
            if self.guard.is_too_much(self.guard.acts, who.to, erasing=erasing or typed.startswith("/forget")):
                raise NotTaken(429, "web-too-fast")
            turned = await self.acting.act(who, fields, self._has(asked, who, fields))
        except NotTaken as refused:
            if refused.status == 409:
                return await self._asks_now(asked, refused, fields)
            return self.refuse(asked, refused, typed=typed, language=who.language)
        return await self._respond(asked, who, turned, fields)

    async def _asks_now(self, asked: Visit, refused: NotTaken, fields: Mapping[str, str]) -> web.StreamResponse:
        """Show what is asked by now, with what was typed in its field and why it was not taken."""
        found = await self.known(asked)
        wrong = self.templates.words_of(_language(found), refused.key)
        if asked.by_script:
            text = await self.live.changes(found.person.id, _after(asked, fields) or 0, framed=asked.framed)
            headers = self.guard.headers(framed=asked.framed)
            return web.json_response({**json.loads(text), "error": wrong}, status=refused.status, headers=headers)
        page = await self.looked(lambda tx: self.view.whole(tx, found.person))
        typed = fields.get("text", "")
        return self.templates.chat(
            page, new_key(), framed=asked.framed, typed=typed, wrong=wrong, status=refused.status
        )

    async def _known(self, asked: Visit) -> KnownBrowser | None:
        """Return for whose chat a browser acts, as far as is remembered: a turn looks whether it still may."""
        token = self.token(asked)
        known = None if token is None else self.sessions.remembered(id_of(token))
        if known is not None:
            return known
        found = await self.who(asked)
        return None if found is None else self.sessions.remember(found.session, _language(found))

    async def send(self, asked: Visit) -> web.StreamResponse:
        """Take a file."""
        who = await self.known(asked)
        language = _language(who)
        if self.guard.is_too_much(self.guard.uploads, who.session.to):
            return self.refuse(asked, NotTaken(429, "web-too-fast"), language=language)
        try:
            async with self.acting.uploads.admit(self.guard.place_of(asked.request)):
                fields, upload = await file_of(asked.request)
                if upload is None:
                    raise NotTaken(400, "web-no-file")
                turned = await self.acting.send(who, fields, upload, _after(asked, fields))
        except NotTaken as refused:
            if refused.key == "web-file-unknown":
                await self.acting.unreadable(who)
            return self.refuse(asked, refused, language=language)
        return await self._respond(asked, self.sessions.remember(who.session, language), turned, fields)

    async def _respond(
        self, asked: Visit, who: KnownBrowser, turned: Turned | None, fields: Mapping[str, str]
    ) -> web.StreamResponse:
        """Respond with what came of an act."""
        outcome = None if turned is None or not isinstance(turned.shown, Outcome) else turned.shown
        if turned is not None and turned.is_barred:
            self.sessions.forget(who.id)
            return self.refuse(asked, NotTaken(401, "web-ended"), typed=fields.get("text", ""), language=who.language)
        if outcome is None:
            found = None if turned is not None and turned.erased else await self.who(asked)
            if found is None:
                return self._gone(asked, who)
            outcome = Outcome(found.session, _language(found), False, None)
        self.sessions.remember(outcome.session, outcome.language)
        await self.entrance.used(outcome.session)
        if not outcome.is_clear and not await self.acting.answered(outcome.session):
            return self._gone(asked, who)
        if not asked.by_script:
            self._keep_on(asked, who, outcome)
            return self.go(asked, f"/chat{asked.query}#now")
        person, after = outcome.session.person, _after(asked, fields) or 0
        if outcome.changes is None:
            text = await self.live.changes(person, after, framed=asked.framed)
        else:
            text = self.live.told(person, outcome.changes, after, framed=asked.framed)
        headers = self.guard.headers(framed=asked.framed)
        return web.Response(text=text, content_type="application/json", charset="utf-8", headers=headers)

    def _has(self, asked: Visit, who: KnownBrowser, fields: Mapping[str, str]) -> int | None:
        """Return up to which number the page has all; of one that is loaded anew what is kept of it."""
        if asked.by_script:
            self.kept.drop(who.id)
            return _after(asked, fields)
        kept = self.kept.of(who.id, framed=asked.framed)
        return None if kept is None else kept.glance.newest

    def _keep_on(self, asked: Visit, who: KnownBrowser, outcome: Outcome) -> None:
        """Keep a page that is about to be loaded anew, with what has changed there."""
        kept, changes, age = self.kept.of(who.id, framed=asked.framed), outcome.changes, self.kept.age
        self.kept.drop(who.id)
        if kept is None or changes is None or changes.after != kept.glance.newest:
            return
        glance = kept.glance._replace(version=outcome.version, newest=changes.last)
        changed = self._made(glance, kept.session, self.view.shown(changes), asked.framed)
        if not changes.has_gone and (page := kept.after(glance, changed)) is not None:
            self.kept.keep(page, age)

    def _gone(self, asked: Visit, who: KnownBrowser) -> web.StreamResponse:
        """Respond to whom nothing is left of: nobody acts for them any more."""
        self.sessions.forget(who.id)
        self.streams.end(who.to)
        goodbye = f"/chat/erased?lang={who.language}{'&framed=1' if asked.framed else ''}"
        if not asked.by_script:
            return self.go(asked, goodbye, "")
        headers = self.guard.headers(framed=asked.framed)
        answer = web.json_response({"go": f"{self.guard.path}{goodbye}"}, headers=headers)
        self.give(asked, answer, "")
        return answer


def _after(asked: Visit, fields: Mapping[str, str]) -> int | None:
    """The number up to which the page of a request has all; None where it is loaded anew."""
    after = fields.get("after", "")
    if not asked.by_script:
        return None
    return int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0


def _language(who: SignedIn) -> str:
    return who.person.conversation.language


def _compressed(answer: web.Response) -> web.Response:
    answer.enable_compression()
    return answer


__all__ = ["ChatSite"]
