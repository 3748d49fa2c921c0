"""The staff's page by itself, at an address of this machine, with browsers that run no script."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import aiohttp
from aiohttp.test_utils import TestServer, unused_port

from bot.app import Core, build_core
from bot.clock import Clock
from bot.delivery.handles import Handles
from bot.delivery.post import Post
from bot.office.commands import Asked
from bot.office.desk import OfficeDesk
from bot.office.group import StaffChat
from bot.office.pressing import press
from bot.office.roster import CannotTell, Roster
from bot.office.web.parts import DeskParts
from bot.office.web.site import DeskSite
from bot.receiving.server import make_server
from bot.settings import Settings
from bot.turns.acts import Delivered
from bot.turns.ledger import Call
from bot.turns.writer import Writer
from dialogs.desk.matter import LeadRecord, Member
from dialogs.desk.rights import Rights, Role
from dialogs.office import LANGUAGE_OF_STAFF
from tests.e2e.booking.offices import with_bookings
from tests.support import ANSWERS, SettableClock, Talk

GROUP = -1001234
LEADS, SATO, STRANGER = Member("900", "五十嵐"), Member("901", "佐藤"), Member("666", "Eve")


@dataclass
class Book:
    """Who is in the group; `silent` where it does not say."""

    leading: list[Member] = field(default_factory=lambda: [LEADS])
    inside: list[Member] = field(default_factory=lambda: [LEADS, SATO])
    silent: bool = False

    async def administrators(self, chat: int) -> Sequence[Member]:
        """Who leads."""
        if self.silent:
            raise CannotTell
        return [one for one in self.leading if one in self.inside]

    async def is_inside(self, chat: int, member: Member) -> bool:
        """Who is in it."""
        if self.silent:
            raise CannotTell
        return any(member.is_same(one) for one in self.inside)

    async def is_known_inside(self, chat: int, member: Member) -> bool:
        """Who is in it."""
        return await self.is_inside(chat, member)


class Page(HTMLParser):
    """A page as somebody reads it: its title, its text, its forms with their hidden fields, its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.title, self.text = "", ""
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self._open: list[str] = []
        self._button: tuple[str, str] | None = None
        self._said, self._href = "", ""
        self.feed(html)
        assert not self._open, f"left open: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get")))
        elif tag in ("input", "select", "textarea") and self.forms and given.get("name"):
            self.forms[-1].fields[given["name"]] = given.get("value", "")
        elif tag == "button":
            self._button, self._said = (given.get("name", ""), given.get("value", "")), ""
        elif tag == "a":
            self._href, self._said = given["href"], ""
        if tag not in ("br", "input", "img", "meta", "link", "hr"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        began = self._open.pop()
        assert began == tag, f"{began} ends with {tag}"
        if tag == "button" and self._button is not None:
            self.forms[-1].buttons.append((*self._button, self._said.strip()))
            self._button = None
        elif tag == "a":
            self.links.append((self._said.strip(), self._href))

    def handle_data(self, data: str) -> None:
        self._said += data
        if "title" in self._open:
            self.title += data
        if "main" in self._open:
            self.text += data


@dataclass
class Form:
    """A form: where it goes, its fields as they stand, its buttons as (name, value, label)."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass
class Browser:
    """Somebody's browser. `headers` are what it says of itself beside the usual."""

    session: aiohttp.ClientSession
    base: str
    page: Page = field(default_factory=lambda: Page(""))
    status: int = 0
    path: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    async def open(self, path: str) -> Page:
        """Open a page."""
        async with self.session.get(path if path.startswith("http") else f"{self.base}{path}") as answer:
            return await self._read(answer)

    async def post(self, path: str, fields: dict[str, str], **headers: str) -> Page:
        """Post a form, as a browser does from a page of ours."""
        given = {"Origin": self.base, "Sec-Fetch-Site": "same-origin", **headers}
        given = {name.replace("_", "-"): value for name, value in given.items() if value}
        async with self.session.post(f"{self.base}{path}", data=fields, headers=given) as answer:
            return await self._read(answer)

    async def _read(self, answer: aiohttp.ClientResponse) -> Page:
        self.status, self.headers, self.path = answer.status, dict(answer.headers), answer.url.path_qs
        self.page = Page(await answer.text())
        return self.page

    def button(self, label: str) -> tuple[Form, str, str]:
        """The first button that says this."""
        for form in self.page.forms:
            for name, value, said in form.buttons:
                if label in said:
                    return form, name, value
        raise AssertionError(f"no button says {label!r}: {[form.buttons for form in self.page.forms]}")

    async def press(self, label: str, **typed: str) -> Page:
        """Press the first button that says this, with what was typed into fields of its form."""
        form, name, value = self.button(label)
        fields = {**form.fields, **({name: value} if name else {}), **typed}
        return await self.post(form.action or self.path, fields)


@dataclass
class Bench:
    """The page, running."""

    core: Core
    clock: SettableClock
    writer: Writer
    desk: OfficeDesk
    book: Book
    site: DeskSite
    base: str
    updates: int = 0

    @asynccontextmanager
    async def browser(self) -> AsyncIterator[Browser]:
        """A browser of its own."""
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            yield Browser(session, self.base)

    @asynccontextmanager
    async def signed_in(self, by: Member = LEADS) -> AsyncIterator[Browser]:
        """A browser in which somebody is signed in."""
        async with self.browser() as browser:
            await self.sign_in(browser, by)
            yield browser

    async def sign_in(self, browser: Browser, by: Member = LEADS) -> None:
        """Sign in."""
        link, mark = await self.ask(by)
        await browser.open(link)
        await browser.press("サインイン", code=await self.code(mark, by))
        assert (browser.status, browser.path) == (200, "/desk/leads")

    async def rights(self, by: Member, needs: Role = "member") -> Rights:
        """What somebody may do in the group."""
        return await self.desk.rights(by, is_anonymous=False, needs=needs)

    async def command(self, by: Member, text: str) -> Post:
        """Send a command in the group; returns what is answered."""
        self.updates += 1
        name, _, rest = text.removeprefix("/").partition(" ")
        before = {post.id for post in self.posts()}
        await self.desk.answer(name, Asked(self.updates, None, rest, by, await self.rights(by)))
        [answer] = [post for post in self.posts() if post.id not in before]
        return answer

    async def ask(self, by: Member) -> tuple[str, str]:
        """Ask for a link; returns it, and what the button beside it carries."""
        says = (await self.command(by, "/desk")).says
        link = re.search(r"http\S+", self.core.words.plain(LANGUAGE_OF_STAFF, says.lines[0]))
        assert link is not None
        return link[0], says.rows[0][0].data

    async def press(self, data: str, by: Member) -> str:
        """Press a button in the group; returns what whoever pressed is shown."""
        self.updates += 1
        told = await press(self.desk, self.updates, data, by, None, self.rights)
        return "" if told is None else self.desk.say(told)

    async def code(self, mark: str, by: Member) -> str:
        """What the button beside a link shows."""
        found = re.search(r"[0-9]{3} [0-9]{3}", await self.press(mark, by))
        assert found is not None
        return found[0]

    def waiting(self) -> list[Post]:
        """What waits to be sent."""
        with self.core.ledger.store.reading() as tx:
            return list(tx.waiting())

    def posts(self) -> list[Post]:
        """What waits to be sent to the group."""
        return [post for post in self.waiting() if post.channel == "office"]

    def record(self, number: int) -> LeadRecord:
        """A lead as the desk keeps it."""
        with self.core.ledger.store.reading() as tx:
            found = tx.lead_numbered(number)
        assert found is not None
        return found.record

    def audit(self, number: int) -> list[tuple[str, str]]:
        """What was recorded of a lead, or of none: the acts, and by whom."""
        with self.core.ledger.store.reading() as tx:
            owner = tx.lead_owner(number)
            recorded = tx.audit_of_erased(number) if owner is None else tx.audit_of(owner)
        return [(one.act, one.by.name) for one in recorded]

    def arrive(self, made: str, number: str, handle: str = "") -> None:
        """Have a post arrive, found by its handle, that makes a message (or a topic) of this number."""
        post = next(post for post in self.waiting() if post.handle == (handle or made))
        delivery = Delivered(post, {made: number}, self.clock().timestamp())
        self.core.ledger.do(Call(lambda batch: batch.tx.delivered(delivery)))

    def told(self) -> list[str]:
        """The keys of what the group is told."""
        return [post.payload["say"]["lines"][0]["key"] for post in self.posts() if post.kind == "reply"]

    def client(self, chat: str = "1001", **answers: str) -> Talk:
        """Somebody who sends their card to the office."""
        talk = Talk(self.core, chat, clock=self.clock)
        talk.go_to("handed_off", {**ANSWERS, **answers})
        return talk


@asynccontextmanager
async def bench(folder: Path, *sections: str) -> AsyncIterator[Bench]:
    """A desk at an address of this machine; with `sections` in its profile."""
    port = unused_port()
    base = f"http://127.0.0.1:{port}"
    given = {"INTAKE_DATABASE": f"sqlite:///{folder}/intake.db", "INTAKE_PUBLIC_URL": base}
    if sections:
        given["INTAKE_OFFICE"] = str(with_bookings(folder, *sections))
    made = build_core(Settings.load(given, folder))
    clock, book = SettableClock(), Book()
    times = Clock(now=lambda: clock(), monotonic=lambda: clock().timestamp())
    writer = Writer(made.ledger)
    writer.start()
    roster = Roster(made.office.staff, book, times.now)
    desk = OfficeDesk(writer, made.words, StaffChat(GROUP), Handles(), roster, now=times.now)
    channels = made.ledger.outbox_channels
    parts = DeskParts(desk, made.ledger.store, writer, made.dialogue, made.words, times, base, channels)
    site = DeskSite(parts)
    server = TestServer(make_server(site.endpoints, site.pages), host="127.0.0.1", port=port)
    await server.start_server()
    try:
        yield Bench(made, clock, writer, desk, book, site, base)
    finally:
        await server.close()
        writer.stop()
        made.database.close()


__all__ = ["GROUP", "LEADS", "SATO", "STRANGER", "Bench", "Book", "Browser", "Form", "Page", "bench"]
