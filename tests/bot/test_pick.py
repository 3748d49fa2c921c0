"""What an update is: which fields are taken, what counts as speech, and that nothing can make it stumble."""

from __future__ import annotations

import json
import math
import time
from pathlib import Path
from typing import Any

import pytest
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.fields import CONTENT, ENVELOPE, KINDS, SERVICE
from bot.channels.telegram.pick import (
    ANONYMOUS_ADMIN,
    CLIENT_UPDATES,
    OFFICE_UPDATES,
    Picked,
    Slim,
    What,
    pick_client,
    pick_office,
)
from bot.channels.telegram.said import LONGEST_TEXT
from bot.receiving.update import Ignored, Unreadable

MARIA: dict[str, Any] = {"id": 7, "is_bot": False, "first_name": "Maria", "language_code": "pt-br", "username": "m"}
PRIVATE: dict[str, Any] = {"id": 7, "type": "private", "first_name": "Maria"}
GROUP: dict[str, Any] = {"id": -100, "type": "supergroup", "title": "相談", "is_forum": True}
STAFF: dict[str, Any] = {"id": 900, "is_bot": False, "first_name": "五十嵐", "last_name": "花"}
DATE = 1_790_000_000
SCHEMA = json.loads((Path(__file__).parent.parent / "telegram" / "botapi.json").read_text(encoding="utf-8"))


def said(**content: Any) -> dict[str, Any]:
    return {"update_id": 5, "message": {"message_id": 70, "from": MARIA, "chat": PRIVATE, "date": DATE} | content}


def edited(**content: Any) -> dict[str, Any]:
    return {"update_id": 5, "edited_message": {**said(**content)["message"], "edit_date": DATE}}


def pressed(**changes: Any) -> dict[str, Any]:
    message = {"message_id": 60, "from": {"id": 100}, "chat": PRIVATE, "date": DATE, "text": "x", "reply_markup": {}}
    query = {"id": "17", "from": MARIA, "chat_instance": "1", "data": "consent.3.a:agree", "message": message}
    return {"update_id": 5, "callback_query": query | changes}


def became(status: object, **changes: Any) -> dict[str, Any]:
    member = {"status": status, "user": {"id": 100}}
    change = {"chat": PRIVATE, "from": MARIA, "date": DATE, "old_chat_member": {}, "new_chat_member": member}
    return {"update_id": 5, "my_chat_member": change | changes}


def slim(raw: dict[str, Any]) -> Slim:
    picked = pick_client(raw)
    assert isinstance(picked, Slim), picked
    return picked


# --- the schema -------------------------------------------------------------------------------------------------------


def test_every_field_of_a_message_is_in_one_group() -> None:
    groups = [ENVELOPE, CONTENT, SERVICE]
    assert sorted(SCHEMA["message_fields"]) == sorted(name for group in groups for name in group)


def test_every_kind_of_update_is_known() -> None:
    assert set(SCHEMA["update_kinds"]) == KINDS
    assert {*CLIENT_UPDATES, *OFFICE_UPDATES} <= KINDS


# --- speech -----------------------------------------------------------------------------------------------------------


def test_a_text_keeps_only_what_we_use() -> None:
    picked = slim(said(text="hello", entities=[{"type": "bold", "offset": 0, "length": 2}], reply_to_message={"x": 1}))
    assert picked == Slim(
        "5",
        "7",
        "message",
        {
            "message_id": 70,
            "date": 0,
            "chat": {"id": 7, "type": "private"},
            "from": {"id": 7, "is_bot": False, "first_name": "", "language_code": "pt-br"},
            "text": "hello",
        },
        What.TEXT,
        message=70,
    )


@pytest.mark.parametrize(
    ("text", "name", "argument"),
    [
        ("/help", "help", ""),
        ("/help\nword", "help", "word"),
        ("/human some words kept\nand these", "human", "some words kept\nand these"),
        ("/help@tsubakuro_bot", "help", ""),
        ("/HELP@Other  x ", "help", "x"),
        ("/start\tflyer", "start", "flyer"),
        ("/start\u3000flyer", "start", "flyer"),
        ("/help, please", "help", ", please"),
        ("/helpです", "helpです", ""),
        ("/help/me now", "help/me", "now"),
        ("/500万", "500万", ""),
        ("/", "", ""),
        ("/ help", "help", ""),
        ("/" + "x" * 65 + " y", "x" * 65, "y"),
    ],
)
def test_commands_as_telegram_has_them(text: str, name: str, argument: str) -> None:
    picked = slim(said(text=text))
    assert (picked.what, picked.detail, picked.argument) == (What.COMMAND, name, argument)


@pytest.mark.parametrize("text", ["help", " /help", "x /help", ""])
def test_a_slash_elsewhere_is_no_command(text: str) -> None:
    assert slim(said(text=text)).what is What.TEXT


def test_a_text_is_cut_to_what_telegram_lets_through() -> None:
    assert slim(said(text="ﷺ" * 100_000)).event["text"] == "ﷺ" * LONGEST_TEXT


def test_half_a_pair_of_surrogates_is_replaced() -> None:
    assert slim(said(text="a\ud83db 😀")).event["text"] == "a\ufffdb 😀"


# --- what is no text --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [{}, [], {"a": [{"b": math.nan}]}, None], ids=["object", "list", "odd", "null"])
def test_media_of_any_shape_is_media(value: object) -> None:
    for name in CONTENT - {"contact"}:
        picked = slim(said(caption="x", **{name: value}))
        assert (picked.what, picked.detail, picked.unreadable) == (What.MEDIA, name, "")
        assert name not in picked.event


@pytest.mark.parametrize(
    "origin",
    [{"type": "dream"}, {"type": "hidden_user", "date": DATE}, None, 3, []],
    ids=["unknown", "no name", "null", "number", "list"],
)
def test_a_forward_is_not_read_whatever_its_origin(origin: object) -> None:
    picked = slim(said(text="/forget", forward_origin=origin))
    assert (picked.what, picked.detail) == (What.MEDIA, "forward")
    assert "text" not in picked.event


def test_parts_of_an_album_say_so() -> None:
    assert slim(said(photo=[], media_group_id="13")).album == "13"
    assert slim(said(photo=[])).album == ""


def test_service_traffic_is_not_answered() -> None:
    for name in SERVICE:
        assert pick_client(said(**{name: {"x": 1}, "new_thing": 1})) == Ignored("5"), name


@pytest.mark.parametrize(
    ("content", "unreadable"),
    [
        ({"thought_bubble": {}}, "thought_bubble"),
        ({}, "message"),
        ({"Ünheard of": 1}, "unknown"),
        ({"x" * 200: 1}, "unknown"),
    ],
)
def test_content_that_nobody_knows_is_answered_and_recorded(content: dict[str, Any], unreadable: str) -> None:
    picked = slim(said(**content))
    assert (picked.what, picked.detail, picked.unreadable) == (What.MEDIA, "unknown", unreadable)


def test_a_new_field_beside_known_content_is_no_trouble() -> None:
    assert slim(said(new_thing=1, photo=[])).unreadable == ""
    assert slim(said(new_thing=1, text="hello")).what is What.TEXT


@pytest.mark.parametrize(
    ("contact", "what"),
    [
        ({"user_id": 7, "phone_number": "+81 90"}, What.CONTACT),
        ({"user_id": 8, "phone_number": "+81 90"}, What.MEDIA),
        ({"phone_number": "+81 90"}, What.MEDIA),
        ({"user_id": 7}, What.MEDIA),
        ({"user_id": 7, "phone_number": 8190}, What.MEDIA),
        ({"user_id": 7, "phone_number": "9" * 65}, What.MEDIA),
        ([], What.MEDIA),
    ],
)
def test_only_ones_own_number_is_taken(contact: object, what: What) -> None:
    picked = slim(said(contact=contact))
    assert (picked.what, picked.detail) == (what, "contact")
    assert ("contact" in picked.event) == (what is What.CONTACT)


# --- edits, presses, membership ---------------------------------------------------------------------------------------


def test_an_edited_text_of_ones_own_is_speech_and_nothing_else_edited_is() -> None:
    picked = slim(edited(text="x"))
    assert (picked.kind, picked.what) == ("edited_message", What.EDIT)
    assert pick_client(edited(location={"latitude": 1})) == Ignored("5"), "a place that moves"
    assert pick_client(edited(photo=[], caption="x")) == Ignored("5")
    assert pick_client(edited(text="x", **{"from": {"id": 100, "is_bot": True}})) == Ignored("5")
    assert pick_client(edited(text="x", forward_origin={})) == Ignored("5")
    assert pick_client(edited(pinned_message={})) == Ignored("5")


def test_a_press_keeps_who_what_and_where() -> None:
    picked = slim(pressed())
    assert picked.event == {
        "id": "17",
        "from": {"id": 7, "is_bot": False, "first_name": "", "language_code": "pt-br"},
        "chat_instance": "",
        "data": "consent.3.a:agree",
    }
    assert (picked.what, picked.chat, picked.message, picked.query) == (What.PRESS, "7", 60, "17")


def test_odd_presses() -> None:
    assert slim(pressed(message=None)).message is None
    assert slim(pressed(message={"message_id": 60, "chat": PRIVATE, "date": 0})).message == 60, "an old message"
    for data in (None, 3, "x" * 65, "日本"):
        assert slim(pressed(data=data)).event["data"] == ""
    assert pick_client(pressed(message={"message_id": 60, "chat": GROUP})) == Ignored("5", query="17")
    assert pick_client(pressed(**{"from": None})) == Unreadable("5", "callback_query", "7", "17")
    assert pick_client(pressed(id=None)) == Unreadable("5", "callback_query", "7")
    assert pick_client(pressed(message=[1])) == Unreadable("5", "callback_query", None, "17")
    assert pick_client(pressed(message={"chat": PRIVATE})) == Unreadable("5", "callback_query", "7", "17")


@pytest.mark.parametrize(
    ("status", "what"),
    [
        ("member", What.JOINED),
        ("administrator", What.JOINED),
        ("creator", What.JOINED),
        ("restricted", What.JOINED),
        ("left", What.LEFT),
        ("kicked", What.LEFT),
    ],
)
def test_membership(status: str, what: What) -> None:
    for picked in (pick_client(became(status)), pick_office(became(status))):
        assert isinstance(picked, Slim)
        assert (picked.what, picked.chat) == (what, "7")
        assert picked.event["new_chat_member"]["status"] == ("member" if what is What.JOINED else "left")


def test_who_is_restricted_and_not_there_has_left() -> None:
    member = {"status": "restricted", "is_member": False, "user": {"id": 100}}
    assert slim(became("x", new_chat_member=member)).what is What.LEFT


@pytest.mark.parametrize("status", ["ghost", None, 3, ["member"], {}])
def test_a_member_status_nobody_knows_is_recorded(status: object) -> None:
    for pick in (pick_client, pick_office):
        assert isinstance(pick(became(status)), Unreadable)
        assert isinstance(pick(became("x", new_chat_member={})), Unreadable)


# --- broken, foreign, unknown -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"from": None},
        {"from": {"id": "7"}},
        {"from": {"id": 1 << 63}},
        {"from": {"id": math.nan}},
        {"from": {"id": True}},
        {"message_id": None},
        {"message_id": 10**30},
        {"message_id": 1.5},
        {"text": 12},
        {"text": None},
    ],
    ids=str,
)
def test_a_broken_message_is_unreadable_and_its_sender_known(changes: dict[str, Any]) -> None:
    assert pick_client(said(**{"text": "x"} | changes)) == Unreadable("5", "message", "7")


@pytest.mark.parametrize("chat", [None, [], {"type": "private"}, {"id": 7, "type": "dream"}, {"id": 7}, {"id": "7"}])
def test_a_message_without_a_chat_has_no_sender(chat: object) -> None:
    assert pick_client(said(text="x", chat=chat)) == Unreadable("5", "message")


def test_other_chats_and_bots_are_ignored() -> None:
    assert pick_client(said(text="x", chat=GROUP)) == Ignored("5")
    assert pick_client(said(text="x", **{"from": {"id": 8, "is_bot": True}})) == Ignored("5")


def test_kinds_of_updates() -> None:
    for kind in sorted(KINDS - set(CLIENT_UPDATES)):
        assert pick_client({"update_id": 5, kind: {"x": 1}}) == Ignored("5")
    assert pick_client({"update_id": 5, "dream": {"x": 1}}) == Unreadable("5", "dream")
    assert pick_client({"update_id": 5, "unparsed": True}) == Unreadable("5", "unparsed")
    assert pick_client({"update_id": 5}) == Unreadable("5", "unknown")
    assert pick_client({"update_id": 5, "message": ["x"]}) == Unreadable("5", "message")


def test_what_stands_deep_in_a_message_costs_nothing() -> None:
    block: dict[str, Any] = {"type": "paragraph", "text": "x"}
    for _ in range(100):
        block = {"type": "blockquote", "blocks": [block, block]}
    raw = said(rich_message={"blocks": [block]})
    start = time.process_time()
    for _ in range(1_000):
        assert slim(raw).detail == "rich_message"
    assert time.process_time() - start < 1, "microseconds each"


# --- the office bot ---------------------------------------------------------------------------------------------------


def in_group(**content: Any) -> dict[str, Any]:
    return {"update_id": 5, "message": {"message_id": 70, "from": STAFF, "chat": GROUP, "date": DATE} | content}


@pytest.mark.parametrize(
    ("text", "length", "name", "argument"),
    [
        ("/leads", 6, "leads", ""),
        ("/lead 3", 5, "lead", "3"),
        ("/lead\n3", 5, "lead", "3"),
        ("/lead@tsubakuro_office_bot #3", 26, "lead", "#3"),
        ("/LEADS@tsubakuro_office_bot", 27, "leads", ""),
    ],
)
def test_commands_of_staff(text: str, length: int, name: str, argument: str) -> None:
    picked = pick_office(in_group(text=text, is_topic_message=True, message_thread_id=40, entities="odd"))
    assert isinstance(picked, Slim)
    assert (picked.what, picked.detail, picked.argument) == (What.COMMAND, name, argument)
    assert picked.event == {
        "message_id": 70,
        "date": 0,
        "chat": {"id": -100, "type": "supergroup"},
        "from": {"id": 900, "is_bot": False, "first_name": "五十嵐", "last_name": "花"},
        "text": text,
        "entities": [{"type": "bot_command", "offset": 0, "length": length}],
        "is_topic_message": True,
        "message_thread_id": 40,
    }


def test_what_staff_write_to_each_other_is_not_looked_at() -> None:
    contents: list[dict[str, Any]] = [
        {"text": "hello"},
        {"text": "/"},
        {"photo": []},
        {"new_thing": 1},
        {"text": 3},
        {"from": None},
    ]
    for content in contents:
        assert pick_office(in_group(**content)) == Ignored("5")
    assert pick_office(in_group(text="/leads", forward_origin={"type": "dream"})) == Ignored("5")
    assert pick_office(in_group(text="/leads", **{"from": None})) == Unreadable("5", "message")


def test_who_writes_as_a_chat_is_told_apart() -> None:
    anonymous = {"id": ANONYMOUS_ADMIN, "is_bot": True, "first_name": "Group"}
    picked = pick_office(in_group(text="/leads", sender_chat=GROUP, **{"from": anonymous}))
    assert isinstance(picked, Slim)
    assert picked.event["sender_chat"]["id"] == GROUP["id"]
    assert picked.event["from"]["id"] == ANONYMOUS_ADMIN
    assert isinstance(pick_office(in_group(text="/leads", sender_chat="x")), Unreadable)


def test_a_group_that_becomes_another() -> None:
    old = pick_office(in_group(migrate_to_chat_id=-200, text=None, **{"from": None}))
    new = pick_office(in_group(migrate_from_chat_id=-100))
    assert isinstance(old, Slim)
    assert isinstance(new, Slim)
    assert old.event["migrate_to_chat_id"] == -200
    assert new.event["migrate_from_chat_id"] == -100
    assert pick_office(in_group(migrate_to_chat_id="x")) == Unreadable("5", "message")


def test_presses_of_staff() -> None:
    message = {"message_id": 60, "chat": GROUP, "date": DATE, "text": "x" * 4_000}
    picked = pick_office(pressed(message=message, data="take:3", **{"from": STAFF}))
    assert isinstance(picked, Slim)
    assert (picked.chat, picked.message, picked.query) == ("-100", 60, "17")
    assert picked.event["message"] == {"message_id": 60, "date": 0, "chat": {"id": -100, "type": "supergroup"}}
    nameless = pick_office(pressed(message=message, **{"from": {"id": 900, "first_name": 3}}))
    assert isinstance(nameless, Slim)
    assert nameless.event["from"] == {"id": 900, "is_bot": False, "first_name": ""}


# --- anything ---------------------------------------------------------------------------------------------------------

PLAIN = (
    None,
    True,
    0,
    7,
    -100,
    10**19,
    -(10**30),
    0.5,
    math.nan,
    math.inf,
    "",
    "private",
    "left",
    "7",
    "\ud83d",
    "x" * 9_000,
)
LEAVES: st.SearchStrategy[Any] = st.sampled_from([*PLAIN, [], {}])
OBJECTS: st.SearchStrategy[Any] = st.dictionaries(
    st.sampled_from(["id", "type", "chat", "status", "is_bot", "message_id", "user_id"]), LEAVES, max_size=3
)
JUNK: st.SearchStrategy[Any] = LEAVES | OBJECTS | st.lists(LEAVES | OBJECTS, max_size=2)
NAMES = ["message_id", "from", "chat", "text", "data", "id", "message", "new_chat_member", "contact", "sender_chat"]
CHANGES = st.dictionaries(st.sampled_from(NAMES), JUNK, max_size=4)
EVENTS = {"message": said(text="/x"), "edited_message": edited(text="x"), "callback_query": pressed()}
EVENTS["my_chat_member"] = became("member")


def check(picked: Picked) -> None:
    """What a picked update promises, whatever came in."""
    assert picked.key == "5"
    if isinstance(picked, Slim):
        types: dict[str, Any] = {"callback_query": CallbackQuery, "my_chat_member": ChatMemberUpdated}
        types.get(picked.kind, Message).model_validate(picked.event)
        text = json.dumps(picked.event, allow_nan=False, ensure_ascii=False)
        text.encode()
        assert len(text) < 20_000


@given(st.sampled_from(sorted(EVENTS)), CHANGES)
def test_whatever_comes_in_what_goes_on_can_be_read(kind: str, changes: dict[str, Any]) -> None:
    raw = {"update_id": 5, kind: EVENTS[kind][kind] | changes}
    check(pick_client(raw))
    check(pick_office(raw))


@given(st.sampled_from([*sorted(EVENTS), "dream"]), JUNK)
def test_an_event_of_any_shape_raises_nothing(kind: str, event: object) -> None:
    check(pick_client({"update_id": 5, kind: event}))
    check(pick_office({"update_id": 5, kind: event}))
