"""The kinds of posts that staff get: what each place where staff are (`bot.office.place`) must be able to show."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Protocol

from bot.delivery.courier import Dispatch
from bot.delivery.post import NOTICE, Post

Made = Mapping[str, str]


class StaffPosts(Protocol):
    """Shows each kind of post; returns our handles of what it made, and what they are called there."""

    async def card(self, post: Post, dispatch: Dispatch) -> Made:
        """A client's card."""

    async def note(self, post: Post, dispatch: Dispatch) -> Made:
        """A word of ours, beside the card."""

    async def reply(self, post: Post, dispatch: Dispatch) -> Made:
        """An answer to a command."""

    async def erase(self, post: Post, dispatch: Dispatch) -> Made:
        """Everything about a client goes."""

    async def passed_on(self, post: Post, dispatch: Dispatch) -> Made:
        """What a client wrote, or changed."""

    async def react(self, post: Post, dispatch: Dispatch) -> Made:
        """A sign under a message of staff."""

    async def named(self, post: Post, dispatch: Dispatch) -> Made:
        """What a client's topic is called, and whether it is closed."""

    async def notice(self, post: Post, dispatch: Dispatch) -> Made:
        """What is about no client."""

    async def translation(self, post: Post, dispatch: Dispatch) -> Made:
        """What a machine made of what a client wrote."""


KINDS: Mapping[str, Callable[[StaffPosts], Callable[[Post, Dispatch], Awaitable[Made]]]] = MappingProxyType(
    {
        "card": lambda there: there.card,
        "note": lambda there: there.note,
        "reply": lambda there: there.reply,
        "erase": lambda there: there.erase,
        "relay": lambda there: there.passed_on,
        "react": lambda there: there.react,
        "topic": lambda there: there.named,
        NOTICE: lambda there: there.notice,
        "translation": lambda there: there.translation,
    }
)


async def posted(there: StaffPosts, post: Post, dispatch: Dispatch) -> Made:
    """Show a post of whichever kind."""
    return await KINDS[post.kind](there)(post, dispatch)


__all__ = ["KINDS", "Made", "StaffPosts", "posted"]
