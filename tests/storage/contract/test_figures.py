"""What is counted of nobody, and what staff changed in the office's profile."""

from __future__ import annotations

from dataclasses import replace

from bot.turns.counting import FEWEST_NAMED, OTHERS, ProfileChange
from bot.turns.ports import Store
from dialogs.desk.matter import Member
from dialogs.happenings import BEGUN, CONSENTED, OPENED, Happening
from tests.storage.contract.stores import AT

BEGAN = Happening("2026-11", BEGUN, "en", "", "", False)


def test_what_happens_again_is_added_up_and_months_are_apart(store: Store) -> None:
    december = BEGAN._replace(month="2026-12")
    with store.transaction() as tx:
        tx.count(BEGAN)
        tx.count(BEGAN, 2)
        tx.count(BEGAN._replace(name=CONSENTED, could=True))
        assert tx.counted(["2026-11"])[BEGAN] == 3
        tx.flush()
    with store.transaction() as tx:
        tx.count(BEGAN)
        tx.count(december)
        tx.flush()
    with store.transaction() as tx:
        assert tx.counted(["2026-11"]) == {BEGAN: 4, BEGAN._replace(name=CONSENTED, could=True): 1}
        assert tx.counted(["2026-10"]) == {}
        assert tx.prune_counters("2026-12") == 2
        assert tx.counted(["2026-11", "2026-12"]) == {december: 1}


def test_a_word_is_named_once_several_came_by_it_and_changes_are_kept_in_order(store: Store) -> None:
    came = BEGAN._replace(source="anna-only")
    others = BEGAN._replace(source=OTHERS)
    for times in range(1, FEWEST_NAMED):
        with store.transaction() as tx:
            tx.count(came)
            tx.flush()
        with store.transaction() as tx:
            assert tx.counted(["2026-11"]) == {others: times}
    with store.transaction() as tx:
        tx.count(came._replace(month="2026-12"))
        tx.flush()
    with store.transaction() as tx:
        assert tx.counted(["2026-11"]) == {came: FEWEST_NAMED - 1}, "they came in whichever month"
    # A word by which somebody only looked is none of its own.
    opened = BEGAN._replace(name=OPENED, source="anything")
    with store.transaction() as tx:
        assert tx.prune_counters("2027-01") == 2
        tx.count(opened)
        tx.count(BEGAN._replace(source="flyer"), FEWEST_NAMED)
        tx.flush()
    with store.transaction() as tx:
        tx.count(opened._replace(source="flyer"))
        tx.count(opened._replace(source="nothing"))
        tx.flush()
    with store.transaction() as tx:
        found = tx.counted(["2026-11"])
        assert found[opened._replace(source=OTHERS)] == 2
        assert found[opened._replace(source="flyer")] == 1
        assert tx.prune_counters("2027-01") == 3, "no record was made for a word that anybody may type"
    # Changes of the profile come back the newest first.
    change = ProfileChange(AT, Member("901", "佐藤"), "hours", "-mon = []\n+mon = [...]", "digest")
    with store.transaction() as tx:
        tx.add_profile_change(change)
        tx.add_profile_change(replace(change, about="undo.hours"))
    with store.transaction() as tx:
        newest, first = tx.profile_changes(9)
        assert (newest.about, first) == ("undo.hours", replace(change, number=first.number))
        assert newest.number > first.number
        assert tx.profile_changes(1) == [newest]
