"""Reads expected annual pay in yen, as people write it on a phone: 650万, 6.5M, 6,500,000, 月50万.

Knows how salaries are written and how large they plausibly are; knows nothing about points or visas.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from dialogs.parsing.figures import FIGURE, RANGE, figure_readings
from dialogs.parsing.reading import Ambiguous, AnswerProblem, Certain, Reading, ask_back
from dialogs.parsing.text import Hedge, any_of, digits_for_words, normalise, split_hedges

MOST_YEN = 10_000_000_000
# Outside these bounds a figure is more likely a slip (a missing 万, one zero too many) than a year's pay.
LEAST_PLAUSIBLE_YEN = 1_000_000
MOST_PLAUSIBLE_YEN = 200_000_000

_MAN = 10_000
_UNITS = {
    "億": 100_000_000,
    "oku": 100_000_000,
    "千万": 10_000_000,
    "百万": 1_000_000,
    "万": _MAN,
    "man": _MAN,
    "千": 1_000,
    "thousand": 1_000,
    "k": 1_000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "mil": 1_000_000,
    "mio": 1_000_000,
    "mln": 1_000_000,
    "m": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "b": 1_000_000_000,
}
_LATIN_UNITS = sorted((unit for unit in _UNITS if unit.isascii()), key=len, reverse=True)
_KANJI_UNITS = sorted((unit for unit in _UNITS if not unit.isascii()), key=len, reverse=True)

# Codes may sit against a figure ("60kusd"), so only a longer word on the left rules them out.
_FOREIGN = re.compile(
    r"[$€£₩₫₹฿₱₽₴₺]|元|ドル|ユーロ|ウォン|ポンド|ルピー|ペソ|ドン|バーツ"
    r"|(?<![a-z])[km]?(?:usd|eur|gbp|cny|rmb|krw|inr|php|vnd|twd|hkd|sgd|aud|cad|nzd|chf|thb|idr|myr|npr|lkr|bdt|brl"
    r"|rub|us dollars?|dollars?|bucks|euros?|pounds?|yuan|won|rupees?|rupiah|dong|baht|pesos?)(?![a-z])"
)
_NOTHING = frozenset({"none", "nothing", "unpaid", "なし", "無し", "無給"})

# After a bare number 月 and 年 name a date (「5月」), not a period.
_NOT_A_DATE = r"(?<!\d)(?<!\d )"
_TOKEN = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in {
            "gap": r" +",
            "month": r"/ ?(?:month|mo|m)(?![a-z])|/ ?1?[かカヵヶケ]?月"
            rf"|{any_of('per month', 'a month', 'each month', 'every month', 'monthly', 'pm')}"
            rf"|月給|月収|月額|毎月|月々|(?<!\d)1[かカヵヶケ]月|{_NOT_A_DATE}[かカヵヶケ]?月",
            "year": r"/ ?(?:year|yr|annum|y)(?![a-z])|/ ?1?年間?"
            rf"|{any_of('per year', 'a year', 'each year', 'every year', 'per annum', 'yearly', 'annually')}"
            rf"|{any_of('annual', r'p[.]?a[.]?')}"
            rf"|年収|年俸|年額|年間|毎年|(?<!\d)1年間?|{_NOT_A_DATE}年",
            "filler": any_of(
                *("my", "the", "salary", "income", "pay", "compensation", "is", "will be", "it's", "i", "earn", "make"),
                *("get", "expected", "expect", "gross", "before tax", "total", "offer", "of", "in", "japanese"),
                *("between", "です", "になります", "予定", "見込み", "見込", "想定", "税込み", "税込", "額面", "総額"),
                *("総支給額", "総支給", "給与", "給料", "収入", "報酬", "は", "が", "の", "で", "を"),
            )
            + r"|[:=]|\((?:税込み?|額面|gross|before tax|年収|年額|見込み?|予定)\)",
            # Japanese keyboards and fonts show the yen sign on the backslash key.
            "currency": rf"[¥円\\]|{any_of('yen', 'jpy', 'en', 'エン')}|(?:yen|jpy)(?![a-z])",
            "range": RANGE,
            "unit": rf"{'|'.join(_KANJI_UNITS)}|man(?=[' -]?y?en(?![a-z]))'?|(?:{'|'.join(_LATIN_UNITS)})(?![a-z])",
            "figure": FIGURE,
        }.items()
    )
)


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


def read_yen(text: str) -> Reading[int]:
    """Read expected annual pay in whole yen.

    「650万円」, "6.5M" and "6,500,000" are certain. "650" (万?), 「月50万」 (times twelve) and "6-7M" are asked back.
    Foreign money, figures above ten thousand million yen and anything else are problems.
    """
    plain = digits_for_words(normalise(text))
    if _FOREIGN.search(plain):
        return AnswerProblem("problem-yen-currency")
    if plain in _NOTHING:
        return ask_back([0])  # no pay, or no offer yet? Only a written zero is a certain zero.
    bare, hedges = split_hedges(plain)
    pay = _parse(bare)
    if pay is None:
        return AnswerProblem("problem-yen")
    pay.firm = pay.firm and not hedges - {Hedge.ABOUT}
    return _range_of(pay) if len(pay.sides) == 2 else _single(pay)


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
        side[-1].unit, side[-1].end = _UNITS[match[0].rstrip("'")], match.end()
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
    # Nobody writes three decimals after three digits, or three zeros after a comma: these only group.
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
