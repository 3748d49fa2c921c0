"""Leads as cards, through the ledger: nothing of a card is lost to a long note, nor a lead to another version."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import Core
from bot.channels.telegram.render import MOST_CHARACTERS, card_html
from bot.delivery.post import Content
from bot.turns.acts import OfficeTurn, Turned
from dialogs.consented import Consented
from dialogs.desk.matter import LeadRecord
from dialogs.desk.papers import lead_shown
from dialogs.desk.rights import EVERYTHING
from dialogs.messages import Text
from tests.support import ANSWERS, NAME, PHONE, TUESDAY_MORNING, SettableClock, Talk, as_kept_by_0_1, core_in

NEXT_WEEK = TUESDAY_MORNING + timedelta(days=7)


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    made = core_in(tmp_path)
    yield made
    made.database.close()


def office(core: Core, act: str, row: str = "") -> Turned:
    """One press of staff on the first lead."""
    office.pressed += 1  # type: ignore[attr-defined]
    turn = OfficeTurn(f"o{office.pressed}", 1, act, "五十嵐", NEXT_WEEK, row, rights=EVERYTHING)  # type: ignore[attr-defined]
    turned: Turned = core.ledger.do(turn)
    return turned


office.pressed = 0  # type: ignore[attr-defined]


def stored(core: Core) -> LeadRecord:
    with core.ledger.store.transaction() as tx:
        [found], _ = tx.newest_leads(5)
    return found.record


def rewrite(core: Core, change: Callable[[LeadRecord], LeadRecord]) -> None:
    """What is stored of the lead, as something else wrote it."""
    with core.ledger.store.transaction() as tx:
        [found], _ = tx.newest_leads(5)
        found.record = change(found.record)
        tx.save_lead(found)
        tx.flush()


def as_of_version_0_1(core: Core, **more: Any) -> None:
    """Have the lead stored as version 0.1 did; `more` are other values it kept."""

    def change(record: LeadRecord) -> LeadRecord:
        kept = json.loads(json.dumps({**as_kept_by_0_1(lead_shown(core.dialogue, record)), **more}))
        return replace(record, consented=Consented.from_json(kept))

    rewrite(core, change)


def payloads(core: Core, kind: str) -> list[dict[str, Any]]:
    """What is queued for the staff group."""
    with core.ledger.store.transaction() as tx:
        posts = tx.waiting()
    return [post.payload for post in posts if (post.channel, post.kind) == ("office", kind)]


def card_text(core: Core) -> str:
    """The newest card in words."""
    content = Content.from_json(payloads(core, "card")[-1]["say"])
    return card_html(core.words, content.language, content.lines)


def card_labels(core: Core) -> list[str]:
    """The buttons of the newest card."""
    content = Content.from_json(payloads(core, "card")[-1]["say"])
    return [core.words.plain(content.language, choice.label) for row in content.rows for choice in row]


@pytest.mark.parametrize("letter", ["<", "&", "😀", "W"])
def test_a_long_note_is_cut_and_the_contact_stays(core: Core, letter: str) -> None:
    talk = Talk(core)
    talk.go_to("result")
    talk.command("human")
    talk.say(letter * 1_000)
    talk.go_to("handed_off", {**ANSWERS, "note": letter * 1_000})
    longer = letter * 1_000 + "end" + letter * 500

    def lengthened(record: LeadRecord) -> LeadRecord:
        answers = {**record.consented.answers, "note": (longer, "2026-11-24")}
        return replace(record, consented=replace(record.consented, answers=answers))

    rewrite(core, lengthened)
    office(core, "take")
    text = card_text(core)
    assert len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    assert PHONE in text
    assert "五十嵐" in text
    assert text.count(NAME) == 1
    assert "…" in text or "end" in text


def test_a_lead_of_version_0_1_gives_the_worksheet_of_what_was_sent(core: Core) -> None:
    talk = Talk(core)
    talk.go_to("handed_off")
    total = stored(core).consented.summary.total
    assert total is not None
    assert total > 0
    as_of_version_0_1(core)
    office(core, "sheet")
    [sheet] = [note["sheet"] for note in payloads(core, "note") if "sheet" in note]
    assert sheet["totals"][0] == total
    office(core, "check")
    office(core, "ok", "salary")
    assert f"回答では{total}点" in card_text(core)
    assert stored(core).confirmed == ("salary",)


def test_what_changed_after_a_lead_of_version_0_1_is_not_shown(core: Core) -> None:
    talk = Talk(core)
    talk.go_to("handed_off")
    as_of_version_0_1(core)
    talk.clock = SettableClock(TUESDAY_MORNING + timedelta(days=1))
    talk.command("recheck")
    talk.press("changed:salary_yen")
    talk.say("10,000,000")
    office(core, "sheet")
    [sheet] = [note["sheet"] for note in payloads(core, "note") if "sheet" in note]
    assert [row["claimed"] for row in sheet["rows"] if row["column"] == "年収"] == [None]
    assert sheet["totals"][0] < (stored(core).consented.summary.total or 0)


def test_a_line_of_version_0_1_whose_words_are_lost_is_left_out(core: Core) -> None:
    talk = Talk(core)
    talk.go_to("handed_off")
    lost = [Text("no-such-text").to_json(), Text("paper-card", {"other": 1}).to_json()]
    as_of_version_0_1(core, facts=lost)
    assert office(core, "take").refused is None
    assert PHONE in card_text(core)
    assert not talk.say("Please call in the morning").refused


# --- papers that staff have seen -----------------------------------------------------------------------------------


def test_a_tick_that_is_not_on_the_card_changes_nothing(core: Core) -> None:
    talk = Talk(core)
    talk.go_to("handed_off")
    for act, row in (("ok", "salary"), ("check", ""), ("ok", "no_such_row"), ("checked", "")):
        office(core, act, row)
    assert talk.command("result").conversation is not None
    assert talk.conversation is not None
    assert talk.conversation.confirmed == []
    assert "確認済み" not in card_text(core), "no line speaks of papers while there are none"


def test_papers_prove_what_was_sent_and_nothing_said_since(core: Core) -> None:
    talk = Talk(core)
    talk.go_to("handed_off")
    talk.command("recheck")
    talk.press("changed:salary_yen")
    talk.say("10,000,000")
    for act, row in (("check", ""), ("ok", "salary"), ("ok", "academic")):
        office(core, act, row)
    assert talk.command("result").conversation is not None
    assert talk.conversation is not None
    assert talk.conversation.confirmed == ["academic"], "the papers were for another salary"
    assert sum("✅" in label for label in card_labels(core)) == 2, "but staff saw them"
    office(core, "sheet")
    [sheet] = [note["sheet"] for note in payloads(core, "note") if "sheet" in note]
    assert len([row for row in sheet["rows"] if row["confirmed"]]) == 2


def test_what_staff_confirmed_stands_in_what_is_exported(core: Core) -> None:
    talk = Talk(core)
    talk.go_to("handed_off")
    office(core, "check")
    office(core, "ok", "salary")
    document = talk.command("mydata").screens[-1].document
    assert document is not None
    content = json.loads(document[1])
    assert content["conversation"]["confirmed"] == ["salary"]
    assert (content["lead"]["checking"], content["lead"]["confirmed"]) == (True, ["salary"])
    at, by = NEXT_WEEK.timestamp(), core.office.names["en"]
    assert content["lead"]["acts"] == [
        {"at": at, "act": "check", "row": "", "by": by},
        {"at": at, "act": "ok", "row": "salary", "by": by},
    ], "the office: what the messenger calls its staff is theirs"
    assert content["lead"]["answers"]["name"][0] == NAME
