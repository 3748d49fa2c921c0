"""`intake --version`: says which version runs, and the newest rule table it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import __version__
from scoring.ruleset import all_rulesets

if TYPE_CHECKING:
    import argparse


def run(_args: argparse.Namespace) -> int:
    """Print one line, the same on every day: the newest table may not be in force yet."""
    newest = all_rulesets()[-1]
    print(f"intake {__version__}, rules {newest.id} from {newest.effective_from}")
    return 0
