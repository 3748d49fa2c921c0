"""A change of law that nobody made: the newest table with other points, put to staff as a real draft would be."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

from bot.app import Core
from bot.clock import Clock
from bot.storage.reader import SqlReader
from bot.turns.law import shipped
from bot.turns.ledger import Call
from bot.turns.rescoring import rescored
from bot.turns.writer import Writer
from dialogs.office import today
from scoring import all_rulesets, ruleset_for
from scoring.ruleset import read_draft

# What a reader of the card sees at once.
MADE_UP = "【架空の改正・デモ用】"
# For those who were scored in the middle table: N1 brings less, N2 as well.
_CHANGES = (
    (r"(\[rows\.n1\].*?\nb = )15", r"\g<1>5"),
    (r"(\[rows\.n2\].*?\nb = )10", r"\g<1>5"),
    (r'(\ntitle = ")', rf"\g<1>{MADE_UP}"),
)


def made_up(first_day: date) -> str:
    """Return the text of the newest table as it would read with the changes, from a day on."""
    newest = all_rulesets()[-1]
    name = f"{newest.effective_from}.toml"
    text = files("scoring").joinpath("rules", "hsp", name).read_text(encoding="utf-8")
    first = (rf"effective_from = {newest.effective_from}", f"effective_from = {first_day}")
    for old, new in (first, *_CHANGES):
        text, count = re.subn(old, new, text, count=1, flags=re.DOTALL)
        assert count == 1, f"the newest table has a line like {old}"
    return text


def first_day_after(day: date) -> date:
    """Return the day on which it would begin: the next first of April, as most such changes do."""
    april = date(day.year, 4, 1)
    return april if day < april else april.replace(year=day.year + 1)


async def propose(core: Core, writer: Writer, clock: Clock) -> str:
    """Have everybody scored by it and staff asked whether clients are told; return the key of what came of it."""
    office = core.office
    day = today(office, clock.now())
    first_day = first_day_after(day)
    name, text = f"{first_day}.toml", made_up(first_day)
    before = shipped(ruleset_for(day).id, office.checked)
    assert before is not None, "the table in force ships"
    found = await rescored(SqlReader(core.database), core.dialogue, (before, read_draft(name, text)), clock)
    if not found.to_be_told:
        return "demo-law-nobody"
    proposal, moment = found.proposal(is_draft=True), clock.now()
    made = await writer.submit(Call(lambda batch: batch.law.propose(proposal, (name, text), moment)))
    return "demo-law-busy" if made is None else "demo-law-asked"


__all__ = ["MADE_UP", "first_day_after", "made_up", "propose"]
