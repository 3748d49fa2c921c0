"""Made-up values in every field, then looked for: in logs at every level, in files, in what waits, in both chats."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import sqlite3
from contextlib import closing
from dataclasses import fields
from datetime import timedelta
from functools import partial
from importlib.resources import files
from pathlib import Path

import pytest

from bot.run import Runner
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from dialogs.consented import Consented
from dialogs.conversation import Value
from dialogs.own_words import OWN_WORDS
from dialogs.questionnaires.hsp import HSP
from scoring import Profile
from tests.e2e import peek
from tests.e2e.staff import QUALIFIES, card, interview, lead, staff_say, words, written
from tests.e2e.world import (
    CLIENT_TOKEN,
    NO_DAY,
    OFFICE_TOKEN,
    SENT,
    STAFF_CHAT,
    TUESDAY_MORNING,
    At,
    World,
    make_world,
    press,
    talk,
)
from tests.patience import PATIENCE_SECONDS
from tests.storage.beside import keep_beside
from tests.telegram import FakeUser, odd

# Each is a field of its own; what is found tells where it came from.
MARKERS = {
    "source": "Zq7source",
    "waiting": "I am married to Zq7waiting",
    "own": "My wife Zq7own lives in Osaka",
    "stay": "2029-07-19",
    "status": "Zq7status",
    "home": "Zq7town",
    "tongue": "Zq7tongue",
    "note": "Zq7note",
    "name": "Zq7name",
    "contact": "zq7mail@example.com",
    "typed": "Zq7typed",
    "after": "Zq7after",
    "caption": "Zq7caption",
    "file": "Zq7file.pdf",
    "forward": "Zq7forward",
    "edited": "Zq7edited",
    "command": "Zq7command",
    "odd": "Zq7odd",
    "staff": "Zq7staff",
}
# By question, the answer as it is stored: of every one that is typed. The test below says which question has none.
ANSWERS: dict[str, Value] = {
    "salary_yen": 6_543_217,
    "salary_before": 5_432_117,
    "household_income_yen": 8_765_417,
    "plan_salary": 9_876_517,
    "birth_date": "1993-07-19",
    "status_since": "2021-07-19",
    "in_japan_since": "2019-07-19",
    "married_since": "2020-07-19",
    "resident_since": "2018-07-19",
    "new_employer_since": "2026-07-19",
    **dict.fromkeys(
        (
            *("salary_since", "japanese_since", "degrees_since", "japanese_degree_since", "research_since"),
            *("designated_university_since", "degrees_in_different_fields_since", "licences_since", "training_since"),
            *("foreign_qualification_since", "employer_since", "position_since", "investment_since", "work_since"),
        ),
        "2022-07-19",
    ),
    "youngest_child": "2023-07-19",
    "work_begins": "2027-07-19",
    "plan_day": "2028-07-19",
    "stay_until": "2029-07-19",
    "experience_years": 89,
    "employer_rd_ratio": "0.0317",
    "note": "Zq7note",
    "status_as_on_card": "Zq7status",
    "lives_in": ["America/Sao_Paulo", "Zq7town, after 8pm"],
    "nationality": "Zq7nation",
    "employer": "Zq7employer",
    "name": "Zq7name",
    "contact": "zq7mail@example.com",
    "own_words": ["married||Zq7own", "expiry|2029-07-19|Zq7expiry"],
}
# Numbers that everybody could have: they tell nobody apart, and cannot be looked for.
TOO_SHORT = {"licences", "licences_before", "longest_trip_days", "days_abroad_a_year"}
# What a lead keeps beside the answers: where the person came from, and what we ourselves noted.
SOURCE, OURS = (
    {"source"},
    {
        *("channel", "language", "day", "ruleset", "consent", "asks_human", "rings", "runs", "summary", "answers"),
        # Of a lead of version 0.1: the same values under other names.
        "earlier",
    },
)
# What a profile has that no question fills: the law's day, and what follows from other facts.
NOT_ASKED = {"as_of", "age", "work_periods", "earlier", "since"}
NUMBER = 987_654_321
RECEIPT = "Done. E"
# The days, the amounts and the months of work are nobody else's, however they are written.
MARKER = re.compile(
    r"zq7|\d{4}-?07-?19|年7月19日|July 19|6,?543,?217|5,?432,?117|8,?765,?417|9,?876,?517|654\.322"
    r"|7年5か月|7 years,? (?:and )?5 months|3\.17|0\.0317",
    re.IGNORECASE,
)
# What staff must be able to read on the card: it shows that these fields were typed into.
ON_THE_CARD_TOO = ("Zq7nation", "Zq7employer", "Zq7town", "Zq7own", "Zq7name", "zq7mail", "2029年7月19日", "654.322")
ON_THE_CARD = ("Zq7waiting", "Zq7own", "2029年7月19日", "Zq7status", "Zq7town", "Zq7note", "Zq7name", "zq7mail")


@pytest.fixture(autouse=True)
def _everything_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)


async def a_life(world: World, service: Runner) -> FakeUser:
    """Somebody who leaves a marker wherever one can be left, up to staff's answer."""
    m = MARKERS
    maria = world.fake.add_private_chat(
        NUMBER, first_name="Zq7first", last_name="Zq7last", username="zq7user", language_code="en"
    )
    acts = (f"/start {m['source']}", m["waiting"], "[English]", "[I agree]", m["own"], m["typed"], "[Something else]")
    await talk(
        world,
        service,
        maria,
        *acts,
        "[Highly Skilled]",
        "[A work visa]",
        "[Specialist]",
        "[IT, engineering]",
        "6,500,000",
    )
    await talk(world, service, maria, "1994-05-01", "/human", m["note"], At("stay_until", m["stay"]))
    await talk(
        world, service, maria, At("status_as_on_card", m["status"]), f"[{m['status']}]", At("lives_in", m["home"])
    )
    await talk(world, service, maria, At("talk_language", m["tongue"]))
    await talk(world, service, maria, At("name", m["name"]), At("contact_way", "[E-mail]"), At("contact", m["contact"]))
    await talk(world, service, maria, *SENT, *NO_DAY, m["after"], f"/{m['command']}")
    await maria.send_photo(world.client, m["caption"])
    await maria.send_document(world.client, m["file"], caption=m["caption"])
    await maria.forward(world.client, m["forward"], origin_name=m["forward"])
    mine = next(x for x in reversed(maria.messages(world.client)) if not x.from_bot)
    await maria.edit(world.client, mine, m["edited"])
    for build in odd.MESSAGES.values():
        await maria.send_odd(world.client, *build(m["odd"]))
    await talk(world, service, maria, "/mydata", "/result")
    return maria


def sealed_now(folder: Path) -> set[bytes]:
    """Every sealed value of every table, as it lies in the file."""
    found: set[bytes] = set()
    with closing(sqlite3.connect(folder / "intake.db")) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            if "sealed" in columns and table != "facts":
                found |= {bytes(row[0]) for row in connection.execute(f"SELECT sealed FROM {table}")}
    return found


def in_the_group(world: World) -> str:
    """Everything that can be read in the staff group, names of topics and files included."""
    texts = [m.text for m in world.group.messages() if m.from_bot]
    files = [m.document.filename for m in world.group.messages() if m.document is not None]
    return "\n".join([*texts, *files, *world.group.topics.values()])


async def erase(world: World, service: Runner, user: FakeUser) -> None:
    await talk(world, service, user, "/forget", "[Erase everything]")


@pytest.mark.parametrize("forum", [True, False])
async def test_nothing_is_left_of_somebody_erased(tmp_path: Path, forum: bool) -> None:
    async with make_world(tmp_path, forum=forum) as world:
        async with world.service() as service:
            maria = await a_life(world, service)
            tom = await lead(world, service, 8, name="Tom")
            thread = next(iter(world.group.topics), None)
            for text in ("/leads", "/lead 1", "/lead 2", "/lead ＃１", "/find 1", "/today", "/stats", "/audit 1"):
                await staff_say(world, service, text)
                await staff_say(world, service, text, thread)
            await world.group.press(world.office, world.staff, card(world.group, 1), "take:1")
            await world.settled(service)
            assert not [text for text in ON_THE_CARD if text not in card(world.group, 1).text]
            beside = partial(keep_beside, chat=str(NUMBER), now=world.clock(), mark="Zq7beside")
            await service.writer.submit(Call(beside))
            found = peek.person(service.core.database, maria)
            assert found is not None
            assert all(peek.count(service.core.database, table) for table in peek.BESIDE)
            before = sealed_now(tmp_path)
            await talk(world, service, maria, "/mydata")
            await erase(world, service, maria)

            [receipt] = peek.written(world, maria)
            assert RECEIPT in receipt.text
            assert not MARKER.search(in_the_group(world)), MARKER.findall(in_the_group(world))
            assert words("staff-erased", number="1") in [m.text for m in written(world.group)]
            assert "Tom" in card(world.group, 2).text, "and whose it was not stays"
            assert peek.states(service.core.database) == []
            left = sealed_now(tmp_path)
            gone = before - left
            assert len(gone) >= 5
            assert not any(peek.count(service.core.database, table) for table in peek.BESIDE)
        # The files, with their free pages and the write-ahead log.
        here = peek.bytes_on_disk(tmp_path)
        for blob in gone:
            assert blob not in here, "a sealed value of somebody erased lies on a free page"
        for text in (*MARKERS.values(), "Zq7", "zq7", str(NUMBER), found.id):
            assert text.encode() not in here, text
        async with world.service() as service:
            await world.settled(service)
            assert not MARKER.search(in_the_group(world)), "nor after a restart"
            _, listed = await staff_say(world, service, "/leads")
            assert "Tom" in listed.text
            assert not MARKER.search(listed.text)
            assert tom is not maria
    assert not MARKER.search(world.log.printed), [x for x in world.log.printed.splitlines() if MARKER.search(x)][:3]
    for secret in (CLIENT_TOKEN, OFFICE_TOKEN, "client-secret", "office-secret", str(NUMBER)):
        assert secret not in world.log.printed, secret


def typed_questions() -> set[str]:
    """Every question whose answer is in a person's own words or figures."""
    return {question.id for question in HSP if question.kind.typed} | {OWN_WORDS}


def test_every_field_of_a_profile_and_a_lead_has_a_marker() -> None:
    """Whoever adds a question, a fact or a value kept with a lead plants a marker for it, or says why there is none."""
    assert typed_questions() == ANSWERS.keys() | TOO_SHORT
    asked = {field for question in HSP for field in (*question.fields, *question.brings)}
    assert {field.name for field in fields(Profile)} == asked | NOT_ASKED
    assert {field.name for field in fields(Consented)} == SOURCE | OURS
    assert MARKERS.keys() >= SOURCE
    told = {
        name: json.dumps(value, ensure_ascii=False) for name, value in ANSWERS.items() if name != "experience_years"
    }
    assert {name: text for name, text in told.items() if not MARKER.search(text)} == {}


def asks_everything(folder: Path) -> Path:
    """The profile of an office that asks for all that may be asked."""
    profile = folder / "office.toml"
    example = files("bot").joinpath("offices", "tsubakuro.toml").read_text(encoding="utf-8")
    profile.write_text(example + '\n[hand_off]\nasks = ["nationality", "employer"]\n', encoding="utf-8")
    return profile


async def plant(world: World, service: Runner, user: FakeUser) -> None:
    """Have every answer be a marker, as if it had been given."""
    found = peek.person(service.core.database, user)
    assert found is not None

    def change(batch: Batch) -> None:
        person = batch.tx.person(found.id)
        assert person is not None
        for name, value in {**ANSWERS, "contact_way": "email"}.items():
            person.conversation.keep(name, value, TUESDAY_MORNING.date())
        person.touched = True

    await service.writer.submit(Call(change))


async def test_nothing_is_left_of_any_answer(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=asks_everything(tmp_path)) as world:
        async with world.service() as service:
            maria = world.fake.add_private_chat(NUMBER, first_name="Zq7first", language_code="en")
            await talk(world, service, maria, f"/start {MARKERS['source']}", "[English]")
            await interview(world, service, maria, {"goal": "a:pr", **QUALIFIES}, "leave")
            await plant(world, service, maria)
            await talk(world, service, maria, *SENT, "/result", "/mydata", "/recheck")
            for text in ("/leads", "/lead 1"):
                await staff_say(world, service, text)
            shown = card(world.group, 1).text
            assert not [text for text in ON_THE_CARD_TOO if text not in shown]
            before = sealed_now(tmp_path)
            await erase(world, service, maria)
            assert not MARKER.search(in_the_group(world)), MARKER.findall(in_the_group(world))
            gone = before - sealed_now(tmp_path)
            assert len(gone) >= 2
        here = peek.bytes_on_disk(tmp_path)
        for blob in gone:
            assert blob not in here, "a sealed value of somebody erased lies on a free page"
        for text in ("Zq7", "zq7", str(NUMBER)):
            assert text.encode() not in here, text
    assert not MARKER.search(world.log.printed), [x for x in world.log.printed.splitlines() if MARKER.search(x)][:3]


@pytest.mark.parametrize("command", ["/leads", "/lead 1"])
@pytest.mark.parametrize("forum", [True, False])
async def test_an_answer_that_waits_is_not_posted_after_the_receipt(tmp_path: Path, command: str, forum: bool) -> None:
    async with make_world(tmp_path, forum=forum) as world, world.service() as service:
        maria = await lead(world, service, 7, name="Zq7name")
        await lead(world, service, 8, name="Tom")
        gate = world.fake.gate("sendMessage", bot=world.office)
        world.fake.fail_next(
            "sendMessage", 429, "Too Many Requests: retry after 30", retry_after=30, chat_id=STAFF_CHAT
        )
        await world.group.say(world.office, world.staff, command)
        await gate.reached()
        await world.office.drained()
        await maria.send(world.client, "/forget")
        await world.client.drained()
        await world.fake.wait_for(lambda: "cannot be undone" in maria.last(world.client).text)
        await press(world, maria, "Erase everything")
        await world.client.drained()
        await world.fake.wait_for(lambda: any(RECEIPT in m.text for m in maria.messages(world.client)))
        gate.release()
        await world.settled(service)
        assert not MARKER.search(in_the_group(world))
        posted = world.fake.calls_of("sendMessage", bot=world.office, ok=True)
        after = [c for c in posted if world.fake.calls.index(c) > _receipt_at(world)]
        assert not [c for c in after if MARKER.search(str(c.params))], "it was shown, if only for a moment"
        assert peek.states(service.core.database) == []


def _receipt_at(world: World) -> int:
    return next(n for n, c in enumerate(world.fake.calls) if c.ok and RECEIPT in str(c.params.get("text")))


async def test_a_list_that_names_several_goes_when_one_of_them_is_erased(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await lead(world, service, 7, name="Zq7name")
        await lead(world, service, 8, name="Tom")
        _, listed = await staff_say(world, service, "/leads")
        assert "Zq7name" in listed.text
        [help_text] = await staff_say(world, service, "/help")
        await erase(world, service, maria)
        assert listed.deleted or "Zq7name" not in listed.text
        assert not help_text.deleted


async def test_what_may_not_be_deleted_any_more_says_nothing(tmp_path: Path) -> None:
    """After 48 hours a bot may not delete even its own messages; it may still empty them."""
    async with make_world(tmp_path, forum=False) as world, world.service() as service:
        maria = await lead(world, service, 7, name="Zq7name")
        await staff_say(world, service, "/leads")
        await staff_say(world, service, "/lead 1")
        world.clock.advance(timedelta(days=5))
        await erase(world, service, maria)
        assert not MARKER.search(in_the_group(world))


async def test_no_marker_is_logged_when_everything_goes_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        world.allows(".*")
        maria = await lead(world, service, 7, name="Zq7name")
        await interview(world, service, maria, {}, "nowhere")
        refusals = (
            (400, 'Bad Request: can\'t parse entities: unsupported start tag "Zq7server" at byte offset 1'),
            (400, 'Bad Request: SOMETHING_NEW "Zq7server"'),
            (404, 'Not Found: "Zq7server"'),
            (500, "Internal Server Error"),
            (418, 'I am a teapot: "Zq7teapot"'),
        )
        for code, text in refusals:
            for bot in (world.client, world.office):
                world.fake.fail_next("sendMessage", code, text, bot=bot)
            await maria.send(world.client, "Zq7after")
            await world.client.drained()
            await asyncio.wait_for(world.office.drained(), PATIENCE_SECONDS)
        world.expects(undue=True)
        handle = service.core.dialogue.handle

        def fail(*_args: object) -> None:
            raise ValueError("Zq7error")

        monkeypatch.setattr(service.core.dialogue, "handle", fail)
        await maria.send(world.client, "Zq7after")
        await world.client.drained()
        monkeypatch.setattr(service.core.dialogue, "handle", handle)
        world.expected.dead = len(world.dead())
        assert not MARKER.search(world.log.printed), [x for x in world.log.printed.splitlines() if MARKER.search(x)][:3]
