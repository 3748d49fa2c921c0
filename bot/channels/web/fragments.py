"""The parts that the page of every turn has: one thing that was said, and where somebody stands now.

Made here at once, without a template: each is in the answer to every act. Whatever is put into them is escaped, but for
what is marked as safe already; words of the house are escaped once for a language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.channels.web.buttons import button_rows
from bot.channels.web.still import AT, KEY, MARK, MadeOnce
from bot.channels.web.view import HeldQuestion, LiveQuestion, TypedField, WebItem, WebPage
from bot.web.markup import Markup, escape

_SIDES = ("ours", "theirs", "staff")
_WORDS = (
    "choices",
    "picture",
    "picture-words",
    "write-here",
    "write-to-go-on",
    "your-answer",
    "your-message",
    "send",
)


class Fragments:
    """Makes parts of pages in one language, for pages at an address: within a frame or not."""

    def __init__(self, say: Callable[[str], str], base: str, query: str, *, framed: bool) -> None:
        self._by = {side: escape(say(f"web-by-{side}")) for side in _SIDES}
        self._words = {name: escape(say(f"web-{name}")) for name in _WORDS}
        self._base, self._query = escape(base), escape(query)
        self._target = ' target="_blank"' if framed else ""
        # Questions with all that is below them, by what they are made of and how they are answered by typing.
        self._held: MadeOnce[str] = MadeOnce()
        self._form = f'<form method="post" action="{self._base}/chat{self._query}"'

    # --- one thing that was said ----------------------------------------------------------------------------------

    def in_log(self, item: WebItem, key: str) -> Markup:
        """Return one thing as it stands in the log."""
        above = f'<p class="above">{escape(item.above)}</p>' if item.above else ""
        inner = above + _paragraphs(item.paragraphs)
        if item.picture:
            inner += self._picture(item)
        if item.files or item.document:
            inner += self._files(item)
        if item.translation:
            inner += f'<div class="translation">{_paragraphs(item.translation)}</div>'
        if item.buttons:
            inner += (
                f'{self._form}>\n{_keyed(key)}<fieldset><legend class="unseen">{self._words["choices"]}</legend>\n'
                f"{button_rows(item.buttons)}</fieldset>\n</form>\n"
            )
        chosen = ""
        if item.chosen:
            mine = f'<span class="unseen">{self._by["theirs"]}</span>'
            chosen = f'<p class="chosen">{mine}{escape(item.chosen)}</p>'
        at, language = item.at, escape(item.language)
        return Markup(
            f'<li id="m{at}" class="{item.side}" data-at="{at}" lang="{language}">\n'
            f'<span class="unseen">{self._by[item.side]}</span>\n<div class="bubble">\n{inner}</div>\n{chosen}</li>\n'
        )

    def _picture(self, item: WebItem) -> str:
        where = f"{self._base}/chat/picture/{item.at}.png{self._query}"
        drawn = f'<img src="{where}" alt="{self._words["picture"]}" loading="lazy">'
        words = f'<summary>{self._words["picture-words"]}</summary><p class="pre">{escape(item.words)}</p>'
        return (
            f'<figure>\n<a href="{where}"{self._target}>{drawn}</a>\n'
            f"<figcaption><details>{words}</details></figcaption>\n</figure>\n"
        )

    def _files(self, item: WebItem) -> str:
        made = []
        for number, name in item.files:
            link = f'<a href="{self._base}/chat/file/{item.at}{self._query}" download>{escape(name)}</a>'
            made.append(f'<p class="file">{link if number else escape(name)}</p>\n')
        if item.document:
            where = f"{self._base}/chat/document/{item.at}{self._query}"
            made.append(f'<p class="file"><a href="{where}" download>{escape(item.document)}</a></p>')
        return "".join(made)

    # --- where somebody stands ------------------------------------------------------------------------------------

    def below_log(self, page: WebPage, key: str, typed: str = "", wrong: str = "") -> Markup:
        """Return the question that is asked now, or where something can be written: with what was `typed`, and why
        that was not taken (`wrong`).
        """
        asked, field = page.asked, page.field
        if not isinstance(asked, HeldQuestion):
            at = 0 if asked is None else asked.at
            return Markup(self._below(asked, field, str(at), escape(key), typed, wrong))

        def made() -> str:
            return self._below(asked.made, field, AT, KEY, typed, wrong)

        held = made() if typed or wrong else self._held.get((asked.key, field), made)
        return Markup(held.replace(KEY, escape(key)).replace(MARK, escape(asked.mark)).replace(AT, str(asked.at)))

    def _below(self, asked: LiveQuestion | None, field: TypedField, at: str, key: str, typed: str, wrong: str) -> str:
        words = self._words
        if asked is None:
            opens, legend, form, label = '<fieldset class="now">', words["write-here"], "", words["your-message"]
            legend = words["write-to-go-on"] if field.is_elsewhere else legend
        else:
            opens = f'<fieldset class="now" lang="{escape(asked.language)}" data-at="{at}">'
            legend, form = asked.legend, self._choices(asked, key)
            label = words["your-answer" if field.answers else "your-message"]
        answers = _hidden("asked", asked.mark) if asked is not None and asked.mark else ""
        about = f'aria-describedby="{"wrong" if asked is None else "about wrong"}"'
        about = f'aria-invalid="true" {about}' if wrong else about
        read = "" if asked is None else ' aria-describedby="about"'
        return (
            f'{opens}\n<legend id="question" tabindex="-1"{read}>{escape(legend)}</legend>\n{form}'
            f'{self._form} class="typing">\n{_keyed(key)}{answers}<label for="text">{label}</label>\n'
            f'<div class="line">\n{_typing(field, escape(typed), about)}\n'
            f'<button class="send">{words["send"]}</button>\n</div>\n'
            f'<p id="wrong" class="wrong">{escape(wrong)}</p>\n</form>\n</fieldset>\n'
        )

    def _choices(self, asked: LiveQuestion, key: str) -> str:
        about = f'<div id="about">\n{_paragraphs(asked.before)}{_paragraphs(asked.after)}</div>\n'
        return f'{about}{self._form} class="choices">\n{_keyed(key)}{button_rows(asked.buttons)}</form>\n'


def _paragraphs(parts: Iterable[str]) -> str:
    return "".join([f"<p>{part if isinstance(part, Markup) else escape(part)}</p>" for part in parts])


def _keyed(key: str) -> str:
    return _hidden("key", key)


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">\n'


def _typing(field: TypedField, typed: Markup, about: str) -> str:
    named = 'id="text" name="text"'
    if field.multiline:
        return f'<textarea {named} rows="2" maxlength="4000" autocomplete="off" {about}>{typed}</textarea>'
    return (
        f'<input {named} type="text" maxlength="4000" inputmode="{escape(field.mode)}" '
        f'autocomplete="{escape(field.fills)}" enterkeyhint="send" value="{typed}" {about}>'
    )


__all__ = ["Fragments"]
