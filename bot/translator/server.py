"""A translation server as the rest of the house sees it, and how it fails. Knows no server by name."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from bot.errors import OwnError
from bot.turns.translating import Languages


class Failure(StrEnum):
    """How a server fails."""

    UNREACHABLE = "unreachable"
    SLOW = "slow"
    BUSY = "busy"
    UNREADABLE = "unreadable"


class ServerTrouble(OwnError):
    """The server fails, and may be asked again; in so many `seconds`, if it says so. No message of it holds a text."""

    def __init__(self, failure: Failure, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.failure = failure
        self.seconds = seconds


class LanguageLacking(OwnError):
    """The server does not translate between these languages, and was not asked to."""


class NotTranslated(OwnError):
    """The server will not have this very text: asked again, it would say the same."""


class TranslationServer(Protocol):
    """What translates texts."""

    async def translate(self, texts: Sequence[str], languages: Languages) -> list[str]:
        """Return the translation of each text, "" where there is none to be shown.

        Raises `ServerTrouble`, `LanguageLacking` or `NotTranslated`.
        """

    async def known(self) -> dict[str, frozenset[str]]:
        """Return the server's languages by its own codes, with those it translates each to. Raises `ServerTrouble`."""

    async def close(self) -> None:
        """Break off what is under way, and ask no more."""
