"""Who is staff, as the group says it: how long that is good for, and what holds while the group cannot be asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
import telegram

from bot.office import roster
from bot.office.roster import CannotTell, NoBook, Roster
from bot.office.telegram.book import TelegramBook, name_of
from dialogs.desk.matter import Member
from dialogs.desk.rights import LEAD, MEMBER, Rights
from tests.channels.conftest import forum, ptb
from tests.telegram import FakeGroup, FakeTelegram
from tests.telegram.conftest import clock, fake, office_bot

__all__ = ["clock", "fake", "forum", "office_bot", "ptb"]

CHAT = -1001234
LEADS, SATO = Member("900", "五十嵐"), Member("901", "佐藤")
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
EVERYTHING = ("administrators", "inside")


class Book:
    """What the group says, and what it was asked; `silent` are the questions that it does not answer now."""

    def __init__(self) -> None:
        self.inside = {"901"}
        self.silent: tuple[str, ...] = ()
        self.asked: list[str] = []
        self.moment = NOW

    def now(self) -> datetime:
        return self.moment

    async def administrators(self, chat: int) -> Sequence[Member]:
        self._answer("administrators")
        return [LEADS]

    async def is_inside(self, chat: int, member: Member) -> bool:
        self._answer(f"inside {member.id}")
        return member.id in self.inside

    async def is_known_inside(self, chat: int, member: Member) -> bool:
        return await self.is_inside(chat, member)

    def _answer(self, question: str) -> None:
        self.asked.append(question)
        if question.startswith(self.silent):
            raise CannotTell


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def staff(book: Book) -> Roster:
    return Roster((), book, book.now)


async def rights(staff: Roster, member: Member = SATO, *, anew: bool = False) -> Rights:
    return await staff.rights(CHAT, member, is_anonymous=False, anew=anew)


async def test_for_everyday_acts_the_group_is_asked_once_in_ten_minutes(book: Book, staff: Roster) -> None:
    for _ in range(2):
        assert (await rights(staff)).role == MEMBER
    assert book.asked == ["administrators", "inside 901"]
    book.moment += timedelta(minutes=10)
    assert (await rights(staff)).role == MEMBER
    assert book.asked == ["administrators", "inside 901"] * 2


async def test_whoever_left_is_no_staff_once_it_is_asked_anew(book: Book, staff: Roster) -> None:
    await rights(staff)
    book.inside.clear()
    assert (await rights(staff)).role == MEMBER
    for anew in (True, False):
        assert (await rights(staff, anew=anew)).role is None


@pytest.mark.parametrize("silent", [EVERYTHING, ("administrators",), ("inside",)])
async def test_while_the_group_cannot_be_asked_everyday_acts_go_on_for_half_a_day_and_no_others(
    book: Book, staff: Roster, silent: tuple[str, ...]
) -> None:
    await rights(staff)
    book.silent = silent
    assert not (await rights(staff, anew=True)).is_checked
    for hours, role in ((1, MEMBER), (12, MEMBER), (13, None)):
        book.moment = NOW + timedelta(hours=hours)
        found = await rights(staff)
        assert (found.role, found.is_checked) == (role, role is not None)


async def test_of_a_member_who_is_asked_about_for_the_first_time_silence_says_nothing(
    book: Book, staff: Roster
) -> None:
    assert (await rights(staff, LEADS)).role == LEAD
    book.silent = EVERYTHING
    assert not (await rights(staff)).is_checked
    assert (await rights(staff, LEADS)).role == LEAD


async def test_of_a_large_group_those_who_acted_last_are_remembered(
    book: Book, staff: Roster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster, "MOST_SEEN", 2)
    members = [Member(str(number), "…") for number in (901, 902, 903)]
    book.inside = {"901", "902", "903"}
    for member in members:
        found = await rights(staff, member)
    assert found.colleagues == (LEADS, *members[1:])
    book.asked.clear()
    await rights(staff, members[0])
    assert book.asked == ["inside 901"]


async def test_an_office_without_a_group_cannot_say_who_is_staff() -> None:
    assert not (await rights(Roster((), NoBook(), lambda: NOW))).is_checked
    for asked in (NoBook().administrators(CHAT), NoBook().is_inside(CHAT, SATO)):
        with pytest.raises(CannotTell):
            await asked


@pytest.mark.parametrize(
    ("code", "refusal", "is_inside"),
    [
        (400, "Bad Request: CHAT_ADMIN_REQUIRED", True),
        (403, "Forbidden: bot is not a member of the supergroup chat", True),
        (429, "Too Many Requests: retry after 3", None),
        (502, "Bad Gateway", None),
    ],
)
async def test_whom_telegram_does_not_tell_a_bot_of_is_in_the_group_and_trouble_says_nothing(
    fake: FakeTelegram, ptb: telegram.Bot, code: int, refusal: str, is_inside: bool | None
) -> None:
    fake.fail_next("getChatMember", code, refusal, retry_after=3 if code == 429 else None)
    asked = TelegramBook(ptb).is_inside(CHAT, SATO)
    if is_inside is None:
        with pytest.raises(CannotTell):
            await asked
    else:
        assert await asked is is_inside


@pytest.mark.parametrize(
    ("names", "called"),
    [
        (("佐藤", "花子"), "佐藤 花子"),
        (("佐藤", None), "佐藤"),
        (("\u3164", "花子"), "\u3164 花子"),
        (("\u200b", "\u2800"), "ID 901"),
    ],
    ids=["both", "one", "one is seen", "none is seen"],
)
def test_whoever_has_a_name_that_nobody_sees_is_called_by_their_number(
    names: tuple[str | None, ...], called: str
) -> None:
    assert name_of(901, *names) == called


async def test_an_administrator_without_a_name_can_be_asked_by_their_number(
    fake: FakeTelegram, ptb: telegram.Bot, forum: FakeGroup
) -> None:
    forum.add_member(fake.add_private_chat(900, first_name="\u3164"), owner=True)
    assert await TelegramBook(ptb).administrators(CHAT) == [Member("900", "ID 900")]
