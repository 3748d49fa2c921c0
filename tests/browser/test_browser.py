"""Says what to install where there is no browser: one skip in the place of all tests beside it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import HAS_BROWSER, MISSING


def test_there_is_a_browser() -> None:
    if not HAS_BROWSER:
        pytest.skip(MISSING)
