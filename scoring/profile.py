"""Facts about a person that the law cares about. `None` always means *not known yet*, never "no" and never zero."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from scoring.calendar import completed_years
from scoring.errors import ProfileError, nearest

EARLIEST_BIRTH = date(1900, 1, 1)
OLDEST_AGE = 130
LONGEST_CAREER_YEARS = 100.0
HIGHEST_YEN = 10**12
HIGHEST_COUNT = 10**6


class Category(StrEnum):
    """The activity being scored: 高度専門職1号イ, ロ, ハ."""

    A = "a"
    B = "b"
    C = "c"


class Degree(StrEnum):
    """Levels of the academic row; `PROFESSIONAL` scores as a master's, a professional doctorate (JD) is one."""

    BACHELOR = "bachelor"
    MASTER = "master"
    PROFESSIONAL = "professional"
    MBA_MOT = "mba_mot"
    DOCTORATE = "doctorate"


# Facts that are as they are from some day on; age and work have days of their own.
GAINED = (
    *("japanese_degree", "designated_university", "degrees_in_different_fields", "designated_training"),
    *("designated_training_at_japanese_university", "foreign_qualification", "other_research_recognised"),
)
"""Yes/no facts that are never lost: who has one had it from its day on, and who has none never had it."""
COUNTED = ("licences", "patents", "foreign_grants", "papers")
"""Counts that never fall."""
REACHED = ("invested_100m_yen",)
"""Yes/no facts that are so from the day on which a sum is reached."""
STARTING = (
    *("salary_yen", "japanese", "degrees", "position", "international_services", "invested_100m_yen"),
    *("employer_innovation_support", "employer_sme", "employer_rd_ratio", "employer_local_support"),
    *("growth_field", "investment_management", *GAINED, *COUNTED),
)
"""Fields of which `Profile.since` may tell the first day."""
GRADUATE_DEGREES = frozenset(Degree) - {Degree.BACHELOR}


class Japanese(StrEnum):
    """The strongest proof of Japanese held; BJT 480 counts as N1, BJT 400 as N2."""

    N1 = "n1"
    N2 = "n2"
    MAJOR_ABROAD = "japanese_major_abroad"
    NONE = "none"


class Position(StrEnum):
    """Office held in the company, for (c)."""

    REPRESENTATIVE = "representative"
    DIRECTOR = "director"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Experience:
    """Years in the work to be done, by category; fractions allowed, only whole months count."""

    a: float | None = None
    b: float | None = None
    c: float | None = None

    def years(self, category: Category) -> float | None:
        """The years that count in `category`, or None when not known."""
        return self.b if category is Category.B else self.a if category is Category.A else self.c

    @classmethod
    def everywhere(cls, years: float | None) -> Experience:
        """The same years for every category."""
        return cls(years, years, years)


@dataclass(frozen=True, slots=True)
class WorkPeriod:
    """One dated spell of work, both days included; `end` None while it goes on, `category` None for all."""

    start: date
    end: date | None
    category: Category | None


@dataclass(frozen=True, slots=True)
class Profile:
    """One person's facts on one day. Build it by keyword, or from JSON with `read_profile`.

    Money is whole yen a year, years are years, ratios are fractions (0.031 is 3.1 %). `work_periods` are dated spells
    in place of `experience_years`. `earlier` has, by day, the facts that differed then; an empty one says that nothing
    differed, None that it was not asked. `status` is a code of `scoring.stay.statuses` (any other text is some other
    status), held since `status_since`; `household_income_yen` is the holder's and the spouse's together.

    `since` has, for known facts, the first day on which they were as they are now; an empty one says that no day is
    known, None that it was not asked. `in_japan_since` is the first day of an unbroken stay in any status,
    `married_since` that of the marriage to a Japanese or a permanent resident. `longest_trip_days` and
    `days_abroad_a_year` are the most in the years that count. `work_begins` is the first day of work that has not
    begun.
    """

    as_of: date | None = None
    category: Category | None = None
    birth_date: date | None = None
    age: int | None = None
    degrees: frozenset[Degree] | None = None
    degrees_in_different_fields: bool | None = None
    japanese_degree: bool | None = None
    designated_university: bool | None = None
    designated_training: bool | None = None
    designated_training_at_japanese_university: bool | None = None
    experience_years: Experience = Experience()
    salary_yen: int | None = None
    japanese: Japanese | None = None
    patents: int | None = None
    foreign_grants: int | None = None
    papers: int | None = None
    other_research_recognised: bool | None = None
    licences: int | None = None
    foreign_qualification: bool | None = None
    position: Position | None = None
    invested_100m_yen: bool | None = None
    employer_innovation_support: bool | None = None
    employer_sme: bool | None = None
    employer_local_support: bool | None = None
    growth_field: bool | None = None
    investment_management: bool | None = None
    employer_rd_ratio: float | None = None
    international_services: bool | None = None
    # Not read by the table of a day: spells and earlier facts become its facts, the rest is for what follows.
    work_periods: tuple[WorkPeriod, ...] | None = None
    earlier: tuple[tuple[date, Profile], ...] | None = None
    status: str | None = None
    status_since: date | None = None
    household_income_yen: int | None = None
    children: tuple[date, ...] | None = None
    pregnancy: bool | None = None
    since: tuple[tuple[str, date], ...] | None = None
    in_japan_since: date | None = None
    married_since: date | None = None
    longest_trip_days: int | None = None
    days_abroad_a_year: int | None = None
    work_begins: date | None = None
    # What the criteria for managers ask for since 2025-10-16, beside a degree or years of work.
    capital_30m_yen: bool | None = None
    full_time_employee: bool | None = None
    japanese_b2_in_company: bool | None = None
    business_plan_checked: bool | None = None
    office_apart_from_home: bool | None = None

    def age_on(self, day: date) -> int | None:
        """Completed years on `day`, from the birth date or as given; None when neither is known.

        Raises `ProfileError` where the birth date is after `day`.
        """
        if self.birth_date is None:
            return self.age
        if self.birth_date > day:
            raise ProfileError("birth_date", "fault-born-later")
        return completed_years(self.birth_date, day)

    def with_facts(self, **changes: Any) -> Profile:
        """A copy with some facts changed."""
        return replace(self, **changes)


def read_profile(data: object, *, as_of: date | None = None) -> Profile:
    """Build a profile from decoded JSON, as `intake score` takes it.

    `as_of` wins over the profile's own. Raises `ProfileError` naming the field: an unknown name, a wrong type, an
    impossible value, `birth_date` together with `age`, or a birth date after the day used.
    """
    profile = _read_facts(data, prefix="")
    if as_of is not None:
        profile = replace(profile, as_of=as_of)
    if profile.as_of is not None:
        profile.age_on(profile.as_of)
    return profile


def _read_facts(data: object, prefix: str) -> Profile:
    if not isinstance(data, Mapping):
        raise ProfileError(prefix.rstrip(".") or "profile", "fault-object")
    facts: dict[str, Any] = {}
    for name, value in data.items():
        reader = _READERS.get(name)
        if reader is None:
            raise _unknown_name(f"{prefix}{name}", name, _READERS, "fault-field", "fault-field-near")
        if value is not None:
            facts[name] = reader(value, f"{prefix}{name}")
    for one, other in (("birth_date", "age"), ("work_periods", "experience_years")):
        if one in facts and other in facts:
            raise ProfileError(f"{prefix}{one}", "fault-together", other=other)
    return Profile(**facts)


def _unknown_name(place: str, name: object, known: Iterable[str], alone: str, beside: str) -> ProfileError:
    """Return the error of a name that nothing has; `beside` says it where a known name is near."""
    near = nearest(name, known)
    return ProfileError(place, alone) if near is None else ProfileError(place, beside, near=near)


def _day(value: object, field: str) -> date:
    if isinstance(value, str) and len(value) == 10:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            pass
        else:
            if day.isoformat() == value:  # not the week form, "1994-W01-1"
                return day
    raise ProfileError(field, "fault-date")


def _birth(value: object, field: str) -> date:
    day = _day(value, field)
    if day < EARLIEST_BIRTH:
        raise ProfileError(field, "fault-birth-early", first=EARLIEST_BIRTH.isoformat())
    return day


def _flag(value: object, field: str) -> bool:
    if not isinstance(value, bool):
        raise ProfileError(field, "fault-flag")
    return value


def _whole(highest: int) -> Callable[[object, str], int]:
    def read(value: object, field: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise ProfileError(field, "fault-whole")
        if not 0 <= value <= highest:
            raise ProfileError(field, "fault-limits", highest=str(highest))
        return value

    return read


def _number(value: object, field: str, highest: float | None = None) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ProfileError(field, "fault-number")
    # NaN is within no limits; an integer too great for a float is above them.
    if not 0 <= value <= (sys.float_info.max if highest is None else highest):
        if highest is None:
            raise ProfileError(field, "fault-below-zero")
        raise ProfileError(field, "fault-limits", highest=f"{highest:g}")
    return float(value)


def _years(value: object, field: str) -> float:
    return _number(value, field, LONGEST_CAREER_YEARS)


def _experience(value: object, field: str) -> Experience:
    if not isinstance(value, Mapping):
        return Experience.everywhere(_years(value, field))
    for name in value:
        if name not in set(Category):
            raise ProfileError(f"{field}.{name}", "fault-category")
    return Experience(**{k: None if v is None else _years(v, f"{field}.{k}") for k, v in value.items()})


def _one_of(choices: type[StrEnum]) -> Callable[[object, str], StrEnum]:
    def read(value: object, field: str) -> StrEnum:
        if not isinstance(value, str) or value not in set(choices):
            raise ProfileError(field, "fault-choice", choices=", ".join(f'"{c}"' for c in choices))
        return choices(value)

    return read


def _list(value: object, field: str) -> Iterable[tuple[object, str]]:
    if not isinstance(value, list | tuple):
        raise ProfileError(field, "fault-list")
    return [(item, f"{field}[{i}]") for i, item in enumerate(value)]


def _degrees(value: object, field: str) -> frozenset[Degree]:
    read = _one_of(Degree)
    return frozenset(Degree(read(item, place)) for item, place in _list(value, field))


def _children(value: object, field: str) -> tuple[date, ...]:
    return tuple(_birth(item, place) for item, place in _list(value, field))


def _work_periods(value: object, field: str) -> tuple[WorkPeriod, ...]:
    return tuple(_work_period(item, place) for item, place in _list(value, field))


def _work_period(value: object, field: str) -> WorkPeriod:
    if not isinstance(value, Mapping) or not set(value) <= {"from", "to", "category"} or value.get("from") is None:
        raise ProfileError(field, "fault-work-period")
    end, category = value.get("to"), value.get("category")
    period = WorkPeriod(
        _day(value["from"], f"{field}.from"),
        None if end is None else _day(end, f"{field}.to"),
        None if category is None else Category(_one_of(Category)(category, f"{field}.category")),
    )
    if period.end is not None and period.end < period.start:
        raise ProfileError(f"{field}.to", "fault-ends-early")
    return period


def _earlier(value: object, field: str) -> tuple[tuple[date, Profile], ...]:
    if not isinstance(value, Mapping):
        raise ProfileError(field, "fault-earlier")
    for day, facts in value.items():
        # What differed on one day has no earlier days of its own, and no day since when it did.
        for name in ("earlier", "since"):
            if isinstance(facts, Mapping) and name in facts:
                raise ProfileError(f"{field}.{day}.{name}", "fault-inside-earlier")
    return tuple((_day(day, f"{field}.{day}"), _read_facts(facts, f"{field}.{day}.")) for day, facts in value.items())


def _since(value: object, field: str) -> tuple[tuple[str, date], ...]:
    if not isinstance(value, Mapping):
        raise ProfileError(field, "fault-since")
    for name in value:
        if name not in STARTING:
            raise _unknown_name(f"{field}.{name}", name, STARTING, "fault-first-day", "fault-first-day-near")
    return tuple((str(name), _day(day, f"{field}.{name}")) for name, day in value.items())


def _text(value: object, field: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ProfileError(field, "fault-text")
    return value


_READERS: dict[str, Callable[[object, str], Any]] = {
    "as_of": _day,
    "category": _one_of(Category),
    "birth_date": _birth,
    "age": _whole(OLDEST_AGE),
    "degrees": _degrees,
    "experience_years": _experience,
    "salary_yen": _whole(HIGHEST_YEN),
    "japanese": _one_of(Japanese),
    "patents": _whole(HIGHEST_COUNT),
    "foreign_grants": _whole(HIGHEST_COUNT),
    "papers": _whole(HIGHEST_COUNT),
    "licences": _whole(HIGHEST_COUNT),
    "position": _one_of(Position),
    "employer_rd_ratio": _number,
    "work_periods": _work_periods,
    "earlier": _earlier,
    "status": _text,
    "status_since": _day,
    "household_income_yen": _whole(HIGHEST_YEN),
    "children": _children,
    "since": _since,
    "in_japan_since": _day,
    "married_since": _day,
    "longest_trip_days": _whole(HIGHEST_COUNT),
    "days_abroad_a_year": _whole(HIGHEST_COUNT),
    "work_begins": _day,
}
# Every field without a reader of its own is a yes/no fact.
_READERS |= {field.name: _flag for field in fields(Profile) if field.name not in _READERS}
