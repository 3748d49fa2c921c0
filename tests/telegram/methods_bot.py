"""The bot itself: who it is, its commands and texts, and how it gets its updates."""

from __future__ import annotations

import ipaddress
import re
from typing import Any
from urllib.parse import urlsplit

from .bots import Webhook, scope_key
from .context import Context, Handler
from .errors import bad_request, broken_limit
from .messages import Json
from .schema import load_schema

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_PORTS = (443, 80, 88, 8443)
# Setting, field of the answer to the getter, longest value.
_TEXTS = {
    "Name": ("name", 64),
    "Description": ("description", 512),
    "ShortDescription": ("short_description", 120),
}


def get_me(ctx: Context) -> Json:
    """getMe."""
    return ctx.bot.me


def yes(ctx: Context) -> bool:
    """logOut and close: accepted, and without effect."""
    return True


# Commands and texts.


def set_my_commands(ctx: Context) -> bool:
    """setMyCommands, for one scope and language."""
    commands = ctx.params["commands"]
    if len(commands) > 100:
        raise broken_limit("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"]):
            raise broken_limit("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise broken_limit("BOT_COMMAND_DESCRIPTION_INVALID")
    ctx.bot.commands[_command_key(ctx)] = commands
    return True


def get_my_commands(ctx: Context) -> list[Json]:
    """getMyCommands: exactly this scope and language, nothing inherited."""
    return ctx.bot.commands.get(_command_key(ctx), [])


def delete_my_commands(ctx: Context) -> bool:
    """deleteMyCommands."""
    ctx.bot.commands.pop(_command_key(ctx), None)
    return True


def _command_key(ctx: Context) -> tuple[str, str]:
    scope = ctx.get("scope") or {"type": "default"}
    number = scope.get("chat_id")
    if number is not None and number not in ctx.world.groups and number not in ctx.world.users:
        raise bad_request("chat not found")
    return scope_key(scope), _language(ctx)


def _language(ctx: Context) -> str:
    code = str(ctx.get("language_code", ""))
    if not _LANGUAGE.fullmatch(code):
        raise broken_limit("invalid language code specified")
    return code


def _text_setter(field: str, limit: int) -> Handler:
    def handler(ctx: Context) -> bool:
        value = ctx.get(field, "")
        if len(value) > limit:
            raise broken_limit(f"{field} must have at most {limit} characters")
        ctx.bot.profile[field, _language(ctx)] = value
        return True

    return handler


def _text_getter(field: str) -> Handler:
    def handler(ctx: Context) -> Json:
        # A language without a text of its own shows the one that is for all.
        texts = ctx.bot.profile
        return {field: texts.get((field, _language(ctx))) or texts.get((field, ""), "")}

    return handler


# Updates. (getUpdates waits, so the server itself runs it; here are its limits.)


def poll_arguments(ctx: Context) -> tuple[int, int, int]:
    """Check the parameters of getUpdates, remember the kinds asked for; return offset, limit, timeout."""
    limit = ctx.get("limit", 100)
    if not 1 <= limit <= 100:
        raise broken_limit("limit must be between 1 and 100")
    timeout = ctx.get("timeout", 0)
    if timeout < 0:
        raise broken_limit("timeout must not be negative")
    _remember_kinds(ctx)
    return ctx.get("offset", 0), limit, timeout


def set_webhook(ctx: Context) -> bool:
    """setWebhook; plain http is let pass to this machine only, where the tests listen."""
    url = ctx.params["url"]
    if not url:
        return delete_webhook(ctx)
    _check_url(url)
    secret = ctx.get("secret_token")
    if secret is not None and not _SECRET.fullmatch(secret):
        raise broken_limit("secret token contains unallowed characters")
    connections = ctx.get("max_connections", 40)
    if not 1 <= connections <= 100:
        raise broken_limit("max_connections must be between 1 and 100")
    _remember_kinds(ctx)
    if ctx.get("drop_pending_updates"):
        ctx.bot.drop_pending()
    ctx.bot.webhook = Webhook(url, secret, connections, ctx.get("ip_address"), ctx.get("certificate") is not None)
    ctx.bot.stir()  # a poll that waits ends with a conflict
    return True


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not (parts.scheme == "http" and _is_loopback(host)):
        if parts.scheme != "https":
            raise broken_limit("bad webhook: An HTTPS URL must be provided for webhook")
        if (parts.port or 443) not in _PORTS:
            raise broken_limit("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def delete_webhook(ctx: Context) -> bool:
    """deleteWebhook."""
    if ctx.get("drop_pending_updates"):
        ctx.bot.drop_pending()
    ctx.bot.webhook = Webhook()
    return True


def get_webhook_info(ctx: Context) -> Json:
    """getWebhookInfo."""
    hook = ctx.bot.webhook
    info: dict[str, Any] = {
        "url": hook.url,
        "has_custom_certificate": hook.has_custom_certificate,
        "pending_update_count": len(ctx.bot.pending),
    }
    if hook.url:
        info |= {"max_connections": hook.max_connections, "ip_address": hook.ip_address or "127.0.0.1"}
    if ctx.bot.allowed_updates:
        info["allowed_updates"] = ctx.bot.allowed_updates
    if hook.last_error_date is not None:
        info |= {
            "last_error_date": int(hook.last_error_date.timestamp()),
            "last_error_message": hook.last_error,
        }
    return info


def _remember_kinds(ctx: Context) -> None:
    # Left out, the list stays as it was; an empty list goes back to what Telegram sends by default.
    kinds = ctx.get("allowed_updates")
    if kinds is None:
        return
    unknown = set(kinds) - load_schema().update_kinds
    if unknown:
        raise broken_limit(f"allowed_updates names unknown kinds: {', '.join(sorted(unknown))}")
    ctx.bot.allowed_updates = list(kinds)


def set_chat_menu_button(ctx: Context) -> bool:
    """setChatMenuButton: of all private chats, or of one; a page must be encrypted."""
    button = ctx.get("menu_button") or {"type": "default"}
    if button["type"] == "web_app":
        if not button.get("text"):
            raise broken_limit("BUTTON_TEXT_INVALID")
        if not button["web_app"]["url"].startswith("https://"):
            raise broken_limit("BUTTON_URL_INVALID")
    ctx.bot.menu_buttons[ctx.get("chat_id")] = button
    return True


HANDLERS: dict[str, Handler] = {
    "getMe": get_me,
    "logOut": yes,
    "close": yes,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    **{f"setMy{what}": _text_setter(field, limit) for what, (field, limit) in _TEXTS.items()},
    **{f"getMy{what}": _text_getter(field) for what, (field, _) in _TEXTS.items()},
}
