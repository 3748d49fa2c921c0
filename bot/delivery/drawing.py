"""Draws queued cards and sheets: in a thread, one at a time, what draws loaded only when it is needed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from bot.errors import OwnError

Draw = Callable[[Mapping[str, Any]], bytes]


class NotDrawn(OwnError):
    """It could not be drawn, and will not be; the message is the kind of error, never what it says."""


class Drawing:
    """One at a time: fifty pictures asked for at once must not take the machine from whoever types."""

    def __init__(self) -> None:
        self._one = asyncio.Semaphore(1)

    async def picture(self, values: Mapping[str, Any]) -> bytes:
        """A score card as a PNG, of what `bot.sheets.as_json` made of it. Raises `NotDrawn`."""
        return await self._drawn(_picture, values)

    async def sheet(self, values: Mapping[str, Any]) -> bytes:
        """A worksheet as a PDF, of what `bot.sheets.as_json` made of it. Raises `NotDrawn`."""
        return await self._drawn(_sheet, values)

    async def _drawn(self, draw: Draw, values: Mapping[str, Any]) -> bytes:
        async with self._one:
            try:
                return await asyncio.to_thread(draw, values)
            except Exception as error:
                raise NotDrawn(type(error).__name__) from None


# What draws takes half a second to load: not on the event loop either.


def _picture(values: Mapping[str, Any]) -> bytes:
    from bot.sheets.as_json import card_from_json
    from bot.sheets.score_card import score_card

    return score_card(card_from_json(values))


def _sheet(values: Mapping[str, Any]) -> bytes:
    from bot.sheets.as_json import sheet_from_json
    from bot.sheets.worksheet import worksheet

    return worksheet(sheet_from_json(values))
