"""Talk by LINE between a client and staff: words and files both ways, questions, what is taken back, who leaves."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import aiohttp

from tests.e2e.line.chat import InLine, in_line
from tests.e2e.staff import staff_press, written
from tests.e2e.test_talk import staff_write, topic_of
from tests.telegram.enclosures import document, photo

PDF = b"%PDF-1.7 of Maria"
TO_THE_OFFICE = ("/start", "english", "1", "/human", "Please call me", "skip", "skip", "5", "Maria", "1", "1")


def in_topic(it: InLine) -> list[str]:
    """What the office bot put into the topic."""
    return [message.text for message in written(it.world.group, topic_of(it.world))]


async def fetched(it: InLine, text: str) -> tuple[int, str, bytes]:
    """What is at the address in a text."""
    found = re.search(r"http://127\.0\.0\.1:\d+/line/file/[0-9a-f]{40}", text)
    assert found is not None, text
    async with aiohttp.ClientSession() as session, session.get(found[0]) as reply:
        return reply.status, reply.headers["Content-Type"], await reply.read()


async def test_a_talk_by_line(tmp_path: Path) -> None:
    async with in_line(tmp_path) as it:
        await it.act(*TO_THE_OFFICE)
        files = it.world.fake.world.files

        # Words and files of staff: pictures as such, all else by an address, for a day.
        await staff_write(it.world, it.service, "Please send your card. How many children do you have?")
        assert "Please send your card" in it.maria.texts()[-1]
        before = len(it.maria.shown)
        for content in (photo(files, "the form"), document(files, "form.pdf", PDF)):
            await it.world.group.send_content(it.world.office, it.world.staff, content, topic_of(it.world))
            await it.settled()
        told, picture, above, link = it.maria.texts(before)
        assert "the form" in told
        status, kind, body = await fetched(it, picture)
        assert (status, kind, body[:4]) == (200, "image/png", b"\x89PNG")
        assert "Tsubakuro" in above
        assert "form.pdf" in link
        assert await fetched(it, link) == (200, "application/octet-stream", PDF)

        # What the client writes is for them now, also what looks like the number of a choice.
        await it.act("2")
        assert "2" in in_topic(it)[-1]
        it.fake.contents["77"] = (PDF, 200)
        card = it.maria.event(
            "message", message={"id": "77", "type": "file", "fileName": "card.pdf", "fileSize": len(PDF)}
        )
        await it.fake.send(card)
        await it.settled()
        copy = written(it.world.group, topic_of(it.world))[-1]
        assert copy.document is not None
        assert (copy.document.filename, copy.document.data) == ("card.pdf", PDF)
        await it.fake.send(it.maria.message("sticker", packageId="1", stickerId="2", stickerResourceType="STATIC"))
        await it.settled()
        assert "🙂" in in_topic(it)[-1]

        # All of a long message, and all of it goes when it is taken back.
        long = it.maria.message("text", text=" ".join(map(str, range(2_000))))
        await it.fake.send(long)
        await it.settled()
        assert in_topic(it)[-1].endswith(" 1999")
        before = len(in_topic(it))
        await it.fake.send(it.maria.event("unsend", unsend={"messageId": long["message"]["id"]}))
        await it.settled()
        assert before - len(in_topic(it)) == 3
        assert not any(" 700 " in text or " 1999" in text for text in in_topic(it))

        # Taken back by the client: here and in the topic. Taken back by staff: LINE cannot, and they are told.
        slip = it.maria.message("text", text="my card number is 1234")
        await it.fake.send(slip)
        await it.settled()
        assert any("1234" in text for text in in_topic(it))
        unsent = it.maria.event("unsend", unsend={"messageId": slip["message"]["id"]})
        assert await it.fake.send(unsent) == await it.fake.again(unsent) == 200
        await it.settled()
        assert not any("1234" in text for text in in_topic(it))
        assert sum("取り消した" in message.text for message in written(it.world.group)) == 2
        said = await staff_write(it.world, it.service, "A slip of ours")
        it.world.expects("can never be delivered", dead=1)
        await staff_write(it.world, it.service, "/unsend", answers=said)
        assert "取り消せません" in in_topic(it)[-1] or "取り消" in in_topic(it)[-1]

        # Who leaves is not written to, and hears it on their return.
        await it.fake.send(it.maria.event("unfollow"))
        await it.settled()
        before = len(it.maria.shown)
        await staff_write(it.world, it.service, "Still there?")
        assert it.maria.shown[before:] == []
        await it.fake.send(it.maria.event("follow", follow={"isUnblocked": True}))
        await it.settled()
        assert any("Still there?" in text for text in it.maria.texts(before))

        # Groups are left, and nothing said there is anybody's.
        source = {"type": "group", "groupId": "C" + "1" * 32, "userId": it.maria.id}
        await it.fake.send(
            it.fake.event("join", source),
            it.fake.event("message", source, message={"id": "9", "type": "text", "text": "psst", "quoteToken": "q"}),
        )
        await it.settled()
        assert it.fake.left == [source["groupId"]] * 2
        assert not any("psst" in text for text in in_topic(it))

        # A day later nothing lies at the addresses; what was a guess never did.
        it.world.clock.advance(timedelta(days=1))
        assert (await fetched(it, link))[0] == (await fetched(it, picture))[0] == 404
        guess = re.sub("[0-9a-f]{40}", "0" * 40, link)
        assert (await fetched(it, guess))[0] == 404


async def test_what_stands_beside_a_question_is_chosen_by_its_own_letters(tmp_path: Path) -> None:
    async with in_line(tmp_path) as it:
        await it.act(*TO_THE_OFFICE)
        await staff_press(it.world, it.service, "質問する")
        await staff_press(it.world, it.service, "仕事の種類")
        asked = it.maria.texts()[-1]
        code = re.search(r"^(X[A-Z])2\. Specialist", asked, re.MULTILINE)
        assert code is not None, asked
        # The question of before can still be tapped, and a plain number still answers it.
        assert {"Something else", "Online (Google Meet)"} <= set(it.maria.quick)
        await it.act(f"{code[1].lower()} 2")
        assert "専門" in in_topic(it)[-1], "staff have the answer"
        await it.act("1")
        assert "Google Meet" in it.maria.texts()[-1] or "day" in it.maria.texts()[-1]
        assert not any("late" in text for text in it.maria.texts())
