"""Who of the staff group may do what, on the strict fake Telegram: by the group's administrators, or by the profile."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from bot.office.commands import COMMANDS
from bot.office.telegram.connection import OfficeConnection
from bot.run import Runner
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from dialogs.desk.matter import Recorded
from dialogs.desk.rights import LEAD, MEMBER
from dialogs.desk.staff import STAFF_ACTS
from tests.e2e.booking.offices import with_bookings
from tests.e2e.staff import (
    DECLINE,
    FINISH,
    MORE,
    QUALIFIES,
    TAKE,
    card,
    changed,
    lead,
    staff_press,
    stored,
    words,
    written,
)
from tests.e2e.test_whole_texts import same
from tests.e2e.world import World, talk
from tests.telegram import FakeMessage, FakeUser

MEMBERS = """
[[staff]]
id = "a"
telegram = 900
role = "lead"
names = { ja = "五十嵐", en = "Igarashi" }

[[staff]]
id = "b"
telegram = 901
role = "member"
names = { ja = "佐藤", en = "Sato" }
"""
ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))
ALONE = MEMBERS.partition('\n[[staff]]\nid = "b"')[0].replace('"lead"', '"member"')


def colleague(world: World, number: int = 901, name: str = "佐藤") -> FakeUser:
    """One more person in the staff group, who does not administer it."""
    user = world.fake.add_private_chat(number, first_name=name)
    world.group.add_member(user)
    return user


async def presses(world: World, service: Runner, who: FakeUser, data: str) -> str:
    """Somebody presses a button of the card, which may be forged; returns what they read."""
    update = await world.group.press(world.office, who, card(world.group), data)
    await world.settled(service)
    answer = world.office.answer_to(update)
    assert answer is not None, "a button never stays waiting"
    return bare(answer.text or "")


def bare(text: str) -> str:
    """A text without the marks around what somebody typed."""
    return text.translate(ISOLATES)


async def says(world: World, service: Runner, who: FakeUser, text: str, thread: int | None = None) -> list[FakeMessage]:
    """Somebody writes in the group; returns what the bot answered."""
    before = written(world.group)
    await world.group.say(world.office, who, text, thread)
    await world.settled(service)
    return [message for message in written(world.group) if message not in before]


async def audit(service: Runner, number: int = 1) -> list[Recorded]:
    """What is recorded of a lead."""

    def read(batch: Batch) -> list[Recorded]:
        found = batch.tx.lead_numbered(number)
        return batch.tx.audit_of_erased(number) if found is None else batch.tx.audit_of(found.person)

    recorded: list[Recorded] = await service.writer.submit(Call(read))
    return recorded


# --- every act and command --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_declares_a_role(command: str) -> None:
    assert COMMANDS[command].needs == (LEAD if command in ("audit", "set") else MEMBER)


async def test_every_command_that_the_bot_hears_is_declared(world: World) -> None:
    async with world.service() as service:
        assert isinstance(service.office, OfficeConnection)
        heard = {
            command
            for group in service.office.application.handlers.values()
            for handler in group
            for command in getattr(handler, "commands", ())
        }
        assert heard == set(COMMANDS)


# --- the group --------------------------------------------------------------------------------------------------------


FOR_LEADS = {
    "decline:1": "対応外",
    "pass:1": "その他 → 担当を替える",
    "pass_to:1:901": "その他 → 担当を替える → 佐藤",
    "fix:1": "その他 → 内容を確認・訂正",
    "fix_line:1:salary_yen": "その他 → 内容を確認・訂正 → 年収",
    "fix_to:1:n1": "その他 → 内容を確認・訂正 → N1",
    "fix_why:1:papers": "その他 → 内容を確認・訂正 → 書類で確認",
    "erase:1": "その他 → 情報を消去",
    "erase_sure:1": "その他 → 情報を消去 → 本当に消去する",
}
FOR_ALL = {
    "take:1": "担当する",
    "check:1": "書類を確認",
    "ok:1:salary": "書類を確認 → 年収",
    "checked:1": "書類の確認を終える",
    "sheet:1": "計算表（PDF）",
    "more:1": "その他",
    "outcome:1": "その他 → 面談の記録",
    "ended:1:thinking": "その他 → 面談の記録 → 検討中",
    "done:1": "完了",
}


async def test_a_member_without_rights_tries_everything(world: World) -> None:
    """As staff may read it: what 佐藤, who does not administer the group, does, and what comes of it."""
    told: list[str] = []
    async with world.service() as service:
        await lead(world, service, 7, QUALIFIES, name="Maria")
        sato, thread = colleague(world), card(world.group).thread_id
        before = stored(world, service)

        async def tries(acts: Mapping[str, str]) -> None:
            for data, label in acts.items():
                said = await presses(world, service, sato, data)
                told.append(f"佐藤さんが押す［{label}］\n  → {said or '（そのとおりになる）'}")

        async def writes(*texts: str, where: int | None) -> None:
            for text in texts:
                answers = await says(world, service, sato, text, where)
                told.append(f"佐藤さんが書く「{text}」\n  → {bare(answers[-1].text).splitlines()[0]}")

        told.append("■ 一般の職員にできないこと（カードもお客様の画面も変わらず、記録にも残らない）")
        # Buttons that the card does not even have at the moment are pressed as well.
        await tries(FOR_LEADS)
        await writes("/audit 1", "/set 1000万円", where=thread)
        assert (stored(world, service), await audit(service)) == (before, [])
        told.append("\n■ 一般の職員にできること")
        await tries(FOR_ALL)
        # The topic is closed with the request.
        await writes(
            "/leads", "/leads 自分", "/lead 1", "/find Maria", "/today", "/stats", "/room x", "/help", where=None
        )
        done = [one.act for one in await audit(service)]
        assert done == ["take", "check", "ok", "checked", "sheet", "ended", "done"]
        assert {one.by.name for one in await audit(service)} == {"佐藤"}
        told.append("\n■ グループを出た人の、前に届いたカード（何もできない）")
        world.group.remove_member(sato)
        world.clock.advance(timedelta(minutes=11))
        await tries({"take:1": "担当する", "more:1": "その他", "decline:1": "対応外"})
        assert stored(world, service).state == "done"
    for name, rule in STAFF_ACTS.items():
        tried = {data.partition(":")[0] for data in FOR_LEADS}
        assert (name in tried) is (rule.needs != MEMBER), name
    same("no-rights", "\n".join(told))


async def test_an_administrator_leads_also_without_a_name(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        shown = card(world.group)
        update = await world.group.press_anonymously(world.office, shown, str(shown.data_of(DECLINE)))
        await world.settled(service)
        answer = world.office.answer_to(update)
        assert answer is not None
        assert not answer.text
        assert stored(world, service).state == "declined"


async def test_whoever_administers_no_more_leads_no_more(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        head = world.fake.add_private_chat(950, first_name="所長")
        world.group.add_member(head, owner=True)
        assert await presses(world, service, world.staff, "more:1") == ""
        world.group.add_member(world.staff)  # a member from now on
        assert "所長さんにお願い" in await presses(world, service, world.staff, "erase:1")
        assert await presses(world, service, head, "erase:1") == ""


async def test_while_telegram_does_not_say_who_leads_nobody_does(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        assert await presses(world, service, world.staff, "take:1") == ""
        world.fake.fail_next("getChatAdministrators", 500, "Internal Server Error")
        assert await presses(world, service, world.staff, "decline:1") == words("staff-rights-unknown")
        assert stored(world, service).state == "taken"
        assert await presses(world, service, world.staff, "decline:1") == ""


async def test_a_call_that_hangs_is_not_waited_for(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        gate = world.fake.gate("getChatAdministrators")
        await world.group.press(world.office, world.staff, card(world.group), "take:1")
        await gate.reached()
        gate.release()
        await world.settled(service)
        assert stored(world, service).state == "taken"


async def test_everyday_acts_ask_telegram_once_in_ten_minutes(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        sato = colleague(world)
        for data in ("take:1", "more:1", "close:1", "more:1"):
            await presses(world, service, sato, data)
        assert _asked(world) == (1, 1)
        world.clock.advance(timedelta(minutes=11))
        await presses(world, service, sato, "close:1")
        assert _asked(world) == (2, 2)


def _asked(world: World) -> tuple[int, int]:
    """How often Telegram was asked who administers the group, and whether 佐藤 is in it."""
    members = [call for call in world.fake.calls_of("getChatMember") if call.params["user_id"] == 901]
    return len(world.fake.calls_of("getChatAdministrators")), len(members)


# --- the profile ------------------------------------------------------------------------------------------------------


async def test_whoever_is_not_in_the_profile_is_refused_everywhere(world: World) -> None:
    world.settings = changed(world.settings, office=with_bookings(world.folder, MEMBERS))
    async with world.service() as service:
        maria = await lead(world, service)
        left, thread = colleague(world, 950, "鈴木"), card(world.group).thread_id
        said = len(maria.messages(world.client))
        before = stored(world, service)
        for name in STAFF_ACTS:
            rule = STAFF_ACTS[name]
            read = await presses(world, service, left, f"{name}:1:x" if rule.names_row else f"{name}:1")
            assert "五十嵐さんにお尋ねください" in read, name
        for command in COMMANDS:
            [answer] = await says(world, service, left, f"/{command} 1", thread)
            assert "五十嵐さんにお尋ねください" in bare(answer.text), command
        [answer] = await says(world, service, left, "Hello Maria", thread)
        assert "職員として登録されていません" in answer.text
        assert await says(world, service, left, "Lunch?") == [], "what people of the group tell each other is theirs"
        assert stored(world, service) == before
        assert len(maria.messages(world.client)) == said
        assert await audit(service) == []


async def test_the_profile_names_who_did_what(world: World) -> None:
    world.settings = changed(world.settings, office=with_bookings(world.folder, MEMBERS))
    async with world.service() as service:
        await lead(world, service)
        sato = colleague(world, 901, "S")
        assert await presses(world, service, sato, "take:1") == ""
        assert "五十嵐さんにお願い" in await presses(world, service, sato, "decline:1")
        assert [one.by.name for one in await audit(service)] == ["佐藤"], "not what a messenger calls them"


async def test_an_office_of_one_person_may_do_all(world: World) -> None:
    world.settings = changed(world.settings, office=with_bookings(world.folder, ALONE))
    async with world.service() as service:
        await lead(world, service)
        assert await presses(world, service, world.staff, "decline:1") == ""
        assert stored(world, service).state == "declined"
        [answer] = await says(world, service, world.staff, "/audit 1")
        assert "対応外" in answer.text


# --- what is recorded -------------------------------------------------------------------------------------------------


async def test_the_audit_shows_twenty_acts_and_says_that_there_are_more(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        for _ in range(11):
            for label in (TAKE, FINISH):
                await staff_press(world, service, label)
        [answer] = await says(world, service, world.staff, "/audit ＃1")
        lines = list(filter(None, bare(answer.text).splitlines()))
        assert lines[0] == "#1 の操作の記録（22件のうち20件）"
        assert lines[-1] == "これより前：/audit 1 2"
        assert len(lines) == 22, lines
        assert "2026-11-24 10:00 完了" in lines[-2]
        assert "五十嵐" in lines[-2]
        [earlier] = await says(world, service, world.staff, "/audit 1 2")
        assert len(earlier.text.splitlines()) == 3
        [none] = await says(world, service, world.staff, "/audit 9")
        assert none.text == words("staff-audit-none", number="9")
        [how] = await says(world, service, world.staff, "/audit")
        assert "/audit 12" in how.text


async def test_what_is_written_changed_and_taken_back_is_recorded_and_never_its_words(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        thread = card(world.group).thread_id
        update = await world.group.say(world.office, world.staff, "A secret word", thread)
        await world.settled(service)
        number = update["message"]["message_id"]
        await world.group.edit(world.office, world.staff, number, "Another secret word")
        await world.settled(service)
        await world.group.say(world.office, world.staff, "/unsend", thread, reply_to=number)
        await world.settled(service)
        note = await world.group.say(world.office, world.staff, "// only for us", thread)
        await world.group.edit(world.office, world.staff, note["message"]["message_id"], "// still for us")
        await world.settled(service)
        assert [one.act for one in await audit(service)] == ["write", "write_changed", "unsend"]
        [answer] = await says(world, service, world.staff, "/audit 1")
        assert "secret" not in answer.text


async def test_an_erasure_by_staff_is_told_to_the_client_and_stays_recorded(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service, name="Maria Santos")
        await staff_press(world, service, MORE)
        await staff_press(world, service, "🗑 情報を消去")
        assert stored(world, service).number == 1, "asked once more"
        await staff_press(world, service, "本当に消去する")
        assert "Done. E" in maria.last(world.client).text
        assert world.leads(service) == []
        assert not [m for m in written(world.group) if "Maria" in m.text]
        assert any(m.text == words("staff-erased-here", number="1") for m in written(world.group))
        assert [(one.act, one.by.name) for one in await audit(service)] == [("erase_sure", "五十嵐")]
        [answer] = await says(world, service, world.staff, "/audit 1")
        assert "情報を消去（五十嵐）" in bare(answer.text)
        service.core.ledger.do(Call(lambda batch: batch.prune(world.clock())))
        assert len(await audit(service)) == 1
        world.clock.advance(timedelta(days=800))
        while service.core.ledger.do(Call(lambda batch: batch.prune(world.clock()))):
            pass
        assert await audit(service) == [], "kept as long as everything else"


# --- what staff do for the client -------------------------------------------------------------------------------------


async def test_a_correction_goes_from_the_card_to_the_client_by_buttons_and_typing(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service, 7, QUALIFIES)
        thread = card(world.group).thread_id
        for label in (MORE, "内容を確認・訂正", "年収"):
            await staff_press(world, service, label)
        [how] = await says(world, service, world.staff, "/set abc", thread)
        assert "読み取れませんでした" in how.text
        assert await says(world, service, world.staff, "/set 1200万円", thread) == []
        await staff_press(world, service, "勤務先に確認")
        assert "事務所で訂正" in card(world.group).text
        told = maria.last(world.client).text
        assert "The office has corrected" in told
        assert "12,000,000" in told
        await talk(world, service, maria, "/mydata")
        [elsewhere] = await says(world, service, world.staff, "/set 1200万円")
        assert elsewhere.text == words("staff-fix-how")


async def test_where_there_are_no_topics_the_lead_is_named(plain: World) -> None:
    async with plain.service() as service:
        maria = await lead(plain, service, 7, QUALIFIES)
        for label in (MORE, "内容を確認・訂正", "年収"):
            await staff_press(plain, service, label)
        assert await says(plain, service, plain.staff, "/set ＃1　1200万円") == []
        await staff_press(plain, service, "書類で確認")
        assert "12,000,000" in maria.last(plain.client).text
        [none] = await says(plain, service, plain.staff, "/set #9 1200万円")
        assert none.text == words("staff-fix-how")


async def test_a_lead_is_passed_on_by_its_buttons(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        sato = colleague(world)
        await staff_press(world, service, TAKE)
        await says(world, service, sato, "/help")  # now the bot knows that 佐藤 is here
        await staff_press(world, service, MORE)
        await staff_press(world, service, "担当を替える")
        [data] = [data for row in card(world.group).buttons for _, data in row if str(data).startswith("pass_to")]
        assert await presses(world, service, world.staff, str(data)) == ""
        assert stored(world, service).taken_by is not None
        assert "👤 佐藤 が担当中" in bare(card(world.group).text)
        [told] = [m for m in written(world.group) if "佐藤 さんに替わりました" in bare(m.text)]
        assert not told.silent
        [audited] = await says(world, service, world.staff, "/audit 1")
        assert bare(audited.text).splitlines()[-1] == "2026-11-24 10:00 引き継ぎ：佐藤（五十嵐）"
        [mine] = [m for m in await says(world, service, sato, "/leads 自分") if not m.labels]
        assert "#1" in mine.text
