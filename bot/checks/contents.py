"""Checks of what intake knows: the office profile, the calendar of holidays, the law in force, the texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from bot.checks.finding import Finding, note, ok, problem, warning
from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.rulebook.contents import unchecked
from bot.rulebook.spoken import without_words
from bot.words.digests import DigestsError, stale
from bot.words.words import SOURCE_LANGUAGE, Words, WordsError, languages
from dialogs.answer_bank.whole import read_whole
from dialogs.errors import WordFileError
from dialogs.messages import Arg, Text
from dialogs.office import LANGUAGE_OF_STAFF, SEARCH_DAYS, Office, is_open, next_opening
from dialogs.questionnaires.hsp import HSP
from dialogs.rule_words import missing_rule_texts
from scoring.book import sources
from scoring.errors import RulesetError
from scoring.every_file import read_every_file
from scoring.ruleset import all_rulesets, ruleset_for

TABLE_CHECKED_WITHIN_DAYS = 180
_SHOWN = 3


def check_office(office: Office, now: datetime) -> Iterator[Finding]:
    """Whose office it is, and when it opens next."""
    name = office.in_language(office.names, LANGUAGE_OF_STAFF)
    if office.example:
        yield warning("office profile", "doctor-office-example", office=name)
    else:
        yield ok("office profile", "doctor-office-valid", office=name)
    try:
        opening = next_opening(office, now, is_japanese_holiday)
        open_now = is_open(office, now, is_japanese_holiday)
    except ValueError:
        yield problem("opening hours", "doctor-hours-no-holidays")
        return
    if opening is None:
        yield warning("opening hours", "doctor-hours-none", count=SEARCH_DAYS)
    else:
        yield ok(
            "opening hours",
            "doctor-hours-open" if open_now else "doctor-hours-closed",
            date=f"{opening:%Y-%m-%d}",
            time=f"{opening:%H:%M}",
            zone=office.timezone,
        )


def check_holidays(today: date) -> Iterator[Finding]:
    """Whether the calendar reaches to the end of next year."""
    try:
        is_japanese_holiday(date(today.year + 1, 12, 31))
    except ValueError:
        yield warning("holidays", "doctor-holidays-unknown", year=str(today.year + 1))
    else:
        yield ok("holidays", "doctor-holidays-known", year=str(today.year + 1))


def check_rules(today: date) -> Iterator[Finding]:
    """Which points table is in force, and when somebody last held it against the law."""
    table = ruleset_for(today)
    age = (today - table.last_checked_on).days
    stands = {"table": table.id, "since": f"{table.effective_from}", "checked": f"{table.last_checked_on}"}
    if age > TABLE_CHECKED_WITHIN_DAYS:
        yield warning("rule table", "doctor-table-old", **stands, count=age, reference=table.reference)
    else:
        yield ok("rule table", "doctor-table", **stands)
    for coming in all_rulesets():
        if coming.effective_from > today:
            yield note("rule table", "doctor-table-follows", table=coming.id, since=f"{coming.effective_from}")
            break


def check_rule_files() -> Iterator[Finding]:
    """Whether every rule file can be read, those of coming days too, and all it names has words in every language."""
    try:
        read_every_file()
        words = Words()
        faults = [*missing_rule_texts(words, languages()), *without_words(words, languages())]
    except (RulesetError, WordsError) as error:
        yield _wrong_file("rule files", str(error))
        return
    for fault in faults:
        yield _wrong_file("rule files", fault)
    if not faults:
        yield ok("rule files", "doctor-rule-files-well")


def check_sources() -> Iterator[Finding]:
    """Whether every source of the rules is cited: one that is not has lost its rule, or was never used."""
    try:
        known = sources()
    except RulesetError as error:
        yield _wrong_file("sources", str(error))
    else:
        yield ok("sources", "doctor-sources-cited", count=len(known))


def check_checked(office: Office, today: date) -> Iterator[Finding]:
    """How many rules nobody of the office has checked, and which ones changed since somebody did."""
    left = unchecked(office.checked, today)
    changed = sorted({rule.id for rule in left} & {check.rule for check in office.checked})
    if changed:
        yield note("checked rules", "doctor-checked-changed", rules=", ".join(changed[:_SHOWN]))
    if left:
        yield note("checked rules", "doctor-checked-left", count=len(left))
    else:
        yield ok("checked rules", "doctor-checked-all")


def _wrong_file(about: str, fault: str) -> Finding:
    """A file that ships is wrong. `fault` is for whoever writes such files, in English; what to do is not."""
    return problem(about, "doctor-error", sentence=Text("error-own-files", {"error": fault}))


def check_answers() -> Iterator[Finding]:
    """Whether the answer bank can be read, and every entry has its answer in every language."""
    try:
        bank = read_whole(Words(), languages(), HSP.by_id)
    except (WordFileError, WordsError) as error:
        yield _wrong_file("answer bank", str(error))
    else:
        yield ok("answer bank", "doctor-answers-well", count=len(bank.entries))


def check_texts() -> Iterator[Finding]:
    """Whether every text is there in every language, and every translation is one of today's text."""
    words = Words()
    try:
        keys = {language: words.keys(language) for language in languages()}
    except WordsError as error:
        yield _wrong_file("texts", str(error))
        return
    wanted = keys.pop(SOURCE_LANGUAGE)
    for language, there in keys.items():
        missing = sorted(wanted - there)
        if missing:
            yield problem("texts", "doctor-texts-missing", language=language, source=SOURCE_LANGUAGE, **_some(missing))
        try:
            old = sorted(set(stale(language)) - set(missing))
        except DigestsError as error:
            yield _wrong_file("texts", str(error))
            continue
        if old:
            yield warning("texts", "doctor-texts-old", language=language, source=SOURCE_LANGUAGE, **_some(old))
        if not missing and not old:
            yield ok("texts", "doctor-texts-well", language=language, count=len(wanted))


def _some(names: list[str]) -> dict[str, Arg]:
    """How many, and the first few by name."""
    return {"count": len(names), "keys": ", ".join([*names[:_SHOWN], *(["..."] if len(names) > _SHOWN else [])])}


__all__ = [
    "check_answers",
    "check_checked",
    "check_holidays",
    "check_office",
    "check_rule_files",
    "check_rules",
    "check_sources",
    "check_texts",
]
