"""Staff ask for the papers that are missing: read in Japanese before, sent in the client's language once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.desk.asking_papers import ASK_PAPERS
from dialogs.desk.decision import Decision, WriteToClient, WriteToStaff
from dialogs.desk.matter import DONE, NEW, TAKEN, Menu
from dialogs.messages import Text
from tests.dialogs.desk.matters import SATO, SUZUKI, desk, record_of
from tests.dialogs.desk.test_saved import act, at, card, plain


def opened(state: str = TAKEN) -> Decision:
    return act(act(at(state), "more").matter, "ask_papers")


def told(decision: Decision, kind: type[WriteToClient | WriteToStaff]) -> list[Text]:
    return [order.text for order in decision.orders if isinstance(order, kind)]


def test_they_are_read_in_japanese_and_asked_for_in_the_client_s_language() -> None:
    shown = opened()
    assert "次の書類を、お客様の言語で依頼します" in card(shown)
    assert "学位" in card(shown)
    sent = act(shown.matter, "papers_asked", "send")
    [asked] = told(sent, WriteToClient)
    theirs = plain(asked, "en")
    assert "papers from you" in theirs
    assert "– Degree certificate (学位の証明書)" in theirs
    [noted] = told(sent, WriteToStaff)
    assert plain(noted).startswith("📄 お客様に依頼しました：")
    assert record_of(sent).menu is None
    assert sent.recorded is not None
    assert sent.recorded.act == "papers_asked"


def test_pressed_twice_it_asks_once() -> None:
    sent = act(opened().matter, "papers_asked", "send")
    again = act(sent.matter, "papers_asked", "send")
    assert told(again, WriteToClient) == []
    assert again.refused == Text("staff-menu-gone")


def test_a_list_that_changed_meanwhile_is_read_once_more() -> None:
    shown = opened()
    record = record_of(shown)
    assert record.menu is not None
    older = replace(record, menu=replace(record.menu, value="パスポート"))
    again = act(replace(shown.matter, record=older), "papers_asked", "send")
    assert (told(again, WriteToClient), again.refused) == ([], Text("staff-menu-gone"))
    assert record_of(again).menu == record.menu
    assert told(act(again.matter, "papers_asked", "send"), WriteToClient)


def test_whoever_has_all_papers_is_asked_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dialogs.desk.asking_papers.to_ask_for", lambda _situation: ())
    refused = opened()
    assert refused.refused == Text("staff-papers-none-missing")
    gone = replace(record_of(refused), menu=Menu(ASK_PAPERS, (("send", Text("staff-papers-send")),), value="x"))
    assert act(replace(refused.matter, record=gone), "papers_asked", "send").refused == Text("staff-menu-gone")


def test_whoever_asks_takes_a_lead_that_nobody_has_and_hears_where_it_waits() -> None:
    shown = opened(NEW)
    sent = act(replace(shown.matter, reachable=False), "papers_asked", "send")
    after = record_of(sent)
    assert (after.state, after.taken_by) == (TAKEN, SATO)
    assert [text.key for text in told(sent, WriteToStaff)] == ["staff-papers-asked", "staff-held-back"]
    of_another = replace(opened().matter, record=replace(record_of(opened()), taken_by=SUZUKI))
    assert record_of(act(of_another, "papers_asked", "send")).taken_by == SUZUKI


def test_below_the_mark_the_papers_of_every_line_are_asked_for() -> None:
    before = at(TAKEN)
    consented = record_of(before).consented
    answers = {**consented.answers, "salary_yen": (3_900_000, consented.day), "japanese": ("none", consented.day)}
    below = replace(before, record=replace(record_of(before), consented=replace(consented, answers=answers)))
    shown = act(act(below, "more").matter, "ask_papers")
    assert shown.refused is None
    assert "卒業証明書" in card(shown)
    [asked] = told(act(shown.matter, "papers_asked", "send"), WriteToClient)
    assert "Degree certificate" in plain(asked, "en")


def test_of_a_lead_that_is_done_with_none_are_asked_for() -> None:
    more = act(at(DONE), "more")
    assert "書類を依頼" not in str([b for row in _buttons(more) for b in row])


def _buttons(decision: Decision) -> list[list[str]]:
    screen = desk().card(record_of(decision))
    return [[plain(button.label) for button in row] for row in screen.rows]
