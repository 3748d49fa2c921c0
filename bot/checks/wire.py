"""Checks that are the same for both bots: where Telegram sends updates, and whether our clock is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from bot.checks.finding import Finding, ok, problem, warning
from bot.clock import moment_in
from bot.settings import Settings

TIMEOUT_SECONDS = 10
CLOCK_OFF_SECONDS = 60
MANY_WAITING = 20
# The only ports Telegram's own servers call.
_PORTS = (443, 80, 88, 8443)


class WebhookInfo(Protocol):
    """Telegram's answer to getWebhookInfo, as both libraries read it."""

    @property
    def url(self) -> str:
        """The address, empty while there is none."""

    @property
    def pending_update_count(self) -> int:
        """How many updates wait."""

    @property
    def last_error_message(self) -> str | None:
        """What went wrong at the last delivery."""


@dataclass
class ClockWatch:
    """How far our clock is from that of the Bot API server; `seen` takes the Date header of an answer."""

    server: list[tuple[datetime, datetime]] = field(default_factory=list)

    def seen(self, header: str | None, now: datetime) -> None:
        """Remember what the server's clock said at a moment of ours."""
        said = moment_in(header)
        if said is not None:
            self.server.append((said, now))

    def check(self) -> Iterator[Finding]:
        """One line, if a server answered at all."""
        if not self.server:
            return
        off = min(((now - said).total_seconds() for said, now in self.server), key=abs)
        if abs(off) > CLOCK_OFF_SECONDS:
            seconds, which = round(abs(off)), "ahead" if off > 0 else "behind"
            yield warning("clock", "doctor-clock-off", count=seconds, which=which)
        else:
            yield ok("clock", "doctor-clock-agrees")


def check_webhook(about: str, name: str, info: WebhookInfo, settings: Settings, running: bool) -> Iterator[Finding]:
    """Whether updates of a bot (`name` is its path) arrive where we wait for them."""
    serious = problem if running else warning
    if settings.webhook_url is None:
        if info.url:
            yield serious(about, "doctor-webhook-left", running=_yes(running))
        else:
            yield ok(about, "doctor-polling")
        return
    expected = f"{settings.webhook_url}/{name}"
    if not info.url:
        yield serious(about, "doctor-webhook-none", running=_yes(running))
    elif info.url != expected:
        yield serious(about, "doctor-webhook-other", running=_yes(running))
    elif info.last_error_message:
        yield warning(
            about,
            "doctor-webhook-failed",
            url=expected,
            error=info.last_error_message,
            count=info.pending_update_count,
            place=f"{settings.host}:{settings.port}",
        )
    elif info.pending_update_count > MANY_WAITING:
        yield warning(about, "doctor-updates-wait", count=info.pending_update_count)
    else:
        yield ok(about, "doctor-webhook-registered", url=expected, count=info.pending_update_count)


def check_webhook_address(settings: Settings) -> Iterator[Finding]:
    """Telegram calls four ports only; a Bot API server of one's own may call any."""
    if settings.webhook_url is None or settings.telegram_api is not None:
        return
    parts = urlsplit(settings.webhook_url)
    if parts.scheme != "https" or (parts.port or 443) not in _PORTS:
        yield problem("webhook", "doctor-webhook-ports")


def _yes(running: bool) -> str:
    return "yes" if running else "no"


__all__ = ["TIMEOUT_SECONDS", "ClockWatch", "WebhookInfo", "check_webhook", "check_webhook_address"]
