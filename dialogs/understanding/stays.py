"""Reads since when somebody is in Japan, where they came, left and came back: the stay of today began with the return.

Whether a break counts only the person knows (a short trip with the status kept is none), so that earlier days are
offered as well. Rulebook 5: the years for permanent residence are those of an unbroken stay.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dialogs.kinds import Context
from dialogs.parsing import Ambiguous, AnswerProblem, Certain, PartialDate, read_day, read_years
from dialogs.parsing.reading import MOST_CANDIDATES
from dialogs.parsing.text import normalise
from dialogs.understanding.absences import is_absence
from dialogs.understanding.amounts import IN_JAPAN
from dialogs.understanding.clauses import Clause
from dialogs.understanding.figures import date_runs
from dialogs.understanding.plain import Tokens
from dialogs.understanding.said import Said
from dialogs.understanding.understood import Certainty, Fact

CAME, WENT, BACK, THERE = "came", "went", "back", ""
_EVENTS = frozenset((CAME, WENT, BACK))
_MOST_YEARS = 80
# More days than these are a life's story for a person.
_MOST_DAYS = 8


@dataclass(frozen=True, slots=True)
class _Event:
    """Somebody came, went or came back on a day; or was there on it, without a word of how."""

    day: PartialDate
    kind: str


def stay_said(said: Said, clauses: Sequence[Clause], context: Context) -> Fact | None:
    """Return the days on which the stay of today can have begun, likeliest first; None for what is one plain day."""
    telling = [clause for clause in clauses if not (clause.asks or clause.other_person or clause.condition)]
    # A time abroad that is over is kept apart: whether it breaks the stay, staff say.
    stays = [clause for clause in telling if not is_absence(said, clause)]
    events = [event for clause in stays for event in _events(said.tokens, clause, context.today)]
    if not events or len(events) > _MOST_DAYS:
        return _for_so_long(said, telling, context) if not events else None
    if not any(event.kind in (WENT, BACK) for event in events):
        return None
    words = said.tokens.words(telling[0].first, telling[-1].after)
    starts: list[PartialDate] = []
    is_there = False
    for event in sorted(events, key=lambda event: event.day.first()):
        if event.kind == WENT:
            is_there = False
        else:
            starts = [event.day, *starts] if not is_there or event.kind == BACK else [*starts, event.day]
            is_there = True
    # Who left and is not back is in no stay; the day they left is none either.
    found = tuple(dict.fromkeys(day.isoformat() for day in starts))[:MOST_CANDIDATES] if is_there else ()
    return Fact(IN_JAPAN, found, Certainty.READ_BACK, words)


def _events(tokens: Tokens, clause: Clause, today: date) -> Iterator[_Event]:
    """Yield what is dated in a clause. A range is a stay that ended, or in "not in Japan 2021-2022" an absence."""
    runs = _joined(list(date_runs(tokens, clause)), clause)
    # Who was abroad on a day had left by then.
    words = [
        (hit.first, hit.after, kind)
        for hit in clause.hits
        for kind in (hit.figures & _EVENTS or ({WENT} if "been_away" in hit.figures else ()))
    ]
    away = any(kind == WENT for _, _, kind in words) or clause.has("not_before")
    used: set[int] = set()
    for number, (first, after) in enumerate(runs):
        days = _days(tokens.text(first, after), today)
        if len(days) == 2:
            yield _Event(days[0], WENT if away else THERE)
            yield _Event(days[1], BACK if away else WENT)
            continue
        if len(days) != 1:
            continue
        begins = runs[number - 1][1] if number else clause.first
        ends = runs[number + 1][0] if number + 1 < len(runs) else clause.after
        before = [word for word in words if begins <= word[0] < first]
        behind = [word for word in words if after <= word[0] < ends]
        # English says it before the day, Japanese behind.
        japanese = any(tokens.kinds[word[0]] == "sign" for word in (*before, *behind))
        nearest = [*behind, *reversed(before)] if japanese else [*reversed(before), *behind]
        chosen = next((word for word in nearest if word[0] not in used), None)
        if chosen is not None:
            used.add(chosen[0])
        yield _Event(days[0], chosen[2] if chosen is not None else THERE)


def _joined(runs: list[tuple[int, int]], clause: Clause) -> list[tuple[int, int]]:
    """Put both ends of a range together where a word stands between them: 「2015年から2018年」."""
    between = {hit.first: hit.after for hit in clause.hits if "since" in hit.figures}
    found: list[tuple[int, int]] = []
    for first, after in runs:
        if found and between.get(found[-1][1]) == first:
            found[-1] = found[-1][0], after
        else:
            found.append((first, after))
    return found


def _days(text: str, today: date) -> list[PartialDate]:
    """Return the day of a run, or both ends of a range; nothing where it can be several days."""
    for parts in ([text], _ends(text)):
        readings = [_day(part, today) for part in parts]
        if parts and all(day is not None for day in readings):
            return [day for day in readings if day is not None]
    return []


def _ends(text: str) -> list[str]:
    for mark in (" - ", "~", " to ", "から", "-"):
        parts = [part.strip() for part in text.split(mark)]
        if len(parts) == 2 and all(parts):
            return parts
    return []


def _day(text: str, today: date) -> PartialDate | None:
    reading = read_day(text, earliest=today.replace(today.year - _MOST_YEARS, 1, 1), latest=today, today=today)
    if isinstance(reading, Ambiguous) and len(reading.candidates) == 1:
        return reading.candidates[0]
    return reading.value if isinstance(reading, Certain) else None


def stay_beside(said: Said, clauses: Sequence[Clause], left: Collection[str], context: Context) -> tuple[Fact, ...]:
    """Return since when somebody is here who says for how long, at another question or at none: "been here 4 yrs"."""
    for clause in clauses if IN_JAPAN in left else ():
        if clause.asks or clause.other_person or clause.condition or clause.denied or not clause.counts("lives_here"):
            continue
        figures = [place for place in range(clause.first, clause.after) if said.tokens.kinds[place] == "figure"]
        units = [hit for hit in clause.hits if len(figures) == 1 and hit.first == figures[0] + 1]
        # 「4年目」 and "4 years ago" are longer than their unit, and say something else.
        unit = max(units, key=lambda hit: hit.after, default=None)
        if unit is None or "year" not in unit.figures or is_absence(said, clause):
            continue
        reading = read_years(said.tokens.text(figures[0], unit.after), context.today)
        if isinstance(reading, Certain):
            days = _begun((reading.value,), context.today)
            return (Fact(IN_JAPAN, days, Certainty.READ_BACK, said.tokens.words(clause.first, clause.after)),)
    return ()


def _begun(lengths: Sequence[int], today: date) -> tuple[str, ...]:
    """Return the months so many months ago."""
    now = today.year * 12 + today.month - 1
    begun = (PartialDate((now - months) // 12, (now - months) % 12 + 1) for months in lengths if months > 0)
    return tuple(day.isoformat() for day in begun)


def _for_so_long(said: Said, telling: Sequence[Clause], context: Context) -> Fact | None:
    """Return the month in which a stay began that has lasted so long: "5 years", "I've been here for 6 years"."""
    # 「れいわ3ねん」 is a year.
    if len(telling) != 1 or is_absence(said, telling[0]) or telling[0].counts("era"):
        return None
    text = said.tokens.text(telling[0].first, telling[0].after)
    # "5" alone, and what has a year in it, are no lengths.
    plain = normalise(text)
    if plain.isdecimal() or re.search(r"\d{3}", plain):
        return None
    reading = read_years(text, context.today)
    if isinstance(reading, AnswerProblem):
        return None
    lengths = (reading.value,) if isinstance(reading, Certain) else reading.candidates
    days = _begun(lengths, context.today)
    return Fact(IN_JAPAN, days, Certainty.READ_BACK, text) if days else None
