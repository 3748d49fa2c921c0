"""Points tables that do not ship: the newest one with a first day ahead and something changed."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

from scoring import Ruleset, all_rulesets
from scoring.ruleset import load_ruleset

NEWEST = all_rulesets()[-1]
FIRST_DAY = date(2027, 4, 1)
NAME = f"{FIRST_DAY}.toml"


def draft_text(*changes: tuple[str, str], first_day: date = FIRST_DAY) -> str:
    """The text of the newest table from another day on; each change replaces something once, which must be there."""
    text = files("scoring").joinpath("rules", "hsp", f"{NEWEST.effective_from}.toml").read_text(encoding="utf-8")
    for old, new in ((f"effective_from = {NEWEST.effective_from}", f"effective_from = {first_day}"), *changes):
        text, count = re.subn(old, new, text, count=1, flags=re.DOTALL)
        assert count == 1, old
    return text


def draft(*changes: tuple[str, str], first_day: date = FIRST_DAY) -> Ruleset:
    """That table."""
    return load_ruleset(f"{first_day}.toml", draft_text(*changes, first_day=first_day))


# In (b): N1 brings fewer points, or more.
LESS_FOR_N1 = (r"(\[rows\.n1\].*?\nb = )15", r"\g<1>5")
EVEN_LESS_FOR_N1 = (r"(\[rows\.n1\].*?\nb = )15", r"\g<1>3")
MORE_FOR_N2 = (r"(\[rows\.n2\].*?\nb = )10", r"\g<1>12")
MORE_FOR_GROWTH = (r"(\[rows\.growth\].*?\nb = )10", r"\g<1>12")
MORE_FOR_N1 = (r"(\[rows\.n1\].*?\nb = )15", r"\g<1>25")
# The least pay that (b) and (c) ask for.
MORE_PAY = (r"yen = 3_000_000", "yen = 7_000_000")
# From how many points on somebody passes.
HIGHER_MARK = (r"points = 70", "points = 75")
