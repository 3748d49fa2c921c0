"""Says what to install where there is no browser: one skip in the place of all tests beside it."""

from __future__ import annotations

import os

import pytest

from tests.browser.conftest import HAS_BROWSER, MISSING

# Where this is "yes", as in continuous integration, a missing browser is no skip.
REQUIRED = "TESTS_BROWSER_REQUIRED"


def test_there_is_a_browser() -> None:
    if not HAS_BROWSER:
        assert os.environ.get(REQUIRED) != "yes", MISSING
        pytest.skip(MISSING)
