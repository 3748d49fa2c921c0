"""The page for HR: no script, nothing fetched from anywhere, a plain form; everything in it is escaped.

It names nobody but whom the client allowed it to name, and says who the office is, why it asks, and what becomes of it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from types import MappingProxyType

from bot.words.values import language_name
from bot.words.words import Words, languages
from dialogs.employer_form import INNOVATION, LEFT_OUT, NOTHING, PARTS, RD, SME, SURE, UNKNOWN, YEAR
from dialogs.messages import Arg, Text
from dialogs.office import CLIENT, LANGUAGE_OF_STAFF, Office
from dialogs.place import NO, YES

STYLE = """
:root { color-scheme: light dark }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere;
  background: Canvas; color: CanvasText }
h1 { font-size: 1.35rem; line-height: 1.35 }
p { margin: .25rem 0 }
.go { display: block; box-sizing: border-box; width: 100%; min-height: 3rem; margin: 1rem 0; padding: .6rem 1rem;
  font: inherit; font-weight: 600; text-align: center; text-decoration: none; border: 2px solid; border-radius: .5rem;
  background: ButtonFace; color: ButtonText }
.go:focus-visible { outline: 3px solid Highlight; outline-offset: 2px }
.note { border-inline-start: .25rem solid; padding-inline-start: .75rem; margin: 1.5rem 0 }
nav { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .75rem }
nav button { font: inherit; min-height: 1.75rem; padding: 0 .25rem; border: 0; background: none; color: LinkText;
  text-decoration: underline; cursor: pointer }
fieldset { margin: 1.5rem 0; border: 1px solid GrayText; border-radius: .5rem; padding: .75rem 1rem }
legend { font-weight: 600; float: inline-start; width: 100%; padding: 0; margin-block-end: .25rem }
legend + * { clear: both }
label { display: block; min-height: 1.75rem; margin: .35rem 0 }
input[type=text] { box-sizing: border-box; width: 100%; min-height: 2.5rem; font: inherit; padding: .35rem .5rem }
input[type=radio], input[type=checkbox] { width: 1.25rem; height: 1.25rem; vertical-align: text-bottom }
.wrong:focus { outline: none }
.wrong ul { margin: .25rem 0; padding-inline-start: 1.25rem }
.wrong a { display: inline-block; min-height: 1.75rem; color: LinkText }
.wrong { border-inline-start: .25rem solid; padding-inline-start: .75rem; font-weight: 600 }
small { display: block; font-size: .9rem }
"""
_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
# Stricter than any other page: nothing but this style, and a form for ourselves.
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_DIGEST}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The button that shows the form in a language, with what was typed.
SWITCH = "switch"
# The problem that is none of a field: nothing could be taken at this moment.
TROUBLE = "trouble"
_NONE: Mapping[str, str] = MappingProxyType({})
_NO_PROBLEMS: Mapping[str, Text] = MappingProxyType({})


class EmployerPages:
    """Makes the pages, in whichever language."""

    def __init__(self, words: Words, office: Office) -> None:
        self.words = words
        self.office = office

    @staticmethod
    def language_of(asked: str) -> str:
        """Return the language that is asked for; without one that of Japan, where most of those are who are asked."""
        return asked if asked in languages() else LANGUAGE_OF_STAFF

    def form(
        self,
        language: str,
        name: str,
        fields: Mapping[str, str] = _NONE,
        problems: Mapping[str, Text] = _NO_PROBLEMS,
    ) -> str:
        """Return the page that asks, with what was filled in already, and what of it cannot be taken."""
        page = self._page(language, "hr-title", self._asks(language, name, fields, problems), ())
        if problems:
            # Heard first by whoever does not see the page.
            title = self._say(language, "hr-title")
            page = page.replace(f"<title>{title}", f"<title>{self._say(language, 'hr-not-sent')} {title}", 1)
        return page

    def told(
        self,
        language: str,
        key: str,
        args: Mapping[str, Arg] = MappingProxyType({}),
        fields: Mapping[str, str] = _NONE,
    ) -> str:
        """Return a page that says one thing; what was filled in and could not be taken can be copied from it."""
        body = (f"<p>{self._say(language, key, args)}</p>", *self._filled_in(language, fields))
        return self._page(language, f"{key}.title", iter(body), _links(language))

    def _filled_in(self, language: str, fields: Mapping[str, str]) -> Iterator[str]:
        labels = {RD: "hr-rd", **{part: f"hr-{part.replace('_', '-')}" for part in PARTS}, YEAR: "hr-pay-year"}
        chosen = {INNOVATION: "hr-employer-innovation-support", SME: "hr-employer-sme"}
        said = [
            *((key, self._say(language, f"hr-{fields[n]}")) for n, key in chosen.items() if fields.get(n) in (YES, NO)),
            *((key, escape(fields[n][:200])) for n, key in labels.items() if fields.get(n, "").strip()),
        ]
        if said:
            yield f"<p>{self._say(language, 'hr-filled-in')}</p>"
            yield f"<ul>{''.join(f'<li>{self._say(language, key)}: {value}</li>' for key, value in said)}</ul>"

    # --- what they are made of --------------------------------------------------------------------------------------

    def _say(self, language: str, key: str, args: Mapping[str, Arg] = MappingProxyType({})) -> str:
        return escape(self.words.plain(language, Text(key, args))).replace("\n", "<br>")

    def _page(self, language: str, title: str, body: Iterator[str], above: Iterable[str]) -> str:
        named = self._say(language, title)
        return "\n".join(
            (
                "<!doctype html>",
                f'<html lang="{escape(language)}">',
                '<meta charset="utf-8">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                f"<title>{named}</title>",
                f"<style>{STYLE}</style>",
                *above,
                "<main>",
                f"<h1>{named}</h1>",
                *body,
                self._who(language),
                "</main>",
                "</html>",
            )
        )

    def _who(self, language: str) -> str:
        """Return who the office is, and what becomes of what is told."""
        office = self.office
        args: dict[str, Arg] = {
            "office": office.in_language(office.names, language),
            "phone": office.phone,
            "controller": office.in_language(office.privacy.controller, language),
            "contact": office.in_language(office.privacy.contact, language),
            "days_count": office.kept_days(CLIENT),
        }
        return f'<p class="note">{self._say(language, "hr-who", args)}</p>'

    def _asks(self, language: str, name: str, fields: Mapping[str, str], problems: Mapping[str, Text]) -> Iterator[str]:
        def say(key: str, args: Mapping[str, Arg] = MappingProxyType({})) -> str:
            return self._say(language, key, args)

        yield '<form method="post" accept-charset="utf-8" autocomplete="off">'
        # Enter in a field presses the first button: one that does nothing, so that nothing is sent or shown anew by it.
        yield "<button disabled hidden></button>"
        yield _switch(language)
        yield f"<p>{say('hr-named', {'name': name}) if name else say('hr-unnamed')}</p>"
        yield f"<p>{say('hr-why')}</p>"
        if problems:
            yield from self._what_is_wrong(language, problems)
        yield f'<input type="hidden" name="language" value="{escape(language)}">'
        for asked in (INNOVATION, SME):
            yield from self._choice(language, asked, fields.get(asked, ""))
        yield f"<fieldset><legend>{say('hr-rd')}</legend><small>{say('hr-rd-help')}</small>"
        yield from self._field(language, RD, "hr-rd-label", fields, problems)
        yield "</fieldset>"
        yield f"<fieldset><legend>{say('hr-pay')}</legend><small>{say('hr-pay-help')}</small>"
        for part in PARTS:
            yield from self._field(language, part, f"hr-{part.replace('_', '-')}", fields, problems)
        yield from self._field(language, YEAR, "hr-pay-year", fields, problems, unknown=False)
        yield _box(LEFT_OUT, say("hr-pay-left-out"), on=bool(fields.get(LEFT_OUT)))
        if SURE in problems:
            much = problems[SURE]
            yield f'<p class="wrong">{self._text(language, much)}</p>'
            yield _box(SURE, say("hr-sure", much.args), on=False, value=str(much.args["yen"]))
        yield "</fieldset>"
        if NOTHING in problems:
            yield f'<p class="wrong">{self._text(language, problems[NOTHING])}</p>'
            yield _box(NOTHING, say("hr-nothing"), on=False)
        yield f'<button class="go">{say("hr-send")}</button>'
        yield "</form>"

    def _what_is_wrong(self, language: str, problems: Mapping[str, Text]) -> Iterator[str]:
        """Yield what is not right, with the way to each place; where the page opens, on a phone as for who hears it."""
        said = problems.get(TROUBLE, Text("hr-problem"))
        yield f'<div class="wrong" role="alert" tabindex="-1" autofocus><p>{self._text(language, said)}</p>'
        labels = {RD: "hr-rd", YEAR: "hr-pay-year", SURE: "hr-pay", NOTHING: "hr-nothing"}
        labels |= {part: f"hr-{part.replace('_', '-')}" for part in PARTS}
        links = [
            f'<li><a href="#{n}">{self._say(language, key)}</a></li>' for n, key in labels.items() if n in problems
        ]
        if links:
            yield f"<ul>{''.join(links)}</ul>"
        yield "</div>"

    def _text(self, language: str, text: Text) -> str:
        return escape(self.words.plain(language, text))

    def _choice(self, language: str, name: str, chosen: str) -> Iterator[str]:
        key = f"hr-{name.replace('_', '-')}"
        yield f"<fieldset><legend>{self._say(language, key)}</legend>"
        yield f"<small>{self._say(language, f'{key}-help')}</small>"
        for value in (YES, NO, UNKNOWN):
            on = " checked" if value == (chosen if chosen in (YES, NO) else UNKNOWN) else ""
            label = self._say(language, f"hr-{value}")
            yield f'<label><input type="radio" name="{name}" value="{value}"{on}> {label}</label>'
        yield "</fieldset>"

    def _field(
        self,
        language: str,
        name: str,
        key: str,
        fields: Mapping[str, str],
        problems: Mapping[str, Text],
        *,
        unknown: bool = True,
    ) -> Iterator[str]:
        wrong = problems.get(name)
        tied = "" if wrong is None else f' aria-invalid="true" aria-describedby="{name}-wrong"'
        if wrong is not None:
            yield f'<p class="wrong" id="{name}-wrong">{self._text(language, wrong)}</p>'
        yield f'<label for="{name}" id="{name}-label">{self._say(language, key)}</label>'
        value = escape(fields.get(name, "")[:200])
        yield f'<input type="text" id="{name}" name="{name}" value="{value}" inputmode="decimal" maxlength="80"{tied}>'
        if unknown:
            box = f"{name}_{UNKNOWN}"
            on = bool(fields.get(box))
            yield _box(box, self._say(language, "hr-unknown"), on=on, of=f"{name}-label")


def _box(name: str, label: str, *, on: bool, value: str = YES, of: str = "") -> str:
    """Return a box to tick; `of` is what says of which field it is, to whoever does not see where it stands."""
    checked = " checked" if on else ""
    told = f' aria-describedby="{of}"' if of else ""
    box = f'<input type="checkbox" id="{name}" name="{name}" value="{escape(value)}"{checked}{told}>'
    return f"<label>{box} {label}</label>"


def _switch(language: str) -> str:
    """Return the languages, each under its own name: a button that takes along what was typed."""
    other = f'<button name="{SWITCH}" value="{{0}}" lang="{{0}}" formnovalidate>{{1}}</button>'
    return _languages(language, other)


def _links(language: str) -> Iterator[str]:
    """Yield the languages where nothing was typed: a link to the page in each."""
    yield _languages(language, '<a href="?lang={0}" lang="{0}">{1}</a>')


def _languages(language: str, other: str) -> str:
    names = ((code, escape(language_name(code, code))) for code in languages())
    made = (f'<b lang="{c}">{n}</b>' if c == language else other.format(c, n) for c, n in names)
    return f"<nav>{' '.join(made)}</nav>"


__all__ = ["POLICY", "SWITCH", "TROUBLE", "EmployerPages"]
