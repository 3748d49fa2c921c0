"""The page that says how to subscribe: no script, nothing fetched from anywhere, readable on a narrow phone, by day and
by night. Everything in it is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from html import escape
from types import MappingProxyType

from bot.feeds.talks import Owner
from bot.words.words import Words, languages
from dialogs.messages import Arg, Text

# The colours are those of the reader's own device, whichever of its two looks it has.
STYLE = """
:root { color-scheme: light dark }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere;
  background: Canvas; color: CanvasText }
h1 { font-size: 1.35rem; line-height: 1.35 }
h2 { font-size: 1.05rem; margin: 1.75rem 0 .25rem }
p, ol { margin: .25rem 0 }
ol { padding-inline-start: 1.5rem }
.go { display: block; box-sizing: border-box; width: 100%; min-height: 3rem; margin: 1rem 0; padding: .6rem 1rem;
  font: inherit; font-weight: 600; text-align: center; text-decoration: none; border: 2px solid; border-radius: .5rem;
  background: ButtonFace; color: ButtonText }
.go:focus-visible { outline: 3px solid Highlight; outline-offset: 2px }
code { display: block; padding: .6rem; border: 1px solid GrayText; border-radius: .35rem; user-select: all;
  -webkit-user-select: all }
.note { border-inline-start: .25rem solid; padding-inline-start: .75rem; margin: 1.5rem 0 }
"""
_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_DIGEST}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# An address is a secret: nobody is to keep it, find it or be told of it.
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Cache-Control": "no-store",
        "Content-Security-Policy": _POLICY,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow",
    }
)
GOOGLE_STEPS = ("feed-google-1", "feed-google-2", "feed-google-3")


class Pages:
    """Makes the pages, in whichever language."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def subscribing(self, owner: Owner, file: str) -> str:
        """Return the page of a feed; `file` is the address of its calendar."""
        say = _Saying(self.words, owner.language)
        webcal = f"webcal://{file.partition('://')[2]}"
        whose: Mapping[str, Arg] = {"whose": str(owner.kind)}
        return self._page(
            say,
            owner.title,
            f"<p>{say('feed-page-intro')}</p>",
            f'<a class="go" href="{escape(webcal)}">{say("feed-page-open")}</a>',
            f"<p>{say('feed-page-open-how')}</p>",
            f"<h2>{say('feed-page-address')}</h2>",
            f"<code>{escape(file)}</code>",
            "<h2>Google</h2>",
            f"<ol>{''.join(f'<li>{say(key)}</li>' for key in GOOGLE_STEPS)}</ol>",
            "<h2>Outlook</h2>",
            f"<p>{say('feed-outlook')}</p>",
            f'<p class="note">{say("feed-page-slow", whose)}</p>',
            f"<p>{say('feed-page-secret', whose)}</p>",
        )

    def once(self, owner: Owner) -> str:
        """Return the page behind a link for one look: a button, since messengers look at links by themselves."""
        say = _Saying(self.words, owner.language)
        button = f'<form method="post"><button class="go">{say("feed-once-show")}</button></form>'
        return self._page(say, owner.title, f"<p>{say('feed-once')}</p>", button)

    def told(self, key: str) -> str:
        """Return a page that says one thing to whoever it is, in every language we have."""
        says = [_Saying(self.words, language) for language in languages()]
        paragraphs = (f'<p lang="{say.language}">{say(key)}</p>' for say in says)
        return self._page(says[0], Text("feed-page"), *paragraphs)

    def _page(self, say: _Saying, title: Text, *body: str) -> str:
        named = say(title.key, title.args)
        return "\n".join(_document(say.language, named, (f"<h1>{named}</h1>", *body)))


class _Saying:
    """Texts of one language, ready to stand in a page."""

    def __init__(self, words: Words, language: str) -> None:
        self.words, self.language = words, language

    def __call__(self, key: str, args: Mapping[str, Arg] = MappingProxyType({})) -> str:
        return escape(self.words.plain(self.language, Text(key, args)))


def _document(language: str, title: str, body: Iterable[str]) -> Iterable[str]:
    yield "<!doctype html>"
    yield f'<html lang="{escape(language)}">'
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>"
    yield f"<style>{STYLE}</style>"
    yield "<main>"
    yield from body
    yield "</main>"
    yield "</html>"
