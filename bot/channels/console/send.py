"""The window a person reads in a terminal: what is printed, which choices its numbers stand for, and its troubles.

The chat shows everything through it, and it is the courier of this channel.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.channels.console.show import ABILITIES, Printer
from bot.channels.plain import Starts, numbers_in, said_by
from bot.delivery.courier import Blocked, Dispatch, TryLater
from bot.delivery.post import Content, Post, PostButton
from bot.sheets.as_json import card_from_json


class ConsoleCourier:
    """Prints contents and posts. What is printed stays printed: nothing is changed, stripped or taken back."""

    room = 0

    def __init__(self, printer: Printer) -> None:
        self.printer = printer
        self.choices: tuple[PostButton, ...] = ()
        self._printed = 0
        self._starts = Starts()

    def show(self, content: Content, *, by_words: bool = False, aside: bool = False) -> None:
        """Print a content. Its choices count from now on, unless it is one `aside` or a file."""
        if content.document is None and not aside:
            self.choices = tuple(choice for row in content.rows for choice in row)
        self.printer.content(content, by_words=by_words)

    def forget(self) -> None:
        """Let no choice count any more."""
        self.choices = ()

    def chosen(self, line: str) -> list[PostButton]:
        """Return the choices a typed line names by number, each once; none where it says anything else."""
        return [self.choices[number - 1] for number in numbers_in(line, len(self.choices))]

    def size(self, post: Post) -> int:
        """Nothing is merged here."""
        return 1

    async def deliver(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """Print a post. A full pipe passes; a closed one is a person who is gone."""
        if post.kind in ("strip", "erase", "unsend"):
            return {}
        said = await dispatch.calendar_file(as_file=False) if post.kind == "entry" else None
        if post.kind == "entry" and said is None:
            return {}
        await dispatch.may_send()
        try:
            if post.kind == "picture":
                self.printer.picture(str(post.payload["language"]), card_from_json(post.payload["picture"]))
            elif said is not None:
                self.show(said)
            else:
                self.show(said_by(self.printer.words, post, ABILITIES, self._starts))
        except BlockingIOError:
            raise TryLater("the pipe is full") from None
        except BrokenPipeError:
            raise Blocked("the window is closed") from None
        self._printed += 1
        return {} if post.handle is None else {post.handle: str(self._printed)}

    async def retract(self, post: Post, made: Mapping[str, str]) -> None:
        """What is printed stays printed."""


__all__ = ["ConsoleCourier"]
