"""The pages of the desk, of templates, in the language of staff; texts of the house keep their few tags."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from aiohttp import web

from bot.office.web.visit import DeskPage, ShownPage, StaffVisit
from bot.web.guard import WebGate
from bot.web.markup import Markup, safe, typed
from bot.web.templates import assets, environment
from bot.words.words import Words
from dialogs.messages import Arg, Text
from dialogs.office import LANGUAGE_OF_STAFF, Office

HERE = Path(__file__).parent
_ASSETS = (("style.css", "text/css"), ("icon.svg", "image/svg+xml"))
# No script at all, nothing of anybody else, in no frame.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class DeskTemplates:
    """Makes the pages and answers with them. `pages` are those of the desk, for the menu."""

    def __init__(self, words: Words, office: Office, gate: WebGate, pages: Sequence[DeskPage]) -> None:
        self.words = words
        self.office = office
        self.gate = gate
        self.pages = pages
        self._made = environment(HERE / "templates")
        self._made.globals.update(say=self.say, text=self.text, typed=typed)

    @cached_property
    def assets(self) -> Mapping[str, tuple[str, bytes]]:
        """The style and the icon by their names, which change with what is in them."""
        return assets(HERE / "static", _ASSETS)

    def say(self, key: str, **args: Arg) -> str:
        """Return a text without tags."""
        return self.words.plain(LANGUAGE_OF_STAFF, Text(key, args))

    def text(self, text: Text, language: str = LANGUAGE_OF_STAFF) -> Markup:
        """Return a text with its tags, as a page may show it."""
        return safe(self.words.html(language, text))

    def respond(self, shown: ShownPage, visit: StaffVisit | None, proof: Callable[[], str] = str) -> web.Response:
        """PageAnswer with a page; `proof` makes the hidden word of each form on it."""
        style, icon = (f"{self.gate.path}/desk/{name}" for name in self.assets)
        menu = [] if visit is None else [p for p in self.pages if p.in_menu and visit.rights.may(p.needs)]
        here = "" if visit is None else visit.request.path.removeprefix(self.gate.path)
        html = self._made.get_template(shown.template).render(
            base=f"{self.gate.path}/desk",
            root=self.gate.path,
            style=style,
            icon=icon,
            office=self.office.in_language(self.office.names, LANGUAGE_OF_STAFF),
            lang=LANGUAGE_OF_STAFF,
            menu=menu,
            here=here,
            me=None if visit is None else visit.by.name,
            rights=None if visit is None else visit.rights,
            told=shown.told,
            proof=lambda: Markup('<input type="hidden" name="proof" value="{}">').format(proof()),
            **shown.values,
        )
        headers = self.gate.headers_of_a_page(POLICY)
        answer = web.Response(
            status=shown.status, text=html, content_type="text/html", charset="utf-8", headers=headers
        )
        answer.enable_compression()
        return answer


__all__ = ["POLICY", "DeskTemplates"]
