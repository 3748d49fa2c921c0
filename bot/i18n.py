"""The words of every language: Fluent files under `locales/`, rendered as Telegram-flavoured HTML or as plain text.

Texts are trusted and may hold simple tags; every argument is escaped. A missing message or argument raises: silence
would show a client a key or a hole.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib import resources

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource, resolver

from bot.errors import IntakeError
from dialogs.messages import Arg, Text, Typed

SOURCE_LANGUAGE = "en"
# Fluent refuses arguments above 2,500 characters, a guard against texts that unfold for ever. Ours are trusted, and an
# argument may be a whole card, or the longest message a person can type, escaped.
resolver.MAX_PART_LENGTH = 1_000_000
_TAG = re.compile(r"</?(?:b|i|u|s|code|pre|blockquote)(?: expandable)?>")
# First-strong isolate and its end: a name written right to left must not reorder the line around it.
_ISOLATE, _POP = "\u2068", "\u2069"


class WordsError(IntakeError):
    """A text is missing or cannot be rendered; the message names the key and the language, never the arguments."""


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that ship, the source language first."""
    folders = (f.name for f in resources.files("locales").iterdir() if f.is_dir() and not f.name.startswith("_"))
    return tuple(sorted(folders, key=lambda code: (code != SOURCE_LANGUAGE, code)))


class Words:
    """Renders texts in every language that ships. One object serves the whole process."""

    def __init__(self) -> None:
        self._bundles = {language: _bundle(language) for language in languages()}
        self._locales = {language: Locale.parse(language) for language in self._bundles}
        self._still: dict[tuple[str, str], str] = {}
        self._still_plain: dict[tuple[str, str], str] = {}

    def html(self, language: str, text: Text) -> str:
        """A text with its tags, arguments escaped. A text that names a language is shown in that one."""
        language = text.language or language
        if not text.args:
            cached = self._still.get((language, text.key))
            if cached is None:
                cached = self._still[language, text.key] = self._format(language, text.key, {})
            return cached
        return self._format(language, text.key, {k: self._arg(language, k, v) for k, v in text.args.items()})

    def plain(self, language: str, text: Text) -> str:
        """A text without tags, for a terminal or a button."""
        if text.args:
            return plain(self.html(language, text))
        cached = self._still_plain.get((language, text.key))
        if cached is None:
            cached = self._still_plain[language, text.key] = plain(self.html(language, text))
        return cached

    def has(self, language: str, key: str) -> bool:
        """Whether a message (or `message.attribute`) exists."""
        name, _, attribute = key.partition(".")
        bundle = self._bundles[language]
        if not bundle.has_message(name):
            return False
        message = bundle.get_message(name)
        return attribute in message.attributes if attribute else message.value is not None

    def keys(self, language: str) -> frozenset[str]:
        """Every message and `message.attribute` of a language."""
        found = set()
        for name, message in self._bundles[language]._messages.items():  # no public way to list a bundle
            if message.value is not None:
                found.add(name)
            found |= {f"{name}.{attribute.id.name}" for attribute in message.attributes}
        return frozenset(found)

    def _format(self, language: str, key: str, args: Mapping[str, object]) -> str:
        if not self.has(language, key):
            raise WordsError(f"locales/{language}: there is no text {key!r}; add it to the .ftl files")
        name, _, attribute = key.partition(".")
        bundle = self._bundles[language]
        message = bundle.get_message(name)
        pattern = message.attributes[attribute] if attribute else message.value
        assert pattern is not None  # `has` above looked
        value, errors = bundle.format_pattern(pattern, dict(args))
        if errors:
            kinds = ", ".join(sorted({type(error).__name__ for error in errors}))
            raise WordsError(f"locales/{language}: the text {key!r} cannot be shown ({kinds}); check its arguments")
        return str(value)

    def _arg(self, language: str, name: str, value: Arg) -> object:
        if isinstance(value, Typed):
            return _ISOLATE + html.escape(value, quote=False) + _POP
        if isinstance(value, str):
            return html.escape(value, quote=False)
        if isinstance(value, Text):
            return self.html(language, value)
        if isinstance(value, tuple):
            between = self.html(language, Text("list-separator")) if name == "items" else "\n"
            return between.join(self.html(language, line) for line in value)
        if isinstance(value, datetime):
            return format_datetime(value, "medium", locale=self._locales[language], tzinfo=value.tzinfo)
        if isinstance(value, date):
            return format_date(value, "long", locale=self._locales[language])
        if isinstance(value, int | Decimal):
            if name == "count" or name.endswith("_count"):
                return value
            return format_decimal(value, locale=self._locales[language])
        raise WordsError(f"argument {name!r} is a {type(value).__name__}; give text, a number or a date")


def plain(markup: str) -> str:
    """Telegram-flavoured HTML as plain text."""
    return html.unescape(_TAG.sub("", markup))


@cache
def _bundle(language: str) -> FluentBundle:
    # The texts never change while a process lives, and reading those of one language takes a tenth of a second.
    # Isolation is ours to do (only around what people typed): marks around every number would end up in copied text.
    bundle = FluentBundle([language], use_isolating=False)
    folder = resources.files("locales") / language
    seen: set[str] = set()
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".ftl")), key=lambda f: f.name):
        resource = FluentResource(file.read_text(encoding="utf-8"))
        for entry in resource.body:
            name = getattr(getattr(entry, "id", None), "name", None)
            if name in seen:
                raise WordsError(f"locales/{language}/{file.name}: the text {name!r} stands twice")
            if name is None and type(entry).__name__ == "Junk":
                raise WordsError(f"locales/{language}/{file.name}: a line cannot be read as Fluent")
            if name is not None:
                seen.add(name)
        bundle.add_resource(resource)
    return bundle
