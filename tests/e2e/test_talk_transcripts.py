"""Talks of clients and staff as each of them sees it, kept as texts that staff can read (`tests/transcripts/talks/`).

    python -m pytest tests/e2e/test_talk_transcripts.py --refresh-transcripts

writes them anew; read the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.run import Runner
from tests.e2e.staff import FINISH, staff_press
from tests.e2e.test_talk import client, kind_of, topic_of
from tests.e2e.world import World, make_world
from tests.telegram import FakeMessage, FakeUser
from tests.telegram.enclosures import photo
from tests.translator.fake import FakeLibreTranslate, drops, fake_translator

SHIPPED = Path(__file__).parents[2] / "bot" / "offices" / "tsubakuro.toml"
KEPT = Path(__file__).parents[1] / "transcripts" / "talks"
BREAK = ('["09:00-18:30"]', '["09:00-12:00", "13:00-18:30"]')

QUESTIONS = """
[[questions]]
id = "tax_paid"
kind = "yes_no"
text = { ja = "住民税をすべて納めていますか？", en = "Have you paid all of your resident tax?" }

[[questions]]
id = "lives_as"
kind = "choices"
text = { ja = "お住まいは？", en = "How do you live?" }
choices = [
    { id = "rented", label = { ja = "賃貸", en = "Rented" } },
    { id = "owned", label = { ja = "持ち家", en = "Owned" } },
]
"""


@dataclass
class Scene:
    """What is told of a talk: who did what, and what each side saw of it."""

    world: World
    service: Runner
    maria: FakeUser
    fake: FakeLibreTranslate
    lines: list[str] = field(default_factory=list)
    seen: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.news()

    async def does(self, what: str, act: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """Tell what somebody does, and what came of it."""
        self.lines += ["", f"== {what}"]
        await act()
        await self.world.settled(self.service)
        self.lines += self.news()

    def news(self) -> list[str]:
        """Everything that is new, other than before, or gone, on either side."""
        found = []
        topics = self.world.group.topics
        chats = [("Maria ", self.maria.chat(self.world.client).all_messages)]
        chats.append(("職員  ", self.world.group.chat.all_messages))
        for whose, messages in chats:
            for message in messages:
                name = topics.get(message.thread_id or 0, "General")
                where = whose if whose.startswith("Maria") else f"{whose}[{name}] "
                now, before = _shown(message), self.seen.get(id(message))
                if now != before and not message.service:
                    sign = "  " if before is None else "✗ " if message.deleted else "→ "
                    found += [f"{sign}{where}| {line}" for line in now.split("\n")]
                self.seen[id(message)] = now
        return found

    def written(self) -> FakeMessage:
        """What a member of staff wrote last."""
        return next(m for m in reversed(self.world.group.messages()) if not m.from_bot)

    async def staff(self, text: str, answers: FakeMessage | None = None) -> None:
        """A member of staff writes in the topic."""
        await self.world.group.say(self.world.office, self.world.staff, text, topic_of(self.world), answers)


def _shown(message: FakeMessage) -> str:
    if message.deleted:
        return "(消えました)"
    who = "🤖 " if message.from_bot else ""
    file = "" if kind_of(message) == "text" else f"[{kind_of(message)}] "
    signs = "".join(f" {one['emoji']}" for given in message.reactions.values() for one in given)
    rows = [f"[{label}]" for label in message.labels]
    return "\n".join([f"{who}{file}{message.text}{signs}", *([" ".join(rows)] if rows else [])])


async def over_lunch(scene: Scene) -> None:
    """A talk over a lunch break, with an album, a change, and a message taken back."""
    world, maria = scene.world, scene.maria
    files = world.fake.world.files
    await scene.does("11時、五十嵐が書く", lambda: scene.staff("はじめまして。在留カードの写真をお願いします。"))
    await world.pass_quietly(timedelta(hours=1, minutes=30))
    await scene.does("昼休み、Maria が書く", lambda: maria.send(world.client, "Hello! One moment."))
    name = world.fake.world.new_album()

    async def album() -> None:
        for caption in ("front", "back"):
            await maria.send_content(world.client, photo(files, caption, album=name))

    await scene.does("Maria が写真を二枚送る", album)
    mine = next(m for m in reversed(maria.messages(world.client)) if m.text == "Hello! One moment.")
    await scene.does("Maria が書き直す", lambda: maria.edit(world.client, mine, "Hello! Here they are."))
    await world.pass_quietly(timedelta(hours=1))
    await scene.does("13時過ぎ、五十嵐が書く", lambda: scene.staff("ありがとうございます。水曜でよいですか。"))
    asked = scene.written()
    better = "ありがとうございます。木曜でよいですか。"
    await scene.does("五十嵐が書き直す", lambda: world.group.edit(world.office, world.staff, asked, better))
    await scene.does("五十嵐が、まちがえて書く", lambda: scene.staff("（別の方あて）"))
    wrong = scene.written()
    await scene.does("五十嵐が取り消す", lambda: scene.staff("/unsend", wrong))
    await scene.does("五十嵐が内輪のメモを書く", lambda: scene.staff("// 木曜に入れておくこと"))
    await scene.does("Maria が返信する", lambda: maria.send(world.client, "Yes.", reply_to=maria.last(world.client)))
    await scene.does("五十嵐が「ボットに戻す」を押す", lambda: staff_press(world, scene.service, "ボットに戻す"))


async def topic_deleted(scene: Scene) -> None:
    """Somebody deletes the topic of a client in the middle of a talk."""
    world, maria = scene.world, scene.maria
    await scene.does("五十嵐が書く", lambda: scene.staff("はじめまして。"))
    await scene.does("だれかがトピックを削除する", lambda: world.group.delete_topic(topic_of(world)))
    await scene.does("Maria が書く", lambda: maria.send(world.client, "Is anybody there?"))
    await scene.does("五十嵐が新しいトピックで答える", lambda: scene.staff("はい、います。"))
    await scene.does("五十嵐が「完了」を押す", lambda: staff_press(world, scene.service, FINISH))
    await scene.does("Maria がもう一度書く", lambda: maria.send(world.client, "One more question."))


async def asked_in_english(scene: Scene) -> None:
    """Staff ask in Japanese, and the client answers in English."""
    world, service, maria = scene.world, scene.service, scene.maria

    def staff_presses(label: str) -> Callable[[], Coroutine[Any, Any, object]]:
        return lambda: staff_press(world, service, label)

    await scene.does("五十嵐が「質問する」を押す", staff_presses("質問する"))
    await scene.does("五十嵐が事務所の質問を選ぶ", staff_presses("住民税をすべて納めていますか？"))
    await scene.does("Maria がボタンで答える", lambda: maria.press_label(world.client, "Yes"))
    await scene.does("五十嵐が書く", lambda: scene.staff("ありがとうございます。"))
    await scene.does("五十嵐が「質問する」を押す", staff_presses("質問する"))
    await scene.does("五十嵐が面談の質問を選ぶ", staff_presses("年収"))
    await scene.does("Maria が書いて答える", lambda: maria.send(world.client, "9,500,000 yen"))
    await scene.does("五十嵐が「質問する」を押す", staff_presses("質問する"))
    await scene.does("五十嵐が、まちがえて選ぶ", staff_presses("お住まいは？"))
    await scene.does("五十嵐が取り消す", staff_presses("✖ 取り消す：お住まいは？"))


async def saved_with_a_hole(scene: Scene) -> None:
    """A text that is kept is stopped by a hole, and another one is sent."""
    world, service = scene.world, scene.service
    link = "/saved リンク\nja: オンライン相談はこちらです：{room}\nen: Here is the link to your talk: {room}"
    thanks = "/saved お礼\nja: {name}様、ありがとうございます。\nen: Thank you, {name}."
    await scene.does("五十嵐が定型文を登録する", lambda: scene.staff(link))
    await scene.does("五十嵐がもう一つ登録する", lambda: scene.staff(thanks))
    await scene.does("五十嵐が「定型文」を押す", lambda: staff_press(world, service, "定型文"))

    async def presses(label: str) -> None:
        update = await staff_press(world, service, label)
        given = world.office.answer_to(update)
        if given is not None and given.text:
            scene.lines += [f"  職員  (画面の表示) | {given.text}"]

    await scene.does("五十嵐が「リンク」を選ぶ", lambda: presses("リンク"))
    await scene.does("五十嵐が「お礼」を選ぶ", lambda: presses("お礼"))
    await scene.does("五十嵐が「送信」を押す", lambda: presses("✉ 送信"))


async def two_languages(scene: Scene) -> None:
    """A talk in two languages with a translation server, which fails for a while."""
    world, maria, fake = scene.world, scene.maria, scene.fake
    fake.known = {
        "はじめまして。五十嵐です。在留期限はいつですか。": "Nice to meet you, I am Igarashi. When does your stay end?",
        "Hello! My visa ends on 10 March.": "こんにちは！私のビザは3月10日に終わります。",
        "Hello! My visa ends on 20 March.": "こんにちは！私のビザは3月20日に終わります。",
        "Can my wife work, too?": "妻も働けますか？",
        "はい、許可があれば働けます。": "Yes, she can work with permission.",
    }
    await scene.does("五十嵐が書く", lambda: scene.staff("はじめまして。五十嵐です。在留期限はいつですか。"))
    await scene.does("Maria が書く", lambda: maria.send(world.client, "Hello! My visa ends on 10 March."))
    mine = next(m for m in reversed(maria.messages(world.client)) if not m.from_bot)
    await scene.does("Maria が書き直す", lambda: maria.edit(world.client, mine, "Hello! My visa ends on 20 March."))
    await scene.does("五十嵐が内輪のメモを書く", lambda: scene.staff("// 更新を先に"))

    async def while_it_is_down() -> None:
        fake.trouble = drops
        await maria.send(world.client, "Can my wife work, too?")
        await world.fake.wait_for(lambda: any("翻訳サーバー" in m.text for m in world.group.messages()))
        scene.lines += scene.news()
        scene.lines += ["", "== 翻訳サーバーが直る"]
        fake.trouble = None

    await scene.does("翻訳サーバーが止まっている間に、Maria が書く", while_it_is_down)
    await scene.does("五十嵐が書く", lambda: scene.staff("はい、許可があれば働けます。"))
    said = scene.written()
    await scene.does("五十嵐が取り消す", lambda: scene.staff("/unsend", said))
    await scene.does("Maria が翻訳をやめる", lambda: maria.press_label(world.client, "Do not translate"))
    await scene.does("Maria が書く", lambda: maria.send(world.client, "I learn Japanese, please write Japanese."))


TALKS = {
    "asked-in-english": asked_in_english,
    "over-lunch": over_lunch,
    "saved-with-a-hole": saved_with_a_hole,
    "topic-deleted": topic_deleted,
    "two-languages": two_languages,
}
# Those with a translation server.
TRANSLATED = ("two-languages",)
TITLES = {
    "saved-with-a-hole": "入れる内容がない定型文は止まり、ほかの定型文は読んでから送る",
    "asked-in-english": "日本語で質問し、英語で答えがあったとき",
    "over-lunch": "昼休みをはさんだやり取り：アルバム、書き直し、取り消し",
    "topic-deleted": "やり取りの途中でトピックが削除されたとき",
    "two-languages": "二つの言語でのやり取り：翻訳サーバーがあるとき",
}


@pytest.mark.parametrize("name", TALKS)
async def test_a_talk_as_both_sides_see_it(tmp_path: Path, name: str, refresh: bool) -> None:
    office = tmp_path / "office.toml"
    office.write_text(SHIPPED.read_text("utf-8").replace(*BREAK) + QUESTIONS, "utf-8")
    async with fake_translator() as fake, AsyncExitStack() as opened:
        url = fake.url if name in TRANSLATED else None
        world = await opened.enter_async_context(make_world(tmp_path, office=office, translate_url=url))
        service = await opened.enter_async_context(world.service())
        maria = await client(world, service)
        await world.pass_quietly(timedelta(hours=1))
        scene = Scene(world, service, maria, fake)
        await TALKS[name](scene)
        told = "\n".join([TITLES[name], *scene.lines, ""])
    file = KEPT / f"{name}.txt"
    if refresh:
        file.parent.mkdir(exist_ok=True)
        file.write_text(told, "utf-8")
    assert told == file.read_text("utf-8")
