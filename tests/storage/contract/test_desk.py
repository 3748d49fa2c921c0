"""Who is signed in on the staff's page, and by which parts of words leads are found."""

from __future__ import annotations

from dataclasses import replace

from bot.storage.transaction import SqlTransaction
from bot.turns.desk import DeskSession
from bot.turns.finding import parts_of, parts_of_figures, parts_of_word
from bot.turns.ports import Store
from dialogs.consented import Consented
from dialogs.desk.matter import Member
from tests.storage.contract.stores import AT, HOUR, a_lead, stored, with_lead

SESSION = DeskSession("token-1", Member("901", "佐藤"), int(AT), int(AT), int(AT), "a secret")


def test_sessions_are_kept_changed_and_dropped(store: Store) -> None:
    link = DeskSession("token-2", Member("901", "佐藤"), int(AT), int(AT), until=int(AT) + 300, code="123456", tries=3)
    with store.transaction() as tx:
        tx.keep_desk_session(SESSION)
        tx.keep_desk_session(link)
        changed = replace(SESSION, seen_at=int(AT) + 60, before="token-0")
        tx.keep_desk_session(changed)
    with store.transaction() as tx:
        assert tx.desk_session("token-1") == changed
        assert sorted(tx.desk_sessions(), key=lambda one: one.id) == [changed, link]
        tx.drop_desk_session("token-1")
        assert tx.desk_session("token-1") is None
        assert tx.prune_desk(AT + 60) == 0
        assert tx.prune_desk(AT + 2 * HOUR) == 1
        assert tx.desk_sessions() == []


def test_a_session_ends_by_its_age_by_rest_and_by_its_own_end() -> None:
    assert not SESSION.is_over(AT + HOUR - 1)
    assert SESSION.is_over(AT + HOUR)
    busy = replace(SESSION, seen_at=int(AT) + 12 * HOUR - 1)
    assert not busy.is_over(AT + 12 * HOUR - 1)
    assert busy.is_over(AT + 12 * HOUR)
    assert replace(SESSION, until=int(AT)).is_over(AT)


def test_leads_are_found_by_parts_of_words_and_erased_with_their_person(store: Store) -> None:
    (maria, lead), (_, other) = with_lead(store, "1", "Maria Santos"), with_lead(store, "2", "田中 太郎")
    with store.transaction() as tx:
        for one in (lead, other):
            tx.keep_parts(one.record.number, parts_of(one.record.consented))
        assert tx.leads_with_parts(parts_of_word("santo")) >= {1}
        assert tx.leads_with_parts(parts_of_word("田中")) >= {2}
        assert tx.leads_with_parts(parts_of_word("中")) >= {2}
        assert 2 not in tx.leads_with_parts(parts_of_word("maria") | parts_of_word("santos"))
        tx.keep_parts(1, parts_of_word("tom"))
        assert 1 not in tx.leads_with_parts(parts_of_word("maria") | parts_of_word("santos"))
        tx.erase(maria.id)
        assert tx.leads_with_parts(parts_of_word("tom")) <= {2}
        tx.flush()


def test_of_a_part_only_a_few_bits_are_kept(store: Store) -> None:
    with store.transaction() as tx:
        tx.keep_parts(1, [f"{number}" for number in range(5_000)])
        if isinstance(tx, SqlTransaction):
            [kept] = tx.connection.exec_driver_sql("SELECT count(*) FROM lead_parts").one()
            assert kept == 256


def test_a_contact_is_found_by_its_figures_however_it_is_written(store: Store) -> None:
    lead = a_lead(stored(store), "Maria")
    consented: Consented = lead.record.consented
    said = dict(consented.answers) | {"contact": ("+81 (90) 5678-4321", "2026-11-24")}
    parts = parts_of(replace(consented, answers=said))
    for sought in ("090-5678", "56784321", "4321"):
        assert parts_of_figures(sought.replace("-", "")) <= parts, sought
    assert not parts_of_figures("5679") <= parts
