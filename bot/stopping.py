"""How a process ends when it is asked to: at once nothing new, soon all of it, and never later than it would be killed.

What is not finished by then is nobody's loss: an update that is not kept is not acknowledged either, and a message that
is not recorded as sent waits in the outbox.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# Docker kills ten seconds after it has asked. What is under way has the first part of them; then it is given up.
PATIENCE_SECONDS = 7.0
# And if even that does not end it (a database that hangs in the middle of a transaction), the process goes by itself.
AT_LAST_SECONDS = 1.5
# What a process answers that ends by itself, since it cannot do so well.
GAVE_UP = 70
_SIGNS = (signal.SIGINT, signal.SIGTERM)


class Stopping:
    """The end of a process. `is_late` says that what was under way took too long, and was given up."""

    def __init__(self) -> None:
        self.is_late = False
        self._signs: list[int] = []
        self._is_done = threading.Event()

    @contextmanager
    def at_signals(self, stop: Callable[[], object]) -> Iterator[None]:
        """Call `stop` at the first signal, and end at once at the second; a block that takes too long then is left.

        To be used in the main task of the event loop.
        """
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None

        def give_up() -> None:
            self.is_late = True
            task.cancel()

        def asked(sign: int) -> None:
            if self._signs:
                # As the signal itself would end it, which it does not do to the first process of a container.
                os._exit(128 + sign)
            self._signs.append(sign)
            threading.Thread(target=self._end_at_last, name="end", daemon=True).start()
            loop.call_later(PATIENCE_SECONDS, give_up)
            stop()

        for sign in _SIGNS:
            loop.add_signal_handler(sign, asked, sign)
        try:
            yield
        except asyncio.CancelledError:
            if not self.is_late:
                raise
            task.uncancel()

    def is_done(self) -> None:
        """All is finished: nothing has to end the process any more."""
        self._is_done.set()

    def _end_at_last(self) -> None:
        if not self._is_done.wait(PATIENCE_SECONDS + AT_LAST_SECONDS):
            os._exit(GAVE_UP)


__all__ = ["GAVE_UP", "Stopping"]
