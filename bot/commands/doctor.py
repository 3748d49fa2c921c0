"""`intake doctor`: looks at everything an installation needs and says in plain words what to do; changes nothing.

`--write` is the one exception the operator asks for: a test entry in the calendar, which is removed at once.
"""

from __future__ import annotations

import asyncio
import logging
import os
from argparse import Namespace
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bot import app, logs
from bot.checks.calendar import check_calendar, no_calendar
from bot.checks.contents import (
    check_answers,
    check_checked,
    check_holidays,
    check_office,
    check_rule_files,
    check_rules,
    check_sources,
    check_texts,
)
from bot.checks.finding import Finding, Severity, note, ok, problem
from bot.checks.machine import check_env_file, check_security
from bot.checks.next_step import next_step
from bot.checks.store import StoreFindings, check_store
from bot.checks.today import too_early
from bot.checks.website import check_desk, check_employers, check_website
from bot.checks.wire import ClockWatch, check_webhook_address
from bot.env_file import ENV_FILE
from bot.errors import OfficeProfileError
from bot.office_profile.profile import load_office
from bot.settings import SETTINGS, Setting, Settings
from bot.terminal import Style, pad, width
from bot.words.operator import OperatorWords, saying
from bot.words.words import languages
from dialogs.messages import Arg, Text
from dialogs.office import LineRule, Office

_MakeBot = Callable[[str, str | None], Any]


def run(args: Namespace) -> int:
    """Print one line for each thing that was looked at, and the one next step; 1 when there is a problem."""
    say = saying(args.lang)
    if args.settings:
        return _list_settings(say)
    return look(say, write=args.write)


def look(say: OperatorWords, *, write: bool = False) -> int:
    """Look at everything and print what was found, in the words of `say`; 1 when there is a problem."""
    # What a library complains of stands in the findings, in our words.
    with logs.to_stderr(libraries=logging.CRITICAL):
        findings = asyncio.run(examine(os.environ, Path(), write=write))
    style = Style()
    colours = {
        Severity.OK: style.green,
        Severity.NOTE: style.dim,
        Severity.WARNING: style.yellow,
        Severity.PROBLEM: style.red,
    }
    levels = {severity: say(Text(f"doctor-{severity.value}")) for severity in Severity}
    cells = max(map(width, levels.values())) + 2
    for finding in findings:
        level = colours[finding.severity](pad(levels[finding.severity], cells))
        print(f"{level}{say(finding.label)}: {say(finding.says)}")
    print(f"\n{say(_summary(findings))}")
    print(say(next_step(findings)))
    return 1 if any(finding.severity is Severity.PROBLEM for finding in findings) else 0


async def examine(
    environ: Mapping[str, str],
    folder: Path,
    now: Callable[[], datetime] = app.now,
    make_bot: _MakeBot | None = None,
    *,
    write: bool = False,
) -> list[Finding]:
    """Every finding, secrets taken out. No check stops another; what another made meaningless is left out.

    `write` has what can be tried by writing tried so.
    """
    reading = Settings.examine(environ, folder)
    settings, store = reading.settings, StoreFindings()
    findings = [problem("settings", "doctor-error", sentence=error.text) for error in reading.wrong]
    findings += _looked("settings", lambda: _check_settings(settings, folder, bool(reading.wrong)))
    if "database" not in reading.unusable:
        findings += _looked("database", lambda: _check_store(settings, now(), store))
        findings += _looked("security", lambda: check_security(settings, folder))
    findings += await _check_bots(settings, store, now, make_bot, reading.unusable)
    findings += await _check_line(settings)
    findings += await _check_calendars(settings, store, now())
    findings += await _check_calendar(settings, now, write=write, unusable=reading.unusable)
    findings += await _check_translations(settings)
    findings += _check_contents(settings, now(), "office" not in reading.unusable)
    hidden = {about for field in reading.unusable for about in _SAYS_NOTHING_WITHOUT.get(field, ())}
    return [_without_secrets(finding, settings) for finding in findings if finding.about not in hidden]


# What a check says is wrong where the setting behind it could not be read: it saw the default.
_SAYS_NOTHING_WITHOUT: Mapping[str, tuple[str, ...]] = {
    "key": ("key",),
    "key_file": ("key",),
    "webhook_url": ("client bot updates", "office bot updates"),
    "office_chat": ("staff group",),
}


def _looked(about: str, look: Callable[[], Iterable[Finding]]) -> list[Finding]:
    """What a check finds; if it stops itself, that is a finding, and the next one is looked at all the same."""
    findings: list[Finding] = []
    try:
        findings.extend(look())
    except Exception as error:
        findings.append(_stopped(about, error))
    return findings


def _stopped(about: str, error: Exception) -> Finding:
    return problem(about, "doctor-stopped", error=type(error).__name__)


def _check_store(settings: Settings, now: datetime, store: StoreFindings) -> list[Finding]:
    found = check_store(settings, now)
    store.running, store.moved, store.calendars = found.running, found.moved, found.calendars
    return found.findings


def _check_settings(settings: Settings, folder: Path, wrong: bool) -> Iterator[Finding]:
    if not wrong:
        given = sum(getattr(settings, setting.field) != getattr(Settings(), setting.field) for setting in SETTINGS)
        file = folder / ENV_FILE
        yield ok(
            "settings",
            "doctor-settings-of-file" if file.is_file() else "doctor-settings-without-file",
            count=given,
            path=ENV_FILE,
        )
    yield from check_env_file(settings, folder)
    yield from check_webhook_address(settings)


async def _check_bots(
    settings: Settings,
    store: StoreFindings,
    now: Callable[[], datetime],
    make_bot: _MakeBot | None,
    unusable: Collection[str],
) -> list[Finding]:
    """Both bots, each through its own library; these take a while to load and are not needed without a token."""
    if "telegram_api" in unusable:
        return []
    findings: list[Finding] = []
    clock, client_id = ClockWatch(), None
    if settings.client_token is not None:
        try:
            client_id, found = await _check_client(settings, settings.client_token, store, clock, now, make_bot)
            findings += found
        except Exception as error:
            findings.append(_stopped("client bot", error))
    elif "client_token" not in unusable:
        findings.append(note("client bot", "doctor-client-not-set"))
    if settings.office_token is not None:
        from bot.checks.office import check_office_bot

        try:
            findings += await check_office_bot(
                settings, settings.office_token, store.running, store.moved, client_id, clock, now
            )
        except Exception as error:
            findings.append(_stopped("office bot", error))
    elif "office_token" not in unusable:
        findings.append(note("office bot", "doctor-office-not-set"))
    return [*findings, *clock.check()]


async def _check_line(settings: Settings) -> list[Finding]:
    """LINE, where it is set up."""
    if None in (settings.line_secret, settings.line_token, settings.links_base):
        return []
    from bot.checks.line import ABOUT, check_line

    try:
        return await check_line(settings, _office_of(settings).line or LineRule())
    except Exception as error:
        return [_stopped(ABOUT, error)]


def _office_of(settings: Settings) -> Office:
    """The profile; the example where it cannot be used, which is told where it is looked at."""
    try:
        return load_office(settings.office)
    except OfficeProfileError:
        return load_office(None)


async def _check_translations(settings: Settings) -> list[Finding]:
    """The translation server, where there is one."""
    if settings.translate_url is None:
        return []
    from bot.checks.translations import ABOUT, check_translations

    try:
        return [finding async for finding in check_translations(settings.translate_url, languages())]
    except Exception as error:
        return [_stopped(ABOUT, error)]


async def _check_client(
    settings: Settings,
    token: str,
    store: StoreFindings,
    clock: ClockWatch,
    now: Callable[[], datetime],
    make_bot: _MakeBot | None,
) -> tuple[int | None, list[Finding]]:
    from bot.channels.telegram.send import make_bot as make_real_bot
    from bot.checks.client import check_client

    return await check_client(settings, token, store.running, clock, now, make_bot or make_real_bot)


async def _check_calendar(
    settings: Settings, now: Callable[[], datetime], *, write: bool, unusable: Collection[str]
) -> list[Finding]:
    """The office's own calendar, where the settings name one as a whole."""
    fields = ("caldav_url", "caldav_user", "caldav_password_file")
    if settings.caldav_url is None and "caldav_url" not in unusable:
        return list(no_calendar()) if write else []
    if any(getattr(settings, field) is None for field in fields):
        return []
    try:
        return await check_calendar(settings, _office_of(settings), now, write=write)
    except Exception as error:
        return [_stopped("calendar", error)]


async def _check_calendars(settings: Settings, store: StoreFindings, now: datetime) -> list[Finding]:
    """The office's own calendars; that a profile cannot be used is told elsewhere."""
    if not settings.has_calendars:
        return []
    from bot.checks.busy import check_busy

    try:
        return await check_busy(settings, load_office(settings.office), store, now)
    except OfficeProfileError:
        return []
    except Exception as error:
        return [_stopped("calendar", error)]


def _check_contents(settings: Settings, now: datetime, office_known: bool) -> list[Finding]:
    """What ships with intake, and the profile. Without a usable one the example stands in, to know the time zone."""
    findings: list[Finding] = []
    office: Office
    try:
        office = load_office(settings.office)
    except OfficeProfileError as error:
        findings.append(problem("office profile", "doctor-error", sentence=error.text))
        office = load_office(None)
    else:
        if office_known:
            findings += _looked("office profile", lambda: check_office(office, now))
            findings += _looked("website", lambda: check_website(settings, office))
            findings += _looked("employers", lambda: check_employers(settings))
            findings += _looked("staff page", lambda: check_desk(settings))
    early, today = too_early(now, office.zone), now.astimezone(office.zone).date()
    if early is not None:
        # What is said of a day that cannot be today helps nobody.
        return [*findings, problem("clock", "doctor-error", sentence=early.text), *_looked("texts", check_texts)]
    findings += _looked("holidays", lambda: check_holidays(today))
    findings += _looked("rule table", lambda: check_rules(today))
    findings += _looked("rule files", check_rule_files)
    findings += _looked("sources", check_sources)
    findings += _looked("checked rules", lambda: check_checked(office, today))
    findings += _looked("answer bank", check_answers)
    return [*findings, *_looked("texts", check_texts)]


def _without_secrets(finding: Finding, settings: Settings) -> Finding:
    """No secret leaves here, whoever put it into a text; and one finding stays one line."""
    secrets = tuple(settings.secrets)

    def without(arg: Arg) -> Arg:
        if isinstance(arg, Text):
            return Text(arg.key, {name: without(value) for name, value in arg.args.items()}, arg.language)
        if not isinstance(arg, str):
            return arg
        text = " ".join(arg.split())
        for name, value in secrets:
            text = text.replace(value, f"<{name}>")
        return text

    says = without(finding.says)
    assert isinstance(says, Text)
    return Finding(finding.severity, finding.about, says)


def _summary(findings: list[Finding]) -> Text:
    problems = sum(finding.severity is Severity.PROBLEM for finding in findings)
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    if not problems and not warnings:
        return Text("doctor-all-well")
    return Text("doctor-summary", {"problem_count": problems, "warning_count": warnings})


def _list_settings(say: OperatorWords) -> int:
    """Every setting; with the values in force, if they can be read."""
    settings: Settings | None = None
    try:
        settings = app.load_settings()
    finally:
        # Whoever asks for this list may well have mistyped something: the list first, then the sentence.
        for setting in SETTINGS:
            print("\n    ".join([setting.name, *map(say, _described(setting, settings))]), flush=True)
    return 0


def _described(setting: Setting, settings: Settings | None) -> Iterator[Text]:
    """Yield what a setting means, its default, and how it is set, where that is known."""
    yield Text(f"{setting.text_key}.meaning")
    yield Text("setting-default", {"value": Text(f"{setting.text_key}.default")})
    if settings is not None:
        yield Text("setting-now", {"value": settings.shown(setting)})
