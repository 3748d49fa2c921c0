"""The words of every language: Fluent files under `locales/`, rendered as Telegram-flavoured HTML or as plain text.

Texts are trusted and may hold simple tags; every argument is escaped. A missing message or argument raises: silence
would show a client a key or a hole. A language is loaded when it is first spoken.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.words import values
from bot.words.catalogue import Pattern, WordsError, load
from bot.words.clean import clean
from bot.words.templates import NotOurs, Number, Template, template
from dialogs.messages import Arg, Text, Typed

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

SOURCE_LANGUAGE = "en"
_TAG = re.compile(r"</?(?:b|i|u|s|code|pre|blockquote)(?: expandable)?>|<a href=\"[^\"<>]*\">|</a>")
# Of what people type, only a note keeps its lines: a name of two lines could pass for two fields of a card.
_NOTES = frozenset({"card-note", "staff-note"})
_NUMBER = (int, Decimal)
# First-strong isolate and its end: a name written right to left must not reorder the line around it.
_ISOLATE, _POP = "\u2068", "\u2069"


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that ship, the source language first."""
    folders = (f.name for f in resources.files("locales").iterdir() if f.is_dir() and not f.name.startswith("_"))
    return tuple(sorted(folders, key=lambda code: (code != SOURCE_LANGUAGE, code)))


def folder_of(language: str) -> Path:
    """Where the texts of a language are."""
    return Path(str(resources.files("locales"))) / language


class Words:
    """Renders texts in every language that ships. One object serves the whole process."""

    def __init__(self) -> None:
        self._spoken: dict[str, _Language] = {}

    def html(self, language: str, text: Text) -> str:
        """A text with its tags, arguments escaped. A text that names a language is shown in that one."""
        spoken = self._speaking(text.language or language)
        if not text.args:
            cached = spoken.still.get(text.key)
            if cached is None:
                cached = spoken.still[text.key] = spoken.render(text.key, {}, {})
            return cached
        shown: dict[str, str] = {}
        numbers: dict[str, Number] = {}
        for name, value in text.args.items():
            if value.__class__ is Text:  # most are, and this is the hottest line of a message
                shown[name] = self.html(spoken.code, value)
            else:
                shown[name] = self._arg(spoken.code, text.key, name, value)
                if isinstance(value, _NUMBER) and (name == "count" or name.endswith("_count")):
                    numbers[name] = value
        return spoken.render(text.key, shown, numbers)

    def plain(self, language: str, text: Text) -> str:
        """A text without tags, for a terminal or a button."""
        if text.args:
            return plain(self.html(language, text))
        spoken = self._speaking(text.language or language)
        cached = spoken.still_plain.get(text.key)
        if cached is None:
            cached = spoken.still_plain[text.key] = plain(self.html(language, text))
        return cached

    def has(self, language: str, key: str) -> bool:
        """Whether a message (or `message.attribute`) exists."""
        return key in self._speaking(language).texts

    def keys(self, language: str) -> frozenset[str]:
        """Every message and `message.attribute` of a language."""
        return frozenset(self._speaking(language).texts)

    def _speaking(self, language: str) -> _Language:
        spoken = self._spoken.get(language)
        if spoken is None:
            spoken = self._spoken[language] = _Language(language, folder_of(language))
        return spoken

    def _arg(self, language: str, key: str, name: str, value: Arg) -> str:
        if isinstance(value, Typed):
            return _ISOLATE + html.escape(clean(value, lines=key in _NOTES), quote=False) + _POP
        if isinstance(value, str):
            # Where a link leads stands between quotation marks.
            return html.escape(clean(value, lines=name != "name"), quote=name == "href")
        if isinstance(value, _NUMBER):
            return values.number(language, value)
        if isinstance(value, tuple):
            between = self.html(language, Text("list-separator")) if name == "items" else "\n"
            return between.join([self.html(language, line) for line in value])
        if isinstance(value, datetime):
            return values.moment(language, value)
        if isinstance(value, date):
            return values.day(language, value)
        raise WordsError(f"argument {name!r} is a {type(value).__name__}; give text, a number or a date")


class _Language:
    """One language: its texts, and what was made of them so far."""

    def __init__(self, code: str, folder: Path) -> None:
        self.code = code
        self.folder = folder
        self.texts: Mapping[str, Pattern] = load(folder)
        self.still: dict[str, str] = {}
        self.still_plain: dict[str, str] = {}
        self._templates: dict[str, Template] = {}
        self._bundle: FluentBundle | None = None

    def render(self, key: str, shown: Mapping[str, str], numbers: Mapping[str, Number]) -> str:
        """A text with its arguments."""
        made = self._templates.get(key)
        if made is None:
            made = self._templates[key] = self._template(key)
        try:
            return made(shown, numbers)
        except KeyError as error:
            raise self._cannot(key, f"it needs the argument {error}") from None

    def _template(self, key: str) -> Template:
        if key not in self.texts:
            raise WordsError(f"locales/{self.code}: there is no text {key!r}; add it to the .ftl files")
        try:
            return template(key, self.texts, partial(values.plural, self.code))
        except NotOurs:
            return partial(self._by_fluent, key)
        except LookupError as error:
            raise self._cannot(key, f"it shows another one, {error}") from None

    def _by_fluent(self, key: str, shown: Mapping[str, str], numbers: Mapping[str, Number]) -> str:
        """A text that uses more of Fluent than ours do today, by Fluent's own hand."""
        if self._bundle is None:
            self._bundle = _bundle(self.code, self.folder)
        name, _, attribute = key.partition(".")
        message = self._bundle.get_message(name)
        pattern = message.attributes[attribute] if attribute else message.value
        assert pattern is not None  # the catalogue has it
        args: dict[str, Any] = {**shown, **numbers}
        value, errors = self._bundle.format_pattern(pattern, args)
        if errors:
            raise self._cannot(key, ", ".join(sorted({type(error).__name__ for error in errors})))
        return str(value)

    def _cannot(self, key: str, why: str) -> WordsError:
        return WordsError(f"locales/{self.code}: the text {key!r} cannot be shown ({why}); check its arguments")


def plain(markup: str) -> str:
    """Telegram-flavoured HTML as plain text."""
    if "<" in markup:
        markup = _TAG.sub("", markup)
    return html.unescape(markup) if "&" in markup else markup


def _bundle(language: str, folder: Path) -> FluentBundle:
    from fluent.runtime import FluentBundle, FluentResource, resolver

    # Fluent refuses arguments above 2,500 characters, a guard against texts that unfold for ever. Ours are trusted, and
    # an argument may be a whole card, or the longest message a person can type, escaped.
    resolver.MAX_PART_LENGTH = 1_000_000
    # Isolation is ours to do (only around what people typed): marks around every number would end up in copied text.
    bundle = FluentBundle([language], use_isolating=False)
    for file in sorted(folder.glob("*.ftl")):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundle


__all__ = ["SOURCE_LANGUAGE", "Words", "WordsError", "folder_of", "languages", "plain"]
