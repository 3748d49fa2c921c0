"""What Telegram signs for whoever opens our page: taken as it is, for a day, and nothing else is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlencode

import pytest

from bot.channels.telegram.launch import vouched
from tests.e2e.website.launch import signed

TOKEN = "100:client-secret-client-secret"
NOW = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize("age", [timedelta(), timedelta(minutes=-4), timedelta(hours=3), timedelta(hours=24)])
def test_who_is_signed_for_is_known_for_a_day(age: timedelta) -> None:
    found = vouched(TOKEN, signed(TOKEN, 4_503_599_627_370_495, NOW - age, language="ja"), NOW)
    assert found is not None
    assert (found.to, found.language) == ("4503599627370495", "ja")


def test_every_opening_has_a_mark_of_its_own_which_tells_nothing() -> None:
    one, two = (signed(TOKEN, 7, NOW, query=name) for name in ("one", "two"))
    marks = [found.mark for text in (one, one, two) if (found := vouched(TOKEN, text, NOW)) is not None]
    assert (marks[0] == marks[1], marks[0] == marks[2]) == (True, False)
    assert marks[0] not in one, "whoever reads what is kept cannot tell which opening it was"


def test_fields_that_telegram_adds_are_signed_as_well() -> None:
    text = signed(TOKEN, 7, NOW, signature="abc_-", chat_type="sender", start_param="")
    assert vouched(TOKEN, text, NOW) is not None
    assert vouched(TOKEN, text.replace("sender", "group"), NOW) is None


@pytest.mark.parametrize("age", [timedelta(minutes=-6), timedelta(hours=24, seconds=1), timedelta(days=400)])
def test_what_is_too_old_or_not_yet_is_refused(age: timedelta) -> None:
    assert vouched(TOKEN, signed(TOKEN, 7, NOW - age), NOW) is None


def test_what_telegram_did_not_sign_is_refused() -> None:
    right = signed(TOKEN, 7, NOW)
    fields = dict(parse_qsl(right))
    without = {name: value for name, value in fields.items() if name != "hash"}
    for wrong in (
        "",
        "x",
        "hash=",
        right[:-1],
        right + "&user=%7B%22id%22%3A8%7D",
        right + "&hash=" + fields["hash"],
        urlencode(without),
        urlencode({**fields, "hash": ""}),
        urlencode({**fields, "hash": "é" * 64}),
        urlencode({**fields, "hash": fields["hash"].upper()}),
        urlencode({**fields, "user": fields["user"].replace("7", "8", 1)}),
        urlencode({**fields, "auth_date": str(int(NOW.timestamp()) + 1)}),
        right.replace("%3A", "%ZZ"),
        right + "&more=" + "x" * 9_000,
        "&".join(f"a{n}=1" for n in range(100)),
        signed("100:another-secret-another-secret", 7, NOW),
    ):
        assert vouched(TOKEN, wrong, NOW) is None, wrong[:80]


@pytest.mark.parametrize(
    "more",
    [
        {"user": "{"},
        {"user": "[]"},
        {"user": "{}"},
        {"user": '{"id": true}'},
        {"user": '{"id": "7"}'},
        {"user": '{"id": -7}'},
        {"user": '{"id": 1e3}'},
        {"user": "[" * 5_000},
        {"auth_date": ""},
        {"auth_date": "-1"},
        {"auth_date": "١"},
    ],
)
def test_what_it_signs_and_we_cannot_read_is_nobody(more: dict[str, str]) -> None:
    assert vouched(TOKEN, signed(TOKEN, 7, NOW, **more), NOW) is None
