"""The composition root: the only place that chooses implementations, and gives each object those it works with.

`build_core` makes everything but the messengers, `build_runner` all that `intake run` needs. Nothing is hung in later.
Which messengers there are says `bot.channels.registry`, or who calls `build_core`.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.channels.channel import Channel, ChannelParts, Messenger
from bot.channels.registry import MESSENGERS
from bot.checks.today import refuse_too_early
from bot.clock import Clock, now
from bot.office.registry import open_place
from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.office_profile.profile import load_office
from bot.settings import Settings
from bot.storage.database import Database, open_database
from bot.storage.store import SqlStore
from bot.storage.traces import Traces
from bot.turns.acts import OFFICE, TRANSLATOR
from bot.turns.ledger import Ledger
from bot.turns.news import News
from bot.words.words import Words, languages
from dialogs.answer_bank.whole import read_whole
from dialogs.dialogue import Dialogue
from dialogs.office import Office
from dialogs.questionnaires.hsp import HSP
from dialogs.situation import Surroundings

if TYPE_CHECKING:
    from bot.calendars.book import BusyBook
    from bot.calendars.busy import BusyKeeper
    from bot.calendars.writing import CalendarKeeping
    from bot.delivery.outbox import Courier, Pace
    from bot.feeds.answering import Feeds
    from bot.office.desk import OfficeDesk
    from bot.office.place import OpenPlace
    from bot.receiving.budget import Allowance
    from bot.receiving.server import Site
    from bot.run import Runner
    from bot.translator.server import TranslationServer
    from bot.turns.writer import Writer

# How soon what another process queued (`intake forget`) is noticed while nobody acts.
LOOK_EVERY_SECONDS = 2.0


def load_settings(environ: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """The settings of this process. Raises `SettingsError` with one sentence."""
    return Settings.load(os.environ if environ is None else environ, folder or Path())


@dataclass(frozen=True)
class Core:
    """Everything but the messengers, of which it has what opens them, by name."""

    settings: Settings
    messengers: Mapping[str, Messenger]
    office: Office
    words: Words
    dialogue: Dialogue
    database: Database
    news: News
    ledger: Ledger
    traces: Traces
    busy: BusyBook | None = None


def build_core(settings: Settings, messengers: Mapping[str, Messenger] = MESSENGERS) -> Core:
    """Words, office, dialogue and database, wired together."""
    office = load_office(settings.office)
    words = Words()
    busy = _busy_book(settings, office)
    translates = settings.translate_url is not None
    channels = {name: one.abilities for name, one in messengers.items() if one.is_wanted(settings, office)}
    around = Surroundings(office, is_japanese_holiday, languages(), translates, settings.links_base, channels)
    dialogue = Dialogue(HSP, around, words)
    database = open_database(settings)
    traces, news = Traces(database), News()
    store, outbox_channels = SqlStore(database), frozenset(messengers)
    # Messages of these leave through the outbox; a terminal prints its own.
    ledger = Ledger(
        store,
        dialogue,
        words,
        outbox_channels,
        news=news,
        traces=traces.left,
        busy=busy,
        writes_calendar=settings.caldav_url is not None,
    )
    return Core(settings, messengers, office, words, dialogue, database, news, ledger, traces, busy)


def _busy_book(settings: Settings, office: Office) -> BusyBook | None:
    """Return what is known of the office's own calendars, if it has any."""
    if not settings.has_calendars and office.calendar is None:
        return None
    # Imported here: an office without calendars loads nothing of them.
    from bot.calendars.book import busy_book

    return busy_book(settings, office)


def read_answers(core: Core) -> None:
    """Read the whole answer bank, for whoever is about to talk with people. Raises `AnswerBankError`."""
    read_whole(core.words, languages(), HSP.by_id)


def build_runner(
    core: Core,
    *,
    open_office: OpenPlace = open_place,
    clock: Clock | None = None,
    pace: Pace | None = None,
    allowance: Allowance | None = None,
    at_ready: Callable[[], None] = lambda: None,
    look_every: float | None = LOOK_EVERY_SECONDS,
) -> Runner:
    """The messengers, where the staff group is, the writer, the outbox and what receives, wired together.

    Raises `SettingsError` without a token, and `IntakeError` where the clock says a day before the first points table.
    """
    # Imported here: the libraries of messengers take seconds, and no other command needs them.
    from bot.delivery.handles import Handles
    from bot.delivery.outbox import Outbox
    from bot.office.desk import OfficeDesk
    from bot.office.group import StaffChat
    from bot.office.morning import Morning
    from bot.office.place import CourierParts, ReceiverParts
    from bot.office.roster import NoBook, Roster
    from bot.receiving.reception import Unread
    from bot.run import Runner
    from bot.turns.keeping import Keeping
    from bot.turns.timers import Timers
    from bot.turns.waiting import Waiting
    from bot.turns.writer import Writer

    settings, words, clock = core.settings, core.words, clock or Clock()
    refuse_too_early(clock.now(), core.office.zone)
    writer = Writer(core.ledger, look_every=look_every)
    channels = _opened(core, writer, clock, allowance)
    group, handles = StaffChat(settings.office_chat), Handles()
    place = open_office(settings)
    roster = Roster(core.office.staff, NoBook() if place is None else place.book, clock.now)
    desk = OfficeDesk(writer, words, group, handles, roster, now=clock.now)
    couriers: dict[str, Courier] = {name: channel.courier for name, channel in channels.items()}
    if place is not None and settings.office_chat is not None:
        theirs = {name: channel.files for name, channel in channels.items() if channel.files is not None}
        couriers[OFFICE] = place.courier(CourierParts(group, words, desk.moved, theirs))
        if (ours := place.files) is not None:
            for channel in channels.values():
                channel.reads_from(OFFICE, ours)
    server = _translation_server(settings)
    if server is not None:
        from bot.translator.courier import TranslatorCourier

        couriers[TRANSLATOR] = TranslatorCourier(server, writer, clock)
    can = core.dialogue.around.channels
    outbox = Outbox(writer, core.news, couriers, handles, clock=clock, pace=pace, abilities=can)
    office = None
    if place is not None:
        let_in = functools.partial(outbox.wake, OFFICE)
        record = Unread(OFFICE, writer, clock.now).record
        office = place.connection(ReceiverParts(desk, record, let_in, settings, clock))
    keeping = Keeping(writer, clock, functools.partial(_told_time, channels.values()))
    waiting = Waiting(writer, clock)
    timers = Timers(writer, clock)
    morning = Morning(writer, clock, lambda: OFFICE in couriers and group.chat is not None)
    busy, calendar = _busy_keeper(core, writer, clock), _calendar(core, writer, clock)
    sites = tuple(_sites(core, writer, clock, None if place is None else desk))
    parts = (core, clock, writer, outbox, desk, keeping, timers, waiting, morning, channels, office)
    return Runner(*parts, at_ready, server, busy, calendar, sites)


def _sites(core: Core, writer: Writer, clock: Clock, desk: OfficeDesk | None) -> Iterator[Site]:
    """Yield what can be read from us; where no address is handed out, nothing of it is loaded."""
    feeds = None
    if core.settings.links_base is not None and core.office.booking is not None:
        from bot.feeds.answering import Feeds

        feeds = Feeds(core.ledger.store, writer, core.dialogue.around, core.words, clock)
        yield feeds
    if core.settings.links_base is not None and core.settings.office_chat is not None and desk is not None:
        from bot.office.web.parts import DeskParts
        from bot.office.web.site import DeskSite

        channels = core.ledger.outbox_channels
        calendars = () if core.busy is None else core.busy.calendars
        store, base = core.ledger.store, core.settings.links_base
        renew = functools.partial(renew_office, core, desk, feeds)
        # Which calendars are read, and for whom, is settled at the start.
        after_start = frozenset({"staff"}) if core.busy is not None or core.settings.caldav_url else frozenset()
        profile = core.settings.office
        made = (desk, store, writer, core.dialogue, core.words, clock, base, channels, calendars)
        parts = DeskParts(*made, profile=profile, renew=renew, after_start=after_start)
        yield DeskSite(parts, () if core.office.web is None else core.office.web.proxies)
    if core.settings.links_base is not None:
        from bot.employer.answering import EmployerSite

        yield EmployerSite(core.ledger.store, writer, core.dialogue.around, core.words, clock)


def renew_office(core: Core, desk: OfficeDesk, feeds: Feeds | None, office: Office) -> None:
    """Have everybody work with an office of which something was changed; called by the writer, between two turns.

    A turn finds the office in the surroundings of the dialogue; beside the turns only these know of it.
    """
    core.dialogue.around = replace(core.dialogue.around, office=office)
    desk.roster.staff = office.staff
    if feeds is not None:
        feeds.office = office


def _busy_keeper(core: Core, writer: Writer, clock: Clock) -> BusyKeeper | None:
    """Return what reads the office's own calendars, if it has any."""
    if core.busy is None:
        return None
    from bot.calendars.busy import BusyKeeper
    from bot.calendars.reading import sources_of

    return BusyKeeper(writer, clock, core.office, core.busy.calendars, sources_of(core.settings, core.office))


def _calendar(core: Core, writer: Writer, clock: Clock) -> CalendarKeeping | None:
    """What keeps the office's own calendar, where a setting names one; else nothing of it is loaded."""
    if core.settings.caldav_url is None:
        return None
    from bot.calendars.connection import connect_to
    from bot.calendars.writing import CalendarKeeping

    return CalendarKeeping(writer, clock, core.office, connect_to(core.settings))


def _translation_server(settings: Settings) -> TranslationServer | None:
    """Return the server of the setting; without one nothing of translations is loaded."""
    if settings.translate_url is None:
        return None
    from bot.translator.libretranslate import LibreTranslate

    return LibreTranslate(settings.translate_url)


def _opened(core: Core, writer: Writer, clock: Clock, allowance: Allowance | None) -> Mapping[str, Channel]:
    """Open the channels that the settings ask for, by name."""
    from bot.receiving.budget import Allowance, Budget
    from bot.receiving.reception import Reception
    from dialogs.commands import COMMANDS
    from dialogs.elsewhere import COMMAND as ELSEWHERE

    found = {}
    commands = (*COMMANDS, ELSEWHERE) if len(core.dialogue.around.channels) > 1 else COMMANDS
    for name, messenger in core.messengers.items():
        if not messenger.is_wanted(core.settings, core.office):
            continue
        reception = Reception(name, writer, clock.now, Budget(clock.monotonic, allowance or Allowance()))
        store = core.ledger.store
        made = (core.settings, core.office, core.words, clock, reception, store, commands)
        parts = ChannelParts(*made, core.ledger.shelves, core.ledger.opened)
        found[name] = messenger.open(parts)
    _acquaint(found)
    return found


def _acquaint(channels: Mapping[str, Channel]) -> None:
    """Let whoever opens pages within a messenger be known on the page of another channel."""
    from bot.channels.channel import Opening, Vouching

    for page in channels.values():
        for name, messenger in channels.items():
            if isinstance(page, Opening) and isinstance(messenger, Vouching):
                page.trusts(name, messenger)
                messenger.leads_to(page.page_for_vouched)


async def _told_time(channels: Iterable[Channel]) -> datetime | None:
    """Return what the first messenger that can be asked says of the time."""
    for channel in channels:
        told = await channel.time()
        if told is not None:
            return told
    return None


__all__ = ["Core", "build_core", "build_runner", "load_settings", "now", "read_answers", "renew_office"]
