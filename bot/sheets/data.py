"""What a score card and a worksheet show: plain data, every text already in the reader's language, no markup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scoring import Status, Verdict

# What is taller than so many times its width, messengers show small or cut; we would send it as a file.
MOST_HEIGHT_TO_WIDTH = 2.5


@dataclass(frozen=True, slots=True)
class PictureLine:
    """One row of the points table. `most` is the most it can still bring; `note` adds what the number leaves open."""

    label: str
    points: int
    most: int
    status: Status
    note: str = ""


@dataclass(frozen=True, slots=True)
class CardStep:
    """A day from which on the total is another, as written for the reader, and why in a few words."""

    day: str
    total: int
    label: str


@dataclass(frozen=True, slots=True)
class CardWords:
    """What every card of a language says: headings and units."""

    points: str
    lines: str
    may_rise: str
    nothing: str
    separator: str
    steps: str
    reached: str
    below: str
    not_drawn: str


@dataclass(frozen=True, slots=True)
class CardData:
    """A score card. `least` and `greatest` are the range of the total, `mark` the points needed.

    `basis` tells the day counted for and the table used; `range_text` is empty where there is nothing open, `told`
    where nothing beside the points was told, `deadlines` and `own_way` where the person has none.
    """

    title: str
    office: str
    verdict: Verdict
    verdict_text: str
    total: int
    mark: int
    least: int
    greatest: int
    needed: str
    range_text: str
    lines: tuple[PictureLine, ...]
    steps: tuple[CardStep, ...]
    basis: str
    disclaimer: str
    words: CardWords
    told: str = ""
    # By which days something must be done, and the way to permanent residence that needs no points.
    deadlines: str = ""
    own_way: str = ""


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """A document that proves a row, and its number in the office's file (empty until it has one)."""

    name: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of the official form: its column (学歴 ...), its circled number, and points at three stages.

    Claimed by the client, proved by documents received, confirmed by staff; None is not known yet, never zero.
    `remark` says what the number does not: what is open, who must confirm the line, or who has checked its rule.
    """

    column: str
    form_number: str
    label: str
    claimed: int | None
    documented: int | None
    confirmed: int | None
    papers: tuple[SheetPaper, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SheetWords:
    """The printed words of a worksheet: its title, the names of its fields and columns, its explanations."""

    title: str
    client: str
    category: str
    day: str
    table: str
    column: str
    form_number: str
    item: str
    claimed: str
    documented: str
    confirmed: str
    papers: str
    total: str
    not_known: str
    legend: str
    notes: str
    checked_by: str
    checked_on: str
    not_drawn: str
    conditions: str = ""
    deadline: str = ""
    facts: str = ""
    contact: str = ""
    card: str = ""


@dataclass(frozen=True, slots=True)
class SheetData:
    """A worksheet: rows in the order of the official form, and three totals (claimed, documented, confirmed).

    `lead_number` is as written ("#12"), `needed` tells the pass mark; `made_on` only dates the file. `conditions` are
    those that hold whatever the points, each with how it stands. `deadline` (all that cannot wait), `facts` and
    `contact` are the lead card's, or empty; `card` has its other lines.
    """

    office: str
    lead_number: str
    client: str
    category: str
    day: str
    table: str
    rows: tuple[SheetRow, ...]
    totals: tuple[int | None, int | None, int | None]
    needed: str
    notes: str
    disclaimer: str
    made_on: date
    words: SheetWords
    conditions: tuple[str, ...] = ()
    deadline: str = ""
    facts: str = ""
    contact: str = ""
    card: tuple[str, ...] = ()
