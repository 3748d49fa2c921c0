"""Reads a person's name, and how they can be reached: what cannot be seen is no name, what cannot be dialled no number.

What is taken is kept plain, so that staff can read it out, dial it and write to it.
"""

import re
import unicodedata
from dataclasses import dataclass

from dialogs.parsing.lexicon import lexicon
from dialogs.parsing.reading import AnswerProblem, Certain, Reading

# Signs without ink: marks of direction and joining, fillers, tags, the empty pattern of Braille, half surrogates.
_UNSEEN = (
    "\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb\\ud800-\\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_WITHOUT_INK = re.compile(f"[{_UNSEEN}]")
# They join letters of some scripts and pictures, and mean nothing alone.
_JOINERS = "\u200c\u200d\ufe0f"
_LEXICON = lexicon()
_INTRODUCED = re.compile(rf"^{_LEXICON.any('names', 'before', 'naming')}[ :、,]*(?=\S)", re.IGNORECASE)
_CONCLUDED = re.compile(rf"(?<=\S)[ 、,]*{_LEXICON.any('names', 'after')}[。.!]*$", re.IGNORECASE)
_REFUSED = re.compile(_LEXICON.any("names", "refused"), re.IGNORECASE)
_ADDRESS = re.compile(r"@|://|www\.")

# The part in front is plain ASCII, so that words of another script around an address are left alone.
_MAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,6}[A-Za-z]{2,24}(?![A-Za-z0-9@-])"
)
_LABEL = re.compile(_LEXICON.any("contacts", "labels"), re.IGNORECASE)
_SERVICE = re.compile(_LEXICON.any("contacts", "services"), re.IGNORECASE)
_STATUS = re.compile(_LEXICON.any("statuses", "words"), re.IGNORECASE)
# Whoever introduces themselves is shorter.
MOST_READ = 200
_AROUND = " \t<>[]{}:;,.'\"、。「」/=!|"
_IN_BRACKETS = re.compile(r"\(([^()]*)\)|([^()]*)\)|\(([^()]*)")
_SEVERAL = re.compile(
    rf"[,/;、|]|{_LEXICON.any('ranges', 'either')}|(?<=[\d ]){_LEXICON.any('ranges', 'loose')}", re.IGNORECASE
)
_NUMBER = re.compile(r"[+\d][\d ()./\u2010-\u2015-]*")
# A whole number among words of another script or behind a space: 「電話は090-1234-5678です」.
_AMID_WORDS = re.compile(r"(?<![A-Za-z\d+])\+?\d[\d ()./-]{6,}\d(?![A-Za-z\d])")
_COUNTRY = re.compile(r"\+|00[1-9]|010")
# The shortest and the longest number anywhere, with its country; and the shortest one in Japan.
_LEAST_DIGITS, _MOST_DIGITS, _LEAST_IN_JAPAN = 8, 15, 9


@dataclass(frozen=True, slots=True)
class Reached:
    """A way to reach a person; a number says its country or not."""

    text: str
    has_country: bool = True


def visible(text: str) -> str:
    """Return a text without what cannot be seen, in single spaces; nothing where there is no ink at all."""
    kept = " ".join(_WITHOUT_INK.sub("", text).split()).strip(_JOINERS + " ")
    return kept if kept.strip(_JOINERS + " ") else ""


def names_status(text: str) -> bool:
    """Return whether a text has a word that only a status of residence has."""
    return _STATUS.search(unicodedata.normalize("NFKC", text[:MOST_READ])) is not None


def contact_within(text: str) -> tuple[str, str]:
    """Return a text without the mail addresses and telephone numbers in it, and these; nothing where it has none."""
    if len(text) > MOST_READ:
        return text, ""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    mails = _MAIL.findall(plain)
    rest = _MAIL.sub(" ", plain)
    numbers = [number for number in _AMID_WORDS.findall(rest) if len(re.sub(r"\D", "", number)) >= _LEAST_IN_JAPAN]
    for number in numbers:
        rest = rest.replace(number, " ")
    found = ", ".join(dict.fromkeys((*mails, *numbers)))
    return _trimmed(" ".join(_LABEL.sub(" ", rest).split())) if found else text, found


def read_name(text: str) -> Reading[str]:
    """Read a name from a text that can be seen: "Maria Santos", "My name is Maria", 「山田と申します」."""
    name = _CONCLUDED.sub("", _INTRODUCED.sub("", text)).strip(" ,;:、。")
    if not any(map(str.isalpha, name)) or text.endswith(("?", "？")) or _ADDRESS.search(name) or _refuses(name):
        return AnswerProblem("problem-name")
    # Digits in a name are a slip or a number of something else, but for one or two ("John Smith 3rd").
    return AnswerProblem("problem-name") if sum(map(str.isdecimal, name)) > 2 else Certain(name)


def _refuses(name: str) -> bool:
    """Return whether somebody keeps their name to themselves. "Anna Secret" is a name, written as one."""
    found, words = _REFUSED.search(name), name.split()
    if found is None:
        return False
    is_named = len(words) > 1 and all(word[0].isupper() and not word.isupper() for word in words)
    return not is_named or " " in found[0] or found[0].casefold() in words[0].casefold()


def read_contact(text: str) -> Reading[Reached]:
    """Read telephone numbers and mail addresses: "mail: maria@example.com.", "+81 90-1234-5678", full width too."""
    plain = _typed_in_japanese(" ".join(unicodedata.normalize("NFKC", text).split()))
    if plain.endswith("?"):
        return AnswerProblem("problem-contact")
    mails = _MAIL.findall(plain)
    rest = _trimmed(_LABEL.sub(" ", _MAIL.sub(" ", plain)))
    if "@" in rest:
        return AnswerProblem("problem-contact-mail")
    if mails and not any(map(str.isdecimal, rest)):
        return Certain(Reached(", ".join(dict.fromkeys(mails))))
    numbers = [part for each in _SEVERAL.split(rest) if (part := _trimmed(each))]
    read = [_number(number) for number in numbers or [rest]]
    wrong = next((found for found in read if isinstance(found, AnswerProblem)), None)
    if wrong is not None:
        return wrong
    reached = [found for found in read if isinstance(found, Reached)]
    texts = dict.fromkeys((*mails, *(found.text for found in reached)))
    return Certain(Reached(", ".join(texts), bool(mails) or any(found.has_country for found in reached)))


_JAPANESE_FIGURES = str.maketrans("〇零一二三四五六七八九", "00123456789")
_SPELT_NUMBER = re.compile(r"(?<![〇零一二三四五六七八九])[〇零][〇零一二三四五六七八九ーの・\s-]{8,}")
_DASH_IN_NUMBER = re.compile(r"(?<=\d)\s*[ーの・]\s*(?=\d)")
_POINT_IN_ADDRESS = re.compile(r"(?<=[\w-])。(?=[a-z0-9-]+)", re.IGNORECASE)


def _typed_in_japanese(text: str) -> str:
    """Write as digits, dashes and points what a Japanese keyboard makes of them: 「090ー1234」, 「example。com」."""
    if text.isascii():
        return text
    text = _SPELT_NUMBER.sub(lambda match: match[0].translate(_JAPANESE_FIGURES), text)
    text = _DASH_IN_NUMBER.sub("-", text)
    return _POINT_IN_ADDRESS.sub(".", text) if "@" in text else text


def _trimmed(text: str) -> str:
    """Return a text without what stands around it, brackets around all of it included."""
    text = text.strip(_AROUND)
    bracketed = _IN_BRACKETS.fullmatch(text)
    return next(filter(None, bracketed.groups()), "").strip(_AROUND) if bracketed else text


def _number(text: str) -> Reached | AnswerProblem:
    """Read one telephone number, with the service it is used for where one is named."""
    service = _SERVICE.search(text)
    number = _SERVICE.sub(" ", text).strip(" .:,;")
    digits = re.sub(r"\D", "", number)
    if not digits:
        return AnswerProblem("problem-contact")
    amid = [found for found in _AMID_WORDS.findall(number) if re.sub(r"\D", "", found) == digits]
    if amid and len(digits) >= _LEAST_IN_JAPAN and any(map(str.isalpha, number)):
        number = amid[0]
    if any(map(str.isalpha, number)):
        return AnswerProblem("problem-contact-letters" if len(digits) > len(number) // 3 else "problem-contact")
    number = number if number[0] in "+(" or number[0].isdecimal() else number.lstrip("-*#・ ")
    bare = number.lstrip("(")
    has_country = _COUNTRY.match(bare) is not None
    least = _LEAST_DIGITS if has_country else _LEAST_IN_JAPAN
    if not least <= len(digits) <= _MOST_DIGITS or len(set(digits)) == 1 or not _NUMBER.fullmatch(bare):
        return AnswerProblem("problem-contact-digits")
    return Reached(f"{service[0]} {number}" if service else number, has_country)
