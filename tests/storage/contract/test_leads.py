"""Leads, wishes, runs and facts."""

from __future__ import annotations

from dataclasses import replace

from bot.turns.ports import Store
from dialogs.desk.matter import TAKEN, Member, Recorded
from tests.storage.contract.stores import AT, HOUR, a_lead, stored, with_lead


def test_a_lead_has_a_number_and_is_found_by_it(store: Store) -> None:
    (maria, first), (_, second) = with_lead(store, "1"), with_lead(store, "2", "Li")
    assert (first.record.number, second.record.number) == (1, 2)
    with store.transaction() as tx:
        assert tx.lead_of(maria.id) == tx.lead_numbered(1) == first
        assert (tx.lead_owner(1), tx.lead_owner(2), tx.lead_owner(9)) == (maria.id, second.person, None)
        sato = Member("5", "佐藤")
        done = replace(
            first.record,
            state=TAKEN,
            taken_by=sato,
            checking=True,
            confirmed=("age",),
        )
        changed = replace(first, record=done, updated_at=AT + 60)
        tx.save_lead(changed)
        assert changed.version == 2
        tx.flush()
    with store.transaction() as tx:
        assert tx.lead_of(maria.id) == changed


def test_the_newest_change_is_first_and_only_some_are_opened(store: Store) -> None:
    leads = [with_lead(store, str(chat))[1] for chat in range(5)]
    with store.transaction() as tx:
        tx.save_lead(leads[1])
        tx.flush()
    with store.transaction() as tx:
        newest, count = tx.newest_leads(3)
        everything, same = tx.newest_leads(30)
    assert [lead.record.number for lead in newest] == [2, 5, 4]
    assert [lead.record.number for lead in everything] == [2, 5, 4, 3, 1]
    assert count == same == 5


def test_leads_that_wait_are_found_longest_first_and_by_the_end_of_their_hour(store: Store) -> None:
    people = [with_lead(store, str(chat)) for chat in range(4)]
    hours = (3.0, 1.5, None, 2.0)
    late = stored(store, "9")
    with store.transaction() as tx:
        assert tx.longest_waiting() is None
        for (_, lead), hour in zip(people, hours, strict=True):
            lead.record = replace(lead.record, waits_since=None if hour is None else hour * HOUR)
            tx.save_lead(lead)
        tx.flush()
    with store.transaction() as tx:
        assert tx.longest_waiting() == 2 * HOUR, "the hour of 1:30 is over at 2:00"
        assert tx.waiting_leads(2 * HOUR - 1, 9) == []
        assert {stored.record.number for _, stored in tx.waiting_leads(2 * HOUR, 9)} == {2, 4}
        found = tx.waiting_leads(3 * HOUR, 9)
        assert [stored for _, stored in found][-1] == people[0][1]
        assert [person.id for person, _ in found][-1] == people[0][0].id
        assert len(found) == 3
        assert len(tx.waiting_leads(3 * HOUR, 2)) == 2
        taken = found[0][1]
        taken.record = replace(taken.record, waits_since=None)
        tx.save_lead(taken)
        assert len(tx.waiting_leads(3 * HOUR, 9)) == 2
        fresh = a_lead(late)
        tx.add_lead(replace(fresh, record=replace(fresh.record, waits_since=0.0)))
        assert tx.longest_waiting() == 0.0
        tx.flush()


def test_wishes_are_counted_but_ones_own(store: Store) -> None:
    (maria, hers), (_, his), (_, theirs) = (with_lead(store, chat) for chat in "123")
    with store.transaction() as tx:
        tx.keep_wishes(hers.id, ["20261125am", "20261125pm"])
        tx.keep_wishes(his.id, ["20261125am"])
        tx.keep_wishes(theirs.id, ["20261126am", "20261126am"])
        days = ["20261125am", "20261125pm", "20261126am", "20261126pm"]
        everything = {"20261125am": 2, "20261125pm": 1, "20261126am": 1}
        assert tx.wished(days, "") == everything, "seen at once in the same transaction"
        tx.flush()
    with store.transaction() as tx:
        assert tx.wished(days, "") == everything
        assert tx.wished(days, hers.id) == {"20261125am": 1, "20261126am": 1}
        assert tx.wished(["20261125pm"], his.id) == {"20261125pm": 1}
        assert tx.wished([], "") == {}
        tx.keep_wishes(his.id, [])
        tx.erase(maria.id)
        assert tx.wished(days, "") == {"20261126am": 1}, "nobody erased takes a place"
        pruned = tx.prune(updates_before=0, dead_before=0, wishes_before="20261126am")
        assert (pruned, tx.wished(days, "")) == (0, {"20261126am": 1})
        assert tx.prune(updates_before=0, dead_before=0, wishes_before="20261127am") == 1
        assert tx.wished(days, "") == {}
        tx.flush()


def test_what_staff_did_is_kept_in_its_order_and_goes_with_the_person(store: Store) -> None:
    (maria, hers), (li, his) = with_lead(store, "1"), with_lead(store, "2", "Li")
    sato = Member("5", "佐藤")
    done = [
        Recorded(AT, "take", "", sato),
        Recorded(AT, "ok", "age", Member(None, "鈴木")),
        Recorded(AT, "a", "", sato),
    ]
    with store.transaction() as tx:
        for recorded in done:
            tx.add_audit(maria.id, hers.record.number, recorded)
        tx.add_audit(li.id, his.record.number, done[0])
        assert tx.audit_of(maria.id) == done, "seen at once in the same transaction"
        tx.flush()
    with store.transaction() as tx:
        assert tx.audit_of(maria.id) == done
        tx.erase(maria.id)
        assert (tx.audit_of(maria.id), tx.audit_of(li.id)) == ([], done[:1])


def test_that_somebody_was_erased_stays_recorded_for_a_time(store: Store) -> None:
    (maria, hers), (_, his) = with_lead(store, "1"), with_lead(store, "2", "Li")
    erased = Recorded(AT, "erase_sure", "", Member("5", "佐藤"))
    with store.transaction() as tx:
        tx.erase(maria.id)
        tx.add_audit("", hers.record.number, erased)
        tx.flush()
    with store.transaction() as tx:
        assert tx.audit_of_erased(hers.record.number) == [erased]
        assert tx.audit_of_erased(his.record.number) == []
        nothing = {"updates_before": 0.0, "dead_before": 0.0, "wishes_before": ""}
        assert tx.prune(**nothing, audits_before=AT) == 0  # type: ignore[arg-type]  # moments and a half-day
        assert tx.prune(**nothing, audits_before=AT + 3 * HOUR) == 1  # type: ignore[arg-type]
        assert tx.audit_of_erased(hers.record.number) == []


def test_leads_are_read_part_by_part_newest_change_first(store: Store) -> None:
    (maria, hers), (_, his), (_, third) = (with_lead(store, chat) for chat in "123")
    with store.transaction() as tx:
        tx.save_lead(replace(hers, updated_at=AT + 60))
        tx.flush()
    with store.transaction() as tx:
        numbers = tx.lead_numbers()
        assert numbers == [hers.record.number, third.record.number, his.record.number]
        found = tx.leads_numbered([his.record.number, 99, hers.record.number])
        assert [lead.record.number for lead in found] == [his.record.number, hers.record.number]
        assert tx.leads_numbered([]) == []
        tx.erase(maria.id)
        assert hers.record.number not in tx.lead_numbers()


def test_a_number_is_never_used_again(store: Store) -> None:
    person, lead = with_lead(store)
    with store.transaction() as tx:
        tx.erase(person.id)
        tx.flush()
    assert with_lead(store)[1].record.number == lead.record.number + 1


def test_runs_are_kept_in_order_and_seen_at_once(store: Store) -> None:
    person = stored(store)
    with store.transaction() as tx:
        tx.keep_run(person.id, AT + 9, {"total": 70})
        tx.keep_run(person.id, AT + 1, {"total": 60})
        tx.keep_run("other", AT, {"total": 10})
        assert tx.runs_of(person.id) == [{"total": 60}, {"total": 70}]
        tx.keep_run(person.id, AT + 20, {"total": 80, "answers": {"salary_yen": 9, "age": 30}})
        tx.keep_run("other", AT + 1, {"total": 20, "answers": {"salary_yen": 8}})
        tx.flush()
    with store.transaction() as tx:
        assert [run["total"] for run in tx.runs_of(person.id)] == [60, 70, 80]
        tx.drop_from_runs(person.id, ["salary_yen", "name"])
        tx.flush()
    with store.transaction() as tx:
        assert tx.runs_of(person.id) == [{"total": 60}, {"total": 70}, {"total": 80, "answers": {"age": 30}}]
        assert tx.runs_of("other")[-1]["answers"] == {"salary_yen": 8}


def test_a_fact_is_what_was_said_last(store: Store) -> None:
    for value in ({"chat": -5}, {"chat": -6}):
        with store.transaction() as tx:
            tx.set_memo("office_chat", value)
            assert tx.memo("office_chat") == value
            tx.flush()
    with store.transaction() as tx:
        assert tx.memo("office_chat") == {"chat": -6}
