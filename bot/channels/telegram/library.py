"""aiogram, imported in a quarter of the time: its models are built when they are first used, and most never are.

Whoever needs a name of aiogram takes it from here. The library builds each of its four hundred models as it is
imported, so that they may name one another; pydantic does the same for a model as it is first used, once the names
can be found where the model stands.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel


@contextmanager
def _built_when_used() -> Iterator[None]:
    """Have whatever models are imported meanwhile built later."""
    names: list[tuple[type[BaseModel], Mapping[str, Any]]] = []

    def later(model: type[Any], /, *, _types_namespace: Mapping[str, Any] | None = None, **_how: object) -> None:
        names.append((model, _types_namespace or {}))

    rebuild = BaseModel.__dict__["model_rebuild"]
    BaseModel.model_rebuild = classmethod(later)  # type: ignore[method-assign,assignment]  # put back below
    BaseModel.model_config["defer_build"] = True
    try:
        yield
    finally:
        BaseModel.model_rebuild = rebuild  # type: ignore[method-assign]
        del BaseModel.model_config["defer_build"]
    for model, others in names:
        known = vars(sys.modules[model.__module__])
        for name, value in others.items():
            known.setdefault(name, value)


with _built_when_used():
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.exceptions import (
        AiogramError,
        TelegramAPIError,
        TelegramBadRequest,
        TelegramConflictError,
        TelegramEntityTooLarge,
        TelegramForbiddenError,
        TelegramMigrateToChat,
        TelegramNetworkError,
        TelegramNotFound,
        TelegramRetryAfter,
        TelegramServerError,
        TelegramUnauthorizedError,
    )
    from aiogram.methods import GetUpdates, SendDocument, SendPhoto
    from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BufferedInputFile, Message

# What a running service sends and hears is ready before it serves anybody.
for _used in (Message, SendPhoto, SendDocument):
    _used.model_rebuild()

__all__ = (
    "AiogramError",
    "AiohttpSession",
    "Bot",
    "BotCommand",
    "BotCommandScopeAllPrivateChats",
    "BufferedInputFile",
    "GetUpdates",
    "TelegramAPIError",
    "TelegramAPIServer",
    "TelegramBadRequest",
    "TelegramConflictError",
    "TelegramEntityTooLarge",
    "TelegramForbiddenError",
    "TelegramMigrateToChat",
    "TelegramNetworkError",
    "TelegramNotFound",
    "TelegramRetryAfter",
    "TelegramServerError",
    "TelegramUnauthorizedError",
)
