"""One live keyboard for each person, whatever is pressed, typed, forged or lost."""

from __future__ import annotations

from pathlib import Path

from dialogs.marks import mark_of
from tests.e2e import peek
from tests.e2e.clients import AGREED, TO_RESULT, TO_SALARY, only_live, state
from tests.e2e.world import HERE, NO_DAY, SENT, make_world, talk

OLD_BUTTON = "earlier message"


async def test_a_press_edits_the_question_and_typing_brings_a_new_one(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        first = await talk(world, service, maria, "/start")
        assert first.labels
        pressed = await talk(world, service, maria, "[English]")
        assert pressed is first
        assert pressed.edited
        typed = await talk(world, service, maria, "I agree")
        assert typed.message_id > first.message_id
        assert only_live(world, maria) is typed
        world.fake.assert_clean()


async def test_only_one_message_has_buttons_whatever_is_done(tmp_path: Path) -> None:
    acts = (
        *TO_SALARY,
        "mumble",
        "[What does this mean]",
        "[Read on]",
        "what?",
        "[Back]",
        "No",
        "6.5 million",
        "/language",
        "[English]",
        "/help",
        "/privacy",
        "/mydata",
        "/cancel",
        "/forget",
        "[Keep everything]",
        "/nonsense",
        "1994-05-01",
        "[Master's]",
        "[Bachelor's]",
        "Done",
        "5 years",
        "N1",
        "[Show my result]",
        "[All correct]",
        "[Line by line]",
        "[All topics]",
        "[Papers that prove it]",
        "[Passport]",
        "[Short result]",
        "[Picture]",
        "/result",
        "/recheck",
        "[Nothing changed]",
        "/book",
        *HERE,
        *SENT,
        *NO_DAY,
        "one more word",
    )
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        for act in acts:
            await talk(world, service, maria, act)
            assert len(peek.live(world, maria)) == 1, act
            mark = mark_of(peek.conversation(service, maria))
            assert str(only_live(world, maria).buttons[0][0][1]).startswith(f"{mark}."), act
        assert state(service, maria) == "handed_off"
        world.fake.assert_clean()


async def test_old_buttons_after_a_restart_and_a_new_run_change_nothing(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world:
        maria = world.person(7)
        seen: dict[tuple[int, str], None] = {}

        def look() -> None:
            for message in peek.live(world, maria):
                seen.update({(message.message_id, str(data)): None for row in message.buttons for _, data in row})

        async with world.service() as service:
            for act in (*TO_RESULT, "/recheck", "[I have a new job]", "[IT, engineering]"):
                await talk(world, service, maria, act)
                look()
            before = peek.conversation(service, maria)
        on_top = only_live(world, maria)
        for row in on_top.buttons:
            for _, data in row:
                del seen[on_top.message_id, str(data)]
        assert len(seen) > 60
        async with world.service() as service:
            for number, (message_id, data) in enumerate(seen):
                await maria.press(world.client, message_id, data)
                if number % 10 == 9:
                    await world.settled(service)
            await world.settled(service)
            after = peek.conversation(service, maria)
            assert (after.place.at, after.answers, after.history) == (before.place.at, before.answers, before.history)
            assert len(peek.live(world, maria)) == 1
            # The live message's own old buttons are double taps; every other one is answered with where we are.
            assert OLD_BUTTON in only_live(world, maria).text
        world.fake.assert_clean()


async def test_two_quick_taps_count_once(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world:
        maria = world.person(7)
        async with world.service() as service:
            first = await talk(world, service, maria, "/start")
        english = first.data_of("English")
        assert english is not None
        # Both taps wait before the bot looks.
        await maria.press(world.client, first, english)
        await maria.press(world.client, first, english)
        async with world.service() as service:
            await world.settled(service)
            assert state(service, maria) == "consent"
            assert len(peek.written(world, maria)) == 1
            agree = str(only_live(world, maria).data_of("I agree"))
        # Two different answers at once: the first counts.
        await maria.press(world.client, first, agree)
        await maria.press(world.client, first, agree.replace("agree", "refuse"))
        async with world.service() as service:
            await world.settled(service)
            assert state(service, maria) == "goal"
            assert not peek.conversation(service, maria).refused
        world.fake.assert_clean()


async def test_forged_data_is_answered_kindly(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, *AGREED)
        forged = (
            "",
            "x",
            "1.2",
            "goal.3.nothing",
            "goal.3.a:../etc",
            "99.3.a:hsp",
            "goal.-3.a:hsp",
            "goal.²·3.a:hsp",
            "goal.3." + "y" * 57,
        )
        for data in forged:
            await maria.press(world.client, only_live(world, maria), data)
            await world.settled(service)
            if not data.startswith("99"):
                assert state(service, maria) == "goal", data
                assert OLD_BUTTON in only_live(world, maria).text
        world.fake.assert_clean()


async def test_a_message_that_is_gone_is_sent_anew(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        first = await talk(world, service, maria, "/start")
        await maria.press(world.client, first, str(first.data_of("English")), inaccessible=True)
        await world.settled(service)
        assert state(service, maria) == "consent"
        agree = str(only_live(world, maria).data_of("I agree"))
        first.deleted = True
        await maria.press(world.client, first.message_id, agree)
        second = await talk(world, service, maria)
        assert second is not first
        assert only_live(world, maria) is second
        world.fake.freeze_message(maria.id, second.message_id)
        third = await talk(world, service, maria, "[Highly Skilled Professional visa]")
        assert third is not second
        assert state(service, maria) == "residence"
        assert (await talk(world, service, maria, "[A work visa]")) is third, "the new message is the one to edit"
        world.fake.assert_clean()


async def test_the_same_text_again_is_success(tmp_path: Path) -> None:
    """Telegram refuses an edit that changes nothing ("not modified")."""
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, *TO_SALARY, "6500000", "1994-05-01")
        gate = world.fake.gate("editMessageText")
        message = only_live(world, maria)
        data = next(str(d) for row in message.buttons for label, d in row if "Master's" in label)
        for _ in range(2):
            await maria.press(world.client, message, data)
        await world.client.drained()
        gate.release()
        await world.settled(service)
        assert peek.states(service.core.database) == []
        assert peek.conversation(service, maria).place.draft == ["master"]
        await talk(world, service, maria, "[Master's]")
        assert peek.conversation(service, maria).place.draft == []
        world.fake.assert_clean()
