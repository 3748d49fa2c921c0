"""Chats on the website: who is signed in, what their page shows, and what they sent."""

from __future__ import annotations

from bot.storage.store import SqlStore
from bot.turns.acts import OFFICE
from bot.turns.ports import Store
from bot.turns.website import GONE, WebEvent, WebSession
from tests.storage.contract.stores import AT, HOUR, queue, stored


def shown(store: Store, *events: WebEvent) -> list[WebEvent | None]:
    """Events put on pages, as they were kept."""
    with store.transaction() as tx:
        kept = [tx.show_web_event(event) for event in events]
        tx.flush()
    return kept


def event(name: str, person: str, handle: str | None = None, kind: str = "screen", place: int = 0) -> WebEvent:
    return WebEvent(name, person, kind, {"say": name}, handle, place=place)


def page(store: Store, person: str) -> list[str]:
    with store.reading() as tx:
        return [one.id for one in tx.web_page(person, None, 50)[0]]


def test_a_session_is_found_by_its_id_and_by_whose_it_is(store: Store) -> None:
    maria, li = stored(store, "1"), stored(store, "2")
    hers = WebSession("token-1", maria.id, "chat-1", int(AT), None, "token-0")
    link = WebSession("token-2", maria.id, "chat-1", int(AT), int(AT) + 900, is_link=True)
    with store.transaction() as tx:
        tx.keep_web_session(hers)
        tx.keep_web_session(link)
        tx.flush()
    with store.transaction() as tx:
        assert tx.web_session("token-1") == hers
        assert tx.web_session("nobody's") is None
        assert tx.web_glance("nobody's") is None
        seen = tx.web_glance("token-1")
        assert seen == tx.web_glance("token-1")
        assert seen is not None
        assert seen.person == maria.id
        assert sorted(tx.web_sessions_of(maria.id), key=lambda one: one.id) == [hers, link]
        assert tx.web_sessions_of(li.id) == []
        assert tx.living_web_sessions(["token-1", "token-9"]) == {"token-1"}
        changed = WebSession("token-1", maria.id, "chat-1", int(AT), int(AT) + 60)
        tx.keep_web_session(changed)
        assert tx.web_session("token-1") == changed
        assert tx.web_glance("token-1") != seen
        tx.drop_web_session("token-1")
        tx.drop_web_session("token-1")
        assert tx.web_sessions_of(maria.id) == [link]


def test_what_is_put_on_a_page_stands_there_once_and_in_order(store: Store) -> None:
    maria, li = stored(store, "1"), stored(store, "2")
    first, other, second = shown(store, event("a", maria.id), event("b", li.id), event("c", maria.id))
    assert first is not None
    assert second is not None
    assert other is not None
    assert first.place == first.seq < other.seq < second.seq
    assert shown(store, event("a", maria.id)) == [None], "a delivery that is made again"
    assert page(store, maria.id) == ["a", "c"]
    with store.reading() as tx:
        assert tx.web_events_after(maria.id, 0, 9) == [first, second]
        assert tx.web_events_after(maria.id, first.seq, 9) == [second]
        assert tx.web_events_after(maria.id, 0, 1) == [first]
        assert tx.web_page(maria.id, second.place, 9) == ([first], False)
        assert tx.web_page(maria.id, None, 1) == ([second], True)
        assert tx.shown_web_events(["a", "b", "z"]) == {"a", "b"}
        assert tx.newest_web_event() == second.seq
        assert tx.people_with_web_events(first.seq) == {maria.id: second.seq, li.id: other.seq}
        assert tx.people_with_web_events(other.seq) == {maria.id: second.seq}
        assert tx.people_with_web_events(second.seq) == {}


def test_what_changes_keeps_its_place_and_has_a_new_number(store: Store) -> None:
    maria, li = stored(store, "1"), stored(store, "2")
    first, _, _ = shown(store, event("a", maria.id, "c:1"), event("b", li.id, "c:1"), event("c", maria.id))
    assert first is not None
    [changed] = shown(store, event("d", maria.id, "c:1"))
    assert changed is not None
    assert changed.place == first.place
    assert changed.seq > first.seq + 2
    assert page(store, maria.id) == ["d", "c"]
    assert page(store, li.id) == ["b"], "a handle is one person's"
    [by_place] = shown(store, event("e", maria.id, "c:1/old", place=first.place))
    assert by_place is not None
    assert by_place.place == first.place
    with store.reading() as tx:
        assert tx.web_event(maria.id, "c:1") is None
        assert tx.web_event(maria.id, "c:1/old") == by_place
        assert tx.web_event_at(maria.id, first.place) == by_place
        assert tx.web_event_at(li.id, first.place) is None
        assert tx.web_events_after(maria.id, changed.seq, 9) == [by_place]


def test_what_is_taken_off_a_page_is_told_to_pages_that_are_open(store: Store) -> None:
    maria = stored(store)
    first, second = shown(store, event("a", maria.id), event("b", maria.id))
    assert first is not None
    assert second is not None
    with store.transaction() as tx:
        assert tx.drop_web_event(maria.id, first.place)
        assert not tx.drop_web_event(maria.id, first.place)
        gone = tx.show_web_event(event("g", maria.id, kind=GONE, place=first.place))
        tx.flush()
    assert gone is not None
    assert page(store, maria.id) == ["b"]
    with store.reading() as tx:
        assert tx.web_events_after(maria.id, second.seq, 9) == [gone]
        assert gone.place == first.place


def test_a_file_is_kept_in_pieces_until_it_is_passed_on(store: Store) -> None:
    maria, li = stored(store, "1"), stored(store, "2")
    with store.transaction() as tx:
        for person in (maria, li):
            for number, piece in enumerate((b"\x00first", b"")):
                tx.keep_web_piece(person.id, f"file-{person.id}", number, b"before", AT - 9)
                tx.keep_web_piece(person.id, f"file-{person.id}", number, piece, AT)
        tx.flush()
    queue(store, maria, "relay", channel=OFFICE, handle="k:1")
    with store.transaction() as tx:
        assert tx.web_piece(f"file-{maria.id}", 0) == b"\x00first"
        assert tx.web_piece(f"file-{maria.id}", 1) == b""
        assert tx.web_piece(f"file-{maria.id}", 2) is None
        assert tx.prune_website(0.0, AT) == 0
        assert tx.prune_website(0.0, AT + 2 * HOUR) == 2, "one waits to be passed on"
        assert tx.web_piece(f"file-{li.id}", 0) is None
        assert tx.web_piece(f"file-{maria.id}", 0) is not None


def test_sessions_that_nobody_uses_go(store: Store) -> None:
    maria = stored(store)
    with store.transaction() as tx:
        for number in (1, 2):
            tx.keep_web_session(WebSession(f"token-{number}", maria.id, "chat", int(AT) + number * 4 * HOUR))
        assert tx.prune_website(AT + 2 * HOUR, 0.0) == 0
        assert tx.prune_website(AT + 6 * HOUR, 0.0) == 1
        assert [session.id for session in tx.web_sessions_of(maria.id)] == ["token-2"]


def test_all_of_it_is_anothers_who_turns_out_to_be_the_same(store: Store) -> None:
    maria, she = stored(store, "1"), stored(store, "2")
    with store.transaction() as tx:
        tx.keep_web_session(WebSession("token", maria.id, "chat", int(AT)))
        tx.show_web_event(event("said", maria.id, "c:1"))
        tx.keep_web_piece(maria.id, "file", 0, b"x", AT)
        tx.flush()
    with store.transaction() as tx:
        tx.adopt(maria, she, with_lead=False)
        tx.flush()
    with store.reading() as tx:
        assert [one.id for one in tx.web_sessions_of(she.id)] == ["token"]
        assert [one.id for one in tx.web_page(she.id, None, 9)[0]] == ["said"]
        assert (tx.web_sessions_of(maria.id), tx.web_page(maria.id, None, 9)[0]) == ([], [])
        assert tx.web_piece("file", 0) == b"x"
    with store.transaction() as tx:
        tx.give_web_sessions(she.id, maria.id)
        tx.flush()
    with store.reading() as tx:
        assert [one.id for one in tx.web_sessions_of(maria.id)] == ["token"]
        assert tx.web_sessions_of(she.id) == []


def test_all_of_it_goes_with_its_person_and_no_other(store: Store) -> None:
    people = [stored(store, chat) for chat in ("1", "2")]
    with store.transaction() as tx:
        for person in people:
            tx.keep_web_session(WebSession(f"token-{person.id}", person.id, "chat", int(AT)))
            tx.show_web_event(event(f"e-{person.id}", person.id))
            tx.keep_web_piece(person.id, f"file-{person.id}", 0, b"x", AT)
        tx.flush()
    with store.transaction() as tx:
        tx.erase(people[0].id)
        tx.flush()
    with store.reading() as tx:
        for person, is_there in zip(people, (False, True), strict=True):
            assert (tx.web_session(f"token-{person.id}") is not None) is is_there
            assert bool(tx.web_page(person.id, None, 9)[0]) is is_there
            assert (tx.web_piece(f"file-{person.id}", 0) is not None) is is_there


def test_what_cannot_come_again_is_told_apart_by_its_number(store: Store) -> None:
    maria = stored(store)
    with store.transaction() as tx:
        kept = [tx.add_web_event(event("", maria.id, f"c:{number}")) for number in range(4)]
        tx.change_web_event(kept[1], event("", maria.id, "c:1"))
        tx.flush()
    with store.reading() as tx:
        found, _ = tx.web_page(maria.id, None, 9)
        assert [one.handle for one in found] == ["c:0", "c:1", "c:2", "c:3"]
        names = [one.id for one in sorted(found, key=lambda one: one.seq)][1:]
        assert all(names)
        assert len({*names}) == 3
        if not (isinstance(store, SqlStore) and store.database.backend.calls):
            # Where others give numbers, too, each is asked for, and has a name before it has one.
            assert names == sorted(names), "in the order of numbers: those of a batch are written side by side"
        assert tx.shown_web_events([""]) == set()
