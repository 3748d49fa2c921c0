"""Posts that take several messages: what has arrived of one is not sent again when the rest is tried anew."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Collection, Sequence

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
        send: Callable[[Sending], Awaitable[object]],
        take_back: Callable[[int], Awaitable[object]],
    ) -> dict[str, str]:
        """Do what passes on a post, call by call, without what is done; tells what was lost on the way."""
        made = await self._made_of(post, calls, dispatch)
        for call in calls:
            call.made |= {name: made[name] for name in call.copies if name in made}
        await dispatch.may_send(sum(call.messages for call in calls))
        waiting = deque(calls)
        while waiting:
            call = waiting.popleft()
            before = frozenset(call.made)
            try:
                if call.messages:
                    await send(call)
            except Exception:
                made |= call.made
                await self._tell(call, dispatch)
                await self._keep(post, call, before, dispatch, take_back)
                raise
            if not call.said and len(call.copies) > 1:
                # Several texts in one message: each finds it, and none may be changed in it alone.
                call.made |= {shared(copy): call.made[copy] for copy in call.copies}
            made |= call.made
            await self._tell(call, dispatch)
            instead = [words for words in call.instead() if words.copies[0] not in made]
            if instead:
                await dispatch.may_send(len(instead))
            waiting.extendleft(reversed(instead))
            if waiting:
                await self._keep(post, call, before, dispatch, take_back)
        self._begun.pop(post.id, None)
        return {name: number for name, number in made.items() if number}

    async def _made_of(self, post: Post, calls: Sequence[Sending], dispatch: Dispatch) -> dict[str, str]:
        """What has arrived of a post; of one that takes several messages also before the start."""
        made = self._begun.get(post.id)
        if made is None:
            made = self._begun[post.id] = {}
            # A change has the handles of what it changes.
            if (len(calls) > 1 or len(calls[0].said) > 1) and not post.payload["changes"]:
                made |= await dispatch.known(*(name for call in calls for name in call.names()))
        while len(self._begun) > MOST_BEGUN:
            self._begun.popitem(last=False)
        return made

    @staticmethod
    async def _tell(call: Sending, dispatch: Dispatch) -> None:
        """Say what could not be had."""
        if call.lost:
            await dispatch.lost(call.lost)

    async def _keep(
        self,
        post: Post,
        call: Sending,
        before: Collection[str],
        dispatch: Dispatch,
        take_back: Callable[[int], Awaitable[object]],
    ) -> None:
        """Have it known at once what a call made, so that an erasure finds it while the next one still waits."""
        new = {name: number for name, number in call.made.items() if number and name not in before}
        for name, number in new.items():
            if not await dispatch.remember(name, number):
                for one in dict.fromkeys(new.values()):
                    await take_back(int(one))
                self._begun.pop(post.id, None)
                raise ErasedMeanwhile("the person was erased between two messages")

    def forget(self, post: Post) -> None:
        """What had arrived is gone again, with the topic it was in."""
        self._begun[post.id] = {}
