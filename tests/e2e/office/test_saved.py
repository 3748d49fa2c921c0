"""Saved texts in the staff group: kept by those who lead, read by all, sent to a client from the card."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.staff import staff_press, staff_say
from tests.e2e.test_talk import client, topic_of
from tests.e2e.world import make_world

TEXT = """/saved ごあいさつ
ja: {name}様、ご連絡ありがとうございます。
en: Dear {name}, thank you for writing & <b>waiting</b>."""


async def test_a_text_is_kept_listed_shown_sent_and_deleted(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        [none] = await staff_say(world, service, "/saved")
        assert "定型文はまだありません" in none.text
        [kept] = await staff_say(world, service, TEXT)
        assert "登録しました" in kept.text
        [listed] = await staff_say(world, service, "/saved")
        assert "ごあいさつ（ja・en）" in listed.text.replace("\u2068", "").replace("\u2069", "")
        [shown] = await staff_say(world, service, "/saved ごあいさつ")
        assert "thank you for writing & <b>waiting</b>" in shown.text
        for label in ("定型文", "ごあいさつ"):
            await staff_press(world, service, label)
        assert not [m for m in maria.messages(world.client) if "thank you for writing" in m.text]
        await staff_press(world, service, "✉ 送信")
        last = maria.last(world.client)
        assert "Dear Maria, thank you for writing & <b>waiting</b>." in last.text
        noted = [m.text for m in world.group.messages(topic_of(world)) if "Maria様" in m.text.replace("\u2068", "")]
        assert noted
        assert not [call for call in world.fake.calls_of("setMessageReaction") if not call.ok]
        [gone] = await staff_say(world, service, "/saved 削除 ごあいさつ")
        assert "削除しました" in gone.text
        [unknown] = await staff_say(world, service, "/saved ごあいさつ")
        assert "という定型文はありません" in unknown.text


async def test_a_hole_stops_the_sending_and_the_press_says_which(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        await staff_say(world, service, "/saved リンク\nja: {room} です。\nen: It is {room}.")
        await staff_press(world, service, "定型文")
        before = len(maria.messages(world.client))
        update = await staff_press(world, service, "リンク")
        given = world.office.answer_to(update)
        assert given is not None
        assert "{room}" in (given.text or "")
        assert len(maria.messages(world.client)) == before
