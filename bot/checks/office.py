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
from bot.office.telegram.wire import TELEGRAM, as_refusal
from bot.settings import Settings

ABOUT, GROUP = "office bot", "staff group"


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
        return [problem(ABOUT, "doctor-token-refused", setting="INTAKE_OFFICE_TOKEN")]
    except TelegramError as error:
        return [problem(ABOUT, "doctor-telegram-unreachable", error=type(error).__name__)]
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
    yield ok(ABOUT, "doctor-office-is", title=bot.first_name, username=str(bot.username))
    if bot.id == client_id:
        yield problem(ABOUT, "doctor-one-bot")
    for finding in check_webhook(f"{ABOUT} updates", "office", await bot.get_webhook_info(), settings, running):
        yield finding
    if settings.office_chat is None:
        yield warning(GROUP, "doctor-group-not-set")
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
    return warning(GROUP, "doctor-group-migrated", group=str(chat))


async def _group(bot: Bot, chat_id: int) -> AsyncIterator[Finding]:
    try:
        chat = await bot.get_chat(chat_id)
        member = None if chat.type in ("private", "channel") else await bot.get_chat_member(chat_id, bot.id)
    except Forbidden:
        yield problem(GROUP, "doctor-group-not-in", group=str(chat_id))
        return
    except BadRequest as error:
        refused = as_refusal(error)
        if isinstance(refused, Refused) and refused.diagnosis.meaning is Meaning.BLOCKED:
            yield problem(GROUP, "doctor-group-not-found", group=str(chat_id))
        else:
            yield problem(GROUP, "doctor-group-not-shown", group=str(chat_id), error=str(refused))
        return
    if member is None:
        yield problem(GROUP, "doctor-group-no-group", kind="private" if chat.type == "private" else "channel")
        return
    if member.status in ("left", "kicked"):
        yield problem(GROUP, "doctor-group-not-in", group=str(chat_id))
        return
    for finding in (*_topics(chat), *_openness(chat), *_rights(bot, chat, member)):
        yield finding


def _topics(chat: ChatFullInfo) -> list[Finding]:
    if chat.is_forum:
        return [ok(GROUP, "doctor-group-forum", title=str(chat.title))]
    return [
        ok(GROUP, "doctor-group-plain", title=str(chat.title)),
        warning(GROUP, "doctor-group-no-topics"),
    ]


def _openness(chat: ChatFullInfo) -> list[Finding]:
    """Who else can come in: whoever is in the group sees the leads."""
    found = []
    if chat.username or chat.active_usernames:
        found.append(warning(GROUP, "doctor-group-public"))
    if chat.location is not None:
        found.append(warning(GROUP, "doctor-group-nearby"))
    if chat.linked_chat_id is not None:
        found.append(warning(GROUP, "doctor-group-of-channel"))
    if chat.invite_link and not chat.join_by_request:
        found.append(note(GROUP, "doctor-group-link"))
    return found


def _rights(bot: Bot, chat: ChatFullInfo, member: ChatMember) -> list[Finding]:
    if isinstance(member, ChatMemberRestricted) and not member.can_send_messages:
        return [problem(GROUP, "doctor-group-silenced")]
    if not isinstance(member, ChatMemberAdministrator):
        found = [warning(GROUP, "doctor-group-no-administrator")]
        if not bot.can_read_all_group_messages:
            found.append(problem(GROUP, "doctor-group-privacy"))
        return found
    found = []
    if chat.is_forum and not member.can_manage_topics:
        found.append(warning(GROUP, "doctor-group-may-not-make-topics"))
    if not member.can_delete_messages:
        found.append(warning(GROUP, "doctor-group-may-not-delete"))
    return found or [ok(GROUP, "doctor-group-rights")]


__all__ = ["check_office_bot"]
