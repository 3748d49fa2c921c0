"""The pages: each is one object in a file of its own here, found by itself; and which one a person is looking at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

from dialogs.pages.page import Page


def _found() -> Iterator[Page]:
    """Yield the page of every file that has one: a new page is one file and its texts."""
    for module in iter_modules(__path__):
        page = getattr(import_module(f"{__name__}.{module.name}"), "PAGE", None)
        if isinstance(page, Page):
            yield page


PAGES: Mapping[str, Page] = {page.id: page for page in _found()}
