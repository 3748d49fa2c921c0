"""Numbers, dates and moments as a language writes them, by Babel's data; what was formatted once is remembered.

Babel is loaded with the first of them: many commands show none.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

_REMEMBERED = 4096


@lru_cache(_REMEMBERED, typed=True)
def number(language: str, value: int | Decimal) -> str:
    """A number with its separators."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=_locale(language))


@lru_cache(_REMEMBERED)
def day(language: str, value: date) -> str:
    """A day, its month in words."""
    from babel.dates import format_date

    return format_date(value, "long", locale=_locale(language))


def moment(language: str, value: datetime) -> str:
    """A moment, in its own time zone."""
    from babel.dates import format_datetime

    return format_datetime(value, "medium", locale=_locale(language), tzinfo=value.tzinfo)


@lru_cache(_REMEMBERED, typed=True)
def plural(language: str, value: float | Decimal) -> str:
    """The plural of the language that goes with a number: "one", "other" and the like."""
    form: str = _locale(language).plural_form(value)
    return form


def language_name(language: str, code: str) -> str:
    """The name of a language in another one; its code where it has none there."""
    name: str = _locale(language).languages.get(code.replace("-", "_"), code)
    return name


@cache
def _locale(language: str) -> Locale:
    from babel import Locale

    return Locale.parse(language)
