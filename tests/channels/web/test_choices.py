"""What may be pressed on a page, as it is shown: icons of ours, times by the day, ticks, and what a text names."""

from __future__ import annotations

from functools import cache

import pytest

from bot.channels.web.choices import ShownRow, choices
from bot.channels.web.icons import TICKED, UNTICKED, parted
from bot.delivery.post import Content, PostButton
from bot.web.markup import safe
from bot.words.words import Words, languages
from dialogs.messages import Text

MARK = "o/book.7"
COMMANDS = ("privacy", "forget", "start")


@cache
def words() -> Words:
    return Words()


def rows(language: str, *labels: Text) -> list[ShownRow]:
    """Labels, a row each, as they are shown."""
    carried = tuple((PostButton(label, f"{MARK}.s:{number}"),) for number, label in enumerate(labels))
    return choices(words(), Content(language, (), carried))


def at(date: str, time: str) -> Text:
    return Text("slot-short", {"weekday": "sat", "date": date, "month": "nov", "time": time})


@pytest.mark.parametrize("language", languages())
def test_times_stand_under_their_day_and_are_told_in_full(language: str) -> None:
    both = Text("slot-short-both", {"there": at("28", "02:00"), "here": at("28", "10:00"), "office": "japan"})
    asked = Text("slot-on-request", {"slot": at("29", "11:00")})
    labels = (at("28", "09:30"), both, asked, Text("booking-later"), at("29", "12:00"))
    found = rows(language, *labels)
    assert [(bool(row.day), len(row.buttons), row.open) for row in found] == [
        (True, 2, True),
        (True, 1, False),
        (False, 1, True),
        (True, 1, False),
    ]
    first, second = found[0].buttons
    assert (first.before, first.label) == (found[0].day, "09:30")
    assert second.label.startswith("02:00")
    told = [f"{one.before}{one.label}".replace(" ", "") for row in found for one in row.buttons]
    arrow = [words().plain(language, label).replace(" ", "") for label in labels]
    assert told[:3] == arrow[:3]


@pytest.mark.parametrize("language", languages())
def test_a_tick_is_told_as_one(language: str) -> None:
    label = Text("button-back")
    on, off = (
        row.buttons[0] for row in rows(language, Text("ticked", {"label": label}), Text("unticked", {"label": label}))
    )
    assert (on.ticked, on.icon, off.ticked, off.icon) == (True, TICKED, False, UNTICKED)
    assert on.label == off.label == words().plain(language, label)


def test_a_sign_at_the_beginning_is_drawn_and_what_has_no_drawing_stays() -> None:
    assert parted("✏️ Change it")[1] == "Change it"
    assert parted("✏️ Change it")[0] == parted("✏ x")[0] != ""
    assert parted("🦩 Bird") == ("", "🦩 Bird")
    assert parted("📅") == ("", "📅"), "a label is never empty"
    assert parted("") == ("", "")


def test_what_leads_on_stands_out_and_consent_does_not() -> None:
    carried = tuple(
        (PostButton(Text("button-back"), data),) for data in ("review.7.ok", "degrees.7.done", "consent.7.a:agree")
    )
    assert [row.buttons[0].first for row in choices(words(), Content("en", (), carried))] == [True, True, False]


def test_a_command_in_a_text_is_a_button_of_the_menu() -> None:
    shown = safe("Your data: /privacy. <b>/forget</b> erases.", COMMANDS, lambda name: f'<"{name}">')
    assert shown.count("<button") == 2
    assert 'form="do" name="command" value="privacy"' in shown
    assert 'aria-label="/privacy: &lt;&#34;privacy&#34;&gt;"' in shown
    assert "/privacy</button>\u2060." in shown, "what ends the sentence does not begin a line"


def test_of_a_long_address_only_its_beginning_is_shown() -> None:
    address = f"https://example.jp/?words={'%E3%81%A4' * 20}"
    assert safe(f"Open {address}") == (
        f'Open <a href="{address}" target="_blank" rel="noopener noreferrer nofollow">{address[:59]}…</a>'
    )
    assert safe("Open https://example.jp/a").endswith(">https://example.jp/a</a>")


@pytest.mark.parametrize(
    "text",
    [
        "\u2068/forget\u2069 was typed",
        "https://example.jp/forget",
        "and/forget",
        "/forgetting",
        "/etc/privacy",
        "<code>/forget</code>",
        '<a href="https://example.jp">/forget</a>',
        "/unknown",
    ],
)
def test_what_is_no_command_of_ours_stays_words(text: str) -> None:
    assert "<button" not in safe(text, COMMANDS)
