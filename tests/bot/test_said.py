"""What a message says: its formatting counted in letters, its file or place, what it answers; nothing that is odd."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.telegram.pick import Slim, What, pick_client, pick_office
from bot.channels.telegram.said import said_in
from bot.receiving.update import Ignored
from dialogs.talk import BOLD, LINK, QUOTE, Emphasis, Media, Utterance
from tests.bot.test_pick import DATE, GROUP, MARIA, PRIVATE, STAFF

TOPIC: dict[str, Any] = {"is_topic_message": True, "message_thread_id": 12}


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


def in_topic(**content: Any) -> dict[str, Any]:
    message = {"message_id": 70, "from": STAFF, "chat": GROUP, "date": DATE, **TOPIC, **content}
    return {"update_id": 5, "message": {name: value for name, value in message.items() if value is not None}}


def test_formatting_is_counted_in_letters() -> None:
    said = said_in({"message_id": 7, "text": "👍 ab", "entities": [entity("bold", 3, 2), entity("italic", 0, 2)]})
    assert said.marks == (Emphasis(BOLD, 2, 2), Emphasis("italic", 0, 1))
    assert (said.id, said.text) == ("7", "👍 ab")


@pytest.mark.parametrize(
    "odd",
    [
        entity("bold", -1, 2),
        entity("bold", 0, 99),
        entity("bold", 1, 0),
        entity("mention", 0, 2),
        entity("text_link", 0, 2, url="javascript:x"),
        entity("text_link", 0, 2),
        {"type": "bold"},
        "bold",
        7,
    ],
)
def test_formatting_that_is_odd_is_left_out_and_the_words_stay(odd: Any) -> None:
    assert said_in({"text": "abc", "entities": [odd]}) == Utterance("abc")
    assert said_in({"text": "abc", "entities": odd}) == Utterance("abc")


def test_links_and_quotations_are_kept() -> None:
    link = entity("text_link", 0, 1, url="https://example.com/")
    said = said_in({"text": "abc", "entities": [link, entity("expandable_blockquote", 1, 2)]})
    assert said.marks == (Emphasis(LINK, 0, 1, "https://example.com/"), Emphasis(QUOTE, 1, 2))


def test_a_file_is_known_by_its_largest_size_its_name_and_what_goes_with_it() -> None:
    small, large = {"file_id": "a", "file_size": 1}, {"file_id": "b", "file_size": 9, "width": 40, "height": 30}
    said = said_in({"photo": [small, large], "caption": "see", "media_group_id": "13"})
    assert said == Utterance("see", (), Media("photo", "b", "", 9, {"width": "40", "height": "30"}), album="13")
    document = {"file_id": "c", "file_name": "在留.pdf", "file_size": 5}
    assert said_in({"document": document}).media == Media("document", "c", "在留.pdf", 5)
    assert said_in({"animation": {"file_id": "d"}, "document": {"file_id": "d"}}).media == Media("animation", "d")


def test_places_and_contacts_are_known_by_what_they_tell() -> None:
    place = {"latitude": 35.5, "longitude": 139}
    venue = {"location": place, "title": "Office", "address": "Takasaki"}
    told = {"latitude": "35.5", "longitude": "139"}
    assert said_in({"location": place}).media == Media("location", about=told)
    assert said_in({"venue": venue, "location": place}).media == Media(
        "venue", about={**told, "title": "Office", "address": "Takasaki"}
    )
    contact = {"phone_number": "+8190", "first_name": "Hana", "last_name": "Sato"}
    assert said_in({"contact": contact}).media == Media("contact", about={"phone": "+8190", "name": "Hana Sato"})


@pytest.mark.parametrize(
    "odd", [{"photo": [7]}, {"photo": {}}, {"document": {"file_id": 7}}, {"location": {}}, {"venue": 7}]
)
def test_a_file_or_place_that_is_odd_is_none(odd: dict[str, Any]) -> None:
    assert said_in(odd).media is None


def test_what_a_message_answers_is_known_and_the_beginning_of_its_topic_is_no_answer() -> None:
    assert said_in({"reply_to_message": {"message_id": 9}}).reply_to == "9"
    assert said_in({"reply_to_message": {"message_id": 12}, "message_thread_id": 12}).reply_to == ""
    assert said_in({"reply_to_message": 7}).reply_to == ""


# --- what staff write -------------------------------------------------------------------------------------------------


def test_what_staff_write_in_a_topic_is_taken_up() -> None:
    picked = pick_office(in_topic(text="こんにちは"))
    assert isinstance(picked, Slim)
    assert (picked.what, picked.said) == (What.TEXT, Utterance("こんにちは", id="70"))
    assert picked.event["thread"] == 12
    changed = pick_office({"update_id": 5, "edited_message": in_topic(text="はい")["message"]})
    assert isinstance(changed, Slim)
    assert (changed.kind, changed.what) == ("edited_message", What.EDIT)


@pytest.mark.parametrize("text", ["// 内輪", "／／内輪", "  //x", "/note 内輪", "/note", "/NOTE x", "/note@some_bot x"])
def test_what_staff_keep_among_themselves_is_not(text: str) -> None:
    assert pick_office(in_topic(text=text)) == Ignored("5")
    assert pick_office(in_topic(caption=text, photo=[{"file_id": "a"}])) == Ignored("5")


def test_neither_what_is_said_in_general_nor_service_traffic_nor_other_bots_are() -> None:
    assert pick_office(in_topic(text="x", is_topic_message=None)) == Ignored("5")
    answer = {"is_topic_message": None, "reply_to_message": {"message_id": 3}}
    assert pick_office(in_topic(text="x", **answer)) == Ignored("5"), "General of a forum"
    assert pick_office(in_topic(forum_topic_edited={})) == Ignored("5")
    assert pick_office(in_topic(text="x", **{"from": {**STAFF, "is_bot": True}})) == Ignored("5")


def test_in_a_group_without_topics_an_answer_is_taken_up() -> None:
    plain = {"chat": {"id": -100, "type": "group"}, "is_topic_message": None, "message_thread_id": None}
    picked = pick_office(in_topic(text="x", reply_to_message={"message_id": 3}, **plain))
    assert isinstance(picked, Slim)
    assert (picked.event["thread"], picked.said and picked.said.reply_to) == (None, "3")
    assert pick_office(in_topic(text="x", **plain)) == Ignored("5")


# --- what clients change ----------------------------------------------------------------------------------------------


def test_a_caption_that_was_changed_is_news_and_a_place_that_moves_is_none() -> None:
    message = {"message_id": 70, "from": MARIA, "chat": PRIVATE, "date": DATE, "edit_date": DATE}
    changed = pick_client({"update_id": 5, "edited_message": {**message, "photo": [{"file_id": "a"}], "caption": "x"}})
    assert isinstance(changed, Slim)
    assert (changed.what, changed.said and changed.said.text) == (What.EDIT, "x")
    place = {"latitude": 1, "longitude": 2}
    assert pick_client({"update_id": 5, "edited_message": {**message, "location": place}}) == Ignored("5")


def test_values_come_back_from_where_they_are_kept() -> None:
    said = Utterance("x", (Emphasis(BOLD, 0, 1),), Media("contact", about={"phone": "1", "name": "n"}), "7", "8", "13")
    kept = Utterance.from_json(said.to_json())
    assert (kept.text, kept.marks, kept.media, kept.album) == (said.text, said.marks, said.media, said.album)
