"""`intake doctor`: looks at everything an installation needs and says in plain words what to do; changes nothing."""

from __future__ import annotations

import asyncio
import logging
import os
import stat
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bot import app, logs
from bot.checks.contents import check_holidays, check_office, check_rules, check_texts
from bot.checks.finding import Finding, Level, note, ok, problem, warning
from bot.checks.store import Store, check_store
from bot.checks.wire import ClockWatch, check_webhook_address
from bot.errors import OfficeProfileError, SettingsError
from bot.office_profile.profile import load_office
from bot.settings import ENV_FILE, SETTINGS, Settings
from bot.terminal import Style, pad
from dialogs.office import Office

_WIDTH = max(len(level) for level in Level) + 2
_MakeBot = Callable[[str, str | None], Any]


def run(args: Namespace) -> int:
    """Print one line for each thing that was looked at; 1 when there is a problem."""
    if args.settings:
        return _list_settings()
    # What a library complains of stands in the findings, in our words.
    with logs.to_stderr(libraries=logging.CRITICAL):
        findings = asyncio.run(examine(os.environ, Path()))
    style = Style()
    colours = {Level.OK: style.green, Level.NOTE: style.dim, Level.WARNING: style.yellow, Level.PROBLEM: style.red}
    for finding in findings:
        print(f"{colours[finding.level](pad(finding.level, _WIDTH))}{finding.about}: {finding.text}")
    print(f"\n{_summary(findings)}")
    return 1 if any(finding.level is Level.PROBLEM for finding in findings) else 0


async def examine(
    environ: Mapping[str, str],
    folder: Path,
    now: Callable[[], datetime] = app.now,
    make_bot: _MakeBot | None = None,
) -> list[Finding]:
    """Every finding, secrets taken out. What cannot be looked at because of another problem is left out."""
    findings: list[Finding] = []
    settings: Settings | None = None
    try:
        settings = app.load_settings(environ, folder)
    except SettingsError as error:
        findings.append(problem("settings", str(error)))
    else:
        findings += _check_settings(settings, folder)
        store = check_store(settings, now())
        findings += store.findings
        findings += await _check_bots(settings, store, now, make_bot)
    findings += _check_contents(settings, now())
    return [_without_secrets(finding, settings) for finding in findings]


def _check_settings(settings: Settings, folder: Path) -> Iterator[Finding]:
    given = sum(getattr(settings, setting.field) != getattr(Settings(), setting.field) for setting in SETTINGS)
    file = folder / ENV_FILE
    where = f"{ENV_FILE} was read" if file.is_file() else f"there is no {ENV_FILE} in this folder"
    yield ok("settings", f"{given} differ from their defaults, {where}; `intake doctor --settings` lists them")
    secret = any(getattr(settings, setting.field) is not None for setting in SETTINGS if setting.secret)
    if secret and file.is_file() and stat.S_IMODE(file.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        yield warning("settings", f"{ENV_FILE} is open to other users of this machine: run `chmod 600 {ENV_FILE}`")
    yield from check_webhook_address(settings)


async def _check_bots(
    settings: Settings, store: Store, now: Callable[[], datetime], make_bot: _MakeBot | None
) -> list[Finding]:
    """Both bots, each through its own library; these take a while to load and are not needed without a token."""
    findings: list[Finding] = []
    clock, client_id = ClockWatch(), None
    if settings.client_token is None:
        findings.append(
            note("client bot", "INTAKE_CLIENT_TOKEN is not set, `intake run` needs it: @BotFather gives one on /newbot")
        )
    else:
        from bot.channels.telegram.send import make_bot as make_real_bot
        from bot.checks.client import check_client

        client_id, found = await check_client(
            settings, settings.client_token, store.running, clock, now, make_bot or make_real_bot
        )
        findings += found
    if settings.office_token is None:
        findings.append(
            note(
                "office bot",
                "INTAKE_OFFICE_TOKEN and INTAKE_OFFICE_CHAT are not set: leads are kept for later, see `intake leads`",
            )
        )
    else:
        from bot.checks.office import check_office_bot

        findings += await check_office_bot(
            settings, settings.office_token, store.running, store.moved, client_id, clock, now
        )
    return [*findings, *clock.check()]


def _check_contents(settings: Settings | None, now: datetime) -> list[Finding]:
    """What ships with intake, and the profile. Without usable settings the example stands in, to know the time zone."""
    findings: list[Finding] = []
    office: Office
    try:
        office = load_office(settings.office if settings is not None else None)
    except OfficeProfileError as error:
        findings.append(problem("office profile", str(error)))
        office = load_office(None)
    else:
        if settings is not None:
            findings += check_office(office, now)
    today = now.astimezone(office.zone).date()
    return [*findings, *check_holidays(today), *check_rules(today), *check_texts()]


def _without_secrets(finding: Finding, settings: Settings | None) -> Finding:
    """No secret leaves here, whoever put it into a text; and one finding stays one line."""
    text = " ".join(finding.text.split())
    for setting in SETTINGS:
        value = getattr(settings, setting.field) if settings is not None and setting.secret else None
        if value is not None:
            text = text.replace(str(value), f"<{setting.name}>")
    return Finding(finding.level, finding.about, text)


def _summary(findings: list[Finding]) -> str:
    problems = sum(finding.level is Level.PROBLEM for finding in findings)
    warnings = sum(finding.level is Level.WARNING for finding in findings)
    if not problems and not warnings:
        return "All is well."
    counts = (f"{problems} problem{'s' * (problems != 1)}", f"{warnings} warning{'s' * (warnings != 1)}")
    return " and ".join(counts) + "."


def _list_settings() -> int:
    """Every setting; with the values in force, if they can be read."""
    settings = Settings()
    try:
        settings = app.load_settings()
    except SettingsError:
        # Whoever asks for this list may well have mistyped something: the list first, then the sentence.
        print("\n".join(line for line in settings.describe() if not line.startswith("    now:")), flush=True)
        raise
    print("\n".join(settings.describe()))
    return 0
