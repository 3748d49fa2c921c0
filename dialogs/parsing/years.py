"""Reads a length of time (years of experience) in whole months: 5 years, 4年6か月, half a year, 10+ years.

Several lengths are added up, and a beginning is counted to today; both are read back.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from dialogs.parsing.dates import read_day
from dialogs.parsing.eras import ERAS
from dialogs.parsing.figures import BETWEEN
from dialogs.parsing.lexicon import any_word, lexicon
from dialogs.parsing.partial_date import PartialDate
from dialogs.parsing.reading import AnswerProblem, Certain, Reading, ask_back
from dialogs.parsing.text import drop, normalise
from dialogs.parsing.words import NOTHING, Hedge, digits_for_words, nth_year, split_hedges

MOST_YEARS = 60
_YEAR = 12
# The longest experience any points table asks about; beyond it "or more" cannot change anything.
_LONGEST_STEP = 10 * _YEAR

_LEXICON = lexicon()
_NOTHING = NOTHING | frozenset(_LEXICON.words("lengths", "nothing"))
_UNITS = _LEXICON.worths("lengths", "units")
_UNIT = any_word(*_UNITS)
_BRACKETS = re.compile(r"[()\[\]:]")
_FILLER = re.compile(rf"{_LEXICON.any('lengths', 'fillers')}|(?<!未)満(?=\d)")
_BEGAN = re.compile(
    rf"{_LEXICON.any('lengths', 'since')}|(?:{_LEXICON.any('lengths', 'since_end')})$|(?<!\d)(?:19|20)\d\d(?!\d)"
    rf"|(?:{_UNIT}) ?{_LEXICON.any('spans', 'ago')}"
    rf"|(?:{'|'.join(era.name for era in ERAS)}) ?(?:\d|元)"
)
_UNTIL_NOW = re.compile(rf"{_LEXICON.any('lengths', 'until_now')}|(?<![a-z])now$")
_SINCE_SO_LONG = re.compile(rf"{_LEXICON.any('lengths', 'since')} (?=\d{{1,2}}(?:\.5)? ?{_UNIT}\.?$)")
_SINCE = re.compile(rf"{_LEXICON.any('lengths', 'since')}|(?:{_LEXICON.any('lengths', 'since_end')})$")
_TO = re.compile(rf" ?{BETWEEN} ?")
# A dash inside a date has no space beside it.
_FROM_TO = re.compile(
    rf" - | ?~ ?| ?(?:{_LEXICON.any('ranges', 'between')}|{_LEXICON.any('dates', 'between')}) ?|(?<=[年月日])-"
)
# One length or another: 「5年か6年」, "5 years, or 6"; 「か」 of 「か月」 and 「かも」 is no such word.
_OR = re.compile(rf"[,、]? ?(?:{_LEXICON.any('lengths', 'or')})(?![月も])[,、]? ?")
# What parts one time of work from the next.
_NEXT_TIME = re.compile(rf"[,;&]|(?<!\d)/|/(?!\d)|{_LEXICON.any('lengths', 'joints')}")
_LIST = re.compile(r"(\d),(\d)( ?[^\d]*)")
_DOING = re.compile(_LEXICON.any("lengths", "doing"))
_DOUBTFUL = re.compile(_LEXICON.any("lengths", "doubtful"))
# A figure that is no length, an age, a question, or a word that denies: nothing is read beside them.
_NOT_READ = re.compile(rf"[\d?%~]|(?<= )-(?= )|{_LEXICON.any('lengths', 'ages', 'negations')}")
_UNCLEAR = re.compile(_LEXICON.any("lengths", "unclear"))
# "In 5 years", 「あと2年で」: what is still to come is no experience.
_TO_COME = re.compile(
    rf"{_LEXICON.any('spans', 'ahead_before')} ?(?=\d)|(?:{_UNIT}) ?{_LEXICON.any('spans', 'ahead_after')}"
    rf"|{_LEXICON.any('ages', 'turning')}|{_LEXICON.any('dates', 'next')}"
)
# A time in between that was none of this work: whether it is counted in already, only the person knows.
_GAP = re.compile(_LEXICON.any("lengths", "gaps"))
_COMING = re.compile(any_word(*(word for word, off in _LEXICON.worths("dates", "years_off").items() if off > 0)))
_NAMED_UNIT = re.compile(_UNIT)
_AND_SO_MANY = re.compile(
    rf"(?:{_LEXICON.any('lengths', 'joints')}|[,+]) ?(?P<more>\d{{1,2}}) (?:{_LEXICON.any('lengths', 'there')})(?= )"
)
_PART_OF = re.compile(_LEXICON.any("lengths", "part_of"))

# Each rewriting leaves only figures, fractions and units for the tokens below.
_REWRITES = (
    (re.compile(rf"(?<=\d)-(?={_UNIT})"), " "),  # "a 5-year career"
    (re.compile(rf"(?<=\d) {_LEXICON.any('lengths', 'half_more')}(?= (?:{_UNIT}))"), " 1/2"),  # "3 and half year"
    (re.compile(rf"(?<=\d) ?{_LEXICON.any('lengths', 'half_behind')}$"), " 1/2 年"),  # "5 years half"
    (re.compile(rf"^({_UNIT}) {_LEXICON.any('lengths', 'half_more')}$"), r"1 1/2 \1"),  # "year and a half"
    (re.compile(_LEXICON.any("lengths", "half_year")), "6ヶ月"),
    (re.compile(rf"(?:(?<=[年月])| )?{_LEXICON.any('lengths', 'half_more')}"), " 1/2"),
    (re.compile(rf"{_LEXICON.any('lengths', 'single')}(?= {_UNIT})"), "1"),
)
_TOKEN = re.compile(
    r" +|(?P<fraction>\d{1,2}/\d{1,2}(?!\d))|(?P<figure>\d+(?:\.\d+|,\d\d?(?!\d))?)"
    # 月 alone is a month of the calendar unless years come before it (checked in _take_unit).
    rf"|(?P<unit>{_UNIT}'?|月)"
    rf"|(?P<joint>(?:{_LEXICON.any('lengths', 'joints')}|,)(?= ?\d))"
)
# One length somewhere in a text: a figure with its unit, and smaller units right behind it.
_ONE = rf"\d+(?:[.,]\d+)?(?: \d/\d)? ?(?:{_UNIT})'?(?: ?1/2)?"
_SOMEWHERE = re.compile(rf"{_ONE}(?:(?:,| and| と)? ?{_ONE})?")
# 「4.10」 and "4.11" are how some write 4 years and 10 or 11 months.
_YEARS_DOT_MONTHS = re.compile(r"(\d+)[.,](1[01])")


@dataclass(slots=True)
class _Length:
    """A length under construction: what was counted so far, and a figure still waiting for its unit."""

    months: Fraction = Fraction()
    waiting: Fraction | None = None
    last_unit: int = 0  # months in the last unit read; 0 before the first
    dotted: int | None = None  # the months of 「4.10」 read as 4 years 10 months

    @property
    def bare(self) -> bool:
        return not self.last_unit


def read_years(text: str, today: date | None = None) -> Reading[int]:
    """Read a length of time in whole months, rounded down: "5.5 years" is 66, 「4年6か月」 is 54.

    A bare number counts years up to 60, and is asked back as months above. "since April 2019" is counted to today and
    asked back; a beginning of which only the year is known gets its own problem.
    """
    plain = _BRACKETS.sub(" ", digits_for_words(normalise(text)))
    plain = " ".join(plain.split())
    if plain in _NOTHING:
        return Certain(0)
    # "Since 4 years" is how long, and no day.
    plain = _SINCE_SO_LONG.sub("", plain)
    begun = _BEGAN.search(plain) or (_UNTIL_NOW.search(plain) and not _SOMEWHERE.search(plain))
    if re.search(r"\d", plain) and (_GAP.search(plain) or _COMING.search(plain)):
        return AnswerProblem("problem-years-since" if begun else "problem-years-about")
    number, beside = nth_year(plain)
    if number and not (_NOT_READ.search(beside) or _DOUBTFUL.search(beside)):
        # Whoever is in the seventh year has done six.
        return ask_back([(number - 1) * _YEAR])
    if begun:
        return _since(plain, today)
    either = _either(plain)
    if either is not None:
        return either
    bare, hedges = split_hedges(drop(_FILLER, plain))
    if bare in _NOTHING and not hedges:
        return Certain(0)
    bare = _rewritten(bare)
    ends = _TO.split(bare)
    reading = _listed(bare) or _one_length(_length(bare), hedges) if len(ends) == 1 else _between(ends)
    if not isinstance(reading, AnswerProblem) or reading.key != "problem-years":
        return reading
    return _among_words(plain)


def _rewritten(plain: str) -> str:
    for pattern, replacement in _REWRITES:
        plain = pattern.sub(replacement, plain)
    return " ".join(plain.split())


def _among_words(plain: str) -> Reading[int]:
    """Read lengths among words no list has: "5 years as a software engineer", 「インドで5年、日本で2年」."""
    written, hedges = split_hedges(_rewritten(plain))
    work = _length_of_work(written)
    if work is not None:
        return _hedged(work, hedges)
    found = list(_SOMEWHERE.finditer(written))
    lengths = [months for match in found if (months := _months_of(_length(match[0]))) is not None]
    rest = _SOMEWHERE.sub(" ", written)
    # "6 years in Vietnam and 4 in Japan": the second figure counts what the first does.
    bare = _AND_SO_MANY.search(rest) if len(found) == 1 and not _DOUBTFUL.search(rest) else None
    if bare is not None and (unit := _NAMED_UNIT.findall(found[0][0])[-1]):
        lengths.append(int(bare["more"]) * _UNITS[unit.strip(".'")])
        rest = f"{rest[: bare.start()]} {rest[bare.end() :]}"
    if _UNCLEAR.search(rest) and _NAMED_UNIT.search(written):
        return AnswerProblem("problem-years-about")
    total = max(lengths, default=0) if _PART_OF.search(rest) else sum(lengths)
    if (
        not found
        or len(lengths) < len(found)
        or _NOT_READ.search(rest)
        or _TO_COME.search(written)
        or total > MOST_YEARS * _YEAR
    ):
        return AnswerProblem("problem-years")
    if hedges & {Hedge.AT_MOST, Hedge.NEARLY}:
        return AnswerProblem("problem-years-about")
    return ask_back([total])


def _length_of_work(written: str) -> int | None:
    """Return a length beside which stands only what the work was; None for anything else."""
    doing = _DOING.search(written)
    if doing is None:
        return None
    before, behind = written[: doing.start()], written[doing.end() :]
    for length, work in ((before, behind), (behind, before)):
        months = _months_of(_length(drop(_FILLER, length)))
        if months is not None and not _DOUBTFUL.search(work) and not _NOT_READ.search(work):
            return months
    return None


def _since(plain: str, today: date | None) -> Reading[int]:
    """Count from a beginning to its end, or to today; of several times each day once, and none in between."""
    if today is None:
        return AnswerProblem("problem-years-since")
    times = [part for part in _NEXT_TIME.split(plain) if part.strip(" .")]
    if len(times) > 1 and all(re.search(r"\d", part) for part in times):
        stretches = [_stretch(part, today) for part in times]
        return _all_together([stretch for stretch in stretches if stretch is not None], len(times), today)
    began, ended = _clear_ends(plain, today)
    if not began:
        return AnswerProblem("problem-years-since")
    if any(day.month is None for day in (*began, *ended)):
        # Of the years alone the least is known; more than the longest step of any table changes nothing.
        least = _between_days(began[0].last(), ended[0].first() if ended else None, today)
        return ask_back([least]) if least >= _LONGEST_STEP else AnswerProblem("problem-years-since")
    lengths = [_between_days(first.first(), _day_after(ended[0], today) if ended else None, today) for first in began]
    if not all(0 <= months <= MOST_YEARS * _YEAR for months in lengths):
        return AnswerProblem("problem-years-since")
    return ask_back(lengths)


_Stretch = tuple[date, date]  # the first day, and the first day that is none of it


def _stretch(plain: str, today: date) -> _Stretch | None:
    """Return one of several times of work; None where a month is missing or an end is unclear."""
    began, ended = _clear_ends(plain, today)
    if len(began) != 1 or any(day.month is None for day in (*began, *ended)):
        return None
    # "April 2015" among other times is no time by itself.
    if not ended and not (_SINCE.search(plain) or _UNTIL_NOW.search(plain) or plain.rstrip().endswith(("-", "~"))):
        return None
    return began[0].first(), _day_after(ended[0], today) if ended else today


def _all_together(stretches: list[_Stretch], told: int, today: date) -> Reading[int]:
    """Add up several times; what overlaps counts once."""
    if len(stretches) < told or any(first > after or after > today for first, after in stretches):
        return AnswerProblem("problem-years-since")
    joined: list[_Stretch] = []
    for first, after in sorted(stretches):
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(after, joined[-1][1])
        else:
            joined.append((first, after))
    months = sum(_between_days(first, after, today) for first, after in joined)
    return ask_back([months]) if months <= MOST_YEARS * _YEAR else AnswerProblem("problem-years-since")


def _day_after(ended: PartialDate, today: date) -> date:
    """Return the first day after a time. A job that ended in March ended with it, unless a day is named."""
    last = min(ended.last(), today)
    return last + timedelta(days=1) if ended.day is None and last != today else last


def _between_days(first: date, after: date | None, today: date) -> int:
    """Count whole months up to a day, or to today."""
    last = today if after is None else after
    return (last.year - first.year) * _YEAR + last.month - first.month - (last.day < first.day)


def _clear_ends(plain: str, today: date) -> tuple[tuple[PartialDate, ...], tuple[PartialDate, ...]]:
    return next(filter(any, (_ends_of(said.strip(" ."), today) for said in (plain, drop(_FILLER, plain)))), ((), ()))


def _ends_of(plain: str, today: date) -> tuple[tuple[PartialDate, ...], tuple[PartialDate, ...]]:
    """Return what the beginning can be, and the end where one is named; nothing for what is no clear date."""
    whole = _days(plain, today)
    if whole:
        return whole, ()
    parts = [part for part in _FROM_TO.split(plain) if part.strip()]
    if len(parts) != 2:
        return (), ()
    began, ended = _days(parts[0], today), _days(parts[1], today)
    return (began, ended) if len(ended) == len(began) == 1 else ((), ())


def _days(text: str, today: date) -> tuple[PartialDate, ...]:
    reading = read_day(text, earliest=date(today.year - MOST_YEARS, 1, 1), latest=today, today=today)
    if isinstance(reading, AnswerProblem):
        return ()
    return (reading.value,) if isinstance(reading, Certain) else reading.candidates


def _one_length(length: _Length | None, hedges: frozenset[Hedge]) -> Reading[int]:
    months = _months_of(length)
    if length is None or months is None:
        return AnswerProblem("problem-years")
    if length.bare and length.months > MOST_YEARS:
        return ask_back([floor(length.months)])  # "72" was surely meant in months
    if length.dotted is not None:
        return ask_back([length.dotted, months])
    return _hedged(months, hedges)


def _hedged(months: int, hedges: frozenset[Hedge]) -> Reading[int]:
    """Weigh the words around a length.

    "Less than a year" is a certain 0: no rule on experience looks below three years, so every length it can mean
    gives the same answer, and asking for the months would only tire the person. "Less than five years" is not.
    "About" is how people state experience and is kept as said: papers will prove it later.
    """
    if Hedge.AT_MOST in hedges:
        return Certain(0) if months <= _YEAR else AnswerProblem("problem-years-about")
    if Hedge.NEARLY in hedges:
        return ask_back([max(months - 1, 0), months])
    if hedges & {Hedge.AT_LEAST, Hedge.MORE_THAN} and months < _LONGEST_STEP:
        return ask_back([months])  # "3+ years" may well be six, which scores differently
    if Hedge.DOUBT in hedges:
        return ask_back([months])
    return Certain(months)


def _between(ends: list[str]) -> Reading[int]:
    """Offer both ends; a unit written once counts for both: "6-12 months"."""
    if len(ends) != 2:
        return AnswerProblem("problem-years")
    low, high = _length(ends[0]), _length(ends[1])
    if low and high and low.bare and not high.bare and high.last_unit == 1:
        low = _Length(low.months, last_unit=1)
    months = [_months_of(low), _months_of(high)]
    if months[0] is None or months[1] is None or months[0] > months[1]:
        return AnswerProblem("problem-years")
    return ask_back([months[0], months[1]])


def _either(plain: str) -> Reading[int] | None:
    """Offer both of two lengths of which it is one; a figure behind years counts years. None where there are no two."""
    parts = _OR.split(plain)
    if len(parts) != 2 or not _NAMED_UNIT.search(parts[0]):
        return None
    if not _NAMED_UNIT.search(parts[1]) and _UNITS[_NAMED_UNIT.findall(parts[0])[-1]] != _YEAR:
        return None
    months: list[int] = []
    for part in parts:
        reading = read_years(part) if re.search(r"\d", part) else AnswerProblem("problem-years")
        if isinstance(reading, AnswerProblem):
            return None
        months += [reading.value] if isinstance(reading, Certain) else reading.candidates
    return ask_back(list(dict.fromkeys(months)))


def _listed(plain: str) -> Reading[int] | None:
    """Read "5,6 years": five or six, as much as five point six."""
    match = _LIST.fullmatch(plain)
    if match is None or int(match[2]) - int(match[1]) != 1:
        return None
    texts = [f"{match[1]}.{match[2]}{match[3]}", match[1] + match[3], match[2] + match[3]]
    months = [value for each in texts if (value := _months_of(_length(each))) is not None]
    return ask_back(months) if len(months) == len(texts) else AnswerProblem("problem-years")


def _months_of(length: _Length | None) -> int | None:
    """Return whole months, rounded down because the law counts whole ones; None for longer than a working life."""
    if length is None:
        return None
    in_years = length.bare and length.months <= MOST_YEARS
    months = floor(length.months * _YEAR if in_years else length.months)
    return months if months <= MOST_YEARS * _YEAR else None


def _length(plain: str) -> _Length | None:
    """Add up figures and units; None as soon as something has no place. A bare figure is left uncounted."""
    length, position = _Length(), 0
    while position < len(plain):
        match = _TOKEN.match(plain, position)
        if match is None or not _take(length, match):
            return None
        position = match.end()
    if length.waiting is None:
        return length if length.last_unit else None
    if length.last_unit:
        return None  # "4y6": six of what?
    length.months = length.waiting
    return length


def _take(length: _Length, match: re.Match[str]) -> bool:
    kind = match.lastgroup
    if kind == "figure":
        return _take_figure(length, match[0])
    if kind == "fraction":
        return _take_fraction(length, *(int(part) for part in match[0].split("/")))
    if kind == "unit":
        return _take_unit(length, match[0], _UNITS.get(match[0].strip(".'"), 1))
    return kind is None or (length.last_unit > 0 and length.waiting is None)  # a gap or an "and"


def _take_figure(length: _Length, figure: str) -> bool:
    if length.waiting is not None:
        return False
    length.waiting = Fraction(figure.replace(",", "."))
    dotted = _YEARS_DOT_MONTHS.fullmatch(figure)
    length.dotted = int(dotted[1]) * _YEAR + int(dotted[2]) if dotted else None
    return True


def _take_fraction(length: _Length, part: int, whole: int) -> bool:
    """Accept a fraction only after a whole number or a unit: a lone "5/6" may be a range or a date."""
    if not 0 < part < whole <= _YEAR:
        return False
    if length.waiting is not None and length.waiting.denominator == 1:
        length.waiting += Fraction(part, whole)
    elif length.waiting is None and length.last_unit:
        length.months += Fraction(part, whole) * length.last_unit
    else:
        return False
    return True


def _take_unit(length: _Length, unit: str, months: int) -> bool:
    """Count the waiting figure; units only get smaller."""
    if length.waiting is None or length.last_unit == 1 or months >= (length.last_unit or months + 1):
        return False
    if unit == "月" and not length.last_unit:
        return False
    # Months beside years only complete them: "5.5 years 6 months" and "4 years 18 months" are slips.
    if length.last_unit and (length.months % _YEAR or length.waiting >= _YEAR):
        return False
    if months == 1:
        length.dotted = None
    length.months += length.waiting * months
    length.last_unit, length.waiting = months, None
    return True
