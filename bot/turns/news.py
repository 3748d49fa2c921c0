"""What commits bring, from the ledger to whoever delivers: given to both when they are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.delivery.post import Post

# The new posts of a commit, what is gone with it (people erased, posts withdrawn), and whether these posts are all that
# wait.
Hear = Callable[[Sequence[Post], frozenset[str], bool], None]


class News:
    """Tells one listener of each commit, as long as there is one; without it nobody misses anything."""

    def __init__(self) -> None:
        self._hear: Hear | None = None

    def listen(self, hear: Hear) -> None:
        """Hear of every commit from now on; called in the thread that commits."""
        self._hear = hear

    def stop_listening(self) -> None:
        """Hear of no more commits."""
        self._hear = None

    def tell(self, posts: Sequence[Post], gone: frozenset[str], all_there_is: bool) -> None:
        """Something is committed."""
        if self._hear is not None:
            self._hear(posts, gone, all_there_is)
