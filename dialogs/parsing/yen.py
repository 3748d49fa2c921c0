"""Reads expected annual pay in yen, as people write it on a phone: 650万, 6.5M, 6,500,000, 月50万.

Knows how salaries are written and how large they plausibly are; knows nothing about points or visas. Pay of several
parts (months, bonus) is put together by `dialogs.parsing.pay`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from dialogs.parsing.figures import FIGURE, RANGE, figure_readings
from dialogs.parsing.lexicon import TABLES, any_word, lexicon
from dialogs.parsing.reading import Ambiguous, AnswerProblem, Certain, Reading, ask_back
from dialogs.parsing.words import NOTHING, Hedge, is_slip, split_hedges

MOST_YEN = 10_000_000_000
# Outside these bounds a figure is more likely a slip (a missing 万, one zero too many) than a year's pay.
LEAST_PLAUSIBLE_YEN = 1_000_000
MOST_PLAUSIBLE_YEN = 200_000_000

_MAN = 10_000
_LEXICON = lexicon()
_UNITS = {**_LEXICON.worths("pay", "units"), **_LEXICON.worths("pay", "lakhs")}
_LATIN_UNITS = sorted((unit for unit in _UNITS if unit.isascii()), key=len, reverse=True)
_OTHER_UNITS = sorted((unit for unit in _UNITS if not unit.isascii()), key=len, reverse=True)

_CURRENCY = _LEXICON.words("pay", "currency")
_LATIN_CURRENCY = "|".join(sorted((word for word in _CURRENCY if word.isascii()), key=len, reverse=True))
# Codes may sit against a figure ("60kusd"), so only a longer word on the left rules them out.
_FOREIGN = re.compile(
    rf"[$€£₩₫₹฿₱₽₴₺]|{_LEXICON.any('pay', 'foreign')}"
    rf"|(?<![a-z])[km]?(?:{'|'.join(_LEXICON.words('pay', 'foreign_codes'))})(?![a-z])"
)
_LAKHS = re.compile(_LEXICON.any("pay", "lakhs"))
_YEN = re.compile(rf"[¥円\\]|{any_word(*_CURRENCY)}")
_NOTHING = NOTHING | frozenset(_LEXICON.words("pay", "nothing"))

# After a bare number 月 and 年 name a date (「5月」), not a period.
_NOT_A_DATE = r"(?<![\d億万千百円])(?<!\d )"
_SLASHED = {key: [re.escape(w) for w in _LEXICON.words("pay", key) if w.startswith("/")] for key in ("month", "year")}


def _period(key: str, mark: str) -> str:
    """Return the pattern of a period: its words, behind a stroke too, and its mark of the calendar."""
    slashed = "|".join(sorted((w.replace("/", "/ ?") for w in _SLASHED[key]), key=len, reverse=True))
    words = any_word(*(word for word in _LEXICON.words("pay", key) if not word.startswith("/")))
    return rf"(?:{slashed})(?![a-z])|{words}|{mark}"


# "650man-yen", "6.5milyen": the currency may sit against its unit.
_AGAINST = rf"(?=['-]?(?:{_LATIN_CURRENCY})(?![a-z]))['-]?"
UNIT = rf"(?:{'|'.join(_OTHER_UNITS)}|(?:{'|'.join(_LATIN_UNITS)})(?:(?![a-z'-])|{_AGAINST}|(?![a-z])))"
# Japanese keyboards and fonts show the yen sign on the backslash key.
CURRENCY = rf"(?:[¥円\\]|{any_word(*_CURRENCY)}|(?:{_LATIN_CURRENCY})(?![a-z]))"
PERIODS = {
    "month": _period("month", rf"(?<!\d)1[かカヵヶケ]月|{_NOT_A_DATE}[かカヵヶケ]?月"),
    "year": _period("year", rf"(?<!\d)1年間?|{_NOT_A_DATE}年"),
}
_TOKEN = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in {
            "gap": r" +",
            **PERIODS,
            "filler": rf"{_LEXICON.any('pay', 'fillers', 'articles', 'particles', 'total')}|[:=()]+",
            "currency": CURRENCY,
            "range": RANGE,
            "unit": UNIT,
            "figure": FIGURE,
        }.items()
    )
)


# A unit with a slip in it, and the units it can be meant for.
_WORD = re.compile(r"(?<![a-z])[a-z]{5,12}(?![a-z])")
_SPELT_OUT = tuple(unit for unit in ("million", "millions", "billion", "thousand") if unit in _UNITS)
_KNOWN = frozenset(word for key in TABLES["pay"] for part in _LEXICON.words("pay", key) for word in part.split())


def mend_units(plain: str) -> str:
    """Repair a unit with one slip: "6.5 milion" -> "6.5 million". What could be two units is left alone."""
    return _WORD.sub(_mended, plain) if plain[:1] and re.search(r"\d", plain) else plain


def _mended(match: re.Match[str]) -> str:
    word = match[0]
    if word in _KNOWN:
        return word
    meant = [unit for unit in _SPELT_OUT if is_slip(word, unit)]
    return meant[0] if len({_UNITS[unit] for unit in meant}) == 1 else word


@dataclass(slots=True)
class _Term:
    """One figure and the unit after it: "6.5" and million."""

    readings: tuple[Decimal, ...]
    end: int
    unit: int | None = None
    touching: bool = False  # no gap before it, as in 「650万5000円」


@dataclass(slots=True)
class _Pay:
    """What was written, word by word, before anyone weighs what it means."""

    sides: list[list[_Term]] = field(default_factory=lambda: [[]])  # two sides make a range
    periods: set[str] = field(default_factory=set)
    firm: bool = True


def read_amount(plain: str) -> Reading[int]:
    """Read one amount, or a range, from a plain text as annual pay in whole yen.

    「650万円」, "6.5M" and "6,500,000" are certain. "650" (万?), 「月50万」 (times twelve) and "6-7M" are asked back.
    """
    if plain in _NOTHING and plain != "0":
        return ask_back([0])  # no pay, or no offer yet? Only a written zero is a certain zero.
    bare, hedges = split_hedges(plain)
    pay = _parse(bare)
    if pay is None:
        return AnswerProblem("problem-yen")
    pay.firm = pay.firm and not hedges - {Hedge.ABOUT}
    return _range_of(pay) if len(pay.sides) == 2 else _single(pay)


def amount_of(plain: str) -> int | None:
    """Return an amount that is written out, such as "540,000" or 「35万円」; None for what leaves a doubt."""
    pay = _parse(plain)
    if pay is None or len(pay.sides) != 1 or pay.periods:
        return None
    side = pay.sides[0]
    if len(side) == 1 and side[0].unit is None and side[0].readings[0] < _MAN:
        return None
    total = sum((Fraction(term.readings[0]) * (term.unit or 1) for term in side), Fraction())
    return int(total) if total.denominator == 1 and total <= MOST_YEN else None


def is_foreign(plain: str) -> bool:
    """Return whether an amount is in other money: "60k USD", "60 lakh" unless it says yen."""
    return _FOREIGN.search(plain) is not None or (_LAKHS.search(plain) is not None and _YEN.search(plain) is None)


def _parse(plain: str) -> _Pay | None:
    """Sort the words into figures, units and periods; None as soon as one word has no place."""
    pay, position, last_range = _Pay(), 0, ""
    while position < len(plain):
        match = _TOKEN.match(plain, position)
        if match is None or not _take(pay, match):
            return None
        last_range = match[0] if match.lastgroup == "range" else last_range
        position = match.end()
    if len(pay.sides) == 2 and not pay.sides[-1] and last_range in {"~", "から"}:
        pay.sides.pop()  # 「600万円〜」: six million and up
        pay.firm = False
    if len(pay.sides) > 2 or len(pay.periods) > 1 or not all(_well_formed(side) for side in pay.sides):
        return None
    return pay


def _take(pay: _Pay, match: re.Match[str]) -> bool:
    """Put one word in its place; False when it cannot stand there."""
    side, kind = pay.sides[-1], match.lastgroup
    if kind == "figure":
        touching = bool(side) and side[-1].end == match.start()
        side.append(_Term(_yen_figures(match[0]), match.end(), touching=touching))
    elif kind == "unit":
        if not side or side[-1].unit is not None or match.string[side[-1].end : match.start()].strip():
            return False
        side[-1].unit, side[-1].end = _UNITS[match[0].rstrip("'.-")], match.end()
    elif kind == "range":
        if not side:
            return match[0] == "~"  # 「年収〜650万」: about
        pay.sides.append([])
    elif kind in {"month", "year"}:
        pay.periods.add(str(kind))
    return True


def _yen_figures(figure: str) -> tuple[Decimal, ...]:
    """Read a figure, but not one that starts like a telephone number: "090"."""
    readings = () if re.match(r"0\d", figure) else figure_readings(figure)
    if len(readings) < 2:
        return readings
    # Three decimals after three digits, or three zeros after a comma, are no fractions: these only group.
    return readings[:1] if readings[1] >= 100 or figure.endswith(",000") else readings


def _well_formed(side: list[_Term]) -> bool:
    """Tell whether the terms add up to one amount: 「1億2000万」 does, "650万 700万" and "600 700" do not."""
    if not side or not all(term.readings for term in side):
        return False
    for larger, smaller in zip(side, side[1:], strict=False):
        if larger.unit is None or not 0 < smaller.readings[0] * (smaller.unit or 1) < larger.unit:
            return False
        # 「650万5000円」 is written so; 「650万5」, "6M 500" and 「1億2000」 (万?) are slips or shorthand.
        if smaller.unit is None and not (smaller.touching and larger.unit == _MAN and smaller.readings[0] >= 1000):
            return False
    return True


def _single(pay: _Pay) -> Reading[int]:
    side = pay.sides[0]
    readings = list(_annual_readings(side, pay.periods))
    within = [kept for reading in readings if (kept := _whole_and_within(reading))]
    if not within:
        too_large = all(amount > MOST_YEN for reading in readings for amount in reading)
        return AnswerProblem("problem-yen-too-large" if too_large else "problem-yen")
    likely = [reading for reading in within if any(map(_plausible, reading))] or within
    if pay.firm and _written_out(side, pay.periods, likely[0]) and len(likely) == len(likely[0]) == 1:
        return Certain(likely[0][0])
    # A figure without a unit says so little that the unlikely meanings are worth showing too.
    rest = within if side[-1].unit is None else []
    return ask_back(amount for reading in likely + rest for amount in reading)


def _range_of(pay: _Pay) -> Reading[int]:
    """Offer both ends of a range; a unit written once counts for both: "6-7M"."""
    left, right = pay.sides
    if left[-1].unit is None and len(left) == 1:
        left[-1].unit = right[0].unit
    elif right[-1].unit is None and len(right) == 1:
        right[-1].unit = left[-1].unit
    low, high = (_single(_Pay([side], pay.periods)) for side in pay.sides)
    if isinstance(low, AnswerProblem):
        return low
    if isinstance(high, AnswerProblem):
        return high
    if _likeliest(low) > _likeliest(high):
        return AnswerProblem("problem-yen")
    return ask_back([_likeliest(low), _likeliest(high)])


def _likeliest(reading: Certain[int] | Ambiguous[int]) -> int:
    return reading.value if isinstance(reading, Certain) else reading.candidates[0]


def _annual_readings(side: list[_Term], periods: set[str]) -> Iterator[list[Fraction]]:
    """Yield, for each way to read the figure, the annual amounts it can stand for, likeliest first."""
    if len(side) > 1:
        total = sum((Fraction(term.readings[0]) * (term.unit or 1) for term in side), Fraction())
        yield _over_a_year([total], periods)
        return
    if side[0].unit is not None:
        amounts = [Fraction(reading) * side[0].unit for reading in side[0].readings]
        # 「20,000万」 is 200M as written; that 20.000万 would be plausible times twelve casts no doubt on it.
        for amount in [amount for amount in amounts if _plausible(amount)] or amounts:
            yield _over_a_year([amount], periods)
        return
    for reading in side[0].readings:
        value = Fraction(reading)
        if value >= _MAN or value == 0:
            yield _over_a_year([value], periods)
        else:
            yield _over_a_year(_shorthand(value, monthly="month" in periods), periods)


def _shorthand(value: Fraction, *, monthly: bool) -> list[Fraction]:
    """Expand a figure below 10,000 without a unit; such a figure never counts yen."""
    if monthly:
        return [value * _MAN] if value < 1000 else [value]
    if value >= 1000:
        return [value * _MAN, value * 1000]  # 「6500」: 万円, or 千円 as in company accounts
    if value >= 100:
        return [value * _MAN]
    return [value * 1_000_000] + ([value * _MAN * 12] if _plausible(value * _MAN * 12) else [])


def _over_a_year(amounts: Iterable[Fraction], periods: set[str]) -> list[Fraction]:
    """Return annual amounts; one too small for a year may be a month's pay and is offered both ways."""
    annual: list[Fraction] = []
    for amount in amounts:
        if "month" in periods:
            annual.append(amount * 12)
        elif 0 < amount < LEAST_PLAUSIBLE_YEN:
            annual += [amount, amount * 12] if "year" in periods else [amount * 12, amount]
        else:
            annual.append(amount)
    return annual


def _whole_and_within(amounts: list[Fraction]) -> list[int]:
    # A fraction of a yen is a slip, even where times twelve happens to make it whole.
    if any(amount.denominator > 1 for amount in amounts):
        return []
    return [int(amount) for amount in amounts if amount <= MOST_YEN]


def _plausible(amount: int | Fraction) -> bool:
    return LEAST_PLAUSIBLE_YEN <= amount <= MOST_PLAUSIBLE_YEN


def _written_out(side: list[_Term], periods: set[str], amounts: list[int]) -> bool:
    """Tell whether the amount itself was written, not worked out, and could be a year's pay."""
    if amounts == [0]:
        return True
    bare = side[0].unit is None and max(side[0].readings) < _MAN
    return not bare and "month" not in periods and _plausible(amounts[0])
