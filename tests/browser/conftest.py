"""A browser for the tests here; without one they are one skip that says what to install."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

# Where the packages of deploy/requirements-browser.txt are, unless they are with all others: looked for last.
sys.path += filter(None, [os.environ.get("TESTS_BROWSER_PACKAGES")])
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
MISSING = (
    "no browser: `apt-get install chromium` and `pip install --no-deps --require-hashes -r "
    "deploy/requirements-browser.txt`, then run tests/browser again"
)
HAS_BROWSER = importlib.util.find_spec("playwright") is not None and Path(CHROMIUM).exists()
# Where there is none, nothing else here is even read.
collect_ignore_glob = [] if HAS_BROWSER else ["test_in_*.py"]
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
NARROW: dict[str, Any] = {"viewport": {"width": 320, "height": 700}, "is_mobile": True, "has_touch": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1200, "height": 860}}
# Said by the browser itself of what is meant to be refused.
_REFUSED = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")


@dataclass
class Browser:
    """A running browser, and what it complained of."""

    running: Any
    errors: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def page(self, **options: Any) -> AsyncIterator[Any]:
        """A page with cookies of its own."""
        context = await self.running.new_context(**{**PHONE, **options})
        page = await context.new_page()
        self.listen(page)
        yield page
        await context.close()

    def listen(self, page: Any) -> None:
        """Keep what goes wrong on a page."""
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self._said(said.type, said.text))

    def _said(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not any(known in text for known in _REFUSED):
            self.errors.append(text)


def fonts_in(folder: Path, *, usual: bool = False) -> Path:
    """Write a fontconfig file that names the folders of our pinned fonts, so that every script can be drawn.

    With `usual` the machine's own settings count as well: which font is which.
    """
    found = [importlib.util.find_spec(name) for name in ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")]
    folders = {Path(one.submodule_search_locations[0]) for one in found if one and one.submodule_search_locations}
    named = "".join(f"<dir>{one}</dir>" for one in [*folders, "/usr/share/fonts"])
    if usual:
        named += '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
    # Whatever is asked for that is not there: one face for all, with the forms of each language.
    default = (
        '<match target="pattern"><edit name="family" mode="append" binding="same">'
        "<string>Noto Sans CJK JP</string></edit></match>"
    )
    path = folder / "fonts.conf"
    path.write_text(
        "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'>"
        f"<fontconfig>{named}{default}<cachedir>{folder}/fonts</cachedir></fontconfig>"
    )
    return path


@pytest.fixture
def shots(tmp_path: Path) -> Path:
    """Where pictures of screens are kept: to be looked at, in the folder that TESTS_BROWSER_SHOTS names."""
    folder = Path(os.environ.get("TESTS_BROWSER_SHOTS", tmp_path))
    folder.mkdir(exist_ok=True, parents=True)
    return folder


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def chromium(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Any]:
    """The browser: begun once, since that takes longer than a test; ended with the last test here."""
    from playwright.async_api import async_playwright

    fonts = fonts_in(tmp_path_factory.mktemp("fonts"))
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"], env={**os.environ, "FONTCONFIG_FILE": str(fonts)}
        )
        yield running
        await running.close()


@pytest.fixture
def browser(chromium: Any) -> Iterator[Browser]:
    """The browser; at the end of a test nothing may have gone wrong in it."""
    made = Browser(chromium)
    yield made
    assert made.errors == []
