"""Posts that take several messages: what has arrived of one is not sent again when the rest is tried anew."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence

from bot.channels.telegram.relay import Sending
from bot.channels.telegram.render import Message
from bot.delivery.courier import Dispatch, ErasedMeanwhile
from bot.delivery.post import Post

# How many posts may be half sent at a time, more than chats that wait.
MOST_BEGUN = 10_000


def shared(copy: str) -> str:
    """The handle that tells of a copy that it is one message with others."""
    return f"{copy}/m"


class Parts:
    """Sends the messages of a post in order. The last bears the post's handle, those before it `<handle>/1` and on."""

    def __init__(self) -> None:
        self._begun: OrderedDict[str, dict[str, str]] = OrderedDict()

    async def send(
        self,
        post: Post,
        messages: Sequence[Message],
        dispatch: Dispatch,
        send: Callable[[Message], Awaitable[int]],
        take_back: Callable[[int], Awaitable[object]],
    ) -> dict[str, str]:
        """Send what has not arrived yet. Raises `ErasedMeanwhile` when the post's person was erased meanwhile."""
        made = self._begun.setdefault(post.id, {})
        while len(self._begun) > MOST_BEGUN:
            self._begun.popitem(last=False)
        await dispatch.may_send(len(messages) - len(made))
        for place, message in enumerate(messages, 1):
            last = place == len(messages)
            name = post.handle or "" if last else f"{post.handle or ''}/{place}"
            if name in made:
                continue
            number = await send(message)
            made[name] = str(number)
            # A part is known at once, so that an erasure finds it while the next one still waits.
            if not last and post.handle and not await dispatch.remember(name, str(number)):
                await take_back(number)
                self._begun.pop(post.id, None)
                raise ErasedMeanwhile("the person was erased between two messages")
        self._begun.pop(post.id, None)
        return made if post.handle else {}

    async def pass_on(
        self,
        post: Post,
        calls: Sequence[Sending],
        dispatch: Dispatch,
        send: Callable[[Sending], Awaitable[list[int]]],
        take_back: Callable[[int], Awaitable[object]],
    ) -> dict[str, str]:
        """Do what passes on a post, call by call, without those that are done; tells what was lost on the way."""
        made = self._begun.setdefault(post.id, {})
        left = [call for call in calls if call.copies[0] not in made]
        await dispatch.may_send(sum(call.messages for call in left))
        for call in left:
            # Sending leaves only those of what could be had, maybe none.
            asked = call.copies
            numbers = await send(call)
            new = dict(zip(call.copies, map(str, numbers), strict=False))
            if not call.said and len(call.copies) > 1:
                # Several texts in one message: each finds it, and none may be changed in it alone.
                new = {name: str(numbers[0]) for copy in call.copies for name in (copy, shared(copy))}
            made |= dict.fromkeys(asked, "") | new
            if call.lost:
                await dispatch.lost(call.lost)
            if call is left[-1]:
                break
            # Known at once, so that an erasure finds it while the next one still waits.
            for name, number in new.items():
                if not await dispatch.remember(name, number):
                    await take_back(int(number))
                    self._begun.pop(post.id, None)
                    raise ErasedMeanwhile("the person was erased between two messages")
        self._begun.pop(post.id, None)
        return {name: number for name, number in made.items() if number}

    def forget(self, post: Post) -> None:
        """What had arrived is gone again, with the topic it was in."""
        self._begun.pop(post.id, None)
