"""Which chat the staff group is. The desk and the courier share one `StaffChat`; the desk alone changes it."""

from __future__ import annotations


class StaffChat:
    """The staff group in force; `chat` is None while none is set.

    A group that becomes a supergroup gets another id. That is kept by the desk, and holds here once it is committed:
    then the ids of the messages in the old group are forgotten as well.
    """

    def __init__(self, chat: int | None) -> None:
        self._chat = chat

    @property
    def chat(self) -> int | None:
        """The messenger's id of the group."""
        return self._chat

    def becomes(self, chat: int | None) -> None:
        """The group has this id from now on."""
        self._chat = chat
