"""What goes next in a person's chat and in the staff group, without anything being sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.delivery.lanes import Lane, Parcel
from bot.delivery.pace import Share
from bot.delivery.person_lane import PersonLane
from bot.delivery.post import Post
from bot.delivery.staff_lane import StaffLane
from bot.turns.acts import OFFICE
from tests.bot.paper import PaperCourier, Timer, screen, staff, strip, words
from tests.support import CLIENT


def person_lane(*posts: Post) -> PersonLane:
    lane = PersonLane((CLIENT, "maria"))
    for post in posts:
        lane.add(post)
    return lane


def staff_lane(*posts: Post, room: int = 0) -> StaffLane:
    courier = PaperCourier(Timer())
    courier.room = room
    lane = StaffLane((OFFICE, "office"), courier)
    for post in posts:
        lane.add(post)
    return lane


def all_of(lane: Lane) -> list[str]:
    """What goes, in order."""
    gone = []
    while (parcel := lane.next(0.0)) is not None:
        gone.append(words(parcel.post))
        lane.done(parcel, {})
    return gone


def said(posts: Sequence[Post]) -> list[str]:
    return [words(post) for post in posts]


# --- a person's chat --------------------------------------------------------------------------------------------------


def test_answers_keep_their_order_and_old_buttons_go_last() -> None:
    lane = person_lane(screen("one", "c:2"), strip("c:1"), screen("two", "c:3", keep=True), strip("c:2"))
    lane.add(screen("three", "c:4"))
    assert all_of(lane) == ["one", "two", "three", "strip c:1", "strip c:2"]


OVERTAKING = {
    "the next question": (screen("old", "c:1", rows=True), screen("new", "c:2", rows=True), True),
    "a question behind a word": (screen("old", "c:1"), screen("new", "c:2", rows=True), True),
    "a word leaves a question": (screen("old", "c:1", rows=True), screen("new", "c:2"), False),
    "the same message": (screen("old", "c:1", rows=True), screen("new", "c:1", replaces="c:1"), True),
    "not what must be sent": (screen("old", "c:1", rows=True, keep=True), screen("new", "c:2", rows=True), False),
    "not even in the same message": (screen("old", "c:1", keep=True), screen("new", "c:1", rows=True), False),
}


@pytest.mark.parametrize(("old", "new", "overtakes"), OVERTAKING.values(), ids=OVERTAKING.keys())
def test_a_waiting_screen_is_replaced_by_a_newer_one(old: Post, new: Post, overtakes: bool) -> None:
    lane = person_lane(old)
    assert said(lane.add(new)) == (["old"] if overtakes else [])
    assert all_of(lane) == (["new"] if overtakes else ["old", "new"])


def test_files_pictures_and_erasures_are_not_overtaken() -> None:
    file = screen("file", "c:1")
    file.payload["say"]["document"] = ["mydata.json", "{}"]
    picture = Post(0, "p", CLIENT, "maria", "picture", "c:2", "maria", {"to": "maria", "picture": {}})
    erase = Post(0, "e", CLIENT, "maria", "erase", None, "maria", {"to": "maria", "messages": []})
    lane = person_lane(file, picture, erase)
    assert lane.add(screen("new", "c:3", rows=True)) == []
    assert all_of(lane) == ["file", "picture", "erase", "new"]


def test_what_is_under_way_is_left_alone_and_given_back_it_may_be_pointless() -> None:
    old = screen("old", "c:1", rows=True)
    lane = person_lane(old)
    lane.current = lane.next(0.0)
    assert lane.current is not None
    assert lane.give_back(lane.current) == ()
    assert lane.add(screen("new", "c:2", rows=True)) == []
    parcel, lane.current = lane.current, None
    assert said(lane.give_back(parcel)) == ["old"]
    assert all_of(lane) == ["new"]


def test_the_same_lone_reply_waits_once() -> None:
    again = screen("We read text only.", keep=True)
    lane = person_lane(screen("We read text only.", keep=True), screen("another", keep=True))
    assert lane.add(again) == [again]
    question = screen("We read text only.", rows=True)
    assert lane.add(question) == [], "a question is no lone reply"
    assert lane.add(screen("We read text only.", replaces="c:1")) == [], "nor is what changes a message"
    assert all_of(lane)[:2] == ["We read text only.", "another"]


def test_a_reply_under_way_does_not_count_as_waiting() -> None:
    lane = person_lane(screen("We read text only."))
    lane.current = lane.next(0.0)
    assert lane.add(screen("We read text only.")) == []


STRIPS = {
    "once is enough": (strip("c:1"), strip("c:1"), ["strip c:1"]),
    "of each message": (strip("c:1"), strip("c:2"), ["strip c:1", "strip c:2"]),
    "of this very copy": (strip(None, at="77"), strip(None, at="77"), ["strip 77"]),
    "of each copy": (strip(None, at="77"), strip(None, at="78"), ["strip 77", "strip 78"]),
    "shown anew": (strip("c:1"), screen("new", "c:1", replaces="c:1"), ["new"]),
    "shown anew under another name": (strip("c:1"), screen("new", "c:9", replaces="c:1"), ["new"]),
    "shown anew in this copy": (strip(None, at="77"), screen("new", "c:9", at="77"), ["new"]),
    "shown elsewhere": (strip(None, at="77"), screen("new", "c:9", at="78"), ["new", "strip 77"]),
}


@pytest.mark.parametrize(("first", "then", "gone"), STRIPS.values(), ids=STRIPS.keys())
def test_strips_that_are_pointless_are_dropped(first: Post, then: Post, gone: list[str]) -> None:
    lane = person_lane(first)
    dropped = lane.add(then)
    assert [post.id for post in dropped] == ([first.id] if len(gone) == 1 else [])
    assert all_of(lane) == gone


def test_a_strip_learns_which_messages_got_buttons_after_it() -> None:
    before, old = screen("before", "c:1"), strip("c:0")
    lane = person_lane(before, old, screen("after", "c:2", at="77"))
    for made in ({"c:1": "70"}, {"c:2": "77"}):
        parcel = lane.next(0.0)
        assert parcel is not None
        lane.done(parcel, made)
    assert set(lane.shown_since(old)) == {"77"}
    assert lane.shown_since(before) == ()


# --- the staff group --------------------------------------------------------------------------------------------------


def test_cards_before_replies_before_notes() -> None:
    lane = staff_lane(
        staff("note", "note 1"),
        staff("reply", "reply"),
        staff("card", "card 1"),
        staff("note", "note 2", "ken"),
        staff("card", "card 2", "ken"),
        staff("erase", "erased", "eva"),
    )
    assert all_of(lane) == ["erased", "card 1", "card 2", "reply", "note 1", "note 2"]


@pytest.mark.parametrize(
    ("posts", "share"),
    [
        ([staff("erase", "topic")], Share.CARD),
        ([staff("reply", "list")], Share.REPLY),
        ([staff("note", "one")], Share.NOTE),
        ([staff("note", "one"), staff("note", "two")], Share.NOTE),
    ],
    ids=["erasure", "reply", "note", "notes"],
)
def test_what_is_new_in_the_group_waits_for_its_share_of_the_pace(posts: list[Post], share: Share) -> None:
    """Also when notes that went together go one by one. A card may be an edit: whoever sends it finds that out."""
    lane = staff_lane(*posts, room=100)
    parcel = lane.next(0.0)
    assert parcel is not None
    assert (parcel.share, parcel.is_new, len(parcel.posts)) == (share, True, len(posts))
    lane.split(parcel)
    alone = lane.next(0.0)
    assert alone is not None
    assert (alone.share, alone.is_new, len(alone.posts)) == (share, True, 1)
    card = staff_lane(staff("card", "lead")).next(0.0)
    assert card is not None
    assert (card.share, card.is_new) == (Share.CARD, False)


def test_no_message_of_the_group_has_buttons_that_a_strip_must_leave() -> None:
    lane = staff_lane(staff("card", "lead"), staff("note", "one"))
    assert not lane.shown_since(strip("l:maria"))


def test_everybody_has_a_turn_with_notes() -> None:
    lane = staff_lane(*(staff("note", f"maria {n}") for n in range(3)), staff("note", "ken 0", "ken"))
    lane.add(staff("note", "ken 1", "ken"))
    assert all_of(lane) == ["maria 0", "ken 0", "maria 1", "ken 1", "maria 2"]


def test_of_a_card_only_the_newest_state_is_shown() -> None:
    first, second = staff("card", "first"), staff("card", "second")
    lane = staff_lane(first, staff("card", "ken", "ken"))
    assert lane.add(second) == [first]
    assert all_of(lane) == ["second", "ken"], "in its place"


def test_a_card_that_rings_makes_the_newest_ring_and_is_done_with_it() -> None:
    first, second = staff("card", "first", ring=True), staff("card", "second")
    lane = staff_lane(first)
    assert lane.add(second) == []
    parcel = lane.first()
    assert parcel is not None
    assert (words(parcel.post), parcel.post.payload["ring"], parcel.post.id) == ("second", True, second.id)
    assert [post.id for post in parcel.posts] == [first.id, second.id]
    lane.done(parcel, {})
    assert lane.first() is None


def test_a_card_that_was_under_way_does_not_ring_for_that() -> None:
    first, second = staff("card", "first"), staff("card", "second")
    lane = staff_lane(first)
    lane.current = lane.first()
    assert lane.add(second) == []
    lane.current = None
    parcel = lane.first()
    assert parcel is not None
    assert (words(parcel.post), parcel.post.payload["ring"]) == ("second", False)


def test_waiting_notes_about_one_person_are_merged_up_to_what_a_message_holds() -> None:
    notes = [staff("note", f"note {n}", card={"n": n}, topic=f"topic {n}") for n in range(5)]
    lane = staff_lane(*notes, room=3 * len("note 0 "))
    parcel = lane.first()
    assert parcel is not None
    assert words(parcel.post) == "note 0+note 1+note 2"
    assert [post.id for post in parcel.posts] == [note.id for note in notes[:3]]
    assert (parcel.post.handle, parcel.post.id) == (notes[0].handle, notes[0].id)
    assert (parcel.post.payload["card"], parcel.post.payload["topic"]) == ({"n": 2}, "topic 2"), "the newest"
    assert parcel.share is Share.NOTE
    assert all_of(lane) == ["note 0+note 1+note 2", "note 3+note 4"]


UNLIKE = {
    "one rings": staff("note", "second", ring=True),
    "of another lead": staff("note", "second", lead="another"),
    "a sheet": staff("note", "second", sheet={}, name="points.pdf"),
    "a file": staff("note", "second", say={"language": "ja", "lines": ["second"], "document": ["a", "b"]}),
    "buttons": staff("note", "second", say={"language": "ja", "lines": ["second"], "rows": [[["A", "a"]]]}),
    "another language": staff("note", "second", say={"language": "en", "lines": ["second"]}),
    "left by an older version": Post(0, "x", OFFICE, "office", "note", "n:1", "maria", {"text": "second"}),
}


@pytest.mark.parametrize("other", UNLIKE.values(), ids=UNLIKE.keys())
def test_notes_that_are_unlike_go_one_by_one(other: Post) -> None:
    lane = staff_lane(staff("note", "first"), other, staff("note", "third"), room=1000)
    assert [words(p.post) for p in _parcels(lane)][0] == "first"
    lane = staff_lane(other, staff("note", "first"), room=1000)
    assert len(_parcels(lane)) == 2


def test_a_note_that_cannot_be_measured_goes_alone() -> None:
    lane = staff_lane(staff("note", "a"), staff("note", "bad"), staff("note", "c"), staff("note", "d"), room=1000)

    def size(post: Post) -> int:
        if "bad" in words(post):
            raise KeyError("no such text")
        return 1

    lane.courier.size = size  # type: ignore[method-assign]
    assert all_of(lane) == ["a", "bad", "c+d"]


def _parcels(lane: StaffLane) -> list[Parcel]:
    gone = []
    while (parcel := lane.first()) is not None:
        gone.append(parcel)
        lane.done(parcel, {})
    return gone


def test_a_card_that_waits_for_room_holds_up_no_other() -> None:
    lane = staff_lane(staff("card", "new"), staff("card", "edit", "ken"))
    first = lane.first()
    assert first is not None
    lane.needs_room[first.post.id] = 1
    assert all_of(lane) == ["edit", "new"]
    assert lane.needs_room == {}


# --- both -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("named", ["person", "id", "handle"])
def test_what_concerns_the_erased_is_dropped(named: str) -> None:
    lane = staff_lane(
        staff("card", "card"), staff("note", "note"), staff("reply", "list", None), staff("note", "ken's", "ken")
    )
    gone = {
        "person": [post for post in lane.waiting() if post.person == "maria"],
        "id": [post for post in lane.waiting() if post.kind == "reply"],
        "handle": [post for post in lane.waiting() if post.kind == "reply"],
    }[named]
    assert lane.drop(frozenset(str(getattr(post, named)) for post in gone)) == gone
    assert not {post.id for post in gone} & {post.id for post in lane.waiting()}
    assert "ken's" in said(list(lane.waiting()))


def test_the_erased_may_be_under_way() -> None:
    lane = person_lane(screen("one", keep=True), screen("two", keep=True))
    lane.current = lane.first()
    assert said(lane.drop({"maria"})) == ["two"]
    assert lane.is_gone
    assert said(list(lane.in_line())) == ["one"]


def test_what_is_under_way_and_another_s_now_goes_on() -> None:
    """Its person became one with somebody: the same posts come again under that name, but for the one in hand."""
    lane = person_lane(screen("one", keep=True), screen("two", keep=True))
    lane.current = lane.first()
    assert said(lane.drop({"maria"}, {post.id for post in lane.all()})) == ["two"]
    assert not lane.is_gone


def test_what_is_set_aside_holds_up_nobody_and_comes_again() -> None:
    lane = person_lane(screen("one", keep=True), screen("two", keep=True))
    parcel = lane.next(0.0)
    assert parcel is not None
    assert lane.set_aside(parcel, 0.0)
    assert all_of(lane) == ["two"]
    pauses = []
    for _ in range(12):
        due = lane.next_due
        assert due is not None
        assert lane.next(due - 0.1) is None
        assert lane.next(due) is parcel
        assert not lane.set_aside(parcel, due), "that was told"
        pauses.append((lane.next_due or 0) - due)
    assert pauses[:3] == [4, 8, 16]
    assert pauses[-1] == 600
    lane.done(parcel, {})
    assert (lane.next_due, list(lane.waiting())) == (None, [])


def test_a_newer_screen_or_card_frees_from_what_was_set_aside() -> None:
    chat = person_lane(screen("old", "c:1", rows=True))
    parcel = chat.first()
    assert parcel is not None
    chat.set_aside(parcel, 0.0)
    assert said(chat.add(screen("new", "c:2", rows=True))) == ["old"]
    assert chat.next_due is None
    group = staff_lane(staff("card", "first", ring=True))
    parcel = group.first()
    assert parcel is not None
    group.set_aside(parcel, 0.0)
    group.add(staff("card", "second"))
    parcel = group.next(0.0)
    assert parcel is not None
    assert (words(parcel.post), parcel.post.payload["ring"], len(parcel.posts)) == ("second", True, 2)
    assert group.next_due is None


def test_notes_that_were_merged_can_go_one_by_one() -> None:
    lane = staff_lane(*(staff("note", f"note {n}") for n in range(3)), room=1000)
    parcel = lane.first()
    assert parcel is not None
    lane.split(parcel)
    assert all_of(lane) == ["note 0", "note 1", "note 2"]


def test_everything_can_be_forgotten() -> None:
    chat = person_lane(screen("one", keep=True), screen("two", keep=True), strip("c:1"))
    parcel = chat.first()
    assert parcel is not None
    chat.set_aside(parcel, 0.0)
    assert sorted(said(chat.clear())) == ["one", "strip c:1", "two"]
    assert chat.next(10_000.0) is None


# --- translations -----------------------------------------------------------------------------------------------------


def relayed(copy: str, *, changes: bool = False) -> Post:
    post = staff("relay", copy, copies=[copy], said=[{"text": copy}], changes=changes, of=[copy])
    return replace(post, handle=copy)


def translation(*copies: str) -> Post:
    return staff("translation", f"of {copies[0]}", copies=list(copies))


def test_a_translation_goes_after_all_that_clients_wrote_and_before_a_topics_new_name() -> None:
    topic = staff("topic", "named", closed=None)
    lane = staff_lane(translation("a"), topic, translation("b"), relayed("c"), staff("card", "card"))
    assert all_of(lane) == ["card", "c", "of a", "of b", "named"]
    lane.add(translation("a"))
    assert lane.first() is not None
    assert lane.first().share is Share.TRANSLATION  # type: ignore[union-attr]


def test_a_change_drops_the_translation_of_what_it_changes_unless_that_is_under_way() -> None:
    old, other, under_way = translation("b"), translation("c"), translation("b")
    lane = staff_lane(under_way, old, other)
    lane.current = lane.next(0.0)
    assert lane.add(relayed("b", changes=True)) == [old]
    assert lane.add(relayed("c")) == ()
    assert all_of(lane) == ["b", "c", "of b", "of c"]
    assert said(list(lane.drop(["maria"]))) == []


def test_a_message_of_several_texts_keeps_its_translation_though_one_of_them_is_changed() -> None:
    """The message stays as it is: what is changed of it is said anew."""
    lane = staff_lane(translation("a", "b"))
    assert not lane.add(relayed("b", changes=True))
    assert all_of(lane) == ["b", "of a"]


def test_what_is_erased_is_translated_no_more() -> None:
    lane = staff_lane(translation("a"))
    assert said(lane.drop({"maria"})) == ["of a"]
    assert lane.first() is None
