"""A browser for the tests here; without one they are one skip that says what to install."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
MISSING = (
    "no browser: `apt-get install chromium` and `pip install --no-deps --require-hashes -r "
    "deploy/requirements-browser.txt`, then run tests/browser again"
)
HAS_BROWSER = importlib.util.find_spec("playwright") is not None and Path(CHROMIUM).exists()
# Where there is none, nothing else here is even read.
collect_ignore_glob = [] if HAS_BROWSER else ["test_in_*.py"]
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
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


@pytest.fixture
def fonts(tmp_path: Path) -> Path:
    """A fontconfig file for the tests."""
    return fonts_in(tmp_path)


def fonts_in(tmp_path: Path, *, usual: bool = False) -> Path:
    """Write a fontconfig file that names the folders of our pinned fonts, so that every script can be drawn.

    With `usual` the machine's own settings count as well: which font is which.
    """
    folders = {
        Path(found.submodule_search_locations[0])
        for name in ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")
        if (found := importlib.util.find_spec(name)) is not None and found.submodule_search_locations
    }
    named = "".join(f"<dir>{folder}</dir>" for folder in [*folders, "/usr/share/fonts"])
    path = tmp_path / "fonts.conf"
    if usual:
        named += '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
    path.write_text(f"<?xml version='1.0'?><fontconfig>{named}<cachedir>{tmp_path}/fonts</cachedir></fontconfig>")
    return path


@pytest.fixture
async def browser(fonts: Path) -> AsyncIterator[Browser]:
    """A browser; at its end nothing may have gone wrong in it."""
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"], env={**os.environ, "FONTCONFIG_FILE": str(fonts)}
        )
        made = Browser(running)
        yield made
        await running.close()
        assert made.errors == []
