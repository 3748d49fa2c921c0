"""The pages: each is one object in a file of its own here, found by itself; and which one a person is looking at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

from dialogs.errors import QuestionnaireError
from dialogs.pages.page import Page


def _found() -> Iterator[object]:
    """Yield the page of every file that has one: a new page is one file and its texts."""
    for module in iter_modules(__path__):
        page = getattr(import_module(f"{__name__}.{module.name}"), "PAGE", None)
        if page is not None:
            yield page


def by_id(pages: Iterable[object]) -> Mapping[str, Page]:
    """Return pages by their ids. Raises `QuestionnaireError` for two of one id, and for what is no page."""
    found: dict[str, Page] = {}
    for page in pages:
        if not isinstance(page, Page):
            raise QuestionnaireError(f"a page file has {page!r} as its PAGE, which is no page")
        if page.id in found:
            raise QuestionnaireError(f"page {page.id!r} is declared in two files")
        found[page.id] = page
    return found


PAGES: Mapping[str, Page] = by_id(_found())
