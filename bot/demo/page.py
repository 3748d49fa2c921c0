"""The demo's pages: the group beside a client's chat, and the chat itself. A script only keeps them new.

Everything in them is escaped, or was made of our own words by the catalogue, which escapes what people typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from html import escape
from types import MappingProxyType
from urllib.parse import quote

from bot.demo.group import GroupBoard, Shown
from bot.words.words import Words, languages
from dialogs.desk.matter import Member
from dialogs.messages import Arg, Text
from dialogs.office import LANGUAGE_OF_STAFF

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src {frame}; "
    "form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)
STEPS = {"hour": "demo-hour", "day": "demo-plus-day", "morning": "demo-morning", "timer": "demo-timer"}
_LINK = re.compile(r"<a href=")
_NOTHING: Mapping[str, Arg] = MappingProxyType({})


def headers(frame: str = "'self'", ancestors: str = "'none'") -> dict[str, str]:
    """The headers of a page; `frame` is what it shows within it, `ancestors` who may show it."""
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": _POLICY.format(frame=frame, ancestors=ancestors),
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow",
    }


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody sees: who they are in the group, where they look, and what they were told just now."""

    by: Member
    topic: int | None
    chat: str
    told: str = ""


class DemoPages:
    """Makes the pages in one language, with times on the clock of the office."""

    def __init__(self, words: Words, language: str, zone: tzinfo) -> None:
        self.words = words
        self.language = language
        self.zone = zone

    def group(
        self, board: GroupBoard, now: datetime, look: Seen, members: Sequence[Member], chats: Iterable[str], frame: str
    ) -> str:
        """The whole: clock, client, group."""
        body = [
            '<div class="page">',
            self._head(now),
            '<main class="both">',
            f'<section class="side" aria-label="{self.say("demo-client")}">',
            self._who(look, chats),
            f'<iframe title="{self.say("demo-client")}" src="{escape(frame)}"></iframe>',
            "</section>",
            f'<section class="side" aria-label="{self.say("demo-group")}">',
            self._members(look, members),
            f'<div class="group">{self._topics(board, look)}{self._talk(board, look)}</div>',
            "</section></main></div>",
        ]
        return self._document(board.version, body)

    def chat(self, name: str, board: GroupBoard, version: int, language: str) -> str:
        """A client's chat; what is said there is in their language."""
        messages = "".join(self._message(one, "/demo/chat/press", {"chat": name}, name) for one in board.within(None))
        nothing = f'<li class="empty">{self.say("demo-chat-empty")}</li>'
        body = [
            '<main class="phone">',
            f'<ol class="log" id="log" data-live data-end lang="{language}">{messages or nothing}</ol>',
            '<form class="box" method="post" action="/demo/chat/write">',
            _hidden("chat", name),
            self._input("demo-chat-write"),
            "</form></main>",
        ]
        return self._document(version, body)

    # --- parts ----------------------------------------------------------------------------------------------------

    def _head(self, now: datetime) -> str:
        steps = "".join(f'<button name="step" value="{step}">{self.say(key)}</button>' for step, key in STEPS.items())
        local = now.astimezone(self.zone)
        to = f'<button name="step" value="to">{self.say("demo-to")}</button>'
        day = f'<input type="date" name="day" aria-label="{self.say("demo-day")}" min="{local:%Y-%m-%d}">'
        shown = f"{self.say('demo-now', {'day': local.date()})} {local:%H:%M}"
        others = "".join(
            f'<button name="language" value="{code}" lang="{code}">{self._in(code, f"language-{code}")}</button>'
            for code in languages()
            if code != self.language
        )
        return (
            f"<header><h1>{self.say('demo-title')}</h1>"
            f'<time class="now" id="now" data-live datetime="{local.isoformat(timespec="minutes")}">{shown}</time>'
            f'<form method="post" action="/demo/clock">{steps}</form>'
            f'<form method="post" action="/demo/clock">{day}{to}'
            f'</form><form method="post" action="/demo/language">{others}</form>'
            f'<form method="post" action="/demo/reset"><button>{self.say("demo-reset")}</button></form></header>'
        )

    def _who(self, look: Seen, chats: Iterable[str]) -> str:
        buttons = "".join(_choice("chat", name, escape(name), is_chosen=name == look.chat) for name in chats)
        new = f'<button name="new" value="1">{self.say("demo-new")}</button>'
        return (
            f'<div class="who" id="who" data-live><h2>{self.say("demo-client")}</h2>'
            f'<form method="post" action="/demo/client">{buttons}{new}</form></div>'
        )

    def _members(self, look: Seen, members: Sequence[Member]) -> str:
        buttons = "".join(
            _choice("member", str(place), escape(one.name), is_chosen=one.is_same(look.by))
            for place, one in enumerate(members)
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
        where = {} if look.topic is None else {"topic": str(look.topic)}
        shown = board.within(look.topic)
        messages = "".join(self._message(one, "/demo/press", where, look.by.name, "staff") for one in shown)
        nothing = f'<li class="empty">{self.say("demo-group-empty")}</li>'
        told = f'<p class="told" role="status">{escape(look.told)}</p>' if look.told else "<span></span>"
        hidden = "".join(_hidden(name, value) for name, value in where.items())
        how = "demo-write-general" if look.topic is None else "demo-write-topic"
        return (
            f'<div class="talk">{told}<ol class="log" id="log" data-live data-end lang="{LANGUAGE_OF_STAFF}">'
            f"{messages or nothing}</ol>"
            f'<form class="box" method="post" action="/demo/write">{hidden}{self._input(how)}</form></div>'
        )

    def _input(self, how: str) -> str:
        label = self.say(how)
        return (
            f'<textarea name="text" aria-label="{label}" placeholder="{label}" required></textarea>'
            f'<button class="go">{self.say("demo-send")}</button>'
        )

    def _message(self, one: Shown, action: str, where: Mapping[str, str], mine: str, files: str = "") -> str:
        kinds = " ".join(kind for kind, is_so in (("mine", bool(one.by)), ("rings", one.rings)) if is_so)
        parts = [f'<li class="{kinds}">' if kinds else "<li>"]
        if one.html:
            parts.append(f'<div class="words">{_LINK.sub(_OUTSIDE, one.html)}</div>')
        if one.file is not None:
            address, name = f"/demo/file/{quote(files or mine)}/{one.number}", escape(one.file[0])
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
            hidden = "".join(_hidden(name, value) for name, value in {**where, "message": str(one.number)}.items())
            parts.append(f'<form class="rows" method="post" action="{action}">{hidden}{rows}</form>')
        about = [f"<span>{escape(one.by)}</span>" if one.by and files else "", f"<span>{self._at(one.at)}</span>"]
        about += [f"<span>{self.say('demo-changed')}</span>" if one.is_changed else ""]
        about += [f"<span>🔔 {self.say('demo-rings')}</span>" if one.rings else "", escape(one.sign)]
        parts.append(f'<div class="of">{"".join(about)}</div></li>')
        return "".join(parts)

    def _at(self, moment: datetime) -> str:
        return f"{moment.astimezone(self.zone):%m-%d %H:%M}"

    def say(self, key: str, args: Mapping[str, Arg] = _NOTHING) -> str:
        """A text of the page, ready to stand in it."""
        return escape(self.words.plain(self.language, Text(key, args)))

    def _in(self, language: str, key: str) -> str:
        return escape(self.words.plain(language, Text(key)))

    def _document(self, version: int, body: Iterable[str]) -> str:
        head = (
            f'<!doctype html><html lang="{escape(self.language)}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{self.say('demo-title')}</title>"
            '<link rel="stylesheet" href="/demo/page.css"><script src="/demo/page.js" defer></script></head>'
        )
        return f'{head}<body data-version="{version}">{"".join(body)}</body></html>'


_OUTSIDE = '<a target="_blank" rel="noreferrer" href='


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'


def _choice(name: str, value: str, label: str, *, is_chosen: bool) -> str:
    kind = ' class="go" aria-pressed="true"' if is_chosen else ""
    return f'<button name="{name}" value="{escape(value)}"{kind}>{label}</button>'


def _link(path: str, label: str, *, is_here: bool, kind: str = "") -> str:
    here = ' aria-current="page"' if is_here else ""
    return f'<a href="{path}" class="{kind}"{here}>{label}</a>'


__all__ = ["Seen", "DemoPages", "headers"]
