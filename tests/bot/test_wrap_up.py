"""What is kept of a wrap-up: in the figures, in a person's own data, in the digest, and gone with the person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.app import Core
from bot.office.figures import Month, count, figures
from bot.turns.acts import OFFICE, OfficeTurn
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.own_data import own_data
from bot.turns.records import Person, StoredLead
from dialogs.desk.rights import EVERYTHING
from dialogs.desk.wrap_up import AGREED
from dialogs.office import LANGUAGE_OF_STAFF
from tests.support import SettableClock, Talk


def lead_of(core: Core) -> StoredLead:
    """The lead there is."""
    [found] = core.ledger.do(Call(lambda batch: batch.tx.leads_numbered([1])))
    return found  # type: ignore[no-any-return]


def owner(batch: Batch) -> Person:
    """The person of that lead."""
    person = batch.tx.person(batch.tx.leads_numbered([1])[0].person)
    assert person is not None
    return person


class Staff:
    """A member of staff who presses what is on the card."""

    def __init__(self, core: Core, clock: SettableClock) -> None:
        self.core, self.clock, self.presses = core, clock, 0

    def does(self, act: str, words: str = "") -> None:
        """Press the button of an act; of those that name something the one that says these words."""
        menu, row = lead_of(self.core).record.menu, ""
        if words and menu is not None:
            row = next(row for row, label in menu.rows if words in self.core.words.plain(LANGUAGE_OF_STAFF, label))
        self.presses += 1
        turn = OfficeTurn(f"s{self.presses}", 1, act, "佐藤", self.clock(), row, "901", EVERYTHING)
        assert self.core.ledger.do(turn).refused is None


def recorded(core: Core, clock: SettableClock) -> StoredLead:
    """Somebody whose talk staff recorded, and who was sent the summary."""
    Talk(core, clock=clock).go_to("handed_off")
    staff = Staff(core, clock)
    staff.does("take")
    staff.does("more")
    staff.does("outcome")
    staff.does("ended", "依頼あり")
    staff.does("awaited", "すべて")
    staff.does("next_step", "お客様：書類を送る")
    staff.does("by_when", "1週間")
    staff.does("summary", "お客様に送る")
    return lead_of(core)


def sent_to_client(core: Core) -> list[str]:
    """The keys of what waits to be sent to the client, which is said in one message each."""
    posts = core.ledger.do(Call(lambda batch: batch.tx.waiting()))
    return [
        line["key"] for post in posts if post.channel != OFFICE for line in post.payload.get("say", {}).get("lines", ())
    ]


def test_the_summary_is_kept_and_queued_in_the_same_transaction_once(core: Core, clock: SettableClock) -> None:
    stored = recorded(core, clock)
    assert [one.outcome for one in stored.record.wrap_ups] == ["engaged"]
    assert sent_to_client(core).count("summary") == 1
    timers = core.ledger.do(Call(lambda batch: batch.tx.timers_of(stored.person)))
    assert [timer.kind for timer in timers if timer.kind == AGREED] == [AGREED]
    # The same press once more, as it comes after a death before it was acknowledged.
    repeated = OfficeTurn("s8", 1, "summary", "佐藤", clock(), "send_00000000", "901", EVERYTHING)
    assert core.ledger.do(repeated).repeated
    assert sent_to_client(core).count("summary") == 1
    audit = core.ledger.do(Call(lambda batch: [one.act for one in batch.tx.audit_of(stored.person)]))
    assert audit == ["take", "ended", "summary"]


def test_the_day_rings_once_in_the_topic(core: Core, clock: SettableClock) -> None:
    stored = recorded(core, clock)

    def fire(batch: Batch) -> list[bool]:
        due = [timer for timer in batch.tx.due_timers(9e9, 10) if timer.kind == AGREED]
        return [batch.timer_due(timer, clock()) for timer in due]

    clock.advance(timedelta(days=6))
    assert core.ledger.do(Call(fire)) == [True], "too early: it looks again"
    clock.advance(timedelta(days=1))
    for _ in range(2):
        core.ledger.do(Call(fire))
    posts = core.ledger.do(Call(lambda batch: batch.tx.waiting()))
    notes = [post.payload["say"]["lines"][0]["key"] for post in posts if post.kind == "note"]
    assert notes.count("staff-agreed-day") == 1
    assert lead_of(core).record.wrap_ups[0].is_reminded
    assert stored.record.wrap_ups[0].until == (clock() + timedelta(hours=9)).date().isoformat()


def test_it_is_in_the_persons_own_data_and_says_no_name_of_staff(core: Core, clock: SettableClock) -> None:
    recorded(core, clock)

    def read(batch: Batch) -> dict[str, Any]:
        return own_data(batch.tx, batch.dialogue, owner(batch), clock())

    kept = core.ledger.do(Call(read))
    [wrap_up] = kept["lead"]["wrap_ups"]
    assert (wrap_up["outcome"], wrap_up["step"]) == ("engaged", "papers")
    assert wrap_up["papers"]
    assert kept["conversation"]["agreed"]["until"] == wrap_up["until"]
    assert "佐藤" not in str(kept)


def test_it_goes_with_the_person(core: Core, clock: SettableClock) -> None:
    stored = recorded(core, clock)
    core.ledger.do(Call(lambda batch: batch.erase_numbered(1, clock())))
    assert core.ledger.do(Call(lambda batch: batch.tx.timers_of(stored.person))) == []
    assert core.ledger.do(Call(lambda batch: batch.tx.lead_numbers())) == []
    assert "summary" not in sent_to_client(core)


def test_summaries_are_counted_in_the_month_in_which_they_went(core: Core, clock: SettableClock) -> None:
    stored = recorded(core, clock)
    zone = core.dialogue.around.office.zone
    months = [Month(date(2026, 12, 1)), Month(date(2026, 11, 1))]
    corrected = replace(stored.record.wrap_ups[0], talk=7, at=(clock() + timedelta(days=20)).timestamp())
    stored.record = replace(stored.record, wrap_ups=(*stored.record.wrap_ups, corrected))
    count(months, stored, [], [], zone)
    assert [month.recorded for month in months] == [1, 1]
    said = "\n".join(core.words.plain("ja", line) for line in figures(months, has_talks=True).lines)
    assert "まとめの送信 1件" in said
    assert "結果：依頼あり 1" in said
