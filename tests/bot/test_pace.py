"""How fast messages may leave: windows that hold wherever they begin, a chat's burst, a group's reserve."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery import pace as paces
from bot.delivery.pace import Meter, Pace, Share, Window

CHAT, GROUP = ("telegram", "maria"), ("office", "office")


def test_a_chat_may_have_a_burst_and_then_one_a_second() -> None:
    meter = Meter(Pace())
    times, now = [], 0.0
    for _ in range(8):
        now += meter.wait(CHAT, Share.CHAT, now)
        times.append(now)
        meter.take(CHAT, Share.CHAT, now)
    assert times == [0, 0, 0, 0, 0, 1, 2, 3]
    assert meter.wait(CHAT, Share.CHAT, 100.0) == 0, "and after a rest a burst again"


def test_a_text_in_several_messages_waits_for_all_of_them() -> None:
    meter = Meter(Pace())
    meter.take(CHAT, Share.CHAT, 0.0, 3)
    assert meter.wait(CHAT, Share.CHAT, 0.0, 2) == 0
    assert meter.wait(CHAT, Share.CHAT, 0.0, 3) == 1
    assert meter.wait(CHAT, Share.CHAT, 3.0, 50) == 0, "more than a burst goes once a burst may"


def test_chats_that_have_paid_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paces, "MOST_CHATS", 3)
    meter = Meter(Pace())
    for number in range(3):
        meter.take(("telegram", str(number)), Share.CHAT, float(number))
    meter.take(("telegram", "3"), Share.CHAT, 2.5)
    assert sorted(lane for _, lane in meter._paid) == ["2", "3"]


def test_a_bot_never_sends_thirty_and_thirty_in_one_second() -> None:
    meter = Meter(Pace())
    sent = [0.999 + meter.take(("telegram", str(n)), Share.CHAT, 0.999) for n in range(30)]
    sent += [1.001 + meter.take(("telegram", f"late {n}"), Share.CHAT, 1.001) for n in range(31)]
    assert sent[:30] == [0.999] * 30
    assert sent[30:60] == [pytest.approx(0.999 + paces.SECOND)] * 30
    assert sent[60] == pytest.approx(0.999 + 2 * paces.SECOND)


def test_who_keeps_a_place_for_several_messages_is_not_overtaken() -> None:
    meter = Meter(Pace(bot_a_second=4))
    assert meter.take(("telegram", "1"), Share.CHAT, 0.0, 3) == 0
    wait = meter.take(("telegram", "2"), Share.CHAT, 0.0, 3)
    assert wait == pytest.approx(paces.SECOND)
    assert meter.take(("telegram", "3"), Share.CHAT, 0.0, 1) == wait


def test_other_bots_and_other_chats_have_their_own_pace() -> None:
    meter = Meter(Pace(bot_a_second=1))
    meter.take(CHAT, Share.CHAT, 0.0)
    assert meter.take(GROUP, Share.CARD, 0.0) == 0
    assert meter.wait(("telegram", "ken"), Share.CHAT, 0.0) == 0


def test_notes_and_replies_leave_room_for_cards() -> None:
    meter = Meter(Pace())
    for _ in range(15):
        assert meter.wait(GROUP, Share.NOTE, 0.0) == 0
        meter.take(GROUP, Share.NOTE, 0.0)
    assert meter.wait(GROUP, Share.NOTE, 10.0) == 50
    for _ in range(3):
        assert meter.wait(GROUP, Share.REPLY, 10.0) == 0
        meter.take(GROUP, Share.REPLY, 10.0)
    assert meter.wait(GROUP, Share.REPLY, 10.0) == 50
    for _ in range(2):
        assert meter.wait(GROUP, Share.CARD, 10.0) == 0
        meter.take(GROUP, Share.CARD, 10.0)
    assert meter.wait(GROUP, Share.CARD, 10.0) == 50
    assert meter.wait(GROUP, Share.CARD, 60.0) == 0
    assert meter.wait(GROUP, Share.NOTE, 60.0) == 0


def test_more_than_a_window_holds_waits_for_an_empty_one() -> None:
    window = Window(60)
    assert window.wait(0.0, 20, 50) == 0
    window.take(0.0, 1)
    window.take(5.0, 1)
    assert window.wait(5.0, 20, 50) == 60


@given(
    st.lists(st.tuples(st.floats(0, 3), st.integers(1, 4)), max_size=60),
    st.integers(1, 6),
    st.floats(0.5, 5),
)
def test_no_window_ever_holds_too_many(steps: list[tuple[float, int]], most: int, seconds: float) -> None:
    """Whatever is asked when: who waits as told sends at most so many in any such time."""
    window, now, sent = Window(seconds), 0.0, list[float]()
    for pause, count in steps:
        now += pause
        number = min(count, most)
        now += window.wait(now, most, number)
        window.take(now, number)
        sent += [now] * number
    for first, last in zip(sent, sent[most:], strict=False):
        assert last - first >= seconds - 1e-9


def test_translations_leave_some_of_the_groups_minute_to_what_clients_write() -> None:
    meter = Meter(Pace())
    for _ in range(10):
        assert meter.wait(GROUP, Share.TRANSLATION, 0.0) == 0
        meter.take(GROUP, Share.TRANSLATION, 0.0)
    assert meter.wait(GROUP, Share.TRANSLATION, 0.0) == 60
    assert meter.wait(GROUP, Share.NOTE, 0.0) == 0
