"""Small numbers in words, the words people weaken a number with, and how they say that there is none."""

import re
from collections.abc import Mapping
from enum import Enum, auto

from dialogs.parsing.eras import ERAS
from dialogs.parsing.lexicon import any_word, lexicon
from dialogs.parsing.text import drop

_LEXICON = lexicon()
_SMALL = _LEXICON.worths("numbers", "small")
_TENS = _LEXICON.worths("numbers", "tens")
_ONES = [word for word, worth in _SMALL.items() if 0 < worth < 10]
_NUMBER_WORD = re.compile(rf"(?P<tens>{any_word(*_TENS)})(?:[- ]({any_word(*_ONES)}))?|({any_word(*_SMALL)})")

_ORDINALS = _LEXICON.worths("numbers", "ordinals")
_NTH_YEAR = re.compile(
    rf"(?<![\d.,])(?:(?P<figure>\d{{1,2}})(?:年目|(?:st|nd|rd|th) (?:years?|yr)(?![a-z]))"
    rf"|(?P<word>{any_word(*_ORDINALS)}) (?:year|yr)(?![a-z]))"
)

NOTHING = frozenset({"0", *_LEXICON.words("numbers", "nothing")})
"""How people say that they have none of what was asked about."""


_POINT = re.compile(rf"(?<=\d) {_LEXICON.any('numbers', 'point')} (?=\d)")
_HUNDRED = re.compile(
    rf"(?<![\d.,])(\d{{1,2}}) {_LEXICON.any('numbers', 'hundred')}(?:(?: and)? (\d{{1,2}})(?![\d.,]))?"
)


_NTH = rf"(?:({any_word(*_TENS)})[- ])?({any_word(*_ORDINALS)})"
_MONTHS = _LEXICON.worths("dates", "months")
_MONTH = any_word(*_MONTHS)
_BETWEEN = rf"(?: {_LEXICON.any('numbers', 'of_month')})*"
# Only beside a month an ordinal is a day: "first 2018, second 2021" counts children.
_NTH_OF_MONTH = re.compile(rf"(?<![a-z]){_NTH}(?={_BETWEEN} {_MONTH})|(?P<month>{_MONTH}{_BETWEEN}) {_NTH}(?![a-z])")
_THOUSAND = re.compile(
    rf"(?<![\d.,])(?P<thousands>\d) {_LEXICON.any('numbers', 'thousand')}(?:(?: and)? (?P<rest>\d{{1,2}})(?![\d.,]))?"
)
# "Nineteen ninety", "twenty twenty four": a century and its year.
_CENTURY = re.compile(r"(?<![\d.,/-])(?P<century>19|20) (?P<year>\d{2})(?![\d.,/-])")


# 「とおか」, written without kanji.
# What a name is worth: the month and the day in two figures each; no day for a month.
_FEASTS = _LEXICON.worths("dates", "feasts")
_FEAST = re.compile(_LEXICON.any("dates", "feasts"))
_DAY_READINGS = _LEXICON.worths("dates", "day_readings")
_DAY_READ = re.compile(any_word(*_DAY_READINGS))
# "March of Reiwa 2", "Reiwa 2 March": an era in Latin letters beside the name of a month.
_ERA = rf"(?P<era>{'|'.join(era.latin for era in ERAS)}) (?P<year>\d{{1,2}})"
_MONTH_OF_ERA = re.compile(
    rf"(?P<month>{_MONTH}){_BETWEEN} {_ERA}(?!\d)|{_ERA.replace('<', '<its_')} (?P<named>{_MONTH})"
)


# "15th January last year", 「2年前の3月」: a year counted from today's, beside a month.
_YEARS_OFF = _LEXICON.worths("dates", "years_off")
_OFF_BEHIND = re.compile(rf"(?P<day>.*(?:{_MONTH}).*?)[, ]+(?P<off>{any_word(*_YEARS_OFF)})[ .]*")
_YEARS_BEFORE = re.compile(r"(?P<years>\d{1,2})年前の ?(?=\d{1,2}月)")


def years_by_figures(text: str, year: int) -> str:
    """Return a day whose year is counted from this `year` with the year itself: "15 jan last year", 「2年前の3月」."""
    # A journal's 「2月号」 came out in that month.
    text = text.replace("月号", "月")
    text = _YEARS_BEFORE.sub(lambda match: f"{year - int(match['years'])}年", text)
    behind = _OFF_BEHIND.fullmatch(text)
    return text if behind is None else f"{behind['day']} {year + _YEARS_OFF[behind['off'].rstrip('.')]}"


def _of_an_era(match: re.Match[str]) -> str:
    month = _MONTHS[(match["month"] or match["named"]).rstrip(".")]
    return f"{match['era'] or match['its_era']} {match['year'] or match['its_year']}.{month}"


def _read_feast(match: re.Match[str]) -> str:
    month, day = divmod(_FEASTS[match[0]], 100)
    return f"{month}月{day}日" if day else f"{month}月"


def days_for_words(text: str) -> str:
    """Replace the words of a date by figures: "first of July two thousand nineteen" is "1 of July 2019".

    Days and months with a name of their own too: 「七夕」 is 「7月7日」, 「師走」 「12月」.
    """
    text = _FEAST.sub(_read_feast, text)
    text = _DAY_READ.sub(lambda match: f"{_DAY_READINGS[match[0]]}日", _MONTH_OF_ERA.sub(_of_an_era, text))
    written = _THOUSAND.sub(_read_thousands, digits_for_words(_NTH_OF_MONTH.sub(_read_ordinal, text)))
    return _CENTURY.sub(lambda match: match["century"] + match["year"], written) if written != text else text


def _read_ordinal(match: re.Match[str]) -> str:
    first_tens, first, month, tens, ordinal = (word and word.rstrip(".") for word in match.groups())
    number = _TENS.get(first_tens or tens or "", 0) + _ORDINALS[first or ordinal or ""]
    return f"{month} {number}" if month else str(number)


def _read_thousands(match: re.Match[str]) -> str:
    return str(int(match["thousands"]) * 1_000 + int(match["rest"] or 0))


def digits_for_words(text: str) -> str:
    """Replace number words below one hundred, and hundreds: "twenty-five years", "six hundred fifty man"."""
    text = _POINT.sub(".", _NUMBER_WORD.sub(_read_number_word, text))
    return _HUNDRED.sub(lambda match: str(int(match[1]) * 100 + int(match[2] or 0)), text)


def nth_year(text: str) -> tuple[int, str]:
    """Return which year it is and what stands beside it: "my 7th year", 「社会人7年目」; 0 where none is named."""
    found = _NTH_YEAR.search(text)
    if found is None:
        return 0, text
    number = int(found["figure"]) if found["figure"] else _ORDINALS[found["word"].rstrip(".")]
    return number, f"{text[: found.start()]} {text[found.end() :]}"


def is_slip(word: str, meant: str) -> bool:
    """Tell whether a word is another with one letter more, less or other, or two that changed places."""
    if word == meant or abs(len(word) - len(meant)) > 1:
        return False
    same = next((i for i, (one, other) in enumerate(zip(word, meant, strict=False)) if one != other), len(meant))
    rest, wanted = word[same:], meant[same:]
    return wanted[1:] in (rest, rest[1:]) or wanted == rest[1:] or (rest[1::-1] + rest[2:]) == wanted


class Hedge(Enum):
    """How a person weakened a number."""

    ABOUT = auto()
    AT_LEAST = auto()
    MORE_THAN = auto()
    AT_MOST = auto()
    NEARLY = auto()
    DOUBT = auto()


# Signs that weaken as words do. A plus before another number is an addition.
_SIGNS = {Hedge.AT_LEAST: r"|\+(?! ?\d)", Hedge.ABOUT: "|^~|≈"}
_ORDER = (Hedge.AT_LEAST, Hedge.MORE_THAN, Hedge.AT_MOST, Hedge.NEARLY, Hedge.DOUBT, Hedge.ABOUT)


def _pattern(signs: Mapping[Hedge, str]) -> re.Pattern[str]:
    words = {hedge: _LEXICON.any("hedges", hedge.name.lower()) for hedge in _ORDER}
    return re.compile("|".join(f"(?P<{hedge.name}>{words[hedge]}{signs.get(hedge, '')})" for hedge in _ORDER))


_HEDGE, _HEDGE_WORD = _pattern(_SIGNS), _pattern({})
_DOUBT = re.compile(_LEXICON.any("hedges", "doubt"))


def split_doubt(text: str) -> tuple[str, bool]:
    """Take out the words of doubt, and say whether there were any."""
    return drop(_DOUBT, text), _DOUBT.search(text) is not None


def split_hedges(text: str, *, signs: bool = True) -> tuple[str, frozenset[Hedge]]:
    """Take the hedging words out of a plain text: "about 5 years" -> ("5 years", {ABOUT}); and the signs, if wanted."""
    pattern = _HEDGE if signs else _HEDGE_WORD
    found = frozenset(Hedge[match.lastgroup] for match in pattern.finditer(text) if match.lastgroup)
    return drop(pattern, text), found


def _read_number_word(match: re.Match[str]) -> str:
    tens, ones, small = (None if word is None else word.rstrip(".") for word in match.groups())
    if tens:
        return str(_TENS[tens] + (_SMALL[ones] if ones else 0))
    return str(_SMALL[small or ""])
