"""The office bot's part of `intake doctor`: who it is, and what it may do in the staff group. It only looks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any

from telegram import Bot, ChatFullInfo, ChatMember, ChatMemberAdministrator, ChatMemberRestricted
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.telegram.errors import Meaning, Refused
from bot.checks.finding import Finding, note, ok, problem, warning
from bot.checks.wire import TIMEOUT_SECONDS, ClockWatch, check_webhook
from bot.office.telegram.wire import as_refusal
from bot.settings import Settings

ABOUT, GROUP = "office bot", "staff group"
TELEGRAM = "https://api.telegram.org"
_ADD = "add the office bot to the staff group and make it an administrator"


async def check_office_bot(
    settings: Settings,
    token: str,
    running: bool,
    moved: tuple[int, int] | None,
    client_id: int | None,
    clock: ClockWatch,
    now: Callable[[], datetime],
) -> list[Finding]:
    """Everything about the office bot and the staff group. `moved` is where the group went, by the database."""
    base = f"{settings.telegram_api or TELEGRAM}/bot"
    request = _request(clock, now)
    bot = Bot(token, base, request=request, get_updates_request=request)
    try:
        await bot.initialize()
        return [finding async for finding in _check(bot, settings, running, moved, client_id)]
    except InvalidToken:
        return [problem(ABOUT, "INTAKE_OFFICE_TOKEN was refused by Telegram: copy it again from @BotFather")]
    except TelegramError as error:
        return [
            problem(
                ABOUT,
                f"Telegram cannot be reached ({type(error).__name__}): "
                "check the network, and INTAKE_TELEGRAM_API if it is set",
            )
        ]
    finally:
        await bot.shutdown()


def _request(clock: ClockWatch, now: Callable[[], datetime]) -> HTTPXRequest:
    async def answered(response: Any) -> None:
        clock.seen(response.headers.get("Date"), now())

    seconds = float(TIMEOUT_SECONDS)
    return HTTPXRequest(
        connect_timeout=seconds,
        read_timeout=seconds,
        write_timeout=seconds,
        pool_timeout=seconds,
        httpx_kwargs={"event_hooks": {"response": [answered]}},
    )


async def _check(
    bot: Bot, settings: Settings, running: bool, moved: tuple[int, int] | None, client_id: int | None
) -> AsyncIterator[Finding]:
    yield ok(ABOUT, f"INTAKE_OFFICE_TOKEN belongs to {bot.first_name} (@{bot.username})")
    if bot.id == client_id:
        yield problem(
            ABOUT, "both tokens belong to one bot: make a second one with @BotFather and set INTAKE_OFFICE_TOKEN to it"
        )
    for finding in check_webhook(f"{ABOUT} updates", "office", await bot.get_webhook_info(), settings, running):
        yield finding
    if settings.office_chat is None:
        yield warning(
            GROUP,
            "INTAKE_OFFICE_CHAT is not set, so leads are kept for later: add the office bot to the group "
            "while `intake run` runs, and set it to the id that the log shows",
        )
        return
    chat = settings.office_chat
    if moved is not None and moved[0] == chat != moved[1]:
        chat = moved[1]
        yield _migrated(chat)
    try:
        async for finding in _group(bot, chat):
            yield finding
    except ChatMigrated as error:
        yield _migrated(error.new_chat_id)
        async for finding in _group(bot, error.new_chat_id):
            yield finding


def _migrated(chat: int) -> Finding:
    return warning(
        GROUP, f"it became a supergroup and has a new id, which intake uses already: set INTAKE_OFFICE_CHAT={chat}"
    )


async def _group(bot: Bot, chat_id: int) -> AsyncIterator[Finding]:
    try:
        chat = await bot.get_chat(chat_id)
        member = None if chat.type in ("private", "channel") else await bot.get_chat_member(chat_id, bot.id)
    except Forbidden:
        yield problem(GROUP, f"the office bot is not in the group {chat_id}, leads wait: {_ADD}")
        return
    except BadRequest as error:
        refused = as_refusal(error)
        if isinstance(refused, Refused) and refused.diagnosis.meaning is Meaning.BLOCKED:
            yield problem(GROUP, f"INTAKE_OFFICE_CHAT {chat_id} was not found: {_ADD}, or correct the setting")
        else:
            yield problem(GROUP, f"Telegram does not show us the group {chat_id} ({refused}): look at it by hand")
        return
    if member is None:
        what = "a private chat" if chat.type == "private" else "a channel"
        yield problem(GROUP, f"INTAKE_OFFICE_CHAT is {what}, where staff cannot work together: set the id of a group")
        return
    if member.status in ("left", "kicked"):
        yield problem(GROUP, f"the office bot is not in the group {chat_id}, leads wait: {_ADD}")
        return
    for finding in (*_topics(chat), *_openness(chat), *_rights(bot, chat, member)):
        yield finding


def _topics(chat: ChatFullInfo) -> list[Finding]:
    if chat.is_forum:
        return [ok(GROUP, f"found: {chat.title}, with a topic for each client")]
    return [
        ok(GROUP, f"found: {chat.title}"),
        warning(
            GROUP,
            "it has no topics, so all clients' cards come one below the other: "
            "switch Topics on in the group's settings to give each client a topic of its own",
        ),
    ]


def _openness(chat: ChatFullInfo) -> list[Finding]:
    """Who else can come in: whoever is in the group sees the leads."""
    found = []
    if chat.username or chat.active_usernames:
        found.append(
            warning(
                GROUP,
                "it is public, so anybody can find it and read the leads: make it private in the group's settings",
            )
        )
    if chat.location is not None:
        found.append(
            warning(GROUP, "it is shown to people nearby, who can join: take the location out of its settings")
        )
    if chat.linked_chat_id is not None:
        found.append(
            warning(GROUP, "it belongs to a channel, whose readers are led into it: unlink the channel in its settings")
        )
    if chat.invite_link and not chat.join_by_request:
        found.append(
            note(
                GROUP,
                "whoever has its invite link comes in: give the link to staff alone, and revoke it when one leaves",
            )
        )
    return found


def _rights(bot: Bot, chat: ChatFullInfo, member: ChatMember) -> list[Finding]:
    if isinstance(member, ChatMemberRestricted) and not member.can_send_messages:
        return [problem(GROUP, "the office bot may not write there: make it an administrator")]
    if not isinstance(member, ChatMemberAdministrator):
        found = [
            warning(
                GROUP,
                "the office bot is no administrator, so it cannot make topics nor erase what others wrote: "
                "make it one, with “Manage topics” and “Delete messages”",
            )
        ]
        if not bot.can_read_all_group_messages:
            found.append(note(GROUP, "by privacy mode it hears commands and replies only, which is all it needs"))
        return found
    found = []
    if chat.is_forum and not member.can_manage_topics:
        found.append(
            warning(GROUP, "the office bot may not make topics: allow “Manage topics” among its administrator's rights")
        )
    if not member.can_delete_messages:
        found.append(
            warning(
                GROUP,
                "the office bot may not delete a client's topic when the client asks for erasure: "
                "allow “Delete messages” among its administrator's rights",
            )
        )
    return found or [ok(GROUP, "the office bot is an administrator and may do all it needs")]


__all__ = ["check_office_bot"]
