"""The demo's page: the staff group beside the website's chat. A script only keeps it new.

Everything in them is escaped, or was made of our own words by the catalogue, which escapes what people typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from html import escape, unescape
from types import MappingProxyType
from urllib.parse import quote

from bot.demo.group import GroupBoard, Shown
from bot.words.words import Words, languages
from dialogs.desk.matter import Member
from dialogs.messages import Arg, Text
from dialogs.office import LANGUAGE_OF_STAFF

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
STEPS = {
    "hour": "demo-hour",
    "day": "demo-plus-day",
    "week": "demo-plus-week",
    "morning": "demo-morning",
    "timer": "demo-timer",
}
GUIDE = ("client", "staff", "clock")
# More people than that are chosen from a list.
MOST_BUTTONS = 5
_UNNAMED = re.compile(r"[0-9a-f]{32}")
_LINK = re.compile(r"<a href=")
# An address that is no link yet: messengers make one of it by themselves.
_ADDRESS = re.compile(r"(<a href=.*?</a>|<[^>]*>)|https?://[^\s<>\"\u2068\u2069、。，）」]+", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# So much of a message is shown where it is answered.
LONGEST_QUOTE = 80
_NOTHING: Mapping[str, Arg] = MappingProxyType({})


def headers() -> dict[str, str]:
    """The headers of a page."""
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": _POLICY,
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow",
    }


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody sees: who they are in the group, where they look, and what they were told just now.

    `answers` is the message they are about to answer; `frame` counts the clients they looked at.
    """

    by: Member
    topic: int | None
    chat: str
    told: str = ""
    answers: int | None = None
    frame: int = 0


class DemoPages:
    """Makes the pages in one language, with times on the clock of the office."""

    def __init__(self, words: Words, language: str, zone: tzinfo) -> None:
        self.words = words
        self.language = language
        self.zone = zone

    def group(
        self, board: GroupBoard, now: datetime, look: Seen, members: Sequence[Member], chats: Sequence[str]
    ) -> str:
        """The whole: clock, client, group."""
        client = self.say("demo-client")
        # Another client is another address, so that no browser shows the page it had here before.
        frame = f"/chat?lang={quote(self.language)}&amp;frame={look.frame}#now"
        body = [
            '<div class="page">',
            self._head(now),
            '<main class="both">',
            f'<section class="side" aria-label="{client}">',
            self._who(look, chats),
            f'<div class="phone"><iframe id="client" title="{client}" src="{frame}"></iframe></div>',
            f'<noscript><form method="get" action="/"><button>{self.say("demo-again")}</button></form></noscript>',
            "</section>",
            f'<section class="side" aria-label="{self.say("demo-group")}">',
            self._members(look, members),
            f'<div class="group">{self._topics(board, look)}{self._talk(board, look)}</div>',
            "</section></main></div>",
        ]
        return self.document(board.version, body)

    # --- parts ----------------------------------------------------------------------------------------------------

    def _head(self, now: datetime) -> str:
        steps = "".join(f'<button name="step" value="{step}">{self.say(key)}</button>' for step, key in STEPS.items())
        local = now.astimezone(self.zone)
        to = f'<button name="step" value="to">{self.say("demo-to")}</button>'
        law = f'<button name="step" value="law" title="{self.say("demo-law-about")}">{self.say("demo-law")}</button>'
        day = f'<input type="date" name="day" aria-label="{self.say("demo-day")}" min="{local:%Y-%m-%d}">'
        shown = f"🕒 {self.say('demo-now', {'day': local.date()})} {local:%H:%M}"
        others = "".join(
            f'<button name="language" value="{code}" lang="{code}">{self._in(code, f"language-{code}")}</button>'
            for code in languages()
            if code != self.language
        )
        return (
            f'<header><div class="name"><h1>{self.say("demo-title")}</h1><p>{self.say("demo-about")}</p></div>'
            f'<a href="/demo/rules">{self.say("demo-rules-title")}</a>'
            f'<form method="post" action="/demo/language" data-whole>{others}</form>'
            '<form method="post" action="/demo/reset" data-whole>'
            f"<button>{self.say('demo-reset')}</button></form>"
            f'<div class="clock" role="group" aria-label="{self.say("demo-clock")}">'
            f'<time class="now" id="now" data-live datetime="{local.isoformat(timespec="minutes")}">{shown}</time>'
            f'<form method="post" action="/demo/clock">{steps}</form>'
            f'<form method="post" action="/demo/clock">{day}{to}</form>'
            f'<form method="post" action="/demo/clock">{law}</form></div></header>'
        )

    def _who(self, look: Seen, chats: Sequence[str]) -> str:
        unnamed = [chat for chat in chats if _UNNAMED.fullmatch(chat)]
        # Who came by the page itself has no name in their address.
        numbered = {chat: f"{self._plain('demo-person')} {number}" for number, chat in enumerate(unnamed, start=1)}
        names = {chat: numbered.get(chat, chat) for chat in chats}
        if len(chats) <= MOST_BUTTONS:
            choice = "".join(_choice("chat", chat, escape(names[chat]), is_chosen=chat == look.chat) for chat in chats)
        else:
            options = "".join(
                f'<option value="{escape(chat)}"{" selected" if chat == look.chat else ""}>{escape(name)}</option>'
                for chat, name in names.items()
            )
            nobody = "" if look.chat else f'<option value="" selected>{self.say("demo-nobody")}</option>'
            choice = (
                f'<select name="chat" aria-label="{self.say("demo-client")}">{nobody}{options}</select>'
                f"<button>{self.say('demo-show')}</button>"
            )
        kind = "" if look.chat else ' class="go" aria-pressed="true"'
        new = f'<button name="new" value="1"{kind}>{self.say("demo-new")}</button>'
        return (
            f'<div class="who" id="who" data-live><h2>{self.say("demo-client")}</h2>'
            f'<form method="post" action="/demo/client" data-whole>{choice}{new}</form></div>'
        )

    def _members(self, look: Seen, members: Sequence[Member]) -> str:
        buttons = "".join(
            _choice("member", str(place), f"{escape(one.name)} {self.say(key)}", is_chosen=one.is_same(look.by))
            for place, (one, key) in enumerate(zip(members, ("demo-leads", "demo-helps"), strict=True))
        )
        return (
            f'<div class="who"><h2>{self.say("demo-group")}</h2>'
            f'<form method="post" action="/demo/member">{buttons}</form></div>'
        )

    def _topics(self, board: GroupBoard, look: Seen) -> str:
        links = [_link("/", self.say("demo-general"), is_here=look.topic is None)]
        for one in board.topics.values():
            kind = "closed" if one.is_closed else ""
            name = f"✓ {one.name}" if one.is_closed else one.name
            links.append(_link(f"/?topic={one.number}", escape(name), is_here=one.number == look.topic, kind=kind))
        return f'<nav id="topics" data-live aria-label="{self.say("demo-topics")}">{"".join(links)}</nav>'

    def _talk(self, board: GroupBoard, look: Seen) -> str:
        shown = board.within(look.topic)
        messages = "".join(self._message(board, one, look, is_last=one is shown[-1]) for one in shown)
        nothing = self._guide() if look.topic is None else ""
        told = f'<p class="told" role="status">{escape(look.told)}</p>' if look.told else ""
        out = f'<p class="told out">{self.say("demo-out")}</p>' if board.is_out else ""
        return (
            f'<div class="talk"><div id="told" data-live>{told}{out}</div>'
            f'<ol class="log" id="log" data-live data-end lang="{LANGUAGE_OF_STAFF}">{messages or nothing}</ol>'
            f"{self._box(board, look)}</div>"
        )

    def _guide(self) -> str:
        """What there is to see, for whoever has just come."""
        steps = "".join(
            f"<li><b>{self.say(f'demo-guide-{what}')}</b> {self.say(f'demo-guide-{what}-how')}</li>" for what in GUIDE
        )
        return (
            f'<li class="guide" lang="{escape(self.language)}"><h2>{self.say("demo-guide")}</h2><ol>{steps}</ol></li>'
        )

    def _box(self, board: GroupBoard, look: Seen) -> str:
        """Where staff write: to the client, among themselves, or a command; with a file, and as an answer."""
        label = self.say("demo-write-general" if look.topic is None else "demo-write-topic")
        where = "" if look.topic is None else _hidden("topic", str(look.topic))
        meant = None if look.answers is None else board.messages.get(look.answers)
        answers = ""
        if meant is not None:
            answers = (
                f'<p class="note">{_hidden("answers", str(meant.number))}'
                f"{self.say('demo-answers')} {_in_short(meant.html)} "
                f'<a href="{self._place(look)}">✕</a></p>'
            )
        file = f'<label class="file" title="{self.say("demo-file")}">📎<input type="file" name="file"></label>'
        return (
            f'<form class="box" id="box" method="post" action="/demo/write" enctype="multipart/form-data">{where}'
            f'{answers}<textarea name="text" aria-label="{label}" placeholder="{label}"></textarea>'
            f'{"" if look.topic is None else file}<button class="go">{self.say("demo-send")}</button></form>'
        )

    @staticmethod
    def _place(look: Seen) -> str:
        return "/" if look.topic is None else f"/?topic={look.topic}"

    def _message(self, board: GroupBoard, one: Shown, look: Seen, *, is_last: bool) -> str:
        kinds = " ".join(kind for kind, is_so in (("mine", bool(one.by)), ("rings", one.rings)) if is_so)
        place = ' id="last"' if is_last else ""
        parts = [f'<li{place} class="{kinds}">']
        meant = None if one.answers is None else board.messages.get(one.answers)
        if meant is not None:
            parts.append(f'<p class="quoted">{_in_short(meant.html)}</p>')
        if one.html:
            parts.append(f'<div class="words">{_linked(one.html)}</div>')
        if one.file is not None:
            address, name = f"/demo/file/{one.number}", escape(one.file[0])
            is_picture = one.file[1].startswith(b"\x89PNG")
            shown = f'<img src="{address}" alt="{name}">' if is_picture else f"📎 {name}"
            parts.append(f'<a href="{address}" target="_blank" rel="noreferrer">{shown}</a>')
        if one.rows:
            rows = "".join(
                '<div class="row">'
                + "".join(f'<button name="data" value="{escape(data)}">{escape(label)}</button>' for label, data in row)
                + "</div>"
                for row in one.rows
            )
            where = {} if look.topic is None else {"topic": str(look.topic)}
            hidden = "".join(_hidden(name, value) for name, value in {**where, "message": str(one.number)}.items())
            parts.append(f'<form class="rows" method="post" action="/demo/press">{hidden}{rows}</form>')
        about = [f"<span>{escape(one.by)}</span>" if one.by else "", f"<span>{self._at(one.at)}</span>"]
        about += [f"<span>{self.say('demo-changed')}</span>" if one.is_changed else ""]
        about += [f"<span>🔔 {self.say('demo-rings')}</span>" if one.rings else "", escape(one.sign)]
        if look.topic is not None:
            place = f"{self._place(look)}&amp;answers={one.number}"
            about.append(f'<a href="{place}#box">{self.say("demo-answer")}</a>')
        parts.append(f'<div class="of">{"".join(about)}</div></li>')
        return "".join(parts)

    def _at(self, moment: datetime) -> str:
        return f"{moment.astimezone(self.zone):%m-%d %H:%M}"

    def say(self, key: str, args: Mapping[str, Arg] = _NOTHING) -> str:
        """A text of the page, ready to stand in it."""
        return escape(self._plain(key, args))

    def _plain(self, key: str, args: Mapping[str, Arg] = _NOTHING) -> str:
        return self.words.plain(self.language, Text(key, args))

    def _in(self, language: str, key: str) -> str:
        return escape(self.words.plain(language, Text(key)))

    def document(self, version: int, body: Iterable[str]) -> str:
        """A whole page."""
        head = (
            f'<!doctype html><html lang="{escape(self.language)}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{self.say('demo-title')}</title>"
            '<link rel="icon" href="/demo/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/demo/page.css">'
            '<script src="/demo/page.js" defer></script></head>'
        )
        return f'{head}<body data-version="{version}">{"".join(body)}</body></html>'


_OUTSIDE = '<a target="_blank" rel="noreferrer" href='


def _linked(html: str) -> str:
    """A message with its links, each of which opens a page of its own."""
    made = _ADDRESS.sub(lambda found: found[1] or f'<a href="{found[0]}">{found[0]}</a>', html)
    return _LINK.sub(_OUTSIDE, made)


def _in_short(html: str) -> str:
    """The first words of a message."""
    words = unescape(_TAG.sub("", html)).strip()
    return escape(words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE]}…")


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'


def _choice(name: str, value: str, label: str, *, is_chosen: bool) -> str:
    kind = ' class="go" aria-pressed="true"' if is_chosen else ""
    return f'<button name="{name}" value="{escape(value)}"{kind}>{label}</button>'


def _link(path: str, label: str, *, is_here: bool, kind: str = "") -> str:
    here = ' aria-current="page"' if is_here else ""
    return f'<a href="{path}" class="{kind}"{here}>{label}</a>'


__all__ = ["Seen", "DemoPages", "headers"]
