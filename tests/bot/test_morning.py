"""The digest as the office opens: what it says, when it comes, and that it comes once a day and in no one's way."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import Core, build_core
from bot.channels.telegram.render import pages
from bot.clock import Clock
from bot.delivery.post import Content
from bot.errors import StorageTrouble
from bot.office.morning import (
    AGAIN_AFTER_SECONDS,
    LONGEST_SECONDS,
    MORNING_MEMO,
    MOST_NAMED,
    Gathered,
    Mentioned,
    Morning,
    calendar_line,
    send,
)
from bot.office.moves import AHEAD_AT_ONCE
from bot.settings import Settings
from bot.storage.transaction import SqlTransaction
from bot.turns.acts import OFFICE, Delivered
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.posting import GROUP_MEMO
from bot.turns.records import StoredBooking, StoredCalendar, StoredLead
from bot.turns.writer import Writer
from dialogs.booking.booking import State
from dialogs.conversation import Value
from dialogs.desk.matter import DONE, TAKEN, Member, Unanswered, WrapUp
from dialogs.dialogue import Dialogue
from dialogs.messages import Text
from dialogs.office import Closure, LeadRule
from tests.bot.test_waiting import Sleeps, Stop
from tests.dialogs.booking.offices import seconds
from tests.e2e.booking.offices import with_bookings
from tests.e2e.booking.test_waiting_list import FEW, ONE_HOUR
from tests.storage.contract.bookings import a_booking
from tests.support import SettableClock, Talk, damage

# Tuesday the 24th is the first day. The office opens at nine in Japan.
WEDNESDAY = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
SATO = Member("901", "佐藤")


def looks(core: Core, clock: SettableClock, *meanwhile: Callable[[], object], group: bool = True) -> list[float]:
    """How long it sleeps each time, while these things happen."""
    sleeps = Sleeps(*meanwhile)

    async def run() -> None:
        writer = Writer(core.ledger)
        writer.start()
        try:
            await Morning(writer, Clock(now=clock, sleep=sleeps), lambda: group).run()
        except Stop:
            pass
        finally:
            await asyncio.to_thread(writer.stop)

    asyncio.run(run())
    return sleeps.seconds


def digests(core: Core) -> list[str]:
    """Each digest that was queued, as one message shows it."""
    posts = core.ledger.do(Call(lambda batch: batch.tx.waiting()))
    found = []
    for post in posts:
        if post.kind == "reply" and post.payload["say"]["lines"][0]["key"] == "morning-title":
            [page] = pages(core.words, Content.from_json(post.payload["say"]))
            found.append(page.html)
    return found


def the_day_before(core: Core, clock: SettableClock) -> None:
    """The first look, at an office that is open: from the next opening on there are digests."""
    assert looks(core, clock) == [LONGEST_SECONDS]
    assert digests(core) == []


def lead(core: Core, clock: SettableClock, chat: str = "1", **changed: Any) -> StoredLead:
    """Somebody sends the card, and something of their lead is as it would be later."""
    talk = Talk(core, chat, clock=clock)
    talk.go_to("handed_off")

    def change(batch: Batch) -> StoredLead:
        [number, *_] = batch.tx.lead_numbers()
        [stored] = batch.tx.leads_numbered([number])
        stored.record = replace(stored.record, **changed)
        batch.tx.save_lead(stored)
        return stored

    found: StoredLead = core.ledger.do(Call(change))
    return found


def at_office(core: Core, **changed: Any) -> None:
    """The same, at an office where something is otherwise."""
    around = core.dialogue.around
    office = replace(around.office, **changed)
    core.ledger.dialogue = Dialogue(core.dialogue.questionnaire, replace(around, office=office), core.words)


# --- when -------------------------------------------------------------------------------------------------------------


def test_it_comes_as_the_office_opens_once_a_day(core: Core, clock: SettableClock) -> None:
    the_day_before(core, clock)
    lead(core, clock)
    clock.moment = WEDNESDAY - timedelta(minutes=20)
    assert looks(core, clock, lambda: clock.advance(timedelta(minutes=20)))[0] == 20 * 60
    assert len(digests(core)) == 1
    # A restart, an hour later, and the opening after lunch.
    for hours in (0, 1, 5):
        clock.moment = WEDNESDAY + timedelta(hours=hours)
        looks(core, clock)
    assert len(digests(core)) == 1
    clock.moment = WEDNESDAY + timedelta(days=1)
    looks(core, clock)
    assert len(digests(core)) == 2


def test_a_machine_that_slept_tells_it_late_but_not_after_hours(core: Core, clock: SettableClock) -> None:
    the_day_before(core, clock)
    lead(core, clock)
    clock.moment = WEDNESDAY + timedelta(hours=10)
    looks(core, clock)
    assert digests(core) == [], "nobody is there to read it"
    clock.moment = WEDNESDAY + timedelta(days=1, hours=5)
    looks(core, clock)
    assert len(digests(core)) == 1


@pytest.mark.parametrize(
    "closed", [date(2026, 11, 28), date(2027, 1, 1), date(2026, 12, 2)], ids=["Saturday", "holiday", "closure"]
)
def test_on_a_day_on_which_nobody_is_there_it_does_not_come(core: Core, clock: SettableClock, closed: date) -> None:
    closure = Closure(first_day=date(2026, 12, 2), last_day=date(2026, 12, 2), note={"ja": "休業", "en": "closed"})
    at_office(core, closures=(closure,))
    the_day_before(core, clock)
    lead(core, clock)
    clock.moment = datetime(closed.year, closed.month, closed.day, 3, tzinfo=UTC)
    looks(core, clock)
    assert digests(core) == []


def test_nothing_to_say_is_no_message_and_the_day_has_had_it(core: Core, clock: SettableClock) -> None:
    the_day_before(core, clock)
    clock.moment = WEDNESDAY
    looks(core, clock)
    assert digests(core) == []
    memo = core.ledger.do(Call(lambda batch: batch.tx.memo(MORNING_MEMO)))
    assert memo["day"] == "2026-11-25"


def test_the_profile_and_a_missing_group_switch_it_off(core: Core, clock: SettableClock) -> None:
    assert looks(core, clock, group=False) == []
    at_office(core, leads=LeadRule(morning_digest=False))
    assert looks(core, clock) == []


def test_a_start_before_the_first_opening_brings_the_first_digest(core: Core, clock: SettableClock) -> None:
    lead(core, clock)
    clock.moment = WEDNESDAY - timedelta(hours=2)
    assert looks(core, clock) == [LONGEST_SECONDS]
    clock.moment = WEDNESDAY
    looks(core, clock)
    assert len(digests(core)) == 1


def test_two_processes_that_gather_at_once_bring_one(core: Core, clock: SettableClock) -> None:
    the_day_before(core, clock)
    stored = lead(core, clock)
    gathered = Gathered(new=[Mentioned(stored.record.number, stored.created_at)])
    for _ in range(2):
        core.ledger.do(Call(lambda batch: send(batch, gathered, WEDNESDAY)))
    assert len(digests(core)) == 1


def test_trouble_ends_nothing(core: Core, clock: SettableClock, monkeypatch: pytest.MonkeyPatch) -> None:
    the_day_before(core, clock)
    lead(core, clock)
    clock.moment = WEDNESDAY
    with monkeypatch.context() as patched:
        patched.setattr("bot.storage.transaction.SqlTransaction.lead_numbers", _trouble(StorageTrouble("full")))
        assert looks(core, clock) == [AGAIN_AFTER_SECONDS]
        patched.setattr("bot.storage.transaction.SqlTransaction.lead_numbers", _trouble(ValueError("mistake")))
        assert looks(core, clock) == [AGAIN_AFTER_SECONDS]
    assert digests(core) == []
    looks(core, clock)
    assert len(digests(core)) == 1


def _trouble(error: Exception) -> Callable[..., Any]:
    def fail(*_args: object) -> Any:
        raise error

    return fail


# --- what -------------------------------------------------------------------------------------------------------------


def test_it_names_numbers_and_nobody(core: Core, clock: SettableClock) -> None:
    the_day_before(core, clock)
    since = clock.moment.timestamp()
    wrap_up = WrapUp(0, SATO, since, "engaged", ("passport",), "papers", "2026-11-25")
    clock.advance(timedelta(minutes=1))
    lead(core, clock, "1")
    waits = Unanswered(since, wrote=True)
    lead(core, clock, "2", state=TAKEN, taken_by=SATO, unanswered=waits, wrap_ups=(wrap_up,))
    lead(core, clock, "3", state=DONE, unanswered=waits)
    clock.moment = WEDNESDAY
    looks(core, clock)
    [said] = digests(core)
    assert re.search("新しいご相談（3件）：</b>#1（[0-9]+点）、#2（[0-9]+点）、#3（完了）", said)
    assert "担当者待ち（1件、長い順）：</b>#1（1日前から）" in said
    assert "返信待ちのお客様（1件、長い順）：</b>#2（1日前から）" in said
    assert "面談で決めた期日が来たもの（1件）：</b>#2（2026年11月25日）" in said
    assert "Maria" not in said
    assert "佐藤" not in said
    clock.moment += timedelta(days=1)
    looks(core, clock)
    assert "新しい" not in digests(core)[1], "what was new yesterday is not"


def test_who_wrote_after_the_end_is_told_of_once(core: Core, clock: SettableClock) -> None:
    the_day_before(core, clock)
    clock.advance(timedelta(hours=1))
    lead(core, clock, state=DONE, unanswered=Unanswered(clock.moment.timestamp(), wrote=True))
    for day, named in ((0, True), (1, False)):
        clock.moment = WEDNESDAY + timedelta(days=day)
        looks(core, clock)
        told = [said for said in digests(core) if "返信待ちのお客様（1件、長い順）：</b>#1" in said]
        assert len(told) == 1, named


def test_times_to_be_approved_are_told_each_day_until_they_are(tmp_path: Path, clock: SettableClock) -> None:
    given = {"INTAKE_DATABASE": f"sqlite:///{tmp_path}/intake.db", "INTAKE_OFFICE": str(with_bookings(tmp_path))}
    core = build_core(Settings.load(given, tmp_path))
    the_day_before(core, clock)
    stored = lead(core, clock)

    def asks(batch: Batch) -> None:
        asked = a_booking(seconds("2026-12-05T10:00"), "a", State.REQUESTED)
        batch.tx.keep_booking(StoredBooking(stored.person, replace(asked, until=seconds("2026-12-01T10:00"))))

    core.ledger.do(Call(asks))
    for day in range(2):
        clock.moment = WEDNESDAY + timedelta(days=day)
        looks(core, clock)
        said = digests(core)[day]
        assert "承認待ちの申込み（1件）：</b>#1（12月5日(土)10:00、五十嵐、12月1日(火)10:00までに承認）" in said
        assert "担当者待ち" not in said, "who asked for a time has somebody"
    core.database.close()


def test_many_are_counted_and_the_longest_named(
    core: Core, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.office.morning.MOST_NAMED", 2)
    the_day_before(core, clock)
    for chat in range(4):
        lead(core, clock, str(chat))
        clock.advance(timedelta(minutes=1))
    clock.moment = WEDNESDAY
    looks(core, clock)
    [said] = digests(core)
    assert "担当者待ち（4件、長い順）：</b>#1（" in said
    assert "#2（1日前から）、ほか2件（/leads 待ち）" in said


def test_what_moves_and_what_ends_soon_is_told(core: Core, clock: SettableClock) -> None:
    """At 35 five points less: with N2 instead of N1 the engineer has 70 until 15 January."""
    the_day_before(core, clock)
    lead(core, clock)

    def age(batch: Batch) -> None:
        [stored] = batch.tx.leads_numbered([1])
        consented = stored.record.consented
        given = {name: (value, consented.day) for name, value in _VALUES.items()}
        stored.record = replace(stored.record, consented=replace(consented, answers={**consented.answers, **given}))
        batch.tx.save_lead(stored)

    core.ledger.do(Call(age))
    clock.moment = WEDNESDAY
    looks(core, clock)
    [said] = digests(core)
    assert "90日以内の変化（1件）：</b>#1（⏳2027年1月15日に70点を下回る（70→65点））" in said
    assert "期限が7日以内・過ぎたもの（1件）：</b>#1（2026年11月30日" in said


_VALUES: Mapping[str, Value] = {
    "birth_date": "1992-01-15",
    "japanese": "n2",
    "salary_yen": 6_500_000,
    "stay_until": "2026-11-30",
}


def test_a_number_leads_to_its_topic(core: Core, clock: SettableClock) -> None:
    the_day_before(core, clock)
    stored = lead(core, clock)

    def has_topic(batch: Batch) -> None:
        batch.tx.set_memo(GROUP_MEMO, "-1001234567890")
        post = next(p for p in batch.tx.waiting() if p.channel == OFFICE)
        batch.tx.delivered(Delivered(post, {f"t:{stored.id}": "77"}, clock.moment.timestamp()))

    core.ledger.do(Call(has_topic))
    clock.moment = WEDNESDAY
    looks(core, clock)
    [said] = digests(core)
    assert '<a href="https://t.me/c/1234567890/77">#1</a>' in said
    assert core.words.plain("ja", Text("morning-linked", {"number": "1", "href": 'a"b'})) == "#1"


def test_what_was_given_up_is_told_once_and_what_is_in_doubt_each_day(core: Core, clock: SettableClock) -> None:
    the_day_before(core, clock)
    lead(core, clock, state=TAKEN, taken_by=SATO)

    def fail(batch: Batch) -> None:
        first, second, *_ = [post for post in batch.tx.waiting() if post.person is not None]
        batch.tx.bury(first)
        batch.tx.doubt(second)

    core.ledger.do(Call(fail))
    for day, count in ((0, 2), (1, 1), (2, 1)):
        clock.moment = WEDNESDAY + timedelta(days=day)
        looks(core, clock)
        assert f"届かなかったメッセージ：{count}件</b>（#1）" in digests(core)[-1]


def test_whoever_is_erased_takes_the_digest_that_names_them_along(core: Core, clock: SettableClock) -> None:
    the_day_before(core, clock)
    lead(core, clock)
    clock.moment = WEDNESDAY
    looks(core, clock)
    assert len(digests(core)) == 1
    core.ledger.do(Call(lambda batch: batch.erase_numbered(1, clock.moment)))
    assert digests(core) == []


def test_it_is_gathered_piece_by_piece(core: Core, clock: SettableClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.office.morning.OPENED_AT_ONCE", 2)
    the_day_before(core, clock)
    for chat in range(3):
        lead(core, clock, str(chat))
    opened: list[int] = []
    really = SqlTransaction.leads_numbered

    def watched(tx: SqlTransaction, numbers: Collection[int]) -> list[StoredLead]:
        opened.append(len(numbers))
        return really(tx, numbers)

    monkeypatch.setattr(SqlTransaction, "leads_numbered", watched)
    clock.moment = WEDNESDAY
    looks(core, clock)
    assert opened[:2] == [2, 1]
    assert max(opened) <= max(AHEAD_AT_ONCE, MOST_NAMED)
    assert len(digests(core)) == 1


def test_a_lead_that_is_damaged_keeps_nobody_from_the_digest(core: Core, clock: SettableClock) -> None:
    the_day_before(core, clock)
    for chat in "12":
        lead(core, clock, chat)

    def give_up(batch: Batch) -> None:
        for post in batch.tx.waiting():
            batch.tx.bury(post)

    core.ledger.do(Call(give_up))
    damage(core, "leads", "number = 1")
    clock.moment = WEDNESDAY
    looks(core, clock)
    [said] = digests(core)
    assert "担当者待ち（1件、長い順）：</b>#2" in said
    assert "（#2）" in said


def test_a_calendar_that_could_not_be_read_is_named_with_when_it_was_read_last(tmp_path: Path) -> None:
    office = with_bookings(tmp_path, FEW, ONE_HOUR)
    given = {"INTAKE_BUSY_ICS": "https://a.example/one.ics,https://a.example/two.ics", "INTAKE_OFFICE": str(office)}
    core = build_core(Settings.load({"INTAKE_DATABASE": f"sqlite:///{tmp_path}/intake.db", **given}, tmp_path))
    assert core.busy is not None
    first, second = core.busy.calendars
    moment = int(WEDNESDAY.timestamp())

    def line(*read_at: int) -> Text | None:
        def read(batch: Batch) -> Text | None:
            for calendar, at in zip((first, second), read_at, strict=False):
                known = batch.tx.calendar(calendar.id) or StoredCalendar(calendar.id, calendar.where)
                batch.tx.keep_calendar(replace(known, read_at=at))
            return calendar_line(batch, WEDNESDAY)

        found: Text | None = core.ledger.do(Call(read))
        return found

    late = line(moment - 7_200)
    assert late is not None
    said = core.words.plain("ja", late)
    assert f"{first.name}（11月25日(水)07:00から）" in said, said
    assert f"{second.name}（一度も読み取れていません）" in said
    clock = SettableClock()
    the_day_before(core, clock)
    clock.moment = WEDNESDAY
    looks(core, clock)
    [digest] = digests(core)
    assert f"{second.name}（一度も読み取れていません）" in digest, "though there is nothing else to say"
    assert line(moment, moment) is None
