"""Checks of LINE: who we are there, where it sends events to and whether it does, and what is left of the quota."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.channels.files import Unreachable
from bot.channels.line.wire import LineRefused, LineWire
from bot.checks.finding import Finding, ok, problem, warning
from bot.settings import Settings
from dialogs.office import LineRule

ABOUT = "LINE"
WEBHOOK = "/v2/bot/channel/webhook/endpoint"
# Of a quota of which less than this part is left it is said in time.
LITTLE = 0.1


async def check_line(settings: Settings, rule: LineRule, wire: LineWire | None = None) -> list[Finding]:
    """What is to be said about LINE."""
    wire = wire or LineWire(settings.line_token or "")
    try:
        return [finding async for finding in _check(wire, settings, rule)]
    except LineRefused as refused:
        if refused.code in (401, 403):
            return [problem(ABOUT, "doctor-line-token-refused")]
        return [problem(ABOUT, "doctor-line-unreachable", error=str(refused))]
    except (Unreachable, KeyError, TypeError, AttributeError) as error:
        return [problem(ABOUT, "doctor-line-unreachable", error=type(error).__name__)]
    finally:
        await wire.close()


async def _check(wire: LineWire, settings: Settings, rule: LineRule) -> AsyncIterator[Finding]:
    me = await wire.call("GET", "/v2/bot/info")
    yield ok(ABOUT, "doctor-line-is", title=str(me["displayName"]), username=str(me["basicId"]))
    if me.get("chatMode") == "chat":
        # The account's own answers would come between ours.
        yield warning(ABOUT, "doctor-line-chat-mode")
    yield await _webhook(wire, f"{settings.links_base}/line")
    yield await _quota(wire, rule)


async def _webhook(wire: LineWire, url: str) -> Finding:
    try:
        told = await wire.call("GET", WEBHOOK)
    except LineRefused as refused:
        if refused.code != 404:
            raise
        return warning(ABOUT, "doctor-line-webhook-none", url=url)
    if told["endpoint"] != url:
        return warning(ABOUT, "doctor-line-webhook-other", url=url)
    if not told["active"]:
        return problem(ABOUT, "doctor-line-webhook-off")
    return ok(ABOUT, "doctor-line-webhook", url=url)


async def _quota(wire: LineWire, rule: LineRule) -> Finding:
    quota = await wire.call("GET", "/v2/bot/message/quota")
    used = int((await wire.call("GET", "/v2/bot/message/quota/consumption"))["totalUsage"])
    limits = [one for one in (quota.get("value"), rule.monthly_limit) if isinstance(one, int)]
    if not limits:
        return ok(ABOUT, "doctor-line-quota-endless", used=str(used))
    limit = min(limits)
    left = max(0, limit - used)
    told = {"left": str(left), "limit": str(limit)}
    if not left:
        return warning(ABOUT, "doctor-line-quota-over", **told)
    if left <= limit * LITTLE:
        return warning(ABOUT, "doctor-line-quota", **told)
    return ok(ABOUT, "doctor-line-quota", **told)


__all__ = ["check_line"]
