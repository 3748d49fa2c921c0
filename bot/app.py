"""The composition root: the only place that chooses implementations, and gives each object those it works with.

`build_core` makes everything but the messengers, `build_runner` all that `intake run` needs. Nothing is hung in later.
Which messengers there are says `bot.channels.registry`, or who calls `build_core`.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.backup.erasures import ErasureRecord
from bot.backup.folder import backup_folder
from bot.backup.keeping import tidy
from bot.channels.channel import Channel, ChannelParts, Messenger
from bot.channels.registry import MESSENGERS
from bot.checks.today import refuse_too_early
from bot.clock import Clock, now
from bot.holding import Holding, holding_on
from bot.observing.observer import NOBODY_LOOKS, Observer
from bot.office.registry import open_place
from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.office_profile.profile import load_office
from bot.parts import EVERYTHING, ROLES, WorkPart
from bot.settings import Settings
from bot.storage.database import Database, open_database
from bot.storage.store import SqlStore
from bot.storage.traces import Traces
from bot.turns.acts import OFFICE, TRANSLATOR
from bot.turns.ledger import Ledger
from bot.turns.news import News
from bot.words.words import Words, languages
from dialogs.answer_bank.whole import read_whole
from dialogs.consent_text import ConsentTexts
from dialogs.dialogue import Dialogue
from dialogs.office import Office
from dialogs.questionnaires.hsp import HSP
from dialogs.situation import Surroundings

if TYPE_CHECKING:
    from bot.calendars.book import BusyBook
    from bot.calendars.busy import BusyKeeper
    from bot.calendars.writing import CalendarKeeping
    from bot.channels.channel import Connection
    from bot.delivery.handles import Handles
    from bot.delivery.outbox import Courier, Outbox, Pace
    from bot.feeds.answering import Feeds
    from bot.observing.health import Health
    from bot.office.desk import OfficeDesk
    from bot.office.following import DecidedElsewhere
    from bot.office.group import StaffChat
    from bot.office.place import OpenPlace, StaffPlace
    from bot.receiving.budget import Allowance
    from bot.receiving.server import Site
    from bot.run import Chores, Runner
    from bot.translator.server import TranslationServer
    from bot.turns.keeping import Witness
    from bot.turns.writer import Writer, Writes

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
    observer: Observer = NOBODY_LOOKS


def build_core(
    settings: Settings,
    messengers: Mapping[str, Messenger] = MESSENGERS,
    observing: Callable[[Settings, Database], Observer] = lambda _settings, _database: NOBODY_LOOKS,
) -> Core:
    """Words, office, dialogue and database, wired together; `observing` says who looks at what it does."""
    office = load_office(settings.office)
    words = Words()
    busy = _busy_book(settings, office)
    dialogue = dialogue_of(settings, office, words, messengers)
    database = open_database(settings)
    traces, news = Traces(database), News()
    observer = observing(settings, database)
    store, outbox_channels = SqlStore(database, observer), frozenset(messengers)
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
        observer=observer,
        erasures=ErasureRecord(backup_folder(settings), now),
    )
    return Core(settings, messengers, office, words, dialogue, database, news, ledger, traces, busy, observer)


def dialogue_of(
    settings: Settings, office: Office, words: Words, messengers: Mapping[str, Messenger] = MESSENGERS
) -> Dialogue:
    """The dialogue of an office, and what it knows of what is around it."""
    translates = settings.translate_url is not None
    channels = {name: one.abilities for name, one in messengers.items() if one.is_wanted(settings, office)}
    around = Surroundings(office, is_japanese_holiday, languages(), translates, settings.links_base, channels)
    return Dialogue(HSP, replace(around, terms=ConsentTexts(office, words, messengers)), words)


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
    role: str = EVERYTHING,
    open_office: OpenPlace = open_place,
    clock: Clock | None = None,
    pace: Pace | None = None,
    allowance: Allowance | None = None,
    at_ready: Callable[[], None] = lambda: None,
    look_every: float | None = LOOK_EVERY_SECONDS,
) -> Runner:
    """The parts of a role, wired together: messengers, where the staff group is, the writer, the outbox, what receives.

    What a role does not do is neither imported nor opened. Raises `SettingsError` without a token, and `IntakeError`
    where the clock says a day before the first points table.
    """
    # Imported here: the libraries of messengers take seconds, and no other command needs them.
    from bot.delivery.handles import Handles
    from bot.office.group import StaffChat
    from bot.run import Runner
    from bot.turns.writer import Writer

    settings, clock, parts = core.settings, clock or Clock(), ROLES[role]
    refuse_too_early(clock.now(), core.office.zone)
    holding = holding_on(core.database.backend, _held_alone(settings, parts), core.ledger.forget, core.observer)
    # Where several processes share the work, whoever delivers looks for what the others queued.
    look_every = look_every if holding.called is None else None
    writer = Writer(core.ledger, look_every=look_every, observer=core.observer)
    channels = _opened(core, writer, clock, allowance) if parts & {WorkPart.CLIENT, WorkPart.DELIVER} else {}
    group, handles = StaffChat(settings.office_chat), Handles()
    # Pages of clients pass on files of staff, and read them where staff sent them.
    needs_place = parts & {WorkPart.OFFICE, WorkPart.DELIVER} or len(channels) > 1
    place = open_office(settings) if needs_place else None
    has_group = place is not None if needs_place else settings.office_token is not None
    if has_group := has_group and settings.office_chat is not None:
        _read_from_staff(channels, place)
    desk = outbox = server = office = chores = None
    if parts & {WorkPart.OFFICE, WorkPart.DELIVER}:
        desk = _desk(core, writer, clock, group, handles, place)
    if WorkPart.DELIVER in parts and desk is not None:
        server = _translation_server(settings)
        delivers = holding.writer(WorkPart.DELIVER, writer)
        couriers = _couriers(core, delivers, clock, channels, place if has_group else None, desk, server)
        outbox = _outbox(core, delivers, clock, couriers, handles, pace, holding)
    if WorkPart.OFFICE in parts and place is not None and desk is not None:
        office = _office(core, writer, clock, place, desk, outbox)
    if WorkPart.TIMERS in parts:
        looks = holding.writer(WorkPart.TIMERS, writer)
        witness = functools.partial(_told_time, core, writer, clock, channels)
        chores = _chores(core, looks, clock, witness, lambda: has_group and group.chat is not None)
    feeds = _feeds(core, writer, clock) if WorkPart.CLIENT in parts else None
    renew = functools.partial(renew_office, core, desk, feeds)
    sites = tuple(_sites(core, writer, clock, parts, desk if place is not None else None, feeds, renew))
    made = (core, clock, writer, parts, holding, channels, office, outbox, desk, chores)
    following = None if holding.called is None else _following(core, writer, desk, renew)
    return Runner(*made, following, at_ready, server, sites, _health(core, clock))


def _health(core: Core, clock: Clock) -> Health | None:
    """Return what tells how the process stands; nothing of it is loaded where nobody is to be told."""
    counts = core.observer.counts
    if core.settings.metrics_port is None or counts is None:
        return None
    from bot.observing.health import Health
    from bot.storage.gauges import SqlGauges

    return Health(counts, SqlGauges(core.database), clock, core.settings.host, core.settings.metrics_port)


def _held_alone(settings: Settings, parts: frozenset[WorkPart]) -> frozenset[WorkPart]:
    """Return the parts that only one process does at a time: where updates are sent to us, any number receive them."""
    received = {WorkPart.CLIENT, WorkPart.OFFICE} if settings.webhook_url is not None else set()
    return parts - received


def _read_from_staff(channels: Mapping[str, Channel], place: StaffPlace | None) -> None:
    ours = None if place is None else place.files
    if ours is not None:
        for channel in channels.values():
            channel.reads_from(OFFICE, ours)


def _desk(
    core: Core, writer: Writer, clock: Clock, group: StaffChat, handles: Handles, place: StaffPlace | None
) -> OfficeDesk:
    from bot.office.desk import OfficeDesk
    from bot.office.roster import NoBook, Roster

    roster = Roster(core.office.staff, NoBook() if place is None else place.book, clock.now)
    return OfficeDesk(writer, core.words, group, handles, roster, now=clock.now)


def _couriers(
    core: Core,
    writer: Writes,
    clock: Clock,
    channels: Mapping[str, Channel],
    place: StaffPlace | None,
    desk: OfficeDesk,
    server: TranslationServer | None,
) -> Mapping[str, Courier]:
    """Return what sends, by the names of the channels; to the staff's group, where it is, as well."""
    from bot.office.place import CourierParts

    couriers: dict[str, Courier] = {name: channel.courier for name, channel in channels.items()}
    if place is not None:
        theirs = {name: channel.files for name, channel in channels.items() if channel.files is not None}
        couriers[OFFICE] = place.courier(CourierParts(desk.group, core.words, desk.moved, theirs))
    if server is not None:
        from bot.translator.courier import TranslatorCourier

        couriers[TRANSLATOR] = TranslatorCourier(server, writer, clock, core.observer)
    return couriers


def _outbox(
    core: Core,
    writer: Writes,
    clock: Clock,
    couriers: Mapping[str, Courier],
    handles: Handles,
    pace: Pace | None,
    holding: Holding,
) -> Outbox:
    from bot.delivery.outbox import Outbox

    return Outbox(
        writer,
        core.news,
        couriers,
        handles,
        clock=clock,
        pace=pace,
        abilities=core.dialogue.around.channels,
        may_send=functools.partial(holding.is_good, WorkPart.DELIVER),
        called=holding.called,
        observer=core.observer,
    )


def _office(
    core: Core, writer: Writer, clock: Clock, place: StaffPlace, desk: OfficeDesk, outbox: Outbox | None
) -> Connection:
    from bot.office.place import ReceiverParts
    from bot.receiving.reception import Unread

    # Another process that delivers finds out by itself, within a minute.
    let_in = (lambda: None) if outbox is None else functools.partial(outbox.wake, OFFICE)
    unread = Unread(OFFICE, writer, clock.now, core.observer)
    return place.connection(ReceiverParts(desk, unread.record, let_in, core.settings, clock, core.observer))


def _chores(core: Core, writer: Writes, clock: Clock, witness: Witness, has_group: Callable[[], bool]) -> Chores:
    from bot.office.morning import Morning
    from bot.run import Chores
    from bot.turns.keeping import Keeping
    from bot.turns.timers import Timers
    from bot.turns.waiting import Waiting

    return Chores(
        Keeping(writer, clock, witness, functools.partial(_tidy_backups, core)),
        Timers(writer, clock),
        Waiting(writer, clock),
        Morning(writer, clock, has_group),
        _busy_keeper(core, writer, clock),
        _calendar(core, writer, clock),
    )


def _tidy_backups(core: Core, moment: datetime) -> None:
    """Destroy the keys of backups whose time is over, as the office has it just now."""
    folder = backup_folder(core.settings)
    if folder is not None:
        tidy(folder, moment, core.dialogue.around.office.backups.keep_days)


def _feeds(core: Core, writer: Writer, clock: Clock) -> Feeds | None:
    """Return the calendars to subscribe to; where no address is handed out, nothing of it is loaded."""
    if core.settings.links_base is None or core.office.booking is None:
        return None
    from bot.feeds.answering import Feeds

    return Feeds(core.ledger.store, writer, core.dialogue.around, core.words, clock)


def _sites(
    core: Core,
    writer: Writer,
    clock: Clock,
    parts: frozenset[WorkPart],
    desk: OfficeDesk | None,
    feeds: Feeds | None,
    renew: Callable[[Office], None],
) -> Iterator[Site]:
    """Yield what can be read from us; where no address is handed out, nothing of it is loaded."""
    if core.settings.links_base is None:
        return
    if feeds is not None:
        yield feeds
    if WorkPart.OFFICE in parts and core.settings.office_chat is not None and desk is not None:
        from bot.office.web.parts import DeskParts
        from bot.office.web.site import DeskSite

        channels = core.ledger.outbox_channels
        calendars = () if core.busy is None else core.busy.calendars
        store, base = core.ledger.store, core.settings.links_base
        made = (desk, store, writer, core.dialogue, core.words, clock, base, channels, calendars)
        site = DeskParts(*made, profile=core.settings.office, renew=renew, after_start=_after_start(core))
        yield DeskSite(site, () if core.office.web is None else core.office.web.proxies)
    if WorkPart.CLIENT in parts:
        from bot.employer.answering import EmployerSite

        yield EmployerSite(core.ledger.store, writer, core.dialogue.around, core.words, clock)


def _after_start(core: Core) -> frozenset[str]:
    """Return the parts of the profile that hold from a start on: which calendars are read, and for whom."""
    return frozenset({"staff"}) if core.busy is not None or core.settings.caldav_url else frozenset()


def _following(
    core: Core, writer: Writer, desk: OfficeDesk | None, renew: Callable[[Office], None]
) -> DecidedElsewhere:
    from bot.office.following import DecidedElsewhere

    profile = core.settings.office
    return DecidedElsewhere(writer, desk, profile, lambda: core.dialogue.around.office, renew, _after_start(core))


def renew_office(core: Core, desk: OfficeDesk | None, feeds: Feeds | None, office: Office) -> None:
    """Have everybody work with an office of which something was changed; called by the writer, between two turns.

    A turn finds the office in the surroundings of the dialogue; beside the turns only these know of it.
    """
    core.dialogue.around = replace(
        core.dialogue.around, office=office, terms=ConsentTexts(office, core.words, core.messengers)
    )
    if desk is not None:
        desk.roster.staff = office.staff
    if feeds is not None:
        feeds.office = office


def _busy_keeper(core: Core, writer: Writes, clock: Clock) -> BusyKeeper | None:
    """Return what reads the office's own calendars, if it has any."""
    if core.busy is None:
        return None
    from bot.calendars.busy import BusyKeeper
    from bot.calendars.reading import sources_of

    return BusyKeeper(writer, clock, core.office, core.busy.calendars, sources_of(core.settings, core.office))


def _calendar(core: Core, writer: Writes, clock: Clock) -> CalendarKeeping | None:
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
        reception = Reception(name, writer, clock.now, Budget(clock.monotonic, allowance or Allowance()), core.observer)
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


async def _told_time(core: Core, writer: Writer, clock: Clock, channels: Mapping[str, Channel]) -> datetime | None:
    """Return what the first messenger that can be asked says of the time; opened for that, where none is."""
    opened = channels or _opened(core, writer, clock, None)
    try:
        for channel in opened.values():
            told = await channel.time()
            if told is not None:
                return told
        return None
    finally:
        if not channels:
            for channel in opened.values():
                await channel.close()


__all__ = ["Core", "build_core", "build_runner", "dialogue_of", "load_settings", "now", "read_answers", "renew_office"]
