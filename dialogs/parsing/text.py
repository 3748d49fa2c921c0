"""Brings typed text to one plain form: half-width, lower case, digits for kanji numerals.

Nothing here knows a word of any language, or what the text is an answer to.
"""

import re
import unicodedata

MAX_LENGTH = 200
# Letters of Latin script, with the accents of every language written in it.
LATIN = "a-zß-ɏḀ-ỿ"
# One compatibility character unfolds into eighteen; an answer's own (½, ㎡, ㍻) into two or three, here and there.
_MOST_UNFOLDED = 500

# Some of these lose their meaning in NFKC (˜ and ´ become a space and a combining mark), so they go first.
_BEFORE = str.maketrans(dict.fromkeys("〜∼˜～〰", "~") | dict.fromkeys("‘’‛ʼ´`′", "'"))
_AFTER = str.maketrans({"−": "-", "⁄": "/", "∕": "/", "٫": ".", "،": ",", "٬": ",", "·": "・"})
_VARIANTS = str.maketrans({"년": "年", "월": "月", "일": "日", "萬": "万", "圓": "円"})
# NFKC would make 5² into 52 and 5½ into 51/2: a power must stay unreadable, a fraction must stay apart.
_POWERS = re.compile("[⁰¹²³⁴-⁹₀-₉]")
_BEFORE_FRACTION = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")
# All but what most texts are made of: a look at each character costs more than all else together.
_UNUSUAL = re.compile("[^ -~ぁ-んァ-ヶ一-鿿]")
_KATAKANA = {sign: sign + 0x60 for sign in range(ord("ぁ"), ord("ゖ"))}
_HIRAGANA = {katakana: sign for sign, katakana in _KATAKANA.items()}
# What is counted, typed without the last press that makes it kanji; the longer ones first.
_MARK_OF = {"ねんかん": "年間", "ねんはん": "年半", "ねんめ": "年目", "ねん": "年", "かげつ": "か月", "がつ": "月"}
_MARK_OF |= {"にちかん": "日間", "にち": "日", "しゅうかん": "週間", "さい": "歳", "おくえん": "億円", "おく": "億"}
_MARK_OF |= {"まんえん": "万円", "まん": "万"}
_MARK_OF |= {"えん": "円"}
_MARK_OF |= {kana.translate(_KATAKANA): mark for kana, mark in _MARK_OF.items()}
_KANA_MARKS = re.compile(rf"(?<=[\d万億]) ?({'|'.join(_MARK_OF)})")
# 「2月2か」: behind a month and a figure it counts days.
_KANA_DAY = re.compile(r"(?<=月\d)か(?![ぁ-ゖ])|(?<=月\d\d)か(?![ぁ-ゖ])")
# A figure in kana is one only before what it counts, and not in the middle of a word: 「さんじゅうにさい」.
_KANA_ONES = {"いち": 1, "いっ": 1, "に": 2, "さん": 3, "よん": 4, "よ": 4, "し": 4, "ご": 5, "ろく": 6, "ろっ": 6}
_KANA_ONES |= {"なな": 7, "しち": 7, "はち": 8, "はっ": 8, "きゅう": 9, "く": 9}
_KANA_ONE = "|".join(_KANA_ONES)
_KANA_PLACES = ((1000, "せん|ぜん"), (100, "ひゃく|びゃく|ぴゃく"), (10, "じゅう|じゅっ|じっ"))
_KANA_NUMERAL = re.compile(
    r"(?:(?<![ぁ-ゖー\d])|(?<=[ではがをとも])|(?<=がつ)|(?<=ねん))(?=[いにさよしごろなはきくじせひ])"
    + "".join(f"(?:({_KANA_ONE})?({names}))?" for _, names in _KANA_PLACES)
    + f"({_KANA_ONE})?(?=({'|'.join(_MARK_OF)}|[年月日歳才万億円]))"
)
# Only months are counted with these alone: 「くさい」 is no age.
_KANA_OF_MONTHS = frozenset({"し", "く"})
# These have readings of their own.
_KANA_WORDS = {"はたち": "20歳", "はんとし": "半年"}
_KANA_WORD = re.compile(rf"(?<![ぁ-ゖ])(?:{'|'.join(_KANA_WORDS)})")
_QUOTES = ' "“”「」『』'
_FULL_STOPS = _QUOTES + ".,!?。、;"

_FORMAL = {"1": "壱壹", "2": "弐貳貮", "3": "参參", "5": "伍"}
_KANJI_DIGITS = {kanji: str(value) for value, kanji in enumerate("〇一二三四五六七八九")}
_KANJI_DIGITS |= {"零": "0"}
# As contracts and certificates write them, so that no stroke can be added.
_KANJI_DIGITS |= {kanji: digit for digit, forms in _FORMAL.items() for kanji in forms}
_KANJI_UNITS = {"千": 1000, "仟": 1000, "百": 100, "佰": 100, "十": 10, "拾": 10}
_COUNT = "".join(_KANJI_DIGITS)
NUMERAL = _COUNT + "".join(_KANJI_UNITS)
_LONG_VOWEL = re.compile(r"(?<=\d)ー(?=\d)")  # its key, used as a dash
_MIDDLE_DOT = re.compile(r"(?<=\d)・(?=\d)")  # 五・五年
_TWO_COUNTS = re.compile(rf"(?<![0-9{NUMERAL}])([0-9{_COUNT}])、([0-9{_COUNT}])(?![0-9{NUMERAL}])")
_COMMA = re.compile(rf"(?<![{NUMERAL}])、(?![{NUMERAL}])")
_NUMERAL_RUN = re.compile(rf"[0-9{NUMERAL}]+")
_NUMERAL_GROUP = re.compile(rf"([0-9{_COUNT}]*)([{''.join(_KANJI_UNITS)}]?)")


def normalise(text: str) -> str:
    """Return the plain form the readers work on, or an empty string when the text is too long to be an answer.

    「６５０万円」 -> "650万円", 「平成六年」 -> "平成6年", " 5 – 6 Years. " -> "5 - 6 years".
    """
    if len(text) > MAX_LENGTH:
        return ""
    if text.isascii() and text.isprintable():
        return _trimmed(text.replace("`", "'"))
    text = _BEFORE_FRACTION.sub(" ", _POWERS.sub("^", text)).translate(_BEFORE)
    text = unicodedata.normalize("NFKC", text)
    if len(text) > _MOST_UNFOLDED:
        return ""
    text = _UNUSUAL.sub(_plain_character, text).translate(_AFTER).translate(_VARIANTS)
    text = _trimmed(text)
    text = _join_digits(_without_kana(_NUMERAL_RUN.sub(_read_kanji_run, _settle_commas(text))))
    # What grew past the limit is no answer either.
    return text if len(text) <= MAX_LENGTH else ""


def _trimmed(text: str) -> str:
    return " ".join(text.lower().split()).lstrip(_QUOTES).rstrip(_FULL_STOPS)


def drop(words: re.Pattern[str], text: str) -> str:
    """Take words out of a text, except between two digits: 「6以上500」 must not turn into "6 500"."""

    def gap(match: re.Match[str]) -> str:
        start, end = match.span()
        # A plain text has single spaces, so that the neighbours are at most two signs away.
        between = text[start - 2 if start > 1 else 0 : start].strip()[-1:].isdecimal()
        return match[0] if between and text[end : end + 2].strip()[:1].isdecimal() else " "

    return " ".join(words.sub(gap, text).split())


def _plain_character(match: re.Match[str]) -> str:
    """Return one character as a reader expects it: an ASCII digit, "-" for any dash, nothing for invisible marks."""
    character = match[0]
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd":
        return "-"
    # Cf: zero-width and bidi marks, which phones insert around numbers; U+FE0F: "draw this as an emoji".
    return "" if category in {"Cf", "Cc", "Cs"} or character == "\ufe0f" else character


def _without_kana(text: str) -> str:
    """Write the figures that are spelt in kana as digits: 「さんじゅうにさい」 -> 「32さい」."""
    if text.isascii():
        return text
    spelt = text.translate(_HIRAGANA)
    parts, after = [], 0
    for match in _KANA_NUMERAL.finditer(spelt):
        value = _kana_value(match)
        if value:
            parts += [text[after : match.start()], value]
            after = match.end()
    return _KANA_WORD.sub(lambda match: _KANA_WORDS[match[0]], "".join((*parts, text[after:])))


def _kana_value(match: re.Match[str]) -> str:
    """Return the digits of a figure in kana; nothing where it is none."""
    *places, ones, mark = match.groups()
    if not match[0] or (match[0] in _KANA_OF_MONTHS and mark not in ("がつ", "月")):
        return ""
    total = _KANA_ONES.get(ones or "", 0)
    for (worth, _), count, name in zip(_KANA_PLACES, places[::2], places[1::2], strict=True):
        total += worth * _KANA_ONES.get(count or "", 1) if name else 0
    return str(total)


def _join_digits(text: str) -> str:
    """Settle the Japanese marks that mean something only between digits."""
    text = _LONG_VOWEL.sub("-", text)
    text = _KANA_MARKS.sub(lambda match: _MARK_OF[match[1]], text)
    text = _KANA_DAY.sub("日", text) if "か" in text else text
    return _MIDDLE_DOT.sub(".", text)


def _settle_commas(text: str) -> str:
    """Read 「五、六年」 as five or six years; leave 「五、六百万」 unreadable rather than make it 5,600."""
    return _COMMA.sub(",", _TWO_COUNTS.sub(r"\1~\2", text)) if "、" in text else text


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
