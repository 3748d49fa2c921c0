"""How well typed texts are understood, by language and question: `python -m tests.answers.report`.

`--language en` and `--half looked-at` or `--half held-out` narrow it down. Of the half that was held out no text is
printed, so that no rule is fitted to it: only what was meant and what was read. Of what was typed in a hurry
(`hurried/<language>.toml`) all was looked at, and so was what is told beside an answer (`fresh/typed/`). `--blind`
measures the blind set instead (`blind/typed/<language>.toml`, by somebody who had seen no rule): no half of it is
looked at, no text printed.

A text counts once for its asked question (and once for each fact beside it). "Taken" is kept at once and right; "asked"
is rightly asked back or left alone; "back" is a plain text whose right value is only read back; "refused" is not
understood; "WRONG" is kept at once although it is not what was meant.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from dialogs.conversation import Value
from dialogs.kinds import Consent, Contact, FreeText, Language, ManyOfSource, OneOf, OneOfSource
from dialogs.messages import Text
from dialogs.parsing import PartialDate
from dialogs.questionnaires.hsp import HSP
from dialogs.situation import BIRTHDAY_MONTHS_AHEAD
from dialogs.understanding import Fact, Reader, Understood
from scoring import Category, age_band, completed_years, months_later, ruleset_for
from tests.answers import LANGUAGES

HERE = Path(__file__).parent
# Where the labelled texts are, and the blind ones.
TYPED, HURRIED, FRESH, BLIND = "typed", "hurried", "fresh/typed", "blind/typed"
TODAY = date(2026, 11, 22)
PAGES = ("first", "result", "handed_off")
# These have their own readers, or are taken from the button alone.
NOT_READ = (Consent, Language, Contact, FreeText, OneOfSource, ManyOfSource)
# The three aims: nothing wrong is accepted; so much is taken or rightly asked; so little is asked back though plain.
MOST_WRONG, LEAST_RIGHT, LEAST_RIGHT_CHOICES, MOST_BACK = 0, 0.97, 0.95, 0.15


class Outcome(Enum):
    """What became of one thing that was meant."""

    TAKEN = "taken"
    ASKED = "asked"
    BACK = "back"
    REFUSED = "refused"
    WRONG = "WRONG"


@dataclass(frozen=True, slots=True)
class Today:
    """A context in which only the day is known."""

    today: date = TODAY
    agrees_today: bool = True
    is_sent: bool = False
    lives_abroad: bool = False
    lives_in_japan: bool = True

    def choices(self, source: str) -> Sequence[tuple[str, Text]]:
        """No office, no choices of its own."""
        return ()

    def missed(self, source: str, value: str) -> Text | None:
        """Nothing was ever offered."""
        return None

    def is_gone(self, source: str, value: str) -> bool:
        """Nothing is gone."""
        return False

    def settles_age(self, birth: PartialDate) -> bool:
        """Whether every day the date can mean lies in one age band, as for a client."""
        if birth.day is not None:
            return True
        days = (self.today, months_later(self.today, BIRTHDAY_MONTHS_AHEAD))
        table = ruleset_for(self.today).categories[Category.B]
        return len({age_band(table, completed_years(b, d)) for b in (birth.first(), birth.last()) for d in days}) == 1


@dataclass(frozen=True, slots=True)
class Case:
    """A text as typed, what it means, and whether it was held out."""

    language: str
    asked: str
    text: str
    means: tuple[Any, ...]
    also: Mapping[str, Any]
    remarks: tuple[str, ...]
    held_out: bool


@dataclass(slots=True)
class Row:
    """What became of the texts of one question, and what was read where something was wrong."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    plain: int = 0
    notes: list[tuple[Outcome, Case, str]] = field(default_factory=list)

    def note(self, outcome: Outcome, case: Case, read: str, *, plain: bool) -> None:
        """Count an outcome; one that is not right is kept with its text."""
        self.outcomes[outcome] += 1
        self.plain += plain
        if outcome in (Outcome.BACK, Outcome.REFUSED, Outcome.WRONG):
            self.notes.append((outcome, case, read))


@cache
def cases(language: str, folder: str = TYPED) -> tuple[Case, ...]:
    """Return the labelled texts of a language in the order of the file; of the blind set all are held out."""
    data = tomllib.loads((HERE / folder / f"{language}.toml").read_text(encoding="utf-8"))
    places: Counter[str] = Counter()
    found = []
    for entry in data["typed"]:
        asked = entry["asked"]
        means = tuple(entry["any"]) if "any" in entry else (entry["means"],) if "means" in entry else ()
        also, remarks = entry.get("also", {}), tuple(entry.get("remarks", ()))
        held_out = folder == BLIND or (folder == TYPED and bool(places[asked] % 2))
        found.append(Case(language, asked, entry["text"], means, also, remarks, held_out))
        places[asked] += 1
    return tuple(found)


@cache
def reader() -> Reader:
    """Return the reader that ships."""
    return Reader(HSP, LANGUAGES)


def understood(case: Case) -> Understood:
    """Return what is understood of a text at its question."""
    asked = None if case.asked in PAGES else HSP.by_id[case.asked]
    return reader().read(case.text, asked, case.language, Today())


def is_read(question: str) -> bool:
    """Return whether the reader reads answers to a question at all."""
    return question not in PAGES and not isinstance(HSP.by_id[question].kind, NOT_READ)


def judged(chosen: Sequence[Case]) -> dict[str, Row]:
    """Return the outcomes by question; facts beside the asked one are counted under "beside"."""
    rows: defaultdict[str, Row] = defaultdict(Row)
    for case in chosen:
        read = understood(case)
        if is_read(case.asked) and case.means:
            outcome = _outcome(case, read)
            plain = all(str(meant) not in ("ask", "unknown", "help", "nothing") for meant in case.means)
            rows[case.asked].note(outcome, case, _shown(read, case.asked), plain=plain)
        for question, meant in case.also.items():
            rows["beside" if case.asked not in PAGES else case.asked].note(
                _beside(meant, read.of(question), question),
                case,
                f"{question}: {meant} -> {_shown(read, question)}",
                plain=meant != "ask",
            )
        for fact in read.facts:
            if fact.settled and fact.question not in (case.asked, *case.also, *_implied(case)):
                rows["not meant"].note(Outcome.WRONG, case, _shown(read, fact.question), plain=False)
        for kind in case.remarks:
            found = any(remark.kind == kind for remark in read.remarks)
            rows["remarks"].note(
                Outcome.TAKEN if found or kind == "other" else Outcome.REFUSED, case, f"remark {kind}", plain=True
            )
    return dict(rows)


def _implied(case: Case) -> Sequence[str]:
    """What goes along with what is labelled: a specialist's trade names its field, which has labels of its own
    (tests/dialogs/test_work_field.py)."""
    meant = (*(case.means if case.asked == "activity" else ()), case.also.get("activity"))
    return ("work_field",) if "specialist" in str(meant) else ()


def _outcome(case: Case, read: Understood) -> Outcome:
    fact = read.of(case.asked)
    outcomes = [_meant(meant, fact, read, case.asked) for meant in case.means]
    order = (Outcome.TAKEN, Outcome.ASKED, Outcome.BACK, Outcome.REFUSED, Outcome.WRONG)
    return min(outcomes, key=order.index)


def _meant(meant: Any, fact: Fact | None, read: Understood, question: str) -> Outcome:
    if meant in ("ask", "unknown", "help", "nothing") and fact is not None and fact.settled:
        return Outcome.WRONG
    if meant == "nothing":
        return Outcome.ASKED
    if meant == "help":
        return Outcome.ASKED if read.question else Outcome.REFUSED
    if meant == "unknown":
        return Outcome.ASKED if read.unknown or read.problem_told else Outcome.REFUSED
    if meant == "ask":
        said = fact is not None or read.unknown or read.question or read.problem_told or read.doubt
        return Outcome.ASKED if said else Outcome.REFUSED
    return _beside(meant, fact, question)


def _beside(meant: Any, fact: Fact | None, question: str) -> Outcome:
    if isinstance(meant, Mapping) and "any" in meant:
        order = (Outcome.TAKEN, Outcome.ASKED, Outcome.BACK, Outcome.REFUSED, Outcome.WRONG)
        return min((_beside(one, fact, question) for one in meant["any"]), key=order.index)
    if meant == "ask":
        return Outcome.WRONG if fact is not None and fact.settled else Outcome.ASKED
    if fact is None or not fact.candidates:
        return Outcome.REFUSED
    if meant == "age" or (isinstance(meant, Mapping) and "age" in meant):
        years = {str(value)[:4] for value in fact.candidates}
        age = int(meant["age"]) if isinstance(meant, Mapping) else None
        right = age is None or years <= {str(TODAY.year - age), str(TODAY.year - age - 1)}
        return Outcome.TAKEN if right else Outcome.WRONG if fact.settled else Outcome.REFUSED
    right = any(_same(meant, value) for value in fact.candidates)
    if fact.settled:
        return Outcome.TAKEN if right else Outcome.WRONG
    return Outcome.BACK if right else Outcome.REFUSED


def heard_beside(chosen: Sequence[Case]) -> tuple[int, int]:
    """Return how many of the facts told beside the answer are heard, taken or read back, and how many there are.

    One that may also be left alone counts as well: it is there to be heard.
    """
    heard = told = 0
    for case in chosen:
        read = understood(case)
        for question, meant in case.also.items():
            values = [
                v for v in (meant["any"] if isinstance(meant, Mapping) and "any" in meant else [meant]) if v != "ask"
            ]
            told += bool(values)
            heard += any(_beside(v, read.of(question), question) in (Outcome.TAKEN, Outcome.BACK) for v in values)
    return heard, told


def _same(meant: Any, value: Value) -> bool:
    if isinstance(meant, list) or isinstance(value, list):
        return set(_listed(meant)) == set(_listed(value))
    return str(meant) == str(value)


def _listed(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    return [] if value in (None, "none") else [str(value)]


def _shown(read: Understood, question: str) -> str:
    fact = read.of(question)
    if fact is None:
        return "unknown" if read.unknown else "a question" if read.question else "-"
    return f"{' / '.join(map(str, fact.candidates)) or '?'} {'' if fact.settled else '(read back)'}".strip()


def totals(rows: Mapping[str, Row]) -> tuple[int, float, float, float]:
    """Return the wrongly accepted, and the shares taken or rightly asked (all, and choices alone) and asked back."""
    asked = {question: row for question, row in rows.items() if question in HSP.by_id or question in ("beside", *PAGES)}
    choices = {q: row for q, row in asked.items() if q in HSP.by_id and isinstance(HSP.by_id[q].kind, OneOf)}
    wrong = sum(row.outcomes[Outcome.WRONG] for row in rows.values())
    return wrong, _right(asked.values()), _right(choices.values()), _share_back(asked.values())


def _right(rows: Any) -> float:
    rows = list(rows)
    counted = sum(row.outcomes.total() for row in rows)
    right = sum(row.outcomes[o] for row in rows for o in (Outcome.TAKEN, Outcome.ASKED, Outcome.BACK))
    return right / counted if counted else 1.0


def _share_back(rows: Any) -> float:
    rows = list(rows)
    plain = sum(row.plain for row in rows)
    return sum(row.outcomes[Outcome.BACK] for row in rows) / plain if plain else 0.0


def lines(rows: Mapping[str, Row], *, texts: bool) -> Iterator[str]:
    """Yield the table and what was not right."""
    yield f"{'question':<44}{'all':>5}" + "".join(f"{outcome.value:>9}" for outcome in Outcome)
    for question, row in sorted(rows.items(), key=lambda item: -item[1].outcomes.total()):
        counts = "".join(f"{row.outcomes[outcome]:>9}" for outcome in Outcome)
        yield f"{question:<44}{row.outcomes.total():>5}{counts}"
    for question, row in rows.items():
        for outcome, case, read in row.notes:
            meant = " | ".join(map(str, case.means)) or "-"
            if texts:
                yield f"{outcome.value:<8}{question}: {case.text!r}: {meant} -> {read}"
            elif outcome is Outcome.WRONG:
                yield f"{outcome.value:<8}{question}: {meant} -> {read}"
    wrong, right, choices, back = totals(rows)
    yield (
        f"wrongly accepted {wrong} (aim {MOST_WRONG}); taken or rightly asked {right:.1%} (aim {LEAST_RIGHT:.0%}), "
        f"choices {choices:.1%} (aim {LEAST_RIGHT_CHOICES:.0%}); "
        f"asked back though plain {back:.1%} (aim {MOST_BACK:.0%})"
    )


def main(argv: Sequence[str]) -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(prog="python -m tests.answers.report", description=__doc__)
    parser.add_argument("--language", choices=LANGUAGES)
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--half", choices=("looked-at", "held-out"))
    part.add_argument("--blind", action="store_true")
    chosen = parser.parse_args(argv)
    for language in LANGUAGES if chosen.language is None else (chosen.language,):
        for name, found in _parts(language, chosen.half, blind=chosen.blind):
            told = "\n".join(lines(judged(found), texts=name in ("looked-at", HURRIED, FRESH)))
            beside = "facts beside the answer heard: {} of {}".format(*heard_beside(found))
            sys.stdout.write(f"\n{language}, {name}\n{told}\n{beside}\n")


def _parts(language: str, half: str | None, *, blind: bool) -> Iterator[tuple[str, list[Case]]]:
    """Yield what is measured: the blind set, or one half or both of the other."""
    if blind:
        yield "blind", list(cases(language, BLIND))
        return
    if half is None:
        yield HURRIED, list(cases(language, HURRIED))
        yield FRESH, list(cases(language, FRESH))
    for name in ("looked-at", "held-out") if half is None else (half,):
        yield name, [case for case in cases(language) if case.held_out is (name == "held-out")]


if __name__ == "__main__":
    main(sys.argv[1:])
