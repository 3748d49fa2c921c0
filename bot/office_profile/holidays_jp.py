"""Japanese public holidays, substitute and sandwiched ones included, over the `holidays` package.

The one place that knows the package; `dialogs` receives `is_japanese_holiday` as a plain function.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache


def is_japanese_holiday(day: date) -> bool:
    """Says whether the day is a public holiday in Japan."""
    return holiday_name(day) is not None


def holiday_name(day: date) -> str | None:
    """Gives the Japanese name of the public holiday on a day, or None on any other day."""
    if isinstance(day, datetime):
        # A datetime never equals a date, so every one of them would silently be an ordinary day.
        raise TypeError("holiday_name needs a date in Japan time, found a datetime")
    return _names(day.year).get(day)


@cache
def _names(year: int) -> Mapping[date, str]:
    # Imported here: the import alone takes about 0.15 s, which most commands never need.
    import holidays

    calendar = holidays.country_holidays("JP", years=year, expand=False, language="ja")
    first, last = calendar.start_year, calendar.end_year
    if not first <= year <= last:
        # The package answers "no holidays" for years it does not know, which is not the same thing.
        raise ValueError(f"Japanese holidays are known from {first} to {last}, not for {year}")
    return dict(calendar)
