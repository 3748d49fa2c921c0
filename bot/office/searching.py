"""Finds leads by what staff know of them: a number, a name, a part of the contact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from bot.office.filters import NO_TALKS, Talks
from bot.office.lead_list import LeadLine, Listed
from bot.turns.finding import FEWEST_FIGURES, figures_in, in_one, parts_of_figures, parts_of_word, plain
from bot.turns.records import StoredLead
from dialogs.messages import Text
from dialogs.office import Office, today

MOST_FOUND = 20
LONGEST_SOUGHT = 100
_TELEPHONE = re.compile(r"[+0-9()\s.\-]+")


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: words that must all be there, or figures of a number."""

    words: tuple[str, ...]
    number: int | None
    figures: str

    @classmethod
    def of(cls, typed: str) -> Self | None:
        """Return what is typed as something to look for; None where nothing is."""
        said = plain(typed[:LONGEST_SOUGHT]).strip().lstrip("#").strip()
        if not said:
            return None
        figures = figures_in(said) if _TELEPHONE.fullmatch(said) else ""
        number = int(said) if said.isdecimal() and len(said) <= 15 else None
        return cls(tuple(said.split()), number, figures)

    @property
    def parts(self) -> frozenset[str]:
        """The parts of words that whatever is found must have, but for a lead of this number; none where any may."""
        if len(self.figures) >= FEWEST_FIGURES:
            return parts_of_figures(self.figures)
        return frozenset() if self.figures else frozenset().union(*map(parts_of_word, self.words))


def matches(stored: StoredLead, sought: Sought) -> bool:
    """Return whether a lead is what is looked for."""
    consented = stored.record.consented
    if sought.number is not None and sought.number == stored.record.number:
        return True
    contact = plain(consented.text("contact") or "")
    if len(sought.figures) >= FEWEST_FIGURES:
        # 090 at home is +81 90 from abroad.
        digits = figures_in(contact)
        return sought.figures in digits or sought.figures.lstrip("0") in digits
    if sought.figures:
        return False
    name = plain(consented.name or "")
    known = f"{name} {in_one(name)} {contact}"
    return all(word in known for word in sought.words)


def found_lines(stored: Sequence[StoredLead], office: Office, now: datetime, talks: Talks = NO_TALKS) -> Listed:
    """Return what was found, and whether there is more; `talks` are the bookings of whoever has some."""
    if not stored:
        return Listed((Text("staff-find-none"),), ())
    line, shown = LeadLine(office, today(office, now), talks=talks), stored[:MOST_FOUND]
    lines = [Text("staff-find-title", {"number": str(len(shown))})]
    lines += [line.open(lead) if lead.record.is_open else line.closed(lead) for lead in shown]
    if len(stored) > MOST_FOUND:
        lines.append(Text("staff-find-more"))
    return Listed(tuple(lines), tuple(lead.person for lead in shown))
