"""We die at the worst moments: nothing in LINE is lost, and what was paid for is not paid for twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.e2e.line.chat import InLine, around_line, in_line, serving
from tests.e2e.staff import card, staff_say, written
from tests.e2e.test_talk import topic_of

TO_THE_OFFICE = ("/start", "english", "1", "/human", "Please call me", "skip", "skip", "5", "Maria", "1", "1")


async def test_a_death_between_what_line_took_and_what_we_kept(tmp_path: Path) -> None:
    async with around_line(tmp_path) as (world, fake):
        world.allows("LINE|trouble|could not be recorded")
        async with serving(world, fake) as service:
            it = InLine(world, service, fake, fake.person())
            await it.act(*TO_THE_OFFICE)
            world.clock.advance(timedelta(minutes=2))
            # LINE has it, and we are gone before we hear of it.
            fake.fail_next("/push", 500, after=True)
            await world.group.say(world.office, world.staff, "Which day suits you?", topic_of(world))
            await world.fake.wait_for(lambda: any("Which day" in text for text in it.maria.texts()))
        used = fake.used
        async with serving(world, fake) as service:
            it.service = service
            await it.settled()
            assert sum("Which day" in text for text in it.maria.texts()) == 1, "the same key: it was done"
            assert fake.used == used

            # An event is kept, and we are gone before we say so: LINE sends it again, and nothing is done twice.
            said = it.maria.message("text", text="Monday")
            assert await fake.send(said) == 200
            await it.settled()
        before = len(it.maria.shown)
        async with serving(world, fake) as service:
            it.service = service
            assert await fake.again(said) == 200
            await it.settled()
            assert it.maria.shown[before:] == []
            copies = [message for message in world.group.messages(topic_of(world)) if "Monday" in message.text]
            assert len(copies) == 1


async def until_shown(it: InLine, before: int) -> list[str]:
    """What came into the chat, once there is something."""
    await it.world.fake.wait_for(lambda: len(it.maria.shown) > before)
    return it.maria.texts(before)


async def test_an_answer_that_line_took_before_we_died_is_told_by_its_token_while_that_is_fresh(tmp_path: Path) -> None:
    async with around_line(tmp_path) as (world, fake):
        world.allows("LINE|trouble|come twice|could not be recorded")
        async with serving(world, fake) as service:
            it = InLine(world, service, fake, fake.person())
            await it.settled()
            fake.unheard = "/reply"
            assert await it.maria.say("/start") == 200
            shown = await until_shown(it, 0)
        # Back within the minute: LINE does not take the token again, so it was used, and nothing is said twice.
        fake.unheard = None
        world.clock.advance(timedelta(seconds=5))
        async with serving(world, fake) as service:
            it.service = service
            await it.settled()
            assert (it.maria.texts(), fake.used) == (shown, 0)
            fake.unheard = "/reply"
            assert await it.maria.say("english") == 200
            again = await until_shown(it, len(shown))
        # Back later, nobody can know it: twice is preferred to never. That is paid for once, and counted.
        fake.unheard = None
        world.clock.advance(timedelta(seconds=120))
        async with serving(world, fake) as service:
            it.service = service
            await it.settled()
            assert (it.maria.texts(len(shown)), fake.used) == (again * 2, 1)
            [stats] = await staff_say(world, service, "/stats")
            assert "二度届いた可能性のある返信：1件" in stats.text


async def test_a_number_that_comes_again_after_a_new_start_answers_no_other_question(tmp_path: Path) -> None:
    async with around_line(tmp_path) as (world, fake):
        async with serving(world, fake) as service:
            it = InLine(world, service, fake, fake.person())
            await it.act("/start", "english", "1")
            first, second = (it.maria.message("text", text="1") for _ in range(2))
            world.clock.advance(timedelta(seconds=2))
            assert await fake.send(first) == 200
            await it.settled()
            before = len(it.maria.shown)
            # Sent twice in a hurry: the second was written before the next question was there.
            assert await fake.send(second) == 200
            await it.settled()
            assert "before you could see" in it.maria.texts()[before]
            # So is a word, or an answer in one's own words; what follows a question that still stands is read.
            for word in ("I don't know", "dunno, sorry"):
                asked, twice = it.asked(), [it.maria.message("text", text=word) for _ in range(2)]
                world.clock.advance(timedelta(seconds=2))
                for one in twice:
                    assert await fake.send(one) == 200
                    await it.settled()
                assert "before you could see" in it.maria.texts()[-1], word
                assert it.asked() != asked
            asked = it.asked()
            split = [it.maria.message("text", text=part) for part in ("well,", "unknown")]
            world.clock.advance(timedelta(seconds=2))
            for one in split:
                assert await fake.send(one) == 200
                await it.settled()
            assert it.asked() != asked
        async with serving(world, fake) as service:
            it.service = service
            before = len(it.maria.shown)
            assert await fake.again(first, second) == 200
            await it.settled()
            assert it.maria.shown[before:] == []


async def test_whatever_came_of_a_message_goes_with_it_here_and_on_the_card(tmp_path: Path) -> None:
    async with in_line(tmp_path) as it:
        fake, maria, group, world = it.fake, it.maria, it.world.group, it.world
        said: dict[str, str] = {}

        async def say(*texts: str) -> None:
            for text in texts:
                world.clock.advance(timedelta(seconds=2))
                event = maria.message("text", text=text)
                said[text] = event["message"]["id"]
                assert await fake.send(event) == 200
                await it.settled()

        async def unsay(*texts: str) -> None:
            for text in texts:
                await fake.send(maria.event("unsend", unsend={"messageId": said[text]}))
                await it.settled()

        # What is read and not taken yet goes, and is asked again.
        await say("/start", "english", "1", "1", "2", "2", "1", "no", "about 9 or 10 million")
        await unsay("about 9 or 10 million")
        world.clock.advance(timedelta(seconds=2))
        assert "How much will you be paid" in await it.act("hello")
        await say("12,345,678", "1994-05-01", "phd", "ok")
        await it.interview({}, "leave")
        await say("1")
        assert "1,234.568万円" in card(group).text
        await unsay("12,345,678")
        assert "1,234.568" not in card(group).text
        with it.service.core.ledger.store.reading() as tx:
            [stored] = tx.newest_leads(5)[0]
            assert "salary_yen" not in stored.record.consented.answers
            assert stored.record.consented.summary.verdict == "undecided"
            assert "12345678" not in str(tx.runs_of(stored.person))
            person = tx.whole_person(stored.person)
            assert person is not None
            assert "12345678" not in str(person.conversation.to_json())


async def test_what_is_a_clients_own_goes_from_the_card_as_well(tmp_path: Path) -> None:
    async with in_line(tmp_path) as it:
        fake, maria, group = it.fake, it.maria, it.world.group
        await it.act(*TO_THE_OFFICE[:-3])
        said = []
        for one in ("Maria Santos", "[Phone]", "090-1234-5678", "[Yes, send it]"):
            it.world.clock.advance(timedelta(seconds=2))
            if one.startswith("["):
                await it.act(one)
                continue
            said.append(maria.message("text", text=one))
            await fake.send(said[-1])
            await it.settled()
        assert "Maria Santos" in card(group).text
        assert "090-1234-5678" in card(group).text
        await fake.send(*(maria.event("unsend", unsend={"messageId": one["message"]["id"]}) for one in said))
        await it.settled()
        assert not any("Santos" in message.text or "1234" in message.text for message in written(group))
        assert "Santos" not in str(group.topics)
        told = "\n".join(message.text for message in written(group))
        assert told.count("カードからも削除し") == 2
        with it.service.core.ledger.store.reading() as tx:
            [stored] = tx.newest_leads(5)[0]
        assert stored.record.consented.name is None
