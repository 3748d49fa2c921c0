"""What is at the addresses of the desk. Whoever asks is looked for among those who are signed in, and what they may do
is found out for each request, as for each press in the group; a page of `PAGES` says which role it needs.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from aiohttp import web

from bot.errors import SealError, StorageTrouble
from bot.office.web import sessions
from bot.office.web.entering import Entering
from bot.office.web.pages import HOME, PAGES, is_page
from bot.office.web.parts import DeskParts
from bot.office.web.render import DeskTemplates
from bot.office.web.sessions import COOKIE, KEPT_SECONDS, WANTED_COOKIE, WANTED_SECONDS, DeskSessions
from bot.office.web.visit import DeskFile, DeskPage, Go, PageAnswer, PostedForm, ShownPage, StaffVisit
from bot.receiving.budget import Allowance, Budget
from bot.receiving.server import Endpoint
from bot.turns.desk import DeskSession
from bot.web.forms import NotTaken, form_of
from bot.web.guard import WebGate
from bot.web.tokens import cookie, host_name, token_in, value_in
from dialogs.desk.rights import MEMBER
from dialogs.messages import Text

log = logging.getLogger(__name__)
# Of one place on the network; a whole office may share one.
REQUESTS = Allowance(at_once=300, a_second=5.0, reopens=100)
MOST_FIELDS = 200
RETRY_SECONDS = 10


class DeskSite:
    """Implements `bot.receiving.server.Site`. `proxies` are the networks of those that stand before us."""

    def __init__(self, parts: DeskParts, proxies: tuple[str, ...] = ()) -> None:
        self.parts = parts
        self.gate = WebGate(parts.base, proxies)
        self.templates = DeskTemplates(parts.words, parts.office, self.gate, PAGES)
        self.sessions = DeskSessions(parts.writer, parts.clock.now)
        self.entering = Entering(parts)
        self.requests = Budget(parts.clock.monotonic, REQUESTS)
        self.cookie = host_name(COOKIE, secure=self.gate.is_secure)
        self.wanted = host_name(WANTED_COOKIE, secure=self.gate.is_secure)

    @property
    def pages(self) -> Mapping[str, Endpoint]:
        """What can be read."""
        found = {
            "/desk": self._kindly(self.home),
            "/desk/enter/{token}": self._kindly(self.offer),
            "/desk/left": self._kindly(self.left),
        }
        found |= {page.path: self._kindly(partial(self.show, page)) for page in PAGES if page.show is not None}
        return {**found, "/desk/{rest:.*}": self._kindly(self.asset)}

    @property
    def endpoints(self) -> Mapping[str, Endpoint]:
        """What takes what is posted."""
        found = {
            "/desk/enter/{token}": self._kindly(self.enter, takes=True),
            "/desk/leave": self._kindly(self.leave, takes=True),
        }
        return found | {
            page.path: self._kindly(partial(self.take, page), takes=True) for page in PAGES if page.take is not None
        }

    # --- what all have in common ----------------------------------------------------------------------------------

    def _kindly(
        self, answer: Callable[[web.Request], Awaitable[web.StreamResponse]], *, takes: bool = False
    ) -> Endpoint:
        async def endpoint(request: web.Request) -> web.StreamResponse:
            try:
                if self.gate.is_too_much(self.requests, self.gate.place_of(request)):
                    raise NotTaken(429, "desk-too-many")
                if takes and not self.gate.is_ours(request):
                    raise NotTaken(403, "desk-not-ours")
                return await answer(request)
            except NotTaken as refused:
                return self.refuse(refused)
            except StorageTrouble:
                return self.refuse(NotTaken(503, "desk-trouble"))
            except web.HTTPException:
                raise
            except SealError:
                return self.refuse(NotTaken(500, "desk-damaged"))
            except Exception as error:  # its kind alone: the words could hold what a client typed
                log.error("a page of the desk could not be answered (%s)", type(error).__name__)
                return self.refuse(NotTaken(500, "desk-failed"))

        return endpoint

    def refuse(
        self, refused: NotTaken, visit: StaffVisit | None = None, told: Text | None = None, unsent: str = ""
    ) -> web.Response:
        """Say why something is not taken, and what to do; `unsent` is a message that must not be lost by it."""
        # What the chat says of forms holds here as well.
        key = refused.key.replace("web-", "desk-", 1)
        shown = ShownPage(
            "told.html", {"title": f"{key}.title", "what": told or Text(key), "unsent": unsent}, refused.status
        )
        answer = self.templates.respond(shown, visit, partial(self._proof, visit))
        if refused.status in (429, 503):
            answer.headers["Retry-After"] = str(RETRY_SECONDS)
        if refused.status in (408, 413):
            answer.force_close()
        return answer

    @staticmethod
    def _proof(visit: StaffVisit | None) -> str:
        return "" if visit is None else sessions.proof(visit.session)

    async def _session(self, request: web.Request) -> DeskSession | None:
        token, now = token_in(request, self.cookie), self.parts.clock.now()
        if token is None:
            return None
        return await self.parts.looked(lambda batch: sessions.found_by(batch.tx, token, now))

    async def visit(self, request: web.Request, session: DeskSession, *, takes: bool) -> StaffVisit:
        """Find out what who is signed in may do. Raises `NotTaken` where that is nothing (any more)."""
        rights = await self.parts.desk.rights_elsewhere(session.by, anew=takes)
        if not rights.is_checked:
            raise NotTaken(503, "desk-cannot-tell")
        if not rights.may(MEMBER):
            await self.sessions.end_all(session.by)
            raise NotTaken(403, "desk-not-of-staff")
        by = self.parts.desk.called(session.by)
        return StaffVisit(request, self.parts, session, by, rights, self.parts.clock.now())

    def _give(self, answer: web.StreamResponse, token: str) -> None:
        answer.headers.add("Set-Cookie", cookie(self.cookie, token, KEPT_SECONDS, *self._flags))

    @property
    def _flags(self) -> tuple[str, ...]:
        return ("Secure", "SameSite=Lax") if self.gate.is_secure else ("SameSite=Lax",)

    def _sign_in_first(self, request: web.Request) -> web.StreamResponse:
        """Say how to sign in; the page that was asked for is the one that they land on."""
        answer = self.refuse(NotTaken(401, "desk-sign-in"))
        path = request.path.removeprefix(self.gate.path)
        if is_page(path):
            answer.headers.add("Set-Cookie", cookie(self.wanted, path, WANTED_SECONDS, *self._flags))
        return answer

    def _wanted(self, request: web.Request) -> str:
        """Return the page that was asked for before signing in; whatever a cookie says, it is one of ours."""
        path = value_in(request, self.wanted)
        return path if is_page(path) else HOME

    def _go(self, path: str) -> web.Response:
        headers = {**self.gate.headers_of_a_page("default-src 'none'"), "Location": f"{self.gate.path}{path}"}
        return web.Response(status=303, headers=headers)

    def _answer(self, visit: StaffVisit, answer: PageAnswer) -> web.StreamResponse:
        if isinstance(answer, Go):
            return self._go(answer.path)
        if isinstance(answer, DeskFile):
            headers = {
                **self.gate.headers_of_a_file(),
                "Content-Disposition": f'attachment; filename="{answer.name}"',
            }
            return web.Response(body=answer.content, content_type=answer.kind, headers=headers)
        return self.templates.respond(answer, visit, partial(self._proof, visit))

    # --- the pages ------------------------------------------------------------------------------------------------

    async def show(self, page: DeskPage, request: web.Request) -> web.StreamResponse:
        """Show a page to whoever may see it."""
        session = await self._session(request)
        if session is None:
            return self._sign_in_first(request)
        visit = await self.visit(request, session, takes=False)
        if not visit.rights.may(page.needs):
            return self.refuse(NotTaken(403, "desk-needs-more"), visit, visit.rights.refusal(page.needs))
        assert page.show is not None, "nothing else is at this address"
        try:
            answer = self._answer(visit, await page.show(visit))
        except NotTaken as refused:
            return self.refuse(refused, visit)
        token = await self.sessions.used(visit.session, may_change=True)
        if token is not None:
            self._give(answer, token)
        return answer

    async def take(self, page: DeskPage, request: web.Request) -> web.StreamResponse:
        """Take what is posted to a page, from whoever may, by a form that was shown to them."""
        session = await self._session(request)
        try:
            if session is None:
                raise NotTaken(401, "desk-sign-in")
            visit = await self.visit(request, session, takes=True)
        except NotTaken as refused:
            fields = await form_of(request, MOST_FIELDS)
            return self.refuse(refused, unsent=fields.get("write", "").strip())
        if not visit.rights.may(page.needs_to_take):
            return self.refuse(NotTaken(403, "desk-needs-more"), visit, visit.rights.refusal(page.needs_to_take))
        assert page.take is not None, "nothing else is at this address"
        try:
            form = await self._form(visit, request)
            answer = self._answer(visit, await page.take(visit, form))
        except NotTaken as refused:
            return self.refuse(refused, visit)
        await self.sessions.used(visit.session, may_change=False)
        return answer

    async def _form(self, visit: StaffVisit, request: web.Request) -> PostedForm:
        fields = await form_of(request, MOST_FIELDS)
        key = sessions.key_in(visit.session, fields.get("proof", ""))
        if key is None:
            raise NotTaken(403, "desk-not-ours")
        return PostedForm(fields, key)

    async def home(self, request: web.Request) -> web.StreamResponse:
        """Lead to the first page, or say how to sign in."""
        if await self._session(request) is None:
            return self.templates.respond(ShownPage("sign_in.html"), None)
        return self._go(HOME)

    async def asset(self, request: web.Request) -> web.StreamResponse:
        """Send the style."""
        found = self.templates.assets.get(request.match_info["rest"])
        if found is None:
            raise NotTaken(404, "desk-gone")
        kind, content = found
        headers = self.gate.headers_of_an_asset(for_others=False)
        answer = web.Response(body=content, content_type=kind, charset="utf-8", headers=headers)
        answer.enable_compression()
        return answer

    # --- signing in and out ---------------------------------------------------------------------------------------

    async def offer(self, request: web.Request) -> web.StreamResponse:
        """Show the button by which a link is used: programs look at links by themselves."""
        return self.templates.respond(await self.entering.offer(request.match_info["token"]), None)

    async def enter(self, request: web.Request) -> web.StreamResponse:
        """Use a link up, for whoever types what only its member was shown."""
        fields = await form_of(request)
        entered = await self.entering.enter(request.match_info["token"], fields.get("code", ""))
        if isinstance(entered, ShownPage):
            return self.templates.respond(entered, None)
        # Whoever was signed in here before is so no more, were it the same person.
        before = await self._session(request)
        if before is not None:
            await self.sessions.end(before)
        answer = self._go(self._wanted(request))
        self._give(answer, entered)
        answer.headers.add("Set-Cookie", cookie(self.wanted, "", 0, *self._flags))
        return answer

    async def leave(self, request: web.Request) -> web.StreamResponse:
        """Sign out."""
        fields = await form_of(request)
        session = await self._session(request)
        if session is not None and sessions.key_in(session, fields.get("proof", "")) is not None:
            await self.sessions.end(session)
        answer = self._go("/desk/left")
        self._give(answer, "")
        return answer

    async def left(self, _request: web.Request) -> web.StreamResponse:
        """Say that somebody signed out."""
        return self.templates.respond(
            ShownPage("told.html", {"title": "desk-left.title", "what": Text("desk-left"), "unsent": ""}), None
        )


__all__ = ["DeskSite"]
