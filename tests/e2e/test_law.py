"""A change of law end to end: the card in the staff group, whoever leads presses, and one message to who agreed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import build_core
from bot.clock import Clock
from bot.run import Runner
from bot.storage.reader import SqlReader
from bot.turns.ledger import Call
from bot.turns.rescoring import rescored
from tests.e2e import peek
from tests.e2e.lives import Lives, Seen, lives
from tests.e2e.office.test_rights import colleague, says
from tests.e2e.reminders.test_choices import timers_of
from tests.e2e.reminders.test_talks import nothing_is_due, until
from tests.e2e.staff import QUALIFIES, interview
from tests.e2e.world import World, make_world, talk
from tests.scoring.drafts import LESS_FOR_N1, NAME, NEWEST, draft, draft_text
from tests.telegram import FakeMessage, FakeUser

# 20 + 10 + 20 + 10 + 15 points, of which N1 brings 5 from April 2027 on: 70 is lost.
ENGINEER = {**QUALIFIES, "salary_yen": "6,500,000", "degrees": ["on:master", "done"], "experience_years": "5 years"}
BELL, MINUTES = "🔔", timedelta(minutes=3)
NUMBER = 987_654_321


async def at_the_result(world: World, service: Runner, number: int, *presses: str) -> FakeUser:
    """Somebody who has come to the result, and presses these."""
    user = world.person(number)
    await talk(world, service, user, "/start", "[English]")
    await interview(world, service, user, ENGINEER, until="result")
    if presses:
        await talk(world, service, user, *presses)
    return user


AGREES = ("[🔔 Remind me]", "[⬜ My points change]", "[Close]")


async def proposed(world: World, service: Runner) -> FakeMessage:
    """The card, a minute after `intake rescore --propose` was run beside it: by a core that it knows nothing of."""
    before, core = len(cards(world)), build_core(world.settings)
    tables = (NEWEST, draft(LESS_FOR_N1))
    found = await rescored(SqlReader(core.database), core.dialogue, tables, Clock(now=world.clock))
    proposal, text = found.proposal(is_draft=True), (NAME, draft_text(LESS_FOR_N1))
    core.ledger.do(Call(lambda batch: batch.law.propose(proposal, text, world.clock())))
    core.database.close()
    await world.pass_quietly(timedelta(minutes=1, seconds=1))
    await world.fake.wait_for(lambda: len(cards(world)) > before)
    await world.settled(service)
    return cards(world)[-1]


def cards(world: World) -> list[FakeMessage]:
    """The messages about it in the staff group, with nobody's topic around them."""
    return [message for message in world.group.messages() if "法改正" in message.text and not message.deleted]


async def presses(world: World, service: Runner, who: FakeUser, label: str) -> str:
    """Somebody presses a button of the newest card; returns what they read."""
    shown = cards(world)[-1]
    data = next(str(data) for row in shown.buttons for name, data in row if name == label)
    update = await world.group.press(world.office, who, shown, data)
    await world.settled(service)
    answer = world.office.answer_to(update)
    return "" if answer is None else answer.text or ""


def told(world: World, user: FakeUser) -> list[FakeMessage]:
    """What somebody was told of the law."""
    return [message for message in user.messages(world.client) if BELL in message.text and "law" in message.text]


async def test_from_the_proposal_to_the_last_word(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world:
        async with world.service() as service:
            maria = await at_the_result(world, service, 7, *AGREES)
            ken = await at_the_result(world, service, 8)
            shown = await proposed(world, service)
            assert shown.thread_id is None
            assert "70点：届くようになる方0名、届かなくなる方2名" in shown.text
            assert "同意している方：1名" in shown.text
            assert "同意のない方：1名" in shown.text
            assert [label for row in shown.buttons for label, _ in row] == ["送る", "送らない"]
            member = colleague(world)
            assert "五十嵐" in await presses(world, service, member, "送る")
            await until(world, service, world.clock() + MINUTES)
            assert told(world, maria) == []
            await presses(world, service, world.staff, "送る")
        # It dies and comes up again before anybody was told.
        async with world.service() as service:
            await until(world, service, world.clock() + MINUTES)
            [said] = told(world, maria)
            assert "75 points by the table of before, and 65 points by the new one" in said.text
            assert "15 → 5" in said.text
            assert "no longer reach 70 points" in said.text
            assert told(world, ken) == [], "who was never asked gets nothing"
            await until(world, service, world.clock() + MINUTES)
            [card] = cards(world)
            assert "送信完了" in card.text
            assert "送信1名、同意なし1名、取りやめ0名" in card.text
            assert card.buttons == []
            [listed] = await says(world, service, world.staff, "/audit 0")
            assert "法改正のお知らせを承認：hsp-2027-04-01" in listed.text
            answer = await talk(world, service, maria, "[No more of these]")
            assert "no more reminders of this" in answer.text


async def test_who_is_erased_while_it_waits_for_the_morning_hears_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world:
        async with world.service() as service:
            maria = await at_the_result(world, service, NUMBER, *AGREES)
            await proposed(world, service)
            world.clock.advance(timedelta(hours=12))  # 22:00 in Japan
            await presses(world, service, world.staff, "送る")
            await until(world, service, world.clock() + MINUTES)
            assert told(world, maria) == []
            assert "送信中" in cards(world)[-1].text
            found = peek.person(service.core.database, maria)
            assert found is not None
            assert {timer.kind for timer in await timers_of(service, maria)} == {"law", "profile"}
            await talk(world, service, maria, "/forget", "[Erase everything]")
            await until(world, service, world.clock() + timedelta(hours=11))
            assert told(world, maria) == []
            assert "送信0名、同意なし0名、取りやめ1名" in cards(world)[-1].text
        here = peek.bytes_on_disk(tmp_path)
        assert found.id.encode() not in here
        assert str(NUMBER).encode() not in here


async def test_a_card_that_somebody_deleted_comes_back_with_what_became_of_it(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        await at_the_result(world, service, 7, *AGREES)
        shown = await proposed(world, service)
        await presses(world, service, world.staff, "送る")
        shown.deleted = True
        await until(world, service, world.clock() + MINUTES)
        [card] = cards(world)
        assert "送信完了" in card.text
        assert card.silent


@pytest.mark.parametrize("place", ["before commit", "after commit"])
async def test_a_kill_as_it_is_approved_and_another_once_it_was_told_tells_nobody_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    dies: list[str] = []

    def seam(here: str, seen: Seen) -> bool:
        return here == place and seen.updates > 0 and bool(dies) and dies.pop() == "pressed"

    async with make_world(tmp_path) as world, lives(world, monkeypatch, seam) as made:
        maria = await at_the_result(world, made.service, 7, *AGREES)
        shown = await proposed(world, made.service)
        dies.append("pressed")
        data = next(str(data) for row in shown.buttons for name, data in row if name == "送る")
        await world.group.press(world.office, world.staff, shown, data)
        await made.settled()
        assert made.deaths == 1
        for _ in range(3):
            await goes_by(made)
            await made.restart()
        assert len(told(world, maria)) == 1
        assert "送信1名" in cards(world)[-1].text


async def goes_by(made: Lives) -> None:
    """Minutes go by."""
    made.world.clock.advance(MINUTES)
    # The next life looks at its start; it is over once nothing is due.
    await made.restart()
    await nothing_is_due(made.world, made.service)
    await made.settled()
