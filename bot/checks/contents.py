"""Checks of what intake knows: the office profile, the calendar of holidays, the law in force, the texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from bot.checks.finding import Finding, note, ok, problem, warning
from bot.errors import IntakeError
from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.rulebook.contents import unchecked
from bot.words.digests import stale
from bot.words.words import SOURCE_LANGUAGE, Words, languages
from dialogs.office import LANGUAGE_OF_STAFF, SEARCH_DAYS, Office, is_open, next_opening
from scoring.book import sources
from scoring.errors import RulesetError
from scoring.ruleset import all_rulesets, ruleset_for

TABLE_CHECKED_WITHIN_DAYS = 180
_SHOWN = 3


def check_office(office: Office, now: datetime) -> Iterator[Finding]:
    """Whose office it is, and when it opens next."""
    name = office.in_language(office.names, LANGUAGE_OF_STAFF)
    if office.example:
        yield warning(
            "office profile",
            f"this is the example that ships, and it names a real office ({name}): "
            "write your own, with example = false, and point INTAKE_OFFICE at it",
        )
    else:
        yield ok("office profile", f"valid: {name}")
    try:
        opening = next_opening(office, now, is_japanese_holiday)
        open_now = is_open(office, now, is_japanese_holiday)
    except ValueError:
        yield problem("opening hours", "the public holidays of this year are not known: update the package `holidays`")
        return
    if opening is None:
        yield warning("opening hours", f"no opening within {SEARCH_DAYS} days: check hours and closures in the profile")
    else:
        state = "the office is open now; it opens again on" if open_now else "the office opens next on"
        yield ok("opening hours", f"{state} {opening:%Y-%m-%d at %H:%M} ({office.timezone})")


def check_holidays(today: date) -> Iterator[Finding]:
    """Whether the calendar reaches to the end of next year."""
    try:
        is_japanese_holiday(date(today.year + 1, 12, 31))
    except ValueError:
        yield warning("holidays", f"Japanese holidays of {today.year + 1} are not known: update the package `holidays`")
    else:
        yield ok("holidays", f"Japanese holidays are known to the end of {today.year + 1}")


def check_rules(today: date) -> Iterator[Finding]:
    """Which points table is in force, and when somebody last held it against the law."""
    table = ruleset_for(today)
    age = (today - table.last_checked_on).days
    text = f"{table.id}, in force since {table.effective_from}, last checked against the law on {table.last_checked_on}"
    if age > TABLE_CHECKED_WITHIN_DAYS:
        yield warning(
            "rule table",
            f"{text}, {age} days ago: look at the law ({table.reference}) or install a newer version of intake",
        )
    else:
        yield ok("rule table", text)
    for coming in all_rulesets():
        if coming.effective_from > today:
            yield note("rule table", f"{coming.id} follows by itself on {coming.effective_from}")
            break


def check_sources() -> Iterator[Finding]:
    """Whether every source of the rules is cited: one that is not has lost its rule, or was never used."""
    try:
        known = sources()
    except RulesetError as error:
        yield problem("sources", str(error))
    else:
        yield ok("sources", f"each of the {len(known)} sources of the rules is cited")


def check_checked(office: Office, today: date) -> Iterator[Finding]:
    """How many rules nobody of the office has checked, and which ones changed since somebody did."""
    left = unchecked(office.checked, today)
    changed = sorted({rule.id for rule in left} & {check.rule for check in office.checked})
    if changed:
        yield note("checked rules", f"{', '.join(changed[:_SHOWN])} changed since it was checked: check it again")
    if left:
        yield note(
            "checked rules",
            f"marked for the office's practitioner and not checked: {len(left)}; "
            "`intake rules` lists them first, and how to record a check",
        )
    else:
        yield ok("checked rules", "the office has checked every rule that is marked for its practitioner")


def check_texts() -> Iterator[Finding]:
    """Whether every text is there in every language, and every translation is one of today's text."""
    words = Words()
    try:
        keys = {language: words.keys(language) for language in languages()}
    except IntakeError as error:
        yield problem("texts", str(error))
        return
    wanted = keys.pop(SOURCE_LANGUAGE)
    for language, there in keys.items():
        missing = sorted(wanted - there)
        if missing:
            yield problem(
                "texts", f"locales/{language} lacks {_some(missing)}: translate from locales/{SOURCE_LANGUAGE}"
            )
        try:
            old = sorted(set(stale(language)) - set(missing))
        except IntakeError as error:
            yield problem("texts", str(error))
            continue
        if old:
            yield warning(
                "texts",
                f"in locales/{language} {_some(old)} may no longer say what the {SOURCE_LANGUAGE} text says: "
                f"check, then run `python -m bot.words.digests {language}`",
            )
        if not missing and not old:
            yield ok("texts", f"{language}: complete and current, {len(wanted)} texts")


def _some(names: list[str]) -> str:
    """How many, and the first few by name."""
    more = ", ..." if len(names) > _SHOWN else ""
    return f"{len(names)} text{'s' if len(names) > 1 else ''} ({', '.join(names[:_SHOWN])}{more})"


__all__ = ["check_checked", "check_holidays", "check_office", "check_rules", "check_sources", "check_texts"]
