"""The list of leads that staff work from: what is due first, page by page, and what is done apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.office.figures import Month, count, figures
from bot.office.filters import FILTERS, ListWanted, Looked, wanted_in
from bot.office.lead_list import LONGEST_NAME_LISTED, Listed, lists
from bot.turns.records import StoredLead
from dialogs.booking.booking import Booking, State
from dialogs.consented import Summary
from dialogs.desk.matter import DONE, NEW, TAKEN, LeadRecord, Member, WrapUp
from dialogs.messages import Text
from tests.dialogs.booking.offices import a_booking, seconds
from tests.dialogs.desk.matters import SATO, SUZUKI, matter, now, record_of
from tests.dialogs.walker import TODAY, real_dialogue, real_words

ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))
DAY = TODAY.isoformat()


def lead(number: int, state: str = NEW, *, at: datetime | None = None, **answers: Any) -> StoredLead:
    """A lead by its number, in the order in which they came, with answers of its own."""
    record: LeadRecord = replace(record_of(matter(state)), number=number)
    given = {name: (value, DAY) for name, value in answers.items()}
    consented = replace(record.consented, answers={**record.consented.answers, **given})
    moment = (at or now() + timedelta(minutes=number)).timestamp()
    record = replace(record, consented=consented)
    return StoredLead(f"l{number}", f"p{number}", record, moment, moment, 1)


def talk(days: int) -> Booking:
    """A talk of so many days ahead, at ten."""
    return a_booking(seconds(f"{TODAY + timedelta(days=days)}T10:00"))


def whole(leads: list[StoredLead], *, days: int = 0, **how: Any) -> list[Listed]:
    return lists(leads, real_dialogue().around.office, now() + timedelta(days=days), **how)


def listed(leads: list[StoredLead], **how: Any) -> list[Listed]:
    """The list without the buttons over it."""
    return [one for one in whole(leads, **how) if not one.rows]


def said(of: Listed) -> list[str]:
    return [real_words().plain("ja", line).translate(ISOLATES) for line in of.lines]


def numbers(of: Listed) -> list[int]:
    return [int(line.split("#")[1].split(" ")[0]) for line in said(of) if line.startswith("#")]


def test_without_a_lead_it_says_so() -> None:
    [empty] = listed([])
    assert (said(empty), empty.persons) == (["ご相談はまだありません。"], ())


def test_one_lead_is_one_line_of_what_is_known() -> None:
    one = lead(7, name="Maria", contact="+81 90 1234 5678", stay_until="2026-12-11", half_days=["20261126am"])
    [work] = listed([one])
    title, line = said(work)
    assert title == "対応中のご相談（1件）"
    assert line.startswith("#7")
    for part in (
        "Maria",
        "⏰2026年12月11日（あと17日）",
        "希望日 11月26日",
        "電話 +81 90",
        "2026年11月24日受付",
        "未対応",
    ):
        assert part in line
    [work] = listed([lead(7, name=None, contact=None, stay_until=None, half_days=None)])
    assert said(work)[1] == "#7 （氏名未記入）、このチャット、2026年11月24日受付、🆕 未対応"


@pytest.mark.parametrize(
    ("count", "page", "shown", "title", "more"),
    [
        (30, 1, (1, 30), "対応中のご相談（30件）", None),
        (31, 1, (1, 30), "対応中のご相談（31件のうち1～30件目）", "続き：/leads 2"),
        (31, 2, (31, 31), "対応中のご相談（31件のうち31～31件目）", None),
        (200, 3, (61, 90), "対応中のご相談（200件のうち61～90件目）", "続き：/leads 4"),
        (200, 7, (181, 200), "対応中のご相談（200件のうち181～200件目）", None),
        # Beyond the last page there is the last one.
        (200, 99, (181, 200), "対応中のご相談（200件のうち181～200件目）", None),
    ],
)
def test_many_leads_come_page_by_page(
    count: int, page: int, shown: tuple[int, int], title: str, more: str | None
) -> None:
    [work] = listed([lead(number) for number in range(count, 0, -1)], page=page)
    lines = said(work)
    first, last = shown
    assert (lines[0], numbers(work)) == (title, list(range(first, last + 1)))
    assert (lines[-1] if not lines[-1].startswith("#") else None) == more
    assert work.persons == tuple(f"p{number}" for number in range(first, last + 1))


def test_every_open_lead_stands_on_one_page() -> None:
    leads = [lead(number) for number in range(1, 201)]
    seen = [number for page in range(1, 8) for number in numbers(listed(leads, page=page)[0])]
    assert sorted(seen) == list(range(1, 201))


def test_what_is_done_comes_apart_and_only_with_the_first_page() -> None:
    leads = [*(lead(n) for n in range(1, 32)), *(lead(n, DONE) for n in range(100, 112))]
    work, done = listed(leads)
    assert len(numbers(work)) == 30
    assert said(done)[0] == "終わったご相談（12件のうち新しい10件）"
    assert numbers(done) == list(range(100, 110))
    assert [len(numbers(one)) for one in listed(leads, page=2)] == [1]
    [only] = listed([lead(5, DONE)], page=3)
    assert numbers(only) == [5]


def test_what_is_due_first_stands_first_and_a_wish_that_is_over_last() -> None:
    leads = [
        lead(1),
        lead(2, stay_until="2026-12-11"),
        lead(3, half_days=["20261125am"]),
        lead(4, stay_until="2026-11-01"),
        lead(5, half_days=["20261120am"]),
        lead(6, stay_until="2026-11-24"),
        lead(7, stay_until="2029-01-01"),
    ]
    [work] = listed(leads)
    assert numbers(work) == [4, 6, 3, 2, 1, 5, 7]
    lines = {line.split(" ")[0]: line for line in said(work)[1:]}
    assert "⏰2026年11月1日（23日超過）" in lines["#4"]
    assert "⏰2026年11月24日（今日）" in lines["#6"]
    assert "（過ぎた希望日）" in lines["#5"]
    assert "（過ぎた希望日）" not in lines["#3"]


def test_of_several_wishes_the_next_one_is_told() -> None:
    [work] = listed([lead(3, half_days=["20261123am", "20261201pm"])])
    assert "希望日 12月1日" in said(work)[1]


def test_a_talk_that_is_ahead_is_told_and_stands_where_it_is_due() -> None:
    leads = [lead(1), lead(2), lead(3), lead(4)]
    talks = {
        "p1": [talk(5)],
        "p2": [replace(talk(2), state=State.REQUESTED), talk(4)],
        "p3": [replace(talk(0), ended=True), replace(talk(1), state=State.KEPT)],
    }
    looked = Looked(None, TODAY, real_dialogue().around.office.zone, None, talks)
    [work] = listed(leads, looked=looked)
    assert numbers(work) == [2, 1, 3, 4]
    assert "🗓11月26日(木)10:00（承認待ち）" in said(work)[1]
    assert "🗓11月29日(日)10:00、" in said(work)[2]
    assert not [line for line in said(work)[3:] if "🗓" in line], "what is over is nothing to be due"


def test_the_day_that_was_agreed_after_a_talk_is_told_and_stands_where_it_is_due() -> None:
    first, agreed = lead(1), lead(2, TAKEN)
    wrap_up = WrapUp(0, SATO, now().timestamp(), "thinking", (), "quote", f"{TODAY + timedelta(days=3)}")
    agreed.record = replace(agreed.record, wrap_ups=(wrap_up,))
    [work] = listed([first, agreed])
    assert numbers(work) == [2, 1]
    assert "📅期日 2026年11月27日" in said(work)[1]


def test_how_many_are_shown_is_told_only_where_some_are_not() -> None:
    [few] = listed([lead(number, DONE) for number in range(1, 3)])
    assert said(few)[0] == "終わったご相談（2件）"
    [many] = listed([lead(number, DONE) for number in range(1, 13)])
    assert said(many)[0] == "終わったご相談（12件のうち新しい10件）"


def test_a_long_name_is_cut_where_one_can_see_it() -> None:
    [work] = listed([lead(1, name="W" * 80), lead(2, name="W" * LONGEST_NAME_LISTED)])
    assert f"#1 {'W' * LONGEST_NAME_LISTED}…、" in said(work)[1]
    assert f"#2 {'W' * LONGEST_NAME_LISTED}、" in said(work)[2]


def test_what_does_not_stand_in_the_list_is_named() -> None:
    *_, older = listed([lead(1), lead(2)], kept=1_200)
    assert "動きのあった2件だけです（全1200件）" in said(older)[0]
    assert older.persons == ()
    assert len(listed([lead(1), lead(2)], kept=2)) == 1


# --- filters ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", ListWanted(None, 1)),
        ("2", ListWanted(None, 2)),
        (" ２ ", ListWanted(None, 2)),
        ("0", ListWanted(None, 1)),
        ("9" * 90, ListWanted(None, 1)),
        ("mine", ListWanted("mine", 1)),
        ("WAITING 3", ListWanted("waiting", 3)),
        ("3 待ち", ListWanted("waiting", 3)),
        ("自分", ListWanted("mine", 1)),
        ("今週", ListWanted("week", 1)),
        ("合格　２", ListWanted("qualifies", 2)),
        ("90日", ListWanted("changes", 1)),
        ("-1", None),
        ("x", None),
        ("mine waiting", None),
    ],
)
def test_a_filter_and_a_page_are_typed_in_any_order_and_in_japanese(typed: str, wanted: ListWanted | None) -> None:
    assert wanted_in(real_words(), typed) == wanted


def taken(number: int, by: Member) -> StoredLead:
    made = lead(number, TAKEN)
    made.record = replace(made.record, taken_by=by)
    return made


def chosen(name: str, leads: list[StoredLead], **how: Any) -> list[int]:
    office = real_dialogue().around.office
    looked = Looked(how.pop("by", None), TODAY, office.zone, how.pop("moves", None), how.pop("talks", {}))
    return [number for one in listed(leads, wanted=name, looked=looked) for number in numbers(one)]


def test_each_filter_shows_what_it_says() -> None:
    mine, others = taken(1, SATO), taken(2, SUZUKI)
    waiting, qualifies, old = lead(3), lead(4, TAKEN), lead(5, TAKEN, at=now() - timedelta(days=8))
    summed = replace(qualifies.record.consented, summary=Summary("b", 75, (75, 75), "qualifies"))
    qualifies.record = replace(qualifies.record, consented=summed)
    for other in (mine, others, waiting, old):
        bare = replace(other.record.consented, summary=Summary())
        other.record = replace(other.record, consented=bare)
    leads = [mine, others, waiting, qualifies, old]
    assert chosen("mine", leads, by=SATO) == [1]
    assert chosen("mine", leads) == []
    assert chosen("waiting", leads) == [3]
    assert chosen("waiting", leads, talks={"p3": [talk(3)]}) == [], "who has a talk has somebody"
    assert chosen("waiting", leads, talks={"p3": [replace(talk(3), state=State.CANCELLED)]}) == [3]
    assert sorted(chosen("week", leads)) == [1, 2, 3, 4]
    assert chosen("qualifies", leads) == [4]
    assert chosen("changes", leads, moves={2: Text("ahead-residence", {"day": TODAY})}) == [2]
    assert chosen("changes", leads) == []


def test_the_buttons_over_the_list_choose_count_and_lead_on() -> None:
    leads = [lead(number) for number in range(1, 40)]
    chooser = whole(leads, wanted="waiting")[0]
    buttons = [button for row in chooser.rows for button in row]
    assert [button.data for button in buttons] == [
        "leads:all:1",
        *(f"leads:{name}:1" for name in FILTERS),
        "leads:waiting:2",
    ]
    labels = [real_words().plain("ja", button.label).translate(ISOLATES) for button in buttons]
    assert labels[0] == "すべて 39"
    assert "担当者待ち 39" in labels[2]
    assert labels[2] != "担当者待ち 39", "the one that is shown is marked"
    assert "90日以内に変化" in labels, "what takes work is not counted unasked"
    assert said(listed(leads, wanted="waiting")[0])[-1] == "続き：/leads waiting 2"
    assert all(len(button.data.encode()) <= 64 for button in buttons)
    assert whole(leads)[0].persons == ()


def test_a_filter_without_leads_says_so_under_its_buttons() -> None:
    chooser, none = whole([lead(1)], wanted="mine")
    assert chooser.rows
    assert said(none) == ["該当するご相談はありません。"]


# --- figures ----------------------------------------------------------------------------------------------------------


def test_where_somebody_came_from_is_named_only_where_several_did() -> None:
    zone, month = real_dialogue().around.office.zone, Month(TODAY.replace(day=1))
    for number, source in enumerate(("fair", "fair", "fair", "for-maria", None)):
        one = lead(number)
        one.record = replace(one.record, consented=replace(one.record.consented, source=source))
        count([month], one, [], [], zone)
    text = "\n".join(said(figures([month], has_talks=False)))
    assert "fair（英語）3" in text
    assert "maria" not in text
    assert "その他のリンク（英語）1" in text
    assert "直接（英語）1" in text
