"""One suite for every channel: what a post says arrives, whole and in order, whatever the channel can do."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import date

import pytest
from aiogram import Bot

from bot.app import Core
from bot.channels.registry import MESSENGERS
from bot.delivery.courier import Blocked, TooLate, TryLater
from bot.delivery.post import Content, Post, PostButton
from bot.sheets.as_json import to_json
from bot.sheets.fill import card_data
from bot.words.words import Words
from dialogs.abilities import Price
from dialogs.elsewhere import code_of, shown
from dialogs.messages import Act, ActKind, Arg, Text, Typed
from dialogs.talk import Media, Utterance
from scoring import read_profile, score
from tests.channels.dispatch import PaperDispatch, post, screen
from tests.contract.__main__ import RECORDS, table
from tests.contract.channels import AT_ONCE, NOW, Channel
from tests.contract.suite import SUITE, Around
from tests.telegram import FakeBot, FakeTelegram, FakeUser
from tests.telegram.conftest import aio, anna, client_bot, clock, fake

__all__ = ["aio", "anna", "client_bot", "clock", "fake"]

TODAY = date(2026, 11, 22)
TWO = (PostButton(Text("staff-take"), "goal.3.a:one"), PostButton(Text("staff-done"), "goal.3.a:two"))
MANY = (*TWO, PostButton(Text("staff-decline"), "goal.3.a:three"), PostButton(Text("staff-checked"), "goal.3.a:four"))


@pytest.fixture
def words(core: Core) -> Words:
    return core.words


@pytest.fixture(params=[*SUITE])
async def channel(
    request: pytest.FixtureRequest, fake: FakeTelegram, client_bot: FakeBot, anna: FakeUser, aio: Bot, core: Core
) -> AsyncIterator[Channel]:
    async with SUITE[request.param].open(Around(core, fake, client_bot, anna, aio)) as channel:
        yield channel


@pytest.fixture
def dispatch() -> PaperDispatch:
    return PaperDispatch()


def saying(channel: Channel, text: str, *choices: PostButton, handle: str = "c:p:1", **more: str) -> Post:
    lines = (Text("staff-note", {"text": Typed(text)}),)
    content = Content("en", lines, tuple((choice,) for choice in choices))
    return screen(channel.to, content.to_json(), handle, **more)


def read(channel: Channel) -> str:
    return re.sub(r"[\s\u2068\u2069]", "", "".join(channel.seen()))


def test_every_messenger_is_under_the_suite_and_in_its_table() -> None:
    assert set(MESSENGERS) <= set(SUITE) == set(RECORDS)
    head, _, *rows = table()
    assert head == "| | telegram | console | web | line | poor |"
    assert "| window | always open | always open | always open | 1 min | 24 h |" in rows
    assert "| writing first | free | free | free | costs | not |" in rows


async def test_a_channel_is_what_its_record_says(channel: Channel) -> None:
    assert channel.abilities in [one.abilities for one in SUITE.values()]
    can = channel.abilities
    assert can.may_write(NOW.timestamp(), NOW), "whoever has just acted can be answered"
    assert (can.writing_first is Price.FREE) or can.window is not None
    assert bool(can.files) is bool(can.largest_file)
    assert (can.most_choices == 0) is (can.longest_label == 0)


@pytest.mark.parametrize("choices", [TWO, MANY], ids=["few", "many"])
async def test_every_choice_can_be_made(
    channel: Channel, dispatch: PaperDispatch, words: Words, choices: tuple[PostButton, ...]
) -> None:
    await dispatch.deliver(channel.courier, saying(channel, "hello", *choices))
    assert "hello" in read(channel)
    chosen = [channel.choose(words.plain("en", c.label), number) for number, c in enumerate(choices, 1)]
    assert chosen == [choice.data for choice in choices]


async def test_a_long_text_arrives_whole(channel: Channel, dispatch: PaperDispatch) -> None:
    text = " ".join(f"word{number}" for number in range(2_000))
    await dispatch.deliver(channel.courier, saying(channel, text, *MANY))
    assert text.replace(" ", "") in read(channel)
    assert channel.choose("Take", 1) == "goal.3.a:one"
    longest = channel.abilities.longest_text
    assert longest is None or all(len(part) <= longest for part in channel.seen())


async def test_a_change_is_read_and_stays_in_place_where_it_can(channel: Channel, dispatch: PaperDispatch) -> None:
    await dispatch.deliver(channel.courier, saying(channel, "before", *TWO))
    made = await dispatch.deliver(channel.courier, saying(channel, "after", *TWO, handle="c:p:2", replaces="c:p:1"))
    assert list(made) == ["c:p:2"]
    assert "after" in read(channel)
    assert ("before" in read(channel)) is not channel.abilities.edits
    named = "Thistakestheplaceoftheearliermessage“💬Theclientwrote:”"
    assert (named in read(channel)) is not channel.abilities.edits
    assert channel.choose("Done", 2) == "goal.3.a:two"
    # The next step says nothing of what it follows, least of all in words of its own.
    step = Content("en", (Text("booking-zone"),), (TWO,))
    await dispatch.deliver(channel.courier, screen(channel.to, step.to_json(), "c:p:3", replaces="c:p:2"))
    assert read(channel).count("Thistakestheplace") == (0 if channel.abilities.edits else 1)


async def test_a_strip_does_no_harm(channel: Channel, dispatch: PaperDispatch) -> None:
    await dispatch.deliver(channel.courier, saying(channel, "hello", *TWO))
    await dispatch.deliver(channel.courier, post("strip", {"to": channel.to, "at": None}, "c:p:1"))
    assert "hello" in read(channel)
    if channel.abilities.edits:
        assert channel.choose("Take", 1) is None


async def test_a_picture_can_be_read_in_words(channel: Channel, dispatch: PaperDispatch, words: Words) -> None:
    facts = {"category": "b", "birth_date": "1994-05-01", "degrees": ["master"], "salary_yen": 7_200_000}
    [entry] = score(read_profile(facts), as_of=TODAY).categories
    picture = to_json(card_data(words, "en", entry, today=TODAY, table=date(2023, 4, 21), office="Tsubakuro", steps=()))
    await dispatch.deliver(channel.courier, post("picture", {"to": channel.to, "language": "en", "picture": picture}))
    assert f"{entry.total}points" in read(channel)


async def test_a_file_arrives_as_one_or_as_text(channel: Channel, dispatch: PaperDispatch) -> None:
    content = Content("en", (Text("exported"),), (), ("mydata.json", '{"answers": "all of them"}'))
    await dispatch.deliver(channel.courier, screen(channel.to, content.to_json()))
    if channel.abilities.files:
        assert channel.files() == ['{"answers": "all of them"}']
    else:
        assert '{"answers":"allofthem"}' in read(channel)


async def test_a_talk_for_the_calendar_arrives_as_a_file_or_in_words(
    channel: Channel, dispatch: PaperDispatch, words: Words
) -> None:
    link = "https://calendar.google.com/calendar/render?action=TEMPLATE"
    beside, instead = (Text(key, {"time": "Friday", "link": link}) for key in ("entry-new", "entry-new-no-file"))
    dispatch.entry_as_file = Content("en", (beside,), (), ("consultation.ics", "BEGIN:VCALENDAR"))
    dispatch.entry_in_words = Content("en", (instead,))
    entry = post("entry", {"to": channel.to, "language": "en"}, "c:p:1")
    assert list(await dispatch.deliver(channel.courier, entry)) == ["c:p:1"]
    assert "Friday" in read(channel)
    assert link in read(channel)
    assert channel.files() == (["BEGIN:VCALENDAR"] if channel.abilities.files else [])
    assert "VCALENDAR" not in read(channel)


async def test_a_talk_that_has_become_another_is_not_sent(channel: Channel, dispatch: PaperDispatch) -> None:
    assert await dispatch.deliver(channel.courier, post("entry", {"to": channel.to, "language": "en"}, "c:p:1")) == {}
    assert read(channel) == ""
    assert dispatch.asked == []


async def test_what_staff_write_arrives_and_what_cannot_be_carried_is_named(
    channel: Channel, dispatch: PaperDispatch
) -> None:
    above = Content("en", (Text("from-office", {"name": "Tsubakuro"}),))
    said = (
        Utterance("Please call <us>"),
        Utterance(media=Media("contact", about={"name": "Hana", "phone": "+819000000000"})),
    )
    for number, one in enumerate(said):
        payload = {"say": above.to_json(), "said": [one.to_json()], "copies": [f"k:{number}"], "of": ["7"]}
        relay = post("relay", {"to": channel.to, "changes": False, "source": "office", **payload}, f"k:{number}")
        assert list(await dispatch.deliver(channel.courier, relay)) == [f"k:{number}"]
    assert "Pleasecall<us>" in read(channel)
    assert "Tsubakuro" in read(channel)
    if channel.name != "telegram":
        assert "acontact:Hana:+819000000000" in read(channel)


async def test_a_translation_arrives_beneath_what_staff_wrote_or_by_itself(
    channel: Channel, dispatch: PaperDispatch
) -> None:
    above = Content("en", (Text("from-office", {"name": "Tsubakuro"}),)).to_json()
    said = {"to": channel.to, "said": [Utterance("電話を<ください>").to_json()], "copies": ["k:0"]}
    relay = post("relay", {**said, "say": above, "changes": False, "source": "office", "of": ["7"]}, "k:0")
    made = await dispatch.deliver(channel.courier, relay)
    before = len(channel.seen())
    say = Content("en", (Text("translation-mark"), Text("said", {"text": Typed("Please <call>")})))
    more = {"say": say.to_json(), "above": above, "at": made["k:0"], "texts": ["Please <call>"]}
    await dispatch.deliver(channel.courier, post("translation", {**said, **more}, "k:0/t"))
    assert "電話を<ください>" in read(channel)
    assert read(channel).endswith("Machinetranslation,maybewrong:Please<call>")
    if channel.abilities.edits:
        assert len(channel.seen()) == before


async def test_an_erasure_takes_back_what_can_be_taken_back(channel: Channel, dispatch: PaperDispatch) -> None:
    made = await dispatch.deliver(channel.courier, saying(channel, "hello"))
    await dispatch.deliver(channel.courier, post("erase", {"to": channel.to, "messages": list(made.values())}))
    assert ("hello" in read(channel)) is not channel.abilities.erases


async def test_a_retraction_takes_back_what_can_be_taken_back(channel: Channel, dispatch: PaperDispatch) -> None:
    said = saying(channel, "hello")
    await channel.courier.retract(said, await dispatch.deliver(channel.courier, said))
    assert ("hello" in read(channel)) is not channel.abilities.erases


async def test_a_person_who_blocks_us_is_known_as_such(channel: Channel, dispatch: PaperDispatch) -> None:
    await channel.block()
    with pytest.raises(Blocked):
        await dispatch.deliver(channel.courier, saying(channel, "hello"))
    assert "hello" not in read(channel)


async def test_what_comes_too_late_for_a_channel_is_known_as_such(channel: Channel, dispatch: PaperDispatch) -> None:
    if channel.abilities.window is None:
        return
    channel.shut()
    with pytest.raises(TooLate):
        await dispatch.deliver(channel.courier, saying(channel, "hello"))
    await channel.types("I am back")
    await dispatch.deliver(channel.courier, saying(channel, "hello"))
    assert read(channel).count("hello") == 1


async def test_a_passing_failure_passes(channel: Channel, dispatch: PaperDispatch) -> None:
    said = saying(channel, " ".join(["word"] * 500), *TWO)
    channel.trouble()
    with pytest.raises(TryLater):
        await dispatch.deliver(channel.courier, said)
    await dispatch.deliver(channel.courier, said)
    assert read(channel).count("word") == 500, "whole, and once"
    assert channel.choose("Take", 1) == "goal.3.a:one"


# --- receiving ------------------------------------------------------------------------------------------------------


def last(channel: Channel) -> Act:
    """The act of the last turn, which says where it came from."""
    turn = channel.taken.turns[-1]
    assert (turn.channel, turn.chat, turn.now) == (channel.name, channel.to, NOW)
    assert turn.update_key
    return turn.act


async def test_a_text_is_the_same_act_everywhere(channel: Channel) -> None:
    await channel.types("I am 31, and 2 years in Japan")
    act = last(channel)
    assert (act.kind, act.text, act.command, act.data) == (ActKind.TEXT, "I am 31, and 2 years in Japan", "", "")


async def test_a_code_for_going_on_elsewhere_is_shown_whole_and_read_everywhere(
    channel: Channel, dispatch: PaperDispatch
) -> None:
    args: dict[str, Arg] = {"code": shown("BCDFGHJKMN"), "minutes": "15", "where": ()}
    content = Content("en", (Text("elsewhere-code", args),))
    await dispatch.deliver(channel.courier, screen(channel.to, content.to_json()))
    assert "BCDFG-HJKMN" in read(channel)
    await channel.types("bcdfg hjkmn")
    assert code_of(last(channel)) == "BCDFGHJKMN"


@pytest.mark.parametrize(
    ("line", "name", "argument"), [("/MyData", "mydata", ""), ("/human please call\nme", "human", "please call\nme")]
)
async def test_a_command_is_the_same_act_everywhere(channel: Channel, line: str, name: str, argument: str) -> None:
    await channel.types(line)
    act = last(channel)
    assert (act.kind, act.command, act.text) == (ActKind.COMMAND, name, argument)


@pytest.mark.parametrize("choices", [TWO, MANY], ids=["few", "many"])
async def test_a_press_is_the_same_act_everywhere(
    channel: Channel, dispatch: PaperDispatch, words: Words, choices: tuple[PostButton, ...]
) -> None:
    await dispatch.deliver(channel.courier, saying(channel, "hello", *choices))
    await channel.presses(words.plain("en", choices[-1].label), len(choices))
    act = last(channel)
    assert (act.kind, act.text, act.command) == (ActKind.PRESS, "", "")
    assert act.data.endswith(choices[-1].data)


async def test_a_photo_and_a_contact_are_the_same_acts_everywhere(channel: Channel) -> None:
    if "photo" in channel.can:
        await channel.sends("photo")
        act = last(channel)
        assert (act.kind, act.text, act.data) == (ActKind.OTHER, "photo", "")
    if "contact" in channel.can:
        await channel.sends("contact", "+81901234")
        act = last(channel)
        assert (act.kind, act.text, act.data) == (ActKind.OTHER, "contact", "+81901234")


async def test_a_block_is_the_same_act_everywhere(channel: Channel) -> None:
    if "leave" in channel.can:
        await channel.leaves()
        assert last(channel) == Act(ActKind.LEFT)


async def test_every_act_has_a_key_of_its_own(channel: Channel) -> None:
    for line in ("one", "one", "/help"):
        await channel.types(line)
    keys = [turn.update_key for turn in channel.taken.turns]
    assert len(set(keys)) == len(keys) == 3


async def test_too_much_at_once_is_said_once_wherever_others_could_wait(channel: Channel) -> None:
    for _ in range(AT_ONCE + 3):
        await channel.types("again")
    kinds = [turn.act.kind for turn in channel.taken.turns]
    read = [ActKind.TEXT] * AT_ONCE
    assert kinds == read + ([ActKind.TOO_FAST] if "flood" in channel.can else [ActKind.TEXT] * 3)
    await channel.types("/forget")
    assert last(channel).command == "forget", "nobody is locked out of erasure"


async def test_what_nobody_can_read_is_recorded_under_its_channel(channel: Channel) -> None:
    if "unread" in channel.can:
        await channel.sends_what_nobody_can_read()
        [(name, key, kind)] = channel.taken.unread
        assert name == channel.name
        assert key
        assert kind
