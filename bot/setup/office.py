"""The questions about the office itself: what a profile needs that nobody but the office can say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from bot.errors import OfficeProfileError
from bot.office_profile import profile
from bot.office_profile.value import ProfileValue
from bot.setup.prompt import Prompt, Wrong
from bot.words.words import languages
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF, Span, Texts

T = TypeVar("T")
WORKDAYS, SATURDAY, SUNDAY = profile.WEEKDAYS[:5], profile.WEEKDAYS[5], profile.WEEKDAYS[6]
_DASHES = str.maketrans("〜~–—−ー", "------")


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What an office said of itself. `ways` are kinds of consultation; `tool` is that of the online one."""

    names: Texts
    practitioner: str
    languages: tuple[str, ...]
    phone: str
    email: str | None
    website: str | None
    address: Texts
    hours: Mapping[str, tuple[Span, ...]]
    closed_on_holidays: bool
    ways: tuple[str, ...]
    tool: str


def ask_about_office(prompt: Prompt) -> OfficeFacts:
    """Ask, one question after the other."""
    names = _by_language(prompt, "init-name")
    practitioner = prompt.ask(Text("init-practitioner"), _needed)
    spoken = prompt.ask(Text("init-languages"), _languages, default=LANGUAGE_OF_STAFF)
    phone = prompt.ask(Text("init-phone"), _read_by(profile.read_phone, "init-phone-wrong", _DASHES))
    email = prompt.ask(_optional("init-email"), _left_out_or(_read_by(profile.read_email, "init-email-wrong")))
    website = prompt.ask(_optional("init-website"), _left_out_or(_read_by(profile.read_website, "init-website-wrong")))
    address = _by_language(prompt, "init-address")
    hours = _ask_hours(prompt)
    holidays = prompt.confirm(Text("init-holidays"))
    ways, tool = _ask_ways(prompt)
    return OfficeFacts(
        names, practitioner, spoken, phone, email or None, website or None, address, hours, holidays, ways, tool
    )


def read_hours(
    answer: str, closed_words: frozenset[str], signs: Mapping[str, str] = MappingProxyType({})
) -> list[str] | None:
    """Return the stretches of one day as a profile writes them, however they were typed; None where it is no time.

    `signs` are words with the sign that each of them stands for.
    """
    text = unicodedata.normalize("NFKC", answer).casefold().translate(_DASHES)
    if text.strip() in closed_words:
        return []
    for word, sign in signs.items():
        text = text.replace(word, sign)
    spans = []
    for part in re.split(r"[,;、]| and ", text):
        match = re.fullmatch(r"\s*([0-9]{1,2}):?([0-9]{2})?\s*-\s*([0-9]{1,2}):?([0-9]{2})?\s*", part)
        if match is None:
            return None
        spans.append(f"{match[1]:0>2}:{match[2] or '00'}-{match[3]:0>2}:{match[4] or '00'}")
    return spans


def _by_language(prompt: Prompt, key: str) -> dict[str, str]:
    """One text in each language that clients may read; that of staff is needed, the others may be left out."""
    texts: dict[str, str] = {}
    for code in sorted(languages(), key=lambda code: code != LANGUAGE_OF_STAFF):
        question = Text(key, {"language": Text(f"language-{code}")})
        needed = code == LANGUAGE_OF_STAFF
        text = (
            prompt.ask(question, _needed) if needed else prompt.ask(Text("init-optional", {"question": question}), _any)
        )
        if text:
            texts[code] = text
    return texts


def _ask_hours(prompt: Prompt) -> dict[str, tuple[Span, ...]]:
    closed = prompt.say(Text("init-closed"))
    words = frozenset({"-", *prompt.say(Text("init-words-closed")).casefold().split()})
    signs = {
        word: sign
        for key, sign in (("init-words-until", "-"), ("init-words-hour", ":"), ("init-words-beside-times", ""))
        for word in prompt.say(Text(key)).split()
    }

    def accept(answer: str) -> tuple[Span, ...] | Wrong:
        spans = read_hours(answer, words, signs)
        try:
            if spans is not None:
                return profile.read_hours_of_day(_value(spans))
        except OfficeProfileError:
            pass
        return Wrong(Text("init-hours-wrong"))

    on_workdays = prompt.ask(Text("init-hours-workdays"), accept, default="09:00-18:00")
    on_saturday = prompt.ask(Text("init-hours-saturday"), accept, default=closed)
    on_sunday = prompt.ask(Text("init-hours-sunday"), accept, default=closed)
    return dict.fromkeys(WORKDAYS, on_workdays) | {SATURDAY: on_saturday, SUNDAY: on_sunday}


def _ask_ways(prompt: Prompt) -> tuple[tuple[str, ...], str]:
    """Which ways there are, one at least, and the tool of the online one."""
    while True:
        ways, tool = [], ""
        for kind in ("online", "office", "visit"):
            if prompt.confirm(Text(f"init-way-{kind}"), default=kind != "visit"):
                ways.append(kind)
            if ways == ["online"] and not tool:
                tool = prompt.ask(Text("init-way-tool"), _needed, default="Google Meet")
        if ways:
            return tuple(ways), tool
        prompt.tell("init-way-none")


def _needed(answer: str) -> str | Wrong:
    return _any(answer) if answer else Wrong(Text("init-needed"))


def _any(answer: str) -> str | Wrong:
    # A sign that steers a terminal is a key pressed by mistake, and no TOML.
    return answer if answer.isprintable() else Wrong(Text("init-unprintable"))


def _languages(answer: str) -> tuple[str, ...] | Wrong:
    codes = [code for code in re.split(r"[\s,、]+", answer.strip()) if code]
    try:
        return profile.read_languages(_value(codes))
    except OfficeProfileError:
        return Wrong(Text("init-languages-wrong"))


def _read_by(
    read: Callable[[ProfileValue], str], wrong: str, signs: Mapping[int, int] | None = None
) -> Callable[[str], str | Wrong]:
    """Accept what the profile itself would, typed in wide letters as well; `signs` are taken for others."""

    def accept(answer: str) -> str | Wrong:
        text = unicodedata.normalize("NFKC", answer).translate(signs or {})
        try:
            return read(_value(text)) if text.isprintable() else Wrong(Text("init-unprintable"))
        except OfficeProfileError:
            return Wrong(Text(wrong))

    return accept


def _left_out_or(accept: Callable[[str], str | Wrong]) -> Callable[[str], str | Wrong]:
    return lambda answer: accept(answer) if answer else ""


def _optional(key: str) -> Text:
    return Text("init-optional", {"question": Text(key)})


def _value(raw: object) -> ProfileValue:
    return ProfileValue("", "", raw)


__all__ = ["OfficeFacts", "ask_about_office", "read_hours"]
