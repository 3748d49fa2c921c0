"""A plugin of pytest that tells coverage which test runs now, in the worker that runs it.

A process that a test starts has its own coverage, and learns from its environment whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from coverage import Coverage


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Everything that runs from the set-up of a test to its tear-down is that test's."""
    coverage = Coverage.current()
    if coverage is None:
        return (yield)
    coverage.switch_context(item.nodeid)
    try:
        return (yield)
    finally:
        coverage.switch_context("")
