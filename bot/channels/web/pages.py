"""The pages, of our templates: all that is put into them is escaped, and nothing of them is fetched elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.channels.web.fragments import Fragments
from bot.channels.web.guard import Guard
from bot.channels.web.kept import ReadyPage
from bot.channels.web.still import EARLIER, KEY, LAST, LOG, NOW
from bot.channels.web.view import WebPage
from bot.web.markup import Markup, escape
from bot.web.templates import assets, environment
from bot.words.values import language_name
from bot.words.words import SOURCE_LANGUAGE, Words, languages
from dialogs.messages import Arg, Text
from dialogs.office import Office

HERE = Path(__file__).parent
_ASSETS = (
    ("app.js", "text/javascript"),
    ("style.css", "text/css"),
    ("icon.svg", "image/svg+xml"),
    ("enter.js", "text/javascript"),
)
# What the menu offers, in its order.
MENU = (
    "result",
    "recheck",
    "book",
    "human",
    "reminders",
    "elsewhere",
    "language",
    "help",
    "privacy",
    "mydata",
    "forget",
)
# Pages of fewer bytes are packed sooner than a thread for it is found.
PACKED_HERE = 64 * 1024


class Templates:
    """Makes pages, in whichever language, and answers with them."""

    def __init__(self, words: Words, office: Office, guard: Guard, commands: Collection[str]) -> None:
        self.words = words
        self.office = office
        self.guard = guard
        self.menu = [name for name in MENU if name in commands]
        self._made = environment(HERE / "templates")
        # By language, and whether in a frame.
        self._always: dict[tuple[str, bool], Mapping[str, Any]] = {}
        self._fragments: dict[tuple[str, bool], Fragments] = {}
        # What is around a chat, by all on which it depends.
        self._shells: dict[tuple[str, bool, bool, bool, bool], str] = {}

    @cached_property
    def assets(self) -> Mapping[str, tuple[str, bytes]]:
        """The script and the style by their names, which change with what is in them."""
        return assets(HERE / "static", _ASSETS)

    @cached_property
    def loader(self) -> bytes:
        """The script by which a page of the office's website opens the chat."""
        return (HERE / "static" / "chat.js").read_bytes()

    def html(self, template: str, language: str, *, framed: bool, **values: Any) -> str:
        """Return a page, or a part of one."""
        always = self._always.get((language, framed)) or self._said_always(language, framed=framed)
        return self._made.get_template(template).render(always, **values)

    def fragments(self, language: str, *, framed: bool) -> Fragments:
        """Return what makes the parts of a page that change with every turn."""
        found = self._fragments.get((language, framed))
        if found is None:

            def say(key: str) -> str:
                return self.words.plain(language, Text(key))

            found = Fragments(say, self.guard.path, "?framed=1" if framed else "", framed=framed)
            self._fragments[language, framed] = found
        return found

    def _said_always(self, language: str, *, framed: bool) -> Mapping[str, Any]:
        """What every page of a language has."""

        def say(key: str, **args: Arg) -> str:
            return self.words.plain(language, Text(key, args))

        script, style, icon, enter = (f"{self.guard.path}/chat/{name}" for name in self.assets)
        always = self._always[language, framed] = {
            "say": say,
            "lang": language,
            "base": self.guard.path,
            "query": "?framed=1" if framed else "",
            "framed": framed,
            "wrong": "",
            "script": script,
            "style": style,
            "icon": icon,
            "enter": enter,
            "office": self.office.in_language(self.office.names, language),
            "call": _call(say("web-phone", phone=self.office.phone), self.office.phone),
            "menu": self.menu,
        }
        return always

    def respond(self, template: str, language: str, *, framed: bool, status: int = 200, **values: Any) -> web.Response:
        """Answer with a page."""
        return self._answer(self.html(template, language, framed=framed, **values), status, framed=framed)

    def _answer(self, text: str, status: int, *, framed: bool) -> web.Response:
        headers = self.guard.headers(framed=framed)
        answer = web.Response(
            status=status,
            text=text,
            content_type="text/html",
            charset="utf-8",
            headers=headers,
            zlib_executor_size=PACKED_HERE,
        )
        answer.enable_compression()
        return answer

    def chat(
        self,
        page: WebPage,
        key: str,
        *,
        framed: bool,
        live: bool = True,
        typed: str = "",
        wrong: str = "",
        status: int = 200,
    ) -> web.Response:
        """Answer with a chat: what was said and, where it is `live`, what is asked now."""
        made = self.fragments(page.language, framed=framed)
        log = "".join([made.in_log(item, KEY) for item in page.items])
        now = made.below_log(page, KEY, typed, wrong) if live else ""
        whole = self._chat(log, now, page.last, page.earlier, page.language, page.has_request, live=live, framed=framed)
        return self._answer(whole.replace(KEY, key), status, framed=framed)

    def chat_again(self, kept: ReadyPage, key: str) -> web.Response:
        """Answer with a chat as it was kept."""
        page = WebPage(kept.language, asked=kept.asked, field=kept.field)
        now = self.fragments(kept.language, framed=kept.framed).below_log(page, KEY)
        beside = (kept.glance.newest, kept.earlier, kept.language, kept.has_request)
        whole = self._chat("".join(kept.said.values()), now, *beside, live=True, framed=kept.framed)
        return self._answer(whole.replace(KEY, key), 200, framed=kept.framed)

    def _chat(
        self, log: str, now: str, last: int, earlier: int, language: str, sends: bool, *, live: bool, framed: bool
    ) -> str:
        """Return a chat whose forms have `KEY` for their key; nobody can write what stands for what is put in."""
        kind = (language, framed, live, sends, bool(earlier))
        shell = self._shells.get(kind)
        if shell is None:
            puts: dict[str, Any] = {"log": Markup(LOG), "now": Markup(NOW), "last": LAST, "key": KEY}
            puts |= {"earlier": EARLIER if earlier else "", "live": live, "has_request": sends}
            shell = self._shells[kind] = self.html("chat.html", language, framed=framed, **puts)
        whole = shell.replace(LAST, str(last)).replace(EARLIER, str(earlier))
        return whole.replace(LOG, log).replace(NOW, now)

    def told(
        self, key: str, language: str, *, framed: bool, status: int, typed: str = "", again: bool = True
    ) -> web.Response:
        """Answer with a page that says one thing, and what to do; what was typed is on it, to be copied."""
        return self.respond("told.html", language, framed=framed, status=status, key=key, typed=typed, again=again)

    def parts(self, shown: WebPage, key: str, *, framed: bool) -> dict[str, Any]:
        """Return what changed on a page, for the script: what to put where, and what to tell."""
        made = self.fragments(shown.language, framed=framed)
        items = [
            {"at": item.at, "html": made.in_log(item, key), "say": "" if item.side == "theirs" else item.told}
            for item in shown.items
        ]
        return {
            "log": items,
            "gone": list(shown.gone),
            "now": made.below_log(shown, key),
            "at": shown.asked.at if shown.asked is not None else 0,
            "files": shown.has_request,
            "asks": shown.asked.told if shown.asked is not None else "",
            "last": shown.last,
        }

    def words_of(self, language: str, key: str) -> str:
        """Return one text."""
        return self.words.plain(language, Text(key))

    def names(self) -> list[tuple[str, str]]:
        """Return the languages with what each is called in itself."""
        return [(code, language_name(code, code)) for code in languages()]


@lru_cache(maxsize=256)
def _call(text: str, phone: str) -> Markup:
    """Return how the office is telephoned; a telephone does it at a touch."""
    number = "".join(sign for sign in phone if sign in "+0123456789")
    link = f'<a href="tel:{number}">{escape(phone)}</a>' if number else escape(phone)
    return Markup(str(escape(text)).replace(str(escape(phone)), link))


def wanted(header: str) -> str:
    """Return the language that a browser asks for, among those we have."""
    asked = []
    for part in header[:500].split(","):
        code, _, quality = part.partition(";q=")
        try:
            asked.append((-float(quality or 1), code.strip().lower()))
        except ValueError:
            continue
    for _, code in sorted(asked, key=lambda one: one[0]):
        for language in languages():
            if code == language.lower() or code.partition("-")[0] == language.lower():
                return language
    return SOURCE_LANGUAGE


__all__ = ["Templates", "wanted"]
