"""What setting up asks about LINE: whether the office has it, and its three settings, each looked at as it is given."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from bot.channels.files import Unreachable
from bot.settings import Settings, setting_named
from bot.setup.prompt import Prompt, Wrong
from dialogs.messages import Text

SECRET, TOKEN, PUBLIC = "INTAKE_LINE_SECRET", "INTAKE_LINE_TOKEN", "INTAKE_PUBLIC_URL"


@dataclass(frozen=True, slots=True)
class LineAccount:
    """Whose a token is."""

    title: str
    name: str


def ask_line(prompt: Prompt, settings: Settings, environ: Mapping[str, str]) -> dict[str, str]:
    """Return what is new of LINE's settings; nothing where the office has no LINE, or keeps what it has."""
    if SECRET in environ or TOKEN in environ:
        prompt.tell("init-environment", setting=f"{SECRET}, {TOKEN}")
        return {}
    if settings.line_secret is not None and settings.line_token is not None:
        account = identify(settings.line_token)
        if isinstance(account, Wrong):
            prompt.tell("init-known-wrong", setting=TOKEN, why=account.why)
        elif prompt.confirm(Text("init-keep", {"setting": TOKEN, "value": f"{account.title}, {account.name}"})):
            return {}
    if not prompt.confirm(Text("init-line"), default=False):
        return {}
    return _asked(prompt, settings, environ)


def _asked(prompt: Prompt, settings: Settings, environ: Mapping[str, str]) -> dict[str, str]:
    found = {}
    if settings.links_base is None and PUBLIC not in environ:
        prompt.tell("init-public-how")
        found[PUBLIC] = prompt.ask(Text("init-public"), lambda answer: _read(PUBLIC, answer, "init-public-wrong"))
    prompt.tell("init-line-how")
    found[SECRET] = prompt.ask(
        Text("init-line-secret"), lambda answer: _read(SECRET, answer, "init-line-secret-form"), secret=True
    )
    token, account = prompt.ask(Text("init-line-token"), _known_token, secret=True)
    found[TOKEN] = token
    prompt.tell("init-line-is", title=account.title, name=account.name)
    prompt.tell("init-line-after")
    return found


def _read(name: str, answer: str, wrong: str) -> str | Wrong:
    value = setting_named(name).read(unicodedata.normalize("NFKC", answer))
    return Wrong(Text(wrong)) if value is None else str(value)


def _known_token(answer: str) -> tuple[str, LineAccount] | Wrong:
    token = _read(TOKEN, answer, "init-line-token-form")
    if isinstance(token, Wrong):
        return token
    account = identify(token)
    return account if isinstance(account, Wrong) else (token, account)


def identify(token: str) -> LineAccount | Wrong:
    """Ask LINE whose a token is."""
    return asyncio.run(_identify(token))


async def _identify(token: str) -> LineAccount | Wrong:
    # Imported here: an office without LINE loads nothing of it.
    from bot.channels.line.wire import LineRefused, LineWire

    wire = LineWire(token)
    try:
        told = await wire.call("GET", "/v2/bot/info")
        return LineAccount(str(told["displayName"]), str(told["basicId"]))
    except LineRefused as refused:
        return Wrong(Text("init-line-refused" if refused.kind == "token" else "init-line-unreachable"))
    except (Unreachable, KeyError, TypeError):
        return Wrong(Text("init-line-unreachable"))
    finally:
        await wire.close()


__all__ = ["LineAccount", "ask_line", "identify"]
