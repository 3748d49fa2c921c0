"""What a string of digits and separators can mean, before anyone knows what it counts.

"6,500" is six thousand five hundred in one country and six and a half in another; both come back.
"""

import re
from decimal import Decimal

from dialogs.parsing.lexicon import lexicon

# A space groups only when exactly three digits follow, so that "600 yen, 2 of them" is not one number.
FIGURE = r"(?:\d+(?:[.,']\d+| \d{3}(?!\d))*|\.\d+)"
BETWEEN = f"(?:[-~]|{lexicon().any('ranges', 'between', 'either')})"
# Between bare figures a looser word makes a range too, which elsewhere adds or belongs to another word.
RANGE = f"(?:[-~]|{lexicon().any('ranges', 'between', 'either', 'loose')})"

_WHOLE = re.compile(r"\d+")
_GROUPED = re.compile(r"[1-9]\d{0,2}([., '])\d{3}(?:\1\d{3})*")
_INDIAN = re.compile(r"[1-9]\d?(?:,\d{2})+,\d{3}")
_FRACTIONAL = re.compile(r"(\d*)[.,](\d+)")
_SEPARATORS = re.compile(r"[., ']")


def figure_readings(text: str) -> tuple[Decimal, ...]:
    """Return the values a figure can have: the grouped one first, none when its separators follow no custom.

    "6.500.000" -> 6500000; "6,5" -> 6.5; "6,500" -> 6500 and 6.5; "1,23,456" -> 123456; "1,2,3" -> nothing.
    """
    if _WHOLE.fullmatch(text):
        return (Decimal(text),)
    if _INDIAN.fullmatch(text):
        return (_joined(text),)
    if _GROUPED.fullmatch(text):
        return _one_or_both(text)
    if _FRACTIONAL.fullmatch(text):
        return (Decimal(text.replace(",", ".")),)
    return _grouped_with_fraction(text)


def _one_or_both(text: str) -> tuple[Decimal, ...]:
    """Decide whether one separator before exactly three digits groups them or starts a fraction."""
    marks = _SEPARATORS.findall(text)
    if len(marks) > 1 or marks[0] in " '":  # spaces and apostrophes only ever group
        return (_joined(text),)
    return (_joined(text), Decimal(text.replace(",", ".")))


def _grouped_with_fraction(text: str) -> tuple[Decimal, ...]:
    """Read "6,500,000.00" and "6.500.000,00": the last mark differs from the others."""
    marks = _SEPARATORS.findall(text)
    if not marks or marks[-1] not in ".," or marks[-1] in marks[:-1]:
        return ()
    head, _, tail = text.rpartition(marks[-1])
    if not _GROUPED.fullmatch(head):
        return ()
    return (Decimal(f"{_SEPARATORS.sub('', head)}.{tail}"),)


def _joined(text: str) -> Decimal:
    return Decimal(_SEPARATORS.sub("", text))
