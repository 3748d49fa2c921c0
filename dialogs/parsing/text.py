"""Brings typed text to one plain form: half-width, lower case, digits for kanji numerals, words for small numbers.

Nothing here knows what the text is an answer to.
"""

import re
import unicodedata
from enum import Enum, auto

MAX_LENGTH = 200
# One compatibility character unfolds into eighteen; an answer's own (½, ㎡, ㍻) into two or three, here and there.
_MOST_UNFOLDED = 500

# Some of these lose their meaning in NFKC (˜ and ´ become a space and a combining mark), so they go first.
_BEFORE = str.maketrans(dict.fromkeys("〜∼˜～〰", "~") | dict.fromkeys("‘’‛ʼ´`′", "'"))
_AFTER = str.maketrans({"−": "-", "⁄": "/", "∕": "/", "٫": ".", "،": ",", "٬": ",", "·": "・"})
_VARIANTS = str.maketrans({"년": "年", "월": "月", "일": "日", "萬": "万", "圓": "円"})
# NFKC would make 5² into 52 and 5½ into 51/2: a power must stay unreadable, a fraction must stay apart.
_POWERS = re.compile("[⁰¹²³⁴-⁹₀-₉]")
_BEFORE_FRACTION = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")
_QUOTES = ' "“”「」『』'
_FULL_STOPS = _QUOTES + ".,!?。、;"

_KANJI_DIGITS = {kanji: str(value) for value, kanji in enumerate("〇一二三四五六七八九")}
_KANJI_DIGITS |= {"零": "0", "壱": "1", "弐": "2", "参": "3"}
_KANJI_UNITS = {"千": 1000, "百": 100, "十": 10, "拾": 10}
_COUNT = "".join(_KANJI_DIGITS)
_NUMERAL = _COUNT + "".join(_KANJI_UNITS)
_NUMERAL_RUN = re.compile(rf"[0-9{_NUMERAL}]+")
_NUMERAL_GROUP = re.compile(rf"([0-9{_COUNT}]*)([{''.join(_KANJI_UNITS)}]?)")

_SMALL_WORDS = {
    word: value
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
        + ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
}
_TENS_WORDS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_NUMBER_WORD = re.compile(
    rf"(?<![a-z])(?:({'|'.join(_TENS_WORDS)})(?:[- ]({'|'.join(list(_SMALL_WORDS)[1:10])}))?"
    rf"|({'|'.join(reversed(_SMALL_WORDS))}))(?![a-z])|ゼロ"
)


NOTHING = frozenset(
    ["0", "none", "no", "nope", "nil", "nothing", "not any", "none yet", "nothing yet"]
    + ["なし", "無し", "無", "ない", "無い", "ありません", "ございません", "いいえ"]
    + ["特になし", "特にありません", "まだない", "まだありません"]
)
"""How people say that they have none of what was asked about."""


def normalise(text: str) -> str:
    """Return the plain form the readers work on, or an empty string when the text is too long to be an answer.

    「６５０万円」 -> "650万円", 「平成六年」 -> "平成6年", " 5 – 6 Years. " -> "5 - 6 years".
    """
    if len(text) > MAX_LENGTH:
        return ""
    text = _BEFORE_FRACTION.sub(" ", _POWERS.sub("^", text)).translate(_BEFORE)
    text = unicodedata.normalize("NFKC", text)
    if len(text) > _MOST_UNFOLDED:
        return ""
    text = "".join(_plain_character(character) for character in text).translate(_AFTER).translate(_VARIANTS)
    text = " ".join(text.lower().split()).lstrip(_QUOTES).rstrip(_FULL_STOPS)
    text = _join_digits(_NUMERAL_RUN.sub(_read_kanji_run, _settle_commas(text)))
    # What grew past the limit is no answer either.
    return text if len(text) <= MAX_LENGTH else ""


def digits_for_words(text: str) -> str:
    """Replace English number words below one hundred, and ゼロ: "twenty-five years" -> "25 years"."""
    return _NUMBER_WORD.sub(_read_number_word, text)


def any_of(*words: str) -> str:
    """Return a pattern for any of these patterns as whole words; longest first, so "or more" wins over "or"."""
    latin = sorted((word for word in words if word[0].isascii()), key=len, reverse=True)
    japanese = sorted((word for word in words if not word[0].isascii()), key=len, reverse=True)
    parts = [rf"(?<![a-z])(?:{'|'.join(latin)})(?![a-z])"] if latin else []
    return f"(?:{'|'.join(parts + japanese)})"


class Hedge(Enum):
    """How a person weakened a number."""

    ABOUT = auto()
    AT_LEAST = auto()
    MORE_THAN = auto()
    AT_MOST = auto()
    NEARLY = auto()


_HEDGES = {
    Hedge.AT_LEAST: any_of("at least", "or more", "and up", "minimum", "以上", "最低でも", "最低", "少なくとも")
    # A plus before another number is an addition, and we do not add up for people.
    + r"|\+(?! ?\d)",
    Hedge.MORE_THAN: any_of("more than", "over", "above", "超", "強"),
    Hedge.AT_MOST: any_of(
        *("less than", "up to", "under", "below", "at most", "maximum", "or less"),
        *("未満", "以下", "以内", "最大", "最高"),
    ),
    Hedge.NEARLY: any_of("just under", "nearly", "almost", "ほぼ", "弱", "近く"),
    Hedge.ABOUT: any_of(
        *("about", "around", "roughly", "approximately", r"approx\.?", "circa", r"ca\.?", "or so"),
        *("約", "およそ", "おおよそ", "大体", "だいたい", "ざっと", "くらい", "ぐらい", "ほど", "程度", "前後"),
    )
    + r"|^~|≈",
}
_HEDGE = re.compile("|".join(f"(?P<{hedge.name}>{pattern})" for hedge, pattern in _HEDGES.items()))


def split_hedges(text: str) -> tuple[str, frozenset[Hedge]]:
    """Take the hedging words out of a plain text: "about 5 years" -> ("5 years", {ABOUT})."""
    found = frozenset(Hedge[match.lastgroup] for match in _HEDGE.finditer(text) if match.lastgroup)
    return drop(_HEDGE, text), found


def drop(words: re.Pattern[str], text: str) -> str:
    """Take words out of a text, except between two digits: 「6以上500」 must not turn into "6 500"."""

    def gap(match: re.Match[str]) -> str:
        before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
        return match[0] if before[-1:].isdecimal() and after[:1].isdecimal() else " "

    return " ".join(words.sub(gap, text).split())


def _plain_character(character: str) -> str:
    """Return one character as a reader expects it: an ASCII digit, "-" for any dash, nothing for invisible marks."""
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd":
        return "-"
    # Cf: zero-width and bidi marks, which phones insert around numbers; U+FE0F: "draw this as an emoji".
    return "" if category in {"Cf", "Cc", "Cs"} or character == "\ufe0f" else character


def _join_digits(text: str) -> str:
    """Settle the Japanese marks that mean something only between digits."""
    text = re.sub(r"(?<=\d)ー(?=\d)", "-", text)  # the long-vowel key, used as a dash
    return re.sub(r"(?<=\d)・(?=\d)", ".", text)  # 五・五年


def _settle_commas(text: str) -> str:
    """Read 「五、六年」 as five or six years; leave 「五、六百万」 unreadable rather than make it 5,600."""
    text = re.sub(rf"(?<![0-9{_NUMERAL}])([0-9{_COUNT}])、([0-9{_COUNT}])(?![0-9{_NUMERAL}])", r"\1~\2", text)
    return re.sub(rf"(?<![{_NUMERAL}])、(?![{_NUMERAL}])", ",", text)


def _read_kanji_run(match: re.Match[str]) -> str:
    run = match[0]
    if run.isascii():
        return run  # "05" keeps its zero
    # In 「6.5百万」 and 「6,500千円」 the unit belongs to the whole number, not to its last digits.
    if match.start() and match.string[match.start() - 1] in ".,":
        return run
    value = _kanji_value(run)
    return run if value is None else value


def _kanji_value(run: str) -> str | None:
    """Return the digits for one run of numerals, or None when it follows no rule: 「百百」, 「二三百」."""
    if not any(unit in run for unit in _KANJI_UNITS):
        return _positional(run)
    total, below = 0, 10_000
    for digits, unit in _NUMERAL_GROUP.findall(run):
        if not digits and not unit:
            continue
        scale = _KANJI_UNITS.get(unit, 1)
        count = int("".join(_KANJI_DIGITS.get(digit, digit) for digit in digits) or "1")
        # 「6500千」 is how accounts are written; any other long count before a unit is a slip or 「二三百」.
        accounts = total == 0 and unit == "千" and digits.isascii()
        fits = accounts or (
            count < below and digits[0] not in "0〇零" if scale == 1 else len(digits) <= 1 and count > 0
        )
        if scale >= below or not fits:
            return None
        total, below = total + count * scale, scale
    return str(total)


def _positional(run: str) -> str | None:
    """Read 「二〇一九」 digit by digit; 「五六」 is colloquial for five or six, so it becomes "5~6"."""
    if any(character.isdecimal() for character in run):
        return None  # a dash typed as 一: 「1994一05」
    digits = "".join(_KANJI_DIGITS[character] for character in run)
    if len(digits) == 2 and 1 <= int(digits[0]) == int(digits[1]) - 1:
        return f"{digits[0]}~{digits[1]}"
    return digits


def _read_number_word(match: re.Match[str]) -> str:
    tens, ones, small = match.groups()
    if tens:
        return str(_TENS_WORDS[tens] + _SMALL_WORDS.get(ones or "zero", 0))
    return str(_SMALL_WORDS.get(small or "zero", 0))
