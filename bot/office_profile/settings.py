"""The parts of a profile that staff change on a page: which fields a form has, and what is typed into them.

A field is shown as it stands in the file, and what is typed goes there as it is where it cannot be read: then the
reader of profiles says what is wrong with it, in the same sentence as at a start.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from bot.office_profile.booking import ACCOUNT
from bot.office_profile.editing import EditedProfile, KeyPath
from bot.office_profile.profile import WEEKDAYS
from dialogs.office import LANGUAGE_OF_STAFF

# Further rows of a list that a form offers.
MORE_ROWS = 2
ROLES = ("member", "lead", "admin")
WAY_KINDS = ("online", "office", "visit")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WEEK = re.compile(r"(?m)^[ \t]*([^\s:：]+)[ \t]*[:：][ \t]*(.*)$")


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form. `kind` says what it is: "text", "lines", "flag", "number", "day", "choice"."""

    name: str
    kind: str
    value: str
    label: str
    language: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fieldset:
    """The fields of one thing of a list; `name` is what it is known by, "" of a new one."""

    name: str
    inputs: tuple[FormField, ...]


@dataclass(frozen=True, slots=True)
class SettingsForm:
    """A form as it stands: single fields, then rows."""

    inputs: tuple[FormField, ...] = ()
    groups: tuple[Fieldset, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsPart:
    """A part of the settings: what its form has, and what becomes of what was typed into it."""

    name: str
    shape: Callable[[EditedProfile, Sequence[str]], SettingsForm]
    take: Callable[[EditedProfile, Mapping[str, str]], None]


# --- what is typed ----------------------------------------------------------------------------------------------------


def _plain(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).strip()


def _spans(typed: str) -> list[str]:
    """Return stretches of a day; what is no stretch stays as it is, and is refused by its name."""
    found = [one for one in re.split(r"[,、\s]+", _plain(typed)) if one]
    return [re.sub(r"[~〜–—ー−]", "-", one) for one in found]


def _number(typed: str) -> int | str | None:
    plain = _plain(typed).replace(",", "").replace("_", "")
    return None if not plain else int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 19 else plain


def _day(typed: str) -> date | str:
    found = _DAY.fullmatch(_plain(typed).replace("/", "-").replace(".", "-"))
    try:
        return typed if found is None else date(*map(int, found.groups()))
    except ValueError:
        return typed


def _texts(given: Mapping[str, str], name: str, before: Any) -> dict[str, str] | None:
    """Return a text by language: those of the fields that are filled in, and those no field was shown for."""
    kept = dict(before) if isinstance(before, Mapping) else {}
    shown = {field.removeprefix(f"{name}."): said for field, said in given.items() if field.startswith(f"{name}.")}
    for code, said in shown.items():
        if said.strip():
            kept[code] = said.strip().replace("\r\n", "\n")
        else:
            kept.pop(code, None)
    return kept or None


def _text_inputs(name: str, label: str, value: Any, languages: Sequence[str], kind: str = "text") -> list[FormField]:
    said = value if isinstance(value, Mapping) else {}
    codes = dict.fromkeys([LANGUAGE_OF_STAFF, *languages, *said])
    return [FormField(f"{name}.{code}", kind, str(said.get(code, "")), label, code) for code in codes]


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def _week(value: Any) -> str:
    if not isinstance(value, Mapping):
        return ""
    return "\n".join(f"{day}: {', '.join(map(str, value.get(day) or ()))}".rstrip() for day in WEEKDAYS)


def _week_of(typed: str) -> dict[str, Any] | None:
    if not typed.strip():
        return None
    found: dict[str, Any] = {day.lower(): _spans(said) for day, said in _WEEK.findall(typed)}
    # Every day is needed, and in the order of the week.
    return {**{day: found.pop(day, []) for day in WEEKDAYS}, **found}


# --- the parts --------------------------------------------------------------------------------------------------------


def _hours(draft: EditedProfile, _languages: Sequence[str]) -> SettingsForm:
    days = [FormField(day, "text", ", ".join(draft.get(("hours", day)) or ()), f"desk-day-{day}") for day in WEEKDAYS]
    return SettingsForm((*days, _flag(draft, "closed_on_holidays", ("closed_on_holidays",), on=False)))


def _take_hours(draft: EditedProfile, given: Mapping[str, str]) -> None:
    for day in WEEKDAYS:
        draft.put(("hours", day), _spans(given.get(day, "")))
    draft.put(("closed_on_holidays",), "closed_on_holidays" in given)


def _flag(draft: EditedProfile, name: str, path: KeyPath, *, on: bool) -> FormField:
    value = draft.get(path)
    return FormField(name, "flag", "on" if (on if value is None else value) else "", f"desk-set-{name}")


def _closures(draft: EditedProfile, languages: Sequence[str]) -> SettingsForm:
    rows = draft.tables("closures")
    return SettingsForm(groups=tuple(_closure(n, row, languages) for n, row in enumerate([*rows, *[{}] * MORE_ROWS])))


def _closure(number: int, table: Mapping[str, Any], languages: Sequence[str]) -> Fieldset:
    days = [FormField(f"{number}.{key}", "day", _shown(table.get(key)), f"desk-set-{key}") for key in _CLOSED]
    return Fieldset(
        _shown(table.get("first_day")),
        (*days, *_text_inputs(f"{number}.note", "desk-set-note", table.get("note"), languages)),
    )


_CLOSED = ("first_day", "last_day")


def _take_closures(draft: EditedProfile, given: Mapping[str, str]) -> None:
    rows = []
    before = draft.tables("closures")
    for number in _numbers(given, "first_day"):
        typed = {key: given.get(f"{number}.{key}", "") for key in _CLOSED}
        if not any(said.strip() for said in typed.values()):
            continue
        was = before[number].get("note") if number < len(before) else None
        first = _day(typed["first_day"])
        last = _day(typed["last_day"]) if typed["last_day"].strip() else first
        rows.append({"first_day": first, "last_day": last, "note": _texts(given, f"{number}.note", was) or {}})
    draft.put_list("closures", rows)


def _numbers(given: Mapping[str, str], key: str) -> list[int]:
    found = (name.partition(".") for name in given)
    return sorted(int(number) for number, _, rest in found if rest == key and number.isdecimal() and len(number) < 4)


_RINGS = ("qualifies", "j_skip", "asks_for_human")


def _ringing(draft: EditedProfile, _languages: Sequence[str]) -> SettingsForm:
    flags = [_flag(draft, name, ("ringing", name), on=True) for name in _RINGS]
    least = draft.get(("ringing", "undecided_from_total"))
    return SettingsForm(
        (*flags, FormField("undecided_from_total", "number", _shown(least), "desk-set-undecided_from_total"))
    )


def _take_ringing(draft: EditedProfile, given: Mapping[str, str]) -> None:
    for name in _RINGS:
        draft.put(("ringing", name), name in given)
    draft.put(("ringing", "undecided_from_total"), _number(given.get("undecided_from_total", "")))


_WAY_TEXTS = ("label", "cost", "note")


def _meeting_form(draft: EditedProfile, languages: Sequence[str]) -> SettingsForm:
    rows = [*draft.tables("consultation_ways"), {}]
    return SettingsForm(groups=tuple(_meeting_fields(n, row, languages) for n, row in enumerate(rows)))


def _meeting_fields(number: int, table: Mapping[str, Any], languages: Sequence[str]) -> Fieldset:
    inputs = [
        FormField(f"{number}.id", "text", _shown(table.get("id")), "desk-set-id"),
        FormField(f"{number}.kind", "choice", _shown(table.get("kind")), "desk-set-kind", choices=WAY_KINDS),
        FormField(f"{number}.tool", "text", _shown(table.get("tool")), "desk-set-tool"),
    ]
    for key in _WAY_TEXTS:
        kind = "text" if key == "label" else "lines"
        inputs += _text_inputs(f"{number}.{key}", f"desk-set-{key}", table.get(key), languages, kind)
    return Fieldset(_shown(table.get("id")), tuple(inputs))


def _take_meeting(draft: EditedProfile, given: Mapping[str, str]) -> None:
    rows = []
    for number, name, was in _named(draft, "consultation_ways", given):
        row: dict[str, Any] = {"id": name, "kind": given.get(f"{number}.kind", "")}
        if tool := given.get(f"{number}.tool", "").strip():
            row["tool"] = tool
        for key in _WAY_TEXTS:
            said = _texts(given, f"{number}.{key}", was.get(key))
            if said is not None or key == "label":
                row[key] = said or {}
        rows.append(_in_order(row, was))
    draft.put_tables("consultation_ways", rows, "id")


def _named(draft: EditedProfile, tables: str, given: Mapping[str, str]) -> Iterator[tuple[int, str, Mapping[str, Any]]]:
    """Yield the rows that were given a name: their number in the form, the name, and what the file has under it."""
    known = {row["id"]: row for row in draft.tables(tables) if "id" in row}
    for number in _numbers(given, "id"):
        if name := _plain(given.get(f"{number}.id", "")):
            yield number, name, known.get(name, {})


def _in_order(values: dict[str, Any], was: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a row in the order of the file."""
    return {key: values[key] for key in dict.fromkeys([*(key for key in was if key in values), *values])}


_TIMES: Mapping[str, KeyPath] = MappingProxyType(
    {
        "keep_days": ("privacy", "keep_days"),
        **{
            f"keep_{name}": ("keeping", name)
            for name in ("unfinished", "unqualified", "lead", "client", "talk", "audit")
        },
        "shown_again_after_hours": ("leads", "shown_again_after_hours"),
        "nudge_minutes": ("response", "nudge_minutes"),
        "escalate_minutes": ("response", "escalate_minutes"),
    }
)


def _keeping(draft: EditedProfile, _languages: Sequence[str]) -> SettingsForm:
    return SettingsForm(
        tuple(FormField(n, "number", _shown(draft.get(path)), f"desk-set-{n}") for n, path in _TIMES.items())
    )


def _take_keeping(draft: EditedProfile, given: Mapping[str, str]) -> None:
    for name, path in _TIMES.items():
        draft.put(path, _number(given.get(name, "")))
    for table in ("response", "keeping"):
        if draft.get((table,)) == {}:
            draft.put((table,), None)


def _staff(draft: EditedProfile, languages: Sequence[str]) -> SettingsForm:
    ways = [str(row.get("id")) for row in draft.tables("consultation_ways")]
    rows = [*draft.tables("staff"), {}]
    return SettingsForm(groups=tuple(_member(n, row, languages, ways) for n, row in enumerate(rows)))


def _member(number: int, table: Mapping[str, Any], languages: Sequence[str], meeting: Sequence[str]) -> Fieldset:
    role = _shown(table.get("role")) or ROLES[0]
    taken = ", ".join(map(str, table.get("ways") or ()))
    inputs = [
        FormField(f"{number}.id", "text", _shown(table.get("id")), "desk-set-staff-id"),
        FormField(f"{number}.telegram", "number", _shown(table.get(ACCOUNT)), "desk-set-telegram"),
        FormField(f"{number}.role", "choice", role, "desk-set-role", choices=ROLES),
        *_text_inputs(f"{number}.names", "desk-set-names", table.get("names"), languages),
        FormField(f"{number}.ways", "text", taken, "desk-set-ways", choices=tuple(meeting)),
        FormField(f"{number}.room", "text", _shown(table.get("room")), "desk-set-room"),
        FormField(f"{number}.hours", "lines", _week(table.get("hours")), "desk-set-hours"),
    ]
    return Fieldset(_shown(table.get("id")), tuple(inputs))


def _take_staff(draft: EditedProfile, given: Mapping[str, str]) -> None:
    rows = []
    for number, name, was in _named(draft, "staff", given):
        row: dict[str, Any] = {"id": name}
        telegram = _number(given.get(f"{number}.telegram", ""))
        row[ACCOUNT] = "" if telegram is None else telegram
        row["role"] = given.get(f"{number}.role", "")
        row["names"] = _texts(given, f"{number}.names", was.get("names")) or {}
        if ways := re.split(r"[,、\s]+", _plain(given.get(f"{number}.ways", ""))):
            row["ways"] = [way for way in ways if way]
        row["room"] = given.get(f"{number}.room", "").strip()
        hours = _week_of(given.get(f"{number}.hours", ""))
        if hours is not None:
            row["hours"] = hours
        row = {key: value for key, value in row.items() if value or key in (ACCOUNT, "role", "names")}
        # What no field is shown for stays.
        row |= {key: value for key, value in was.items() if key not in (*row, "ways", "room", "hours")}
        rows.append(_in_order(row, was))
    draft.put_tables("staff", rows, "id")


PARTS: Mapping[str, SettingsPart] = MappingProxyType(
    {
        part.name: part
        for part in (
            SettingsPart("hours", _hours, _take_hours),
            SettingsPart("closures", _closures, _take_closures),
            SettingsPart("staff", _staff, _take_staff),
            SettingsPart("ringing", _ringing, _take_ringing),
            SettingsPart("ways", _meeting_form, _take_meeting),
            SettingsPart("keeping", _keeping, _take_keeping),
        )
    }
)
"""The parts of the settings by their names, in the order in which they are listed."""


def typed_into(shape: SettingsForm, given: Mapping[str, str]) -> SettingsForm:
    """Return a form with what was typed into it, to be shown again."""

    def again(inputs: Iterable[FormField]) -> tuple[FormField, ...]:
        return tuple(
            FormField(one.name, one.kind, given.get(one.name, ""), one.label, one.language, one.choices)
            for one in inputs
        )

    return SettingsForm(again(shape.inputs), tuple(Fieldset(row.name, again(row.inputs)) for row in shape.groups))


__all__ = ["PARTS", "FormField", "SettingsPart", "Fieldset", "SettingsForm", "typed_into"]
