"""Somebody with a browser that runs no script: it follows links, fills in forms and keeps cookies, and nothing else."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import aiohttp

from bot.run import Runner
from tests.bot.test_webhook import free_port, until_open
from tests.e2e.booking.offices import RULE, STAFF
from tests.e2e.staff import USUAL
from tests.e2e.world import World, make_world

SITE = "https://www.example.jp"
WEB = f'\n[web]\nsites = ["{SITE}"]\n'


@dataclass
class Form:
    """A form of a page: where it goes, its hidden fields, its buttons as (name, value, label), where words go."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)
    typed: str = ""
    enctype: str = ""
    id: str = ""


@dataclass
class Item:
    """One thing of the log."""

    at: int
    side: str
    language: str
    text: str = ""


class Read(HTMLParser):
    """A page as it is read: its forms, its links, its log, and what is asked."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.pictures: list[str] = []
        self.items: list[Item] = []
        self.legend, self.about, self.text, self.title = "", "", "", ""
        self.language = ""
        self._open: list[tuple[str, Mapping[str, str]]] = []
        self._button: tuple[str, str] | None = None
        self._label, self._href, self._said, self._belongs = "", "", "", ""
        self.feed(html)
        assert not self._open, f"left open: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given["lang"]
        elif tag == "form":
            self.forms.append(Form(given["action"], enctype=given.get("enctype", ""), id=given.get("id", "")))
        elif tag == "input" and given.get("type") == "hidden":
            self.forms[-1].fields[given["name"]] = given["value"]
        elif tag in ("input", "textarea") and given.get("name") == "text":
            self.forms[-1].typed = "text"
        elif tag == "button":
            self._button, self._label = (given.get("name", ""), given.get("value", "")), ""
            self._belongs = given.get("form", "")
        elif tag == "a":
            self._href, self._said = given["href"], ""
        elif tag == "img":
            self.pictures.append(given["src"])
        elif tag == "li":
            self.items.append(Item(int(given["data-at"]), given["class"], given["lang"]))
        if tag == "br":
            self.handle_data("\n")
        if tag not in ("br", "input", "img", "meta", "link"):
            self._open.append((tag, given))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"{tag} ends and never began"
        began, _ = self._open.pop()
        assert began == tag, f"{began} ends with {tag}"
        if tag == "button" and self._button is not None:
            owner = next(form for form in reversed(self.forms) if not self._belongs or form.id == self._belongs)
            owner.buttons.append((*self._button, self._label.strip()))
            self._button = None
        elif tag == "a":
            self.links.append((self._said.strip(), self._href))
        if tag in ("p", "li", "legend"):
            self.handle_data("\n")

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        ids = [given.get("id") for _, given in self._open]
        hidden = any("unseen" in given.get("class", "") for _, given in self._open)
        self._label += data
        self._said += data
        if "title" in tags:
            self.title += data
        if "main" in tags:
            self.text += data
        if "li" in tags and not ("button" in tags and not self._belongs) and not hidden:
            self.items[-1].text += data
        if "question" in ids:
            self.legend += data
        if "about" in ids:
            self.about += data

    @property
    def asked(self) -> str:
        """What is asked now, with all that stands beside it."""
        return f"{self.legend}\n{self.about}"

    def buttons(self) -> list[tuple[Form, str, str, str]]:
        """Every button: its form, name, value and label."""
        return [(form, *button) for form in self.forms for button in form.buttons]


class Refusal(AssertionError):
    """A page that says why something was not taken."""


@dataclass
class Visitor:
    """A browser at the chat's address. `headers` are what it says of itself."""

    session: aiohttp.ClientSession
    base: str
    framed: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    page: Read = field(default_factory=lambda: Read(""))
    status: int = 0
    answer_headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def query(self) -> str:
        return "?framed=1" if self.framed else ""

    async def open(self, path: str = "/chat") -> Read:
        """Open a page."""
        url = path if path.startswith("http") else f"{self.base}{path}"
        url += self.query if "?" not in url else ""
        async with self.session.get(url, headers=self.headers) as answer:
            return await self._read(answer)

    async def post(self, path: str, data: Any, **headers: str) -> Read:
        """Post a form, as a browser does from a page of ours."""
        given = {"Origin": self.base, "Sec-Fetch-Site": "same-origin", **self.headers, **headers}
        given = {name: value for name, value in given.items() if value}
        async with self.session.post(f"{self.base}{path}", data=data, headers=given) as answer:
            return await self._read(answer)

    async def _read(self, answer: aiohttp.ClientResponse) -> Read:
        self.status, self.answer_headers = answer.status, answer.headers
        text = await answer.text()
        if answer.content_type == "text/html":
            self.page = Read(text)
        return self.page

    async def get(self, path: str) -> tuple[int, Mapping[str, str], bytes]:
        """Fetch something that is no page."""
        async with self.session.get(f"{self.base}{path}", headers=self.headers) as answer:
            return answer.status, answer.headers, await answer.read()

    async def begin(self, language: str = "English", path: str = "/chat") -> Read:
        """Open the chat and begin in a language."""
        await self.open(path)
        return await self.press(language)

    async def press(self, label: str) -> Read:
        """Press the last button whose label holds these words."""
        found = [one for one in self.page.buttons() if label in one[3]]
        assert found, f"no button says {label!r}: {[one[3] for one in self.page.buttons()]}"
        form, name, value, _ = found[-1]
        return await self.post(form.action, {**form.fields, **({name: value} if name else {})})

    async def choose(self, action: str) -> Read:
        """Press the last button with this action."""
        found = [one for one in self.page.buttons() if one[1] == "press" and one[2].endswith(f".{action}")]
        assert found, f"no button does {action!r}: {[one[2] for one in self.page.buttons()]}"
        form, name, value, _ = found[-1]
        return await self.post(form.action, {**form.fields, name: value})

    async def type(self, text: str) -> Read:
        """Type something and send it."""
        form = next(form for form in self.page.forms if form.typed and not form.enctype)
        return await self.post(form.action, {**form.fields, form.typed: text})

    async def upload(self, name: str, content: bytes) -> Read:
        """Send a file."""
        form = next(form for form in self.page.forms if form.enctype)
        data = aiohttp.FormData()
        for key, value in form.fields.items():
            data.add_field(key, value)
        data.add_field("file", content, filename=name, content_type="text/html")
        return await self.post(form.action, data)

    def place(self) -> str:
        """The name of what is asked, as its buttons tell."""
        presses = [value for _, name, value, _ in self.page.buttons() if name == "press"]
        return presses[-1].partition(".")[0] if presses else ""

    async def interview(self, answers: Mapping[str, str | list[str]], until: str) -> Read:
        """Answer every question until that is asked; what is not named is left open."""
        whole = {**USUAL, **answers}
        for _ in range(90):
            place = self.place()
            if place == until:
                return self.page
            given = whole.get(place.removeprefix("r/").replace("short", "result"))
            several: list[str | None] = [given] if isinstance(given, str) else [*given] if given else [None]
            for one in several:
                await self._answer(place, one)
        raise AssertionError(f"never came to {until}, but to {self.place()}: {self.page.asked}")

    async def _answer(self, place: str, given: str | None) -> None:
        actions = [value.split(".", 2)[2] for _, name, value, _ in self.page.buttons() if name == "press"]
        if given is not None and given in actions:
            await self.choose(given)
        elif given is not None and not given.startswith(("a:", "on:")):
            await self.type(given)
        else:
            for action in ("unknown", "skip", "a:no", "done", "ok", "no"):
                if action in actions:
                    await self.choose(action)
                    return
            raise AssertionError(f"nothing to press at {place}: {actions}")


@dataclass
class Website:
    """A running service with a chat on the website."""

    world: World
    service: Runner
    base: str

    @asynccontextmanager
    async def visitor(self, *, framed: bool = False, **headers: str) -> AsyncIterator[Visitor]:
        """A browser of its own."""
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar) as session:
            yield Visitor(session, self.base, framed, {name.replace("_", "-"): text for name, text in headers.items()})

    async def settled(self) -> None:
        """Everything said has been handled, and every answer delivered."""
        await self.world.settled(self.service)


def profile(folder: Path, *sections: str) -> Path:
    """The profile of the example office with a chat on its website."""
    path = folder / f"office-{secrets.token_hex(4)}.toml"
    example = files("bot").joinpath("offices", "tsubakuro.toml").read_text(encoding="utf-8")
    path.write_text(example + "\n".join(sections or (RULE, STAFF)) + WEB, encoding="utf-8")
    return path


@asynccontextmanager
async def website(folder: Path, *sections: str, **changes: object) -> AsyncIterator[Website]:
    """A service with a chat on the website."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    given: dict[str, Any] = {"port": port, "public_url": base, "office": profile(folder, *sections), **changes}
    async with make_world(folder, **given) as world, world.service() as service:
        await until_open(port)
        yield Website(world, service, base)
