"""What commits bring, from the ledger to whoever delivers: given to both when they are made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from bot.delivery.post import Post

# The new posts of a commit, what is gone with it (people erased, posts withdrawn), and the ids of all that wait where
# it was looked for them: another process may have queued some, and erased others.
Hear = Callable[[Sequence[Post], frozenset[str], frozenset[str] | None], None]
# What is called where another process delivers, to have it look.
POSTS = "posts"
# What is called where somebody was erased, to have every process forget what it keeps in memory of people.
ERASED = "erased"
# The ids of the posts that whoever delivers has already; asked in the thread that commits.
KnownPosts = Callable[[], Collection[str]]


class News:
    """Tells one listener of each commit, as long as there is one; without it nobody misses anything."""

    def __init__(self) -> None:
        self._hear: Hear | None = None
        # None while nobody listens here.
        self.known: KnownPosts | None = None

    def listen(self, hear: Hear, known: KnownPosts = frozenset) -> None:
        """Hear of every commit from now on; called in the thread that commits."""
        self._hear, self.known = hear, known

    def stop_listening(self) -> None:
        """Hear of no more commits."""
        self._hear = self.known = None

    def tell(self, posts: Sequence[Post], gone: frozenset[str], all_waiting: frozenset[str] | None) -> None:
        """Something is committed."""
        if self._hear is not None:
            self._hear(posts, gone, all_waiting)
