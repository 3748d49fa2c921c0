"""Reads counts and percentages.

Knows how numbers are hedged and counted in English and Japanese; knows nothing about what is being counted.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from dialogs.parsing.figures import FIGURE, RANGE, figure_readings
from dialogs.parsing.lexicon import any_word, lexicon
from dialogs.parsing.reading import MOST_CANDIDATES, AnswerProblem, Certain, Reading, ask_back
from dialogs.parsing.text import drop, normalise
from dialogs.parsing.words import NOTHING, Hedge, digits_for_words, split_hedges
from dialogs.parsing.worked_out import UNLISTED, WorkedOut

_LEXICON = lexicon()
_COUNTER = _LEXICON.any("counts", "units")
_COUNT_FILLER = re.compile(_LEXICON.any("counts", "fillers"))
_COUNT = re.compile(rf"(?P<sign>-?)(?P<figure>{FIGURE}) ?{_COUNTER}?")
_COUNTS = re.compile(rf"(?P<low>\d+) ?{_COUNTER}? ?{RANGE} ?(?P<high>\d+) ?{_COUNTER}?")
_LISTED = re.compile(r"(?<!\d)(\d),(\d)(?!\d)")
_NO_SUCH = re.compile(rf"{_LEXICON.any('counts', 'none_of')} (?:{_LEXICON.any('counts', 'fillers')} )?{_COUNTER}")

# "2 (FE, AP)": what is counted stands beside the count.
_REMARK = re.compile(r"(?P<before>[^()]*\d[^()]*) ?[(:](?P<beside>[^()\d]*)\)?")
_EXAMINATIONS = _LEXICON.groups("examinations")
_NATIONAL, _UNLISTED = (frozenset(_LEXICON.words("licences", key)) for key in ("national", "unlisted"))
_NAME = re.compile(any_word(*_EXAMINATIONS, *_NATIONAL, *_UNLISTED))
_NAME_FILLER = re.compile(f"{_LEXICON.any('licences', 'fillers')}|{_LEXICON.any('counts', 'joints', 'fillers')}")
_BETWEEN_NAMES = re.compile(r"[ ,;&/+、・。.()]*")

_PERCENT_SIGN = _LEXICON.any("percents", "signs")
_PERCENT_FILLER = re.compile(_LEXICON.any("percents", "fillers") + "|[:()]+")
_PERCENT = re.compile(rf"(?P<figure>{FIGURE}) ?(?P<sign>{_PERCENT_SIGN})?")
_PERCENTS = re.compile(
    rf"(?P<low>{FIGURE}) ?(?P<sign>{_PERCENT_SIGN})? ?{RANGE} ?(?P<high>{FIGURE}) ?(?:{_PERCENT_SIGN})"
)
_PERCENT_DIGITS = 12  # more is no percentage anyone knows, and Decimal would start to round


def read_whole(text: str, low: int, high: int) -> Reading[int]:
    """Read a count from `low` to `high`: "3", 「三件」, "three papers", "none", "3 or more" (a certain 3).

    "2-3" and "about 3" are asked back. A count outside the bounds says which bounds hold.
    """
    written = digits_for_words(normalise(text))
    if written in NOTHING:
        return _within([0], low, high, certain=True)
    remark = _REMARK.fullmatch(written)
    if remark and remark["beside"].strip():
        return _with_remark(read_whole(remark["before"], low, high), _named(remark["beside"], low, high))
    plain, hedges = split_hedges(drop(_COUNT_FILLER, written))
    if not hedges and (plain in NOTHING or _NO_SUCH.fullmatch(plain)):
        return _within([0], low, high, certain=True)
    several = _COUNTS.fullmatch(_LISTED.sub(r"\1~\2", plain))  # a count has no decimals: "2,3" is two or three
    if several:
        first, last = int(several["low"]), int(several["high"])
        return _within(_span(first, last), low, high) if first < last else AnswerProblem("problem-whole")
    match = _COUNT.fullmatch(plain)
    sign = -1 if match and match["sign"] else 1
    readings = figure_readings(match["figure"]) if match else ()
    # Only the grouped reading: papers are not counted with three decimals ("3,000").
    if not readings or readings[0] != int(readings[0]):
        return _named(written, low, high) or AnswerProblem("problem-whole")
    count = sign * int(readings[0])
    if hedges <= {Hedge.AT_LEAST}:
        return _within([count], low, high, certain=True)
    return _within(_neighbours(count, hedges), low, high)


_DAY_UNITS, _SPAN_UNITS = _LEXICON.worths("spans", "day_units"), _LEXICON.worths("spans", "units")
_DAYS = re.compile(rf"(?P<figure>\d{{1,3}}) ?(?P<unit>{any_word(*_DAY_UNITS, *_SPAN_UNITS)})")
_SINGLE = re.compile(rf"{_LEXICON.any('lengths', 'single')} ?(?={any_word(*_DAY_UNITS, *_SPAN_UNITS)})")
_DAYS_OF_A_MONTH = 30


def read_days(text: str, low: int, high: int) -> Reading[int]:
    """Read so many days, in days or weeks: "two weeks" is 14; of months, each about 30 days, it is asked back."""
    plain, hedges = split_hedges(drop(_COUNT_FILLER, digits_for_words(normalise(text))))
    found = _DAYS.fullmatch(_SINGLE.sub("1 ", plain))
    if found is None:
        return read_whole(text, low, high)
    unit = found["unit"].strip(".")
    each = _DAY_UNITS.get(unit) or _SPAN_UNITS[unit] * _DAYS_OF_A_MONTH
    return _within([int(found["figure"]) * each], low, high, certain=unit in _DAY_UNITS and not hedges)


# 「1割」 is a tenth.
_TENTHS = re.compile(r"(?<![\d.])(\d{1,2})割(?!合)")


def read_percent(text: str) -> Reading[Decimal]:
    """Read a share of a hundred as a ratio: "3.1%" is Decimal("0.031").

    A bare "3.1" is asked back as 3.1 %; a bare "0.031" as the ratio first, then as 0.031 %.
    """
    plain, hedges = split_hedges(digits_for_words(normalise(text)))
    plain = drop(_PERCENT_FILLER, _TENTHS.sub(lambda tenths: f"{int(tenths[1]) * 10}%", plain))
    if plain in NOTHING and not hedges:
        return Certain(Decimal(0))
    several = _PERCENTS.fullmatch(plain)
    if several:
        shares = [share for end in ("low", "high") for share in _shares(several[end])[:1]]
        return ask_back(shares) if len(shares) == 2 and shares[0] < shares[1] else AnswerProblem("problem-percent")
    match = _PERCENT.fullmatch(plain)
    shares = _shares(match["figure"]) if match else []
    if match is None or not shares:
        return AnswerProblem("problem-percent")
    if shares == [0] and not hedges:
        return Certain(shares[0])
    if match["sign"] is None:
        return ask_back(candidate for share in shares for candidate in _bare_ratios(share))
    # More than the whole is possible (research cost against sales) but rare enough to be read back.
    if len(shares) == 1 and shares[0] <= 1 and not hedges:
        return Certain(shares[0])
    return ask_back(shares)


def _with_remark(count: Reading[int], named: Reading[int] | None) -> Reading[int]:
    """Weigh a count by what is named beside it: "2 (FE, AP)" is two, "1 (AWS)" is none."""
    if isinstance(count, AnswerProblem) or named == count:
        return count
    if named is None:
        return ask_back([count.value]) if isinstance(count, Certain) else count
    if isinstance(named, Certain):
        return ask_back([count.value if isinstance(count, Certain) else count.candidates[0], named.value])
    return named


def _named(plain: str, low: int, high: int) -> Reading[int] | None:
    """Count examinations that are named: those of the official list count, certificates of companies do not.

    A national licence counts where the work needs it, which only the person knows.
    """
    found = list(_NAME.finditer(plain))
    rest = _NAME_FILLER.sub(" ", _NAME.sub(" ", plain)).strip()
    if not found or not _BETWEEN_NAMES.fullmatch(rest):
        return None
    listed = {_EXAMINATIONS[name] for match in found if (name := match[0].strip(".")) in _EXAMINATIONS}
    if any(match[0].strip(".") in _NATIONAL for match in found):
        return AnswerProblem("problem-whole-related")
    if any(match[0].strip(".") in _UNLISTED for match in found):
        return ask_back([WorkedOut(len(listed), left_out=(UNLISTED,))])
    return _within([len(listed)], low, high, certain=True)


def _span(first: int, last: int) -> list[int]:
    """Return every count of a short range, both ends of a longer one."""
    return list(range(first, last + 1)) if last - first < MOST_CANDIDATES else [first, last]


def _neighbours(count: int, hedges: Iterable[Hedge]) -> list[int]:
    """Return what a hedged count may mean: "more than 3" is four or, loosely said, three."""
    if Hedge.MORE_THAN in hedges:
        return [count + 1, count]
    return [count, count - 1] if Hedge.AT_MOST in hedges else [count]


def _within(counts: list[int], low: int, high: int, *, certain: bool = False) -> Reading[int]:
    kept = [count for count in counts if low <= count <= high]
    if not kept:
        return AnswerProblem("problem-whole-range", {"low": low, "high": high})
    return Certain(kept[0]) if certain and len(kept) == 1 else ask_back(kept)


def _shares(figure: str) -> list[Decimal]:
    """Return the ratios a percentage can be, up to ten times the whole: "3,125" is 3.125 %, not 3125 %."""
    # "031" may have lost its point; better to ask again.
    if len(figure) > _PERCENT_DIGITS or re.match(r"0\d", figure):
        return []
    readings = figure_readings(figure)
    likely = readings if "," in figure else readings[-1:]  # percents are not grouped by a point: "1.000%"
    return [_plain(reading / 100) for reading in likely if reading <= 1000]


def _bare_ratios(share: Decimal) -> list[Decimal]:
    """Return what a figure without a percent sign can be: below one it may be the ratio itself."""
    return [_plain(share * 100), share] if share < Decimal("0.01") else [share]


def _plain(ratio: Decimal) -> Decimal:
    """Drop trailing zeros without falling into exponents, so that the same share always looks the same."""
    return Decimal(format(ratio.normalize(), "f"))
