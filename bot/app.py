"""The composition root: the only place that chooses implementations."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.clock import now
from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.office_profile.profile import load_office
from bot.settings import Settings
from bot.storage.database import Database, open_database
from bot.storage.store import SqlStore
from bot.storage.traces import Traces
from bot.turns.ledger import Ledger
from bot.words.words import Words, languages
from dialogs.dialogue import Dialogue
from dialogs.office import Office
from dialogs.questionnaires.hsp import HSP
from dialogs.view import Surroundings

# Channels whose messages leave through the outbox; a terminal prints its own.
OUTBOX_CHANNELS = frozenset({"telegram"})


def load_settings(environ: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """The settings of this process. Raises `SettingsError` with one sentence."""
    return Settings.load(os.environ if environ is None else environ, folder or Path())


@dataclass(frozen=True)
class Core:
    """Everything but the messengers."""

    settings: Settings
    office: Office
    words: Words
    dialogue: Dialogue
    database: Database
    ledger: Ledger
    traces: Traces


def build_core(settings: Settings) -> Core:
    """Words, office, dialogue and database, wired together."""
    office = load_office(settings.office)
    words = Words()
    dialogue = Dialogue(HSP, Surroundings(office, is_japanese_holiday, languages()), words)
    database = open_database(settings)
    traces = Traces(database)
    ledger = Ledger(SqlStore(database), dialogue, words, OUTBOX_CHANNELS, traces=traces.left)
    return Core(settings, office, words, dialogue, database, ledger, traces)


__all__ = ["OUTBOX_CHANNELS", "Core", "build_core", "load_settings", "now"]
