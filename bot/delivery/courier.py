"""What sends posts, as the outbox sees it: the Protocol of couriers, what they may ask, and how a delivery fails.

Each channel has a courier (`bot.channels.telegram.send`, `bot.office.telegram.courier`). It renders a `Post` in its own
messenger's terms, sends it, and turns that messenger's errors into the `DeliveryError` that says what follows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.delivery.post import Content, Post
from bot.errors import OwnError


class DeliveryError(OwnError):
    """A delivery did not succeed; the subclasses say what follows from it. No message may hold what a client typed."""


class TryLater(DeliveryError):
    """A passing failure.

    With `seconds` (a flood wait) the chat rests for exactly that long, and nothing wakes it. Without (no network, the
    server in trouble) the whole bot is taken to be in trouble: one chat tries again at growing pauses, at most four
    seconds apart, and the others wait until any call succeeds. `in_doubt` says that nobody knows whether it was done.
    """

    def __init__(self, reason: str, seconds: float | None = None, *, in_doubt: bool = False) -> None:
        super().__init__(reason)
        self.seconds = seconds
        self.in_doubt = in_doubt


class ShutOut(DeliveryError):
    """The bot may not write in this chat until somebody lets it (out of the group, no rights there).

    Tried again every minute, and at once when `Outbox.wake` is told of a change of membership.
    """


class Blocked(DeliveryError):
    """The person cannot be written to until they come back: what waits for them is kept."""


class TooLate(DeliveryError):
    """The channel takes nothing for this person any more until they write again; for others it does.

    The post goes to another address of theirs, or waits, and staff are told; of one that is `quiet`, they are not.
    """

    def __init__(self, reason: str, *, quiet: bool = False) -> None:
        super().__init__(reason)
        self.quiet = quiet


class OneByOne(DeliveryError):
    """Posts that were to go together must go one by one."""


class Undeliverable(DeliveryError):
    """Final: this very post can never be delivered. Only for errors the table knows to be final; the post is buried."""


class Unknown(DeliveryError):
    """An error that is not in the table: the post is set aside, told once, and tried again at growing pauses.

    It holds up nothing else of its chat and is never buried.
    """


class ErasedMeanwhile(DeliveryError):
    """The post's person was erased while it was under way; what was made of it is taken back already."""


class Withdrawn(DeliveryError):
    """Raised before anything was sent: not now, or not any more.

    By `Dispatch.may_send`: there is no room yet (the post is delivered anew when there is), the person was erased, or
    we are stopping. A courier lets it pass, and expects to be given the same post again. By a courier: something else
    is to go first.
    """


class Lookup(Protocol):
    """What the messenger calls our handles."""

    async def __call__(self, *names: str) -> Mapping[str, str]:
        """Message ids of those handles that were sent."""


class Dispatch(Protocol):
    """One delivery under way: what its courier may ask of the outbox meanwhile."""

    async def known(self, *names: str) -> Mapping[str, str]:
        """What the messenger calls those of our handles that were sent (messages, and topics)."""

    async def may_send(self, messages: int = 1) -> None:
        """Ask whether so many new messages may be sent now, and count them as sent.

        To be awaited before each call that makes a new message (text, picture, document), with all parts of a long
        text at once, and after the other work (drawing, a topic) is done; never for edits, deletions, presses. It
        usually returns at once. Raises `Withdrawn` (see there) as long as nothing was granted to this delivery; what
        was begun is finished, so that a further part waits here instead.
        """

    async def calendar_file(self, *, as_file: bool, of: Post | None = None) -> Content | None:
        """Return what a post for a calendar says as the booking stands now; None where that is over.

        `of` is one of several posts that go together. Without a file it is said in words. To be awaited before
        `may_send`: the file takes a moment to be written.
        """

    def may_come_twice(self) -> None:
        """Count a message that is sent again though it may have arrived, which its messenger cannot tell any more."""

    async def remember(self, name: str, message_id: str) -> bool:
        """Keep a handle made on the way at once, beside the post that is still under way: a topic, a card sent anew.

        False when the post's person was erased meanwhile: then nothing is kept, the courier takes back what it made
        and raises `ErasedMeanwhile`.
        """

    async def lost(self, names: Sequence[tuple[str, str]]) -> None:
        """Tell both sides of files that were left out: what each is called (":" and its kind without a name), why.

        The reasons are "size" and "gone".
        """


class Courier(Protocol):
    """Sends the posts of one channel.

    `room` is how much one message holds and `size` how much of it a post takes, in whatever the messenger counts,
    with what separates it from the next: waiting notes about one person are merged as long as the sum of their sizes
    fits.
    """

    @property
    def room(self) -> int:
        """How much one message holds, by the count of `size`; 0 where notes are not to be merged."""

    def size(self, post: Post) -> int:
        """How much of a message a post takes."""

    async def deliver(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """Send a post; returns our handles of the messages made (or edited), and what the messenger calls them.

        Awaits `dispatch.may_send` before each call that makes a new message. Raises a `DeliveryError`; anything else
        it raises counts as `Unknown`.
        """

    async def retract(self, post: Post, made: Mapping[str, str]) -> None:
        """Take back messages whose person was erased while they were under way. Raises nothing."""


__all__ = [
    "Blocked",
    "Courier",
    "DeliveryError",
    "Dispatch",
    "ErasedMeanwhile",
    "Lookup",
    "OneByOne",
    "ShutOut",
    "TooLate",
    "TryLater",
    "Undeliverable",
    "Unknown",
    "Withdrawn",
]
